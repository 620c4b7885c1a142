"""The level matrix without borders: rows, cells, points, and what to make of a cell that is not there."""

import pytest

from pipeline.segment.cells import pieces, runs
from pipeline.segment.cells.divide import rows
from pipeline.segment.levels.levelnames import USUAL
from pipeline.segment.tables.matrix import heads, regions
from tests.segment.shown import tree

HEAD = "评价要素\n三级标准\n四级标准\n五级标准\n"


def _cells(text: str, labels: list[str]) -> list[tuple[str, list[list[str]]]]:
    """The rows of a text run together: title, and what each cell holds."""
    divided = rows(text, runs.lattice(text, (0, len(text))), labels)
    return [(text[slice(*r.title.words)], [[text[slice(*p.span)] for p in cell] for cell in r.cells]) for r in divided]


def test_a_level_without_points_that_lost_its_cell_is_skipped() -> None:
    text = "应急演练(初级0分,中级5分,高级5分)1、组织演练;2、写出总结。1、制定预案;2、评估能力。"
    assert _cells(text, ["初级", "中级", "高级"]) == [
        ("应急演练", [[], ["1、组织演练;", "2、写出总结。"], ["1、制定预案;", "2、评估能力。"]])
    ]


def test_a_title_begins_behind_words_of_the_cell_before_it() -> None:
    text = (
        "设备巡检(各级均5分)按照路线巡检,记录完整。判断设备故障,及时上报主管。负责制定巡检周期,并监督执行"
        "备件管理(各级均5分)登记领用的备件。编制备件计划。控制库存金额。"
    )
    titles = [title for title, _ in _cells(text, ["初级", "中级", "高级"])]
    assert titles == ["设备巡检", "备件管理"]


def test_a_list_is_not_torn_apart_to_fill_a_row() -> None:
    text = "交接班(各级均5分)1、交接清楚;2、签字确认。组织班会,布置重点任务建立班组的考核办法"
    [(_, cells)] = _cells(text, ["初级", "中级", "高级"])
    assert cells[0] == ["1、交接清楚;", "2、签字确认。"]


def test_a_title_may_stand_in_front_of_another_without_a_sign() -> None:
    text = (
        "设备运行巡检记录按照路线巡检。判断异常声音。优化巡检路线。"
        "缺陷处理能够处理一般缺陷。独立处理严重缺陷。组织重大缺陷的分析。"
        "工具管理定期检查工器具。编制送检计划。建立寿命档案。"
        "安全防护按照规程佩戴防护用品。辨识作业风险。审查作业方案。"
    )
    divided = _cells(text, ["初级", "中级", "高级"])
    assert [title for title, cells in divided if cells] == ["巡检记录", "缺陷处理", "工具管理", "安全防护"]
    assert divided[0] == ("设备运行", [])


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("(三、四级5分,五级0分)", ["5", "5", "0"]),
        ("(三级0分,四级3分,五级5分)", ["0", "3", "5"]),
        ("三、四级为10分", [None, None, None]),
        ("(三、四7分,五级0分)", ["7", "7", "0"]),
        ("(各级别均为5分)", ["5", "5", "5"]),
    ],
)
def test_points_are_read_in_every_notation(weight: str, expected: list[str | None]) -> None:
    lines = tree(f"{HEAD}客户拜访{weight}\n拜访基层\n拜访中层\n拜访高层\n问题管理(各级均5分)\n记录\n跟踪\n分析\n")
    levels = [line for line in lines if line.strip().startswith("level")][:3]
    for line, points in zip(levels, expected, strict=False):
        assert ("score=" not in line) if points is None else f"score={points}" in line


def test_points_on_the_next_line_belong_to_the_title() -> None:
    lines = tree(
        f"{HEAD}培训组织\n(三级3分,四级5分,五级0分)\n1、收集需求;\n1、编制计划;\n考试\n(各级均2分)\n监考\n出题\n审题\n"
    )
    assert "element |  | 培训组织 | (三级3分,四级5分,五级0分)" in lines
    assert "  level |  | 五级 {score=0; none-inferred}" in lines


def test_sums_that_do_not_fit_leave_the_points_as_printed() -> None:
    lines = tree(f"{HEAD}仓储(各级别均为90分)\n收货(各级别均为5分)\n核对\n登记\n分析\n发货(各级别均为7分)\n拣货\n复核\n装车\n")
    assert [line for line in lines if "score=90" in line] == ["unit |  | 仓储 | (各级别均为90分) {score=90}"]
    assert sum("score=7" in line for line in lines) == 3


def test_levels_in_a_sentence_head_no_table() -> None:
    text = "本标准设初级、中级、高级三个级别,初级由部门评定。"
    assert regions(text, [], heads(text, 0, USUAL)) == []


def test_a_level_and_its_craft_are_one_level() -> None:
    text = "项目\n五级/初级工(%)\n四级/中级工(%)\n职业道德\n5\n5\n"
    [region] = regions(text, [], heads(text, 0, USUAL))
    assert region.labels == ["五级", "四级"]


def test_lines_behind_a_colon_go_on_and_a_weight_goes_with_its_title() -> None:
    text = "陈列管理\n(各级均5分)\n1、整理货架:\n先进先出;\n2、补货。"
    lattice = pieces.chain(text, pieces.own_lines(text, (0, len(text)))[0])
    assert [text[slice(*piece.span)] for way in lattice.ways for piece, _ in way] == [
        "陈列管理\n(各级均5分)", "1、整理货架:\n先进先出;", "2、补货。"
    ]  # fmt: skip


def test_a_region_without_a_word_has_no_rows() -> None:
    assert rows("", runs.lattice("", (0, 0)), ["初级", "中级"]) == []
    assert tree("行为要素初级中级高级。。") == []
