"""Uids and corrections through random changes of texts: a part of what `python -m tests.quality.identity` measures."""

from tests.quality.identity import measure, share

NAMES = ["01-nursing-units", "04-dispatch-matrix", "08-bank-competency", "11-store-manual", "service-manager"]


def test_ids_and_corrections_survive_changes_of_the_text() -> None:
    kept = measure(3, NAMES)
    assert kept.unchanged.total() > 500
    assert share(kept.unchanged) >= 0.99
    assert share(kept.reworded) >= 0.95
    assert kept.twice == 0
    assert kept.corrections["lost"] == 0
    assert kept.corrections["applied"] > 20
