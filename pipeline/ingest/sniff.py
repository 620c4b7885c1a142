"""What a file is, told by its content and never by its name: a docx or html named .doc and a pdf named .txt are common."""

import re
import zipfile
import zlib
from io import BytesIO

from pipeline.errors import SourceError, Why

_WORD = "Open it in Word or LibreOffice and save it as .docx."
_PICTURE = "Recognise its text (OCR) and give that, or find the document the picture was taken from."
_ARCHIVE = "Unpack it and give the files in it."

# First bytes, what the file is, what to do. Formats that are known and not read.
_FOREIGN = (
    (b"{\\rtf", "a rich text file (.rtf)", _WORD),
    (b"\x89PNG\r\n\x1a\n", "a picture (png)", _PICTURE),
    (b"\xff\xd8\xff", "a picture (jpeg)", _PICTURE),
    (b"GIF8", "a picture (gif)", _PICTURE),
    (b"II*\0", "a picture (tiff)", _PICTURE),
    (b"MM\0*", "a picture (tiff)", _PICTURE),
    (b"BM", "a picture (bmp)", _PICTURE),
    (b"Rar!\x1a\x07", "an archive (rar)", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _ARCHIVE),
    (b"\x1f\x8b", "an archive (gzip)", _ARCHIVE),
    (b"%!PS", "a PostScript file", "Convert it to pdf."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|h[1-6])\b", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_WORD_MAIN = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]+\.main\+xml", re.IGNORECASE)  # templates and macros included
_MAIL = re.compile(rb"[A-Za-z][A-Za-z0-9-]*: ?\S")  # the first line of a web archive, which is an e-mail message
_PARTS = re.compile(rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096  # bytes in which an html file shows what it is


def sniff(data: bytes) -> str:
    """docx, pdf, html, mhtml or txt. Raises SourceError (unsupported, encrypted, damaged) for a format that is not read."""
    if data.startswith(b"PK"):
        return _zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise _ole(data)
    for magic, name, advice in _FOREIGN:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            raise _foreign(name, advice)
    return _text(data)


def _foreign(name: str, advice: str) -> SourceError:
    return SourceError(Why.UNSUPPORTED, "ingest", f"{name}; txt, docx, pdf, html and mht are read", advice)


def _zip(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = set(archive.namelist())
        types = _types(archive) if _TYPES in names else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError, EOFError, RuntimeError) as error:
        raise SourceError(
            Why.DAMAGED,
            "ingest",
            f"the container of this file is broken: {error}",
            "Download it again; it is probably cut short.",
        ) from error
    if _WORD_MAIN.search(types) or (not types and "word/document.xml" in names):
        return "docx"
    if "xl/workbook.xml" in names:
        raise _foreign("a spreadsheet (.xlsx)", "Save the sheet as text or as a Word table.")
    if "ppt/presentation.xml" in names:
        raise _foreign("a presentation (.pptx)", "Save its text as .docx.")
    if "mimetype" in names and "content.xml" in names:
        raise _foreign("an OpenDocument file (.odt)", _WORD)
    raise _foreign("an archive (zip)", _ARCHIVE)


def _types(archive: zipfile.ZipFile) -> bytes:
    """What the package says its parts are, as far as a sound one goes."""
    with archive.open(_TYPES) as file:
        return file.read(1_000_000)


def _ole(data: bytes) -> SourceError:
    """An OLE container: a Word file under a password, or one of the formats before docx."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError(Why.ENCRYPTED, "ingest", "the file is under a password", "Remove the password and save it again.")
    return _foreign("an old Office file (.doc, .wps, .xls)", _WORD)


def _text(data: bytes) -> str:
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b'progid="Word.Document"' in head:
        raise _foreign("a Word 2003 XML file", _WORD)
    if _MAIL.match(head) and b"mime-version:" in head.lower() and _PARTS.search(head):
        return "mhtml"
    return "html" if head.startswith(b"<") and _TAG.search(head) else "txt"
