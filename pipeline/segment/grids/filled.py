"""Titles that head several rows, also without being merged: the cells below such a title are empty, and it is said to cover
them. What counts the rows counts the titles that cover as many.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.segment.draft.draft import Draft
from pipeline.segment.grids.grids import Box, Grid


def filled(grid: Grid, columns: Iterable[int]) -> Grid:
    """The table with every title over the empty cells below it, up to the next one, where no title before it changes.

    columns: those that bear titles, in order. A row across the table, and one without words behind the titles, ends them all.
    """
    bearing = list(columns)
    at = [list(row) for row in grid.at]
    grown: dict[Box, Box] = {}
    for index in range(grid.head + 2, len(at)):
        row, above = at[index], at[index - 1]
        said = {box for box in row if box is not None and not box.empty}
        if len(said) < 2 or above[0] is above[-1]:
            continue
        for k in bearing:
            box, over = row[k], above[k]
            if over is None or over.empty or over.columns > 1 or not (box is None or (box.empty and box.columns == 1)):
                break
            row[k] = over
            grown[over] = replace(over, rows=index + 1 - over.row)
    if not grown:
        return grid
    return replace(grid, at=[[grown.get(box, box) if box is not None else None for box in row] for row in at])


def counted(grid: Grid, serial: Box | None, *titles: tuple[Box, Draft | None]) -> None:
    """Gives the number of a row to the title that stands beside it over as many rows, the last one's first."""
    alike = [one for box, one in reversed(titles) if serial is not None and one is not None and box.rows == serial.rows]
    if grid.serial and serial is not None and not serial.empty and alike and alike[0].number is None:
        alike[0].number = serial.span
