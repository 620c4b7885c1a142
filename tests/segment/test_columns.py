"""Short cells: how many there are is known, where they end is not."""

import pytest

from pipeline.segment import cellrows, figures
from pipeline.segment.cellcosts import Region
from tests.segment.shown import tree


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("3年以上5年以上8年以上", ["3年以上", "5年以上", "8年以上"]),
        ("中专大专本科", ["中专", "大专", "本科"]),
        ("不限1年以上3年以上", ["不限", "1年以上", "3年以上"]),
        ("每年1项每年2项每年3项", ["每年1项", "每年2项", "每年3项"]),
        ("参加小修5次以上主持小修3次以上主持大修2次以上", ["参加小修5次以上", "主持小修3次以上", "主持大修2次以上"]),
    ],
)
def test_cells_of_a_row_begin_and_end_alike(row: str, expected: list[str]) -> None:
    text = f"学历高中大专本科从业经验{row}"
    found = cellrows.rows(Region(text, [(0, len(text))]), ("title", "level", "level", "level"))
    assert [[text[slice(*cell)] for cell in cells if cell] for cells in found] == [
        ["学历", "高中", "大专", "本科"], ["从业经验", *expected],
    ]  # fmt: skip


def test_statements_make_no_rows() -> None:
    row = "负责客户拜访并及时整理记录,向主管报告。" * 20
    assert cellrows.rows(Region(row, [(0, len(row))]), ("title", "level", "level", "level")) == []


def _figures(text: str, count: int) -> list[list[str]] | None:
    found = figures.rows(text, (0, len(text)), count)
    return None if found is None else [[text[slice(*name)], *(text[a:b] for a, b in row)] for name, row in found]


def test_columns_add_up_to_the_row_of_totals() -> None:
    assert _figures("理论2030技能8070合计100100", 2) == [["理论", "20", "30"], ["技能", "80", "70"], ["合计", "100", "100"]]


def test_without_a_row_of_totals_columns_add_up_to_a_hundred() -> None:
    assert _figures("理论595技能955", 2) == [["理论", "5", "95"], ["技能", "95", "5"]]


def test_an_empty_cell_counts_nothing() -> None:
    assert _figures("理论100—技能—100", 2) == [["理论", "100", "—"], ["技能", "—", "100"]]


@pytest.mark.parametrize("text", ["理论123技能456", "理论5050", "理论9999技能9999合计100100", "", "合计100100"])
def test_figures_that_do_not_add_up_are_not_cut(text: str) -> None:
    assert _figures(text, 2) is None


def test_what_stands_behind_the_totals_is_no_figure_of_theirs() -> None:
    assert _figures("理论2030技能8070合计1001004.2其他", 2) == [
        ["理论", "20", "30"], ["技能", "80", "70"], ["合计", "100", "100"]
    ]  # fmt: skip


def test_a_row_of_words_is_a_section_with_one_criterion_a_level() -> None:
    assert tree("条件\n初级\n中级\n高级\n学历\n中专\n大专\n本科\n职业道德\n5\n5\n5\n") == [
        "para |  |  | 条件 初级 中级 高级",
        "section |  | 学历",
        "  criterion |  |  | 中专 {level=初级}",
        "  criterion |  |  | 大专 {level=中级}",
        "  criterion |  |  | 本科 {level=高级}",
        "field |  | 职业道德 | 5 5 5",
    ]


def test_a_label_behind_the_table_ends_it() -> None:
    lines = tree("条件\n初级\n中级\n高级\n学历\n中专\n大专\n本科\n备注:以毕业证书为准\n其他说明")
    assert lines[-1] == "  criterion |  |  | 本科 {level=高级}"
