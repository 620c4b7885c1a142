"""The sources of the project: what the service managers' standard lost stands in the product line's; nothing else is cited."""

from pipeline.parallels import cited
from tests.support.outline import ROOT

OUT = ROOT / "normalized"

# Read in both: level, number here, whether a number tells of it, number there, words there.
LOST = [
    ("五级", 2, True, "2、", "制定总目标及分目标", "目标合理、明确,具有牵引性;"),
    ("五级", 4, False, "4、", "制定实施策略", None),
    ("五级", 5, False, "5、", "制定实施计划", None),
    ("五级", 6, False, "6、", None, "按照公司的规范要求上交项目策划报告并建立项目档案。"),
    ("五级", 5, True, "6、", None, "把握竞争策略和操作方法的合理性,不断提升我司的形象与地位;"),
    ("四级", 2, True, "2、", None, "确定我方谈判人员的组成、分工,做到职责分明;"),
]


def test_what_one_source_lost_is_cited_from_another() -> None:
    ids = sorted(path.parent.name for path in OUT.glob("*/standard.json"))
    found = cited(OUT, ids, ids)
    assert list(found) == ["service-manager"]
    told = [
        (lost.where[-1], *lost.missing, lost.code == "statement-lost", one.number, one.title, one.text)
        for lost in found["service-manager"]
        for one in lost.citations
    ]
    assert told == LOST
    assert {one.standard for lost in found["service-manager"] for one in lost.citations} == {"huawei-product-line-level-2"}
