"""What is said of something lost: where it is missing, and who has it."""

from pipeline.blocks import Record
from pipeline.text import Span


class Anchor(Record, frozen=True, kw_only=True):
    """A statement beside the gap that recurs beside what is cited. node: here, there: its id in the other standard.

    similarity: 0 to 1, of their words without marks.
    """

    node: str
    there: str
    similarity: float


class Citation(Record, frozen=True, kw_only=True):
    """The likely text, where it stands. where: the titles above it, from the top; span: in that standard's text.txt.

    around: the statements that hold it to its place; similarity: their mean; again: id of a node of the standard that lost it,
    with the same number and like words, for sites drop the line that stood before; also: further standards that have it so.
    Where only the line of the title is missing, there is no text.
    """

    standard: str
    node: str
    similarity: float
    around: tuple[Anchor, ...]
    where: tuple[str, ...] = ()
    number: str | None = None
    title: str | None = None
    text: str | None = None
    span: Span | None = None
    again: str | None = None
    also: tuple[str, ...] = ()


class Lost(Record, frozen=True, kw_only=True):
    """What is missing in a list, and its citations, the likeliest first. where: the titles above the list, from the top.

    code: of the finding that tells of it; `list-begins-late` where a list begins behind 1, `line-dropped` where only the other
    standards tell of it; after, before: ids of the statements around it.
    """

    code: str
    where: tuple[str, ...]
    missing: tuple[int, ...]
    after: str | None = None
    before: str | None = None
    citations: tuple[Citation, ...] = ()
