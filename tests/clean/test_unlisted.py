"""Phrases that no table lists: chains of synonyms are undone where their word is told, else left and reported."""

import random
from pathlib import Path

import pytest

from pipeline.clean import spinner, unlisted
from tests.clean.documents import edits, repaired
from tests.support.chains import originals
from tests.support.synonyms import pairs, spin

GOLD = Path(__file__).parent.parent / "gold"
RULE = "spinner.unlisted"


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


def test_each_such_phrase_is_reported_once_with_what_was_made_of_it() -> None:
    _, _, repair = repaired(spinner, spin(standard(), {"客户": "主顾客户客人顾客"}))
    finding = next(one for one in repair.findings if one.code == "spinner-unlisted")
    assert finding.params == {"found": "主顾客户客人顾客", "likely": "客户", "count": standard().count("客户")}
    assert [one.code for one in repair.findings].count("spinner-unlisted") == 1


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
    restored, _, _ = repaired(spinner, spin(standard(), {"客户": "主顾客户客人顾客"}))
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


def test_of_chains_drawn_at_random_a_third_of_the_places_is_undone_and_nineteen_of_twenty_rightly() -> None:
    put = undone = right = 0
    for seed in range(40):
        rng = random.Random(f"unlisted/{seed}")
        text = originals()[rng.choice(sorted(originals()))]
        chains = pairs(text, rng)
        _, _, repair = repaired(spinner, spin(text, chains))
        put += sum(text.count(word) for word in chains)
        undone += len(edits(repair, RULE))
        right += sum(chains.get(edit.new) == edit.old for edit in edits(repair, RULE))
    assert undone >= put / 3 > 100
    assert right >= 0.95 * undone


@pytest.mark.parametrize("text", ["", "的", "管理", "管理治理" * 4000, "\ud800客\x00户" * 50, "𠀀" * 9 + "客户客人客户" * 3])
def test_odd_texts_pass(text: str) -> None:
    assert all(one.times >= 3 for one in unlisted.find(text, (), shown=True))
    assert isinstance(unlisted.find(text, (), shown=False), list)
