"""Trees of level matrices that kept their borders: titles of units and elements, then a column a level.

Beside the levels may stand what a title means, a number of the row, its points, and behind them how it is certified.
"""

from dataclasses import dataclass, field

from pipeline.segment.cells import cellnodes, pieces
from pipeline.segment.cells.divide import Row
from pipeline.segment.draft.draft import Draft
from pipeline.segment.grids import grids
from pipeline.segment.grids.grids import Box, Grid
from pipeline.segment.grids.plainrows import header
from pipeline.segment.tables import matrix
from pipeline.text import Span


def drafts(grid: Grid) -> list[Draft]:
    """The table's nodes: elements, below units where two columns bear titles, with a node a level."""
    levels = _levels(grid)
    rows: list[Row] = []
    beside: list[_Beside] = []
    seen: Box | None = None
    for row, begun in grid.below():
        heads = [box for k in grid.titles if (box := row[k]) is not None and not box.empty]
        distinct = list(dict.fromkeys(heads))
        if not distinct or all(row[k] in distinct for k in grid.levels):  # a banner across the row
            rows += [Row(pieces.read(grid.text, box.span)) for box in distinct[:1]]
            seen = distinct[0] if distinct else seen
            continue
        if len(distinct) > 1 and distinct[0] is not seen:
            seen = distinct[0]
            rows.append(Row(pieces.read(grid.text, seen.span)))
        done: set[Box] = set()
        cells = [[piece for k in level.stated for piece in _pieces(grid, begun[k], done)] for level in levels]
        if distinct[-1] not in begun and rows and rows[-1].cells:  # the row above goes on
            rows[-1].cells = [[*above, *cell] for above, cell in zip(rows[-1].cells, cells, strict=True)]
        else:
            rows.append(Row(pieces.read(grid.text, distinct[-1].span), cells))
            beside.append(_Beside(levels))
        beside[-1].add(grid, begun)
    made = [header(grid), *matrix.grouped(grid.text, rows, [level.label for level in levels])]
    elements = [d for top in made for d in top.walk() if d.kind == "element"]
    for element, one in zip(elements, beside, strict=False):
        one.give(grid, element)
    return made


@dataclass(frozen=True, slots=True)
class _Level:
    """The columns below a level's name: stated holds what is, points what it is worth, parts what sections of it hold."""

    label: str
    stated: tuple[int, ...]
    points: int | None = None
    parts: tuple[int, ...] = ()


def _levels(grid: Grid) -> list[_Level]:
    """The levels of the head, from left to right; several parts of one that state something are each a section."""
    columns: dict[Box | None, list[int]] = {}
    for k in sorted(grid.levels):
        columns.setdefault(grid.at[grid.top][k], []).append(k)
    made: list[_Level] = []
    for own in columns.values():
        points = next((k for k in own if grid.parted and grids.POINTS.match(grid.heads[k])), None)
        rest = tuple(k for k in own if k != points)
        several = grid.parted and len(rest) > 1
        made.append(_Level(grid.levels[own[0]], () if several else rest, points, rest if several else ()))
    return made


@dataclass(slots=True)
class _Beside:
    """What stands in the row of an element beside its title and what its levels state."""

    levels: list[_Level]
    serial: Span | None = None
    points: Span | None = None
    before: list[Draft] = field(default_factory=list)
    behind: list[Draft] = field(default_factory=list)
    worth: dict[int, Span] = field(default_factory=dict)
    parts: dict[int, list[Draft]] = field(default_factory=dict)

    def add(self, grid: Grid, begun: list[Box | None]) -> None:
        """Takes what begins in a row."""
        worth, last = grid.column(grids.POINTS), max(grid.levels)
        self.serial = _span(begun[0]) if grid.serial and _span(begun[0]) else self.serial
        self.points = (_span(begun[worth]) if worth is not None else None) or self.points
        self.before += grid.fields(begun, grid.told)
        self.behind += grid.fields(begun, (k for k in range(last + 1, len(begun)) if k != worth))
        for place, level in enumerate(self.levels):
            if level.points is not None and (span := _span(begun[level.points])):
                self.worth.setdefault(place, span)
            parts = [(grid.heads[k], span) for k in level.parts if (span := _span(begun[k]))]
            self.parts.setdefault(place, []).extend(cellnodes.section(grid.text, *part) for part in parts)

    def give(self, grid: Grid, element: Draft) -> None:
        """Puts it at the element, whose title may bear a number or points of its own."""
        for place, level in enumerate(child for child in element.children if child.kind == "level"):
            if place in self.worth:
                cellnodes.worth_of_level(grid.text, level, self.worth[place])
            if parts := self.parts.get(place):
                level.children, level.status = [*level.children, *parts], None
        spare: list[Span] = []
        if self.serial is not None and element.number is None:
            element.number = self.serial
        elif self.serial is not None:
            spare.append(self.serial)
        if self.points is not None and element.text is None:
            cellnodes.points(grid.text, element, self.points)
        elif self.points is not None:
            spare.append(self.points)
        others = [Draft(span, kind="para", text=span, why=["beside a row of a level matrix"]) for span in spare]
        element.children = [*others, *self.before, *element.children, *self.behind]


def _span(box: Box | None) -> Span | None:
    return box.span if box is not None and not box.empty else None


def _pieces(grid: Grid, box: Box | None, done: set[Box]) -> list[pieces.Piece]:
    if box is None or box.empty or box in done:
        return []
    done.add(box)
    return [pieces.read(grid.text, span) for span in cellnodes.spans(grid.text, box.span)]
