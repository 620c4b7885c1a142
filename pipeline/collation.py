"""How text.txt is joined from several copies of a standard: which copy each span of it stands on."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blocks import Record
from pipeline.model import Document
from pipeline.text import Span


class Joined(Record, frozen=True, kw_only=True):
    """A line of collation.jsonl: [start, end) of text.txt is `span` of the text that a copy's edits make of its source.

    why: both (the copies say so), lost (another has nothing there), corrected (a person said so), surer, likelier (the copies
    differ, and this one's words rest on surer repairs, or are much likelier), first (they differ, and nothing tells).
    """

    start: int
    end: int
    copy: int
    span: Span
    why: str


class Collation:
    """The joined text as a row of pieces in order, each of one copy."""

    def __init__(self, pieces: Sequence[Joined]) -> None:
        self.pieces = tuple(pieces)
        self._starts = [piece.start for piece in self.pieces]

    def text(self, copies: Sequence[str]) -> str:
        """The joined text, from the texts of the copies in their order."""
        return "".join(copies[piece.copy - 1][slice(*piece.span)] for piece in self.pieces)

    def origin(self, start: int, end: int) -> tuple[int, Span]:
        """The copy that most of [start, end) of the joined text stands on, and the span of that copy's text."""
        parts: dict[int, list[Span]] = {}
        index = max(0, bisect_right(self._starts, start) - 1)
        for piece in self.pieces[index:]:
            if piece.start >= max(end, start + 1):
                break
            low, high = max(start, piece.start), min(end, piece.end)
            if low <= high:
                shift = piece.span[0] - piece.start
                parts.setdefault(piece.copy, []).append((low + shift, high + shift))
        if not parts:
            return 1, (0, 0)
        copy = max(parts, key=lambda one: (sum(b - a for a, b in parts[one]), -one))
        return copy, (parts[copy][0][0], parts[copy][-1][1])

    def place(self, copy: int, start: int, end: int) -> Span:
        """Where [start, end) of a copy's text stands in the joined text; empty where nothing of it does."""
        found = [
            (max(start, a) - a + piece.start, min(end, b) - a + piece.start)
            for piece in self.pieces
            if piece.copy == copy and max(start, (a := piece.span[0])) < min(end, (b := piece.span[1]))
        ]
        if not found:
            before = [piece.end for piece in self.pieces if piece.copy == copy and piece.span[1] <= start]
            return (before[-1], before[-1]) if before else (0, 0)
        return found[0][0], found[-1][1]


@dataclass(frozen=True, slots=True)
class Collated:
    """document: the joined text, as a source of its own, with the blocks of the first copy; copies: the documents, in order."""

    document: Document
    copies: tuple[Document, ...]
    collation: Collation
