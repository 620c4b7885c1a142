"""An output folder as a whole, broken on purpose."""

from pathlib import Path

import pytest

from pipeline.catalogue import enter
from pipeline.check import all_faults
from pipeline.model import Catalogue
from pipeline.write import encode, write
from tests.write import sample


@pytest.fixture
def out(tmp_path: Path) -> Path:
    document = sample.document()
    standard = sample.standard(document)
    digests = write(standard, document, tmp_path / "sample")
    (tmp_path / "catalogue.json").write_bytes(encode(Catalogue(standards=(enter(standard, digests),))))
    return tmp_path


def codes(out: Path) -> dict[str, list[str]]:
    return {name: [fault.code for fault in listed] for name, listed in all_faults(out).items()}


def test_what_was_written_has_no_fault(out: Path) -> None:
    assert codes(out) == {}


def test_a_file_changed_since_is_named_though_it_is_well_formed(out: Path) -> None:
    path = out / "sample" / "edits.jsonl"
    path.write_bytes(path.read_bytes().replace(b"chrome.foot", b"chrome.tail"))
    assert codes(out) == {"sample": ["digest"]}


def test_a_standard_that_is_gone_and_one_that_nobody_lists(out: Path) -> None:
    (out / "sample").rename(out / "other")
    assert codes(out) == {"other": ["standard-unlisted"], "sample": ["standard-missing"]}


@pytest.mark.parametrize(("words", "code"), [("{", "not-json"), ("{}", ""), ('{"standards": 1}', "schema")])
def test_a_broken_catalogue_does_not_hide_the_standards(out: Path, words: str, code: str) -> None:
    (out / "catalogue.json").write_text(words)
    (out / "sample" / "blocks.jsonl").unlink()
    found = codes(out)
    assert found.get("", []) == ([code] if code else [])
    assert "file-missing" in found["sample"]


def test_no_catalogue_and_no_folder(out: Path) -> None:
    (out / "catalogue.json").unlink()
    assert codes(out) == {"": ["file-missing"]}
    with pytest.raises(NotADirectoryError):
        all_faults(out / "nothing")
