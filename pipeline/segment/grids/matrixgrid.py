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
    columns = sorted(grid.levels)
    labels = [grid.levels[k] for k in columns]
    rows: list[Row] = []
    beside: list[_Beside] = []
    seen: Box | None = None
    for row, begun in grid.below():
        heads = [box for k in grid.titles if (box := row[k]) is not None and not box.empty]
        distinct = list(dict.fromkeys(heads))
        if not distinct or all(row[k] in distinct for k in columns):  # a banner across the row
            rows += [Row(pieces.read(grid.text, box.span)) for box in distinct[:1]]
            seen = distinct[0] if distinct else seen
            continue
        if len(distinct) > 1 and distinct[0] is not seen:
            seen = distinct[0]
            rows.append(Row(pieces.read(grid.text, seen.span)))
        done: set[Box] = set()
        cells = [_pieces(grid, begun[k], done) for k in columns]
        if distinct[-1] not in begun and rows and rows[-1].cells:  # the row above goes on
            rows[-1].cells = [[*above, *cell] for above, cell in zip(rows[-1].cells, cells, strict=True)]
            beside[-1].add(grid, begun)
            continue
        rows.append(Row(pieces.read(grid.text, distinct[-1].span), cells))
        beside.append(_Beside())
        beside[-1].add(grid, begun)
    made = [header(grid), *matrix.grouped(grid.text, rows, labels)]
    elements = [d for top in made for d in top.walk() if d.kind == "element"]
    for element, one in zip(elements, beside, strict=False):
        one.give(grid, element)
    return made


@dataclass(slots=True)
class _Beside:
    """What stands in the row of an element of a matrix beside its title and its levels."""

    serial: Span | None = None
    points: Span | None = None
    before: list[Draft] = field(default_factory=list)
    behind: list[Draft] = field(default_factory=list)

    def add(self, grid: Grid, begun: list[Box | None]) -> None:
        """Takes what begins in a row."""
        worth, last = grid.column(grids.POINTS), max(grid.levels)
        first, points = begun[0], begun[worth] if worth is not None else None
        self.serial = first.span if grid.serial and first is not None and not first.empty else self.serial
        self.points = points.span if points is not None and not points.empty else self.points
        self.before += grid.fields(begun, grid.told)
        self.behind += grid.fields(begun, (k for k in range(last + 1, len(begun)) if k != worth))

    def give(self, grid: Grid, element: Draft) -> None:
        """Puts it at the element, whose title may bear a number or points of its own."""
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


def _pieces(grid: Grid, box: Box | None, done: set[Box]) -> list[pieces.Piece]:
    if box is None or box.empty or box in done:
        return []
    done.add(box)
    return [pieces.read(grid.text, span) for span in cellnodes.spans(grid.text, box.span)]
