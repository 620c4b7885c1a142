"""PDF files: text and ruled tables page by page, in reading order; running heads and page numbers as furniture.

Pages of text are read by pdfium; of those that draw rules the tables are read by pdfplumber, but for tables that are ruled
across alone or by white space, which are made of the lines; pages that are pictures, and
those whose letters mean nothing in the file, are recognised. A table that goes on over pages is one.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Composer, Draft
from pipeline.ingest.limits import Limits
from pipeline.ingest.paper import across, aligned
from pipeline.ingest.paper.bookmarks import bookmarks, headings, properties
from pipeline.ingest.paper.carry import Carried, carried
from pipeline.ingest.paper.grid import Grid
from pipeline.ingest.paper.lines import Head, Paragraph, Printed, furniture, paragraphs
from pipeline.ingest.paper.order import arrange, settled
from pipeline.ingest.paper.pdfium import Sheet, opened, sheets
from pipeline.ingest.paper.ruled import Ruled
from pipeline.ingest.scan.ocr import available, missing, recognise
from pipeline.ingest.scan.scans import beside, noted, unmapped, untabled

Thing = Printed | Grid

_PICTURES = "the pages of the pdf file are pictures, or their letters have no meaning in the file"
_SIZE = 10.0  # of the type that a table is taken for, in points


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: encrypted, damaged, too_big (pages, glyphs on a page), no_text where it has pictures only that
    cannot be recognised."""
    pages: list[list[Thing]] = []
    heights: list[float] = []
    recognised: list[int] = []
    waiting: list[int] = []
    unknown: dict[int, int] = {}
    broken: dict[int, SourceError] = {}
    with ExitStack() as stack:
        document = stack.enter_context(opened(data, limits))
        ruled = Ruled(data, stack)
        for sheet in sheets(document, limits):
            if sheet.draw:
                (recognised if available() else waiting).append(sheet.number)
            elif sheet.unknown:
                unknown[sheet.number] = sheet.unknown
            height, things = _things(sheet, ruled, broken)
            pages.append(things)
            heights.append(height)
        outline, facts = bookmarks(document), properties(document)
    if not any(pages) and broken:
        raise next(iter(broken.values()))
    if not any(pages):
        raise missing(_PICTURES, Why.NO_TEXT) if waiting else _blank(recognised)
    heads = headings(outline, [[*_lines(page)] for page in pages])
    draft = compose(pages, heights, heads, facts | {"pages": len(pages)})
    return untabled(unmapped(noted(draft, recognised, waiting), unknown), [*broken])


def _blank(recognised: Sequence[int]) -> SourceError:
    detail = "no text was recognised on its pages" if recognised else "the pdf file has no text layer and no pictures of pages"
    return SourceError(Why.NO_TEXT, "ingest", detail, "Open it: where it shows text, print it to a new pdf or save it as .png.")


def _things(sheet: Sheet, ruled: Ruled, broken: dict[int, SourceError]) -> tuple[float, list[Thing]]:
    """The height of a page, in points, and its lines and tables in reading order. broken: takes the pages, by number, whose
    ruled tables cannot be read: their text is all the same."""
    if sheet.draw and available():
        picture = recognise(sheet.draw(), sheet.number)
        return picture.height, placed(beside(picture, [] if sheet.garbled else sheet.lines), picture.grids)
    if sheet.garbled:
        return sheet.height, []
    grids: list[Grid] = []
    lines = sheet.lines
    if sheet.ruled or sheet.unread:
        try:
            sheet, grids, lines = ruled.page(sheet)
        except SourceError as error:
            broken[sheet.number] = error
    if sheet.rules:
        more, lines = across.tables(sheet.rules, lines, sheet.number, sheet.height)
        grids += more
    if not grids:
        grids, lines = aligned.tables(lines, sheet.number)
    return sheet.height, placed(lines, grids)


def placed(lines: Sequence[Printed], grids: Sequence[Grid]) -> list[Thing]:
    """Lines, as they come from the file, and tables in reading order: a table has its place as a line would have it."""
    if any(line.slanted for line in lines):  # they stand over the text and have no place in its order
        return [*placed([line for line in lines if not line.slanted], grids), *(line for line in lines if line.slanted)]
    if not grids:
        return [*arrange(lines)]
    frame = lines[0].frame if lines else (0, 0)
    holders = {Printed("", grid.box, _SIZE, grid.page, frame): grid for grid in grids}
    tables = {(holder.box, holder.page): grid for holder, grid in holders.items()}
    return [line if line.text else tables[line.box, line.page] for line in arrange([*lines, *holders])]


def _lines(page: Sequence[Thing]) -> Iterator[Printed]:
    return (thing for thing in page if isinstance(thing, Printed))


def compose(
    pages: Sequence[Sequence[Thing]], heights: Sequence[float], heads: dict[Printed, Head], facts: dict[str, Any]
) -> Draft:
    """The draft of a document from the things on its pages. heights: of the pages, in points; facts: fields of `Copy`."""
    composer = Composer()
    aside = furniture([[*_lines(page)] for page in pages], heights)
    if any(line.frame[1] for page in pages for line in _lines(page)):  # columns
        frames = settled([[line for line in _lines(page) if line not in aside] for page in pages])
        pages = [[frames.get(thing, thing) if isinstance(thing, Printed) else thing for thing in page] for page in pages]
        heads = {frames.get(line, line): head for line, head in heads.items()}
    things = carried(list(_in_order(pages, aside)), aside)
    for kind, run in groupby(things, key=lambda thing: _kind(thing, aside)):
        _put(list(run), kind, heads, composer)
    return composer.draft(facts=facts)


def _in_order(pages: Sequence[Sequence[Thing]], aside: set[Printed]) -> Iterator[Thing]:
    """Everything in reading order, all furniture at the end, so that what goes on over pages is not cut by it."""
    kept: list[Thing] = []
    for page in pages:
        for thing in page:
            if isinstance(thing, Printed) and thing in aside:
                kept.append(thing)
            else:
                yield thing
    yield from kept


def _kind(thing: Thing | Carried, aside: set[Printed]) -> str:
    if not isinstance(thing, Printed):
        return "table"
    return "furniture" if thing in aside else "paragraph"


def _put(run: Sequence[Thing | Carried], kind: str, heads: dict[Printed, Head], composer: Composer) -> None:
    if kind == "paragraph":
        for text in paragraphs([thing for thing in run if isinstance(thing, Printed)], heads):
            composer.block(text.text, **_fields(text))
        return
    for thing in run:
        if isinstance(thing, Carried):
            composer.table(thing.cells, page=thing.page, box=thing.box, confidence=thing.confidence)
            for again in thing.again:
                composer.block(again.text, kind="furniture", page=again.page, box=again.box)
        elif isinstance(thing, Printed):
            composer.block(thing.text, kind="furniture", page=thing.page, box=thing.box, confidence=thing.confidence)


def _fields(text: Paragraph) -> dict[str, Any]:
    kind = "paragraph" if text.level is None else "heading"
    return {"kind": kind, "level": text.level, "page": text.page, "box": text.box, "confidence": text.confidence}
