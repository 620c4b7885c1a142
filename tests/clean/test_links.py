"""Characters cost behind one another what the lexicon says; of readings the likeliest are kept, whatever is passed over."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.clean.glossed import links
from pipeline.clean.glossed.alone import alone
from pipeline.clean.glossed.judge import Judge
from pipeline.clean.glossed.realign import Best, Reader, Reading

_CHARS = st.sampled_from("客戶經理管理员岗位說明書的了一不2a，。劉犇")
_TEXTS = st.text(_CHARS, max_size=6)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(_TEXTS, st.lists(_CHARS, max_size=4))
def test_characters_cost_behind_a_text_what_they_cost_as_part_of_it(text: str, chars: list[str]) -> None:
    so_far = lexicon.weigh(text)
    linked = [links.link(so_far.tail[-1:], char) for char in chars]
    whole = [lexicon.weigh(text + char) for char in chars]
    each = links.costs(so_far, linked)
    assert each == [one.costs[-1] for one in whole]
    assert [links.further(so_far, one, cost) for one, cost in zip(linked, each, strict=True)] == whole


@settings(derandomize=True, max_examples=200, deadline=None)
@given(_TEXTS, _CHARS, st.lists(_CHARS, min_size=1, max_size=4))
def test_no_character_costs_less_than_the_least(text: str, made: str, chars: list[str]) -> None:
    so_far = lexicon.weigh(text + made)
    linked = [links.link(so_far.tail[-1:], char) for char in chars]
    assert min(links.costs(so_far, linked)) >= links.bound(so_far.costs, links.least(linked))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(_TEXTS, _CHARS, st.lists(_CHARS, min_size=1, max_size=4))
def test_no_character_costs_less_than_what_any_costs_at_least_there(text: str, made: str, chars: list[str]) -> None:
    so_far = lexicon.weigh(text + made)
    linked = [links.link(so_far.tail[-1:], char) for char in chars]
    least = links.least_behind(so_far.tail[-1:], links.by_itself(chars))
    assert links.bound(so_far.costs, links.least(linked)) >= links.bound(so_far.costs, least)


@pytest.mark.parametrize(("text", "char", "longer"), [("岗位", "说", False), ("说明", "书", True), ("說明", "書", True)])
def test_a_link_knows_whether_a_longer_word_may_end_there(text: str, char: str, *, longer: bool) -> None:
    assert (links.link(lexicon.weigh(text).tail[-1:], char).longer > 0) == longer


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.text("ab", max_size=3)), max_size=40))
def test_the_likeliest_are_left_whatever_came_first(made: list[tuple[int, str]]) -> None:
    readings = [Reading(1, text, cost=float(cost)) for cost, text in made]
    best = Best[Reading](3)
    for one in readings:
        if one.cost <= best.limit:
            best.put(one)
    assert best.likeliest() == sorted(set(readings), key=lambda one: (one.cost, one.text))[:3]


@pytest.mark.parametrize(
    ("page", "at", "pending"),
    [
        ("骨干教?chù)煟?取得技師(shī)證書", 8, 0x8E),
        ("以?xiáng)底只侄沃螛I(yè)務", 8, 0x94),
        ("每?jī)赡晷抻?dìng)一次。", 6, 0x83),
    ],
)
def test_what_a_reader_passes_over_would_have_been_none_of_the_likeliest(
    page: str, at: int, pending: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    swallowed = Judge(page, None).swallowed
    quick = Reader(page, page[: page.index("?")], swallowed, vanishing=2).read(at, pending)
    monkeypatch.setattr(Reader, "_limit", lambda *_: math.inf)
    assert quick == Reader(page, page[: page.index("?")], swallowed, vanishing=2).read(at, pending)
    assert any(reading.lost for reading in quick)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(_CHARS, max_size=12))
def test_a_character_stands_alone_where_the_cut_of_the_whole_leaves_it_alone(text: str) -> None:
    words = lexicon.simplified(text)
    lengths = [len(word) for word in lexicon.cut(words) for _ in word]
    assert [alone(words, [at]) for at in range(len(words))] == [length == 1 for length in lengths]
    assert alone(words, [len(words)]) == 0
