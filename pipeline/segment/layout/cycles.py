"""Titles that come back in every block of a text without lines (专业知识 … 专业技能 … 专业知识 … 专业技能 …).

Words are counted that begin behind stops, and that end before bullets. Those are titles that begin and end where words do,
have ever other neighbours, open no statement, and keep one order: of two of them each stands once in every block. What opens
many statements (负责, 熟悉) keeps none. A word before a colon is a label, one before a number that number's own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.marks.marks import BULLETS
from pipeline.segment.words import cues
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_BEHIND = re.compile(r"[。！!？?](?=(?P<words>[一-鿿]{2,11}))")
_BULLET = Scanner(re.compile(rf"(?<=[一-鿿])[ 　]?[{BULLETS}]"))
_LAST = re.compile(r"[一-鿿]{2,11}$")
_LONGEST = 10  # characters of a title
_SHARE = 0.6  # of its places that longer words must have to take the stead of shorter ones
_NEARLY = 0.9  # of its places
_BLOCKS = 2  # times that the titles begin anew
_AHEAD = 120  # characters before the first title in which its block begins
_MOSTLY = 0.7  # of the blocks have their first title
_LONGEST_HEAD = 14  # characters of the head of a block
_INSIDE = re.compile(r"[。；;！!？?，,：:\n]")
_MOST = 100  # words that are weighed, the most frequent
_STATES = frozenset(("modal", "manner", "each", "ground", "knowing", "relation", "with"))  # what opens a statement


def find(text: str, span: Span, heads: Sequence[int] = ()) -> list[Span]:
    """The titles that come back, in order of place. heads: where lines are known to begin: what heads these is no title."""
    behind = _counted([(m.start("words"), m["words"]) for m in _BEHIND.finditer(text, *span)], forward=True)
    bullets = [match.start() for match in _BULLET.finditer(text, *span)]
    lasts = [(end, m.group()) for end in bullets if (m := _LAST.search(text[max(span[0], end - _LONGEST - 1) : end]))]
    before = _counted(lasts, forward=False)
    places: dict[str, list[int]] = defaultdict(list)
    for words, at in (*behind.items(), *before.items()):
        places[words] = sorted({*places[words], *at})
    known = {*heads}
    places = {words: at for words, at in places.items() if 2 * len(known.intersection(at)) < len(at)}
    often = sorted(places, key=lambda words: (-len(places[words]), words))[:_MOST]
    places = {words: places[words] for words in often if _title(text, words, places[words])}
    kept = _longest(_cycle(places))
    titles = sorted((place, place + len(words)) for words, at in _joined(kept, places).items() for place in at)
    return sorted({*titles, *_firsts(text, titles, span[0], heads)})


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
            if len(group) >= _NEARLY * len(found.get(shorter, group)):
                found.pop(shorter, None)
            found[words] = [place if forward else place - n for place, _ in group]
        groups = list(longer.values())
    return {words: at for words, at in found.items() if not _opens(words)}


def _longest(places: dict[str, list[int]]) -> dict[str, list[int]]:
    """Titles without those that are mostly the beginning of a longer one, or its end."""
    taken: Counter[str] = Counter()
    for words, at in places.items():
        for n in range(2, len(words)):
            for part in (words[:n], words[n:]):
                taken[part] = max(taken[part], len(at))
    return {words: at for words, at in places.items() if taken[words] < _SHARE * len(at)}


def _opens(words: str) -> bool:
    """Whether words begin as a statement does."""
    return any(cues.opener(words[:n]) in _STATES for n in (4, 3, 2))


def _title(text: str, words: str, at: list[int], opens: bool = False) -> bool:
    """Whether words that come back may be a title: whole words, ever other neighbours. opens: its heads may be alike."""
    behind = [text[place + len(words) : place + len(words) + 2] for place in at]
    if any(after[:1] in (":", "：") or after[:1].isdigit() for after in behind):
        return False
    if len(set(behind)) == 1 and behind[0][:1].isalpha():
        return False
    before = Counter(text[max(0, place - 2) : place] for place in at if text[place - 1 : place].isalpha())
    if not opens and 2 * max(before.values(), default=0) > len(at) + 1:
        return False
    if 2 * sum(whole(text, words, place) for place in at) < len(at):
        return False
    inner = tagged(words, 0, len(words))
    first, last = cues.traits(inner[0].text, inner[0].tag), cues.traits(inner[-1].text, inner[-1].tag)
    states = first.kind in _STATES and not (first.kind == "manner" and last.noun and not _opens(words))  # 日常照料
    if states or first.never_begins or last.never_ends:
        return False
    return len(inner) > 1 or last.noun or len(words) > 2


def whole(text: str, words: str, place: int) -> bool:
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
    fellows = [other for other in fellows if len(places[other]) == 2]
    return any(b in beside[a] for a in fellows for b in fellows)


def _joined(kept: dict[str, list[int]], places: dict[str, list[int]]) -> dict[str, list[int]]:
    """With the words that come back between the same two of the titles in every block that has them."""
    known = sorted((place, words) for words, at in kept.items() for place in at)
    starts = [place for place, _ in known]
    found = dict(kept)
    for words, at in places.items() if known else ():
        after = [bisect_right(starts, place) for place in at]
        beside = {(known[k - 1][1], known[k][1]) for k in after if 0 < k < len(known)}
        apart = not any(words in other or other in words for other in found)
        if apart and len(beside) == 1 and len(set(after)) == len(at) and all(0 < k < len(known) for k in after):
            found[words] = at
    return found


def _firsts(text: str, titles: list[Span], start: int, heads: Sequence[int]) -> list[Span]:
    """The title that opens every block, behind the block's own head: words that the stretches before the first of the known
    titles have in common; and those heads, where a stop is before them.
    """
    counted = Counter(text[slice(*title)] for title in titles)
    usually = [title for title in titles if counted[text[slice(*title)]] >= _MOSTLY * max(counted.values())]
    rank = {words: k for k, words in enumerate(dict.fromkeys(text[slice(*title)] for title in usually))}
    wraps = [(a[1], b[0]) for a, b in pairwise(usually) if rank[text[slice(*b)]] <= rank[text[slice(*a)]]]
    if len(wraps) < _BLOCKS:
        return []
    openings = [_openings(text, region, heads) for region in wraps]
    counts = Counter(words for opening in openings for words in opening)
    common = [words for words, count in counts.items() if count >= _MOSTLY * len(wraps)]
    goes_on = {words[:-1] for words in common if counts[words] == counts[words[:-1]]}
    usual = sorted(len(words) for words in rank)[len(rank) // 2]
    before = max(start, titles[0][0] - _AHEAD), titles[0][0]
    for first in sorted(common, key=lambda words: (abs(len(words) - usual), -counts[words], words)):
        place = text.rfind(first, *before)
        if first not in goes_on and (place >= 0 or len(wraps) > _BLOCKS):
            at = [opening[first] for opening in openings if first in opening]
            if _title(text, first, [one[1] for one in at], opens=True):
                opening = _openings(text, before, heads).get(first) or _head(text, place, at)
                return _heads(text, first, [*at, *([opening] if place > start else [])])
    return []


def _head(text: str, place: int, others: list[Span]) -> Span:
    """Where the head of the first block begins, behind the document's own title: as long as all others, else a word."""
    lengths = {other - head for head, other in others}
    if len(lengths) == 1:
        return place - lengths.pop(), place
    return next(
        (word.start for word in tagged(text, max(0, place - _LONGEST), place)[::-1] if place - word.start > 1), place
    ), place


def _heads(text: str, first: str, at: list[Span]) -> list[Span]:
    """The first titles, and the heads of their blocks. at: where each block's head begins and where its title does."""
    return [one for head, place in at for one in ((place, place + len(first)), (head, place)) if one[0] + 1 < one[1]]


def _openings(text: str, region: Span, heads: Sequence[int]) -> dict[str, Span]:
    """Words near the heads of the sentences of a stretch, with where the sentence begins and where they do; the last ones."""
    found: dict[str, Span] = {}
    lines = heads[bisect_left(heads, region[0]) : bisect_left(heads, region[1])]
    for start in sorted({*lines, *(match.end() for match in _BEHIND.finditer(text, *region))}):
        end = min(region[1], start + _LONGEST_HEAD + _LONGEST)
        stop = _INSIDE.search(text, start, end)
        words = text[start : stop.start() if stop else end]
        for place in range(min(_LONGEST_HEAD, len(words)) + 1):
            for n in range(2, min(_LONGEST, len(words) - place) + 1):
                found[words[place : place + n]] = start, start + place
    return found


def _alternate(one: list[int], other: list[int]) -> bool:
    """Whether of two words each stands once between two of the other's, but for blocks that lack one."""
    few, many = sorted((len(one), len(other)))
    merged = sorted([(place, 0) for place in one] + [(place, 1) for place in other])
    same = sum(a[1] == b[1] for a, b in pairwise(merged))
    return same <= few // 2 and same <= many // 4 + many - few
