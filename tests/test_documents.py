"""What the documents say is so: links lead somewhere, and shown output is what the command prints."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
SHOWN = re.compile(r"^```console\n\$ biaozhun ([^\n]*)\n(.*?)^```$", re.M | re.S)
COLUMNS = "100"  # width of a terminal for the output shown


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _shown() -> list[tuple[str, str, str]]:
    return [(name, command, output) for name in DOCUMENTS for command, output in SHOWN.findall(_text(name))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = [unquote(link) for link in LINK.findall(_text(name)) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize(("name", "command", "output"), _shown(), ids=lambda value: value.split("\n")[0][:40])
def test_output_shown_is_what_the_command_prints(name: str, command: str, output: str) -> None:
    environment = {**os.environ, "COLUMNS": COLUMNS, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    run = [sys.executable, "-m", "pipeline", *command.split()]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    shown = [line.rstrip() for line in output.splitlines()]
    if shown and shown[-1] == "…":  # the head of a longer output
        shown.pop()
        printed = printed[: len(shown)]
    assert shown == printed


def test_both_readmes_show_the_same_commands_and_link_the_same_standards() -> None:
    english, chinese = _text("README.md"), _text("README.zh-CN.md")
    assert [part[:2] for part in SHOWN.findall(english)] == [part[:2] for part in SHOWN.findall(chinese)]
    standards = re.compile(r"\]\((normalized/[^)]*)\)")
    assert standards.findall(english) == standards.findall(chinese)
    assert re.findall(r"\bmake [a-z]+", english) == re.findall(r"\bmake [a-z]+", chinese)
