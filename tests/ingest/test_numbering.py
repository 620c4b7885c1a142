"""Automatic numbers, as Word prints them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import read
from pipeline.ingest.counting import spell
from tests.ingest.files import docx, put, text, word

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
    assert numbered(tmp_path, [("symbols", 0), ("symbols", 1)]) == ["● 文", "■ 文"]


def test_a_list_that_shows_no_number_adds_none(tmp_path: Path) -> None:
    assert numbered(tmp_path, [("silent", 0)]) == ["文"]


def listed(tmp_path: Path, numbering: str, styles: str, *paragraphs: tuple[str, str]) -> list[str]:
    """Lines of paragraphs, each with the inside of its w:pPr, under a numbering and styles written as XML."""
    body = "".join(text(words, properties) for words, properties in paragraphs)
    document = read(put(tmp_path, "a.docx", word(body, {"numbering": numbering, "styles": styles})), "a.docx")
    return str(document.text).split("\n")


def numbers(*definitions: str) -> str:
    """Definitions, each with a list of its number + 1."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{n}">{inside}</w:abstractNum>' for n, inside in enumerate(definitions))
    return made + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _ in enumerate(definitions))


def style(id_: str, inside: str, based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{id_}"/>{on}<w:pPr>{inside}</w:pPr></w:style>'


def in_list(list_id: int | str, level: int | None = None) -> str:
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{list_id}"/></w:numPr>'


def styled(id_: str) -> str:
    return f'<w:pStyle w:val="{id_}"/>'


OUTLINE = _level(0, "decimal", "%1", '<w:pStyle w:val="甲"/>') + _level(1, "decimal", "%1.%2", '<w:pStyle w:val="乙"/>')


def test_a_level_that_owns_a_style_numbers_its_paragraphs(tmp_path: Path) -> None:
    styles = style("甲", in_list(1)) + style("乙", in_list(1)) + style("丙", "", "乙")
    lines = listed(tmp_path, numbers(OUTLINE), styles, *((name, styled(name)) for name in ("甲", "乙", "丙", "甲", "乙")))
    assert lines == ["1 甲", "1.1 乙", "1.2 丙", "2 甲", "2.1 乙"]


def test_list_and_level_are_each_taken_from_the_nearest_style_that_names_them(tmp_path: Path) -> None:
    styles = style("一", in_list(1)) + style("二", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "一")
    plain = _level(0, "decimal", "%1、") + _level(1, "decimal", "%1.%2、")
    assert listed(tmp_path, numbers(plain), styles, ("章", styled("一")), ("节", styled("二"))) == ["1、章", "1.1、节"]


def test_a_paragraph_in_list_0_has_no_number_whatever_its_style_says(tmp_path: Path) -> None:
    styles = style("甲", in_list(1))
    lines = listed(
        tmp_path, numbers(OUTLINE), styles, ("有", styled("甲")), ("无", styled("甲") + in_list(0)), ("又", styled("甲"))
    )
    assert lines == ["1 有", "无", "2 又"]


def test_a_definition_that_stands_for_a_list_style_counts_as_that_style(tmp_path: Path) -> None:
    real = '<w:styleLink w:val="章节"/>' + _level(0, "chineseCounting", "第%1条")
    link = '<w:numStyleLink w:val="章节"/>'
    lines = listed(tmp_path, numbers(real, link), "", ("a", in_list(2, 0)), ("b", in_list(1, 0)))
    assert lines == ["第一条 a", "第二条 b"]


def test_a_link_to_a_list_style_that_no_definition_claims_is_followed_through_the_style(tmp_path: Path) -> None:
    styles = f'<w:style w:type="numbering" w:styleId="章节"><w:name w:val="章节"/><w:pPr>{in_list(1)}</w:pPr></w:style>'
    real, link = _level(0, "decimal", "%1)"), '<w:numStyleLink w:val="章节"/>'
    assert listed(tmp_path, numbers(real, link), styles, ("a", in_list(2, 0))) == ["1) a"]


def test_a_level_restarts_below_the_level_it_names_and_never_where_it_says_so(tmp_path: Path) -> None:
    never = _level(0, "decimal", "%1.") + _level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    first = "".join(_level(n, "decimal", f"%{n + 1}.", '<w:lvlRestart w:val="1"/>' * (n == 2)) for n in range(3))
    levels = [(0, 0), (0, 1), (0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    lines = listed(tmp_path, numbers(never, first), "", *((f"{a}{b}", in_list(a + 1, b)) for a, b in levels))
    assert lines[:4] == ["1. 00", "1) 01", "2. 00", "2) 01"]
    assert lines[4:] == ["1. 10", "1. 11", "1. 12", "2. 11", "2. 12", "2. 10", "1. 12"]


DECIMAL = '<w:numFmt w:val="decimal"/>'
PADDED = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    f"<mc:Fallback>{DECIMAL}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (_level(0, "decimal", "%1、", '<w:suff w:val="space"/>'), "1、 文"),
        (_level(0, "decimal", "%1、", '<w:suff w:val="nothing"/>'), "1、文"),
        (_level(0, "decimal", "%1、"), "1、文"),
        (_level(0, "decimal", "%1."), "1. 文"),
        (_level(0, "decimal", "附件"), "附件 文"),
        (_level(0, "bullet", "o", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'), "○ 文"),
        (_level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'), "• 文"),
        (_level(0, "bullet", "\uf06e"), "■ 文"),
        (_level(0, "bullet", "\uf0f0", '<w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr>'), "• 文"),
        (_level(0, "bullet", "—"), "— 文"),
        (_level(0, "decimal", "%1.").replace(DECIMAL, PADDED), "001. 文"),
        ('<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>', "III. 文"),
    ],
    ids=["space", "nothing", "closed", "tab", "words", "letter", "dot", "private code", "picture", "dash", "padded", "start"],
)  # fmt: skip
def test_a_number_stands_before_its_text_as_its_level_says(tmp_path: Path, level: str, shown: str) -> None:
    assert listed(tmp_path, numbers(level), "", ("文", in_list(1, 0))) == [shown]


def test_a_level_that_shows_no_number_shows_none_in_the_numbers_below_it(tmp_path: Path) -> None:
    levels = _level(0, "decimal", "%1.") + _level(1, "bullet", "—") + _level(2, "decimal", "%1.%2%3)")
    lines = listed(tmp_path, numbers(levels), "", ("a", in_list(1, 0)), ("b", in_list(1, 2)), ("c", in_list(1, 2)))
    assert lines == ["1. a", "1.1) b", "1.2) c"]


def test_a_list_that_is_not_there_gives_no_number(tmp_path: Path) -> None:
    assert listed(tmp_path, numbers(OUTLINE), "", ("文", in_list(99, 0)), ("又", in_list("x", 0))) == ["文", "又"]
