"""Which files are sources: those that are given, all of a folder that is given in sorted order, and what is in archives.

A member of an archive has a path below it as if it were a folder (papers.zip/a.docx). No archive is opened in this process: who
asks for the search says how its members are listed.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.companions import companions
from pipeline.correction import CORRECTIONS
from pipeline.errors import SourceError, Why
from pipeline.language import Notes
from pipeline.limits import Limits
from pipeline.sheet import NAME, Row, Sheet, read_sheet
from pipeline.text import written

_RIGHTS = "Give yourself the right to read it, or leave it out."

Members = Sequence[tuple[str, SourceError | None]]  # names below an archive, with why one cannot be read
Expand = Callable[[Sequence[Path]], Mapping[Path, Members | SourceError]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may become a source. placed: its name is a path that tells it apart, below a folder that was given."""

    path: Path
    name: str
    row: Row | None
    fault: SourceError | None = None
    placed: bool = False


def search(paths: Sequence[Path], skip: str | None, notes: Notes, expand: Expand | None = None) -> dict[str, Candidate]:
    """The files at the paths by absolute path. skip: a folder that is never searched; notes: gets what a person should know."""
    found: dict[str, Candidate] = {}
    for path in paths:
        for candidate in _candidates(path, skip, notes):
            found.setdefault(os.path.abspath(candidate.path), candidate)
    return _unpacked(found, expand) if expand else found


def _unpacked(found: dict[str, Candidate], expand: Expand) -> dict[str, Candidate]:
    """The candidates with archives replaced by their members; what sources.csv says of an archive goes for its members."""
    archives = [one.path for one in found.values() if one.fault is None and _may_be_archive(one.path)]
    listed = expand(archives) if archives else {}
    made: dict[str, Candidate] = {}
    for key, candidate in found.items():
        members = listed.get(candidate.path, ())
        if isinstance(members, SourceError):
            made[key] = replace(candidate, fault=members)
        elif not members:
            made.setdefault(key, candidate)
        else:
            for name, fault in members:
                path = candidate.path / name
                known = found.get(os.path.abspath(path))
                row = (known.row if known else None) or _handed_down(candidate.row)
                made[os.path.abspath(path)] = Candidate(path, f"{candidate.name}/{name}", row, fault, candidate.placed)
    return made


def _handed_down(row: Row | None) -> Row | None:
    return row and replace(row, values={name: value for name, value in row.values.items() if name not in ("id", "title")})


def _may_be_archive(path: Path) -> bool:
    from pipeline.ingest.archive import HEAD
    from pipeline.ingest.containers import may_be_archive

    if not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as file:
            return may_be_archive(file.read(HEAD))
    except OSError:
        return False


def members(path: Path, limits: Limits) -> Members:
    """What is in an archive; nothing where the file is none. For a child process. Raises SourceError."""
    from pipeline.ingest.archive import members as listed

    return listed(path, limits)


def _fault(why: Why, detail: str, advice: str) -> SourceError:
    return SourceError(why, "ingest", detail, advice)


def _candidates(path: Path, skip: str | None, notes: Notes) -> Iterator[Candidate]:
    """The files at a path that was given, each with its line of sources.csv."""
    if os.path.isdir(path):
        yield from _folder(path, skip, notes)
        return
    top = next((parent for parent in path.parents if os.path.isfile(parent)), path)  # the archive of which it may be a member
    rows = {row.path: row for row in _sheet(top.parent, notes).rows}
    yield Candidate(
        path, written(path.relative_to(top.parent).as_posix()), rows.get(path), _absent(path) if top == path else None
    )


def _absent(path: Path) -> SourceError | None:
    """Why there is no file at a path. Only its name is told: where it lies on this machine is nobody's business."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return _fault(Why.MISSING, f"there is no {written(path.name)}", "Look for a slip in its name.")
    except OSError as error:
        return _fault(Why.UNREADABLE, f"{written(path.name)} cannot be reached: {error.strerror}", _RIGHTS)
    return None


def _sheet(folder: Path, notes: Notes) -> Sheet:
    path = folder / NAME
    if not os.path.isfile(path):
        return Sheet()
    sheet = read_sheet(path, notes.language)
    notes.extend(note for note in sheet.notes if note not in notes)
    return sheet


def _folder(top: Path, skip: str | None, notes: Notes) -> Iterator[Candidate]:
    files: list[Path] = []
    faults: dict[Path, SourceError] = {}
    rows: dict[Path, Row] = {}
    for folder, names in _walk(top, skip, faults):
        if NAME in names:
            for row in _sheet(folder, notes).rows:
                rows.setdefault(row.path, row)  # a folder's own sheet comes before those below it
        files += [folder / name for name in names if name != NAME]
    files = _sources(top, files, rows, notes)
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
        name = os.path.basename(os.path.abspath(top)) if path == top else path.relative_to(top).as_posix()
        yield Candidate(path, written(name), rows.get(path), fault, placed=True)


def _sources(top: Path, files: list[Path], rows: Mapping[Path, Row], notes: Notes) -> list[Path]:
    """The files without those that only belong to others; what sources.csv names stays."""
    beside = companions(path.relative_to(top).as_posix() for path in files)
    kept = [path for path in files if path in rows or path.relative_to(top).as_posix() not in beside]
    if len(kept) < len(files):
        notes.tell("beside", count=len(files) - len(kept))
    return kept


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
                _RIGHTS,
            )
            continue
        shown = [entry for entry in entries if not entry.name.startswith((".", "~$"))]
        holders = {entry.name for entry in shown if os.path.isdir(entry.path)}  # entry.is_dir() fails for a link to itself
        folders = [entry.name for entry in shown if entry.name in holders and entry.name != CORRECTIONS]
        waiting += [folder / name for name in reversed(folders)]
        yield folder, [entry.name for entry in shown if entry.name not in holders]
