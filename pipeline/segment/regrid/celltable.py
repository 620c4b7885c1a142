"""Tables of short cells whose borders are gone, under a head of words that head columns: made into grids, as if they had them.

In lines or run together: `columnheads` finds what may be a head, `cellrows` the rows below it. Of the heads that end at one
place the one whose rows explain most stands.
"""

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.segment.cells import cellrows
from pipeline.segment.cells.cellcosts import Region
from pipeline.segment.draft.lines import lines
from pipeline.segment.grids.grids import ELEMENTS, Box, Grid
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.regrid import columnheads
from pipeline.segment.regrid.columnheads import Head
from pipeline.text import Span

_RUN = 30  # characters of a line that may hold a head and its rows
_REACH = 2500  # characters below a head


@dataclass(frozen=True, slots=True)
class Found:
    """A head, and its rows with a span a column."""

    head: Head
    rows: list[list[Span | None]]

    @property
    def span(self) -> Span:
        return self.head.span[0], max(cell[1] for row in self.rows for cell in row if cell is not None)


def heads(text: str, start: int, names: Names) -> list[Head]:
    """Everything in the body that may be the head of a table."""
    own = lines(text, (start, len(text)))
    found = [head for _, head in columnheads.in_lines(text, own, names)]
    found += columnheads.in_line(text, [line for line in own if line[1] - line[0] > _RUN], names)
    return sorted(found, key=lambda head: head.span)


def tables(text: str, found: list[Head], stops: list[int], names: Names) -> list[Found]:
    """Every table; none overlaps another. stops: places where something else begins at the latest, in order."""
    made: list[Found] = []
    edges = [*stops, len(text)]
    best: dict[int, tuple[float, Found]] = {}
    below: dict[int, Region] = {}
    for head in found:
        end = min(edges[bisect_left(edges, head.span[1])], head.span[1] + _REACH)
        if made_of := _below(text, head, end, names, below):
            key = made_of.span[1]
            value = (sum(cell is not None for row in made_of.rows for cell in row) + 2 * head.known, made_of)
            if key not in best or value[0] > best[key][0]:
                best[key] = value
    for _, one in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].span)):
        if not any(one.span[0] < other.span[1] and other.span[0] < one.span[1] for other in made):
            made.append(one)
    return made


def _below(text: str, head: Head, end: int, names: Names, known: dict[int, Region]) -> Found | None:
    """The head with the rows below it. known: what stands below heads that end at a place."""
    cells = zip(head.cells, head.roles, strict=True)
    titles = " ".join(text[slice(*cell)] for cell, role in cells if role in ("title", "rank", "any"))
    if "level" in head.roles and ELEMENTS.search(titles):
        return None  # a matrix
    place = head.span[1]
    if place not in known:
        known[place] = Region(text, lines(text, (place, end)), names)
    rows = cellrows.rows(known[place], head.roles)
    return Found(head, rows) if rows else None


def grid(text: str, table: Found, names: Names) -> Grid:
    """The table as one that kept its borders."""
    at: list[list[Box | None]] = [[Box(span, 0, k) for k, span in enumerate(table.head.cells)]]
    for row, cells in enumerate(table.rows, start=1):
        at.append([Box(span, row, k) if span is not None else None for k, span in enumerate(cells)])
    return Grid(text, table.span, at, names)
