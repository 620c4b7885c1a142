"""Numbers and signs that a program shows in front of every line go; an author's numbers stay."""

import random

import pytest

from pipeline.clean import gutter
from tests.clean.documents import repaired
from tests.support.work import a_minute

LINES = """仓储主管任职标准
第一章 总则
1.1 目的
规范入库与出库
1.2 范围
适用于各仓库
第二章 职责
2.1 主管
●编制盘点计划
●核对账目
2.2 管理员
●登记入库单
1、当日登记
2、次日核对
●保管凭证
第三章 附则
本标准自发布之日起施行
由物流部解释""".splitlines()


@pytest.mark.parametrize("sign", [" ", ". ", "\t", "|", "  "])
def test_numbers_of_lines_of_code_go(sign: str) -> None:
    page = gutter.damage("\n".join(LINES), random.Random(0), sign=sign)
    text, _, repair = repaired(gutter, page)
    assert text == "\n".join(LINES)
    assert {edit.certainty for edit in repair.edits} == {"probable"}
    assert repaired(gutter, text)[0] == text


def test_numbers_on_lines_of_their_own_before_each_line_go() -> None:
    page = "\n".join(f"{number}\n{line}" for number, line in enumerate(LINES, start=1))
    assert repaired(gutter, page)[0] == "\n".join(LINES)


@pytest.mark.parametrize("joint", ["", " "])
def test_numbers_go_where_the_lines_were_joined(joint: str) -> None:
    lines = [f"{line}，按本单位规定的程序与时限办理并留存记录备查" for line in LINES * 3]
    page = joint.join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    assert repaired(gutter, page)[0] == joint.join(lines)


def test_a_list_of_nothing_but_numbers_goes() -> None:
    page = "\n".join([*LINES * 2, *map(str, range(1, 2 * len(LINES) + 1)), "完"])
    assert repaired(gutter, page)[0] == "\n".join([*LINES * 2, "完"])


def test_numbers_that_never_count_on_take_no_longer_in_a_long_text() -> None:
    text = LINES[0] + "\n1 负责接待来访人员\n" + "7 按时完成领导交办的任务并及时汇报\n" * 200_000
    with a_minute():
        assert gutter.detect(text) is None


def test_signs_of_what_a_mail_quotes_go() -> None:
    assert repaired(gutter, "\n".join(f"> {line}" for line in LINES))[0] == "\n".join(LINES)
    assert repaired(gutter, "\n".join(f"| {line}" for line in LINES))[0] == "\n".join(LINES)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number} 掌握第{number}号设备的结构" for number in range(1, 41)),  # items, all alike
        "\n".join(f"{number}\t1.{number} 安全操作" for number in range(1, 41)),  # rows with codes of their own
        "\n".join(f"{number}.{part} 检查" for number in range(1, 20) for part in (1, 2)),
        "\n".join(f"| {line} | 3分 |" for line in LINES),
        "\n".join(["评分等级", *map(str, range(1, 11)), "分"]),
        "姓名 " + " ".join(map(str, range(1, 32))) + " 合计",  # the days of a month
        " ".join(f"{number} 检查{number}号机组的油位与温度" for number in range(1, 60)),
        "\n".join(LINES),
    ],
)
def test_what_an_author_counts_stays(text: str) -> None:
    assert repaired(gutter, text)[0] == text
