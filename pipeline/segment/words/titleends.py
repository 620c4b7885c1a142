"""Where a title ends whose text runs on behind it (职业定义从事果品采后预冷…), told by cues whose weights were fitted.

Every place where a word ends may be the end, and there may be no title at all: a conditional logit over these. Its cues, in no
order, for they are weighed together: how long the title is and of what words, with which word it ends and with which the text
begins; whether known labels are or end it; words of the title that come back; how long the text's first clause is, and whether
it says anything. A word has a weight of its own only where it stood at such places in many documents of many trades. The
weights stand in `titleends.toml`; `python -m tests.quality --title-ends FOLDER …` fits them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.rules import load_data
from pipeline.segment.words import cues
from pipeline.segment.words.words import Word, tagged

LONGEST = 24  # characters of a title
_REACH = 40  # characters of the text that are looked at
_SHORTEST = 2  # characters of a title
_TAGS = ("vn", "uj", "eng")  # tags that are told apart from others of their letter
_STOP = re.compile("[。；;！!？?:：\\n]")
_TEXT = re.compile(r"(?=.{4})(?:[(（〔\[［]|[^。；;！!？?\n]*[一-鿿])")  # says something
_CLAUSE = re.compile("[，,。；;：:、！]")
_OPEN, _CLOSE = "(（“《【〔[［", ")）”》】〕]］"
_NEVER_BEFORE, _NEVER_BEHIND = "，,、-—/", "，,、。；：:)）”》〕]/"
_SIGNS = {"的": "of", "、": "list", "，": "comma", ",": "comma"}
Cue = tuple[str, str]


class End(NamedTuple):
    """place: where the text begins. score: nats that speak for this end against there being no title."""

    place: int
    score: float


def find(text: str, start: int, end: int, longest: int = LONGEST) -> End | None:
    """The likeliest end of a title at the beginning of text[start:end]; None where none is possible."""
    found = (one for one in every(text, start, end) if one.place - start <= longest)
    return max(found, key=lambda one: one.score, default=None)


def every(text: str, start: int, end: int) -> list[End]:
    """Every place where a title at the beginning of text[start:end] may end."""
    weights = _weights()
    ends, plain = read(text, start, end)
    none = _sum(weights, plain)
    return [End(start + place, _sum(weights, told) - none) for place, told in ends]


def read(text: str, start: int, end: int) -> tuple[list[tuple[int, list[Cue]]], list[Cue]]:
    """The places where a title at the beginning of text[start:end] may end, counted from there, each with its cues; and the
    cues for none.
    """
    stretch = text[start : min(end, start + LONGEST + _REACH)]
    words = tagged(stretch, 0, len(stretch))
    if not words or words[0].text[0] in "(（":
        return [], []
    told = [cues.traits(word.text, word.tag) for word in words]
    ends = [(words[k].start, list(_cues(stretch, words, told, k))) for k in _places(stretch, words)]
    return ends, _plain(text, words[0], told[0], (start, end))


def _places(stretch: str, words: Sequence[Word]) -> Iterator[int]:
    """The words before which a title may end: no stop and no open bracket stands before them."""
    stop = _STOP.search(stretch, 0, LONGEST)
    limit = stop.start() if stop else LONGEST
    depth = 0
    for k, (before, word) in enumerate(pairwise(words), start=1):
        depth += sum(before.text.count(sign) for sign in _OPEN) - sum(before.text.count(sign) for sign in _CLOSE)
        if word.start > limit:
            return
        enough = word.start >= _SHORTEST and _TEXT.match(stretch, word.start) is not None
        if depth <= 0 and enough and before.text[-1] not in _NEVER_BEFORE and word.text[0] not in _NEVER_BEHIND:
            yield k


def _cues(stretch: str, words: Sequence[Word], told: Sequence[cues.Traits], k: int) -> Iterator[Cue]:
    """The cues of a title that ends before words[k]."""
    first, last, opener = words[0], words[k - 1], words[k]
    title, behind = stretch[: opener.start], stretch[opener.start : opener.start + _REACH]
    yield "length", str(min(12, len(title)))
    yield "last", last.text
    yield "last tag", _coarse(last.tag)
    yield "first", opener.text
    yield "opener", told[k].kind
    yield "second", told[k + 1].kind if k + 1 < len(told) else ""
    yield "signs", _sign(title[-1]) + _sign(behind[0])
    yield "opens with", _sign(title[0])
    yield "words", str(min(6, k))
    yield "begins", told[0].kind
    yield "shape", f"{_coarse(first.tag)} {_coarse(last.tag)} {min(3, k)}"
    yield from (("known", how) for how in _known(title))
    yield from (("sign", name) for name in dict.fromkeys(_SIGNS[sign] for sign in _SIGNS if sign in title))
    if told[k - 1].never_ends:
        yield "never", "ends"
    if told[k].never_opens:
        yield "never", "opens"
    yield from (("back", how) for how in _back(title, behind, first, last, opener))
    stop = _CLAUSE.search(behind)
    yield "clause", str(min(6, (stop.start() if stop else len(behind)) // 4))
    yield "verb", "yes" if any(one.verb for one in told[k : k + 8]) else "no"


def _known(title: str) -> Iterator[str]:
    """Whether a title is a known label, or the title of a chapter, or ends in a label."""
    if title in _labels():
        yield f"label {min(4, len(title))}"
    if title in _CHAPTERS:
        yield "chapter"
    if any(title[-n:] in _labels() for n in (2, 3, 4) if len(title) > n):
        yield "ends"


def _back(title: str, behind: str, first: Word, last: Word, opener: Word) -> Iterator[str]:
    """What of a title comes back behind it."""
    yield str(min(3, sum(title[k : k + 2] in behind for k in range(len(title) - 1))))
    if behind.startswith(title):
        yield "twice"
    if len(opener.text) > 1 and opener.text == last.text:
        yield "last at once"
    if len(opener.text) > 1 and opener.text == first.text:
        yield "first at once"
    elif len(first.text) > 1 and first.text in behind[:12]:
        yield "first"
    if len(last.text) > 1 and last.text in behind[:16]:
        yield "last"


def _plain(text: str, first: Word, told: cues.Traits, span: tuple[int, int]) -> list[Cue]:
    """The cues for text[start:end] having no title: what it begins with, how long it is, whether a stop ends it."""
    start, end = span
    closed = text[end - 1 : end] in ("。", "；", ";")
    found = ("is", f"begins {told.kind}", f"long {min(6, (end - start) // 12)}", "closed" if closed else "open")
    return [*(("plain", how) for how in found), ("plain first", first.text)]


def _sign(sign: str) -> str:
    """What a sign is: a Chinese character, a letter, a figure, white space, an opening or a closing bracket, or another."""
    if "一" <= sign <= "鿿":
        return "一"
    if sign.isspace():
        return "_"
    return "(" if sign in _OPEN else ")" if sign in _CLOSE else "a" if sign.isalpha() else "1" if sign.isdigit() else "."


def _coarse(tag: str) -> str:
    return tag if tag in _TAGS else tag[0]


def _sum(weights: dict[str, dict[str, float]], told: Sequence[Cue]) -> float:
    return sum(weights[name].get(value, 0.0) for name, value in told)


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = load_data("pipeline.segment.words", "titleends.toml")["weights"]
    return found


@cache
def _labels() -> frozenset[str]:
    return frozenset(load_data("pipeline.segment.families", "common.toml")["labels"])


_CHAPTERS = frozenset(cues.DATA["words"]["chapters"])
