"""Overprint: labels and lines printed twice come back once; reduplications and equal cells of tables stay."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import overprint
from pipeline.clean.overprint import damage, detect
from tests.clean.documents import cases, documents, edits, repaired

CASES: Any = cases("overprint")
LABELS = ["岗位名称", "任职要求", "工作目的", "职责", "直接上级", "衡量标准", "工作难点", "职业发展"]
TEXTS = ["认认真真完成任务", "负责员工工作", "本科以上学历", "部门的日常管理", "按时提交报告", "天天核对"]


@pytest.mark.parametrize("case", CASES["cells"] + CASES["lines"], ids=lambda case: case["found"][:12])
def test_what_was_printed_twice_comes_back_once(case: dict[str, str]) -> None:
    assert repaired(overprint, case["found"])[0] == case["made"]


@pytest.mark.parametrize("text", CASES["untouched"])
def test_what_the_author_repeats_stays(text: str) -> None:
    assert repaired(overprint, text)[0] == text


@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(name: str) -> None:
    assert detect(documents()[name]) is None


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert repaired(overprint, trap)[0] == trap


def document(rng: random.Random) -> str:
    """A job description with labels before colons, labels on their own lines and numbered headings."""
    lines: list[str] = []
    for number in range(1, 8):
        lines.append(f"1.{number} {rng.choice(LABELS)}说明")
        lines.append(f"{rng.choice(LABELS)}:{rng.choice(TEXTS)}")
        lines += [rng.choice(LABELS), f"{number}、{rng.choice(TEXTS)}"]
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_labels_come_back(seed: int) -> None:
    rng = random.Random(seed)
    clean = document(rng)
    restored, _, repair = repaired(overprint, damage(clean, rng))
    assert restored == clean
    assert {edit.certainty for edit in repair.edits} == {"certain"}
    assert repaired(overprint, restored)[0] == restored


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_a_document_printed_twice_line_by_line_comes_back(seed: int) -> None:
    rng = random.Random(seed)
    clean = document(rng)
    assert repaired(overprint, damage(clean, rng, cells=0.0, lines=1.0))[0] == clean


def test_a_single_label_is_only_probable() -> None:
    _, _, repair = repaired(overprint, "负责销售\n任任职职要要求求\n本科")
    assert [(edit.new, edit.certainty, edit.alternatives) for edit in repair.edits] == [
        ("任职要求", "probable", ("任任职职要要求求",))
    ]


def test_a_line_of_words_that_stands_twice_goes_where_labels_are_printed_twice_too() -> None:
    labels = "岗岗位位名名称称\n任任职职要要求求\n直直接接上上级级\n"
    lines = "检查消防器材\n检查消防器材\n100\n100\n本科\n本科\n"
    restored, _, repair = repaired(overprint, labels + lines)
    assert restored == "岗位名称\n任职要求\n直接上级\n检查消防器材\n100\n100\n本科\n本科\n"
    assert [edit.certainty for edit in edits(repair, "overprint.line")] == ["probable"]
    assert repaired(overprint, lines)[0] == lines


def test_a_label_that_looks_like_words_goes_where_many_are_printed_twice() -> None:
    labels = ["岗位名称", "任职要求", "工作目的", "直接上级", "衡量标准", "职业发展"]
    text = "\n".join(["".join(2 * char for char in label) for label in labels] + ["等等次次", "得分"])
    assert repaired(overprint, text)[0] == "\n".join([*labels, "等次", "得分"])
