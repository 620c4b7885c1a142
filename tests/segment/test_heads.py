"""Headings without a mark: the title before a list that begins anew, in flattened text and in lines."""

import pytest

from pipeline.segment import segment
from tests.support import render

TITLE = "档案管理专业任职资格标准"


def _tree(text: str) -> list[str]:
    """Kind, number and title (else text) of every node, indented."""
    lines: list[str] = []

    def walk(nodes: tuple[object, ...], depth: int) -> None:
        for node in nodes:
            words = node.title or node.text or ""  # type: ignore[attr-defined]
            lines.append("  " * depth + f"{node.kind} {node.number or ''} {words}".replace("  ", " "))  # type: ignore[attr-defined]
            walk(node.children, depth + 1)  # type: ignore[attr-defined]

    walk(segment(render.document(text), render.entry()).body, 0)
    return lines


FLAT = (
    f"{TITLE}第一部分行为第一单元档案收集归档范围界定1、核对归档范围,不漏一类;2、对不属于归档的文件说明理由。"
    "文件移交1、移交清单一式两份;2、双方当面清点。第二单元档案利用查阅登记1、查阅人填写登记表;2、核对查阅权限。"
    "借阅催还1、到期前三天提醒;2、逾期未还的上报主管。"
)


def test_titles_run_together_with_statements_and_units_are_raised() -> None:
    assert _tree(FLAT) == [
        "part 第一部分 行为",
        "  unit 第一单元 档案收集",
        "    element 归档范围界定",
        "      criterion 1、 核对归档范围,不漏一类;",
        "      criterion 2、 对不属于归档的文件说明理由。",
        "    element 文件移交",
        "      criterion 1、 移交清单一式两份;",
        "      criterion 2、 双方当面清点。",
        "  unit 第二单元 档案利用",
        "    element 查阅登记",
        "      criterion 1、 查阅人填写登记表;",
        "      criterion 2、 核对查阅权限。",
        "    element 借阅催还",
        "      criterion 1、 到期前三天提醒;",
        "      criterion 2、 逾期未还的上报主管。",
    ]


def test_lines_and_flattened_text_give_the_same_headings() -> None:
    marked = FLAT
    for words in ("第一部分", "第一单元", "归档范围界定", "1、", "2、", "文件移交", "第二单元", "查阅登记", "借阅催还"):
        marked = marked.replace(words, "\n" + words)
    assert _tree(marked) == _tree(FLAT)


def test_groups_of_bullets_are_headed_by_titles_that_end_alike() -> None:
    text = (
        f"{TITLE}第一部分行为1、遵守制度;2、按时归档。第二部分经验档案馆工作经验• 从事收集工作一年以上"
        "• 独立完成一次鉴定机关工作经验• 从事文书工作半年以上"
    )
    assert _tree(text)[-6:] == [
        "part 第二部分 经验",
        "  element 档案馆工作经验",
        "    criterion 从事收集工作一年以上",
        "    criterion 独立完成一次鉴定",
        "  element 机关工作经验",
        "    criterion 从事文书工作半年以上",
    ]


def test_bullets_that_end_alike_without_a_group_title_stay_whole() -> None:
    text = f"{TITLE}第一部分行为1、遵守制度;2、按时归档。第二部分资历• 三年以上工作经验• 两年以上管理经验"
    assert [line.strip() for line in _tree(text)[-2:]] == ["criterion 三年以上工作经验", "criterion 两年以上管理经验"]


def test_a_plain_line_is_no_heading() -> None:
    known = "熟悉服务经理的岗位职责和主要业务\n了解公司的发展历史"
    text = f"{TITLE}\n一、必备知识\n{known}\n二、行为标准\n1、按时归档;\n2、认真登记。"
    assert "  criterion 熟悉服务经理的岗位职责和主要业务" in _tree(text)


def test_evidence_in_lines_goes_under_the_heading_it_follows() -> None:
    text = (
        f"{TITLE}\n【收集】\n范围界定\n逐类核对归档范围,列出缺件;\n向部门说明理由。\n认证方法:查阅清单\n移交\n清单一式两份,双方签字。\n"
        "认证方法:抽查两份\n【利用】\n查阅登记\n填写登记表,核对权限。\n认证方法:查阅登记表"
    )
    assert _tree(text) == [
        "unit 【收集】",
        "  element 范围界定",
        "    criterion 逐类核对归档范围,列出缺件;",
        "    criterion 向部门说明理由。",
        "    evidence 认证方法",
        "  element 移交",
        "    criterion 清单一式两份,双方签字。",
        "    evidence 认证方法",
        "unit 【利用】",
        "  element 查阅登记",
        "    criterion 填写登记表,核对权限。",
        "    evidence 认证方法",
    ]


SIGNS = ["", "。", "1、2、3、", "• • •", "第一部分第二部分", "【】【】", "1、1、1、1、", "认证方法:认证方法:"]


@pytest.mark.parametrize("text", SIGNS)
def test_marks_without_words_give_a_tree_all_the_same(text: str) -> None:
    assert segment(render.document(text), render.entry()).id == "sample"
