"""Tables whose author left cells blank, or wrote a title again, where others merge cells: read as if these were merged.

Below a head: a blank before the first words of a row belongs to what stands above it, as do the same words again; words alone
in a row stand across it. In a form: blanks behind the last words of a row belong to these, those before its first to what
stands above. A table is read so where it stays what it is, or becomes a table of a known kind by it.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.segment.draft.draft import Draft
from pipeline.segment.grids import postrows, shapes
from pipeline.segment.grids.grids import Box, Grid

_WIDE = 3  # columns, from which on a row with one cell filled says that it stands across
_UNKNOWN = ("", "rows", "form")

Rows = list[list[Box | None]]


def merged(grid: Grid) -> Grid:
    """The table as its author meant it; the same where nothing is blank or said again."""
    if grid.filled or not (_has_blanks(grid) or _says_again(grid)):
        return grid
    kind = _kind(grid)
    for join, is_form in ((_below_head, False), (_form, True)):
        made = join(grid)
        found = _kind(made) if made.at != grid.at else ""
        known = found == kind or kind in _UNKNOWN
        if found not in ("", "rows") and known and (found == "form") == is_form:
            return made
    return grid


def down(grid: Grid, start: int, columns: Sequence[int]) -> Grid:
    """The table with titles reaching over the rows below in which they are blank or said again. start: the second row below
    the head; columns: those that bear titles, in order.
    """
    return _down(grid, [[*row] for row in grid.at], start, columns)


def put_again(drafts: list[Draft], again: tuple[Box, ...]) -> None:
    """Puts the titles that a table says again among its nodes, each before the node that follows it."""
    for box in again:
        into, at = _before(drafts, box.span[0])
        into.insert(at, Draft(box.span, kind="para", text=box.span, why=["title of a table again"]))


def counted(grid: Grid, serial: Box | None, *titles: tuple[Box, Draft | None]) -> None:
    """Gives the number of a row to the title that stands beside it over as many rows, the last one's first."""
    alike = [one for box, one in reversed(titles) if serial is not None and one is not None and box.rows == serial.rows]
    if grid.serial and serial is not None and not serial.empty and alike and alike[0].number is None:
        alike[0].number = serial.span


def _before(drafts: list[Draft], place: int) -> tuple[list[Draft], int]:
    at = next((k for k, one in enumerate(drafts) if _begin(one) > place), len(drafts))
    if at == 0 or not drafts[at - 1].children:
        return drafts, at
    return _before(drafts[at - 1].children, place)


def _begin(draft: Draft) -> int:
    own = [one for one in (draft.number, draft.title, draft.text) if one] if not draft.derived else []
    return min((one[0] for one in own), default=draft.own[0])


def _kind(grid: Grid) -> str:
    shape = shapes.shape(grid)
    return "posts" if shape in _UNKNOWN and postrows.column(grid) is not None else shape


def _has_blanks(grid: Grid) -> bool:
    return any(box is not None and box.empty for row in grid.at for box in row)


def _says_again(grid: Grid) -> bool:
    return any(
        a is not b and a is not None and b is not None and not a.empty and grid.words(a) == grid.words(b)
        for above, row in zip(grid.at, grid.at[1:], strict=False)
        for a, b in zip(above[:2], row[:2], strict=True)
    )


def _below_head(grid: Grid) -> Grid:
    """A table with a head: rows of one cell across, blanks and repeated titles with what stands above them."""
    name = postrows.column(grid)
    last = max(grid.before, default=0) if name is None else name
    first = 1 if grid.serial and last else 0
    at = _across([[*row] for row in grid.at], grid.head + 1)
    return _down(grid, at, grid.head + 2, range(first, last + 1))


def _form(grid: Grid) -> Grid:
    at = [[*row] for row in grid.at]
    for row in at:
        filled = [k for k, box in enumerate(row) if box is not None and not box.empty]
        if filled and row[filled[-1]] is not row[0]:
            _stretch(row, filled[-1], len(row))
    return _down(grid, at, 1, range(1 if len(at[0]) >= _WIDE else 0))


def _across(at: Rows, start: int) -> Rows:
    for row in at[start:]:
        said = [box for box in row if box is not None and not box.empty]
        if len(row) >= _WIDE and said and row[0] is said[-1] and said[0].rows == 1 and all(box is not None for box in row):
            _stretch(row, 0, len(row))
    return at


def _stretch(row: list[Box | None], column: int, end: int) -> None:
    """Lets a cell reach as far as the blanks behind it do, if each of them stands in this row alone."""
    behind = [box for box in row[column:end] if box is not row[column]]
    box = row[column]
    if box is None or not behind or any(one is None or one.rows > 1 for one in behind):
        return
    wide = replace(box, columns=end - box.column)
    row[box.column : end] = [wide] * (end - box.column)


def _down(grid: Grid, at: Rows, start: int, columns: Sequence[int]) -> Grid:
    """Lets titles reach over the rows below in which they are blank or said again."""
    again: list[Box] = []
    reached: dict[Box, int] = {}  # how many rows each title covers
    for index in range(start, len(at)):
        row, above = at[index], at[index - 1]
        if row[0] is row[-1] or above[0] is above[-1]:
            continue
        for k in columns:
            box, over = row[k], above[k]
            if over is None or box is over or over.empty or over.columns > 1 or (box is not None and box.columns > 1):
                break
            said = grid.words(box)
            if said and said != grid.words(over):
                break
            if said and box is not None:
                again.append(box)
            rows = box.rows if box is not None else 1
            for beside in at[index : index + rows]:
                beside[k] = over if beside[k] is box else beside[k]
            reached[over] = index - over.row + rows
    if not reached:
        return replace(grid, at=at) if at != grid.at else grid
    grown = {box: replace(box, rows=rows) for box, rows in reached.items()}
    at = [[grown.get(box, box) if box is not None else None for box in row] for row in at]
    return replace(grid, at=at, again=(*grid.again, *again))
