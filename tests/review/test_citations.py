"""What the review page cites for a gap: the same with a catalogue and without one, anew when a standard changes."""

from pathlib import Path

from pipeline.model import Finding
from pipeline.parallels import Citation, Lost
from pipeline.review.citations import Citations
from pipeline.review.queue import Item, Queue
from tests.support.written import put_list

FIRST, SECOND, THIRD = "1、装车前核对运单与货物件数;", "2、长途运输每两小时停车检查;", "3、到达后请收货人在回单上签字。"
GAP = Finding(
    code="number-gap", severity="review", message_en=".", message_zh="。", params={"missing": "2"}, node="运送/3、"
)  # fmt: skip


def gap(folder: Path) -> Item:
    """A standard that skips 2, another that has it; the item that tells of the gap."""
    put_list(folder, "copy", "运送", [FIRST, THIRD], [GAP])
    put_list(folder, "other", "配送", [FIRST, SECOND, THIRD])
    [item] = Queue(folder).items()
    return item


def test_the_citation_is_there_with_a_catalogue_and_without_one(tmp_path: Path) -> None:
    item = gap(tmp_path)
    [quoted] = Citations(tmp_path).of(item, "en")
    assert "每两小时停车检查" in quoted.words
    (tmp_path / "catalogue.json").unlink()
    assert Citations(tmp_path).of(item, "en") == [quoted]


def test_without_a_catalogue_a_standard_that_changed_is_read_anew(tmp_path: Path) -> None:
    item = gap(tmp_path)
    (tmp_path / "catalogue.json").unlink()
    citations = Citations(tmp_path)
    assert len(citations.of(item, "en")) == 1
    file = tmp_path / "other" / "standard.json"
    file.write_bytes(file.read_bytes().replace("每两小时停车".encode(), "途中每两小时停车".encode()))
    [quoted] = citations.of(item, "en")
    assert "途中每两小时停车" in quoted.words


def test_what_only_other_standards_tell_of_is_not_shown_with_the_gap_beside_it(tmp_path: Path) -> None:
    item = gap(tmp_path)
    citations = Citations(tmp_path)
    [quoted] = citations.of(item, "en")
    dropped = Citation(standard="other", node="x", similarity=1.0, around=(), text="别处的一行")
    lost = citations._known["copy"]
    lost.append(Lost(code="line-dropped", where=(), missing=(4,), before=GAP.node, citations=(dropped,)))
    assert citations.of(item, "en") == [quoted]
