"""Bullets that became letters, private codes or rare characters become bullets again; letters and names stay."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import bullets
from tests.clean.documents import repaired

ITEMS = [
    "熟悉产品知识",
    "负责客户拜访",
    "三年以上工作经验",
    "IT行业背景",
    "《合同法》相关知识",
    "拓展商业合作渠道,与各机构建立伙伴关系",
]
SIGNS = {"l": "●", "n": "■", "u": "◆", "v": "❖", "Ø": "➢", "ü": "✓"}


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(ITEMS), min_size=3, max_size=8),
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(["\n", ";", "。"]),
    st.sampled_from(["工作职责:", "工作职责\n", "1.1.2主要职能:\n"]),
)
def test_a_list_gets_its_bullets_back(items: list[str], letter: str, end: str, head: str) -> None:
    text = head + end.join(f"{SIGNS[letter]} {item}" for item in items)
    page = bullets.damage(text, random.Random(0), letter=letter)
    assert page != text
    restored, _, repair = repaired(bullets, page)
    assert restored == text
    assert all(edit.certainty == "certain" for edit in repair.edits)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(ITEMS), min_size=4, max_size=8), st.integers(0, 1000))
def test_bullets_that_read_as_rare_characters_come_back_as_probable(items: list[str], seed: int) -> None:
    text = "经验要求" + "".join(f"•{item}" for item in items)
    restored, _, repair = repaired(bullets, bullets.damage(text, random.Random(seed), rare=True))
    assert restored == text or len({edit.old for edit in repair.edits}) < 2
    assert all(edit.certainty == "probable" for edit in repair.edits)


def test_behind_a_label_without_a_stop_a_licensed_letter_is_a_bullet_too() -> None:
    page = "主要职能l 认真执行政策;l 收集市场情报;l 提交报告。\nl 完成其他工作。2、其它l 培训下属"
    assert repaired(bullets, page)[0] == page.replace("l ", "● ")


def test_a_bullet_at_the_cut_of_a_reader_is_a_bullet_without_its_blank() -> None:
    page = "职责:l 熟悉产品;l 熟悉流程;l 拜访客户;l\n\n20、公司及部门管理规范;l\n\n21、 项目管理"
    assert repaired(bullets, page)[0] == page.replace("l ", "● ").replace("l\n", "●\n")


def test_an_empty_bullet_before_a_heading_is_a_bullet() -> None:
    page = "l 熟悉产品;l 熟悉流程;l 产品的检验和测试。l1.2.3岗位描述"
    assert repaired(bullets, page)[0] == "● 熟悉产品;● 熟悉流程;● 产品的检验和测试。●1.2.3岗位描述"


def test_codes_of_the_private_use_area_are_read_by_the_table_of_the_font() -> None:
    assert repaired(bullets, "\uf06c 熟悉产品\n\uf0d8 熟悉流程\n\uf0b7 拜访客户")[0] == "● 熟悉产品\n➢ 熟悉流程\n• 拜访客户"


def test_letters_that_touch_their_items_need_five_of_them() -> None:
    lines = ["n熟悉产品", "n负责拜访", "n完成报表", "n参加培训", "n遵守制度"]
    assert repaired(bullets, "\n".join(lines))[0] == "\n".join("■" + line[1:] for line in lines)
    assert bullets.detect("\n".join(lines[:4])) is None


def test_a_letter_that_touches_its_items_is_a_bullet_behind_a_title_too_and_no_variable() -> None:
    text = "职责l熟悉产品;l解答疑问;l负责拜访;l完成报表;l参加培训;l遵守制度。要求l不迟到。长l的钢管"
    assert repaired(bullets, text)[0] == text.replace("l", "●").replace("长●", "长l")


@pytest.mark.parametrize(
    "text",
    [
        "用 n 表示人数。n 不小于 3;n 大于 5 时分组",
        "Ø 50 的管道;Ø 20 的管道;Ø 32 的管道。",
        "§ 1 总则\n§ 2 职责\n§ 3 附则",
        "见l 号图;按l 号图;依l 号图",
        "u 盘专人保管",
        "in 中国;on 线上;an 例外",
        "温度 l a b\nl abc\nl xyz\nl opq",
    ],
)
def test_symbols_and_words_are_no_bullets(text: str) -> None:
    assert repaired(bullets, text)[0] == text


@pytest.mark.parametrize("text", ["董事长何鸿燊先生,顾问李燊、王煥。", "精神煥發,煥然一新", "無線電與電熱設備,熒光燈與煙感"])
def test_names_and_traditional_words_are_no_bullets(text: str) -> None:
    assert repaired(bullets, text)[0] == text


def test_one_rare_character_alone_is_left_with_a_finding() -> None:
    text, _, repair = repaired(bullets, "市场部经验:熀从事营销半年以上")
    assert text == "市场部经验:熀从事营销半年以上"
    assert [(finding.code, finding.span) for finding in repair.findings] == [("bullet-suspected", (6, 7))]


def test_every_edit_keeps_the_length() -> None:
    page = "l 熟悉产品\nl 熟悉流程\nl 拜访客户\n熛成功项目熼研发工作"
    repair = repaired(bullets, page)[2]
    assert {(len(edit.old), len(edit.new)) for edit in repair.edits} == {(1, 1)}
    assert len(repair.edits) == 5


def test_a_character_seldom_seen_is_a_bullet_where_ever_other_words_follow_it() -> None:
    text = "".join(
        f"{end}熉{item}" for end, item in zip(["值班要点", "日常", "一、设备巡检", "应急", "交班"], ITEMS, strict=False)
    )
    assert repaired(bullets, text)[0] == text.replace("熉", "•")
    assert repaired(bullets, "刘熉负责" * 6)[0] == "刘熉负责" * 6
