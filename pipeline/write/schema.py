"""JSON Schemas of every file written, made from the records in `pipeline.model` and from nothing else.

There are two of each. The strict one refuses a field that no record knows: what this program writes, and what `check` reads, is
held against it. The open one lets new fields pass, as readers of the files are asked to: it is what schemas/ publishes and
what `load` holds files against. Both are made in memory at run time, so that they are never older than the program.
"""

from functools import cache
from inspect import cleandoc
from typing import Any, Literal, get_args

import msgspec

from pipeline.collation import Joined
from pipeline.identity import Identity
from pipeline.model import SCHEMA_VERSION, Block, Catalogue, Edit, Quarantined, Standard

Form = Literal["standard", "edits", "blocks", "ids", "collation", "catalogue", "quarantine"]
FORMS: tuple[Form, ...] = get_args(Form)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RECORDS: dict[Form, tuple[type[msgspec.Struct], str]] = {
    "standard": (Standard, "normalized/<id>/standard.json"),
    "edits": (Edit, "a line of normalized/<id>/edits.jsonl"),
    "blocks": (Block, "a line of normalized/<id>/blocks.jsonl"),
    "ids": (Identity, "a line of normalized/<id>/ids.jsonl"),
    "collation": (Joined, "a line of normalized/<id>/collation.jsonl"),
    "catalogue": (Catalogue, "normalized/catalogue.json"),
    "quarantine": (Quarantined, "normalized/quarantine/<id>.json"),
}


class SchemaError(ValueError):
    """What was to be written does not fit its schema: a defect of this program, never of a source."""


@cache
def schema(form: Form, strict: bool = False) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file, or of a line of it where the file is JSON Lines."""
    record, where = _RECORDS[form]
    made = msgspec.json.schema(record)
    for part in made["$defs"].values():
        part["description"] = cleandoc(part["description"])
        if not strict:
            part.pop("additionalProperties", None)
    return {"$schema": DIALECT, "title": where, "$comment": f"schema_version {SCHEMA_VERSION}", **made}


@cache
def _validator(form: Form, strict: bool) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema(form, strict))


def schema_faults(form: Form, value: Any, strict: bool = True) -> list[str]:
    """Where parsed JSON breaks its schema, as `place: what is wrong`; empty where it fits."""
    validator = _validator(form, strict)
    if validator.is_valid(value):
        return []
    faults = ((".".join(map(str, error.instance_path)), error.message) for error in validator.iter_errors(value))
    return [f"{place or 'top'}: {message}" for place, message in faults]


def validate(form: Form, data: bytes) -> None:
    """Hold the bytes of a file, all its lines where it is JSON Lines, against the strict schema.

    Raises SchemaError where they break it, or are no JSON.
    """
    parts = data.splitlines() if form in ("edits", "blocks", "ids", "collation") else [data]
    for number, part in enumerate(parts, start=1):
        try:
            faults = schema_faults(form, msgspec.json.decode(part))
        except msgspec.DecodeError as error:
            faults = [str(error)]
        if faults:
            raise SchemaError(f"{form}, part {number} of {len(parts)}: " + "; ".join(faults[:5]))
