"""Word files: everything a reader of the page sees, in order."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SourceError, Why
from pipeline.ingest import read
from pipeline.model import Block, Document
from tests.ingest.files import BOX, docx, put, text, word

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
        outer = document.add_table(1, 2)
        outer.cell(0, 1).text = "旁"
        cell = outer.cell(0, 0)
        cell.text = "外"
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"

    read_ = document(tmp_path, build)
    assert cells(read_, read_.blocks[0])[0, 0][0] == "外\n内一\t内二"


def test_a_table_of_one_cell_is_a_frame_around_what_is_in_it(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "外"
        cell.add_table(1, 2).cell(0, 1).text = "内"

    assert [(b.kind, b.path) for b in document(tmp_path, build).blocks] == [
        ("paragraph", "body/tbl[1]/cell/p[1]"), ("table", "body/tbl[1]/cell/tbl[1]"),
    ]  # fmt: skip


def test_a_table_that_only_sets_others_below_each_other_is_a_frame_too(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        outer = document.add_table(3, 2)
        outer.cell(0, 0).text = "一、要求"
        outer.cell(1, 1).add_table(1, 2).cell(0, 1).text = "内"
        outer.cell(2, 0).text = "二、附则"

    assert [(b.kind, b.path) for b in document(tmp_path, build).blocks] == [
        ("paragraph", "body/tbl[1]/cell[1]/p[1]"), ("table", "body/tbl[1]/cell[4]/tbl[1]"),
        ("paragraph", "body/tbl[1]/cell[5]/p[1]"),
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

        cell = document.add_table(1, 2).cell(0, 1)
        cell.text = "格"
        cell._tc.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), "999999999")

    assert document(tmp_path, build).blocks[0].table.columns == 64  # type: ignore[union-attr]


def shown(tmp_path: Path, body: str, parts: dict[str, str] | None = None) -> list[str]:
    """The text of each block of a Word file written as XML."""
    read_ = read(put(tmp_path, "a.docx", word(body, parts)), "a.docx")
    return [words for _, words in told(read_)]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    body = text("拜访", gone) + text("客户", gone) + text("每周", "<w:outlineLvl w:val='1'/>") + text("末", gone)
    read_ = read(put(tmp_path, "a.docx", word(body)), "a.docx")
    assert told(read_) == [("heading", "拜访客户每周"), ("paragraph", "末")]
    assert [block.path for block in read_.blocks] == ["body/p[1]", "body/p[4]"]


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text(words)}</w:tc>"


def test_cells_that_grow_shrink_and_vanish_keep_their_places(tmp_path: Path) -> None:
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = [
        cell("甲", down) + cell("乙", down + "<w:gridSpan w:val='2'/>"),
        cell("", on) + cell("丙") + cell("丁"),
        cell("", on) + cell("", on) + cell("", on),  # nothing above that columns 1 and 2 could belong to: cells of their own
        "<w:trPr><w:del/></w:trPr>" + cell("删") + cell("去"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("缩进") + cell("没了", "<w:cellDel/>"),
        cell("横", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>") + cell("尾"),
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    read_ = read(put(tmp_path, "a.docx", word(body)), "a.docx")
    assert {at: found for at, found in cells(read_, read_.blocks[0]).items() if found[0]} == {
        (0, 0): ("甲", 3, 1), (0, 1): ("乙", 1, 2), (1, 1): ("丙", 1, 1), (1, 2): ("丁", 1, 1),
        (3, 1): ("缩进", 1, 1), (4, 0): ("横", 1, 2), (4, 2): ("尾", 1, 1),
    }  # fmt: skip
    assert read_.blocks[0].path == "body/tbl[1]"


def test_a_row_or_a_cell_in_a_content_control_is_part_of_its_table(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = f"<w:tr>{cell('一')}{control.format(cell('二'))}</w:tr>" + control.format(f"<w:tr>{cell('三')}{cell('四')}</w:tr>")
    assert shown(tmp_path, f"<w:tbl>{rows}</w:tbl>") == ["一\t二\n三\t四"]


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "word/glossary/main.xml"])
def test_the_main_document_is_found_by_its_relationship(tmp_path: Path, strict: bool, main: str) -> None:
    data = word(text("一、职责", "<w:pStyle w:val='1'/>"), {"styles": HEADING}, main, strict)
    assert told(read(put(tmp_path, "a.docx", data), "a.docx")) == [("heading", "一、职责")]


HEADING = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"


def test_a_relationship_to_nothing_does_no_harm(tmp_path: Path) -> None:
    data = word(text("标准"), {"header": text("页眉")})
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(broken, "w") as new:
        for member in old.namelist():
            content = old.read(member).replace(b"</Relationships>", NOWHERE + b"</Relationships>")
            new.writestr(member, content)
    assert told(read(put(tmp_path, "a.docx", broken.getvalue()), "a.docx")) == [("paragraph", "标准"), ("furniture", "页眉")]


NOWHERE = b"".join(
    b'<Relationship Id="x%s" Type="http://x/%s" Target="../NULL"/>' % (kind, kind)
    for kind in (b"image", b"styles", b"header", b"footnotes")
)


def test_a_file_with_macros_is_read_like_any_other(tmp_path: Path) -> None:
    data = docx(lambda document: document.add_paragraph("标准"))
    macros = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(macros, "w") as new:
        for member in old.namelist():
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            new.writestr(member, old.read(member).replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"))
    assert str(read(put(tmp_path, "a.docm", macros.getvalue()), "a.docm").text) == "标准"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("营销任职资格标准", "营销任职资格标准"),
        *(
            (title, None)
            for title in ("", "文档1", "Microsoft Word - 1.doc", "新建 Microsoft Word 文档", "PowerPoint 演示文稿")
        ),
    ],
)
def test_the_properties_of_a_file_go_to_its_copy(tmp_path: Path, title: str, kept: str | None) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("标准")
        properties = document.core_properties
        properties.title, properties.author, properties.created = title, "人力资源部", datetime(2014, 5, 6, 7, 8, 9)

    copy = document(tmp_path, build).copy
    assert (copy.title, copy.author, copy.created) == (kept, "人力资源部", "2014-05-06T07:08:09Z")


def test_a_property_without_a_value_is_none(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("标准")
        document.core_properties.created = datetime(2014, 5, 6)
        [created] = document.core_properties._element.findall("{http://purl.org/dc/terms/}created")
        created.text = None

    assert document(tmp_path, build).copy.created is None


def test_paragraphs_boxes_and_tables_say_where_they_stood(tmp_path: Path) -> None:
    box = f"<w:p><w:r><w:t>图</w:t></w:r><w:r><w:pict>{BOX.format('框')}</w:pict></w:r></w:p>"
    table = f"<w:tbl><w:tr>{cell('一')}{cell('二')}</w:tr></w:tbl>"
    body = text("") + box + table + f"<w:sdt><w:sdtContent>{text('后')}</w:sdtContent></w:sdt>"
    blocks = read(put(tmp_path, "a.docx", word(body)), "a.docx").blocks
    assert [block.path for block in blocks] == ["body/p[2]", "body/p[2]/box[1]/p[1]", "body/tbl[1]", "body/p[3]"]


def test_tables_that_stand_deep_inside_each_other_are_read(tmp_path: Path) -> None:
    body = text("底")
    for _ in range(60):
        body = f"<w:tbl><w:tr>{cell('内')}<w:tc>{body}{text('')}</w:tc></w:tr></w:tbl>"
    assert "底" in str(read(put(tmp_path, "a.docx", word(body)), "a.docx").text)


def test_tables_that_no_parser_bears_are_refused(tmp_path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 2_000 + text("底") + "</w:tc></w:tr></w:tbl>" * 2_000
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.docx", word(body)), "a.docx")
    assert caught.value.why is Why.DAMAGED


@pytest.mark.parametrize("entity", ['SYSTEM "secret.txt"', '"&a;&a;"', '"harmless"'], ids=["another file", "itself", "words"])
def test_a_file_that_declares_entities_is_refused(tmp_path: Path, entity: str) -> None:
    put(tmp_path, "secret.txt", "SECRET")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(text("标准ENTITY")))) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if b"ENTITY" in content:
                content = f"<!DOCTYPE x [<!ENTITY a {entity}>]>".encode() + content.replace(b"ENTITY", b"&a;")
            new.writestr(member, content)
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.docx", made.getvalue()), "a.docx")
    assert caught.value.why is Why.DAMAGED
