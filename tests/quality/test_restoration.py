"""The measure of restoration: what is restored, missed and harmed is counted as such, and a wrong repair as wrong."""

import pytest

from pipeline.model import Document, Edit, Text
from tests.quality.restoration import Restoration, count
from tests.support.chains import Case
from tests.support.render import document

CASE = Case("负责采购部部门的日常管理工作", "负责采采购部部门的日常管管理工作", {})


def cleaned(*edits: Edit) -> Document:
    """The page after the edits."""
    made = document(CASE.page)
    return Document(text=Text(CASE.page).apply(edits), copy=made.copy)


def drop(at: int, confidence: float | None = None) -> Edit:
    return Edit(
        start=at,
        end=at + 1,
        old=CASE.page[at],
        new="",
        rule="windows.repeat",
        certainty="certain" if confidence is None else "probable",
        confidence=confidence,
    )


def counted(*edits: Edit) -> Restoration:
    result = Restoration()
    count(result, "windows", CASE, cleaned(*edits))
    return result


def test_what_is_restored_is_exact_or_probable_and_the_rest_is_missed() -> None:
    account = counted(drop(2), drop(11, 0.9)).accounts["windows"]
    assert (account.damaged, account.exact, account.probable, account.missed, account.harmed) == (2, 1, 1, 0, 0)
    account = counted(drop(2)).accounts["windows"]
    assert (account.damaged, account.exact, account.missed, account.worst) == (2, 1, 1, 1 / 14)


def test_what_was_right_on_the_page_and_is_wrong_now_is_harmed() -> None:
    result = counted(drop(2), drop(5), drop(11))
    account = result.accounts["windows"]
    assert (account.missed, account.harmed) == (0, 1)
    assert (result.certain, result.wrong["windows.repeat"]) == (3, 1)


def test_a_repair_said_to_be_sure_is_held_against_what_came_of_it() -> None:
    result = counted(drop(2, 0.9), drop(5, 0.9), drop(11, 0.9))
    [bucket] = result.sureness.values()
    assert (bucket.edits, bucket.right) == (3, 2)
    assert round(result.calibration, 2) == 1 - round(abs(2.7 - 2) / 3, 2)


@pytest.mark.parametrize(("made", "right"), [("采购部", 1), ("采购?", 1), ("采购处", 0), ("采购", 0)])
def test_what_a_probable_repair_puts_in_is_right_to_the_letter_or_says_what_it_does_not_know(made: str, right: int) -> None:
    page = "负责采?购的日常管理工作"
    case = Case("负责采购部的日常管理工作", page, {})
    edit = Edit(start=2, end=5, old=page[2:5], new=made, rule="shift.gloss", certainty="probable", confidence=0.9)
    result = Restoration()
    count(result, "shift", case, Document(text=Text(page).apply((edit,)), copy=document(page).copy))
    [bucket] = result.sureness.values()
    assert (bucket.edits, bucket.right) == (1, right)
