"""What the outline weighs: candidates, what decides where one may stand, and what is open where it does."""

from typing import NamedTuple

from pipeline.segment.marks.marks import Mark

Value = tuple[int, ...]


class Candidate(NamedTuple):
    """A mark, label or level heading that may belong to the outline.

    style and value: as the outline counts them (of an entry of the contents: the entry's own). confirmed: the contents name it.
    after_label: it stands right behind a label's colon. headed: what stands between the candidate before it and it is short
    and has no stop, as a title has. group: of a label, the label it usually stands under; words: the label's words.
    heading: the format calls it one, of this level (0: of none that is known). runs: its list counts on below a new heading.
    """

    mark: Mark
    style: str
    value: Value = ()
    confirmed: bool = False
    after_label: bool = False
    headed: bool = False
    group: str = ""
    words: str = ""
    heading: bool = False
    level: int = 0
    runs: bool = False

    @property
    def kind(self) -> "Kind":
        """All of a candidate that decides where it may stand, but for its number and the words of a label."""
        ones = self.value[:1] == (1,), self.value[-1:] == (1,)
        explains = self.words.endswith("说明")
        counted = self.style, len(self.value), *ones
        return Kind(*counted, self.after_label, self.headed, bool(self.group), explains, self.level, self.runs)


class Kind(NamedTuple):
    """Candidates of one kind may stand in the same places.

    parts: components of the number; first, opens: the number begins with 1, ends with 1; grouped: it is a label that usually
    stands under another; explains: one that explains what is above; level: of a heading, 0 where none is known.
    """

    style: str
    parts: int
    first: bool
    opens: bool
    after_label: bool
    headed: bool
    grouped: bool
    explains: bool
    level: int = 0
    runs: bool = False


class Echo(NamedTuple):
    """What a label finds of its own on a stack. again: the depths at which labels of the same words are open; owned: the label
    on top is the one that it usually stands under."""

    again: tuple[int, ...] = ()
    owned: bool = False


class Open(NamedTuple):
    """A style on the stack. parts: components of the number it has reached; going: its list had an item before this one;
    labelled: one of its items had a label below it; level: of the last, where it is a heading."""

    style: str
    parts: int
    going: bool = False
    labelled: bool = False
    level: int = 0
