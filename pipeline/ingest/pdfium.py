"""The fast way into a pdf: lines of text with their places by pdfium, and which pages must be read by pdfplumber.

pdfium reads 100 times as fast as pdfplumber and keeps the order in which the page was written; it knows no tables. So pages
that draw paths, are turned, or hold text that pdfium passes over are left to pdfplumber. Not safe in threads, and a hostile
file can end the process: it belongs into a child.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.limits import Limits
from pipeline.ingest.lines import Printed

_HYPHEN = "\ufffe"  # what pdfium gives for a hyphen at a line's end
_DEEPEST = 4  # forms inside each other that are searched for paths
_LOCKED = 4  # FPDF_ERR_PASSWORD
_INK = 0.01  # points; text of less width is none to pdfium


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. lines: None where it must be read by pdfplumber."""

    number: int
    height: float
    lines: list[Printed] | None


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The pages of a pdf in order. Raises SourceError: encrypted, damaged, too_big (pages, characters, paths on a page)."""
    import pypdfium2

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
        for index in range(len(document)):
            yield _sheet(document, index, limits)
    finally:
        document.close()


def damaged(error: object) -> SourceError:
    """What to say of a pdf that its parser gives up."""
    detail = f"the pdf file cannot be read: {type(error).__name__} {error}".strip()
    return SourceError(Why.DAMAGED, "ingest", detail, "Download it again, or print it to a new pdf.")


def _sheet(document: Any, index: int, limits: Limits) -> Sheet:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise damaged(error) from error
    text = page.get_textpage()
    try:
        if max(text.count_chars(), _objects(page)) > limits.glyphs:
            detail = f"page {index + 1} holds more than {limits.glyphs:,} characters or drawings"
            raise SourceError(Why.TOO_BIG, "ingest", detail, "Split the page, or print the file to a new pdf.")
        plain = page.get_rotation() == 0 and not _is_beyond(page.raw, 0)
        return Sheet(index + 1, page.get_height(), _lines(page, text, index + 1) if plain else None)
    finally:
        text.close()
        page.close()


def _objects(page: Any) -> int:
    from pypdfium2 import raw

    return int(raw.FPDFPage_CountObjects(page.raw))


def _is_beyond(holder: Any, depth: int) -> bool:
    """Whether a page, or a form on it, draws lines or boxes, or holds text that pdfium would pass over."""
    from pypdfium2 import raw

    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count(holder)):
        thing = get(holder, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH or (kind == raw.FPDF_PAGEOBJ_TEXT and _is_passed_over(thing)):
            return True
        if kind == raw.FPDF_PAGEOBJ_FORM and (depth == _DEEPEST or _is_beyond(thing, depth + 1)):
            return True
    return False


def _is_passed_over(thing: Any) -> bool:
    """pdfium leaves out text whose ink has no width: a single character in a font that is neither in the file nor here."""
    from ctypes import byref, c_float

    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(thing, byref(left), byref(bottom), byref(right), byref(top))
    return right.value - left.value < _INK and not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing))


def _lines(page: Any, text: Any, number: int) -> list[Printed] | None:
    """The lines of a page; None where pdfium counts characters in another way than it gives them."""
    shown = text.get_text_range()
    if len(shown) != text.count_chars():
        return None
    left, _, right, top = page.get_bbox()
    found: list[Printed] = []
    at = 0
    for line in shown.split("\r\n"):
        words = line.strip()
        if words:
            first = at + line.index(words)
            head, tail = text.get_charbox(first, loose=True), text.get_charbox(first + len(words) - 1, loose=True)
            edges = (head[0] - left, top - max(head[3], tail[3]), tail[2] - left, top - min(head[1], tail[1]))
            box = tuple(round(edge, 1) for edge in edges)
            size = round(head[3] - head[1], 1)
            shape = (box[0], box[1], box[2], box[3])
            found.append(Printed(words.replace(_HYPHEN, "-"), shape, size, number, round(right - left)))
        at += len(line) + 2
    return found
