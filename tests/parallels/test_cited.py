"""Parallels: what one standard lost is cited from others, with its place, and only where what stands around it recurs."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from pipeline.model import Finding, Node, Standard
from pipeline.parallels import Lost, cited
from pipeline.parallels.recurring import SIMILAR, Recurring
from pipeline.parallels.rows import bare
from pipeline.write import encode
from tests.support.outline import corpus

_DATA = json.loads((Path(__file__).parents[1] / "cases" / "parallels.json").read_text(encoding="utf-8"))
_LIST: list[str] = _DATA["list"]


def _statement(line: str, heading: str, at: int) -> Node:
    """A line such as 1、0: its number, and the words themselves or the index of common ones. at: where it stands."""
    cut = max(line.find(sign) for sign in "、)") + 1 if line[0].isdigit() else 0
    number, words = line[:cut], line[cut:]
    title, _, text = words.rpartition("：")
    said = _LIST[int(text)] if text.isdigit() else text
    return Node(
        id=f"{heading}/{line}", kind="criterion", number=number or None, title=title or None, text=said, span=(at, at + 5)
    )


def _element(heading: str, lines: Sequence[str], at: int = 0) -> Node:
    children = tuple(_statement(line, heading, at + 10 * count) for count, line in enumerate(lines, start=1))
    return Node(id=heading, kind="element", title=heading, span=(at, at + 5), children=children)


def _gap(node: str, missing: Sequence[int], code: str = "number-gap", accepted: str | None = None) -> Finding:
    params = {"missing": "、".join(map(str, missing))}
    return Finding(code=code, severity="review", message_en=".", message_zh="。", params=params, node=node, accepted=accepted)  # type: ignore[arg-type]


def _put(folder: Path, name: str, body: Sequence[Node], findings: Sequence[Finding] = ()) -> None:
    (folder / name).mkdir(parents=True)
    made = Standard(id=name, families=("document",), title=name, body=tuple(body), findings=tuple(findings))
    (folder / name / "standard.json").write_bytes(encode(made))


def _others(folder: Path, case: dict[str, Any]) -> list[str]:
    for name, other in case["others"].items():
        _put(folder, name, [_element(other["heading"], other["list"])])
    return list(case["others"])


@pytest.mark.parametrize("case", _DATA["cases"], ids=lambda case: case["name"])
def test_the_likely_text_is_cited_where_what_stands_around_the_gap_recurs(case: dict[str, Any], tmp_path: Path) -> None:
    findings = [_gap(f"{case['heading']}/{case['gap'][0]}", case["gap"][1])] if case["gap"] else []
    _put(tmp_path, "a", [_element(case["heading"], case["here"])], findings)
    names = _others(tmp_path, case)
    found = cited(tmp_path, ["a"], ["a", *names])
    told = [citation for lost in found.get("a", []) for citation in lost.citations]
    wanted = [
        (name, number, _LIST[text] if isinstance(text, int) else text, around)
        for name, number, text, _, around in case["cited"]
    ]
    assert [(one.standard, one.number, one.text, len(one.around)) for one in told] == wanted
    assert [one.similarity for one in told] == pytest.approx([one[3] for one in case["cited"]], abs=0.005)
    assert [list(one.also) for one in told[:1]] == ([case.get("also", [])] if told else [])


def _folder(path: Path) -> list[str]:
    case = next(case for case in _DATA["cases"] if "also" in case)
    node, missing = case["gap"]
    _put(path, "a", [_element(case["heading"], case["here"])], [_gap(f"{case['heading']}/{node}", missing)])
    return ["a", *_others(path, case)]


def test_a_citation_says_where_it_stands(tmp_path: Path) -> None:
    [lost] = cited(tmp_path, ["a"], _folder(tmp_path))["a"]
    assert (lost.where, lost.after, lost.before, lost.missing) == (("货物运送",), "货物运送/2、1", "货物运送/4、3", (3,))
    first = lost.citations[0]
    assert (first.standard, first.where, first.node, first.span) == ("c", ("配送",), "配送/3、2", (30, 35))
    assert [(anchor.node, anchor.there, anchor.similarity) for anchor in first.around] == [
        ("货物运送/2、1", "配送/2、1", 1.0),
        ("货物运送/4、3", "配送/4、3", 1.0),
    ]


def test_the_order_of_standards_is_of_no_account(tmp_path: Path) -> None:
    names = _folder(tmp_path)
    assert cited(tmp_path, names, names) == cited(tmp_path, names[::-1], names[::-1]) != {}


def test_a_gap_that_a_person_accepted_is_no_loss(tmp_path: Path) -> None:
    names = _folder(tmp_path)
    (tmp_path / "a" / "standard.json").unlink()
    (tmp_path / "a").rmdir()
    _put(tmp_path, "a", [_element("货物运送", ["1、0", "2、1", "4、3"])], [_gap("货物运送/4、3", [3], accepted="王工")])
    assert cited(tmp_path, ["a"], names) == {}


def test_only_other_standards_are_cited_and_a_broken_one_is_passed_over(tmp_path: Path) -> None:
    names = _folder(tmp_path)
    (tmp_path / "c" / "standard.json").write_text("{", encoding="utf-8")
    assert {one.standard for one in cited(tmp_path, ["a"], names)["a"][0].citations} == {"b", "d"}
    assert cited(tmp_path, ["a"], ["a"]) == {}


def _dropping(folder: Path, code: str) -> list[Lost]:
    """A copy whose second level lost the lines that its first has, against a standard that has the whole list."""
    first = _element("三级", ["1、0", "2、1", "3、途中照看：2", "5、4"])
    second = _element("四级", ["1、带领班组在装车前核对运单与货物件数,不符的立即上报;", "2", "4、3", "6、考核班组成员;"], 100)
    _put(folder, "a", [first, second], [_gap("三级/5、4", [4], code)])
    _put(folder, "b", [_element("运送", ["1、0", "2、1", "3、途中照看：2", "4、3", "5、4"])])
    return [one for one in cited(folder, ["a"], ["a", "b"])["a"] if one.code == "line-dropped"]


def test_lines_that_only_the_other_standard_tells_of_are_cited_where_they_stood_before(tmp_path: Path) -> None:
    lost = _dropping(tmp_path, "statement-lost")
    told = [(one.missing, one.after, one.citations[0].title, one.citations[0].text, one.citations[0].again) for one in lost]
    assert told == [
        ((2,), "四级/1、带领班组在装车前核对运单与货物件数,不符的立即上报;", None, _LIST[1], "三级/2、1"),
        ((3,), "四级/1、带领班组在装车前核对运单与货物件数,不符的立即上报;", "途中照看", None, "三级/3、途中照看：2"),
        ((5,), "四级/4、3", None, _LIST[4], "三级/5、4"),
    ]


def test_a_copy_that_is_not_known_to_drop_lines_is_held_against_its_gaps_alone(tmp_path: Path) -> None:
    assert _dropping(tmp_path, "number-gap") == []


def _edited(words: str, draw: random.Random) -> str:
    """The words with a few characters put in, taken out and exchanged in two places, as people reword."""
    for _ in range(2):
        at = draw.randrange(len(words))
        words = words[:at] + draw.choice(["", "及时", "相关", "本"]) + words[at + draw.randrange(3) :]
    return words


def test_the_index_finds_what_comparing_everything_with_everything_finds() -> None:
    draw = random.Random(4)
    words = sorted({text for outline in corpus() for node in outline.nodes if len(text := bare(node.text)) >= 12})
    questions = [_edited(text, draw) for text in words]
    index = Recurring(questions, words)
    wanted = {(one, other) for one in questions for other in words if fuzz.ratio(one, other) >= 100 * SIMILAR}
    found = {(one, other) for one in questions for other, _ in index.like(one)}
    assert found <= wanted
    assert len(wanted) > 800
    assert len(found) >= 0.995 * len(wanted)
