"""Tables of a pdf that have no rules down, or none at all: told where head, columns and rows are beyond doubt, else lines."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.test_pdf_forms import document, drawn, told

Row = tuple[str, ...]
"""Cells of a row; | breaks a line."""
LEFT, RIGHT, TOP, STEP = 72, 523, 700, 20


def ruled(*tables: Sequence[Row], at: Sequence[int], every: bool = False, title: int = LEFT) -> Callable[[Canvas], None]:
    """Tables one below the other, each below its title, with a rule over the head, under it and at the end.

    at: where columns begin; every: a rule under every row; title: where titles begin.
    """

    def page(canvas: Canvas) -> None:
        height = TOP
        for number, rows in enumerate(tables, 1):
            canvas.drawString(title, height + 30, f"表{number}")
            canvas.line(LEFT, height + 14, RIGHT, height + 14)
            for index, row in enumerate(rows):
                for x, cell in zip(at, row, strict=True):
                    for line, words in enumerate(cell.split("|")):
                        canvas.drawString(x, height - STEP * line, words)
                height -= STEP * max(cell.count("|") + 1 for cell in row)
                if every or index in (0, len(rows) - 1):
                    canvas.line(LEFT, height + 14, RIGHT, height + 14)
            canvas.drawString(LEFT, height - 10, "以上各项由部门主管考核。")
            height -= 80

    return page


def kinds(tmp_path: Path, page: Callable[[Canvas], None]) -> list[str]:
    return [block.kind for block in document(tmp_path, drawn(page)).blocks]


SHORT: list[Row] = [("等级", "知识", "技能"), ("三级", "本科", "熟悉产品"), ("四级", "硕士", "能够谈判"), ("", "合计", "二")]
TEXT: list[Row] = [
    ("等级", "要求"),
    ("三级", "能够根据客户的需求制定销售计划并且及时反馈市场的信息还要|完成年度任务;"),
    ("四级", "1、能够谈判;|2、能够制定制度。"),
]
LINES = (
    "能够根据客户的需求制定销售计划并且及时反馈市场的信息还要",
    "能够按时完成年度的各项任务并且进行必要的总结还要向着",
    "上级报告;",
)
MIDDLE: list[Row] = [("等级", "要求"), ("|三级", "|".join(LINES)), ("四级", "能够谈判。")]


def test_three_rules_make_a_table_of_rows_and_columns(tmp_path: Path) -> None:
    read_ = document(tmp_path, drawn(ruled(SHORT, at=(80, 200, 380))))
    assert told(read_) == [
        "表1", "等级\t知识\t技能\n三级\t本科\t熟悉产品\n四级\t硕士\t能够谈判\n\t合计\t二", "以上各项由部门主管考核。"
    ]  # fmt: skip
    [table] = [block.table for block in read_.blocks if block.table]
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 9


def test_a_cell_of_several_lines_stays_in_its_row(tmp_path: Path) -> None:
    read_ = document(tmp_path, drawn(ruled(TEXT, at=(80, 160))))
    [words] = told(read_, "table")
    assert words == f"等级\t要求\n三级\t{TEXT[1][1].replace('|', '')}\n四级\t1、能够谈判;\n2、能够制定制度。"


def test_two_tables_of_one_width_stay_two(tmp_path: Path) -> None:
    page = ruled(SHORT, [*SHORT[:2], SHORT[2]], at=(80, 200, 380))
    assert kinds(tmp_path, page) == ["paragraph", "table", "paragraph", "paragraph", "table", "paragraph"]


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("title", [LEFT, 290, 400])
@pytest.mark.parametrize("rows", [[row[1:] for row in SHORT], SHORT], ids=["two columns", "three"])
def test_a_title_between_rules_is_in_no_table(tmp_path: Path, rows: list[Row], title: int, every: bool) -> None:
    """Rules of one length stand above it: that of a running head, and the last one of the table before."""
    at = (80, 200, 380)[: len(rows[0])]

    def page(canvas: Canvas) -> None:
        canvas.line(LEFT, TOP + 60, RIGHT, TOP + 60)
        ruled(rows[:3], rows[:3], at=at, every=every, title=title)(canvas)

    words = "\n".join("\t".join(row) for row in rows[:3])
    assert told(document(tmp_path, drawn(page)), "table") == [words, words]


def test_a_label_with_its_value_beside_a_title_between_rules_is_in_no_table(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for top in (TOP, TOP - 120):
            canvas.drawString(210, top + 30, "表格")
            canvas.drawString(420, top + 30, "单位：元")
            for height in (top + 14, top - 6, top - 46):
                canvas.line(LEFT, height, RIGHT, height)
            for index, row in enumerate(SHORT[:3]):
                for x, words in zip((80, 200, 380), row, strict=True):
                    canvas.drawString(x, top - STEP * index, words)

    words = "\n".join("\t".join(row) for row in SHORT[:3])
    assert told(document(tmp_path, drawn(page)), "table") == [words, words]


@pytest.mark.parametrize("rows", [[("第一章总则", "1"), ("第二章考核", "8")], [("1、沟通", "2、协作"), ("3、学习", "4、诚信")]])
def test_rules_around_a_running_head_and_over_the_foot_make_no_table_of_the_page(tmp_path: Path, rows: list[Row]) -> None:
    def page(canvas: Canvas) -> None:
        for height in (800, 780, 60):
            canvas.line(LEFT, height, RIGHT, height)
        for y, row in [(785, ("管理手册", "编号")), *((TOP - STEP * index, row) for index, row in enumerate(rows))]:
            canvas.drawString(80, y, row[0])
            canvas.drawString(450, y, row[1])

    assert "table" not in kinds(tmp_path, page)


def test_a_label_in_the_middle_of_its_row_is_told_by_rules_around_the_row_alone(tmp_path: Path) -> None:
    assert "table" not in kinds(tmp_path, ruled(MIDDLE, at=(80, 160)))
    [words] = told(document(tmp_path, drawn(ruled(MIDDLE, at=(80, 160), every=True))), "table")
    assert words == f"等级\t要求\n三级\t{''.join(LINES)}\n四级\t能够谈判。"


PROSE = "客户经理的任职资格标准包括行为标准知识标准以及经验标准三个部分内容"


@pytest.mark.parametrize(
    "rows",
    [
        [(PROSE, ""), (PROSE, ""), (PROSE, "")],
        [("总则", ""), ("目的", "统一标准"), ("范围", "全体员工")],
        [("部门：财务部", "编制：二人"), ("上级：经理", "下级：无"), ("日期：一月", "编号：二")],
        [("等级", "要求"), ("三级", "能够谈判")],
    ],
    ids=["prose", "a column without a head", "a form", "one row"],
)
def test_rules_across_make_no_table_of_what_is_none(tmp_path: Path, rows: list[Row]) -> None:
    assert "table" not in kinds(tmp_path, ruled(rows, at=(80, 300)))


def test_columns_of_prose_between_rules_stay_prose(tmp_path: Path) -> None:
    lines = [(PROSE[:17], PROSE[17:34])] * 6
    assert "table" not in kinds(tmp_path, ruled(lines, at=(80, 310)))


# ------------------------------------------------------------------------------------------------------ no rules at all

SCORES: list[Row] = [
    ("项目", "标准", "得分"),
    ("出勤", "每月无迟到", "20"),
    ("协作", "配合同事", "5"),
    ("学习", "参加培训", "15"),
]


def spaced(rows: Sequence[Row], at: Sequence[int], way: str = "drawString", step: int = STEP) -> Callable[[Canvas], None]:
    """Rows of pieces at places of their own; way: how a piece stands to its place."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 760, "以下是考核的项目与得分，由部门主管每月评定一次。")
        for number, row in enumerate(rows):
            for x, piece in zip(at, row, strict=True):
                getattr(canvas, way)(x, TOP - step * number, piece)

    return page


@pytest.mark.parametrize("way", ["drawString", "drawRightString", "drawCentredString"])
def test_columns_that_white_space_makes_beyond_doubt_are_a_table(tmp_path: Path, way: str) -> None:
    read_ = document(tmp_path, drawn(spaced(SCORES, (150, 300, 450), way)))
    assert [block.kind for block in read_.blocks] == ["paragraph", "table"]
    assert told(read_, "table") == ["\n".join("\t".join(row) for row in SCORES)]


@pytest.mark.parametrize(
    "rows",
    [
        [("第一章", "总则", "1"), ("第二章", "要求", "3"), ("第三章", "考核", "8"), ("第四章", "附则", "12")],
        [("1、沟通", "2、协作", "3、学习"), ("4、诚信", "5、创新", "6、服务"), ("7、守时", "8、节约", "9、负责")] * 2,
        [(PROSE[:9], PROSE[9:18], PROSE[18:27])] * 6,
        [("编制：甲", "审核：乙", "批准：丙"), ("日期：一月", "日期：二月", "日期：三月")] * 2,
        SCORES[:3],
        [*SCORES[:2], ("甲", "乙", ""), *SCORES[2:]],
    ],
    ids=["contents", "points side by side", "columns of prose", "a form", "three rows", "a row with a gap"],
)
def test_white_space_makes_no_table_of_what_may_be_none(tmp_path: Path, rows: list[Row]) -> None:
    assert "table" not in kinds(tmp_path, spaced(rows, (100, 250, 400)))
