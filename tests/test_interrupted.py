"""A run that is broken off by a defect, Ctrl-C or kill -9 leaves nothing half-written, and the next one completes it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import Build
from tests.test_build import ROOT, listed, raw, run

__all__ = ["run"]  # the fixture

SCRIPT = """
import sys
from pathlib import Path
import pipeline.build
from pipeline.cli import main
from tests.support.faults import stages
pipeline.build.extract_document = stages
sys.argv = ["biaozhun", "extract", "raw", "--jobs", "2"]
import os
sys.path.insert(0, os.environ["ROOT"])
main()
"""


def started(tmp_path: Path) -> "subprocess.Popen[str]":
    """A run in a process of its own whose sources take their time."""
    environment = {**os.environ, "ROOT": str(ROOT), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_defect_ends_the_command_with_a_status_of_its_own(tmp_path: Path) -> None:
    raw(tmp_path, a="defect", b="标准")
    process = started(tmp_path)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 70
    assert "a defect on purpose" in said
    assert "a.txt: set aside" in said
    assert "please report it" in said
    assert (tmp_path / "normalized" / "b" / "standard.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_an_interrupted_run_leaves_nothing_half_written_and_the_next_completes_it(
    tmp_path: Path, run: Callable[..., Build], sign: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "normalized").symlink_to(tmp_path / "out")
    names = [f"s{number}" for number in range(8)]
    last = names[
        -1
    ]  # waits at a gate that opens only after the signal, so that one source is still to do, however slow or fast
    gate = tmp_path / "raw" / ".open"
    raw(tmp_path, **{name: "gated old" if name == last else "slow old" for name in names})
    gate.touch()
    run()
    gate.unlink()
    raw(tmp_path, **{name: "gated new" if name == last else "slow new" for name in names})
    process = started(tmp_path)
    texts = [tmp_path / "out" / name / "text.txt" for name in names]
    _until(lambda: any(path.exists() and path.read_text(encoding="utf-8") == "slow new" for path in texts), 60)
    if sign == "SIGKILL":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    found = {name: (tmp_path / "out" / name / "text.txt").read_text(encoding="utf-8") for name in names}
    assert found.pop(last) == "gated old"
    assert "slow new" in found.values()
    assert set(found.values()) <= {"slow old", "slow new"}
    if sign == "SIGINT":
        assert process.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
        assert {path.name for path in (tmp_path / "out").glob(".*")} == {".state"}
    gate.touch()
    run()
    assert {name: path.read_text(encoding="utf-8") for name, path in zip(names, texts, strict=True)} == {
        **dict.fromkeys(names, "slow new"),
        last: "gated new",
    }
    assert listed(tmp_path) == dict.fromkeys(names, "ok")
    assert {path.name for path in (tmp_path / "out").glob(".*")} == {".state"}
