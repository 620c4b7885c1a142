"""What became of a standard: each kind of change by itself, and nothing where nothing changed."""

import json

import msgspec
import pytest

from pipeline.diff import as_json, as_markdown, compare
from pipeline.diff.told import marked
from pipeline.ids import identify
from pipeline.model import Finding, Node, Standard
from tests.ids.test_identify import CHECKS, REPORTS, VISITS, node, standard


def pair(old: Standard, new: Standard, uids: bool = True) -> tuple[dict[str, Standard], dict[str, Standard]]:
    """Two states, with uids as a ledger gives them, or from before there were any."""
    if not uids:
        return {"x": old}, {"x": new}
    before, ledger = identify(old, ())
    return {"x": before}, {"x": identify(new, ledger)[0]}


def changes(old: Standard, new: Standard, uids: bool = True) -> list[tuple[str, str, str]]:
    found = compare(*pair(old, new, uids))
    return [(change.what, change.before, change.after) for one in found for change in one.changes]


def below(title: str, *children: Node) -> Node:
    return msgspec.structs.replace(node("1", title), kind="element", title=title, text=None, children=children)


@pytest.mark.parametrize("uids", [True, False])
def test_two_equal_states_do_not_differ(uids: bool) -> None:
    assert compare(*pair(standard(node("1", VISITS)), standard(node("1", VISITS)), uids)) == []


@pytest.mark.parametrize("uids", [True, False])
def test_a_statement_inserted_renumbers_the_next(uids: bool) -> None:
    old, new = (
        standard(node("1", VISITS), node("2", REPORTS)),
        standard(node("1", VISITS), node("2", CHECKS), node("3", REPORTS)),
    )
    assert changes(old, new, uids) == [("added", "", CHECKS), ("renumbered", "2", "3")]


def test_folders_made_apart_are_compared_by_words_where_their_uids_contradict_them() -> None:
    posts = [below(f"岗位{name}", below("岗位职责", node("1", text))) for name, text in (("甲", VISITS), ("乙", REPORTS))]
    numbered = [msgspec.structs.replace(post, id=str(at), number=str(at)) for at, post in enumerate(posts, start=1)]
    later = [msgspec.structs.replace(post, id=str(at), number=str(at)) for at, post in enumerate(posts, start=2)]
    old = identify(standard(*numbered), ())[0]
    new = identify(standard(node("1", CHECKS), *later), ())[0]
    [found] = compare({"x": old}, {"x": new})
    assert [(change.what, change.words) for change in found.changes] == [
        ("added", CHECKS), ("renumbered", "岗位甲"), ("renumbered", "岗位乙"),
    ]  # fmt: skip


def test_a_statement_removed_is_told_where_it_was() -> None:
    old, new = (
        standard(node("1", VISITS), node("2", REPORTS), node("3", CHECKS)),
        standard(node("1", VISITS), node("3", CHECKS)),
    )
    assert changes(old, new) == [("removed", REPORTS, "")]


def test_words_that_changed_are_marked() -> None:
    old, new = standard(node("1", VISITS)), standard(node("1", VISITS.replace("三", "五")))
    assert changes(old, new) == [("reworded", VISITS, VISITS.replace("三", "五"))]
    assert marked("每周拜访三个客户", "每周至少拜访五个客户") == "每周{+至少+}拜访[-三-]{+五+}个客户"
    assert marked("甲", "甲") == "甲"


def part(number: str, words: str) -> Node:
    return msgspec.structs.replace(node(number, words), id=f"{number}/{words[:2]}")


@pytest.mark.parametrize("uids", [True, False])
@pytest.mark.parametrize("row", [(VISITS, REPORTS), (VISITS, REPORTS, CHECKS)])
def test_a_node_cut_in_several_is_split_and_one_made_of_several_merged(row: tuple[str, ...], uids: bool) -> None:
    whole = standard(node("1", "".join(row)), node("9", "熟悉本岗位的安全规程"))
    parts = standard(*(part(f"{k}", words) for k, words in enumerate(row, start=1)), node("9", "熟悉本岗位的安全规程"))
    assert changes(whole, parts, uids) == [("split", "".join(row), " | ".join(row))]
    assert changes(parts, whole, uids) == [("merged", " | ".join(row), "".join(row))]


def test_a_number_inside_the_whole_may_be_that_of_a_part_and_a_title_a_part() -> None:
    whole = standard(node("一", f"走访。1、{VISITS};2、{REPORTS}。"))
    lines = (part("1", VISITS), part("2", REPORTS))
    parts = standard(msgspec.structs.replace(below("走访", *lines), number="一", id="一"))
    assert [change[0] for change in changes(whole, parts) if change[0] != "retyped"] == ["split"]


def test_parts_of_other_words_or_with_something_between_are_no_split() -> None:
    whole = standard(node("1", VISITS + REPORTS), node("2", CHECKS))
    other = standard(part("1", VISITS), part("2", REPORTS.replace("每", "按")), node("3", CHECKS))
    between = standard(part("1", VISITS), node("2", CHECKS), part("3", REPORTS))
    assert "split" not in [what for what, *_ in changes(whole, other) + changes(whole, between)]


def test_points_levels_and_kinds_are_told_by_themselves() -> None:
    old = standard(msgspec.structs.replace(node("1", VISITS), score=5.0, level="三级"))
    new = standard(msgspec.structs.replace(node("1", VISITS), score=2.5, level="四级", kind="item"))
    assert changes(old, new) == [("rescored", "5", "2.5"), ("releveled", "三级", "四级"), ("retyped", "criterion", "item")]


def test_a_statement_under_another_heading_is_moved() -> None:
    old = standard(msgspec.structs.replace(below("甲组", node("1", VISITS))), msgspec.structs.replace(below("乙组"), id="2"))
    new = standard(below("甲组"), msgspec.structs.replace(below("乙组", node("1", VISITS)), id="2"))
    assert changes(old, new) == [("moved", "1 甲组", "1 乙组")]


def test_brothers_that_changed_places_are_moved_and_the_others_are_not() -> None:
    rows = [node(f"h{k}", words) for k, words in enumerate((VISITS, REPORTS, CHECKS))]
    plain = [msgspec.structs.replace(one, number=None) for one in rows]
    assert [what for what, *_ in changes(standard(*plain), standard(plain[2], plain[0], plain[1]))] == ["moved"]


def test_findings_that_are_new_or_settled_are_told() -> None:
    finding = Finding(code="number-gap", severity="review", message_en="A gap.", message_zh="缺号。", node="1")
    plain = standard(node("1", VISITS))
    told = msgspec.structs.replace(plain, findings=(finding,))
    [difference] = compare(*pair(plain, told))
    assert (difference.new, difference.settled) == ((finding,), ())
    [difference] = compare(*pair(told, plain))
    assert (difference.new, difference.settled) == ((), (finding,))


def test_whole_standards_come_and_go() -> None:
    assert [one.status for one in compare({}, {"x": standard(node("1", VISITS))})] == ["added"]
    assert [one.status for one in compare({"x": standard(node("1", VISITS))}, {})] == ["removed"]


def test_markdown_and_json_say_the_same() -> None:
    found = compare(
        *pair(
            standard(below("客户*拜访", node("1", VISITS))), standard(below("客户*拜访", node("1", VISITS), node("2", CHECKS)))
        )
    )
    assert f"- added: criterion {CHECKS}" in as_markdown(found, "en")
    assert f"- 新增: criterion {CHECKS}" in as_markdown(found, "zh")
    [record] = json.loads(as_json(found))
    assert [change["what"] for change in record["changes"]] == ["added"]
    assert record["changes"][0]["where"] == ["1 客户*拜访"]
