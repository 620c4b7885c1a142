"""`biaozhun explain`: edits in context, with their reasons."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from pipeline import reasons
from pipeline.cli import app
from pipeline.excerpts import Place, fold, places, visible
from pipeline.language import spoken
from pipeline.model import Edit, Text
from tests.support.written import change, every, put

ROOT = Path(__file__).parent.parent
Command = Callable[..., Result]

SPUN = (
    "岗位标准.docx\n第一条 了解客户對质量本协议合同支付资金服务的认可,\n"
    "介绍质量本协议合同支付资金服务,维护质量本协议合同支付资金服务;客户电话访问。\n"
)
PHRASE = "质量本协议合同支付资金服务"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`biaozhun` beside a folder `made` that holds the standard `spun`, on a terminal of 80 columns without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.chdir(tmp_path)
    text = Text(SPUN)
    text = text.apply([change(SPUN, "岗位标准.docx\n", "", "chrome.file-name")])
    text = text.apply([change(str(text), "對", "对", "traditional.t2s")])
    probable = {"certainty": "probable", "confidence": 0.9, "alternatives": ("电话", "")}
    edits = every(str(text), PHRASE, "产品", "spinner.phrase")
    text = text.apply([*edits, change(str(text), "电话", "当面", "spinner.synonym", **probable)])
    put(tmp_path / "made", "spun", text)
    put(tmp_path / "made", "clean", Text("第一条 本标准适用于各级客户经理。"))
    return lambda *words: CliRunner().invoke(app, [words[0], *words[1:], "--from", "made"])


def test_each_channel_has_its_totals_and_its_reason_in_the_order_of_cleaning(command: Command) -> None:
    shown = command("explain", "spun")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("spun\n6 edits: 5 certain, 1 probable\n")
    channels = re.findall(r"^(\w+)  (.*)$", shown.stdout, re.M)
    assert channels == [
        ("chrome", "1 edit: 1 certain, 0 probable"),
        ("traditional", "1 edit: 1 certain, 0 probable"),
        ("spinner", "4 edits: 3 certain, 1 probable"),
    ]
    assert "\nWhat the download site wrote around the document.\n" in shown.stdout


def test_an_edit_is_shown_with_its_place_in_the_source_and_the_words_around(command: Command) -> None:
    shown = command("explain", "spun").stdout
    assert f"    line 2 @{SPUN.index('對')}  第一条 了解客户[-對-]{{+对+}}质量本协议" in shown
    assert (
        "  traditional.t2s: certain, 1 edit\n    why: The sentence is written in characters that no mainland text holds"
        in shown
    )


def test_a_reviewed_rule_gives_its_own_reason(command: Command) -> None:
    shown = command("explain", "spun", "--channel", "chrome").stdout
    assert "  chrome.file-name: certain, 1 edit\n    why: a file's name alone on its line\n" in shown
    assert "    line 1 @0  [-岗位标准.docx⏎-]第一条" in shown


def test_like_edits_are_folded_with_their_count_their_places_and_the_entry_of_the_list(command: Command) -> None:
    lines = command("explain", "spun", "--channel", "spinner").stdout.splitlines()
    first = next(index for index, line in enumerate(lines) if "{+产品+}" in line)
    assert lines[first].startswith(f"    line 2 @{SPUN.index(PHRASE)}  …")
    assert lines[first].endswith("  ×3")
    second = SPUN.index(PHRASE, SPUN.index(PHRASE) + 1)
    assert lines[first + 1 : first + 3] == [
        "        a chain of nouns no sentence holds",
        f"        also @{second} @{SPUN.rindex(PHRASE)}",
    ]
    assert sum("{+产品+}" in line for line in lines) == 1


def test_a_probable_edit_says_how_sure_it_is_and_what_else_may_have_stood_there(command: Command) -> None:
    shown = command("explain", "spun", "--channel", "spinner").stdout
    assert "  spinner.synonym: probable, 1 edit" in shown
    assert "        confidence 0.9; else as it stood or nothing\n" in shown


def test_everything_is_said_in_chinese_where_it_is_asked_for(command: Command) -> None:
    shown = command("explain", "spun", "--lang", "zh").stdout
    assert "共 6 处改动：确定 5，或然 1" in shown
    assert "洗稿软件把某个词处处替换成固定短语。" in shown
    assert f"第2行 @{SPUN.index('對')}" in shown
    assert "置信度 0.9; 或为 原样 或 无字" in shown


def test_no_line_is_wider_than_the_terminal_and_none_ends_in_blanks(command: Command) -> None:
    for language in ("en", "zh"):
        lines = command("explain", "spun", "--limit", "0", "--lang", language).stdout.splitlines()
        assert [line for line in lines if cell_len(line) > 80 or line != line.rstrip()] == []


def test_marks_stand_without_colour_and_colour_only_adds_to_them(command: Command) -> None:
    assert "\x1b" not in command("explain", "spun").stdout


def test_the_limit_says_how_much_it_leaves_out(tmp_path: Path, command: Command) -> None:
    text = Text("甲(jiǎ)乙(yǐ)丙(bǐng)丁(dīng)")
    text = text.apply([change(str(text), gloss, "", "pinyin.gloss") for gloss in ("(jiǎ)", "(yǐ)", "(bǐng)", "(dīng)")])
    put(tmp_path / "made", "glossed", text)
    shown = command("explain", "glossed", "--limit", "3").stdout
    assert (shown.count("[-("), "    1 more edit; --limit 0 shows all\n" in shown) == (3, True)
    every_one = command("explain", "glossed", "--limit", "0").stdout
    assert (every_one.count("[-("), "--limit" in every_one) == (4, False)


def test_a_channel_that_is_none_is_wrong_use_and_those_there_are_are_named(command: Command) -> None:
    shown = command("explain", "spun", "--channel", "spinners")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == (
        "biaozhun: there is no channel 'spinners': spun has edits of chrome (1), traditional (1), spinner (4)\n"
    )


def test_a_channel_that_changed_nothing_here_is_no_mistake(command: Command) -> None:
    shown = command("explain", "spun", "--channel", "windows")
    assert shown.exit_code == 0
    assert "Channel windows changed nothing here; those that did: chrome (1)" in shown.stdout


def test_a_clean_standard_says_that_nothing_was_changed(command: Command) -> None:
    assert command("explain", "clean").stdout == "clean\nNothing was changed: the text is the source.\n"


def test_an_unknown_id_names_the_nearest(command: Command) -> None:
    shown = command("explain", "spum")
    assert (shown.exit_code, shown.stderr) == (2, "biaozhun: made holds no standard 'spum'; nearest: spun\n")


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("edits.jsonl", b"{", "made/spun is broken"),
        ("source.txt", b"\xff", "made/spun is broken"),
        ("source.txt", "别的文字".encode(), "do not replay"),
    ],
)
def test_broken_files_are_status_1_and_say_what_to_do(
    tmp_path: Path, command: Command, file: str, data: bytes, said: str
) -> None:
    (tmp_path / "made" / "spun" / file).write_bytes(data)
    shown = command("explain", "spun")
    assert shown.exit_code == 1
    assert said in shown.stderr
    assert "`biaozhun check`" in shown.stderr


def test_an_edit_of_a_whole_page_takes_one_line(tmp_path: Path, command: Command) -> None:
    page = "网站的话。" * 200_000
    text = Text(f"头{page}尾")
    put(tmp_path / "made", "page", text.apply([change(text.source, page, "", "chrome.between")]))
    shown = command("explain", "page").stdout
    assert "    line 1 @1  头[-网站的话。网站的…站的话。网站的话。-]尾\n" in shown


# ------------------------------------------------------------------------------------------------------ excerpts


def test_characters_dropped_soon_after_one_another_are_read_together() -> None:
    text = "天盈隆数码码技术(深深圳)有限限公司" + "。" * 30 + "目目录"
    dropped = [change(text, old, "", "windows.repeat", at) for old, at in (("码", 4), ("深", 9), ("限", 15), ("目", 48))]
    listed = places(text, dropped)
    assert [len(place.edits) for place in listed] == [3, 1]


def test_a_dropped_character_is_told_by_its_place_and_never_folded_but_a_longer_one_is() -> None:
    text = "工作作" + "一二三四五六七八九十" * 3 + "合作作"
    singles = every(text, "作作", "作", "windows.repeat")
    assert [len(like) for like in fold(places(text, singles))] == [2]
    drops = [Edit(start=at, end=at + 1, old="作", new="", rule="windows.repeat", certainty="certain") for at in (2, 35)]
    assert [len(like) for like in fold(places(text, drops))] == [1, 1]


def test_places_of_another_confidence_are_not_folded() -> None:
    text = "相关领导人、相关领导人"
    sure, unsure = every(text, "相关领导人", "领导", "spinner.phrase")
    unsure = msgspec.structs.replace(unsure, certainty="probable", confidence=0.7)
    assert len(fold([Place(text, [sure]), Place(text, [unsure])])) == 2


def test_what_cannot_be_seen_is_shown_by_a_sign() -> None:
    assert visible("甲\n乙\t丙\uf06c\u200b丁 戊\u3000己") == "甲⏎乙⇥丙<U+F06C><U+200B>丁 戊\u3000己"


# ------------------------------------------------------------------------------------------------------- reasons


def _emitted() -> set[str]:
    """Rules of edits as the channels' code names them in full."""
    found: set[str] = set()
    for path in sorted((ROOT / "pipeline" / "clean").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                name = re.fullmatch(r"([a-z]+)\.[a-z0-9-]+", node.value)
                found |= {node.value} if name and name[1] in reasons.channels() and not node.value.endswith(".toml") else set()
    return found


def test_every_rule_that_a_channel_names_has_a_reason_in_both_languages() -> None:
    put_together = {"chrome.excerpt", "chrome.key-words", "watermark.on-end", "watermark.recurring", "watermark.strewn"}
    named = _emitted() | put_together
    assert {"pinyin.gloss", "windows.repeat", "spinner.phrase"} <= named
    assert [rule for rule in sorted(named) if not (reasons.of_rule(rule, "en") and reasons.of_rule(rule, "zh"))] == []


def test_every_edit_of_the_standards_written_here_has_a_reason() -> None:
    rules: set[str] = set()
    for path in sorted((ROOT / "normalized").glob("*/edits.jsonl")):
        rules |= {msgspec.json.decode(line, type=Edit).rule for line in path.read_bytes().split(b"\n") if line}
    assert rules
    assert [rule for rule in sorted(rules) if not reasons.of_rule(rule, "en")] == []


def test_every_channel_says_in_both_languages_what_it_undoes() -> None:
    modules = {path.stem for path in (ROOT / "pipeline" / "clean").glob("*.py")}
    assert {name for name in reasons.channels() if name not in modules} == {"corrections"}
    for channel in reasons.channels():
        assert reasons.of_channel(channel, "en").endswith(".")
        assert reasons.of_channel(channel, "zh").endswith("。")


# ------------------------------------------------------------------------------------------------------ language


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_locale_decides_the_language(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language
