"""Tables whose columns are levels and whose cells are short: eligibility (学历, 工作年限) and weights (职业道德 5 5)."""

import re

from pipeline.segment.cells import cellnodes, figures
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.grids.grids import ELEMENTS
from pipeline.segment.marks import scores
from pipeline.segment.tables import levelrows
from pipeline.segment.tables.matrix import Region
from pipeline.text import Span

_CELL = 30  # characters: a longer cell is a statement


def drafts(text: str, region: Region) -> tuple[list[Draft], int] | None:
    """Rows of the region and where they end, or None where its cells are no short ones."""
    count = len(region.levels)
    if ELEMENTS.search(text, region.header[0], region.levels[0][1][0]):
        return None
    own = lines(text, (region.start, region.end))
    if len(own) > 1:
        rows = _in_lines(text, own, count) or figures.rows(text, own[0], count)
    else:
        rows = (figures.rows(text, own[0], count) or levelrows.rows(text, own[0], count)) if own else None
    if not rows:
        return None
    made = [cellnodes.header(text, region.header, (span[0] for _, span in region.levels))]
    figured = cellnodes.figured([text[slice(*cell)] for cell in row] for _, row in rows)
    for title, row in rows:
        if len(row) == count:
            made.append(cellnodes.conditions(text, title, list(zip(region.labels, row, strict=True)), figured))
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
