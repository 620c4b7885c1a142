"""Which of two readings of one place goes into the joined text, and why.

Evidence, in order: what a person put right; words that rest on no repair or a certain one before probable ones; what only one
copy has and is whole, the other lost; a reader's figure or a doubled character between words that run on is damage; words much
likelier than the others. Whole readings are chosen and never mixed. Where figures or negations differ, or nothing tells, the
first copy's words stay and the difference is told.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.collate.align import Part
from pipeline.model import Document, Span

VARIANT = 0.5  # likeness of two stretches from which on they are two readings of one, and not two things each lost by a copy
UNLIKE = 4  # times that one stretch is as long as another, from which on they are no readings of one place
SMALL = 3  # characters that only one copy has: so few may be its mistake and need not be the other's loss
LIKELIER = 6.0  # nats by which one reading must be likelier
_AROUND = 12  # characters beside a reading that help to tell which is likelier
_FIGURE = re.compile(r"\s*\d{1,3}[、.．]?\s*")
_WEIGHTY = re.compile(r"[不未无非禁勿否\d零一二三四五六七八九十百千万两半]")  # what changes what is asked
_STOPS = "。;；!！?？:：\n"


class Verdict(NamedTuple):
    """ours, theirs: whether the reading so far and the new copy's go in, in this order; told: the difference is a finding."""

    ours: bool
    theirs: bool
    why: str
    told: bool = False


class Copies:
    """The documents of the copies, and where in each a probable repair or a person's words stand."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.texts = [str(document.text) for document in documents]
        self._probable = [_places(document, authored=False) for document in documents]
        self._authored = [_places(document, authored=True) for document in documents]

    def doubtful(self, copy: int, span: Span) -> bool:
        """Whether a probable repair stands in a span of the copy's text."""
        return any(a < span[1] and span[0] < b for a, b in self._probable[copy - 1])

    def authored(self, copy: int, span: Span) -> bool:
        """Whether a person put right what stands, or stood, in a span of the copy's text."""
        return any(a <= span[1] and span[0] <= b for a, b in self._authored[copy - 1])


def _places(document: Document, authored: bool) -> list[Span]:
    edits = (e for e in document.text.edits if (e.author is not None if authored else e.certainty == "probable"))
    return [document.text.text_span(*edit.source) for edit in edits if edit.source]


def weigh(
    copies: Copies, old: Sequence[tuple[int, Span]], new: tuple[int, Span], texts: tuple[str, str], part: Part
) -> Verdict:
    """A place where the joined text so far (old: its pieces there) and a new copy differ. texts: both, whole."""
    one, other = texts[0][slice(*part.one)], texts[1][slice(*part.other)]
    pinned = any(copies.authored(*piece) for piece in old), copies.authored(*new)
    if pinned[0] != pinned[1]:
        return Verdict(pinned[0], pinned[1], "corrected")
    if not one.strip() and not other.strip():
        return Verdict(True, False, "both")
    doubts = any(copies.doubtful(*piece) for piece in old), copies.doubtful(*new)
    if one and other and doubts[0] != doubts[1] and _variants(one, other):
        return Verdict(doubts[1], doubts[0], "surer")
    before, after = texts[0][max(0, part.one[0] - _AROUND) : part.one[0]], texts[0][part.one[1] : part.one[1] + _AROUND]
    if not one.strip() or not other.strip():
        return _one_sided(one, other, before, after)
    if not _variants(one, other):
        apart = max(len(one), len(other)) > UNLIKE * min(len(one), len(other))  # no two wordings of one thing
        whole = _whole(before, one, after) and _whole(before, other, after)
        return Verdict(True, True, "lost") if apart or whole else Verdict(True, False, "first", told=True)
    gain = _cost(before + one + after) - _cost(before + other + after)
    if abs(gain) >= LIKELIER and not _weighty(one, other):
        return Verdict(gain < 0, gain > 0, "likelier")
    return Verdict(True, False, "first", told=True)


def _one_sided(one: str, other: str, before: str, after: str) -> Verdict:
    """Words that only one copy has: lost by the other, or this one's mistake."""
    words = one.strip() or other.strip()
    has = bool(one.strip())
    if len(words) > SMALL:
        return Verdict(has, not has, "lost")
    if _stray(one or other, before, after) or words in (before[-len(words) :], after[: len(words)]):
        return Verdict(not has, has, "likelier")
    gain = _cost(before + words + after) - _cost(before + after)
    if _weighty(one, other) or abs(gain) < LIKELIER:
        return Verdict(True, False, "first", told=True)
    return Verdict(has == (gain < 0), has != (gain < 0), "likelier")


def _stray(words: str, before: str, after: str) -> bool:
    """Whether words that only one copy has are a figure between words that run on in the other: a page's, or a reader's."""
    runs_on = before[-1:].isalnum() and after[:1].isalnum() and not before[-1:].isdigit() and not after[:1].isdigit()
    return runs_on and _FIGURE.fullmatch(words) is not None


def _weighty(one: str, other: str) -> bool:
    return sorted(_WEIGHTY.findall(one)) != sorted(_WEIGHTY.findall(other))


def _variants(one: str, other: str) -> bool:
    """Whether two stretches are readings of the same words."""
    from rapidfuzz import fuzz

    return max(len(one), len(other)) <= SMALL or fuzz.ratio(one, other) >= 100 * VARIANT


def _whole(before: str, words: str, after: str) -> bool:
    """Whether a stretch is no part of a sentence: it begins behind a stop and ends with one."""
    return (not before.strip(" ") or before.rstrip(" ")[-1] in _STOPS) and (words.rstrip(" ")[-1:] in _STOPS or not after)


def _cost(text: str) -> float:
    from pipeline.lexicon import cost

    return cost(text)
