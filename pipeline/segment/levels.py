"""Qualification levels: how they are written (三级, Ⅲ级, 初级, P3, 五级/初级工), where they head a piece, how they rank.

A higher rank is more senior. The numeral ranks where levels count up (三级 → 3); where a document sets 五级 beside 初级工, as
the national occupational standards do, it counts down.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Level
from pipeline.segment.numerals import number, roman
from pipeline.text import Span

_WORDS = {
    "实习": 0, "见习": 0, "入门": 1, "初级": 1, "助理": 1, "基础": 1, "中级": 2, "熟练": 2, "胜任": 2, "骨干": 3, "高级": 3,
    "精通": 4, "资深": 4, "卓越": 5, "专家": 5, "首席": 6,
}  # fmt: skip
_CRAFT = {"初级工": 1, "中级工": 2, "高级工": 3, "技师": 4, "高级技师": 5}
_ONE = (
    r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s?级(?![别次数差配联])|[一二三四五六七八九]星级|(?:[Ⅰ-Ⅻ]|(?<![A-Za-z])[IV]{1,4})级"
    r"|高级技师|技师|[初中高]级工(?![程艺作具商会业资地段况期序])|[初中高]级"
    r"|(?:实习|见习|入门|基础|熟练|胜任|骨干|精通|卓越|资深|专家)级|首席"
    r"|(?<![A-Za-z])[A-Z]\d{1,2}(?![\d.a-z])级?|Level\s?\d(?!\d)|LEVEL\s?\d(?!\d)"
)
_USUAL = frozenset("PTMSLGEN")  # letters of levels; a list of headings may be coded with any (A1, A2, B1)
LEVEL = re.compile(_ONE)
_HEAD = re.compile(
    rf"^[ \t　]*+(?P<level>(?:{_ONE})(?:[/／](?:{_ONE}))?)"
    r"(?:[ \t　]*+(?P<sign>[:：]))?[ \t　]*+(?P<title>[(（][^()（）\n]{1,16}[)）]|[^\n。；;，,：:、0-9]{0,14})[ \t　]*$",
    re.MULTILINE,
)
_VALUED = re.compile(rf"^[ \t　]*({_ONE})[ \t　]*[:：][ \t　]*(?=[^\n]*[。；;，,]|[^\n]{{15,}})", re.MULTILINE)
_LONGEST_TITLE = 16  # characters
_NO_TITLE = re.compile(
    r"^(?:的|以上|以下|及|和|与|为|不|未|各|标准|要求|测评|考核|分(?![析配解享类工])|人员)|(?:标准|要求|比重)$"
)


@dataclass(frozen=True, slots=True)
class LevelHeading:
    """A line that is a level's heading. number: the level's span where a title follows, else None and title is the level."""

    start: int
    end: int
    label: str
    value: int
    number: Span | None
    title: Span


def headings(text: str, marks: list[int], named: tuple[str, ...] = ()) -> list[LevelHeading]:
    """Lines that head a level, else stretches behind a stop that do; only where two levels of one writing or more do so.

    marks: places of numbers and bullets, in order; one ends a heading's title in running text. named: levels that the document
    declares in its own words, the lowest first.
    """
    own = _named(text, named) if named else []
    if len({one.value for one in own}) >= 2:
        return own
    found = [one for match in _HEAD.finditer(text) if (one := _line(match)) is not None]
    found += [one for match in _VALUED.finditer(text) if (one := _valued(match)) is not None]
    found = _uncoded(text, sorted(found, key=lambda one: one.start))
    if len({one.value for one in found}) >= 2:
        return found
    found = [one for match in LEVEL.finditer(text) if (one := _stretch(text, match, marks)) is not None]
    steps = [b.value - a.value for a, b in pairwise(found)]
    return found if len(found) >= 3 and 3 * sum(abs(step) == 1 for step in steps) >= 2 * len(steps) else []


def _named(text: str, named: tuple[str, ...]) -> list[LevelHeading]:
    """The document's own levels where they head something: alone on a line, or before a colon."""
    words = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    heads = re.compile(rf"(?:^[ \t　]*({words})[ \t　]*$|(?<![、和及与或])({words})[ \t　]*[:：][ \t　]*)", re.MULTILINE)
    made: list[LevelHeading] = []
    for match in heads.finditer(text):
        span = match.span(1) if match[1] else match.span(2)
        label = text[slice(*span)]
        made.append(LevelHeading(span[0], match.end(), label, named.index(label) + 1, None, span))
    return made


def _uncoded(text: str, found: list[LevelHeading]) -> list[LevelHeading]:
    """Without letters and figures that number a list (A1, A2, B1): of several letters, or of one that nothing else names."""
    coded = [one for one in found if one.label[0].isascii() and one.label[0].isupper() and one.label[1].isdigit()]
    letters = {one.label[0] for one in coded}
    named = any(len(re.findall(rf"{re.escape(one.label)}(?!\d)", text)) > 1 for one in coded)
    if len(letters) == 1 and (letters <= _USUAL or named):
        return found
    return [one for one in found if one not in coded]


def _valued(match: re.Match[str]) -> LevelHeading | None:
    """A level and a colon before its statement (初级：独立处理…)."""
    value = rank(match[1])
    return None if value is None else LevelHeading(match.start(1), match.end(), match[1], value, None, match.span(1))


def _line(match: re.Match[str]) -> LevelHeading | None:
    title = match["title"]
    value = rank(match["level"])
    if value is None or _NO_TITLE.search(title.strip("(（)） ")):
        return None
    level = match.span("level")
    whole = not title or title[0] in "(（"
    words = (level[0], match.end("title")) if whole else match.span("title")
    return LevelHeading(level[0], match.end("title"), match["level"], value, None if whole else level, words)


def _stretch(text: str, match: re.Match[str], marks: list[int]) -> LevelHeading | None:
    """A level behind a stop with a short title up to the next mark (1级响应需求●…)."""
    value = rank(match.group())
    before = text[match.start() - 1] if match.start() else "\n"
    place = bisect_left(marks, match.end())
    if (
        value is None
        or before not in "。；;！\n"
        or place == len(marks)
        or not 2 <= marks[place] - match.end() <= _LONGEST_TITLE
    ):
        return None
    title = text[match.end() : marks[place]].strip()
    if not title or re.search(r"[。；;，,：:、\d]", title) or _NO_TITLE.search(title.strip("(（)） ")):
        return None
    end = match.end() + len(text[match.end() : marks[place]].rstrip())
    start = end - len(title)
    if title[0] in "(（":
        return LevelHeading(match.start(), end, match.group(), value, None, (match.start(), end))
    return LevelHeading(match.start(), end, match.group(), value, match.span(), (start, end))


def rank(label: str) -> int | None:
    """The numeral or the place of a level's word; None where the words name no level."""
    first = re.split("[/／]", label)[-1].strip() if re.search("[/／]", label) else label.strip()
    if first in _CRAFT:
        return _CRAFT[first]
    if (match := re.fullmatch(r"([一二三四五六七八九十]{1,2}|\d{1,2})\s?级", first)) is not None:
        return number(match[1])
    if (match := re.fullmatch(r"(?:[A-Z]|Level\s?|LEVEL\s?)(\d{1,2})级?", first)) is not None:
        return int(match[1])
    if (match := re.fullmatch(r"([一二三四五六七八九]|[Ⅰ-Ⅻ]|[IV]{1,4})(?:星级|级)", first)) is not None:
        return number(match[1]) or roman(match[1])
    return _WORDS.get(first.removesuffix("级") + "级", _WORDS.get(first.removesuffix("级")))


def key(label: str) -> str:
    """What makes two spellings one level: 三级, 3级 and 3 级 are the same."""
    plain = re.sub(r"\s", "", label)
    match = re.match(r"([一二三四五六七八九十]{1,2}|\d{1,2})级", plain)
    return f"{number(match[1])}级" if match else plain


def table(labels: list[tuple[str, str | None]], down: bool) -> tuple[Level, ...]:
    """The levels of a standard from every (label, title) in it, in order of rank. down: a higher numeral is more junior."""
    forms: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for label, title in labels:
        seen = forms.setdefault(key(label), [])
        if label not in seen:
            seen.append(label)
        if title:
            titles.setdefault(key(label), title)
    first: dict[str, str] = {}
    for k, title in titles.items():  # 1级 (初级保管员) of a table is the 初级 of the heading 初级保管员
        if (known := first.setdefault(title, k)) != k:
            forms[known] += forms.pop(k)
    ranked = sorted(forms, key=lambda k: (rank(k) is None, rank(k) or 0))
    ranks = {k: n if (r := rank(k)) is None else r for n, k in enumerate(ranked, start=1)}
    if down and all(k[:-1].isdigit() for k in ranks):
        top = max(ranks.values(), default=0) + 1
        ranks = {k: top - r for k, r in ranks.items()}
    return tuple(
        Level(rank=ranks[k], label=forms[k][0], forms=tuple(forms[k]), title=titles.get(k))
        for k in sorted(ranks, key=lambda k: ranks[k])
    )
