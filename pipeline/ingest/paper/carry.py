"""Tables that go on over pages made one: the last thing on a page and the first on the next, with the same columns.

A header that is printed again goes aside. A cell that the page cut is told in the row that goes on: its first cell is empty,
goes on in the middle of a sentence, or has the lines that the one above it lacks; a cell that is empty there belongs to the
one above it.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from pipeline.ingest.compose import Words
from pipeline.ingest.paper.grid import Grid
from pipeline.ingest.paper.lines import Box, Printed, begins, join

_NEAR = 4.0  # points within which the columns of two pages agree
_HEADER = 3  # rows that a header may have
_ENDS = "。；;！!？?：:"
_NUMBERED = re.compile(r"^\w{1,3}[)）]", re.MULTILINE)  # 1）, a): signs that open nothing


@dataclass(frozen=True, slots=True)
class Again:
    """A header printed again."""

    text: str
    box: Box
    page: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A table over one page or several. page, box: of its first part; again: its headers on later pages; lefts: as in Grid."""

    cells: tuple[Words, ...]
    page: int
    box: Box
    lefts: tuple[float, ...]
    again: tuple[Again, ...] = ()
    confidence: float | None = None


def carried(things: Sequence[Printed | Grid], aside: Set[Printed]) -> list[Printed | Carried]:
    """Things in reading order with the tables that go on joined. aside: furniture, which does not part them."""
    found: list[Printed | Carried] = []
    last: Grid | None = None
    for thing in things:
        if isinstance(thing, Printed):
            found.append(thing)
            last = last if last and thing in aside else None
            continue
        before = found[-1] if last else None
        if last and isinstance(before, Carried) and _goes_on(last, thing) and not _beside(last, thing, things, aside):
            found[-1] = _joined(before, thing)
        else:
            found.append(Carried(thing.cells, thing.page, thing.box, thing.lefts, (), thing.confidence))
        last = thing
    return found


def _goes_on(grid: Grid, after: Grid) -> bool:
    """Whether the table of the next page, or of the next column, has the same columns, or some of them."""
    there = after.page == grid.page + 1 or (after.page == grid.page and after.box[0] > grid.box[2])
    fewer, more = sorted((_from_left(grid.lefts), _from_left(after.lefts)), key=len)
    return there and abs(fewer[-1] - more[-1]) <= _NEAR and all(_nearest(left, more)[1] <= _NEAR for left in fewer)


def _beside(grid: Grid, after: Grid, things: Sequence[Printed | Grid], aside: Set[Printed]) -> bool:
    """Whether two tables of one page are neighbours: they begin at one height, and the text goes on below them."""
    if after.page != grid.page or abs(after.box[1] - grid.box[1]) > _NEAR:
        return False
    low = max(grid.box[3], after.box[3]) - _NEAR
    return any(thing.page == grid.page and thing.box[1] >= low for thing in things if thing not in aside)


def _from_left(lefts: Sequence[float]) -> list[float]:
    """Pages may have their margins mirrored, so edges are compared as they stand to the first."""
    return [left - lefts[0] for left in lefts]


def _nearest(place: float, edges: Sequence[float]) -> tuple[int, float]:
    """The number of the nearest edge, and how far it is."""
    index = min(range(len(edges)), key=lambda at: abs(edges[at] - place))
    return index, abs(edges[index] - place)


def _joined(table: Carried, grid: Grid) -> Carried:
    lefts = max(_from_left(table.lefts), _from_left(grid.lefts), key=len)
    above, below = _columns(table.cells, _from_left(table.lefts), lefts), _columns(grid.cells, _from_left(grid.lefts), lefts)
    header = _header(above, below)
    again = (Again(_shown(below, header), grid.box, grid.page),) if header else ()
    rows = max(cell.row + cell.rows for cell in above)
    rest = [replace(cell, row=cell.row - header + rows) for cell in below if cell.row >= header]
    cells = _grown(above, rest, rows)
    sure = [value for value in (table.confidence, grid.confidence) if value is not None]
    return replace(
        table, cells=tuple(cells), lefts=tuple(lefts), again=(*table.again, *again), confidence=min(sure, default=None)
    )


def _columns(cells: Sequence[Words], lefts: Sequence[float], wanted: Sequence[float]) -> list[Words]:
    """Cells with their columns counted by other edges."""
    if lefts == wanted:
        return list(cells)
    number = [_nearest(left, wanted)[0] for left in lefts]
    return [
        replace(cell, column=number[cell.column], columns=max(1, number[cell.column + cell.columns] - number[cell.column]))
        for cell in cells
    ]


def _row(cells: Sequence[Words], row: int) -> list[tuple[int, str]]:
    return [(cell.column, "".join(cell.text.split())) for cell in cells if cell.row == row]


def _header(above: Sequence[Words], below: Sequence[Words]) -> int:
    """How many rows at the head are printed again; not where they are all there is."""
    last = max(cell.row for cell in below)
    count = 0
    while count < min(_HEADER, last) and _row(above, count) == _row(below, count) != []:
        count += 1
    return count if any(text for row in range(count) for _, text in _row(below, row)) else 0


def _shown(cells: Sequence[Words], rows: int) -> str:
    listed = ([cell.text for cell in cells if cell.row == row] for row in range(rows))
    return "\n".join("\t".join(row) for row in listed)


def _grown(above: Sequence[Words], below: Sequence[Words], row: int) -> list[Words]:
    """The cells of both parts. row: the first of the second part."""
    over = {cell.column: cell for cell in above if cell.row + cell.rows == row}
    first = sorted((cell for cell in below if cell.row == row), key=lambda cell: cell.column)
    halved = _is_halved(over, first, [cell for cell in (*above, *below) if cell.column == 0])
    if halved or _is_torn(over, first):
        grown = {cell.column: _flowed(over[cell.column], cell, lines=halved and not cell.column) for cell in first}
        rest = [replace(cell, row=cell.row - 1) for cell in below if cell.row > row]
    elif not first or first[0].text or 0 not in over:
        return [*above, *below]
    elif all(cell.rows == 1 for cell in first) and _is_cut(over, first):
        grown = {cell.column: _flowed(over[cell.column], cell) for cell in first if cell.column in over}
        rest = [replace(cell, row=cell.row - 1) for cell in below if cell.row > row]
    else:
        empty = [cell for cell in first if all(not one.text for one in first if one.column <= cell.column)]
        grown = {c.column: replace(over[c.column], rows=over[c.column].rows + c.rows) for c in empty if _fits(over, c)}
        rest = [cell for cell in below if cell.row > row or cell.column not in grown]
    return [*(grown[cell.column] if over.get(cell.column) is cell and cell.column in grown else cell for cell in above), *rest]


def _is_torn(over: dict[int, Words], first: Sequence[Words]) -> bool:
    """Whether the page cut a bracket: a row at its foot holds an open one, and the row at the head of the next closes it."""
    whole = bool(first) and all(_fits(over, cell) for cell in first)
    return whole and any(_open(over[cell.column].text) > 0 > _open(cell.text) for cell in first)


def _is_halved(over: dict[int, Words], first: Sequence[Words], column: Sequence[Words]) -> bool:
    """Whether the page cut the head of a row: the first cells above and below have as many lines as both parts together, and
    more than each. column: the cells of the first column.
    """
    if not first or first[0].column or not all(_fits(over, cell) for cell in first):
        return False
    at = column.index(over[0])
    beside = [*column[max(0, at - 1) : at], *column[at + 2 : at + 3]]
    lines = [len(cell.text.split("\n")) if cell.text else 0 for cell in (over[0], first[0], *beside)]
    return len(beside) > 1 and min(lines[:2]) > 0 and all(count == lines[0] + lines[1] for count in lines[2:])


def _open(text: str) -> int:
    """How many brackets are open at the end of a text; below 0 where one closes that is not open."""
    depth = 0
    for sign in _NUMBERED.sub("", text):
        depth += (sign in "(（") - (sign in ")）")
        if depth < 0:
            break
    return depth


def _fits(over: dict[int, Words], cell: Words) -> bool:
    return cell.column in over and over[cell.column].columns == cell.columns


def _is_cut(over: dict[int, Words], first: Sequence[Words]) -> bool:
    """Whether a row of a page's head is the rest of the row at the foot of the one before."""
    filled = [cell for cell in first if cell.text]
    if not filled or not all(_fits(over, cell) and over[cell.column].text for cell in filled):
        return False
    return any(not begins(cell.text) and over[cell.column].text[-1] not in _ENDS for cell in filled)


def _flowed(cell: Words, after: Words, lines: bool = False) -> Words:
    """A cell with its rest. lines: which begins a line for certain."""
    if not after.text:
        return replace(cell, rows=cell.rows + after.rows - 1)
    open_ = not lines and cell.text[-1:] not in _ENDS and not begins(after.text)
    text = join([cell.text, after.text]) if open_ else f"{cell.text}\n{after.text}"
    return replace(cell, text=text, rows=cell.rows + after.rows - 1)
