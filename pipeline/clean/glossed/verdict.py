"""What is said of a shifted stretch once its readings are weighed: the likeliest, as far as it can be told, and how sure it is.

A reading is certain where a gloss named the lost byte, nothing else was guessed and no rival comes near. Where the likeliest
differ in a sign that was swallowed, or in a few characters, "?" stands for what nobody can tell.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline import lexicon
from pipeline.clean.glossed import glosses
from pipeline.clean.glossed.ways import strangeness

RIVAL = 10.0
"""Nats by which a second reading must be less plausible for the first to be certain."""

CLEAR = 0.6
"""Share, among readings that differ in nothing else, from which a swallowed sign is put back; below it a "?" stays there."""

GUESS = 0.5
"""Share of a reading from which it is put back; below it the text stays and a finding tells."""

UNKNOWN = 4
"""Characters for which a "?" may stand."""

ALTERNATIVES = 5
"""Other readings that are named, likeliest first."""

_TORN_END = re.compile(rf"\([a-zü{glosses.TONED}]{{0,6}} ?$")
_TORN_START = re.compile(rf"^\(?[a-zü{glosses.TONED}]{{0,6}} ?\)")
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` (glosses included) instead of the page up to `end`; lost: bytes guessed; against: nats that other evidence
    than words holds against it; table: glosses it takes for granted beyond the document's; shifted: False for the page as
    it is."""

    end: int
    text: str
    lost: int = 0
    against: float = 0.0
    table: Mapping[str, str] = field(default_factory=dict)
    shifted: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The chosen reading, its share of probability and the other ones, likeliest first."""

    chosen: Candidate
    certain: bool
    confidence: float
    alternatives: tuple[str, ...]


def verdict(held: list[tuple[float, Candidate]], exact: bool, page: str, last: int) -> Verdict:
    """On readings with their nats, likeliest first, of a stretch of the page that ends at `last`. exact: a gloss names the lost
    byte."""
    least, best = held[0]
    weights = [math.exp((least - cost) / lexicon.TEMPERATURE) for cost, _ in held]
    share = 1 / sum(weights)
    if share < GUESS or best.lost % 2:
        best, share = _cautious([one for _, one in held], weights, page, last)
    unrivalled = len(held) < 2 or held[1][0] - least > RIVAL
    certain = exact and best.lost == 0 and unrivalled and not any(map(strangeness, glosses.bare(best.text)))
    return Verdict(best, certain, share, tuple(one.text for _, one in held[1 : ALTERNATIVES + 1]))


def _cautious(held: list[Candidate], weights: list[float], page: str, last: int) -> tuple[Candidate, float]:
    """As much of the best reading as can be said, and the share of those that agree with it: with "?" for the sign that was
    swallowed, where that is not clear, or for what else the likeliest differ in."""
    best, total = held[0], sum(weights)
    share = alike = weights[0] / total
    if best.lost % 2:
        same = [one.end == best.end and one.lost == best.lost and one.text[:-1] == best.text[:-1] for one in held]
        alike = sum(weight for weight, is_same in zip(weights, same, strict=True) if is_same) / total
    if share >= GUESS and share >= CLEAR * alike:
        return best, share
    if alike >= GUESS:
        return replace(best, text=best.text[:-1] + "?"), alike
    return _agreed(held, weights, page, last) or (best, share)


def _common(texts: list[str]) -> str:
    """What all texts begin with."""
    first, last = min(texts), max(texts)
    return first[: next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))]


def _agreed(held: list[Candidate], weights: list[float], page: str, last: int) -> tuple[Candidate, float] | None:
    """What the likeliest readings agree on, "?" for the few characters in which they differ, and the share of all that have
    it; None where that is no Chinese character, or they differ in many."""
    whole = [one.text + page[one.end : last] for one in held]
    enough, count = 0.0, 0
    while enough < CLEAR * sum(weights):
        enough, count = enough + weights[count], count + 1
    head = _TORN_END.sub("", _common(whole[:count]))
    tail = _common([text[len(head) :][::-1] for text in whole[:count]])[::-1]
    tail = _TORN_START.sub("", tail)
    if max(map(len, whole[:count])) - len(head) - len(tail) > UNKNOWN:
        return None
    end, behind = last, tail
    while behind and end > held[0].end and behind[-1] == page[end - 1]:
        end, behind = end - 1, behind[:-1]
    if not _HAN.search(head + behind):
        return None
    same = [text.startswith(head) and text[len(head) :].endswith(tail) for text in whole]
    share = sum(weight for weight, is_same in zip(weights, same, strict=True) if is_same) / sum(weights)
    return replace(held[0], end=end, text=f"{head}?{behind}", lost=max(1, held[0].lost)), share
