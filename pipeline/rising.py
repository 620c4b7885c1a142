"""The longest part of a row of numbers that rises: what kept its order where things were moved."""

from bisect import bisect_left
from collections.abc import Sequence


def rising(places: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising part of `places`, in their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [place], [index]
    row: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]
