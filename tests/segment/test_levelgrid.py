"""Tables with levels: their columns are known by what heads them and by what stands in them, in whatever order."""

import pytest

from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Text
from pipeline.segment.grids import gridread, shapes
from pipeline.segment.levels import levelread
from tests.segment.shown import Row, bordered, tabled
from tests.support import render


def test_levels_down_the_rows_behind_titles_are_the_cells_of_a_matrix() -> None:
    lines = bordered(tabled([
        ["要素", "级别", "分值", "行为表现"],
        [("A. 收发（40分）", 1, 4), None, None, None],
        [("收货", 2, 1), "一级", "15", "核对单据；\n清点数量。"],
        [None, "二级", "5", "分析差异。"],
        [("盘点", 2, 1), "一级", "0", "无"],
        [None, "二级", "20", "编制盘点计划。"],
        ["合计", "", "40", ""],
    ]))  # fmt: skip
    assert lines == [
        "para |  |  | 要素 级别 分值 行为表现",
        "unit | A. | 收发 | （40分） {score=40}",
        "  element |  | 收货",
        "    level |  | 一级 {score=15}",
        "      para |  |  | 15",
        "      criterion |  |  | 核对单据；",
        "      criterion |  |  | 清点数量。",
        "    level |  | 二级 {score=5}",
        "      para |  |  | 5",
        "      criterion |  |  | 分析差异。",
        "  element |  | 盘点",
        "    level |  | 一级 | 无 {score=0; none-stated}",
        "      para |  |  | 0",
        "    level |  | 二级 {score=20}",
        "      para |  |  | 20",
        "      criterion |  |  | 编制盘点计划。",
        "field |  | 合计 | 40",
    ]


def test_groups_elements_and_what_they_mean_may_stand_before_levels_down_the_rows() -> None:
    lines = bordered(tabled([
        ["类别", "能力", "说明", "等级", "表现"],
        [("通用", 4, 1), ("沟通", 2, 1), ("把话说清楚，也听明白别人的话。", 2, 1), "一级", "能复述要点。"],
        [None, None, None, "二级", "能化解误会。"],
        [None, ("学习", 2, 1), ("不断更新自己的知识，用到工作里。", 2, 1), "一级", "参加培训。"],
        [None, None, None, "二级", "为他人授课。"],
    ]))  # fmt: skip
    assert lines[1:6] == [
        "unit |  | 通用",
        "  element |  | 沟通",
        "    field |  | 说明 | 把话说清楚，也听明白别人的话。",
        "    level |  | 一级",
        "      criterion |  |  | 能复述要点。",
    ]
    assert [line for line in lines if line.startswith("  element")] == ["  element |  | 沟通", "  element |  | 学习"]


def test_a_column_that_says_what_the_competency_means_is_a_field_before_its_levels() -> None:
    lines = bordered(tabled([
        ["能力", "定义", "一级", "二级"],
        [("基本能力", 1, 4), None, None, None],
        ["沟通", "把话说清楚，也听明白别人的话。", "能复述要点", "能化解误会\n能主持会议"],
        ["学习", "不断更新自己的知识。", "参加培训", "为他人授课"],
    ]))  # fmt: skip
    assert lines[1:8] == [
        "unit |  | 基本能力",
        "  element |  | 沟通",
        "    field |  | 定义 | 把话说清楚，也听明白别人的话。",
        "    level |  | 一级",
        "      criterion |  |  | 能复述要点",
        "    level |  | 二级",
        "      criterion |  |  | 能化解误会",
    ]


def test_a_level_over_several_rows_has_what_their_own_titles_head() -> None:
    lines = bordered(tabled([
        ["等级", "项目", "标准"],
        [("1级 助教", 3, 1), "学历", "大专以上"],
        [None, "授课", "1. 批改作业；\n2. 维持秩序。"],
        [None, "沟通", "1. 向家长反馈。"],
        [("2级 讲师", 2, 1), "学历", "本科以上"],
        [None, "授课", "1. 独立授课；\n2. 编写教案。"],
    ]))  # fmt: skip
    assert lines[1:8] == [
        "level | 1级 | 助教",
        "  field |  | 学历 | 大专以上",
        "  section |  | 授课",
        "    criterion | 1. |  | 批改作业；",
        "    criterion | 2. |  | 维持秩序。",
        "  section |  | 沟通",
        "    criterion | 1. |  | 向家长反馈。",
    ]


CONDITIONS: list[Row] = [
    ["条件", "编辑", "主管编辑", "资深编辑"],
    ["学历", "大专及以上", "本科及以上", "本科及以上"],
    ["任职年限", "任见习编辑满一年", "任编辑满三年", "任主管编辑满五年"],
]


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("设见习编辑、编辑、主管编辑、资深编辑四级。", ["编辑", "主管编辑", "资深编辑"]),
        ("另有聘任办法。", ["编辑", "主管编辑", "资深编辑"]),
    ],
)
def test_posts_that_head_columns_are_levels_where_a_sentence_counts_them_or_their_words_rise(
    said: str, levels: list[str]
) -> None:
    composer = Composer()
    composer.block(said, kind="paragraph")
    composer.table(Words(r, c, str(words)) for r, row in enumerate(CONDITIONS) for c, words in enumerate(row))
    draft = composer.draft()
    document = Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)
    [grid] = gridread.read(document, levelread.read(str(document.text)))
    assert list(grid.levels.values()) == levels
    assert shapes.shape(grid) == "columns"


@pytest.mark.parametrize(
    "heads",
    [["岗位", "专业能力", "通用能力"], ["项目", "公司", "部门", "班组"], ["内容", "主管意见", "经理意见"]],
)
def test_heads_that_only_end_alike_or_that_only_a_sentence_counts_are_no_levels(heads: list[str]) -> None:
    rows: list[Row] = [heads, ["甲", *("说明" for _ in heads[1:])], ["乙", *("备考" for _ in heads[1:])]]
    text = str(tabled(rows).text) + "\n教育分为公司、部门、班组三级。"
    [grid] = gridread.read(tabled(rows), levelread.read(text))
    assert grid.levels == {}


def test_levels_that_fill_a_column_and_come_back_need_no_head_that_says_so() -> None:
    lines = bordered(tabled([
        ["序号", "素质", "分级", "表现"],
        [("1", 2, 1), ("诚信", 2, 1), "一级", "说到做到。"],
        [None, None, "二级", "带头守约。"],
        [("2", 2, 1), ("担当", 2, 1), "一级", "不推卸。"],
        [None, None, "二级", "主动补位。"],
    ]))  # fmt: skip
    assert lines[1:4] == ["element | 1 | 诚信", "  level |  | 一级", "    criterion |  |  | 说到做到。"]


def test_banners_over_rows_of_levels_are_elements_and_one_above_them_is_their_unit() -> None:
    lines = bordered(tabled([
        ["级别", "行为表现"],
        [("通用能力", 1, 2), None],
        [("沟通", 1, 2), None],
        ["一级", "能复述要点。"],
        ["二级", "能化解误会。"],
        [("学习", 1, 2), None],
        ["一级", "参加培训。"],
        ["二级", "为他人授课。"],
    ]))  # fmt: skip
    assert [line for line in lines[1:] if "criterion" not in line] == [
        "unit |  | 通用能力",
        "  element |  | 沟通",
        "    level | 一级",
        "    level | 二级",
        "  element |  | 学习",
        "    level | 一级",
        "    level | 二级",
    ]


def test_a_table_in_a_cell_has_its_head_and_its_rows_and_what_announces_it_is_a_paragraph() -> None:
    said = "近两年完成不少于下列场次：\n规模\t场次\t角色\nC级\t6\t装填手\nD级\t10\t装填手"
    lines = bordered(tabled([
        ["等级", "维度", "标准要求"],
        [("初级", 2, 1), "操作技能", "1、固定牢靠；\n2、逐路测通。"],
        [None, "业绩要求", said],
        ["中级", "操作技能", "1、独立编排；\n2、指挥装填。"],
    ]))  # fmt: skip
    assert lines[1:8] == [
        "level |  | 初级",
        "  section |  | 操作技能",
        "    criterion | 1、 |  | 固定牢靠；",
        "    criterion | 2、 |  | 逐路测通。",
        "  section |  | 业绩要求",
        "    para |  |  | 近两年完成不少于下列场次：",
        "    para |  |  | 规模场次角色",
    ]
    assert lines[8:10] == ["    field |  | C级 | 6 装填手", "    field |  | D级 | 10 装填手"]
