"""Damaged files of every format are read, or refused with a reason, and nothing else: what else comes is a defect."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError, Why
from pipeline.workers import Bounds, run
from tests.support import fuzz


@pytest.mark.parametrize("form", ["docx", "html", "mht", "txt"])
@given(seed=st.integers(0, 2**32))
@settings(derandomize=True, max_examples=120, deadline=None)
def test_a_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, form: str, seed: int) -> None:
    assert fuzz.outcome(str(tmp_path_factory.getbasetemp()), form, seed) in ("read", "refused")


@pytest.mark.parametrize("form", ["docx", "html"])
@given(seed=st.integers(0, 2**32))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_a_file_with_absurd_values_keeps_every_promise_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, form: str, seed: int
) -> None:
    assert fuzz.promise(str(tmp_path_factory.getbasetemp()), form, seed) in ("kept", "refused")


def test_a_damaged_pdf_is_read_or_refused_or_costs_its_child(tmp_path: Path) -> None:
    tasks = [(str(tmp_path), "pdf", seed) for seed in range(80)]
    came: Counter[str] = Counter()
    for index, result in run(fuzz.outcome, tasks, 2, Bounds(60.0)):
        if isinstance(result, SourceError):
            assert result.why in (Why.DIED, Why.OUT_OF_MEMORY), (tasks[index], result)
        came[result if isinstance(result, str) else "lost"] += 1
    assert came["read"] + came["refused"] + came["lost"] == len(tasks)
    assert came["read"] > 5
    assert came["refused"] > 5


def test_the_damage_is_neither_nothing_nor_everything() -> None:
    for form, good in fuzz.GOOD.items():
        made = [fuzz.sick(form, seed) for seed in range(40)]
        assert sum(one == good for one in made) < 8
        assert fuzz.sick(form, 7) == fuzz.sick(form, 7)
