"""`biaozhun correct` and `biaozhun corrections`: tried, shown, kept, and there after the next regeneration."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.correction import Change, Correction
from pipeline.decide import write_down
from pipeline.extract import Preview
from tests.corrections.test_corrections import TEXT
from tests.ingest.files import put

FILE = Path("raw/corrections/a.jsonl")
SAID = ("--reason", "原件如此", "--author", "李梅")


def biaozhun(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "100", "LC_ALL": "C", "NO_COLOR": "1"})


def correct(*words: str) -> Result:
    return biaozhun("correct", "a", *words, *SAID)


@pytest.fixture(autouse=True)
def extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one source, extracted."""
    monkeypatch.chdir(tmp_path)
    put(Path("raw"), "a.txt", TEXT)
    assert biaozhun("extract").exit_code == 0


def text() -> str:
    return Path("normalized/a/text.txt").read_text(encoding="utf-8")


def test_a_correction_is_shown_kept_and_applied_and_outlives_a_regeneration() -> None:
    done = correct("--quote", "归挡", "--text", "归档", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "归档" in next(line for line in done.stdout.splitlines() if line.startswith("+") and "+++" not in line)
    assert "Kept as line 1 of raw/corrections/a.jsonl." in done.stderr
    assert "归档" in text()
    [line] = FILE.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["change"] == {"text": "归档"}
    assert biaozhun("extract", "--force").exit_code == 0
    assert "归档" in text()
    assert biaozhun("check").exit_code == 0
    assert "李梅: 原件如此" in biaozhun("explain", "a", "--channel", "corrections").stdout


def test_without_yes_and_without_a_terminal_nothing_is_kept() -> None:
    done = correct("--quote", "归挡", "--text", "归档")
    assert done.exit_code == 2
    assert "归档" in done.stdout
    assert "Nothing was kept" in done.stderr
    assert not FILE.exists()


WRONG = [
    (("--quote", "没有"), ("--text", "甲"), "stands in 0 places"),
    (("--quote", "客户"), ("--text", "用户"), "…"),
    (("--quote", "归挡"), (), "a change is one thing, and this is nothing"),
    (("--quote", "归挡"), ("--drop", "--join"), "a change is one thing"),
    (("--quote", ""), ("--drop",), "the quotation is empty"),
    (("--quote", "归挡"), ("--kind", "chapter"), "there is no kind"),
    (("--quote", "归挡"), ("--cut", "above"), "Invalid enum value 'above'"),
    (("--quote", "归挡"), ("--level", "九级"), "the standard has no level"),
]


@pytest.mark.parametrize(("quote", "change", "said"), WRONG)
def test_what_cannot_be_used_is_told_and_nothing_is_written(quote: tuple[str, str], change: tuple[str, ...], said: str) -> None:
    done = correct(*quote, *change, "--yes")
    assert done.exit_code == 2
    assert said in done.stderr
    assert not FILE.exists()


def test_a_correction_that_contradicts_one_that_is_kept_is_refused() -> None:
    assert correct("--quote", "归挡", "--text", "归档", "--yes").exit_code == 0
    done = correct("--quote", "归挡", "--text", "归当", "--yes")
    assert done.exit_code == 2
    assert "contradict each other" in done.stderr
    assert len(FILE.read_text(encoding="utf-8").splitlines()) == 1
    assert "归档" in text()


def test_corrections_are_listed_with_their_state() -> None:
    correct("--quote", "归挡", "--text", "归档", "--yes")
    correct("--quote", "每月汇总", "--kind", "para", "--yes")
    FILE.write_text(FILE.read_text(encoding="utf-8") + "{half\n", encoding="utf-8")
    put(Path("raw"), "a.txt", TEXT.replace("归挡", "存档"))
    assert biaozhun("extract").exit_code == 0
    done = biaozhun("corrections", "a")
    assert done.exit_code == 0
    states = [line for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert states[0] == "1. stale: its quotation does not stand in one place"
    assert states[1] == "2. applied"
    assert states[2].startswith("3. cannot be used: ")
    assert "3 corrections in raw/corrections/a.jsonl" in done.stderr


def test_people_who_write_at_the_same_time_lose_no_line(tmp_path: Path) -> None:
    one = Correction(quote="归挡", change=Change(text="归档"), reason="原件如此", author="李梅")
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda _: write_down(tmp_path / "x.jsonl", one), range(64)))
    assert len((tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()) == 64


def test_a_standard_that_is_not_there() -> None:
    done = biaozhun("correct", "b", "--quote", "归挡", "--drop", *SAID)
    assert (done.exit_code, "raw holds no source of 'b'" in done.stderr) == (2, True)


def test_a_correction_that_would_break_a_promise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The promise is broken by hand here: words that upset the outline are seldom, and mended where they are found."""
    seen = Preview("", "", (), (), ("“甲” at 4 belongs to 1 and 2.",))
    monkeypatch.setattr("pipeline.decide.run", lambda *_: iter([(0, seen)]))
    done = correct("--quote", "归挡", "--text", "归档", "--yes")
    assert done.exit_code == 2
    assert "no longer hold its promises: “甲” at 4 belongs to 1 and 2." in done.stderr
    assert not FILE.exists()
