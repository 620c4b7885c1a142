"""Write: Standard and Document → the files of `normalized/<id>/`, each held against its schema as it is written."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from pipeline.collation import Collated, Collation
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
    copies: Sequence[Document] = ()
    collation: Collation | None = None

    @property
    def first(self) -> Document:
        """The document that source.txt, edits.jsonl and blocks.jsonl are of."""
        return self.copies[0] if self.copies else self.document


def _blocks(result: _Result) -> bytes:
    placed = zip(result.first.blocks, result.document.blocks, strict=True)  # as its source has them, and as text.txt does
    return encode_lines(replace(block, text_span=result.document.place(there)) for block, there in placed)


def _edits(document: Document, copy: int | None = None) -> bytes:
    return encode_lines(document.text.edits if copy is None else [replace(edit, copy=copy) for edit in document.text.edits])


def _of_copies(result: _Result) -> dict[str, tuple[bytes, Form | None]]:
    """What several copies add: a source and edits each, and how text.txt is joined from them."""
    made: dict[str, tuple[bytes, Form | None]] = {}
    for number, copy in enumerate(result.copies[1:], start=2):
        made[f"source.{number}.txt"] = copy.text.source.encode(), None
        made[f"edits.{number}.jsonl"] = _edits(copy, number), "edits"
    if result.collation is not None:
        made["collation.jsonl"] = encode_lines(result.collation.pieces), "collation"
    return made


FILES: dict[str, tuple[Callable[[_Result], bytes], Form | None]] = {
    "standard.json": (lambda result: encode(result.standard), "standard"),
    "standard.md": (lambda result: markdown(result.standard).encode(), None),
    "text.txt": (lambda result: str(result.document.text).encode(), None),
    "source.txt": (lambda result: result.first.text.source.encode(), None),
    "edits.jsonl": (lambda result: _edits(result.first, 1 if result.copies else None), "edits"),
    "blocks.jsonl": (_blocks, "blocks"),
    "ids.jsonl": (lambda result: encode_lines(result.ledger), "ids"),
}
"""The files of every standard: how each is made, and the schema it is held against. One of several copies has more of them."""


def write(
    standard: Standard,
    document: Document,
    folder: Path,
    ledger: Sequence[Identity] = (),
    collated: Collated | None = None,
) -> dict[str, str]:
    """Write the files of one standard into `folder`, which is made where it is missing; file name → SHA-256 (hex).

    collated: the copies that `document` is joined from, where there are several.

    All files are made and held against their schemas before the first is written, and each is put in place whole.
    Raises SchemaError where the records break a schema (our defect), OSError where the folder cannot be written.
    """
    several = (collated.copies, collated.collation) if collated else ((), None)
    result, made = _Result(standard, document, ledger, *several), dict[str, bytes]()
    all_files = {name: (make(result), form) for name, (make, form) in FILES.items()} | _of_copies(result)
    for name, (data, form) in all_files.items():
        made[name] = data
        if form is not None:
            validate(form, data)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        _put(folder / name, data)
    return {name: sha256(data).hexdigest() for name, data in made.items()}


def _put(path: Path, data: bytes) -> None:
    """The whole file or none of it, whenever the run is broken off."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)
