"""Doubles: the slices that stand twice in a row, among which the fit of overlapped windows (`fit`) finds the boundaries.

A double begins with a letter or digit: 部部, 11, and 市场市场 where the overlap is two. Where the overlap is two or more a
shorter one may be the end of a run whose last window held less than the overlap. What a double costs when it is taken for
the author's own is its rarity in clean standards, where one pair of Chinese characters in some 1,500 is a double and one pair
of digits in ten; the figures are set so that of the doubles for which both ways cost the same half are the author's.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.doubled.moved import moved

KEPT_HAN, KEPT_LATIN, KEPT_DIGIT = 9.0, 5.0, 2.8
"""Nats for one doubled Chinese character, letter or digit that is the author's own."""
KEPT_PAIR = 2.0
"""What each further Chinese character of the slice adds: 研究研究 is rarer than 部部."""
KEPT_FIGURE = 2.5
"""And each further letter or digit: 9494 is rarer than 99."""
AGAIN = 1.0
"""Nats for a slice that stands a third time, where it already stands twice."""
SEAMS = ((2.0, 4.5), (4.0, 2.5), (6.0, 0.8))
"""Where text with a double is less likely than without by at most so many nats, keeping it costs so much less: words meet
there (员工工作). Measured on the doubles of clean standards against repeats put into them: 12 % of the first, 0.1 % of the
second are below 2, 27 and 1.3 % below 4."""
TOLD = 6.0
"""And where the text has the word before it elsewhere by itself, and the two never with the character but once."""
MOVES = 12
"""A boundary moves over at most so many signs; a longer row of them is a line drawn by hand."""


_SIGNS = re.compile(r"[\W_]+")


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


def _seam(text: str, start: int) -> float:
    """What the words take off the cost of keeping the double at `start`."""
    known = lexicon.words()
    left, right = text[max(0, start - 1) : start + 1], text[start + 1 : start + 3]
    if left not in known and text[max(0, start - 2) : start + 1] not in known:
        return 0.0
    if right not in known and text[start + 1 : start + 4] not in known:
        return 0.0
    before, after = text[max(0, start - 3) : start + 1], text[start + 1 : start + 5]
    less = lexicon.cost(before + after) - lexicon.cost(before + after[1:])
    return next((discount for limit, discount in SEAMS if less < limit), 0.0)


def _told(text: str, starts: Iterable[int]) -> frozenset[int]:
    """Where the text itself tells that the author doubled a character: 工程部部长 in two places of different wording, where
    工程部 stands elsewhere by itself and never 工程部长."""
    places: dict[str, list[int]] = {}
    for start in starts:
        places.setdefault(text[max(0, start - 2) : start + 3], []).append(start)
    told: list[int] = []
    for words, same in places.items():
        left, right = words[:3], words[3:]
        if len(same) > 1 and len(words) == 5 and right in lexicon.words() and not _SIGNS.search(left):
            before = {text[max(0, start - 5) : start - 2] for start in same}
            if len(before) > 1 and left + right[1:] not in text and text.count(left) > len(same):
                told += same
    return frozenset(told)


def _kept(text: str, start: int, size: int, told: bool) -> float:
    char = text[start]
    first = KEPT_HAN if char > "\u2e7f" else KEPT_DIGIT if char.isdigit() else KEPT_LATIN
    if size == 1:
        return first - (TOLD if told else _seam(text, start)) if first == KEPT_HAN else first
    others = text[start + 1 : start + size]
    return first + sum(KEPT_PAIR if other > "\u2e7f" else KEPT_FIGURE for other in others if other.isalnum())


def repeated(text: str, sizes: Iterable[int]) -> dict[int, list[int]]:
    """By size, every place where a slice of so many characters stands twice in a row in one line, none inside another's two."""
    found: dict[int, list[int]] = {}
    for size in sizes:
        kept = found[size] = []
        free = 0
        for start in everywhere(text, size):
            if start >= free:
                kept.append(start)
                free = start + 2 * size
    return found


@lru_cache(maxsize=8)
def everywhere(text: str, size: int) -> tuple[int, ...]:
    """Every place where a slice of so many characters stands twice in a row in one line: looked for once, asked for often."""
    return tuple([start for start in moved(text).alike(size, size) if "\n" not in text[start : start + size]])


def places_of(text: str, size: int) -> list[int]:
    """Where a slice of `size` characters that begins with a letter or digit stands twice in a row."""
    return [start for start in everywhere(text, size) if text[start].isalnum()]


def doubles(text: str, overlap: int) -> list[Double]:
    """Every place where a boundary may stand, in order; one entry a place, the longest slice first."""
    sizes: dict[int, int] = {}
    for size in range(1, overlap + 1):
        sizes.update(dict.fromkeys(places_of(text, size), size))
    told = _told(text, (start for start, size in sizes.items() if size == 1))
    return [
        Double(start, size, _kept(text, start, size, start in told), size < overlap) for start, size in sorted(sizes.items())
    ]


def joined(double: Double, following: Double) -> bool:
    """Whether the two overlap so that it is the same which of them goes: 2.2.2.1 for 2.2.1."""
    return following.start <= double.start + (double.size if following.size == double.size else 1)


def rewards(found: list[Double], overlap: int) -> list[float]:
    """For each double what it no longer costs to keep once it is collapsed, with those that vanish with it.

    Where the slice is longer than one character, what stands three times (本科本科本科) is hardly rarer than what stands twice.
    """
    saved = [double.kept for double in found]
    if overlap == 1:
        return saved
    row = 0
    for number, double in enumerate(found):
        if number + 1 == len(found) or not joined(double, found[number + 1]):
            count = double.start + 1 - found[row].start
            for place in range(row, number + 1):
                size = found[place].size
                saved[place] = size * AGAIN if count > size else found[place].kept + (count - 1) * AGAIN
            row = number + 1
    return saved


def moves(text: str, overlap: int) -> dict[int, int]:
    """Where a boundary goes that falls on a place where it cannot stay: the slice to be repeated would hold a sign.

    It goes to the next place where the slice holds letters and digits only, over MOVES characters at most.
    """
    moved: dict[int, int] = {}
    for match in reversed(list(_SIGNS.finditer(text))):
        end = moved.get(match.end(), match.end())
        for place in range(match.end() - 1, max(match.start() - overlap, -1), -1):
            moved[place] = min(end, place + MOVES)
    return moved
