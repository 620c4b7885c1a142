"""Quantities: what stands behind a figure and says that it counts something (3级, 5年), and is no number of a list."""

import re

UNITS = "年月日号天周时分秒个名人次项种件家条万亿千百元%％‰米页份岁倍届款位台套字级点度期批折例册"
_NO_UNIT = re.compile(
    "级别|人[员力才]|年[度限]|月度|日常|个人|时[间限]|分[析类工级值配]|期[限间]|项目|条件|名[称词]|次数|点检|批准|周期|位置|例[会外]|台账|种类"
)
_DATED = re.compile(r"\d{4}年|\d+(?:\.\d+)?(?:[%％分年]|个月)")  # a statement may open with it: 3、2023年起…, 1、90分以上…


def counts(text: str, place: int) -> bool:
    """Whether a unit stands at a place, and begins no other word (1.2级别定义)."""
    return place < len(text) and (
        (text[place] in UNITS and _NO_UNIT.match(text, place) is None) or text.startswith(("学时", "课时"), place)
    )


def dated(text: str, place: int) -> bool:
    """Whether a statement may open with what stands at a place: a year, a share, a time."""
    return _DATED.match(text, place) is not None
