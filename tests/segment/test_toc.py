"""Tables of contents: read with the page glued to the next number, and used to find headings."""

from pipeline.segment.contents import toc
from pipeline.segment.marks.marks import scan

INLINE = (
    "某某标准目录1.概述11.1目的11.2范围22.要求32.1准备工作32.2现场工作113.附则12"
    "1.概述1.1目的为了规范工作。1.2范围适用于全体员工。2.要求2.1准备工作做好准备。2.2现场工作按图施工。"
)


def test_a_page_number_glued_to_the_next_number_is_split_off() -> None:
    contents = toc.contents(INLINE)
    assert contents is not None
    assert [(entry.value, entry.title, entry.page) for entry in contents.entries] == [
        ((1,), "概述", 1),
        ((1, 1), "目的", 1),
        ((1, 2), "范围", 2),
        ((2,), "要求", 3),
        ((2, 1), "准备工作", 3),
        ((2, 2), "现场工作", 11),
        ((3,), "附则", 12),
    ]


def test_headings_stand_where_the_contents_name_them() -> None:
    contents = toc.contents(INLINE)
    assert contents is not None
    named = toc.headings(INLINE, contents, contents.span[1], scan(INLINE))
    assert [INLINE[place : span[1]] for place, (_, span) in sorted(named.items())] == [
        "1.概述",
        "1.1目的",
        "1.2范围",
        "2.要求",
        "2.1准备工作",
        "2.2现场工作",
    ]


def test_contents_in_lines_with_leaders_are_read() -> None:
    contents = toc.contents("目  录\n第一章 总则......1\n第二章 职责......3\n第三章 附则......10\n第一章 总则\n为了规范。")
    assert contents is not None
    assert [(entry.printed, entry.title, entry.page) for entry in contents.entries] == [
        ("第一章", "总则", 1),
        ("第二章", "职责", 3),
        ("第三章", "附则", 10),
    ]


def test_the_word_alone_is_no_table_of_contents() -> None:
    assert toc.contents("本目录由人力资源部维护。共有12人参加了3次会议。") is None


def test_words_in_running_text_are_no_heading() -> None:
    text = (
        "目录\n1 客户拜访计划......1\n2 客户回访记录......2\n3 附则条款说明......3\n"
        "正文提到客户拜访计划和客户回访记录,另见附则条款说明。"
    )
    contents = toc.contents(text)
    assert contents is not None
    assert toc.headings(text, contents, contents.span[1], scan(text)) == {}


def test_entries_on_lines_of_their_own_are_read_line_by_line() -> None:
    listed = "目　录\n第1章 组织…………1\n1-1 班组设置…………1\n模块二　应急处理……12\n附件1 评分表……15\n"
    text = listed + "第1章组织\n1-1班组设置\n下设3个班组，共86人。"
    contents = toc.contents(text)
    assert contents is not None
    assert [(entry.printed, entry.title, entry.page) for entry in contents.entries] == [
        ("第1章", "组织", 1),
        ("1-1", "班组设置", 1),
        ("模块二", "应急处理", 12),
        ("附件1", "评分表", 15),
    ]
    assert text[contents.span[1] :] == "\n第1章组织\n1-1班组设置\n下设3个班组，共86人。"
