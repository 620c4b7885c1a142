"""Rows of a table below levels, run together in one line (学历大专本科证书初级证中级证…): a title, then a cell for each level.

Evidence, weighed together by a dynamic program over the words of the line: a title is one of those that such rows have (data),
or a short noun; the cells of a row begin and end alike, as far as their first comma; none looks like two of them; none ends
before a figure that it leads to (满|3年) or in the middle of a word, but where what the line repeats begins or ends; where
spaces keep cells apart, none holds one.
"""

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from operator import attrgetter

import msgspec

from pipeline.segment.draft.draft import trim
from pipeline.segment.words.tablewords import any_of, condition, words
from pipeline.segment.words.words import tagged
from pipeline.text import Span

Row = tuple[Span, list[Span]]

_WIDTH, _MARGIN = 4, 2.5  # states kept at a place for each column; how much dearer than the best of a place one may be
_LONGEST, _TITLE = 50, 10  # characters of a cell, of a title
_REACH = 700  # characters that are tried
_GAIN, _ROW_COST = 0.12, 0.4  # what a character of a row explains, and what a row costs
_SPACE, _FEW = 2.0, 3  # what a space inside a cell costs; spaces that are no chance
_REST = 2.0  # what it costs to leave words behind the last row
_SURE = frozenset(words("conditions"))
_KNOWN = _SURE | frozenset(words("asked"))
_ANY = rf"(?:{any_of('conditions')}|{any_of('asked')})"
_ROW = condition()
_FIRST = re.compile(_ANY)
_LONG_WORDS = "|".join(word for word in words("conditions") if len(word) > 3)
_INNER = re.compile(rf"(?:学历|工龄|证书|职称|{_LONG_WORDS})(?=[一-鿿])")
_NAME = re.compile(r"[一-鿿]{2,8}$")
_CN = "[一二三四五六七八九十]{1,3}"
_END = re.compile(
    rf"[。\n]|第(?:{_CN}|\d{{1,3}})[部编篇章节条]|{_CN}、(?![一二三四五六七八九十])|[(（](?:{_CN}|\d)[)）]|[①-⑳㈠-㈩●■◆]|[Ⅰ-Ⅻ](?![类级])"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}(?![\d%％万亿年元])(?=[ 　]?[一-鿿])|(?<![\d.])\d[、)）](?!\d)|(?:备?注|说明)\d?[:：]"
)
_CODES = re.compile(r"[A-Za-z]*\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,2}(?=[年个次级名项月门届篇])")
_FIGURE = re.compile(
    r"\d+(?:\.\d+)?(?:[—–~～至-]\d+(?:\.\d+)?)?(?:个?[年月]|小时|学时|课时|万元|亿元|[分%％次元人名项天个门篇份件场期周条万])?(?:及?以[上下内])?"
    r"|[A-Za-z]+\d*|[一二两三四五六七八九十]{1,2}[年个次名项]"
)
_NOTHING = re.compile(r"(?:不限|不作要求|不要求|无要求|无|[—–/-]{1,2})$")
_NOTHING_MORE = re.compile(r"(?:不限|不作要求|不要求|无要求)(?!专业|学历|年限)[一-鿿]|[—–/-].")
_DEGREE = re.compile(any_of("degrees"))
_FREE_DEGREE = re.compile(rf"(?<![或、/及至]){any_of('degrees')}")
_DEGREE_MORE = re.compile(rf"(?:{any_of('degrees')}|及?以上|学历|[或及、])++[一-鿿]{{1,2}}(?<!优先|毕业|专业)")
_NEVER_FIRST = (*"、,，。；;：:)）】》”·.的及和与或等％%者且之", "以上", "以下", "以内", "优先")
_NEVER_LAST = tuple("、,，：:；;(（【《“的及和与或在至于")
_TOWARDS = "满近约达过于每第任少超前后"  # before a figure
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十]{1,2}[年个次名项]")
_LOOSE = ("d", "p", "c", "u", "r", "b")  # tags of words that end no cell
_RANKS = ("高级", "中级", "初级", "资深")  # they lead to what they rank
_SINCE = re.compile(r"(?<=[^,，、;；])(?<![任在满])[近上](?:0[年次届]|年度)")  # a cell begins with it
_WHILE = re.compile(r"[近上每]0年$")  # it leads to what was done in that time
_AGAIN = re.compile(r"([^,，、;；]{2,10}?)\1")


class _Shape(msgspec.Struct, frozen=True, gc=False):
    """How a cell looks: its words and its first clause, figures as 0; whether nothing is asked; whether it is a degree; what
    it costs by itself.
    """

    words: str
    clause: str
    nothing: bool
    degree: bool
    cost: float


class _State(msgspec.Struct, frozen=True, gc=False):
    """What was paid so far; the column of the last cell (0: a title), the cell, how it looks; the state before it."""

    cost: float
    column: int
    cell: Span
    shape: _Shape | None
    before: "_State | None"


_COST = attrgetter("cost")


def rows(text: str, line: Span, count: int) -> list[Row] | None:
    """The rows at the head of a line; None where there are none. count: cells of a row."""
    stop = _END.search(text, line[0], min(line[1], line[0] + _REACH))
    end = stop.start() if stop else min(line[1], line[0] + _REACH)
    if end - line[0] < 2 * count:
        return None
    last = _best(text, _Places(text, (line[0], end)), count)
    cells: list[Span] = []
    while last is not None:
        cells.append(trim(text, *last.cell))
        last = last.before
    cells.reverse()
    found = [(cells[k], cells[k + 1 : k + 1 + count]) for k in range(0, len(cells), count + 1)]
    known = sum(_ROW.match(text[slice(*title)]) is not None for title, _ in found)
    return found if known > 1 and 2 * known >= len(found) else None


class _Places:
    """Where cells may begin and end in a stretch, and what it costs to end one there."""

    def __init__(self, text: str, span: Span) -> None:
        figures = [match.span() for match in _FIGURE.finditer(text, *span)]
        inside = {k for a, b in figures for k in range(a + 1, b)}
        tags = {word.end: word.tag for word in tagged(text, *span)}
        ends = {k for a, b in figures for k in (b, a - (text[a - 1] in _TOWARDS))}
        ends |= {match.end() for match in _DEGREE.finditer(text, *span)}
        inner = sorted({*tags, *ends, *_seams(text, span)} - inside - {*span})
        self.at = [span[0], *(p for p in inner if not text.startswith((*_NEVER_FIRST, " ", "　"), p)), span[1]]
        self.cost = {place: _ending(text, place, tags.get(place)) for place in self.at}
        self.spaced = text.count(" ", *span) > _FEW


def _ending(text: str, place: int, tag: str | None) -> float:
    """What it costs that a cell ends at a place. tag: of the word that ends there; None inside a word."""
    before = text[place - 1]
    if before == "个" and "一" <= text[place : place + 1] <= "鿿":
        return 0.6  # what is counted follows
    if before.isdigit() or before in "%％)）级 　" or text.endswith(words("degrees"), 0, place):
        return 0.0
    cost = 0.3 if tag is None else 0.7 * (tag[:1] in _LOOSE)
    cost += 0.6 * text.endswith(_RANKS, 0, place)
    return cost + 1.0 * (before in _TOWARDS and _COUNTED.match(text, place) is not None)


def _seams(text: str, span: Span) -> set[int]:
    """Places where three characters that a line repeats begin or end, with others beside them (…考核期满… 考核期前…)."""
    beside: dict[str, tuple[set[str], set[str]]] = {}
    places = [(k, text[k : k + 3]) for k in range(span[0], span[1] - 2) if text[k : k + 3].isalpha()]
    for k, three in places:
        before, after = beside.setdefault(three, (set(), set()))
        before.add(text[k - 1 : k])
        after.add(text[k + 3 : k + 4])
    return {k for k, t in places if len(beside[t][0]) > 1} | {k + 3 for k, t in places if len(beside[t][1]) > 1}


def _best(text: str, places: _Places, count: int) -> _State | None:
    """The cheapest chain of whole rows from the head of a stretch."""
    at, last = places.at, len(places.at) - 1
    states: list[list[_State]] = [[] for _ in at]
    best, least = None, 0.0
    for k, place in enumerate(at):
        kept = _kept(states[k], count)
        states[k] = []
        done = next((state for state in kept if state.column == count), None)
        if done is not None and done.cost + _REST * (k < last) < least:
            best, least = done, done.cost + _REST * (k < last)
        open_ = [state for state in kept if state.column < count]
        for j in range(k + 1, bisect_right(at, place + _LONGEST, k + 1)):
            span = place, at[j]
            said = text[slice(*span)].strip()
            if not said or said.endswith(_NEVER_LAST):
                continue
            paid = _SPACE * said.count(" ") - _GAIN * (span[1] - span[0])
            if (done or not k) and len(said) <= _TITLE and (title := _titled(text, span, said)) is not None:
                states[j].append(_State(paid + title + (done.cost if done else 0.0), 0, span, None, done))
            if open_:
                shape = _shape(said)
                paid += shape.cost + places.cost[span[1]]
                glued = _SPACE / 2 if places.spaced and text[span[1] - 1] != " " else 0.0
                for s in open_:
                    cost = s.cost + paid + _beside(s, shape) + glued * (s.column + 1 < count)
                    states[j].append(_State(cost, s.column + 1, span, shape, s))
    return best


def _beside(state: _State, shape: _Shape) -> float:
    """What it costs that a cell stands behind another, or behind its row's title."""
    if state.shape is None:
        return 1.5 * shape.words.startswith(("要求", "情况")) + 0.8 * (_FIRST.match(shape.words) is not None)
    return _unlike(state.shape, shape)


def _kept(found: list[_State], count: int) -> list[_State]:
    """The states worth going on from: of whole rows only the cheapest."""
    kept: list[_State] = []
    taken = [0] * (count + 1)
    found.sort(key=_COST)
    for state in found:
        if state.cost > found[0].cost + _MARGIN:
            break
        if taken[state.column] < (1 if state.column == count else _WIDTH):
            taken[state.column] += 1
            kept.append(state)
    return kept


def _titled(text: str, span: Span, said: str) -> float | None:
    """What it costs that words are a row's title; None where they are none."""
    if _ROW.match(said):
        first = _FIRST.match(said)  # another such word begins it
        runs = first is not None and first.end() + 2 < len(said) and said[first.end()] not in "与及和、/要情"
        before = next((n for n in range(len(said) - 1) if said[n:].removesuffix("要求").removesuffix("情况") in _KNOWN), 0)
        longer = any(text[span[0] - n : span[1]] in _KNOWN for n in (1, 2))
        degree = _DEGREE.match(said) is not None and said not in _KNOWN
        cost = _ROW_COST + 0.8 * runs + 1.2 * longer + 1.0 * degree + 0.12 * before + 0.7 * (before == 1)
        return cost + 0.6 * (said in _KNOWN and said not in _SURE)
    if not _NAME.match(said) or _DEGREE.search(said):
        return None
    own = tagged(text, *span)
    loose = own[0].tag[:1] in (*_LOOSE, "m", "q") or own[-1].tag[:1] not in "nvlaji"
    stated = any(word.tag == "v" or word.text in "无不有未" for word in own)
    return _ROW_COST + 1.6 + 1.5 * (loose or stated) + 0.1 * max(0, len(said) - 4)


@lru_cache(maxsize=8192)
def _shape(said: str) -> _Shape:
    plain = _CODES.sub("0", said)
    clause = re.split("[，,；;]", plain, maxsplit=1)[0]
    nothing, degrees = _NOTHING.match(said) is not None, len(_FREE_DEGREE.findall(said))
    cost = 0.03 * max(0, len(said) - 12) + 0.1 * max(0, len(said) - 28) + 0.7 * (said.isalpha() and len(said) == 1)
    twos = Counter(clause[k : k + 2] for k in range(len(clause) - 1) if "0" not in clause[k : k + 2])
    cost += 0.5 * (max(twos.values(), default=1) - 1)
    threes = [clause[k : k + 3] for k in range(len(clause) - 2)]  # it looks like two
    cost += 0.9 * len(_AGAIN.findall(plain)) + 0.9 * (len(set(threes)) < len(threes)) + 0.35 * max(0, clause.count("0") - 1)
    cost += 0.9 * max(0, degrees - 1) + 0.6 * (_DEGREE_MORE.match(said) is not None)
    cost += 0.9 * len(_INNER.findall(said, 2)) + 0.9 * len(_SINCE.findall(plain)) + 0.9 * (_WHILE.search(plain) is not None)
    cost += 1.2 * (_ROW.match(said) is not None and not nothing) + 0.25 * (len(said) > 5 and said.endswith(tuple(_SURE)))
    cost += 0.9 * (_NOTHING_MORE.match(said) is not None and not nothing) + 0.5 * (said.count("；") + said.count(";"))
    cost += 1.2 * (said.count("(") + said.count("（") != said.count(")") + said.count("）"))
    return _Shape(plain, clause, nothing, _DEGREE.match(said) is not None, cost)


@lru_cache(maxsize=16384)
def _unlike(left: _Shape, right: _Shape) -> float:
    """How unlike two cells beside each other are."""
    if left.words == right.words:
        return -0.3
    if left.nothing or right.nothing:
        return 0.3
    one, other, degrees = left.clause, right.clause, left.degree and right.degree
    cost = 0.0 if degrees or one[:2] == other[:2] else 0.5 if one[:1] == other[:1] else 0.8
    alike = one[-2:] == other[-2:] or left.words[-2:] == right.words[-2:] or degrees
    cost += 0.0 if alike else 0.4 if one[-1:] == other[-1:] else 0.7
    short, long = sorted((len(one), len(other)))
    return cost + 0.05 * min(12, long - short) + 0.3 * (3 * short < long)
