"""What can follow at a place of a shifted stretch, whatever was read before it: characters of which the page has the halves,
and a pair that vanished before them. Nothing is weighed here but what two neighbours cost by themselves.

The bytes of the page and a reading that a gloss names are exact; where a half left no trace, the commonest are tried.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.glossed import gbk, glosses
from pipeline.clean.glossed.links import Least, Link, by_itself, costs, least, least_behind, link, plain
from pipeline.clean.glossed.stretch import Place
from pipeline.clean.glossed.swallowed import LEAST

COMMONEST = 40
"""Characters tried for a half that left no trace, commonest first."""

ACROSS = 24
"""Pairs of neighbours tried for a pair that vanished between them, likeliest first."""

STRANGE = 11.0
"""Rarity in nats from which a character speaks against a reading: half of GBK is beyond it, running text hardly ever."""

AGAINST_SIGN = 7.0
"""Nats against a fullwidth letter or a sign that no author of running text types."""

AGAINST_SIMPLIFIED = 5.0
"""Nats against a simplified character: pages of this kind are in traditional ones."""

RARE_MARK = 3.0
"""Nats against a mark that is not one of the five that carry running text."""

_MARKS = frozenset("，。、：；,:;")
RARE_MARKS = frozenset("《》“”‘’「」【】…—·！？（）!?()")


class On(NamedTuple):
    """The character `char` (as the page shows such), with its strangeness in nats: the page goes on `size` characters further
    with the half `pending` in hand."""

    char: str
    strange: float
    size: int
    pending: int


class End(NamedTuple):
    """The character `char`, with its strangeness, is the last one: the page is in step again `size` characters further.
    letter: the one whose byte ended it, gloss: the gloss that follows; "" for none. last: the letter behind the character."""

    char: str
    strange: float
    size: int
    letter: str
    gloss: str
    last: Link | None = None


class Lasts(NamedTuple):
    """The commonest characters that a half in hand may begin, as the page shows them, their strangeness, and what any of them
    costs at least by itself; alike: whether all are Chinese ones."""

    chars: tuple[str, ...]
    strange: tuple[float, ...]
    single: float
    alike: bool


class Ways(NamedTuple):
    """The ways on from a place. made: the character before it that was read where a pair vanished, "" for none, with its
    strangeness; links: the characters of `on` and of `ends` behind what was read; swallowed: where the last character may have
    been swallowed, the halves in hand that may begin it; sizes: how far `ends` and these go; least: where a pair vanished, what
    any character that can follow costs at least, its words and what else is held against it; None where it is not asked."""

    made: str
    strange: float
    on: tuple[On, ...]
    ends: tuple[End, ...]
    links: tuple[Link, ...]
    swallowed: tuple[int, ...]
    sizes: tuple[int, ...]
    least: tuple[Least, float] | None


@lru_cache(maxsize=20_000)
def strangeness(char: str) -> float:
    """Nats that an unlikely character costs beyond what its rarity in words costs."""
    if char in _MARKS or char in RARE_MARKS:
        return RARE_MARK * (char in RARE_MARKS)
    if not "\u4e00" <= char <= "\u9fff":
        return AGAINST_SIGN
    return max(0.0, lexicon.rarity(char) - STRANGE) + AGAINST_SIMPLIFIED * lexicon.is_simplified(char)


@lru_cache(maxsize=4_000)
def ways(place: Place, pending: int, before: str) -> Ways:
    """The ways on with the half `pending` in hand; before: the last character read, simplified."""
    return _ways(place, "", 0.0, before, [pending])


@lru_cache(maxsize=500)
def across(place: Place, pending: int) -> tuple[Ways, ...]:
    """The ways on where a pair that GBK does not assign stood before the place: one for each character that `pending` began."""
    leads: dict[str, list[int]] = {}
    for half in [None] if place.rest else place.seconds:
        named = place.rest or (place.gloss if half is not None and half < 0x80 else None)
        for made, lead in _across(pending, half, named.reading if named else ""):
            leads.setdefault(made, []).append(lead)
    found = (_ways(place, *_shown(made), plain(made), each) for made, each in leads.items())
    return tuple(way._replace(least=_least(way)) for way in found if way.links or way.swallowed)


@lru_cache(maxsize=4_000)
def links_across(place: Place, pending: int, before: str) -> tuple[Link, ...]:
    """The characters that `pending` began behind the last one read, simplified: one for each of `across`."""
    return tuple(link(before, way.made) for way in across(place, pending))


def _ways(place: Place, made: str, strange: float, before: str, leads: list[int]) -> Ways:
    on = tuple(one for lead in leads for one in _on(place, lead))
    ends = tuple(one for lead in leads for one in _ends(place, lead))
    links = (*(link(before, one.char) for one in on), *(link(before, one.char) for one in ends))
    swallowed = () if place.swallowing is None else tuple(leads)
    sizes = {end.size for end in ends} | ({1, 2} if place.swallowing else {1} if swallowed else set())
    return Ways(made, strange, on, ends, links, swallowed, tuple(sorted(sizes)), None)


def _least(way: Ways) -> tuple[Least, float] | None:
    if any(end.letter for end in way.ends):
        return None  # the letter may end a word too
    onward: tuple[On | End, ...] = (*way.on, *way.ends)
    if way.swallowed:
        single = min(by_itself(one.char for one in onward), *(lasts(lead).single for lead in way.swallowed))
        return least_behind(plain(way.made), single), LEAST
    return least(way.links), min(one.strange for one in onward)


def _on(place: Place, pending: int) -> Iterator[On]:
    """The next character of the page as second half of one and first half of the next."""
    row = lexicon.row(pending)
    for two, size in place.on:
        if made := row[two[0]]:
            yield On(*_shown(made), size, two[1])


def _ends(place: Place, pending: int) -> Iterator[End]:
    """The ways to come into step, but for a last character that was swallowed."""
    row = lexicon.row(pending)
    if place.letter and (made := row[place.letter]) and _agrees(made, place):
        yield End(made, strangeness(made), 1, "", "")
    for two in place.halves:
        if two[1] < 0x80 and (made := row[two[0]]):
            shown, letter = _shown(made), chr(two[1])
            yield End(*shown, 1, letter, "", link(plain(shown[0]), letter))
    if rest := place.rest:
        for made in glossed_as(pending, rest.reading):
            yield End(made, strangeness(made), rest.size, "", f"({rest.reading}{rest.space})")


def _agrees(char: str, place: Place) -> bool:
    """Whether a gloss that follows, if one does, is one of this character."""
    gloss = place.gloss
    return gloss is None or not glosses.is_toned(gloss.reading) or glosses.is_reading(char, gloss.reading)


@lru_cache(maxsize=20_000)
def _shown(char: str) -> tuple[str, float]:
    """A character as the page shows it, and its strangeness."""
    shown = gbk.fold(char)
    return shown, strangeness(shown)


# --------------------------------------------------------------------------------------- halves that left no trace


@lru_cache(maxsize=2_000)
def glossed_as(lead: int, syllable: str) -> tuple[str, ...]:
    """The traditional characters that begin with a byte and have a reading."""
    return tuple(char for char in lexicon.led_by(lead) if syllable in lexicon.readings(char) and lexicon.is_traditional(char))


def _commonest(chars: Sequence[str]) -> tuple[str, ...]:
    """The commonest of some characters."""
    return tuple(sorted(chars, key=lambda char: (strangeness(char) + lexicon.rarity(char), char))[:COMMONEST])


@lru_cache(maxsize=512)
def _led_by(lead: int) -> tuple[str, ...]:
    return _commonest(lexicon.led_by(lead))


@lru_cache(maxsize=256)
def lasts(lead: int) -> Lasts:
    """The commonest characters whose first byte is `lead`."""
    chars, strange = zip(*map(_shown, _led_by(lead)), strict=True)
    return Lasts(chars, strange, by_itself(chars), all("\u4e00" <= char <= "\u9fff" for char in chars))


@lru_cache(maxsize=500)
def links_of_lasts(lead: int, before: str) -> tuple[tuple[Link, ...], Least]:
    """These characters behind a simplified one, and what any of them costs at least there."""
    links = tuple(link(before, char) for char in lasts(lead).chars)
    return links, least(links)


@lru_cache(maxsize=512)
def ending_in(trail: int) -> tuple[str, ...]:
    """The commonest characters whose second byte in GBK is `trail`."""
    return _commonest(lexicon.ending_in(trail))


@lru_cache(maxsize=4_000)
def _across(pending: int, half: int | None, syllable: str) -> tuple[tuple[str, int], ...]:
    """The likeliest neighbours, the first beginning with `pending`, the second ending in `half`, between which a pair vanished:
    the first, and the lead byte of the second. syllable: the reading that a gloss gives the second; half None: that is all
    that is known of it."""
    if half is None:
        seconds: Iterable[str] = filter(lexicon.is_traditional, lexicon.read_as(syllable))
    elif glosses.is_toned(syllable):
        seconds = [char for char in lexicon.ending_in(half) if glosses.is_reading(char, syllable)]
    else:
        seconds = ending_in(half)
    nexts = [(following, lead[0], strangeness(following)) for following, lead in _with_bytes(seconds)]
    leads = frozenset(lead for _, lead, _ in nexts)
    pairs: list[tuple[float, str, int]] = []
    for made, trail in _with_bytes(_led_by(pending)):
        if trail[1] >= 0x80:
            gaps = _gaps(trail[1]) & leads
            if lost := [one for one in nexts if one[1] in gaps] if gaps else []:
                begun, strange = lexicon.weigh(made), strangeness(made)
                each = costs(begun, [link(begun.tail, following) for following, _, _ in lost])
                pairs += [(cost + strange + more, made, lead) for cost, (_, lead, more) in zip(each, lost, strict=True)]
    return tuple(dict.fromkeys((made, lead) for _, made, lead in nsmallest(ACROSS, pairs)))


@lru_cache(maxsize=256)
def _gaps(lead: int) -> frozenset[int]:
    """The bytes which begin characters and as the second one make none with this first one."""
    row = lexicon.row(lead)
    return frozenset(trail for trail in range(0x81, 0xFF) if row[trail] is None)


def _with_bytes(chars: Iterable[str]) -> list[tuple[str, bytes]]:
    return [(char, two) for char in chars if (two := lexicon.pair(char))]
