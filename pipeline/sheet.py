"""sources.csv: what people say of the sources. One line a source: file, id, title, site, url, retrieved, rights.

A fault in it costs at most its line: each becomes a note that says the line and what to do, and the sources are extracted
all the same. Excel's habits are allowed for: GB18030, a byte order mark, semicolons or tabs in place of commas.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError
from pipeline.language import Language, Notes

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
    notes: Notes = field(default_factory=Notes)


def read_sheet(path: Path, language: Language = "en") -> Sheet:
    """The lines of a sources.csv. Never raises for what stands in it: what cannot be used is noted."""
    from pipeline.ingest.encoding import decode

    sheet = Sheet(notes=Notes(language))
    try:
        text = decode(path.read_bytes()).text
    except (OSError, SourceError) as error:
        reason = error.detail if isinstance(error, SourceError) else error.strerror
        sheet.notes.tell("sheet-unread", path=path, reason=reason)
        return sheet
    try:
        _read(text, path, sheet)
    except csv.Error as error:
        sheet.notes.tell("sheet-no-csv", path=path, reason=error)
    return sheet


def _read(text: str, path: Path, sheet: Sheet) -> None:
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    if "file" not in columns:
        sheet.notes.tell("sheet-no-file", path=path, columns=", ".join(COLUMNS))
        return
    if unknown := [name for name in columns if name not in COLUMNS]:
        listed = ", ".join(name or "(no name)" for name in unknown)
        sheet.notes.tell("sheet-columns", path=path, listed=listed, columns=", ".join(COLUMNS))
    seen: set[Path] = set()
    for record in reader:
        values = {name: value.strip() for name in COLUMNS if isinstance(value := record.get(name), str) and value.strip()}
        _add(Row(reader.line_num, path.parent, values), sheet, path, seen)


def _add(row: Row, sheet: Sheet, path: Path, seen: set[Path]) -> None:
    if not row.values:
        return
    name = PurePosixPath(row.values.pop("file", "").replace("\\", "/"))
    if not name.parts:
        sheet.notes.tell("sheet-line-empty", path=path, line=row.line)
    elif name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        sheet.notes.tell("sheet-line-outside", path=path, line=row.line, name=name)
    elif path.parent / name in seen:
        sheet.notes.tell("sheet-line-twice", path=path, line=row.line, name=name)
    else:
        seen.add(path.parent / name)
        sheet.rows.append(Row(row.line, path.parent / name, row.values, path))
