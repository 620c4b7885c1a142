"""Hostile texts: none takes more than its length is worth, no figure is endless, and no shuffle of pieces loses a word."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.model import Node, walk
from pipeline.segment import cellnodes, levels, scores, segment
from pipeline.segment.draft import Draft
from tests.support import render

LONG = 400  # digits: more than a float holds

HOSTILE = {
    "a level before blanks": "1级" + " " * 20_000 + "x",
    "heads before blanks": "".join(head + " " * 8_000 for head in ("等级", "职业功能", "考核项目", "能力要素")) + "x",
    "blanks in statements": ("1、做好" + " " * 3_000 + "工作。\n") * 8,
    "heads of level tables": "等级标准1级" * 4_600,
    "heads of level tables and numbers": "等级标准1级\n2、做好\n" * 1_500,
    "heads of matrices": "一级二级三级\n1、做好\n" * 1_500,
    "heads of score sheets": "考核项目考核内容分值评分标准\n" * 1_500,
    "open brackets": "(" * 20_000 + "(1)" * 4_000,
    "open titles": "《" * 20_000 + "1、" * 4_000,
    "digits": "考核项目分值评分标准\n甲项\n" + "9" * 20_000 + "分\n做",
    "words run together": "".join(f"负责管理工作{chr(0x4E00 + k)}客户服务{k}、" for k in range(1_500)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_takes_more_than_its_length_is_worth(kind: str) -> None:
    document = render.document(HOSTILE[kind])
    started = time.process_time()
    segment(document, render.entry())
    assert time.process_time() - started < 5  # seconds; what grows with the square takes half a minute


@pytest.mark.parametrize("words", ["9" * LONG + "分", "1." + "3" * LONG + "分", "5" * LONG + "%"])
def test_a_figure_too_long_to_be_one_gives_no_points(words: str) -> None:
    assert scores.single(words) is None
    assert scores.percent(words) is None
    assert scores.by_level(f"(三级{words})", ["三级"]) == [None]
    draft = Draft((0, len(words)))
    cellnodes.points(words[:-1], draft, (0, len(words) - 1))
    assert draft.score is None


def test_no_points_of_a_document_are_endless() -> None:
    digits = "9" * LONG
    text = f"某岗位任职资格标准\n一、行为标准\n（一）接待（{digits}分）\n1、迟到一次扣{digits}分；\n2、问候。\n"
    for node in walk(segment(render.document(text), render.entry()).body):
        points = (node.score, node.weight, node.deduct.points if node.deduct else None)
        assert all(value is None or math.isfinite(value) for value in points)


def test_a_level_of_rank_0_is_not_of_rank_1() -> None:
    table = levels.table([("0级", None), ("1级", None), ("2级", None)], down=False)
    assert [(level.label, level.rank) for level in table] == [("0级", 0), ("1级", 1), ("2级", 2)]


def _said(nodes: tuple[Node, ...]) -> str:
    return " ".join(words for node in walk(nodes) for words in (node.number, node.title, node.text) if words)


def test_a_titled_bullet_below_a_label_keeps_its_title() -> None:
    text = "岗位职责\n1）。领导责任●权利:本"
    assert "权利" in _said(segment(render.document(text), render.entry()).body)


PIECES = [
    "1）", "1、", "2、", "(一)", "(1)", "1.1", "第一章", "●", "领导责任", "权利:", "岗位职责:", "本", "负责客户服务。",
    "三级", "四级", "等级标准", "考核项目", "分值", "评分标准", "能力要素", "1）。领导责任●", "权利:本",
    "流程图", "5分", "一、", "认证方法：", "提供证书;", "\n", "。", " ",
]  # fmt: skip


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_no_shuffle_of_pieces_changes_a_word(pieces: list[str]) -> None:
    text = "".join(pieces)
    standard = segment(render.document(text), render.entry())
    faults = [*span_faults(standard, text), *coverage_faults(standard, text)]
    assert [str(fault) for fault in faults if fault.code in ("words", "lost", "no-span")] == []
