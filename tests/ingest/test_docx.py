"""Word files: everything a reader of the page sees, in order."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import read
from pipeline.model import Block, Document
from tests.ingest.files import docx, put

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(tmp_path: Path, build: Any, numbering: str = "") -> Document:
    return read(put(tmp_path, "a.docx", docx(build, numbering)), "a.docx")


def told(read_: Document) -> list[tuple[str, str]]:
    return [(block.kind, read_.text.source[slice(*block.span)]) for block in read_.blocks]


def cells(read_: Document, block: Block) -> dict[tuple[int, int], tuple[str, int, int]]:
    assert block.table
    return {
        (cell.row, cell.column): (read_.text.source[slice(*cell.span)], cell.rows, cell.columns) for cell in block.table.cells
    }


def paragraph(inside: str) -> Any:
    """Adds a paragraph of raw XML."""
    from docx.oxml import parse_xml

    def build(document: Any) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))

    return build


def test_paragraphs_headings_and_tables_come_in_the_order_of_the_page(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_heading("第一部分 行为", 1)
        document.add_paragraph("前")
        document.add_table(1, 2).cell(0, 1).text = "格"
        document.add_paragraph("")
        document.add_paragraph("后")

    read_ = document(tmp_path, build)
    assert told(read_) == [("heading", "第一部分 行为"), ("paragraph", "前"), ("table", "\t格"), ("paragraph", "后")]
    assert read_.blocks[0].level == 1
    assert str(read_.text) == "第一部分 行为\n前\n\t格\n后"


def test_a_style_based_on_a_heading_is_one_and_body_text_is_not(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        style = document.styles.add_style("单元", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("宣讲", style="单元")
        document.add_paragraph("正文")

    blocks = document(tmp_path, build).blocks
    assert [(block.kind, block.level, block.style) for block in blocks] == [("heading", 2, "单元"), ("paragraph", None, None)]


def test_merged_cells_stand_once_where_they_begin(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    read_ = document(tmp_path, build)
    assert cells(read_, read_.blocks[0]) == {
        (0, 0): ("00", 1, 1), (0, 1): ("01\n02", 1, 2), (1, 0): ("10\n20", 2, 1),
        (1, 1): ("11", 1, 1), (1, 2): ("12", 1, 1), (2, 1): ("21", 1, 1), (2, 2): ("22", 1, 1),
    }  # fmt: skip


def test_a_table_in_a_cell_is_written_out_in_its_cell(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "外"
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"

    read_ = document(tmp_path, build)
    assert cells(read_, read_.blocks[0])[0, 0][0] == "外\n内一\t内二"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>三级</w:t><w:tab/><w:t>四级</w:t><w:br/><w:t>五级</w:t></w:r>", "三级\t四级\n五级"),
        (
            "<w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
            "留增",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:t>拜访客户</w:t></w:r>', "•拜访客户"),
        ("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", "7"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>biāo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>标</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "标",
        ),
    ],
    ids=["tab and break", "tracked changes", "symbol", "field", "link", "pinyin guide"],
)
def test_a_paragraph_reads_as_it_is_shown(tmp_path: Path, inside: str, text: str) -> None:
    assert str(document(tmp_path, paragraph(inside)).text) == text


def test_a_text_box_follows_the_paragraph_it_hangs_on_once(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>流程框</w:t></w:r></w:p></w:txbxContent>"
    inside = (
        f"<w:r><w:t>流程</w:t></w:r><w:r><mc:AlternateContent {mc}>"
        f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    read_ = document(tmp_path, paragraph(inside))
    assert [(text, block.style) for (_, text), block in zip(told(read_), read_.blocks, strict=True)] == [
        ("流程", None), ("流程框", "text box"),
    ]  # fmt: skip


def test_headers_and_footers_stand_apart_as_furniture(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("正文")
        document.sections[0].header.paragraphs[0].text = "公司文件"
        document.sections[0].footer.paragraphs[0].text = "第 1 页"

    assert told(document(tmp_path, build)) == [("paragraph", "正文"), ("furniture", "公司文件"), ("furniture", "第 1 页")]


def test_a_span_of_columns_beyond_what_word_allows_is_not_believed(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        from docx.oxml.ns import qn

        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "格"
        cell._tc.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), "999999999")

    assert document(tmp_path, build).blocks[0].table.columns == 63  # type: ignore[union-attr]
