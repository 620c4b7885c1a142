"""The miner: what it proposes is nearly always right, it says why, and it proposes nothing on clean text."""

import random
import re
from pathlib import Path

import pytest

from pipeline.clean import mine as miner
from pipeline.clean import spinner
from pipeline.clean.mine import mine
from tests.clean.documents import documents, repaired

GOLD = Path(__file__).parent.parent / "gold"
SPUN = {
    "客户": "顾客客户顾客",
    "产品": "违约本条款账户担保抵押",
    "需求": "相应需求",
    "分析": "股权股权仲裁税务",
    "策略": "方略策略方略",
}


def spin(text: str, pairs: dict[str, str]) -> str:
    pattern = "|".join(sorted(map(re.escape, pairs), key=len, reverse=True))
    return re.sub(pattern, lambda match: pairs[match[0]], text)


def standard() -> str:
    """A clean standard in which every line stands once."""
    return (GOLD / "000.txt").read_text(encoding="utf-8")


@pytest.fixture
def _nothing_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spinner, "pairs", dict)


@pytest.mark.parametrize("name", documents())
def test_a_clean_document_yields_no_proposal(name: str) -> None:
    assert mine(documents()[name]) == []


def test_an_unrelated_clean_text_yields_no_proposal() -> None:
    texts = list(documents().values())
    pairs = [(first, second) for first, second in zip(texts[::4], texts[1::4], strict=False) if first[:50] != second[:50]]
    assert pairs
    assert [mine(first, second) for first, second in pairs] == [[]] * len(pairs)


def test_a_sibling_tells_phrase_and_word_of_every_pair() -> None:
    found = {proposal.phrase: proposal.word for proposal in mine(spin(standard(), SPUN), standard())}
    assert found == {phrase: word for word, phrase in SPUN.items()}


def test_half_a_sibling_is_enough_for_most_pairs() -> None:
    half = standard()[: len(standard()) // 2]
    found = {proposal.phrase: proposal.word for proposal in mine(spin(standard(), SPUN), half) if proposal.word}
    right = {phrase: word for word, phrase in SPUN.items()}
    assert all(right[phrase] == word for phrase, word in found.items())
    assert len(found) >= 4


def test_one_document_alone_tells_wrapped_words_and_finds_phrases_that_are_no_chinese() -> None:
    proposals = {proposal.phrase: proposal for proposal in mine(spin(standard(), SPUN))}
    assert proposals["顾客客户顾客"].word == "客户"
    assert proposals["方略策略方略"].word == "策略"
    assert proposals["违约本条款账户担保抵押"].times == standard().count("产品")
    assert "股权股权仲裁税务" in proposals
    right = {phrase: word for word, phrase in SPUN.items()}
    assert all(right.get(phrase) == found.word for phrase, found in proposals.items() if found.word)


def test_pairs_of_the_table_are_not_proposed_again() -> None:
    text = spin(standard(), {word: phrase for phrase, word in spinner.pairs().items()})
    assert {proposal.phrase for proposal in mine(text, standard())} & set(spinner.pairs()) == set()


@pytest.mark.usefixtures("_nothing_listed")
def test_the_pairs_of_the_wild_document_are_found_by_its_sibling() -> None:
    page = next((GOLD.parent.parent / "raw").glob("000*")).read_text(encoding="utf-8")
    found = {proposal.phrase: proposal.word for proposal in mine(page, standard())}
    right = {str(rule.pattern.pattern): rule.more["word"] for rule in spinner._rules("phrase")}
    assert {phrase: word for phrase, word in found.items() if word and right.get(phrase) != word} == {}
    assert len([phrase for phrase in found if phrase in right]) >= 9


def test_nine_of_ten_proposals_on_random_pairs_are_right() -> None:
    rng = random.Random(11)
    nouns = ["合约", "支付", "资金", "条款", "甲方", "乙方", "违约", "赔偿", "仲裁", "担保", "抵押", "账户", "发票", "股权"]
    right = wrong = 0
    for _ in range(12):
        words = rng.sample(["客户", "产品", "需求", "策略", "目标", "分析", "公司", "市场", "技术"], 4)
        outer, inner = rng.sample(nouns, 2)
        pairs = {words[0]: outer + outer + inner, words[1]: "".join(rng.sample(nouns, 5))}
        pairs |= {words[2]: outer + words[2] + outer, words[3]: f"相关{words[3]}"}
        expected = {phrase: word for word, phrase in pairs.items()}
        for proposal in mine(spin(standard(), pairs), standard()):
            right += expected.get(proposal.phrase) == proposal.word
            wrong += expected.get(proposal.phrase) != proposal.word
    assert right >= 36
    assert right >= 0.9 * (right + wrong)


def test_a_proposal_says_why_and_shows_where() -> None:
    proposal = next(found for found in mine(spin(standard(), SPUN)) if found.word == "客户")
    assert proposal.why == ("顾客 on both sides of 客户", "客户 never stands alone")
    assert all("[顾客客户顾客]" in context for context in proposal.contexts)


def test_what_was_mined_undoes_the_document_once_it_is_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    text = spin(standard(), {"客户": SPUN["客户"], "策略": SPUN["策略"]})
    table = {proposal.phrase: proposal.word for proposal in mine(text)}
    monkeypatch.setattr(spinner, "pairs", lambda: table)
    monkeypatch.setattr(spinner, "faces", lambda: dict.fromkeys(table, 12.0))
    assert repaired(spinner, text)[0] == standard()


@pytest.mark.parametrize("text", ["", "客户", "客户" * 3000, "\n" * 100, "1.1.1" * 500, "正式正式" * 200])
def test_odd_texts_pass(text: str) -> None:
    assert all(proposal.times >= miner.OFTEN for proposal in mine(text, text))
