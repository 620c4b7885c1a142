"""The fast way into a pdf: its pages with their lines by pdfium, and what else each page needs.

pdfium reads 40 times as fast as pdfplumber and tells where each character stands; it knows no tables. A page is turned so that
its text is upright, whatever the page says of itself. Not safe in threads, and a hostile file can end the process: it belongs
into a child.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.encoding import SURE, share
from pipeline.ingest.glyphs import Frame, TextPage
from pipeline.ingest.limits import Limits
from pipeline.ingest.lines import Box, Printed
from pipeline.ingest.ocr import DPI

_DEEPEST = 4  # forms inside each other that are searched for paths
_LOCKED = 4  # FPDF_ERR_PASSWORD
_INK = 0.01  # points; text of less width is none to pdfium
_THIN, _LONG = 3.0, 5.0  # points: a rule is thinner than the first and longer than the second
_EDGES = 5  # so many edges of rules, at least two each way, make two cells
_SEGMENTS = 6  # a path of more is a drawing, perhaps a whole grid
_RULES = 500  # on a page; more are drawings
_PICTURE = 0.4  # share of a page that a picture covers where the page is a scan
_GARBLED = 0.2  # share of a page's characters without a meaning, from which on its words are held against the language
_RARE, _HAN, _READ = 0.1, 50, 400  # share of common characters that no Chinese text has, in so many, of so many read
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
    drawn = _drawn(page.raw, 0, _Drawn())
    garbled = _is_garbled(unknown, "".join(line.text for line in lines))
    draw = partial(_grey, page, limits) if garbled or _is_scan(drawn, lines, page.get_bbox()) else None
    rules = _across(drawn.rules, frame)
    return Sheet(number, *frame.size, lines, frame.turn, drawn.ruled, drawn.unread, draw, unknown, garbled, rules)


def _across(rules: list[Box], frame: Frame) -> tuple[Box, ...]:
    """The rules that run across the upright page, where they may be those of a table; a page of lines to write on has more."""
    if not 2 < len(rules) <= _RULES:
        return ()
    placed = (frame.place(*rule) for rule in rules)
    return tuple(sorted((box for box in placed if box[2] - box[0] > box[3] - box[1]), key=lambda box: box[1]))


@dataclass(slots=True)
class _Drawn:
    """What a page draws beside text that is read. across, down: where its rules and boxes have edges, in points."""

    across: set[int] = field(default_factory=set)
    down: set[int] = field(default_factory=set)
    rules: list[Box] = field(default_factory=list)
    drawing: bool = False
    unread: bool = False
    picture: float = 0.0

    @property
    def ruled(self) -> bool:
        """Whether its rules may make two cells; a table that is open at its sides may have a single rule down."""
        edges = len(self.across), len(self.down)
        return self.drawing or (min(edges) >= 2 and sum(edges) >= _EDGES) or (edges[0] == 1 and edges[1] >= 2)


def _drawn(holder: Any, depth: int, found: _Drawn) -> _Drawn:
    """Goes through the objects of a page, and of the forms on it."""
    from pypdfium2 import raw

    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count(holder)):
        thing = get(holder, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.unread = found.unread or _is_passed_over(thing)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(thing, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(thing)
            found.picture += (right - left) * (top - bottom)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            if depth == _DEEPEST:
                found.drawing = True
            else:
                _drawn(thing, depth + 1, found)
    return found


def _add_path(thing: Any, found: _Drawn) -> None:
    from pypdfium2 import raw

    left, bottom, right, top = _bounds(thing)
    wide, high = right - left, top - bottom
    if raw.FPDFPath_CountSegments(thing) > _SEGMENTS:
        found.drawing = found.drawing or (wide > _LONG and high > _LONG)
    elif wide > _LONG or high > _LONG:
        if min(wide, high) <= _THIN and len(found.rules) <= _RULES:
            found.rules.append((left, bottom, right, top))
        if wide > _LONG:
            found.down |= {round(bottom / _THIN), round(top / _THIN)} if high > _THIN else {round(top / _THIN)}
        if high > _LONG:
            found.across |= {round(left / _THIN), round(right / _THIN)} if wide > _THIN else {round(left / _THIN)}


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(thing, byref(left), byref(bottom), byref(right), byref(top))
    return left.value, bottom.value, right.value, top.value


def _is_passed_over(thing: Any) -> bool:
    """pdfium leaves out text whose ink has no width: a single character in a font that is neither in the file nor here."""
    from pypdfium2 import raw

    left, _, right, _ = _bounds(thing)
    return right - left < _INK and not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing))


def _grey(page: Any, limits: Limits) -> Any:
    """The page as grey values, `DPI` dots an inch; fewer where it is larger than a picture may be."""
    width, height = page.get_size()
    scale = min(DPI / 72, (limits.pixels / max(1.0, width * height)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    return pixels.reshape(pixels.shape[:2])


def _is_garbled(unknown: int, text: str) -> bool:
    """Whether the letters of a page are not those that it shows: its font names no characters, or wrong ones.

    What the file does not explain may be right all the same (codes that are Unicode), so it is held against how Chinese is
    written: the share of common characters is what tells encodings too.
    """
    if unknown > _GARBLED * len(text):
        return share(text) < SURE
    sample = text[:_READ]
    han = sum("\u3400" <= char <= "\u9fff" for char in sample)
    return han >= _HAN and 2 * han > sum(char > "\x7f" for char in sample) and share(sample) < _RARE


def _is_scan(drawn: _Drawn, lines: list[Printed], box: tuple[float, float, float, float]) -> bool:
    """Whether the page is a picture: one that covers much of it, and beside it no text, or no more than a stamp."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return drawn.picture > _PICTURE * area and sum(len(line.text) for line in lines) <= _STAMP
