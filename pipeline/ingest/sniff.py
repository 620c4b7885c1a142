"""What a file is, told by its content and never by its name: a docx or html named .doc and a pdf named .txt are common."""

import re

from pipeline.ingest.containers import foreign, of_ole, of_zip

_PICTURE = "Save it as .png, or find the document the picture was taken from."
_ARCHIVE = "Unpack it and give the files in it, or pack them as .zip."

# First bytes, what the file is, what to do. Formats that are known and not read.
_FOREIGN = (
    (b"GIF8", "a picture (gif)", _PICTURE),
    (b"Rar!\x1a\x07", "an archive (rar)", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _ARCHIVE),
    (b"\x1f\x8b", "an archive (gzip)", _ARCHIVE),
    (b"%!PS", "a PostScript file", "Convert it to pdf."),
)
# First bytes of the pictures that are read, and the name of each format.
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"RIFF", "webp"),
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
    for magic, name in _PICTURES:
        if data.startswith(magic) and _is_picture(data, name):
            return name
    for magic, name, advice in _FOREIGN:
        if data.startswith(magic):
            raise foreign(name, advice)
    return _text(data)


def _is_picture(data: bytes, name: str) -> bool:
    """What the short magics need beside themselves, for a text may begin so too."""
    if name == "webp":
        return data[8:12] == b"WEBP"
    return name != "bmp" or data[6:10] == b"\0\0\0\0"


def _text(data: bytes) -> str:
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b'progid="Word.Document"' in head:
        return "xml"
    if _MAIL.match(head) and b"mime-version:" in head.lower() and _PARTS.search(head):
        return "mhtml"
    return "html" if head.startswith(b"<") and _TAG.search(head) else "txt"
