"""The search for runs and boundaries of windows: every explanation of a text that may be the cheapest, in one pass.

A run in force is known by the place where its next boundary is due. There, a double is collapsed, or the run must have
ended before: another begins (`starts`), or, where a whole run shows no boundary, a stretch that was never cut in windows. A
double that is not collapsed is the author's, at its own cost. A boundary that comes early by one or two characters says that
so many were dropped after the windows were made: a slip.

The states are few (runs in force at a place, at most step + 2), so the search is linear. `explain` asks it for the cheapest
explanation and how sure it is. Costs are kept less what a run in force has paid to pass the places where another might have
begun.
"""

from math import inf
from operator import add

from pipeline.clean.doubled.doubles import Double, joined
from pipeline.clean.doubled.starts import Place, Rates, Signs

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


class Search:
    """One pass forwards, when made, over a piece of text that begins at `base` of the document.

    States are numbers. Of each: `first` and `last`, where its next boundary may stand; `double`, the number of the double it
    collapsed, -1 where it begins a run, -2 for a stretch outside all runs; `cost` of the best way to it. The ways to it are
    its `sources`, states, and as many `prices`. `open` are those in whose run one character was dropped. `soonest` is no
    later than the `last` of any run in force.
    """

    def __init__(self, signs: Signs, rates: Rates, base: int = 0) -> None:
        self.signs = signs
        self.text, self.window, self.found, self.rewards, self.moved, self.kinds = signs
        text = self.text
        self.rates, self.base, self.step = rates, base, self.window.step
        self.first, self.last, self.double = [len(text)], [len(text)], [-2]
        self.cost: list[float] = [0.0]
        self.sources: list[list[int]] = [[]]
        self.prices: list[list[float]] = [[]]
        self._adds = (self.first.append, self.last.append, self.double.append, self.sources.append, self.prices.append)
        self.open: set[int] = set()
        self.anywhere = rates.begin[Place.ANYWHERE]
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
            if number == count or not joined(self.found[number - 1], self.found[number]):
                kept = [index for index in self.alive if index < made]
                self.rows.append((row, [*kept, self.outside], len(self.cost)))
                row = number
        self._expire(len(self.text) + 1)

    def _new(self, at: int, double: int, sources: list[int], prices: list[float]) -> int:
        """The state of a run that begins at `at`, or goes on there after a double; reached from each source at its price."""
        first = at + self.step
        last = self.moved.get(first, first)
        if last < self.soonest:  # noqa: PLR1730 - min() takes twice as long
            self.soonest = last
        costs = self.cost
        add_first, add_last, add_double, add_sources, add_prices = self._adds
        add_first(first)
        add_last(last)
        add_double(double)
        add_sources(sources)
        add_prices(prices)
        count = len(sources)
        if count == 1:
            costs.append(costs[sources[0]] + prices[0])
        elif count == 2:  # the commonest, and five times as fast so
            one, other = costs[sources[0]] + prices[0], costs[sources[1]] + prices[1]
            costs.append(one if one < other else other)
        else:
            costs.append(min(map(add, map(costs.__getitem__, sources), prices)))
        return len(costs) - 1

    def _expire(self, reach: int) -> None:
        """Take out the runs whose boundary was due before `reach` and did not come."""
        last, double, costs, end = self.last, self.double, self.cost, len(self.text)
        over: list[int] = []
        alive: list[int] = []
        best, soonest = inf, end
        for index in self.alive:
            if (due := last[index]) < reach:
                over.append(index)
                continue
            alive.append(index)
            soonest = due if due < soonest else soonest
            best = costs[index] if costs[index] < best else best
        for index in over:
            if double[index] < 0 or last[index] >= end:
                self._leave(index, best)
                continue
            if costs[index] + self.anywhere < best + HOPELESS:
                begun = self._new(last[index], -1, [index], [self.anywhere])
                if last[begun] >= reach:
                    alive.append(begun)
                    soonest = min(soonest, last[begun])
                else:
                    self._leave(begun, best)
        self.alive, self.soonest = alive, soonest

    def _leave(self, index: int, best: float) -> None:
        """Let the run `index` have been a stretch outside all runs."""
        if self.cost[index] + OUTSIDE < best + DOMINATED:
            prices = [self.since - self.paid, OUTSIDE]
            self.outside = self._new(len(self.text) - self.step, -2, [self.outside, index], prices)
            self.since = self.paid

    def _begin_at(self, place: int, kind: Place) -> None:
        """Let a run begin; those in force go on and pay for it."""
        passing = self.rates.passing[kind]
        cost = self.rates.begin[kind] - passing
        if self.soonest >= place:
            prices = [cost] * len(self.alive)
        else:
            prices = [cost if self.last[index] >= place else cost + BARE_END for index in self.alive]
        prices.append(self.since - self.paid + cost + (RETURN if place else 0.0))
        self.paid += passing
        self.alive.append(self._new(place, -1, [*self.alive, self.outside], prices))

    def _collapse(self, number: int) -> None:
        """Let the double be a boundary of every run that has one due here."""
        place, size, _, partial = self.found[number]
        reward = self.rewards[number]
        first, last = self.first, self.last
        sources: list[int] = []
        prices: list[float] = []
        slipped = False
        for index in self.alive:
            if last[index] < place or (missing := first[index] - place) >= len(SLIPS):
                continue
            if (slip := self._slip(index, place) if missing > 0 else 0.0) < inf:
                sources.append(index)
                prices.append(slip - reward)
                slipped = slipped or missing == 1
        if not sources:
            return
        if self._seam(number, place + size):
            self.alive = [index for index in self.alive if last[index] > place or self.double[index] < 0]
        made = self._new(place + size, number, sources, prices)
        if slipped or not self.open.isdisjoint(sources):
            best = self._source(made)
            if (first[best] - place == 1) != (best in self.open):
                self.open.add(made)
        self.alive.append(self._end_after(self.found[number], made) if partial else made)

    def _seam(self, number: int, place: int) -> bool:
        """Let the double be the author's, and a run begin between its halves, at `place`: as if on a boundary.

        Whether keeping it is out of the question for the windows whose end is due there: only whole runs can still lie outside.
        """
        kind = self.kinds.get(place)
        price = self.anywhere if kind is None else self.rates.begin[kind]
        cost = self.cost
        best = self.alive[0] if len(self.alive) == 1 else min(self.alive, key=cost.__getitem__)
        self.seams[number] = cost[best] + price
        if price + self.rewards[number] >= HOPELESS:
            return True
        self.alive.append(self._new(place, -1, [best], [price]))
        return False

    def _source(self, index: int) -> int:
        """The state from which the best way comes."""
        sources, prices, costs = self.sources[index], self.prices[index], self.cost
        if len(sources) == 1:
            return sources[0]
        if len(sources) == 2:
            one, other = costs[sources[0]] + prices[0], costs[sources[1]] + prices[1]
            return sources[0] if one < other else sources[1] if other < one else min(sources)
        return min(zip(map(add, map(costs.__getitem__, sources), prices), sources, strict=True))[1]

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
        """The run that begins where another ends with a shorter repeat: behind a line's end where one follows."""
        at = double.start + 2 * double.size
        at += self.text.startswith("\n", at)
        cost = self.rates.begin[self.kinds.get(at, Place.ANYWHERE)] if at < len(self.text) else 0.0
        return self._new(at, -1, [index], [cost])
