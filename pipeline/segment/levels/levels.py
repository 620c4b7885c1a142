"""Qualification levels: where they head a piece, and how they rank.

A higher rank is more senior. The numeral ranks where levels count up (三级 → 3); where a document sets 五级 beside 初级工, as
the national occupational standards do, it counts down.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.model import Level
from pipeline.segment.levels.levelnames import USUAL, Names, key
from pipeline.segment.marks import scores
from pipeline.segment.marks.numerals import CHINESE
from pipeline.text import Span

_LONGEST_TITLE = 16  # characters
_ROUND = 3  # levels with titles that are no chance
_SIGNS = "◎☆★◆◇■□▲△▶►→※❖"  # before a level that heads a line
_SIGN = re.compile(r"[ \t　]*[:：][ \t　]*")
_LISTED = re.compile(r"\n[ \t　]*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．][ \t　]*\Z")
_MARK = 10  # characters that hold a number at the start of its line
_BRACKETS = re.compile(r"[ \t　]*[(（]([^()（）]+)[)）]$")
_NO_TITLE = re.compile(
    r"^(?:的|以上|以下|及(?!时)|和|与|为|不|未|各|标准|要求|测评|考核|分(?![析配解享类工])|人员)|(?:标准|要求|比重)$"
)
_NO_WHOLE = re.compile(r"^(?:标准|要求|测评|考核|分|人员)$")  # behind a gap: Level 1 及时回应


@dataclass(frozen=True, slots=True)
class LevelHeading:
    """A line that is a level's heading. number: the level's span where a title follows, else None and title is the level."""

    start: int
    end: int
    label: str
    value: int
    number: Span | None
    title: Span


def headings(text: str, marks: list[int], names: Names = USUAL) -> list[LevelHeading]:
    """Lines that head a level, else stretches behind a stop that do; only where two levels of one writing or more do so.

    marks: places of numbers and bullets, in order; one ends a heading's title in running text. named: levels that the document
    declares in its own words, the lowest first.
    """
    head, valued = _patterns(names)
    found = [one for match in head.finditer(text) if (one := _line(match, names)) is not None]
    found += [one for match in valued.finditer(text) if (one := _valued(match, names)) is not None]
    found = _titled(text, names, found)
    taken = {one.start for one in found}
    found += [one for one in _declared(text, names) if one.start not in taken]
    found.sort(key=lambda one: one.start)
    taken = {one.start for one in found}
    spaced = (match for match in names.scanner.finditer(text) if text[match.end() : match.end() + 1] in (" ", "　"))
    running = [one for match in spaced if (one := _stretch(text, match, marks, names)) and one.number and _goes_on(text, one)]
    found = sorted([*found, *(one for one in running if one.start not in taken)], key=lambda one: one.start)
    if len({one.value for one in found}) >= 2:
        return _apart(text, found, names)
    stretches = [one for match in names.scanner.finditer(text) if (one := _stretch(text, match, marks, names)) is not None]
    found = [one for k, one in enumerate(stretches) if _closed(text, one) or _first(text, stretches[k : k + 3])]
    steps = [b.value - a.value for a, b in pairwise(found)]
    return _apart(text, found, names) if len(found) >= 3 and 3 * sum(abs(step) == 1 for step in steps) >= 2 * len(steps) else []


def _titled(text: str, names: Names, found: list[LevelHeading]) -> list[LevelHeading]:
    """The headings with those whose title a blank parts from its statement (1级：完成任务 按照规定…), where most of the levels
    have such titles, and few titles are the same.
    """
    made = [
        LevelHeading(m.start("level"), m.end(), m["level"], value, m.span("level"), m.span("title"))
        for m in _titling(names).finditer(text)
        if (value := names.rank(m["level"])) is not None and names.numbered(m["level"])
    ]
    steps = sum(b.value == a.value + 1 for a, b in pairwise(made))
    if len(made) < _ROUND or 5 * steps < 2 * len(made) or 2 * len({text[slice(*one.title)] for one in made}) < len(made):
        return found
    taken = {one.start for one in made}
    others = [one for one in found if one.start not in taken and one.number is None]
    return [*made, *(one for one in found if one.start not in taken)] if 4 * len(others) <= len(made) else found


@lru_cache(maxsize=16)
def _titling(names: Names) -> re.Pattern[str]:
    """A level, a colon, a short title, a blank and a statement: at the head of a line, or behind a stop in running text."""
    return re.compile(
        rf"(?<![^\n。；;！!？?])[ \t　]*(?P<level>{names.pattern})[ \t　]*[:：][ \t　]*(?P<title>[一-鿿]{{2,8}})"
        r"(?=[ \t　]+[^\n。；;]{6})"
    )


def _apart(text: str, found: list[LevelHeading], names: Names) -> list[LevelHeading]:
    """The headings; where a numbered level comes back with other words in brackets (1级（响应需求） … 1级（遵守规定）), it is
    the number of each and the words its title: a post that the level is called by would be the same everywhere.
    """
    called: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if (
            one.number is None
            and names.numbered(one.label)
            and _BRACKETS.match(text, one.title[0] + len(one.label), one.title[1])
        ):
            called[one.label].add(text[slice(*one.title)])
    return [_opened(text, one) for one in found] if any(len(titles) > 1 for titles in called.values()) else found


def _opened(text: str, one: LevelHeading) -> LevelHeading:
    start, end = one.title
    behind = start + len(one.label)
    inner = _BRACKETS.match(text, behind, end) if one.number is None else None
    if inner is None:
        return one
    return LevelHeading(one.start, one.end, one.label, one.value, (start, behind), inner.span(1))


def _declared(text: str, names: Names) -> list[LevelHeading]:
    """The document's own levels before a colon, wherever they stand; an item of one list (（一）初级：技术员) is none."""
    if not names.anywhere:
        return []
    words = "|".join(map(re.escape, sorted(names.anywhere, key=lambda name: (-len(name), name))))
    found = re.finditer(rf"(?<![、和及与或])(?P<level>{words})[ \t　]*[:：][ \t　]*", text)
    made = [LevelHeading(m.start(), m.end(), m["level"], names.rank(m["level"]) or 0, None, m.span("level")) for m in found]
    counts = Counter(one.label for one in made)
    return [one for one in made if counts[one.label] > 1 or not _LISTED.search(text, max(0, one.start - _MARK), one.start)]


@lru_cache(maxsize=16)
def _patterns(names: Names) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a line that heads a level looks like, and one that goes on with its statement behind a colon."""
    one = names.pattern
    head = re.compile(
        rf"^[ \t　]*+(?:(?P<bullet>[{_SIGNS}]{{1,6}})[ \t　]*+)?"
        rf"(?:(?P<mark>[Ⅰ-Ⅻ]|[IVX]{{1,4}})[ \t　]++)?(?P<level>(?:{one})(?:[/／](?:{one}))?)"
        r"(?:[ \t　]*+(?P<sign>[:：]))?(?P<gap>[ \t　]*+)"
        r"(?P<title>[(（][^()（）\n]{1,16}[)）]|[^\n。；;，,：:、0-9]{0,14})[ \t　]*$",
        re.MULTILINE,
    )
    points = rf"(?:{scores.WEIGHT.pattern})"
    valued = re.compile(
        rf"^[ \t　]*({one})(?:[ \t　]*(?P<points>{points}))?[ \t　]*[:：][ \t　]*"
        r"(?(points)|(?=[^\n]*[。；;，,]|[^\n]{15,}|(?:无要求|无|不[一-鿿]{1,4})[ \t　]*$))",
        re.MULTILINE,
    )
    return head, valued


def _valued(match: re.Match[str], names: Names) -> LevelHeading | None:
    """A level and a colon before its statement (初级：独立处理…, 三级（20分）：…); points stay with what stands behind it."""
    value = names.rank(match[1])
    end = match.end(1) if match["points"] else match.end()
    return None if value is None else LevelHeading(match.start(1), end, match[1], value, None, match.span(1))


def _line(match: re.Match[str], names: Names) -> LevelHeading | None:
    title = match["title"]
    value = names.rank(match["level"])
    apart = match["gap"] or title[:1] in ("(", "（")  # not run together with the level's name
    if value is None or (_NO_WHOLE if apart else _NO_TITLE).search(title.strip("(（)） ")):
        return None
    level = match.span("level")
    if scores.WEIGHT.fullmatch(title) and match["mark"] is None:  # P1（20分）: points stay with what stands below
        return LevelHeading(
            match.start("bullet") if match["bullet"] else level[0], level[1], match["level"], value, None, level
        )
    grown = not match["gap"] and not match["sign"] and _named(match["level"], names)  # 初级维保工: a name, no number
    whole = not title or title[0] in "(（" or grown or match["mark"] is not None
    words = level if not title else (level[0], match.end("title")) if whole else match.span("title")
    number = match.span("mark") if match["mark"] else None if whole else level
    start = match.start("bullet") if match["bullet"] else number[0] if number else level[0]
    return LevelHeading(start, match.end("title"), match["level"], value, number, words)


def _named(level: str, names: Names) -> bool:
    """Whether what is glued to a level is one name with it (初级维保工, 一级技师); figures and codes are numbers."""
    return not names.numbered(level) or level[0] in CHINESE


def _closed(text: str, one: LevelHeading) -> bool:
    """Whether a level stands behind a stop, or before a colon."""
    behind = one.start + len(one.label)
    return one.start == 0 or text[one.start - 1] in "。；;！\n" or _SIGN.match(text, behind) is not None


def _first(text: str, stretches: list[LevelHeading]) -> bool:
    """The first level behind a heading's title (等级条件五级见习员1…): two more behind stops go on with it, step by step."""
    values = [one.value for one in stretches]
    steps = {b - a for a, b in pairwise(values)}
    return len(values) == 3 and steps in ({1}, {-1}) and all(_closed(text, one) for one in stretches[1:])


def _goes_on(text: str, one: LevelHeading) -> bool:
    """Whether the line of a level and its title goes on; inside a line its first division does (2级 技术员2.1…)."""
    inside = text[one.end : one.end + 1] not in ("", "\n") and "\n" not in text[one.start : one.end]
    headed = text[one.start - 1 : one.start] in ("", "\n")
    return inside and (headed or text.startswith(f"{one.value}.1", one.end))


def _stretch(text: str, match: re.Match[str], marks: list[int], names: Names) -> LevelHeading | None:
    """A level with a short title up to the next mark (1级响应需求●…, 1级:响应需求●…)."""
    value = names.rank(match.group())
    place = bisect_left(marks, match.end())
    signed = _SIGN.match(text, match.end())
    behind = signed.end() if signed else match.end()
    if value is None or place == len(marks) or not 2 <= marks[place] - behind <= _LONGEST_TITLE:
        return None
    title = text[behind : marks[place]].strip()
    if not title or re.search(r"[。；;，,：:、\d]", title) or _NO_TITLE.search(title.strip("(（)） ")):
        return None
    end = behind + len(text[behind : marks[place]].rstrip())
    start = end - len(title)
    if title[0] in "(（" or (not names.numbered(match.group()) and behind == start and signed is None):
        return LevelHeading(match.start(), end, match.group(), value, None, (match.start(), end))
    return LevelHeading(match.start(), end, match.group(), value, match.span(), (start, end))


def table(labels: list[tuple[str, str | None]], down: bool, names: Names = USUAL) -> tuple[Level, ...]:
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
    rank = names.rank
    ranked = sorted(forms, key=lambda k: (rank(k) is None, rank(k) or 0))
    ranks = {k: n if (r := rank(k)) is None else r for n, k in enumerate(ranked, start=1)}
    if not any(names.numbered(k) for k in ranks) and any(k in names.declared or re.match("[A-F]级", k) for k in ranks):
        ranks = {k: n for n, k in enumerate(ranked, start=1)}
    if down and all(k[:-1].isdigit() for k in ranks):
        top = max(ranks.values(), default=0) + 1
        ranks = {k: top - r for k, r in ranks.items()}
    return tuple(
        Level(rank=ranks[k], label=forms[k][0], forms=tuple(forms[k]), title=titles.get(k))
        for k in sorted(ranks, key=lambda k: ranks[k])
    )
