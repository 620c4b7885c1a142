"""Joined numbers are marks where they count on through the text; ranges and models of that look are none."""

import pytest

from pipeline.segment.marks.marks import scan
from pipeline.segment.reading.codes import merged

CASES = {
    "4-1质检\n4-1-1抽检。\n4-2绩效\n4-2-1月度排名。\n4-2-2年度评优。": [
        (4, 1),
        (4, 1, 1),
        (4, 2),
        (4, 2, 1),
        (4, 2, 2),
    ],
    "第1章组织1-1结构设三组。1-2职责1-2-1主任负责排班。1-2-2组长负责巡场。第2章现场2-1考勤": [
        (1, 1),
        (1, 2),
        (1, 2, 1),
        (1, 2, 2),
        (2, 1),
    ],
    "A.基础A-1材料\n了解。\nA-2模具\n了解。\nB.专业\nB-1工艺\n掌握。\nB-2缺陷\n掌握。": [(1, 1), (1, 2), (2, 1), (2, 2)],
    "A自我管理A1进取A1.1安于现状A1.2努力做好A2学习A2.1停滞不前A2.2愿意请教": [
        (1,),
        (1, 1),
        (1, 1, 1),
        (1, 1, 2),
        (1, 2),
        (1, 2, 1),
        (1, 2, 2),
    ],
}
"""Texts and the values of their joined numbers."""

PLAIN = [
    "每组3-5名员工，培训1-2周，轮岗2-3个部门，带教1-2人。",
    "使用A3打印机、B2图纸和A4纸张，参照P20钢材。",
    "N1护士 N2护士 N3护士 N4护士",
    "2018-03-01发布，1-2月执行",
]
"""Texts without any."""


@pytest.mark.parametrize("text", CASES)
def test_numbers_that_count_on_are_marks(text: str) -> None:
    assert [mark.value for mark in merged(text, scan(text)) if mark.style == "1.1" and mark.form == "-"] == CASES[text]


@pytest.mark.parametrize("text", PLAIN)
def test_ranges_models_and_levels_are_left_alone(text: str) -> None:
    assert merged(text, scan(text)) == scan(text)
