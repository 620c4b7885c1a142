"""Where runs begin and which doubles are boundaries of windows: the cheapest explanation of a text, and how sure it is.

A run in force is known by the place where its next boundary is due. There, a double is collapsed, or the run must have
ended before: another begins (`starts`), or, where a whole run shows no boundary, a stretch that was never cut in windows. A
double that is not collapsed is the author's, at its own cost. A boundary that comes early by one or two characters says that
so many were dropped after the windows were made: a slip.

The states are few (runs in force at a place, at most step + 2), so the search is linear. It runs forwards for the costs and
backwards over the same states, so that every double knows the cheapest explanation that does the opposite: the difference
is its margin, in nats. Costs are kept less what a run in force has paid to pass the places where another might have begun.
"""

from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.clean.doubles import Double, Window, doubles, moves, rewards
from pipeline.clean.starts import Counts, Place, Rates, places, supposed

OUTSIDE, RETURN = 3.0, 2.0
"""Nats for a stretch that no window touched (a text box, a running head), and for coming back from one."""
BARE_END = 1.5
"""Nats for a run that ends on its boundary without the last, repeated piece."""
SLIPS = (0.0, 5.5, 7.0)
"""Nats for no, one or two dropped characters before a boundary."""
SPACE_SLIP, NUMBER_SLIP, SECOND_SLIP = 1.5, 2.0, 2.0
"""The same where white space stands (pages fold several spaces into one), where a number ends (a tab followed it), and where
the run has lost one already (《 and 》 go together)."""
HOPELESS = 12.0
"""A run that would begin, where a boundary failed to come, so much dearer than the best in force is not looked at."""
DOMINATED = 9.0
"""Nor is a stretch outside: the best run in force can still end anywhere, and leave, for less."""


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


class Search:
    """One pass forwards, when made, over a piece of text; the questions are answered by a pass back. Spans count from `base`.

    States are numbers. Of each: `first` and `last`, where its next boundary may stand; `double`, the number of the double it
    collapsed, -1 where it begins a run, -2 for a stretch outside all runs; `cost` of the best way to it. The ways to it are
    sources[ways[n]:ways[n + 1]], states, and as many prices. `open` are those in whose run one character was dropped.
    """

    def __init__(self, text: str, window: Window, rates: Rates, base: int = 0) -> None:
        self.base = base
        self.text, self.window, self.rates, self.step = text, window, rates, window.step
        self.found = doubles(text, window.overlap)
        self.rewards = rewards(self.found, window.overlap)
        self.moved = moves(text, window.overlap)
        self.kinds = supposed(self.found, places(text), self.moved, window)
        self.first, self.last, self.double = [len(text)], [len(text)], [-2]
        self.cost: list[float] = [0.0]
        self.ways, self.sources, self.prices = [0, 0], list[int](), list[float]()
        self.open: set[int] = set()
        self.seams: dict[int, float] = {}
        self.alive: list[int] = []
        self.outside, self.since, self.paid = 0, 0.0, 0.0
        self.soonest = len(text)
        self.rows: list[tuple[int, list[int], int]] = []
        self._forward()

    def _forward(self) -> None:
        row = number = 0
        ends = [double.start for double in self.found]
        count, kinds, reach = len(ends), self.kinds, self.window.overlap
        made = len(self.cost)
        for place in sorted(kinds.keys() | ends):
            if self.soonest < place - reach:
                self._expire(place - reach)
            if (kind := kinds.get(place)) is not None:
                self._begin_at(place, kind)
            if number == count or ends[number] != place:
                continue
            if number == row:
                made = len(self.cost)
            self._collapse(number)
            number += 1
            if number == count or ends[number] > place + 1:
                kept = [index for index in self.alive if index < made]
                self.rows.append((row, [*kept, self.outside], len(self.cost)))
                row = number
        self._expire(len(self.text) + 1)

    def _new(self, at: int, double: int, sources: list[int], prices: list[float]) -> int:
        """The state of a run that begins at `at`, or goes on there after a double."""
        first = at + self.step
        last = self.moved.get(first, first)
        self.soonest = min(last, self.soonest)
        return self._add(first, last, double, sources, prices)

    def _add(self, first: int, last: int, double: int, sources: list[int], prices: list[float]) -> int:
        costs = self.cost
        self.first.append(first)
        self.last.append(last)
        self.double.append(double)
        self.sources += sources
        self.prices += prices
        self.ways.append(len(self.sources))
        if len(sources) == 1:
            costs.append(costs[sources[0]] + prices[0])
        else:
            costs.append(min([costs[source] + price for source, price in zip(sources, prices, strict=True)]))
        return len(costs) - 1

    def _expire(self, reach: int) -> None:
        """Take out the runs whose boundary was due before `reach` and did not come."""
        over: list[int] = []
        last, alive, self.alive = self.last, self.alive, []
        for index in alive:
            (over if last[index] < reach else self.alive).append(index)
        best = min([self.cost[index] for index in self.alive], default=inf)
        for index in over:
            if self.double[index] < 0 or last[index] >= len(self.text):
                self._leave(index, best)
                continue
            cost = self.rates.begin[Place.ANYWHERE]
            if self.cost[index] + cost < best + HOPELESS:
                begun = self._new(last[index], -1, [index], [cost])
                if last[begun] >= reach:
                    self.alive.append(begun)
                else:
                    self._leave(begun, best)
        self.soonest = min([last[index] for index in self.alive], default=len(self.text))

    def _leave(self, index: int, best: float) -> None:
        """Let the run `index` have been a stretch outside all runs."""
        if self.cost[index] + OUTSIDE < best + DOMINATED:
            end = len(self.text)
            self.outside = self._add(end, end, -2, [self.outside, index], [self.since - self.paid, OUTSIDE])
            self.since = self.paid

    def _begin_at(self, place: int, kind: Place) -> None:
        """Let a run begin; those in force go on and pay for it."""
        passing = self.rates.passing[kind]
        cost = self.rates.begin[kind] - passing
        last = self.last
        prices = [cost if last[index] >= place else cost + BARE_END for index in self.alive]
        prices.append(self.since - self.paid + cost + (RETURN if place else 0.0))
        self.paid += passing
        self.alive.append(self._new(place, -1, [*self.alive, self.outside], prices))

    def _collapse(self, number: int) -> None:
        """Let the double be a boundary of every run that has one due here."""
        double = self.found[number]
        place, size = double.start, double.size
        reward = self.rewards[number]
        sources: list[int] = []
        prices: list[float] = []
        for index in self.alive:
            if self.last[index] >= place and (slip := 0.0 if self.first[index] <= place else self._slip(index, place)) < inf:
                sources.append(index)
                prices.append(slip - reward)
        if sources:
            self._keep(number)
            made = self._new(place + size, number, sources, prices)
            best = self._source(made)
            if (best in self.open) != (self.first[best] - place == 1):
                self.open.add(made)
            self.alive.append(self._end_after(double, made) if double.partial else made)

    def _keep(self, number: int) -> None:
        """Let the double be the author's, and a run begin between its two halves: it goes on as if they were a boundary."""
        at = self.found[number].start + self.found[number].size
        price = self.rates.begin[self.kinds.get(at, Place.ANYWHERE)]
        best = min(self.alive, key=self.cost.__getitem__)
        self.seams[number] = self.cost[best] + price
        if price < self.rewards[number]:
            self.alive.append(self._new(at, -1, [best], [price]))

    def _source(self, index: int) -> int:
        """The state from which the best way comes."""
        low, high = self.ways[index], self.ways[index + 1]
        if high == low + 1:
            return self.sources[low]
        return min((self.cost[self.sources[way]] + self.prices[way], self.sources[way]) for way in range(low, high))[1]

    def _slip(self, index: int, place: int) -> float:
        """Cost of the characters missing where a boundary comes early at `place`; inf where it comes too early.

        Two may be missing only where a boundary before fixes the phase.
        """
        missing = self.first[index] - place
        if missing >= min(len(SLIPS) if self.double[index] >= 0 else 2, self.step):
            return inf
        between = self.text[self.first[index] - self.step : place]
        if any(map(str.isspace, between)):
            return SPACE_SLIP
        if self.double[index] >= 0 and between[0].isdigit() and not between[-1].isdigit():
            return NUMBER_SLIP
        return SECOND_SLIP if index in self.open and missing == 1 else SLIPS[missing]

    def _end_after(self, double: Double, index: int) -> int:
        """The run that begins where another ends with a shorter repeat."""
        at = double.start + 2 * double.size
        cost = self.rates.begin[self.kinds.get(at, Place.ANYWHERE)] if at < len(self.text) else 0.0
        return self._new(at, -1, [index], [cost])

    # ------------------------------------------------------------------------------------------------- answers

    @cached_property
    def path(self) -> list[int]:
        """The states of the best explanation, in order."""
        final = self._final()
        path = [min(final, key=lambda state: self.cost[state] + final[state])]
        while path[-1]:
            path.append(self._source(path[-1]))
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
                counts.passed.update(kind for at in range(start, end) if (kind := self.kinds.get(at)) is not None)
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
        made: list[Choice] = []
        after = [row for row, _, _ in self.rows[1:]] + [len(self.found)]
        for (row, _, _), end, kept in zip(self.rows, after, against, strict=True):
            chosen = [number for number in range(row, end) if number in taken]
            margin = min(kept, *seams[row:end]) - min(given[row:end])
            start, last = self.found[chosen[0] if chosen else row].start, self.found[end - 1]
            removed = sum([self.found[number].size for number in chosen])
            span = self.base + start, self.base + last.start + 2 * last.size
            made.append(Choice(*span, removed, margin if removed else -margin))
        return made

    def _backward(self) -> tuple[list[float], list[float]]:
        """For each state the cost of the best way from it to the end; for each row the best explanation that keeps it all."""
        rest = [inf] * len(self.cost)
        for index, cost in self._final().items():
            rest[index] = cost
        against: list[float] = []
        sources, prices, ways, costs = self.sources, self.prices, self.ways, self.cost
        high = len(rest)
        for _, kept, low in reversed([(0, [], 1), *self.rows]):
            for index in range(high - 1, low - 1, -1):
                ahead = rest[index]
                for way in range(ways[index], ways[index + 1]):
                    source = sources[way]
                    if ahead + prices[way] < rest[source]:  # noqa: PLR1730 - min() takes twice as long
                        rest[source] = ahead + prices[way]
            high = low
            against.append(min([costs[state] + rest[state] for state in kept], default=inf))
        return rest, against[-2::-1]
