"""`Draft`: what a reader makes of a file, and `Composer`, which joins pieces into source text and keeps their blocks.

Blocks are joined by a line feed, the cells of a table row by a tab, its rows by a line feed. Every block and every cell
has its span of the source text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Block, Cell, Finding, Span, Table


@dataclass(frozen=True, slots=True)
class Draft:
    """The source text with its blocks. facts: fields of `Copy` that the format itself tells (title, pages)."""

    text: str
    blocks: tuple[Block, ...] = ()
    encoding: str | None = None
    broken: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A table cell before it has its place in the text."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False


def lines(text: str) -> str:
    """CR LF and CR as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def sound(text: str) -> str:
    """Surrogates that belong together joined, lone ones as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class Composer:
    """Collects blocks in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self.blocks: list[Block] = []

    def __len__(self) -> int:
        return self._at

    def _put(self, text: str) -> Span:
        self._parts.append(text)
        start, self._at = self._at, self._at + len(text)
        return start, self._at

    def _separate(self) -> None:
        if self._parts:
            self._put("\n")

    def block(self, text: str, **fields: Any) -> None:
        """A paragraph, heading, list item or furniture; blank ones are left out. fields: those of `Block`."""
        text = sound(lines(text)).rstrip()
        if text.strip():
            self._separate()
            self.blocks.append(Block(span=self._put(text), **{"kind": "paragraph", **fields}))

    def table(self, words: Iterable[Words], **fields: Any) -> None:
        """A table; one without any words is left out. Columns that a merged cell covers keep their tab."""
        cells = sorted(words, key=lambda cell: (cell.row, cell.column))
        if not any(cell.text.strip() for cell in cells):
            return
        self._separate()
        rows = max(cell.row + cell.rows for cell in cells)
        columns = max(cell.column + cell.columns for cell in cells)
        start, placed = self._at, []
        row = column = 0
        for cell in cells:
            self._put("\n" * (cell.row - row))
            column = 0 if cell.row > row else column
            self._put("\t" * (cell.column - column))
            row, column = cell.row, cell.column
            span = self._put(sound(lines(cell.text)).strip())
            placed.append(Cell(row=row, column=column, span=span, rows=cell.rows, columns=cell.columns, header=cell.header))
        table = Table(rows=rows, columns=columns, cells=tuple(placed))
        self.blocks.append(Block(kind="table", span=(start, self._at), table=table, **fields))

    def draft(self, **fields: Any) -> Draft:
        """What was collected."""
        return Draft("".join(self._parts), tuple(self.blocks), **fields)
