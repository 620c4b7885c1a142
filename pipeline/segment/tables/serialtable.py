"""Tables with a column of serial numbers whose borders are gone (序号 | 职责 | 工作任务 | 占比), a cell a line.

What is known: the head begins with 序号; a row begins with the next number, alone on its line or before its title; what
follows are its statements. A figure at the end of every row (30%) is a paragraph of its own. The table ends with a
heading's mark. Run together in one line, rows are told by their shares: the next number stands right behind each (…30%2 …).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.segment.cells import cellnodes, runs
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.words import statements
from pipeline.segment.words.words import tagged
from pipeline.text import Span

HEADER = re.compile(r"^[ \t　]*(?:序号|编号|项次)[ \t　]*\n", re.MULTILINE)
_SERIAL = re.compile(r"(?P<n>\d{1,2})[.、．]?(?:[ \t　]+(?P<title>[^\s\d][^\n。；;，,]{1,13}))?$")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}[部编篇章节]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,2}[)）]|附[件录表])"
)
_HEAD = re.compile(r"(?:序号|编号|项次)[ 　]?[一-鿿][一-鿿 　]{3,24}?(?:占比|比例|比重|权重)(?=1[ 　]?[一-鿿])")
_ROW = re.compile(
    r"(?P<n>\d{1,2})[ 　]?(?P<words>[一-鿿][^\n%％]{3,400}?)(?P<share>(?<!\d)\d{1,3}[%％])(?=\D|\d{1,2}[ 　]?[一-鿿]|$)"
)
_FEWEST, _TITLE, _USUAL = 3, 12, 4.0  # rows of a table run together; characters of a row's title at the most, and usually
_WIDEST = 7  # columns
_UNIFORM = 3  # columns: rows of more, each with a line a cell, are short cells and no duties


@dataclass(slots=True)
class SerialTable:
    """header: the spans of its head's cells; rows: the number and the lines behind it."""

    header: list[Span]
    rows: list[tuple[Span, list[Span]]]

    @property
    def span(self) -> Span:
        return self.header[0][0], self.rows[-1][1][-1][1]


def tables(text: str, stops: list[int], start: int) -> list[SerialTable]:
    """Every such table behind `start`: two rows or more. stops: where something else begins at the latest, in order."""
    found: list[SerialTable] = []
    edges = [*stops, len(text)]
    for match in HEADER.finditer(text, start):
        if found and match.start() < found[-1].span[1]:
            continue
        end = edges[bisect_left(edges, match.end())]
        own = lines(text, (match.start(), end))
        first = next((k for k, line in enumerate(own[: _WIDEST + 1]) if _SERIAL.match(text[slice(*line)])), 0)
        if first < 2 or not all(titled(text[slice(*line)]) for line in own[:first]):
            continue
        rows = _rows(text, own, first)
        if len(rows) > 1 and all(titled(text[slice(*cells[0])]) for _, cells in rows):
            found.append(SerialTable(own[:first], rows))
    return sorted([*found, *_in_line(text, edges, start)], key=lambda table: table.span)


def _in_line(text: str, edges: list[int], start: int) -> list[SerialTable]:
    """Such tables run together, where every row ends with its share and the next number stands right behind it (…30%2 …)."""
    found: list[SerialTable] = []
    for match in _HEAD.finditer(text, start):
        rows: list[tuple[Span, list[Span]]] = []
        at, end, last = match.end(), edges[bisect_left(edges, match.end())], 0
        while (row := _ROW.match(text, at, end)) is not None and _follows(int(row["n"]), last):
            rows.append((row.span("n"), [*_cells(text, row.span("words")), row.span("share")]))
            at, last = row.end(), int(row["n"])
        if len(rows) >= _FEWEST:
            found.append(SerialTable([match.span()], rows))
    return found


def _follows(number: int, last: int) -> bool:
    """Whether a row's number may follow another's (0: none's): the next one, or one skipped or printed twice."""
    return number > 0 and last <= number <= last + 2


def _cells(text: str, span: Span) -> list[Span]:
    """The title at the head of a row run together, and its statements."""
    ends = [word.start for word in tagged(text, span[0], min(span[1], span[0] + _TITLE))[1:]]
    costs = [
        (runs.ended(text, (span[0], end)) + runs.shape(text, (span[0], end), _USUAL), end) for end in ends if end - span[0] > 1
    ]
    _, end = min(costs, default=(0.0, span[1]))
    return [(span[0], end), *(trim(text, *one) for one in statements.cut(text, (end, span[1])))] if end < span[1] else [span]


def _rows(text: str, own: list[Span], at: int) -> list[tuple[Span, list[Span]]]:
    """A row a number: 1, 2, 3; each with its title and the lines up to the next."""
    rows: list[tuple[Span, list[Span]]] = []
    last = 0
    for line in own[at:]:
        serial = _SERIAL.match(text[slice(*line)])
        value = int(serial["n"]) if serial else 0
        if serial is not None and _follows(value, last) and (not rows or rows[-1][1]):
            titles = [(line[0] + serial.start("title"), line[1])] if serial["title"] else []
            rows.append(((line[0], line[0] + serial.end("n")), titles))
            last = value
        elif _HEADING.match(text[slice(*line)]) or not rows:
            break
        else:
            rows[-1][1].append(line)
    return [row for row in rows if row[1]]


def drafts(text: str, table: SerialTable) -> list[Draft]:
    """The head as a paragraph, a heading a row with its statements below it; rows of one short cell each are statements."""
    made = [cellnodes.header(text, (table.header[0][0], table.header[-1][1]))]
    duties = any(vocabulary().get(text[slice(*cell)], {}).get("role") == "duty" for cell in table.header)
    if len(table.header) > _UNIFORM and not duties and all(len(cells) == len(table.header) - 1 for _, cells in table.rows):
        return made + [cellnodes.field(number, cells) for number, cells in table.rows]
    for number, cells in table.rows:
        row = Draft((number[0], cells[-1][1]), number=number, title=cells[0], heading=True, why=["row of a numbered table"])
        for cell in cells[1:]:
            kind = "para" if cellnodes.figure(text[slice(*cell)]) else "criterion"
            row.children += cellnodes.statements(text, cell, kind)
        made.append(row)
    return made
