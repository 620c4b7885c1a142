"""The documents of the corpus printed as pdf files: the same tree as with the borders known, every cell where it stood."""

import re
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.ingest import read
from pipeline.model import Document, walk
from pipeline.segment import segment
from tests.ingest.files import put
from tests.support.cellscore import score_cells
from tests.support.outline import Outline, corpus
from tests.support.pages import pdf
from tests.support.render import entry
from tests.support.tables import blocks

# A level matrix, an occupational standard, job descriptions as forms, a level table beside text, a score sheet.
RULED = (
    "04-dispatch-matrix",
    "05-rd-p-levels",
    "07-mason-occupational",
    "18-qc-form",
    "19-insurance-matrix-sums",
    "15-site-mixed",
)
PROSE = ("03-pharma-decimal", "08-bank-competency", "17-roman-circled")
DOCUMENTS = {outline.name: outline for outline in corpus()}


def printed(outline: Outline, folder: Path, columns: int = 1) -> Document:
    return read(put(folder, f"{outline.name}.pdf", pdf(outline, columns)), f"{outline.name}.pdf")


def tree(document: Document) -> list[tuple[str, str | None, str | None, str | None]]:
    """Every node with its words, in order; those of the running head on a single page aside, which nothing tells."""
    standard = segment(clean(document), entry("sample"))
    return [(node.kind, node.number, node.title, node.text) for node in walk(standard.body)]


@pytest.mark.parametrize("name", [*RULED[:4], RULED[5], *PROSE])
def test_the_pdf_of_a_standard_has_the_tree_of_its_text(name: str, tmp_path: Path) -> None:
    assert tree(printed(DOCUMENTS[name], tmp_path)) == tree(blocks(DOCUMENTS[name]))


@pytest.mark.parametrize("name", PROSE)
def test_two_columns_change_nothing(name: str, tmp_path: Path) -> None:
    assert tree(printed(DOCUMENTS[name], tmp_path, columns=2)) == tree(blocks(DOCUMENTS[name]))


def test_characters_stand_in_the_cell_where_they_were(tmp_path: Path) -> None:
    counts = [score_cells(DOCUMENTS[name], printed(DOCUMENTS[name], tmp_path)) for name in RULED]
    assert sum(total for _, total in counts) > 3_000
    assert sum(right for right, _ in counts) >= 0.995 * sum(total for _, total in counts)


def test_a_page_whose_tables_cannot_be_read_gives_its_text_all_the_same(tmp_path: Path) -> None:
    outline = DOCUMENTS["18-qc-form"]
    broken = pdf(outline).replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 /b 595 842 ]", 1)
    found, whole = (read(put(tmp_path, "a.pdf", data), "a.pdf") for data in (broken, pdf(outline)))
    assert sorted(re.sub(r"\W", "", found.text.source)) == sorted(re.sub(r"\W", "", whole.text.source))
    assert [(one.code, one.params) for one in found.findings] == [("tables-unread", {"pages": [1, 2]})]
