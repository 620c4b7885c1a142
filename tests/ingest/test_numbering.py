"""Automatic numbers, as Word prints them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import read
from pipeline.ingest.counting import spell
from tests.ingest.files import docx, put

CASES = json.loads((Path(__file__).parent.parent / "cases" / "numbering.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["formats"], ids=lambda case: case["form"])
def test_a_number_is_spelt_as_its_format_says(case: dict[str, Any]) -> None:
    assert {number: spell(int(number), case["form"]) for number in case["numbers"]} == case["numbers"]


def test_an_unknown_format_or_a_number_it_cannot_say_is_decimal() -> None:
    assert [spell(7, "klingon"), spell(0, "upperRoman"), spell(11, "ideographTraditional")] == ["7", "0", "11"]


def _level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


LISTS = {
    "chapters": _level(0, "chineseCountingThousand", "第%1章") + _level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    "clauses": _level(0, "chineseCounting", "%1、") + _level(1, "chineseCounting", "（%2）") + _level(2, "decimal", "%3."),
    "plain": _level(0, "decimal", "%1)", '<w:suff w:val="nothing"/>'),
    "symbols": _level(0, "bullet", "l", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>') + _level(1, "bullet", "■"),
    "silent": _level(0, "none", ""),
}


def numbered(tmp_path: Path, paragraphs: list[tuple[str, int]], override: str = "") -> list[str]:
    """Lines of paragraphs, each of a list (`plain+` is a second list of the same definition) and a level."""
    names = list(LISTS)
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{LISTS[name]}</w:abstractNum>' for n, name in enumerate(names))
    numbering += "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(names)))
    numbering += "".join(
        f'<w:num w:numId="{n + 11}"><w:abstractNumId w:val="{n}"/>{override}</w:num>' for n in range(len(names))
    )

    def build(document: Any) -> None:
        for name, level in paragraphs:
            properties = document.add_paragraph("文")._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = names.index(name.rstrip("+")) + (11 if name.endswith("+") else 1)
            properties.get_or_add_ilvl().val = level

    document = read(put(tmp_path, "a.docx", docx(build, numbering)), "a.docx")
    return str(document.text).split("\n")


def test_a_deeper_level_counts_below_the_higher_one_and_restarts_with_it(tmp_path: Path) -> None:
    lines = numbered(tmp_path, [("chapters", 0), ("chapters", 1), ("chapters", 1), ("chapters", 0), ("chapters", 1)])
    assert lines == ["第一章 文", "1.1 文", "1.2 文", "第二章 文", "2.1 文"]


def test_a_chinese_stop_or_bracket_stands_close_to_its_text(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("clauses", 0), ("clauses", 1), ("clauses", 2)]) == ["一、文", "（一）文", "1. 文"]


def test_a_level_without_its_higher_one_counts_that_as_begun(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("chapters", 1)]) == ["1.1 文"]


def test_lists_of_one_definition_count_on_together(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("plain", 0), ("plain+", 0), ("plain", 0)]) == ["1)文", "2)文", "3)文"]


def test_an_override_restarts_a_list_once(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lines = numbered(tmp_path, [("plain", 0), ("plain", 0), ("plain+", 0), ("plain+", 0)], override)
    assert lines == ["1)文", "2)文", "1)文", "2)文"]


def test_bullets_of_symbol_fonts_are_bullets_and_others_stay(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("symbols", 0), ("symbols", 1)]) == ["• 文", "■ 文"]


def test_a_list_that_shows_no_number_adds_none(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("silent", 0)]) == ["文"]
