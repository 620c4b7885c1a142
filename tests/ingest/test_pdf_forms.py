"""PDF files of many forms: columns, turned pages, tables over pages, bookmarks, bold by printing twice, an empty password."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import pipeline.ingest.pdf
from pipeline.errors import SourceError
from pipeline.ingest import read
from pipeline.ingest.paper.chars import once
from pipeline.ingest.paper.lines import Printed
from pipeline.ingest.paper.order import arrange
from pipeline.ingest.scan.ocr import Picture
from pipeline.model import Document
from tests.ingest.files import Rule, Run, pdf, put
from tests.support.work import a_minute

WIDE = "客户经理的任职资格标准包括行为标准知识标准以及经验标准三个部分内容如下所述说明"
ROWS = (500, 560, 620)


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A pdf that reportlab draws, a function a page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, **options)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def document(tmp_path: Path, data: bytes) -> Document:
    return read(put(tmp_path, "a.pdf", data), "a.pdf")


def told(read_: Document, kind: str = "") -> list[str]:
    return [read_.text.source[slice(*block.span)] for block in read_.blocks if kind in ("", block.kind)]


# ---------------------------------------------------------------------------------------------------------- columns


def column(canvas: Canvas, x: float, text: str, top: float = 700) -> None:
    for at in range(0, len(text), 15):
        canvas.drawString(x, top - 20 * (at // 15), text[at : at + 15])


LEFT = "左栏第一段文字写在左边的一栏里面从上到下直到这一栏写满为止才转到右边的一栏去继续写下去"
RIGHT = "右栏第一段文字写在右边的一栏里面从上到下直到这一栏写满为止然后再翻到下一页上面去写下去"


def test_two_columns_are_read_one_after_the_other_below_the_title_over_both(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 760, "客户经理任职资格标准")
        column(canvas, 72, LEFT)
        column(canvas, 320, RIGHT)

    assert told(document(tmp_path, drawn(page))) == ["客户经理任职资格标准", LEFT, RIGHT]


def test_two_columns_written_line_by_line_are_told_by_their_full_lines(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for at in range(0, 45, 15):
            canvas.drawString(72, 700 - 20 * (at // 15), LEFT[at : at + 15])
            canvas.drawString(320, 700 - 20 * (at // 15), RIGHT[at : at + 15])

    assert told(document(tmp_path, drawn(page))) == [LEFT, RIGHT]


def test_a_table_without_rules_is_read_by_its_rows(tmp_path: Path) -> None:
    rows = [("岗位", "会计"), ("编制", "二人"), ("上级", "财务部经理"), ("学历", "大专以上")]

    def page(canvas: Canvas) -> None:
        for number, (label, value) in enumerate(rows):
            canvas.drawString(72, 700 - 20 * number, label)
            canvas.drawString(320, 700 - 20 * number, value)

    assert told(document(tmp_path, drawn(page))) == ["岗位 会计", "编制 二人", "上级 财务部经理", "学历 大专以上"]


def test_lines_are_read_from_the_top_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    runs = [Run(72, 500, "第三行"), Run(72, 700, "第一行"), Run(72, 600, "第二行")]
    assert told(document(tmp_path, pdf([runs]))) == ["第一行", "第二行", "第三行"]


# ------------------------------------------------------------------------------------------------------------ turned


def lines(canvas: Canvas) -> None:
    for number, text in enumerate(("第一行的文字", "第二行", "第三行的文字写到这里")):
        canvas.drawString(72, 500 - 20 * number, text)


def turned(canvas: Canvas, degrees: int) -> None:
    """Turns what is drawn next against the clock, about the middle of the page."""
    canvas.translate(297, 421)
    canvas.rotate(degrees)
    canvas.translate(-297, -421)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("says", [True, False], ids=["the page says so", "the page does not say so"])
def test_a_turned_page_is_read_upright(degrees: int, says: bool, tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        turned(canvas, degrees)
        lines(canvas)
        if says:
            canvas.setPageRotation(degrees)

    read_ = document(tmp_path, drawn(page))
    assert told(read_) == ["第一行的文字", "第二行", "第三行的文字写到这里"]
    [first, second, _] = [block.box for block in read_.blocks if block.box]
    assert second[1] - first[1] == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize("degrees", [90, 270])
@pytest.mark.parametrize("says", [True, False], ids=["the page says so", "the page does not say so"])
def test_a_table_on_a_turned_page_has_its_cells(degrees: int, says: bool, tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        turned(canvas, degrees)
        canvas.grid([100, 250, 400], [400, 450, 500])
        for x, y, text in ((110, 470, "左上"), (260, 470, "右上"), (110, 420, "左下"), (260, 420, "右下")):
            canvas.drawString(x, y, text)
        if says:
            canvas.setPageRotation(degrees)

    assert told(document(tmp_path, drawn(page))) == ["左上\t右上\n左下\t右下"]


# ------------------------------------------------------------------------------------------------------------- tables


def grid(xs: tuple[int, ...], ys: tuple[int, ...]) -> list[Rule]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def two_pages(tmp_path: Path, first: list[Run], second: list[Run], ys: tuple[int, ...] = ROWS) -> Document:
    return document(tmp_path, pdf([first, second], only={1: grid((100, 250, 400), ROWS), 2: grid((100, 250, 400), ys)}))


def test_a_table_goes_on_over_pages_and_its_header_printed_again_is_aside(tmp_path: Path) -> None:
    first = [Run(110, 590, "要素"), Run(260, 590, "标准"), Run(110, 530, "沟通"), Run(260, 530, "能够倾听。")]
    second = [Run(110, 590, "要素"), Run(260, 590, "标准"), Run(110, 530, "协作"), Run(260, 530, "能够配合。")]
    read_ = two_pages(tmp_path, first, second)
    assert told(read_) == ["要素\t标准\n沟通\t能够倾听。\n协作\t能够配合。", "要素\t标准"]
    assert [(block.kind, block.page) for block in read_.blocks] == [("table", 1), ("furniture", 2)]


def test_a_row_that_the_page_cuts_is_one(tmp_path: Path) -> None:
    first = [Run(110, 590, "要素"), Run(260, 590, "标准"), Run(110, 530, "沟通"), Run(260, 530, "能够倾听他人")]
    second = [Run(260, 590, "的意见。"), Run(110, 530, "协作"), Run(260, 530, "能够配合。")]
    assert told(two_pages(tmp_path, first, second)) == ["要素\t标准\n沟通\t能够倾听他人的意见。\n协作\t能够配合。"]


def test_a_cell_over_rows_goes_on_below_the_page_s_end(tmp_path: Path) -> None:
    first = [Run(110, 590, "单元"), Run(260, 590, "标准"), Run(110, 530, "销售"), Run(260, 530, "1、拜访客户。")]
    second = [Run(260, 590, "2、签订合同。"), Run(110, 530, "服务"), Run(260, 530, "1、回访。")]
    [table] = [block.table for block in two_pages(tmp_path, first, second).blocks]
    assert table
    assert [(cell.row, cell.column, cell.rows) for cell in table.cells if cell.column == 0] == [(0, 0, 1), (1, 0, 2), (3, 0, 1)]


def test_tables_of_other_columns_or_with_words_between_stay_apart(tmp_path: Path) -> None:
    first = [Run(110, 590, "要素"), Run(260, 590, "标准"), Run(110, 530, "沟通"), Run(260, 530, "能够倾听。")]
    words = two_pages(tmp_path, [*first, Run(100, 400, "下面是另一张表")], first)
    other = pdf([first, first], only={1: grid((100, 250, 400), ROWS), 2: grid((100, 200, 300, 450), ROWS)})
    assert [block.kind for block in words.blocks] == ["table", "paragraph", "table"]
    assert [block.kind for block in document(tmp_path, other).blocks] == ["table", "table"]


def test_one_rule_below_a_running_head_makes_no_table(tmp_path: Path) -> None:
    runs = [Run(72, 600, WIDE[:30]), Run(72, 580, WIDE[30:])]
    assert told(document(tmp_path, pdf([runs], [(72, 790, 523, 790)]))) == [WIDE]


# ------------------------------------------------------------------------------------------------- bold, bookmarks, locks


def test_bold_by_printing_twice_is_read_once_however_it_is_printed(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for number, sign in enumerate("任职资格"):  # each character twice in turn
            canvas.drawString(72 + 12 * number, 700, sign)
            canvas.drawString(72.4 + 12 * number, 700, sign)
        for shift in (0.0, 0.5):  # the line twice, with something between
            canvas.drawString(72 + shift, 650, "岗位职责")
            canvas.drawString(300, 600 + 100 * shift, "其他文字")
        canvas.drawString(72, 500, "认认真真 2200")

    assert told(document(tmp_path, drawn(page))) == ["任职资格", "岗位职责 其他文字", "其他文字", "认认真真 2200"]


def test_bookmarks_make_headings_of_the_lines_they_name(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for key, (title, level) in enumerate((("任职资格标准", 0), ("基本条件", 1), ("别处的标题", 1))):
            canvas.bookmarkPage(str(key))
            canvas.addOutlineEntry(title, str(key), level)
        for number, text in enumerate(("任职资格标准", "第一章 基本条件", "基本条件是指学历。")):
            canvas.drawString(72, 700 - 20 * number, text)

    read_ = document(tmp_path, drawn(page))
    assert [(block.kind, block.level) for block in read_.blocks] == [("heading", 1), ("heading", 2), ("paragraph", None)]


def test_an_empty_password_opens_and_any_other_does_not(tmp_path: Path) -> None:
    def locked(password: str) -> bytes:
        writer, out = PdfWriter(PdfReader(io.BytesIO(pdf([[Run(72, 600, "任职资格标准")]])))), io.BytesIO()
        writer.encrypt(password, "owner", algorithm="AES-256")
        writer.write(out)
        return out.getvalue()

    assert told(document(tmp_path, locked(""))) == ["任职资格标准"]
    with pytest.raises(SourceError, match="password"):
        document(tmp_path, locked("secret"))


def test_a_figure_in_the_margin_is_a_page_number_only_where_nothing_stands_beyond_it(tmp_path: Path) -> None:
    first = [Run(72, 790, "分值"), Run(72, 765, "100"), Run(72, 60, "合计"), Run(290, 30, "- 1 -")]
    second = [Run(72, 790, "考核项目"), Run(72, 600, "出勤"), Run(290, 30, "- 2 -")]
    assert told(document(tmp_path, pdf([first, second])), "furniture") == ["- 1 -", "- 2 -"]


def test_the_properties_of_the_file_are_told_and_what_programs_fill_in_is_not(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle("客户经理标准")
        canvas.drawString(72, 700, "任职资格标准")

    copy = document(tmp_path, drawn(page)).copy
    assert (copy.title, copy.author, copy.created, copy.pages) == ("客户经理标准", None, "2000-01-01T00:00:00", 1)


@pytest.mark.parametrize("wide", [0.0, 6.0], ids=["without width", "of one place"])
def test_thousands_of_characters_in_one_place_take_no_square_of_time(wide: float) -> None:
    char = {"text": "甲", "x0": 72.0, "x1": 72.0 + wide, "top": 700.0}
    with a_minute():
        assert len(once([char] * 50_000)) == (1 if wide else 50_000)


def test_thousands_of_pieces_on_a_page_are_put_in_rows() -> None:
    def piece(at: int) -> Printed:
        left, top = 7.0 * (at * 37 % 80_000), 12.0 * (at % 900)
        return Printed("甲", (left, top, left + 6, top + 10), 10.0, 1, (595, 0))

    with a_minute():
        assert len(arrange([piece(at) for at in range(60_000)])) == 900


def unexplained(lines: Sequence[str], ordering: bytes) -> bytes:
    """A pdf whose font says of no code which character it is. ordering: the list of shapes that its codes number."""
    made = pdf([[Run(72, 700 - 30 * at, line) for at, line in enumerate(lines)]])
    return made.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", ordering)


PROSE = (
    "负责供应商的开发评估与日常管理建立合格名录",
    "定期编写采购分析报告提出改进建议跟踪落实",
    "能够根据公司战略制定年度采购计划组织实施",
)


@pytest.mark.parametrize("available", [True, False])
def test_letters_that_a_file_gives_no_meaning_are_recognised_or_told_and_never_taken_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, available: bool
) -> None:
    seen: list[int] = []

    def recognise(pixels: Any, page: int) -> Picture:
        seen.append(page)
        return Picture([Printed("供应商管理", (72, 130, 200, 142), 12, page, (595, 0), 0.9)], [], 595, 842)

    monkeypatch.setattr(pipeline.ingest.pdf, "available", lambda: available)
    monkeypatch.setattr(pipeline.ingest.pdf, "recognise", recognise)
    path = put(tmp_path, "a.pdf", unexplained(PROSE, b"(GB1)"))  # numbers of another list of shapes
    if available:
        read_ = read(path, "a.pdf")
        assert (str(read_.text), seen, [finding.code for finding in read_.findings]) == ("供应商管理", [1], ["recognised"])
    else:
        with pytest.raises(SourceError, match="no meaning"):
            read(path, "a.pdf")


def test_letters_without_a_meaning_that_read_as_chinese_are_kept_and_told(tmp_path: Path) -> None:
    read_ = read(put(tmp_path, "a.pdf", unexplained(PROSE, b"(XX1)")), "a.pdf")  # codes that are Unicode
    assert "".join(str(read_.text).split()) == "".join(PROSE)
    assert [(finding.code, finding.severity) for finding in read_.findings] == [("letters-unknown", "review")]
