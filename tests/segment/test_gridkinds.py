"""Tables told by two rows of head, by what their columns hold, by labels above their levels."""

from tests.segment.shown import Row, bordered, tabled


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


def test_points_beside_columns_to_be_filled_in_are_of_what_is_scored() -> None:
    table: list[Row] = [
        ["考核维度", "考核要点", "分值", "自评", "上级评"],
        [("工作业绩（60分）", 2, 1), "年度目标", "40", "", ""],
        [None, "重点项目", "20", "", ""],
    ]
    assert bordered(tabled(table))[1:] == [
        "unit |  | 工作业绩 | （60分） {score=60}",
        "  element |  | 年度目标 | 40 {score=40}",
        "  element |  | 重点项目 | 20 {score=20}",
    ]
    marked: list[Row] = [
        table[0],
        [("工作业绩（60分）", 2, 1), "年度目标", "40", "35", "38"],
        [None, "重点项目", "20", "18", ""],
    ]
    assert not any(line.strip().startswith("element") for line in bordered(tabled(marked)))


def test_cells_of_bullets_below_levels_are_no_conditions() -> None:
    lines = bordered(tabled([
        ["能力项", "初级", "高级"],
        ["讲解", "• 能背诵讲解词\n• 语速适中", "• 能编写讲解词"],
        ["服务", "• 着装整齐", "• 能组织接待"],
    ]))  # fmt: skip
    assert lines[1:4] == ["element |  | 讲解", "  level |  | 初级", "    criterion |  |  | • 能背诵讲解词"]


def test_statements_of_several_columns_give_a_level_no_title() -> None:
    lines = bordered(tabled([
        ["等级", "沟通协调", "客户导向"],
        ["1级", "能清楚表达意见", "及时回应顾客"],
        ["2级", "能化解员工之间的分歧", "主动征询意见并改进"],
    ]))  # fmt: skip
    assert lines[1:4] == ["level | 1级", "  criterion |  |  | 能清楚表达意见", "  criterion |  |  | 及时回应顾客"]


def test_a_title_before_the_names_of_several_posts_is_their_unit() -> None:
    lines = bordered(tabled([
        ["部门", "岗位", "岗位职责", "任职条件"],
        [("工程部", 2, 1), "强电工", "1、巡检配电房；\n2、处理报修。", "持证；\n三年以上经验。"],
        [None, "水暖工", "1、检查水泵；\n2、疏通管道。", "持证上岗；\n能上夜班。"],
        ["秩序部", "门岗", "1、登记来访；\n2、指挥车辆。", "四十岁以下；\n身体健康。"],
    ]))  # fmt: skip
    assert [line for line in lines if line.split("|")[0].strip() in ("unit", "element")] == [
        "unit |  | 工程部", "  element |  | 强电工", "  element |  | 水暖工", "unit |  | 秩序部", "  element |  | 门岗",
    ]  # fmt: skip


def test_a_table_below_a_chapter_of_a_form_keeps_its_rows() -> None:
    lines = bordered(tabled([
        ["岗位名称", "采购专员", "所属部门", "供应链部"],
        [("考核指标", 1, 4), None, None, None],
        ["指标", "目标值", "权重", "数据来源"],
        ["到货及时率", "≥98%", "60%", "仓库记录"],
        ["采购成本", "≤2万元", "40%", "财务报表"],
        [("任职资格", 1, 4), None, None, None],
        ["学历", ("大专及以上", 1, 3), None, None],
    ]))  # fmt: skip
    assert lines[3:8] == [
        "  section |  | 考核指标",
        "    para |  |  | 指标 目标值 权重 数据来源",
        "    field |  | 到货及时率 | ≥98% 60% 仓库记录",
        "    field |  | 采购成本 | ≤2万元 40% 财务报表",
        "  section |  | 任职资格",
    ]
