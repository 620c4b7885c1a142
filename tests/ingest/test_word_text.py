"""The words of a Word file's paragraphs: what a reader of the page sees, and once."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import read
from pipeline.model import Document
from tests.ingest.files import BOX, docx, put, text, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(tmp_path: Path, build: Any) -> Document:
    return read(put(tmp_path, "a.docx", docx(build)), "a.docx")


def shown(tmp_path: Path, body: str) -> list[str]:
    """The text of each block of a Word file written as XML."""
    read_ = read(put(tmp_path, "a.docx", word(body)), "a.docx")
    return [read_.text.source[slice(*block.span)] for block in read_.blocks]


def paragraph(inside: str) -> Any:
    """Adds a paragraph of raw XML."""
    from docx.oxml import parse_xml

    def build(document: Any) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))

    return build


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:r><w:t>三级</w:t><w:tab/><w:t>四级</w:t><w:br/><w:t>五级</w:t></w:r>", "三级\t四级\n五级"),
        (
            "<w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
            "留增",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:t>拜访客户</w:t></w:r>', "●拜访客户"),
        ("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", "7"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>biāo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>标</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "标",
        ),
    ],
    ids=["tab and break", "tracked changes", "symbol", "field", "link", "pinyin guide"],
)
def test_a_paragraph_reads_as_it_is_shown(tmp_path: Path, inside: str, words: str) -> None:
    assert str(document(tmp_path, paragraph(inside)).text) == words


def test_a_text_box_follows_the_paragraph_it_hangs_on_once(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>流程框</w:t></w:r></w:p></w:txbxContent>"
    inside = (
        f"<w:r><w:t>流程</w:t></w:r><w:r><mc:AlternateContent {mc}>"
        f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    read_ = document(tmp_path, paragraph(inside))
    assert [(read_.text.source[slice(*block.span)], block.style) for block in read_.blocks] == [
        ("流程", None), ("流程框", "text box"),
    ]  # fmt: skip


def test_what_was_moved_stands_where_it_was_moved_to(tmp_path: Path) -> None:
    run = "<w:r><w:t>搬</w:t></w:r>"
    origin = f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run}</w:moveFrom></w:p>"
    assert shown(tmp_path, origin + text("前") + f"<w:p><w:moveTo>{run}</w:moveTo></w:p>") == ["前", "搬"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:smartTag><w:r><w:t>标签</w:t></w:r></w:smartTag>", "标签"),
        ("<w:fldSimple w:instr='REF a'><w:r><w:t>域</w:t></w:r></w:fldSimple>", "域"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        ("<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>-3</w:t></w:r>", "10⁻³"),
        ("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>[1]</w:t></w:r>", "[1]"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf0b3</w:t></w:r><w:r><w:t>90%</w:t></w:r>", "≥90%"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='0052'/><w:t>是</w:t></w:r>", "☑是"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:eastAsia='宋体'/></w:rPr><w:t>l拜访</w:t></w:r>", "●拜访"),
        ("<w:r><w:br w:type='page'/><w:t>新页</w:t></w:r>", "新页"),
        ("<w:r><w:t>前</w:t></w:r><w:r><w:br w:type='page'/><w:t>后</w:t></w:r>", "前\n后"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5年</w:t><w:softHyphen/></w:r>", "3-5年"),
    ],
    ids=[
        "control",
        "tag",
        "field",
        "formula",
        "power",
        "reference",
        "symbol font",
        "tick",
        "letters",
        "page break first",
        "page break",
        "hyphens",
    ],
)
def test_a_run_reads_as_it_is_shown(tmp_path: Path, inside: str, words: str) -> None:
    assert shown(tmp_path, f"<w:p>{inside}</w:p>") == [words]


TICKED = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"


def field(code: str, result: str | None = None) -> str:
    """A field in its runs. code: its words, or runs."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    runs = code if code.startswith("<") else f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin") + runs + ("" if result is None else mark.format("separate") + result) + mark.format("end")


NESTED = "<w:r><w:instrText>IF</w:instrText></w:r>" + field("PAGE", "<w:r><w:t>7</w:t></w:r>")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (field("PAGEREF _Toc1 \\h", "<w:r><w:t>12</w:t></w:r>"), "12"),
        (field(NESTED, "<w:r><w:t>是</w:t></w:r>"), "是"),
        (field(" eq \\o\\ac(○,3)"), "③"),
        (field("eq \\o\\ac(○,甲)"), "甲"),
        (field("EQ \\f(1,2)"), "1,2"),
        (field('SYMBOL 108 \\f "Wingdings"'), "●"),
        (field("TIME"), ""),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>没有尾</w:t></w:r>", "没有尾"),
        ("<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>没有头</w:t></w:r>", "没有头"),
        (field("FORMCHECKBOX").replace("'begin'/>", "'begin'>" + TICKED + "</w:fldChar>"), "☒"),
    ],
    ids=["result", "in a field", "ring", "sign in a ring", "equation", "symbol", "nothing", "no end", "no begin", "tick box"],
)
def test_a_field_shows_its_result_and_never_its_code(tmp_path: Path, inside: str, words: str) -> None:
    assert shown(tmp_path, f"<w:p><w:r><w:t>:</w:t></w:r>{inside}</w:p>") == [f":{words}"]


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    body = text("看得见") + text("看不见", run="<w:vanish/>") + text("也看得见", run="<w:vanish w:val='0'/>")
    body += text("样式", "<w:pStyle w:val='h'/>")
    styles = "<w:style w:type='paragraph' w:styleId='h'><w:name w:val='h'/><w:rPr><w:vanish/></w:rPr></w:style>"
    read_ = read(put(tmp_path, "a.docx", word(body, {"styles": styles})), "a.docx")
    assert str(read_.text) == "看得见\n也看得见"
    [finding] = read_.findings
    assert (finding.code, finding.severity, finding.params) == ("left-out", "info", {"hidden": 5})
    assert "hidden text" in finding.message_en
    assert "隐藏" in finding.message_zh


def test_notes_stand_behind_the_body_under_the_number_that_the_text_shows(tmp_path: Path) -> None:
    reference = "<w:p><w:r><w:t>客户</w:t></w:r><w:r><w:{0}Reference w:id='{1}'/></w:r><w:r><w:t>满意</w:t></w:r></w:p>"
    notes = "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>" + "".join(
        f"<w:footnote w:id='{id_}'><w:p><w:r><w:footnoteRef/><w:t xml:space='preserve'> {words}</w:t></w:r></w:p></w:footnote>"
        for id_, words in ((2, "先写的"), (1, "后写的"))
    )
    ends = f"<w:endnote w:id='1'>{text('尾注')}</w:endnote>"
    body = reference.format("footnote", 1) + reference.format("footnote", 2) + reference.format("endnote", 1)
    read_ = read(put(tmp_path, "a.docx", word(body, {"footnotes": notes, "endnotes": ends})), "a.docx")
    assert str(read_.text).split("\n") == ["客户¹满意", "客户²满意", "客户ⁱ满意", "² 先写的", "¹ 后写的", "ⁱ 尾注"]
    assert [block.style for block in read_.blocks[3:]] == ["footnote", "footnote", "endnote"]
    body += "<w:sectPr><w:footnotePr><w:numFmt w:val='decimalEnclosedCircle'/></w:footnotePr></w:sectPr>"
    read_ = read(put(tmp_path, "b.docx", word(body, {"footnotes": notes, "endnotes": ends})), "b.docx")
    assert str(read_.text).split("\n")[:3] == ["客户①满意", "客户②满意", "客户ⁱ满意"]


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (f"<w:drawing><wps:txbx>{BOX.format('新')}</wps:txbx></w:drawing>", ["新"]),
        (f"<w:pict><v:shape><v:textbox>{BOX.format('旧')}</v:textbox></v:shape></w:pict>", ["旧"]),
        (
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX.format('新')}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{BOX.format('新')}</w:pict></mc:Fallback></mc:AlternateContent>",
            ["新"],
        ),
        (
            "<mc:AlternateContent><mc:Choice Requires='x'><w:drawing><a:blip/></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{BOX.format('只在旧')}</w:pict></mc:Fallback></mc:AlternateContent>",
            ["只在旧"],
        ),
        ("<w:pict><v:shape><v:textpath string='艺术字'/></v:shape></w:pict>", ["艺术字"]),
        (f"<w:drawing>{BOX.format('外</w:t><w:drawing>' + BOX.format('内') + '</w:drawing><w:t>')}</w:drawing>", ["外", "内"]),
    ],
    ids=["drawing", "vml", "both forms", "older form only", "lettering", "box in a box"],
)  # fmt: skip
def test_the_words_of_a_drawing_are_read_once(tmp_path: Path, drawing: str, words: list[str]) -> None:
    assert shown(tmp_path, f"<w:p><w:r><w:t>图</w:t></w:r><w:r>{drawing}</w:r></w:p>") == ["图", *words]


def test_pictures_comments_and_embedded_documents_are_counted(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:drawing><a:blip/></w:drawing><w:t>图</w:t></w:r></w:p><w:altChunk r:id='x'/>"
    comments = f"<w:comment w:id='0'>{text('批')}</w:comment><w:comment w:id='1'>{text('注')}</w:comment>"
    [finding] = read(put(tmp_path, "a.docx", word(body, {"comments": comments})), "a.docx").findings
    assert finding.params == {"pictures": 1, "embedded": 1, "comments": 2}


def test_the_words_of_a_diagram_are_read_box_by_box(tmp_path: Path) -> None:
    box = "<dgm:pt modelId='{0}' type='{1}'><dgm:t><a:p><a:r><a:t>{2}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    held = (("node", "接单"), ("parTrans", ""), ("node", "派工"), ("pres", ""))
    points = "".join(box.format(n, *point) for n, point in enumerate(held))
    drawing = "<w:drawing><a:graphicData><dgm:relIds r:dm='r0'/></a:graphicData></w:drawing>"
    drawing = f"<w:p><w:r><w:t>流程</w:t></w:r><w:r>{drawing}</w:r></w:p>"
    read_ = read(put(tmp_path, "a.docx", word(drawing, {"diagramData": points})), "a.docx")
    assert [read_.text.source[slice(*block.span)] for block in read_.blocks] == ["流程", "接单", "派工"]
    assert read_.findings == ()


def holding(body: str, chunks: dict[str, bytes]) -> bytes:
    """A Word file that holds other documents, each under the id r and its name without suffix."""
    out = io.BytesIO()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    named = "".join(f'<Relationship Id="{name.split(".")[0]}" Type="{relation}" Target="{name}"/>' for name in chunks)
    with zipfile.ZipFile(io.BytesIO(word(body))) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            data = made.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", named.encode() + b"</Relationships>")
            archive.writestr(name, data)
        for name, data in chunks.items():
            archive.writestr(f"word/{name}", data)
    return out.getvalue()


TABLE = "<table border=1><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
PAGE = f"<html><head><title>题</title></head><body><h2>标题</h2>{TABLE}</body></html>"
ARCHIVE = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>\xe6\xa1\xa3</p></html>"


def test_documents_inside_stand_where_word_shows_them(tmp_path: Path) -> None:
    chunks = {
        "a.html": PAGE.encode(),
        "b.docx": holding(text("内层") + "<w:altChunk r:id='x'/>", {"x.txt": "更里".encode()}),
        "c.txt": "纯文本".encode("gbk"),
        "d.mht": ARCHIVE,
        "e.bin": bytes(range(256)),
    }
    named = [f"<w:altChunk r:id='{name[0]}'/>" for name in chunks]
    body = text("前") + "".join(named) + named[0] + "<w:altChunk r:id='none'/>" + text("后")
    read_ = read(put(tmp_path, "a.docx", holding(body, chunks)), "a.docx")
    told = [(block.kind, block.path, read_.text.source[slice(*block.span)]) for block in read_.blocks]
    assert [(kind, words) for kind, _, words in told] == [
        ("paragraph", "前"), ("heading", "标题"), ("table", "甲\t乙\n丙\t丁"), ("paragraph", "内层"), ("paragraph", "纯文本"),
        ("paragraph", "档"), ("paragraph", "后"), ("furniture", "题"),
    ]  # fmt: skip
    assert told[1][1] == "body/altChunk[1]/html/body[1]/h2[1]"
    assert told[3][1] == "body/altChunk[2]/body/p[1]"
    [finding] = read_.findings  # no kind that is read, a second time, one that is not there
    assert finding.params == {"embedded": 3}


def test_a_document_inside_a_cell_is_in_the_cell(tmp_path: Path) -> None:
    row = "<w:tr><w:tc><w:p/><w:altChunk r:id='a'/></w:tc><w:tc>{}</w:tc></w:tr>".format(text("右"))
    read_ = read(put(tmp_path, "a.docx", holding(f"<w:tbl>{row}</w:tbl>", {"a.txt": "一\n二".encode()})), "a.docx")
    assert str(read_.text) == "一\n二\t右"
