"""Several copies of one standard: what one lost the other fills, surer words before doubtful ones, differences told."""

import json
import random
import shutil
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.build import build
from pipeline.check import faults
from pipeline.clean import chrome, chunks, clean, pinyin, traditional, windows
from pipeline.collate import collate
from pipeline.ingest import read
from pipeline.model import Document, Edit, Finding
from tests.ingest.files import put
from tests.support import render
from tests.support.outline import Outline, corpus
from tests.support.work import a_minute
from tests.test_build import Log


def copy(text: str, *edits: Edit) -> Document:
    document = render.document(text)
    return Document(document.text.apply(edits), document.copy, document.blocks)


def joined(*texts: str) -> tuple[str, list[Finding]]:
    made = collate([copy(text) for text in texts])
    return str(made.document.text), list(made.document.findings)


FIRST = "第一条 客户经理每周拜访重点客户三次以上。\n"
SECOND = "第二条 拜访后应当日登记客户需求和意见。\n"
THIRD = "第三条 每季度汇总一次并向部门经理报告。\n"


def test_what_one_copy_lost_the_other_fills() -> None:
    assert joined(FIRST + THIRD, FIRST + SECOND + THIRD) == (FIRST + SECOND + THIRD, [])
    assert joined(FIRST + SECOND, SECOND + THIRD) == (FIRST + SECOND + THIRD, [])


def test_each_span_says_on_which_copy_it_stands_and_why() -> None:
    made = collate([copy(FIRST + THIRD), copy(FIRST + SECOND + THIRD)])
    told = [(piece.copy, piece.why, str(made.document.text)[piece.start : piece.end]) for piece in made.collation.pieces]
    assert ("".join(words for _, _, words in told), [(number, why) for number, why, _ in told]) == (
        FIRST + SECOND + THIRD, [(1, "both"), (2, "lost"), (1, "both")],
    )  # fmt: skip


def test_words_on_a_probable_repair_make_way_for_sure_ones() -> None:
    text = FIRST + SECOND
    at = text.index("登记")
    repaired = Edit(start=at, end=at + 2, old="登记", new="等级", rule="shift.gloss", certainty="probable", confidence=0.6)
    made = collate([copy(text, repaired), copy(text)])
    assert str(made.document.text) == text
    assert "surer" in {piece.why for piece in made.collation.pieces}


def test_likelier_words_come_before_unlikely_ones() -> None:
    assert joined(FIRST.replace("拜访", "拜仿"), FIRST) == (FIRST, [])
    assert joined(FIRST, FIRST.replace("拜访", "拜仿")) == (FIRST, [])


def test_editions_that_differ_are_told_and_not_merged() -> None:
    text, found = joined(FIRST, FIRST.replace("三次", "四次"))
    assert text == FIRST
    assert [(finding.code, finding.params["one"], finding.params["other"]) for finding in found] == [
        ("copies-differ", "三", "四")
    ]


EDITIONS = [
    ("四十八小时内答复", "二十四小时内答复"),
    ("组织市场调研活动，掌握行业趋势", "参加行业展会，掌握新产品趋势"),
    ("每季度组织一次", "每年组织两次"),
    ("有价值的意见", "合理化的意见"),
    ("拜访三个客户", "拜访十三个客户"),
    ("每周汇总", "每两周汇总"),
    ("可以转交", "不可以转交"),
]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("readings", EDITIONS, ids=lambda readings: readings[0])
def test_no_sentence_is_made_of_two_wordings(readings: tuple[str, str], order: int) -> None:
    texts = [FIRST + f"第二条 客户经理应{reading}。\n" + THIRD for reading in readings[::order]]
    text, found = joined(*texts)
    assert text in texts
    assert text == texts[0]
    assert [finding.code for finding in found] == ["copies-differ"]
    [finding] = found
    assert finding.span is not None
    assert "第二条" in text[: finding.span[1]]


@pytest.mark.parametrize("order", [1, -1])
def test_what_a_person_put_right_in_one_copy_outranks_the_others(order: int) -> None:
    at = FIRST.index("三次")
    by = {"certainty": "certain", "author": "甲", "reason": "原件"}
    corrected = copy(FIRST + THIRD, Edit(start=at, end=at + 2, old="三次", new="四次", rule="corrections.text", **by))  # type: ignore[arg-type]
    end = len(FIRST + THIRD)
    dropped = copy(FIRST + THIRD, Edit(start=len(FIRST), end=end, old=THIRD, new="", rule="corrections.drop", **by))  # type: ignore[arg-type]
    assert str(collate([corrected, copy(FIRST + THIRD)][::order]).document.text) == FIRST.replace("三次", "四次") + THIRD
    assert str(collate([dropped, copy(FIRST + THIRD)][::order]).document.text) == FIRST


def test_a_third_copy_changes_no_reason_that_was_told() -> None:
    made = collate([copy(FIRST + THIRD), copy(FIRST + SECOND + THIRD), copy(FIRST + SECOND + THIRD)])
    assert [(piece.copy, piece.why) for piece in made.collation.pieces] == [(1, "both"), (2, "lost"), (1, "both")]


def test_two_long_texts_without_a_word_in_common_are_told_apart_quickly() -> None:
    one, other = ("".join(chr(0x4E00 + k * step % 20_000) for k in range(100_000)) for step in (7, 11))
    with a_minute():
        assert joined(one, other)[0] == one


def test_a_copy_of_something_else_is_left_out_and_told() -> None:
    other = "食堂每天供应早餐和午餐,请各班组按时就餐。\n"
    text, found = joined(FIRST + SECOND, other)
    assert text == FIRST + SECOND
    assert [finding.code for finding in found] == ["copy-unlike"]


def _damaged(text: str, rng: random.Random, how: int) -> str:
    """A copy with a quarter missing and damage of its own."""
    lines = text.split("\n")
    begin = rng.randrange(len(lines) // 4) + (len(lines) // 2 if how else 0)
    cut = "\n".join(lines[:begin] + lines[begin + len(lines) // 4 :])
    if how:
        return chrome.damage(windows.damage(chunks.damage(cut, rng, length=300), rng, 5, 1), rng, title="标准")
    return chrome.damage(pinyin.damage(traditional.damage(cut, rng), rng, size=40), rng, title="标准")


@pytest.mark.parametrize("outline", corpus(), ids=lambda outline: outline.name)
def test_two_damaged_copies_with_a_quarter_missing_each_give_the_whole(outline: Outline, tmp_path: Path) -> None:
    truth, rng = render.truth(outline), random.Random(outline.name)
    documents = []
    for how in (0, 1):
        put(tmp_path, f"{how}.txt", _damaged(truth, rng, how))
        documents.append(clean(read(tmp_path / f"{how}.txt", f"{how}.txt")))
    made = str(collate(documents).document.text)
    one, other = ("".join(filter(str.isalnum, words)) for words in (truth, made))
    assert Levenshtein.distance(one, other) <= 0.003 * len(one)


def test_copies_listed_under_one_id_make_one_standard_that_holds_every_promise(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.txt", FIRST + THIRD)
    put(tmp_path / "raw", "b.txt", FIRST + SECOND + THIRD)
    put(tmp_path / "raw", "sources.csv", "file,id,site\na.txt,visits,甲网\nb.txt,visits,乙网\n")
    made = build([tmp_path / "raw"], tmp_path / "out", 1, Log())
    assert (sorted(made.outcomes), made.refused) == (["visits"], {})
    folder = tmp_path / "out" / "visits"
    assert faults(folder) == []
    assert (folder / "text.txt").read_text(encoding="utf-8") == FIRST + SECOND + THIRD
    assert {"source.2.txt", "edits.2.jsonl", "collation.jsonl"} <= {path.name for path in folder.iterdir()}
    standard = json.loads((folder / "standard.json").read_bytes())
    assert [(source.get("copy", 1), source["site"]) for source in standard["sources"]] == [
        (1, "甲网"),
        (2, "乙网"),
    ]
    assert {node.get("copy") for node in standard["body"]} == {1, 2}
    again = build([tmp_path / "raw"], tmp_path / "out", 1, Log())
    assert sorted(again.kept) == ["visits"]
    put(tmp_path / "raw", "b.txt", FIRST + SECOND)
    assert sorted(build([tmp_path / "raw"], tmp_path / "out", 1, Log()).outcomes) == ["visits"]


def test_a_copy_that_cannot_be_read_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.txt", FIRST + SECOND)
    (tmp_path / "raw" / "b.txt").write_bytes(b"")
    put(tmp_path / "raw", "sources.csv", "file,id\na.txt,visits\nb.txt,visits\n")
    made = build([tmp_path / "raw"], tmp_path / "out", 1, Log())
    assert made.refused == {}
    standard = json.loads((tmp_path / "out" / "visits" / "standard.json").read_bytes())
    assert "copy-unreadable" in {finding["code"] for finding in standard["findings"]}
    assert faults(tmp_path / "out" / "visits") == []


BROKEN = ["collation.jsonl", "source.2.txt", "edits.2.jsonl"]


@pytest.mark.parametrize("name", BROKEN)
def test_what_several_copies_add_is_held_to_its_promises(tmp_path: Path, name: str) -> None:
    put(tmp_path / "raw", "a.txt", FIRST + THIRD)
    put(tmp_path / "raw", "b.txt", FIRST + SECOND + THIRD)
    put(tmp_path / "raw", "sources.csv", "file,id\na.txt,visits\nb.txt,visits\n")
    build([tmp_path / "raw"], tmp_path / "out", 1, Log())
    folder = tmp_path / "out" / "visits"
    (folder / name).unlink()
    assert [fault.code for fault in faults(folder)] == ["file-missing"]
    shutil.rmtree(tmp_path / "out")
    build([tmp_path / "raw"], tmp_path / "out", 1, Log())
    place = folder / "collation.jsonl"
    place.write_text(place.read_text(encoding="utf-8").replace('"copy":2', '"copy":1', 1), encoding="utf-8")
    assert "collation" in {fault.code for fault in faults(folder)}
