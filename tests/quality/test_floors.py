"""What the pipeline reaches on the sources and the corpus does not fall, and is measured on what is there."""

from tests.quality.gate import digest, inputs, read_floors, verdict
from tests.quality.measure import documents, scores, sources
from tests.quality.restoration import figures, measured


def test_every_figure_holds_its_floor() -> None:
    assert verdict(read_floors(), digest(inputs()), scores([*sources(), *documents()]) | figures(measured())) == []
