"""Reads a stretch of a page in which every character is composed of halves of two: what stood there, as hypotheses.

A stretch begins where a lead byte was lost in a "?" and ends where the page came into step again: at an ASCII byte (the second
half of a traditional character, 40–7E) or at the bracket of the next gloss. `pending` is the first half of the character that
is being put together; every character of the page gives the second half of one and the first half of the next.

What is exact and what is guessed: the bytes of the page are exact, and so is a lost byte that a gloss names (the reading and
one half of the character are known). Guessed, and counted in `lost`, are bytes that left no trace: of a pair that GBK does
not assign, and of a last character that was swallowed together with the ASCII character after it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import nsmallest
from math import inf
from typing import Generic, NamedTuple, TypeVar

from pipeline import lexicon
from pipeline.clean.glossed import glosses
from pipeline.clean.glossed.links import ROUNDING, Link, bound, costs, further, least_behind
from pipeline.clean.glossed.stretch import Place, place_of
from pipeline.clean.glossed.swallowed import LEAST
from pipeline.clean.glossed.ways import Ways, across, lasts, links_across, links_of_lasts, strangeness, ways

LONGEST = 40
"""Characters of the page that a stretch may span."""

ENDS = 8
"""Places tried for the end of a stretch: it goes on behind an ASCII letter only where that is a folded fullwidth one."""

BEAM = 12
"""Partial readings kept at each character of the page, for each number of lost bytes."""

LAST = 10
"""Characters tried for the last one of a stretch, where it was swallowed."""

HEADS = 11
"""Characters tried, beside a full stop, for the one before a mark that was read across a boundary."""

READINGS = 24
"""Readings kept for each place where a stretch can end."""

SIGNS = 6
"""ASCII signs tried for the one that was swallowed with it."""

AGAINST_LOST = 1.0
"""Nats against each byte that had to be guessed."""

Swallowed = Callable[[str, int], Sequence[tuple[str, float]]]
"""From a character and an offset of the page: the ASCII signs that may have stood between them, likeliest first, with their
nats."""


class Reading(NamedTuple):
    """`text` (glosses included) stood where the page has what ends at offset `end`; lost: bytes guessed; against: nats that
    the page holds against it beyond that; cost: all nats, comparable among readings that end at the same place."""

    end: int
    text: str
    lost: int = 0
    against: float = 0.0
    cost: float = 0.0


class _Partial(NamedTuple):
    """`text` is read and the half `pending` is in hand. cost: all nats, of which `nats` are not of words; so_far: what was read
    before its last character, as it was weighed; last: that character, which made the words cost `words`."""

    cost: float
    text: str
    pending: int
    nats: float
    so_far: lexicon.Weighed
    last: Link | None = None
    words: float = 0.0

    @property
    def weighed(self) -> lexicon.Weighed:
        """All of it, with what stands before the stretch."""
        return self.so_far if self.last is None else further(self.so_far, self.last, self.words)


class _Read(NamedTuple):
    """`text` is read with so many bytes lost; so_far: as it was weighed; nats: what is held against it beside its words."""

    text: str
    lost: int
    nats: float
    so_far: lexicon.Weighed


_One = TypeVar("_One", Reading, _Partial)


class Best(Generic[_One]):
    """Of what is put in, the `most` likeliest. What costs more than `limit` is none of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = inf
        self._held: list[tuple[float, str, _One]] = []

    def put(self, one: _One) -> None:
        """Takes in one that costs no more than `limit`."""
        held, entry = self._held, (one.cost, one.text, one)
        at = bisect_left(held, entry)
        if at < len(held) and held[at] == entry:
            return
        held.insert(at, entry)
        if len(held) > self.most:
            held.pop()
        if len(held) == self.most:
            self.limit = held[-1][0]

    def likeliest(self) -> list[_One]:
        """Those that are left, likeliest first."""
        return [one for _, _, one in self._held]


def fitting(before: str, heads: list[str], text: str) -> list[str]:
    """The usual head of a reading, and the others that go best with what stands around them."""
    if len(heads) <= 1:
        return heads
    left, right = before[1 - lexicon.LONGEST_WORD :], glosses.bare(text)[: lexicon.LONGEST_WORD - 1]
    return heads[:1] + nsmallest(HEADS, heads[1:], key=lambda head: lexicon.cost(left + head + right) + strangeness(head))


class Reader:
    """Reads one stretch, the likeliest partial readings only.

    before: the text before the stretch; swallowed: what may have been swallowed; vanishing: how many pairs of the stretch
    may have vanished because GBK does not assign them; longest: how many characters of the page the stretch may span.
    """

    def __init__(self, page: str, before: str, swallowed: Swallowed, vanishing: int, longest: int = LONGEST) -> None:
        self.page = page
        self.before = before
        self.swallowed = swallowed
        self.vanishing = vanishing
        self.longest = longest
        self._waiting: defaultdict[int, defaultdict[int, Best[_Partial]]] = defaultdict(lambda: defaultdict(lambda: Best(BEAM)))
        self._found: defaultdict[int, Best[Reading]] = defaultdict(lambda: Best(READINGS))

    def read(self, at: int, pending: int, most: int = READINGS) -> list[Reading]:
        """The likely readings of the page from offset `at` with the first half `pending` in hand: for each place where they
        can end the likeliest, `most` of them."""
        begun = lexicon.weigh(self.before)
        waiting = self._waiting
        waiting.clear()
        waiting[at][0].put(_Partial(begun.costs[-1], "", pending, 0.0, begun))
        found = self._found = defaultdict(lambda: Best[Reading](most))
        while waiting and (here := min(waiting)) <= at + self.longest and len(found) < ENDS:
            self._go_on(here, place_of(self.page, here), waiting.pop(here))
        return [one for end in sorted(found) for one in found[end].likeliest()]

    def _go_on(self, at: int, place: Place, kept: dict[int, Best[_Partial]]) -> None:
        """All ways on from a place, for what was read so far, by the number of lost bytes. A pair that GBK does not assign
        may have stood before it."""
        for lost in sorted(kept):
            for one in kept[lost].likeliest():
                weighed = one.weighed
                key = one.pending, weighed.tail[-1:]
                read = _Read(one.text, lost, one.nats, weighed)
                self._follow(at, place, read, ways(place, *key))
                if lost < 2 * self.vanishing:
                    self._vanish(at, place, read, across(place, one.pending), links_across(place, *key))

    def _vanish(self, at: int, place: Place, read: _Read, vanished: Sequence[Ways], links: Sequence[Link]) -> None:
        """What was read, and each of the characters before a pair that vanished; not where what can follow is too dear."""
        text, lost, nats, so_far = read
        last, before = so_far.costs[-1], min(so_far.costs[-3:-1], default=inf)
        for way, made, cost in zip(vanished, links, costs(so_far, links), strict=True):
            strange = nats + way.strange + 2 * AGAINST_LOST
            if way.least:
                (single, double, longer), more = way.least
                words = min(cost + single, last + double, before + longer) - ROUNDING
                if words + strange + more > self._limit(at, way, lost + 2):
                    continue
            self._follow(at, place, _Read(text + way.made, lost + 2, strange, further(so_far, made, cost)), way)

    def _limit(self, at: int, way: Ways, lost: int) -> float:
        """What is dearer than this leads nowhere on this way: the page goes on at one place, for it is in step at no other."""
        limit = self._waiting[at + way.on[0].size][lost].limit if way.on else -inf
        for size in way.sizes:
            limit = max(limit, self._found[at + size].limit)
        return limit

    def _follow(self, at: int, place: Place, read: _Read, way: Ways) -> None:
        """What was read, and each of these ways on."""
        text, lost, nats, so_far = read
        each = costs(so_far, way.links)
        for on, last, words in zip(way.on, way.links, each, strict=False):
            strange = nats + on.strange
            cost = words + strange
            best = self._waiting[at + on.size][lost]
            if cost <= best.limit:
                best.put(_Partial(cost, text + on.char, on.pending, strange, so_far, last, words))
        behind = len(way.on)
        for end, last, words in zip(way.ends, way.links[behind:], each[behind:], strict=True):
            whole = costs(further(so_far, last, words), (end.last,))[0] if end.last else words
            cost = whole + nats + end.strange
            ended = self._found[at + end.size]
            if cost <= ended.limit:
                ended.put(Reading(at + end.size, text + end.char + end.letter + end.gloss, lost, 0.0, cost))
        for lead in way.swallowed:
            self._swallow(at, place, read, lead)

    def _swallow(self, at: int, place: Place, read: _Read, lead: int) -> None:
        """The last character, which began with `lead`, and what stood behind it went into one "?"; a mark read across the
        boundary stayed. What any character costs there at least is asked first, then what these do."""
        kept = [(place.swallowing, 0.0, 2)] if place.swallowing else []
        limit = max(self._found[at + length].limit for length in (1, 2)[: 1 + len(kept)]) + ROUNDING - read.nats
        weighed, commonest = read.so_far, lasts(lead)
        before = weighed.tail[-1:]
        if bound(weighed.costs, least_behind(before, commonest.single)) > limit - LEAST:
            return
        links, least = links_of_lasts(lead, before)
        lowest = min(0.0, self.swallowed(commonest.chars[0], at + 1)[0][1]) if commonest.alike else LEAST
        limit -= lowest
        if bound(weighed.costs, least) > limit:
            return
        each = zip(costs(weighed, links), commonest.strange, commonest.chars, strict=True)
        for last, char in sorted((cost + read.nats + strange, char) for cost, strange, char in each)[:LAST]:
            if last - read.nats > limit:
                break
            signs = [(sign, against, 1) for sign, against in self.swallowed(char, at + 1)[:SIGNS]]
            for sign, against, length in kept + signs:
                best = self._found[at + length]
                cost = last + against
                if cost <= best.limit:
                    best.put(Reading(at + length, read.text + char + sign, read.lost + 1, against, cost))
