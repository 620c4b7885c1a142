"""Spinners: phrases are undone where the document licenses it, good Chinese stays, synonyms are reported."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import chrome, spinner
from pipeline.clean.spinner import damage, detect, pairs
from tests.clean.documents import cases, documents, repaired

RAW = Path(__file__).parent.parent.parent / "raw"
CASES: Any = cases("spinner")
LICENCE = "质量本协议合同支付资金服务宣讲,质量本协议合同支付资金服务调研,质量本协议合同支付资金服务规划。"
PLAIN = [
    "深入了解客户对产品定位、价格等因素的认可程度,按产品规划明确每个人的任务要求;",
    "公司人员与各部门人员相互配合,在规定的时间内完成项目内容,提高项目管理水平;",
    "按合同要求采取多种方式,遵守制度和流程,及时了解需求变化和产品变化;",
    "领导部门人员制定制度,管理合同与项目,明确时间、内容、方式和流程的变化;",
    "预先电话联系客户领导,说明拜访时间、内容和方式,管理好产品项目和合同流程;",
]


@pytest.mark.parametrize("case", CASES["wild"], ids=lambda case: case["found"])
def test_a_phrase_seen_in_the_wild_is_undone(case: dict[str, str]) -> None:
    restored, _, _ = repaired(spinner, LICENCE + case["found"])
    assert restored == "产品宣讲,产品调研,产品规划。" + case["made"]


@pytest.mark.parametrize("text", CASES["untouched"])
def test_good_chinese_is_left_alone(text: str) -> None:
    assert repaired(spinner, text)[0] == text


@pytest.mark.parametrize("name", documents())
def test_a_clean_document_has_no_evidence(name: str) -> None:
    assert detect(documents()[name]) is None


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert repaired(spinner, trap)[0] == trap


def test_a_phrase_stays_where_its_bare_word_stands_beside_it() -> None:
    text = LICENCE + "相关要求一,相关要求二,相关要求三,本单位另有要求。"
    assert "相关要求一,相关要求二,相关要求三,本单位另有要求。" in repaired(spinner, text)[0]


def test_a_phrase_found_seldom_is_only_probable_and_reported() -> None:
    _, _, repair = repaired(spinner, LICENCE + "向高层相关领导人介绍")
    edits = [edit for edit in repair.edits if edit.new == "领导"]
    assert [(edit.certainty, edit.alternatives) for edit in edits] == [("probable", ("相关领导人",))]
    assert [finding.params["likely"] for finding in repair.findings if finding.code == "spinner-probable"] == ["领导"]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.7, 1.0]))
def test_what_was_spun_comes_back(seed: int, share: float) -> None:
    rng = random.Random(seed)
    clean = "\n".join(rng.choice(PLAIN) for _ in range(rng.randint(15, 40)))
    damaged = damage(clean, rng, share)
    restored, evidence, repair = repaired(spinner, damaged)
    if any(damaged.count(face) >= spinner.OFTEN for face in spinner.faces()):
        assert evidence is not None
        assert restored == clean
        assert repaired(spinner, restored)[0] == restored
        assert all(pairs()[edit.old] == edit.new for edit in repair.edits)


def test_words_of_the_author_that_look_like_a_phrase_survive() -> None:
    clean = "相关要求与有关内容,规章制度与合同协议,产品、产品、产品,相关流程,相关人员,部门和机构,协议与合同,管控与管理"
    damaged = damage(clean, random.Random(0))
    assert repaired(spinner, damaged)[0] == clean


@pytest.mark.parametrize("case", CASES["synonyms"], ids=lambda case: case["found"])
def test_a_synonym_with_one_original_is_undone(case: dict[str, str]) -> None:
    restored, _, repair = repaired(spinner, case["found"])
    assert restored == case["made"]
    assert {edit.certainty for edit in repair.edits} == {"certain"}


def test_other_synonyms_are_reported_where_one_gives_the_spinner_away() -> None:
    text = "项目实施细那么。具有较强旳沟通力量和协调力量,见岗位阐明书,第一局部内容。"
    restored, _, repair = repaired(spinner, text)
    assert restored == text.replace("旳", "的")
    likely = {finding.params["likely"]: finding.params["count"] for finding in repair.findings}
    assert likely == {"则": 1, "能力": 2, "说明": 1, "部分": 1}


def test_the_same_words_say_nothing_where_no_spinner_shows() -> None:
    assert detect("具有较强的沟通力量和协调力量,见岗位阐明书,第一局部内容。") is None


def test_the_wild_standard_comes_back() -> None:
    page = next(RAW.glob("000*")).read_text(encoding="utf-8")
    restored, _, repair = repaired(spinner, repaired(chrome, page)[0])
    gold = (Path(__file__).parent.parent / "gold" / "000.txt").read_text(encoding="utf-8")
    assert gold[:3000] in restored
    assert {edit.new for edit in repair.edits if edit.certainty == "probable"} == {"电话", "领导", "流程", "管理"}
    assert len(repair.edits) == 125


@pytest.mark.parametrize("phrase", [phrase for phrase, weight in spinner.faces().items() if weight >= spinner.ALONE])
def test_a_phrase_that_no_author_writes_is_undone_wherever_it_stands(phrase: str) -> None:
    restored, _, repair = repaired(spinner, f"每周登记一次{phrase}的数量。")
    assert restored == f"每周登记一次{pairs()[phrase]}的数量。"
    assert [edit.certainty for edit in repair.edits] == ["probable" if phrase in spinner._few() else "certain"]


def test_pairs_too_weak_alone_license_one_another() -> None:
    weak = ["送机构部门机构盖章。", "熟悉岗位相关要求、考试相关要求。", "变更修改及时登记,由相关流程确定。"]
    assert [repaired(spinner, sentence)[0] for sentence in weak] == weak
    assert repaired(spinner, "".join(weak))[0] == "送部门盖章。熟悉岗位要求、考试要求。变化及时登记,由流程确定。"


def test_good_chinese_where_it_is_none_counts_as_a_sign() -> None:
    text = "在规定的规定时间完成,注意工作规定时间和规定时间管理,合理安排机构部门机构的规定时间。"
    assert repaired(spinner, text)[0] == "在规定的时间完成,注意工作时间和时间管理,合理安排部门的时间。"


def test_a_phrase_stays_where_its_word_alone_would_be_no_chinese() -> None:
    text = LICENCE + "在规定时间内答复,规定时间以外不予受理。"
    assert repaired(spinner, text)[0].endswith("在规定时间内答复,规定时间以外不予受理。")


def test_one_odd_phrase_is_left_and_said_to_be_suspect() -> None:
    text = "送机构部门机构盖章,由经办人登记。"
    restored, _, repair = repaired(spinner, text)
    assert restored == text
    assert [(finding.code, finding.params["found"]) for finding in repair.findings] == [("spinner-suspect", "机构部门机构")]
