"""Which files are sources, and what each is called.

Files come from paths that are given: a file itself, or all files of a folder in sorted order. What sources.csv says of a
file comes first; else its id is the slug of its path below the folder given. An id that stands in catalogue.json for the
same file is kept, so that ids do not move when files come and go.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pipeline.errors import SourceError, Why
from pipeline.model import Entry
from pipeline.sheet import NAME, Row, Sheet, read_sheet

CORRECTIONS = "corrections"
LONGEST = 60  # characters of an id: a folder's name may have 255 bytes, and a Chinese character takes three

# Names that mean something else in the output folder, or that Windows gives to devices.
RESERVED = frozenset(
    ["quarantine", "catalogue", "tables", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to extract. fault: why it cannot be, where that is known before it is opened."""

    path: Path
    entry: Entry
    fault: SourceError | None = None


@dataclass(slots=True)
class Found:
    """Sources in the order in which they are named; notes for the person; whole: a folder was given, not single files only."""

    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    name: str
    row: Row | None
    fault: SourceError | None = None


def slug(text: str) -> str:
    """Letters and digits of any script, lower case, with single hyphens between; a long one is cut and gets a digest."""
    composed = unicodedata.normalize("NFC", text).lower()
    kept = "".join(character if character.isalnum() else "-" for character in composed)
    made = "-".join(part for part in kept.split("-") if part) or "source"
    if len(made) <= LONGEST:
        return made
    return f"{made[: LONGEST - 9].rstrip('-')}-{sha256(composed.encode('utf-8', 'replace')).hexdigest()[:8]}"


def find(paths: Sequence[Path], out: Path | None = None, known: Mapping[str, str] | None = None) -> Found:
    """The sources at the paths. out: the output folder, never searched; known: id → file of the catalogue so far."""
    found = Found(whole=any(path.is_dir() for path in paths))
    candidates: dict[str, _Candidate] = {}
    skip = os.path.realpath(out) if out else None
    for path in paths:
        for candidate in _candidates(path, skip, found.notes):
            candidates.setdefault(os.path.abspath(candidate.path), candidate)
    ids = _ids(list(candidates.values()), known or {}, found.notes)
    for candidate, id_ in zip(candidates.values(), ids, strict=True):
        found.sources.append(Source(candidate.path, _entry(candidate, id_), candidate.fault))
    return found


def _entry(candidate: _Candidate, id_: str) -> Entry:
    values = {name: value for name, value in (candidate.row.values if candidate.row else {}).items() if name != "id"}
    return Entry(file=candidate.name, id=id_, **values)


def _fault(why: Why, detail: str, advice: str) -> SourceError:
    return SourceError(why, "ingest", detail, advice)


# --------------------------------------------------------------------------------------------------------- files


def _candidates(path: Path, skip: str | None, notes: list[str]) -> Iterator[_Candidate]:
    """The files at a path that was given, each with its line of sources.csv."""
    if path.is_dir():
        yield from _folder(path, skip, notes)
        return
    fault = None
    if not os.path.lexists(path):
        fault = _fault(Why.MISSING, f"there is no {path}", "Look for a slip in its name.")
    rows = {row.path: row for row in _sheet(path.parent, notes).rows}
    yield _Candidate(path, path.name, rows.get(path), fault)


def _sheet(folder: Path, notes: list[str]) -> Sheet:
    path = folder / NAME
    if not path.is_file():
        return Sheet()
    sheet = read_sheet(path)
    notes.extend(note for note in sheet.notes if note not in notes)
    return sheet


def _folder(top: Path, skip: str | None, notes: list[str]) -> Iterator[_Candidate]:
    files: list[Path] = []
    faults: dict[Path, SourceError] = {}
    rows: dict[Path, Row] = {}
    for folder, names in _walk(top, skip, faults):
        if NAME in names:
            for row in _sheet(folder, notes).rows:
                rows.setdefault(row.path, row)  # a folder's own sheet comes before those below it
        files += [folder / name for name in names if name != NAME]
    listed = set(files)
    for path in (*files, *(path for path in rows if path not in listed), *faults):
        fault = faults.get(path)
        if fault is None and path not in listed:
            line = rows[path].line
            fault = _fault(
                Why.MISSING,
                f"{NAME}, line {line}, names it, and it is not there",
                f"Put the file back, or take the line out of {NAME}.",
            )
        yield _Candidate(path, path.relative_to(top).as_posix(), rows.get(path), fault)


def _walk(top: Path, skip: str | None, faults: dict[Path, SourceError]) -> Iterator[tuple[Path, list[str]]]:
    """Folders and the names of their files, sorted. Linked folders are followed once; unreadable ones become faults."""
    seen: set[str] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real == skip or real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            faults[folder] = _fault(
                Why.UNREADABLE,
                f"the folder cannot be read: {error.strerror}",
                "Give yourself the right to read it, or leave it out.",
            )
            continue
        shown = [entry for entry in entries if not entry.name.startswith((".", "~$"))]
        folders = [entry.name for entry in shown if entry.is_dir() and entry.name != CORRECTIONS]
        waiting += [folder / name for name in reversed(folders)]
        yield folder, [entry.name for entry in shown if not entry.is_dir()]


# ----------------------------------------------------------------------------------------------------------- ids


def _ids(candidates: list[_Candidate], known: Mapping[str, str], notes: list[str]) -> list[str]:
    """An id for each candidate: from sources.csv first, then those it had before, then in order."""
    taken: dict[str, _Candidate] = {}
    ids: dict[int, str] = {}

    def claim(index: int, id_: str) -> None:
        taken[id_] = candidates[index]
        ids[index] = id_

    for index, candidate in enumerate(candidates):
        if candidate.row and "id" in candidate.row.values:
            claim(index, _listed_id(candidate, candidate.row, taken, notes))
    files = {file: id_ for id_, file in known.items()}
    for index, candidate in enumerate(candidates):
        before = files.get(candidate.name)
        if index not in ids and before and before not in taken and before in _forms(candidate.name):
            claim(index, before)
    for index, candidate in enumerate(candidates):
        if index not in ids:
            claim(index, _free(_forms(candidate.name), taken, known))
    return [ids[index] for index in range(len(candidates))]


def _forms(name: str) -> tuple[str, str]:
    """The id of a file by its path, and the one with its suffix added."""
    stem, suffix = os.path.splitext(name)
    return slug(stem), slug(f"{stem}-{suffix.lstrip('.')}" if suffix else f"{stem}-file")


def _free(forms: Iterable[str], *taken: Mapping[str, object]) -> str:
    """The first form that is neither reserved nor taken; at last one with a number."""
    last = "source"
    for last in forms:
        if last not in RESERVED and not any(last in ids for ids in taken):
            return last
    number = 2
    while any(f"{last}-{number}" in ids for ids in taken):
        number += 1
    return f"{last}-{number}"


def _listed_id(candidate: _Candidate, row: Row, taken: Mapping[str, _Candidate], notes: list[str]) -> str:
    wanted = row.values["id"]
    made = slug(wanted)
    given = _free((made, _forms(f"{made}{candidate.path.suffix or '.file'}")[1]), taken)
    if given == wanted:
        return given
    if made in taken:
        reason = f"{taken[made].name} has it too"
    elif made in RESERVED:
        reason = "the name is reserved"
    else:
        reason = "an id has letters, digits and single hyphens only"
    notes.append(f"{NAME}, line {row.line}: id {wanted!r} cannot be used, for {reason}; {given!r} is used. Change it there.")
    return given
