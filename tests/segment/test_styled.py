"""What the format of a file says: headings by style, with and without numbers, right and wrong; automatic numbers."""

import pytest

from pipeline.ingest.compose import Composer
from pipeline.model import Copy, Document, Node, Text
from pipeline.segment import segment
from pipeline.segment.marks import marks
from pipeline.segment.reading import styled
from tests.quality.measure import measure
from tests.support import render
from tests.support.outline import Outline, corpus
from tests.support.score import leaves, score_tree
from tests.support.styled import WRONG
from tests.support.styled import styled as rendered
from tests.support.tables import blocks

DOCUMENTS = {outline.name: outline for outline in corpus()}
STATEMENT = "按规定检查设备，记录结果，发现异常及时上报。"


def composed(*pieces: tuple[str, int | str | None]) -> Document:
    """A document of blocks: words with the level of a heading, the number of a list item, or None for a paragraph."""
    composer = Composer()
    for words, said in pieces:
        if isinstance(said, int):
            composer.block(words, kind="heading", level=said)
        elif said:
            composer.block(words, kind="list-item", number=said)
        else:
            composer.block(words)
    draft = composer.draft()
    return Document(Text(draft.text), Copy(file="a.docx", sha256="", bytes=0, format="docx"), draft.blocks)


def outlined(document: Document) -> list[str]:
    """The titles of the body, two spaces a depth."""

    def below(nodes: tuple[Node, ...], depth: int) -> list[str]:
        return [
            line
            for node in nodes
            for line in ([f"{'  ' * depth}{node.number or ''}{node.title}"] if node.title else [])
            + below(node.children, depth + 1)
        ]

    return below(segment(document, render.entry()).body, 0)


def test_headings_without_numbers_are_divisions_as_deep_as_their_levels() -> None:
    document = composed(
        ("设备管理任职资格标准", 1), ("行为标准", 2), ("设备检修", 3), ("日常点检", 4), (STATEMENT, None), ("计划检修", 4),
        (STATEMENT, None), ("备件管理", 3), ("库存盘点", 4), (STATEMENT, None), ("评定程序", 2), (STATEMENT, None),
    )  # fmt: skip
    assert outlined(document) == [
        "行为标准",
        "  设备检修",
        "    日常点检",
        "    计划检修",
        "  备件管理",
        "    库存盘点",
        "评定程序",
    ]
    assert segment(document, render.entry()).title == "设备管理任职资格标准"


def test_a_heading_without_a_number_stands_among_those_that_have_one() -> None:
    document = composed(
        ("设备管理任职资格标准", None), ("前言", 1), (STATEMENT, None), ("一、行为标准", 1), ("日常点检", 2), (STATEMENT, None),
        ("二、知识", 1), ("安全知识", 2), (STATEMENT, None), ("附则", 1), (STATEMENT, None),
    )  # fmt: skip
    assert outlined(document) == ["前言", "一、行为标准", "  日常点检", "二、知识", "  安全知识", "附则"]


def test_a_heading_says_that_it_stands_on_the_format() -> None:
    document = composed(("设备管理任职资格标准", None), ("一、日常点检", 1), (STATEMENT, None), ("附则", 1), (STATEMENT, None))
    marked, bare = segment(document, render.entry()).body
    assert marked.why == (styled.STYLED, "number at the start of a line")
    assert bare.why == (styled.STYLED,)


def test_numbers_say_more_than_levels() -> None:
    document = composed(
        ("设备管理任职资格标准", None), ("1. 行为标准", 2), ("1.1 设备检修", 1), (STATEMENT, None), ("1.2 备件管理", 1),
        (STATEMENT, None), ("2. 知识", 2), ("2.1 安全知识", 1), (STATEMENT, None),
    )  # fmt: skip
    assert outlined(document) == ["1.行为标准", "  1.1设备检修", "  1.2备件管理", "2.知识", "  2.1安全知识"]


def test_a_bare_number_that_nothing_continues_belongs_to_the_title() -> None:
    document = composed(
        ("设备管理任职资格标准", 1), ("5S管理", 2), (STATEMENT, None), ("3年规划", 2), (STATEMENT, None), ("备件管理", 2),
        (STATEMENT, None),
    )  # fmt: skip
    assert outlined(document) == ["5S管理", "3年规划", "备件管理"]


@pytest.mark.parametrize(
    ("number", "words"), [("1.", "1.2023年起每年检修两次"), ("一、", "一、三级以上员工参加"), ("2.", "2.5名以上员工签字")]
)
def test_an_automatic_number_is_a_mark_whatever_follows_it(number: str, words: str) -> None:
    document = composed(("检修", None), (words, number))
    found = styled.numbered(document, marks.scan(str(document.text)))
    assert [mark.span for mark in found] == [(3, 3 + len(number))]


def test_a_style_that_is_on_statements_says_nothing() -> None:
    document = composed(*((STATEMENT, 1) for _ in range(4)), ("日常点检", 1))
    assert styled.headings(document, []) == {}


def test_a_text_page_has_no_headings() -> None:
    document = render.document("一、行为标准\n日常点检\n" + STATEMENT)
    assert styled.headings(document, marks.scan(str(document.text))) == {}


@pytest.mark.parametrize("form", WRONG)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_wrong_styles_do_no_harm(name: str, form: str) -> None:
    outline = DOCUMENTS[name]
    assert _f1(outline, rendered(outline, form)) >= _f1(outline, blocks(outline)) - 0.02


def test_styles_in_the_place_of_numbers_make_the_same_tree() -> None:
    assert measure(DOCUMENTS["02-testing-nested"], "styled").tree.f1 == 1.0


def _f1(outline: Outline, document: Document) -> float:
    return score_tree(outline, leaves(segment(document, render.entry()))).f1
