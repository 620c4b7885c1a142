"""Weights of titles' ends, fitted on outlines."""

import tomllib
from pathlib import Path

from pipeline.rules import load_data
from tests.quality.titleends import FEWEST, fit, outlines, pieces, right, write
from tests.support.outline import CORPUS

_OUTLINE = """title |  | 门店标准
section | 一、 | 适用范围
  para |  |  | 本标准适用于各门店。
section | 二、 | 考核方式 | {scope=unit}
  criterion | 1. |  | 每季度考核一次，由店长主持。
section | 三、 | 评分
  criterion |  |  | 满分一百分。
  criterion |  |  | 六十分及格。
"""


def test_pieces_are_headings_before_words_of_their_own_and_numbered_statements(tmp_path: Path) -> None:
    (tmp_path / "a.outline").write_text(_OUTLINE, encoding="utf-8")
    found = pieces([tmp_path / "a.outline"])
    assert [one.right > 0 for one in found] == [True, False, True]


def test_a_cue_of_few_documents_has_no_weight() -> None:
    paths = outlines([])
    known = pieces(paths)
    weights = fit(known[:400], fewest=3)
    assert all(weights["last"].values())
    assert fit(known[:100], fewest=len(paths) + 1)["last"] == {}


def test_what_was_fitted_holds_for_the_corpus() -> None:
    weights = load_data("pipeline.segment.words", "titleends.toml")["weights"]
    titles, plain = right(pieces(sorted(CORPUS.glob("*.outline"))), weights)
    assert titles >= 0.85
    assert plain >= 0.9


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = {"last": {"范围": 1.25, '"': -0.5}, "plain": {"is": 0.75}}
    write(weights, FEWEST, tmp_path / "weights.toml")
    read = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
    assert read["weights"] == weights
    assert read["fitted"]["documents"] == FEWEST
