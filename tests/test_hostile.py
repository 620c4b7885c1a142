"""Files that mean harm, in one folder with good ones: every good one is extracted, every bad one set aside with its reason.

The full harm is `python -m tests.support.hostile FOLDER`; here it is scaled down, and the limits with it.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.build import Build, build
from pipeline.check import faults
from pipeline.errors import Why
from pipeline.limits import Limits
from pipeline.reasons import refusal
from pipeline.text import written
from pipeline.workers import Bounds
from tests.support import hostile
from tests.test_build import Log

SCALE = 0.05
LIMITS = Limits(size=4_000_000, unpacked=20_000_000, members=1_000, glyphs=50_000)


@dataclass(frozen=True)
class Ran:
    """What a run over the set left."""

    top: Path
    fates: dict[str, hostile.Fate]
    became: dict[str, set[Why | None]]
    made: Build


def _run(top: Path, fates: dict[str, hostile.Fate], seconds: float) -> Ran:
    (top / "beside").mkdir()
    (top / "beside" / "secret.txt").write_text("秘密", encoding="utf-8")
    made = build([top / "in"], top / "out", 2, Log(), Bounds(seconds, 1_500_000_000), LIMITS)
    became: dict[str, set[Why | None]] = {name: set() for name in fates}
    for outcome in made.outcomes.values():
        became.setdefault(_file(outcome.listing.file, fates), set()).add(None)
    for id_, error in made.refused.items():
        record = json.loads((top / "out" / "quarantine" / f"{id_}.json").read_text(encoding="utf-8"))
        became.setdefault(_file(record["file"], fates), set()).add(error.why)
    return Ran(top, fates, became, made)


def _file(name: str, fates: dict[str, hostile.Fate]) -> str:
    """The file of the set that a source is, or is a member of."""
    return next((known for known in fates if name == written(known) or name.startswith(f"{known}/")), name)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    top = tmp_path_factory.mktemp("hostile")
    fates = hostile.write(top / "in", SCALE)
    yield _run(top, fates, 60.0)
    (top / "in" / "sparse.txt").unlink(missing_ok=True)


def test_every_good_file_is_extracted_and_every_bad_one_has_its_reason(ran: Ran) -> None:
    assert len(ran.fates) > 80
    wrong = {
        name: became for name, became in ran.became.items() if not became or not became <= ran.fates.get(name, frozenset())
    }
    assert wrong == {}


def test_every_file_is_accounted_for_and_every_reason_says_what_to_do(ran: Ran) -> None:
    reasons = [json.loads(path.read_text(encoding="utf-8")) for path in (ran.top / "out" / "quarantine").iterdir()]
    assert len(reasons) == len(ran.made.refused)
    for reason in reasons:
        assert reason["stage"], reason
        assert reason["detail"], reason
        assert reason["advice"], reason
        assert (reason["detail_zh"], reason["advice_zh"]) == refusal(Why(reason["why"]), "zh")


def test_nothing_is_written_outside_the_output_folder_and_nothing_outside_is_read(ran: Ran) -> None:
    assert sorted(path.name for path in ran.top.iterdir()) == ["beside", "in", "out"]
    assert [path.name for path in (ran.top / "beside").iterdir()] == ["secret.txt"]
    assert not [path for path in (ran.top.parent, Path("/tmp")) if (path / "escaped.txt").exists()]
    allowed = {"catalogue.json", "quarantine", ".state", *ran.made.outcomes}
    assert {path.name for path in (ran.top / "out").iterdir()} == allowed
    users = Path("/etc/passwd").read_text(encoding="utf-8").split("\n")[0] if os.path.exists("/etc/passwd") else ""
    for path in (ran.top / "out").rglob("source.txt"):
        assert not users or users not in path.read_text(encoding="utf-8")


def test_what_was_extracted_holds_every_promise(ran: Ran) -> None:
    assert [str(fault) for id_ in ran.made.outcomes for fault in faults(ran.top / "out" / id_)] == []


@pytest.mark.parametrize("name", hostile.SLOW)
def test_a_file_that_takes_too_long_costs_only_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    data, fate = hostile.SLOW[name](1.0)
    (tmp_path / "in" / name).write_bytes(data)
    found = _run(tmp_path, {name: fate}, 3.0)
    assert found.became == {name: {Why.TIMEOUT}}
