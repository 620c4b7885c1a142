"""The sides of tables that are ruled inside and open at their sides, as many printed ones are.

pdfplumber finds cells where rules cross, so the outer columns of such a table would be lost to it. A side is where the rules
above and below a row begin (or end) at one place, with a rule down between them and none at that place.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Edge = dict[str, Any]

_NEAR = 3.0  # points within which edges meet
_NARROWEST = 8.0  # points; a column is wider


def sides(edges: Sequence[Edge]) -> list[Edge]:
    """The edges that are missing. edges: all of a page, those of one line joined, as pdfplumber has them."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    return [*_missing(across, down, "x0"), *_missing(across, down, "x1")] if down else []


def _missing(across: Sequence[Edge], down: Sequence[Edge], side: str) -> Iterator[Edge]:
    for group in _groups(across, side):
        for upper, lower in pairwise(group):
            top, bottom, place = float(upper["top"]), float(lower["top"]), float(upper[side])
            between = [edge for edge in down if edge["top"] < top + _NEAR and edge["bottom"] > bottom - _NEAR]
            inner = (edge for edge in between if _within(edge["x0"], upper, lower))
            if bottom - top > _NEAR and any(inner) and not any(abs(edge["x0"] - place) <= _NEAR for edge in between):
                yield {"orientation": "v", "object_type": "line", "x0": place, "x1": place, "top": top, "bottom": bottom,
                       "height": bottom - top, "width": 0.0}  # fmt: skip


def _groups(across: Sequence[Edge], side: str) -> list[list[Edge]]:
    """Edges that begin, or end, at one place, from the top down."""
    groups: list[list[Edge]] = []
    for edge in sorted(across, key=lambda edge: float(edge[side])):
        if groups and edge[side] - groups[-1][0][side] <= _NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [sorted(group, key=lambda edge: float(edge["top"])) for group in groups if len(group) > 1]


def _within(place: float, upper: Edge, lower: Edge) -> bool:
    left, right = max(upper["x0"], lower["x0"]), min(upper["x1"], lower["x1"])
    return bool(left + _NARROWEST < place < right - _NARROWEST)
