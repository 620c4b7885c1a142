"""Score sheets whose borders are gone (考核项目 | 考核内容 | 分值 | 评分标准): groups, items, points and reasons.

What is known: an item is a short title right before its points; behind them stands what they are given for, up to the next such
title. What stands between that and the title, if it is a title of its own or bears points in brackets, heads a group. A row of
totals ends the sheet, one of a subtotal does not.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes, pieces
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import STOPS, goes_on, lines, sentences, stopped, titled
from pipeline.segment.marks import scores
from pipeline.segment.words import seams
from pipeline.segment.words.tablewords import any_of
from pipeline.text import Span

_SUBJECT = any_of("subjects")
_POINTS = any_of("points") + r"(?:[(（][分%％][)）])?"
_REASONS = any_of("reasons")
_REST = any_of("blanks")
_GAP = r"[ \t　]*+(?:\n[ \t　]*+)?"
HEADER = Scanner(
    re.compile(
        rf"(?P<subjects>(?:{_SUBJECT}{_GAP}){{1,4}}){_POINTS}{_GAP}(?P<reasons>{_REASONS}){_GAP}(?:{_REST}{_GAP}){{0,3}}"
    )
)
_HEAD_CELL = re.compile(f"{_SUBJECT}|{_POINTS}|{_REASONS}|{_REST}")
_FIGURE = re.compile(r"\d{1,4}(?:\.\d{1,4})?\s*(?:分|%|％)?$")
_TOTAL = re.compile(rf"{any_of('totals')}(?:得分|分数|分值)?$")
_SUBTOTAL = re.compile(rf"(?:{any_of('totals')}|小计)(?:得分|分数|分值)?$")
_NO_TITLE = re.compile(
    r"(?:得|扣|加|减|计|为|低|满|每|达|到|超|给|占|以上|以下|不足|不少于)$|^(?:得|扣|加|减|每|未|无|有|凡|如)"
)
_INLINE = re.compile(r"(?<!\d)\d{1,4}(?:\.\d{1,4})?分(?:(?=[(（\d①一-鿿])(?![以及,，。;；])|(?=\s*\Z))")


_TITLED = re.compile(r"(?P<title>[A-Za-z\d.、]{0,5}[一-鿿][^\n。；;，,：:]*?)(?P<points>\d{1,3}(?:\.\d)?分)")
_TITLE = 18  # characters of a title with its points
_BARE = re.compile(r"(?<![\d.A-Za-z])\d{1,3}(?=[一-鿿])(?![分年月日天个次项人名小周期级岁家件份处例元万米])")
_OUTSIDE = re.compile(r"[(（][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、|附[件表录图]|。(?!\Z)")
_WHOLE = 100  # what points without a sign add up to
_FEW = 8  # rows of a table beside the text, and no sheet


@dataclass(frozen=True, slots=True)
class _Row:
    """unit: the group's title where one begins; title, points: the item's; body: what stands behind up to the next row."""

    unit: Span | None
    title: Span
    points: Span
    body: Span


@dataclass(slots=True)
class ScoreTable:
    """header: its head; reasons: what heads the statements."""

    header: Span
    reasons: str
    rows: list[_Row]

    @property
    def span(self) -> Span:
        return self.header[0], max(self.rows[-1].points[1], self.rows[-1].body[1])


def tables(text: str, stops: list[int], start: int) -> list[ScoreTable]:
    """Every score sheet behind `start`. stops: places where something else begins at the latest, in order."""
    found: list[ScoreTable] = []
    edges = [*stops, len(text)]
    matches = list(HEADER.finditer(text, start))
    heads = [match.start() for match in matches]
    for index, match in enumerate(matches):
        if found and match.start() < found[-1].span[1]:
            continue
        end = pieces.reach(heads, index, edges[bisect_left(edges, match.end())])
        grouped = len(re.findall(_SUBJECT, match["subjects"])) > 1
        own = _apart(text, _whole(text, lines(text, (match.end(), end))))
        rows = _in_lines(text, own, grouped) if len(own) > 2 else _in_line(text, own[0]) if own else []
        if rows:
            found.append(ScoreTable((match.start(), match.end()), match["reasons"].strip(), rows))
    return found


def _whole(text: str, own: list[Span]) -> list[Span]:
    """The lines of a sheet, a title with the points in brackets on the next line (一、师德 / （20分）) as one."""
    made: list[Span] = []
    for line in own:
        bracket = scores.WEIGHT.fullmatch(text, *line) if made else None
        if bracket is not None and titled(text[slice(*made[-1])]):
            made[-1] = (made[-1][0], line[1])
        else:
            made.append(line)
    return made


def _apart(text: str, own: list[Span]) -> list[Span]:
    """The lines of a sheet, those that hold a title with its points (B1商品陈列10分) cut in two, where three or more do."""
    cut: list[Span] = []
    for start, end in own:
        match = _TITLED.fullmatch(text, start, end) if end - start <= _TITLE else None
        whole = match is not None and titled(match["title"]) and not _NO_TITLE.search(match["title"])
        cut += [match.span("title"), match.span("points")] if match is not None and whole else [(start, end)]
    return cut if len(cut) - len(own) > 2 else own


def _in_lines(text: str, own: list[Span], grouped: bool) -> list[_Row]:
    """Rows of a sheet with a line a cell: a title, then its points alone on a line."""
    at = [k for k in range(1, len(own)) if _FIGURE.fullmatch(text[slice(*own[k])]) and _is_title(text, own[k - 1])]
    at = _until_total(text, own, at)
    heads: list[int] = []
    for k, place in enumerate(at):
        above = place - 2
        free = above > (at[k - 1] if k else -1) and (grouped or scores.WEIGHT.search(text, *own[above]) is not None)
        heads.append(above if free and _heads_group(text, own, above, first=above == 0) else place - 1)
    rows: list[_Row] = []
    single = len(at) > 2 and all(heads[k + 1] == place + 2 for k, place in enumerate(at[:-1]))
    for k, place in enumerate(at):
        until = heads[k + 1] if k + 1 < len(at) else min(place + 2, len(own)) if single else _end(text, own, place, len(own))
        body = (own[place + 1][0], own[until - 1][1]) if until > place + 1 else (own[place][1], own[place][1])
        rows.append(_Row(own[heads[k]] if heads[k] < place - 1 else None, own[place - 1], own[place], body))
    return rows


def _is_title(text: str, line: Span) -> bool:
    words = text[slice(*line)]
    return titled(words) and not _FIGURE.fullmatch(words)


def _heads_group(text: str, own: list[Span], k: int, first: bool) -> bool:
    """Whether a line heads a group: it bears points in brackets, or is a title where a statement cannot stand."""
    words = text[slice(*own[k])]
    if scores.WEIGHT.search(words) is not None and titled(words):
        return True
    before = text[slice(*own[k - 1])] if k else ""
    return _is_title(text, own[k]) and cellnodes.number(text, own[k])[0] is None and (first or stopped(before))


def _until_total(text: str, own: list[Span], at: list[int]) -> list[int]:
    for k, place in enumerate(at):
        if _TOTAL.fullmatch(text[slice(*own[place - 1])]):
            return at[: k + 1]
    return at


def _end(text: str, own: list[Span], place: int, end: int) -> int:
    """Where the last row ends: with the last line that is numbered, ends in a stop or goes on."""
    if _TOTAL.fullmatch(text[slice(*own[place - 1])]):
        return place + 1
    at = place + 1
    while at < end and (at == place + 1 or _statement(text, own, at)):
        at += 1
    return at


def _statement(text: str, own: list[Span], at: int) -> bool:
    words = text[slice(*own[at])]
    return stopped(words) or cellnodes.number(text, own[at])[0] is not None or goes_on(text[slice(*own[at - 1])])


def _in_line(text: str, line: Span) -> list[_Row]:
    """Rows run together: titles right before points, behind a stop, a group's points or the head."""
    marks = [(title, m.span()) for m in _INLINE.finditer(text, *line) if (title := _title_before(text, line[0], m.start()))]
    if (bare := _bare(text, line)) and len(marks) < len(bare):
        last = _OUTSIDE.search(text, bare[-1][1][1], line[1])
        marks, line = bare, (line[0], last.start() + last.group().startswith("。") if last else line[1])
    totals = [k for k, (title, _) in enumerate(marks) if _TOTAL.fullmatch(text[slice(*title)])]
    marks = marks[: totals[0] + 1] if totals else marks
    units = [_unit_before(text, line[0] if not k else marks[k - 1][1][1], title[0]) for k, (title, _) in enumerate(marks)]
    rows: list[_Row] = []
    for k, (title, figure) in enumerate(marks):
        if k + 1 < len(marks):
            following = units[k + 1]
            until = following[0] if following else marks[k + 1][0][0]
        else:
            until = figure[1] if totals else line[1]
        rows.append(_Row(units[k], title, figure, trim(text, figure[1], until)))
    return rows


def _bare(text: str, line: Span) -> list[tuple[Span, Span]]:
    """Titles with points that bear no sign (安全管理40…生产任务20…), up to the row with which they add up to a hundred."""
    total = closed = 0
    found: list[tuple[Span, Span]] = []
    for match in _BARE.finditer(text, *line):
        sure = _title_before(text, line[0], match.start())
        title = sure or _tail(text, found[-1][1][1] if found else line[0], match.start())
        if title is None:
            continue
        closed += sure is not None
        total += int(match.group())
        found.append((title, match.span()))
        if total >= _WHOLE:
            break
    return found if total == _WHOLE and 2 * closed > len(found) > 2 and found[0][0][0] == line[0] else []


def _tail(text: str, floor: int, place: int) -> Span | None:
    """The title that ends at `place` and that nothing closes off from the statement before it."""
    if _NO_TITLE.search(text, max(floor, place - _TITLE), place) is not None:
        return None
    start = seams.tail(text, floor, place, seams.Hints(text, text[place : place + _TITLE]))
    return (start, place) if start is not None and place - start <= _TITLE and titled(text[start:place]) else None


def _title_before(text: str, floor: int, place: int) -> Span | None:
    """The title that ends at `place` and begins behind a stop or a bracket."""
    start = place
    while start > floor and place - start <= 16 and not _closed(text, start):
        start -= 1
    words = text[start:place]
    sure = start == floor or _closed(text, start)
    fits = _SUBTOTAL.fullmatch(words) is not None or (titled(words) and not _NO_TITLE.search(words))
    return (start, place) if sure and fits else None


def _closed(text: str, place: int) -> bool:
    """Whether what stands before a place is closed: a stop, a bracket, points taken off (…扣0.5分消防安全4分)."""
    return text[place - 1] in STOPS + ")）\n" or (text[place - 1] == "分" and text[place - 2 : place - 1].isdigit())


def _unit_before(text: str, floor: int, place: int) -> Span | None:
    """The group's title with its points in brackets right before an item's title."""
    weight = next((m for m in scores.WEIGHT.finditer(text, floor, place) if m.end() == place), None)
    if weight is None:
        return None
    start = weight.start()
    while start > floor and text[start - 1] not in STOPS + "\n":
        start -= 1
    return (start, place) if titled(text[start : weight.start()]) else None


def drafts(text: str, table: ScoreTable) -> list[Draft]:
    """The header as a paragraph, groups as units, items as elements with a section of statements; totals as fields."""
    made = [cellnodes.header(text, table.header, (m.start() for m in _HEAD_CELL.finditer(text, *table.header)))]
    if _beside(text, table):
        return made + [cellnodes.field(row.title, [row.points, row.body]) for row in table.rows]
    unit: Draft | None = None
    for row in table.rows:
        if _SUBTOTAL.fullmatch(text[slice(*row.title)]):
            under = unit.children if unit is not None and text.startswith("小计", row.title[0]) else made
            under.append(cellnodes.field(row.title, [row.points]))
            continue
        if row.unit is not None:
            unit = cellnodes.titled(text, row.unit, "unit")
            made.append(unit)
        element = cellnodes.titled(text, row.title, "element")
        cellnodes.points(text, element, row.points)
        if row.body[0] < row.body[1]:
            element.children.append(cellnodes.section(text, table.reasons, row.body))
        (unit.children if unit is not None else made).append(element)
    return made


def _beside(text: str, table: ScoreTable) -> bool:
    """Whether a table is no sheet of its own: a few rows, each with bare points and one statement, in no group."""
    if not 2 < len(table.rows) <= _FEW or any(row.unit is not None for row in table.rows):
        return False
    single = sum(len(sentences(text, row.body, "；;\n")) == 1 for row in table.rows)
    return all(text[slice(*row.points)].isdigit() and len(lines(text, row.body)) == 1 for row in table.rows) and (
        2 * single > len(table.rows)
    )
