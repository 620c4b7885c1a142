"""Tables of plain rows below a head: a field a row; where the first column counts the rows, statements may stand in them."""

import re
from itertools import pairwise

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.grids.grids import POINTS, Grid
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.words.tablewords import any_of

TOTAL = re.compile(rf"(?:{any_of('totals')}|小计)")
_COUNT = re.compile(r"[(（]?(\d{1,3})[)）.、．]?")
_CLAUSES = re.compile("[，。；,;]")
_STATED = 14  # characters of a statement on the whole


def header(grid: Grid, last: int | None = None) -> Draft:
    """The rows of the head as a paragraph. last: the last of them, where it is not the one with what heads the columns."""
    until = grid.head if last is None else last
    boxes = list(dict.fromkeys(box for index in range(until + 1) for box in grid.row(index)))
    span = (min(b.span[0] for b in boxes), max(b.span[1] for b in boxes))
    return Draft(span, kind="para", text=span, cells=sorted(b.span for b in boxes), why=["head of a table"])


def rows(grid: Grid) -> list[Draft]:
    """Below the first row, or a head of two, a field each row, whatever the head says; statements where the first column counts
    such.
    """
    last = grid.head if grid.top == 0 else 0
    made = [header(grid, last)]
    stated = _counted(grid) and _stated(grid)
    points = grid.column(POINTS)
    for index in range(last + 1, len(grid.at)):
        boxes = [box for box in grid.row(index) if box.row == index]
        if len(boxes) == 1 < len(grid.at[index]) and boxes[0].columns == len(grid.at[index]):
            made.append(Draft(boxes[0].span, kind="para", text=boxes[0].span, why=["banner of a table"]))
        elif stated and len(boxes) > 1 and boxes[0].column == 0 and _COUNT.fullmatch(grid.words(boxes[0])):
            made.append(cellnodes.counted(boxes[0].span, [box.span for box in boxes[1:]]))
            if points is not None and (worth := grid.at[index][points]) in boxes[2:]:
                cellnodes.worth(made[-1], grid.words(worth))
        elif boxes:
            made.append(cellnodes.field(boxes[0].span, [box.span for box in boxes[1:]]))
    return made


def _counted(grid: Grid) -> bool:
    """Whether the first column counts the rows, but for sums."""
    cells = [grid.words(box) for k in range(1, len(grid.at)) if (box := grid.begun(k)[0]) is not None and box.columns == 1]
    figures = [int(match[1]) for words in cells if (match := _COUNT.fullmatch(words))]
    ones = figures[:1] == [1] and all(b - a == 1 or b == 1 for a, b in pairwise(figures))
    return len(figures) > 1 and (grid.serial or ones) and all(_COUNT.fullmatch(words) or TOTAL.match(words) for words in cells)


def _stated(grid: Grid) -> bool:
    """Whether the rows are statements, with figures at the most beside them: by their head, their length or their signs."""
    columns = [[words for row in grid.at[1:] if (words := grid.words(row[k]))] for k in range(1, len(grid.heads))]
    figures = [all(cellnodes.figure(words) or cellnodes.quantity(words) for words in cells) for cells in columns]
    if figures[0] or not all(figures[1:]):
        return False
    cells = columns[0]
    long = sum(map(len, cells)) > _STATED * len(cells) or any(_CLAUSES.search(words) for words in cells)
    return long or bool(vocabulary().get(grid.heads[1], {}).get("opens"))
