"""The scorer: a perfect result is perfect, and each kind of mistake costs the figure that is meant for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import Node, Standard
from tests.support.outline import Outline, read_outline
from tests.support.score import leaves, score_text, score_tree, squeeze

GOLD = """\
title |  | 样例标准
unit | 一、 | 准备工作 | （10分） | {score=10}
  element | 1. | 检查工具
    level |  | 初级 |  | {level=初级; score=10}
      criterion | (1) |  | 逐件核对工具的数量和状态；
      criterion | (2) |  | 发现损坏立即更换并且登记；
  element | 2. | 领取材料
    criterion | (1) |  | 按计划领取当日所需要的材料；
"""


@pytest.fixture
def gold(tmp_path: Path) -> Outline:
    path = tmp_path / "gold.outline"
    path.write_text(GOLD, encoding="utf-8")
    return read_outline(path)


def _standard(*body: Node) -> Standard:
    return Standard(id="s", families=("document",), title="样例标准", body=body)


def _criterion(number: str, text: str, kind: str = "criterion") -> Node:
    return Node(id=number, kind=kind, number=number, text=text)  # type: ignore[arg-type]


def _made(
    *,
    kind: str = "criterion",
    second: str = "2.",
    level: str = "初级",
    third: str = "按计划领取当日所需要的材料；",
    loose: bool = False,
) -> Standard:
    first = Node(id="l", kind="level", title="初级", level=level, score=10.0, children=(
        _criterion("(1)", "逐件核对工具的数量和状态;"), _criterion("(2)", "发现损坏立即更换并且登记；"),
    ))  # fmt: skip
    last = _criterion("(1)", third, kind)
    one = Node(id="e", kind="element", number="1.", title="检查工具", children=(first,))
    two = Node(id="f", kind="element", number=second, title="领取材料", children=() if loose else (last,))
    unit = Node(id="u", kind="unit", number="一、", title="准备工作", text="(10分)", score=10.0, children=(one, two))
    return _standard(unit, *((last,) if loose else ()))


def test_a_perfect_result_scores_one_everywhere(gold: Outline) -> None:
    score = score_tree(gold, leaves(_made()))
    assert (score.f1, score.cut, score.placed, score.numbers, score.grades) == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert score.kinds["criterion"].matched == 3


@pytest.mark.parametrize(
    ("made", "figure", "others"),
    [
        (lambda: _made(kind="item"), "f1", ("cut", "numbers", "grades")),
        (lambda: _made(second="3."), "numbers", ("f1", "cut", "placed", "grades")),
        (lambda: _made(level="中级"), "grades", ("f1", "cut", "placed", "numbers")),
        (lambda: _made(loose=True), "placed", ("f1", "cut", "numbers", "grades")),
        (lambda: _made(third="按计划领取当日。所需要的材料登记造册后发放"), "cut", ("numbers", "grades")),
    ],
    ids=["wrong kind", "wrong number", "wrong level", "wrong place", "wrong words"],
)
def test_each_mistake_costs_its_own_figure(
    gold: Outline, made: Callable[[], Standard], figure: str, others: tuple[str, ...]
) -> None:
    score = score_tree(gold, leaves(made()))
    assert getattr(score, figure) < 1.0
    assert all(getattr(score, other) == 1.0 for other in others)


def test_a_statement_in_a_level_is_graded_with_it(gold: Outline) -> None:
    assert score_tree(gold, leaves(_made(level="中级"))).grades == pytest.approx(1 / 4, abs=0.001)


def test_a_doubtful_reading_costs_no_recall(gold: Outline) -> None:
    gold.nodes[-1].attrs["uncertain"] = "1"
    made = [leaf for leaf in leaves(_made()) if leaf.order != 6]
    assert score_tree(gold, made).f1 == 1.0


def test_a_partial_gold_leaves_the_rest_unscored(tmp_path: Path) -> None:
    path = tmp_path / "part.outline"
    path.write_text(GOLD + "stop\n", encoding="utf-8")
    outline = read_outline(path)
    made = _made()
    longer = _standard(*made.body, Node(id="v", kind="unit", number="二、", title="收尾工作"))
    assert outline.partial
    assert score_tree(outline, leaves(longer)).f1 == 1.0


def test_an_empty_result_scores_nothing_and_does_not_fail(gold: Outline) -> None:
    score = score_tree(gold, [])
    assert (score.f1, score.cut, score.placed, score.numbers) == (0.0, 0.0, None, None)


def test_punctuation_width_and_case_do_not_count() -> None:
    assert squeeze("（１）Ａ项目，B_c。") == squeeze("(1)a项目 bC")


def test_the_error_rate_counts_wrong_lost_and_added_characters() -> None:
    score = score_text("甲乙丙丁戊己庚辛壬癸", "甲乙丙丙戊己庚辛壬癸子")
    assert (score.distance, score.chars, score.cer) == (2, 10, 0.2)
    assert [place[0] for place in score.places] == ["replace", "insert"]


def test_the_error_rate_of_a_partial_text_ends_where_the_gold_ends() -> None:
    gold = "".join(chr(0x4E00 + k) for k in range(300))
    assert score_text(gold, gold + "以下不在范围之内" * 20, partial=True).cer == 0.0
