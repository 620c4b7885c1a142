"""Titles that come back in every block of a text without lines (专业知识 … 专业技能 … 专业知识 … 专业技能 …).

Words are counted that begin behind stops, and that end before bullets. Those are titles that begin and end where words do,
have ever other neighbours, open no statement, and keep one order: of two of them each stands once in every block. What opens
many statements (负责, 熟悉) keeps none. A word before a colon is a label, one before a number that number's own.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.segment import cues
from pipeline.segment.words import tagged
from pipeline.text import Span

_BEHIND = re.compile(r"[。！!？?](?=(?P<words>[一-鿿]{2,11}))")
_BULLET = re.compile(r"(?<=[一-鿿])[ 　]?[•●■◆▪◇□★※➢❖✓▲△○]")
_LAST = re.compile(r"[一-鿿]{2,11}$")
_LONGEST = 10  # characters of a title
_SHARE = 0.6  # of its places that longer words must have to take the stead of shorter ones
_MOST = 100  # words that are weighed, the most frequent
_STATES = frozenset(("modal", "manner", "each", "ground", "knowing", "relation", "with"))  # what opens a statement


def find(text: str, span: Span) -> list[Span]:
    """The titles that come back, in order of place."""
    behind = _counted([(m.start("words"), m["words"]) for m in _BEHIND.finditer(text, *span)], forward=True)
    bullets = [match.start() for match in _BULLET.finditer(text, *span)]
    lasts = [(end, m.group()) for end in bullets if (m := _LAST.search(text[max(span[0], end - _LONGEST - 1) : end]))]
    before = _counted(lasts, forward=False)
    places: dict[str, list[int]] = defaultdict(list)
    for words, at in (*behind.items(), *before.items()):
        places[words] = sorted({*places[words], *at})
    often = sorted(places, key=lambda words: (-len(places[words]), words))[:_MOST]
    kept = _cycle({words: places[words] for words in often if _title(text, words, places[words])})
    return sorted((place, place + len(words)) for words, at in kept.items() for place in at)


def _counted(stretches: list[tuple[int, str]], forward: bool) -> dict[str, list[int]]:
    """Words that come back at the heads of stretches (forward) or at their ends, the longest of those that come back together,
    with the places where they begin. stretches: where each is anchored, and its words.
    """
    found: dict[str, list[int]] = {}
    groups = [stretches]
    for n in range(2, _LONGEST + 1):
        longer: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for one in (one for group in groups for one in group if len(one[1]) >= n):
            longer[one[1][:n] if forward else one[1][-n:]].append(one)
        longer = {words: group for words, group in longer.items() if len(group) > 1}
        for words, group in longer.items():
            shorter = words[:-1] if forward else words[1:]
            if len(group) >= _SHARE * len(found.get(shorter, group)):
                found.pop(shorter, None)
            found[words] = [place if forward else place - n for place, _ in group]
        groups = list(longer.values())
    return {words: at for words, at in found.items() if not _opens(words)}


def _opens(words: str) -> bool:
    """Whether words begin as a statement does."""
    return any(cues.opener(words[:n]) in _STATES for n in (3, 2)) or cues.opener(words[0]) in _STATES


def _title(text: str, words: str, at: list[int]) -> bool:
    """Whether words that come back may be a title: whole words, ever other neighbours."""
    behind = [text[place + len(words) : place + len(words) + 2] for place in at]
    if any(after[:1] in (":", "：") or after[:1].isdigit() for after in behind):
        return False
    if len(set(behind)) == 1 and behind[0][:1].isalpha():
        return False
    before = Counter(text[max(0, place - 2) : place] for place in at if text[place - 1 : place].isalpha())
    if 2 * max(before.values(), default=0) > max(2, len(at)) or 2 * sum(_whole(text, words, place) for place in at) < len(at):
        return False
    inner = tagged(words, 0, len(words))
    first, last = cues.traits(inner[0].text, inner[0].tag), cues.traits(inner[-1].text, inner[-1].tag)
    if first.kind in _STATES or first.never_begins or last.never_ends:
        return False
    return len(inner) > 1 or last.noun or len(words) > 2


def _whole(text: str, words: str, place: int) -> bool:
    """Whether words begin and end where words of the text do."""
    end = place + len(words)
    found = tagged(text, max(0, place - 8), min(len(text), end + 8))
    return any(word.start == place for word in found) and any(word.end == end for word in found)


def _cycle(places: dict[str, list[int]]) -> dict[str, list[int]]:
    """The words that keep one order with others: two that come back three times, or three that come back twice."""
    beside: dict[str, list[str]] = {
        one: [other for other in places if other != one and _alternate(places[one], places[other])] for one in places
    }
    return {words: places[words] for words in places if _kept(words, places, beside)}


def _kept(words: str, places: dict[str, list[int]], beside: dict[str, list[str]]) -> bool:
    fellows = beside[words]
    if len(places[words]) > 2:
        return any(len(places[other]) > 2 for other in fellows)
    return any(b in beside[a] for a in fellows for b in fellows)


def _alternate(one: list[int], other: list[int]) -> bool:
    """Whether of two words each stands once between two of the other's, but for blocks that lack one."""
    few, many = sorted((len(one), len(other)))
    merged = sorted([(place, 0) for place in one] + [(place, 1) for place in other])
    same = sum(a[1] == b[1] for a, b in pairwise(merged))
    return same <= few // 2 and same <= many // 4 + many - few
