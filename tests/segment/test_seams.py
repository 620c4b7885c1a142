"""Seams: where a title begins at the end of a statement, where two titles meet, where a title's text begins."""

import pytest

from pipeline.segment.words import seams


def _cut(text: str, place: int | None) -> str | None:
    return None if place is None else f"{text[:place]}|{text[place:]}"


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("查阅近半年设备点检记录|备件管理", "1、定期盘点备件库存;2、备件出入库登记完整。"),
        ("及时向主管汇报。|库存盘点", "1、按计划盘点库存;2、差异查明原因。"),
        ("提交两份培训总结 |课程设计", "1、课程目标明确;"),
    ],
)
def test_a_title_at_the_end_of_a_statement_is_found(text: str, following: str) -> None:
    plain = text.replace("|", "")
    hints = seams.Hints(plain + following, following)
    assert _cut(plain, seams.tail(plain, 0, len(plain), hints)) == text


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("产品宣讲|产品调研", "1、调研市场;"),
        ("病房护理|给药管理", "1、给药前核对姓名;2、给药后观察反应。"),
    ],
)
def test_two_titles_run_together_are_parted(text: str, following: str) -> None:
    plain = text.replace("|", "")
    assert _cut(plain, seams.pair(plain, 0, len(plain), seams.Hints(plain + following, following))) == text


@pytest.mark.parametrize(
    "text",
    [
        "商圈调查|通过走访、问卷和数据了解周边居民的收入和消费习惯。",
        pytest.param(
            "经验沉淀|每个版本结束后分析原因,形成案例。",
            marks=pytest.mark.xfail(reason="a known label begins the title, and is taken for all of it", strict=True),
        ),
    ],
)
def test_the_text_behind_a_title_is_found(text: str) -> None:
    plain = text.replace("|", "")
    place, score = seams.head(plain, 0, len(plain))
    assert (_cut(plain, place), score > 0) == (text, True)


PLAIN = ["根据实际效果及时调整策略和方法。", "严格执行手卫生和无菌操作,成功率不低于95%;", "。", "好", ""]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_statement_has_no_title(text: str) -> None:
    place, score = seams.head(text, 0, len(text))
    assert place == 0
    assert score <= 0.0


def test_one_word_is_no_pair() -> None:
    assert seams.pair("管理", 0, 2, seams.Hints("管理")) is None


@pytest.mark.parametrize("blanks", ["　　", " 　 　", "\t　　"])
def test_blanks_behind_a_title_are_no_second_one(blanks: str) -> None:
    text = f"岗位职责{blanks}"
    assert seams.pair(text, 0, len(text), seams.Hints(text, "1、测定氨氮。")) is None
