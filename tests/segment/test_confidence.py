"""Confidence: how sure a node is follows from what it rests on, and it says what that is."""

from collections.abc import Iterator

from pipeline.model import Node, walk
from pipeline.segment import segment
from tests.support import render


def _nodes(text: str) -> Iterator[Node]:
    yield from walk(segment(render.document(text), render.entry()).body)


def test_a_number_on_its_line_is_surer_than_one_inside_running_text() -> None:
    lines = "装配工任职资格标准\n一、装配\n1、按图纸装配；\n2、自检。\n二、调试\n1、调整间隙；\n2、试运行。"
    broken = {node.number: node for node in _nodes(lines)}
    flat = {node.number: node for node in _nodes(lines.replace("\n", ""))}
    assert broken["二、"].confidence > 0.9
    assert flat["一、"].confidence < broken["一、"].confidence
    assert broken["二、"].why == ("number at the start of a line",)
    assert "number inside running text" in flat["一、"].why


def test_what_was_found_by_weighing_words_is_less_sure_and_says_how() -> None:
    text = "讲解员任职资格标准\n准备\n资料收集\n核对展厅,安排路线;\n设备检查\n检查话筒。\n讲解\n内容讲解\n内容准确,条理清楚。"
    titled = [node for node in _nodes(text) if "title line among unmarked lines" in node.why]
    assert titled
    assert {node.confidence for node in titled} == {0.8}


def test_a_known_label_is_sure() -> None:
    form = "岗位说明书\n岗位名称:出纳\n直接上级:财务经理\n所属部门:财务部"
    field = next(node for node in _nodes(form) if node.kind == "field")
    assert (field.confidence, field.why) == (1.0, ("a known label",))
