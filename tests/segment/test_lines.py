"""What a line looks like from outside."""

import pytest

from pipeline.segment.draft.lines import chart, goes_on, sentences, stopped, titled


@pytest.mark.parametrize("words", ["产品调研", "风险管理(20分)", "行政与后勤", "本课程的目的", "技术、商务谈判"])
def test_short_words_without_a_stop_may_be_a_title(words: str) -> None:
    assert titled(words)


LONG = "按时完成各项工作任务并及时向主管领导汇报进展情况以便调整"


@pytest.mark.parametrize("words", ["完成任务。", "内容:", "主任与", "甲,乙,丙,丁", "30分", "人", LONG])
def test_what_goes_on_ends_in_a_stop_or_is_long_is_no_title(words: str) -> None:
    assert not titled(words)


def test_a_stop_ends_a_statement_and_a_comma_does_not() -> None:
    assert [stopped(words) for words in ("完成任务;", "完成任务。 ", "完成任务,")] == [True, True, False]
    assert [goes_on(words) for words in ("内容如下:", "参加(包括", "参加(包括)")] == [True, True, False]


def test_sentences_keep_their_stops_and_brackets_whole() -> None:
    text = "检查设备(含备件;工具);登记。\n上报"
    assert [text[a:b] for a, b in sentences(text, (0, len(text)))] == ["检查设备(含备件;工具);", "登记。", "上报"]


def test_an_empty_stretch_has_no_sentence() -> None:
    assert sentences("  \n ", (0, 4)) == []


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("请假流程填写申请单主管审批人事备案", "请假流程"),
        ("采购业务组成图提出需求询价比价签订合同", "采购业务组成图"),
        ("合同管理工作组成图1)1)", "合同管理工作组成图"),
    ],
)
def test_the_boxes_of_a_chart_begin_behind_its_title(words: str, title: str) -> None:
    assert chart(words) == len(title)


@pytest.mark.parametrize("words", ["请假流程", "绘制业务流程图并提交主管审核签字", "按流程办理,不得越级。", "熟悉流程", ""])
def test_a_title_alone_and_a_statement_hold_no_boxes(words: str) -> None:
    assert chart(words) is None
