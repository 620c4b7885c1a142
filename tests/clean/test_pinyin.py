"""Glosses go, and nothing else goes with them."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import pinyin, traditional
from tests.clean.documents import cases, documents, repaired

CASES: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "pinyin.json").read_text(encoding="utf-8")
)
GLOSSED = sorted(documents())
RNG = random.Random(0)


def _label(case: dict[str, str]) -> str:
    return case["label"]


@pytest.mark.parametrize("case", CASES["repairs"], ids=_label)
def test_glosses_are_taken_out(case: dict[str, str]) -> None:
    assert repaired(pinyin, case["text"])[0] == case["want"]


@pytest.mark.parametrize("case", CASES["untouched"], ids=_label)
def test_what_is_no_gloss_stays(case: dict[str, str]) -> None:
    assert repaired(pinyin, case["text"])[0] == case["text"]


GLOSSED_LINE, LINE = "客戶關(guān)系與業(yè)務(wù)規(guī)劃;", "客戶關系與業務規劃;"
PAGE_DECIDES = ("glosses for learners", "a character that is mostly not glossed")  # what else stands on the page changes them


@pytest.mark.parametrize("case", [one for one in CASES["untouched"] if one["label"] not in PAGE_DECIDES], ids=_label)
def test_what_is_no_gloss_stays_on_a_glossed_page(case: dict[str, str]) -> None:
    assert repaired(pinyin, GLOSSED_LINE + case["text"])[0] == LINE + case["text"]


def test_a_page_with_many_glosses_for_learners_keeps_all() -> None:
    [text] = [one["text"] for one in CASES["untouched"] if one["label"] == PAGE_DECIDES[0]]
    assert repaired(pinyin, GLOSSED_LINE + text)[0] == GLOSSED_LINE + text


def test_a_seldom_glossed_character_loses_its_gloss_on_a_glossed_page_as_probable() -> None:
    [text] = [one["text"] for one in CASES["untouched"] if one["label"] == PAGE_DECIDES[1]]
    back, _, repair = repaired(pinyin, GLOSSED_LINE + text)
    assert back == LINE + text.replace("(shàn)", "")
    assert [edit.old for edit in repair.edits if edit.certainty == "probable"] == ["(shàn)"]


@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(name: str) -> None:
    assert pinyin.detect(documents()[name]) is None
    assert pinyin.detect(traditional.damage(documents()[name], RNG)) is None


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert pinyin.detect(trap) is None


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.sampled_from(GLOSSED), st.integers(8, 120), st.integers(0, 10_000), st.booleans())
def test_any_table_of_glosses_is_undone_exactly(name: str, size: int, seed: int, space: bool) -> None:
    text = traditional.damage(documents()[name], random.Random(seed))
    page = pinyin.damage(text, random.Random(seed), size=size, space=space)
    back, evidence, repair = repaired(pinyin, page)
    assert page != text
    assert back == text
    assert evidence is not None
    assert evidence.parameters["space"] is space
    assert all(edit.certainty == "certain" for edit in repair.edits if evidence.hits > 2)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.sampled_from(GLOSSED), st.integers(8, 120), st.integers(0, 10_000), st.floats(0.2, 0.99))
def test_a_page_cut_anywhere_gives_the_beginning_of_its_text(name: str, size: int, seed: int, share: float) -> None:
    text = traditional.damage(documents()[name], random.Random(seed))
    page = pinyin.damage(text, random.Random(seed), size=size)
    back, _, _ = repaired(pinyin, page[: int(len(page) * share)])
    assert text.startswith(back.removesuffix("(")), back[-20:]


def test_the_table_is_estimated_from_the_document() -> None:
    text = traditional.damage(documents()["000"], RNG)
    table = pinyin.draw_table(text, random.Random(3), 30)
    evidence = pinyin.detect(pinyin.damage(text, RNG, table=table))
    assert evidence is not None
    assert evidence.parameters["table"] == table
    assert evidence.parameters["characters"] == 30


def test_a_repaired_text_is_not_repaired_again() -> None:
    page = pinyin.damage(traditional.damage(documents()["003"], RNG), random.Random(1), size=60)
    once, _, _ = repaired(pinyin, page)
    assert pinyin.detect(once) is None


def test_a_lone_gloss_is_probable_and_reported() -> None:
    _, _, repair = repaired(pinyin, "營銷業(yè)務模型")
    assert [(edit.certainty, edit.old) for edit in repair.edits] == [("probable", "(yè)")]
    assert [finding.code for finding in repair.findings] == ["pinyin-lone"]
    assert repair.findings[0].span == (2, 7)


def test_a_page_that_ends_inside_a_gloss_is_reported() -> None:
    _, _, repair = repaired(pinyin, "客戶關(guān)系與業(yè)務(wù),建立關(gu")
    assert [finding.code for finding in repair.findings] == ["pinyin-cut"]
    assert repair.edits[-1].rule == "pinyin.cut"


def test_edits_quote_what_they_take_out() -> None:
    page = "任職資格標(biāo)準(zhǔn)"
    _, _, repair = repaired(pinyin, page)
    assert [(page[edit.start : edit.end], edit.new) for edit in repair.edits] == [("(biāo)", ""), ("(zhǔn)", "")]


@pytest.mark.parametrize(("number", "glosses", "characters"), [("001", 190, 19), ("002", 1304, 61)])
def test_the_sources_are_glossed_as_they_are(number: str, glosses: int, characters: int) -> None:
    page = next((Path(__file__).parents[2] / "raw").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    evidence = pinyin.detect(page)
    assert evidence is not None
    assert evidence.hits >= glosses
    assert evidence.parameters["characters"] == characters
