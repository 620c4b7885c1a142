"""The outline: which marks are real and how deep each stands, chosen together."""

import random

from pipeline.segment.marks.marks import scan
from pipeline.segment.outline.candidate import Candidate
from pipeline.segment.outline.outline import choose


def outline(text: str) -> list[tuple[int, str]]:
    """Depth and words of every chosen mark, with the two characters behind it."""
    marks = [Candidate(mark, "1.1" if mark.style == "1." else mark.style, mark.value) for mark in scan(text)]
    return [(one.depth, text[one.mark.start : one.mark.end + 2]) for one in choose(marks)]


def test_numbers_that_follow_each_other_stand_side_by_side() -> None:
    assert outline("一、总则二、要求三、附则") == [(0, "一、总则"), (0, "二、要求"), (0, "三、附则")]


def test_a_list_at_one_opens_below_what_is_open() -> None:
    text = "一、准备1、检查;2、登记;二、实施1、核对;2、归档。"
    assert [depth for depth, _ in outline(text)] == [0, 1, 1, 0, 1, 1]


def test_the_depth_of_decimal_numbers_is_their_length() -> None:
    assert [depth for depth, _ in outline("1.总则\n1.1目的\n1.2范围\n1.2.1人员\n2.要求\n2.1准备")] == [0, 1, 1, 2, 0, 1]


def test_styles_nest_as_the_document_has_them_and_not_by_a_table() -> None:
    text = "1、客户\n一、开发\n二、维护\n2、市场\n一、调查\n二、分析"
    assert [depth for depth, _ in outline(text)] == [0, 1, 1, 0, 1, 1]


def test_a_skipped_and_a_repeated_number_are_kept_at_a_cost() -> None:
    assert [words for _, words in outline("1、甲方\n2、乙方\n4、丙方\n4、丁方\n5、戊方")] == [
        "1、甲方",
        "2、乙方",
        "4、丙方",
        "4、丁方",
        "5、戊方",
    ]


def test_a_number_out_of_sequence_in_running_text_is_left_out() -> None:
    assert [words for _, words in outline("1、参加培训不少于7、8次的员工;2、考试合格。")] == ["1、参加", "2、考试"]


def test_the_chapter_an_article_refers_to_is_no_chapter() -> None:
    assert [words for _, words in outline("第一章总则依照第三章办理。第二章职责")] == ["第一章总则", "第二章职责"]


def test_the_same_marks_give_the_same_outline_however_often_they_are_asked() -> None:
    rng = random.Random(7)
    text = "".join(
        f"{rng.randint(1, 9)}{rng.choice('、.)')}{'客户' * rng.randint(1, 4)}{rng.choice('。;,')}" for _ in range(200)
    )
    assert outline(text) == outline(text)
