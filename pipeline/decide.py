"""A decision of a person on a standard: tried against its source, written down as a correction, the standard made anew.

For the command and for the review page: nothing here prints, asks or ends the program.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import msgspec

from pipeline.build import Build, NothingToDo, Report, build, preview_document
from pipeline.catalogue import read_origins
from pipeline.correction import Correction
from pipeline.corrections import fault_of, place_of, read_corrections
from pipeline.errors import SourceError
from pipeline.language import Language
from pipeline.model import Finding
from pipeline.output import OutputError
from pipeline.sources import Source, find
from pipeline.workers import run

__all__ = [
    "Folders", "NothingToDo", "OutputError", "Tried", "Unusable", "author", "file_of", "made", "rebuild", "source_of",
    "try_out", "write_down",
]  # fmt: skip


class Unusable(Exception):  # noqa: N818 - told to a person, no error of the program
    """A decision cannot be used; the message says why. status: of the command, 2 for wrong use, 1 for a source at fault."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the sources lie and where the standards."""

    sources: Path
    out: Path


@dataclass(frozen=True, slots=True)
class Tried:
    """What a correction would do: standard.md before and after it, and the line it would be.

    faults: why it changes nothing; it is kept only where there are none. places: where its quotation stands several times.
    """

    before: str
    after: str
    line: int
    faults: tuple[Finding, ...]
    places: tuple[str, ...]


def made(quote: str, around: tuple[str, str], change: Mapping[str, object], reason: str, by: str) -> Correction:
    """A correction from loose words, of today. around: what stands before and after. Raises Unusable where they make none."""
    said = {
        "quote": quote, "before": around[0], "after": around[1], "reason": reason, "author": by,
        "change": {name: value for name, value in change.items() if value is not None}, "date": date.today().isoformat(),
    }  # fmt: skip
    try:
        correction = msgspec.convert(said, Correction)
    except msgspec.ValidationError as error:
        raise Unusable(str(error)) from error
    if wrong := fault_of(correction):
        raise Unusable(wrong)
    return correction


def author() -> str:
    """The person that git knows; "" where it knows none."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, check=False, text=True, encoding="utf-8")
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def source_of(name: str, folders: Folders) -> Source:
    """The source of a standard. Raises Unusable where there is none."""
    found = find([folders.sources], folders.out, read_origins(folders.out)).sources
    source = next((source for source in found if source.entry.id == name), None)
    if source is None:
        near = get_close_matches(name, [source.entry.id for source in found], n=3)
        known = f"; nearest: {', '.join(near)}" if near else ""
        raise Unusable(f"{folders.sources} holds no source of {name!r}{known}")
    if source.fault:
        raise Unusable(source.fault.detail)
    return source


def file_of(source: Source) -> Path:
    """The file of a source's corrections, whether it is there or not."""
    return place_of(source.path, source.entry.id, len(Path(source.entry.file).parts))


def try_out(source: Source, correction: Correction, folders: Folders) -> Tried:
    """What one more correction would do; nothing is written. Raises Unusable where the source or the result does not hold."""
    ledger = folders.out / source.entry.id / "ids.jsonl"
    [(_, seen)] = run(preview_document, [(source.path, source.entry, ledger, correction)], 1)
    if isinstance(seen, SourceError):
        raise Unusable(f"{source.entry.file}: {seen.detail}. {seen.advice}", 1)
    if seen.broken:
        raise Unusable(f"the standard would no longer hold its promises: {seen.broken[0]}")
    line = max((one.line for one in read_corrections(file_of(source))), default=0) + 1
    about = (finding for finding in seen.findings if finding.code.startswith("correction-"))
    faults = tuple(finding for finding in about if line in (finding.params.get("line"), finding.params.get("other")))
    return Tried(seen.before, seen.after, line, faults, seen.places)


def write_down(file: Path, correction: Correction) -> None:
    """Add a line to a file of corrections, whole or not at all; two people at once wait for one another."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _held(file.parent):
        before = file.read_bytes() if file.exists() else b""
        gap = b"" if not before or before.endswith(b"\n") else b"\n"
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(before + gap + msgspec.json.encode(correction) + b"\n")
        os.replace(part, file)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Nobody else adds to a folder of corrections meanwhile, where the system has locks."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def rebuild(name: str, folders: Folders, report: Report, language: Language = "en") -> Build:
    """The standard made anew, where it is stale. Raises NothingToDo, OutputError."""
    return build([folders.sources], folders.out, 1, report, only=name, language=language)
