"""Blocks of chance characters go, whatever their length, and rare words of documents stay."""

import random

import pytest

from pipeline.clean import clean, stuffing
from pipeline.text import replay
from tests.clean.documents import cases, documents, repaired
from tests.support.cleantext import STYLES, generated
from tests.support.render import document

LONG = sorted(name for name, text in documents().items() if name.endswith("-lines") and text.count("\n") > 40)


@pytest.mark.parametrize("length", range(4, 13))
@pytest.mark.parametrize("name", LONG[::6])
def test_every_block_goes_and_nothing_else_or_it_is_told(name: str, length: int) -> None:
    text = documents()[name]
    damaged = stuffing.damage(text, random.Random(f"{name}/{length}"), length, 0.5)
    restored, evidence, repair = repaired(stuffing, damaged)
    assert evidence is not None
    assert evidence.parameters == {"length": length}
    assert len(restored) - len(text) <= 0.15 * (len(damaged) - len(text))
    assert all(edit.certainty == "probable" and len(edit.old) == length for edit in repair.edits)
    assert all(made.startswith(own) for made, own in zip(restored.split("\n"), text.split("\n"), strict=True))


def test_blocks_behind_the_sentences_of_a_text_without_lines_go() -> None:
    rng = random.Random(5)
    text = "".join(f"{n}、检查第{n}台设备并做好记录。" for n in range(1, 30))
    damaged = "".join(
        f"{part}。{''.join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(7))}" if part else "" for part in text.split("。")
    )
    restored, evidence, _ = repaired(stuffing, damaged)
    assert evidence is not None
    assert evidence.parameters == {"length": 7}
    assert len(restored) - len(text) <= 0.15 * (len(damaged) - len(text))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_clean_text_holds_no_block(style: object) -> None:
    assert [name for name, text in generated(style, 3) if stuffing.detect(text)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "trap", [*cases("clean-traps"), "氯甲烷、羧甲基纤维素、镍铬钼、氨苄青霉素\n" * 8, "饕餮、貔貅、麒麟、鸳鸯\n" * 8]
)
def test_rare_words_are_no_blocks(trap: str) -> None:
    assert stuffing.detect(trap) is None


def test_rare_things_that_a_document_names_again_are_no_blocks() -> None:
    things = ["罍斝觚觯", "鬲簋甗匜", "璜玦琮璧"]
    listed = [f"{label}:{thing}" for label in ("辨认", "修复", "著录", "养护") for thing in things]
    text = "\n".join(["文物修复师技能要求", *listed, "兵器:钺戚戟殳"])
    restored, evidence, _ = repaired(stuffing, text)
    assert (restored, evidence) == (text, None)


def test_the_stage_undoes_them_and_the_edits_can_be_replayed() -> None:
    text = documents()[LONG[0]]
    damaged = stuffing.damage(text, random.Random(3), 8, 0.5)
    cleaned = clean(document(damaged))
    assert replay(damaged, cleaned.text.edits) == str(cleaned.text)
    [damage] = [one for one in cleaned.copy.damage if one.channel == "stuffing"]
    assert damage.probable > 10


def test_few_blocks_are_left() -> None:
    text = documents()[LONG[0]]
    assert stuffing.detect(f"{text}\n堃瓞鑫炴嫰懔\n椟镆釤垟锛鐜") is None


def test_a_second_look_finds_nothing_more_to_take() -> None:
    damaged = stuffing.damage(documents()[LONG[0]], random.Random(9), 6, 0.5)
    once = repaired(stuffing, damaged)[0]
    assert repaired(stuffing, once)[0] == once
