"""Ingest: one reader a format, bytes → `Document` (source text, blocks). The format is told by content, not by suffix.

Limits come before parsing; what a reader cannot read is a `SourceError` with the reason and what to do about it.
"""

import errno
import os
import stat
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from pipeline.errors import SourceError, Why
from pipeline.ingest import archive
from pipeline.ingest.compose import Draft
from pipeline.ingest.limits import LIMITS, Limits, check_size
from pipeline.ingest.sniff import sniff
from pipeline.model import Copy, Document, Finding, Text

__all__ = ["LIMITS", "Limits", "read"]

# Module and function of each reader; heavy ones are imported when a file needs them.
_READERS = {
    "txt": ("pipeline.ingest.txt", "read_txt"),
    "docx": ("pipeline.ingest.docx", "read_docx"),
    "zip": ("pipeline.ingest.archive", "read_zip"),
    **{form: ("pipeline.ingest.office", f"read_{form}") for form in ("doc", "wps", "rtf", "odt", "xml")},
    "pdf": ("pipeline.ingest.pdf", "read_pdf"),
    **dict.fromkeys(("png", "jpeg", "tiff", "bmp", "webp"), ("pipeline.ingest.pictures", "read_picture")),
    "html": ("pipeline.ingest.html", "read_html"),
    "mhtml": ("pipeline.ingest.mht", "read_mht"),
}

_AGAIN = "Save the page again once it shows its text: scripts may have to run first."
_SHARPER = "Save it larger or sharper: it is read best at 200 dots an inch; or find the document the picture was taken from."
_IN_PICTURES = "Where it shows text as pictures, print it to a pdf: pages that are pictures are recognised (OCR)."
_WITHOUT_TEXT = {
    **dict.fromkeys(("html", "mhtml"), _AGAIN),
    **dict.fromkeys(("png", "jpeg", "tiff", "bmp", "webp"), _SHARPER),
    "txt": "Take it out of the sources.",
}


def read(path: Path, name: str, limits: Limits = LIMITS) -> Document:
    """The document in a file. name: what `sources` shall call it, relative to the folder of the sources.

    Raises SourceError where the file cannot be read, is too big, is no format that is read, or holds no text.
    """
    data = load(path, limits)
    if not data.strip():
        raise SourceError(Why.EMPTY, "ingest", "the file is empty", "Download it again, or take it out of the sources.")
    form = sniff(data)
    draft = _reader(form)(data, limits)
    if all(block.kind == "furniture" for block in draft.blocks):
        raise SourceError(Why.NO_TEXT, "ingest", f"the {form} file holds no text", _WITHOUT_TEXT.get(form, _IN_PICTURES))
    digest = sha256(data).hexdigest()
    copy = Copy(file=name, sha256=digest, bytes=len(data), format=form, encoding=draft.encoding, **draft.facts)
    return Document(Text(draft.text), copy, draft.blocks, (*draft.findings, *_broken(draft)))


def _reader(form: str) -> Callable[[bytes, Limits], Draft]:
    module, function = _READERS[form]
    reader: Callable[[bytes, Limits], Draft] = getattr(import_module(module), function)
    return reader


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, or of a member of an archive, within the limits.

    Raises SourceError (missing, unreadable, unsupported, too_big, damaged, encrypted).
    """
    try:
        if not os.path.lexists(path) and (member := archive.load(path, limits)) is not None:
            return member
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(Why.UNSUPPORTED, "ingest", "not a regular file (a pipe, socket or device)", "Save it as a file.")
        check_size(status.st_size, limits)
        with path.open("rb") as file:
            data = file.read(limits.size + 1)
    except OSError as error:
        raise _unreadable(error, path) from error
    check_size(len(data), limits)
    return data


def _unreadable(error: OSError, path: Path) -> SourceError:
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        if path.is_symlink():
            return SourceError(Why.MISSING, "ingest", "a link to a file that is not there", "Copy the file itself here.")
        return SourceError(Why.MISSING, "ingest", "there is no such file", "Put it back, or take it out of sources.csv.")
    return SourceError(Why.UNREADABLE, "ingest", f"the file cannot be read: {reason}", "Give yourself the right to read it.")


def _broken(draft: Draft) -> tuple[Finding, ...]:
    """One finding for all places whose bytes meant nothing, at the first of them."""
    if not draft.broken:
        return ()
    first = draft.text.find("�")
    return (
        Finding(
            code="encoding-broken",
            severity="defect",
            message_en=f"{draft.broken} places of the file hold bytes that mean nothing in {draft.encoding}; "
            "each stands as U+FFFD. Compare them with another copy.",
            message_zh=f"文件有 {draft.broken} 处字节在 {draft.encoding} 编码下无意义，均以 U+FFFD 表示；请与其他副本核对。",
            params={"places": draft.broken, "encoding": draft.encoding},
            span=(first, first + 1) if first >= 0 else None,  # a page may have it where it shows nothing
        ),
    )
