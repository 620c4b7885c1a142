"""Numbers at the heads of lines that follow each other at one distance: what a reader's pieces would show, and lists show too.

Knows the numbers (`marks`), how a reader may have counted (`Count`), the distances that recur and the longest chain at each
(`Chains`). Whether a chain is a reader's is for `chunks` to say; here only what cannot be one is left out, which is nearly all.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise
from math import ceil, inf

MANY = 5
"""Pieces that no chance puts at one distance, whatever stands behind the last."""
FULL = 0.5
"""Share of the pieces that must have the full length."""
SHORTEST, LONGEST = 100, 2000
"""Characters that a piece may have."""
STRIPPED = 3
"""Characters of white space that may be missing at the end of a piece."""

_MARK = re.compile(r"\n(\d{1,4})、")
_FIRST = re.compile(r"(\d{1,4})、")
_TRIED = 40  # successors of a number within that reach
_LIKELY = 8  # distances that are looked into
_SKIPPED = (2, 3)  # how far the next number is where pieces are lost
_DRIFT = 24  # characters by which earlier damage, not undone, may change a piece's length
_LONGER = 64  # and by which a line that a site put into it, and that nobody knew, may make it longer


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a line: [start, end) from the line breaks before it to the comma behind it."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """How the reader counted: with every character, or without line breaks."""

    breaks: tuple[int, ...] | None

    def between(self, start: int, end: int) -> int:
        """Characters from one offset to another, as the reader counted them."""
        if self.breaks is None:
            return end - start
        return end - start - (bisect_left(self.breaks, end) - bisect_left(self.breaks, start))


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a text: marks in order, the length of a full piece, how it was counted."""

    marks: tuple[Mark, ...]
    length: int
    count: Count

    def lengths(self) -> list[int]:
        """Length of every piece but the last."""
        return [self.count.between(a.end, b.start) for a, b in pairwise(self.marks)]

    @property
    def full(self) -> int:
        """How many pieces have the full length."""
        return sum(length == self.length for length in self.lengths())

    @property
    def explained(self) -> int:
        """How many pieces have a length that the model explains: full, or a little white space stripped."""
        return sum(self.length - STRIPPED <= length <= self.length for length in self.lengths())


def marks(text: str) -> list[Mark]:
    """Every number at the head of a line, in order. The pattern begins with one sign that is soon found."""
    found = [Mark(int(match[1]), match.start(), match.end()) for match in _MARK.finditer(text)]
    for index, mark in enumerate(found):
        start = mark.start
        while start and text[start - 1] == "\n":
            start -= 1
        found[index] = replace(mark, start=start) if start < mark.start else mark
    first = _FIRST.match(text)
    return [Mark(int(first[1]), 0, first.end()), *found] if first else found


class Chains:
    """Where each mark of a text leads at a given distance. Places are as the reader counted them."""

    def __init__(self, listed: list[Mark], count: Count) -> None:
        self.marks, self.count = listed, count
        self.starts = [count.between(0, mark.start) for mark in listed]
        self.ends = [count.between(0, mark.end) for mark in listed]
        self.indices: dict[int, list[int]] = {}  # by number
        for index, mark in enumerate(listed):
            self.indices.setdefault(mark.number, []).append(index)
        self.starts_of = {number: [self.starts[k] for k in indices] for number, indices in self.indices.items()}

    def cuts(self, size: int) -> Iterator[Cut]:
        """The longest chain at each likely length. size: characters of the text, counted by the reader."""
        for length in self.lengths():
            if self.possible(length, size) and (cut := self.longest(length)):
                yield cut

    def possible(self, length: int, size: int) -> bool:
        """Whether pieces of this length can be a reader's: many, of which enough have the full length; few that are the whole
        text, two of them explained; or two behind a number that heads the text."""
        if self._many(length):
            return True
        widest = max(end - start for start, end in zip(self.starts, self.ends, strict=True))
        if size > length + (MANY - 1) * (length + _DRIFT) + 2 * length + MANY * widest:
            return False
        explained = {number for short in range(STRIPPED + 1) for _, number in self._followed(length - short)}
        return len(explained) > 1 or (self.marks[1].start == 0 and self.marks[1].number == 1)

    def lengths(self) -> list[int]:
        """Likely lengths of a piece: the distances that recur between a number and its successor, most frequent first, then
        those of them at which a 2 stands from the head of the text."""
        distances: list[int] = []
        for index, mark in enumerate(self.marks):
            end, starts = self.ends[index], self.starts_of.get(mark.number + 1, [])
            first = bisect_left(starts, end + SHORTEST)
            last = bisect_right(starts, end + LONGEST, first)
            distances += [start - end for start in starts[first : min(last, first + _TRIED)]]
        seen = Counter(distances)
        if len(self.marks) > 3 and self.marks[1].start > 0:  # what does not recur says something only of two pieces
            seen = Counter({length: n for length, n in seen.items() if n > 1 or length - 1 in seen or length + 1 in seen})
        likely = nsmallest(_LIKELY, seen, key=lambda length: (-seen[length], -length))
        ones = [index for index, mark in enumerate(self.marks[:2]) if mark.number == 1]
        heads = {start - self.ends[index] for index in ones for start in self.starts_of[2][:_TRIED]}
        return [*likely, *sorted(length for length in heads & seen.keys() if length not in likely)]

    def _many(self, length: int) -> bool:
        """Whether a chain of many may have enough pieces of the full length: behind these stand numbers each of which is higher
        than the one before and at least a piece further on.
        """
        found = self._followed(length)
        least = ceil(MANY * FULL)
        lowest = [0.0, *[inf] * least]  # by how many stand so in a row: the lowest number that ends a row a piece before
        rows: list[int] = []
        passed = 0
        for place, number in found if len(found) >= least else ():
            while found[passed][0] + length <= place:
                lowest[rows[passed]] = min(lowest[rows[passed]], found[passed][1])
                passed += 1
            rows.append(bisect_left(lowest, number))
            if rows[-1] == least:
                return True
        return False

    def _followed(self, length: int) -> list[tuple[int, int]]:
        """The places and numbers before which, at exactly this distance, stands one that they may follow, in order."""
        known, after, apart = self._tagged
        return sorted((tag % apart, tag // apart) for tag in known.intersection([end + length for end in after]))

    @cached_property
    def _tagged(self) -> tuple[set[int], list[int], int]:
        """The place of each mark, and the end of each for each number that may come next, with the number in the figure, so
        many times the last figure."""
        apart = self.ends[-1] + LONGEST + 1
        known = {mark.number * apart + start for mark, start in zip(self.marks, self.starts, strict=True)}
        ends = zip(self.marks, self.ends, strict=True)
        return known, [(mark.number + ahead) * apart + end for mark, end in ends for ahead in (1, *_SKIPPED)], apart

    def longest(self, length: int) -> Cut | None:
        """The longest run of numbers 1, 2, 3 … at the distance `length`; of two as long, the one that fits better."""
        ones = self.indices.get(1, [])
        following = {one: self._next(one, length) for one in ones}
        if not any(following.values()):  # what follows is never the first mark of all, of index 0
            return None
        ranks: dict[int, tuple[int, int, int]] = {}  # marks, pieces explained, pieces of the full length, from here on
        for one in ones:
            chain = [one]
            while (behind := following[chain[-1]]) is not None and behind not in ranks:
                chain.append(behind)
                following[behind] = self._next(behind, length)
            for index in reversed(chain):
                ranks[index] = ranks.get(index) or self._rank(index, following[index], ranks, length)
        first = max(ones, key=lambda k: (*ranks[k][:2], self.marks[k].end > self.marks[k].start, ranks[k][2]))
        chain = [first]
        while (at := following[chain[-1]]) is not None:
            chain.append(at)
        return Cut(tuple(self.marks[k] for k in chain), length, self.count) if len(chain) > 1 else None

    def _rank(
        self, index: int, behind: int | None, ranks: dict[int, tuple[int, int, int]], length: int
    ) -> tuple[int, int, int]:
        if behind is None:
            return 1, 0, 0
        piece = self.starts[behind] - self.ends[index]
        pieces, explained, full = ranks[behind]
        return pieces + 1, explained + (length - STRIPPED <= piece <= length), full + (piece == length)

    def _next(self, index: int, length: int) -> int | None:
        """The mark that follows: the next number at the distance, else a later one (a piece is lost), else one nearly there."""
        near: list[tuple[int, int, int]] = []
        number, due = self.marks[index].number, self.ends[index] + length
        for ahead, drift in ((1, _DRIFT), *((ahead, 0) for ahead in _SKIPPED)):
            starts = self.starts_of.get(number + ahead, [])
            first = bisect_left(starts, due - STRIPPED - drift)
            for k in range(first, bisect_right(starts, due + (_LONGER if drift else 0), first)):
                short = due - starts[k]
                off = max(short - STRIPPED, -short, 0)
                near.append((off + (ahead - 1) * _DRIFT, short, self.indices[number + ahead][k]))
        return min(near)[2] if near else None
