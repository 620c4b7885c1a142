"""Kill -9 at random moments, as a figure:  python -m tests.bench.kills [50]

Some corpus documents are extracted, then other versions of them; that second run is killed at a random moment and run again.
Whatever the moment, what stands there at the end is what an undisturbed run leaves, byte for byte.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support import render
from tests.support.outline import read_outline

ROOT = Path(__file__).parent.parent.parent
NAMES = ("01-nursing-units", "04-dispatch-matrix", "06-hotel-positions")


def _raw(folder: Path, edition: int) -> None:
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        text = render.lines(read_outline(ROOT / "tests" / "corpus" / f"{name}.outline"))
        cut = text.replace("1、", "2、", 1) if edition else text
        (folder / "raw" / f"{name}.txt").write_text(cut, encoding="utf-8")


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline", "extract", "--jobs", "2"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _standing(folder: Path) -> dict[str, bytes]:
    """What a run leaves; its notes and what a killed one left for the next to clear away are no output."""
    out = folder / "normalized"
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not name.startswith(".")}


def main(times: int) -> int:
    """How many of so many killed runs came out other than an undisturbed one."""
    rng = random.Random(9)
    with tempfile.TemporaryDirectory() as place:
        first, whole = Path(place) / "first", Path(place) / "whole"
        _raw(first, 0)
        _start(first).wait()
        shutil.copytree(first, whole)
        _raw(whole, 1)
        began = time.monotonic()
        _start(whole).wait()
        took, wanted = time.monotonic() - began, _standing(whole)
        other = 0
        for _ in range(times):
            here = Path(place) / "killed"
            shutil.copytree(first, here)
            _raw(here, 1)
            process = _start(here)
            time.sleep(rng.uniform(0, took))
            process.kill()
            process.wait()
            _start(here).wait()
            other += _standing(here) != wanted
            shutil.rmtree(here)
    print(f"kill -9 at {times} random moments of a run of {took:.1f} s: {times - other} identical results")
    return other


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 50) else 0)
