"""The outer edges of tables that are ruled inside and open at a side, above or below, as many printed ones are.

pdfplumber finds cells where rules cross, so the outer columns and rows of such a table would be lost to it. Rules that touch
each other are one table: it reaches as far as its rules do, and where they end without a rule, one is missing.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import Any

Edge = dict[str, Any]

_NEAR = 3.0  # points within which edges meet
_BEGINS, _DOWN, _ENDS = 0, 1, 2  # what happens at a place, in this order
_FEWEST = 3  # rules of a table; two crossed ones are a sign


def sides(edges: Sequence[Edge]) -> list[Edge]:
    """The edges that are missing. edges: all of a page, those of one line joined, as pdfplumber has them."""
    return [edge for table in _touching(edges) if len(table) >= _FEWEST for edge in _missing(table)]


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups, each of which hangs together. Rules of one direction alone make none.

    Edges are swept from left to right: each rule down joins those across that have begun, have not ended and that it meets.
    """
    leader = list(range(len(edges)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = index = leader[leader[index]]
        return index

    begun: list[tuple[float, int]] = []  # the rules across that are open, by their height
    joined: set[tuple[int, int]] = set()  # which runs of them hang together, as long as they are the same
    for _, kind, index in _events(edges):
        edge = edges[index]
        if kind == _DOWN:
            first = bisect_left(begun, (edge["top"] - _NEAR, 0))
            last = bisect_right(begun, (edge["bottom"] + _NEAR, len(edges)))
            for _, other in begun[first : first + 1 if (first, last) in joined else last]:
                leader[find(other)] = find(index)
            joined.add((first, last))
            continue
        joined.clear()
        if kind == _BEGINS:
            insort(begun, (edge["top"], index))
        else:
            del begun[bisect_left(begun, (edge["top"], index))]
    groups: dict[int, list[Edge]] = {}
    for index, edge in enumerate(edges):
        groups.setdefault(find(index), []).append(edge)
    return [group for group in groups.values() if len({edge["orientation"] for edge in group}) > 1]


def _events(edges: Sequence[Edge]) -> list[tuple[float, int, int]]:
    """Where rules across begin and end, and where rules stand down, from left to right: place, kind, number of the edge."""
    found: list[tuple[float, int, int]] = []
    for index, edge in enumerate(edges):
        if edge["orientation"] == "h":
            found += [(edge["x0"] - _NEAR, _BEGINS, index), (edge["x1"] + _NEAR, _ENDS, index)]
        else:
            found.append((edge["x0"], _DOWN, index))
    return sorted(found)


def _missing(table: Sequence[Edge]) -> Iterator[Edge]:
    """What is missing around the rules of a table."""
    left, right = min(edge["x0"] for edge in table), max(edge["x1"] for edge in table)
    top, bottom = min(edge["top"] for edge in table), max(edge["bottom"] for edge in table)
    for place in (left, right):
        there = [(e["top"], e["bottom"]) for e in table if e["orientation"] == "v" and abs(e["x0"] - place) <= _NEAR]
        for start, end in _open(top, bottom, there):
            yield _edge("v", place, start, place, end)
    for place in (top, bottom):
        there = [(e["x0"], e["x1"]) for e in table if e["orientation"] == "h" and abs(e["top"] - place) <= _NEAR]
        for start, end in _open(left, right, there):
            yield _edge("h", start, place, end, place)


def _open(start: float, end: float, covered: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What of a line is not covered."""
    for first, last in sorted(covered):
        if first > start + _NEAR:
            yield start, first
        start = max(start, last)
    if end > start + _NEAR:
        yield start, end


def _edge(orientation: str, left: float, top: float, right: float, bottom: float) -> Edge:
    return {"orientation": orientation, "object_type": "line", "x0": left, "x1": right, "top": top, "bottom": bottom,
            "height": bottom - top, "width": right - left}  # fmt: skip
