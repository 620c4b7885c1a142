"""Reads a stretch of a page in which every character is composed of halves of two: what stood there, as hypotheses.

A stretch begins where a lead byte was lost in a "?" and ends where the page came into step again: at an ASCII byte (the second
half of a traditional character, 40–7E) or at the bracket of the next gloss. `pending` is the first half of the character that
is being put together; every character of the page gives the second half of one and the first half of the next.

What is exact and what is guessed: the bytes of the page are exact, and so is a lost byte that a gloss names (the reading and
one half of the character are known). Guessed, and counted in `lost`, are bytes that left no trace: of a pair that GBK does
not assign, and of a last character that was swallowed together with the ASCII character after it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean import gbk, glosses
from pipeline.clean.stretch import WHOLE, Place, place_of

LONGEST = 40
"""Characters of the page that a stretch may span."""

ENDS = 8
"""Places tried for the end of a stretch: it goes on behind an ASCII letter only where that is a folded fullwidth one."""

BEAM = 12
"""Partial readings kept at each character of the page, for each number of lost bytes."""

COMMONEST = 40
"""Characters tried for a half that left no trace, commonest first."""

ACROSS = 24
"""Pairs of neighbours tried for a pair that vanished between them, likeliest first."""

LAST = 10
"""Characters tried for the last one of a stretch, where it was swallowed."""

HEADS = 11
"""Characters tried, beside a full stop, for the one before a mark that was read across a boundary."""

READINGS = 24
"""Readings kept for each place where a stretch can end."""

SIGNS = 6
"""ASCII signs tried for the one that was swallowed with it."""

STRANGE = 11.0
"""Rarity in nats from which a character speaks against a reading: half of GBK is beyond it, running text hardly ever."""

AGAINST_LOST = 1.0
"""Nats against each byte that had to be guessed."""

AGAINST_SIGN = 7.0
"""Nats against a fullwidth letter or a sign that no author of running text types."""

AGAINST_SIMPLIFIED = 5.0
"""Nats against a simplified character: pages of this kind are in traditional ones."""

Swallowed = Callable[[str, int], Sequence[tuple[str, float]]]
"""From a character and an offset of the page: the ASCII signs that may have stood between them, likeliest first, with their
nats."""

RARE_MARK = 3.0
"""Nats against a mark that is not one of the five that carry running text."""

_MARKS = frozenset("，。、：；,:;")
RARE_MARKS = frozenset("《》“”‘’「」【】…—·！？（）!?()")


class Reading(NamedTuple):
    """`text` (glosses included) stood where the page has what ends at offset `end`; lost: bytes guessed; against: nats that
    the page holds against it beyond that; cost: all nats, comparable among readings that end at the same place."""

    end: int
    text: str
    lost: int = 0
    against: float = 0.0
    cost: float = 0.0


def _by_cost(reading: Reading) -> tuple[float, str]:
    return reading.cost, reading.text


class _Partial(NamedTuple):
    """`text` is read; the page goes on at `at` with the half `pending` in hand. weighed: `text` with what stands before it;
    nats: what else is held against it."""

    at: int
    pending: int
    text: str
    lost: int
    weighed: lexicon.Weighed
    nats: float = 0.0

    def step(self, at: int, pending: int, made: str, lost: int = 0) -> "_Partial":
        """Reads one character."""
        made, strange = _shown(made)
        nats = self.nats + strange + AGAINST_LOST * lost
        return _Partial(at, pending, self.text + made, self.lost + lost, lexicon.weigh(made, self.weighed), nats)

    def ends(self, end: int, made: str, lost: int = 0, gloss: str = "") -> Reading:
        """Reads the last character (and the letter behind it); gloss: the one that follows."""
        cost = lexicon.weigh(made, self.weighed).costs[-1] + self.nats + strangeness(made[0])
        return Reading(end, self.text + made + gloss, self.lost + lost, 0.0, cost)


@lru_cache(maxsize=2_000)
def glossed_as(lead: int, syllable: str) -> tuple[str, ...]:
    """The traditional characters that begin with a byte and have a reading."""
    return tuple(char for char in lexicon.led_by(lead) if lexicon.is_traditional(char) and syllable in lexicon.readings(char))


def _commonest(chars: Sequence[str]) -> tuple[str, ...]:
    """The commonest of some characters."""
    return tuple(sorted(chars, key=lambda char: (strangeness(char) + lexicon.rarity(char), char))[:COMMONEST])


def fitting(before: str, heads: list[str], text: str) -> list[str]:
    """The usual head of a reading, and the others that go best with what stands around them."""
    if len(heads) <= 1:
        return heads
    left, right = before[1 - lexicon.LONGEST_WORD :], glosses.bare(text)[: lexicon.LONGEST_WORD - 1]
    return heads[:1] + nsmallest(HEADS, heads[1:], key=lambda head: lexicon.cost(left + head + right) + strangeness(head))


@lru_cache(maxsize=512)
def _led_by(lead: int) -> tuple[str, ...]:
    return _commonest(lexicon.led_by(lead))


@lru_cache(maxsize=512)
def ending_in(trail: int) -> tuple[str, ...]:
    """The commonest characters whose second byte in GBK is `trail`."""
    return _commonest(lexicon.ending_in(trail))


@lru_cache(maxsize=20_000)
def strangeness(char: str) -> float:
    """Nats that an unlikely character costs beyond what its rarity in words costs."""
    if char in _MARKS or char in RARE_MARKS:
        return RARE_MARK * (char in RARE_MARKS)
    if not "\u4e00" <= char <= "\u9fff":
        return AGAINST_SIGN
    return max(0.0, lexicon.rarity(char) - STRANGE) + AGAINST_SIMPLIFIED * lexicon.is_simplified(char)


@lru_cache(maxsize=20_000)
def _shown(char: str) -> tuple[str, float]:
    """A character as the page shows it, and its strangeness."""
    shown = gbk.fold(char)
    return shown, strangeness(shown)


def _likeliest(partials: list[_Partial]) -> Iterator[_Partial]:
    """Of partial readings that have come equally far, the likeliest for each number of lost bytes."""
    ranked = sorted(dict.fromkeys(partials), key=lambda one: (one.weighed.costs[-1] + one.nats, one.text))
    for lost in sorted({one.lost for one in ranked}):
        yield from [one for one in ranked if one.lost == lost][:BEAM]


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

    def read(self, at: int, pending: int, most: int = READINGS) -> list[Reading]:
        """The likely readings of the page from offset `at` with the first half `pending` in hand: for each place where they
        can end the likeliest, `most` of them."""
        waiting: dict[int, list[_Partial]] = {at: [_Partial(at, pending, "", 0, lexicon.weigh(self.before))]}
        found: dict[int, list[Reading]] = {}
        while waiting and (here := min(waiting)) <= at + self.longest and len(found) < ENDS:
            place = place_of(self.page, here)
            for kept in _likeliest(waiting.pop(here)):
                for partial in (kept, *self._vanish(kept, place)):
                    for reading in self._finish(partial, place):
                        found.setdefault(reading.end, []).append(reading)
                    for further in _go_on(partial, place):
                        waiting.setdefault(further.at, []).append(further)
        return [one for end in sorted(found) for one in sorted(found[end], key=_by_cost)[:most]]

    def _finish(self, partial: _Partial, place: Place) -> Iterator[Reading]:
        """The ways to come into step here."""
        at, row = place.at, lexicon.row(partial.pending)
        if place.letter and (made := row[place.letter]) and self._agrees(made, at + 1):
            yield partial.ends(at + 1, made)
        for two in place.halves:
            if two[1] < 0x80 and (made := row[two[0]]):
                yield partial.ends(at + 1, gbk.fold(made) + chr(two[1]))
        if place.char == "?":
            if rest := place.rest:
                bracket = f"({rest[1]}{rest[2]})"
                yield from (partial.ends(rest.end(), made, gloss=bracket) for made in glossed_as(partial.pending, rest[1]))
            else:
                yield from self._swallow(partial)

    def _agrees(self, char: str, at: int) -> bool:
        """Whether a gloss that follows, if one does, is one of this character."""
        gloss = WHOLE.match(self.page, at)
        return gloss is None or not glosses.is_toned(gloss[1]) or glosses.is_reading(char, gloss[1])

    def _swallow(self, partial: _Partial) -> Iterator[Reading]:
        """The last character and what stood behind it went into one "?"; a mark read across the boundary stayed."""
        at = partial.at
        mark = self.page[at + 1 : at + 2]
        kept = [(mark, 0.0, 2)] if mark and mark in gbk.fold(gbk.STRADDLED) else []
        lasts = sorted((partial.ends(at, gbk.fold(made), 1) for made in _led_by(partial.pending)), key=_by_cost)
        for last in lasts[:LAST]:
            signs = [(sign, against, 1) for sign, against in self.swallowed(last.text[-1], at + 1)[:SIGNS]]
            for sign, against, length in kept + signs:
                yield Reading(at + length, last.text + sign, last.lost, against, last.cost + against)

    def _vanish(self, partial: _Partial, place: Place) -> Iterator[_Partial]:
        """A pair that GBK does not assign stood before the next character: the half it leaves, the character it made."""
        if partial.lost >= 2 * self.vanishing:
            return
        for half in [None] if place.rest else place.seconds:
            named = place.rest or (place.gloss if half is not None and half < 0x80 else None)
            for made, lead in _across(partial.pending, half, named[1] if named else ""):
                yield partial.step(place.at, lead, made, 2)


def _go_on(partial: _Partial, place: Place) -> Iterator[_Partial]:
    """The next character of the page as second half of one and first half of the next."""
    row = lexicon.row(partial.pending)
    for two, following in place.on:
        if made := row[two[0]]:
            yield partial.step(following, two[1], made)


@lru_cache(maxsize=4_000)
def _across(pending: int, half: int | None, syllable: str) -> tuple[tuple[str, int], ...]:
    """The likeliest neighbours, the first beginning with `pending`, the second ending in `half`, between which a pair vanished:
    the first, and the lead byte of the second. syllable: the reading that a gloss gives the second; half None: that is all
    that is known of it."""
    if half is None:
        seconds = [char for lead in range(0x81, 0xFF) for char in glossed_as(lead, syllable)]
    elif glosses.is_toned(syllable):
        seconds = [char for char in lexicon.ending_in(half) if glosses.is_reading(char, syllable)]
    else:
        seconds = [*ending_in(half)]
    nexts = [(following, lead[0], strangeness(following)) for following, lead in _with_bytes(seconds)]
    pairs: list[tuple[float, str, int]] = []
    for made, trail in _with_bytes(_led_by(pending)):
        if trail[1] >= 0x80:
            begun, strange, row = lexicon.weigh(made), strangeness(made), lexicon.row(trail[1])
            pairs += [
                (lexicon.weigh(following, begun).costs[-1] + strange + more, made, lead)
                for following, lead, more in nexts
                if row[lead] is None
            ]
    return tuple(dict.fromkeys((made, lead) for _, made, lead in nsmallest(ACROSS, pairs)))


def _with_bytes(chars: Iterable[str]) -> list[tuple[str, bytes]]:
    return [(char, two) for char in chars if (two := lexicon.pair(char))]
