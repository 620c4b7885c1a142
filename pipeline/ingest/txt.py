"""Text files: each line that is not blank is a paragraph; lines that tabs cut into as many cells are a table.

The characters are the file's own, line ends apart.
"""

from itertools import groupby

from pipeline.ingest.compose import Draft, lines
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits
from pipeline.model import Block, Cell, Span, Table


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
    for tabs, group in groupby(spans, key=lambda span: text.count("\t", *span)):
        rows = list(group)
        if tabs and len(rows) > 1:
            blocks.append(_table(text, rows, tabs + 1))
        else:
            blocks += [Block(kind="paragraph", span=span) for span in rows if text[slice(*span)].strip()]
    return tuple(blocks)


def _table(text: str, rows: list[Span], columns: int) -> Block:
    """Lines with as many tabs each, as the rows of a table."""
    cells: list[Cell] = []
    for row, (start, end) in enumerate(rows):
        at = start
        for column, words in enumerate(text[start:end].split("\t")):
            cells.append(Cell(row=row, column=column, span=(at, at + len(words))))
            at += len(words) + 1
    span = (rows[0][0], rows[-1][1])
    return Block(kind="table", span=span, table=Table(rows=len(rows), columns=columns, cells=tuple(cells)))
