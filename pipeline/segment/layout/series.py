"""Levels that head lines in a text without lines: they count up, once through the document or anew in every block.

Levels of one writing (1级(…), Level 1 …, 一级技师 behind stops) are weighed together: levels in sentences keep no order. Where
a level's title ends is decided for all of them: in brackets; before a bullet; before a title that comes back; where its name
stands elsewhere with other words behind it; at a seam, at the one length that nearly all may have.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks import scores
from pipeline.segment.marks.marks import BULLETS, NAMED
from pipeline.segment.marks.numerals import number
from pipeline.segment.words.stretch import Stretch
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_FEWEST = 3  # levels that make a series
_ORDERED = 0.85  # of the steps of a series go up by one or begin anew
_APART = 12  # characters between two heads, half of them at the least; columns of a table stand closer
_COLUMN = 6  # characters between two levels of a row at the most
_LONGEST = 16  # characters of a level's title
_KINDS = ("word", "space", "bracket", "colon", "points")  # of heads, by what follows the level's name
_ROUNDS = 3  # times that levels count up, where they head lines whatever stands before them
_ROUND = 0.95  # of the steps of such
_NEARLY = 0.8  # of the titles of a series may have the length that all have
_SURE, _UNLIKELY = 9.0, -12.0  # nats for an end that is told, and for one where nothing but a word ends
_IN_SENTENCE = re.compile(r"[\d.．、任为达到至及和与或的]")  # right before a level that heads nothing
_GOES_ON = re.compile("[至到和与或级的]|及以|及其|以[上下]")  # right behind a level that heads nothing
_OF_OTHERS = "高低上下前后同每各本该某另其更"  # right before a level that tells of another (高一级包含低一级)
_CLOSED = re.compile(r"[。；;！!？?\n]")
_BRACKET = re.compile(r"[(（][^()（）\n]{1,16}[)）]")
_LABEL = re.compile(r"[一-鿿]{2,8}[:：]")
_LEADER = re.compile(r"[ 　]?(?:[.．…·]{2}|\d)")  # before the page of an entry of the contents
_NAMED = re.compile(
    rf"(?P<word>{NAMED})\s?(?P<number>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})(?![\d.．级个项次种类名人年月日天分岁])"
)
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+|[Ⅰ-Ⅻ]")
_LISTED = f"{BULLETS}·①"
_INSIDE = re.compile(rf"[。；;！!？?，,：:、\n\d{_LISTED}]")


class Level(NamedTuple):
    """start, end: of its name; value: its rank."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Series:
    """Levels that head lines, of one writing. kind: what follows their names; elsewhere: the signs that stand behind a level's
    name and the words that go on with it, where it heads nothing.
    """

    levels: list[Level]
    kind: str
    elsewhere: dict[str, set[str]]


def find(text: str, span: Span, names: Names) -> list[Series]:
    """The series of a stretch."""
    groups: dict[tuple[str, str], list[Level]] = defaultdict(list)
    every: list[Span] = []
    for match in names.scanner.finditer(text, *span):
        start, end = match.span()
        every.append((start, end))
        kind = _kind(text, start, end)
        if kind and (value := names.rank(match.group())) is not None:
            groups[_DIGITS.sub("#", match.group()), kind].append(Level(start, end, value))
    joined = _join(groups)
    for match in _NAMED.finditer(text, *span):
        if not _IN_SENTENCE.match(text, max(span[0], match.start() - 1)):
            groups[match["word"], "named"].append(Level(match.start(), match.end(), number(match["number"]) or 0))
    ordered = [(kind, group) for (writing, kind), group in groups.items() if writing in joined or _ordered(group)]
    return [Series(group, kind, _elsewhere(text, every, {one.start for one in group})) for kind, group in ordered]


def _join(groups: dict[tuple[str, str], list[Level]]) -> set[str]:
    """Puts the levels of one writing that nothing closed the words before with the others, where all of them together count
    up again and again; the writings of which that is so.
    """
    joined: set[str] = set()
    for writing in sorted({writing for writing, kind in groups if kind == "inner"}):
        inner = groups.pop((writing, "inner"))
        every = sorted([*inner, *(x for kind in _KINDS for x in groups.get((writing, kind), ()))])
        columns = any(b.start - a.end < _COLUMN for a, b in pairwise(every))
        if _rounds(every) >= _ROUNDS and not columns and _ordered(every, _ROUND, _COLUMN):
            groups[writing, "word"] = sorted([*groups.get((writing, "word"), []), *inner])
            joined.add(writing)
    return joined


def _rounds(levels: list[Level]) -> int:
    """How often levels count up, or down, from where they began."""
    steps = [b.value - a.value for a, b in pairwise(levels)]
    up = _way(steps)
    return 1 + sum(up * step <= 0 for step in steps)


def _way(steps: list[int]) -> int:
    """1 where levels mostly count up, -1 where they count down."""
    return 1 if steps.count(1) >= steps.count(-1) else -1


def outside(found: list[Series], tables: list[Span]) -> list[Series]:
    """The series without the levels that head rows of tables."""
    if not tables:
        return found
    kept = [replace(one, levels=[x for x in one.levels if not any(a <= x.start < b for a, b in tables)]) for one in found]
    return [one for one in kept if len(one.levels) >= _FEWEST]


def _kind(text: str, start: int, end: int) -> str:
    """What follows a level's name; "" where it heads nothing by its neighbours."""
    before, after = text[max(0, start - 2) : start].rstrip(" 　")[-1:], text[end : end + 1]
    if _IN_SENTENCE.match(before):
        return ""
    if after in (":", "："):
        return "colon"
    if after in ("(", "（"):
        closed = _BRACKET.match(text, end)
        if closed and text[closed.end() : closed.end() + 1] in (":", "：") and scores.WEIGHT.fullmatch(closed.group()):
            return "points"
        return "bracket" if closed and not _LEADER.match(text, closed.end()) else ""
    if after in (" ", "　"):
        return "space"
    if not "一" <= after <= "鿿" or _GOES_ON.match(text, end):
        return ""
    if text[start].isascii() and text[start].isalpha():
        return "loose"
    return "word" if not before or _CLOSED.match(before) else "" if before in _OF_OTHERS else "inner"


def _ordered(group: list[Level], share: float = _ORDERED, least: int = _APART) -> bool:
    """Whether levels count up or down, step by step, as often as they begin anew."""
    if len(group) < _FEWEST:
        return False
    steps = [b.value - a.value for a, b in pairwise(group)]
    up = _way(steps)
    first = min(up * level.value for level in group)
    anew = sum(up * b.value == first and up * (b.value - a.value) <= 0 for a, b in pairwise(group))
    apart = sorted(b.start - a.end for a, b in pairwise(group))[len(steps) // 2]
    return steps.count(up) > 1 and steps.count(up) + anew >= share * len(steps) and apart >= least


def headed(text: str, series: Series, titles: set[int]) -> bool:
    """Whether the levels of a series head lines: those that nothing closed the words before do only right before titles."""
    before = sum(any(place in titles for place in range(one.end, one.end + _LONGEST)) for one in series.levels)
    closed = all(one.start == 0 or _CLOSED.match(text[one.start - 1]) for one in series.levels)
    return series.kind != "loose" or closed or before >= _NEARLY * len(series.levels)


def _elsewhere(text: str, every: list[Span], heads: set[int]) -> dict[str, set[str]]:
    """The signs that stand behind a level's name and the words that go on with it, where it heads nothing."""
    found: dict[str, set[str]] = defaultdict(set)
    for start, end in every:
        if start not in heads:
            for place in range(end + 2, min(len(text), end + _LONGEST)):
                found[text[start:place]].add(text[place])
    return found


def ends(text: str, series: Series, titles: set[int]) -> list[int]:
    """Where the titles of the levels of a series end. titles: where titles that come back begin."""
    if series.kind == "colon":
        return [end for level in series.levels if (end := _colon_end(text, level.end))]
    if series.kind == "points":
        return []
    if series.kind == "named":
        return [level.end for level in series.levels if _LABEL.match(text, level.end)]
    if series.kind == "bracket":
        return [match.end() for level in series.levels if (match := _BRACKET.match(text, level.end))]
    scored = [_seams(text, level, titles, series.elsewhere) for level in series.levels]
    common, again = _common(scored), _rounds(series.levels) >= _ROUNDS
    found: list[int] = []
    for level, seams in zip(series.levels, scored, strict=True):
        likely = {n: score for n, score in seams.items() if score > 0 or n == common}
        if likely:
            found.append(level.end + max(likely, key=lambda n, likely=likely: (n == common, likely[n])))  # type: ignore[misc]
        elif again and seams:
            found.append(level.end)
    return found


def _common(scored: list[dict[int, float]]) -> int:
    """The length that nearly all titles of a series may have and that is the likeliest of such; 0 where there is none."""
    lengths = sorted({n for seams in scored for n in seams})
    shared = [n for n in lengths if sum(n in seams for seams in scored) >= _NEARLY * len(scored)]
    return max(shared, key=lambda n: (sum(seams.get(n, 0.0) for seams in scored), -n), default=0)


def _colon_end(text: str, start: int) -> int:
    """Where a title behind a colon ends, before a bullet; 0 where a statement stands there."""
    match = _INSIDE.search(text, start + 1, start + 1 + _LONGEST)
    return match.start() if match is not None and match.start() > start + 1 and _list(match) else 0


def _list(stop: re.Match[str] | None) -> bool:
    """Whether a title ends because a list begins."""
    return stop is not None and (stop.group() in _LISTED or stop.group() == "1")


def _seams(text: str, level: Level, titles: set[int], elsewhere: dict[str, set[str]]) -> dict[int, float]:
    """The lengths that a level's title may have, with the white space before it, and what speaks for each."""
    stop = _INSIDE.search(text, level.end, level.end + _LONGEST)
    last = stop.start() if stop else min(len(text), level.end + _LONGEST)
    ahead = next((place for place in range(level.end + 1, last + 1) if place in titles), 0)
    if ahead or (_list(stop) and last > level.end + 2):
        return {(ahead or last) - level.end: _SURE}
    start = level.end
    while text[start : start + 1] in (" ", "　"):
        start += 1
    end = min(len(text), start + 60)
    stretch = Stretch(text, tagged(text, start, end), end)
    seams = {word.start - level.end: _UNLIKELY for word in stretch.words[1:] if word.start < last}
    seams |= {stretch.words[k].start - level.end: s for k, s in stretch.seams(0, "stop") if stretch.words[k].start < last}
    for place in range(level.end + 2, last):
        if elsewhere.get(text[level.start : place], set()) - {text[place]}:
            seams[place - level.end] = _SURE
    return seams
