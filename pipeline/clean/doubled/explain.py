"""The cheapest explanation of a text by windows: which doubles go, where characters are missing, and how sure that is.

After the search forwards (`fit`) a pass back over the same states gives each the cheapest way to the end. So every double knows
the cheapest explanation that does the opposite of the best: the difference is its margin, in nats.
"""

from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.clean.doubled.fit import Search
from pipeline.clean.doubled.starts import Counts, Place


class Choice(NamedTuple):
    """What was decided for a row of doubles, each of which begins one character after the other.

    start: of the first that is collapsed, else of the first; end: of the row; removed: characters that go from `start` on, 0
    where the doubles are the author's. margin: nats to the best explanation that decides otherwise.
    """

    start: int
    end: int
    removed: int
    margin: float


class Slip(NamedTuple):
    """`missing` characters were dropped from text[start:end], which runs from one boundary to the next."""

    start: int
    end: int
    missing: int


class Explanation(Search):
    """What a search found, in the document's offsets."""

    @cached_property
    def path(self) -> list[int]:
        """The states of the best explanation, in order."""
        final = self._final()
        path = [min(final, key=lambda state: self.cost[state] + final[state])]
        while state := path[-1]:
            sources = self.sources[state]
            path.append(sources[0] if len(sources) == 1 else self._source(state))
        return path[::-1]

    def _final(self) -> dict[int, float]:
        return {self.outside: self.since - self.paid, **dict.fromkeys(self.alive, 0.0)}

    def gain(self) -> float:
        """Nats by which windows explain the text better than no windows do."""
        return -self.paid - min(self.cost[index] + cost for index, cost in self._final().items())

    def counts(self) -> Counts:
        """How often runs began at places of each kind, and how often they went on."""
        counts = Counts(Counter(), Counter())
        for before, after in pairwise(self.path):
            if self.double[after] == -1:
                counts.begun[self.kinds.get(self.first[after] - self.step, Place.ANYWHERE)] += 1
            elif self.double[after] >= 0:
                start, end = self.first[before] - self.step + 1, self.found[self.double[after]].start + 1
                counts.passed[Place.ANYWHERE] += end - start
                for at in range(start, end):
                    if (kind := self.kinds.get(at)) is not None:
                        counts.passed[kind] += 1
        return counts

    def slips(self) -> list[Slip]:
        """Where characters are missing, in order."""
        found: list[Slip] = []
        for before, after in pairwise(self.path):
            if self.double[after] >= 0 and (missing := self.first[before] - self.found[self.double[after]].start) > 0:
                start = self.base + self.first[before] - self.step
                found.append(Slip(start, start + self.step - missing, missing))
        return found

    def choices(self) -> list[Choice]:
        """One for every row of doubles, in order."""
        rest, against = self._backward()
        given = [inf] * len(self.found)
        seams = [inf] * len(self.found)
        for index, double in enumerate(self.double):
            if double >= 0:
                given[double] = self.cost[index] + rest[index]
                seams[double] = self.seams[double] + rest[index]
        taken = {self.double[index] for index in self.path}
        after = [*(row for row, _, _ in self.rows), len(self.found)][1:]
        made: list[Choice] = []
        for (row, _, _), end, kept in zip(self.rows, after, against, strict=True):
            if end > row + 1:
                chosen = [number for number in range(row, end) if number in taken]
                made.append(self._choice(row, end, chosen, min(kept, *seams[row:end]) - min(given[row:end])))
                continue
            start, size = self.base + self.found[row].start, self.found[row].size
            margin = min(kept, seams[row]) - given[row]
            removed, margin = (size, margin) if row in taken else (0, -margin)
            made.append(Choice(start, start + 2 * size, removed, margin))
        return made

    def _choice(self, row: int, end: int, chosen: list[int], margin: float) -> Choice:
        first, last = self.found[chosen[0] if chosen else row], self.found[end - 1]
        removed = first.size if len(chosen) == 1 else sum([self.found[number].size for number in chosen])
        start, stop = self.base + first.start, self.base + last.start + 2 * last.size
        return Choice(start, stop, removed, margin if removed else -margin)

    def _backward(self) -> tuple[list[float], list[float]]:
        """For each state the cost of the best way from it to the end; for each row the best explanation that keeps it all."""
        rest = [inf] * len(self.cost)
        for index, cost in self._final().items():
            rest[index] = cost
        against: list[float] = []
        sources, prices, costs = self.sources, self.prices, self.cost
        high = len(rest)
        for _, kept, low in reversed([(0, [], 1), *self.rows]):
            for index in range(high - 1, low - 1, -1):
                ahead = rest[index]
                for source, price in zip(sources[index], prices[index]):  # noqa: B905 - it costs a tenth
                    if ahead + price < rest[source]:  # noqa: PLR1730 - min() takes twice as long
                        rest[source] = ahead + price
            high = low
            against.append(min([costs[state] + rest[state] for state in kept], default=inf))
        return rest, against[-2::-1]
