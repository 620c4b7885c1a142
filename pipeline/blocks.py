"""What a format says of a source: blocks, tables and their cells; and `Record`, what every written record has in common.

Part of the records of `model`, where the stages take them from. Spans are half-open offsets in code points.
"""

from typing import Literal

import msgspec

from pipeline.text import Span

BlockKind = Literal["paragraph", "heading", "list-item", "table", "furniture"]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every written record has in common."""


class Cell(Record, frozen=True, kw_only=True):
    """A table cell. span: in source.txt. Rows and columns count from 0."""

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1
    header: bool = False


class Table(Record, frozen=True, kw_only=True):
    """A table with its cells in reading order."""

    rows: int
    columns: int
    cells: tuple[Cell, ...] = ()


class Block(Record, frozen=True, kw_only=True):
    """A piece of the source as its format cut it; a line of blocks.jsonl.

    span: in source.txt; text_span: in text.txt, empty where cleaning dropped it. level: 1 … of a heading or list item.
    number: the automatic number rendered into the text. page counts from 1; box is (left, top, right, bottom) in points.
    """

    kind: BlockKind
    span: Span
    text_span: Span | None = None
    level: int | None = None
    style: str | None = None
    number: str | None = None
    indent: float | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    path: str | None = None
    confidence: float | None = None
    table: Table | None = None
