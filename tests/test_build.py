"""Many sources: one folder or one reason each, a catalogue over all, whatever happens on the way."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import Build, NothingToDo, build
from pipeline.catalogue import Outcome
from pipeline.errors import SourceError
from pipeline.output import OutputError
from pipeline.sources import Source
from pipeline.workers import Bounds
from pipeline.write import FILES
from tests.ingest.files import put
from tests.support import faults

ROOT = Path(__file__).parent.parent


class Log:
    """A report that remembers."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.finished: list[str] = []
        self.reasons: dict[str, list[str]] = {}
        self.total = 0
        self.ended = False

    def begin(self, total: int) -> None:
        self.total = total

    def why(self, source: Source, parts: Sequence[str]) -> None:
        self.reasons[source.entry.id] = list(parts)

    def done(self, source: Source, result: Outcome | SourceError) -> None:
        self.finished.append(source.entry.id)

    def note(self, message: str) -> None:
        self.notes.append(message)

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Build]:
    """Extract from raw/ to out/ with stages that do what the files say."""
    monkeypatch.setattr("pipeline.build.extract_document", faults.stages)

    def go(*paths: str, log: Log | None = None) -> Build:
        return build([tmp_path / path for path in paths or ("raw",)], tmp_path / "out", 2, log or Log(), Bounds(20.0))

    return go


def raw(tmp_path: Path, **files: str) -> None:
    for name, text in files.items():
        put(tmp_path / "raw", f"{name}.txt", text)


def catalogue(tmp_path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((tmp_path / "out" / "catalogue.json").read_text(encoding="utf-8"))
    return value


def listed(tmp_path: Path) -> dict[str, str]:
    return {entry["id"]: entry.get("status", "ok") for entry in catalogue(tmp_path)["standards"]}


def standard(id_: str) -> set[str]:
    return {f"{id_}/{name}" for name in FILES}


def files(tmp_path: Path) -> set[str]:
    """Everything written but the notes in .state, which are no output."""
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".state/")}


def test_every_source_ends_as_a_standard_or_as_a_reason(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准甲", b="refuse", c="die", d="标准丁")
    put(tmp_path / "raw", "sources.csv", "file,id,shade\na.txt,first,x\ngone.txt,gone,x\n")
    log = Log()
    made = run(log=log)
    assert sorted(made.outcomes) == ["d", "first"]
    assert {id_: error.why.value for id_, error in made.refused.items()} == {"b": "damaged", "c": "died", "gone": "missing"}
    assert (log.total, sorted(log.finished), log.ended) == (5, ["b", "c", "d", "first", "gone"], True)
    assert any("shade" in note for note in log.notes)
    assert listed(tmp_path) == {"d": "ok", "first": "ok"}
    assert catalogue(tmp_path)["quarantined"] == ["b", "c", "gone"]


def test_quarantine_says_why_at_which_stage_and_what_to_do(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, b="refuse", c="die", ok="标准")
    run()
    for id_, why, detail in (("b", "damaged", "broken on purpose"), ("c", "died", "code 7")):
        record = json.loads((tmp_path / "out" / "quarantine" / f"{id_}.json").read_text(encoding="utf-8"))
        assert (record["file"], record["why"], record["stage"]) == (f"{id_}.txt", why, "clean")
        assert detail in record["detail"]
        assert record["advice"]


def test_a_source_called_quarantine_has_a_folder_of_its_own(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, quarantine="标准", bad="refuse")
    run()
    assert files(tmp_path) >= {"quarantine-txt/standard.json", "quarantine/bad.json"}


def test_a_mended_source_leaves_quarantine(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="refuse")
    run()
    raw(tmp_path, a="标准")
    run()
    assert files(tmp_path) == {*standard("a"), "catalogue.json"}
    assert "quarantined" not in catalogue(tmp_path)


def test_a_source_that_fails_today_keeps_what_it_had_marked_stale(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准", b="标准")
    run()
    raw(tmp_path, a="refuse")
    made = run()
    assert made.stale == ["a"]
    assert listed(tmp_path) == {"a": "stale", "b": "ok"}
    assert (tmp_path / "out" / "a" / "text.txt").read_text(encoding="utf-8") == "标准"
    raw(tmp_path, a="新标准")
    run()
    assert listed(tmp_path) == {"a": "ok", "b": "ok"}


def test_a_source_that_is_gone_leaves_an_orphan_out_of_the_catalogue(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准", b="标准", c="refuse")
    run()
    for name in ("b.txt", "c.txt"):
        (tmp_path / "raw" / name).unlink()
    made = run()
    assert made.orphans == ["b"]
    assert listed(tmp_path) == {"a": "ok"}
    assert files(tmp_path) == {*standard("a"), *standard("b"), "catalogue.json"}


def test_single_files_are_added_to_the_catalogue(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准", bad="refuse")
    run()
    put(tmp_path, "more/b.txt", "标准")
    made = run("more/b.txt")
    assert made.orphans == []
    assert listed(tmp_path) == {"a": "ok", "b": "ok"}
    assert catalogue(tmp_path)["quarantined"] == ["bad"]


def test_a_missing_path_is_set_aside_and_the_others_are_done(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    made = run("raw/a.txt", "raw/gone.txt")
    assert (sorted(made.outcomes), {id_: error.why.value for id_, error in made.refused.items()}) == (
        ["a"],
        {"gone": "missing"},
    )


@pytest.mark.parametrize(("paths", "word"), [(("gone.txt",), "there is no"), (("empty",), "no source in")])
def test_where_there_is_nothing_to_do_nothing_is_touched(
    tmp_path: Path, run: Callable[..., Build], paths: tuple[str, ...], word: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToDo, match=word):
        run(*paths)
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_is_said_to_be(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="--out"):
        run()


def test_a_full_disk_is_said_and_what_was_done_stands(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    run()
    raw(tmp_path, a="新标准", b="full")
    with pytest.raises(OutputError, match="No space left"):
        run()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {".state", "a", "catalogue.json"}
    assert (tmp_path / "out" / "a" / "text.txt").read_text(encoding="utf-8") in ("标准", "新标准")


def test_a_lost_catalogue_is_made_again_from_what_stands_there(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准", b="标准")
    run()
    whole = catalogue(tmp_path)["standards"]
    (tmp_path / "out" / "catalogue.json").write_text("{broken", encoding="utf-8")
    run("raw/b.txt")
    assert [entry["id"] for entry in catalogue(tmp_path)["standards"]] == [entry["id"] for entry in whole]


def test_a_catalogue_in_broken_utf_8_is_made_again_too(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准", b="标准")
    run()
    (tmp_path / "out" / "catalogue.json").write_bytes(b'{"schema_version": "\xff\xfe"}')
    (tmp_path / "out" / "b" / "standard.json").write_bytes(b'{"id": "\xff"}')
    run()
    assert listed(tmp_path) == {"a": "ok", "b": "ok"}


def test_a_defect_costs_its_own_source_which_keeps_what_it_had(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    run()
    before = files(tmp_path)
    raw(tmp_path, a="defect", b="标准乙")
    made = run()
    assert made.defects
    assert files(tmp_path) == before | standard("b") | {"quarantine/a.json"}
    assert listed(tmp_path) == {"a": "stale", "b": "ok"}
    record = json.loads((tmp_path / "out" / "quarantine" / "a.json").read_text(encoding="utf-8"))
    assert record["why"] == "defect"
    assert "a defect on purpose" in record["trace"]


def test_corrections_that_belong_to_no_source_are_told(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    put(tmp_path / "raw", "corrections/a.jsonl", "")
    put(tmp_path / "raw", "corrections/misspelt.jsonl", "")
    log = Log()
    run(log=log)
    [note] = log.notes
    assert note.startswith("corrections/misspelt.jsonl changes nothing: no source has the id 'misspelt'")
    log = Log()
    run("raw/a.txt", log=log)  # a single file says nothing about the others
    assert log.notes == []
