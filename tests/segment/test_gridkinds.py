"""Tables told by two rows of head, by what their columns hold, by labels above their levels."""

from tests.segment.shown import bordered, tabled


def test_levels_may_have_columns_for_points_and_for_statements_below_them() -> None:
    lines = bordered(tabled([
        [("单元", 2, 1), ("要素", 2, 1), ("初级", 1, 2), None, ("中级", 1, 2), None],
        [None, None, "分值", "行为标准", "分值", "行为标准"],
        [("收发\n（50分）", 2, 1), "收货", "20", "1、核对单据；\n2、清点数量。", "30", "1、分析差异。"],
        [None, "发货", "0", "无", "20", "1、核定路线；2、安排装车。"],
    ]))  # fmt: skip
    assert lines == [
        "para |  |  | 单元 要素 初级 中级 分值 行为标准 分值 行为标准",
        "unit |  | 收发 | （50分） {score=50}",
        "  element |  | 收货",
        "    level |  | 初级 {score=20}",
        "      para |  |  | 20",
        "      criterion | 1、 |  | 核对单据；",
        "      criterion | 2、 |  | 清点数量。",
        "    level |  | 中级 {score=30}",
        "      para |  |  | 30",
        "      criterion | 1、 |  | 分析差异。",
        "  element |  | 发货",
        "    level |  | 初级 | 无 {score=0; none-stated}",
        "      para |  |  | 0",
        "    level |  | 中级 {score=20}",
        "      para |  |  | 20",
        "      criterion | 1、 |  | 核定路线；",
        "      criterion | 2、 |  | 安排装车。",
    ]


def test_several_columns_of_statements_below_a_level_are_sections_of_it() -> None:
    lines = bordered(tabled([
        [("工种", 2, 1), ("初级", 1, 2), None, ("中级", 1, 2), None],
        [None, "知识", "技能", "知识", "技能"],
        ["钳工", "识读零件图；", "锉削平面。", "识读装配图；", "刮研导轨。"],
    ]))  # fmt: skip
    assert lines[1:7] == [
        "element |  | 钳工",
        "  level |  | 初级",
        "    section |  | 知识",
        "      criterion |  |  | 识读零件图；",
        "    section |  | 技能",
        "      criterion |  |  | 锉削平面。",
    ]


def test_a_column_of_sentences_beside_the_titles_of_a_score_sheet_is_a_section() -> None:
    lines = bordered(tabled([
        ["序号", "考核项目", "考核内容", "分值", "评分标准"],
        [("（一）清扫（60分）", 1, 5), None, None, None, None],
        ["1", "园路", "主园路每日普扫两次，巡回保洁；\n广场无痰迹。", "40", "1、果皮每处扣1分；\n2、未普扫扣3分。"],
        ["2", "水面", "湖面漂浮物两小时内打捞。", "20", "漂浮物未打捞扣2分。"],
    ]))  # fmt: skip
    assert lines[1:9] == [
        "unit | （一） | 清扫 | （60分） {score=60}",
        "  element | 1 | 园路 | 40 {score=40}",
        "    section |  | 考核内容",
        "      criterion |  |  | 主园路每日普扫两次，巡回保洁；",
        "      criterion |  |  | 广场无痰迹。",
        "    section |  | 评分标准",
        "      criterion | 1、 |  | 果皮每处扣1分；",
        "      criterion | 2、 |  | 未普扫扣3分。",
    ]


def test_labels_and_values_over_levels_are_a_card_of_what_its_first_row_names() -> None:
    lines = bordered(tabled([
        ["名称", "病害识别", "关键词", "细致、准确"],
        ["定义", ("发现、量测并记录病害，判断其发展程度。", 1, 3), None, None],
        ["等级", ("行为描述", 1, 3), None, None],
        ["1级\n知晓", ("按规程使用测宽仪；\n照片与编号对应。", 1, 3), None, None],
        ["2级\n运用", ("区分收缩裂缝与受力裂缝；", 1, 3), None, None],
        ["3级\n专精", ("", 1, 3), None, None],
    ]))  # fmt: skip
    assert lines == [
        "para |  |  | 名称",
        "element |  | 病害识别",
        "  field |  | 关键词 | 细致、准确",
        "  field |  | 定义 | 发现、量测并记录病害，判断其发展程度。",
        "  para |  |  | 等级 行为描述",
        "  level | 1级 | 知晓",
        "    criterion |  |  | 按规程使用测宽仪；",
        "    criterion |  |  | 照片与编号对应。",
        "  level | 2级 | 运用",
        "    criterion |  |  | 区分收缩裂缝与受力裂缝；",
        "  level | 3级 | 专精",
    ]
