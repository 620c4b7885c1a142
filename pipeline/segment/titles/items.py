"""Items: titles and texts run together without a mark, told apart from plain statements over the whole document.

Whether statements begin with titles is no question of one statement: what stands under headings of one class is asked together
(a sample of it), and where they do, every stretch is cut by a small dynamic program: an item begins at the start of a stretch,
behind a stop, or inside where a final stop is missing; a sentence without a title belongs to the item before it. In a text with
lines an item begins at the start of a line and nowhere else.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import sentences
from pipeline.segment.draft.lines import titled as may_be_title
from pipeline.segment.labels.label import goes_on_label, vocabulary
from pipeline.segment.words.cues import STOPS
from pipeline.segment.words.stretch import Stretch
from pipeline.segment.words.words import Word, tagged
from pipeline.text import Span

_PLAIN, _TRUST = -4.5, 1.5  # what plain statements score in the mean, and how many of them one must outweigh
_TITLED = -3.0  # a class that scores this in the mean, with those, begins with titles
_BIAS = {"start": 5.5, "stop": 4.0, "semicolon": 4.0, "inside": 3.2}  # its class speaks for each title
_SAMPLE = 24
_SHORTEST = 8  # characters of a text
_WINDOW = 1200  # characters that are cut together
_COLON = re.compile(r"([^:：,，。;；、\n]{2,14})[:：](?!\d)")
_SPACED = re.compile(
    r"([^:：,，。;；！!？?、\d\s]{2,10})[ \t　]{1,2}(?=[^\W\d_《“][^\s。；;]{5,}[。；;]|[^\W\d_《“][^\s。；;]{10})"
)
_COLONED = 2.0  # what a title with its colon counts where a class is asked
_BLANK = 0.5  # what one with a blank does: alone it may stand before anything
_LEAST = -5.0  # what a statement without any title counts there
_LABELLED = 6.0  # nats for a title with its colon
_OPENERS = frozenset(("ground", "relation", "modal", "knowing", "manner", "each", "with"))
_AHEAD = 11  # words in which a text opens behind a title
_BEHIND = -5.0  # what a title behind a value that ends as no value does must score
_LABEL = 1.0  # nats for a title that ends as labels do
_KNOWN = 1.5  # nats for a title that stands elsewhere too


class Cut(NamedTuple):
    """An item: [start, seam) is its title, the text begins at seam. score: nats that speak for it; shortest: of its text."""

    start: int
    seam: int
    score: float
    shortest: int = _SHORTEST

    @property
    def earliest(self) -> int:
        """Where the next item may begin."""
        return self.seam + self.shortest


@dataclass(frozen=True, slots=True)
class Loose:
    """A stretch of unmarked words under a heading. alone: it is all there is, so that it may hold several items."""

    span: Span
    heading: str
    alone: bool


def titled(text: str, stretches: Sequence[Loose], more: float = 0.0) -> bool:
    """Whether stretches of one class begin with titles. more: nats that must speak for it beyond what does for loose words."""
    step = max(1, len(stretches) // _SAMPLE)
    asked = [(loose, part) for loose in stretches[::step] for part in _asked(text, loose)]
    if len(asked) == 1:  # one sentence has no brothers to ask: only a colon of its own tells
        return _first(text, *asked[0]) >= _COLONED
    wanted = (_TITLED + more) * (len(asked) + _TRUST) - _PLAIN * _TRUST
    total = 0.0
    for left, one in zip(range(len(asked), 0, -1), asked, strict=True):
        if total + _COLONED * left <= wanted or total + _LEAST * left > wanted:
            break  # whatever those left say
        total += _first(text, *one)
    return total > wanted


def _asked(text: str, loose: Loose) -> list[Span]:
    """The sentences of a stretch that are asked whether they begin with titles: its first; of a lone stretch some more."""
    if not loose.alone:
        return [loose.span]
    start, end = loose.span
    return sentences(text, (start, min(end, start + 400)), "。！!")[:3]


def _first(text: str, loose: Loose, span: Span) -> float:
    """How much speaks for a title at the start of a span, within bounds so that none outweighs many."""
    start, end = span
    if _colon(text, start, end) is not None:
        return _COLONED if _COLON.match(text, start, end) else _BLANK
    words = tagged(text, start, min(end, start + 64))
    best = max((score for _, score in _seams(Stretch(text, words, end, loose.heading), 0, "start")), default=_LEAST)
    return min(max(best, _LEAST), _COLONED - 0.1)


@cache
def _particulars() -> frozenset[str]:
    """Labels of what a document says of itself (制度编号:): titles of nothing, but for a 声明, which is prose."""
    meta = load_data("pipeline.segment.families", "common.toml")["meta"]
    return frozenset(word for word in meta if not word.endswith("声明"))


def _colon(text: str, start: int, end: int) -> int | None:
    """Where the text begins behind a title that kept its colon, or the blank of its column (设备检查 开工前检查…。)."""
    match = _COLON.match(text, start, end) or _SPACED.match(text, start, end)
    if match is None or not may_be_title(match[1]) or goes_on_label(match[1]) or match[1] in _particulars():
        return None
    return match.end()


def _seams(stretch: Stretch, first: int, where: str) -> list[tuple[int, float]]:
    """Every possible seam behind a title that begins with words[first]: index of the text's first word, score."""
    if first >= len(stretch.words):
        return []
    start = stretch.words[first].start
    openers = _OPENERS if where == "inside" else None
    return [
        (behind, score + _labelled(stretch.text[start : stretch.words[behind].start]))
        for behind, score in stretch.seams(first, where, openers)
    ]


def _labelled(title: str) -> float:
    """What a word of the labels at the end of a title (编制目的, 适用范围) speaks for it."""
    known, size = vocabulary(), len(title)
    told = title[-2:] in known or (size > 2 and title[-3:] in known) or (size > 3 and title[-4:] in known)
    return _LABEL if told and size > 1 else 0.0


def _windows(text: str, span: Span) -> list[Span]:
    """A stretch in pieces that are cut each by itself, at stops where there are any."""
    found: list[Span] = []
    start, end = span
    while end - start > _WINDOW:
        stop = max(text.rfind(sign, start + _WINDOW // 2, start + _WINDOW) for sign in "。！!；;")
        until = stop + 1 if stop >= 0 else start + _WINDOW
        found.append((start, until))
        start = until
    return [*found, (start, end)]


def _found(text: str, loose: Loose) -> list[list[Cut]]:
    """Every candidate of a stretch, by window."""
    return [
        _candidates(Stretch(text, tagged(text, *window), loose.span[1], loose.heading), index == 0, loose.alone)
        for index, window in enumerate(_windows(text, loose.span))
    ]


def _chosen(text: str, windows: list[list[Cut]], known: Mapping[str, int]) -> list[Cut]:
    """The items among the candidates, in order of place. known: titles found elsewhere, with how often."""
    kept: list[Cut] = []
    for candidates in windows:
        weighed = [c._replace(score=c.score + _KNOWN) if text[c.start : c.seam].strip() in known else c for c in candidates]
        kept += _best([one for one in weighed if one.score > 0])
    return kept


def behind(text: str, span: Span) -> Cut | None:
    """The title with its text that runs on behind a value (查阅台账设备点检每日逐项检查…), where one speaks for itself."""
    first = sentences(text, span)[0]
    words = tagged(text, first[0], min(span[1], first[1] + 60))
    stretch = Stretch(text, words, span[1])
    found: list[Cut] = []
    for index, word in enumerate(words):
        if first[0] + 4 <= word.start and _where(stretch, index, word, True) == "inside":
            seams = [(stretch.words[behind].start, score) for behind, score in _seams(stretch, index, "inside")]
            found += [Cut(word.start, seam, score) for seam, score in seams if seam < first[1] and score > _BEHIND]
    return max(found, key=lambda one: (one.score, -one.start), default=None)


def _candidates(stretch: Stretch, whole: bool, alone: bool) -> list[Cut]:
    """Every title that might stand in a stretch, also such as only their like elsewhere would bring above nothing."""
    found: list[Cut] = []
    for index, word in enumerate(stretch.words if alone else stretch.words[:1]):
        where = _where(stretch, index, word, whole)
        if where == "":
            continue
        colon = _colon(stretch.text, word.start, stretch.end) if where != "inside" else None
        if colon is not None:
            found.append(Cut(word.start, colon, _LABELLED, 2))
            continue
        for behind, score in _seams(stretch, index, where):
            seam = stretch.words[behind].start
            total = score + _BIAS[where]
            if total > -_KNOWN and stretch.end - seam >= _SHORTEST:
                found.append(Cut(word.start, seam, total))
    return found


def _where(stretch: Stretch, index: int, word: Word, whole: bool) -> str:
    """What stands before a word: start, stop, semicolon, inside; "" where no title can begin."""
    if index == 0:
        return "start" if whole else "stop"
    before = stretch.words[index - 1]
    last = before.text[-1]
    if last in "。！!？?":
        return "stop"
    if last in "；;":
        return "semicolon"
    if last in ",，、:：(（/-“《" or word.tag in ("u", "uj", "c", "x", "w") or before.tag in ("p", "d", "c", "u", "uj", "m"):
        return ""
    return "inside" if stretch.opens(index, _AHEAD, _OPENERS) and not _dangling(stretch, index) else ""


def _dangling(stretch: Stretch, index: int) -> bool:
    """Whether the clause before words[index] is nothing but a preposition and what it governs."""
    first = index
    while first > 0 and stretch.words[first - 1].text[-1] not in STOPS + ",，:：\n":
        first -= 1
    clause = stretch.words[first:index]
    return bool(clause) and clause[0].tag == "p" and not any(w.tag.startswith("v") for w in clause)


def _best(candidates: list[Cut]) -> list[Cut]:
    """The candidates that together score most; a text has its shortest length between them."""
    best: list[tuple[float, Cut | None, int]] = [(0.0, None, 0)]  # total, last, how many before it
    ends: list[int] = []
    for one in sorted(candidates, key=lambda c: (c.earliest, c.start)):
        before = bisect_right(ends, one.start)
        total = best[before][0] + one.score
        if total > best[-1][0]:
            best.append((total, one, before))
            ends.append(one.earliest)
    kept: list[Cut] = []
    at = len(best) - 1
    while (last := best[at][1]) is not None:
        kept.append(last)
        at = best[at][2]
    return kept[::-1]


def divide(text: str, stretches: Sequence[Loose]) -> list[list[Draft]]:
    """Each stretch of a titled class as items; a title found in one speaks for the same words in another."""
    found = [_found(text, loose) for loose in stretches]
    known = Counter(text[one.start : one.seam].strip() for windows in found for one in _chosen(text, windows, {}))
    return [_drafts(text, loose, _chosen(text, windows, known)) for loose, windows in zip(stretches, found, strict=True)]


def _drafts(text: str, loose: Loose, cuts: list[Cut]) -> list[Draft]:
    """The stretch as items, with what stands before the first of them as a statement."""
    start, end = loose.span
    made: list[Draft] = []
    if not cuts or cuts[0].start > start:
        before = trim(text, start, cuts[0].start if cuts else end)
        made.append(Draft(before, text=before))
    ends = [*(one.start for one in cuts[1:]), end] if cuts else []
    for one, until in zip(cuts, ends, strict=True):
        title = trim(text, one.start, one.seam, extra=":：")
        words = trim(text, one.seam, until)
        if not text[slice(*trim(text, *words, extra=":：。；;"))]:  # what only introduces a list
            made.append(Draft((one.start, until), text=(one.start, words[1])))
            continue
        made.append(Draft((one.start, until), title=title, text=words, why=["title run together with its text"]))
    return made
