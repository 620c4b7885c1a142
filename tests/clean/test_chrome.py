"""The words of download sites go, known sites and unknown, and nothing else."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import chrome
from pipeline.clean.site.page import pieces, rules_for
from pipeline.clean.site.sites import sites
from pipeline.clean.site.titled import bare_title
from pipeline.clean.site.view import View
from pipeline.model import Text
from pipeline.rules import load_rules
from pipeline.text import replay
from tests.clean.documents import cases, documents, repaired

PAGES = cases("chrome-pages")
PARAGRAPHS = sorted({line for text in documents().values() for line in text.split("\n") if len(line) > 30})[::7]


def page_of(case: dict[str, Any]) -> str:
    """The page: head, document, what stands between its pages, the rest of it, foot."""
    document = case.get("glued", "") + case["document"]
    rest = [case["rest"]] if "rest" in case else []
    return "\n".join([*case["head"], document, *case.get("between", []), *rest, *case["foot"]])


def document_of(case: dict[str, Any]) -> str:
    return "\n".join([case["document"], *([case["rest"]] if "rest" in case else [])])


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_the_document_is_left_and_nothing_else(case: dict[str, Any]) -> None:
    assert repaired(chrome, page_of(case))[0] == document_of(case)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_what_the_site_says_of_the_upload_is_kept(case: dict[str, Any]) -> None:
    facts = repaired(chrome, page_of(case))[2].facts or {}
    assert {key: facts.get(key) for key in case["facts"]} == case["facts"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_a_cleaned_page_has_no_more_to_clean(case: dict[str, Any]) -> None:
    assert chrome.detect(document_of(case)) is None


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_every_dropped_line_is_an_edit_that_can_be_replayed(case: dict[str, Any]) -> None:
    page = page_of(case)
    repair = repaired(chrome, page)[2]
    assert replay(page, Text(page).apply(repair.edits).edits) == document_of(case)
    assert all(edit.new == "" and edit.rule.startswith("chrome.") for edit in repair.edits)


@pytest.mark.parametrize("case", cases("chrome-untouched"), ids=lambda case: case["label"])
def test_a_document_that_speaks_of_uploads_and_copyright_is_left_alone(case: dict[str, str]) -> None:
    assert repaired(chrome, case["text"])[0] == case["text"]


@pytest.mark.parametrize("case", cases("chrome-untouched"), ids=lambda case: case["label"])
def test_such_a_document_survives_on_a_page_of_a_site(case: dict[str, str]) -> None:
    for seed in range(4):
        assert repaired(chrome, chrome.damage(case["text"], random.Random(seed)))[0] == case["text"]


@pytest.mark.parametrize("line", cases("chrome-lines"))
def test_a_line_that_could_be_a_sites_is_no_licence_by_itself(line: str) -> None:
    neutral = [
        "熟悉设备的操作规程和保养方法",
        "组织召开部门例会并形成纪要",
        "协助完成年度预算的编制工作",
        "核对供应商送货单与采购订单",
    ] * 3
    for text in ([*neutral, line, *neutral], [*neutral, line]):
        assert chrome.detect("\n".join(text)) is None
    assert repaired(chrome, "\n".join([line, *neutral]))[0] == "\n".join([line, *neutral])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=12), st.integers(0, 10**6))
def test_whatever_page_is_put_around_a_document_comes_off(paragraphs: list[str], seed: int) -> None:
    document = "\n".join(paragraphs)
    assert repaired(chrome, chrome.damage(document, random.Random(seed)))[0] == document


@pytest.mark.parametrize("name", sorted(documents())[::4])
def test_a_whole_document_comes_off_its_page(name: str) -> None:
    assert repaired(chrome, chrome.damage(documents()[name], random.Random(name)))[0] == documents()[name]


def test_the_title_that_only_the_site_gives_is_quoted_from_the_page() -> None:
    page = page_of(PAGES[0])
    facts = repaired(chrome, page)[2].facts
    assert facts is not None
    span = facts["title_span"]
    assert isinstance(span, tuple)
    assert page[slice(*span)] == facts["title"] == "某医院护士岗位任职标准"


def test_a_title_in_traditional_characters_is_given_in_simplified_ones_and_spans_its_glosses() -> None:
    notice = "《倉儲標(biāo)準(zhǔn)》由會員上傳分享,免費在線閱讀,更多相關(guān)內(nèi)容在工程資料-某某文庫。"
    page = f"資源描述:\n{notice}\n一、入庫管理"
    text, _, repair = repaired(chrome, page)
    assert text == "一、入庫管理"
    assert repair.facts is not None
    assert repair.facts["title"] == "仓储标准"
    assert repair.facts["site"] == "某某文库"
    span = repair.facts["title_span"]
    assert isinstance(span, tuple)
    assert page[slice(*span)] == "倉儲標(biāo)準(zhǔn)"


def test_a_page_of_nothing_but_the_sites_words_is_left_with_a_finding() -> None:
    page = "上传人:m****7 上传时间:2020-01-02 格式:DOC 页数:3 大小:20KB\n点击查看更多>>\n京ICP备10000000号"
    text, _, repair = repaired(chrome, page)
    assert text == page
    assert [finding.code for finding in repair.findings] == ["chrome-only"]


FOOT = [
    "第 2 楼　小雨点　2014-06-22 10:02",
    "收了，楼上厚道。",
    "共 75 帖　第 1/2 页　尾页",
    "快速跳转：行业交流　灌水区　站务",
]
HEAD = ["词条　讨论　编辑　查看历史", "最后修订于 2014-06-22 14:37　共 12 次编辑"]


@pytest.mark.parametrize("lines", [HEAD, FOOT], ids=["head", "foot"])
def test_what_looks_like_a_sites_at_one_end_alone_stays_and_is_nearly_always_told_of(lines: list[str]) -> None:
    told = kept = 0
    for document in (text[:1200] for text in documents().values()):
        page = "\n".join([*lines, document] if lines is HEAD else [document, *lines])
        text, _, repair = repaired(chrome, page)
        assert document in text
        kept += text == page
        told += [finding.code for finding in repair.findings] == ["chrome-doubtful"] and text == page
    assert told >= 0.9 * kept > 10


@pytest.mark.parametrize("way", ["首页 > 文库 > 人力资源", "首页 / 制度 / 正文", "某某文库网 >> 管理资料"])
def test_a_page_of_a_few_lines_keeps_its_way_through_a_site_and_it_is_told_of(way: str) -> None:
    page = f"{way}\n污水化验员岗位说明书\n1、按规程采集进出水水样并登记。\n2、每日测定氨氮和总磷。"
    text, _, repair = repaired(chrome, page)
    assert text == page
    assert [(finding.code, page[slice(*finding.span or (0, 0))]) for finding in repair.findings] == [("chrome-doubtful", way)]


def test_words_that_a_rule_explains_tell_nothing_again() -> None:
    page = View("展开阅读全文\n1、如有侵权,请联系某藤文库客服删除。\n提交评论")
    [piece] = [piece for piece in pieces(page, rules_for(page)) if "侵权" in piece.words]
    [rule] = [rule for rule in load_rules("pipeline.clean", "rules/chrome.toml") if rule.id == piece.rule]
    assert (rule.id, piece.weight) == ("infringement", rule.more["weight"])


def test_clean_documents_raise_no_doubt() -> None:
    assert [name for name, text in documents().items() if chrome.detect(text) is not None] == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("服务经理任职资格标准Word文档下载推荐.docx", "服务经理任职资格标准"),
        ("销售管理手册V1138488.docx", "销售管理手册"),
        ("某某岗位手册(20页珍藏版)", "某某岗位手册"),
        ("仓储标准V2.0.doc", "仓储标准V2.0"),
        ("文档管理标准", "文档管理标准"),
        ("下载.docx", "下载"),
    ],
)
def test_a_title_loses_what_sites_stick_to_it_and_nothing_else(name: str, title: str) -> None:
    assert bare_title(name) == title


def test_every_known_site_is_recognised_by_its_own_name() -> None:
    assert len(sites()) >= 12
    assert [site.name for site in sites() if not site.marks.search(site.name)] == []


def test_a_span_of_the_view_leads_back_to_the_page() -> None:
    page = "文檔簡(jiǎn)介\n版權(quán)所有（２０１４）"
    view = View(page)
    assert view.text == "文档简介\n版权所有(2014)"
    at = view.text.index("权")
    assert page[slice(*view.span(at, at + 1))] == "權(quán)"
    assert view.span(0, len(view.text)) == (0, len(page))


def run_together(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_a_page_run_together_keeps_every_word_of_its_document(case: dict[str, Any]) -> None:
    document = run_together(max(documents().values(), key=len)[:3000] + "\n" + document_of(case))
    page = run_together("\n".join([*case["head"], document, *case["foot"]]))
    assert document in repaired(chrome, page)[0]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["某某岗位手册_第1页", "某某岗位手册_第2页", "已阅读5页，还剩13页未读", "继续免费阅读", "下载本文档",
          "版权说明：本文档由用户提供并上传，收益归属内容提供方", "文档简介"], []),
        (["某某岗位手册.docx"], []),
        (["某某岗位手册", "时间：2023-05-06 08:12:11", "好文", "我要投稿"], ["相关推荐", "版权申诉", "网安备 110000123456号"]),
    ],
)  # fmt: skip
def test_the_sites_words_go_from_the_ends_of_a_page_run_together(head: list[str], foot: list[str]) -> None:
    document = "某某岗位手册 " + run_together(max(documents().values(), key=len)[:3000])
    assert repaired(chrome, run_together("\n".join([*head, document, *foot])))[0] == document
