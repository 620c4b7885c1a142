"""Reads a stretch of a page in which every character is composed of halves of two: what stood there, as hypotheses.

A stretch begins where a lead byte was lost in a "?" and ends where the page came into step again: at an ASCII byte (the second
half of a traditional character, 40–7E) or at the bracket of the next gloss. `pending` is the first half of the character that
is being put together; every character of the page gives the second half of one and the first half of the next.

What is exact and what is guessed: the bytes of the page are exact, and so is a lost byte that a gloss names (the reading and
one half of the character are known). Guessed, and counted in `lost`, are bytes that left no trace: of a pair that GBK does
not assign, and of a last character that was swallowed together with the ASCII character after it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import nsmallest
from math import inf
from typing import Generic, NamedTuple, TypeVar

from pipeline import lexicon
from pipeline.clean import gbk, glosses
from pipeline.clean.links import ROUNDING, Link, bound, costs, further, link
from pipeline.clean.stretch import Place, place_of
from pipeline.clean.swallowed import LEAST
from pipeline.clean.ways import Lasts, Ways, across, strangeness, ways

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

_SPARE = 2
"""How many times as many as are kept may come before they are sorted."""


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
    before its last character, as it was weighed."""

    cost: float
    text: str
    pending: int
    nats: float
    so_far: lexicon.Weighed

    @property
    def weighed(self) -> lexicon.Weighed:
        """All of it, with what stands before the stretch."""
        return lexicon.weigh(self.text[-1:], self.so_far)


class _Read(NamedTuple):
    """`text` is read with so many bytes lost; so_far: as it was weighed; nats: what is held against it beside its words."""

    text: str
    lost: int
    nats: float
    so_far: lexicon.Weighed


_One = TypeVar("_One", Reading, _Partial)


def by_cost(one: Reading | _Partial) -> tuple[float, str]:
    """What readings that have come equally far are ranked by."""
    return one.cost, one.text


class Best(Generic[_One]):
    """Of what is put in, the `most` likeliest. What costs more than `limit` is none of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = inf
        self._held: list[_One] = []

    def put(self, one: _One) -> None:
        """Takes in one that costs no more than `limit`."""
        self._held.append(one)
        if len(self._held) >= _SPARE * self.most:
            self.likeliest()

    def likeliest(self) -> list[_One]:
        """Those that are left, likeliest first."""
        self._held = sorted(dict.fromkeys(self._held), key=by_cost)[: self.most]
        if len(self._held) == self.most:
            self.limit = self._held[-1].cost
        return self._held


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
            self._go_on(place_of(self.page, here), waiting.pop(here))
        return [one for end in sorted(found) for one in found[end].likeliest()]

    def _go_on(self, place: Place, kept: dict[int, Best[_Partial]]) -> None:
        """All ways on from a place, for what was read so far, by the number of lost bytes. A pair that GBK does not assign
        may have stood before it."""
        vanished: dict[int, list[Ways]] = {}
        known: dict[tuple[int, str], tuple[Ways, list[Link]]] = {}
        for lost in sorted(kept):
            for one in kept[lost].likeliest():
                weighed, pending = one.weighed, one.pending
                if pending not in vanished:
                    vanished[pending] = across(place, pending) if self.vanishing else []
                if (key := (pending, weighed.tail[-1:])) not in known:
                    known[key] = ways(place, *key), [link(key[1], way.made) for way in vanished[pending]]
                straight, links = known[key]
                read = _Read(one.text, lost, one.nats, weighed)
                self._follow(place, read, straight)
                if lost < 2 * self.vanishing:
                    self._vanish(place, read, vanished[pending], links)

    def _vanish(self, place: Place, read: _Read, vanished: list[Ways], links: list[Link]) -> None:
        """What was read, and each of the characters before a pair that vanished; not where what can follow is too dear."""
        text, lost, nats, so_far = read
        for way, made, cost in zip(vanished, links, costs(so_far, links), strict=True):
            strange = nats + way.strange + 2 * AGAINST_LOST
            weighed = further(so_far, made, cost)
            if not way.least or bound(weighed.costs, way.least) + strange <= self._waiting[way.on[0].at][lost + 2].limit:
                self._follow(place, _Read(text + way.made, lost + 2, strange, weighed), way)

    def _follow(self, place: Place, read: _Read, way: Ways) -> None:
        """What was read, and each of these ways on."""
        text, lost, nats, so_far = read
        each = costs(so_far, way.links)
        for on, words in zip(way.on, each, strict=False):
            strange = nats + on.strange
            cost = words + strange
            best = self._waiting[on.at][lost]
            if cost <= best.limit:
                best.put(_Partial(cost, text + on.char, on.pending, strange, so_far))
        for end, words in zip(way.ends, each[len(way.on) :], strict=True):
            last = lexicon.weigh(end.char + end.letter, so_far).costs[-1] if end.letter else words
            cost = last + nats + end.strange
            ended = self._found[end.at]
            if cost <= ended.limit:
                ended.put(Reading(end.at, text + end.char + end.letter + end.gloss, lost, 0.0, cost))
        for lasts in way.lasts:
            self._swallow(place.at, read, lasts)

    def _swallow(self, at: int, read: _Read, lasts: Lasts) -> None:
        """The last character and what stood behind it went into one "?"; a mark read across the boundary stayed."""
        mark = self.page[at + 1 : at + 2]
        kept = [(mark, 0.0, 2)] if mark and mark in gbk.fold(gbk.STRADDLED) else []
        lowest = min(0.0, self.swallowed(lasts.chars[0], at + 1)[0][1]) if lasts.alike else LEAST
        limit = max(self._found[at + length].limit for length in (1, 2)[: 1 + len(kept)]) - lowest + ROUNDING
        if bound(read.so_far.costs, lasts.least) + read.nats > limit:
            return
        each = zip(costs(read.so_far, lasts.links), lasts.strange, lasts.chars, strict=True)
        for last, char in sorted((cost + read.nats + strange, char) for cost, strange, char in each)[:LAST]:
            if last > limit:
                break
            signs = [(sign, against, 1) for sign, against in self.swallowed(char, at + 1)[:SIGNS]]
            for sign, against, length in kept + signs:
                best = self._found[at + length]
                cost = last + against
                if cost <= best.limit:
                    best.put(Reading(at + length, read.text + char + sign, read.lost + 1, against, cost))
