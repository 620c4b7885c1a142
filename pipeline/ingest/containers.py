"""What a container holds, told by its parts: zip (Word, OpenDocument, spreadsheets, archives) and OLE (Office before 2007)."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

from pipeline.errors import SourceError, Why

SAVE_AS = "Open it in Word, WPS or LibreOffice and save it as .docx."
_SHEET = "Save the sheet as .csv, or copy it into a Word table."
_SLIDES = "Save its text as .docx."
_PASSWORD = "Remove the password and save it again."
_TYPES = "[Content_Types].xml"
_WORD_MAIN = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]+\.main\+xml", re.IGNORECASE)  # templates and macros included
_PACKAGE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/|xl/|ppt/|mimetype|META-INF/)", re.DOTALL)
_FAULTS = (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError, EOFError, RuntimeError, OSError)

# A stream of an OLE file, what the file is, what to do.
_OLD = (
    ("Workbook", "an old spreadsheet (.xls, .et)", _SHEET),
    ("Book", "an old spreadsheet (.xls)", _SHEET),
    ("PowerPoint Document", "an old presentation (.ppt, .dps)", _SLIDES),
)


def foreign(name: str, advice: str) -> SourceError:
    """A format that is known and not read."""
    return SourceError(Why.UNSUPPORTED, "ingest", f"{name}: a format that is not read", advice)


def may_be_archive(head: bytes) -> bool:
    """Whether the first bytes are those of a zip that is no package of an Office program, as far as its first member tells."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _PACKAGE.match(head)


def of_zip(data: bytes) -> str:
    """docx, odt or zip. Raises SourceError (damaged, encrypted, unsupported)."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = set(archive.namelist())
        types = _head(archive, _TYPES) if _TYPES in names else b""
        kind = _head(archive, "mimetype") if "mimetype" in names and "content.xml" in names else b""
        locked = (
            b":encryption-data" in _head(archive, "META-INF/manifest.xml")
            if kind and "META-INF/manifest.xml" in names
            else False
        )
    except _FAULTS as error:
        detail = f"the container of this file is broken: {error}"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Download it again; it is probably cut short.") from error
    if _WORD_MAIN.search(types) or (not types and "word/document.xml" in names):
        return "docx"
    if locked:
        raise SourceError(Why.ENCRYPTED, "ingest", "the file is under a password", _PASSWORD)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "xl/workbook.xml" in names or b"spreadsheetml" in types or kind.endswith(b"spreadsheet"):
        raise foreign("a spreadsheet (.xlsx, .ods)", _SHEET)
    if "ppt/presentation.xml" in names or b"presentationml" in types or kind.endswith(b"presentation"):
        raise foreign("a presentation (.pptx, .odp)", _SLIDES)
    if kind:
        raise foreign("an OpenDocument file that is no text", SAVE_AS)
    return "zip"


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member, as much as a sound one has."""
    with archive.open(name) as file:
        return file.read(1_000_000)


def of_ole(data: bytes) -> str:
    """doc or wps (Works). Raises SourceError (damaged, encrypted, unsupported)."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            streams = {path[0] for path in file.listdir()}
            if "EncryptedPackage" in streams or ("WordDocument" in streams and _is_locked(file)):
                raise SourceError(Why.ENCRYPTED, "ingest", "the file is under a password", _PASSWORD)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        detail = f"the container of this old Office file is broken: {error}"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Download it again; it is probably cut short.") from error
    if "WordDocument" in streams:
        return "doc"
    if streams & {"CONTENTS", "MatOST", "MM"}:
        return "wps"
    for stream, name, advice in _OLD:
        if stream in streams:
            raise foreign(name, advice)
    raise foreign("an old Office file of no known kind", SAVE_AS)


def _is_locked(file: Any) -> bool:
    """Whether the head of an old Word document says that it is encrypted (MS-DOC, 2.5.2: fEncrypted)."""
    with file.openstream("WordDocument") as stream:
        head: bytes = stream.read(12)
    return len(head) == 12 and bool(head[11] & 1)
