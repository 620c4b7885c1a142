"""Clean documents that every channel must leave alone: the gold, the corpus, and the traps of tests/cases."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model import Edit, Evidence, Repair, Text
from tests.support.outline import corpus
from tests.support.render import flat, truth

TESTS = Path(__file__).parent.parent


def cases(name: str) -> list[Any]:
    """The cases of tests/cases/<name>.json."""
    listed: list[Any] = json.loads((TESTS / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return listed


@cache
def documents() -> dict[str, str]:
    """Clean documents by name, with their lines and as one line; those whose bullets are letters are not clean."""
    found = {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted((TESTS / "gold").glob("*.txt"))}
    for outline in corpus():
        found[f"{outline.name}-lines"] = truth(outline)
        if not outline.notes.get("letter"):
            found[f"{outline.name}-flat"] = flat(outline)
    return found


def repaired(channel: Any, text: str) -> tuple[str, Evidence | None, Repair]:
    """What one channel makes of a text, with its evidence and its repair."""
    evidence = channel.detect(text)
    repair = channel.restore(text, evidence) if evidence else Repair()
    return str(Text(text).apply(repair.edits)), evidence, repair


def edits(repair: Repair, rule: str) -> list[Edit]:
    """The edits of one rule."""
    return [edit for edit in repair.edits if edit.rule == rule]
