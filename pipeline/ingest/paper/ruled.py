"""Ruled tables of a pdf by pdfplumber, which is opened for the first page that draws lines and keeps no page."""

import logging
from bisect import bisect_right
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from pipeline.ingest.paper.chars import Char, once, parted, rows, turned
from pipeline.ingest.paper.grid import Grid, meshed
from pipeline.ingest.paper.holes import holes
from pipeline.ingest.paper.lines import Box, Column, Printed, join, paragraphs, steps
from pipeline.ingest.paper.opensides import sides
from pipeline.ingest.paper.pdfium import Sheet, damaged

_GAP = 1.2  # a gap of so many sizes parts a line beside the tables: its pieces may belong to different columns
_MARGIN = 12.0  # points; text stands no further from the rules of its cell


class Ruled:
    """The pages with ruling lines. stack: closes what is opened."""

    def __init__(self, data: bytes, stack: ExitStack) -> None:
        self._data = data
        self._stack = stack
        self._pdf: Any = None

    def page(self, sheet: Sheet) -> tuple[Sheet, list[Grid], list[Printed]]:
        """The page as it was turned, its tables, and the lines beside them. Raises SourceError (damaged)."""
        try:
            page, sheet = self._upright(sheet)
            found = _read(page, sheet)
            page.close()
        except _faults() as error:
            raise damaged(error) from error
        return sheet, *found

    def _upright(self, sheet: Sheet) -> tuple[Any, Sheet]:
        """The page, turned so that its text is upright; pdfium does not know how text stands that it has not read."""
        page = self._turned(sheet)
        turn = (sheet.turn + turned(page.chars)) % 360 if sheet.unread else sheet.turn
        if turn == sheet.turn:
            return page, sheet
        page.close()
        sides = (sheet.height, sheet.width) if (turn - sheet.turn) % 180 else (sheet.width, sheet.height)
        sheet = replace(sheet, turn=turn, width=sides[0], height=sides[1])
        return self._turned(sheet), sheet

    def _turned(self, sheet: Sheet) -> Any:
        import pdfplumber

        if self._pdf is None:
            logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are for people who write pdf readers
            self._pdf = pdfplumber.open(BytesIO(self._data))
            self._stack.callback(_close, self._pdf)
        page = self._pdf.pages[sheet.number - 1]
        stored = page.page_obj
        if page.rotation == stored.rotate == sheet.turn:
            return page
        stored.attrs = {**stored.attrs, "Rotate": sheet.turn}
        stored.rotate = sheet.turn
        return type(page)(self._pdf, stored, page_number=sheet.number, initial_doctop=0)


def _faults() -> tuple[type[Exception], ...]:
    """What pdfplumber raises where a file breaks its format."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    broken = (MalformedPDFException, PdfminerException, PDFException, PSException)
    return (*broken, ValueError, TypeError, LookupError, AttributeError, RecursionError)


def _close(pdf: Any) -> None:
    """Closes a file, which reads its pages once more: one that broke them before breaks them again."""
    with suppress(*_faults()):
        pdf.close()


def _read(page: Any, sheet: Sheet) -> tuple[list[Grid], list[Printed]]:
    shift = float(page.cropbox[0]), float(page.cropbox[1])
    frame = (round(sheet.width), 0)
    chars, across = parted(once(page.chars), frame, sheet.number)
    across = [replace(line, box=_moved(line.box, shift)) for line in across]
    tables = [table for table in _tables(page) if len(table.cells) > 1]
    grids = _grids(tables, chars, sheet.number, shift)
    if not sheet.unread and (rest := _beside(sheet.lines, grids)) is not None:
        return grids, rest + across
    inside = [table.bbox for table in tables]
    outside = [char for char in chars if not any(_holds(box, char) for box in inside)]
    lines = [replace(line, box=_moved(line.box, shift), page=sheet.number) for line in rows(outside, frame, _GAP)]
    return grids, lines + across


def _tables(page: Any) -> Any:
    """The tables that pdfplumber finds, those that are open at their sides too."""
    from pdfplumber.table import TableFinder

    class Finder(TableFinder):
        def get_edges(self) -> Any:
            edges = super().get_edges()
            return edges + sides(edges)

    return Finder(page).tables


def _beside(lines: list[Printed], grids: list[Grid]) -> list[Printed] | None:
    """The lines that pdfium read outside the tables; None where one stands in a table and beside it."""
    rest: list[Printed] = []
    for line in (line for line in lines if not line.slanted):
        middle = (line.box[1] + line.box[3]) / 2
        boxes = [grid.box for grid in grids if grid.box[1] <= middle < grid.box[3]]
        inside = [box for box in boxes if box[0] < line.box[2] and line.box[0] < box[2]]
        if any(line.box[0] < box[0] - line.size or line.box[2] > box[2] + line.size for box in inside):
            return None
        if not inside:
            rest.append(line)
    return rest


def _moved(box: Any, shift: tuple[float, float]) -> Box:
    left, top, right, bottom = (round(float(edge), 1) for edge in box)
    return left - shift[0], top - shift[1], right - shift[0], bottom - shift[1]


def _holds(box: Box, thing: Char) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


@dataclass(frozen=True, slots=True)
class _Inner:
    """A table in a cell of another: its box as pdfplumber has it, and its rows as they are shown there."""

    box: Box
    text: str


def _grids(tables: list[Any], chars: list[Char], page: int, shift: tuple[float, float]) -> list[Grid]:
    """The tables with the text of their cells; one in a cell of another is what that cell says there, parted by tabs."""
    grids: list[tuple[Box, Grid]] = []
    shown: list[_Inner] = []
    for table in sorted(tables, key=lambda table: _area(table.bbox)):
        inner = [one for one in shown if any(_within(one.box, cell) for cell in table.cells)]
        own = [char for char in chars if not any(_holds(one.box, char) for one in inner)] if inner else chars
        grid = _grid(table, own, page, shift, inner)
        shown = [one for one in shown if one not in inner]
        grids = [(box, one) for box, one in grids if not any(box == held.box for held in inner)]
        if grid is not None:
            shown.append(_Inner(table.bbox, _rows_of(grid)))
            grids.append((table.bbox, grid))
    return [grid for _, grid in sorted(grids, key=lambda pair: (pair[0][1], pair[0][0]))]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(inner: Box, outer: Box) -> bool:
    inside = outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
    return inside and _area(inner) < _area(outer)


def _rows_of(grid: Grid) -> str:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(join(cell.text.split("\n")))
    return "\n".join("\t".join(row) for _, row in sorted(rows.items()))


def _grid(table: Any, chars: list[Char], page: int, shift: tuple[float, float], inner: list[_Inner]) -> Grid | None:
    """A table with the text of its cells; None where they hold none. inner: the tables in its cells."""
    spots = [((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2) for char in chars if char["text"].strip()]
    cells = [*table.cells, *holes(table.cells, spots)]
    texts = _texts(cells, _held(table.bbox, cells, chars), inner)
    return meshed([_moved(cell, shift) for cell in cells], texts, page)


def _held(around: Box, cells: list[Box], chars: list[Char]) -> dict[int, list[Char]]:
    """The characters in each cell, by its number. Cells of one height are asked only for what stands at it."""
    left, top, right, bottom = around
    inside = [
        (down, char)
        for char in chars
        if top <= (down := (char["top"] + char["bottom"]) / 2) < bottom and left <= (char["x0"] + char["x1"]) / 2 < right
    ]
    inside.sort(key=lambda pair: pair[0])
    downs = [down for down, _ in inside]
    found: dict[int, list[Char]] = {}
    for index, box in enumerate(cells):
        low, high = bisect_right(downs, box[1]), bisect_right(downs, box[3])
        found[index] = [char for _, char in inside[low:high] if box[0] <= (char["x0"] + char["x1"]) / 2 < box[2]]
    return found


def _texts(cells: list[Box], held: dict[int, list[Char]], inner: list[_Inner]) -> list[str]:
    """The text of each cell, a paragraph a line: lines go on as they do on a page, and a cell ends where its margin begins."""
    lines = {index: [*rows(chars, (0, index))] for index, chars in held.items()}
    margins = [line.box[0] - cells[index][0] for index, listed in lines.items() for line in listed]
    margin = min(max(0.0, min(margins, default=0.0)), _MARGIN)
    apart = steps([line for listed in lines.values() for line in listed])
    texts: list[str] = []
    for index, (left, _, right, _) in enumerate(cells):
        columns = {(0, index): Column(left + margin, right - margin, apart)}
        parts = [(paragraph.box[1], paragraph.text) for paragraph in paragraphs(lines[index], columns=columns)]
        parts += [(one.box[1], one.text) for one in inner if _within(one.box, cells[index])]
        texts.append("\n".join(text for _, text in sorted(parts, key=lambda part: part[0])))
    return texts
