"""What a file is, told by its content and never by its name: a docx or html named .doc and a pdf named .txt are common."""

import re

from pipeline.ingest.containers import foreign, of_ole, of_zip

_PICTURE = "Recognise its text (OCR) and give that, or find the document the picture was taken from."
_ARCHIVE = "Unpack it and give the files in it, or pack them as .zip."

# First bytes, what the file is, what to do. Formats that are known and not read.
_FOREIGN = (
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
_MAIL = re.compile(rb"[A-Za-z][A-Za-z0-9-]*: ?\S")  # the first line of a web archive, which is an e-mail message
_PARTS = re.compile(rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096  # bytes in which an html file shows what it is


def sniff(data: bytes) -> str:
    """The name of a format: docx, zip, doc, rtf, txt … Raises SourceError (unsupported, encrypted, damaged) for others."""
    if data.startswith(b"PK"):
        return of_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return of_ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[257:262] == b"ustar":
        raise foreign("an archive (tar)", _ARCHIVE)
    for magic, name, advice in _FOREIGN:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            raise foreign(name, advice)
    return _text(data)


def _text(data: bytes) -> str:
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b'progid="Word.Document"' in head:
        return "xml"
    if _MAIL.match(head) and b"mime-version:" in head.lower() and _PARTS.search(head):
        return "mhtml"
    return "html" if head.startswith(b"<") and _TAG.search(head) else "txt"
