"""Statements dropped as repeats: cited from the lower level where the copy holds no repeats, and never where it does."""

from pipeline.model import Finding, Node
from pipeline.segment import segment
from pipeline.segment.result.lost import statements
from tests.support import render

_HEAD = "仓管员任职资格标准\n要素\n三级\n四级\n"


def _findings(repeat: bool) -> list[Finding]:
    rows = [_HEAD]
    for k, name in enumerate(["收货", "上架", "拣货", "包装", "盘点", "退货", "报损", "移库"]):
        first = f"1、{name}前核对单据{k};\n2、{name}时轻拿轻放,不得抛扔{k};\n3、{name}后登记台账{k}。\n"
        second = (
            f"1、指导他人{name}{k};\n3、分析{name}差错{k}。\n" if k == 2 else f"1、指导他人{name}{k};\n2、检查{name}记录{k}。\n"
        )
        rows.append(f"{name}(各级别均为10分)\n{first}{second}")
    if repeat:
        rows.append("交接(各级别均为10分)\n1、当面点清;\n2、签字确认。\n1、当面点清;\n2、抽查交接记录。\n")
    found = segment(render.document("".join(rows).rstrip()), render.entry()).findings
    return [finding for finding in found if finding.code == "statement-lost"]


def test_a_skipped_number_is_cited_from_the_lower_level() -> None:
    (finding,) = _findings(repeat=False)
    assert (finding.params["missing"], finding.params["level"], finding.params["at"]) == (2, "四级", "三级")
    assert finding.params["text"] == "拣货时轻拿轻放,不得抛扔2;"


def test_a_copy_that_holds_repeats_lost_none() -> None:
    assert _findings(repeat=True) == []


def _in(*levels: list[str]) -> list[tuple[object, ...]]:
    """What is lost in an element with these levels, in a document whose other lines all differ: number, level, from which."""
    cells = [_level(f"{'三四五'[k]}级", lines, f"{k}") for k, lines in enumerate(levels)]
    others = _level("", [f"{k}、按第{k}号规程操作{'甲乙丙丁戊'[k % 5]}台;" for k in range(1, 31)], "x")
    element = Node(id="e", kind="element", title="验收", children=tuple(cells))
    lost = statements((element, Node(id="o", kind="section", title="规程", children=others.children)))
    return [(one.params["missing"], one.params["level"], one.params["at"]) for one in lost]


def _level(label: str, lines: list[str], id_: str) -> Node:
    cut = [line.partition("、") for line in lines]
    children = [
        Node(id=f"{id_}/{k}", kind="criterion", number=f"{number}、", text=text, span=(k, k + 1))
        for k, (number, _, text) in enumerate(cut)
    ]
    return Node(id=id_, kind="level", level=label, children=tuple(children))


def test_a_list_that_begins_behind_1_lost_its_beginning() -> None:
    lower = ["1、核对送货单与订单;", "2、抽检外观;"]
    assert _in(lower, ["2、抽检外观及包装;", "3、组织复验;"]) == [(1, "四级", "三级")]
    assert _in(lower, ["1、安排抽检;", "2、组织复验;"]) == []


def test_the_level_whose_statements_beside_the_gap_are_alike_is_cited_before_the_nearest() -> None:
    third = ["1、核对送货单与订单,逐项登记;", "2、抽检外观并留样;", "3、不合格品隔离存放,挂牌标识;"]
    fourth = ["1、编制验收规程;", "2、培训验收人员;", "3、处理重大争议;"]
    like_third = ["1、核对送货单与合同,逐项登记;", "3、不合格品隔离存放,挂牌并拍照;"]
    assert _in(third, fourth, like_third) == [(2, "五级", "三级")]
    assert _in(third, fourth, ["1、审定年度验收计划;", "3、裁决供需双方争议;"]) == [(2, "五级", "四级")]
