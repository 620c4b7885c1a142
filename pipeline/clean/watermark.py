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
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.clean.site.printed import PLAIN, PRINTED, RIM, STREWN, SURE, UNLISTED, Place, licensed, line_of
from pipeline.clean.site.strewn import REACH, common, cuts, strewn
from pipeline.finders import Index, finder
from pipeline.literals import Scanner
from pipeline.model import Edit, Evidence, Repair
from pipeline.rules import load_data, load_rules

NAME = "watermark"

_PACKAGE, _FILE = "pipeline.clean", "rules/watermarks.toml"
_ON_END = re.compile(r"([\u4e00-\u9fff]{3,12}?)\1{2,}")
_HAN, _MUCH = re.compile("[\u4e00-\u9fff]+"), 4.0  # weight of common words that no author strings together
_NAMES = re.compile("(?:[网站库吧坛]|超市)$|^(?:www|[A-Za-z]+\\.com)")
_FIRST = {SURE: 0, PRINTED: 0, UNLISTED: 1, PLAIN: 1}  # of places that lie in one another
_NEAR, _SPARE = 120, 40  # characters to each side of a rule's key that are searched, and those beyond the longest match
_CONFIDENCE = 0.85
_FRAMES = set("-—~=*()（）[]【】")


@cache
def _weights() -> tuple[dict[str, float], Scanner]:
    words: dict[str, Any] = load_data(_PACKAGE, _FILE)["words"]
    return words, Scanner(re.compile("|".join(map(re.escape, words))))


def _weight(phrase: str) -> float:
    words, scanner = _weights()
    return sum(words[word] for word in {match[0] for match in scanner.finditer(phrase)})


def _find(text: str) -> list[tuple[Place, bool]]:
    """Every licensed watermark, in order, and whether it is certain."""
    listed = list(_listed(text))
    words = list(_weights()[1].finditer(text))
    places = [
        *listed,
        *_on_end(text, words),
        *_recurring(text, words),
        *(Place(*span, STREWN, STREWN) for span in strewn(text)),
    ]
    apart = _apart(places)
    return licensed(text, apart) if apart else []


def _listed(text: str) -> Iterator[Place]:
    stretches = list(_around_keys(text))
    near = {*_keys()[1].held("\n".join([text[start:end] for start, end in stretches]))}
    for rule in load_rules(_PACKAGE, _FILE) if near else ():
        if not (keys := near.intersection(rule.more["keys"])):
            continue
        for start, end in stretches if rule.longest <= _NEAR - _SPARE else [(0, len(text))]:
            if any(text.find(key, start, end) >= 0 for key in keys):
                yield from (
                    Place(*match.span(), rule.id, str(rule.more["kind"])) for match in rule.pattern.finditer(text, start, end)
                )


def unprinted(words: str) -> str:
    """A line without what uploaders print: what stands around it is no site's for that."""
    for place in [place for place in _listed(words) if place.kind in {SURE, RIM}][::-1]:
        words = words[: place.start] + words[place.end :]
    return words


@cache
def _keys() -> tuple[re.Pattern[str], Index]:
    """Where keys of rules stand, and which of them."""
    keys = {key for rule in load_rules(_PACKAGE, _FILE) for key in rule.more["keys"]}
    return finder(keys), Index(keys)


def _around_keys(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of text, apart from each other, that hold what stands near the keys of rules."""
    start = end = 0
    for match in _keys()[0].finditer(text):
        if match.start() - _NEAR > end:
            if end:
                yield start, end
            start = match.start() - _NEAR
        end = min(len(text), match.end() + _NEAR)
    if end:
        yield start, end


def _on_end(text: str, words: list[re.Match[str]]) -> Iterator[Place]:
    """What a site calls itself, three times on end or more."""
    done = 0
    for match in words:
        low = max(done, match.start() - 12)
        if match.start() < done or text.count(match[0], low, match.end() + 3 * 12) < 3:
            continue
        for found in _ON_END.finditer(text, low, match.end() + 12 * 12):
            if _weight(found[1]) >= 1 and _NAMES.search(found[1]) and found.start() <= match.start() < found.end():
                yield Place(*found.span(), "on-end", PRINTED)
                done = found.end()


def _recurring(text: str, words: list[re.Match[str]]) -> Iterator[Place]:
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
            kind = PLAIN if _HAN.fullmatch(phrase) and _weight(phrase) < _MUCH else UNLISTED
            yield from (Place(*found.span(), "recurring", kind) for found in re.finditer(re.escape(phrase), text))


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


def _apart(places: list[Place]) -> list[Place]:
    """Without those that lie in another; sure and longer ones first, of equal ones the first found."""
    kept: list[Place] = []
    for place in sorted(dict.fromkeys(places), key=lambda p: (_FIRST.get(p.kind, 2), p.start - p.end, p.start)):
        at = bisect_left(kept, place.start, key=lambda p: p.start)
        if (at == 0 or kept[at - 1].end <= place.start) and (at == len(kept) or place.end <= kept[at].start):
            kept.insert(at, place)
    return kept


def detect(text: str) -> Evidence | None:
    """Watermarks by phrase; None where the text holds none."""
    places = _find(text)
    if not places:
        return None
    phrases = Counter(text[place.start : place.end] for place, _ in places)
    return Evidence(NAME, len(places), {"phrases": dict(sorted(phrases.items()))}, places)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take the watermarks out, with dashes on both sides of them; a line that holds nothing else goes whole."""
    edits: list[Edit] = []
    for place, certain in evidence.worked_out(list, lambda: _find(text)):
        span = _widened(text, place)
        start = max(span.start, edits[-1].end if edits else 0)
        if start < span.end:
            edits.append(
                Edit(
                    start=start, end=span.end, old=text[start : span.end], new="", rule=f"{NAME}.{place.rule}",
                    certainty="certain" if certain else "probable", confidence=None if certain else _CONFIDENCE,
                )
            )  # fmt: skip
    return Repair(edits=tuple(edits))


def _widened(text: str, place: Place) -> Place:
    """With the rules of dashes beside it; a line of its own with its line break."""
    start, end = place.start, place.end
    if (line := line_of(text, place)) is not None:
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
