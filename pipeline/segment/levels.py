"""Qualification levels: how they are written (三级, 3级, 初级, P3, 五级/初级工), where they head a piece, and how they rank.

A higher rank is more senior. The numeral ranks where levels count up (三级 → 3); where a document sets 五级 beside 初级工, as the
national occupational standards do, it counts down.
"""

import re
from dataclasses import dataclass

from pipeline.model import Level
from pipeline.segment.numerals import number
from pipeline.text import Span

_WORDS = {"实习": 0, "见习": 0, "初级": 1, "助理": 1, "中级": 2, "高级": 3, "资深": 4, "专家": 5, "首席": 6}
_CRAFT = {"初级工": 1, "中级工": 2, "高级工": 3, "技师": 4, "高级技师": 5}
_ONE = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s?级|高级技师|技师|[初中高]级工|[初中高]级|资深级|专家级|首席|(?<![A-Za-z])[PTMSLGE]\d{1,2}(?![\d.])级?"
LEVEL = re.compile(_ONE)
_HEAD = re.compile(
    rf"^[ \t　]*(?P<level>(?:{_ONE})(?:[/／](?:{_ONE}))?)"
    r"(?:[ \t　]*(?P<sign>[:：]))?[ \t　]*(?P<title>[(（][^()（）\n]{1,16}[)）]|[^\n。；;，,：:、0-9]{0,14})[ \t　]*$",
    re.MULTILINE,
)
_NO_TITLE = re.compile(r"^(?:的|以上|以下|及|和|与|为|不|未|各|标准|要求|测评|考核|分(?![析配解享类工])|人员)|(?:标准|要求|比重)$")


@dataclass(frozen=True, slots=True)
class LevelHeading:
    """A line that is a level's heading. number: the level's span where a title follows, else None and title is the level."""

    start: int
    end: int
    label: str
    value: int
    number: Span | None
    title: Span


def headings(text: str) -> list[LevelHeading]:
    """Lines that head a level; only where two levels of one writing or more do so."""
    found: list[LevelHeading] = []
    for match in _HEAD.finditer(text):
        title = match["title"]
        if _NO_TITLE.search(title.strip("(（)） ")):
            continue
        value = rank(match["level"])
        if value is None:
            continue
        level = match.span("level")
        whole = not title or title[0] in "(（"
        words = (level[0], match.end("title")) if whole else match.span("title")
        found.append(LevelHeading(level[0], match.end("title"), match["level"], value, None if whole else level, words))
    return found if len({one.value for one in found}) >= 2 else []


def rank(label: str) -> int | None:
    """The numeral or the place of a level's word; None where the words name no level."""
    first = re.split("[/／]", label)[-1].strip() if re.search("[/／]", label) else label.strip()
    if first in _CRAFT:
        return _CRAFT[first]
    if (match := re.fullmatch(r"([一二三四五六七八九十]{1,2}|\d{1,2})\s?级", first)) is not None:
        return number(match[1])
    if (match := re.fullmatch(r"[PTMSLGE](\d{1,2})级?", first)) is not None:
        return int(match[1])
    return _WORDS.get(first.removesuffix("级") + "级", _WORDS.get(first.removesuffix("级")))


def key(label: str) -> str:
    """What makes two spellings one level: 三级, 3级 and 3 级 are the same."""
    plain = re.sub(r"\s", "", label)
    match = re.match(r"([一二三四五六七八九十]{1,2}|\d{1,2})级", plain)
    return f"{number(match[1])}级" if match else plain


def table(labels: list[tuple[str, str | None]], down: bool) -> tuple[Level, ...]:
    """The levels of a standard from every (label, title) seen in it, in order of rank. down: a higher numeral is more junior."""
    forms: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for label, title in labels:
        seen = forms.setdefault(key(label), [])
        if label not in seen:
            seen.append(label)
        if title:
            titles.setdefault(key(label), title)
    ranked = sorted(forms, key=lambda k: (rank(k) is None, rank(k) or 0))
    ranks = {k: rank(k) or n for n, k in enumerate(ranked, start=1)}
    if down:
        top = max(ranks.values(), default=0) + 1
        ranks = {k: top - r for k, r in ranks.items()}
    return tuple(
        Level(rank=ranks[k], label=forms[k][0], forms=tuple(forms[k]), title=titles.get(k))
        for k in sorted(ranks, key=lambda k: ranks[k])
    )
