"""The stage as a whole: channels in order, one step of Text each, findings and facts carried to the end."""

import random
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import pipeline.clean
from pipeline.clean import chrome, chunks, clean
from pipeline.model import Block, Document, Evidence, Finding, Repair
from pipeline.text import Edit, replay
from tests.clean.documents import documents
from tests.support.render import document

RAW = sorted((Path(__file__).parents[2] / "raw").glob("*.txt"))


def read(path: Path) -> Document:
    return document(path.read_text(encoding="utf-8"), path.stem)


class Shout:
    """A channel that knows one word and finds one place."""

    NAME = "shout"

    def detect(self, text: str) -> Evidence | None:
        return Evidence(self.NAME, 1, {"word": "喂"}) if "喂" in text else None

    def restore(self, text: str, evidence: Evidence) -> Repair:
        at = text.index("喂")
        edit = Edit(start=at, end=at + 1, old="喂", new="", rule="shout.drop", certainty="probable", confidence=0.9)
        finding = Finding(
            code="shout-word", severity="info", message_en="Here.", message_zh="此处。", span=(len(text) - 2, len(text))
        )
        return Repair(edits=(edit,), findings=(finding,), facts={"title": "某标准", "title_span": (at + 1, at + 3), "pages": 3})


class Cut(Shout):
    """One that drops the first two characters."""

    NAME = "cut"

    def detect(self, text: str) -> Evidence | None:
        return Evidence(self.NAME, 1, {})

    def restore(self, text: str, evidence: Evidence) -> Repair:
        edit = Edit(start=0, end=2, old=text[:2], new="", rule="cut.head", certainty="certain")
        return Repair(edits=(edit,), facts={"title": "后来的"})


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.clean, "CHANNELS", (Shout(), Cut()))


def test_each_channel_is_one_step_on_the_text_the_earlier_ones_left(two: None) -> None:
    cleaned = clean(document("甲喂乙丙丁戊"))
    assert str(cleaned.text) == "丙丁戊"
    assert [(edit.step, edit.rule, edit.source) for edit in cleaned.text.edits] == [
        (1, "shout.drop", (1, 2)),
        (2, "cut.head", (0, 3)),
    ]


def test_findings_count_in_the_text_that_comes_out(two: None) -> None:
    before = replace(
        document("甲喂乙丙丁戊"),
        findings=(Finding(code="old", severity="info", message_en=".", message_zh="。", span=(3, 4)),),
    )
    cleaned = clean(before)
    assert [(finding.code, str(cleaned.text)[slice(*finding.span)]) for finding in cleaned.findings if finding.span] == [
        ("old", "丙"),
        ("shout-word", "丁戊"),
    ]


def test_facts_go_into_the_copy_with_spans_of_the_source_and_the_first_channel_wins(two: None) -> None:
    copy = clean(document("甲喂乙丙丁戊")).copy
    assert (copy.title, copy.title_span, copy.pages) == ("某标准", (2, 4), 3)


def test_what_people_entered_is_not_overwritten(two: None) -> None:
    before = document("甲喂乙丙丁戊")
    copy = clean(replace(before, copy=msgspec.structs.replace(before.copy, title="人写的"))).copy
    assert (copy.title, copy.pages) == ("人写的", 3)


def test_damage_counts_edits_by_channel_and_certainty(two: None) -> None:
    damage = clean(document("甲喂乙丙丁戊")).copy.damage
    assert [(d.channel, d.edits, d.certain, d.probable, d.parameters) for d in damage] == [
        ("shout", 1, 0, 1, {"word": "喂"}),
        ("cut", 1, 1, 0, {}),
    ]


def test_blocks_that_the_format_marks_as_furniture_go_first() -> None:
    text = "某公司手册\n一、目的\n第1页\n规范管理\n第2页"
    blocks = tuple(
        Block(kind="furniture" if line.startswith(("第", "某")) else "paragraph", span=(at, at + len(line)))
        for line, at in zip(text.split("\n"), (0, 6, 11, 15, 20), strict=True)
    )
    cleaned = clean(replace(document(text), blocks=blocks))
    assert str(cleaned.text) == "一、目的\n规范管理"
    assert {edit.rule for edit in cleaned.text.edits} == {"furniture.block"}
    assert [cleaned.place(block) for block in blocks if block.kind == "paragraph"] == [(0, 4), (5, 9)]
    assert [start == end for start, end in map(cleaned.place, (blocks[0], blocks[2], blocks[4]))] == [True, True, True]


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem[:3])
def test_a_source_can_be_replayed_and_cleaned_twice_alike(path: Path) -> None:
    first, second = clean(read(path)), clean(read(path))
    assert replay(first.text.source, first.text.edits) == str(first.text)
    assert first.text.edits == second.text.edits
    assert first.copy == second.copy


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem[:3])
def test_spans_of_findings_lie_in_the_text(path: Path) -> None:
    cleaned = clean(read(path))
    spans = [finding.span for finding in cleaned.findings if finding.span]
    assert all(0 <= start <= end <= len(cleaned.text) for start, end in spans)


@pytest.mark.parametrize("name", sorted(documents()))
def test_clean_text_passes_through(name: str) -> None:
    cleaned = clean(document(documents()[name]))
    assert [(edit.rule, edit.old, edit.new) for edit in cleaned.text.edits] == []
    assert cleaned.copy.damage == ()


def test_what_is_known_of_the_five_sources_is_in_their_copies() -> None:
    copies = [clean(read(path)).copy for path in RAW]
    assert [copy.site for copy in copies] == ["天天文库", "天天文库", "人人文库", "冰豆网", "得力文库"]
    assert [(copy.uploaded, copy.pages, copy.previewed) for copy in copies] == [
        ("2024-08-31", 9, 5),
        (None, None, None),
        (None, None, None),
        (None, 20, None),
        ("2022-10-05", 123, None),
    ]
    assert [copy.title for copy in copies] == [
        "企业管理资料范本产品线最新级",
        "华为公司营销业务模型",
        None,
        "服务经理任职资格标准",
        "天盈隆数码技术销售管理手册",
    ]


def test_chunks_on_a_page_come_apart_whatever_the_page() -> None:
    text = documents()["002"]
    for seed in range(3):
        rng = random.Random(seed)
        page = chrome.damage(chunks.damage(text, rng, length=rng.randint(200, 600)), rng)
        assert "".join(str(clean(document(page)).text).split()) == "".join(text.split())
