"""Archives: a zip is a folder in a file. Which of its members are sources, and the bytes of one of them.

Members have names as sources have them: folders and files below the archive (`papers.zip/2014/a.docx`), archives in archives
too. A name never leads anywhere: what could (.., drives, control characters) is taken out, and two of one name are told apart.
Sizes, counts and ratios are read from the directories before anything is unpacked, and added up over all archives inside.
"""

import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.companions import companions
from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Draft
from pipeline.ingest.containers import may_be_archive, of_zip
from pipeline.ingest.limits import Limits, check_size

DEPTH = 3  # archives inside each other
HEAD = 64  # bytes in which a zip shows what its first member is
_LONGEST = 200  # characters of a member's name
_UNSAFE = re.compile(r'[\x00-\x1f\x7f:*?"<>|\ud800-\udfff]')
_FAULTS = (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError, EOFError, RuntimeError, OSError)
_UNPACK = "Unpack it and give the folder."


@dataclass(slots=True)
class _Budget:
    """What all archives inside each other may still take."""

    members: int
    unpacked: int


def members(path: Path, limits: Limits) -> list[tuple[str, SourceError | None]]:
    """The sources in an archive by name, sorted, with why one cannot be read where that is known already.

    Empty where the file is no archive. Raises SourceError (damaged, too_big) where the archive as a whole cannot be read.
    """
    data = _bytes(path, limits)
    if not may_be_archive(data[:HEAD]) or of_zip(data) != "zip":
        return []
    found = sorted(_members(data, limits, _Budget(limits.members, limits.unpacked), 1), key=lambda one: one[0])
    if not found:
        raise SourceError(Why.EMPTY, "ingest", "the archive holds no file", "Take it out of the sources.")
    return found


def _bytes(path: Path, limits: Limits) -> bytes:
    check_size(path.stat().st_size, limits)
    with path.open("rb") as file:
        return file.read(limits.size + 1)


def _members(data: bytes, limits: Limits, budget: _Budget, depth: int) -> Iterator[tuple[str, SourceError | None]]:
    archive = _opened(data, limits, budget)
    named = _named(archive)
    beside = companions(named)
    for name, info in named.items():
        if name in beside:
            continue
        if info.flag_bits & 1:
            yield name, _locked()
            continue
        try:
            with archive.open(info) as file:
                inner = _inner(file, info, limits)
        except NotImplementedError:
            inner = None  # its own reader says so
        except _FAULTS as error:
            yield name, _damaged(error)
            continue
        if inner is None:
            yield name, None
        elif depth >= DEPTH:
            detail = f"archives stand inside each other more than {DEPTH} deep"
            yield name, SourceError(Why.UNSUPPORTED, "ingest", detail, _UNPACK)
        else:
            yield from _nested(name, inner, limits, budget, depth)


def _nested(name: str, data: bytes, limits: Limits, budget: _Budget, depth: int) -> Iterator[tuple[str, SourceError | None]]:
    try:
        for below, fault in _members(data, limits, budget, depth + 1):
            yield f"{name}/{below}", fault
    except SourceError as error:
        yield name, error


def _inner(file: IO[bytes], info: zipfile.ZipInfo, limits: Limits) -> bytes | None:
    """The bytes of a member that is an archive itself; None for every other one, of which only the head is unpacked."""
    head = file.read(HEAD)
    if not may_be_archive(head) or info.file_size > limits.size:
        return None
    data = head + file.read(limits.size)
    try:
        return data if of_zip(data) == "zip" else None
    except SourceError:
        return None  # its own reader says what is wrong with it


def _opened(data: bytes, limits: Limits, budget: _Budget) -> zipfile.ZipFile:
    """An archive whose directory is within the limits. Raises SourceError (damaged, too_big)."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _FAULTS as error:
        raise _damaged(error) from error
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    budget.members -= len(infos)
    budget.unpacked -= unpacked
    if budget.members < 0 or budget.unpacked < 0 or unpacked > limits.ratio * len(data):
        detail = f"it would unpack to {unpacked:,} bytes in {len(infos):,} members from {len(data):,} bytes"
        raise SourceError(Why.TOO_BIG, "ingest", f"{detail}, with what it stands in", _UNPACK)
    return archive


def _named(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by their safe names; hidden ones are none."""
    named: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        parts = [part for part in re.split(r"[/\\]", _decoded(info)) if part not in ("", ".", "..")]
        hidden = any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)
        if info.is_dir() or not parts or hidden:
            continue
        name = _safe("/".join(parts))
        stem, suffix = os.path.splitext(name)
        number = 2
        while name in named:
            name = f"{stem} ({number}){suffix}"
            number += 1
        named[name] = info
    return named


def _decoded(info: zipfile.ZipInfo) -> str:
    """A name as it was meant: without the flag for UTF-8, Chinese systems write it in UTF-8 or GB18030 all the same."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _safe(name: str) -> str:
    clean = _UNSAFE.sub("_", name)
    if len(clean) <= _LONGEST:
        return clean
    stem, suffix = os.path.splitext(clean)
    digest = sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{stem[: _LONGEST - 20].rstrip('/ ')}-{digest}{suffix[:10]}"


def load(path: Path, limits: Limits) -> bytes | None:
    """The bytes of a member, where the path leads into an archive; None where it does not.

    Raises SourceError: missing, encrypted, damaged, too_big, unsupported.
    """
    top = next((parent for parent in path.parents if os.path.isfile(parent)), None)
    if top is None:
        return None
    data, wanted = _bytes(top, limits), path.relative_to(top).as_posix()
    budget = _Budget(limits.members, limits.unpacked)
    for _ in range(DEPTH):
        if not data.startswith(b"PK"):
            break
        archive = _opened(data, limits, budget)
        named = _named(archive)
        name = wanted if wanted in named else next((name for name in named if wanted.startswith(f"{name}/")), None)
        if name is None:
            break
        data = _unpacked(archive, named[name], limits)
        if name == wanted:
            return data
        wanted = wanted.removeprefix(f"{name}/")
    raise SourceError(Why.MISSING, "ingest", "the archive holds no such file", "Look for a slip in its name.")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    check_size(info.file_size, limits)
    if info.flag_bits & 1:
        raise _locked()
    try:
        return archive.read(info)  # stops at the size that the directory gives, whatever is packed
    except NotImplementedError as error:
        raise SourceError(Why.UNSUPPORTED, "ingest", f"it is packed in a way that is not read: {error}", _UNPACK) from error
    except _FAULTS as error:
        raise _damaged(error) from error


def _locked() -> SourceError:
    detail = "this member of the archive is under a password"
    return SourceError(Why.ENCRYPTED, "ingest", detail, "Unpack it with its password and give the file.")


def _damaged(error: Exception) -> SourceError:
    return SourceError(Why.DAMAGED, "ingest", f"the archive is broken: {error}", "Download it again.")


def read_zip(data: bytes, limits: Limits) -> Draft:
    """An archive is many sources and none itself. Raises SourceError: unsupported."""
    budget = _Budget(limits.members, limits.unpacked)
    names = list(_named(_opened(data, limits, budget)))
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    detail = f"an archive (zip) of {len(names):,} files, not one document: {shown or 'nothing'}"
    raise SourceError(
        Why.UNSUPPORTED, "ingest", detail, "Give a file in it (archive.zip/file), or run `biaozhun extract` on it."
    )
