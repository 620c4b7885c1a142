"""The files of a standard, read back with nothing taken on trust: there, UTF-8, JSON, true to their schemas, of our version."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.check.fault import Fault
from pipeline.collation import Joined
from pipeline.identity import Identity
from pipeline.model import SCHEMA_VERSION, Block, Edit, Standard
from pipeline.write import FILES, Form, schema_faults

_Record = TypeVar("_Record", Standard, Edit, Block, Identity, Joined)


@dataclass(slots=True)
class Files:
    """What was read; None where a file could not be. further: source and edits of the copies beyond the first."""

    faults: list[Fault] = field(default_factory=list)
    standard: Standard | None = None
    text: str | None = None
    source: str | None = None
    markdown: str | None = None
    edits: list[Edit] | None = None
    blocks: list[Block] | None = None
    ids: list[Identity] | None = None
    further: list[tuple[str, list[Edit]]] = field(default_factory=list)
    collation: list[Joined] | None = None


def read(folder: Path) -> Files:
    """Every file of the folder, and what is wrong with each taken alone."""
    files = Files()
    raw = {name: _text(files, folder / name) for name in FILES}
    files.text, files.source, files.markdown = raw["text.txt"], raw["source.txt"], raw["standard.md"]
    standards = _parse(files, "standard.json", "standard", raw["standard.json"], Standard)
    if standards:
        files.standard = standards[0]
        _version(files, standards[0].schema_version)
    files.edits = _parse(files, "edits.jsonl", "edits", raw["edits.jsonl"], Edit)
    files.blocks = _parse(files, "blocks.jsonl", "blocks", raw["blocks.jsonl"], Block)
    files.ids = _parse(files, "ids.jsonl", "ids", raw["ids.jsonl"], Identity)
    if files.standard is not None and len(files.standard.sources) > 1:
        _copies(files, folder, len(files.standard.sources))
    return files


def _copies(files: Files, folder: Path, count: int) -> None:
    """What several copies add."""
    files.collation = _parse(files, "collation.jsonl", "collation", _text(files, folder / "collation.jsonl"), Joined)
    for number in range(2, count + 1):
        source, name = _text(files, folder / f"source.{number}.txt"), f"edits.{number}.jsonl"
        edits = _parse(files, name, "edits", _text(files, folder / name), Edit)
        if source is not None and edits is not None:
            files.further.append((source, edits))


def _text(files: Files, path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        files.faults.append(Fault("file-missing", path.name))
    except UnicodeDecodeError as error:
        files.faults.append(Fault("not-utf8", path.name, {"detail": str(error)}))
    return None


def _parse(files: Files, name: str, form: Form, text: str | None, record: type[_Record]) -> list[_Record] | None:
    """The records of a file; None where one of them cannot be read."""
    if text is None:
        return None
    found: list[_Record] = []
    broken = False
    for line, part in _parts(name, text):
        try:
            value = msgspec.json.decode(part)
            wrong = schema_faults(form, value)
        except msgspec.DecodeError as error:
            files.faults.append(Fault("not-json", name, {"line": line, "detail": str(error)}))
            broken = True
            continue
        files.faults += [Fault("schema", name, {"line": line, "detail": detail}) for detail in wrong]
        if wrong:
            broken = True
        else:
            found.append(msgspec.convert(value, record))
    return None if broken else found


def _parts(name: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a JSON Lines file with their numbers; any other file is one part."""
    if not name.endswith(".jsonl"):
        yield 1, text
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            yield number, line


def _version(files: Files, version: str) -> None:
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        files.faults.append(Fault("version", "standard.json", {"version": version, "expected": SCHEMA_VERSION}))
