"""Tables with a record in each row: a step, an activity."""

from tests.segment.shown import bordered
from tests.segment.test_gridforms import Row, written

STEPS: list[Row] = [
    ["步骤", "责任部门", "输入", "输出", "要求"],
    [("第一阶段 进水", 1, 5), None, None, None, None],
    ["1 采样", "化验室", "采样单", "水样", "◆ 每日两次\n◆ 贴好标签"],
    ["2 检测", "化验室", "水样", "化验单", "◆ 平行测定\n◆ 复核签字"],
    [("第二阶段 处理", 1, 5), None, None, None, None],
    ["3 调节", "中控室", "化验单", "调节令", "◆ 一小时内完成"],
]


def test_a_table_with_a_step_in_each_row_and_lists_in_its_cells_has_an_element_each() -> None:
    assert bordered(written(STEPS)) == [
        "para |  |  | 步骤 责任部门 输入 输出 要求",
        "unit | 第一阶段 | 进水",
        "  element | 1 | 采样",
        "    field |  | 责任部门 | 化验室",
        "    field |  | 输入 | 采样单",
        "    field |  | 输出 | 水样",
        "    section |  | 要求",
        "      criterion |  |  | 每日两次",
        "      criterion |  |  | 贴好标签",
        "  element | 2 | 检测",
        "    field |  | 责任部门 | 化验室",
        "    field |  | 输入 | 水样",
        "    field |  | 输出 | 化验单",
        "    section |  | 要求",
        "      criterion |  |  | 平行测定",
        "      criterion |  |  | 复核签字",
        "unit | 第二阶段 | 处理",
        "  element | 3 | 调节",
        "    field |  | 责任部门 | 中控室",
        "    field |  | 输入 | 化验单",
        "    field |  | 输出 | 调节令",
        "    section |  | 要求",
        "      criterion |  |  | 一小时内完成",
    ]


def test_rows_of_data_stay_rows() -> None:
    rows = [[cell if isinstance(cell, str) else None for cell in row] for row in STEPS if len([*filter(None, row)]) > 1]
    plain = [[cell.replace("\n", "，") if cell else cell for cell in row] for row in rows]
    assert bordered(written(plain))[1] == "field |  | 1 采样 | 化验室 采样单 水样 ◆ 每日两次，◆ 贴好标签"
