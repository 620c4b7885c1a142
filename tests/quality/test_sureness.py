"""Sureness: a node is right by its kind, words and title; little that was counted says little of other documents."""

import tomllib
from pathlib import Path

import pytest

from pipeline.rules import load_data
from pipeline.segment import segment
from pipeline.segment.result.confidence import KINDS_OF_EVIDENCE
from tests.quality.calibrate import BLIND, across, keep, kept, shares, write
from tests.quality.sureness import TOLERATED, Judged, calibration, figures, judged
from tests.support import render
from tests.support.outline import corpus


def counted(where: str, right: int, wrong: int, said: float = 0.9) -> list[Judged]:
    """Nodes, right and wrong ones. where: document/kind/evidence."""
    document, kind, evidence = where.split("/")
    return [Judged(document, kind, evidence, said, number < right) for number in range(right + wrong)]


def test_nodes_of_a_faithful_rendering_are_right_and_those_of_another_document_wrong() -> None:
    one, other = corpus()[0], corpus()[5]
    standard = segment(render.document(render.lines(one)), render.entry())
    assert {node.right for node in judged(one, standard)} == {True}
    assert sum(node.right for node in judged(other, standard)) < 0.1 * len(judged(other, standard))


def test_a_node_whose_title_is_cut_elsewhere_is_wrong() -> None:
    [outline] = [one for one in corpus() if one.name == "13-store-leader-items"]
    standard = segment(render.document(render.lines(outline)), render.entry())
    before = sum(node.right for node in judged(outline, standard))
    item = next(node for node in outline.nodes if node.kind == "item" and len(node.text) > 6)
    item.title, item.text = item.title + item.text[:6], item.text[6:]
    assert sum(node.right for node in judged(outline, standard)) == before - 1


def test_calibration_is_one_less_the_mean_distance_of_said_and_right() -> None:
    nodes = counted("a/item/line", 9, 1, 0.9) + counted("a/item/line", 2, 8, 0.6)
    assert calibration(nodes) == pytest.approx(1 - (0 * 10 + 0.4 * 10) / 20)
    assert figures(counted("a/item/line", 9, 1, 0.9)) == {"nodes/calibration": TOLERATED}


def test_what_was_counted_often_is_said_and_what_was_not_is_drawn_to_kind_and_evidence() -> None:
    nodes = counted("a/item/line", 450, 50) + counted("b/part/running", 200, 200) + counted("b/part/line", 2, 0)
    said = shares(nodes)
    assert said["item"]["line"] == pytest.approx(0.9, abs=0.01)
    assert said["part"]["running"] == pytest.approx(0.5, abs=0.02)
    assert said["part"]["running"] < said["part"]["line"] < said["item"]["line"]
    assert set(said["criterion"]) == set(KINDS_OF_EVIDENCE)


def test_a_document_is_judged_by_the_others() -> None:
    good = [one for name in "abcdefgh" for one in counted(f"{name}/item/line", 50, 0)]
    held = across([*good, *counted("z/item/line", 0, 50)])
    assert {one.said for one in held if one.document == "z"} == {0.99}
    assert len(held) == 450


def test_what_is_written_is_what_the_program_reads(tmp_path: Path) -> None:
    path = tmp_path / "measured.toml"
    write(counted("a/item/line", 45, 5), 0, path)
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    assert read["counted"] == {"nodes": 50, "documents": 1, "blind": 0}
    assert read["right"].keys() == load_data("pipeline.segment.result", "measured.toml")["right"].keys()


def test_counts_of_documents_that_are_not_here_are_kept_without_their_names(tmp_path: Path) -> None:
    nodes = counted("north/item/line", 3, 1) + counted("south/item/line", 0, 2) + counted("south/part/stop", 1, 0)
    path = tmp_path / "blind.json"
    keep(nodes, path)
    back = list(kept(path))
    assert [(one.document, one.kind, one.evidence, one.right) for one in back].count(("blind/001", "item", "line", True)) == 3
    assert shares(back) == shares(nodes)
    assert "north" not in path.read_text(encoding="utf-8")
    assert len({one.document for one in kept(BLIND)}) >= 30
