"""Rows of a table whose cells spaces keep apart, run together in one line (序号 项目 分值1 出勤 20 迟到扣1分2 卫生 15 …).

Where a row ended and the next began, the last cell of one is glued to the first of the next. These stand as many spaces apart
as the table has columns less one; what tells them is that their ends count up from one, or are levels step by step, or that
all cells behind the first are figures. The head has as many cells; the last row ends with its last cell, like those above it.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from pipeline.literals import Scanner
from pipeline.segment.grids.grids import RANKING, SERIAL
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.regrid.columnheads import known
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_FEWEST = 3  # rows
_WIDEST = 7  # spaces in a row
_CELL = 120  # characters of a cell
_TITLED = 20  # characters of the title of a chapter
_FIRST = 8  # characters of a level's name or a head word
_SPACE = Scanner(re.compile(r"(?<=[^\s])[ 　](?=[^\s])"))
_SERIAL = re.compile(r"(?<![\d.．/－-])\d{1,2}$")
_FIRSTS = re.compile(f"{RANKING.pattern}|{SERIAL.pattern}")
_TITLE = re.compile(r"[^\W\d_]{2,10}(?:[/／][^\W\d_]{2,6})?(?:[(（][^()（）]{1,6}[)）])?")
_FIGURE = re.compile(r"\d{1,4}(?:\.\d{1,2})?[%％分]?|[—–]{1,2}|[-/／√×]")
_BRACKETED = re.compile(r"[^\d()（）]{2,12}[(（][^()（）]{1,6}[)）]")
_ROW_TITLE = re.compile(r"[^\W\d_][^\d。；;，,：:]{1,15}")
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,2}[)）]|第[一二三四五六七八九十]{1,2}[部编篇章类])[^。；;]{2,24}$"
)
_BEYOND = re.compile(
    r"(?:合计|总计|总分|小计)|[一二三四五六七八九十]{1,3}[、．.]|[(（][一二三四五六七八九十]{1,2}[)）]|第[一二三四五六七八九十\d]{1,3}[部编篇章节条]"
    r"|(?<![\d.])\d{1,2}(?:[.．]\d{1,2})+(?=[一-鿿])|[注备]注?[:：]|附[件录表]|[●◆■①]"
)
_TOTAL = re.compile(r"(?:合计|总计|总分|小计)$")


class _Table(NamedTuple):
    """first: the token that ends with the first cell of the first row; width: spaces in a row; rows: where each begins.

    end: where the last row ends, if it is known; leveled: levels may head columns.
    """

    first: int
    width: int
    rows: list[int]
    end: int | None = None
    leveled: bool = False


class Rows(NamedTuple):
    """spans: of the tables; begins: where heads, rows and what stands behind them begin; gaps: the spaces between cells."""

    spans: list[Span]
    begins: list[int]
    gaps: list[int]


def find(text: str, span: Span, names: Names) -> Rows:
    """The tables of a line."""
    edges = [span[0] - 1, *(m.start() for m in _SPACE.finditer(text, *span)), span[1]]
    tokens = [(a + 1, b) for a, b in pairwise(edges)]
    found = Rows([], [], [])
    at = 0
    while at + 2 < len(tokens):
        table = _serial(text, tokens, at) or _leveled(text, tokens, at, names) or _figured(text, tokens, at, known(names))
        head = _head(text, tokens, table, names) if table is not None else None
        if table is None or head is None:
            at += 1
            continue
        behind = _behind(text, tokens, table)
        at = table.first + table.width * len(table.rows)
        groups = [_group(text, tokens, table, row) for row in range(len(table.rows))]
        found.begins.extend((head, *table.rows, *groups, *behind))
        found.gaps.extend(tokens[k][1] for k in range(table.first - table.width, at + (len(behind) > 1)))
        found.spans.append((head, max(behind, default=tokens[min(at, len(tokens) - 1)][1])))
    return found


def _serial(text: str, tokens: list[Span], at: int) -> _Table | None:
    """The table whose first column counts up from one, the first row of which begins at the end of a token."""
    if _ends(text, tokens[at], 1) is None:
        return None
    for width in range(2, min(_WIDEST, len(tokens) - at - 1) + 1):
        rows: list[int] = []
        for k in range(at, len(tokens), width):
            place = _ends(text, tokens[k], len(rows) + 1)
            if place is None or tokens[k][1] - tokens[k][0] > _CELL:
                break
            rows.append(place)
        if len(rows) >= _FEWEST:
            return _Table(at, width, rows)
    return None


def _ends(text: str, token: Span, value: int) -> int | None:
    """Where a number begins that ends a token."""
    match = _SERIAL.search(text, max(token[0], token[1] - 3), token[1])
    return match.start() if match is not None and int(match.group()) == value else None


def _leveled(text: str, tokens: list[Span], at: int, names: Names) -> _Table | None:
    """The table whose first column are levels, one up or down at each row."""
    first = _level(text, tokens[at], names)
    if first is None:
        return None
    for width in range(2, min(_WIDEST, len(tokens) - at - 1) + 1):
        rows, last, steps = [first[0]], first[1], set[int]()
        for k in range(at + width, len(tokens), width):
            level = _level(text, tokens[k], names)
            if level is None or abs(level[1] - last) != 1 or tokens[k][1] - tokens[k][0] > _CELL:
                break
            steps.add(level[1] - last)
            if len(steps) > 1:
                break
            rows.append(level[0])
            last = level[1]
        if len(rows) >= _FEWEST and len(steps) == 1:
            return _Table(at, width, rows)
    return None


def _figured(text: str, tokens: list[Span], at: int, words: re.Pattern[str]) -> _Table | None:
    """The table of titles and figures whose first title stands at the end of a token, behind the last word of its head."""
    head = words.match(text, *tokens[at]) or _BRACKETED.match(text, *tokens[at])
    if head is None or head.end() >= tokens[at][1] or _figure(text, tokens, at + 1) is None:
        return None
    for width in range(1, min(_WIDEST, len(tokens) - at - 1) + 1):
        rows = [head.end()]
        for k in range(at + width, len(tokens), width):
            end = _figure(text, tokens, k)
            inner = [_figure(text, tokens, j) == tokens[j][1] for j in range(k - width + 1, k)]
            if end is None or not all(inner):
                break
            following = [_figure(text, tokens, j) for j in range(k + 1, min(k + width, len(tokens) - 1) + 1)]
            if len(following) < width or None in following or not _ROW_TITLE.fullmatch(text, end, tokens[k][1]):
                if len(rows) >= _FEWEST:
                    return _Table(at, width, rows, end, leveled=True)
                break
            rows.append(end)
    return None


def _figure(text: str, tokens: list[Span], k: int) -> int | None:
    """Where the figure ends that begins a token; one that runs on into the number of a heading is as long as the one before."""
    start, end = tokens[k]
    before = text[slice(*tokens[k - 1])]
    if before.isdigit() and text.startswith(before, start) and text[start + len(before) : start + len(before) + 1].isdigit():
        return start + len(before)
    match = _FIGURE.match(text, start, end)
    return match.end() if match is not None else None


def _level(text: str, token: Span, names: Names) -> tuple[int, int] | None:
    """Where the level's name begins that ends a token, and its rank."""
    for start in range(max(token[0], token[1] - _FIRST), token[1] - 1):
        if names.regex.fullmatch(text, start, token[1]) and (rank := names.rank(text[start : token[1]])) is not None:
            return start, rank
    return None


def _group(text: str, tokens: list[Span], table: _Table, row: int) -> int:
    """Where the title of a group begins that stands before the first cell of a row; where that begins, if none does."""
    start = tokens[table.first + row * table.width][0]
    match = _GROUP.search(text, start, table.rows[row])
    return match.start() if match is not None else table.rows[row]


def _head(text: str, tokens: list[Span], table: _Table, names: Names) -> int | None:
    """Where the head begins: with the longest known word at the end of the token that holds its first cell, else with the last
    word of that; None where its other cells are no short titles.
    """
    before = table.first - table.width
    if before < 0:
        return None
    start, end = tokens[before]
    cells = [*tokens[before + 1 : table.first], (tokens[table.first][0], _group(text, tokens, table, 0))]
    if not all(_TITLE.fullmatch(text, *cell) for cell in cells):
        return None
    if not table.leveled and any(names.regex.fullmatch(text, *cell) for cell in cells):
        return None
    places = range(max(start, end - _FIRST), end - 1)
    whole = next((k for k in places if known(names).fullmatch(text, k, end) or _FIRSTS.fullmatch(text, k, end)), None)
    if whole is None and len(cells) > 1:
        whole = next((word.start for word in tagged(text, start, end)[::-1] if end - word.start > 1), None)
    return None if whole is None or names.regex.fullmatch(text, whole, end) else whole


def _behind(text: str, tokens: list[Span], table: _Table) -> list[int]:
    """Where what stands behind the last row begins; a row of totals is one more."""
    last = table.first + table.width * len(table.rows)
    if last >= len(tokens) or table.end is not None:
        return [] if table.end is None else [table.end]
    start, end = tokens[last]
    chapter = _SERIAL.search(text, max(start, end - 2), end)
    if chapter is not None and re.compile(rf" [^\W\d_][^\s\d。；;]{{1,{_TITLED}}}{chapter.group()}[.．]1").match(text, end):
        return [chapter.start()]
    cells = [(tokens[table.first + k * table.width][0], _group(text, tokens, table, k)) for k in range(1, len(table.rows))]
    ends = {text[place - 1] for _, place in cells}
    longest = max(place - begins for begins, place in cells)
    beyond = _BEYOND.search(text, start + 1, min(end, start + 2 * longest + 8))
    limit = beyond.start() if beyond else min(end, start + longest + 4)
    if beyond is not None and _TOTAL.match(beyond.group()):
        return [beyond.start(), *_sum(text, tokens, table, last + 1)]
    alike = [k for k in range(start + 2, limit + 1) if text[k - 1] in ends] if longest <= _FIRST else []
    return [alike[0]] if alike else [beyond.start()] if beyond else []


def _sum(text: str, tokens: list[Span], table: _Table, at: int) -> list[int]:
    """Where what stands behind a row of totals begins: behind the figure to which those of a column add up."""
    for column in range(1, table.width):
        values = [text[slice(*tokens[table.first + k * table.width + column])].rstrip("分") for k in range(len(table.rows))]
        total = str(sum(map(int, values))) if all(value.isdigit() for value in values) else ""
        if total and at < len(tokens) and text.startswith(total, tokens[at][0]):
            end = tokens[at][0] + len(total)
            return [end + text.startswith("分", end)]
    return []
