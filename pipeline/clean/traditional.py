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

from pipeline import lexicon
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

_RULES = ("pipeline.clean.rules", "traditional.toml")
_BREAK = re.compile(r"[。;；!！?？\n]")


@lru_cache(maxsize=30_000)
def _vote(char: str) -> float:
    """How many nats a character speaks for traditional text; 0 where both have it."""
    if lexicon.is_traditional(char):
        return TRADITIONAL_ODDS
    return -SIMPLIFIED_ODDS if lexicon.is_simplified(char) else 0.0


def _votes(text: str) -> list[tuple[int, float]]:
    weights = {char: _vote(char) for char in set(text) if not char.isascii()}
    return [(at, weights[char]) for at, char in enumerate(text) if weights.get(char)]


def _states(votes: list[tuple[int, float]]) -> list[bool]:
    """For each vote whether it lies in traditional text: the likeliest course, a change of state costing SWITCH."""
    back: list[tuple[bool, bool]] = []
    plain, other = 0.0, -START
    for _, vote in votes:
        came = (other - SWITCH > plain, plain - SWITCH > other)  # the previous state was the other one
        plain, other = max(plain, other - SWITCH), max(other, plain - SWITCH) + vote
        back.append(came)
    states: list[bool] = []
    state = other > plain
    for from_other, from_plain in reversed(back):
        states.append(state)
        state = (not from_plain) if state else from_other
    return states[::-1]


def traditional_spans(text: str) -> list[Span]:
    """The spans judged traditional, in order. Between two votes a span ends at the nearest stop or line end."""
    votes = _votes(text)
    spans: list[Span] = []
    start: int | None = None
    states = [False, *_states(votes), False]
    places = [0, *(at for at, _ in votes), len(text)]
    for (before, now), (left, right) in zip(pairwise(states), pairwise(places), strict=True):
        if now and not before:
            start = 0 if left == 0 and places[1] == right else _border(text, left, right)
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
    present = set(text)
    for name in sorted(regions):
        if present & set(regions[name]["marks"]) and not present & set(regions[name].get("unless", "")):
            return name
    return None


def _convert(text: str, converter: str) -> str:
    """`text` converted with its length kept: where a phrase changes it, character by character."""
    convert = lexicon.converter(converter)
    made = convert(text)
    if len(made) == len(text):
        return made
    return "".join(new if len(new := convert(char)) == 1 else char for char in text)


def detect(text: str) -> Evidence | None:
    """Which part of the text is traditional. Parameters: spans, characters (inside them), region (regional table or None)."""
    if lexicon.simplified(text) == text:
        return None
    spans = traditional_spans(text)
    if not spans:
        return None
    inside = "".join(text[start:end] for start, end in spans)
    hits = sum(map(lexicon.is_traditional, inside))
    return Evidence(NAME, hits, {"spans": len(spans), "characters": len(inside), "region": _region(inside)})


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits of equal length, a sentence or line each, with the characters that might be the author's own apart."""
    region = evidence.parameters.get("region")
    regional = load_data(*_RULES)["regions"][region]["converter"] if isinstance(region, str) else None
    edits: list[Edit] = []
    for start, end in traditional_spans(text):
        old = text[start:end]
        plain = _convert(old, "t2s")
        new = _convert(old, regional) if regional else plain
        edits += (_edit(start, old, new, plain, run) for run in _runs(old, new, plain))
    return Repair(tuple(edits))


def _runs(old: str, new: str, plain: str) -> Iterator[Span]:
    """What to change, as runs: sentences from their first changed character to their last, doubtful characters alone."""
    doubtful = [at for at, char in enumerate(old) if _doubtful(char, new[at], plain[at])]
    cuts = sorted({0, len(old), *(found.end() for found in _BREAK.finditer(old)), *doubtful, *(at + 1 for at in doubtful)})
    for left, right in pairwise(cuts):
        changed = [at for at in range(left, right) if old[at] != new[at]]
        if changed:
            yield changed[0], changed[-1] + 1


def _doubtful(old: str, new: str, plain: str) -> bool:
    """Whether a change might undo the author's own character: one of mainland text, or one that only a region writes so."""
    return new != old and (new != plain or not lexicon.is_traditional(old))


def _edit(offset: int, old: str, new: str, plain: str, run: Span) -> Edit:
    left, right = run
    certain = not any(map(_doubtful, old[left:right], new[left:right], plain[left:right]))
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
