"""The same standard as text and as a Word file gives the same tree: all of the corpus, with numbers typed and automatic."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.ingest import read
from pipeline.model import Document, walk
from pipeline.segment import segment
from tests.ingest.files import put
from tests.support import render, tables
from tests.support.cellscore import score_cells
from tests.support.libreoffice import convert
from tests.support.outline import Outline, corpus
from tests.support.wordlists import numbered

FORMS = {"typed": tables.docx, "automatic": numbered}
Facts = list[tuple[str, str | None, str | None, str | None, str | None, int | None, float | None, str]]


def drawn(outline: Outline) -> bool:
    """Whether the document has tables."""
    return any(node.attrs.get("table") for node in outline.nodes)


def facts(document: Document) -> Facts:
    """What a tree says, blanks in texts aside."""
    return [
        (n.kind, n.number, n.title, n.text and "".join(n.text.split()), n.level, n.rank, n.score, n.id)
        for n in walk(segment(document, render.entry()).body)
    ]


@cache
def wanted(name: str) -> Facts:
    """The tree of the text; of the composed document where there are tables, for text has no borders."""
    [outline] = [one for one in corpus() if one.name == name]
    return facts(tables.blocks(outline) if drawn(outline) else render.document(render.truth(outline)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("outline", corpus(), ids=lambda outline: outline.name)
def test_the_tree_is_that_of_the_text(tmp_path: Path, outline: Outline, form: str) -> None:
    document = read(put(tmp_path, "a.docx", FORMS[form](outline)), "a.docx")
    assert facts(clean(document)) == wanted(outline.name)


def test_characters_stand_in_the_cell_where_they_were(tmp_path: Path) -> None:
    made = [(outline, read(put(tmp_path, "a.docx", tables.docx(outline)), "a.docx")) for outline in corpus() if drawn(outline)]
    counts = [score_cells(outline, document) for outline, document in made]
    assert sum(total for _, total in counts) > 3_000
    assert [right for right, _ in counts] == [total for _, total in counts]


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", ["04-dispatch-matrix", "06-hotel-positions"])
def test_the_tree_is_that_of_the_text_from_an_old_word_file_too(tmp_path: Path, name: str) -> None:
    [outline] = [one for one in corpus() if one.name == name]
    old = convert(numbered(outline), "docx", "doc:MS Word 97", tmp_path)
    assert facts(clean(read(put(tmp_path, "a.doc", old), "a.doc"))) == wanted(name)
