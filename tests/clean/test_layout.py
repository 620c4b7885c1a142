"""Page numbers, running heads and broken ends of lines go; page references, cells and short answers stay."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import layout
from pipeline.clean.lined.wrapping import wrap
from tests.clean.documents import cases, documents, edits, repaired

PARAGRAPH = (
    "负责所辖区域的市场调研工作，了解项目的需求、决策程序与资金信用等情况，每周整理一次并在周一例会前报送部门经理审阅；"
    "对重点客户建立档案，按季度更新联系人与在用设备清单，保证信息准确完整，出现变动时三个工作日内补录系统。"
)
LINES = sorted(name for name, text in documents().items() if text.count("\n") > 30)


@pytest.mark.parametrize("case", cases("layout"), ids=lambda case: case["label"])
def test_what_the_page_left_goes(case: dict[str, str]) -> None:
    assert repaired(layout, case["text"])[0] == case["clean"]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(LINES), st.integers(8, 40), st.sampled_from(["", "某公司岗位标准"]))
def test_a_document_comes_back_from_its_pages(name: str, every: int, head: str) -> None:
    text = documents()[name].strip()
    assert repaired(layout, layout.damage(text, random.Random(0), every=every, head=head))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "详见第3页;要求见第5页。",
        "第3页所列标准,第4页的附表,第5页至第9页",
        "无\n略。\n是\n同上;\n100\n50%",
        "客户经理\n经理助理",
        "要求达到三级\n合格。",
        "- 3 -\n只有一处",
        "每人打印第1页",
        "Page layout\nsee Page 3",
        "现任\n总经理。",
    ],
)
def test_references_and_answers_stay(text: str) -> None:
    assert repaired(layout, text)[0] == text


@pytest.mark.parametrize("columns", [40, 60, 76])
@pytest.mark.parametrize("name", LINES)
def test_lines_broken_at_a_width_are_joined_or_left_and_lose_nothing(name: str, columns: int) -> None:
    text = documents()[name]
    restored, evidence, repair = repaired(layout, wrap(text, columns))
    assert restored.replace("\n", "") == text.replace("\n", "")
    assert all(edit.certainty == "probable" for edit in edits(repair, "layout.wrapped"))
    if evidence is not None:
        lines = text.split("\n")
        assert sum(line in restored.split("\n") for line in lines) >= 0.85 * len(lines)


def test_an_article_comes_back_from_a_narrow_page() -> None:
    text = "\n".join(f"{n}、{PARAGRAPH}" for n in range(1, 5))
    assert repaired(layout, wrap(text, 64))[0] == text


def test_between_two_words_of_latin_letters_the_break_becomes_a_blank() -> None:
    before = wrap(PARAGRAPH * 3, 60).split("\n")[:-1]
    page = "\n".join([*before, PARAGRAPH[2:29] + "Power", "Point" + PARAGRAPH[3:30] + "I", "T" + PARAGRAPH[4:20]])
    restored = repaired(layout, page)[0]
    assert "Power Point" in restored
    assert "I T" not in restored


def test_a_stop_behind_a_finished_line_stays_where_it_is() -> None:
    assert repaired(layout, "提交报告。\n。\n下一项")[0] == "提交报告。\n。\n下一项"


def test_a_head_that_does_not_echo_the_title_stays() -> None:
    text = "某公司手册\n一、目的规范管理。第2页二、范围"
    restored, _, repair = repaired(layout, text)
    assert restored == "某公司手册\n一、目的规范管理。二、范围"
    assert [(edit.old, edit.certainty) for edit in repair.edits] == [("第2页", "probable")]


def test_a_count_of_pages_makes_it_certain_where_it_comes_again() -> None:
    again = repaired(layout, "一、目的\n第1页 共2页\n二、范围\n三、职责\n第2页 共2页\n四、要求")[2]
    assert {edit.certainty for edit in again.edits} == {"certain"}
    once = repaired(layout, "一、目的\n第1页 共2页\n二、范围")[2]
    assert [(edit.old, edit.certainty) for edit in once.edits] == [("第1页 共2页\n", "probable")]


def test_what_is_clean_again_stays() -> None:
    for case in cases("layout"):
        assert layout.detect(case["clean"]) is None


def printed(text: str, every: int, foot: str, head: str = "") -> str:
    """`text` as pages of `every` lines: `head` above each, below each `foot` with {page} and {pages}."""
    lines = text.split("\n")
    pages = [lines[at : at + every] for at in range(0, len(lines), every)]
    feet = [foot.format(page=number, pages=len(pages)) for number in range(1, len(pages) + 1)]
    return "\n".join(line for page, foot in zip(pages, feet, strict=True) for line in (*[head][: bool(head)], *page, foot))


@pytest.mark.parametrize("foot", ["{page}", "{page}/{pages}", "- {page} -", "第 {page} 页 共 {pages} 页"])
@pytest.mark.parametrize("every", [20, 33])
@pytest.mark.parametrize("name", LINES[::4])
def test_numbers_of_pages_without_the_word_go_with_the_running_head(name: str, every: int, foot: str) -> None:
    text = documents()[name].strip()
    if text.count("\n") >= 2 * every:
        assert repaired(layout, printed(text, every, foot))[0] == text
        assert repaired(layout, printed(text, every, foot, text.split("\n", maxsplit=1)[0]))[0] == text


@pytest.mark.parametrize(
    "rows",
    [
        [f"{number}\n检查第{number}号设备\n每日\n合格" for number in range(1, 30)],
        [f"{number}/4\n第{number}季度完成\n达标" for number in range(1, 5)],
        ["1/4", "记录\n" * 30 + "3/4", "记录\n" * 30 + "4/4"],
        [f"{number}\n" + "填写登记表\n" * (number * 11) for number in range(1, 6)],
    ],
    ids=["rows of a table", "quarters", "fractions", "no length in common"],
)
def test_figures_alone_on_their_lines_that_count_no_pages_stay(rows: list[str]) -> None:
    text = "\n".join(rows)
    assert repaired(layout, text)[0] == text


def test_the_title_behind_the_first_pages_number_is_no_running_head() -> None:
    text = "第 1 页 共 2 页 办事员岗位说明书 编号：A-1 岗位名称：办事员。负责收发文件并登记。"
    assert repaired(layout, text)[0].strip() == "办事员岗位说明书 编号：A-1 岗位名称：办事员。负责收发文件并登记。"


def test_a_running_head_on_the_line_of_the_page_number_goes_with_it() -> None:
    pages = [f"第{n}节 巡检\n检查水位和压力，做好记录；\n发现异常及时报告值班长。" for n in range(1, 5)]
    text = "\n".join(pages)
    for foot in ("晨光热力有限公司 第 {n} 页 共 4 页", "晨光热力 第{n}页"):
        damaged = "\n".join(f"{page}\n{foot.format(n=n)}" for n, page in enumerate(pages, 1))
        assert repaired(layout, damaged)[0].rstrip("\n") == text
