"""Tables whose columns are levels and whose cells are short: eligibility (学历, 工作年限) and weights (职业道德 5 5)."""

import math
import re

from pipeline.segment import cellnodes, cells, figures, scores
from pipeline.segment.draft import Draft
from pipeline.segment.grids import ELEMENTS
from pipeline.segment.lines import lines, titled
from pipeline.segment.matrix import Region
from pipeline.segment.tablewords import any_of
from pipeline.text import Span

_ROW = re.compile(rf"(?:最低)?{any_of('conditions')}(?:要求)?(?![,，、。;；的])")
_CELL = 30  # characters: a longer cell is a statement
_ROW_COST = 0.4
_LONG = 0.15  # what each character beyond half of that costs a cell of a row run together


def drafts(text: str, region: Region) -> tuple[list[Draft], int] | None:
    """Rows of the region and where they end, or None where its cells are no short ones."""
    count = len(region.levels)
    if ELEMENTS.search(text, region.header[0], region.levels[0][1][0]):
        return None
    own = lines(text, (region.start, region.end))
    if len(own) > 1:
        rows = _in_lines(text, own, count) or figures.rows(text, own[0], count)
    else:
        rows = (figures.rows(text, own[0], count) or _in_line(text, own[0], count)) if own else None
    if not rows:
        return None
    made = [cellnodes.header(text, region.header, (span[0] for _, span in region.levels))]
    for title, row in rows:
        if len(row) == count:
            made.append(cellnodes.conditions(text, title, list(zip(region.labels, row, strict=True))))
        else:
            made.append(cellnodes.field(title, row))
    return made, max(span[1] for _, row in rows for span in row)


def _in_lines(text: str, own: list[Span], count: int) -> list[tuple[Span, list[Span]]] | None:
    rows: list[tuple[Span, list[Span]]] = []
    at = 0
    while at + count < len(own):
        title = own[at]
        grouped = _grouped(text, own, at, count)
        row = own[at + 1 : at + 1 + count + grouped]
        words = [text[slice(*cell)] for cell in row]
        if (
            not titled(text[slice(*title)])
            or scores.WEIGHT.search(text[slice(*title)])
            or any(len(w) > _CELL or re.match(r"(?:[(（]?\d+[)）、.]|.*[。；;]$)", w) for w in words)
        ):
            break
        rows.append((title, row))
        at += 1 + len(row)
    short = at >= len(own) - 1 or bool(rows)
    return rows if rows and short else None


def _grouped(text: str, own: list[Span], at: int, count: int) -> bool:
    """Whether a row has a group's name before its own (相关知识 贮藏管理 30 30): figures begin one line later."""
    cells = own[at + 1 : at + 2 + count]
    figures_ = [cellnodes.figure(text[slice(*cell)]) for cell in cells]
    return len(cells) == count + 1 and not figures_[0] and all(figures_[1:])


def _in_line(text: str, line: Span, count: int) -> list[tuple[Span, list[Span]]] | None:
    """Rows run together: the titles among the words that may be one whose rows divide into cells most alike."""
    titles = [m.span() for m in _ROW.finditer(text, *line) if m.start() == line[0] or text[m.start() - 1] not in "、,，及和与"]
    if not titles or titles[0][0] != line[0]:
        return None
    starts = [*titles, (line[1], line[1])]
    best: list[tuple[float, int]] = [(0.0, -1)]
    for k in range(1, len(starts)):
        least = (math.inf, -1)
        for j in range(k - 1, -1, -1):  # the shortest row first: it bounds what is tried for the longer ones
            reached = best[j][0] < math.inf
            cost = _row_cost(text, starts[j][1], starts[k][0], count, least[0] - best[j][0]) if reached else None
            if cost is not None:
                least = min(least, (best[j][0] + cost, j))
        best.append(least)
    if best[-1][1] < 0:
        return None
    rows: list[tuple[Span, list[Span]]] = []
    k = len(starts) - 1
    while k > 0:
        j = best[k][1]
        cut = cells.split(text, (starts[j][1], starts[k][0]), count)
        rows.append((starts[j], cut[0] if cut else []))
        k = j
    return rows[::-1]


def _row_cost(text: str, start: int, end: int, count: int, most: float) -> float | None:
    """What a row between two places costs; None where it is none, or costs more than `most`."""
    most -= _ROW_COST + _LONG * max(0, end - start - count * (_CELL // 2))  # the least that so many characters cost
    cut = cells.split(text, (start, end), count, most) if end - start >= count and most >= 0 else None
    return cut[1] + _ROW_COST + sum(_LONG * max(0, b - a - _CELL // 2) for a, b in cut[0]) if cut else None
