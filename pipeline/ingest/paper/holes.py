"""What stands in a ruled table and in none of its cells, because a rule around it is missing: places of their own.

The edges of the cells that are there tell where a place begins and ends; those of a row that lie beside each other are one.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.ingest.paper.lines import Box

_NEAR = 2.0  # points within which two edges are one


def holes(cells: Sequence[Box], spots: Sequence[tuple[float, float]]) -> list[Box]:
    """The places without a cell in which spots lie. spots: from the left and from above, in points, of what is to be held."""
    left, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    inside = [(x, y) for x, y in spots if left <= x < right and top <= y < bottom]
    free = [(x, y) for x, y in inside if not any(a <= x < c and b <= y < d for a, b, c, d in cells)]
    if not free:
        return []
    return [hole for hole in _places(cells) if any(hole[0] <= x < hole[2] and hole[1] <= y < hole[3] for x, y in free)]


def _places(cells: Sequence[Box]) -> Iterator[Box]:
    """The rectangles that no cell covers, as wide as their row leaves them."""
    lefts, tops = (_edges([edge for cell in cells for edge in (cell[at], cell[at + 2])]) for at in (0, 1))
    for above, below in pairwise(tops):
        middle = (above + below) / 2
        row = [cell for cell in cells if cell[1] <= middle < cell[3]]
        strips = [(a, b, any(cell[0] <= (a + b) / 2 < cell[2] for cell in row)) for a, b in pairwise(lefts)]
        for taken, run in groupby(strips, key=lambda strip: strip[2]):
            beside = [*run]
            if not taken:
                yield beside[0][0], above, beside[-1][1], below


def _edges(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(places):
        if not found or edge > found[-1] + _NEAR:
            found.append(edge)
    return found
