"""`biaozhun mine`: what the miner proposes, as a table and as rules, and what is said when a file cannot be mined."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from pipeline import mining
from pipeline.clean import spinner
from pipeline.clean.mine import Proposal
from pipeline.cli import app
from pipeline.rules import Rule
from tests.clean.documents import repaired

Command = Callable[..., Result]

CLEAN = (
    "第一条 岗位职责:定期拜访顾客,了解顾客的意见,登记顾客的来信。\n"
    "第二条 每月整理设备台账,每季度盘点设备,及时报修损坏的设备。\n"
    "第三条 记录每次检修的经过,核对备件的数量,保持场地整洁。\n第四条 顾客投诉当日答复,三日内办结。\n"
)
SPUN = CLEAN.replace("顾客", "主顾顾客主顾")
HEAD = "《岗位手册.docx》由会员分享,可在线阅读,更多相关《岗位手册.docx(20页珍藏版)》请在某豆网上搜索。\n"

ODD = Proposal('相关"主顾"', "", 4, 0.5, ('a "doubtful" phrase',), ('拜访[相关"主顾"]一次', '甲\\乙[相关"主顾"]丙'))


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`biaozhun mine` beside a page `spun.txt` and its clean sibling, on a terminal of 80 columns."""
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    Path("spun.txt").write_text(HEAD + SPUN, encoding="utf-8")
    Path("clean.txt").write_text(CLEAN, encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, ["mine", *words])


def test_a_proposal_is_a_row_with_phrase_word_hits_evidence_and_contexts(command: Command) -> None:
    done = command("spun.txt")
    assert done.exit_code == 0
    head, first, *_ = done.stdout.splitlines()
    assert head.split() == ["phrase", "stands", "for", "hits", "sure", "evidence"]
    assert first.split()[:4] == ["主顾顾客主顾", "顾客", "4", "0.95"]
    assert "主顾 on both sides of 顾客" in done.stdout
    assert "[主顾顾客主顾]" in done.stdout
    assert done.stderr == "spun.txt: 1 unlisted pair proposed; review each before it goes into the table\n"
    assert max(map(cell_len, done.stdout.splitlines())) <= 80


def test_the_words_of_the_site_are_no_evidence(command: Command) -> None:
    assert "由会员分享" not in command("spun.txt").stdout


def test_the_sibling_is_read_as_any_source_is(command: Command) -> None:
    done = command("spun.txt", "--clean", "clean.txt")
    assert done.exit_code == 0
    assert "主顾顾客主顾" in done.stdout


def test_the_rules_go_into_the_table_as_they_are_and_undo_the_page(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    done = command("spun.txt", "--toml")
    [entry] = tomllib.loads(done.stdout)["rule"]
    assert (entry["pattern"], entry["word"], entry["face"]) == ("主顾顾客主顾", "顾客", 0)
    assert _rule(entry).faults() == []
    monkeypatch.setattr(spinner, "pairs", lambda: {entry["pattern"]: entry["word"]})
    monkeypatch.setattr(spinner, "faces", lambda: {entry["pattern"]: 12.0})
    assert repaired(spinner, SPUN)[0] == CLEAN


def _rule(entry: dict[str, object]) -> Rule:
    return Rule(
        str(entry["id"]), re.compile(str(entry["pattern"])), str(entry["why"]), tuple(entry["hits"]), tuple(entry["misses"])
    )  # type: ignore[arg-type]


def test_rules_hold_any_text_have_ids_of_their_own_and_say_what_a_person_must_fill_in() -> None:
    words = "\n".join(mining.rules([ODD, ODD]))
    first, second = tomllib.loads(words)["rule"]
    assert first["id"] != second["id"]
    assert first["hits"] == ['拜访相关"主顾"一次', '甲\\乙相关"主顾"丙']
    assert first["why"] == 'a "doubtful" phrase'
    assert 'word = ""  # not told: fill in' in words
    assert "misses = []  # good Chinese that it must leave alone" in words


def test_a_word_that_nothing_tells_is_said_to_be_open(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mining, "mine", lambda text, sibling: [ODD])
    assert "not told" in command("spun.txt").stdout
    assert "不明" in command("spun.txt", "--lang", "zh").stdout


def test_a_clean_text_yields_nothing_and_that_is_no_mistake(command: Command) -> None:
    for words in (("clean.txt",), ("clean.txt", "--toml")):
        done = command(*words)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == "clean.txt: no pair found that the table does not list\n"


def test_what_the_table_lists_is_still_evidence_for_the_miner(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(mining, "mine", lambda text, sibling: seen.append(text) or [])
    listed = SPUN.replace("设备", "机构部门机构")
    Path("listed.txt").write_text(HEAD + listed, encoding="utf-8")
    command("listed.txt")
    assert "机构部门机构" in seen[0]
    assert "由会员分享" not in seen[0]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("gone.txt",), 2, "biaozhun: there is no gone.txt. Look for a slip in its name.\n"),
        (("nowhere/gone.txt",), 2, "there is no nowhere/gone.txt"),
        (("folder",), 2, "biaozhun: folder is a folder: give one file\n"),
        (("spun.txt", "--clean", "gone.txt"), 2, "there is no gone.txt"),
        (("empty.txt",), 1, "biaozhun: empty.txt: "),
        (("gone.txt", "--lang", "zh"), 2, "biaozhun: 没有 gone.txt。请核对名称。\n"),
        (("folder", "--lang", "zh"), 2, "biaozhun: folder 是文件夹：请给出一个文件\n"),
        (("empty.txt", "--lang", "zh"), 1, "biaozhun: empty.txt：文件"),
        (("binary.txt",), 1, "biaozhun: binary.txt: "),
        ((), 2, "FILE"),
    ],
)
def test_a_file_that_cannot_be_mined_is_named_with_the_reason(
    command: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    Path("folder").mkdir()
    Path("empty.txt").write_bytes(b"")
    Path("binary.txt").write_bytes(bytes(range(256)) * 4)
    done = command(*words)
    assert (done.exit_code, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
