"""Points and weights in all their notations."""

import pytest

from pipeline.segment.marks import scores

LEVELS = ["三级", "四级", "五级"]


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("(各级别均为5分)", [5, 5, 5]),
        ("(三、四级5分,五级0分)", [5, 5, 0]),
        ("(三级0分,四级3分,五级5分)", [0, 3, 5]),
        ("(三、四级5分,5级10分)", [5, 5, 10]),
        ("(三、四级为10分,五级为15分)", [10, 10, 15]),
        ("(三、四7分,五级0分)", [7, 7, 0]),
        ("（三级2.5分）", [2.5, None, None]),
        ("(扣分项目)", [None, None, None]),
        ("", [None, None, None]),
    ],
)
def test_every_level_gets_the_points_its_name_stands_before(words: str, points: list[float | None]) -> None:
    assert scores.by_level(words, LEVELS) == points


def test_levels_in_words_are_named_without_the_word_for_level() -> None:
    assert scores.by_level("(初、中级10分,高级5分)", ["初级", "中级", "高级"]) == [10, 10, 5]


def test_a_level_named_by_letter_and_figure_ends_before_its_points() -> None:
    assert scores.by_level("(K1、K210分,K35分)", ["K1", "K2", "K3"]) == [10, 10, 5]
    assert scores.by_level("(K1010分,K95分)", ["K9", "K10"]) == [5, 10]


@pytest.mark.parametrize(
    ("words", "value"), [("(各级别均为15分)", 15), ("(40分)", 40), ("12分", 12), ("(三级5分,四级6分)", None), ("优秀", None)]
)
def test_one_number_is_the_score_and_two_are_none(words: str, value: float | None) -> None:
    assert scores.single(words) == value


@pytest.mark.parametrize(("words", "share"), [("(40%)", 0.4), ("12.5％", 0.125), ("(40分)", None)])
def test_a_percentage_is_a_share_of_one(words: str, share: float | None) -> None:
    assert scores.percent(words) == share


@pytest.mark.parametrize("words", ["(关键条件)", "(含税)", "(第3版)", "(1)"])
def test_brackets_without_points_are_no_weight(words: str) -> None:
    assert scores.WEIGHT.fullmatch(words) is None
