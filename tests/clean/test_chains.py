"""Chains of damage in the order in which it happens, undone by the whole stage: to the original, or what is left is told.

The cases are drawn from seeds (tests/support/chains.py): each a document of the corpus or a generated one, a random subset of
the kinds, random parameters. Every property is asked of every case.
"""

import random
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import pytest

from pipeline.clean import clean, windows
from pipeline.model import Document
from pipeline.text import replay
from tests.support.chains import STEPS, Case, Judgement, draw, judge, originals, restored
from tests.support.render import document

SEEDS = range(120)
ALONE = 12
"""Cases of each kind by itself."""
WORST = 0.003
"""Share of characters that may differ over all cases of a kind, those that are told of included."""


@cache
def _case(seed: int) -> Case:
    return draw(seed)


@cache
def _cleaned(seed: int) -> Document:
    return restored(_case(seed))


@cache
def _judged(seed: int) -> Judgement:
    return judge(_case(seed), _cleaned(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_chain_is_undone_or_its_rest_is_told(seed: int) -> None:
    judged = _judged(seed)
    assert (judged.wrong, judged.silent) == ([], []), str(_case(seed))


def test_a_digit_that_a_runs_end_doubled_beside_an_equal_one_goes() -> None:
    truth = originals()["numbered-3"]
    assert "要求在11:1\n" in truth
    case = Case(truth, windows.damage(truth, random.Random(0), 8, 2), {})
    assert "要求在11:11\n" in case.page
    assert judge(case, restored(case)).errors == 0


@pytest.mark.xfail(strict=True, reason="overprint: in running text the end of a label of two characters is not seen")
def test_labels_printed_twice_in_running_text_are_told() -> None:
    case = draw(4, frozenset({"overprint"}))
    flat = Case(case.truth, case.page.replace("\n", ""), case.steps)
    judged = judge(flat, restored(flat))
    assert judged.wrong + judged.silent == []


@pytest.mark.parametrize("kind", STEPS)
def test_each_kind_by_itself_leaves_few_differences(kind: str) -> None:
    judged = [judge(case, restored(case)) for case in (draw(seed, frozenset({kind})) for seed in range(ALONE))]
    assert [(one.wrong, one.silent) for one in judged if one.wrong or one.silent] == []
    assert _share(judged) <= WORST


def test_chains_leave_few_differences_whatever_the_kind() -> None:
    by_kind = {kind: _share([_judged(seed) for seed in SEEDS if kind in _case(seed).steps]) for kind in STEPS}
    assert {kind: share for kind, share in by_kind.items() if share > WORST} == {}


def _share(judged: list[Judgement]) -> float:
    return sum(one.errors for one in judged) / sum(one.characters for one in judged)


def test_the_edits_replay_and_their_spans_lead_to_the_page() -> None:
    for seed in SEEDS:
        page, cleaned = _case(seed).page, _cleaned(seed)
        assert replay(page, cleaned.text.edits) == str(cleaned.text)
        assert _misplaced(page, cleaned) == []


def _misplaced(page: str, cleaned: Document) -> list[int]:
    """Characters of the text that do not stand on themselves in the page, though no edit made them."""
    made = sorted(edit.source for edit in cleaned.text.edits if edit.source and edit.new)
    touched = bytearray(len(page) + 1)
    for start, end in made:
        touched[start : max(end, start + 1)] = b"\x01" * max(end - start, 1)
    text = str(cleaned.text)
    spans = [cleaned.text.source_span(at, at + 1) for at in range(len(text))]
    assert all(a[0] <= b[0] for a, b in pairwise(spans))
    return [at for at, (start, end) in enumerate(spans) if not touched[start] and page[start:end] != text[at]]


def test_findings_say_something_of_a_place_in_the_text() -> None:
    for seed in SEEDS:
        cleaned = _cleaned(seed)
        spans = [finding.span for finding in cleaned.findings if finding.span]
        assert all(0 <= start <= end <= len(cleaned.text) for start, end in spans)
        assert all(finding.message_en and finding.message_zh for finding in cleaned.findings)


def test_cleaning_what_is_clean_changes_nothing() -> None:
    for seed in SEEDS:
        assert clean(document(str(_cleaned(seed).text))).text.edits == (), str(_case(seed))


def test_probable_edits_are_sure_enough_to_be_made() -> None:
    for seed in SEEDS:
        doubtful = [edit for edit in _cleaned(seed).text.edits if edit.certainty == "probable"]
        assert all(edit.confidence is not None and 0.5 <= edit.confidence <= 1 for edit in doubtful)
        assert all(edit.confidence is None for edit in _cleaned(seed).text.edits if edit.certainty == "certain")


def test_every_kind_of_damage_is_among_the_cases_and_its_channel_finds_it() -> None:
    channels: Mapping[str, str] = {kind: kind for kind in STEPS} | {"wrapped": "layout", "fold": ""}
    seen = {damage.channel for seed in SEEDS for damage in _cleaned(seed).copy.damage}
    assert {kind for seed in SEEDS for kind in _case(seed).steps} == set(STEPS)
    assert {name for name in channels.values() if name} <= seen


def test_the_judgement_sees_what_was_left_and_what_was_spoilt() -> None:
    """The measure itself: damage that nothing undoes is silent."""
    case = Case("负责采购部部门管理", "负责采购部部门管管理", {})
    judged = judge(case, document(case.page))
    assert (judged.errors, judged.told, len(judged.silent)) == (1, 0, 1)
