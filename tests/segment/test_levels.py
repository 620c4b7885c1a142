"""Levels: how they are written, where they head a piece, how they rank."""

import pytest

from pipeline.segment.levels import levels
from pipeline.segment.levels.levelnames import USUAL


@pytest.mark.parametrize(
    ("label", "rank"),
    [
        ("三级", 3),
        ("3级", 3),
        ("十级", 10),
        ("初级", 1),
        ("高级", 3),
        ("P4", 4),
        ("五级/初级工", 1),
        ("高级技师", 5),
        ("班级", None),
    ],
)
def test_a_level_has_a_rank(label: str, rank: int | None) -> None:
    assert USUAL.rank(label) == rank


def test_spellings_of_one_level_are_one_level() -> None:
    table = levels.table([("4级", "资深经理"), ("四级", None), ("三级", None)], down=False)
    assert [(level.rank, level.label, level.forms, level.title) for level in table] == [
        (3, "三级", ("三级",), None),
        (4, "4级", ("4级", "四级"), "资深经理"),
    ]


def test_levels_that_count_down_rank_upside_down() -> None:
    assert [(level.label, level.rank) for level in levels.table([("五级", None), ("一级", None)], down=True)] == [
        ("五级", 1),
        ("一级", 5),
    ]


def test_lines_that_are_levels_head_what_follows() -> None:
    heads = levels.headings("1级 了解规定\n●按流程操作\n2级 主动遵守\n●资料完整\n", [8, 23])
    assert [(head.label, head.value) for head in heads] == [("1级", 1), ("2级", 2)]


def test_one_line_that_names_a_level_heads_nothing() -> None:
    assert levels.headings("三级安全教育\n三级以上人员参加\n", []) == []


def _numbered(text: str) -> list[tuple[str | None, str]]:
    heads = levels.headings(text, [])
    return [(text[slice(*one.number)] if one.number else None, text[slice(*one.title)]) for one in heads]


def test_words_in_brackets_that_change_from_level_to_level_are_its_title() -> None:
    text = "1级（听从安排）\n2级（主动安排）\n1级（会记录）\n2级（会分析）\n"
    assert _numbered(text) == [("1级", "听从安排"), ("2级", "主动安排"), ("1级", "会记录"), ("2级", "会分析")]


def test_a_post_in_brackets_that_a_level_is_called_by_belongs_to_its_name() -> None:
    assert _numbered("一级(销售代表)\n二级(客户经理)\n") == [(None, "一级(销售代表)"), (None, "二级(客户经理)")]
