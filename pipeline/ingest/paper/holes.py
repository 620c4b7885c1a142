"""What stands in a ruled table and in none of its cells, because a rule around it is missing: places of their own.

The upper and lower edges of the cells that are there part the table into bands; what no cell covers of a band is a place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.ingest.paper.grid import NEAR, edges_of
from pipeline.ingest.paper.lines import Box


def holes(cells: Sequence[Box], spots: Sequence[tuple[float, float]]) -> list[Box]:
    """The places without a cell in which spots lie. spots: from the left and from above, in points, of what is to be held."""
    edges = edges_of([edge for cell in cells for edge in (cell[1], cell[3])])
    places = list(_places(cells, edges))
    if not places:
        return []
    begins = [(place[1], place[0]) for place in places]
    held: set[Box] = set()
    for x, y in spots:
        band = bisect_right(edges, y) - 1
        at = bisect_right(begins, (edges[band], x)) - 1 if band >= 0 else -1
        if at >= 0 and places[at][0] <= x < places[at][2] and places[at][1] <= y < places[at][3]:
            held.add(places[at])
    return [place for place in places if place in held]


def _places(cells: Sequence[Box], edges: Sequence[float]) -> Iterator[Box]:
    """What no cell covers, from the top down and from left to right. edges: of the bands."""
    left, right = min(cell[0] for cell in cells), max(cell[2] for cell in cells)
    bands: list[list[tuple[float, float]]] = [[] for _ in edges[1:]]
    for cell in cells:
        for band in range(bisect_left(edges, cell[1] - NEAR), bisect_left(edges, cell[3] - NEAR)):
            bands[band].append((cell[0], cell[2]))
    for (above, below), row in zip(pairwise(edges), bands, strict=True):
        reached = left
        for first, last in (*sorted(row), (right, right)):
            if first > reached + NEAR:
                yield reached, above, first, below
            reached = max(reached, last)
