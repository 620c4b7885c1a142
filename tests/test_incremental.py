"""Only what is stale is done, and it is said why: each part of a key by itself, and every way to lose an output."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.state
from pipeline.build import Build, build
from pipeline.workers import Bounds
from tests.ingest.files import put
from tests.support import faults
from tests.test_build import Log, catalogue, files, listed, raw

Run = Callable[..., tuple[Build, dict[str, list[str]]]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Extract from raw/ to out/; what was made, and the reasons by id."""
    monkeypatch.setattr("pipeline.build.extract_document", faults.stages)

    def go(force: bool = False) -> tuple[Build, dict[str, list[str]]]:
        log = Log()
        return build([tmp_path / "raw"], tmp_path / "out", 2, log, Bounds(20.0), force=force), log.reasons

    return go


def test_a_second_run_does_nothing_and_says_the_same(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    first, reasons = run()
    assert reasons == {"a": ["never built"], "b": ["never built"]}
    said = catalogue(tmp_path)
    second, reasons = run()
    assert reasons == {"a": [], "b": []}
    assert (second.outcomes, sorted(second.kept)) == ({}, ["a", "b"])
    assert catalogue(tmp_path) == said
    assert second.kept["a"].listing == first.outcomes["a"].listing


def test_a_changed_source_alone_is_done(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    run()
    raw(tmp_path, b="新标准")
    made, reasons = run()
    assert reasons == {"a": [], "b": ["source"]}
    assert (sorted(made.outcomes), sorted(made.kept)) == (["b"], ["a"])
    assert sorted(listed(tmp_path)) == ["a", "b"]


def test_a_line_of_the_sheet_and_a_correction_make_their_own_source_stale(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    run()
    put(tmp_path / "raw", "sources.csv", "file,title\na.txt,甲\n")
    assert run()[1] == {"a": ["settings"], "b": []}
    put(tmp_path / "raw" / "corrections", "b.jsonl", "{}\n")
    assert run()[1] == {"a": [], "b": ["corrections"]}


@pytest.mark.parametrize("part", ["code", "rules"])
def test_code_and_rules_make_everything_stale(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    run()
    monkeypatch.setattr(pipeline.state, f"_{part}", lambda: "another")
    assert run()[1] == {"a": [part], "b": [part]}


@pytest.mark.parametrize("name", ["text.txt", "ids.jsonl", "standard.json"])
def test_an_output_that_is_missing_or_edited_is_made_again(tmp_path: Path, run: Run, name: str) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    run()
    before = (tmp_path / "out" / "a" / name).read_bytes()
    (tmp_path / "out" / "a" / name).unlink()
    assert run()[1] == {"a": [f"{name} missing"], "b": []}
    put(tmp_path / "out" / "a", name, "{}")
    assert run()[1] == {"a": [f"{name} edited"], "b": []}
    assert (tmp_path / "out" / "a" / name).read_bytes() == before


def test_a_folder_that_is_gone_and_notes_that_are_gone(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲")
    run()
    shutil.rmtree(tmp_path / "out" / "a")
    assert run()[1]["a"][0].endswith("missing")
    shutil.rmtree(tmp_path / "out" / ".state")
    assert run()[1] == {"a": ["nothing is noted of it"]}
    put(tmp_path / "out" / ".state", "a.json", "{")
    assert run()[1] == {"a": ["nothing is noted of it"]}


def test_force_does_all(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲")
    run()
    made, reasons = run(force=True)
    assert (sorted(made.outcomes), reasons) == (["a"], {"a": ["--force"]})


def test_what_was_set_aside_is_tried_again_and_the_catalogue_says_why_a_standard_is_stale(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲")
    run()
    raw(tmp_path, a="refuse")
    run()
    [entry] = catalogue(tmp_path)["standards"]
    assert (entry["status"], entry["reason"]) == ("stale", "damaged at clean: broken on purpose")
    raw(tmp_path, a="标准甲")
    assert run()[1] == {"a": ["set aside before"]}
    assert listed(tmp_path) == {"a": "ok"}


def test_notes_of_a_source_that_is_gone_go_with_it(tmp_path: Path, run: Run) -> None:
    raw(tmp_path, a="标准甲", b="标准乙")
    run()
    (tmp_path / "raw" / "b.txt").unlink()
    run()
    assert sorted(path.name for path in (tmp_path / "out" / ".state").iterdir()) == ["a.json"]
    assert json.loads((tmp_path / "out" / ".state" / "a.json").read_bytes())["key"].keys() == {
        "source", "code", "rules", "settings", "corrections",
    }  # fmt: skip
    assert "b/text.txt" in files(tmp_path)
