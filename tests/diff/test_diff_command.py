"""`biaozhun diff`: folders and revisions, forms, and the status that tells whether they differ."""

import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.model import Text
from tests.support.written import put

WORDS = "第一条 客户经理每周拜访客户。"


def diff(*words: str) -> Result:
    return CliRunner().invoke(app, ["diff", *words], env={"COLUMNS": "80", "LC_ALL": "C"})


def git(*words: str) -> None:
    settings = ["-c", "user.name=甲", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *words], check=True, capture_output=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose last commit holds one standard."""
    monkeypatch.chdir(tmp_path)
    put(Path("normalized"), "a", Text(WORDS))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    return tmp_path


def test_nothing_changed_is_status_0(here: Path) -> None:
    done = diff()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "0 standards changed\n")


def test_the_working_tree_against_the_last_commit(here: Path) -> None:
    put(Path("normalized"), "a", Text(WORDS.replace("周", "月")))
    done = diff()
    assert done.exit_code == 1
    assert "reworded: 第一条 客户经理每[-周-]{+月+}拜访客户。" in done.stdout
    assert done.stderr == "1 standard changed: title of the standard 1, reworded 1\n"


def test_two_folders(here: Path) -> None:
    put(Path("other"), "a", Text(WORDS))
    put(Path("other"), "b", Text("第二条 每月提交报告。"))
    done = diff("normalized", "other", "--markdown")
    assert done.exit_code == 1
    assert "A standard that was not there before." in done.stdout
    assert diff("other", "other", "--json").stdout == "[]\n"


WRONG = [
    (("no-such-revision",), "'no-such-revision' is neither a folder nor a revision"),
    (("--json", "--markdown"), "two forms"),
    (("HEAD", "--from", "nowhere"), "there is no folder nowhere either"),
    (("--", "-x"), "'-x' is neither a folder nor a revision"),
    (("HEAD", "empty"), "empty holds no standards"),
    (("normalized", "/nowhere"), "there is no folder /nowhere; look for a slip"),
    (("./nowhere", "normalized", "--lang", "zh"), "没有文件夹 ./nowhere；请核对名称"),
    (("normalized", "normalized/a/text.txt"), "normalized/a/text.txt is a file;"),
    (("normalized/a", "normalized"), "normalized/a is the folder of one standard; give normalized,"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_use_is_status_2_with_what_is_wrong(here: Path, words: tuple[str, ...], said: str) -> None:
    Path("empty").mkdir()
    done = diff(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_broken_standard_is_named(here: Path) -> None:
    Path("normalized/a/standard.json").write_text("{", encoding="utf-8")
    done = diff()
    assert done.exit_code == 2
    assert "normalized: a/standard.json cannot be read" in done.stderr
