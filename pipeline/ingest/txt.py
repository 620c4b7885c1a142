"""Text files: each line that is not blank is a paragraph; lines that tabs, strokes or blanks cut into as many cells are a
table. A file of separated values (csv) is one.

The characters are the file's own, line ends apart; those of separated values are without the signs that part these.
"""

import re

from pipeline.ingest import separated
from pipeline.ingest.compose import Draft, lines
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits
from pipeline.model import Block, Cell, Span, Table

_NUMBER = re.compile(r"[^\S\t]*(\d{1,6})[.、．]?[^\S\t]*\t")
"""The serial number of a row."""
_RULE = re.compile(r"[\s|:—–-]*-[\s|:—–-]*")
_TITLE = re.compile(r"(?!第.{1,3}[部编篇章节条])[一-鿿]{1,8}(?:[(（][^()（）\s]{1,6}[)）])?")
_STATED = re.compile(r"[。；;][ \t　]*$")
_FIGURES = re.compile(r"[^\t]{1,16}(?:\t *(?:\d{1,3}(?:\.\d+)?[%％分]?|[—–/-]{1,2}) *)+")
"""A row of a name and figures."""
_NAME = 10  # characters of what begins a row
_FEWEST = 3  # rows, the head among them, and columns of a table that blanks cut


def read_txt(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError (encoding, unsupported) where the bytes are no text that is known."""
    decoded = decode(data)
    text = lines(decoded.text)
    if (values := separated.table(text)) is not None:
        return values.draft(encoding=decoded.encoding, broken=decoded.broken)
    return Draft(text, _paragraphs(text), encoding=decoded.encoding, broken=decoded.broken)


def _paragraphs(text: str) -> tuple[Block, ...]:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    blocks: list[Block] = []
    at = 0
    while at < len(spans):
        rows = _broken(text, spans, at) or _rows(text, spans, at)
        if len(rows) > 1:
            blocks.append(_table(text, rows))
        elif text[slice(*rows[0])].strip():
            blocks.append(Block(kind="paragraph", span=rows[0]))
        while at < len(spans) and spans[at][1] <= rows[-1][1]:
            at += 1
    return tuple(blocks)


def _broken(text: str, spans: list[Span], first: int) -> list[Span]:
    """Rows whose last cells go on over lines without tabs, each a statement with its stop, below a head of short titles; a last
    cell may begin on the line below its row.
    """
    tabs = text.count("\t", *spans[first])
    head = text[slice(*spans[first])].split("\t")
    if not tabs or not all(map(_TITLE.fullmatch, head)):
        return []
    rows = [spans[first]]
    known: set[str] = set()
    for k in range(first + 1, len(spans)):
        line, many = text[slice(*spans[k])], text.count("\t", *spans[k])
        name = line.split("\t", 1)[0].strip()
        below = k + 1 < len(spans) and "\t" not in text[slice(*spans[k + 1])] and _STATED.search(text, *spans[k + 1])
        if (many == tabs or (many == tabs - 1 > 0 and below)) and 0 < len(name) <= _NAME and name not in known:
            rows.append(spans[k])
            known.add(name)
        elif not many and len(rows) > 1 and _STATED.search(text, *spans[k]):
            rows[-1] = rows[-1][0], spans[k][1]
        else:
            break
    more = sum("\n" in text[slice(*row)] for row in rows)
    return rows if len(rows) > _FEWEST and 2 * more >= len(rows) else []


def _rows(text: str, spans: list[Span], first: int) -> list[Span]:
    """The lines from one on that are the rows of a table; the line alone where it begins none."""
    return _tabbed(text, spans, first) or _piped(text, spans, first) or _spaced(text, spans, first) or [spans[first]]


def _tabbed(text: str, spans: list[Span], first: int) -> list[Span]:
    """Lines with as many tabs each, and lines without any across which the numbers of the rows go on (they head a group)."""
    tabs = text.count("\t", *spans[first])
    last = first
    while tabs and last + 1 < len(spans):
        if text.count("\t", *spans[last + 1]) == tabs:
            last += 1
        elif last + 2 < len(spans) and _goes_on(text, spans[last : last + 3], tabs):
            last += 2
        else:
            break
    return spans[first : last + 1] if last > first else []


def _goes_on(text: str, lines_: list[Span], tabs: int) -> bool:
    """Whether the middle one of three lines heads a group: the rows around it have as many tabs, and the one below has the next
    number, or the first below the table's head; or it is a title, and below it stands a name with figures."""
    before, heads, below = (text[slice(*line)] for line in lines_)
    if "\t" in heads or not heads.strip() or below.count("\t") != tabs:
        return False
    if _TITLE.fullmatch(heads.strip()) and _FIGURES.fullmatch(below) and (tabs > 1 or _FIGURES.fullmatch(before)):
        return True
    last, next_ = (_NUMBER.match(line) for line in (before, below))
    return next_ is not None and int(next_[1]) == (int(last[1]) if last else 0) + 1


def _piped(text: str, spans: list[Span], first: int) -> list[Span]:
    """Lines with as many upright strokes each, two cells or more, not all of them rules."""
    pipes = text.count("|", *spans[first])
    last = first
    while pipes and last + 1 < len(spans) and text.count("|", *spans[last + 1]) == pipes:
        last += 1
    rows = spans[first : last + 1]
    told = len(rows) > 1 and not all(_RULE.fullmatch(text, *row) for row in rows)
    return rows if told and len(_cells(text, rows[0], "|")) > 1 else []


def _spaced(text: str, spans: list[Span], first: int) -> list[Span]:
    """Lines that blanks cut into as many words as the first line has titles, three or more of each: Chinese has no blanks."""
    head = text[slice(*spans[first])].split()
    if len(head) < _FEWEST or len({*head}) < len(head) or not all(map(_TITLE.fullmatch, head)):
        return []
    last = first
    while last + 1 < len(spans) and len(text[slice(*spans[last + 1])].split()) == len(head):
        last += 1
    return spans[first : last + 1] if last - first >= _FEWEST - 1 else []


def _cells(text: str, row: Span, sign: str) -> list[Span]:
    """The cells of a row that a sign cuts; of strokes some stand around the row."""
    made: list[Span] = []
    at = row[0]
    for words in text[slice(*row)].split(sign if sign.strip(" ") else None):
        cell = words if sign == "\t" else words.strip()
        start = text.index(cell, at)
        made.append((start, start + len(cell)))
        at = start + len(cell)
    first, last = (sign == "|" and start == end for start, end in (made[0], made[-1]))
    return made[first : len(made) - last]


def _begun_below(text: str, own: list[Span]) -> list[Span]:
    """The cells of a row whose last one begins on the line below it."""
    start, end = own[-1]
    at = text.find("\n", start, end)
    return own if at < 0 else [*own[:-1], (start, at), (at + 1, end)]


def _table(text: str, rows: list[Span]) -> Block:
    """Lines as the rows of a table; one that nothing cuts is a cell over all columns."""
    sign = next((sign for sign in "\t|" if sign in text[slice(*rows[0])]), " ")
    cut = [_cells(text, row, sign) for row in rows if not _RULE.fullmatch(text, *row)]
    columns = max(map(len, cut))
    cut = [_begun_below(text, own) if 1 < len(own) == columns - 1 else own for own in cut]
    cells = [
        Cell(row=row, column=column, span=span, columns=1 if len(own) > 1 else columns)
        for row, own in enumerate(cut)
        for column, span in enumerate(own)
    ]
    span = (rows[0][0], rows[-1][1])
    return Block(kind="table", span=span, table=Table(rows=len(cut), columns=columns, cells=tuple(cells)))
