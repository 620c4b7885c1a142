"""Saved web pages: what a browser shows, cut where it begins a new line."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError, Why
from pipeline.ingest import read
from pipeline.model import Document
from tests.ingest.files import put


def document(tmp_path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(put(tmp_path, "a.html", page.encode(encoding)), "a.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>标准</h1><p>第一段<p>第二段", "标准\n第一段\n第二段"),
        ("前<div>中</div>后", "前\n中\n后"),
        ("<p>一 \n  二<b>三</b>&nbsp;四<br>五", "一 二三\xa0四\n五"),
        ("<p>见<script>alert(1)</script><style>p{}</style><span style='display: none'>藏</span>得", "见得"),
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", "甲\n乙\n丙"),
        ("<table><tr><td><p>布局</p><p>而已</p></td></tr></table>", "布局\n而已"),
        ("<!-- 注 --><p>文", "文"),
    ],
)
def test_a_page_reads_as_it_is_shown(tmp_path: Path, body: str, text: str) -> None:
    assert str(document(tmp_path, body).text) == text


def test_blocks_tell_what_they_are_and_where_they_stand(tmp_path: Path) -> None:
    blocks = document(tmp_path, "<h2>标准</h2><div><p>一</p><p>二</p></div><ol><li>甲</li></ol>").blocks
    assert [(block.kind, block.level, block.path) for block in blocks] == [
        ("heading", 2, "/html/body[1]/h2[1]"),
        ("paragraph", None, "/html/body[1]/div[1]/p[1]"),
        ("paragraph", None, "/html/body[1]/div[1]/p[2]"),
        ("list-item", 1, "/html/body[1]/ol[1]/li[1]"),
    ]


def test_a_table_keeps_its_grid(tmp_path: Path) -> None:
    rows = "<tr><th rowspan=2>要素</th><td>三级</td><td>四级</td></tr><tr><td colspan=2>合并<br>两列</td></tr>"
    read_ = document(tmp_path, f"<table>{rows}</table>")
    assert str(read_.text) == "要素\t三级\t四级\n\t合并\n两列"
    table = read_.blocks[0].table
    assert table
    assert [(cell.row, cell.column, cell.rows, cell.columns, cell.header) for cell in table.cells] == [
        (0, 0, 2, 1, True), (0, 1, 1, 1, False), (0, 2, 1, 1, False), (1, 1, 1, 2, False),
    ]  # fmt: skip


def test_the_declared_encoding_is_followed(tmp_path: Path) -> None:
    read_ = document(tmp_path, "<p>龘靐", "<meta charset='gb2312'>", "gb18030")
    assert (str(read_.text), read_.copy.encoding) == ("龘靐", "gb18030")


def test_a_declaration_that_lies_is_not(tmp_path: Path) -> None:
    read_ = document(tmp_path, "<p>任职资格标准", "<meta charset='gbk'>", "utf-8")
    assert (str(read_.text), read_.copy.encoding) == ("任职资格标准", "utf-8")


def test_a_page_nested_beyond_reason_loses_no_word_and_takes_no_long_path(tmp_path: Path) -> None:
    read_ = document(tmp_path, "<p>标准</p>" + "<div>" * 2_000 + "深")
    assert str(read_.text) == "标准\n深"
    assert len(read_.blocks[-1].path or "") < 1_000


def test_a_page_that_the_parser_gives_up_is_refused_and_not_cut(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        document(tmp_path, "<p>标准</p>" + "<div>" * 5_000 + "深")
    assert caught.value.why is Why.TOO_BIG
