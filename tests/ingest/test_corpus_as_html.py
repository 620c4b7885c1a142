"""The same standard as text and as a web page gives the same tree: every document of the corpus, in each form of page."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.model import Document, Node, walk
from pipeline.segment import segment
from tests.ingest.files import put
from tests.support import render, tables, webpages
from tests.support.outline import Outline, corpus

FORMS = {
    "plain": lambda outline: webpages.page(outline).encode(),
    "word": lambda outline: webpages.word(outline).encode("gb18030"),
    "archive": lambda outline: webpages.archive(webpages.page(outline), "gb18030", "base64"),
}

Facts = list[tuple[str, str | None, str | None, str | None, str | None, int | None, float | None, str]]


def _facts(document: Document) -> Facts:
    """What a tree says, where it stands apart."""
    nodes = segment(document, render.entry()).body
    return [
        (node.kind, node.number, node.title, _glued(node), node.level, node.rank, node.score, node.id) for node in walk(nodes)
    ]


def _glued(node: Node) -> str | None:
    return node.text and "".join(node.text.split())


@cache
def _wanted(name: str) -> Facts:
    """The tree of the text; of the composed document where there are tables, for text has no borders."""
    [outline] = [one for one in corpus() if one.name == name]
    drawn = any(node.attrs.get("table") for node in outline.nodes)
    return _facts(tables.blocks(outline) if drawn else render.document(render.truth(outline)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("outline", corpus(), ids=lambda outline: outline.name)
def test_the_tree_is_that_of_the_text(tmp_path: Path, outline: Outline, form: str) -> None:
    from pipeline.clean import clean

    document = clean(read(put(tmp_path, "a.html", FORMS[form](outline)), "a.html"))
    assert _facts(document) == _wanted(outline.name)
