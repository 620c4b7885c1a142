"""Shifted stretches: the model rebuilds the sources to the letter, and what it does is undone or reported."""

import json
import math
import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.clean import pinyin, shift, traditional
from pipeline.clean.glossed import gbk, glosses, judge
from pipeline.clean.glossed.judge import bare
from pipeline.model import Edit, Finding, Text
from tests.clean.documents import cases, documents, repaired

TESTS = Path(__file__).parent.parent
CASES: dict[str, list[dict[str, str]]] = json.loads((TESTS / "cases" / "shift.json").read_text(encoding="utf-8"))
GLOSSED = sorted(documents())
CHANNELS = (shift, pinyin, traditional)


def _label(case: dict[str, str]) -> str:
    return case["label"]


@cache
def _source(number: str) -> str:
    return next((TESTS.parent / "raw").glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def _chain(page: str) -> tuple[Text, list[Edit], list[Finding]]:
    """A page after the three channels, the edits of `shift` and its findings."""
    text, edits, findings = Text(page), [], []
    for channel in CHANNELS:
        evidence = channel.detect(str(text))
        if evidence is not None:
            repair = channel.restore(str(text), evidence)
            if channel is shift:
                edits, findings = [*repair.edits], [*repair.findings]
            text = text.apply(repair.edits)
    return text, edits, findings


@pytest.mark.parametrize("case", CASES["repairs"], ids=_label)
def test_a_shifted_stretch_is_put_right(case: dict[str, str]) -> None:
    assert repaired(shift, case["text"])[0] == case["want"]


@pytest.mark.parametrize("case", CASES["untouched"], ids=_label)
def test_what_was_not_shifted_stays(case: dict[str, str]) -> None:
    assert repaired(shift, case["text"])[0] == case["text"]


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert shift.detect(trap) is None


@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(name: str) -> None:
    assert shift.detect(documents()[name]) is None
    assert shift.detect(gbk.fold(documents()[name])) is None


@pytest.mark.parametrize(("number", "beyond"), [("001", {}), ("002", {"驅": "qū"})])
def test_the_model_rebuilds_a_source_to_the_letter_from_its_clean_text(number: str, beyond: dict[str, str]) -> None:
    page = _source(number)
    clean, _, _ = _chain(page)
    evidence = pinyin.detect(page)
    assert evidence is not None
    table = evidence.parameters["table"]
    assert isinstance(table, dict)
    site = gbk.Site({char: str(reading) for char, reading in table.items()} | beyond)
    assert gbk.page(traditional.damage(str(clean), random.Random(0)), site) == page


def test_every_shifted_place_of_the_sources_is_put_right() -> None:
    made = {edit.new: edit.certainty for number in ("001", "002") for edit in _chain(_source(number))[1]}
    assert made == {
        "地融資": "certain", "。客戶經(jīng)": "probable",
        "對行業": "certain", "將現": "probable", "。客戶拜訪": "probable", "專人送達": "certain", "。客戶關": "probable",
    }  # fmt: skip


def test_a_character_outside_gbk_stays_a_question_mark_and_is_reported() -> None:
    _, _, findings = _chain(_source("002"))
    unknown = [finding for finding in findings if finding.code == "shift-unknown"]
    assert len(unknown) == 1
    assert unknown[0].span is not None
    start, end = unknown[0].span
    assert _source("002")[start - 1 : end + 4] == ")?2014"


def test_lost_bullets_are_reported_once() -> None:
    page = "業(yè)務(wù)標(biāo)準(zhǔn)" + "".join(f";? 第{number}項職責" for number in range(9))
    text, evidence, repair = repaired(shift, page)
    assert text == page
    assert evidence is not None
    assert [(finding.code, finding.params["count"]) for finding in repair.findings] == [("shift-unknown", 9)]


def test_questions_are_not_reported() -> None:
    _, _, repair = repaired(shift, "業(yè)務(wù)是什么?客戶真的滿意嗎??產(chǎn)品如何?!")
    assert (repair.edits, repair.findings) == ((), ())


def test_what_cannot_be_read_stays_and_is_reported_with_its_whole_stretch() -> None:
    page = "業(yè)務(wù)標(biāo)準(zhǔn);當?shù)偡偡偡12"
    text, _, repair = repaired(shift, page)
    assert text == page
    assert [(finding.code, page[slice(*(finding.span or (0, 0)))]) for finding in repair.findings] == [
        ("shift-unrepaired", "?shù)偡偡偡")
    ]


def test_every_probable_repair_is_reported_with_its_rivals() -> None:
    _, edits, findings = _chain(_source("002"))
    probable = [edit for edit in edits if edit.certainty == "probable"]
    assert all(len({edit.new, *edit.alternatives}) == len(edit.alternatives) + 1 > 1 for edit in probable)
    told = {finding.span: finding.params for finding in findings if finding.code == "shift-probable"}
    assert told == {
        (edit.start, edit.end): {"found": edit.old, "made": bare(edit.new), "confidence": edit.confidence} for edit in probable
    }


@pytest.mark.parametrize("case", CASES["repairs"], ids=_label)
def test_readings_that_are_passed_over_as_hopeless_would_change_nothing(
    case: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, _, repair = repaired(shift, case["text"])
    monkeypatch.setattr(judge, "NOTHING", math.inf)
    assert (text, repair) == repaired(shift, case["text"])[::2]


def test_the_likeliest_reading_comes_first_whatever_is_asked_of_it_last(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "客戶投資重點和方向;當?shù)厝谫Y特點"
    assert repaired(shift, page)[0] == "客戶投資重點和方向;當地融資特點"
    monkeypatch.setattr(judge, "AGAINST_LONE", 60.0)
    monkeypatch.setattr(judge.Judge, "_lone", lambda _, __, reading: reading.text == "地融資")
    assert repaired(shift, page)[0] != "客戶投資重點和方向;當地融資特點"


def test_a_reading_that_is_too_unsure_leaves_the_text_as_it_is_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "信息的準(zhǔn)確性??蛻舭菰L:每周至少"
    _, edits, _ = _chain(page)
    assert [(edit.new, edit.certainty) for edit in edits] == [("。客戶拜訪", "probable")]
    monkeypatch.setattr(shift, "GUESS", 1.0)
    _, edits, findings = _chain(page)
    assert edits == []
    assert [(finding.code, finding.params) for finding in findings] == [
        ("shift-unrepaired", {"found": "??蛻舭菰L", "likely": "。客戶拜訪"})
    ]


# ------------------------------------------------------------------------------------------- the forward model


def test_a_gloss_goes_between_the_halves_of_two_characters() -> None:
    assert gbk.page("當地融資", gbk.Site({"數": "shù"})) == "當?shù)厝谫Y"


def test_a_mark_is_read_across_a_boundary_only_where_an_ascii_byte_is_near() -> None:
    assert gbk.page("費用。客戶拜訪", gbk.Site()) == "費用??蛻舭菰L"
    assert gbk.page("費用。客戶拜訪", gbk.Site(first="dropped")) == "費用?蛻舭菰L"
    assert gbk.page("資源。客戶需求", gbk.Site()) == "資源。客戶需求"
    assert gbk.page("規模、業務", gbk.Site()) == "規模、業務"


def test_a_lead_byte_takes_a_low_byte_with_it_and_an_unassigned_pair_vanishes() -> None:
    assert gbk.decode(b"\xb0\x28x") == "?x"
    assert gbk.decode(b"\xa2\xacx") == "x"
    assert gbk.decode(b"\xb0") == "?"


def test_marks_are_widened_beside_chinese_only() -> None:
    assert gbk.unfold("目的:1,2(三)a?b") == "目的：1,2（三）a?b"
    assert gbk.fold("目的：1,2（三）　Ａ") == "目的:1,2(三) A"


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.text(st.sampled_from("客戶關係管理標準業務與經營，。：（）123 ABab©•"), max_size=40))
def test_without_a_table_a_text_only_loses_what_gbk_does_not_hold(text: str) -> None:
    assert gbk.page(text, gbk.Site(marks="")) == gbk.fold(text).replace("©", "?").replace("•", "?")


# ----------------------------------------------------------------------------------------------- random damage


@cache
def _pool() -> tuple[str, ...]:
    chars = (chr(code) for code in range(0x4E00, 0x9FA6))
    common = (char for char in chars if lexicon.is_traditional(char) and lexicon.pair(char) and lexicon.rarity(char) < 12)
    return tuple(char for char in common if any(map(glosses.is_toned, lexicon.readings(char))))


def _table(text: str, rng: random.Random, size: int) -> dict[str, str]:
    """A site's table: characters of the text, and others that can only stand across two of its characters."""
    table = pinyin.draw_table(text, rng, size // 2)
    for char in rng.sample(_pool(), size - len(table)):
        table[char] = rng.choice(sorted(filter(glosses.is_toned, lexicon.readings(char))))
    return table


def _fault(text: Text, edits: list[Edit], findings: list[Finding], truth: str) -> str | None:
    """The first piece outside probable and reported spans that the truth does not have in its place."""
    marked = [(edit.start, edit.end) for edit in edits if edit.certainty == "probable"]
    marked += [finding.span for finding in findings if finding.span]
    done = at = 0
    for start, end in [*sorted(text.text_span(*span) for span in marked), (len(str(text)), len(str(text)))]:
        piece = str(text)[done:start]
        found = truth.find(piece, at)
        if found < 0 or (done == 0 and found > 0) or (done and found > at + 80):
            return piece
        at, done = found + len(piece), max(done, end)
    return None


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    name=st.sampled_from(GLOSSED),
    size=st.integers(8, 120),
    seed=st.integers(0, 10_000),
    site=st.sampled_from([(gbk.STRADDLED, "kept"), ("", "kept"), ("？", "dropped")]),
)
def test_any_damage_is_undone_outside_what_is_probable_or_reported(
    name: str, size: int, seed: int, site: tuple[str, gbk.First]
) -> None:
    rng = random.Random(seed)
    original = gbk.fold(documents()[name].replace("•", "·"))
    text = traditional.damage(original, rng)
    page = shift.damage(text, rng, table=_table(text, rng, size), marks=site[0], first=site[1])
    fault = _fault(*_chain(page), original.replace("©", "?"))
    assert fault is None, fault


def test_the_damage_of_a_glossed_text_shows_its_own_table() -> None:
    text = traditional.damage(gbk.fold(documents()["003"]), random.Random(0))
    table = pinyin.draw_table(text, random.Random(5), 50)
    glossed = pinyin.damage(text, random.Random(0), table=table)
    assert shift.damage(glossed, random.Random(0)) == gbk.page(text, gbk.Site(table))


def test_a_repaired_page_is_not_repaired_again() -> None:
    once, _, _ = repaired(shift, _source("002"))
    assert repaired(shift, once)[0] == once
