"""Statements with titles beside them that head several: the same tree however rows, groups and numbers are drawn."""

import pytest

from pipeline.segment import segment
from tests.segment.shown import Row, bordered, tabled
from tests.segment.test_gridforms import written
from tests.support.render import entry

GROUPS = {"客户提案": ["两日内提交提纲；", "组织内部试讲；"], "项目执行": ["编制排期，按周更新；", "复核物料。"]}


def _rows(groups: str) -> list[Row]:
    """The statements counted; their groups merged, above empty cells, before the numbers, or in rows across."""
    made: list[Row] = []
    count = 0
    for name, said in GROUPS.items():
        if groups == "across":
            made.append([(name, 1, 2), None])
        for k, words in enumerate(said):
            count += 1
            title: str | tuple[str, int, int] | None = name if k == 0 else ""
            if groups in ("merged", "before"):
                title = (name, len(said), 1) if k == 0 else None
            row: Row = [str(count), title, words]
            made.append(
                [str(count), words] if groups == "across" else [title, str(count), words] if groups == "before" else row
            )
    head: dict[str, Row] = {"across": ["序号", "任务"], "before": ["模块", "序号", "任务"]}
    return [head.get(groups, ["序号", "模块", "任务"]), *made]


TREE = [
    "section |  | 客户提案",
    "  criterion | 1 |  | 两日内提交提纲；",
    "  criterion | 2 |  | 组织内部试讲；",
    "section |  | 项目执行",
    "  criterion | 3 |  | 编制排期，按周更新；",
    "  criterion | 4 |  | 复核物料。",
]


@pytest.mark.parametrize("groups", ["merged", "empty", "before", "across"])
def test_statements_stand_below_their_group_however_it_is_drawn(groups: str) -> None:
    assert bordered(tabled(_rows(groups)))[1:] == TREE


def test_a_table_without_a_head_is_read_by_what_its_cells_hold() -> None:
    assert bordered(tabled(_rows("merged")[1:])) == TREE


def test_numbers_of_rows_that_hold_lists_are_those_of_their_titles() -> None:
    rows: list[Row] = [["序号", "模块", "任务"]]
    rows += [[str(k), name, "\n".join(said)] for k, (name, said) in enumerate(GROUPS.items(), start=1)]
    assert bordered(written(rows))[1:] == [
        "section | 1 | 客户提案",
        "  criterion |  |  | 两日内提交提纲；",
        "  criterion |  |  | 组织内部试讲；",
        "section | 2 | 项目执行",
        "  criterion |  |  | 编制排期，按周更新；",
        "  criterion |  |  | 复核物料。",
    ]


def test_weights_behind_the_statements_are_theirs_and_a_sum_is_a_field() -> None:
    rows: list[Row] = [[*row, "权重" if k == 0 else "25%"] for k, row in enumerate(_rows("merged"))]
    lines = bordered(tabled([*rows, [("合计", 1, 3), None, None, "100%"]]))
    assert lines[2] == "  criterion | 1 |  | 两日内提交提纲； 25% {weight=0.25}"
    assert lines[-1] == "field |  | 合计 | 100%"


def test_rows_of_data_below_a_merged_title_stay_fields() -> None:
    rows: list[Row] = [
        ["类别", "材料", "份数"],
        [("必备", 2, 1), "申请表", "2"],
        [None, "证书复印件", "1"],
    ]
    assert bordered(tabled(rows))[1:] == ["field |  | 必备 | 申请表 2", "field |  | 证书复印件 | 1"]


def test_a_heading_with_particulars_and_duties_in_a_table_is_a_post() -> None:
    particulars = ("编制：2人", "直接上级：主任")
    duties = _rows("merged")
    document = written("岗位职责", "一、播音员", *particulars, duties, "二、录音师", *particulars, duties)
    assert [(node.kind, node.title) for node in segment(document, entry()).body] == [
        ("element", "播音员"),
        ("element", "录音师"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_elements_hold_their_statements_and_how_they_are_certified(order: tuple[int, ...]) -> None:
    rows = [
        ["要素", "行为标准", "认证方法"],
        ["语音表达", "1、吐字清楚；\n2、语速适中。", "录音抽查"],
        ["临场应变", "1、即兴过渡。", "1）模拟演练\n2）查阅记录"],
        ["稿件审读", "1、播前审读。", ""],
    ]
    lines = bordered(written([[row[k] for k in order] for row in rows]))[1:]
    assert sorted(lines) == sorted([
        "element |  | 语音表达",
        "  criterion | 1、 |  | 吐字清楚；",
        "  criterion | 2、 |  | 语速适中。",
        "  evidence |  | 认证方法 | 录音抽查",
        "element |  | 临场应变",
        "  criterion | 1、 |  | 即兴过渡。",
        "  evidence |  | 认证方法",
        "    evidence | 1） |  | 模拟演练",
        "    evidence | 2） |  | 查阅记录",
        "element |  | 稿件审读",
        "  criterion | 1、 |  | 播前审读。",
    ])  # fmt: skip


def test_a_head_of_two_rows_is_one_paragraph_over_rows_of_figures() -> None:
    rows: list[Row] = [
        [("等级", 2, 1), ("日产出", 2, 1), ("合格率", 1, 2), None],
        [None, None, "初检", "复检"],
        ["二级", "900框", "93%", "98%"],
        ["三级", "1400框", "96%", "99%"],
    ]
    assert bordered(tabled(rows)) == [
        "para |  |  | 等级 日产出 合格率 初检 复检",
        "field |  | 二级 | 900框 93% 98%",
        "field |  | 三级 | 1400框 96% 99%",
    ]
