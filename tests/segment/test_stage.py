"""The stage: whatever comes in, a tree comes out that loses nothing, with findings and never a crash."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Node, Standard
from pipeline.segment import segment
from pipeline.segment.result.findings import cells
from tests.support import render


def made(text: str) -> Standard:
    return segment(render.document(text), render.entry())


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def lost(text: str, standard: Standard) -> str:
    """The letters and digits of the text that no node, title or particular holds."""
    held = bytearray(len(text))
    spans = [node.span for node in walk(standard.body) if not node.derived]
    spans += [entry.span for entry in standard.about] + [standard.title_span]
    for span in spans:
        if span is not None:
            held[span[0] : span[1]] = b"\1" * (span[1] - span[0])
    return "".join(c for c, here in zip(text, held, strict=True) if not here and re.match(r"[^\W_]", c))


ODD = {
    "nothing": "",
    "white space": " \n\t\n",
    "no marks": "今天天气很好。我们去爬山。" * 40,
    "only marks": "1、2、3、一、二、(一)(二)①②③",
    "nested marks": "".join(f"({k % 9 + 1})" for k in range(1000)),
    "contents without a document": "目录\n" + "".join(f"第{k}章 标题{k}......{k}\n" for k in range(1, 40)),
    "numbers that contradict each other": "\n".join(f"{k}、内容{k}" for k in [3, 1, 1, 9, 2, 2, 7, 1, 5, 4] * 20),
    "a matrix whose points do not fit": "要素\n三级\n四级\n五级\n甲项（各级均为5分）\n1、做甲\n"
    "乙项（三级5分）\n无\n无\n无\n无\n丙项（五级0分）\n1、二\n",
    "colons": "：" * 2000,
    "open brackets": "（" * 2000,
    "levels": "三级四级五级" * 200,
    "one title many times": "化验员岗位说明书\n" * 6 + "2、每日测定氨氮。\n化验员岗位说明书",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_text_gives_a_tree_that_loses_nothing(name: str) -> None:
    standard = made(ODD[name])
    assert lost(ODD[name], standard) == ""
    assert standard.families


def test_text_that_is_no_standard_says_so() -> None:
    standard = made("今天天气很好。我们去爬山。")
    assert standard.families == ("document",)
    assert [finding.code for finding in standard.findings] == ["no-standard"]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text("第一二三、.()1234Aa•单元章条级分 \n客户服务认证方法:;。,的是能根据", max_size=120))
def test_any_text_gives_a_tree_that_loses_nothing(text: str) -> None:
    standard = made(text)
    assert lost(text, standard) == ""
    ids = [node.id for node in walk(standard.body)]
    assert len(ids) == len(set(ids))


def test_what_the_document_claims_is_counted() -> None:
    text = (
        "某岗位任职资格标准\n一、说明\n本标准共有3个行为要素。\n二、行为标准\n要素\n一级\n二级\n"
        "接待（各级均为50分）\n1、问候；\n1、引导；\n送别（各级均为50分）\n1、致谢；\n1、回访；\n"
    )
    codes = {finding.code: finding.params for finding in made(text).findings}
    assert codes["claim-elements"] == {"claimed": 3, "counted": 2}


def test_a_gap_in_the_numbers_is_reported_and_nothing_is_renumbered() -> None:
    standard = made("岗位任职资格标准\n第一单元 接待\n1、问候客人；\n2、引导就座；\n4、送客出门。\n")
    gaps = [finding.params["missing"] for finding in standard.findings if finding.code == "number-gap"]
    assert gaps == ["3"]
    assert [node.number for node in walk(standard.body) if node.kind == "criterion"] == ["1、", "2、", "4、"]


def test_other_requirements_as_at_another_level_point_to_it() -> None:
    text = (
        "岗位任职资格标准\n要素\n三级\n四级\n接待（各级均为5分）\n1、问候；\n1、带教；\n2、其他要求和三级相同。\n"
        "送别（各级均为5分）\n1、致谢；\n1、回访；\n"
    )
    refs = [node.refs for node in walk(made(text).body) if node.refs]
    levels = {node.id: node.level for node in walk(made(text).body)}
    assert [[levels[ref] for ref in one] for one in refs] == [["三级"]]


def test_conditions_marked_as_key_and_points_taken_off_are_read() -> None:
    text = "岗位任职资格标准\n第一单元 销售\n1、完成重大项目一次以上（关键条件）；\n2、少交一份报告扣5分。\n"
    nodes = [node for node in walk(made(text).body) if node.kind == "criterion"]
    assert [node.key for node in nodes] == [True, False]
    assert nodes[1].deduct is not None
    assert nodes[1].deduct.points == 5


def test_a_label_of_the_document_is_whole_though_only_its_end_is_known() -> None:
    text = "图书编辑岗位能力词典\n使用单位：南浦文教出版社\n审定时间：2019年\n一、目的\n1、规范管理；\n2、明确要求。"
    standard = segment(render.document(text), render.entry())
    assert [(one.label, one.value) for one in standard.about] == [("使用单位", "南浦文教出版社"), ("审定时间", "2019年")]


@pytest.mark.parametrize(
    ("score", "english", "chinese"),
    [
        (
            15.0,
            "巡线 has 15 points at level 三级, but the copy holds no statement for it.",
            "“巡线”在三级为15分，但抄本中没有相应的内容。",
        ),
        (None, "The copy holds no statement for 巡线 at level 三级.", "“巡线”在三级，抄本中没有相应的内容。"),
    ],
)
def test_a_level_without_a_statement_is_told_with_its_points_where_it_has_some(
    score: float | None, english: str, chinese: str
) -> None:
    cell = Node(id="1/3", kind="level", level="三级", score=score, status="incomplete")
    (finding,) = cells((Node(id="1", kind="element", title="巡线", children=(cell,)),))
    assert (finding.message_en, finding.message_zh) == (english, chinese)
