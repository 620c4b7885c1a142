"""The cells of a form, and tables that stand inside one: a head of short titles over rows with a column of figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import titled
from pipeline.segment.labels.label import vocabulary
from pipeline.text import Span

LONGEST = 14  # characters of a label or of a chapter's title
FIGURE = re.compile(r"[(（]?\d{1,2}[)）.、．]?$")
_ROWS, _COLUMNS = 3, 3  # of a table inside a form, its head among them


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its span in the text, where it stands and ends; rows and columns count as the table shows them."""

    span: Span
    top: int
    left: int
    bottom: int
    right: int

    @property
    def empty(self) -> bool:
        return self.span[0] >= self.span[1]


def cells_of(at: list[list[Span | None]], row: int) -> list[Cell]:
    """The cells that begin in a row. at[row][column]: as for `gridforms.read`."""
    made: list[Cell] = []
    for left, span in enumerate(at[row]):
        above = row > 0 and at[row - 1][left] is span
        if span is None or above or (left and at[row][left - 1] is span):
            continue
        right = next((k for k in range(left, len(at[row])) if at[row][k] is not span), len(at[row]))
        bottom = next((k for k in range(row, len(at)) if at[k][left] is not span), len(at))
        made.append(Cell(span, row, left, bottom, right))
    return made


def words_of(text: str, cell: Cell) -> str:
    """What a cell says, without white space and a colon at its end."""
    return re.sub(r"\s", "", text[slice(*cell.span)]).rstrip(":：")


def inner(text: str, rows: Iterator[list[Cell]]) -> list[list[Cell]]:
    """The rows that are a table inside the form, from the first of these on; none where they are no such table.

    Labels that every form has, and numbers, begin no row of one.
    """
    head = next(rows)
    edges = [cell.left for cell in head]
    like = [head, *takewhile(lambda cells: [c.left for c in cells] == edges and not any(c.empty for c in cells), rows)]
    words = [[words_of(text, cell) for cell in cells] for cells in like]
    if len(words) < _ROWS or len(edges) < _COLUMNS or any(one[0] in vocabulary() or FIGURE.match(one[0]) for one in words):
        return []
    named = all(one and len(one) <= LONGEST and titled(one) and not _measured(one) for one in words[0])
    return like if named and any(all(map(_measured, column)) for column in zip(*words[1:], strict=True)) else []


def table(rows: Sequence[list[Cell]]) -> list[Draft]:
    """The head of a table inside a form, and a field each of its rows."""
    spans = [[cell.span for cell in cells] for cells in rows]
    whole = (spans[0][0][0], spans[0][-1][1])
    head = Draft(whole, kind="para", text=whole, cells=spans[0], why=["head of a table"])
    return [head, *(cellnodes.field(row[0], row[1:]) for row in spans[1:])]


def _measured(words: str) -> bool:
    """Whether a cell is a figure, with what is counted or without."""
    return cellnodes.figure(words) or cellnodes.quantity(words)
