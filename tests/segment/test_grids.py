"""Tables that kept their borders: the same tree as without, and merged cells where they belong."""

from collections.abc import Callable

import pytest

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Text, walk
from pipeline.segment import segment
from pipeline.segment.grids import gridread, shapes
from tests.segment.shown import Row, bordered, tabled
from tests.support import render
from tests.support.outline import Outline, corpus
from tests.support.score import leaves, score_tree
from tests.support.tables import blocks
from tests.support.work import a_minute, calls


def test_a_unit_merged_over_its_rows_stands_once() -> None:
    lines = bordered(tabled([
        [("要素", 1, 2), None, "初级", "中级"],
        [("仓储(10分)", 2, 1), "收货(各级均5分)", "1、核对;\n2、登记。", "分析差异。"],
        [None, "发货(初级5分,中级0分)", "按单拣货。", "无"],
    ]))  # fmt: skip
    assert lines == [
        "para |  |  | 要素 初级 中级",
        "unit |  | 仓储 | (10分) {score=10}",
        "  element |  | 收货 | (各级均5分)",
        "    level |  | 初级 {score=5}",
        "      criterion | 1、 |  | 核对;",
        "      criterion | 2、 |  | 登记。",
        "    level |  | 中级 {score=5}",
        "      criterion |  |  | 分析差异。",
        "  element |  | 发货 | (初级5分,中级0分)",
        "    level |  | 初级 {score=5}",
        "      criterion |  |  | 按单拣货。",
        "    level |  | 中级 | 无 {score=0; none-stated}",
    ]


def test_a_cell_merged_over_two_levels_stands_under_the_first() -> None:
    lines = bordered(tabled([
        ["要素", "初级", "中级", "高级"],
        ["沟通", ("能够清楚表达,按时反馈工作中出现的各种问题。", 1, 2), None, "协调多部门意见,促成一致。"],
        ["学习", "按时参加培训并通过考试。", "每年自学一门课程。", "为他人授课。"],
    ]))  # fmt: skip
    assert lines[2:5] == [
        "  level |  | 初级",
        "    criterion |  |  | 能够清楚表达,按时反馈工作中出现的各种问题。",
        "  level |  | 中级 {incomplete}",
    ]


def test_a_row_across_the_table_heads_the_rows_below_it() -> None:
    lines = bordered(tabled([
        ["考核要素", "一级", "二级"],
        [("客户服务(20分)", 1, 3), None, None],
        ["接待", "使用规范用语接待来访客户。", "处理客户的异议,安抚情绪。"],
        ["回访", "每周回访,记录客户的意见。", "分析回访记录,提出改进。"],
    ]))  # fmt: skip
    assert lines[1] == "unit |  | 客户服务 | (20分) {score=20}"
    assert lines[2] == "  element |  | 接待"


def test_levels_in_the_second_row_of_a_head_are_the_columns() -> None:
    [grid] = gridread.read(tabled([
        [("条件", 2, 1), ("等级", 1, 2), None],
        [None, "初级", "中级"],
        ["学历", "中专", "大专"],
    ]))  # fmt: skip
    assert grid.levels == {1: "初级", 2: "中级"}
    assert shapes.shape(grid) == "columns"


def test_a_column_behind_the_levels_is_a_field_of_the_element() -> None:
    lines = bordered(tabled([
        ["要素", "初级", "中级", "认证方法"],
        ["沟通", "能够清楚表达自己的意见和想法,不打断别人。", "能够协调不同意见,促成一致。", "现场观察"],
        ["学习", "按时参加培训,通过考试。", "每年自学一门课程。", "查阅记录"],
    ]))  # fmt: skip
    assert "  evidence |  | 认证方法 | 现场观察" in lines


def test_a_form_of_two_pairs_a_row_gives_a_field_each() -> None:
    assert bordered(tabled([
        ["岗位名称", "仓管员", "所属部门", "物流部"],
        ["直接上级", "仓库主管", "定员人数", "2人"],
        ["岗位职责", ("1、收发货物;\n2、定期盘点。", 1, 3), None, None],
    ])) == [
        "element |  | 仓管员",
        "  field |  | 岗位名称 | 仓管员",
        "  field |  | 所属部门 | 物流部",
        "  field |  | 直接上级 | 仓库主管",
        "  field |  | 定员人数 | 2人",
        "  section |  | 岗位职责",
        "    criterion | 1、 |  | 收发货物;",
        "    criterion | 2、 |  | 定期盘点。",
    ]  # fmt: skip


def test_points_behind_the_reasons_are_the_item_s_as_well() -> None:
    lines = bordered(tabled([
        ["序号", "考核项目", "评分标准", "分值"],
        ["1", "出勤", "迟到一次扣1分。", "10"],
        ["2", "卫生", "每处扣2分。", "20分"],
        ["", "合计", "", "30"],
    ]))  # fmt: skip
    assert "element | 1 | 出勤 | 10 {score=10}" in lines
    assert "field |  | 合计 | 30" in lines


@pytest.mark.parametrize("rows", [[["一段文字"], ["又一段"]], [["", ""], ["", ""]], [["只有一行", "两格"]]])
def test_a_table_of_one_column_or_one_row_is_running_text(rows: list[Row]) -> None:
    assert bordered(tabled(rows)) == []


@pytest.mark.parametrize("outline", [o for o in corpus() if any(n.attrs.get("table") for n in o.nodes)], ids=lambda o: o.name)
def test_with_borders_and_without_the_tables_of_a_document_are_the_same(outline: Outline) -> None:
    """Every node of these kinds is found both ways; what is found beyond them is the same in both, and floors hold how much."""
    documents = (blocks(outline), render.document(render.lines(outline)))
    with_, without = (score_tree(outline, leaves(segment(document, render.entry()))).kinds for document in documents)
    for kind in ("level", "field", "unit", "element"):
        one, other = with_.get(kind), without.get(kind)
        if one or other:
            assert one, kind
            assert other, kind
            assert one.matched == other.matched == one.gold, kind
            assert one.output == other.output, kind


MERGED: dict[str, list[Row]] = {
    "matrix": [["要素", "三级", "四级"], [("采购计划", 2, 1), "能执行计划", "能制定计划"], [None, "能反馈问题", "能优化流程"]],
    "levels": [
        ["级别", "行为要求", "证据"],
        [("三级", 2, 1), "能独立完成采购计划", "计划书"],
        [None, "能组织谈判", "谈判记录"],
        ["四级", "能制定制度", "制度文本"],
    ],
    "columns": [
        ["条件", "初级", "中级"],
        [("证书", 2, 1), "上岗证", "中级工证"],
        [None, "驾驶证", ("叉车证", 2, 1)],
        ["学历", "高中", None],
    ],
    "work": [
        ["职业功能", "工作内容", "技能要求", "相关知识"],
        [("1.码垛", 2, 1), ("1.1堆码", 2, 1), "1.1.1能按图堆码", "1.1.1堆码图"],
        [None, None, "1.1.2能加固", "1.1.2加固材料"],
    ],
    "score": [
        ["项目", "分值", "评分标准"],
        [("安全", 2, 1), ("10", 2, 1), "未戴帽扣2分"],
        [None, None, "未持证扣5分"],
        ["质量", "20", "返工扣5分"],
    ],
    "rows": [["名称", "数量", "备注"], [("扳手", 2, 1), "2", "大号"], [None, "3", "小号"]],
}


@pytest.mark.parametrize("shape", MERGED)
def test_a_cell_merged_over_rows_says_its_words_once_and_nothing_is_lost(shape: str) -> None:
    rows = MERGED[shape]
    standard = segment(tabled(rows), render.entry())
    told = "".join(f"{n.number or ''}{n.title or ''}{n.text or ''}" for n in walk(standard.body) if not n.derived)
    words = [cell[0] if isinstance(cell, tuple) else cell for row in rows for cell in row if cell is not None]
    for cell in words[len(rows[0]) :]:
        assert told.count(cell) == sum(one.count(cell) for one in words), cell


def test_a_row_whose_title_is_merged_goes_on_with_the_row_above() -> None:
    assert bordered(tabled(MERGED["matrix"])) == [
        "para |  |  | 要素 三级 四级",
        "element |  | 采购计划",
        "  level |  | 三级",
        "    criterion |  |  | 能执行计划",
        "    criterion |  |  | 能反馈问题",
        "  level |  | 四级",
        "    criterion |  |  | 能制定计划",
        "    criterion |  |  | 能优化流程",
    ]


def test_a_condition_for_all_levels_stands_once_under_none() -> None:
    assert bordered(tabled([
        ["条件", "初级", "中级", "高级"],
        ["学历", "中专", ("大专", 1, 2), None],
        ["否决", ("近三年无责任事故", 1, 3), None, None],
    ])) == [
        "para |  |  | 条件 初级 中级 高级",
        "section |  | 学历",
        "  criterion |  |  | 中专 {level=初级}",
        "  criterion |  |  | 大专 {level=中级}",
        "section |  | 否决",
        "  criterion |  |  | 近三年无责任事故",
    ]  # fmt: skip


def test_the_number_of_an_element_may_stand_before_the_cell_of_its_unit() -> None:
    document = tabled([
        ["序号", ("考核项目", 1, 2), None, "分值", "评分标准"],
        ["1", ("现场（30分）", 2, 1), "引导", "10", "1. 迟缓一次扣2分；\n2. 未引导扣1分。"],
        ["2", None, "操作", "20", "操作有误扣5分。"],
        ["3", "纪律", "考勤", "5", "迟到扣1分。"],
    ])  # fmt: skip
    assert bordered(document) == [
        "para |  |  | 序号 考核项目 分值 评分标准",
        "unit |  | 现场 | （30分） {score=30}",
        "  element | 1 | 引导 | 10 {score=10}",
        "    section |  | 评分标准",
        "      criterion | 1. |  | 迟缓一次扣2分；",
        "      criterion | 2. |  | 未引导扣1分。",
        "  element | 2 | 操作 | 20 {score=20}",
        "    section |  | 评分标准",
        "      criterion |  |  | 操作有误扣5分。",
        "unit |  | 纪律",
        "  element | 3 | 考勤 | 5 {score=5}",
        "    section |  | 评分标准",
        "      criterion |  |  | 迟到扣1分。",
    ]
    standard, text = segment(document, render.entry()), str(document.text)
    assert [*span_faults(standard, text), *coverage_faults(standard, text)] == []


def test_the_points_of_a_row_may_stand_among_the_cells_below_its_title() -> None:
    rows: list[Row] = [
        ["考核项目", "评分标准", "分值", ""],
        ["服务态度", "投诉一次扣2分", ("10分", 2, 1), "按月计"],
        ["现场管理", "脏乱一处扣1分", None, "按周计"],
    ]
    document = tabled(rows)
    standard = segment(document, render.entry())
    text = str(document.text)
    assert not [*span_faults(standard, text), *coverage_faults(standard, text)]
    item = next(node for node in walk(standard.body) if node.title == "服务态度")
    assert item.score == 10


def test_levels_below_other_rows_of_a_table_are_a_table_of_their_own() -> None:
    assert bordered(tabled([
        [("A1 倾听", 1, 2), None],
        ["定义", "准确接收对方的信息。"],
        ["级别", "行为描述"],
        ["1级 听见", "不打断对方\n用短语回应"],
        ["2级 听懂", "复述要点"],
    ]))[-6:] == [
        "para |  |  | 级别 行为描述",
        "level | 1级 | 听见",
        "  criterion |  |  | 不打断对方",
        "  criterion |  |  | 用短语回应",
        "level | 2级 | 听懂",
        "  criterion |  |  | 复述要点",
    ]  # fmt: skip


def test_a_level_with_its_name_in_brackets_is_a_title() -> None:
    assert bordered(tabled([
        ["等级", "含义"],
        ["一级（见习）", "在他人指导下完成工作。"],
        ["二级（独立）", "独立完成工作。"],
    ]))[1::2] == ["level |  | 一级（见习）", "level |  | 二级（独立）"]  # fmt: skip


LARGE: dict[str, Callable[[int], list[Row]]] = {
    "rows": lambda n: [["序号", "岗位名称", "工作内容"], *([str(k), f"{k}号岗", f"负责第{k}类工作"] for k in range(1, n))],
    "columns": lambda n: [[f"{name}{k}" for k in range(n)] for name in "甲乙丙丁戊"],
    "titles": lambda n: [
        ["类别", "条件", "初级", "高级"],
        *(["" if k % 99 else "总", f"条件{k}", "大专", "本科"] for k in range(n)),
    ],
}
"""Tables of five cells, of three or of four by n."""


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_table_takes_work_as_it_has_cells(kind: str) -> None:
    """Three times the cells may be four times the work; what grows with the square is nine times."""

    def work(size: int) -> int:
        document = tabled(LARGE[kind](size))
        return calls(lambda: segment(document, render.entry()))

    with a_minute():
        assert work(600) < 4 * work(200)


def test_a_table_below_a_label_that_was_left_blank_is_no_part_of_what_stands_before_it() -> None:
    composer = Composer()
    for line in ("仓库检查评分表", "被查仓库：", "检查日期："):
        composer.block(line, kind="paragraph")
    rows = [
        ["项目", "评分标准", "分值"],
        ["通道", "1、堆放杂物扣2分；\n2、照明不亮扣1分。", "10"],
        ["货架", "1、倾斜扣5分；\n2、超载扣3分。", "8"],
    ]
    composer.table(Words(r, c, words) for r, row in enumerate(rows) for c, words in enumerate(row))
    draft = composer.draft()
    document = Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)
    elements = [node for node in walk(segment(document, render.entry()).body) if node.kind == "element"]
    assert [(node.title, node.score) for node in elements] == [("通道", 10), ("货架", 8)]
