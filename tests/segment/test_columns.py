"""Short cells: how many there are is known, where they end is not."""

import pytest

from pipeline.segment.cells import cellrows, figures
from pipeline.segment.cells.cellcosts import Region
from pipeline.segment.tables import levelrows
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


@pytest.mark.parametrize(
    "rows",
    [
        [
            "学历及专业|中专以上，园林类优先|大专及以上|本科及以上",
            "养护经验|苗圃工作满1年|苗圃工作满3年，其中任二级满1年|苗圃工作满6年",
        ],
        [
            "学历|大专|本科|硕士",
            "采编经验|1年|4年，其中外派1年|8年，其中外派3年",
            "发稿金额|累计50万元|累计800万元|累计3000万元",
        ],
        [
            "职业资格|初级养护师证|中级养护师证|高级养护师证",
            "近两年考核|均为合格|均为良好|均为优秀",
            "从业年限|不限|满2个花期|满5个花期",
        ],
        [
            "学历 |高中 |大专 |大专 |本科",
            "连续工龄 |不限 |满1年 |满3年 |满6年，其中带班2年",
            "证书 |无要求 |潜水员证 |潜水员证 |救生教练证",
        ],
    ],
)
def test_rows_below_levels_are_cut_by_what_their_cells_have_in_common(rows: list[str]) -> None:
    text = "".join(rows).replace("|", "")
    expected = [[cell.strip() for cell in row.split("|")] for row in rows]
    found = levelrows.rows(text, (0, len(text)), len(expected[0]) - 1)
    assert found is not None
    assert [[text[slice(*cell)] for cell in (title, *cells)] for title, cells in found] == expected


def test_what_follows_the_rows_below_levels_is_none_of_theirs() -> None:
    text = "学历大专本科硕士从业年限1年3年5年说明：年限按合同计算。"
    found = levelrows.rows(text, (0, len(text)), 3)
    assert found is not None
    assert text[found[-1][1][-1][1] :] == "说明：年限按合同计算。"


@pytest.mark.parametrize(
    "text", ["", "学历", "能独立完成接诊并记录。能带教新人并考核。能主持会诊。", "负责采购物料负责验收入库负责盘点"]
)
def test_statements_are_no_rows_below_levels(text: str) -> None:
    assert levelrows.rows(text, (0, len(text)), 3) is None
