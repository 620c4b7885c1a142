"""Documents that are told by their lines: title lines, tables a line a cell, codes at line starts. Measured with their lines.

They stand apart from the corpus: flattened they have few marks or none.
"""

from pathlib import Path

import pytest

from tests.quality.measure import measure
from tests.support.outline import CORPUS, read_outline

PATHS = sorted((CORPUS / "lined").glob("*.outline"))
LEAST = 0.95  # F1 of each


@pytest.mark.parametrize("rendering", ["lines", "tables"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_document_told_by_its_lines_is_cut_as_its_author_meant_it(path: Path, rendering: str) -> None:
    assert measure(read_outline(path), rendering).tree.f1 >= LEAST


def test_there_are_such_documents() -> None:
    assert len(PATHS) >= 6
