"""Phrases that a program printed into a text wherever a page or so many characters ended, told by their places alone.

Part of the channel watermark. Knows what the places of a phrase share (`common`) and whether one cuts a word in two (`cuts`);
finds phrases of which nothing is known but that they stand where no author puts one.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.clean.site import inside
from pipeline.model import Span
from pipeline.rows import has_any, rows_of

REACH = 40
"""Characters to each side in which a recurring phrase is looked for."""
RULE = "-—~=*_·. \u3000"
"""Signs of a line drawn beside a phrase."""
_OPENING = "【『〔«"
_BRACKETED = re.compile(rf"[{_OPENING}][^\n【】『』〔〕«»]{{2,24}}[】』〕»]")
_SIGN = re.compile("[\u2190-\u24ff\u25a0-\u27ff\u2900-\u2bff](?=[\u4e00-\u9fff])")
_ROWS = rows_of(map(chr, range(0x2190, 0x2C00)))
_STREWN, _OTHERS, _ODD, _BEGINS = 3, 0.8, 0.15, 0.35  # places at least; shares with other words around
# them, where no author puts one, and at the head of something
_HEADS, _COLONS = ("", "\n", "。", "；", ";"), ("：", ":")
_SHORTEST = 4  # characters of a phrase with a sign


def strewn(text: str) -> Iterator[Span]:
    """Phrases in brackets or with a sign of their own, whatever they say, that stand in ever other sentences, in the middle of
    words or before a colon: what an author marks stands where something begins or ends."""
    bracketed: dict[str, list[Span]] = {}
    for match in _BRACKETED.finditer(text) if any(sign in text for sign in _OPENING) else ():
        bracketed.setdefault(match[0], []).append(match.span())
    for spans in bracketed.values():
        if _is_strewn(text, spans, 2):
            yield from spans
    for sign in sorted({match[0] for match in _SIGN.finditer(text)} if has_any(text, _ROWS) else ()):
        places: list[int] = []
        for match in re.finditer(re.escape(sign), text):
            if not places or match.start() - places[-1] >= REACH:
                places.append(match.start())
        for phrase in common(text, places) if len(places) > _STREWN else ():
            spans = [match.span() for match in re.finditer(re.escape(phrase), text)] if len(phrase) >= _SHORTEST else []
            if _is_strewn(text, spans, 1):
                yield from spans


def _is_strewn(text: str, spans: list[Span], least: int) -> bool:
    """Whether the places of a phrase are no author's. least: of those where none puts one; more of many."""
    if len(spans) < _STREWN:
        return False
    around = [(text[max(0, start - 2) : start], text[end : end + 2]) for start, end in spans]
    different = min(len({one for one, _ in around}), len({other for _, other in around}))
    begins = sum(text[max(0, start - 1) : start] in _HEADS for start, _ in spans)
    if different < _OTHERS * len(spans) or begins > _BEGINS * len(spans):
        return False
    odd = sum(cuts(text, *span) or text[span[1] : span[1] + 1] in _COLONS for span in spans)
    return odd >= max(least, _ODD * least * len(spans))


def common(text: str, places: list[int]) -> Iterator[str]:
    """What all of the places share to the left and right, where they are far apart."""
    if min(b - a for a, b in pairwise(places)) < REACH:
        return
    left = right = 0
    while left < REACH and places[0] > left and len({text[at - left - 1] for at in places}) == 1:
        left += 1
    while right < REACH and places[-1] + right < len(text) and len({text[at + right] for at in places}) == 1:
        right += 1
    yield text[places[0] - left : places[0] + right].strip("\n。;:,、 ")


def cuts(text: str, start: int, end: int) -> bool:
    """Whether what stands between the two offsets, and rules around it, cuts a word in two."""
    left = text[max(0, start - REACH) : start].rstrip(RULE)[-2:]
    right = text[end : end + REACH].lstrip(RULE)[:2]
    return bool(left and right) and inside.cuts(left, right)
