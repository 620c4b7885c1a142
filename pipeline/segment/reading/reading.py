"""What is read off a clean text before anything is decided: contents, tables, and the marks, labels and levels outside them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.model import Document
from pipeline.segment.cells.taken import Placed
from pipeline.segment.contents import toc
from pipeline.segment.contents.entries import Contents, Entry
from pipeline.segment.grids import gridread, gridtrees
from pipeline.segment.labels import labels
from pipeline.segment.labels.label import Label
from pipeline.segment.layout.laid import laid, lay
from pipeline.segment.layout.relaid import Relaid
from pipeline.segment.levels import levelread, levels
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.levels.levels import LevelHeading
from pipeline.segment.marks import marks
from pipeline.segment.marks.marks import Mark
from pipeline.segment.reading import codes, styled, tables
from pipeline.segment.reading.paired import with_pairs
from pipeline.segment.reading.refrains import with_refrains
from pipeline.segment.reading.styled import Heading
from pipeline.text import Span


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_DIVISION = re.compile(r"[:：]?[ \t　]*\n[ \t　]*第[一二三四五六七八九十百零\d]{1,5}(?:条|部分?|[编篇章]|单元)")
_Found = TypeVar("_Found", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence in one text. start: where the body begins, behind the contents; named: headings that these confirm.

    marks, levels, named and headings (what the format calls so) are those of the body outside tables; labels are all of the
    text's, `free` those outside tables. relaid: the way back to the text without the line breaks that were put in for reading.
    tabled: numbers and titles of the entries of the contents that stand in tables.
    """

    text: str
    contents: Contents | None
    start: int
    marks: list[Mark]
    labels: list[Label]
    free: list[Label]
    levels: list[LevelHeading]
    named: dict[int, tuple[Entry, Span]]
    tables: list[Placed]
    names: Names
    headings: dict[int, Heading]
    relaid: Relaid
    tabled: frozenset[tuple[str, str]]

    @property
    def end(self) -> int:
        return len(self.text)


def read(document: Document) -> Reading:
    """Reads the clean text of a document."""
    text = laid(str(document.text))
    names = levelread.read(text)
    relaid = lay(text, document, names)
    if relaid.breaks:
        text = relaid.text
        names = levelread.read(text)
    every = styled.numbered(document, codes.merged(text, marks.scan(text)))
    labelled = with_pairs(text, with_refrains(text, labels.find(text, every, names), names))
    contents = toc.contents(text)
    start = contents.span[1] if contents else 0
    named = toc.headings(text, contents, start, every) if contents else {}
    graded = levels.headings(text, [m.start for m in every if m.form or m.style != "1" or m.value == (1,)], names)
    told = {label.start for label in labelled if label.source == "refrain"}
    graded = [level for level in graded if level.start not in told]
    heads = {level.start for level in graded}
    headed = styled.headings(document, every)
    free = [label for label in labelled if label.start not in heads and not _heads_division(text, label)]
    labelled = styled.unlabelled(headed, free)
    known = named.keys() | styled.believed(headed)
    found = styled.outside(headed, tables.find(text, tables.Signs(every, labelled, known, start, names)))
    kept = gridread.tabbed(text, names, told) if relaid.breaks else gridread.read(document, names)
    placed = gridtrees.bordered(found, gridread.without_items(kept), start, told=not relaid.breaks)
    body = tables.behind(text, every, placed)
    inside = _Inside(placed)
    return Reading(
        text, contents, start, inside.without(body, start), labelled, inside.without(labelled, start),
        inside.without(graded, start), {p: entry for p, entry in named.items() if not inside.holds(p)}, placed, names,
        {p: one for p, one in headed.items() if p >= start and not inside.holds(p)},
        relaid,
        frozenset((entry.printed, entry.title) for p, (entry, _) in named.items() if inside.holds(p)),
    )  # fmt: skip


def _heads_division(text: str, label: Label) -> bool:
    """Whether a label stands alone on its line before an article, as a chapter's title does, or before a division (正文：)."""
    return text[label.start - 1 : label.start] == "\n" and _DIVISION.match(text, label.end) is not None


class _Inside:
    """Whether a place lies in a table; the tables are in order and do not overlap."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self._spans = [table.span for table in placed]
        self._starts = [span[0] for span in self._spans]

    def holds(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._spans[index][1]

    def without(self, found: Sequence[_Found], start: int) -> list[_Found]:
        return [one for one in found if one.start >= start and not self.holds(one.start)]
