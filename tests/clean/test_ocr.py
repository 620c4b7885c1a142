"""Confusions of recognised text: only in recognised documents, only where the dictionary decides, always probable."""

import random
from typing import Any, cast

import pytest

from pipeline.clean import clean, ocr
from pipeline.model import Block, replace
from tests.clean.documents import cases, documents, repaired
from tests.support.cleantext import STYLES, Style, generated
from tests.support.render import document

CASES = cast("dict[str, Any]", cases("ocr"))


@pytest.mark.parametrize(("read", "stood"), CASES["misread"])
def test_a_character_that_makes_no_word_becomes_the_one_that_does(read: str, stood: str) -> None:
    text, _, repair = repaired(ocr, read)
    assert text == stood
    assert {edit.certainty for edit in repair.edits} == {"probable"}
    assert all(edit.alternatives == (edit.old,) and edit.confidence and edit.confidence <= ocr.MOST for edit in repair.edits)


@pytest.mark.parametrize("text", CASES["kept"])
def test_a_character_that_may_be_meant_stays(text: str) -> None:
    assert repaired(ocr, text)[0] == text


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_clean_text_of_any_style_stays(style: Style) -> None:
    assert [name for name, text in generated(style, 3) if ocr.detect(text)] == []


def test_what_is_changed_in_damaged_documents_is_right_and_most_is_found() -> None:
    rng, right, wrong, left = random.Random(5), 0, 0, 0
    for stood in documents().values():
        text = repaired(ocr, ocr.damage(stood, rng, 0.1))[0]
        read = ocr.damage(stood, random.Random(), 0.0)
        assert read == stood
        wrong += sum(made not in (char, *(way for way in _neighbours(char))) for char, made in zip(stood, text, strict=True))
        left += sum(made != char for char, made in zip(stood, text, strict=True))
        right += len(stood)
    assert wrong == 0
    assert left < 0.002 * right


def _neighbours(char: str) -> list[str]:
    return [misread for misread, ways in ocr.confusions().items() if char in (right for right, _ in ways)]


def test_only_recognised_documents_are_asked() -> None:
    read = document("期未考核成绩")
    seen = replace(read, blocks=(Block(kind="paragraph", span=(0, 6), confidence=0.93),))
    assert str(clean(read).text) == "期未考核成绩"
    assert str(clean(seen).text) == "期末考核成绩"
    assert [damage.channel for damage in clean(seen).copy.damage] == ["ocr"]
