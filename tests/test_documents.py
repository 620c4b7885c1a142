"""What the documents say is so: links lead somewhere, shown output is what is printed, before and after stand in the files."""

import dataclasses
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import Why
from pipeline.language import Language
from pipeline.limits import LIMITS
from pipeline.reasons import refusal
from pipeline.workers import BOUNDS
from tests.documents import PROGRAM, READMES, ROOT, SHOWN, before_and_after, documents, read, renewed, run

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("name", documents())
def test_every_link_leads_to_a_file(name: str) -> None:
    links = [unquote(link) for link in LINK.findall(read(name)) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", documents())
def test_output_shown_is_what_the_command_prints(name: str) -> None:
    assert renewed(read(name)) == read(name), "python -m tests.documents renews it"


@pytest.mark.parametrize("name", READMES)
def test_before_stands_in_a_source_and_after_in_its_text(name: str) -> None:
    texts = [
        (_text(path / "source.txt"), _text(path / "text.txt")) for path in (ROOT / "normalized").iterdir() if path.is_dir()
    ]
    pairs = before_and_after(name)
    assert len(pairs) >= 3
    for before, after in pairs:
        assert [before in source and after in text for source, text in texts].count(True) == 1, before
        assert not any(before in text for _, text in texts)


def _text(path: Path) -> str:
    """Without empty lines: the documents show a line break and no more."""
    return re.sub(r"\n+", "\n", path.read_bytes().decode()) if path.exists() else ""


@pytest.mark.parametrize("name", READMES)
def test_the_program_shown_runs(name: str) -> None:
    [program] = PROGRAM.findall(read(name))
    counted = run("-c", f"{program}\nprint(len(tables.standards), len(criteria) > 100, standard.id)")
    assert counted == "5 True service-manager\n"


@pytest.mark.parametrize(("name", "language"), [*zip(READMES, ("en", "zh"), strict=True)])
def test_every_reason_to_set_a_file_aside_and_every_limit_is_told(name: str, language: Language) -> None:
    text = read(name)
    rows = [f"| `{why.value}` | {' | '.join(refusal(why, language))} |" for why in Why]
    assert [row for row in rows if row not in text] == []
    options = re.findall(r'"(--(?:max-[a-z]+|timeout|memory))"', (ROOT / "pipeline" / "cli.py").read_text(encoding="utf-8"))
    assert [option for option in options if f"`{option}`" not in text] == []
    assert {"--timeout", "--memory", "--max-size", "--max-pages"} <= set(options)


def test_both_readmes_show_the_same_commands_and_link_the_same_standards() -> None:
    english, chinese = map(read, READMES)
    commands = [
        [command.removesuffix(" --lang en").removesuffix(" --lang zh") for command, _ in SHOWN.findall(text)]
        for text in (english, chinese)
    ]
    assert commands[0] == commands[1]
    assert len(commands[0]) > 1
    standards = re.compile(r"\]\((normalized/[^)]*)\)")
    assert standards.findall(english) == standards.findall(chinese)
    assert re.findall(r"\bmake [a-z]+", english) == re.findall(r"\bmake [a-z]+", chinese)


def test_every_limit_is_an_option_and_both_readmes_name_it_with_its_default() -> None:
    limits, bounds = LIMITS, BOUNDS
    shown = {
        "--timeout": f"{bounds.seconds:g}", "--memory": f"{bounds.memory // 10**6}", "--max-size": f"{limits.size // 10**6}",
        "--max-unpacked": f"{limits.unpacked // 10**6}", "--max-ratio": f"{limits.ratio}",
        "--max-members": f"{limits.members:,}",
        "--max-pages": f"{limits.pages:,}", "--max-glyphs": f"{limits.glyphs:,}", "--max-pixels": f"{limits.pixels // 10**6}",
    }  # fmt: skip
    assert len(shown) == len(dataclasses.fields(limits)) + len(dataclasses.fields(bounds))
    offered = CliRunner().invoke(app, ["extract", "--help"], env={"COLUMNS": "200"}).output
    for option, default in shown.items():
        assert option in offered
        for text in map(read, READMES):
            millions = f"{int(default.replace(',', '')) * 100:,} 万"  # as Chinese counts dots
            assert any(re.search(rf"`{option}`\s*[(（]\D*{said}(?![\d,])", text) for said in (default, millions)), (
                option,
                default,
            )
