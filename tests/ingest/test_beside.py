"""Pages of unknown sites: menus, lists of other pages and the foot leave the text, traced; nothing of the text does."""

from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.clean.furniture import furniture_edits
from pipeline.ingest import read
from pipeline.model import Document
from tests.ingest.files import put
from tests.support import webpages
from tests.support.outline import Outline, corpus


def document(tmp_path: Path, page: str) -> Document:
    return read(put(tmp_path, "a.html", page), "a.html")


@pytest.mark.parametrize("outline", corpus(), ids=lambda outline: outline.name)
def test_a_text_comes_out_of_a_page_of_an_unknown_site_as_it_stood(tmp_path: Path, outline: Outline) -> None:
    page = webpages.page(outline)
    bare, framed = document(tmp_path, page), document(tmp_path, webpages.framed(page))
    assert [block.style for block in bare.blocks if block.kind == "furniture"] == ["title"]
    for words in ("栏目3", "另一篇文章的标题第5篇", "某某公司 网络部"):
        assert words in framed.text.source
    cleaned = clean(framed)
    assert str(cleaned.text).strip() == str(clean(bare).text).strip()
    beside = [block.span for block in framed.blocks if block.kind == "furniture" and block.style == "beside"]
    assert beside
    assert {(edit.certainty, edit.confidence) for edit in furniture_edits(framed, beside=True)} == {("probable", 0.9)}
    took = [edit for edit in cleaned.text.edits if any(low <= edit.source[0] < high for low, high in beside)]
    assert {edit.rule.partition(".")[0] for edit in took} <= {"furniture", "chrome"}  # chrome is asked first
    assert {edit.certainty for edit in took} == {"probable"}


@pytest.mark.parametrize(
    "body",
    [
        "<ul class=menu>" + "".join(f"<li><a href='/{n}'>第{n}章 标题</a></li>" for n in range(9)) + "</ul>",
        "<p><a href='#a'>一、目的</a></p><p><a href='#b'>二、范围</a></p>"
        "<h2 id=a>一、目的</h2><p>规范。</p><h2 id=b>二、范围</h2><p>全员。</p>",
        "<div class='content related-post'><p>一、职责</p><p>1、拜访客户，每周不少于三次。</p></div>",
    ],
    ids=["a page of nothing else", "a table of contents", "a name that lies"],
)
def test_what_only_one_witness_speaks_against_stays(tmp_path: Path, body: str) -> None:
    read_ = document(tmp_path, f"<html><body>{body}</body></html>")
    assert [block.kind for block in read_.blocks if block.kind == "furniture"] == []


def test_lines_laid_in_pieces_are_believed_though_their_numbers_come_back(tmp_path: Path) -> None:
    words = [
        f"能够独立完成{what}的计划、组织与考核" for what in ("采购", "销售", "生产", "研发", "仓储", "运输", "培训", "招聘")
    ]
    layer = "<p style='top:{0}px;left:{1}px;font-size:16px'>{2}</p>"
    lines = [
        layer.format(100 + 30 * at, left, said) for at, line in enumerate(words) for left, said in ((90, "1、"), (114, line))
    ]
    menu, foot = "<div id=hd><a href='/'>首页</a><a href='/login'>登录</a></div>", "<div class=ft>©2014 某网</div>"
    read_ = document(tmp_path, f"<html><body>{menu}<div class=reader>{''.join(lines)}</div>{foot}</body></html>")
    told = [(block.kind, read_.text.source[slice(*block.span)]) for block in read_.blocks]
    assert told == [("furniture", "首页登录"), *(("paragraph", f"1、{line}") for line in words), ("furniture", "©2014 某网")]


WAY = "<li><a href='/'>首页</a></li><li><a href='/zl/'>资料</a></li><li>{last}</li>"


@pytest.mark.parametrize(
    "way",
    [
        f"<ol>{WAY.format(last='泵站值班员岗位说明书')}</ol>",
        f"<ul>{WAY.format(last='正文')}</ul>",
        "<div><a href='/'>首页</a> &gt; <a href='/zl/'>资料</a> &gt; 正文</div>",
        "<p>当前位置：<a href='/'>首页</a> » <a href='/zl/'>资料</a></p>",
    ],
    ids=["a list", "a list with another name", "signs between", "a label before"],
)
def test_the_way_to_a_page_goes_whole(tmp_path: Path, way: str) -> None:
    text = "<h1>泵站值班员岗位说明书</h1><p>一、职责</p><p>1、按时巡查。</p>"
    cleaned = clean(document(tmp_path, f"<html><body>{way}{text}</body></html>"))
    assert str(cleaned.text).split() == ["泵站值班员岗位说明书", "一、职责", "1、按时巡查。"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>依据<a href='/a'>值班制度</a>和<a href='/b'>交接流程</a>填写记录</p>",
        "<div><a href='/'>首页</a> <a href='/zl/'>资料</a> 值班员每两小时巡查一次。</div>",
        "<p><a href='/'>首页</a>由网络部维护，<a href='/zl/'>资料</a>由档案室维护</p>",
    ],
    ids=["no front", "a sentence behind it", "words between"],
)
def test_links_in_a_text_are_no_way_to_it(tmp_path: Path, body: str) -> None:
    read_ = document(tmp_path, f"<html><body><h1>泵站值班员岗位说明书</h1>{body}</body></html>")
    assert [block.kind for block in read_.blocks if block.kind == "furniture"] == []
