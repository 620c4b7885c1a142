"""The shared word knowledge: what it says of words, readings, GBK pairs and traditional characters."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30)


def test_words_have_frequencies_and_other_strings_have_none() -> None:
    assert lexicon.frequency("标准") > lexicon.frequency("任职") > 0
    assert lexicon.frequency("准标") == 0


def test_importing_it_loads_no_dictionary() -> None:
    heavy = "sorted({'jieba', 'pypinyin', 'opencc', 'rjieba'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, pipeline.lexicon; print({heavy})"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_a_text_is_cut_into_its_likeliest_words() -> None:
    assert lexicon.cut("负责客户关系的维护") == ["负责", "客户关系", "的", "维护"]
    assert lexicon.cut("") == []


@settings(derandomize=True, max_examples=60, deadline=None)
@given(HAN)
def test_the_words_of_a_cut_give_the_text(text: str) -> None:
    assert "".join(lexicon.cut(text)) == text


@settings(derandomize=True, max_examples=60, deadline=None)
@given(HAN, HAN)
def test_a_text_weighs_the_same_in_one_go_and_in_two(first: str, second: str) -> None:
    assert lexicon.weigh(second, lexicon.weigh(first)) == lexicon.weigh(first + second)


@pytest.mark.parametrize(
    ("before", "original", "rivals", "after"),
    [
        ("反馈各种", "意见", ["意俭", "益见", "意建"], "到管理层"),
        ("負責", "客戶", ["客虎", "刻戶"], "關係的維護"),
        ("每周至少", "拜访", ["拜仿", "白访"], "三个客户"),
    ],
)
def test_the_original_ranks_above_its_rivals(before: str, original: str, rivals: list[str], after: str) -> None:
    ranked = lexicon.rank(before, [*rivals, original], after)
    assert ranked[0][0] == original
    assert ranked[0][1] > 0.9
    assert sum(share for _, share in ranked) == pytest.approx(1)


def test_what_else_is_held_against_a_candidate_counts() -> None:
    assert lexicon.rank("负责", {"客户": 50.0, "客户们": 0.0}, "")[0][0] == "客户们"
    assert lexicon.rank("负责", [], "") == ()


def test_readings_are_toned_and_complete() -> None:
    assert {"tiáo", "diào"} <= lexicon.readings("調")
    assert lexicon.readings("A") == frozenset()


def test_gbk_pairs_lead_to_characters_and_back() -> None:
    assert lexicon.pair("數") == b"\x94\xb5"
    assert lexicon.character(b"\x94\xb5") == "數"
    assert lexicon.character(b"\xa2\xac") is None
    assert lexicon.pair("A") is None
    assert lexicon.pair("𠀀") is None
    assert "數" in lexicon.led_by(0x94)
    assert "數" in lexicon.ending_in(0xB5)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.binary(min_size=2, max_size=2))
def test_a_pair_is_that_of_its_character(two: bytes) -> None:
    char = lexicon.character(two)
    assert char is None or lexicon.pair(char) == two


def test_traditional_is_what_only_traditional_text_has() -> None:
    assert all(map(lexicon.is_traditional, "業標準經關說"))
    assert not any(map(lexicon.is_traditional, "业标准经并后里系范于乾夥後徵著A，"))


def test_a_common_character_is_less_rare_than_one_of_no_word() -> None:
    assert lexicon.rarity("的") < lexicon.rarity("準") < lexicon.rarity("籙")
