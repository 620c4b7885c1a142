"""Tables without any rules, where their columns are beyond doubt: four lines or more with as many short pieces each, three at
least, in each column all at one left edge, one right edge or one middle.

Columns of prose are wider, contents end in rising page numbers, points that are set side by side begin with marks, and in a
form labels stand before their values: none of them is a table.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.compose import Words
from pipeline.ingest.paper.across import VALUED, Line, on_heights
from pipeline.ingest.paper.grid import Grid
from pipeline.ingest.paper.lines import Printed

_ROWS, _COLUMNS = 4, 3  # at least
_SHORT = 8.0  # sizes; only one column may have longer pieces
_NEAR = 3.0  # points within which edges or middles are one
_STEP = 3.0  # sizes; rows are not farther apart
_POINT = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[、.．)）](?!\d)|[①-⑳●■◆▪○□☐☑√]")
_PAGE = re.compile(r"\d{1,4}")
_LEADERS = re.compile(r"[.．·…]{3,}")
_UNEVEN = 1.3  # times the smallest step between two rows that another may be


def tables(lines: Sequence[Printed], page: int) -> tuple[list[Grid], list[Printed]]:
    """The tables that the lines of a page make by standing below one another, and the lines that are left, in their order."""
    if sum(line.box[2] - line.box[0] <= _SHORT * line.size for line in lines) < _ROWS * (_COLUMNS - 1):
        return [], [*lines]
    grids: list[Grid] = []
    inside: set[Printed] = set()
    for run in _runs(on_heights([line for line in lines if not line.slanted])):
        if len(run) >= _ROWS and _is_table(run):
            grids.append(_grid(run, page))
            inside.update(piece for line in run for piece in line.pieces)
    return grids, [line for line in lines if line not in inside] if inside else [*lines]


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines one below the other that hold as many pieces, three at least."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        last = runs[-1][-1] if runs[-1] else None
        if last and len(line.pieces) == len(last.pieces) and line.middle - last.middle < _STEP * line.pieces[0].size:
            runs[-1].append(line)
        else:
            runs.append([line] if len(line.pieces) >= _COLUMNS else [])
    return runs


def _is_table(run: Sequence[Line]) -> bool:
    columns = [*zip(*(line.pieces for line in run), strict=True)]
    wide = sum(any(piece.box[2] - piece.box[0] > _SHORT * piece.size for piece in column) for column in columns)
    apart = [after.middle - line.middle for line, after in pairwise(run)]
    if wide > 1 or max(apart) > _UNEVEN * min(apart) or not all(map(_is_aligned, columns)):
        return False
    if any(_POINT.match(piece.text) for column in columns[1:] for piece in column):
        return False
    if any(VALUED.search(piece.text) for column in columns for piece in column):
        return False
    return not _are_contents(columns)


def _is_aligned(column: Sequence[Printed]) -> bool:
    """Whether pieces begin, or end, at one place, or have one middle."""
    lefts, rights = [piece.box[0] for piece in column], [piece.box[2] for piece in column]
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    return any(max(places) - min(places) <= _NEAR for places in (lefts, rights, middles))


def _are_contents(columns: Sequence[Sequence[Printed]]) -> bool:
    """Whether these are entries of a table of contents: dots lead to numbers, or the last column rises as pages do."""
    if any(_LEADERS.search(piece.text) for column in columns for piece in column):
        return True
    last = [piece.text for piece in columns[-1]]
    return all(_PAGE.fullmatch(text) for text in last) and all(int(a) <= int(b) for a, b in pairwise(last))


def _grid(run: Sequence[Line], page: int) -> Grid:
    cells = [Words(row, column, piece.text) for row, line in enumerate(run) for column, piece in enumerate(line.pieces)]
    lefts, tops, rights, bottoms = zip(*(piece.box for line in run for piece in line.pieces), strict=True)
    begin = [min(line.pieces[at].box[0] for line in run) for at in range(len(run[0].pieces))]
    return Grid(tuple(cells), (min(lefts), min(tops), max(rights), max(bottoms)), page, (*begin, max(rights)))
