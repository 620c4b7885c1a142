"""Marks are found wherever they stand; what only looks like one is none."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment.marks import marks
from pipeline.segment.marks.marks import scan
from pipeline.segment.marks.numerals import chinese, number, roman

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "segment-marks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["marks"], ids=lambda case: case["text"])
def test_marks_stand_with_style_and_value(case: dict[str, Any]) -> None:
    assert [[mark.style, list(mark.value)] for mark in scan(case["text"])] == case["want"]


@pytest.mark.parametrize("text", CASES["traps"])
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    strong = [mark for mark in scan(text) if mark.form or mark.style[0] in "第(" or len(mark.value) > 1]
    assert [text[mark.start : mark.end] for mark in strong if mark.before not in ("comma",)] == []


@given(st.integers(1, 99))
def test_a_number_is_read_in_both_scripts(value: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    printed = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert chinese(printed) == number(str(value)) == value


@pytest.mark.parametrize(
    ("printed", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("VV", None), ("IIII", None), ("", None)]
)
def test_roman_numbers_have_their_usual_form(printed: str, value: int | None) -> None:
    assert roman(printed) == value


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text("第一二三、.()（）1234AaⅠ①•甲章条 \n客户。;:", max_size=80))
def test_marks_are_in_order_and_never_overlap(text: str) -> None:
    marks = scan(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))


SIGNS = [
    *"第一十〇两附件录模块单元章节条12.．、)）(（①⒈㈠❶ⅣIVXAa甲•-—* 　\n。；;:：的",
    "能力项1:",
    "第3 章",
    "AB-1 x",
    "\n附1:x",
]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
def test_no_mark_is_missed_for_where_it_is_looked_for(text: str) -> None:
    assert [m.span() for m in marks.matches(text)] == [m.span() for m in marks.PATTERN.finditer(text)]
