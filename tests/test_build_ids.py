"""Ids over several runs: the same file has the same one, and no document takes the place of another."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import Build, build
from pipeline.workers import Bounds
from tests.ingest.files import put
from tests.support import faults
from tests.test_build import Log, catalogue, listed, raw


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Build]:
    """Extract to out/ with stages that do what the files say."""
    monkeypatch.setattr("pipeline.build.extract_document", faults.stages)

    def go(*paths: str, log: Log | None = None) -> Build:
        return build([tmp_path / path for path in paths or ("raw",)], tmp_path / "out", 2, log or Log(), Bounds(20.0))

    return go


def test_files_of_one_name_have_the_same_ids_whenever_they_are_given(tmp_path: Path, run: Callable[..., Build]) -> None:
    put(tmp_path, "a/x.txt", "标准甲")
    put(tmp_path, "b/x.txt", "标准乙")
    for _ in range(3):
        run("a/x.txt", "b/x.txt")
        texts = {id_: (tmp_path / "out" / id_ / "text.txt").read_text(encoding="utf-8") for id_ in listed(tmp_path)}
        assert texts == {"a-x": "标准甲", "b-x": "标准乙"}
    assert str(tmp_path) not in json.dumps(catalogue(tmp_path))


def test_a_file_of_the_same_name_from_elsewhere_overwrites_nothing(tmp_path: Path, run: Callable[..., Build]) -> None:
    put(tmp_path, "a/x.txt", "标准甲")
    put(tmp_path, "b/x.txt", "标准乙")
    run("a")
    log = Log()
    for _ in range(2):
        run("b/x.txt", log=log)
        texts = {id_: (tmp_path / "out" / id_ / "text.txt").read_text(encoding="utf-8") for id_ in listed(tmp_path)}
        assert texts == {"x": "标准甲", "x-txt": "标准乙"}
    [note] = log.notes
    assert "another document" in note


def test_a_closed_folder_among_the_paths_orphans_nothing(
    tmp_path: Path, run: Callable[..., Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw(tmp_path, a="标准")
    run()
    (tmp_path / "closed").mkdir()
    put(tmp_path, "b.txt", "标准")
    faults.close(monkeypatch, "closed")
    made = run("b.txt", "closed")
    assert (sorted(made.outcomes), sorted(made.refused), made.orphans) == (["b"], ["closed"], [])
