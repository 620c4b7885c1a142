"""Renders a gold outline with the borders of its tables: as a `Document` with Table blocks, or as a docx file.

Headings are plain paragraphs, as in most scraped files; an outline with `# styles: yes` has them as Word headings.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pipeline.ingest.compose import Composer, Words
from pipeline.model import Copy, Document, Text
from tests.support.outline import Outline
from tests.support.render import full
from tests.support.shapes import Grid, Line, Row, layout


@dataclass(frozen=True)
class Box:
    """A table cell with its paragraphs and the rows and columns it spans."""

    row: int
    column: int
    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1


def blocks(outline: Outline) -> Document:
    """The document as a reader that sees tables hands it on."""
    composer = Composer()
    for piece in layout(outline):
        if isinstance(piece, Grid):
            composer.table(words(box) for box in boxes(piece.rows))
            continue
        for line in piece.full:
            composer.block(line, **_heading(piece, outline))
    draft = composer.draft()
    data = draft.text.encode()
    copy = Copy(file=f"{outline.name}.docx", sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), format="docx")
    return Document(Text(draft.text), copy, draft.blocks)


def words(box: Box) -> Words:
    return Words(box.row, box.column, "\n".join(box.lines), box.rows, box.columns, header=not box.row)


def _heading(line: Line, outline: Outline) -> dict[str, str | int]:
    if line.depth and outline.notes.get("styles") == "yes":
        return {"kind": "heading", "level": line.depth, "style": f"heading {line.depth}"}
    return {}


def boxes(rows: tuple[Row, ...]) -> list[Box]:
    """The cells of a grid. A header that is too short has a first cell over all the columns that it lacks."""
    width = max(len(row) for row in rows)
    found: list[Box] = []
    for row, cells in enumerate(rows):
        lacking = 0 if row else width - len(cells)
        for column, cell in enumerate(cells):
            if cell is not None:
                at = column + lacking if column else 0
                found.append(Box(row, at, cell, _height(rows, row, column), 1 if column else 1 + lacking))
    return found


def _height(rows: tuple[Row, ...], row: int, column: int) -> int:
    span = 1
    while row + span < len(rows) and column < len(rows[row + span]) and rows[row + span][column] is None:
        span += 1
    return span


def docx(outline: Outline) -> bytes:
    """The document as a Word file, its tables with merged cells. The bytes hold the time at which it was made."""
    import docx as word

    file = word.Document()
    for piece in layout(outline):
        if isinstance(piece, Grid):
            add_table(file, boxes(piece.rows))
            continue
        for line in full(piece):
            if _heading(piece, outline):
                file.add_heading(line, piece.depth)
            else:
                file.add_paragraph(line)
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def add_table(file: Any, boxes: list[Box]) -> None:
    table = file.add_table(max(box.row + box.rows for box in boxes), max(box.column + box.columns for box in boxes))
    for box in boxes:
        cell = table.cell(box.row, box.column)
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(table.cell(box.row + box.rows - 1, box.column + box.columns - 1))
        cell.text = box.lines[0]
        for line in box.lines[1:]:
            cell.add_paragraph(line)
