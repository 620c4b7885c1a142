"""Titles and texts run together: whether a class begins with titles, and where each title ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment.titles import items
from pipeline.segment.titles.items import Loose

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "segment-items.json").read_text(encoding="utf-8"))
Items = list[list[str]]


def _stretches(pieces: list[str], alone: bool = True) -> tuple[str, list[Loose]]:
    """Pieces joined by line breaks, each a stretch."""
    text, found = "", []
    for piece in pieces:
        found.append(Loose((len(text), len(text) + len(piece)), "", alone))
        text += piece + "\n"
    return text, found


def _divided(pieces: list[str], alone: bool = True) -> list[Items]:
    text, stretches = _stretches(pieces, alone)
    made = items.divide(text, stretches)
    return [[[text[slice(*d.title)] if d.title else "", text[slice(*d.text)] if d.text else ""] for d in ds] for ds in made]


@pytest.fixture(scope="module")
def cut() -> dict[str, Items]:
    cases = CASES["titled"] + CASES["not_yet"]
    divided = _divided(["".join(title + words for title, words in case["items"]) for case in cases])
    return {case["label"]: found for case, found in zip(cases, divided, strict=True)}


@pytest.mark.parametrize("case", CASES["titled"], ids=lambda case: case["label"])
def test_titles_and_texts_run_together_are_told_apart(case: dict[str, Any], cut: dict[str, Items]) -> None:
    assert cut[case["label"]] == case["items"]


@pytest.mark.parametrize(
    "case", [pytest.param(c, marks=pytest.mark.xfail(strict=True, reason=c["cause"]), id=c["label"]) for c in CASES["not_yet"]]
)
def test_not_yet(case: dict[str, Any], cut: dict[str, Items]) -> None:
    assert cut[case["label"]] == case["items"]


def test_a_class_of_items_begins_with_titles_and_a_class_of_statements_does_not() -> None:
    titled = ["".join(title + words for title, words in case["items"]) for case in CASES["titled"]]
    assert items.titled(*_stretches(titled))
    assert not items.titled(*_stretches(CASES["plain"]))
    assert not items.titled(*_stretches(CASES["plain"], alone=False))


def test_one_plain_statement_that_might_be_an_item_is_none() -> None:
    assert not items.titled(*_stretches(["熟悉服务经理的岗位职责和主要业务"], alone=False))


def test_a_sentence_without_a_title_belongs_to_the_item_before() -> None:
    words = "每周电话回访十位以上客户,了解客户需求。做好回访记录。每月汇总给上级主管。"
    assert _divided(["定期回访客户" + words]) == [[["定期回访客户", words]]]


def test_a_line_holds_one_item_at_most() -> None:
    line = "课程开发针对需求调查结果设计大纲。培训评估根据学员反馈撰写评估报告。"
    assert _divided([line], alone=False) == [[["课程开发", line[4:]]]]
    assert len(_divided([line])[0]) == 2


def test_a_title_may_begin_as_texts_do() -> None:
    words = "主动走访主管部门,了解政策动向,争取项目支持。"
    assert _divided(["与政府部门沟通" + words]) == [[["与政府部门沟通", words]]]


def test_a_title_that_kept_its_colon_needs_no_other_cue() -> None:
    assert _divided(["网络招聘:发布岗位。现场招聘:布置展位。"]) == [
        [["网络招聘", "发布岗位。"], ["现场招聘", "布置展位。"]],
    ]


@pytest.mark.parametrize("text", ["。", "。;。;!", "1", "()", "的", " , 、"])
def test_signs_alone_hold_no_item(text: str) -> None:
    assert not items.titled(*_stretches([text]))
    assert _divided([text])[0][0][0] == ""


def test_no_stretch_at_all_begins_with_no_title() -> None:
    assert not items.titled("", [])
    assert items.divide("", []) == []


def test_a_stretch_longer_than_what_is_cut_together_loses_nothing() -> None:
    text = "".join(title + words for case in CASES["titled"] for title, words in case["items"]) * 3
    assert len(text) > 2500
    (found,) = _divided([text])
    assert "".join(title + words for title, words in found) == text
    assert len(found) >= 3 * 25


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*CASES["plain"], "检查", "根据", "(", "对客户", "。", ";", "1、", "能"]), max_size=8))
def test_every_character_is_in_one_piece(pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    if text:
        (found,) = _divided([text])
        assert "".join(title + words for title, words in found) == text
