"""What a person sees after a run, on terminals of every width."""

from collections import Counter

import pytest

from pipeline.build import Build
from pipeline.catalogue import Outcome
from pipeline.model import CatalogueEntry
from pipeline.report import LISTED, _lists, _Row, _rows, _stacked, _table


def outcome(id_: str) -> Outcome:
    listing = CatalogueEntry(
        id=id_,
        title="标准",
        families=("document",),
        file="a.txt",
        counts={"criterion": 1_200, "unit": 3},
        findings={"info": 1, "defect": 2},
    )
    return Outcome(listing, (10_000, 9_000), {"chrome": 4}, 0.5)


def build(number: int) -> Build:
    return Build({f"source-{index}": outcome(f"source-{index}") for index in range(number)})


def test_the_row_for_all_adds_up_the_others() -> None:
    [_, _, last] = _rows(build(2))
    assert (last.name, last.characters, last.edits, last.seconds) == ("all 2", "20,000 → 18,000", Counter(chrome=8), "1.00")
    assert last.nodes == Counter(criterion=2_400, unit=6)


def test_a_single_source_needs_no_sum_and_very_many_are_only_summed_up() -> None:
    assert [row.name for row in _rows(build(1))] == ["source-0"]
    assert [row.name for row in _rows(build(LISTED + 1))] == [f"all {LISTED + 1}"]


def test_kinds_come_from_the_outer_to_the_inner_and_no_item_is_torn() -> None:
    counts = Counter(criterion=1_200, unit=3, part=1)
    row = _Row("a", "", Counter(), counts, Counter(), "")
    assert _lists(row, (80, 80, 80), "en") == ["none", "part 1, unit 3, criterion 1,200", "none"]
    assert _lists(row, (80, 16, 0), "en")[1] == "part 1, unit 3,\ncriterion 1,200"
    assert _lists(row, (80, 16, 0), "zh") == ["无", "部分 1, 单元 3,\n标准项 1,200", "无"]


def test_a_table_has_a_column_for_each_question() -> None:
    table = _table(_rows(build(1)), 30)
    assert [column.header for column in table.columns] == [
        "source", "characters", "edits per channel", "nodes per kind", "findings", "seconds",
    ]  # fmt: skip
    assert [next(iter(column.cells)) for column in table.columns] == [
        "source-0", "10,000 → 9,000", "chrome 4", "unit 3, criterion 1,200", "defect 2,\ninfo 1", "0.50",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [30, 60])
def test_on_a_narrow_terminal_the_lists_stand_below_their_source_and_fit(width: int) -> None:
    first, *lists = _stacked(_rows(build(1)), width).split("\n")
    assert first.startswith("source-0: 10,000 → 9,000 characters, findings: defect 2,")
    assert max(len(line) for line in lists) <= width
    assert lists[0].strip() == "edits: chrome 4"
