"""Confidence: how often nodes of a kind and a kind of evidence were right; a node says what it rests on."""

from collections.abc import Iterator

import pytest

from pipeline.model import Node, walk
from pipeline.rules import load_data
from pipeline.segment import segment
from pipeline.segment.kinds.unjoined import SEMICOLON
from pipeline.segment.layout.relaid import TOLD
from pipeline.segment.result.confidence import KINDS_OF_EVIDENCE, OTHER, evidence
from tests.support import render
from tests.support.outline import corpus
from tests.support.score import GROUP
from tests.support.tables import blocks

RIGHT = load_data("pipeline.segment.result", "measured.toml")["right"]


def _nodes(text: str) -> Iterator[Node]:
    yield from walk(segment(render.document(text), render.entry()).body)


def test_a_statements_number_on_its_line_is_surer_than_one_inside_running_text() -> None:
    lines = "装配工任职资格标准\n一、装配\n1、按图纸装配；\n2、自检。\n二、调试\n1、调整间隙；\n2、试运行。"
    broken = {node.number: node for node in _nodes(lines)}
    flat = {node.number: node for node in _nodes(lines.replace("\n", ""))}
    assert flat["1、"].confidence < broken["1、"].confidence
    assert broken["二、"].why == broken["1、"].why == ("number at the start of a line",)
    assert "number inside running text" in flat["一、"].why
    assert "number inside running text" in flat["1、"].why


def test_what_was_found_by_weighing_words_says_how() -> None:
    text = "讲解员任职资格标准\n准备\n资料收集\n核对展厅,安排路线;\n设备检查\n检查话筒。\n讲解\n内容讲解\n内容准确,条理清楚。"
    titled = [node for node in _nodes(text) if "title line among unmarked lines" in node.why]
    assert titled
    assert {evidence(node.why) for node in titled} == {"weighed"}


def test_a_known_label_is_named() -> None:
    form = "岗位说明书\n岗位名称:出纳\n直接上级:财务经理\n所属部门:财务部"
    field = next(node for node in _nodes(form) if node.kind == "field")
    assert field.why == ("a known label",)


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        (("number behind a stop",), "stop"),
        (("title run together with its text", "number at the start of a line"), "weighed"),
        (("a heading in the file's format", "named in the table of contents"), "contents"),
        (("row of a form", "a known label"), "label"),
        (("recognised from a picture", "no mark of its own"), "plain"),
        ((), "plain"),
    ],
)
def test_the_first_kind_of_evidence_among_a_nodes_reasons_decides(why: tuple[str, ...], kind: str) -> None:
    assert evidence(why) == kind


def test_confidence_is_what_was_counted_for_a_nodes_kind_and_evidence() -> None:
    for outline in corpus()[:12]:
        for node in walk(segment(blocks(outline), render.entry()).body):
            assert node.why, node.id
            assert node.confidence == RIGHT.get(node.kind, RIGHT[OTHER])[evidence(node.why)], node.id


def test_every_reason_is_a_kind_of_evidence() -> None:
    """A new reason that no kind of evidence lists would pass for no evidence; where a line was told is said beside another."""
    nodes = [node for one in corpus() for node in walk(segment(render.document(render.flat(one)), render.entry()).body)]
    unlisted = {reason for node in nodes for reason in node.why if evidence([reason]) == "plain"}
    assert unlisted == {"no mark of its own", SEMICOLON, TOLD}
    assert all(len(node.why) > 1 for node in nodes if TOLD in node.why)


def test_every_kind_was_counted_with_every_kind_of_evidence() -> None:
    assert {*GROUP, OTHER} == RIGHT.keys()
    assert {frozenset(row) for row in RIGHT.values()} == {frozenset(KINDS_OF_EVIDENCE)}
    assert all(0 < share < 1 for row in RIGHT.values() for share in row.values())
