"""The outer edges of tables that are ruled inside and open at a side, above or below, as many printed ones are.

pdfplumber finds cells where rules cross, so the outer columns and rows of such a table would be lost to it. Rules that touch
each other are one table: it reaches as far as its rules do, and where they end without a rule, one is missing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Edge = dict[str, Any]

_NEAR = 3.0  # points within which edges meet
_FEWEST = 3  # rules of a table; two crossed ones are a sign


def sides(edges: Sequence[Edge]) -> list[Edge]:
    """The edges that are missing. edges: all of a page, those of one line joined, as pdfplumber has them."""
    return [edge for table in _touching(edges) if len(table) >= _FEWEST for edge in _missing(table)]


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups, each of which hangs together. Rules of one direction alone make none."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    groups: list[list[Edge]] = [[edge] for edge in edges if edge["orientation"] == "v"]
    for edge in across:
        near = [group for group in groups if any(_meet(edge, other) for other in group if other["orientation"] == "v")]
        if near:
            groups = [group for group in groups if not any(group is one for one in near)]
            groups.append([edge, *(other for group in near for other in group)])
    return [group for group in groups if any(edge["orientation"] == "h" for edge in group)]


def _meet(across: Edge, down: Edge) -> bool:
    beside = across["x0"] - _NEAR <= down["x0"] <= across["x1"] + _NEAR
    return bool(beside and down["top"] - _NEAR <= across["top"] <= down["bottom"] + _NEAR)


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
