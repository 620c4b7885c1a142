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
from math import inf
from typing import NamedTuple

from pipeline.clean.doubles import Double, Window, doubles, due
from pipeline.clean.starts import Place, Rates, places, supposed

OUTSIDE, RETURN = 3.0, 2.0
"""Nats for a stretch that no window touched (a text box, a running head), and for coming back from one."""
BARE_END = 1.5
"""Nats for a run that ends on its boundary without the last, repeated piece."""
SLIPS = (0.0, 5.5, 7.0)
"""Nats for no, one or two dropped characters before a boundary."""
SPACE_SLIP, NUMBER_SLIP, SECOND_SLIP = 1.5, 2.0, 2.0
"""The same where white space stands (pages fold several spaces into one), where a number ends (a tab followed it), and where
the run has lost one already (《 and 》 go together)."""
NEVER = 15.0
"""A stretch outside that is so much dearer than the one known is not looked at."""


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
    """`count` characters were dropped from text[start:end], which runs from one boundary to the next."""

    start: int
    end: int
    count: int


class Counts(NamedTuple):
    """Places at which a run began, and across which one is seen to go on, by kind."""

    begun: Counter[Place]
    passed: Counter[Place]


_Source = tuple[int, float]  # a state and what it costs to come from it


class Search:
    """One pass forwards, when made, over a piece of text; the questions are answered by a pass back.

    States are numbers. Of each: `at`, where the run (or its last window) begins; `first` and `last`, where its next boundary
    may stand; `double`, the number of the double it collapsed, -1 where it begins a run, -2 for a stretch outside all runs;
    `open`, whether a character was dropped in the run and no second one; `cost` of the best way to it, and `into`, the ways.
    """

    def __init__(self, text: str, window: Window, rates: Rates) -> None:
        self.text, self.window, self.rates = text, window, rates
        self.found = doubles(text, window.overlap)
        self.kinds = supposed(text, self.found, places(text), window)
        self.at, self.first, self.last, self.double = [0], [len(text)], [len(text)], [-2]
        self.open, self.cost, self.into = [False], [0.0], [[(0, 0.0)]]
        self.alive: list[int] = []
        self.outside, self.since, self.paid = 0, 0.0, 0.0
        self.rows: list[tuple[int, tuple[int, ...], int]] = []
        self._forward()

    def _forward(self) -> None:
        row = number = 0
        ends = [double.start for double in self.found]
        count, kinds, last, reach = len(ends), self.kinds, self.last, self.window.overlap
        for place in sorted(kinds.keys() | ends):
            for index in self.alive:
                if last[index] + reach < place:
                    self._expire(place - reach)
                    break
            if (kind := kinds.get(place)) is not None:
                self._begin_at(place, kind)
            if number == count or ends[number] != place:
                continue
            self._collapse(number)
            number += 1
            if number == count or ends[number] > place + 1:
                self.rows.append((row, (self.outside, *self.alive), len(self.at)))
                row = number
        self._expire(len(self.text) + 1)

    def _new(self, at: int, double: int, sources: list[_Source], is_open: bool = False) -> int:
        """The state of a run that begins at `at`, or goes on there after a double."""
        first, last = due(self.text, at, self.window)
        return self._add(at, first, last, double, sources, is_open)

    def _add(self, at: int, first: int, last: int, double: int, sources: list[_Source], is_open: bool) -> int:
        costs = self.cost
        self.at.append(at)
        self.first.append(first)
        self.last.append(last)
        self.double.append(double)
        self.open.append(is_open)
        self.into.append(sources)
        costs.append(min([costs[source] + cost for source, cost in sources]))
        return len(costs) - 1

    def _expire(self, reach: int) -> None:
        """Take out the runs whose boundary was due before `reach` and did not come."""
        for index in [index for index in self.alive if self.last[index] < reach]:
            self.alive.remove(index)
            if self.double[index] >= 0 and self.last[index] < len(self.text):
                index = self._new(self.last[index], -1, [(index, self.rates.begin[Place.ANYWHERE])])
                if self.last[index] >= reach:
                    self.alive.append(index)
                    continue
            self._leave(index)

    def _leave(self, index: int) -> None:
        """Let the run `index` have been a stretch outside all runs."""
        back = self.since - self.paid
        if self.cost[index] + OUTSIDE < self.cost[self.outside] + back + NEVER:
            sources = [(self.outside, back), (index, OUTSIDE)]
            self.outside = self._add(self.last[index], len(self.text), len(self.text), -2, sources, False)
            self.since = self.paid

    def _begin_at(self, place: int, kind: Place) -> None:
        """Let a run begin; those in force go on and pay for it."""
        passing = self.rates.passing[kind]
        cost = self.rates.begin[kind] - passing
        last = self.last
        sources = [(index, cost if last[index] >= place else cost + BARE_END) for index in self.alive]
        sources.append((self.outside, self.since - self.paid + cost + (RETURN if place else 0.0)))
        self.paid += passing
        self.alive.append(self._new(place, -1, sources))

    def _collapse(self, number: int) -> None:
        """Let the double be a boundary of every run that has one due here."""
        double = self.found[number]
        place, size = double.start, double.size
        reward = double.kept if size == 1 else self._reward(number)
        sources: list[_Source] = []
        for index in self.alive:
            if self.last[index] >= place:
                if self.first[index] <= place:
                    sources.append((index, -reward))
                elif (cost := self._slip(index, place)) < inf:
                    sources.append((index, cost - reward))
        if sources:
            best = min(sources, key=lambda source: self.cost[source[0]] + source[1])[0] if len(sources) > 1 else sources[0][0]
            made = self._new(place + size, number, sources, self.open[best] != (self.first[best] - place == 1))
            self.alive.append(self._end_after(double, made) if double.partial else made)

    def _slip(self, index: int, place: int) -> float:
        """Cost of the characters missing where a boundary comes early at `place`; inf where it comes too early."""
        missing = self.first[index] - place
        if missing >= min(len(SLIPS), self.window.step):
            return inf
        between = self.text[self.at[index] : place]
        if any(map(str.isspace, between)):
            return SPACE_SLIP
        if self.double[index] >= 0 and between[0].isdigit() and not between[-1].isdigit():
            return NUMBER_SLIP
        return SECOND_SLIP if self.open[index] and missing == 1 else SLIPS[missing]

    def _end_after(self, double: Double, index: int) -> int:
        """The run that begins where another ends with a shorter repeat."""
        at = double.start + 2 * double.size
        cost = self.rates.begin[self.kinds.get(at, Place.ANYWHERE)] if at < len(self.text) else 0.0
        return self._new(at, -1, [(index, cost)])

    def _reward(self, number: int) -> float:
        """What it would cost to keep the double and those that vanish with it."""
        end = self.found[number].start + self.found[number].size
        reward = 0.0
        while number < len(self.found) and self.found[number].start < end:
            reward += self.found[number].kept
            number += 1
        return reward

    # ------------------------------------------------------------------------------------------------- answers

    def path(self) -> list[int]:
        """The states of the best explanation, in order."""
        final = self._final()
        index = min(final, key=lambda state: self.cost[state] + final[state])
        path = [index]
        while index:
            index = min(self.into[index], key=lambda source: self.cost[source[0]] + source[1])[0]
            path.append(index)
        return path[::-1]

    def _final(self) -> dict[int, float]:
        return {self.outside: self.since - self.paid, **dict.fromkeys(self.alive, 0.0)}

    def gain(self) -> float:
        """Nats by which windows explain the text better than no windows do."""
        return -self.paid - min(self.cost[index] + cost for index, cost in self._final().items())

    def counts(self) -> Counts:
        """How often runs began at places of each kind, and how often they went on."""
        counts = Counts(Counter(), Counter())
        path = self.path()
        for before, after in zip(path, path[1:], strict=False):
            if self.double[after] == -1:
                counts.begun[self.kinds.get(self.at[after], Place.ANYWHERE)] += 1
            elif self.double[after] >= 0:
                start, end = self.at[before] + 1, self.found[self.double[after]].start + 1
                counts.passed[Place.ANYWHERE] += end - start
                counts.passed.update(kind for at in range(start, end) if (kind := self.kinds.get(at)) is not None)
        return counts

    def slips(self) -> list[Slip]:
        """Where characters are missing, in order."""
        path = self.path()
        found: list[Slip] = []
        for before, after in zip(path, path[1:], strict=False):
            if self.double[after] >= 0 and (missing := self.first[before] - self.found[self.double[after]].start) > 0:
                found.append(Slip(self.at[before], self.found[self.double[after]].start, missing))
        return found

    def choices(self) -> list[Choice]:
        """One for every row of doubles, in order."""
        rest, against = self._backward()
        given = dict.fromkeys(range(len(self.found)), inf)
        for index, double in enumerate(self.double):
            if double >= 0:
                given[double] = min(given[double], self.cost[index] + rest[index])
        taken = {self.double[index] for index in self.path()}
        made: list[Choice] = []
        rows = [row for row, _, _ in self.rows]
        for row, after, kept in zip(rows, [*rows[1:], len(self.found)], against, strict=True):
            chosen = [number for number in range(row, after) if number in taken]
            removed = sum(self.found[number].size for number in chosen)
            margin = kept - min(given[number] for number in range(row, after))
            end = self.found[after - 1].start + 2 * self.found[after - 1].size
            made.append(Choice(self.found[chosen[0] if chosen else row].start, end, removed, margin if removed else -margin))
        return made

    def _backward(self) -> tuple[list[float], list[float]]:
        """For each state the cost of the best way from it to the end; for each row the best explanation that keeps it all."""
        rest = [inf] * len(self.at)
        for index, cost in self._final().items():
            rest[index] = cost
        against: list[float] = []
        index = len(rest)
        for row, states, count in reversed(self.rows):
            self._spread(rest, index, count)
            index = count
            against.append(min((self.cost[state] + rest[state] for state in states if self._keeps(state, row)), default=inf))
        self._spread(rest, index, 1)
        return rest, against[::-1]

    def _spread(self, rest: list[float], high: int, low: int) -> None:
        """Let the states from high - 1 down to low tell those they come from what lies ahead."""
        for index in range(high - 1, low - 1, -1):
            ahead = rest[index]
            for source, cost in self.into[index]:
                if ahead + cost < rest[source]:
                    rest[source] = ahead + cost

    def _keeps(self, state: int, row: int) -> bool:
        """Whether the way to the state collapses nothing from the double `row` on."""
        if self.double[state] != -1:
            return self.double[state] < row
        return all(self.double[source] < row for source, _ in self.into[state])
