"""Lines inside a document that by form and words are the site's go on a page of a site; an author's short lines stay."""

import pytest

from pipeline.clean import chrome
from pipeline.clean.site.ownlists import theirs
from pipeline.clean.site.titled import Piece
from tests.clean.documents import edits, repaired
from tests.clean.test_joined import SENTENCES, TITLE

HEAD = [
    "慧谷文档网 > 管理 > " + TITLE,
    TITLE + ".docx",
    "上传人:m****7 文档编号:20880417 上传时间:2020-01-02 格式:DOCX 页数:12 大小:33KB",
]
FOOT = [
    "展开阅读全文",
    "温馨提示:",
    "1. 本站所有资源均由用户上传,下载前请仔细阅读文档内容。",
    "2. 如有侵权,请联系客服删除。",
    "提交评论",
]


def page_with(*lines: str) -> tuple[str, str]:
    """A page with lines between the parts of its document, and the document."""
    parts = [
        f"{part}、{SENTENCES[at][2:]}" if SENTENCES[at][1] == "、" else SENTENCES[at] for part in "一二三" for at in range(9)
    ]
    step = len(parts) // (len(lines) + 1)
    made = [
        line
        for at, part in enumerate(parts)
        for line in (part, *(lines[at // step : at // step + 1] if at % step == step - 1 else ()))
    ]
    return "\n".join([*HEAD, TITLE, *made, *FOOT]), "\n".join(made)


@pytest.mark.parametrize("line", ["评论 49 收藏 分享 举报", "首页 | 下载 | 登录 | 注册 | 会员中心"])
def test_a_menu_inside_the_document_goes(line: str) -> None:
    page, document = page_with(line)
    text, _, repair = repaired(chrome, page)
    assert document.replace(line + "\n", "") in text
    assert [edit.certainty for edit in edits(repair, "chrome.strange")] == ["probable"]


def test_what_a_screen_shows_goes_wherever_it_stands() -> None:
    bars = ["17:34 5G 下载 66%", "17:36 5G 下载 64%", "17:39 5G 下载 61%"]
    page, document = page_with(*bars)
    for bar in bars:
        document = document.replace(bar + "\n", "")
    assert document in repaired(chrome, page)[0]


@pytest.mark.parametrize(
    "line",
    [
        "举报电话:0571-88888888",
        "对外文档须注明版权说明",
        "负责网站留言的回复",
        "生效日期 2017-06-01",
        "怎样使用这本手册",
        "广告",
    ],
)
def test_an_authors_short_line_stays(line: str) -> None:
    page, document = page_with(line)
    assert document in repaired(chrome, page)[0]


def test_a_list_of_the_sites_goes_with_the_lines_around_it() -> None:
    titles = ["● 二手车买卖合同范本", "● 党支部会议记录", "● 篮球社团策划书"]
    notes = ["下载须知:", "1、所有模板均为设计师上传,不得用于商业转售;", "2、无法打开时请升级办公软件。"]
    page, document = page_with()
    page = "\n".join([page, "立即下载 收藏模板 常见问题", *notes, "展开阅读全文", "往期推荐", *titles, "分享 收藏 点赞 在看"])
    text, _, repair = repaired(chrome, page)
    assert text.endswith(document)
    assert {edit.certainty for edit in repair.edits if edit.old.strip() in (*titles, *notes[1:])} == {"probable"}


def test_an_excerpt_below_the_text_goes() -> None:
    page, document = page_with()
    excerpt = "内容摘要:" + "".join(document.split("\n"))[:60] + "……"
    text, _, _ = repaired(chrome, "\n".join([page, excerpt, "关于我们 联系我们 用户协议"]))
    assert text.endswith(document)


def test_parts_of_a_reader_between_lines_of_a_site_are_no_list_of_the_sites() -> None:
    def told(*words: str) -> list[int]:
        sites = [Piece(0, 1, line, "buttons", 2.0, 1.0) for line in ("收藏 分享 举报", "猜你喜欢")]
        return [*theirs([*sites, *(Piece(0, 1, line, None, -1.0, -1.0) for line in words), *sites])]

    assert told("1、党支部工作总结", "2、混凝土浇筑方案") == [2, 3]
    assert told("1、" + "负责接待来访人员。" * 30, "2、" + "按时完成登记。" * 40) == []
