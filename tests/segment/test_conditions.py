"""Tables that ask conditions of levels: the same tree whether groups are merged, stand in a row across or above empty cells."""

import pytest

from pipeline.segment.levels import levelread
from tests.segment.shown import Row, bordered, tabled

ASKED: dict[str, list[list[str]]] = {
    "基本条件": [["学历", "大专", "本科", "本科"], ["年度考核", "合格", "良好一次", "优秀两次"]],
    "业务能力": [["客户开发", "登记线索。", "独立签约。\n回访客户。", "制定方案。"]],
}
TREE = [
    "section |  | 基本条件",
    "  section |  | 学历",
    "    criterion |  |  | 大专 {level=初级}",
    "    criterion |  |  | 本科 {level=中级}",
    "    criterion |  |  | 本科 {level=高级}",
    "  section |  | 年度考核",
    "    criterion |  |  | 合格 {level=初级}",
    "    criterion |  |  | 良好一次 {level=中级}",
    "    criterion |  |  | 优秀两次 {level=高级}",
    "section |  | 业务能力",
    "  section |  | 客户开发",
    "    criterion |  |  | 登记线索。 {level=初级}",
    "    criterion |  |  | 独立签约。 {level=中级}",
    "    criterion |  |  | 回访客户。 {level=中级}",
    "    criterion |  |  | 制定方案。 {level=高级}",
]


def _rows(groups: str) -> list[Row]:
    """The table with its groups merged, above empty cells, or in rows across it."""
    made: list[Row] = [["类别", "条件", "初级", "中级", "高级"]] if groups != "across" else [["条件", "初级", "中级", "高级"]]
    for name, rows in ASKED.items():
        if groups == "across":
            made += [[(name, 1, 4), None, None, None], *([*row] for row in rows)]
        for k, row in enumerate(rows if groups != "across" else []):
            below = None if groups == "merged" else ""
            made.append([below if k else (name, len(rows), 1) if groups == "merged" else name, *row])
    return made


@pytest.mark.parametrize("groups", ["merged", "empty", "across"])
def test_conditions_stand_below_their_group_however_it_is_drawn(groups: str) -> None:
    assert bordered(tabled(_rows(groups)))[1:] == TREE


def test_levels_below_a_cell_that_heads_them_all_are_the_columns() -> None:
    rows: list[Row] = [
        [("条件", 2, 1), ("拟聘职级", 1, 3), None, None],
        [None, "助理顾问", "顾问", "高级顾问"],
        ["学历", "大专", ("本科及以上", 1, 2), None],
        ["品行", ("无处分记录。", 1, 3), None, None],
    ]
    document = tabled(rows)
    assert levelread.read(str(document.text)).declared == ("助理顾问", "顾问", "高级顾问")


def test_what_counts_the_rows_numbers_them_and_a_last_column_is_a_field() -> None:
    rows: list[Row] = [
        ["序号", "项目", "初级", "高级", "备注"],
        ["1", "学历", "大专", "本科", "全日制"],
        ["2", "品行", ("无处分记录", 1, 2), None, ""],
    ]
    assert bordered(tabled(rows))[1:] == [
        "section | 1 | 学历",
        "  criterion |  |  | 大专 {level=初级}",
        "  criterion |  |  | 本科 {level=高级}",
        "  field |  | 备注 | 全日制",
        "section | 2 | 品行",
        "  criterion |  |  | 无处分记录",
    ]


def test_rows_that_give_each_column_a_level_are_fields() -> None:
    rows: list[Row] = [["素质", "初级", "中级"], ["沟通表达", "Lv1", "Lv2"], ["情绪自持", "Lv2", "Lv3"]]
    assert bordered(tabled(rows))[1:] == ["field |  | 沟通表达 | Lv1 Lv2", "field |  | 情绪自持 | Lv2 Lv3"]


def test_a_row_of_figures_among_conditions_is_a_condition_and_among_figures_a_row() -> None:
    head: Row = ["条件", "初级", "中级", "高级"]
    asked = bordered(
        tabled([head, ["学历", "中专", "大专", "本科"], ["岗位经验", "不限", "两年", "五年"], ["学分", "12", "20", "30"]])
    )
    assert asked[-4:] == [
        "section |  | 学分",
        "  criterion |  |  | 12 {level=初级}",
        "  criterion |  |  | 20 {level=中级}",
        "  criterion |  |  | 30 {level=高级}",
    ]
    shares = bordered(tabled([head, ["投喂", "45", "25", "－"], ["检测", "30", "35", "40"], ["防控", "25", "40", "60"]]))
    assert shares[1:] == ["field |  | 投喂 | 45 25 －", "field |  | 检测 | 30 35 40", "field |  | 防控 | 25 40 60"]
