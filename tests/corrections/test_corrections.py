"""What people put right: words, the tree, findings; anchored by quotation, and honest where it no longer fits."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.check.tree import coverage_faults, join_faults, span_faults
from pipeline.clean import clean
from pipeline.correction import Change, Correction
from pipeline.corrections import accept_findings, correct_tree, correct_words, fault_of, place_of, read_corrections, strays
from pipeline.model import Document, Edit, Finding, Node, Standard, replace, walk
from pipeline.segment import segment
from pipeline.text import replay
from tests.support import render
from tests.support.written import SPECIALIST as TEXT


def listed(tmp_path: Path, *changes: dict[str, Any]) -> Any:
    lines = [{"reason": "原件如此", "author": "李梅", "date": "2025-03-01", **change} for change in changes]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return read_corrections(path)


def corrected(tmp_path: Path, *changes: dict[str, Any]) -> tuple[Standard, Document]:
    """The standard as corrected; every promise about its text and tree is tried."""
    these = listed(tmp_path, *changes)
    document = correct_words(clean(render.document(TEXT)), these)
    standard = accept_findings(correct_tree(segment(document, render.entry()), document, these), document, these)
    text = str(document.text)
    assert replay(document.text.source, document.text.edits) == text
    faults = [*span_faults(standard, text), *coverage_faults(standard, text), *join_faults(standard, len(document.blocks))]
    assert [str(fault) for fault in faults] == []
    return standard, document


def tree(standard: Standard) -> list[str]:
    return [" | ".join((n.kind, n.number or "", n.title or "", n.text or "")).rstrip(" |") for n in walk(standard.body)]


def codes(standard: Standard) -> list[str]:
    return [finding.code for finding in standard.findings]


def named(standard: Standard, words: str) -> Node:
    return next(node for node in walk(standard.body) if words in (node.title or "") + (node.text or ""))


def test_the_tree_without_corrections(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path)
    assert tree(standard) == [
        "unit | 第一单元 | 客户维护",
        "element | 1、 | 客户拜访",
        "criterion | 1) |  | 每周拜访重点客户,记录客户需求;",
        "criterion | 2) |  | 整理拜访记录并归挡",
        "criterion | 3) |  | 每月汇总。",
        "element | 2、 | 投诉处理",
        "criterion | 1) |  | 一日内答复客户投诉;",
        "criterion | 3) |  | 登记处理结果。",
    ]
    assert codes(standard) == ["number-gap"]


def test_words_are_corrected_by_an_edit_with_its_author_and_reason(tmp_path: Path) -> None:
    standard, document = corrected(tmp_path, {"quote": "归挡", "change": {"text": "归档"}})
    [edit] = [edit for edit in document.text.edits if edit.rule == "corrections.text"]
    assert (edit.old, edit.new, edit.author, edit.reason, edit.certainty) == ("归挡", "归档", "李梅", "原件如此", "certain")
    assert named(standard, "归档").text == "整理拜访记录并归档"


def test_dropped_words_are_gone_and_traced(tmp_path: Path) -> None:
    standard, document = corrected(tmp_path, {"quote": "3)每月汇总。\n", "change": {"drop": True}})
    assert "每月" not in str(document.text)
    assert len([line for line in tree(standard) if line.startswith("criterion")]) == 4


def test_a_quotation_with_what_stands_around_it_names_one_of_several_places(tmp_path: Path) -> None:
    change = {"quote": "客户", "before": "答复", "after": "投诉", "change": {"text": "用户"}}
    standard, _ = corrected(tmp_path, change)
    assert named(standard, "用户").text == "一日内答复用户投诉;"


def test_a_node_is_cut_beside_itself(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "记录客户需求", "change": {"cut": "beside"}})
    at = tree(standard).index("criterion | 1) |  | 每周拜访重点客户,")
    assert tree(standard)[at + 1] == "criterion |  |  | 记录客户需求;"


def test_a_node_is_cut_below_itself(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "记录客户需求", "change": {"cut": "below"}})
    node = named(standard, "每周拜访")
    assert [child.text for child in node.children] == ["记录客户需求;"]


def test_a_node_is_joined_to_the_one_before_it(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "每月汇总", "change": {"join": True}})
    assert "criterion | 2) |  | 整理拜访记录并归挡3)每月汇总。" in tree(standard)
    assert len(list(walk(standard.body))) == 7
    assert any("李梅" in why for why in named(standard, "整理拜访").why)


def test_a_heading_that_is_joined_hands_down_what_stands_below_it(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "投诉处理", "before": "2、", "change": {"join": True}})
    assert {node.id for node in walk(standard.body)} >= {node.id for node in standard.body[0].children}
    assert len(list(walk(standard.body))) == 7


def test_kind_and_score_of_a_node(tmp_path: Path) -> None:
    standard, _ = corrected(
        tmp_path, {"quote": "投诉处理\n", "change": {"kind": "section"}}, {"quote": "每月汇总", "change": {"score": 5}}
    )
    assert named(standard, "投诉处理").kind == "section"
    assert named(standard, "每月汇总").score == 5
    assert any("李梅" in why for why in named(standard, "每月汇总").why)


def test_a_title_is_so_many_words_of_the_node(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "一日内答复", "change": {"title": "一日内答复"}})
    assert "criterion | 1) | 一日内答复 | 客户投诉;" in tree(standard)


def test_an_accepted_finding_stays_with_who_accepted_it(tmp_path: Path) -> None:
    standard, _ = corrected(tmp_path, {"quote": "登记处理结果", "change": {"accept-finding": "number-gap"}})
    [finding] = standard.findings
    assert (finding.severity, finding.accepted) == ("info", "李梅: 原件如此")


STALE = [
    ({"quote": "没有这些文字", "change": {"text": "甲"}}, "correction-stale"),
    ({"quote": "客户", "change": {"text": "用户"}}, "correction-stale"),
    ({"quote": "客户", "change": {"kind": "para"}}, "correction-stale"),
    ({"quote": "每周拜访", "change": {"cut": "beside"}}, "correction-unfit"),
    ({"quote": "每月汇总", "change": {"title": "汇总"}}, "correction-unfit"),
    ({"quote": "每月汇总", "change": {"title": "每月汇总。\n2、投"}}, "correction-unfit"),
    ({"quote": "每月汇总", "change": {"level": "九级"}}, "correction-unfit"),
    ({"quote": "每月汇总", "change": {"accept-finding": "number-gap"}}, "correction-unfit"),
    ({"quote": "", "change": {"text": "甲"}}, "correction-broken"),
    ({"quote": "每月", "change": {}}, "correction-broken"),
    ({"quote": "每月", "change": {"text": "甲", "drop": True}}, "correction-broken"),
    ({"quote": "每月", "change": {"kind": "chapter"}}, "correction-broken"),
    ({"quote": "每月", "change": {"shout": True}}, "correction-broken"),
    ({"quote": "每月", "reason": "", "change": {"text": "每季"}}, "correction-broken"),
]


@pytest.mark.parametrize(("change", "code"), STALE, ids=[str(change)[:60] for change, _ in STALE])
def test_a_correction_that_cannot_be_used_changes_nothing_and_is_told(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    plain, _ = corrected(tmp_path)
    standard, document = corrected(tmp_path, change)
    assert tree(standard) == tree(plain)
    assert document.text.edits == ()
    assert [found for found in codes(standard) if found.startswith("correction")] == [code]


def test_two_people_who_contradict_each_other_change_nothing(tmp_path: Path) -> None:
    words = [{"quote": "归挡", "change": {"text": "归档"}}, {"quote": "并归挡", "change": {"text": ""}, "author": "王强"}]
    kinds = [{"quote": "每月汇总", "change": {"kind": kind}} for kind in ("para", "section")]
    standard, document = corrected(tmp_path, *words, *kinds)
    assert document.text.edits == ()
    told = [finding for finding in standard.findings if finding.code == "correction-conflict"]
    assert [(finding.params["line"], finding.params["other"]) for finding in told] == [(1, 2), (3, 4)]


def test_the_same_correction_given_twice_is_made_once(tmp_path: Path) -> None:
    change = {"quote": "归挡", "change": {"text": "归档"}}
    standard, document = corrected(tmp_path, change, {**change, "author": "王强"})
    assert len(document.text.edits) == 1
    assert codes(standard) == ["number-gap"]


def test_a_broken_line_is_named_and_the_others_work(tmp_path: Path) -> None:
    these = listed(tmp_path, {"quote": "归挡", "change": {"text": "归档"}})
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"{half a line\n" + path.read_bytes())
    document = correct_words(render.document(TEXT), read_corrections(path))
    assert [finding.params["line"] for finding in document.findings] == [1]
    assert len(document.text.edits) == len(these) == 1


def doubtful() -> Document:
    """A document in which two single characters were dropped, and a word exchanged, all only probably."""
    found = [("每周周拜访", 2, "周", ""), ("整理拜拜访", 3, "拜", ""), ("归挡", 0, "归挡", "归档")]
    text = TEXT.replace("每周拜访", "每周周拜访").replace("整理拜访", "整理拜拜访")
    made = render.document(text)
    edits = [
        Edit(
            start=text.index(w) + at,
            end=text.index(w) + at + len(old),
            old=old,
            new=new,
            rule=f"x.{new or 'drop'}",
            certainty="probable",
        )
        for w, at, old, new in found
    ]
    return replace(made, text=made.text.apply(edits))


ACCEPTED = [
    ({"quote": "归档", "change": {"accept-repair": "x.归档"}}, ["归挡"]),
    ({"quote": "周拜", "change": {"accept-repair": "x.drop"}}, ["周"]),
    ({"quote": "整理拜访", "change": {"accept-repair": "x.drop"}}, ["拜"]),
]


@pytest.mark.parametrize(("change", "noted"), ACCEPTED)
def test_an_accepted_repair_is_noted_on_its_edit_and_the_words_stay(
    tmp_path: Path, change: dict[str, Any], noted: list[str]
) -> None:
    before = doubtful()
    after = correct_words(before, listed(tmp_path, change))
    assert (str(after.text), after.findings) == (str(before.text), ())
    assert {edit.old: edit.accepted for edit in after.text.edits if edit.accepted} == dict.fromkeys(noted, "李梅: 原件如此")


def test_a_repair_that_is_not_there_cannot_be_accepted(tmp_path: Path) -> None:
    change = {"quote": "登记", "change": {"accept-repair": "x.drop"}}
    [told] = correct_words(doubtful(), listed(tmp_path, change)).findings
    assert (told.code, "no probable repair x.drop" in told.message_en) == ("correction-unfit", True)


def test_a_finding_of_the_whole_standard_is_accepted_by_any_of_its_words(tmp_path: Path) -> None:
    document = render.document(TEXT)
    whole = Finding(code="x", severity="review", message_en="", message_zh="")
    standard = msgspec.structs.replace(segment(document, render.entry()), findings=(whole,))
    [found] = accept_findings(
        standard, document, listed(tmp_path, {"quote": "归挡", "change": {"accept-finding": "x"}})
    ).findings
    assert (found.severity, found.accepted) == ("info", "李梅: 原件如此")


def test_findings_of_clean_stay_at_their_words_when_words_before_them_change(tmp_path: Path) -> None:
    document = render.document(TEXT)
    at = TEXT.index("登记")
    finding = Finding(code="x", severity="info", message_en="", message_zh="", span=(at, at + 2))
    changed = correct_words(
        Document(document.text, document.copy, document.blocks, (finding,)),
        listed(tmp_path, {"quote": "整理拜访记录", "change": {"text": "整理"}}),
    )
    [moved] = changed.findings
    assert moved.span is not None
    assert str(changed.text)[slice(*moved.span)] == "登记"


def test_corrections_lie_beside_the_source_or_above_it_and_never_above_the_folder_given(tmp_path: Path) -> None:
    source = tmp_path / "raw" / "sub" / "a.txt"
    assert place_of(source, "a", 2) == tmp_path / "raw" / "corrections" / "a.jsonl"
    (tmp_path / "corrections").mkdir()
    assert place_of(source, "a", 2) == tmp_path / "raw" / "corrections" / "a.jsonl"
    (tmp_path / "raw" / "sub" / "corrections").mkdir(parents=True)
    assert place_of(source, "a", 2) == tmp_path / "raw" / "sub" / "corrections" / "a.jsonl"


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_no_correction(score: float) -> None:
    correction = Correction(quote="每月", change=Change(score=score), reason="r", author="a")
    assert fault_of(correction) == "a score is a number"


def test_a_nearer_folder_of_corrections_does_not_hide_the_file_in_one_above(tmp_path: Path) -> None:
    source = tmp_path / "sub" / "a.txt"
    for place in ("corrections", "sub/corrections"):
        (tmp_path / place).mkdir(parents=True)
    above = tmp_path / "corrections" / "a.jsonl"
    above.write_text("", encoding="utf-8")
    assert place_of(source, "a", 2) == above
    assert place_of(source, "b", 2) == tmp_path / "sub" / "corrections" / "b.jsonl"
    assert strays(tmp_path, [above]) == []
    assert strays(tmp_path, []) == [above]


def test_a_byte_order_mark_at_the_head_of_the_file_is_no_fault(tmp_path: Path) -> None:
    line = {"quote": "甲", "change": {"text": "乙"}, "reason": "原件", "author": "李梅"}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    plain = read_corrections(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_corrections(path) == plain
    assert plain[0].correction is not None
