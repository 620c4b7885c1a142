"""Tables whose cells were left blank, or written again, where others merge them."""

import pytest

from tests.segment.shown import Row, bordered, tabled

TABLES: dict[str, list[Row]] = {
    "matrix": [
        ["单元", "要素", "三级", "四级"],
        [("养护", 2, 1), "巡查", "1、每日巡查一次；\n2、填写记录。", "1、制定路线；"],
        [None, "清理", "1、清除杂物；", "1、判断老化程度；"],
        [("检测", 2, 1), "测量", "1、测量变形；", "1、评定等级；"],
        [None, "归档", "1、拍照归档。", "1、审核档案。"],
    ],
    "levels below titles": [
        ["能力", "定义", "等级", "行为表现"],
        [("水质管理", 2, 1), ("对养殖水体的各项指标进行监测和调控", 2, 1), "一级", "能测定溶解氧；"],
        [None, None, "二级", "能调整换水量；"],
        [("病害防治", 2, 1), ("预防、识别和处置养殖中的各种病害", 2, 1), "一级", "能泼洒消毒剂；"],
        [None, None, "二级", "能判断寄生虫种类；"],
    ],
    "score sheet": [
        ["序号", "考核项目", "考核内容", "分值", "评分标准"],
        ["1", ("作业准备", 2, 1), "点检", "40", "漏检一项扣3分。"],
        ["2", None, "穿戴", "20", "未戴安全帽扣5分。"],
        ["3", ("装卸作业", 2, 1), "取货", "30", "未到位即起升扣10分。"],
        ["4", None, "码放", "10", "超出边线每次扣5分。"],
        [("合计", 1, 3), None, None, "100", ""],
    ],
    "form": [
        ["岗位名称", "值守员", "岗位编号", "HB-07"],
        ["岗位目的", ("保证设备正常，为船舶提供信号。", 1, 3), None, None],
        [("工作职责", 2, 1), ("1、每日检查电源；", 1, 3), None, None],
        [None, ("2、发现异常立即上报。", 1, 3), None, None],
        [("任职要求", 2, 1), "学历", ("中专及以上", 1, 2), None],
        [None, "工作经验", ("两年以上维护经验", 1, 2), None],
    ],
    "posts under banners": [
        ["序号", "岗位名称", "岗位职责", "任职要求"],
        [("一、服务部", 1, 4), None, None, None],
        ["1", "船工", "1、安全载客；\n2、讲解景点。", "1、会游泳；\n2、身体健康。"],
        [("二、维护部", 1, 4), None, None, None],
        ["2", "木作师傅", "1、修缮门窗；\n2、登记用料。", "1、从事木作五年以上；\n2、能识图。"],
    ],
}  # fmt: skip


def _unmerged(table: list[Row], again: bool) -> list[Row]:
    """The table with every cell in one place; what was below a merged title is blank, or says it again."""
    rows: list[list[str]] = [[""] * len(table[0]) for _ in table]
    for at, row in enumerate(table):
        for column, cell in enumerate(row):
            if cell is not None:
                words, down, _ = cell if isinstance(cell, tuple) else (cell, 1, 1)
                for below in range(down):
                    rows[at + below][column] = words if again or not below else ""
    return [[*row] for row in rows]


@pytest.mark.parametrize("name", TABLES)
def test_blanks_where_cells_could_be_merged_give_the_tree_of_merged_cells(name: str) -> None:
    assert bordered(tabled(_unmerged(TABLES[name], again=False))) == bordered(tabled(TABLES[name]))


@pytest.mark.parametrize("name", TABLES)
def test_a_title_written_again_in_every_row_is_one_title(name: str) -> None:
    merged = bordered(tabled(TABLES[name]))
    repeated = sum(down - 1 for row in TABLES[name] for cell in row if isinstance(cell, tuple) for down in cell[1:2])
    lines = bordered(tabled(_unmerged(TABLES[name], again=True)))
    paragraphs = [line for line in lines if line.strip().startswith("para")]
    assert len(paragraphs) - sum(line.startswith("para") for line in merged) == repeated
    assert [line for line in lines if line not in paragraphs] == [line for line in merged if not line.startswith("para")]


def test_blanks_of_a_form_that_wait_for_a_value_are_no_cells_of_others() -> None:
    lines = bordered(tabled([
        ["姓名", "", "部门", "", "职务", ""],
        ["学历", "", "专业", "", "工龄", ""],
        ["备注", "", "", "", "", ""],
    ]))  # fmt: skip
    assert lines == [f"field |  | {label}" for label in ("姓名", "部门", "职务", "学历", "专业", "工龄", "备注")]


def test_like_values_below_each_other_stay_in_their_rows() -> None:
    lines = bordered(tabled([["项目", "频次", "责任人"], ["巡检", "每日", "班长"], ["保养", "每日", "班长"]]))
    assert lines[1:] == ["field |  | 巡检 | 每日 班长", "field |  | 保养 | 每日 班长"]
