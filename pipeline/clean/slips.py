"""What the windows say of characters that are gone: a boundary that comes early counted some that no longer stand there.

Sites drop 《》 and %. Known is how many are gone between two boundaries, not which: a % likely stood behind a figure, a 》
behind the name of a paper (…表, …书), everything else is only a stretch to look at. Nothing is put back.
"""

import re
from collections.abc import Sequence

from pipeline.clean.fit import Choice, Slip
from pipeline.model import Finding

DOUBTFUL = 5.0
"""Nats of margin below which a double that was kept is worth a look: every third was a repeat, above it one in twenty."""

_FIGURE = re.compile(r"[0-9](?![0-9.年月日个名人次天周岁项条级类种号元万分])")
_PAPER = re.compile(r"[表单书册录告案结][^\W_]")
_GLUE = re.compile(r"\s|[0-9.][^\W0-9A-Za-z_]")


def findings(text: str, choices: Sequence[Choice], slips: Sequence[Slip]) -> tuple[Finding, ...]:
    """One for each slip that white space does not explain, and one for each double that may as well be a repeat."""
    lost = [_lost(text, slip) for slip in slips if not _GLUE.search(text[slip.start : slip.end])]
    doubtful = [_doubtful(text, choice) for choice in choices if not choice.removed and choice.margin < DOUBTFUL]
    return (*lost, *doubtful)


def _place(words: str) -> tuple[str, int | None]:
    """The likely character and how many characters of the stretch stand before it."""
    if figure := _FIGURE.search(words):
        return "%", figure.end()
    if paper := _PAPER.search(words):
        return "》", paper.start() + 1
    return "《", None


def _lost(text: str, slip: Slip) -> Finding:
    words = text[slip.start : slip.end]
    likely, at = _place(words)
    around, gone = text[max(0, slip.start - 8) : slip.start] + "[" + words + "]" + text[slip.end : slip.end + 8], slip.missing
    where_en = f"most likely {likely} after {words[:at]!r}" if at else "《 or 》 most likely"
    where_zh = f"最可能是“{words[:at]}”之后的“{likely}”" if at else "最可能是“《”或“》”"
    return Finding(
        code="windows-lost",
        severity="review",
        message_en=f"The site dropped {gone} character(s) at {around!r}: {where_en}. Compare with the original document.",
        message_zh=f"“{around}”处有{gone}个字符被网站删去，{where_zh}。请对照原文。",
        params={"count": gone, "likely": likely, "at": None if at is None else slip.start + at},
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
