"""Tables whose rows are levels, and statements that run together inside a row."""

import pytest

from pipeline.segment.words import statements
from tests.segment.shown import tree


@pytest.mark.parametrize(
    "parts",
    [
        ["具有独立处理一般故障的能力", "能够编制检修方案并组织实施", "熟悉国家相关政策和行业标准"],
        ["了解常用工具的用途和保管方法", "在处理多项任务时,能分清主次"],
        ["具备较强的沟通能力", "善于总结经验,编写过培训教材"],
    ],
)
def test_statements_run_together_are_cut_before_the_words_that_open_them(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[a:b] for a, b in statements.cut(text, (0, len(text)))] == parts


@pytest.mark.parametrize(
    "text", ["熟悉公司产品,了解竞争对手,掌握销售技巧", "能够收集和分析市场信息", "制定并严格执行计划", "了解产品"]
)
def test_no_statement_begins_behind_a_comma_or_a_conjunction(text: str) -> None:
    assert statements.cut(text, (0, len(text))) == [(0, len(text))]


def test_a_name_of_two_characters_ends_where_the_text_opens() -> None:
    lines = tree("等级含义标准T2技师具有处理复杂故障的能力T1学徒熟悉安全规程,考试合格")
    assert [line for line in lines if line.startswith("level")] == ["level | T2 | 技师", "level | T1 | 学徒"]


def test_levels_named_inside_a_statement_are_no_rows() -> None:
    lines = tree("级别\n标准\n2级\n能够指导1级人员工作\n达到3级的八成\n1级\n在指导下完成工作")
    assert [line for line in lines if line.startswith("level")] == ["level | 2级", "level | 1级"]


def test_a_name_on_its_own_line_is_the_title() -> None:
    lines = tree("等级\n名称\n要求\n三级\n资深顾问\n1、独立主持项目;\n2、培养新人。\n二级\n顾问\n1、参与项目。")
    assert lines[1:4] == [
        "level | 三级 | 资深顾问",
        "  criterion | 1、 |  | 独立主持项目;",
        "  criterion | 2、 |  | 培养新人。",
    ]


@pytest.mark.parametrize("text", ["等级标准", "等级标准一级", "等级标准一级五级九级"])
def test_a_head_without_two_neighbouring_levels_is_no_table(text: str) -> None:
    assert tree(text) == []
