"""What stands around a document is told from it by its form and its words, on pages of sites that nobody listed."""

import random

import pytest

from pipeline.clean import chrome
from pipeline.clean.site import frame
from pipeline.clean.site.page import pieces, rules_for
from pipeline.clean.site.titled import Piece
from pipeline.clean.site.view import View
from tests.clean.documents import cases, documents, repaired
from tests.support.sites import SHARING, STRANGE, around, pages

DOCUMENTS = sorted(name for name, text in documents().items() if name.endswith("-lines") and len(text) > 600)
UNTOUCHED = [case for case in cases("chrome-untouched") if len(case["text"]) > 300]


def weights(page: str) -> dict[str, float]:
    """The weight of each line of a page, by its words."""
    view = View(page)
    return {piece.words: piece.weight for piece in frame.framed(pieces(view, rules_for(view), odd=True))}


@pytest.mark.parametrize("kind", range(pages(STRANGE)))
@pytest.mark.parametrize("name", DOCUMENTS[::5])
def test_a_document_comes_out_of_a_strange_page_whole(name: str, kind: int) -> None:
    text = documents()[name]
    page = around(text, random.Random(f"{name}/{kind}"), title=text.split("\n")[0], page=kind, name=STRANGE)
    assert text in repaired(chrome, page)[0]


@pytest.mark.parametrize("case", UNTOUCHED, ids=lambda case: case["label"])
@pytest.mark.parametrize("name", [SHARING, STRANGE])
def test_heads_and_ends_that_documents_have_stay_on_any_page(case: dict[str, str], name: str) -> None:
    text = case["text"]
    for kind in range(pages(name)):
        page = around(text, random.Random(kind), title=text.split("\n")[0], page=kind, name=name)
        assert text in repaired(chrome, page)[0]


def test_what_a_page_says_goes_though_no_rule_knows_a_word_of_it() -> None:
    text = documents()[DOCUMENTS[0]]
    head = "麦田书仓 | 分区 | 榜单 | 我的足迹\n编号 20391147 热度 318 更新 2019-03-04 11:20"
    foot = "本页浏览 2041 次 收藏 18 次\n足球裁判手册\n昆虫标本采集\n麦田书仓 mt-books.net 2012-2019"
    page = f"{head}\n{text}\n{foot}"
    assert repaired(chrome, page)[0] == text


def test_lines_at_one_end_alone_are_no_licence_and_are_told_of() -> None:
    text, foot = documents()[DOCUMENTS[0]], "麦田书仓 | 分区 | 榜单 | 我的足迹\n编号 20391147 热度 318 更新 2019-03-04 11:20"
    page = f"{text}\n{foot}"
    restored, _, repair = repaired(chrome, page)
    assert restored == page
    assert [(finding.code, page[slice(*finding.span or (0, 0))]) for finding in repair.findings] == [("chrome-doubtful", foot)]


def test_a_form_that_the_middle_of_the_page_has_is_the_documents() -> None:
    rows = "\n".join(f"{n} | 点检项目第{n}项 | 每班一次 | {n % 5}" for n in range(40))
    assert max(weights(rows).values()) < 1
    assert not frame.strange(rows)


def test_a_title_of_something_else_shares_no_words_with_the_document() -> None:
    text = documents()[DOCUMENTS[0]]
    title = text.split("\n")[0]
    found = weights(f"{text}\n陶瓷釉料配方札记\n{title}")
    assert found["陶瓷釉料配方札记"] > 0 > found[View(title).text]


def test_rules_that_say_the_same_of_the_same_words_count_once() -> None:
    view = View("长按二维码识别客户")
    [piece] = pieces(view, rules_for(view), odd=True)
    assert piece.weight == 6


def test_a_page_of_few_words_is_left_to_the_rules() -> None:
    found = [Piece(0, 4, "有点短的", None, -2.0, 0.0)]
    assert frame.framed(found) is found
    assert frame.framed([]) == []


def test_a_title_said_again_before_a_text_in_one_line_is_the_texts() -> None:
    body = "".join(f"{n}、检查第{n}台设备的油位和温度，填写记录并签字。" for n in range(1, 40))
    page = (
        "设备点检规程\n2017-03-28 发布于 广东\n关注\n1253 人赞同了该文章\n设备点检规程\n"
        + body
        + "\n编辑于 2017-03-28\n添加评论"
    )
    assert repaired(chrome, page)[0] == f"设备点检规程\n{body}"
