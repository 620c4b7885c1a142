"""Traditional text becomes simplified, character for character, and simplified text stays."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.clean import traditional
from pipeline.model import Text
from pipeline.rules import load_data
from tests.clean.documents import cases, documents, repaired

CASES: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "traditional.json").read_text(encoding="utf-8")
)
NAMES = sorted(documents())
TABLES = (None, "s2t", "s2tw", "s2hk")
RNG = random.Random(0)
HAN = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))
CHOSEN = "坐标"  # a word that phrase tables write with another character, and no conversion leads back


def _names() -> list[str]:
    """The documents without that word: a short part of a text with it may be told by too little."""
    return [name for name in NAMES if CHOSEN not in documents()[name]]


def _label(case: dict[str, str]) -> str:
    return case["label"]


@pytest.mark.parametrize("case", CASES["repairs"], ids=_label)
def test_traditional_text_is_simplified(case: dict[str, str]) -> None:
    assert repaired(traditional, case["text"])[0] == case["want"]


@pytest.mark.parametrize("region", ["hk", "tw"])
def test_a_region_lists_what_its_conversion_takes_otherwise_than_t2s(region: str) -> None:
    table = load_data("pipeline.clean.rules", "traditional.toml")["regions"][region]
    han = [chr(code) for first, last in HAN for code in range(first, last)]
    plain, regional = (lexicon.converter(name)("\n".join(han)).split("\n") for name in ("t2s", table["converter"]))
    rows = zip(han, plain, regional, strict=True)
    assert {char for char, one, other in rows if one != other} == set(table["other"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("table", ["s2tw", "s2hk"])
def test_a_region_s_words_are_the_same_clause_by_clause(name: str, table: str) -> None:
    page = lexicon.converter(table)(documents()[name])
    for region in ("hk", "tw"):
        whole = lexicon.converter(f"{region}2s")(page)
        assert traditional.by_region(page, lexicon.simplified(page), region) == whole


@pytest.mark.parametrize("case", CASES["untouched"], ids=_label)
def test_simplified_text_stays(case: dict[str, str]) -> None:
    assert repaired(traditional, case["text"])[0] == case["text"]


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_document_has_no_evidence(name: str) -> None:
    assert traditional.detect(documents()[name]) is None


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert traditional.detect(trap) is None


def test_a_word_that_a_table_of_phrases_writes_with_another_character_comes_back() -> None:
    text = f"任职资格标准：熟悉三{CHOSEN}测量机的业务规程与经验。" * 3
    assert repaired(traditional, traditional.damage(text, RNG, table="s2t"))[0] == text


@pytest.mark.parametrize("table", ["s2t", "s2tw", "s2hk"])
def test_each_listed_word_comes_back_and_is_no_more_than_probable(table: str) -> None:
    for word, own in load_data("pipeline.clean.rules", "traditional.toml")["words"].items():
        page = traditional.damage(f"任职资格标准：熟悉{own}的业务规程与经验。", RNG, table=table)
        text, _, repair = repaired(traditional, page)
        assert word in page
        assert own in text
        assert "probable" in {edit.certainty for edit in repair.edits}


@pytest.mark.parametrize(("table", "name"), [(table, name) for table in TABLES for name in NAMES])
def test_every_table_is_undone_exactly(table: str | None, name: str) -> None:
    page = traditional.damage(documents()[name], RNG, table=table)
    back, evidence, repair = repaired(traditional, page)
    assert page != documents()[name]
    assert back == documents()[name]
    assert evidence is not None
    assert repair.findings == ()


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.sampled_from(_names()), st.integers(0, 3_000), st.integers(40, 400), st.sampled_from(TABLES))
def test_a_traditional_part_of_a_text_is_undone(name: str, start: int, length: int, table: str | None) -> None:
    text = documents()[name]
    part = text[start % len(text) :][:length]
    page = text[: start % len(text)] + traditional.damage(part, RNG, table=table) + text[start % len(text) + length :]
    back, _, _ = repaired(traditional, page)
    changed = sum(map(lexicon.is_traditional, page))
    assert changed < 12 or back == text


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(st.sampled_from("任职标准业务经理後于乾夥與業標準職,。A1 \n"), max_size=60))
def test_lengths_are_kept_and_a_second_pass_changes_nothing(text: str) -> None:
    once, _, repair = repaired(traditional, text)
    assert len(once) == len(text)
    assert all(len(edit.old) == len(edit.new) for edit in repair.edits)
    assert repaired(traditional, once)[0] == once


def test_each_character_of_the_result_stands_on_its_own_one() -> None:
    page = "一、任職資格標準。二、業務經理"
    evidence = traditional.detect(page)
    assert evidence is not None
    text = Text(page).apply(traditional.restore(page, evidence).edits)
    at = str(text).index("业")
    assert page[slice(*text.source_span(at, at + 1))] == "業"


def test_only_what_mainland_text_may_have_held_is_probable() -> None:
    _, _, repair = repaired(traditional, "任職資格標準與業務,對於經理瞭解後的發展")
    assert [edit.old for edit in repair.edits if edit.certainty == "probable"] == ["於", "瞭", "後"]
    assert all(edit.alternatives == (edit.old,) for edit in repair.edits if edit.certainty == "probable")


def test_the_site_kept_characters_that_are_traditional_too() -> None:
    assert traditional.damage("并于后里系统制度规范云征", RNG) == "并于后里系統制度規范云征"
    assert traditional.damage("签订鉴定为群众", RNG) == "簽訂鑒定為群眾"
