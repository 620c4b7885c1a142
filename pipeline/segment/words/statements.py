"""Statements run together without a mark: cut before the words that open one, never behind a comma or a conjunction.

`cut` makes the statements, as many as the cues say; `seams` only weighs the places, for those who know more.
"""

import re
from itertools import pairwise

from pipeline.segment.words.tablewords import openers, words
from pipeline.segment.words.words import Word, tagged
from pipeline.text import Span

OPENERS = openers()
_ENDS = words("ends")
_MANNER = re.compile(r"能?(?:[一-鿿]{2}、){1,3}[一-鿿]{2}地")  # 整齐、迅速、安静地
_WHILE = re.compile(r"在[^,，。;；、]{2,16}[时中后前](?:,|，)")
_SHORTEST = 8  # characters of a statement
_NEVER_BEFORE = ("c", "p", "d", "u", "uj", "m", "r", "vshi", "vyou", "x", "w")
_GOES_ON = frozenset(words("goes_on"))
_CUT = 0.95  # how much must speak for a seam where the number of statements is not known


def cut(text: str, span: Span, least: float = _CUT) -> list[Span]:
    """The statements of a stretch, as many as the cues say; of two seams close together the stronger stands.

    least: how much must speak for a seam.
    """
    kept: list[tuple[int, float]] = []
    for place, score in seams(text, span):
        if score < least:
            continue
        if kept and place - kept[-1][0] < _SHORTEST:
            if score <= kept[-1][1]:
                continue
            kept.pop()
        kept.append((place, score))
    return _pieces(text, span, [place for place, _ in kept])


def _pieces(text: str, span: Span, places: list[int]) -> list[Span]:
    edges = [span[0], *places, span[1]]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def seams(text: str, span: Span) -> list[tuple[int, float]]:
    """Every place where a statement may begin, with how much speaks for it."""
    words = tagged(text, *span)
    places: list[tuple[int, float]] = []
    depth = 0
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        depth = max(
            0, depth + before.text.count("(") + before.text.count("（") - before.text.count(")") - before.text.count("）")
        )
        if depth == 0 and word.start - span[0] >= _SHORTEST and span[1] - word.start >= _SHORTEST:
            score = _score(text, words, index, before, word)
            if score > 0:
                places.append((word.start, score))
    return places


_BEFORE_NOUN = ("的", "和", "与", "及")


def _score(text: str, words: list[Word], index: int, before: Word, word: Word) -> float:
    last = before.text[-1]
    if last in "。；;！!\n":
        return 4.0
    noun = index >= 2 and words[index - 2].text in _BEFORE_NOUN  # 图纸和说明, 方案的评审: a noun, whatever its tag
    blocked = before.text in _GOES_ON or (before.tag in _NEVER_BEFORE and last not in "等)）%％”")
    if last in ",，、:：/-" or (blocked and not noun) or (word.text == "与" and before.tag[:1] == "v" and not noun):
        return 0.0
    opener = next((word.text[:n] for n in range(min(4, len(word.text)), 0, -1) if word.text[:n] in OPENERS), "")
    score = OPENERS.get(opener, 0.2 if word.tag == "v" else 0.0)
    if not score or (len(opener) == 1 and opener != word.text):
        return 0.0
    score += 0.5 if before.text.endswith(_ENDS) else -0.1
    if opener == "在" and _WHILE.match(text, word.start):
        score += 0.5
    following = words[index + 1].text if index + 1 < len(words) else ""
    if following and following[0] in "的、，,及和" and not _MANNER.match(text, word.start):
        score -= 0.9
    return score + (0.8 if last in ")）%％" else 0.0)
