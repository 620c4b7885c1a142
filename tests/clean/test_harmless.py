"""First duty of the channels chrome, bullets, chunks, watermark and layout: clean text comes out untouched."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import bullets, chrome, chunks, layout, watermark
from pipeline.rules import load_rules
from tests.clean.documents import cases, documents, repaired

CHANNELS = [chrome, bullets, chunks, watermark, layout]
RULES = Path(chrome.__file__).parent / "rules"
LETTERED = "store-manual"  # its bullets are letters on purpose


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.NAME)
@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(channel: Any, name: str) -> None:
    if channel is bullets and LETTERED in name:
        pytest.skip("a document with lettered bullets")
    assert channel.detect(documents()[name]) is None


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.NAME)
@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(channel: Any, trap: str) -> None:
    text, _, repair = repaired(channel, trap)
    assert text == trap, repair.edits


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.NAME)
def test_traps_are_left_as_they_stand_inside_a_document(channel: Any) -> None:
    whole = "\n".join(cases("clean-traps"))
    assert repaired(channel, whole)[0] == whole


def _files() -> list[str]:
    return sorted(path.relative_to(RULES.parent).as_posix() for path in RULES.rglob("*.toml"))


@pytest.mark.parametrize("name", _files())
def test_every_rule_matches_its_examples_and_none_of_its_counter_examples(name: str) -> None:
    assert [fault for rule in load_rules("pipeline.clean", name) for fault in rule.faults()] == []
