"""What authors write of downloads, members and copyright: standards of libraries, help desks and shops use a site's words.

For every rule by which a line or a phrase goes there is a sentence of an author's (tests/cases/authors.json) that holds the
rule's words. None is lost as certain, wherever it stands; those that may go as probable are marked.
"""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import chrome, clean
from pipeline.model import Edit
from pipeline.rules import load_rules
from tests.clean.test_no_harm import changes_wording
from tests.support.render import document

CASES: dict[str, Any] = json.loads((Path(__file__).parent.parent / "cases" / "authors.json").read_text(encoding="utf-8"))
SENTENCES: list[dict[str, Any]] = CASES["sentences"]
LARGE = 4.5
"""The weight of a rule of which one line has nearly the licence to go."""
CLUSTERS = 120


def _lost(text: str) -> list[Edit]:
    return [edit for edit in clean(document(text)).text.edits if changes_wording(edit)]


def _renderings(lines: list[str], sentence: str) -> dict[str, str]:
    title, *rest = lines
    middle = [*lines[:6], sentence, *lines[6:]]
    return {
        "first": "\n".join([sentence, *lines]), "below the title": "\n".join([title, sentence, *rest]),
        "middle": "\n".join(middle),
        "last": "\n".join([*lines, sentence]), "an item": "\n".join([*lines, f"3、{sentence}"]),
        "run together": "".join(middle), "run together, last": "".join([*lines, sentence]),
    }  # fmt: skip


@pytest.mark.parametrize("at", range(len(SENTENCES)), ids=lambda at: f"{at}-{SENTENCES[at]['rule']}")
def test_an_authors_sentence_with_a_rules_words_stays(at: int) -> None:
    case = SENTENCES[at]
    lines = CASES["documents"][at % len(CASES["documents"])]
    lost = {place: _lost(text) for place, text in _renderings(lines, case["text"]).items()}
    assert [(place, edit.rule) for place, edits in lost.items() for edit in edits if edit.certainty == "certain"] == []
    if not case.get("may_go"):
        assert {place: edits for place, edits in lost.items() if edits} == {}


@pytest.mark.parametrize("case", CASES["phrases"], ids=lambda case: case["phrase"])
def test_a_phrase_that_an_author_uses_again_and_again_stays(case: dict[str, Any]) -> None:
    title, *rest = CASES["documents"][0]
    spread = [line for at, line in enumerate(rest) for line in (*case["sentences"][at // 3 : at // 3 + (at % 3 == 0)], line)]
    numbered = [f"{n}、{sentence}" for n, sentence in enumerate(case["sentences"], start=1)]
    texts = ["\n".join([title, *spread]), "".join([title, *spread]), "\n".join([title, *rest, *case["sentences"]]),
             "\n".join([title, *rest, *numbered])]  # fmt: skip
    assert [edit for text in texts for edit in _lost(text)] == []


def test_no_cluster_of_such_sentences_is_lost_as_certain() -> None:
    """At the head and at the end, where a site's lines stand, and in the middle; as items, below a heading, as lines."""
    rng = random.Random(5)
    certain = []
    for _ in range(CLUSTERS):
        title, *rest = rng.choice(CASES["documents"])
        said = [case["text"] for case in rng.sample(SENTENCES, rng.randint(3, 6))]
        said = rng.choice([said, [f"{n}、{words}" for n, words in enumerate(said, start=1)], ["附则", *said]])
        at = rng.choice([0, 6, len(rest)])
        certain += [edit for edit in _lost("\n".join([title, *rest[:at], *said, *rest[at:]])) if edit.certainty == "certain"]
    assert certain == []


def test_every_rule_that_nearly_takes_a_line_by_itself_has_such_a_sentence() -> None:
    told = {case["rule"] for case in SENTENCES}
    rules = [
        f"{chrome.NAME}.{rule.id}" for rule in load_rules("pipeline.clean", "rules/chrome.toml") if rule.more["weight"] >= LARGE
    ]
    rules += [
        f"watermark.{rule.id}" for rule in load_rules("pipeline.clean", "rules/watermarks.toml") if rule.more["kind"] == "sure"
    ]
    assert set(rules) - told == set()
