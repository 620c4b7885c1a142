"""Text files: lines that tabs, strokes or blanks cut are tables, with the lines that head groups of their rows."""

from csv import writer
from io import StringIO
from pathlib import Path

import pytest

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.clean import clean
from pipeline.ingest import read
from pipeline.model import Document
from pipeline.segment import segment
from tests.ingest.files import put
from tests.segment.test_trees import lines
from tests.support import render

SHEET = (
    "序号\t考评内容\t分值\t扣分标准\t考评部门\n一、日常巡查（60分）\n1\t巡查到位\t40分\t漏巡扣5分；补签扣2分\t管理科\n"
    "2\t记录完整\t20分\t缺页每处扣2分\t管理科\n二、应急处置（40分）\n3\t到场及时\t40分\t迟到扣5分；离岗扣10分\t安全科\n"
)


def written(folder: Path, text: str) -> Document:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, path.name)


def shapes(document: Document) -> list[tuple[int, int]]:
    """Rows and columns of each table."""
    return [(block.table.rows, block.table.columns) for block in document.blocks if block.table is not None]


def test_a_line_without_tabs_heads_rows_where_their_numbers_go_on_across_it(tmp_path: Path) -> None:
    document = written(tmp_path, SHEET)
    assert shapes(document) == [(6, 5)]
    table = next(block.table for block in document.blocks if block.table is not None)
    assert [(cell.row, cell.columns) for cell in table.cells if cell.columns > 1] == [(1, 5), (4, 5)]


def test_rows_whose_numbers_begin_anew_behind_a_line_are_a_table_of_their_own(tmp_path: Path) -> None:
    text = "序号\t内容\t分值\n1\t甲\t10\n2\t乙\t20\n附表二\n序号\t内容\t分值\n1\t丙\t30\n2\t丁\t40\n"
    assert shapes(written(tmp_path, text)) == [(3, 3), (3, 3)]


def test_a_number_of_any_length_stands_in_a_row(tmp_path: Path) -> None:
    document = written(tmp_path, f"序号\t内容\n一组\n{'1' * 5000}\t按时完成各项任务\n{'任职资格标准' * 999}\n")
    assert [block.kind for block in document.blocks] == ["paragraph"] * 4


def test_lines_that_head_groups_of_rows_are_units_and_the_rows_keep_their_numbers(tmp_path: Path) -> None:
    standard = segment(clean(written(tmp_path, f"巡查员考评细则\n{SHEET}")), render.entry())
    assert lines(standard.body) == [
        "para | | | 序号 考评内容 分值 扣分标准 考评部门",
        "unit | 一、 | 日常巡查 | （60分）",
        "  element | 1 | 巡查到位 | 40分",
        "    section | | 扣分标准",
        "      criterion | | | 漏巡扣5分；",
        "      criterion | | | 补签扣2分",
        "    field | | 考评部门 | 管理科",
        "  element | 2 | 记录完整 | 20分",
        "    section | | 扣分标准",
        "      criterion | | | 缺页每处扣2分",
        "    field | | 考评部门 | 管理科",
        "unit | 二、 | 应急处置 | （40分）",
        "  element | 3 | 到场及时 | 40分",
        "    section | | 扣分标准",
        "      criterion | | | 迟到扣5分；",
        "      criterion | | | 离岗扣10分",
        "    field | | 考评部门 | 安全科",
    ]
    assert [node.score for node in standard.body] == [None, 60.0, 40.0]


WEIGHTS = (
    "项目\t五级（%）\t四级（%）\n基本要求\n职业守则\t10\t5\n基础知识\t30\t35\n"
    "相关知识要求\n线路救护\t60\t40\n站房值守\t—\t20\n合计\t100\t100\n"
)


def test_titles_between_names_with_figures_head_groups_of_rows(tmp_path: Path) -> None:
    document = written(tmp_path, f"索道救护员职业技能标准\n1 权重表\n{WEIGHTS}")
    assert shapes(document) == [(8, 3)]
    assert lines(segment(clean(document), render.entry()).body)[1:] == [
        "  para | | | 项目 五级（%） 四级（%）",
        "  para | | | 基本要求",
        "  field | | 职业守则 | 10 5",
        "  field | | 基础知识 | 30 35",
        "  para | | | 相关知识要求",
        "  field | | 线路救护 | 60 40",
        "  field | | 站房值守 | — 20",
        "  field | | 合计 | 100 100",
    ]


BROKEN = (
    "档次\t定位\t应达到的要求\nK1\t能做单项\t按图放样，误差不超过两毫米；\n每日清点刀具。\n"
    "K2\t能做整件\t独立开料；\n看出图纸的错处，书面退回；\n带好一名新人。\nK3\t能定工艺\n编写作业卡；\n每季改进一道工序。\n"
)


def test_rows_whose_last_cells_go_on_over_lines_are_a_table(tmp_path: Path) -> None:
    document = written(tmp_path, f"木工任职资格标准\n二、各档要求\n{BROKEN}三、其他\n本标准由工艺科解释。\n")
    assert shapes(document) == [(4, 3)]
    assert cells(document)[3:] == [
        *("K1", "能做单项", "按图放样，误差不超过两毫米；\n每日清点刀具。"),
        *("K2", "能做整件", "独立开料；\n看出图纸的错处，书面退回；\n带好一名新人。"),
        *("K3", "能定工艺", "编写作业卡；\n每季改进一道工序。"),
    ]
    cleaned = clean(document)
    standard = segment(cleaned, render.entry())
    assert [*coverage_faults(standard, str(cleaned.text)), *span_faults(standard, str(cleaned.text))] == []


def test_lines_between_rows_that_are_no_statements_end_a_table(tmp_path: Path) -> None:
    document = written(tmp_path, "项目\t要求\n甲\t一次；\n合格\n乙\t两次；\n合格\n丙\t三次；\n合格\n")
    assert shapes(document) == [(2, 2)]


def cells(document: Document) -> list[str]:
    """The words of every cell of every table."""
    tables = (block.table for block in document.blocks if block.table is not None)
    return [str(document.text)[slice(*cell.span)] for table in tables for cell in table.cells if cell.span]


def test_strokes_cut_rows_with_or_without_strokes_around_them(tmp_path: Path) -> None:
    for around in ("", "|"):
        rows = ["序号 | 职责 | 说明", "1 | 排班 | 按周排定", "2 | 盘点 | "]
        rule = f"{around}---|---|---{around}\n" if around else ""
        text = "\n".join(f"{around}{row}{around}" for row in rows).replace("\n", f"\n{rule}", 1) + "\n"
        document = written(tmp_path, text)
        assert shapes(document) == [(3, 3)]
        assert cells(document)[:6] == ["序号", "职责", "说明", "1", "排班", "按周排定"]


def test_blanks_cut_rows_below_as_many_titles(tmp_path: Path) -> None:
    document = written(tmp_path, "考核指标\n指标 目标 权重\n成活率 ≥95% 60%\n安全事故 0起 40%\n附注\n")
    assert shapes(document) == [(3, 3)]
    assert cells(document)[3:6] == ["成活率", "≥95%", "60%"]


def test_strokes_and_hyphens_alone_are_rules_and_no_table(tmp_path: Path) -> None:
    assert shapes(written(tmp_path, "点检\n|---|---|\n|---|---|\n每班检查一次。\n")) == []


def test_strokes_between_cells_belong_to_no_node(tmp_path: Path) -> None:
    document = written(tmp_path, "|指标|目标|\n|---|---|\n|成活率|95%|\n|事故|0起|\n")
    text = str(document.text)
    standard = segment(clean(document), render.entry())
    assert [*coverage_faults(standard, text), *span_faults(standard, text)] == []


def test_points_behind_what_costs_them_are_the_words_of_their_row(tmp_path: Path) -> None:
    head = "序号\t考核项目\t考核内容\t扣分标准\t分值\n"
    document = written(tmp_path, f"{head}1\t出勤\t按时到岗\t迟到扣1分\t20\n2\t卫生\t地面干净\t有污渍扣2分\t30\n")
    text = str(document.text)
    standard = segment(clean(document), render.entry())
    assert lines(standard.body)[1:5] == [
        "unit | 1 | 出勤",
        "  element | | 按时到岗 | 20",
        "    section | | 扣分标准",
        "      criterion | | | 迟到扣1分",
    ]
    assert [*coverage_faults(standard, text), *span_faults(standard, text)] == []


def test_names_below_who_made_and_passed_a_document_are_no_labels(tmp_path: Path) -> None:
    document = written(tmp_path, "点检规范\n每班检查一次。\n编制 审核 批准\n王强 李敏 赵刚\n质量部 生产部 经理办\n")
    standard = segment(clean(document), render.entry())
    assert lines(standard.body)[-2:] == ["para | | | 王强 李敏 赵刚", "para | | | 质量部 生产部 经理办"]


def test_contents_names_and_lone_rows_are_no_tables(tmp_path: Path) -> None:
    for text in (
        "第一章 总则 1\n第二章 职责 2\n第三章 附则 3\n",
        "指标 目标 权重\n成活率 ≥95% 60%\n以上各项按月考核\n",
        "编写 张三 李四\n审核 王五\n批准 赵六 钱七\n",
        "首页 | 关于 | 联系\n正文从这里开始\n",
    ):
        assert shapes(written(tmp_path, text)) == []


VALUES = [
    ["岗位名称", "化验员", "所属部门", "化验室"],
    ["岗位职责", "1、采集水样；\n2、出具报告,按时送达。", "", ""],
    ["任职要求", '持"水质"证', "", ""],
]


def separated(sign: str, end: str) -> str:
    """The values as a spreadsheet writes them."""
    made = StringIO()
    writer(made, delimiter=sign, lineterminator=end).writerows(VALUES)
    return made.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("gb18030", "\n")])
def test_separated_values_are_a_table(tmp_path: Path, sign: str, encoding: str, end: str) -> None:
    read_ = read(put(tmp_path, "a.csv", separated(sign, end).encode(encoding)), "a.csv")
    [block] = read_.blocks
    assert block.table is not None
    assert (block.table.rows, block.table.columns) == (3, 4)
    words = [read_.text.source[slice(*cell.span)] for cell in block.table.cells]
    assert words == [value for row in VALUES for value in row]


def test_a_title_over_separated_values_stands_across(tmp_path: Path) -> None:
    read_ = read(put(tmp_path, "a.csv", "培训课程,,\n课程,学时,方式\n,,\n安全教育,8,面授\n"), "a.csv")
    [block] = read_.blocks
    assert block.table is not None
    assert [(cell.row, cell.columns) for cell in block.table.cells][:2] == [(0, 3), (1, 1)]
    assert block.table.rows == 3


def test_lines_above_and_below_separated_values_are_what_they_say(tmp_path: Path) -> None:
    text = "岗位任职条件一览\n\n岗位,学历,年限\n保管员,高中,1年\n\n班组长,大专,3年\n\n注：特殊岗位另行规定。\n"
    read_ = read(put(tmp_path, "a.csv", text), "a.csv")
    assert [(block.kind, read_.text.source[slice(*block.span)]) for block in read_.blocks] == [
        ("paragraph", "岗位任职条件一览"),
        ("table", "岗位\t学历\t年限\n保管员\t高中\t1年\n班组长\t大专\t3年"),
        ("paragraph", "注：特殊岗位另行规定。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "本制度适用于全公司,自发布之日起施行\n各部门应当遵守,不得违反\n违反者,处以罚款\n",
        "课程,学时,方式\n安全教育,8\n仓储实务,16,面授\n",
        '课程,学时,方式\n"安全教育,8,面授\n仓储实务,16,面授\n',
        "一、二、三,四,五\n六,七,八\n",
    ],
    ids=["prose", "a row that is short", "a quote that is open", "two lines"],
)
def test_a_text_with_commas_is_no_table(tmp_path: Path, text: str) -> None:
    assert [block.kind for block in read(put(tmp_path, "a.txt", text), "a.txt").blocks] == ["paragraph"] * text.count("\n")
