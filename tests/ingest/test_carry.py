"""Tables over pages: a row that the page cut is one row again."""

from pipeline.ingest.compose import Words
from pipeline.ingest.paper.carry import Carried, carried
from pipeline.ingest.paper.grid import Grid

LEFTS = (70.0, 150.0, 300.0, 500.0)


def _part(page: int, *rows: tuple[str | tuple[str, int], ...]) -> Grid:
    """A part of a table: words of the cells by rows, (words, rows) of those over several; "-" where one is covered."""
    cells = [
        Words(r, c, *((cell,) if isinstance(cell, str) else cell))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell != "-"
    ]
    return Grid(tuple(cells), (70.0, 80.0, 500.0, 760.0), page, LEFTS)


def _whole(*parts: Grid) -> list[tuple[int, int, int, str]]:
    [found] = carried(parts, frozenset())
    assert isinstance(found, Carried)
    return [(cell.row, cell.column, cell.rows, cell.text) for cell in sorted(found.cells, key=lambda c: (c.row, c.column))]


def test_a_bracket_that_closes_on_the_next_page_joins_its_row() -> None:
    above = _part(
        1,
        ("巡查", "值班（初级5分，中", "1、按时巡查\n2、培养"),
    )
    below = _part(2, (("（20分）", 2), "级10分）", "新人不少于2人"), ("-", "交接", "填写记录"))
    assert _whole(above, below) == [
        (0, 0, 2, "巡查（20分）"),
        (0, 1, 1, "值班（初级5分，中级10分）"),
        (0, 2, 1, "1、按时巡查\n2、培养新人不少于2人"),
        (1, 1, 1, "交接"),
        (1, 2, 1, "填写记录"),
    ]


def test_numbers_with_a_bracket_behind_them_close_nothing() -> None:
    above = _part(1, ("巡查", "值班（见附表", "按时"))
    below = _part(2, ("操作", "1）启动\n2）停止", "按规程"))
    assert [row for row, *_ in _whole(above, below)] == [0, 0, 0, 1, 1, 1]


def test_the_head_of_a_row_that_the_page_cut_has_its_lines_again() -> None:
    above = _part(1, ("1级\n知晓", "按规程测量；", "口试"), ("2级", "区分裂缝；", "实操"))
    below = _part(2, ("运用", "判断成因。", ""), ("3级\n专精", "出具意见。", "答辩"))
    assert [cell for row, *cell in _whole(above, below) if row == 1] == [
        [0, 1, "2级\n运用"], [1, 1, "区分裂缝；\n判断成因。"], [2, 1, "实操"],
    ]  # fmt: skip
    whole = _part(2, ("3级\n专精", "出具意见。", "答辩"), ("4级\n首席", "主持会审。", "答辩"))
    assert [row for row, *_ in _whole(above, whole)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
