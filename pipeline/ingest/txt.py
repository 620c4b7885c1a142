"""Text files: each line that is not blank is a paragraph; lines that tabs cut into as many cells are a table.

The characters are the file's own, line ends apart.
"""

import re

from pipeline.ingest.compose import Draft, lines
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits
from pipeline.model import Block, Cell, Span, Table

_NUMBER = re.compile(r"[^\S\t]*(\d{1,6})[.、．]?[^\S\t]*\t")
"""The serial number of a row."""


def read_txt(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError (encoding, unsupported) where the bytes are no text that is known."""
    decoded = decode(data)
    text = lines(decoded.text)
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
        rows = _rows(text, spans, at)
        if len(rows) > 1:
            blocks.append(_table(text, rows))
        elif text[slice(*rows[0])].strip():
            blocks.append(Block(kind="paragraph", span=rows[0]))
        at += len(rows)
    return tuple(blocks)


def _rows(text: str, spans: list[Span], first: int) -> list[Span]:
    """The lines from one on that are the rows of a table: with as many tabs each, and lines without any across which the
    numbers of the rows go on (they head a group of rows); the line alone where it begins no table."""
    tabs = text.count("\t", *spans[first])
    last = first
    while tabs and last + 1 < len(spans):
        if text.count("\t", *spans[last + 1]) == tabs:
            last += 1
        elif last + 2 < len(spans) and _goes_on(text, spans[last : last + 3], tabs):
            last += 2
        else:
            break
    return spans[first : last + 1]


def _goes_on(text: str, lines_: list[Span], tabs: int) -> bool:
    """Whether the middle one of three lines heads a group: the rows around it have as many tabs, and the one below has the next
    number, or the first below the table's head."""
    before, heads, below = (text[slice(*line)] for line in lines_)
    if "\t" in heads or not heads.strip() or below.count("\t") != tabs:
        return False
    last, next_ = (_NUMBER.match(line) for line in (before, below))
    return next_ is not None and int(next_[1]) == (int(last[1]) if last else 0) + 1


def _table(text: str, rows: list[Span]) -> Block:
    """Lines as the rows of a table; one without tabs is a cell over all columns."""
    columns = text.count("\t", *rows[0]) + 1
    cells: list[Cell] = []
    for row, (start, end) in enumerate(rows):
        at = start
        words = text[start:end].split("\t")
        for column, one in enumerate(words):
            cells.append(Cell(row=row, column=column, span=(at, at + len(one)), columns=1 if len(words) > 1 else columns))
            at += len(one) + 1
    span = (rows[0][0], rows[-1][1])
    return Block(kind="table", span=span, table=Table(rows=len(rows), columns=columns, cells=tuple(cells)))
