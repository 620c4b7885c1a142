"""The gate: shut when a figure falls or the corpus moved, and never lowered by an update that was not told to."""

from pathlib import Path

import pytest

from tests.quality.gate import NOISE, Floors, digest, inputs, read_floors, updated, verdict, write_floors

PINNED = Floors("a", {"x/lines/f1": 0.9, "x/flat/f1": 0.5})


def test_the_gate_is_open_at_the_floor_and_within_noise() -> None:
    assert verdict(PINNED, "a", {"x/lines/f1": 0.9 - NOISE / 2, "x/flat/f1": 0.5}) == []


def test_a_figure_below_its_floor_shuts_the_gate_and_is_named() -> None:
    assert verdict(PINNED, "a", {"x/lines/f1": 0.89, "x/flat/f1": 0.6}) == ["x/lines/f1: 0.8900 < 0.9000"]


def test_a_moved_corpus_shuts_the_gate_even_when_every_figure_rose() -> None:
    [reason] = verdict(PINNED, "b", {"x/lines/f1": 1.0, "x/flat/f1": 1.0})
    assert "re-pin" in reason


@pytest.mark.parametrize("scores", [{"x/lines/f1": 1.0}, {"x/lines/f1": 1.0, "x/flat/f1": 1.0, "y/flat/f1": 1.0}])
def test_a_figure_that_went_or_came_shuts_the_gate(scores: dict[str, float]) -> None:
    [reason] = verdict(PINNED, "a", scores)
    assert "differ" in reason


def test_updating_raises_floors_and_keeps_what_fell() -> None:
    new = updated(PINNED, "b", {"x/lines/f1": 0.95, "x/flat/f1": 0.4, "y/flat/f1": 0.3})
    assert new == Floors("b", {"x/lines/f1": 0.95, "x/flat/f1": 0.5, "y/flat/f1": 0.3})


def test_updating_lowers_a_floor_only_when_told_to() -> None:
    assert updated(PINNED, "b", {"x/lines/f1": 0.1}, lower=True).floors == {"x/lines/f1": 0.1}


def test_the_digest_sees_names_and_boundaries() -> None:
    assert digest({"a": b"bc"}) != digest({"ab": b"c"})
    assert digest({"a": b"", "b": b"x"}) == digest({"b": b"x", "a": b""})


def test_the_digest_covers_corpus_gold_and_sources() -> None:
    names = inputs()
    assert {"tests/gold/FORMAT.md", "tests/gold/001.outline", "tests/support/render.py"} <= names.keys()
    assert sum(name.startswith("raw/") for name in names) >= 5


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == Floors()
    write_floors(PINNED, path)
    assert read_floors(path) == PINNED
    assert [item.name for item in tmp_path.iterdir()] == ["floors.json"]
