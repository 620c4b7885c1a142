"""Reader chunks: numbers at one distance go, the text is joined as it was, real items stay."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import chunks
from pipeline.clean.lined.numbered import Chains
from tests.clean.documents import documents, edits, repaired

LONG = sorted(name for name, text in documents().items() if len(text) > 2500)
PROSE = "负责公司产品及项目的市场调查与推广,提出方案直至合同签定;定期提交销售进展报告。"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(LONG), st.integers(200, 600), st.integers(1, 2), st.integers(0, 400))
def test_a_document_comes_back_from_its_chunks(name: str, length: int, breaks: int, start: int) -> None:
    text = documents()[name][start:].strip()
    cut = chunks.damage(text, random.Random(0), length=length, breaks=breaks)
    joined, evidence, repair = repaired(chunks, cut)
    assert evidence is not None
    assert evidence.parameters["length"] == length
    assert joined == text or edits(repair, "chunks.join-blank")
    assert "".join(joined.split()) == "".join(text.split())


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from(LONG), st.integers(200, 600))
def test_every_certain_join_is_where_the_reader_cut_and_puts_nothing_in(name: str, length: int) -> None:
    pieces = [piece.rstrip(" ") for piece in _pieces(documents()[name], length)]
    cuts, at = {}, 0
    for n, piece in enumerate(pieces, 1):
        mark = f"\n{n}、" if n > 1 else "1、"
        cuts[at] = mark
        at += len(mark) + len(piece)
    repair = repaired(chunks, chunks.damage(documents()[name], random.Random(0), length=length))[2]
    certain = {edit.start: edit.old for edit in repair.edits if edit.certainty == "certain"}
    assert certain.items() <= cuts.items()
    assert {edit.new for edit in repair.edits if edit.certainty == "certain"} == {""}


def _pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def test_a_cut_inside_a_number_is_joined() -> None:
    text = (PROSE * 8)[:298] + "2.1.1.4项目投标" + PROSE * 20
    cut = chunks.damage(text, random.Random(0), length=300)
    assert cut[300:307].endswith("\n2、1.") or "2.\n2、1.1.4" in cut
    assert repaired(chunks, cut)[0] == text


def test_a_real_item_beside_a_number_of_the_same_value_stays() -> None:
    first = (PROSE * 8)[:296] + "。\n1、"
    text = first + "核对订单;\n2、" + (PROSE * 12)[:500] + "。\n2、编制标书;\n3、" + PROSE * 12
    cut = chunks.damage(text, random.Random(0), length=300)
    assert repaired(chunks, cut)[0] == text


def test_a_stripped_space_is_put_back_and_is_only_probable() -> None:
    text = (PROSE * 9)[:299] + " " + PROSE * 25
    joined, _, repair = repaired(chunks, chunks.damage(text, random.Random(0), length=300))
    assert joined == text
    assert [(edit.certainty, edit.new) for edit in edits(repair, "chunks.join-blank")] == [("probable", " ")]


def test_a_bullet_that_lost_its_blank_at_the_cut_gets_it_back() -> None:
    text = (PROSE * 9)[:298] + "● " + "熟悉产品;● 熟悉流程。" + PROSE * 25
    assert repaired(chunks, chunks.damage(text, random.Random(0), length=300))[0] == text


def test_a_document_that_begins_with_an_item_keeps_its_number() -> None:
    text = "1、" + PROSE * 30
    cut = chunks.damage(text, random.Random(0), length=300)
    assert cut.startswith("1、1、")
    assert repaired(chunks, cut)[0] == text


def test_earlier_damage_that_stays_does_not_hide_the_cuts() -> None:
    text = PROSE * 60
    cut = chunks.damage(text, random.Random(0), length=250)
    at = cut.index("3、") + 40
    joined, evidence, repair = repaired(chunks, cut[:at] + "??" + cut[at:])
    assert evidence is not None
    assert evidence.parameters["length"] == 250
    assert joined.replace("??", "") == text
    [uneven] = edits(repair, "chunks.join-uneven")
    assert (uneven.certainty, uneven.confidence) == ("probable", 0.86)


def test_a_piece_that_is_missing_is_reported_where_it_stood() -> None:
    pieces = chunks.damage(PROSE * 60, random.Random(0), length=250).split("\n")
    page = "\n".join(pieces[:3] + pieces[4:])
    _, _, repair = repaired(chunks, page)
    assert [(finding.code, finding.params["missing"]) for finding in repair.findings] == [("chunk-lost", "4")]
    span = repair.findings[0].span
    assert span is not None
    assert page[slice(*span)].strip() == "5、"


@pytest.mark.parametrize("sign", ["。", ";"])
def test_a_list_of_items_of_one_length_is_a_list(sign: str) -> None:
    text = "\n".join(f"{n}、{(PROSE * 5)[:150]}{sign}" for n in range(1, 9))
    assert chunks.detect(text) is None


def test_a_single_cut_on_a_page_without_other_breaks_is_probable() -> None:
    text = (PROSE * 20)[:431]
    joined, _, repair = repaired(chunks, chunks.damage(text, random.Random(0), length=286))
    assert joined == text
    assert {(edit.rule, edit.certainty) for edit in repair.edits} == {
        ("chunks.first-number", "probable"),
        ("chunks.join", "probable"),
    }


@pytest.mark.parametrize(
    "text",
    [
        f"1、{(PROSE * 5)[:130]}\n2、{(PROSE * 5)[:140]}",
        f"职责\n1、{(PROSE * 5)[:130]}\n2、{PROSE}",
        f"1、{(PROSE * 5)[:130]};\n2、{PROSE}",
        f"1、{(PROSE * 5)[:131]}\n2、{PROSE}\n3、{PROSE}",
    ],
)
def test_two_long_items_are_no_pieces(text: str) -> None:
    assert chunks.detect(text) is None


def test_a_text_without_numbers_at_line_heads_is_no_case() -> None:
    assert chunks.detect(PROSE * 100) is None
    assert chunks.detect("") is None


def test_joined_text_has_no_more_to_join() -> None:
    text = PROSE * 60
    assert chunks.detect(repaired(chunks, chunks.damage(text, random.Random(0), length=333))[0]) is None


def test_three_pieces_cut_at_stops_come_apart_where_the_items_of_the_text_break_no_line() -> None:
    items = "".join(f"{number}、负责第{number}号仓库的收发和盘点;" for number in range(1, 9))
    clean = (items + "每日下班前登记。") * 3
    length = clean.index("。") + 1
    restored, _, _ = repaired(chunks, "\n".join(f"{n}、{clean[(n - 1) * length : n * length]}" for n in (1, 2, 3)))
    assert restored == clean


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.integers(120, 600), st.integers(1, 12))
def test_no_length_is_passed_over_that_would_convince(rng: random.Random, length: int, pieces: int) -> None:
    """Pieces of a reader with lists of the text's own among them, some pieces lost, the end of the last long or short."""
    body = "".join(f"\n{rng.randint(1, 4)}、{PROSE[: rng.randint(5, 38)]}" for _ in range(40)) + PROSE * 12 * pieces
    cut = chunks.damage(body[: length * pieces + rng.randint(0, length)], rng, length=length).split("\n")
    page = "\n".join(line for line in cut if rng.random() < 0.95) + PROSE * rng.choice([0, 0, 20])
    found = chunks.detect(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chains, "possible", lambda *_: True)
        assert chunks.detect(page) == found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(LONG), st.integers(120, 500))
def test_pieces_whose_line_breaks_are_lost_are_joined(name: str, length: int) -> None:
    text = "".join(documents()[name].split())
    damaged = chunks.damage(text, random.Random(0), length=length, breaks=0)
    restored, evidence, repair = repaired(chunks, damaged)
    if evidence is None:  # the cuts that chance put at the ends of sentences are too many
        ends = sum(text[at - 1] in "。;；:：" for at in range(length, len(text), length))
        assert ends > len(text) // length / 2
        return
    assert evidence.parameters["length"] == length
    assert restored == text
    assert {edit.certainty for edit in repair.edits} == {"certain"}


def test_items_of_nearly_one_length_in_one_line_are_items() -> None:
    words = "负责仓库的日常盘点并登记差异，" * 12
    text = "".join(f"{number}、{words[: 150 + number % 2]}。" for number in range(1, 9))
    assert chunks.detect(text) is None
