"""Posts whose particulars stand in tables and whose duties follow as headings and lists; rows that are counted."""

from collections.abc import Iterator, Sequence

import msgspec
import pytest

from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Node, Text
from pipeline.segment import segment
from tests.segment.shown import bordered
from tests.support import render

Rows = list[list[str]]

PUMPS: Rows = [["岗位名称", "泵站值班员", "所属部门", "泵站"], ["直接上级", "站长", "定员", "6人"]]
LABS: Rows = [["岗位名称", "水质化验员", "所属部门", "化验室"], ["直接上级", "主任", "定员", "3人"]]


def _document(*parts: Rows | str, form: str = "docx") -> Document:
    composer = Composer()
    for part in parts:
        if isinstance(part, str):
            composer.block(part)
        else:
            composer.table(Words(r, c, cell) for r, row in enumerate(part) for c, cell in enumerate(row))
    draft = composer.draft()
    copy = msgspec.structs.replace(render.document(draft.text).copy, format=form)
    return Document(Text(draft.text), copy, draft.blocks)


def _tree(nodes: Sequence[Node], depth: int = 0) -> Iterator[str]:
    for node in nodes:
        words = " | ".join(one or "" for one in (node.kind, node.number, node.title, node.text)).rstrip(" |")
        yield "  " * depth + words
        yield from _tree(node.children, depth + 1)


def _body(document: Document) -> list[str]:
    return [*_tree(segment(document, render.entry()).body)]


CHAPTERS = (
    ["一、工作职责", "1、按时巡查水泵。", "2、填写运行记录。", "二、任职要求", "1、持有电工证。"],
    ["一、工作职责", "1、采集水样。", "2、出具化验单。", "二、任职要求", "1、化学专业中专以上。"],
)


@pytest.mark.parametrize("titled", [False, True], ids=["bare", "titled"])
def test_what_follows_the_particulars_of_a_post_is_the_posts(titled: bool) -> None:
    heads = (["泵站值班员岗位说明书"], ["水质化验员岗位说明书"]) if titled else ([], [])
    found = _body(_document("水厂岗位说明书汇编", *heads[0], PUMPS, *CHAPTERS[0], *heads[1], LABS, *CHAPTERS[1]))
    ends = "岗位说明书" if titled else ""
    assert found == [
        f"element |  | 泵站值班员{ends}",
        "  field |  | 岗位名称 | 泵站值班员",
        "  field |  | 所属部门 | 泵站",
        "  field |  | 直接上级 | 站长",
        "  field |  | 定员 | 6人",
        "  section | 一、 | 工作职责",
        "    criterion | 1、 |  | 按时巡查水泵。",
        "    criterion | 2、 |  | 填写运行记录。",
        "  section | 二、 | 任职要求",
        "    criterion | 1、 |  | 持有电工证。",
        f"element |  | 水质化验员{ends}",
        "  field |  | 岗位名称 | 水质化验员",
        "  field |  | 所属部门 | 化验室",
        "  field |  | 直接上级 | 主任",
        "  field |  | 定员 | 3人",
        "  section | 一、 | 工作职责",
        "    criterion | 1、 |  | 采集水样。",
        "    criterion | 2、 |  | 出具化验单。",
        "  section | 二、 | 任职要求",
        "    criterion | 1、 |  | 化学专业中专以上。",
    ]


def test_labels_of_posts_one_after_another_are_parted_where_the_first_comes_back() -> None:
    lines = [
        f"{label}：{value}" for rows in (PUMPS, LABS) for row in rows for label, value in zip(row[::2], row[1::2], strict=True)
    ]
    found = _body(_document("岗位说明书", *lines[:4], *CHAPTERS[0], *lines[4:], *CHAPTERS[1], form="txt"))
    assert [line for line in found if not line.startswith("    ")] == [
        "element |  | 泵站值班员",
        "  field |  | 岗位名称 | 泵站值班员",
        "  field |  | 所属部门 | 泵站",
        "  field |  | 直接上级 | 站长",
        "  field |  | 定员 | 6人",
        "  section | 一、 | 工作职责",
        "  section | 二、 | 任职要求",
        "element |  | 水质化验员",
        "  field |  | 岗位名称 | 水质化验员",
        "  field |  | 所属部门 | 化验室",
        "  field |  | 直接上级 | 主任",
        "  field |  | 定员 | 3人",
        "  section | 一、 | 工作职责",
        "  section | 二、 | 任职要求",
    ]


def test_a_chapter_that_no_other_post_has_is_not_the_last_ones() -> None:
    found = _body(
        _document("水厂岗位说明书汇编", PUMPS, *CHAPTERS[0], LABS, *CHAPTERS[1], "三、附则", "本汇编自发布之日起施行。")
    )
    assert [line for line in found if not line.startswith(" ")][-1] == "section | 三、 | 附则"


def test_counted_rows_of_statements_are_statements_with_their_weights() -> None:
    assert bordered(_document("工作职责", [
        ["序号", "工作职责", "权重"],
        ["1", "编制检修计划，经批准后实施", "60%"],
        ["2", "组织设备点检", "40%"],
        ["合计", "", "100%"],
    ])) == [
        "para |  |  | 序号 工作职责 权重",
        "criterion | 1 |  | 编制检修计划，经批准后实施 60% {weight=0.6}",
        "criterion | 2 |  | 组织设备点检 40% {weight=0.4}",
        "field |  | 合计 | 100%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "课程名称", "学时"], ["1", "安全教育", "8"], ["2", "仓储实务", "16"]],
        [["", "违规情形", "扣分", "责任人"], ["1", "私自放行；", "5", "保管员"], ["2", "未盘点；", "2", "组长"]],
    ],
    ids=["names", "several columns of words"],
)
def test_counted_rows_of_other_things_are_fields(rows: Rows) -> None:
    head, *below = bordered(_document("附表", rows))
    assert head == "para |  |  | " + " ".join(filter(None, rows[0]))
    assert below == [f"field |  | {row[0]} | {' '.join(row[1:])}" for row in rows[1:]]


@pytest.mark.parametrize(("form", "told"), [("docx", False), ("txt", True)])
def test_what_ends_in_a_cell_with_a_border_is_not_cut(form: str, told: bool) -> None:
    statements = [f"{k}、按规程操作第{k}台水泵。" for k in range(1, 10)]
    rows = [["工作内容", "说明"], ["巡查", "每两小时一次，记录水位和电流"]]
    document = _document(
        "泵站操作手册", "一、操作", *statements, "二、巡查", *(["; ".join(rows[1])] if told else [rows]), form=form
    )
    assert ("text-cut" in {one.code for one in segment(document, render.entry()).findings}) is told


def test_the_title_of_all_in_a_tables_first_row_is_no_part_of_its_head() -> None:
    composer = Composer()
    words = [
        "要素",
        "初级",
        "中级",
        "巡查",
        "每两小时巡查一次，填写记录。",
        "分析异常，提出处理意见。",
        "操作",
        "按规程启停水泵。",
        "指导他人操作。",
    ]
    cells = [Words(1 + k // 3, k % 3, word) for k, word in enumerate(words)]
    composer.table([Words(0, 0, "泵站值班员任职资格标准", 1, 3), *cells])
    draft = composer.draft()
    standard = segment(Document(Text(draft.text), render.document(draft.text).copy, draft.blocks), render.entry())
    assert standard.title == "泵站值班员任职资格标准"
    assert [*_tree(standard.body)][:5] == [
        "para |  |  | 要素 初级 中级",
        "element |  | 巡查",
        "  level |  | 初级",
        "    criterion |  |  | 每两小时巡查一次，填写记录。",
        "  level |  | 中级",
    ]
