"""Write: Standard and Document → the files of `normalized/<id>/`, each held against its schema as it is written."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from pipeline.identity import Identity
from pipeline.model import Document, Standard
from pipeline.write.encode import encode, encode_lines
from pipeline.write.markdown import markdown
from pipeline.write.names import figure, percent
from pipeline.write.outline import DIVISIONS
from pipeline.write.schema import FORMS, Form, SchemaError, schema, schema_faults, validate

__all__ = [
    "DIVISIONS", "FILES", "FORMS", "Form", "SchemaError", "encode", "encode_lines", "figure", "markdown", "percent",
    "schema", "schema_faults", "validate", "write",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Result:
    """What the stages made of a source: the standard, the document it was cut from, and the ledger of its ids."""

    standard: Standard
    document: Document
    ledger: Sequence[Identity]


def _blocks(result: _Result) -> bytes:
    document = result.document
    return encode_lines(replace(block, text_span=document.place(block)) for block in document.blocks)


FILES: dict[str, tuple[Callable[[_Result], bytes], Form | None]] = {
    "standard.json": (lambda result: encode(result.standard), "standard"),
    "standard.md": (lambda result: markdown(result.standard).encode(), None),
    "text.txt": (lambda result: str(result.document.text).encode(), None),
    "source.txt": (lambda result: result.document.text.source.encode(), None),
    "edits.jsonl": (lambda result: encode_lines(result.document.text.edits), "edits"),
    "blocks.jsonl": (_blocks, "blocks"),
    "ids.jsonl": (lambda result: encode_lines(result.ledger), "ids"),
}
"""The files of one standard: how each is made, and the schema it is held against."""


def write(standard: Standard, document: Document, folder: Path, ledger: Sequence[Identity] = ()) -> dict[str, str]:
    """Write the files of one standard into `folder`, which is made where it is missing; file name → SHA-256 (hex).

    All files are made and held against their schemas before the first is written, and each is put in place whole.
    Raises SchemaError where the records break a schema (our defect), OSError where the folder cannot be written.
    """
    result, made = _Result(standard, document, ledger), dict[str, bytes]()
    for name, (make, form) in FILES.items():
        made[name] = make(result)
        if form is not None:
            validate(form, made[name])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        _put(folder / name, data)
    return {name: sha256(data).hexdigest() for name, data in made.items()}


def _put(path: Path, data: bytes) -> None:
    """The whole file or none of it, whenever the run is broken off."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)
