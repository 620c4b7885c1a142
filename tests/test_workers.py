"""Children: a fault costs its own document and no other."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pebble.pool.process import TaskManager

from pipeline.errors import SourceError, Why
from pipeline.workers import Bounds, cores, run
from tests.support.faults import behave

ROOT = Path(__file__).parent.parent


def outcomes(tasks: list[str], seconds: float = 30.0, jobs: int = 2) -> dict[str, str | SourceError]:
    results: Iterator[tuple[int, str | SourceError]] = run(behave, [(task,) for task in tasks], jobs, Bounds(seconds))
    return {tasks[index]: result for index, result in results}


@pytest.fixture(scope="module")
def mixed() -> dict[str, str | SourceError]:
    """Every fault among good tasks. Only what hangs has a short limit: a busy machine must not make the others run into it."""
    done = outcomes(["one", "refuse", "die", "two", "crash", "kill", "eat", "three"])
    return done | outcomes(["hang", "four"], seconds=2.0)


def test_good_tasks_are_done_whatever_the_others_do(mixed: dict[str, str | SourceError]) -> None:
    assert {name: mixed[name] for name in ("one", "two", "three", "four")} == {
        name: name for name in ("one", "two", "three", "four")
    }


@pytest.mark.parametrize(
    ("task", "why", "word"),
    [
        ("refuse", Why.DAMAGED, "on purpose"),
        ("die", Why.DIED, "7"),
        ("crash", Why.DIED, "-11"),
        ("eat", Why.OUT_OF_MEMORY, "memory"),
        ("kill", Why.OUT_OF_MEMORY, "the system"),
        ("hang", Why.TIMEOUT, "2 s"),
    ],
)
def test_each_fault_has_its_reason(mixed: dict[str, str | SourceError], task: str, why: Why, word: str) -> None:
    error = mixed[task]
    assert isinstance(error, SourceError)
    assert error.why is why
    assert word in error.detail
    assert error.advice


@pytest.mark.parametrize("others", [[], ["one", "two"]], ids=["alone", "among others"])
def test_a_death_that_is_told_before_the_start_is_still_of_its_task(others: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    start = TaskManager.task_start

    def late(*arguments: Any) -> None:
        time.sleep(0.3)  # longer than pebble waits between two looks at its children
        start(*arguments)

    monkeypatch.setattr(TaskManager, "task_start", late)
    results = outcomes(["die", *others])
    error = results.pop("die")
    assert isinstance(error, SourceError)
    assert error.why is Why.DIED
    assert results == {name: name for name in others}


def test_a_defect_costs_its_own_task_and_says_where_it_was_met() -> None:
    results = outcomes(["defect", "other"])
    error = results.pop("defect")
    assert isinstance(error, SourceError)
    assert error.why is Why.DEFECT
    assert re.fullmatch(r"RuntimeError in pipeline/workers\.py, line \d+: a defect on purpose", error.detail)
    assert "in behave" in error.trace
    assert re.search(r'File "pipeline[\\/]workers\.py", line', error.trace)
    assert not re.search(r'File "[\\/][^"]*[\\/]pipeline[\\/]', error.trace)
    assert results == {"other": "other"}


def test_a_child_makes_way_for_a_new_one_and_no_task_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workers._TASKS", 3)
    names = [f"task {number}" for number in range(10)]
    assert outcomes(names, jobs=1) == {name: name for name in names}


def test_leaving_early_ends_the_children() -> None:
    results = run(behave, [("first",), ("hang",)], 2)
    began = time.monotonic()
    assert next(results) == (0, "first")
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 60  # the child would hang for ten minutes


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes")
def test_children_never_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = (
        "from pipeline.workers import run\nfrom tests.support.faults import behave\nprint(list(run(behave, [('hang',)], 1)))"
    )
    marker = f"BIAOZHUN_TEST={tmp_path}"
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "BIAOZHUN_TEST": str(tmp_path)})
    try:
        assert _until(lambda: len(_marked(marker)) >= 3)  # parent, resource tracker, child
    finally:
        parent.kill()
        parent.wait()
    assert _until(lambda: not _marked(marker))


def _until(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _marked(marker: str) -> list[int]:
    """The processes that were started with a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if marker.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_at_least_one_processor_is_counted() -> None:
    assert cores() >= 1
