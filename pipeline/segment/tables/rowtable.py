"""Small tables whose borders are gone: a head over rows of a name and figures (等次 得分 比例: 优秀 90分以上 20%).

Evidence: two rows or more whose cells behind the first are figures, right behind as many head words as a row has cells;
one of these says that figures stand below it, or the rows are too many for chance. Where cells were lost, rows may be shorter
than the head; where even the names are figures (90分以上 A 1.2), the head says how wide a row is.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.words.tablewords import any_of
from pipeline.text import Span

_UNIT = r"(?:小时|学时|课时|万元|[分%％元次人名项天年个门篇份件场期条周月倍])?(?:及?以[上下内]|左右)?(?:[(（]含[)）])?"
_QUANTITY = rf"\d+(?:\.\d+)?(?:[—–~～至-]+\d+(?:\.\d+)?)?\s*{_UNIT}"
_FIGURE = re.compile(rf"(?:[<>≥≤＜＞]?{_QUANTITY}|[A-E][+-]?级?|不限|不作?要求|[—–/]+|无)$")
_FIGURES = re.compile(rf"(?>{_QUANTITY}|不限|[—–]+)")
_COUNTS = re.compile(rf"{any_of('counts')}$|[(（][%％分元][)）]$")
_HEAD = any_of("heads")
_HEADS = Scanner(re.compile(rf"{_HEAD}{{2,5}}(?=[一-鿿]{{1,8}}\d)"))
_LONGEST = 14  # characters of a head word or a row's name
_SHORT = 8  # characters of a head word over rows of nothing but figures
_TOP, _FEWEST = 6, 2  # columns of figures at the most; rows at the least
_MANY = 3  # rows that are no chance


@dataclass(slots=True)
class RowTable:
    """header: the spans of its head's cells; rows: a name and its figures each."""

    header: list[Span]
    rows: list[tuple[Span, list[Span]]]

    @property
    def span(self) -> Span:
        return self.header[0][0], self.rows[-1][1][-1][1]


def tables(text: str, start: int) -> list[RowTable]:
    """Every such table behind `start`."""
    return _in_lines(text, start) + _in_line(text, start)


def _in_lines(text: str, start: int) -> list[RowTable]:
    own = lines(text, (start, len(text)))
    figure = [line[1] - line[0] <= _LONGEST and _FIGURE.match(text[slice(*line)]) is not None for line in own]
    found: list[RowTable] = []
    at = 1
    while at < len(own):
        if not figure[at] or figure[at - 1]:
            at += 1
            continue
        if (run := _all_figures(text, own, figure, at)) is not None:
            found.append(run)
            at += len(run.rows) * len(run.header)
            continue
        rows, after = _rows(text, own, figure, at - 1)
        widest = max(len(cells) for _, cells in rows)
        head = _head(text, own, at - 1, widest, sure=len(rows) >= _MANY and all(len(cells) > 1 for _, cells in rows))
        if len(rows) >= _FEWEST and widest <= _TOP and head:
            found.append(RowTable(head, rows))
        at = max(after, at + 1)
    return found


def _rows(text: str, own: list[Span], figure: list[bool], at: int) -> tuple[list[tuple[Span, list[Span]]], int]:
    """Names, each with the figures behind it, from line `at` on; and the line behind them."""
    rows: list[tuple[Span, list[Span]]] = []
    while at + 1 < len(own) and _name(text, own[at]) and (figure[at + 1] or _group(text, own, figure, rows, at)):
        end = at + 1 + (not figure[at + 1])
        while end < len(own) and figure[end]:
            end += 1
        rows.append((own[at], own[at + 1 : end]))
        at = end
    return rows or [(own[at], [own[at + 1]])], at


def _group(text: str, own: list[Span], figure: list[bool], rows: list[tuple[Span, list[Span]]], at: int) -> bool:
    """Whether a group's name stands before the row's own, behind a row of as many figures."""
    if not rows or at + 2 >= len(own) or not _name(text, own[at + 1]):
        return False
    width = sum(_FIGURE.match(text[slice(*cell)]) is not None for cell in rows[-1][1])
    return all(figure[at + 2 : at + 2 + width]) and len(figure) >= at + 2 + width > at + 2


def _name(text: str, line: Span) -> bool:
    words = text[slice(*line)]
    return len(words) <= _LONGEST and titled(words) and cellnodes.number(text, line)[0] is None


def _head(text: str, own: list[Span], first: int, widest: int, sure: bool) -> list[Span]:
    """The head's cells above the first row: one more than a row has figures, or as many where the corner is empty.

    sure: the rows are too many for chance, so that no cell need say that figures stand below it.
    """
    for count in (widest + 1, widest):
        cells = own[first - count : first] if first >= count > 1 else []
        named = bool(cells) and all(_name(text, c) and not _FIGURE.match(text[slice(*c)]) for c in cells)
        if named and (sure or any(_COUNTS.search(text[slice(*c)]) for c in cells)):
            return cells
    return []


def _all_figures(text: str, own: list[Span], figure: list[bool], at: int) -> RowTable | None:
    """Rows of nothing but figures from line `at` on, as wide as the run of short titles before them."""
    first = at
    while first > 0 and at - first <= _TOP and _name(text, own[first - 1]) and len(text[slice(*own[first - 1])]) <= _SHORT:
        first -= 1
    end = at
    while end < len(own) and figure[end]:
        end += 1
    width = at - first
    if not 2 <= width <= _TOP or (end - at) % width or end - at < _MANY * width:
        return None
    return RowTable(own[first:at], [(own[k], own[k + 1 : k + width]) for k in range(at, end, width)])


def _in_line(text: str, start: int) -> list[RowTable]:
    """Head words, names and figures run together."""
    found: list[RowTable] = []
    for match in _HEADS.finditer(text, start):
        if "\n" in text[match.start() - 1 : match.start()] or (found and match.start() < found[-1].span[1]):
            continue
        cells = [m.span() for m in re.finditer(_HEAD, match.group())]
        words = [(match.start() + a, match.start() + b) for a, b in cells]
        for count in range(len(words), 1, -1):
            head, rows = words[-count:], _run(text, match.end(), count - 1)
            if len(rows) >= _FEWEST and any(_COUNTS.search(text[slice(*c)]) for c in head):
                found.append(RowTable(head, rows))
                break
    return found


def _run(text: str, at: int, width: int) -> list[tuple[Span, list[Span]]]:
    """Rows run together: a name of a few characters, then as many figures as the head promises."""
    rows: list[tuple[Span, list[Span]]] = []
    row = re.compile(rf"(?P<name>[一-鿿]{{1,{_LONGEST}}}?)(?P<cells>(?:{_FIGURES.pattern}){{{width}}})")
    while (match := row.match(text, at)) is not None:
        cells = [m.span() for m in _FIGURES.finditer(text, *match.span("cells"))]
        rows.append((match.span("name"), cells))
        at = match.end()
    return rows


def drafts(text: str, table: RowTable) -> list[Draft]:
    """The head as a paragraph, a field a row."""
    head = cellnodes.header(text, (table.header[0][0], table.header[-1][1]), (a for (_, a), _ in pairwise(table.header)))
    return [head, *(cellnodes.field(name, cells) for name, cells in table.rows)]
