"""Hostile texts: none takes more than its length is worth, no figure is endless, and no shuffle of pieces loses a word."""

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.model import Node, walk
from pipeline.segment import segment
from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.levels import levelnames, levels
from pipeline.segment.marks import marks, scores
from pipeline.segment.reading import codes
from pipeline.segment.regrid import periods
from pipeline.segment.words import recurring
from tests.support import render
from tests.support.work import a_minute, calls

LONG = 400  # digits: more than a float holds

HOSTILE: dict[str, Callable[[int], str]] = {
    "a level before blanks": lambda n: "1级" + " " * (20 * n) + "x",
    "heads before blanks": lambda n: "".join(h + " " * (8 * n) for h in ("等级", "职业功能", "考核项目", "能力要素")) + "x",
    "blanks in statements": lambda n: ("1、做好" + " " * (3 * n) + "工作。\n") * 8,
    "heads of level tables": lambda n: "等级标准1级" * n,
    "heads of level tables and numbers": lambda n: "等级标准1级\n2、做好\n" * n,
    "heads of matrices": lambda n: "一级二级三级\n1、做好\n" * n,
    "heads of score sheets": lambda n: "考核项目考核内容分值评分标准\n" * n,
    "open brackets": lambda n: "(" * (5 * n) + "(1)" * n,
    "open titles": lambda n: "《" * (5 * n) + "1、" * n,
    "digits": lambda n: "考核项目分值评分标准\n甲项\n" + "9" * (20 * n) + "分\n做",
    "words run together": lambda n: "".join(f"负责管理工作{chr(0x4E00 + k)}客户服务{k}、" for k in range(n)),
    "a list": lambda n: "".join(f"{k}、按照规定检查。\n" for k in range(1, n)),
    "lists in lists": lambda n: "".join(f"{'一1(①'[k % 4]}{'、、1) '[k % 4]}按照规定检查。" for k in range(n)),
    "numbers that only rise": lambda n: "".join(f"{1 + k % 9}.{1 + k % 7}.{1 + k % 5}按照规定检查" for k in range(n)),
    "a number of many parts": lambda n: "1." * n + "能够",
    "entries of contents that come back": lambda n: "目录\n1总则1\n2要求2\n3附则3\n" + "1总则\n2要求\n3附则\n" * (n // 4),
    "entries of contents that hardly come back": lambda n: "".join(
        ["目录\n", *(f"{chr(0x4F00 + k)}事\n" for k in range(n)), "伀事\n", *(f"{chr(0x5E00 + k)}物\n" for k in range(n))]
    ),
    "levels up and down in rows": lambda n: "标准" + "甲初级 乙 丙中级 丁 " * (n // 8),
    "labels that no list knows": lambda n: (
        "岗位名称\n甲\n" + "".join(f"{chr(0x4E00 + k)}事物\n良好{chr(0x5E00 + k)}\n" for k in range(n)) + "岗位职责\n做好\n"
    ),
    "records": lambda n: "".join(f"岗位名称:{k}号岗\n直接上级:经理\n岗位职责:检查\n" for k in range(n // 4)),
    "articles without chapters": lambda n: "".join(f"第{k}条为规范管理制定本项内容。\n" for k in range(1, n + 1)),
}
"""Texts by their length."""


def work(text: str) -> int:
    """The calls that segmenting takes."""
    document = render.document(text)
    return calls(lambda: segment(document, render.entry()))


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_is_more_work_than_its_length_is_worth(kind: str) -> None:
    """Three times the text may be five times the work; what grows with the square is nine times."""
    with a_minute():
        assert work(HOSTILE[kind](600)) < 5 * work(HOSTILE[kind](200)) + 1_500


def test_short_lines_that_are_no_table_are_no_more_work_than_there_are_of_them() -> None:
    """Whether a table begins is asked at every line: what is counted in all that follow is counted once."""

    def looked_at(count: int) -> int:
        text = "\n".join(f"{chr(0x4E00 + k % 97)}{chr(0x5E00 + k % 89)}工作" for k in range(count))
        return calls(lambda: periods.tables(text, 0, levelnames.USUAL, []))

    assert looked_at(1_800) < 4 * looked_at(600)


def test_joined_numbers_are_not_held_against_every_mark() -> None:
    def looked_at(count: int) -> int:
        plain = "".join(f"{k + 1}、检查\n" for k in range(count))
        text = plain + "".join(f"{k // 90 + 1}-{k % 90 + 1} 检查\n" for k in range(count))
        found = marks.scan(text)
        return calls(lambda: codes.merged(text, found))

    assert looked_at(900) < 4 * looked_at(300)


def test_labels_that_come_back_are_not_held_against_each_other() -> None:
    def looked_at(count: int) -> int:
        text = "".join(f"。{chr(0x4E00 + k)}{chr(0x5E00 + k)}职责:甲" for k in range(count) for _ in range(3))
        tails = [(match.start() - 4, match.start()) for match in re.finditer(":", text)]
        return calls(lambda: recurring.endings(text, tails, re.compile("(?!)")))

    assert looked_at(300) < 4 * looked_at(100)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_long_text_hangs(kind: str) -> None:
    """What one regular expression takes is no matter of calls."""
    with a_minute():
        segment(render.document(HOSTILE[kind](1_000)), render.entry())


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


@pytest.mark.parametrize("sign", "*×√→∙•◎")
def test_the_sign_of_a_bullet_is_no_word_of_its_node(sign: str) -> None:
    text = f"点检员标准\n一、点检\n{sign} 检查轴承\n{sign} 检查皮带\n二、记录\n{sign}填写日志\n{sign}填写台账\n"
    within = "".join(
        f"{level}\n◆按时上报\n【不良表现】\n{sign}代人签名\n【面谈问题】你怎样记录？\n" for level in ("高阶", "低阶")
    )
    for words in (text, f"标准\n{within}"):
        standard = segment(render.document(words), render.entry())
        assert [*span_faults(standard, words), *coverage_faults(standard, words)] == []


CONTENTS = "目录\n一、{title}....1\n二、仓库管理....2\n三、附则....3\n"
BODY = "1、采购须报批。\n2、采购后登记。\n二、仓库管理\n1、物品入库。\n2、物品出库。\n三、附则\n1、本制度自发布起施行。\n"


@pytest.mark.parametrize(
    "text",
    [
        "第一章：",
        "记\n*\n**注意安全。\n",
        "1.2.1。1.3岗位描述1.2.3.1目录构31.1.2能31.1.3岗位描412岗位描述1.2.1部2.3岗位描述1.2.3.1",
        "目录录11\n11--11 1第44章...位\n11--11",
        "v 案\nv 组\n√v 推\nv 不",
        "智\n类\n库\n专家\n家\nT1\n0级\nL1\n初级\n中级",
        "内容\n评分标准\n附件\n满分\n要求\n义\n限\n得分\n职责\n准\n义\n学历",
        "基本信息\n重\n知识\n6\n基本信息\n部\n知识：\n基本信息\n息",
        "3.1职业功能工作内容技能要求相关知识(一)1.录1.质\n认证方法",
        "五级\n标准：无\n高级",
        "五级\n1、无\n四级\n1、会\n",
        "目录设计部职能与岗位职21.1能2位职责31.程 部门职能51.2.2 岗位职责6第一章 组织1.1 设计部职能与岗位职责职能• ;• ;• ;• 配",
        "√A\n*1B",
        "*：\n*",
        "点检\n-*查漏",
        "点检\n☆√查漏\n—√报修\n",
    ],
)
def test_odd_texts_keep_what_every_tree_promises(text: str) -> None:
    standard = segment(render.document(text), render.entry())
    assert [str(fault) for fault in (*span_faults(standard, text), *coverage_faults(standard, text))] == []
    assert all(node.kind for node in walk(standard.body))


def test_a_heading_over_two_lines_is_the_one_the_contents_name() -> None:
    title = "办公用品采购的管理规定"
    text = CONTENTS.format(title=title) + f"一、{title[:4]}\n{title[4:]}\n" + BODY
    standard = segment(render.document(text), render.entry())
    assert [node.title for node in standard.body if node.number] == [title, "仓库管理", "附则"]
    assert [*span_faults(standard, text), *coverage_faults(standard, text)] == []


@given(
    st.lists(
        st.sampled_from(["5分", "10分", "接待", "登记", "回访", "归档", "交接", "盘点", "按要求完成,没有差错", "无"]),
        max_size=40,
    )
)
@settings(derandomize=True, max_examples=400, deadline=None)
def test_rows_of_any_length_are_a_table_or_none(rows: list[str]) -> None:
    text = "\n".join(["项目", "分值", "标准", *rows])
    ends = 0
    for table in periods.tables(text, 0, levelnames.USUAL, []):
        assert ends <= table.span[0] < table.span[1] <= len(text)
        ends = table.span[1]
