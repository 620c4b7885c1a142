"""Doubles: the slices that stand twice in a row, among which the fit of overlapped windows (`fit`) finds the boundaries.

A double begins with a letter or digit: 部部, 11, and 市场市场 where the overlap is two. Where the overlap is two or more a
shorter one may be the end of a run whose last window held less than the overlap. What a double costs when it is taken for
the author's own is its rarity in clean standards: measured on clean texts, one pair of Chinese characters in some 1,500 is a
double, one pair of digits in ten.
"""

import re
from functools import cache
from typing import NamedTuple

KEPT_HAN, KEPT_LATIN, KEPT_DIGIT = 6.0, 3.5, 2.5
"""Nats for one doubled Chinese character, letter or digit that is the author's own."""
KEPT_PAIR = 2.0
"""What each further character of the slice adds: 研究研究 is rarer than 部部."""
MOVES = 12
"""A boundary moves over at most so many signs; a longer row of them is a line drawn by hand."""


class Double(NamedTuple):
    """text[start:start+size] equals the `size` characters after it. partial: shorter than the overlap, so only a run's end."""

    start: int
    size: int
    kept: float
    partial: bool


class Window(NamedTuple):
    """Windows of `window` characters, each of which repeats the last `overlap` of the one before."""

    window: int
    overlap: int

    @property
    def step(self) -> int:
        """Characters from one boundary to the next, in the original."""
        return self.window - self.overlap


@cache
def _pattern(size: int) -> re.Pattern[str]:
    return re.compile(rf"(?=(.{{{size}}})\1)")


def _kept(text: str, start: int, size: int) -> float:
    char = text[start]
    first = KEPT_HAN if char > "\u2e7f" else KEPT_DIGIT if char.isdigit() else KEPT_LATIN
    if size == 1:
        return first
    return first + sum(KEPT_PAIR for other in text[start + 1 : start + size] if other > "\u2e7f" and other.isalnum())


def doubles(text: str, overlap: int) -> list[Double]:
    """Every place where a boundary may stand, in order; one entry a place, the longest slice first."""
    found: dict[int, Double] = {}
    for size in range(overlap, 0, -1):
        for match in _pattern(size).finditer(text):
            start = match.start()
            if start not in found and text[start].isalnum():
                found[start] = Double(start, size, _kept(text, start, size), size < overlap)
    return sorted(found.values()) if overlap > 1 else list(found.values())


def hard(text: str, place: int, overlap: int) -> bool:
    """Whether a boundary that falls on `place` stays there: the slice to be repeated holds letters and digits only."""
    return text[place : place + overlap].isalnum()


def due(text: str, start: int, window: Window) -> tuple[int, int]:
    """Where the first boundary of a run that begins at `start` may stand: from the first of the two places to the second.

    It falls `step` characters in and moves on while there are signs. Past the text's end: the end.
    """
    first = last = start + window.window - window.overlap
    if window.overlap == 1 and text[last : last + 1].isalnum():
        return first, first
    end = min(len(text), first + MOVES)
    while last < end and not hard(text, last, window.overlap):
        last += 1
    return first, last
