"""The fast way into a pdf: its pages with their lines by pdfium, and what else each page needs.

pdfium reads 40 times as fast as pdfplumber and tells where each character stands; it knows no tables. A page is turned so that
its text is upright, whatever the page says of itself. Not safe in threads, and a hostile file can end the process: it belongs
into a child.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.encoding import SURE, common, share
from pipeline.ingest.limits import Limits
from pipeline.ingest.paper.drawn import Drawn
from pipeline.ingest.paper.glyphs import Frame, TextPage
from pipeline.ingest.paper.lines import DPI, Box, Printed

_LOCKED = 4  # FPDF_ERR_PASSWORD
_PICTURE = 0.4  # share of a page that a picture covers where the page is a scan
_GARBLED = 0.2  # share of a page's characters without a meaning, from which on its words are held against the language
_RARE, _HAN, _READ = 0.1, 50, 400  # share of common characters that no Chinese text has, in so many, of so many read
_FIRST = 80  # characters that mostly settle it
_IDEOGRAPH, _FOREIGN = re.compile("[\u3400-\u9fff]"), re.compile("[^\x00-\x7f]")
_STAMP = 40  # characters that may stand on a scan and are not its text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, turned so that its text is upright. turn: degrees by which the stored page is turned for that.

    ruled: it draws what may be a table; unread: it holds text that pdfium passes over; draw: of a page that is a picture, gives
    its grey values, while it is the page at hand. unknown: characters without a meaning in the file; garbled: where they are so
    many that the page is read as a picture. rules: those across, from the top.
    """

    number: int
    width: float
    height: float
    lines: list[Printed]
    turn: int = 0
    ruled: bool = False
    unread: bool = False
    draw: Callable[[], Any] | None = None
    unknown: int = 0
    garbled: bool = False
    rules: tuple[Box, ...] = ()


@cache
def _fontless() -> Any:
    """Keep pdfium from the fonts of this machine, once a process: a file shall read alike wherever it is read, and to ask a
    font that is not in the file for each character takes twelve times as long."""
    from pypdfium2 import raw

    none = raw.FPDF_SYSFONTINFO()
    none.version = 2
    raw.FPDF_SetSystemFontInfo(none)
    return none


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Any]:
    """The document. Raises SourceError: encrypted, damaged, too_big (pages)."""
    import pypdfium2

    _fontless()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _LOCKED:
            detail, advice = "the pdf file is under a password", "Remove the password and save it again."
            raise SourceError(Why.ENCRYPTED, "ingest", detail, advice) from error
        raise damaged(error) from error
    try:
        if len(document) > limits.pages:
            detail = f"{len(document):,} pages; a source may have {limits.pages:,}"
            raise SourceError(Why.TOO_BIG, "ingest", detail, "Split the file.")
        yield document
    finally:
        document.close()


def sheets(document: Any, limits: Limits) -> Iterator[Sheet]:
    """The pages in order. Raises SourceError: damaged, too_big (characters, drawings on a page)."""
    for index in range(len(document)):
        with _page(document, index) as page:
            yield _sheet(page, index + 1, limits)


@contextmanager
def _page(document: Any, index: int) -> Iterator[Any]:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise damaged(error) from error
    try:
        yield page
    finally:
        page.close()


def damaged(error: object) -> SourceError:
    """What to say of a pdf that its parser gives up."""
    detail = f"the pdf file cannot be read: {type(error).__name__} {error}".strip()
    return SourceError(Why.DAMAGED, "ingest", detail, "Download it again, or print it to a new pdf.")


def _sheet(page: Any, number: int, limits: Limits) -> Sheet:
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        if max(text.count_chars(), raw.FPDFPage_CountObjects(page.raw)) > limits.glyphs:
            detail = f"page {number} holds more than {limits.glyphs:,} characters or drawings"
            raise SourceError(Why.TOO_BIG, "ingest", detail, "Split the page, or print the file to a new pdf.")
        read = TextPage(text.raw)
        frame = Frame(page.get_bbox(), read.turn())
        lines, unknown = read.lines(frame, number), read.unknown()
    finally:
        text.close()
    drawn = Drawn(page.raw)
    garbled = _is_garbled(unknown, lines)
    draw = partial(_grey, page, limits) if garbled or _is_scan(drawn, lines, page.get_bbox()) else None
    rules = _across(drawn.rules, frame)
    return Sheet(number, *frame.size, lines, frame.turn, drawn.ruled, drawn.unread, draw, unknown, garbled, rules)


def _across(rules: Sequence[Box], frame: Frame) -> tuple[Box, ...]:
    """The rules that run across the upright page, where they may be those of a table."""
    placed = (frame.place(*rule) for rule in rules) if len(rules) > 2 else ()
    return tuple(sorted((box for box in placed if box[2] - box[0] > box[3] - box[1]), key=lambda box: box[1]))


def _grey(page: Any, limits: Limits) -> Any:
    """The page as grey values, `DPI` dots an inch; fewer where it is larger than a picture may be."""
    width, height = page.get_size()
    scale = min(DPI / 72, (limits.pixels / max(1.0, width * height)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    return pixels.reshape(pixels.shape[:2])


def _is_garbled(unknown: int, lines: Sequence[Printed]) -> bool:
    """Whether the letters of a page are not those that it shows: its font names no characters, or wrong ones.

    What the file does not explain may be right all the same (codes that are Unicode), so it is held against how Chinese is
    written: the share of common characters is what tells encodings too.
    """
    if unknown and unknown > _GARBLED * sum(len(line.text) for line in lines):
        return share("".join(line.text for line in lines)) < SURE
    sample = "".join(line.text for line in lines[:_READ])[:_READ]  # no line is empty
    if sum(map(common().__contains__, sample[:_FIRST])) >= _RARE * len(sample):
        return False  # whatever the rest is: so it is of nearly every page
    han = len(_IDEOGRAPH.findall(sample))
    return han >= _HAN and 2 * han > len(_FOREIGN.findall(sample)) and share(sample) < _RARE


def _is_scan(drawn: Drawn, lines: list[Printed], box: tuple[float, float, float, float]) -> bool:
    """Whether the page is a picture: one that covers much of it, and beside it no text, or no more than a stamp."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return drawn.picture > _PICTURE * area and sum(len(line.text) for line in lines) <= _STAMP
