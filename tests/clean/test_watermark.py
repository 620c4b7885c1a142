"""Advertising printed into the text goes; an author's words that resemble it stay."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import watermark
from tests.clean.documents import cases, documents, repaired

SURE = [
    "精选优质文档-倾情为你奉上",
    "-精品word文档 值得下载 值得拥有-",
    "此文档收集于网络,如有侵权请联系网站删除",
    "百度文库 - 让每个人平等地提升自我",
]
NEW = [
    "-更多范文请访问某某资料-",
    "(某某书库整理)",
    "更多资料请到某某网免费下载",
    "某某文库www.example.com海量文档",
    "关注公众号某某资料获取更多",
]
LONG = sorted(name for name, text in documents().items() if len(text) > 2500)


@pytest.mark.parametrize("case", cases("watermarks"), ids=lambda case: case["label"])
def test_a_watermark_goes_with_its_line_and_its_dashes(case: dict[str, str]) -> None:
    assert repaired(watermark, case["text"])[0] == case["clean"]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(LONG), st.sampled_from(SURE), st.integers(300, 1500))
def test_a_listed_phrase_goes_wherever_the_page_ended(name: str, phrase: str, every: int) -> None:
    page = watermark.damage(documents()[name], random.Random(0), phrase=phrase, every=every)
    restored, _, repair = repaired(watermark, page)
    assert restored == documents()[name]
    assert {edit.certainty for edit in repair.edits} == {"certain"}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from(LONG), st.sampled_from(NEW), st.integers(300, 700))
def test_a_phrase_nobody_has_listed_goes_where_it_recurs(name: str, phrase: str, every: int) -> None:
    page = watermark.damage(documents()[name], random.Random(0), phrase=phrase, every=every)
    assert repaired(watermark, page)[0] == documents()[name]


def test_a_phrase_nobody_has_listed_stays_where_it_stands_once() -> None:
    page = "一、目的更多资料请到某某网免费下载二、范围"
    assert repaired(watermark, page)[0] == page


def test_a_listed_phrase_that_also_recurs_goes_by_its_own_rule() -> None:
    page = watermark.damage(documents()[LONG[0]], random.Random(0), phrase="精品文档就在这里", every=300)
    _, _, repair = repaired(watermark, page)
    assert len(repair.edits) > 8
    assert {edit.rule for edit in repair.edits} == {"watermark.right-here"}


def test_weak_words_that_recur_go_as_probable() -> None:
    page = watermark.damage(documents()["000"], random.Random(0), phrase="文案大全", every=600)
    restored, _, repair = repaired(watermark, page)
    assert restored == documents()["000"]
    assert {(edit.certainty, edit.confidence) for edit in repair.edits} == {("probable", 0.85)}


@pytest.mark.parametrize(
    "text",
    [
        "负责精品文档的编写;评审精品文档;归档精品文档与资料。",
        "优质资料由专人保管。\n专业资料\n按专业归档",
        "欢迎下载部门表格。",
        "实用文案、标准文案和精彩文案各一篇",
        "市场部市场部市场部",
        "资料管理员负责资料,资料室资料齐全",
    ],
)
def test_an_authors_words_stay(text: str) -> None:
    assert repaired(watermark, text)[0] == text


def test_evidence_counts_the_phrases() -> None:
    evidence = repaired(watermark, "仅供学习与参考\n一、目的\n仅供学习与参考")[1]
    assert evidence is not None
    parameters: dict[str, Any] = evidence.parameters
    assert (evidence.hits, parameters["phrases"]) == (2, {"仅供学习与参考": 2})


def test_a_cleaned_text_has_no_more_watermarks() -> None:
    page = watermark.damage(documents()["002"], random.Random(0))
    assert watermark.detect(repaired(watermark, page)[0]) is None


def test_weak_words_that_cut_words_in_two_go_and_stay_where_they_are_an_object() -> None:
    cut = "登记设精品文档备的状态,检验产品质精品文档量,填写记录。"
    assert repaired(watermark, cut)[0] == "登记设备的状态,检验产品质量,填写记录。"
    kept = "整理精品文档,登记精品文档,归还精品文档。"
    assert repaired(watermark, kept)[0] == kept


def _sentences() -> str:
    return "".join(sentence for text in documents().values() for sentence in text.split("\n") if len(sentence) > 12)[:6000]


@pytest.mark.parametrize("phrase", ["【便民版 家家都有】", "⟡山里人⟡整理", "『每日一读』"])
def test_a_phrase_strewn_over_sentences_goes_whatever_it_says(phrase: str) -> None:
    text = _sentences()
    gone = 0
    for seed in range(6):
        rng, made, at = random.Random(seed), "", 0
        while at < len(text):
            size = rng.randint(200, 400)
            made, at = made + phrase + text[at : at + size], at + size
        restored, _, repair = repaired(watermark, made.removeprefix(phrase))
        gone += restored == text
        assert all(edit.certainty == "probable" for edit in repair.edits if edit.rule == "watermark.strewn")
    assert gone >= 5


@pytest.mark.parametrize("tag", ["【注意】", "【重点】", "⚠注意", "★关键条件", "〔说明〕"])
def test_what_an_author_marks_stays(tag: str) -> None:
    sentences = [sentence for sentence in _sentences().split("。") if sentence]
    rng = random.Random(tag)
    for before, behind in (("。", ""), ("。\n", ""), ("", "："), ("；", "")):
        text = "。".join(f"{before}{tag}{behind}{sentence}" if rng.random() < 0.2 else sentence for sentence in sentences)
        assert repaired(watermark, text)[0] == text
