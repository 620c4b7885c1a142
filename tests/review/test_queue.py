"""What there is to decide, in which order, what is quoted of it, and how long a key holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import build
from pipeline.corrections import read_corrections
from pipeline.decide import Folders, Unusable, file_of, source_of, write_down
from pipeline.extract import preview
from pipeline.model import Text
from pipeline.report import Terminal
from pipeline.review.forms import correction_of
from pipeline.review.others import others
from pipeline.review.places import anchor, exchanged, passage
from pipeline.review.queue import Item, Queue, items
from pipeline.review.reading import Scan, Seen, read, stamp
from pipeline.review.tree import node_at, rows
from tests.review.conftest import TEXT
from tests.review.conftest import items as queue

SAID = {"author": "李梅", "reason": "原件如此"}


def test_findings_come_before_repairs(folders: Folders) -> None:
    names = [item.name for item in queue(folders)]
    assert names == ["number-gap", *4 * ["bullets.rare-character"]]


def test_keys_are_unique_and_stay_when_everything_is_read_anew(folders: Folders) -> None:
    keys = [item.key for item in queue(folders)]
    assert len(set(keys)) == len(keys)
    assert keys == [item.key for item in queue(folders)]


def test_a_broken_standard_is_told_and_costs_no_other(folders: Folders) -> None:
    (folders.out / "a" / "edits.jsonl").write_text("{", encoding="utf-8")
    listed = Queue(folders.out)
    assert listed.items() == []
    assert "extract it again" in listed.broken[0]


# -------------------------------------------------------------------------------------------- decisions


def decided(folders: Folders, item: Item, **form: str) -> tuple[dict[str, Any], str, list[str]]:
    """The change that a form makes, standard.md with it, and what is told of corrections."""
    source = source_of("a", folders)
    correction = correction_of(item, {**SAID, **form}, "en")
    seen = preview(source.path, source.entry, folders.out / "a" / "ids.jsonl", correction)
    key, value = correction.change.named()
    return {key: value}, seen.after, [finding.code for finding in seen.findings if finding.code.startswith("correction-")]


def words(item: Item) -> str:
    from pipeline.review.forms import words_at

    span = words_at(item)
    assert span is not None
    return item.seen.now[slice(*span)]


def test_every_button_makes_a_correction_that_fits(folders: Folders) -> None:
    gap, bullet, *_ = queue(folders)
    was = words(gap)
    cases: list[tuple[Item, dict[str, str], dict[str, Any], str]] = [
        (gap, {"do": "accept"}, {"accept-finding": "number-gap"}, "登记处理结果"),
        (gap, {"do": "text", "was": was, "text": was.replace("登记", "记录")}, {"text": "记录"}, "记录处理结果"),
        (gap, {"do": "kind", "kind": "para"}, {"kind": "para"}, "登记处理结果"),
        (gap, {"do": "join"}, {"join": True}, "登记处理结果"),
        (gap, {"do": "cut beside", "at": "处理结果"}, {"cut": "beside"}, "处理结果"),
        (gap, {"do": "cut below", "at": "处理"}, {"cut": "below"}, "处理结果"),
        (bullet, {"do": "accept"}, {"accept-repair": "bullets.rare-character"}, "与客户保持联系"),
        (bullet, {"do": "other 0"}, {"text": "燌"}, "燌与客户保持联系"),
        (bullet, {"do": "drop"}, {"drop": True}, "与客户保持联系"),
    ]
    for item, form, change, shown in cases:
        made, after, told = decided(folders, item, **form)
        assert (made, told) == (change, []), form
        assert shown in after


WRONG = [
    ({"do": "accept", "reason": " "}, "say who decides and why"),
    ({"do": "accept", "author": ""}, "say who decides and why"),
    ({"do": ""}, "choose one of the buttons"),
    ({"do": "burn"}, "choose one of the buttons"),
    ({"do": "cut above", "at": "处理"}, "choose one of the buttons"),
    ({"do": "other 7"}, "choose one of the buttons"),
    ({"do": "other -1"}, "choose one of the buttons"),
    ({"do": "text", "was": "else", "text": "x"}, "changed since the page was opened"),
    ({"do": "cut beside", "at": ""}, "0 times"),
    ({"do": "cut beside", "at": "没有"}, "0 times"),
    ({"do": "kind", "kind": "chapter"}, "there is no kind"),
]


@pytest.mark.parametrize(("form", "said"), WRONG)
def test_what_cannot_be_done_is_told(folders: Folders, form: dict[str, str], said: str) -> None:
    with pytest.raises(Unusable, match=said):
        correction_of(queue(folders)[0], {**SAID, **form}, "en")


def test_words_that_stay_the_same_are_no_decision(folders: Folders) -> None:
    gap = queue(folders)[0]
    with pytest.raises(Unusable, match="the same as before"):
        correction_of(gap, {**SAID, "do": "text", "was": words(gap), "text": words(gap)}, "en")


def test_lines_of_a_form_end_as_browsers_end_them(folders: Folders) -> None:
    bullet = queue(folders)[1]
    was = words(bullet)
    assert "\n" in was
    form = {"do": "text", "was": was.replace("\n", "\r\n"), "text": was.replace("\n", "\r\n").replace("联系", "往来")}
    made, after, told = decided(folders, bullet, **form)
    assert (made, told) == ({"text": "往来"}, [])
    assert "与客户保持往来" in after


# ------------------------------------------------------------------------------------------ after a decision


def kept(folders: Folders, item: Item, **form: str) -> Seen:
    """The standard as it is written after a decision."""
    from pipeline.extract import extract_document

    source = source_of("a", folders)
    write_down(file_of(source), correction_of(item, {**SAID, **form}, "en"))
    new = folders.out / "new"
    extract_document(source.path, source.entry, new, folders.out / "a" / "ids.jsonl")
    return read(new)


def test_an_accepted_repair_is_noted_on_its_edit_and_no_other(folders: Folders) -> None:
    bullet = queue(folders)[2]
    seen = kept(folders, bullet, do="accept")
    noted = [(edit.source, edit.accepted) for edit in seen.copies[0].cleaned.edits if edit.accepted]
    assert bullet.edit is not None
    assert noted == [(bullet.edit.source, "李梅: 原件如此")]
    assert [item.key for item in items(seen) if item.decided] == [bullet.key]


def test_a_repair_whose_words_a_person_changed_is_decided(folders: Folders) -> None:
    bullet = queue(folders)[1]
    seen = kept(folders, bullet, do="other 0")
    assert {item.key: item.decided for item in items(seen) if item.decided} == {bullet.key: "李梅: 原件如此"}


def test_words_that_were_corrected_are_not_corrected_twice(folders: Folders) -> None:
    gap = queue(folders)[0]
    was = words(gap)
    seen = kept(folders, gap, do="text", was=was, text=was.replace("登记", "记录在案"))
    again = next(item for item in items(seen) if item.finding is not None)
    now = words(again)
    assert "记录在案" in now
    with pytest.raises(Unusable, match="corrected these words already"):
        correction_of(again, {**SAID, "do": "text", "was": now, "text": now.replace("记录在案", "登记")}, "en")
    beside = correction_of(again, {**SAID, "do": "text", "was": now, "text": now.replace("结果", "情况")}, "en")
    assert beside.quote in str(seen.copies[0].cleaned)
    assert len(read_corrections(folders.sources / "corrections" / "a.jsonl")) == 1


# -------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    "text", ["甲乙丙丁戊己庚辛", "甲乙甲乙甲乙丙甲乙", "\n\n甲\n\n", "甲", "一二三\n\n四五六一二三\n四五六"]
)
def test_what_is_quoted_stands_once(text: str) -> None:
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            quote, before, after = anchor(text, (start, end))
            assert text.count(before + quote + after) == 1
            assert quote.strip()


EXCHANGED = [
    ("甲乙丙", (0, 3), "甲丁丙", (1, 2), "丁"),
    ("甲乙丙", (0, 3), "甲乙丁丙", (1, 2), "乙丁"),
    ("甲乙丙", (0, 0), "丁", (0, 1), "丁甲"),
    ("甲乙丙", (0, 3), "甲丙", (1, 2), ""),
    ("甲 乙", (1, 2), "", (0, 2), "甲"),
    ("甲甲甲", (0, 3), "甲甲", (2, 3), ""),
]


@pytest.mark.parametrize(("text", "span", "new", "place", "words"), EXCHANGED)
def test_no_more_is_exchanged_than_has_to_be(text: str, span: Any, new: str, place: Any, words: str) -> None:
    assert exchanged(text, span, new) == (place, words)


def test_a_long_place_is_shown_by_its_ends() -> None:
    part = passage("前" * 300 + "甲" * 1000 + "后" * 300, (300, 1300))
    assert (len(part.head) + len(part.tail) + part.skipped, part.opens, part.ends) == (1000, False, False)


def test_an_alternative_is_offered_in_the_characters_of_the_clean_text() -> None:
    from pipeline.model import Edit

    text = Text("能夠?將現行").apply(
        [Edit(start=2, end=4, old="?將", new="將", rule="shift.x", certainty="probable", alternatives=("岡", "?將"))]
    )
    text = text.apply([Edit(start=1, end=3, old="夠將", new="够将", rule="traditional.t2s", certainty="certain")])
    assert [(one.words, one.kept) for one in others(Scan(text, text, ()), text.edits[0])] == [("冈", False), ("?将", True)]


def test_the_tree_leads_to_the_node_and_marks_it(folders: Folders) -> None:
    gap = queue(folders)[0]
    standard = gap.seen.standard
    shown = rows(standard, node_at(standard, None, gap.span))
    assert [row.words for row in shown if row.here] == ["3) 登记处理结果。"]
    assert [row.depth for row in shown] == [0, 1, 2, 2]


def test_the_files_of_the_page_are_in_the_package(tmp_path: Path) -> None:
    from zipfile import ZipFile

    from flit_core.buildapi import build_wheel

    names = ZipFile(tmp_path / build_wheel(str(tmp_path))).namelist()
    assert {"pipeline/review/templates/item.html", "pipeline/review/static/review.js"} <= set(names)


def test_json_of_a_correction_is_what_the_command_writes(folders: Folders) -> None:
    gap = queue(folders)[0]
    kept(folders, gap, do="accept")
    [line] = (folders.sources / "corrections" / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["change"] == {"accept-finding": "number-gap"}


def test_of_several_copies_each_repair_is_decided_in_its_own(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "normalized"
    raw.mkdir()
    first, second = TEXT.replace("3)每月汇总。\n", ""), TEXT.replace("燌", "•").replace("归挡", "归档")
    (raw / "a.txt").write_text(first, encoding="utf-8")
    (raw / "b.txt").write_text(second.replace("与客户保持联系", "与客户联系"), encoding="utf-8")
    (raw / "sources.csv").write_text("file,id\na.txt,a\nb.txt,a\n", encoding="utf-8")
    build([raw], out, 1, Terminal())
    listed = Queue(out)
    found = [item for item in listed.items() if item.finding is None]
    assert listed.broken == []
    assert found
    both = Folders(raw, out)
    for item in found:
        assert item.span is not None
        made, _, told = decided(both, item, do="accept")
        assert (made, told) == ({"accept-repair": "bullets.rare-character"}, [])
    gap = next(item for item in listed.items() if item.name == "number-gap")
    was = words(gap)
    assert decided(both, gap, do="text", was=was, text=was.replace("登记", "记录"))[::2] == ({"text": "记录"}, [])


def test_a_change_in_the_files_of_a_further_copy_is_seen(folders: Folders) -> None:
    before = stamp(folders.out / "a")
    (folders.out / "a" / "source.2.txt").write_text("第二份", encoding="utf-8")
    assert stamp(folders.out / "a") != before


def test_a_file_that_goes_while_the_folder_is_listed_is_none_of_it(folders: Folders) -> None:
    before = stamp(folders.out / "a")
    (folders.out / "a" / "edits.2.jsonl").symlink_to("gone")
    assert stamp(folders.out / "a") == before
    assert stamp(folders.out / "never") == ()
