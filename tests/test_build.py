"""Many sources: one folder or one reason each, a catalogue over all, whatever happens on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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
        self.total = 0
        self.ended = False

    def begin(self, total: int) -> None:
        self.total = total

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
    return {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}


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
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a", "catalogue.json"}
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


def test_a_defect_stops_the_run_and_leaves_everything_whole(tmp_path: Path, run: Callable[..., Build]) -> None:
    raw(tmp_path, a="标准")
    run()
    before = files(tmp_path)
    raw(tmp_path, a="defect")
    with pytest.raises(RuntimeError, match="on purpose"):
        run()
    assert files(tmp_path) == before
    assert listed(tmp_path) == {"a": "ok"}


SCRIPT = """
import sys
from pathlib import Path
import pipeline.build
from pipeline.cli import main
from tests.support.faults import stages
pipeline.build.extract_document = stages
sys.argv = ["biaozhun", "extract", "raw", "--jobs", "2"]
import os
sys.path.insert(0, os.environ["ROOT"])
main()
"""


def started(tmp_path: Path) -> "subprocess.Popen[str]":
    """A run in a process of its own whose sources take their time."""
    environment = {**os.environ, "ROOT": str(ROOT), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_defect_ends_the_command_with_a_status_of_its_own(tmp_path: Path) -> None:
    raw(tmp_path, a="defect")
    process = started(tmp_path)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 70
    assert "a defect on purpose" in said
    assert "raw/a.txt" in said
    assert "please report it" in said


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_an_interrupted_run_leaves_nothing_half_written_and_the_next_completes_it(
    tmp_path: Path, run: Callable[..., Build], sign: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "normalized").symlink_to(tmp_path / "out")
    names = [f"s{number}" for number in range(8)]
    last = names[
        -1
    ]  # waits at a gate that opens only after the signal, so that one source is still to do, however slow or fast
    gate = tmp_path / "raw" / ".open"
    raw(tmp_path, **{name: "gated old" if name == last else "slow old" for name in names})
    gate.touch()
    run()
    gate.unlink()
    raw(tmp_path, **{name: "gated new" if name == last else "slow new" for name in names})
    process = started(tmp_path)
    texts = [tmp_path / "out" / name / "text.txt" for name in names]
    _until(lambda: any(path.exists() and path.read_text(encoding="utf-8") == "slow new" for path in texts), 60)
    if sign == "SIGKILL":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    found = {name: (tmp_path / "out" / name / "text.txt").read_text(encoding="utf-8") for name in names}
    assert found.pop(last) == "gated old"
    assert "slow new" in found.values()
    assert set(found.values()) <= {"slow old", "slow new"}
    if sign == "SIGINT":
        assert process.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
        assert not list((tmp_path / "out").glob(".*"))
    gate.touch()
    run()
    assert {name: path.read_text(encoding="utf-8") for name, path in zip(names, texts, strict=True)} == {
        **dict.fromkeys(names, "slow new"),
        last: "gated new",
    }
    assert listed(tmp_path) == dict.fromkeys(names, "ok")
    assert not list((tmp_path / "out").glob(".*"))
