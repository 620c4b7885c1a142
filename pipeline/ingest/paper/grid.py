"""A ruled table of one page, whoever found it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.compose import Words
from pipeline.ingest.paper.lines import Box

NEAR = 2.0  # points within which two edges are one


@dataclass(frozen=True, slots=True)
class Grid:
    """lefts: the left edges of its columns and the right edge of the last, in points; confidence: of its worst line."""

    cells: tuple[Words, ...]
    box: Box
    page: int
    lefts: tuple[float, ...]
    confidence: float | None = None


def meshed(cells: Sequence[Box], texts: Sequence[str], page: int, confidence: float | None = None) -> Grid | None:
    """The table that cells make; one that spans several rows or columns is told by its edges. None where no cell has text."""
    if not any(texts):
        return None
    lefts, tops = edges_of([box[0] for box in cells]), edges_of([box[1] for box in cells])
    words: list[Words] = []
    for box, text in zip(cells, texts, strict=True):
        row, column = _index(tops, box[1]), _index(lefts, box[0])
        rows = sum(box[1] + NEAR < top < box[3] - NEAR for top in tops[row + 1 :]) + 1
        columns = sum(box[0] + NEAR < left < box[2] - NEAR for left in lefts[column + 1 :]) + 1
        words.append(Words(row, column, text, rows, columns))
    words.sort(key=lambda cell: (cell.row, cell.column))
    box = min(lefts), min(tops), max(box[2] for box in cells), max(box[3] for box in cells)
    return Grid(tuple(words), box, page, (*lefts, box[2]), confidence)


def edges_of(places: Sequence[float]) -> list[float]:
    """Where cells begin or end, in order; edges that nearly agree are one."""
    found: list[float] = []
    for edge in sorted(places):
        if not found or edge > found[-1] + NEAR:
            found.append(edge)
    return found


def _index(edges: list[float], place: float) -> int:
    return max(0, bisect_right(edges, place) - 1)
