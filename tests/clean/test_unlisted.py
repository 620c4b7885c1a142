"""Phrases that no table lists: chains of synonyms are undone where their word is told and more than one shows a spinner."""

import random
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import clean, spinner
from pipeline.clean.worded import unlisted
from pipeline.finding import Finding
from tests.clean.documents import edits, repaired
from tests.support.chains import originals
from tests.support.cleantext import STYLES, Style, generated, written
from tests.support.render import document
from tests.support.synonyms import SYNONYMS, pairs, spin

GOLD = Path(__file__).parent.parent / "gold"
RULE = "spinner.unlisted"


def _said(finding: Finding) -> dict[str, Any]:
    return {key: finding.params[key] for key in ("found", "likely", "count")}


def standard() -> str:
    """A clean standard in which every line stands once."""
    return (GOLD / "000.txt").read_text(encoding="utf-8")


def test_a_chain_of_synonyms_becomes_the_word_that_stands_nowhere_else() -> None:
    restored, _, repair = repaired(spinner, spin(standard(), {"客户": "主顾客户客人顾客", "分析": "剖析解析分析"}))
    assert restored == standard()
    made = edits(repair, RULE)
    assert {edit.new for edit in made} == {"客户", "分析"}
    assert {edit.certainty for edit in made} == {"probable"}
    assert all(edit.alternatives[0] == edit.old for edit in made)


def test_one_chain_alone_may_be_a_term_of_the_author_and_is_left_and_reported() -> None:
    page = spin(standard(), {"客户": "主顾客户客人顾客"})
    restored, _, repair = repaired(spinner, page)
    assert restored == page
    told = {"found": "主顾客户客人顾客", "likely": "客户", "count": standard().count("客户")}
    assert [_said(one) for one in repair.findings] == [told]
    assert all("left" in one.message_en and "未作改动" in one.message_zh for one in repair.findings)


def test_a_term_with_a_noun_behind_its_synonyms_shows_no_spinner_and_is_left_where_others_show_one() -> None:
    term, chains = "检查检验检测记录", {"客户": "主顾客户客人顾客", "分析": "剖析解析分析"}
    text = spin(standard(), {"工作": term, "检查": "核对"})
    page = spin(text, {"客户": chains["客户"]})
    assert repaired(spinner, page)[0] == page
    restored, _, repair = repaired(spinner, spin(text, chains))
    assert restored == text
    assert term in {one.params["found"] for one in repair.findings}


@pytest.mark.parametrize(
    "terms",
    [
        ("采购购买购置", "运输运送输送"),
        ("维修检修修理", "清扫清洁清洗"),
        ("巡视巡查检查", "储存贮存存放"),
        ("选拔选聘聘用", "测试检测测量"),
    ],
)
def test_two_terms_of_synonyms_for_words_that_standards_seldom_have_are_the_authors(terms: tuple[str, str]) -> None:
    page = spin(standard(), dict(zip(("客户", "分析"), terms, strict=True)))
    restored, _, repair = repaired(spinner, page)
    assert restored == page
    assert {one.params["found"] for one in repair.findings} == set(terms)


def test_each_such_phrase_is_reported_once_with_what_was_made_of_it() -> None:
    chains = {"客户": "主顾客户客人顾客", "分析": "剖析解析分析"}
    _, _, repair = repaired(spinner, spin(standard(), chains))
    found = [one for one in repair.findings if one.code == "spinner-unlisted"]
    told = [{"found": chain, "likely": word, "count": standard().count(word)} for word, chain in chains.items()]
    assert sorted((_said(one) for one in found), key=str) == sorted(told, key=str)
    assert all("was read as" in one.message_en and "读作" in one.message_zh for one in found)


def test_a_phrase_whose_word_is_not_in_it_is_left_and_reported() -> None:
    text = spin(standard(), {"客户": "租赁租赁抵押票据", "分析": "剖析解析分析"})
    restored, _, repair = repaired(spinner, text)
    assert "租赁租赁抵押票据" in restored
    assert {"租赁租赁抵押票据", "剖析解析分析"} == {one.params["found"] for one in repair.findings}


def test_words_of_the_table_and_others_are_undone_together() -> None:
    text = spin(
        "相关人员负责客户沟通。客户的产品,客户,产品资料。", {"客户": "主顾客户客人顾客", "产品": "质量本协议合同支付资金服务"}
    )
    restored, _, repair = repaired(spinner, text)
    assert restored == "相关人员负责客户沟通。客户的产品,客户,产品资料。"
    assert {edit.rule for edit in repair.edits} == {RULE, "spinner.phrase"}


def test_what_is_restored_is_left_alone_the_second_time() -> None:
    restored, _, _ = repaired(spinner, spin(standard(), {"客户": "主顾客户客人顾客", "分析": "剖析解析分析"}))
    assert restored == standard()
    assert repaired(spinner, restored)[0] == restored


def test_a_word_that_stands_before_every_place_is_not_taken_for_a_part_of_the_chain() -> None:
    said = ["制订{}制度", "落实{}责任,", "检查{}记录;", "改进{}办法。", "贮藏期不足三天的另行登记。"]
    text = "".join(line.format("贮藏管辖管理治理") for line in said)
    assert repaired(spinner, text)[0] == text


@pytest.mark.parametrize("seed", range(40))
def test_a_chain_that_holds_its_word_is_never_undone_wrongly(seed: int) -> None:
    rng = random.Random(f"unlisted/{seed}")
    text = originals()[rng.choice(sorted(originals()))]
    chains = pairs(text, rng)
    _, _, repair = repaired(spinner, spin(text, chains))
    words = {phrase: word for word, phrase in chains.items()}
    wrong = [edit for edit in edits(repair, RULE) if words.get(edit.old) != edit.new]
    assert [edit.old for edit in wrong if words.get(edit.old, edit.old) in edit.old] == []


def test_of_chains_drawn_at_random_a_quarter_of_the_places_is_undone_and_nineteen_of_twenty_rightly() -> None:
    put = undone = right = 0
    for seed in range(40):
        rng = random.Random(f"unlisted/{seed}")
        text = originals()[rng.choice(sorted(originals()))]
        chains = pairs(text, rng)
        _, _, repair = repaired(spinner, spin(text, chains))
        put += sum(text.count(word) for word in chains)
        undone += len(edits(repair, RULE))
        right += sum(chains.get(edit.new) == edit.old for edit in edits(repair, RULE))
    assert undone >= put / 4 > 100
    assert right >= 0.95 * undone


@pytest.mark.parametrize("text", ["", "的", "管理", "管理治理" * 4000, "\ud800客\x00户" * 50, "𠀀" * 9 + "客户客人客户" * 3])
def test_odd_texts_pass(text: str) -> None:
    assert all(one.times >= 3 for one in unlisted.find(text, (), shown=True))
    assert isinstance(unlisted.find(text, (), shown=False), list)


WEAK = {"客户": "买方来客买主", "产品": "出品成品物什", "公司": "商号铺面行当"}
"""Words and chains for them that do not hold them: what stood there cannot be known."""


def _spun(text: str, rng: random.Random) -> tuple[str, set[str]]:
    """Three words or more that stand five times or more, each with a chain without it; none where there are not as many."""
    some = [word for word in SYNONYMS if text.count(word) >= 5]
    chains = {word: "".join(rng.sample(SYNONYMS[word], 3)) for word in rng.sample(some, min(len(some), rng.randint(3, 5)))}
    return (spin(text, chains), set(chains.values())) if len(chains) > 2 else (text, set())


def test_three_phrases_that_are_each_a_little_strange_are_told_together() -> None:
    made = [_spun(text, random.Random(seed)) for seed, text in enumerate(originals().values())]
    pages = [(page, chains) for page, chains in made if chains]
    told = [{one.params["found"] for one in repaired(spinner, page)[2].findings} for page, _ in pages]
    assert len(pages) > 30
    assert sum(bool(found & chains) for found, (_, chains) in zip(told, pages, strict=True)) >= 0.55 * len(pages)


def test_what_is_told_of_so_is_left_with_its_places() -> None:
    page = spin(standard(), WEAK)
    restored, evidence, repair = repaired(spinner, page)
    assert restored == page
    assert evidence is not None
    assert not evidence.hits
    assert {one.params["found"] for one in repair.findings} == {*WEAK.values()}
    assert all(str(one.params["places"]).count(str(one.params["found"])) >= 3 for one in repair.findings)


def test_two_such_phrases_are_not_told() -> None:
    assert repaired(spinner, spin(standard(), dict(list(WEAK.items())[:2])))[2].findings == ()


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_no_clean_text_is_told_of(style: Style) -> None:
    texts = dict(generated(style, 13)) | (dict(written()) if style is STYLES[0] else {})
    told = {name: one.params for name, text in texts.items() for one in clean(document(text)).findings if "spinner" in one.code}
    assert told == {}


def test_names_that_an_author_composes_in_one_text_are_not_told_of() -> None:
    """Posts, papers and departments with long names, each often: they end as names do, or are few in the text."""
    names = ("客户服务中心主管", "设备维修保养记录", "安全生产责任制度", "培训效果评估表格", "物资采购计划申请")
    said = ("由{}负责。", "{}每月更新;", "按{}执行,", "查阅{}。", "修订{}并报批。")
    text = "".join(line.format(name) for line in said for name in names) + standard()
    assert [one.params for one in clean(document(text)).findings if "spinner" in one.code] == []
