"""Characters weighed one behind another, where many readings of a stretch share the last two: what the dictionary knows of the
two is looked up once, and what each reading costs is a sum. The costs are those of `lexicon.weigh`, to the last bit.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import lexicon

ROUNDING = 1e-6
"""Nats by which sums of the same costs may differ."""


class Link(NamedTuple):
    """A character behind another. plain: the character simplified; alone: its cost in nats outside every word; own, pair: the
    logarithms of how often it is a word by itself and with the other, -inf for never; longer: of the commonest longer word that
    the two end."""

    plain: str
    alone: float
    own: float
    pair: float
    longer: float


class Least(NamedTuple):
    """What some characters cost at least: on top of all that was read, of all but the last character, and of less."""

    single: float
    double: float
    longer: float


class _Commonest(NamedTuple):
    """How often the commonest words are words: those of two characters, by the first; the longer ones that are tried, in
    logarithms, by their last two, and by the first of these."""

    pairs: dict[str, int]
    longer: dict[str, float]
    longest: dict[str, float]


@cache
def _commonest() -> _Commonest:
    pairs: dict[str, int] = {}
    counts: dict[str, int] = {}
    for word, count in lexicon.words().items():
        if (length := len(word)) == 2:
            if count > pairs.get(word[0], 0):
                pairs[word[0]] = count
        elif 2 < length <= lexicon.LONGEST_WORD and count > counts.get(end := word[-2:], 0):
            counts[end] = count
    longer = {end: math.log(count) for end, count in counts.items()}
    longest: dict[str, float] = {}
    for end, often in longer.items():
        longest[end[0]] = max(often, longest.get(end[0], 0.0))
    return _Commonest(pairs, longer, longest)


def _log(count: int) -> float:
    return math.log(count) if count else -math.inf


@lru_cache(maxsize=30_000)
def _single(char: str) -> tuple[str, float, float]:
    made = lexicon.simplified(char)[:1]
    return made, lexicon.rarity(char), _log(lexicon.frequency(made))


def plain(char: str) -> str:
    """A character simplified."""
    return _single(char)[0]


def link(before: str, char: str) -> Link:
    """A character behind a simplified one, or behind nothing."""
    made, alone, own = _single(char)
    two = before + made
    return Link(
        made, alone, own, _log(lexicon.frequency(two)) if before else -math.inf, _commonest().longer.get(two, -math.inf)
    )


def costs(so_far: lexicon.Weighed, links: Iterable[Link]) -> list[float]:
    """What the whole costs with each of some characters behind what was read; each is linked to the last one read."""
    total, last = lexicon.log_total(), so_far.costs[-1]
    single = last + total
    double = so_far.costs[-2] + total if len(so_far.costs) > 1 else math.inf
    before = min(so_far.costs[:-2], default=math.inf) + total + ROUNDING
    made: list[float] = []
    for char, alone, own, pair, longer in links:
        best = min(alone + last, single - own, double - pair)
        made.append(min(best, _longest(so_far, char)) if best > before - longer else best)
    return made


def _longest(so_far: lexicon.Weighed, char: str) -> float:
    """The least that the whole costs with a longer word at its end."""
    tail, before = so_far
    heads = [(tail[start:], cost) for start, cost in enumerate(before[:-2])]
    found = [cost + lexicon.log_total() - math.log(count) for head, cost in heads if (count := lexicon.frequency(head + char))]
    return min(found, default=math.inf)


def least(links: Sequence[Link]) -> Least:
    """What any of some characters, one at least, costs."""
    total = lexicon.log_total()
    pair, longer = max(one.pair for one in links), max(one.longer for one in links)
    return Least(min(min(one.alone, total - one.own) for one in links), total - pair, total - longer)


def by_itself(chars: Iterable[str]) -> float:
    """What any of some characters costs at least where it ends no word of several."""
    total = lexicon.log_total()
    return min((min(alone, total - own) for _, alone, own in map(_single, chars)), default=math.inf)


@lru_cache(maxsize=10_000)
def least_behind(before: str, single: float) -> Least:
    """What any character at all costs at least behind this simplified one, if none costs less than `single` by itself."""
    known, total = _commonest(), lexicon.log_total()
    return Least(single, total - _log(known.pairs.get(before, 0)), total - known.longest.get(before, -math.inf))


def bound(before: Sequence[float], least: Least) -> float:
    """What the whole costs at least with one of the characters that cost so much; before: the costs of what was read."""
    longer = min(before[:-2], default=math.inf) + least.longer
    return min(before[-1] + least.single, before[-2] + least.double if len(before) > 1 else math.inf, longer) - ROUNDING


def further(so_far: lexicon.Weighed, char: Link, cost: float) -> lexicon.Weighed:
    """What was read, with a character more that makes its cost this one."""
    kept = 1 - lexicon.LONGEST_WORD
    return lexicon.Weighed((so_far.tail + char.plain)[kept:], (*so_far.costs[kept:], cost))


@lru_cache(maxsize=500)
def _weighed(before: str) -> lexicon.Weighed:
    return lexicon.weigh(before)


@lru_cache(maxsize=20_000)
def words(before: str, text: str) -> float:
    """What both cost, one behind the other; what many readings have before them is weighed once."""
    return lexicon.weigh(text, _weighed(before)).costs[-1]
