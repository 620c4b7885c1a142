"""What is measured and what is pinned of it."""

from tests.quality.measure import SOURCE, Result, scores, summarise
from tests.support.outline import Leaf, Outline
from tests.support.score import score_text, score_tree


def _outline() -> Outline:
    unit = Leaf("unit", "一、", "准备工作", order=0)
    first = Leaf("criterion", "1、", "", "核对工具的数量", {}, unit, 1)
    second = Leaf("criterion", "2、", "", "登记损坏的工具", {}, unit, 2)
    return Outline("sample", [unit, first, second], {})


def _result(rendering: str, wrong: int = 0) -> Result:
    outline = _outline()
    made = _outline().nodes[: 3 - wrong]
    return Result(
        "sample",
        rendering,
        score_tree(outline, made),
        score_text("核对工具的数量", "核对工具数量" if wrong else "核对工具的数量"),
    )


def test_a_document_is_pinned_by_f1_cut_and_accuracy_and_a_source_by_everything_it_has() -> None:
    own = {key.rsplit("/", 1)[1] for key in scores([_result("flat")]) if key.startswith("sample/")}
    source = {key.rsplit("/", 1)[1] for key in scores([_result(SOURCE)]) if key.startswith("sample/")}
    assert own == {"f1", "cut", "accuracy"}
    assert source == {"f1", "cut", "accuracy", "placed", "numbers"}


def test_kinds_are_pooled_and_figures_averaged_per_rendering() -> None:
    summary = summarise([_result("flat"), _result("flat", wrong=1), _result("lines")])["flat"]
    assert (summary.kinds["criterion"].gold, summary.kinds["criterion"].matched) == (4, 3)
    assert summary.kinds["criterion"].f1 == round(6 / 7, 4)
    assert summary.means["f1"] == 0.9
    assert summary.means["accuracy"] == round(1 - 1 / 14, 4)
