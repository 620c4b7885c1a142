"""Which rows of Unicode a text has."""

import re

import pytest

from pipeline import radicals
from pipeline.rows import has_any, rows_of


@pytest.mark.parametrize(
    ("text", "chars", "has"), [("甲⾏乙", "⾏", True), ("甲行乙", "⾏", False), ("a①", "→", False), ("", "⾏", False)]
)
def test_a_text_has_a_row_where_one_of_its_characters_stands_in_it(text: str, chars: str, has: bool) -> None:
    assert has_any(text, rows_of(chars)) is has


def test_characters_beyond_the_basic_plane_and_lone_surrogates_do_not_hide_those_behind_them() -> None:
    assert has_any("𠮷\ud800⾏", rows_of("⾏"))


def test_whatever_sign_of_a_radical_a_text_has_its_row_is_known() -> None:
    known = [chr(code) for code in range(0x2E80, 0x3000) if re.match(radicals.SIGNS, chr(code))]
    assert known
    assert all(has_any(f"甲{sign}", radicals.ROWS) for sign in known)
