"""tools/environment.sh makes .venv when it must and only then. uv and Python are stand-ins that note how they were called."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "tools" / "environment.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell script")

PYTHON = """#!/bin/sh
case "$*" in
"-c import sys"*) exit 0 ;;
"-m pip --version") [ -f .venv/has_pip ]; exit ;;
esac
echo "python $*" >>"$LOG"
case "$*" in
"-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && touch .venv/has_pip ;;
"-m pip install"*requirements.lock) [ -z "$PIP_FAILS" ] ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >>"$LOG"
[ -z "$UV_FAILS" ] || exit 1
case "$*" in
venv*) mkdir -p .venv/bin && cp "$STANDINS/python3" .venv/bin/python ;;
esac
"""


class Checkout:
    """A folder with the script, a lock and a project, and stand-ins for the tools on PATH."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.standins = folder / "standins"
        self.log = folder / "log"
        (self.root / "tools").mkdir(parents=True)
        shutil.copy(SCRIPT, self.root / "tools")
        self.write("requirements.lock", "one==1\n")
        self.write("pyproject.toml", "[project]\n")
        self.standins.mkdir()
        for name, text in (("python3", PYTHON), ("uv", UV)):
            (self.standins / name).write_text(text, encoding="utf-8")
            (self.standins / name).chmod(0o755)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def run(self, **environment: str) -> tuple[int, list[str], str]:
        """Exit status, the calls of uv and Python, what was said."""
        self.log.write_text("", encoding="utf-8")
        path = f"{self.standins}{os.pathsep}/usr/bin{os.pathsep}/bin"
        given = {"PATH": path, "LOG": str(self.log), "STANDINS": str(self.standins), **environment}
        command = ["sh", str(self.root / "tools" / "environment.sh")]
        done = subprocess.run(command, env=given, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.returncode, self.log.read_text(encoding="utf-8").splitlines(), done.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_missing_environment_is_made_with_uv_where_it_is_there(checkout: Checkout) -> None:
    status, calls, said = checkout.run()
    assert status == 0
    assert [call.split()[:3] for call in calls] == [
        ["uv", "venv", "--quiet"],
        ["uv", "pip", "install"],
        ["uv", "pip", "install"],
    ]
    assert "--require-hashes -r requirements.lock" in calls[1]
    assert calls[2].endswith("--no-deps --no-build-isolation --editable .")
    assert "with uv" in said


def test_without_uv_it_is_made_with_pip(checkout: Checkout) -> None:
    status, calls, _ = checkout.run(UV="")
    assert status == 0
    assert [call.split()[:3] for call in calls] == [["python", "-m", "venv"], ["python", "-m", "pip"], ["python", "-m", "pip"]]
    assert calls[1].endswith("--require-hashes -r requirements.lock")


def test_a_current_environment_is_left_alone(checkout: Checkout) -> None:
    checkout.run()
    assert checkout.run() == (0, [], "")


def test_another_lock_makes_another_environment(checkout: Checkout) -> None:
    checkout.run()
    (checkout.root / ".venv" / "old").touch()
    checkout.write("requirements.lock", "one==2\n")
    assert len(checkout.run()[1]) == 3
    assert not (checkout.root / ".venv" / "old").exists()


def test_a_moved_checkout_makes_another_environment(checkout: Checkout) -> None:
    checkout.run()
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert len(checkout.run()[1]) == 3


def test_a_changed_project_is_only_installed_again(checkout: Checkout) -> None:
    checkout.run()
    checkout.write("pyproject.toml", "[project]\nname = 'other'\n")
    assert [call.split()[-1] for call in checkout.run()[1]] == ["."]
    assert checkout.run()[1] == []


def test_an_environment_that_was_not_finished_counts_as_none(checkout: Checkout) -> None:
    checkout.run()
    (checkout.root / ".venv" / "stamp").unlink()
    assert len(checkout.run()[1]) == 3


def test_where_uv_fails_pip_is_tried(checkout: Checkout) -> None:
    status, calls, said = checkout.run(UV_FAILS="yes")
    assert status == 0
    assert [call.split()[0] for call in calls] == ["uv", "python", "python", "python"]
    assert "trying pip" in said
    assert checkout.run(UV_FAILS="yes") == (0, [], "")


def test_a_set_up_that_fails_leaves_nothing_and_says_what_to_do(checkout: Checkout) -> None:
    status, _, said = checkout.run(UV="", PIP_FAILS="yes")
    assert status == 1
    assert not (checkout.root / ".venv").exists()
    assert "Behind a package mirror" in said


def test_without_a_suitable_python_it_says_which_to_install(checkout: Checkout) -> None:
    (checkout.standins / "python3").unlink()
    path = checkout.standins / "tools-only"
    path.mkdir()
    for tool in ("sh", "dirname", "cmp", "cat", "cp", "rm", "mkdir", "env"):
        (path / tool).symlink_to(shutil.which(tool) or tool)
    status, calls, said = checkout.run(UV="", PATH=str(path))
    assert (status, calls) == (1, [])
    assert "3.11 to 3.14" in said
