"""A spinner's phrases that no table lists, undone where they are chains of synonyms, and reported where that is not sure.

What `phrases` finds is taken for a spinner's where it can hardly be anything else, or where the document shows a spinner
otherwise. It is undone, as probable, where the word that it stands for is one of the chain and ahead of all others: 岗位 in
岗位职位工种职务. Where no word is ahead, or the likeliest is none of the chain's, it is left and reported.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.clean.moved import Moved
from pipeline.clean.phrases import OFTEN, STRANGE, Strange, strange
from pipeline.model import Finding

STRONG, LEAST = 6.0, 2.4
"""Nats of a phrase that is a spinner's whatever else the document shows, and of one in a document that shows a spinner. The
strangest phrase of 83 clean documents, spun by nobody, has 3.1."""
SURE, LIKELY = 0.97, 0.87
"""Shares taken to be right of the places of a phrase of the first kind, and of the second. In documents spun with chains drawn
at random, of which a quarter did not hold the word itself, 884 of 903 places and 186 of 213 were undone rightly."""

_APART = (2, 4)  # characters from one to its like where synonyms stand behind one another, or a word on both sides of another
_STRETCH = 6  # characters of the shortest phrase
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Undone(NamedTuple):
    """A phrase that no table lists: the word it stands for, how sure that is, and the next likely word."""

    word: str
    confidence: float
    other: str


def find(text: str, listed: Collection[str], shown: bool) -> list[Strange]:
    """The phrases that seem to be a spinner's. shown: the document shows a spinner otherwise; else one of them must show it."""
    if not shown:
        seeds = _echoing(text)
        shown = bool(seeds) and any(one.nats >= STRONG for one in strange(text, listed, STRONG, seeds))
    if not shown:
        return []
    return [one for one in strange(text, listed, LEAST) if one.nats >= STRANGE or (one.word and one.chained)]


def _echoing(text: str) -> list[str]:
    """The stretches with a character twice in them, near each other, that stand OFTEN times: a cheap look at every text."""
    places = list(_echoes(text))
    echoes = Counter(text[place : place + apart + 1] for place, apart in places)
    around = Counter[str]()
    for place, apart in places:
        if echoes[text[place : place + apart + 1]] >= OFTEN:
            first = max(0, place + apart + 1 - _STRETCH)
            around.update({text[start : start + _STRETCH] for start in range(first, place + 1)})
    return [stretch for stretch, count in around.items() if count >= OFTEN and _HAN.fullmatch(stretch)]


def _echoes(text: str) -> Iterator[tuple[int, int]]:
    """Where a Chinese character stands again two or four characters on, and how many."""
    moved = Moved(text)
    for apart in _APART:
        yield from ((at, apart) for at in moved.alike(apart) if "\u3400" <= text[at] <= "\u9fff")


def undone(found: Iterable[Strange]) -> Mapping[str, Undone]:
    """The phrases that may be undone, each with its word."""
    return {
        one.phrase: Undone(one.word, SURE if one.nats >= STRONG else LIKELY, one.other)
        for one in found
        if one.word and one.chained
    }


def findings(text: str, found: Iterable[Strange], made: Mapping[str, Undone]) -> Iterator[Finding]:
    """One finding for each phrase, at its first place: what was made of it, or that it was left."""
    for one in found:
        start = text.index(one.phrase)
        why = "; ".join(one.why)
        likely = made[one.phrase].word if one.phrase in made else one.word
        yield Finding(
            code="spinner-unlisted",
            severity="review",
            message_en=f"{one.phrase!r} stands here {one.times} times and reads like a spinner's phrase ({why}). "
            + (f"It was read as {likely!r}" if one.phrase in made else "It was left")
            + "; compare the original, and add the pair to rules/spinner.toml (biaozhun mine shows it).",
            message_zh=f"“{one.phrase}”共{one.times}处，疑为洗稿软件替换，"
            + (f"读作“{likely}”" if one.phrase in made else "未作改动")
            + "。请对照原文，并将该词对补入 rules/spinner.toml（biaozhun mine 可列出）。",
            params={"found": one.phrase, "likely": likely, "count": one.times},
            span=(start, start + len(one.phrase)),
        )
