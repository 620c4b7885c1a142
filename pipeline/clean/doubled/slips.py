"""What the windows say of characters that are gone: a boundary that comes early counted some that no longer stand there.

Sites drop 《》 and %. Known is how many are gone between two boundaries, not which and not just where: a % likely stood behind
a figure, a 》 behind the name of a paper (…表, …书), 《 and others where a word begins. White space that explains it is no
finding. Nothing is put back.
"""

import re
from collections.abc import Sequence, Set
from itertools import accumulate

from pipeline import lexicon
from pipeline.clean.doubled.explain import Choice, Slip
from pipeline.model import Finding, Span

DOUBTFUL = 5.0
"""Nats of margin below which a double that was kept is worth a look: every third was a repeat, above it one in thirty."""
TOSS = 1.0
"""Nats of margin below which a double is kept although a boundary explains it a little better."""

_FIGURE = re.compile(r"(?<=[0-9])(?![0-9.年月日个名人次天周岁项条级类种号元万分])")
_PAPER = re.compile(r"(?<=[表单书册录告案结])(?=\w)")
_GLUE = re.compile(r"\s|^[0-9.]+[^\W0-9A-Za-z_]")


def findings(text: str, choices: Sequence[Choice], slips: Sequence[Slip]) -> tuple[Finding, ...]:
    """One for each slip that white space does not explain, and one for each double that may as well be a repeat."""
    gone = {at for choice in choices if choice.removed for at in range(choice.start, choice.start + choice.removed)}
    lost = [_lost(text, gone, slip) for slip in slips if not _GLUE.search(text[slip.start : slip.end])]
    doubtful = [_doubtful(text, choice) for choice in choices if choice.margin < (TOSS if choice.removed else DOUBTFUL)]
    return (*lost, *doubtful)


def _around(text: str, gone: Set[int], span: Span) -> tuple[str, str]:
    """Up to eight characters before and behind the span, without the repeats, which are gone."""
    start, end = max(0, span[0] - 10), min(len(text), span[1] + 10)
    before, after = (
        "".join(text[at] for at in range(low, high) if at not in gone) for low, high in ((start, span[0]), (span[1], end))
    )
    return before[-8:], after[:8]


def _likely(before: str, words: str, after: str) -> tuple[str, int | None]:
    """The likely character, and after how many characters of `words` it stood, where one place is likelier than the others."""
    if figure := _FIGURE.search(words):
        return "%", figure.start()
    if papers := [match.start() for match in _PAPER.finditer(words + after[:1])]:
        return "》", papers[-1]
    left = before[-4:]
    cuts = set(accumulate(map(len, lexicon.cut(left + words + after[:4]))))
    places = [place for place in range(1, len(words) + 1) if len(left) + place in cuts]
    return "《", places[0] if len(places) == 1 else None


def _lost(text: str, gone: Set[int], slip: Slip) -> Finding:
    words, count = text[slip.start : slip.end], slip.missing
    before, after = _around(text, gone, (slip.start, slip.end))
    likely, at = _likely(before, words, after)
    around = f"{before}[{words}]{after}"
    where_en = "one of 《》 most likely" if at is None else f"most likely {likely} after {(before + words[:at])[-4:]!r}"
    where_zh = "最可能是“《”或“》”" if at is None else f"最可能是“{(before + words[:at])[-4:]}”之后的“{likely}”"
    return Finding(
        code="windows-lost",
        severity="review",
        message_en=f"The site dropped {count} character(s) between brackets in {around!r}: {where_en}. Compare the original.",
        message_zh=f"“{around}”方括号内的文字中有{count}个字符被网站删去，{where_zh}。请对照原文。",
        params={"count": count, "likely": likely, "at": None if at is None else slip.start + at},
        span=(slip.start, slip.end),
    )


def _doubtful(text: str, choice: Choice) -> Finding:
    words = text[choice.start : choice.end]
    around = text[max(0, choice.start - 8) : choice.start] + "[" + words + "]" + text[choice.end : choice.end + 8]
    return Finding(
        code="windows-doubtful",
        severity="review",
        message_en=f"{words!r} in {around!r} was kept, but may be one character repeated by the converter. Check the wording.",
        message_zh=f"“{around}”中的“{words}”予以保留，但也可能是转换时重复的字。请核对原文。",
        params={"words": words},
        span=(choice.start, choice.end),
    )
