"""First duty of the channels chrome, bullets, chunks, watermark, layout and ocr: clean text comes out untouched."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import bullets, chrome, chunks, layout, ocr, watermark
from pipeline.rules import load_rules
from tests.clean.documents import cases, documents, repaired
from tests.support.work import a_minute, calls

CHANNELS = [chrome, bullets, chunks, watermark, layout, ocr]
RULES = Path(chrome.__file__).parent / "rules"


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.NAME)
@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(channel: Any, name: str) -> None:
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


HOSTILE = {
    "brackets": "(" * 30_000,
    "line breaks": "\n" * 30_000,
    "blanks": " " * 30_000 + "x",
    "numbers": "1、\n2、" * 6_000,
    "letters": "l " * 15_000,
    "pages": "第 1 页 共 " * 3_500,
    "a site's words": "文档资料下载" * 5_000,
    "a weak watermark": "精品文档" * 7_500,
    "half a notice": "《甲》由会员分享" * 3_800,
    "notices": "本站所有资源由用户上传,下载请联系客服\n" * 1_500,
}


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.NAME)
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_is_more_work_than_its_length_is_worth(channel: Any, kind: str) -> None:
    """Three times the text may be five times the work; what grows with the square is nine times, and a bad pattern hangs."""
    text = HOSTILE[kind]
    with a_minute():
        whole, third = (calls(lambda text=text: repaired(channel, text)) for text in (text, text[: len(text) // 3]))
    assert whole < 5 * third + 1_500


def _files() -> list[str]:
    return sorted(path.relative_to(RULES.parent).as_posix() for path in RULES.rglob("*.toml"))


@pytest.mark.parametrize("name", _files())
def test_every_rule_matches_its_examples_and_none_of_its_counter_examples(name: str) -> None:
    assert [fault for rule in load_rules("pipeline.clean", name) for fault in rule.faults()] == []
