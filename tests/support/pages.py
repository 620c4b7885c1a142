"""Prints a gold outline as a pdf file: paragraphs wrapped at the width of the page, tables with ruling lines, pages with a
running head and a number.

A title is set larger than the text; a table that is longer than its page goes on in the next one below its header. No font
lies in the file: every reader has the characters of STSong-Light.
"""

from io import BytesIO
from typing import Any

from tests.support.outline import Outline
from tests.support.shapes import Grid, Line, layout
from tests.support.tables import Box, boxes

FONT = "STSong-Light"
HEAD = "内部资料  注意保存"


def pdf(outline: Outline, columns: int = 1) -> bytes:
    """The document on pages of A4, in one column or two. The same outline gives the same bytes."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = BytesIO()
    made = BaseDocTemplate(buffer, pagesize=(595, 842), invariant=1, title=outline.name)
    width = (451 - 24 * (columns - 1)) / columns
    frames = [Frame(72 + at * (width + 24), 72, width, 698, 0, 0, 0, 0) for at in range(columns)]
    made.addPageTemplates(PageTemplate("page", frames, onPage=_furniture))
    made.build([flowable for piece in layout(outline) for flowable in _flowables(piece, width)])
    return buffer.getvalue()


def _furniture(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(297, 806, HEAD)
    canvas.drawCentredString(297, 36, f"第 {document.page} 页")


def _flowables(piece: Line | Grid, width: float) -> list[Any]:
    if isinstance(piece, Grid):
        return [_table(boxes(piece.rows), width)]
    return [_paragraph(line, 14 if piece.depth == 1 else 10.5) for line in piece.full if line]


def _paragraph(text: str, size: float = 10.5) -> Any:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("text", fontName=FONT, fontSize=size, leading=1.5 * size, wordWrap="CJK", spaceAfter=3)
    return Paragraph(escape(text), style)


def _table(cells: list[Box], width: float) -> Any:
    from reportlab.platypus import Table

    rows = max(cell.row + cell.rows for cell in cells)
    columns = max(cell.column + cell.columns for cell in cells)
    held: list[list[Any]] = [[""] * columns for _ in range(rows)]
    style: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for cell in cells:
        held[cell.row][cell.column] = [_paragraph(line) for line in cell.lines]
        if cell.rows > 1 or cell.columns > 1:
            corner = cell.column + cell.columns - 1, cell.row + cell.rows - 1
            style.append(("SPAN", (cell.column, cell.row), corner))
    return Table(held, _widths(cells, columns, width), style=style, repeatRows=1, spaceBefore=6, spaceAfter=6)


def _widths(cells: list[Box], columns: int, width: float) -> list[float]:
    """Columns as wide as what they hold, none below 42 points."""
    longest = [1] * columns
    for cell in cells:
        if cell.columns == 1:
            longest[cell.column] = max(longest[cell.column], *(len(line) for line in cell.lines), 0)
    shares = [min(length, 30) for length in longest]
    free = width - 42 * columns
    return [42 + free * share / sum(shares) for share in shares]
