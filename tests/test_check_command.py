"""`biaozhun check`: faults decide the status, findings are told, in either language."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.model import Finding, Severity, Text
from tests.support.written import put, put_list

Command = Callable[..., Result]

WORDS = "第一条 客户经理每周拜访客户。\n第三条 每月提交报告。\n第五条 每年评审。"


def finding(code: str, severity: Severity, at: int | None, node: str | None = None) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message_en="A number is missing." if code == "number-gap" else f"About {code}.",
        message_zh="编号不连续。" if code == "number-gap" else f"关于{code}。",
        span=None if at is None else (at, at + 3),
        node=node,
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    found = (
        finding("number-repeat", "info", None),
        finding("number-gap", "review", WORDS.index("第三"), "words"),
        finding("text-cut", "defect", len(WORDS) - 3),
        finding("number-gap", "review", WORDS.index("第五")),
    )
    put(tmp_path, "gaps", Text(WORDS), found)
    put(tmp_path, "whole", Text("第一条 本标准适用于各级客户经理。"))
    return tmp_path


@pytest.fixture
def check(made: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(app, ["check", *words, "--from", str(made)])


def test_findings_are_told_by_severity_with_node_place_and_count_and_do_not_make_it_fail(check: Command) -> None:
    done = check()
    assert done.exit_code == 0
    assert done.stderr == "2 standards, 0 faults\n"
    assert done.stdout.splitlines() == [
        "gaps: 4 findings",
        "  defect 1",
        "    text-cut",
        "      About text-cut.",
        f"        words text.txt @{len(WORDS) - 3}",
        "  to review 2",
        "    number-gap ×2",
        "      A number is missing. ×2",
        f"        words text.txt @{WORDS.index('第三')}, words text.txt @{WORDS.index('第五')}",
        "  for information 1",
        "    number-repeat",
        "      About number-repeat.",
        "whole: no findings",
    ]


def test_findings_and_the_sum_are_said_in_chinese_where_asked_for(check: Command) -> None:
    done = check("gaps", "--lang", "zh")
    assert done.exit_code == 0
    assert done.stderr == "1 份标准，0 处错误\n"
    assert done.stdout.startswith("gaps：4 条发现\n  缺陷 1 条\n    text-cut\n      关于text-cut。\n")
    assert "      编号不连续。 ×2\n" in done.stdout


def test_the_locale_decides_where_no_language_is_named(check: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "无发现" in check("whole").stdout
    assert "no findings" in check("whole", "--lang", "en").stdout


def test_only_the_standards_named_are_looked_at(made: Path, check: Command) -> None:
    (made / "gaps" / "text.txt").write_text("别的文字", encoding="utf-8")
    done = check("whole")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "whole: no findings\n", "1 standards, 0 faults\n")


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("standard.json", "{}", "gaps/standard.json: Line 1 breaks its schema"),
        ("text.txt", "别的文字", "gaps/text.txt: Replaying edits.jsonl on source.txt does not give text.txt"),
        ("edits.jsonl", "{", "gaps/edits.jsonl: Line 1 is no JSON"),
        ("standard.md", "# 别的\n", "gaps/standard.md: The file is not the one that was written"),
        ("blocks.jsonl", None, "gaps/blocks.jsonl: The file is missing"),
    ],
)
def test_a_broken_file_is_status_1_and_is_named_on_stderr(
    made: Path, check: Command, file: str, data: str | None, said: str
) -> None:
    path = made / "gaps" / file
    path.unlink() if data is None else path.write_text(data, encoding="utf-8")
    done = check("gaps")
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_faults_too_are_said_in_chinese(made: Path, check: Command) -> None:
    (made / "gaps" / "blocks.jsonl").unlink()
    done = check("gaps", "--lang", "zh")
    assert done.exit_code == 1
    assert "gaps/blocks.jsonl：缺少该文件。\n" in done.stderr


def test_a_standard_that_cannot_be_read_says_so_and_the_others_are_told(made: Path, check: Command) -> None:
    (made / "gaps" / "standard.json").write_text("{", encoding="utf-8")
    done = check()
    assert done.exit_code == 1
    assert done.stdout == "gaps: its findings cannot be read, standard.json is broken\nwhole: no findings\n"


def test_a_broken_catalogue_is_a_fault_and_hides_no_finding(made: Path, check: Command) -> None:
    (made / "catalogue.json").write_text("{", encoding="utf-8")
    done = check()
    assert done.exit_code == 1
    assert done.stderr.startswith("catalogue.json: Line 1 is no JSON")
    assert "gaps: 4 findings" in done.stdout


def test_an_orphan_is_told_and_is_no_fault(made: Path, check: Command) -> None:
    (made / "whole").rename(made / "other")
    done = check("other", "gaps")
    assert done.exit_code == 0
    assert "other: not in the catalogue, an orphan of an earlier run" in done.stderr


def test_a_standard_that_the_catalogue_lists_and_that_is_gone_is_a_fault(made: Path, check: Command) -> None:
    for path in (made / "whole").iterdir():
        path.unlink()
    (made / "whole").rmdir()
    done = check()
    assert done.exit_code == 1
    assert "The catalogue lists whole, which is not there" in done.stderr


def test_long_messages_are_wrapped_to_the_terminal(made: Path, check: Command) -> None:
    long = "编号之后缺少一个，可能是抄本丢失，也可能是作者漏编。" * 5
    put(made, "long", Text(WORDS), [Finding(code="number-gap", severity="info", message_en=long, message_zh=long)])
    lines = check("long").stdout.splitlines()
    assert [line for line in lines if cell_len(line) > 80 or line != line.rstrip()] == []
    assert "".join(line.strip() for line in lines[3:]) == long


@pytest.mark.parametrize(("words", "said"), [(("gone",), "holds no standard 'gone'"), (("gaps", "--lang", "fr"), "--lang")])
def test_wrong_use_is_status_2(check: Command, words: tuple[str, ...], said: str) -> None:
    done = check(*words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_show_tells_what_a_node_rests_on_when_asked_why(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = CliRunner().invoke(app, ["show", "whole", "--from", str(made)])
    asked = CliRunner().invoke(app, ["show", "whole", "--why", "--from", str(made)])
    assert (plain.exit_code, asked.exit_code) == (0, 0)
    assert "1.00" not in plain.stdout
    assert asked.stdout.rstrip().endswith("客户经理。 1.00")


@pytest.fixture
def lost(tmp_path: Path, check: Command) -> Command:
    """Of the two lists, the first skips number 2; catalogue and files hold every promise."""
    gap = Finding(
        code="number-gap", severity="review", message_en="A number is missing.", message_zh="编号不连续。",
        params={"missing": "2"}, node="运送/3、",
    )  # fmt: skip
    put_list(tmp_path, "copy", "运送", ["1、装车前核对运单与货物件数;", "3、到达后请收货人在回单上签字。"], [gap])
    put_list(
        tmp_path,
        "other",
        "配送",
        ["1、装车前核对运单与货物件数;", "2、长途运输每两小时停车检查;", "3、到达后请收货人在回单上签字。"],
    )
    return check


def test_what_is_lost_is_cited_from_another_standard_with_its_place_and_grounds(lost: Command) -> None:
    done = lost("copy")
    assert (done.exit_code, done.stderr) == (0, "1 standards, 0 faults\n")
    assert done.stdout.splitlines()[5:] == [
        "  likely text of what is missing, as other standards have it: 1",
        "    number 2 of 运送, after 运送/1、",
        "      2、 长途运输每两小时停车检查;",
        "        other 配送 配送/2、 text.txt @19",
        "        the statements on both sides of it are 100% the same",
    ]
    assert "运送缺第 2 项，位于 运送/1、 之后" in lost("copy", "--lang", "zh").stdout
    assert "likely text" not in lost("other").stdout


def test_faults_findings_and_citations_are_printed_for_programs(made: Path, lost: Command) -> None:
    (made / "gaps" / "blocks.jsonl").unlink()
    done = lost("copy", "gaps", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (1, "")
    assert [(fault["standard"], fault["file"], fault["code"]) for fault in told["faults"]] == [
        ("gaps", "blocks.jsonl", "file-missing")
    ]
    copy, gaps = told["standards"]
    assert (copy["id"], [one["code"] for one in copy["findings"]], len(gaps["findings"]), gaps["lost"]) == (
        "copy",
        ["number-gap"],
        4,
        [],
    )
    [citation] = copy["lost"][0]["citations"]
    assert (citation["standard"], citation["node"], citation["similarity"]) == ("other", "配送/2、", 1.0)


def test_an_orphan_is_not_cited(made: Path, lost: Command) -> None:
    known = json.loads((made / "catalogue.json").read_text(encoding="utf-8"))
    known["standards"] = [entry for entry in known["standards"] if entry["id"] != "other"]
    (made / "catalogue.json").write_text(json.dumps(known), encoding="utf-8")
    assert "likely text" not in lost("copy").stdout
