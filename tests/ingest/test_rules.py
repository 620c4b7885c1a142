"""Rules of a page: which of them are one table, and what stands in none of its cells."""

from random import Random
from typing import Any

import pytest

from pipeline.ingest.paper.holes import holes
from pipeline.ingest.paper.opensides import sides
from tests.support.work import calls


def _across(left: float, right: float, top: float) -> dict[str, Any]:
    return {"orientation": "h", "x0": left, "x1": right, "top": top, "bottom": top}


def _down(place: float, top: float, bottom: float) -> dict[str, Any]:
    return {"orientation": "v", "x0": place, "x1": place, "top": top, "bottom": bottom}


def _told(edges: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {(edge["orientation"], edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges}


def test_what_is_missing_around_a_table_reaches_as_far_as_its_rules_do() -> None:
    table = [_across(0, 100, 20), _across(50, 100, 40), _down(50, 0, 60)]
    beside = [_across(200, 300, 20), _down(400, 0, 60)]  # a line, and another that it does not touch
    assert _told(sides([*table, *beside])) == {
        ("v", 0, 0, 0, 60), ("v", 100, 0, 100, 60), ("h", 0, 0, 100, 0), ("h", 0, 60, 100, 60),
    }  # fmt: skip


def test_two_crossed_rules_are_no_table_and_what_is_drawn_is_not_drawn_again() -> None:
    assert sides([_across(0, 100, 20), _down(50, 0, 60)]) == []
    closed = [_across(0, 100, 0), _across(0, 100, 60), _down(0, 0, 60), _down(100, 0, 60)]
    assert sides(closed) == []
    assert _told(sides([*closed[:2], _down(0, 0, 30), closed[3]])) == {("v", 0, 30, 0, 60)}


@pytest.mark.parametrize("seed", range(20))
def test_rules_that_touch_are_found_in_whatever_order_they_come(seed: int) -> None:
    dice = Random(seed)
    edges = [_across(left := dice.randrange(90), left + dice.randrange(1, 40), dice.randrange(90)) for _ in range(12)]
    edges += [_down(dice.randrange(90), top := dice.randrange(90), top + dice.randrange(1, 40)) for _ in range(12)]
    expected = _told(sides(edges))
    dice.shuffle(edges)
    assert _told(sides(edges)) == expected


def test_a_place_without_a_cell_is_as_wide_as_its_row_leaves_it() -> None:
    cells = [(0.0, 0.0, 50.0, 40.0), (50.0, 0.0, 100.0, 20.0), (0.0, 40.0, 30.0, 60.0), (80.0, 40.0, 100.0, 60.0)]
    assert holes(cells, [(70.0, 30.0), (40.0, 50.0), (60.0, 50.0), (10.0, 10.0), (200.0, 50.0)]) == [
        (50.0, 20.0, 100.0, 40.0),
        (30.0, 40.0, 80.0, 60.0),
    ]
    assert holes(cells, [(10.0, 10.0)]) == []


@pytest.mark.parametrize("meet", [True, False])
def test_many_rules_and_cells_cost_no_square_of_work(meet: bool) -> None:
    def work(count: int) -> int:
        reach = 500 * count if meet else 1
        edges = [_across(0, reach, 5 * k) for k in range(count)] + [_down(5 * k, 0, reach) for k in range(count)]
        cells = [(10.0 * x, 10.0 * y, 10.0 * x + 10, 10.0 * y + 10) for x in range(10) for y in range(count) if (x + y) % 7]
        spots = [(10.0 * x + 5, 10.0 * y + 5) for x in range(10) for y in range(count)]
        return calls(lambda: (sides(edges), holes(cells, spots)))

    assert work(400) < 6 * work(100)
