"""What was written → pandas, for notebooks and spreadsheets: `load("normalized").nodes`; and → spaCy: `.docs()`.

Files are held against the open schemas: fields that a newer version added are left aside, not refused. Which standards there
are says catalogue.json; in a folder without one, the folders that hold a standard.json.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.columns import ABOUT, EDITS, FINDINGS, LEVELS, NODES, STANDARDS, Json, frame, nodes, parts
from pipeline.model import SCHEMA_VERSION
from pipeline.write import Form, schema_faults

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.tokens import Doc


class LoadError(ValueError):
    """The folder holds nothing that can be loaded, or a file in it is broken; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tables of all standards of a folder; `standard` and `node` are the keys they join on.

    standards: one row a standard. nodes: one row a node, in the order of the documents. levels, about, edits, findings: one
    row each. Places are offsets in characters, half-open: start and end in text.txt, source_start and source_end in source.txt;
    start and end of an edit count in the text before its step. folders: where the standards stand, in the order of the tables.
    """

    standards: "DataFrame"
    nodes: "DataFrame"
    levels: "DataFrame"
    about: "DataFrame"
    edits: "DataFrame"
    findings: "DataFrame"
    folders: tuple[Path, ...] = field(repr=False)

    def __repr__(self) -> str:
        tables = [one.name for one in fields(self) if one.repr]
        return "Loaded(" + ", ".join(f"{name}: {len(getattr(self, name))} rows" for name in tables) + ")"

    def docs(self) -> "list[Doc]":
        """The text of each standard as a spaCy document, its nodes and findings as groups of spans (see `pipeline.spans.doc`).

        Read anew from the files. Raises LoadError where one is missing, broken or does not fit the other.
        """
        return [_doc(folder) for folder in self.folders]


def load(folder: str | Path) -> Loaded:
    """Every standard of `folder`: an output folder of `biaozhun extract`, or the folder of one standard.

    Raises LoadError where the folder is missing or empty, or a file is broken or of another major version.
    """
    folders = standard_folders(Path(folder))
    standards = [_standard(one) for one in folders]
    edits = [{"standard": s["id"], **edit} for one, s in zip(folders, standards, strict=True) for edit in _edits(one)]
    return Loaded(
        standards=frame(standards, STANDARDS),
        nodes=frame((node for one in standards for node in nodes(one)), NODES),
        levels=frame(parts(standards, "levels"), LEVELS),
        about=frame(parts(standards, "about"), ABOUT),
        edits=frame(edits, EDITS),
        findings=frame(parts(standards, "findings"), FINDINGS),
        folders=tuple(folders),
    )


# -------------------------------------------------------------------------------------------------------- files


def standard_folders(folder: Path) -> list[Path]:
    """The folders of the standards in an output folder, by id. Raises LoadError where there is none."""
    if not folder.is_dir():
        raise LoadError(f"{folder}: there is no such folder; `biaozhun extract` writes one")
    if (folder / "standard.json").is_file():
        return [folder]
    catalogue = folder / "catalogue.json"
    if catalogue.is_file():
        entries = _decode(catalogue, "catalogue", _read(catalogue)).get("standards", ())
        return [folder / name for name in sorted(entry["id"] for entry in entries)]
    found = sorted(path.parent for path in folder.glob("*/standard.json"))
    if not found:
        raise LoadError(f"{folder}: there is no standard in this folder; `biaozhun extract --out {folder}` writes them")
    return found


def _standard(folder: Path) -> Json:
    path = folder / "standard.json"
    found = _decode(path, "standard", _read(path))
    version = found.get("schema_version", "unknown")
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise LoadError(f"{path}: written as version {version}; this program reads {SCHEMA_VERSION}: extract it again")
    return found


def _doc(folder: Path) -> "Doc":
    from pipeline.spans import doc

    path = folder / "text.txt"
    try:
        return doc(_standard(folder), _read(path).decode())
    except UnicodeDecodeError as error:
        raise LoadError(f"{path}: broken ({error}); extract it again") from error
    except IndexError as error:
        raise LoadError(f"{path}: shorter than standard.json says; extract it again") from error


def _edits(folder: Path) -> Iterator[Json]:
    path = folder / "edits.jsonl"
    for number, line in enumerate(_read(path).split(b"\n"), start=1):
        if line:
            yield _decode(path, "edits", line, f" in line {number}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path}: cannot be read ({error.strerror}); extract it again") from error


def _decode(path: Path, form: Form, data: bytes, place: str = "") -> Json:
    try:
        found: Json = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LoadError(f"{path}: broken{place} ({error}); extract it again") from error
    faults = schema_faults(form, found, strict=False)
    if faults:
        raise LoadError(f"{path}: broken{place} ({'; '.join(faults[:3])}); extract it again")
    return found
