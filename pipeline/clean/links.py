"""Characters weighed one behind another, where many readings of a stretch share the last two: what the dictionary knows of the
two is looked up once, and what each reading costs is a sum. The costs are those of `lexicon.weigh`, to the last bit.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import lexicon


class Link(NamedTuple):
    """A character behind another. plain: the character simplified; alone: its cost in nats outside every word; own, pair: the
    logarithms of how often it is a word by itself and with the other, -inf for never; longer: whether the two end a longer
    word."""

    plain: str
    alone: float
    own: float
    pair: float
    longer: bool


@cache
def _longer() -> frozenset[str]:
    """The last two characters of every longer word that is tried."""
    return frozenset(word[-2:] for word in lexicon.words() if 2 < len(word) <= lexicon.LONGEST_WORD)


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
    return Link(made, alone, own, _log(lexicon.frequency(two)) if before else -math.inf, two in _longer())


def costs(so_far: lexicon.Weighed, links: Iterable[Link]) -> list[float]:
    """What the whole costs with each of some characters behind what was read; each is linked to the last one read."""
    total, last = lexicon.log_total(), so_far.costs[-1]
    single = last + total
    double = so_far.costs[-2] + total if len(so_far.costs) > 1 else math.inf
    made: list[float] = []
    for char, alone, own, pair, longer in links:
        best = min(alone + last, single - own, double - pair)
        made.append(min(best, _longest(so_far, char)) if longer else best)
    return made


def _longest(so_far: lexicon.Weighed, char: str) -> float:
    """The least that the whole costs with a longer word at its end."""
    tail, before = so_far
    heads = [(tail[start:], cost) for start, cost in enumerate(before[:-2])]
    found = [cost + lexicon.log_total() - math.log(count) for head, cost in heads if (count := lexicon.frequency(head + char))]
    return min(found, default=math.inf)


def least(links: Sequence[Link]) -> tuple[float, float]:
    """What any of some characters costs at least: on top of all that was read, and of all but the last character."""
    total = lexicon.log_total()
    single = [min(one.alone, total - one.own) for one in links]
    double = [-math.inf if one.longer else total - one.pair for one in links]
    return min(single, default=math.inf), min(double, default=math.inf)


def further(so_far: lexicon.Weighed, char: Link, cost: float) -> lexicon.Weighed:
    """What was read, with a character more that makes its cost this one."""
    kept = 1 - lexicon.LONGEST_WORD
    return lexicon.Weighed((so_far.tail + char.plain)[kept:], (*so_far.costs[kept:], cost))
