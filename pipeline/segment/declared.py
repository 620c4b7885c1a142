"""Levels that a document declares in its own words (划分为新手、合格、骨干和首席四个等级), where no list of levels knows them.

Evidence: an enumeration beside a number of levels that is just as long as it says. The order is the document's: juniors first,
unless a word that is known everywhere (高级, 首席) says the reverse.
"""

import re

from pipeline.segment.levels import rank
from pipeline.segment.numerals import number

_NUMBER = r"(?P<n>[二两三四五六七八九]|\d)个?(?:[^\W\d_]{2,4})?(?:等级|级别|层级|层次|等次|级)"
_ITEM = r"[^、,，。;；:：()（）\n]{1,10}"
_ITEMS = rf"(?P<items>{_ITEM}?(?:[、和及与]{_ITEM}?)+?)"
_BEFORE = re.compile(rf"(?:分为|分成|设有|共设|设置|包括|即|设)[:：]?{_ITEMS}(?:等|共|这)?{_NUMBER}")
_BEHIND = re.compile(rf"{_NUMBER}[,，]?(?:分别[为是]|依次[为是]|从低到高[为是]|即|[:：(（])[:：]?{_ITEMS}[。;；)）\n]")
_PARTS = re.compile("[、和及与]")
_QUOTES = "“”\"'‘’《》 \t　"


def declared(text: str) -> tuple[str, ...]:
    """The levels that a text enumerates and counts, the lowest first; () where all are spelled as levels are anyway."""
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(text):
            words = [part.strip(_QUOTES) for part in _PARTS.split(match["items"])]
            if len(words) == number(match["n"]) == len(set(words)) and all(len(w) > 1 for w in words):
                ranks = [rank(w) for w in words]
                return () if None not in ranks else _ascending(words)
    return ()


def _ascending(words: list[str]) -> tuple[str, ...]:
    """The words from the lowest level up, by the first two that are known."""
    known = [r for w in words if (r := next((rank(w[:n]) for n in (3, 2) if rank(w[:n]) is not None), None)) is not None]
    return tuple(words[::-1]) if len(known) > 1 and known[0] > known[-1] else tuple(words)
