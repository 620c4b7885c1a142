"""Saved web pages: what a browser shows, cut where it begins a new line; what it does not show, set apart."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError, Why
from pipeline.ingest import LIMITS, read
from pipeline.ingest.html import read_html
from pipeline.model import Document
from tests.ingest.files import put


def document(tmp_path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(put(tmp_path, "a.html", page.encode(encoding)), "a.html")


def told(read_: Document, furniture: bool = False) -> list[str]:
    """The words of the page's blocks, or of what is set apart."""
    return [read_.text.source[slice(*block.span)] for block in read_.blocks if (block.kind == "furniture") == furniture]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>标准</h1><p>第一段<p>第二段", "标准\n第一段\n第二段"),
        ("前<div>中</div>后", "前\n中\n后"),
        ("<p>a \n  b<b>三</b>&nbsp;四<br>五", "a b三\xa0四\n五"),
        ("<p>客户\n   经理<b>任职\n</b>资格 标准", "客户经理任职资格 标准"),  # a line end between Chinese characters is none
        ("<p>见<script>alert(1)</script><style>p{}</style>得", "见得"),
        ("<table><tr><td><p>布局</p><p>而已</p></td></tr></table>", "布局\n而已"),
        ("<table><tr><td><h2>左栏</h2></td><td><ul><li>右</ul></td></tr></table>", "左栏\n• 右"),
        ("<table role=presentation><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "甲\n乙\n丙\n丁"),
        ("<!-- 注 --><p>文", "文"),
        ("<dl><dt>直接上级</dt><dd>总经理</dd></dl>", "直接上级\n总经理"),
        ("<pre>一、职责\n  1、拜访\t客户\n</pre>后", "一、职责\n  1、拜访\t客户\n后"),
        ("<p style='white-space: pre-wrap'>甲\n乙", "甲\n乙"),
        ("<p>H<sub>2</sub>O", "H2O"),
        ("<p>10<sup>3</sup>次<sup>[1]</sup>，10<sup>-3</sup>", "10³次[1]，10⁻³"),
    ],
)
def test_a_page_reads_as_it_is_shown(tmp_path: Path, body: str, text: str) -> None:
    assert str(document(tmp_path, body).text) == text


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=A><li>甲<li type=i>乙</ol>", ["A. 甲", "ii. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("<ol><li>1、甲<li>2、乙</ol>", ["1、甲", "2、乙"]),
        ("<ol><li>2.5倍以上<li>5年经验</ol>", ["1. 2.5倍以上", "2. 5年经验"]),
        ("<ol><li><p>甲</p><p>续</p><li></li><li>丙</ol><p>后", ["1. 甲", "续", "3. 丙", "后"]),
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", ["• 甲", "• 乙", "• 丙"]),
        ("<ul><li>●甲<li>●乙</ul>", ["●甲", "●乙"]),
        ("<ul><li><a href='/a'>首页</a><li><a href='/b'>文库</a></ul>", ["首页", "文库"]),
        ("<ol><li></ol><p>后", ["后"]),
    ],
)
def test_a_list_has_the_marks_that_a_browser_prints(tmp_path: Path, body: str, items: list[str]) -> None:
    assert told(document(tmp_path, body)) == items


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span lang=EN-US><span "
            "style='mso-list:Ignore'>（1）<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
            "<![endif]>拜访<span lang=EN-US><o:p></o:p></span></p>",
            "（1）拜访",
        ),
        (
            "<h2 style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1<span style='font:7pt x'>&nbsp;&nbsp;"
            "</span></span>职责</h2>",
            "1.1 职责",
        ),
        ("<p><span style='font-family:Wingdings;mso-bidi-font-family:x'><span style='mso-list:Ignore'>l<span>&nbsp;</span>"
         "</span></span>拜访</p>", "● 拜访"),
        ("<p><span style='font-family:Wingdings'>&Oslash;<span style='font:7.0pt x'>&nbsp;&nbsp; </span></span>"
         "拜访</p>", "➢ 拜访"),
        ("<p><span style='font-family:\"Times New Roman\";mso-bidi-font-family:Symbol'>l</span>", "l"),
        ("<p>甲<!--[if supportFields]><span>PAGE</span><![endif]-->乙<o:p>&nbsp;</o:p></p>", "甲乙"),
    ],
    ids=["number", "heading", "bullet", "filtered bullet", "no symbol font", "conditional comment"],
)  # fmt: skip
def test_a_page_that_word_saved_reads_as_word_shows_it(tmp_path: Path, body: str, text: str) -> None:
    page = f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>{body}</body></html>"
    read_ = read(put(tmp_path, "a.doc", page), "a.doc")
    assert (read_.text.source, read_.copy.format) == (text, "html")


@pytest.mark.parametrize(
    ("body", "why", "words"),
    [
        ("<p>见<span style='display: none'>藏</span>得", "hidden", "藏"),
        ("<p>见<b hidden>藏</b>得", "hidden", "藏"),
        ("<style>.x, p.y {display:none} @media print {.z {display:none}}</style><p>见<b class='a x'>藏</b>得", "hidden", "藏"),
        ("<p>见<font class=jammer>1 p3 x# w</font>得", "hidden", "1 p3 x# w"),
        ("<p>见<span style='color:red;font-size:0px'>w9 k</span>得", "hidden", "w9 k"),
        ("<p>见得<noscript><p>请开启脚本</noscript>", "noscript", "请开启脚本"),
        ("<p>见得</p><template><p>模板</p></template>", "template", "模板"),
        ("<p>见<button>登录</button>得", "control", "登录"),
        ("<p>见得<div style='mso-element:header'><p>公司文件</div>", "header", "公司文件"),
        ("<p>见<del cite='mailto:x' datetime='2014-01-01'>删</del>得", "deleted", "删"),
        ("<p><ruby>见<rt>jiàn</rt></ruby>得", "ruby", "jiàn"),
        ("<h2>见得<span>[<a href=e>编辑</a> | <a href=s>源代码</a>]</span></h2>", "control", "[编辑 | 源代码]"),
    ],
)
def test_what_is_not_shown_is_set_apart_and_not_lost(tmp_path: Path, body: str, why: str, words: str) -> None:
    read_ = document(tmp_path, body)
    assert (told(read_), told(read_, furniture=True)) == (["见得"], [words])
    assert [block.style for block in read_.blocks if block.kind == "furniture"] == [why]


@pytest.mark.parametrize("body", ["<h2>见得<span>[试行]</span></h2>", "<p>见得<span>[<a href=1>1</a>]</span></p>"])
def test_brackets_that_are_words_or_stand_in_no_heading_stay(tmp_path: Path, body: str) -> None:
    assert told(document(tmp_path, body), furniture=True) == []


def test_shown_in_one_rule_and_hidden_in_another_is_shown(tmp_path: Path) -> None:
    style = "<style>.z {display:none} @media print {.q {display:none}} .z {display:block}</style>"
    assert told(document(tmp_path, style + "<p class=z>甲<p class=q>乙")) == ["甲", "乙"]


def test_much_hidden_text_is_told(tmp_path: Path) -> None:
    read_ = document(tmp_path, f"<p>标准</p><div style='display:none'>{'全文' * 150}</div>")
    assert [(finding.code, finding.params) for finding in read_.findings] == [("hidden-text", {"characters": 300})]


def test_a_page_that_a_script_would_have_shown_is_read(tmp_path: Path) -> None:
    assert told(document(tmp_path, "<div style='visibility:hidden'>任职资格</div>", "<title>标准</title>")) == ["任职资格"]


def test_blocks_tell_what_they_are_and_where_they_stand(tmp_path: Path) -> None:
    blocks = document(
        tmp_path, "<h2>标准</h2><div><p>一</p><p>二</p></div><ol><li>甲</li></ol><p role=heading aria-level=3>丙"
    ).blocks
    assert [(block.kind, block.level, block.number, block.path) for block in blocks] == [
        ("heading", 2, None, "/html/body[1]/h2[1]"),
        ("paragraph", None, None, "/html/body[1]/div[1]/p[1]"),
        ("paragraph", None, None, "/html/body[1]/div[1]/p[2]"),
        ("list-item", 1, "1.", "/html/body[1]/ol[1]/li[1]"),
        ("heading", 3, None, "/html/body[1]/p[1]"),
    ]


def test_a_path_leads_to_its_element(tmp_path: Path) -> None:
    from lxml import html

    body = "<div>a<p>一<b>x</b><p>二</div><table border=1><tr><td>三<td>四<tr><td>五<td>六</table><ul><li>七<li>八</ul>"
    root = html.document_fromstring(f"<html><head></head><body>{body}</body></html>")
    for block in document(tmp_path, body).blocks:
        [element] = root.getroottree().xpath(block.path)
        assert element.tag in ("div", "p", "table", "li")


def cells(tmp_path: Path, rows: str) -> tuple[str, list[tuple[int, int, int, int, bool]]]:
    read_ = document(tmp_path, f"<table border=1>{rows}</table>")
    table = read_.blocks[-1].table
    assert table
    return str(read_.text), [(cell.row, cell.column, cell.rows, cell.columns, cell.header) for cell in table.cells]


def test_a_table_keeps_its_grid(tmp_path: Path) -> None:
    rows = "<tr><th rowspan=2>要素</th><td>三级</td><td>四级</td></tr><tr><td colspan=2>合并<br>两列</td></tr>"
    assert cells(tmp_path, rows) == (
        "要素\t三级\t四级\n\t合并\n两列",
        [(0, 0, 2, 1, True), (0, 1, 1, 1, False), (0, 2, 1, 1, False), (1, 1, 1, 2, False)],
    )


def test_heads_come_first_and_feet_last_and_a_span_of_0_goes_to_the_end(tmp_path: Path) -> None:
    rows = "<tfoot><tr><td>尾<td>尾</tfoot><thead><tr><td>头<td>头</thead><tr><td rowspan=0>甲<td>乙<tr><td>丙"
    assert cells(tmp_path, rows) == (
        "头\t头\n甲\t乙\n\t丙\n\t尾\t尾",
        [(0, 0, 1, 1, True), (0, 1, 1, 1, True), (1, 0, 3, 1, False), (1, 1, 1, 1, False), (2, 1, 1, 1, False),
         (3, 1, 1, 1, False), (3, 2, 1, 1, False)],
    )  # fmt: skip


def test_a_caption_and_words_between_cells_stand_before_the_table(tmp_path: Path) -> None:
    text, _ = cells(tmp_path, "<caption>表1 等级</caption><tr>散<td>甲<td>乙</tr><tr><td>丙<td>丁")
    assert text == "表1 等级\n散\n甲\t乙\n丙\t丁"


def test_a_drawn_table_in_a_cell_of_a_drawn_one_stays_in_its_cell(tmp_path: Path) -> None:
    inner = "<table border=1><tr><td>内一<td>内二<tr><td>内三<td>内四</table>"
    text, places = cells(tmp_path, f"<tr><th>甲<th>乙<tr><td>丙<td>外{inner}")
    assert text == "甲\t乙\n丙\t外\n内一\t内二\n内三\t内四"
    assert len(places) == 4


def test_the_declared_encoding_is_followed(tmp_path: Path) -> None:
    read_ = document(tmp_path, "<p>龘靐", "<script charset='utf-8'></script><meta charset='gb2312'>", "gb18030")
    assert (str(read_.text), read_.copy.encoding) == ("龘靐", "gb18030")


def test_a_declaration_that_lies_is_not(tmp_path: Path) -> None:
    read_ = document(tmp_path, "<p>任职资格标准", "<meta charset='gbk'>", "utf-8")
    assert (str(read_.text), read_.copy.encoding) == ("任职资格标准", "utf-8")


def test_xhtml_is_read_by_its_declaration(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0" encoding="gbk"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><script src="a"/>'
        "<p>龘靐</p></body></html>"
    )
    read_ = read(put(tmp_path, "a.xhtml", page.encode("gb18030")), "a.xhtml")
    assert (str(read_.text), read_.copy.encoding) == ("龘靐", "gb18030")


def test_a_page_says_where_it_was_saved_from(tmp_path: Path) -> None:
    page = "<!DOCTYPE html>\n<!-- saved from url=(0023)https://example.org/d/1 -->\n<html><body><p>标准</body></html>"
    assert read(put(tmp_path, "a.html", page), "a.html").copy.url == "https://example.org/d/1"


@pytest.mark.parametrize("times", [2_000, 5_000, 200_000])
def test_a_page_nested_beyond_reason_loses_no_word_and_takes_no_long_path(times: int) -> None:
    data = ("<p>标准</p>" + "<div>" * times + "深" + "</div>" * times + "<p>后").encode()
    draft = read_html(data, LIMITS)
    assert draft.text == "标准\n深\n后"
    assert max(len(block.path or "") for block in draft.blocks) < 1_000


def test_tables_nested_beyond_reason_lose_no_word() -> None:
    data = ("<table border=1><tr><td>甲<td>乙<tr><td>" * 3_000 + "深").encode()
    draft = read_html(data, LIMITS)
    assert (draft.text.count("甲"), draft.text.count("乙"), draft.text.count("深")) == (3_000, 3_000, 1)


def test_nothing_a_page_names_is_read(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", "秘密")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>标准&x;</p>'
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    )
    assert "秘密" not in read(put(tmp_path, "a.html", page), "a.html").text.source


def test_pieces_placed_beside_each_other_are_one_line(tmp_path: Path) -> None:
    pieces = [(100, 90, "第一条 为规范"), (100, 206, "2014"), (101, 240, "年的管理，"), (130, 90, "特制定本标准。"),
              (160, 90, "级别"), (160, 300, "要求"), (130, 90, "下一页的行")]  # fmt: skip
    for style in ("font-size:16px;", "width:1px;height:16px;"):
        layers = "\n".join(f"<p class=word style='{style}top:{top}px;left:{left}px'>{words}</p>" for top, left, words in pieces)
        read_ = document(tmp_path, f"<div class=page>{layers}</div>")
        assert told(read_) == ["第一条 为规范2014年的管理，", "特制定本标准。", "级别 要求", "下一页的行"]
        assert [block.path for block in read_.blocks][:2] == ["/html/body[1]/div[1]/p[1]", "/html/body[1]/div[1]/p[4]"]


def test_what_has_a_size_again_inside_no_size_is_shown(tmp_path: Path) -> None:
    body = "<ul style='font-size:0'><li style='font-size:12px'>甲</ul><p style='font-size:0.9em'>乙<p style='font-size:05px'>丙"
    assert told(document(tmp_path, body)) == ["• 甲", "乙", "丙"]


def test_pages_that_a_frame_holds_itself_are_read_in_their_place(tmp_path: Path) -> None:
    held = "<p>一级</p><iframe srcdoc='&lt;h2&gt;二级&lt;/h2&gt;&lt;p&gt;检验'></iframe><p>三级"
    assert told(document(tmp_path, held)) == ["一级", "二级", "检验", "三级"]
    frames = f"<html><frameset><frame src='a.htm'><noframes><body><p>{'标准' * 120}</p></body></noframes></frameset></html>"
    assert told(read(put(tmp_path, "b.html", frames), "b.html")) == ["标准" * 120]


def test_a_page_of_nothing_but_frames_names_the_pages_to_give(tmp_path: Path) -> None:
    instead = "<noframes><body>不支持框架</body></noframes>"
    frames = f"<html><frameset><frame src='左.htm'><frame src='main.htm'>{instead}</frameset></html>"
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.html", frames), "a.html")
    assert caught.value.why is Why.NO_TEXT
    assert "左.htm, main.htm" in caught.value.detail


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        document(tmp_path, "<img src=a.png>", "<title>标准</title>")
    assert caught.value.why is Why.NO_TEXT


TAGS = ("div", "p", "b", "span", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "h2", "pre", "dl", "dd", "br", "center",
        "caption", "iframe", "select", "noscript", "ruby", "rt", "blockquote", "form", "hr", "font", "o:p")  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.booleans(), st.booleans()), max_size=60))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_every_word_of_any_page_stands_once_in_the_source(pieces: list[tuple[str, bool, bool]]) -> None:
    """Whatever tags open and close around them: words are told by numbers of their own."""
    page, number = ["<html><body>"], 0
    for tag, closing, style in pieces:
        number += 1
        page.append(f"</{tag}>" if closing else f"<{tag}{' style=display:none' if style else ' border=1'}>")
        page.append(f"w{number}w")
    text = read_html(f"<html><body>{''.join(page)}".encode(), LIMITS).text
    assert [n for n in range(1, number + 1) if text.count(f"w{n}w") != 1] == []
