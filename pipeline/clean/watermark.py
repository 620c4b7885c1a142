"""Channel watermark: advertising that uploaders and converters print into the text itself.

Mechanism: a head or foot of the page (精选优质文档-倾情为你奉上) that lands between two sentences, or inside one, once the page
is text. Trusted in this order: phrases that no author of a standard writes (rules/watermarks.toml, `sure`); a phrase of a
site's words printed three times on end; a phrase of several such words that recurs wherever a page may have ended; words
that could be an author's, only on lines of their own, beside a sure one, where they cut words in two, or recurring outside
any sentence; and phrases in brackets, or with a sign of their own, strewn over the middle of sentences.
"""

import random
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.clean.strewn import REACH, RULE, common, cuts, strewn
from pipeline.finders import finder
from pipeline.model import Edit, Evidence, Repair
from pipeline.rules import Rule, load_data, load_rules

NAME = "watermark"

_PACKAGE, _FILE = "pipeline.clean", "rules/watermarks.toml"
_ON_END = re.compile(r"([\u4e00-\u9fff]{3,12}?)\1{2,}")
_JOINED_BEFORE = set("的、和及与或份些种编制作成为以按将把对各")  # a sentence goes on across the phrase
_JOINED_BEHIND = set("的、和及与或等进管编制是中内里应须以按归存库")
_OBJECTS = 0.6  # share of the places outside any sentence at which it may end a clause
_STOPS = set(",，。;；、:：")
_STREWN = "strewn"
_NEAR, _SPARE = 120, 40  # characters to each side of a rule's key that are searched, and those beyond the longest match
_CONFIDENCE = 0.85
_FRAMES = set("-—~=*()（）[]【】")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    rule: str
    sure: bool


@cache
def _weights() -> tuple[dict[str, float], re.Pattern[str]]:
    words: dict[str, Any] = load_data(_PACKAGE, _FILE)["words"]
    return words, re.compile("|".join(map(re.escape, words)))


def _weight(phrase: str) -> float:
    words, pattern = _weights()
    return sum(words[word] for word in set(pattern.findall(phrase)))


def _find(text: str) -> list[_Place]:
    """Every licensed watermark, in order."""
    listed = list(_listed(text))
    words = list(_weights()[1].finditer(text))
    places = [
        *listed,
        *_on_end(text, words),
        *_recurring(text, words),
        *(_Place(*span, _STREWN, False) for span in strewn(text)),
    ]
    apart = _apart(places)
    return _licensed(text, apart) if apart else []


def _listed(text: str) -> Iterator[_Place]:
    stretches = list(_around_keys(text))
    near = "\n".join([text[start:end] for start, end in stretches])  # all that holds a key
    for rule in load_rules(_PACKAGE, _FILE) if stretches else ():
        if not (keys := [key for key in rule.more["keys"] if key in near]):
            continue
        for start, end in stretches if rule.longest <= _NEAR - _SPARE else [(0, len(text))]:
            if any(text.find(key, start, end) >= 0 for key in keys):
                yield from (_Place(*match.span(), rule.id, _sure(rule)) for match in rule.pattern.finditer(text, start, end))


def unprinted(words: str) -> str:
    """A line without what is a watermark beyond doubt: what stands around it is no site's for that."""
    for place in [place for place in _listed(words) if place.sure][::-1]:
        words = words[: place.start] + words[place.end :]
    return words


@cache
def _keys() -> re.Pattern[str]:
    return finder(key for rule in load_rules(_PACKAGE, _FILE) for key in rule.more["keys"])


def _around_keys(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of text, apart from each other, that hold what stands near the keys of rules."""
    start = end = 0
    for match in _keys().finditer(text):
        if match.start() - _NEAR > end:
            if end:
                yield start, end
            start = match.start() - _NEAR
        end = min(len(text), match.end() + _NEAR)
    if end:
        yield start, end


def _sure(rule: Rule) -> bool:
    return bool(rule.more["sure"])


def _on_end(text: str, words: list[re.Match[str]]) -> Iterator[_Place]:
    """A phrase with a site's word, three times on end or more."""
    done = 0
    for match in words:
        low = max(done, match.start() - 12)
        if match.start() < done or text.count(match[0], low, match.end() + 3 * 12) < 3:
            continue
        for found in _ON_END.finditer(text, low, match.end() + 12 * 12):
            if _weight(found[1]) >= 1 and found.start() <= match.start() < found.end():
                yield _Place(*found.span(), "on-end", True)
                done = found.end()


def _recurring(text: str, words: list[re.Match[str]]) -> Iterator[_Place]:
    """Phrases of several of a site's words that stand three times, far apart, each time in other company."""
    company: dict[str, list[int]] = {}
    for match in words:
        for beside in (text[match.start() : match.end() + 2], text[max(0, match.start() - 2) : match.end()] + "\0"):
            company.setdefault(beside, []).append(match.start())
    shared = {phrase for places in company.values() if len(places) >= 3 for phrase in common(text, places)}
    long = {phrase for phrase in shared if 6 <= len(phrase) <= REACH}
    phrases = {phrase: text.count(phrase) for phrase in long if _is_a_site_s(text, phrase)}
    kept: list[str] = []
    for phrase in sorted(phrases, key=lambda phrase: (-phrases[phrase], -len(phrase), phrase)):
        if not any(other in phrase or phrase in other for other in kept):
            kept.append(phrase)
            yield from (_Place(*found.span(), "recurring", True) for found in re.finditer(re.escape(phrase), text))


def _is_a_site_s(text: str, phrase: str) -> bool:
    """Whether a phrase that recurs holds enough of a site's words; one that cuts words in two needs less."""
    lacking = 3 - _weight(phrase) - _framed(phrase)
    return lacking <= 0 or (lacking <= 1 and _cutting(text, phrase))


def _framed(phrase: str) -> bool:
    """Whether the phrase stands between rules or in brackets of its own."""
    return phrase[0] in _FRAMES and phrase[-1] in _FRAMES


def _cutting(text: str, phrase: str) -> bool:
    """Whether most places of the phrase cut a word in two."""
    places = [match.span() for match in re.finditer(re.escape(phrase), text)]
    return 2 * sum(cuts(text, start, end) for start, end in places) >= len(places)


def _apart(places: list[_Place]) -> list[_Place]:
    """Without those that lie in another; sure and longer ones first, of equal ones the first found."""
    kept: list[_Place] = []
    for place in sorted(dict.fromkeys(places), key=lambda p: (not p.sure, p.start - p.end, p.start)):
        at = bisect_left(kept, place.start, key=lambda p: p.start)
        if (at == 0 or kept[at - 1].end <= place.start) and (at == len(kept) or place.end <= kept[at].start):
            kept.insert(at, place)
    return kept


def _licensed(text: str, places: list[_Place]) -> list[_Place]:
    """The sure ones, and of the others those that something about their places licenses."""
    alone = Counter(text[p.start : p.end] for p in places if _line(text, p) is not None)
    free = [p for p in places if not _in_sentence(text, p)]
    loose, total = _company(text, free), _company(text, places)
    objects = _company(text, [p for p in free if _is_object(text, p)])
    cut = _company(text, [p for p in places if cuts(text, p.start, p.end)])
    often = {phrase for phrase, n in loose.items() if n >= max(3, 0.6 * total[phrase]) and objects[phrase] < n * _OBJECTS}
    often |= {phrase for phrase, n in cut.items() if n >= max(2, 0.5 * total[phrase])}
    licensed = [
        p.sure
        or p.rule == _STREWN
        or (_line(text, p) is not None and alone[text[p.start : p.end]] >= 2)
        or text[p.start : p.end] in often
        for p in places
    ]
    for order in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        step = order.step
        for i in order:
            low, high = sorted((places[i - step], places[i]), key=lambda p: p.start)
            if licensed[i - step] and not text[low.end : high.start].strip(RULE + "\n"):
                licensed[i] = True
    return [place for place, good in zip(places, licensed, strict=True) if good]


def _company(text: str, places: list[_Place]) -> Counter[str]:
    """In how many different surroundings each phrase stands: a line that recurs with its phrase counts once."""
    around = {(text[p.start : p.end], text[max(0, p.start - 2) : p.start], text[p.end : p.end + 2]) for p in places}
    return Counter(phrase for phrase, _, _ in around)


def _line(text: str, place: _Place) -> tuple[int, int] | None:
    """The line that the place fills, dashes and blanks aside; None where other words stand in it."""
    start, end = place.start, place.end
    while start > 0 and text[start - 1] in RULE and place.start - start < REACH:
        start -= 1
    while end < len(text) and text[end] in RULE and end - place.end < REACH:
        end += 1
    return (start, end) if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n") else None


def _in_sentence(text: str, place: _Place) -> bool:
    return text[place.start - 1 : place.start] in _JOINED_BEFORE or text[place.end : place.end + 1] in _JOINED_BEHIND


def _is_object(text: str, place: _Place) -> bool:
    """Whether the phrase ends a clause, as the object of an author's verb does: 查阅专业资料,"""
    return text[place.start - 1 : place.start].isalnum() and text[place.end : place.end + 1] in _STOPS


def detect(text: str) -> Evidence | None:
    """Watermarks by phrase; None where the text holds none."""
    places = _find(text)
    if not places:
        return None
    phrases = Counter(text[place.start : place.end] for place in places)
    return Evidence(NAME, len(places), {"phrases": dict(sorted(phrases.items()))}, places)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take the watermarks out, with dashes on both sides of them; a line that holds nothing else goes whole."""
    edits: list[Edit] = []
    for place in evidence.worked_out(list, lambda: _find(text)):
        span = _widened(text, place)
        start = max(span.start, edits[-1].end if edits else 0)
        if start < span.end:
            edits.append(
                Edit(
                    start=start, end=span.end, old=text[start : span.end], new="", rule=f"{NAME}.{place.rule}",
                    certainty="certain" if place.sure else "probable", confidence=None if place.sure else _CONFIDENCE,
                )
            )  # fmt: skip
    return Repair(edits=tuple(edits))


def _widened(text: str, place: _Place) -> _Place:
    """With the rules of dashes beside it; a line of its own with its line break."""
    start, end = place.start, place.end
    if (line := _line(text, place)) is not None:
        start, end = line
        return replace(place, start=start, end=end + 1) if end < len(text) else replace(place, start=max(0, start - 1), end=end)
    low, high = start, end
    while low > 0 and text[low - 1] in "-—~":
        low -= 1
    while high < len(text) and text[high] in "-—~":
        high += 1
    return replace(place, start=low, end=high) if low < start and high > end else place


def damage(text: str, rng: random.Random, *, phrase: str = "精选优质文档-倾情为你奉上", every: int = 700) -> str:
    """`phrase` printed at the head and behind every `every` characters, where the pages of the converter ended."""
    pieces = [text[at : at + every] for at in range(0, len(text), every)]
    return phrase + phrase.join(pieces)
