"""Schemas: fresh, strict for what is written, open for who reads."""

from pathlib import Path

import jsonschema_rs
import msgspec
import pytest

from pipeline import schemas
from pipeline.model import Catalogue, CatalogueEntry, Quarantined
from pipeline.write import FORMS, Form, SchemaError, encode, encode_lines, schema, schema_faults, validate
from tests.write import sample


def test_the_published_schemas_are_those_of_the_records() -> None:
    assert schemas.stale() == []


def test_a_stale_a_missing_and_a_foreign_schema_are_named_and_mended(tmp_path: Path) -> None:
    assert schemas.main([], tmp_path) == 0
    (tmp_path / "edits.schema.json").write_text("{}")
    (tmp_path / "standard.schema.json").unlink()
    (tmp_path / "old.schema.json").write_text("{}")
    assert schemas.stale(tmp_path) == ["edits.schema.json", "old.schema.json", "standard.schema.json"]
    assert schemas.main(["--check"], tmp_path) == 1
    assert schemas.main([], tmp_path) == 0
    assert schemas.main(["--check"], tmp_path) == 0


def test_an_unknown_argument_is_wrong_use(tmp_path: Path) -> None:
    assert schemas.main(["--fix"], tmp_path) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMS)
def test_every_schema_is_itself_valid(form: Form) -> None:
    jsonschema_rs.meta.validate(schema(form))


def test_every_file_that_is_written_fits_its_schema() -> None:
    document = sample.document()
    entry = CatalogueEntry(
        id="a", title="标准", families=("manual",), file="a.txt", counts={"unit": 1}, digests={"text.txt": "0"}
    )
    validate("standard", encode(sample.standard(document)))
    validate("edits", encode_lines(document.text.edits))
    validate("blocks", encode_lines(document.blocks))
    validate("catalogue", encode(Catalogue(standards=(entry,), quarantined=("b",))))
    advice = {"why": "empty", "stage": "ingest", "detail": "no characters", "advice": "fetch it again"}
    validate("quarantine", encode(Quarantined(id="b", file="b.txt", **advice)))


def test_what_breaks_the_schema_is_refused_with_its_place() -> None:
    with pytest.raises(SchemaError, match=r"standard, part 1 of 1: body\.0\.kind"):
        validate("standard", b'{"id": "a", "families": [], "title": "", "body": [{"id": "1", "kind": "chapter"}]}')
    with pytest.raises(SchemaError, match="edits, part 2 of 2"):
        validate("edits", encode_lines(sample.document().text.edits[:1]) + b"{\n")


def test_a_field_nobody_knows_is_refused_when_written_and_let_pass_when_read() -> None:
    newer = {"id": "a", "families": [], "title": "", "mood": 1, "body": [{"id": "1", "kind": "unit", "tint": "red"}]}
    assert len(schema_faults("standard", newer)) == 2
    assert schema_faults("standard", newer, strict=False) == []
    assert "additionalProperties" not in msgspec.json.encode(schema("blocks")).decode()
