"""PDF files: what stands on the page, in reading order."""

from pathlib import Path
from random import Random

import pytest

from pipeline.errors import SourceError, Why
from pipeline.ingest import read
from pipeline.model import Document
from tests.ingest.files import Run, pdf, put

BOX = [(100, y, 400, y) for y in (500, 560, 620)] + [(100, 500, 100, 620), (400, 500, 400, 620)]
WIDE = "客户经理的任职资格标准包括行为标准知识标准以及经验标准三个部分内容如下所述说明"


def document(tmp_path: Path, pages: list[list[Run]], rules: list[tuple[float, float, float, float]] | None = None) -> Document:
    return read(put(tmp_path, "a.pdf", pdf(pages, rules or [])), "a.pdf")


def told(read_: Document) -> list[tuple[str, str]]:
    return [(block.kind, read_.text.source[slice(*block.span)]) for block in read_.blocks]


def test_a_line_that_fills_its_column_goes_on_in_the_next(tmp_path: Path) -> None:
    runs = [Run(72, 600, WIDE[:30]), Run(72, 580, WIDE[30:]), Run(72, 560, "另一段")]
    assert told(document(tmp_path, [runs])) == [("paragraph", WIDE), ("paragraph", "另一段")]


def test_a_mark_or_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    marked = [Run(72, 600, WIDE[:30]), Run(72, 580, "2、拜访客户")]
    indented = [Run(72, 600, WIDE[:30]), Run(96, 580, WIDE[:28]), Run(72, 560, "尾")]
    assert [text for _, text in told(document(tmp_path, [marked]))] == [WIDE[:30], "2、拜访客户"]
    assert [text for _, text in told(document(tmp_path, [indented]))] == [WIDE[:30], WIDE[:28] + "尾"]


def test_a_paragraph_goes_on_over_the_page_and_furniture_does_not_cut_it(tmp_path: Path) -> None:
    def page(number: int, text: str) -> list[Run]:
        return [Run(72, 810, "公司管理手册"), Run(72, 700, text), Run(290, 30, f"第 {number} 页 共 3 页")]

    pages = [page(1, WIDE[:30]), page(2, WIDE[30:]), page(3, "另一页")]
    read_ = document(tmp_path, [*pages])
    assert [text for kind, text in told(read_) if kind == "paragraph"] == [WIDE, "另一页"]
    assert [text for kind, text in told(read_) if kind == "furniture"] == [
        "公司管理手册", "第 1 页 共 3 页", "公司管理手册", "第 2 页 共 3 页", "公司管理手册", "第 3 页 共 3 页",
    ]  # fmt: skip
    assert read_.copy.pages == 3
    assert {block.page for block in read_.blocks} == {1, 2, 3}


def test_words_that_return_in_the_middle_of_pages_are_no_furniture(tmp_path: Path) -> None:
    pages = [[Run(72, 500, "认证方法"), Run(72, 400, f"内容{sign}")] for sign in "甲乙丙丁"]
    assert {kind for kind, _ in told(document(tmp_path, pages))} == {"paragraph"}


def test_a_ruled_table_has_its_cells_and_stands_between_its_neighbours(tmp_path: Path) -> None:
    runs = [Run(72, 700, "表前"), Run(110, 590, "左上"), Run(260, 590, "右上"), Run(110, 530, "下面一格"), Run(72, 400, "表后")]
    read_ = document(tmp_path, [runs], [*BOX, (250, 560, 250, 620)])
    assert told(read_) == [("paragraph", "表前"), ("table", "左上\t右上\n下面一格"), ("paragraph", "表后")]
    table = read_.blocks[1].table
    assert table
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 2),
    ]


def test_a_table_that_is_open_at_its_sides_keeps_its_outer_columns(tmp_path: Path) -> None:
    def cells(rules: list[tuple[float, float, float, float]]) -> list[tuple[str, str]]:
        runs = [
            Run(110, 590, "维度"),
            Run(260, 590, "定义"),
            Run(110, 530, "责任"),
            Run(260, 530, "对结果负责"),
            Run(72, 400, "表后"),
        ]
        return told(document(tmp_path, [runs], [(100, y, 400, y) for y in (500, 560, 620)] + rules))

    for sides in ([], [(100, 500, 100, 620)], [(400, 500, 400, 620)]):
        assert cells([(250, 500, 250, 620), *sides]) == [("table", "维度\t定义\n责任\t对结果负责"), ("paragraph", "表后")]
    assert "table" not in dict(cells([]))  # rules across and none down part text, and are no table


def test_a_table_that_is_open_all_around_keeps_its_first_and_last_row_and_what_is_merged_at_its_side(tmp_path: Path) -> None:
    runs = [
        Run(110, 590, "维度"),
        Run(260, 590, "定义"),
        Run(110, 540, "责任"),
        Run(260, 540, "对结果负责"),
        Run(260, 510, "言行一致"),
    ]
    rules = [(100, 560, 400, 560), (250, 530, 400, 530), (250, 500, 250, 620)]
    assert told(document(tmp_path, [runs], rules)) == [("table", "维度\t定义\n责任\t对结果负责\n\t言行一致")]
    assert told(document(tmp_path, [runs], [*rules, (100, 620, 400, 620), (100, 500, 400, 500)])) == [
        ("table", "维度\t定义\n责任\t对结果负责\n\t言行一致")
    ]


def test_no_word_is_lost_whatever_rules_a_page_draws(tmp_path: Path) -> None:
    columns, rows = (50, 130, 210, 290, 360), (700, 650, 600, 550, 500)
    words = [
        (x + 10, y - 30, f"{'甲乙丙丁'[k]}{'子丑寅卯'[n]}") for n, y in enumerate(rows[:-1]) for k, x in enumerate(columns[:-1])
    ]
    for seed in range(40):
        dice = Random(seed)
        ends = [(line, *sorted(dice.sample(range(5), 2))) for line in range(5)]
        rules: list[tuple[float, float, float, float]] = [(columns[a], rows[k], columns[b], rows[k]) for k, a, b in ends]
        ends = [(line, *sorted(dice.sample(range(5), 2))) for line in range(5)]
        short = dice.choice((0, 0, 4, -5))
        rules += [(columns[k], rows[a] + short, columns[k], rows[b]) for k, a, b in ends]
        read_ = document(tmp_path, [[Run(*word) for word in words]], rules)
        assert [word for _, _, word in words if word not in read_.text.source] == [], seed


def test_two_tables_beside_each_other_come_before_what_stands_below_both(tmp_path: Path) -> None:
    def box(left: float) -> list[tuple[float, float, float, float]]:
        across = [(left, y, left + 180, y) for y in (500, 540, 580)]
        return across + [(x, 500, x, 580) for x in (left, left + 110, left + 180)]

    words = [
        Run(left + 5 + 130 * x, 550 - 40 * y, f"{sign}{x}{y}")
        for left, sign in ((70, "左"), (300, "右"))
        for y in (0, 1)
        for x in (0, 1)
    ]
    found = told(document(tmp_path, [[*words, Run(72, 450, "下面一段")]], box(70) + box(300)))
    assert found == [("table", "左00\t左10\n左01\t左11"), ("table", "右00\t右10\n右01\t右11"), ("paragraph", "下面一段")]


def test_what_a_browser_prints_into_the_margins_is_furniture_on_a_single_page_too(tmp_path: Path) -> None:
    head, foot = (
        [Run(24, 820, "2014/5/6 上午10:21"), Run(260, 820, "岗位说明书")],
        [Run(24, 14, "https://www.example.com/a/b.html?x=1")],
    )
    read_ = document(
        tmp_path, [[*head, Run(72, 700, "岗位说明书"), Run(72, 680, "2014/5/6 上午10:21"), *foot, Run(550, 14, "1/1")]]
    )
    assert [text for kind, text in told(read_) if kind == "paragraph"] == ["岗位说明书", "2014/5/6 上午10:21"]


def test_a_watermark_across_the_page_is_in_no_paragraph_and_no_cell(tmp_path: Path) -> None:
    mark = Run(110, 480, "内部资料", 60, 45)
    prose = [Run(72, 700, WIDE[:30]), mark, Run(72, 680, WIDE[30:])]
    cells = [Run(110, 590, "左上"), Run(260, 590, "右上"), mark, Run(110, 530, "下面一格")]
    assert told(document(tmp_path, [prose])) == [("paragraph", WIDE), ("furniture", "内部资料")]
    ruled = told(document(tmp_path, [cells], [*BOX, (250, 560, 250, 620)]))
    assert ruled == [("table", "左上\t右上\n下面一格"), ("furniture", "内部资料")]
    askew = [Run(100, 700 - 40 * at, line, 12, 12) for at, line in enumerate(("第一行文字", "第二行文字"))]
    assert {kind for kind, _ in told(document(tmp_path, [askew]))} == {"paragraph"}  # the whole page lies so


def test_signs_of_radicals_are_read_as_the_words_they_show(tmp_path: Path) -> None:
    runs = [Run(72, 700, "⾏政⻓⻚"), Run(110, 590, "⾏为"), Run(260, 590, "⻓期⾯谈"), Run(110, 530, "⺟⻔⻢")]
    assert told(document(tmp_path, [runs], [*BOX, (250, 560, 250, 620)])) == [
        ("paragraph", "行政长页"),
        ("table", "行为\t长期面谈\n母门马"),
    ]


def test_a_cell_over_two_rows_is_told_by_its_edges(tmp_path: Path) -> None:
    runs = [Run(110, 560, "跨行"), Run(260, 590, "上"), Run(260, 530, "下")]
    rules = [(100, 500, 400, 500), (250, 560, 400, 560), (100, 620, 400, 620), *BOX[3:], (250, 500, 250, 620)]
    table = document(tmp_path, [runs], rules).blocks[0].table
    assert table
    assert [(cell.row, cell.column, cell.rows) for cell in table.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_wrapped_lines_in_a_cell_are_one_and_marked_ones_are_not(tmp_path: Path) -> None:
    runs = [Run(110, 600, "1、根据客户的需求制定年"), Run(110, 585, "度销售计划；"), Run(110, 570, "2、反馈")]
    read_ = document(tmp_path, [runs], [*BOX, (250, 500, 250, 620)])
    assert str(read_.text).startswith("1、根据客户的需求制定年度销售计划；\n2、反馈")


def test_characters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    runs = [Run(72, 600, "任职资格"), Run(72.3, 600, "任职资格")]
    assert str(document(tmp_path, [runs]).text) == "任职资格"


def test_a_block_says_where_it_stands(tmp_path: Path) -> None:
    [block] = document(tmp_path, [[Run(72, 600, "任职资格")]]).blocks
    assert block.page == 1
    assert block.box
    left, top, right, bottom = block.box
    assert (left, right) == (72, 120)
    assert 225 < top < bottom < 250


def test_lines_of_one_character_are_not_passed_over(tmp_path: Path) -> None:
    read_ = document(tmp_path, [[Run(72, 600, "甲"), Run(72, 580, "乙方的职责"), Run(72, 500, "无")]])
    assert [text for _, text in told(read_)] == ["甲", "乙方的职责", "无"]


def test_pages_with_and_without_rules_stand_in_one_document_in_order(tmp_path: Path) -> None:
    plain, ruled = [Run(72, 600, "第一页的文字")], [Run(110, 590, "左格"), Run(260, 590, "右格"), Run(110, 530, "下格")]
    data = pdf([plain, ruled, [Run(72, 600, "第三页的文字")]], only={2: [*BOX, (250, 560, 250, 620)]})
    read_ = read(put(tmp_path, "a.pdf", data), "a.pdf")
    assert [(kind, block.page) for (kind, _), block in zip(told(read_), read_.blocks, strict=True)] == [
        ("paragraph", 1), ("table", 2), ("paragraph", 3),
    ]  # fmt: skip
    assert str(read_.text) == "第一页的文字\n左格\t右格\n下格\n第三页的文字"


def test_a_line_that_is_repeated_is_kept_as_often_as_it_stands(tmp_path: Path) -> None:
    runs = [Run(72, 600 - 13 * line, "相同的一行") for line in range(5)]
    assert str(document(tmp_path, [runs]).text).count("相同的一行") == 5


@pytest.mark.parametrize("box", [b"/X", b"<< >>", b"[0]", b"[0 0 0 0]", b"[9 9 1 1]", b"null"])
def test_a_page_of_an_absurd_size_is_read_or_refused(tmp_path: Path, box: bytes) -> None:
    frame = [(50.0, y, 500.0, y) for y in (700.0, 650.0, 600.0)] + [(x, 600.0, x, 700.0) for x in (50.0, 250.0, 500.0)]
    runs = [Run(60, 660, "岗位名称"), Run(260, 660, "化验员"), Run(60, 610, "所属部门"), Run(260, 610, "化验室")]
    size = b"[0 0 595 842]"
    path = put(tmp_path, "a.pdf", pdf([runs], frame).replace(size, box.ljust(len(size))))
    try:
        came: str | Why = str(read(path, "a.pdf").text)
    except SourceError as error:
        came = error.why
    assert came is Why.DAMAGED or "化验员" in came


def box(left: float, bottom: float, right: float, top: float) -> list[tuple[float, float, float, float]]:
    return [(left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top)]


def test_a_table_in_a_cell_stands_there_once(tmp_path: Path) -> None:
    outer = [*box(70, 600, 500, 720), (70, 690, 500, 690), (160, 600, 160, 720)]
    inner = [*box(180, 620, 460, 670), (180, 645, 460, 645), (260, 620, 260, 670)]
    words = [(75, 700, "岗位"), (165, 700, "化验员"), (75, 650, "任职条件"), (165, 675, "须同时具备"), (165, 606, "并服从安排")]
    words += [(185, 652, "身体"), (265, 652, "无色弱"), (185, 628, "证件"), (265, 628, "化验证")]
    read_ = read(put(tmp_path, "a.pdf", pdf([[Run(*run) for run in words]], [*outer, *inner])), "a.pdf")
    assert read_.text.source == "岗位\t化验员\n任职条件\t须同时具备\n身体\t无色弱\n证件\t化验证\n并服从安排"


def test_the_words_of_an_item_go_on_under_its_words(tmp_path: Path) -> None:
    first = "● 按照灯位图吊挂灯具并且加装保险链同时检查每一台灯具的挂钩是否锁紧以及电源线"
    lines = [(70, 700, first), (94, 682, "是否完好；"), (70, 664, first.replace("灯", "机")), (94, 646, "是否齐全。")]
    read_ = read(put(tmp_path, "a.pdf", pdf([[Run(*line) for line in lines]])), "a.pdf")
    assert read_.text.source.split("\n") == [f"{first}是否完好；", f"{first.replace('灯', '机')}是否齐全。"]


def test_a_short_line_without_a_stop_behind_a_sentence_is_one_of_its_own(tmp_path: Path) -> None:
    full = "负责水泵机组的启停巡查与维护保证各项运行指标达到规定并且按时填写运行记录。"
    lines = [(70, 700, full), (70, 682, "工作职责"), (70, 664, full[:-1] + "和"), (70, 646, "交接班记录。")]
    read_ = read(put(tmp_path, "a.pdf", pdf([[Run(*line) for line in lines]])), "a.pdf")
    assert read_.text.source.split("\n") == [full, "工作职责", f"{full[:-1]}和交接班记录。"]


def test_a_stop_that_hangs_over_the_edge_of_its_table_is_in_its_cell(tmp_path: Path) -> None:
    words = [(75, 700, "内容"), (165, 700, "按规程启停水泵机组。"), (75, 670, "要求"), (165, 670, "无差错")]
    edge = 165 + 12 * len("按规程启停水泵机组。") - 4  # right of the middle of the stop
    rules = [*box(70, 660, edge, 720), (70, 690, edge, 690), (160, 660, 160, 720)]
    read_ = read(put(tmp_path, "a.pdf", pdf([[Run(*run) for run in words]], rules)), "a.pdf")
    assert read_.text.source == "内容\t按规程启停水泵机组。\n要求\t无差错"
