"""Statements dropped as repeats: cited from the lower level where the copy holds no repeats, and never where it does."""

from pipeline.model import Finding
from pipeline.segment import segment
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
