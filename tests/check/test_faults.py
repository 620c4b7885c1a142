"""Each promise broken on purpose in a written standard: the fault that names it, and no other."""

import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pipeline.check import Fault, faults, is_separator, squeeze
from pipeline.ids import identify
from pipeline.write import markdown, write
from tests.write import sample

Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    document = sample.document()
    write(sample.standard(document), document, tmp_path / "sample")
    return tmp_path / "sample"


def node(standard: Any, name: str) -> Any:
    waiting = list(standard["body"])
    while waiting:
        one = waiting.pop()
        if one["id"] == name:
            return one
        waiting += one.get("children", ())
    raise AssertionError(name)


def standard(change: Callable[[Any], object]) -> Change:
    """A change of standard.json; standard.md is written anew from it, so that only the fault meant is there."""

    def apply(folder: Path) -> None:
        import msgspec

        from pipeline.model import Standard

        value = json.loads((folder / "standard.json").read_text(encoding="utf-8"))
        change(value)
        (folder / "standard.json").write_text(json.dumps(value), encoding="utf-8")
        try:
            made = markdown(msgspec.convert(value, Standard))
        except msgspec.ValidationError:
            return
        (folder / "standard.md").write_text(made, encoding="utf-8")

    return apply


def at(name: str, **fields: object) -> Change:
    """Fields of a node set anew; a value of None takes the field out."""

    def change(value: Any) -> None:
        found = node(value, name)
        found |= fields
        for field in [field for field, new in fields.items() if new is None]:
            del found[field]

    return standard(change)


def line(name: str, number: int, change: Callable[[Any], object]) -> Change:
    """A change of one record of a JSON Lines file."""

    def apply(folder: Path) -> None:
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        value = json.loads(lines[number])
        change(value)
        lines[number] = json.dumps(value)
        (folder / name).write_text("\n".join(lines), encoding="utf-8")

    return apply


def rewrite(name: str, old: str, new: str) -> Change:
    def apply(folder: Path) -> None:
        words = (folder / name).read_text(encoding="utf-8")
        assert old in words
        (folder / name).write_text(words.replace(old, new, 1), encoding="utf-8")

    return apply


def add_about(value: Any) -> None:
    value["about"].append({"label": "", "value": "版本:V1.0", "span": value["about"][0]["span"]})


BROKEN: list[tuple[str, str, Change]] = [
    ("a missing file", "file-missing", lambda folder: (folder / "blocks.jsonl").unlink()),
    ("bytes that are no UTF-8", "not-utf8", lambda folder: (folder / "standard.md").write_bytes(b"\xff")),
    ("a line that is no JSON", "not-json", rewrite("edits.jsonl", "{", "")),
    ("a field nobody knows", "schema", standard(lambda value: value.update(mood=1))),
    ("a kind nobody knows", "schema", at("n5", kind="chapter")),
    ("another major version", "version", standard(lambda value: value.update(schema_version="2.0.0"))),
    ("an edit that quotes what is not there", "edit-unfit", line("edits.jsonl", 2, lambda edit: edit.update(old="(fáng)"))),
    ("a step left out", "step-order", line("edits.jsonl", 2, lambda edit: edit.update(step=3))),
    ("edits out of place", "step-order", line("edits.jsonl", 0, lambda edit: edit.update(start=9990, end=9999))),
    ("a source span that is not the edit's", "edit-source", line("edits.jsonl", 2, lambda edit: edit.update(source=[0, 6]))),
    ("an edit nobody recorded", "replay", rewrite("text.txt", "申请审批归档", "申请审核归档")),
    ("a span beyond the end", "span-outside", standard(lambda value: value["findings"][0].update(span=[0, 9999]))),
    ("a block beyond the end", "span-outside", line("blocks.jsonl", 1, lambda block: block.update(span=[0, 9999]))),
    ("an extent without its children", "extent", at("n2", extent=[0, 1])),
    ("no extent over children", "extent", at("n2", extent=None)),
    ("words that are not in the span", "words", at("n8", text="公司介绍及产品;")),
    ("a source span that is not the node's", "source-span", at("n8", source_span=[1, 2])),
    ("words without a span", "no-span", at("n8", span=None)),
    ("words of no node", "lost", at("n8", span=None, number=None, text=None)),
    ("words of two owners", "twice", standard(add_about)),
    ("an id given twice", "id-twice", at("n8", id="n9")),
    ("a finding at a node that is not there", "id-unknown", standard(lambda value: value["findings"][1].update(node="n99"))),
    ("a reference to a node that is not there", "id-unknown", at("n8", refs=["n99"])),
    ("a rank of no level", "rank-unknown", at("n8", rank=9)),
    ("a confidence above one", "range", at("n8", confidence=1.5)),
    ("a block that is not there", "block-unknown", at("n8", blocks=[7])),
    ("a block that stands elsewhere", "block-text", line("blocks.jsonl", 1, lambda block: block.update(text_span=[0, 3]))),
    ("a page edited by hand", "markdown", rewrite("standard.md", "产品样本", "样本")),
]


def test_a_standard_as_written_has_no_fault(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize(("code", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_promise_is_named(folder: Path, code: str, change: Change) -> None:
    change(folder)
    found = faults(folder)
    assert code in {fault.code for fault in found}
    consequences = {"no-span": {"lost"}, "words": set(), "replay": {"words"}, "id-twice": set(), "lost": {"extent"}}
    assert {fault.code for fault in found} <= {code} | consequences.get(code, set())
    for fault in found:
        assert "{" not in fault.message("en") + fault.message("zh")


IDENTITIES: list[tuple[str, Change]] = [
    ("uid-twice", lambda folder: (folder / "ids.jsonl").write_bytes((folder / "ids.jsonl").read_bytes() * 2)),
    ("uid-other", at("n8", uid="7d444840-9dc0-11d1-b245-5ffdce74fad2")),
    ("uid-unknown", line("ids.jsonl", 0, lambda known: known.update(replaced_by=["7d444840-9dc0-11d1-b245-5ffdce74fad2"]))),
]


@pytest.mark.parametrize(("code", "change"), IDENTITIES)
def test_a_ledger_and_a_tree_that_part_are_named(tmp_path: Path, code: str, change: Change) -> None:
    document = sample.document()
    named, ledger = identify(sample.standard(document), ())
    write(named, document, tmp_path, ledger)
    assert faults(tmp_path) == []
    change(tmp_path)
    assert {fault.code for fault in faults(tmp_path)} == {code}


def test_every_fault_that_has_words_is_tried_here() -> None:
    messages = tomllib.loads(files("pipeline.check").joinpath("messages.toml").read_text(encoding="utf-8"))
    of_folders = {"standard-missing", "standard-unlisted", "digest"}  # tried in test_output.py
    of_copies = {"collation"}  # tried in tests/collate
    of_ids = {code for code, _ in IDENTITIES}
    assert {code for _, code, _ in BROKEN} | of_ids | of_copies == set(messages) - of_folders


def test_a_fault_says_file_node_and_reason(folder: Path) -> None:
    at("n8", rank=9)(folder)
    assert [str(fault) for fault in faults(folder)] == ["standard.json n8: The rank 9 is none of the standard's levels."]
    assert faults(folder)[0].message("zh") == "级别序号 9 不在本标准的级别之中。"


def test_what_rests_on_a_broken_file_is_not_reported_again(folder: Path) -> None:
    (folder / "source.txt").unlink()
    assert faults(folder) == [Fault("file-missing", "source.txt")]


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="no folder of a standard"):
        faults(tmp_path / "nothing")


def test_stops_brackets_and_bullets_are_separators_and_words_are_not() -> None:
    assert squeeze("1、 (三级)“80%”——C++●A&D\u3000。") == "1三级80%C++A&D"
    assert not any(map(is_separator, "标a1%①+=≥"))
