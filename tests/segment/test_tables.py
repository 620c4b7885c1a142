"""Tables without borders give the tree their author drew; what is no table stays text; nothing is lost or invented."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment import segment
from pipeline.segment.marks import marks
from pipeline.segment.reading import tables
from pipeline.text import Span
from tests.segment.shown import found, tree
from tests.support import render

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "segment-tables.json").read_text(encoding="utf-8")
)
HEAD = "评价要素\n三级标准\n四级标准\n五级标准\n"
ROW = "收货验收(各级别均为5分)\n核对送货单\n分析差异原因\n制定验收制度\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_without_borders_is_read_as_its_author_drew_it(case: dict[str, Any]) -> None:
    assert tree(case["text"]) == case["tree"]


def _spans(text: str) -> list[Span]:
    return [s for p in found(text) for top in p.drafts for d in top.walk() for s in (d.number, d.title, d.text) if s]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_character_of_a_table_stands_in_two_nodes(case: dict[str, Any]) -> None:
    spans = sorted(set(_spans(case["text"])))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_table_ends_where_the_open_list_goes_on() -> None:
    text = f"一、目的\n为了评价。\n二、标准\n{HEAD}{ROW}三、附则\n自发布起执行。"
    [placed] = found(text)
    assert text[placed.span[1] :].lstrip().startswith("三、附则")


def test_the_numbers_inside_cells_do_not_end_a_table() -> None:
    row = "盘点(各级别均为5分)\n1、清点;\n2、登记;\n3、上报。\n1、复核\n1、定制度\n"
    text = f"1、目的\n为了评价\n2、标准\n{HEAD}{row}3、附则\n执行。"
    [placed] = found(text)
    assert text[placed.span[1] :].startswith("3、附则")
    assert "    criterion | 3、 |  | 上报。" in tree(text)


def test_a_mark_hidden_behind_the_last_figure_is_found() -> None:
    text = "项目初级(%)中级(%)职业道德55基础知识4535操作技能5060合计1001004.2其他说明"
    every = marks.scan(text)
    placed = found(text)
    assert text[placed[0].span[1] :] == "4.2其他说明"
    hidden = [mark for mark in tables.behind(text, every, placed) if mark not in every]
    assert [text[mark.start : mark.end] for mark in hidden] == ["4.2"]


@pytest.mark.parametrize(
    "text", ["", "\n", "行为要素三级四级五级", "职业功能工作内容技能要求相关知识要求", "1、2、3、", "。;。;\n"]
)
def test_what_holds_no_table_gives_none(text: str) -> None:
    assert found(text) == []


PIECES = st.sampled_from(
    [
        HEAD, ROW, "要素P1P2P3", "初级中级高级", "考核项目考核内容分值评分标准", "职业功能工作内容技能要求相关知识要求",
        "等级得分比例", "等级\n含义\n标准\n", "1.1.1", "1.", "1、", "2、", "(一)", "一、", "无", "—", "客户拜访",
        "(各级别均为5分)", "(40%)", "12分", "100", "合计", "三级", "T2",
        "能独立完成。", "熟悉流程;", "岗位名称", "所属部门", "品质部", "学历", "本科", "\n", "\n", "。", ":",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_tables_never_overlap_and_hold_only_what_stands_in_them(text: str) -> None:
    placed = found(text)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(placed))
    for one in placed:
        inside = [s for top in one.drafts for d in top.walk() for s in (d.number, d.title, d.text) if s]
        assert all(one.span[0] <= a <= b <= one.span[1] for a, b in inside)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_a_text_full_of_broken_tables_is_still_segmented(text: str) -> None:
    segment(render.document(text), render.entry())
