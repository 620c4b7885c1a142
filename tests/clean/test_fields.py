"""Instructions of fields go, what they show stays."""

import random

import pytest

from pipeline.clean import clean, fields
from tests.clean.documents import cases, documents, repaired
from tests.support.cleantext import STYLES, generated
from tests.support.render import document

NAMES = sorted(documents())[::6]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_back_without_them(name: str) -> None:
    text = documents()[name]
    restored, _, repair = repaired(fields, fields.damage(text, random.Random(name)))
    assert restored == text
    assert all(edit.certainty == "certain" for edit in repair.edits)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('TOC \\o "1-3" \\h \\z \\u HYPERLINK \\l "_Toc51234567" 第一章 总则 PAGEREF _Toc51234567 \\h 3', "第一章 总则 3"),
        ('HYPERLINK \\l "_Toc51234567" 与客户沟通 PAGEREF _Toc51234567 \\h 3', "与客户沟通 3"),
        ("表 SEQ 表 \\* ARABIC 3 岗位等级", "表 3 岗位等级"),
        ("编号：第 PAGE 4 页 共 NUMPAGES 12 页", "编号：第 4 页 共 12 页"),
        ('详见 HYPERLINK "http://www.example.com/a" 公司网站', "详见 公司网站"),
    ],
)
def test_an_instruction_goes_and_its_text_stays(page: str, text: str) -> None:
    assert repaired(fields, page)[0] == text


def test_a_page_number_behind_its_code_is_a_page_number() -> None:
    text = "岗位说明书\n岗位名称：库管员\n负责日常盘点，登记差异。"
    assert str(clean(document(f"{text}\nPAGE 第 PAGE 1 页 共 NUMPAGES 2 页\n")).text).strip() == text


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_clean_text_has_none(style: object) -> None:
    assert [name for name, text in generated(style, 3) if fields.detect(text)] == []  # type: ignore[arg-type]


SPOKEN = [
    '能用 PAGE \\* MERGEFORMAT 与 TOC \\o "1-3" \\h 等域制作模板',
    '熟悉 REF \\h 和 SEQ 图 \\* ARABIC 域，输入“DATE \\@ "yyyy-M-d"”后更新',
]


@pytest.mark.parametrize(
    "trap", [*cases("clean-traps"), "会用HYPERLINK、DATE、TIME函数", "路径 D:\\PAGE\\h", "按PAGE UP键；第PAGE节", *SPOKEN]
)
def test_keywords_in_an_authors_words_stay(trap: str) -> None:
    assert fields.detect(trap) is None
