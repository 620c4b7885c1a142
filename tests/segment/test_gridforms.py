"""Posts in Word tables as people make them: merged labels, chapters across the table, numbered rows, boxes to tick."""

import pytest

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Text, walk
from pipeline.segment import segment
from tests.segment.shown import bordered
from tests.support import render
from tests.support.render import entry

Cell = str | tuple[str, int, int] | None
Row = list[Cell]


def written(*parts: list[Row] | str) -> Document:
    """A document of lines and tables. A cell is its words, or (words, rows, columns) where it is merged; None: covered."""
    composer = Composer()
    for part in parts:
        if isinstance(part, str):
            composer.block(part)
        else:
            composer.table(
                Words(r, c, *(cell if isinstance(cell, tuple) else (cell,)))
                for r, row in enumerate(part)
                for c, cell in enumerate(row)
                if cell is not None
            )
    draft = composer.draft()
    return Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)


GROUPED: list[Row] = [
    [("基本信息", 2, 1), "岗位名称", "污泥脱水工", "岗位编号", "WN-03"],
    [None, "所属部门", "污泥车间", "岗位定员", "4人"],
    ["岗位目的", ("操作脱水机组,使出泥含水率达标。", 1, 4), None, None, None],
    ["岗位职责", ("1、启停脱水机;\n2、配制絮凝剂。", 1, 4), None, None, None],
    [("任职要求", 3, 1), ("基本条件", 2, 1), "学历", ("□初中 ☑中专 □大专", 1, 2), None],
    [None, None, "经验", ("一年以上运行经验", 1, 2), None],
    [None, "身体条件", ("无恐高", 1, 3), None, None],
]


def test_a_cell_over_several_rows_names_a_group_in_another_too() -> None:
    assert bordered(written(GROUPED)) == [
        "element |  | 污泥脱水工",
        "  section |  | 基本信息",
        "    field |  | 岗位名称 | 污泥脱水工",
        "    field |  | 岗位编号 | WN-03",
        "    field |  | 所属部门 | 污泥车间",
        "    field |  | 岗位定员 | 4人",
        "  field |  | 岗位目的 | 操作脱水机组,使出泥含水率达标。",
        "  section |  | 岗位职责",
        "    criterion | 1、 |  | 启停脱水机;",
        "    criterion | 2、 |  | 配制絮凝剂。",
        "  section |  | 任职要求",
        "    section |  | 基本条件",
        "      field |  | 学历 | □初中 ☑中专 □大专",
        "      field |  | 经验 | 一年以上运行经验",
        "    field |  | 身体条件 | 无恐高",
    ]


def test_cells_across_open_chapters_and_numbers_count_statements() -> None:
    assert bordered(written([
        [("一、基本信息", 1, 4), None, None, None],
        ["职务名称", "化验员", "直接上级", "化验室主任"],
        [("二、工作概要", 1, 4), None, None, None],
        [("检测进出水水样,为工艺调整提供数据。", 1, 4), None, None, None],
        [("三、工作职责", 1, 4), None, None, None],
        ["序号", ("工作内容", 1, 2), None, "权重"],
        ["1", ("采集水样", 1, 2), None, "60%"],
        ["2", ("编制水质日报", 1, 2), None, "40%"],
        [("四、工作权限：\n1、拒收标识不清的样品；\n2、提出设备更新建议。", 1, 4), None, None, None],
        ["编制：", "", "审核：", ""],
    ])) == [
        "element |  | 化验员",
        "  section | 一、 | 基本信息",
        "    field |  | 职务名称 | 化验员",
        "    field |  | 直接上级 | 化验室主任",
        "  section | 二、 | 工作概要",
        "    para |  |  | 检测进出水水样,为工艺调整提供数据。",
        "  section | 三、 | 工作职责",
        "    para |  |  | 序号 工作内容 权重",
        "    criterion | 1 |  | 采集水样 60%",
        "    criterion | 2 |  | 编制水质日报 40%",
        "  section | 四、 | 工作权限",
        "    criterion | 1、 |  | 拒收标识不清的样品；",
        "    criterion | 2、 |  | 提出设备更新建议。",
        "  field |  | 编制",
        "  field |  | 审核",
    ]  # fmt: skip


def test_labels_stand_before_a_colon_in_cells_too() -> None:
    assert bordered(written([
        ["岗位名称：曝气工", ("所属部门：生化车间", 1, 3), None, None],
        [("职责一", 3, 1), ("职责表述：操作鼓风机", 1, 2), None, "权重40%"],
        [None, ("工作任务", 2, 1), "按溶解氧调节风量,每两小时记录一次。", "频次：日常"],
        [None, None, "清洗滤网,更换润滑油并做好台账登记。", "频次：每周"],
        [("三、任职要求：\n学历：中专以上\n经验：一年以上", 1, 4), None, None, None],
    ])) == [
        "element |  | 曝气工",
        "  field |  | 岗位名称 | 曝气工",
        "  field |  | 所属部门 | 生化车间",
        "  section |  | 职责一",
        "    field |  | 职责表述 | 操作鼓风机",
        "    field |  | 权重40%",
        "    section |  | 工作任务",
        "      criterion |  |  | 按溶解氧调节风量,每两小时记录一次。",
        "      field |  | 频次 | 日常",
        "      criterion |  |  | 清洗滤网,更换润滑油并做好台账登记。",
        "      field |  | 频次 | 每周",
        "  section | 三、 | 任职要求",
        "    field |  | 学历 | 中专以上",
        "    field |  | 经验 | 一年以上",
    ]  # fmt: skip


def _post(name: str) -> list[Row]:
    return [["岗位名称", name, "所属部门", "运行部"], ["岗位职责", (f"1、{name}交接班;\n2、巡视。", 1, 3), None, None]]


STACKED = [*_post("格栅工"), *_post("曝气工")]
TITLED: list[Row] = [[("曝气工岗位说明书", 1, 4), None, None, None], *_post("曝气工")]


@pytest.mark.parametrize(
    ("parts", "titles"),
    [
        (["某厂岗位说明书", STACKED], ["格栅工", "曝气工"]),
        (["某厂岗位说明书", _post("格栅工"), _post("曝气工")], ["格栅工", "曝气工"]),
        (["某厂岗位说明", "甲工说明书", _post("甲工"), "乙工说明书", _post("乙工")], ["甲工说明书", "乙工说明书"]),
        (["某厂岗位说明", "岗位说明书", _post("格栅工"), TITLED], ["岗位说明书", "曝气工岗位说明书"]),
    ],
    ids=["in one table", "table below table", "each below its heading", "a heading as first row"],
)  # fmt: skip
def test_of_several_posts_each_is_an_element(parts: list[list[Row] | str], titles: list[str]) -> None:
    body = segment(written(*parts), entry()).body
    assert [(node.kind, node.title) for node in body] == [("element", title) for title in titles]
    assert [[child.title for child in node.children] for node in body] == [["岗位名称", "所属部门", "岗位职责"]] * 2


def test_a_first_row_with_the_title_of_all_is_the_document_s() -> None:
    standard = segment(written([[("化验员岗位说明书", 1, 4), None, None, None], *_post("化验员")]), entry())
    assert (standard.title, [(node.kind, node.title) for node in standard.body]) == (
        "化验员岗位说明书",
        [("element", "化验员")],
    )


def test_a_label_may_have_several_values() -> None:
    assert bordered(written([
        ["岗位名称", ("曝气工", 1, 2), None],
        ["所属部门", ("生化车间", 1, 2), None],
        [("任职资格", 1, 3), None, None],
        ["项目", "必备条件", "期望条件"],
        ["学历", "中专", "大专"],
        ["经验", "一年", "三年"],
    ]))[3:] == [
        "  section |  | 任职资格",
        "    field |  | 项目 | 必备条件 期望条件",
        "    field |  | 学历 | 中专 大专",
        "    field |  | 经验 | 一年 三年",
    ]  # fmt: skip


def test_a_list_of_posts_is_an_element_a_row() -> None:
    assert bordered(written([
        ["序号", "岗位名称", "所属部门", "岗位职责", "任职要求"],
        ["1", "格栅工", "预处理车间", "1、清渣;\n2、巡视。", "中专以上"],
        ["2", "曝气工", "生化车间", "调节曝气量。", "大专以上"],
    ])) == [
        "para |  |  | 序号 岗位名称 所属部门 岗位职责 任职要求",
        "element | 1 | 格栅工",
        "  field |  | 所属部门 | 预处理车间",
        "  section |  | 岗位职责",
        "    criterion | 1、 |  | 清渣;",
        "    criterion | 2、 |  | 巡视。",
        "  section |  | 任职要求",
        "    criterion |  |  | 中专以上",
        "element | 2 | 曝气工",
        "  field |  | 所属部门 | 生化车间",
        "  section |  | 岗位职责",
        "    criterion |  |  | 调节曝气量。",
        "  section |  | 任职要求",
        "    criterion |  |  | 大专以上",
    ]  # fmt: skip


def test_a_cell_that_the_head_of_its_column_names_breaks_no_promise() -> None:
    document = written([
        ["考核项目", "分值", "评分标准", "数据来源"],
        ["采样及时率", "40", "每迟一次扣2分。", "化验台账"],
        ["数据准确率", "60", "每错一项扣3分。", "质控记录"],
    ])  # fmt: skip
    standard, text = segment(document, entry()), str(document.text)
    assert [n.text for n in walk(standard.body) if n.title == "数据来源"] == ["化验台账", "质控记录"]
    assert [*span_faults(standard, text), *coverage_faults(standard, text)] == []


def test_cells_over_each_other_are_read_as_running_text() -> None:
    composer = Composer()
    words = ["岗位名称", "化验员", "所属部门", "化验室", "岗位职责", "采样", "任职要求", "大专"]
    composer.table(Words(k // 4, k % 4, word, 1 + (k == 1), 1 + 2 * (k == 4)) for k, word in enumerate(words))
    draft = composer.draft()
    document = Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)
    standard = segment(document, entry())
    assert [*span_faults(standard, draft.text), *coverage_faults(standard, draft.text)] == []


OTHER: list[list[Row]] = [
    [["设备", "数量", "产地"], ["格栅", "2", "国产"], ["风机", "4", "进口"]],  # no label is known
    [["岗位名称", "岗位职责", "任职要求"], ["", "", ""], ["", "", ""]],  # a head over nothing: labels where values are wanted
]


@pytest.mark.parametrize("rows", OTHER, ids=["goods", "a head over nothing"])
def test_a_table_of_other_things_is_no_form(rows: list[Row]) -> None:
    assert not any(line.startswith(("section", "field |  | 岗位名称")) for line in bordered(written(rows)))


def test_rows_of_a_table_in_a_cell_are_fields_and_signs_of_lists_are_no_words() -> None:
    assert bordered(written([
        ["岗位名称", "化验员"],
        ["所属部门", "化验室"],
        ["岗位职责", "➢ 采集水样；\n➢ 出具报告。"],
        ["任职条件", "身体条件\t无恐高\n证件\t水质化验证\n两年以上经验"],
    ]))[-7:] == [
        "  section |  | 岗位职责",
        "    criterion |  |  | 采集水样；",
        "    criterion |  |  | 出具报告。",
        "  section |  | 任职条件",
        "    field |  | 身体条件 | 无恐高",
        "    field |  | 证件 | 水质化验证",
        "    criterion |  |  | 两年以上经验",
    ]  # fmt: skip


def test_a_table_of_short_labels_that_no_list_knows_is_a_form_where_it_is_nothing_else() -> None:
    assert bordered(written([
        ["站点", "", "受检人", "", "受检月份", ""],
        ["记录地点", ("日常巡视、录像抽查", 1, 5), None, None, None, None],
    ])) == [
        "field |  | 站点",
        "field |  | 受检人",
        "field |  | 受检月份",
        "field |  | 记录地点 | 日常巡视、录像抽查",
    ]  # fmt: skip


def test_a_head_may_call_the_numbers_by_one_character() -> None:
    rows: list[Row] = [["序", "任务", "频次"], ["1", "领取辅料", "每班"], ["2", "校准秤", "每周"]]
    assert bordered(written(rows))[0] == "para |  |  | 序 任务 频次"


def test_one_row_of_labels_to_be_filled_in_is_a_form_and_values_that_list_things_head_nothing() -> None:
    assert bordered(written([["站点", "", "受检人", "", "受检月份", ""]])) == [
        "field |  | 站点",
        "field |  | 受检人",
        "field |  | 受检月份",
    ]
    rows: list[Row] = [["记录地点", "泵房、机房、库房"], ["记录时间", "每月最后三天，次月5日前公布"]]
    assert [line.split(" | ")[2] for line in bordered(written(rows))] == ["记录地点", "记录时间"]


def test_a_label_to_be_filled_in_heads_none_of_the_labels_below_it() -> None:
    rows: list[Row] = [
        ["岗位名称", "化验员"],
        ["所属部门", ""],
        ["直接上级", ""],
        ["岗位编号", "HY-02"],
        ["岗位职责", ""],
        ["采样", "按时"],
    ]
    assert bordered(written(rows)) == [
        "element |  | 化验员",
        "  field |  | 岗位名称 | 化验员",
        "  field |  | 所属部门",
        "  field |  | 直接上级",
        "  field |  | 岗位编号 | HY-02",
        "  section |  | 岗位职责",
        "    field |  | 采样 | 按时",
    ]
