"""PDF files: text and ruled tables page by page, in reading order; running heads and page numbers as furniture.

Pages of text are read by pdfium; those that draw lines by pdfplumber, which finds the tables.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Composer, Draft, Words
from pipeline.ingest.limits import Limits
from pipeline.ingest.lines import Box, Printed, furniture, paragraphs, unwrapped
from pipeline.ingest.pdfium import damaged, sheets

# Spaces are those of the file; where it has none, a gap of this share of the type size is one.
_SPACING: dict[str, Any] = {"keep_blank_chars": True, "x_tolerance_ratio": 0.3}


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled table of a page."""

    cells: tuple[Words, ...]
    box: Box
    page: int


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: encrypted, damaged, too_big (pages, glyphs on a page), no_text where it has pictures only."""
    pages: list[list[Printed | _Grid]] = []
    heights: list[float] = []
    with ExitStack() as stack:
        ruled = _Ruled(data, stack)
        for sheet in sheets(data, limits):
            pages.append(ruled.page(sheet.number) if sheet.lines is None else [*sheet.lines])
            heights.append(sheet.height)
    if not any(pages):
        advice = "Its pages are pictures: recognise their text (OCR) and give the result."
        raise SourceError(Why.NO_TEXT, "ingest", "the pdf file has no text layer", advice)
    return _compose(pages, heights)


class _Ruled:
    """Pages with ruling lines, read by pdfplumber, which is opened for the first of them."""

    def __init__(self, data: bytes, stack: ExitStack) -> None:
        self._data = data
        self._stack = stack
        self._pdf: Any = None

    def page(self, number: int) -> list[Printed | _Grid]:
        """Lines and tables of a page (1 …) from top to bottom."""
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException

        faults = (
            PdfminerException,
            PDFException,
            PSException,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            RecursionError,
        )
        try:
            if self._pdf is None:
                logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are for people who write pdf readers
                self._pdf = self._stack.enter_context(pdfplumber.open(BytesIO(self._data)))
            page = self._pdf.pages[number - 1]
            found = _page(page)
            page.close()
        except faults as error:
            raise damaged(error) from error
        return found


def _page(page: Any) -> list[Printed | _Grid]:
    grids = [_grid(table, page.page_number) for table in page.find_tables() if len(table.cells) > 1]
    grids = [grid for grid in grids if any(cell.text for cell in grid.cells)]
    inside = [grid.box for grid in grids]
    rest = page.filter(lambda thing: not any(_holds(box, thing) for box in inside)) if inside else page
    found = rest.dedupe_chars().extract_text_lines(return_chars=True, **_SPACING)
    placed: list[Printed | _Grid] = [_printed(line, page) for line in found if line["text"].strip()]
    return sorted([*placed, *grids], key=lambda thing: thing.box[1])


def _printed(line: dict[str, Any], page: Any) -> Printed:
    box = tuple(round(float(line[side]), 1) for side in ("x0", "top", "x1", "bottom"))
    sizes = sorted(float(char["size"]) for char in line["chars"])
    size = sizes[len(sizes) // 2]
    return Printed(line["text"].strip(), (box[0], box[1], box[2], box[3]), size, page.page_number, round(float(page.width)))


def _holds(box: Box, thing: dict[str, Any]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _grid(table: Any, page: int) -> _Grid:
    """The cells of a ruled table; a cell that spans several rows or columns is told by its edges."""
    lefts = sorted({round(cell[0], 1) for cell in table.cells})
    tops = sorted({round(cell[1], 1) for cell in table.cells})
    words: list[Words] = []
    for box in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        row, column = tops.index(round(box[1], 1)), lefts.index(round(box[0], 1))
        rows = sum(box[1] < top < box[3] - 0.5 for top in tops[row + 1 :]) + 1
        columns = sum(box[0] < left < box[2] - 0.5 for left in lefts[column + 1 :]) + 1
        words.append(Words(row, column, _cell(table.page, box), rows, columns))
    edges = tuple(round(float(edge), 1) for edge in table.bbox)
    return _Grid(tuple(words), (edges[0], edges[1], edges[2], edges[3]), page)


def _cell(page: Any, box: Box) -> str:
    from pdfplumber.utils.text import dedupe_chars, extract_text

    chars = [char for char in page.chars if _holds(box, char)]
    return unwrapped(extract_text(dedupe_chars(chars), **_SPACING)) if chars else ""


def _compose(pages: list[list[Printed | _Grid]], heights: list[float]) -> Draft:
    composer = Composer()
    aside = furniture([[thing for thing in page if isinstance(thing, Printed)] for page in pages], heights)
    for kind, run in groupby(_in_order(pages, aside), key=lambda thing: _kind(thing, aside)):
        for text, box, page in _texts(list(run), kind, composer):
            composer.block(text, kind=kind, page=page, box=box)
    return composer.draft(facts={"pages": len(pages)})


def _in_order(pages: list[list[Printed | _Grid]], aside: set[Printed]) -> Iterator[Printed | _Grid]:
    """Everything in reading order, a page's furniture after it, so that a paragraph may go on over pages."""
    kept: list[Printed] = []
    for page in pages:
        kept += [thing for thing in page if isinstance(thing, Printed) and thing in aside]
        yield from (thing for thing in page if thing not in aside)
    yield from kept


def _kind(thing: Printed | _Grid, aside: set[Printed]) -> str:
    if isinstance(thing, _Grid):
        return "table"
    return "furniture" if thing in aside else "paragraph"


def _texts(run: list[Printed | _Grid], kind: str, composer: Composer) -> Iterator[tuple[str, Box, int]]:
    """The texts of a run of lines; tables go to the composer as they are."""
    for thing in run:
        if isinstance(thing, _Grid):
            composer.table(thing.cells, page=thing.page, box=thing.box)
        elif kind == "furniture":
            yield thing.text, thing.box, thing.page
    if kind == "paragraph":
        yield from paragraphs([thing for thing in run if isinstance(thing, Printed)])
