"""The level matrix: element × level. Where its head stands in running text, and the tree of its rows.

A unit is a title right before another one; an element has one level node a column, whose statements are criteria. A cell
that says 无 keeps the word (none-stated); one that is lost and has no points is none-inferred, any other incomplete.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segment import cellnodes, pieces, runs, scores
from pipeline.segment.divide import Row, rows
from pipeline.segment.draft import Draft, trim
from pipeline.segment.levels import LEVEL, rank
from pipeline.segment.pieces import Piece
from pipeline.text import Span

_PAIR = re.compile(rf"(?:{LEVEL.pattern})(?:[/／](?:{LEVEL.pattern}))?")  # 五级/初级工 is one level
_SUFFIX = r"(?:级)?(?:测评|考核|评价|行为|达标|能力)?(?:标准|要求|描述|表现)?(?:[（(][%％分][)）])?"
_GAP = r"[ \t　]*+(?:\n[ \t　]*+)?"
HEADER = re.compile(rf"(?:(?:{LEVEL.pattern})(?:[/／](?:{LEVEL.pattern}))?{_SUFFIX}{_GAP}){{2,}}")
_OF = "行为|能力|评价|考核|测评|工作|资格|评审"
_HEAD_WORD = rf"(?:(?:{_OF})?\n?(?:要素|项目|条件|单元|模块|内容|维度|指标|类别)|序号|级别|等级)"
_HEAD_WORDS = re.compile(rf"(?:(?:(?<=\n)|^)(?:{_HEAD_WORD}{_GAP}){{1,3}}|{_HEAD_WORD}{_GAP})$")


@dataclass(slots=True)
class Region:
    """A table whose columns are levels. header: the span of its head; [start, end) what stands below it."""

    header: Span
    levels: list[tuple[str, Span]]
    start: int
    end: int

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.levels]


def regions(text: str, stops: list[int], start: int) -> list[Region]:
    """Every level table. stops: places where something else begins at the latest, in order."""
    found: list[Region] = []
    edges = [*stops, len(text)]
    for match in HEADER.finditer(text, start):
        named = list(_PAIR.finditer(text, *match.span()))
        levels = [(re.split("[/／]", m.group())[0], m.span()) for m in named]
        ranks = [rank(m.group()) for m in named]
        steps = {b - a for a, b in pairwise(ranks) if a is not None and b is not None}
        before = _HEAD_WORDS.search(text[max(0, match.start() - 24) : match.start()])
        if len(steps) != 1 or not steps <= {1, -1} or (before is None and len(levels) < 3):
            continue
        head = match.start() - (len(before.group()) if before else 0)
        end = edges[bisect_left(edges, match.end())]
        if found and head < found[-1].end:
            found[-1].end = head
        found.append(Region((head, match.end()), levels, match.end(), end))
    return found


def drafts(text: str, region: Region) -> list[Draft]:
    """The tree of one region without borders: the header as a paragraph, then units, elements, levels and their criteria."""
    own, real = pieces.own_lines(text, (region.start, region.end))
    lattice = pieces.chain(text, own) if real else runs.lattice(text, trim(text, region.start, region.end))
    header = cellnodes.header(text, region.header, (span[0] for _, span in region.levels))
    return [header, *grouped(rows(text, lattice, region.labels), region.labels)]


def grouped(divided: list[Row], labels: list[str]) -> list[Draft]:
    """A title right before another one heads a unit; what follows up to the next such stands below it."""
    made: list[Draft] = []
    unit: Draft | None = None
    for index, row in enumerate(divided):
        if not row.cells and index + 1 < len(divided):
            unit = titled_row(row.title, "unit")
            unit.score = scores.single(row.title.weight or "")
            made.append(unit)
            continue
        (unit.children if unit else made).append(element(row, labels))
    return made


def titled_row(piece: Piece, kind: str) -> Draft:
    """A unit or element of the table."""
    made = Draft(piece.span, kind=kind, number=piece.mark, title=piece.words, text=piece.bracket, heading=True)
    made.why.append("row of a level matrix")
    return made


def element(row: Row, labels: list[str]) -> Draft:
    """A row as an element with a level node a column."""
    made = titled_row(row.title, "element")
    points = scores.by_level(row.title.weight or "", labels)
    for index, label in enumerate(labels):
        cell = row.cells[index] if index < len(row.cells) else []
        level = Draft(row.title.span, kind="level", level=label, score=points[index], derived=True, named=label, heading=True)
        fill(level, cell, points[index])
        made.children.append(level)
    return made


def fill(level: Draft, cell: list[Piece], points: float | None) -> None:
    """Puts the pieces of a cell below its level."""
    if len(cell) == 1 and cell[0].nothing:
        level.text, level.status, level.derived = cell[0].words, "none-stated", False
        return
    if not cell:
        level.status = "none-inferred" if points == 0 else "incomplete"
    for index, piece in enumerate(cell):
        following = next((p.number for p in cell[index + 1 :] if p.number), 0)
        before = next((p.number for p in cell[index - 1 :: -1] if p.number), 0) if index else 0
        if piece.number == 0 and before and following == before + 1:  # a paragraph inside a numbered statement
            last = level.children[-1]
            last.text = ((last.text or last.own)[0], piece.words[1])
        else:
            level.children.append(Draft(piece.span, kind="criterion", number=piece.mark, text=piece.words))
