"""Mainland text that a site turned into traditional characters. Turned back by OpenCC's t2s, with every length kept.

Which spans are traditional is judged, for on simplified text t2s does harm (乾 夥 徵 …). The evidence is characters that only
traditional text has (業) against those that only simplified text has (业); a two-state model over the text weighs them, so
that a name or a quotation inside simplified text stays and a stray simplified character inside traditional text does not
break the span. Characters that both have (并 后 里 系) say nothing, nor do the sixteen of GB2312 that t2s takes for
traditional. Those sixteen are the only ones that mainland text could have held itself: their edits are probable, all others
certain.

Some sites used phrase or regional tables. Their spelling shows in the characters themselves: 衞 for 衛, 著 in every place of
着. Then the regional conversion decides those characters. Every character of the result stands on its own one.
"""

import random
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.site.plain import again
from pipeline.model import Evidence, Repair
from pipeline.rules import load_data
from pipeline.text import Edit, Span

NAME = "traditional"

TRADITIONAL_ODDS = 5.0
"""Nats that a character of traditional text only speaks for it: a third of such text against one in a thousand or less."""

SIMPLIFIED_ODDS = 5.0
"""Nats that a character of simplified text only speaks against it: as much, for what the sites' tables left both texts have."""

SWITCH = 25.0
"""Nats it takes to believe that the text changes over, and as many that it changes back: ten characters and more without a
simplified one between. Mainland text names firms (台積電、鴻海、聯發科) and quotes lines as they are written there."""

START = 7.0
"""Nats against a text being traditional before anything is seen of it: one character alone is not enough."""

AMBIGUOUS_CONFIDENCE = 0.9
"""For 乾 → 干 and its like: OpenCC's phrases keep the words that are known to be written so in simplified text."""

PIECE = 64
"""Characters compared at once."""

REMEMBERED = 30_000
"""Characters of which the kind is remembered: more than any language writes."""

_RULES = ("pipeline.clean.rules", "traditional.toml")
_STOPS = "。;；!！?？\n"
_BREAK = re.compile(f"[{_STOPS}]")

_TRADITIONAL, _SIMPLIFIED, _DOUBTFUL, _BOTH, _STOP, _OTHER = "+-?~. "
"""Kinds of characters: of traditional text only, of simplified text only; one that t2s changes although mainland text may hold
it; one that is both of these (麽); one behind which a run of edits ends; any other."""

_VOTES = re.compile(r"\+(?:[^-~]*\+)?|[-~](?:[^+]*[-~])?")
_RUN = re.compile(r"\+(?:[^.?~]*\+)?|[?~]")


def _kind(char: str) -> str:
    """The kind of a character by itself."""
    if _BREAK.match(char):
        return _STOP
    if lexicon.is_traditional(char):
        return _TRADITIONAL
    changes = _alone(char) != char
    if lexicon.is_simplified(char):
        return _BOTH if changes else _SIMPLIFIED
    return _DOUBTFUL if changes else _OTHER


def _alone(char: str) -> str:
    """What t2s makes of a character by itself."""
    return made if len(made := lexicon.simplified(char)) == 1 else char


class _Known(dict[str, str]):
    """Every character met, with its kind and what t2s makes of it by itself, one behind the other: two letters a character."""

    def __missing__(self, char: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        made = self[char] = _kind(char) + _alone(char)
        return made


_KNOWN = _Known()


def _states(votes: list[re.Match[str]]) -> list[bool]:
    """For each row of votes of one kind whether it lies in traditional text: the likeliest course, a change costing SWITCH.

    Inside a row it never pays to change: what the next vote says is what this one says.
    """
    back: list[tuple[bool, bool]] = []
    plain, other = 0.0, -START
    for row in votes:
        nats = TRADITIONAL_ODDS * row[0].count(_TRADITIONAL)
        nats -= SIMPLIFIED_ODDS * (row[0].count(_SIMPLIFIED) + row[0].count(_BOTH))
        came = (other - SWITCH > plain, plain - SWITCH > other)  # the previous state was the other one
        plain, other = max(plain, other - SWITCH), max(other, plain - SWITCH) + nats
        back.append(came)
    states: list[bool] = []
    state = other > plain
    for from_other, from_plain in reversed(back):
        states.append(state)
        state = (not from_plain) if state else from_other
    return states[::-1]


def _spans(text: str, kinds: str) -> list[Span]:
    """The spans judged traditional, in order. Between two votes a span ends at the nearest stop or line end."""
    votes = list(_VOTES.finditer(kinds))
    spans: list[Span] = []
    start: int | None = None
    states = [False, *_states(votes), False]
    lasts = [0, *(row.end() - 1 for row in votes)]
    firsts = [*(row.start() for row in votes), len(text)]
    for (before, now), left, right in zip(pairwise(states), lasts, firsts, strict=True):
        if now and not before:
            start = 0 if left == 0 and firsts[0] == right else _border(text, left, right)
        elif before and not now and start is not None:
            spans.append((start, len(text) if right == len(text) else _border(text, left, right)))
            start = None
    if start is not None:
        spans.append((start, len(text)))
    return spans


def _border(text: str, left: int, right: int) -> int:
    """Where between two characters of different kinds one kind of text ends: behind the last stop, else at the second."""
    stops = [found.end() for found in _BREAK.finditer(text, left, right)]
    return stops[-1] if stops else right


def _region(text: str) -> str | None:
    """The regional table whose spelling the text shows."""
    regions: dict[str, dict[str, str]] = load_data(*_RULES)["regions"]
    for name in sorted(regions):
        marks, unless = regions[name]["marks"], regions[name].get("unless", "")
        if any(mark in text for mark in marks) and not any(mark in text for mark in unless):
            return name
    return None


def _convert(text: str, converter: str) -> str:
    """`text` converted with its length kept: where a phrase changes it, character by character."""
    convert = lexicon.converter(converter)
    made = convert(text)
    if len(made) == len(text):
        return made
    return "".join(new if len(new := convert(char)) == 1 else char for char in text)


def by_region(text: str, plain: str, region: str) -> str:
    """`text` by a region's conversion, given what t2s makes of it: only clauses are converted that hold a character which
    the two take differently."""
    table = load_data(*_RULES)["regions"][region]
    parts, done = list[str](), 0
    for found in re.finditer(f"[{table['other']}]", text):
        if found.start() >= done:
            start = max(done, *(text.rfind(stop, done, found.start()) + 1 for stop in _STOPS))
            stop = _BREAK.search(text, found.end())
            end = stop.start() if stop else len(text)
            parts += (plain[done:start], _convert(text[start:end], table["converter"]))
            done = end
    return "".join([*parts, plain[done:]])


class _Found(NamedTuple):
    """What `detect` worked out: the spans, the kinds of all characters, what t2s makes of each alone and of the whole text."""

    spans: list[Span]
    kinds: str
    alone: str
    plain: str


def _find(text: str) -> _Found | None:
    plain = again(text)
    if plain == text:
        return None
    both = "".join(map(_KNOWN.__getitem__, text))
    kinds = both[::2]
    return _Found(_spans(text, kinds), kinds, both[1::2], plain)


def _plain(text: str, found: _Found, start: int, end: int) -> str:
    """What t2s makes of a span: cut from what it makes of the whole text, unless a word may stand across an end of the span."""
    parted = not any(text[at - 1 : at].isalnum() and text[at : at + 1].isalnum() for at in (start, end))
    return found.plain[start:end] if parted and len(found.plain) == len(text) else _convert(text[start:end], "t2s")


def detect(text: str) -> Evidence | None:
    """Which part of the text is traditional. Parameters: spans, characters (inside them), region (regional table or None)."""
    found = _find(text)
    if found is None or not found.spans:
        return None
    inside = "".join([text[start:end] for start, end in found.spans])
    hits = sum([found.kinds.count(_TRADITIONAL, *span) for span in found.spans])
    parameters = {"spans": len(found.spans), "characters": len(inside), "region": _region(inside)}
    return Evidence(NAME, hits, {**parameters}, found)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits of equal length, a sentence or line each, with the characters that might be the author's own apart."""
    region = evidence.parameters.get("region")
    found = evidence.worked_out(_Found, lambda: _find(text))
    if found is None:
        return Repair()
    edits: list[Edit] = []
    for start, end in found.spans:
        old, plain = text[start:end], _plain(text, found, start, end)
        new = _by_word(old, by_region(old, plain, region) if isinstance(region, str) else plain)
        kinds = _by_change(found.kinds[start:end], found.alone[start:end], old, new, plain)
        edits += [_edit(start, old, new, plain, run) for run in _RUN.finditer(kinds)]
    return Repair(tuple(edits))


def _by_word(old: str, new: str) -> str:
    """`new` with mainland's words for those of `old` that tables of phrases write with another character: 坐标 for 座標."""
    words: dict[str, str] = load_data(*_RULES)["words"]
    for word, own in words.items():
        at = old.find(word)
        while at >= 0:
            new = new[:at] + own + new[at + len(word) :]
            at = old.find(word, at + 1)
    return new


def _by_change(kinds: str, alone: str, old: str, new: str, plain: str) -> str:
    """The kinds of characters as this conversion treats them: words decide otherwise than the characters by themselves.

    Doubtful is a change that might undo the author's own character: one of mainland text, or one that only a region writes so.
    """
    told: dict[int, str] = {}
    for at in (*_differences(alone, new), *_differences(plain, new)):
        doubtful = new[at] != plain[at] or not lexicon.is_traditional(old[at])
        told[at] = _OTHER if new[at] == old[at] else _DOUBTFUL if doubtful else _TRADITIONAL
    return "".join([told.get(at, kind) for at, kind in enumerate(kinds)]) if told else kinds


def _differences(one: str, other: str) -> Iterator[int]:
    """Where two texts of one length differ; looked for in pieces, for they hardly do."""
    if one == other:
        return
    for start in range(0, len(one), PIECE):
        left, right = one[start : start + PIECE], other[start : start + PIECE]
        if left != right:
            yield from (start + at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)


def _edit(offset: int, old: str, new: str, plain: str, run: re.Match[str]) -> Edit:
    left, right = run.span()
    certain = run[0][0] == _TRADITIONAL
    return Edit(
        start=offset + left,
        end=offset + right,
        old=old[left:right],
        new=new[left:right],
        rule="traditional.t2s" if new[left:right] == plain[left:right] else "traditional.region",
        certainty="certain" if certain else "probable",
        confidence=None if certain else AMBIGUOUS_CONFIDENCE,
        alternatives=() if certain else (old[left:right],),
    )


@cache
def _forms() -> dict[str, str]:
    rules = load_data(*_RULES)
    return {char: char for char in rules["keep"]} | dict(rules["forms"])


@lru_cache(maxsize=30_000)
def _expanded(char: str) -> str:
    """The form that the sites' tables give a simplified character."""
    form = _forms().get(char) or lexicon.converter("s2tw")(char)
    return form if len(form) == 1 and lexicon.simplified(form) == char and lexicon.pair(form) else char


def damage(text: str, rng: random.Random, *, table: str | None = None) -> str:
    """The forward model: the sites' table, character by character, or OpenCC's conversion of that name (s2t, s2tw, s2hk)."""
    if table is None:
        return "".join(map(_expanded, text))
    return lexicon.converter(table)(text)
