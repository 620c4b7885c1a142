"""sources.csv: what people say of the sources. One line a source: file, id, title, site, url, retrieved, rights.

A fault in it costs at most its line: each becomes a note that says the line and what to do, and the sources are extracted
all the same. Excel's habits are allowed for: GB18030, a byte order mark, semicolons or tabs in place of commas.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError

NAME = "sources.csv"
COLUMNS = ("file", "id", "title", "site", "url", "retrieved", "rights")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of sources.csv; path: the file it names, values: its other columns that are not empty; sheet: where it stands."""

    line: int
    path: Path
    values: dict[str, str]
    sheet: Path = Path()


@dataclass(slots=True)
class Sheet:
    """The usable lines of a sources.csv and what is wrong with the others."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_sheet(path: Path) -> Sheet:
    """The lines of a sources.csv. Never raises for what stands in it: what cannot be used is noted."""
    from pipeline.ingest.encoding import decode

    sheet = Sheet()
    try:
        text = decode(path.read_bytes()).text
    except (OSError, SourceError) as error:
        reason = error.detail if isinstance(error, SourceError) else error.strerror
        sheet.notes.append(f"{path}: not used, for it cannot be read ({reason}). Save it as CSV in UTF-8.")
        return sheet
    try:
        _read(text, path, sheet)
    except csv.Error as error:
        sheet.notes.append(f"{path}: read as far as it is CSV ({error}). Save it as CSV in UTF-8.")
    return sheet


def _read(text: str, path: Path, sheet: Sheet) -> None:
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    if "file" not in columns:
        sheet.notes.append(f"{path}: not used, for it has no column `file`. Its columns are {', '.join(COLUMNS)}.")
        return
    if unknown := [name for name in columns if name not in COLUMNS]:
        listed = ", ".join(name or "(no name)" for name in unknown)
        sheet.notes.append(f"{path}: unknown columns left out: {listed}. Its columns are {', '.join(COLUMNS)}.")
    seen: set[Path] = set()
    for record in reader:
        values = {name: value.strip() for name in COLUMNS if isinstance(value := record.get(name), str) and value.strip()}
        _add(Row(reader.line_num, path.parent, values), sheet, path, seen)


def _add(row: Row, sheet: Sheet, path: Path, seen: set[Path]) -> None:
    if not row.values:
        return
    where = f"{path}, line {row.line}"
    name = PurePosixPath(row.values.pop("file", "").replace("\\", "/"))
    if not name.parts:
        sheet.notes.append(f"{where}: left out, for it names no file.")
    elif name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        sheet.notes.append(f"{where}: left out, for {name} is not below this folder. Name files relative to it.")
    elif path.parent / name in seen:
        sheet.notes.append(f"{where}: left out, for {name} stands in an earlier line too. Keep one of them.")
    else:
        seen.add(path.parent / name)
        sheet.rows.append(Row(row.line, path.parent / name, row.values, path))
