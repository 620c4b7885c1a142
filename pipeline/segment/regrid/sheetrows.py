"""Score sheets whose borders are gone and whose rows are numbered through: 1 | 环境卫生 | 15分, and below it what costs points.

What is known: a row begins with the next number, its title and its points, on lines of their own or on one line with blanks
between them; what follows, up to the next row, are its statements. Titles of groups (一、现场管理（40分）) stand between
rows, their sum behind them. The head above says that points stand in it; the column of the numbers may have no head.
"""

import re
from dataclasses import dataclass, field

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.grids import gridtrees
from pipeline.segment.grids.grids import Box, Grid
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.words.tablewords import any_of, words
from pipeline.text import Span

_POINTS = re.compile(rf"{any_of('points')}(?:[(（].{{1,3}}[)）])?$")
_SERIAL = re.compile(r"(?:序号|编号|项次)$")
_ROW = re.compile(r"(?P<serial>\d{1,2})[.、．]?(?:[ \t　]+(?P<title>\S{2,16})[ \t　]+(?P<figure>\S{1,8}))?$")
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[A-Z][、.．]")
_TOTAL = re.compile(rf"(?:{any_of('totals')}|小计)")
_HEADING = re.compile(rf"第[一二三四五六七八九十\d]{{1,3}}[部编篇章节条]|附[件录表：:]|{_GROUP.pattern}")
_SAID = re.compile(r"[分扣得]|否决")
_TITLE, _GROUPED = 16, 24  # characters of a row's title, of a group's
_WIDEST, _FEWEST = 6, 3  # columns, rows


@dataclass(slots=True)
class _Row:
    """serial, title and figure of a row with the lines below it; of a group or a sum no serial."""

    serial: Span | None
    title: Span
    figure: Span | None
    below: list[Span] = field(default_factory=list)

    @property
    def end(self) -> int:
        return (self.below[-1] if self.below else self.figure or self.title)[1]


@dataclass(slots=True)
class Sheet:
    """head: the spans of its cells, without that of the numbers; rows in order."""

    head: list[Span]
    rows: list[_Row]
    start: int

    @property
    def span(self) -> Span:
        return self.start, self.rows[-1].end


def sheets(text: str, start: int) -> list[Sheet]:
    """Every such sheet behind `start`: three rows or more below a head with points."""
    own = lines(text, (start, len(text)))
    found: list[Sheet] = []
    at = 0
    while at < len(own):
        begun = _row(text, own, at)
        head = _head(text, own, at) if begun is not None and _value(text, begun[0]) == 1 else None
        rows, after = _rows(text, own, at - head[2]) if head is not None else ([], at + 1)
        if head is not None and sum(row.serial is not None for row in rows) >= _FEWEST:
            found.append(Sheet(head[0], rows, head[1]))
        at = max(after, at + 1)
    return found


def _value(text: str, row: _Row) -> int:
    return int(text[slice(*row.serial)]) if row.serial is not None else 0


def _row(text: str, own: list[Span], at: int) -> tuple[_Row, int] | None:
    """The row that begins on a line, and the line behind its points."""
    match = _ROW.fullmatch(text, *own[at]) if own[at][1] - own[at][0] <= 32 else None
    if match is None:
        return None
    if match["title"]:
        row, after = _Row(match.span("serial"), match.span("title"), match.span("figure")), at + 1
    elif at + 2 < len(own):
        row, after = _Row(match.span("serial"), own[at + 1], own[at + 2]), at + 3
    else:
        return None
    title, figure = text[slice(*row.title)], text[slice(*(row.figure or row.title))]
    return (row, after) if len(title) <= _TITLE and titled(title) and cellnodes.quantity(figure) else None


def _group(text: str, own: list[Span], at: int) -> bool:
    """Whether a line is the title of a group: a division's, or one with points, right before a row."""
    said = text[slice(*own[at])]
    return (
        len(said) <= _GROUPED and _GROUP.match(said) is not None and at + 1 < len(own) and _row(text, own, at + 1) is not None
    )


def _head(text: str, own: list[Span], at: int) -> tuple[list[Span], int, int] | None:
    """The cells of the head above the first row, where it begins, and how many lines of a group's title stand between them."""
    between = int(at > 0 and _group(text, own, at - 1))
    above = own[max(0, at - between - _WIDEST) : at - between]
    if above and " " in text[slice(*above[-1])].strip():
        first = above[-1][0]
        cells = [(first + m.start(), first + m.end()) for m in re.finditer(r"\S+", text[slice(*above[-1])])]
    else:
        short = next((k for k in range(len(above), 0, -1) if not _heads(text[slice(*above[k - 1])])), 0)
        cells = above[short:]
    points = next((k for k, cell in enumerate(cells) if _POINTS.match(text[slice(*cell)])), 0)
    if not points or not all(_heads(text[slice(*cell)]) for cell in cells[points - 1 :]):
        return None
    serial = points > 1 and _SERIAL.match(text[slice(*cells[points - 2])]) is not None
    plain = [cell for cell in cells[points - 1 :] if text[slice(*cell)] not in words("blanks")]
    return (plain, cells[points - 1 - serial][0], between) if len(plain) in (2, 3) else None


def _heads(said: str) -> bool:
    """Whether a line may be a cell of the head."""
    return 2 <= len(said) <= 10 and titled(said) and not re.search(r"[\d一二三四五六七八九十][、.．]", said)


def _rows(text: str, own: list[Span], at: int) -> tuple[list[_Row], int]:
    """The rows from a line on, groups and sums among them, and the line behind them."""
    rows: list[_Row] = []
    last = 0
    while at < len(own):
        begun = _row(text, own, at)
        if begun is not None and _value(text, begun[0]) in (last + 1, 1):
            last = _value(text, begun[0])
            rows.append(begun[0])
            at = begun[1]
            continue
        said = text[slice(*own[at])]
        if _group(text, own, at):
            rows.append(_Row(None, own[at], None))
        elif _TOTAL.match(said):
            title, at = _total(text, own, at)
            rows.append(title)
        elif _HEADING.match(said) or not rows or rows[-1].serial is None or not _SAID.search(said):
            break
        else:
            rows[-1].below.append(own[at])
        at += 1
    return rows, at


def _total(text: str, own: list[Span], at: int) -> tuple[_Row, int]:
    """A sum with its figure, on its line or on the next, and the last line of both."""
    start, end = own[at]
    parts = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    if len(parts) > 1:
        return _Row(None, parts[0], (parts[1][0], end)), at
    if at + 1 < len(own) and cellnodes.quantity(text[slice(*own[at + 1])]):
        return _Row(None, own[at], own[at + 1]), at + 1
    return _Row(None, own[at], None), at


def drafts(text: str, sheet: Sheet, names: Names) -> list[Draft]:
    """The tree of a sheet: groups are units, rows elements with their numbers and points."""
    width = len(sheet.head)
    at: list[list[Box | None]] = [[Box(span, 0, k) for k, span in enumerate(sheet.head)]]
    for number, row in enumerate(sheet.rows, start=1):
        title = Box(row.title, number, 0)
        if row.serial is None and row.figure is None:
            at.append([title] * width)
            continue
        cells = [title, Box(row.figure, number, 1) if row.figure else None]
        below = (row.below[0][0], row.below[-1][1]) if row.below else None
        at.append([*cells, Box(below, number, 2) if below else None][:width])
    made = gridtrees.drafts(Grid(text, sheet.span, at, names)) or []
    if made:  # the head of the numbers' column is the head's
        made[0] = cellnodes.header(text, (sheet.start, sheet.head[-1][1]), (start for start, _ in sheet.head))
    serials = {row.title: row.serial for row in sheet.rows}
    for draft in (one for top in made for one in top.walk() if one.kind == "element" and one.title in serials):
        draft.number = serials.get(draft.title) if draft.title else None
    return made
