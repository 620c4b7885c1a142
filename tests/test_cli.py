"""The command line: exit status, what goes where, and what is said."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from tests.ingest.files import put
from tests.support import faults

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in an empty folder, with stages that do what the files say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.build.extract_document", faults.stages)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C")
    return lambda *words: CliRunner().invoke(app, list(words))


def test_all_extracted_is_status_0_and_nothing_goes_to_stdout(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准")
    result = command("extract")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 extracted into normalized" in result.stderr
    assert re.search(r"^a +2 → 2 +none +para 1 +none +\d", result.stderr, re.M)


def test_the_table_sums_up_and_no_bar_or_colour_is_shown_without_a_terminal(command: Command) -> None:
    for name in "ab":
        put(Path("raw"), f"{name}.txt", "标准")
    result = command("extract", "--jobs", "1")
    assert re.search(r"^all 2 +4 → 4 +none +para 2 +none +\d", result.stderr, re.M)
    assert "\x1b" not in result.stderr
    assert "extracting" not in result.stderr


def test_some_set_aside_is_status_1_with_the_reason_and_what_to_do(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准")
    put(Path("raw"), "b.txt", "refuse")
    result = command("extract", "--out", "made")
    assert result.exit_code == 1
    assert "b.txt: set aside (damaged at clean: broken on purpose). mend it" in result.stderr
    assert f"1 extracted into made, 1 set aside (see {Path('made') / 'quarantine'})" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("extract",), "no raw/ here"),
        (("extract", "gone.txt"), "biaozhun: there is no gone.txt"),
        (("extract", "/gone/for/good.txt"), "biaozhun: there is no /gone/for/good.txt. Look"),
        (("extract", "empty"), "no source in empty"),
        (("extract", "a.txt", "--out", "a.txt"), "a.txt is a file"),
        (("extract", "a.txt", "--jobs", "0"), "--jobs"),
        (("extract", "a.txt", "--timeout", "soon"), "--timeout"),
        (("extract", "a.txt", "--max-pages", "0"), "--max-pages"),
        (("extract", "--colour"), "--colour"),
        (("show",), "ID"),
        (("show", "a"), "normalized"),
        (("show", "a", "--kind", "chapter"), "no kind 'chapter'"),
        (("check",), "there is no folder normalized; `biaozhun extract --out normalized` writes one"),
        (("check", "a"), "there is no folder normalized"),
        (("check", "--from", "/nowhere"), "there is no folder /nowhere;"),
        (("check", "--from", "a.txt"), "a.txt is a file; --from wants the folder"),
        (("check", "--from", "empty"), "empty holds no standards; `biaozhun extract --out empty`"),
        (("check", "--from", "empty", "--lang", "zh"), "empty 中没有标准；"),
        (("extract", "gone.txt", "--lang", "zh"), "biaozhun: 没有 gone.txt。请核对名称。"),
        (("extract", "empty", "--lang", "zh"), "empty 中没有可处理的文件"),
        (("extract", "a.txt", "--out", "a.txt", "--lang", "zh"), "a.txt 是文件；请用 --out"),
        (("dance",), "dance"),
    ],
)
def test_wrong_use_is_status_2_and_says_what_is_wrong(command: Command, words: tuple[str, ...], said: str) -> None:
    put(Path(), "a.txt", "标准")
    Path("empty").mkdir()
    result = command(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path("normalized").exists()


def test_a_closed_folder_is_set_aside_and_the_others_are_done(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path(), "good.txt", "标准")
    Path("closed").mkdir()
    faults.close(monkeypatch, "closed")
    result = command("extract", "good.txt", "closed")
    assert result.exit_code == 1
    assert "closed: set aside (unreadable at ingest: the folder cannot be read: Permission denied)" in result.stderr
    assert Path("normalized", "good", "standard.json").exists()
    assert Path("normalized", "quarantine", "closed.json").exists()
    alone = command("extract", "closed")
    assert (alone.exit_code, "Permission denied" in alone.stderr) == (1, True)


def test_a_broken_file_alone_is_set_aside_as_it_is_among_others(command: Command) -> None:
    Path("cut.zip").write_bytes(b"PK\x03\x04 and no more")
    result = command("extract", "cut.zip")
    assert result.exit_code == 1
    assert "cut.zip: set aside (damaged at ingest: " in result.stderr
    assert Path("normalized", "quarantine", "cut.json").exists()
    folder = command("check")
    assert (folder.exit_code, "every source was set aside" in folder.stderr) == (2, True)


STANDARDS = [
    (("check", "/nowhere"), "'/nowhere' is no id but a path, and nothing is there; normalized holds a"),
    (("check", "normalized"), "normalized is a folder, and an id is wanted"),
    (("check", "normalized/a"), "'normalized/a' is a path, and an id is wanted: give `a --from normalized`"),
    (("show", "normalized/a/"), "give `a --from normalized`"),
    (("check", "raw/a.txt"), "`biaozhun extract raw/a.txt` makes one of it"),
    (("check", "b", "--lang", "zh"), "normalized 中没有标准 'b'；normalized 中有 a"),
    (("check", "x" * 5_000), "holds no standard 'xxx"),
    (("explain", "./a"), "'./a' is no id but a path"),
]


@pytest.mark.parametrize(("words", "said"), STANDARDS)
def test_what_is_no_id_is_named_for_what_it_is(command: Command, words: tuple[str, ...], said: str) -> None:
    put(Path("raw"), "a.txt", "标准")
    command("extract")
    result = command(*words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_extract_speaks_chinese_where_it_is_asked_to(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准")
    put(Path("raw"), "b.txt", "refuse")
    put(Path("raw"), "sources.csv", "file,shade\na.txt,x\n")
    said = command("extract", "--lang", "zh", "--explain").stderr
    assert "raw/sources.csv：略去不认识的列：shade。".replace("raw/", f"{Path('raw')}{os.sep}") in said
    assert "a：有变化：首次生成" in said
    assert "b.txt：还原时搁置：文件不合其自身格式：" in said
    assert "（broken on purpose）。重新下载；" in said
    assert re.search(r"^a +2 → 2 +无 +段落 1 +无 +\d", said, re.M)
    assert f"已提取 1 份到 normalized，搁置 1 份（见 {Path('normalized') / 'quarantine'}），用时" in said
    assert not re.search(r"set aside|extracted|left out|findings", said)


def test_an_orphan_is_reported(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准")
    gone = put(Path("raw"), "b.txt", "标准")
    command("extract")
    gone.unlink()
    result = command("extract")
    assert result.exit_code == 0
    assert f"{Path('normalized') / 'b'}: an orphan" in result.stderr


def test_show_prints_the_tree_and_knows_what_was_set_aside(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准的文字")
    put(Path("raw"), "b.txt", "refuse")
    command("extract", "--out", "made")
    shown = command("show", "a", "--from", "made", "--text")
    assert shown.exit_code == 0
    assert "para 标准的文字" in shown.stdout
    reason = command("show", "b", "--out", "made")
    assert reason.exit_code == 2
    assert f"b was set aside, and {Path('made') / 'quarantine' / 'b.json'} says why" in reason.stderr


def test_check_finds_what_was_altered(command: Command) -> None:
    put(Path("raw"), "a.txt", "标准")
    command("extract")
    whole = command("check")
    assert (whole.exit_code, whole.stderr) == (0, "1 standards, 0 faults\n")
    (Path("normalized") / "a" / "source.txt").write_text("标淮", encoding="utf-8")
    broken = command("check", "a")
    assert broken.exit_code == 1
    assert "a/source.txt: The file is not the one that was written" in broken.stderr
    assert "a/text.txt" in broken.stderr


def test_help_names_the_commands_in_order(command: Command) -> None:
    result = command("--help")
    assert result.exit_code == 0
    order = ["extract", "show", "explain", "check", "mine"]
    assert re.findall(rf"^  ({'|'.join(order)}) ", result.stdout, re.M) == order
