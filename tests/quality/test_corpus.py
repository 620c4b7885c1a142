"""The corpus: its documents are sound, agree with themselves, and every rendering says what the outline says."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.support.damage import CHAINS, absent, damaged
from tests.support.outline import GOLD, Leaf, Outline, corpus, read_outline
from tests.support.render import flat, fold, lines, truth
from tests.support.score import score_text, score_tree, squeeze
from tests.support.shapes import Grid, layout
from tests.support.tables import blocks, docx

DOCUMENTS = corpus()
GOLDS = [read_outline(path) for path in sorted(GOLD.glob("*.outline"))]


@pytest.fixture(params=DOCUMENTS, ids=lambda outline: outline.name)
def outline(request: pytest.FixtureRequest) -> Outline:
    made = request.param
    assert isinstance(made, Outline)
    return made


def test_the_corpus_has_its_forms() -> None:
    assert len(DOCUMENTS) >= 16
    assert len({outline.notes["form"] for outline in DOCUMENTS}) == len(DOCUMENTS)
    assert len({outline.notes["industry"] for outline in DOCUMENTS}) >= 10


def test_a_document_has_forty_to_a_hundred_and_fifty_nodes_and_a_title(outline: Outline) -> None:
    assert 40 <= len(outline.nodes) <= 150
    assert [node.kind for node in outline.nodes].count("title") == 1
    assert outline.roots[0].kind == "title"


def test_a_node_says_something_and_stands_where_its_kind_may(outline: Outline) -> None:
    for node in outline.nodes:
        above = node.parent.kind if node.parent else ""
        assert node.number or node.title or node.text, node
        assert node.kind not in ("criterion", "para") or not node.title, node
        assert node.kind != "item" or node.title, node
        assert above not in ("field", "para", "meta", "flow", "toc", "title"), node
        assert above not in ("criterion", "item") or node.kind in ("criterion", "para", "item"), node
        assert above != "evidence" or node.kind == "evidence", node


@pytest.mark.parametrize("gold", [*DOCUMENTS, *GOLDS], ids=lambda gold: gold.name)
def test_an_outline_scored_against_itself_is_perfect(gold: Outline) -> None:
    score = score_tree(gold, list(gold.nodes))
    assert (score.f1, score.cut) == (1.0, 1.0)
    assert {score.placed, score.numbers, score.grades} <= {1.0, None}


def test_every_rendering_holds_the_same_words(outline: Outline) -> None:
    words = squeeze(truth(outline))
    letter = outline.notes.get("letter", "")
    assert squeeze(str(blocks(outline).text)) == words
    assert squeeze(lines(outline)) == squeeze(flat(outline))
    assert squeeze(lines(outline).replace(f"\n{letter} ", "\n") if letter else lines(outline)) == words


def test_the_words_are_the_outline_s_own(outline: Outline) -> None:
    """Nothing is printed that no node says, and what is not printed is a column's head."""
    text = squeeze(truth(outline))
    for node in outline.nodes:
        if node.kind == "toc":
            continue
        assert squeeze(node.text) in text, node
        assert squeeze(node.number + node.title) in text, node


def test_flat_text_has_no_break_and_no_fullwidth_sign(outline: Outline) -> None:
    text = flat(outline)
    assert "\n" not in text
    assert text == fold(text)
    assert not set("，：；（）！？％①") & set(text)


def test_lines_keep_the_author_s_signs(outline: Outline) -> None:
    assert "，" in lines(outline)
    assert "⏎" not in lines(outline)


def test_a_grid_is_as_wide_as_its_header(outline: Outline) -> None:
    for piece in layout(outline):
        if isinstance(piece, Grid):
            header, *rows = piece.rows
            assert rows
            assert {len(row) for row in rows} <= {len(header), len(header) + 1} or len(rows[-1]) == 2


def test_table_blocks_quote_the_text_and_word_reads_the_docx_alike(outline: Outline) -> None:
    import docx as word

    document = blocks(outline)
    tables = [block.table for block in document.blocks if block.table is not None]
    file = word.Document(BytesIO(docx(outline)))
    assert len(file.tables) == len(tables)
    for table, other in zip(tables, file.tables, strict=True):
        assert (len(other.rows), len(other.columns)) == (table.rows, table.columns)
        for cell in table.cells:
            there = "\n".join(p.text for p in other.cell(cell.row, cell.column).paragraphs).strip()
            assert str(document.text)[slice(*cell.span)] == there


def test_scores_of_a_matrix_add_up(outline: Outline) -> None:
    for unit in (node for node in outline.nodes if node.kind == "unit" and "score" in node.attrs):
        for sums in _sums(unit):
            assert sums == float(unit.attrs["score"]), unit


def _sums(unit: Leaf) -> list[float]:
    """The points of a unit's elements; per level where they have levels."""
    columns: dict[str, float] = {}
    for element in unit.children:
        for cell in [child for child in element.children if child.kind == "level"] or [element]:
            column = cell.attrs.get("level", "")
            columns[column] = columns.get(column, 0) + float(cell.attrs.get("score", 0))
    return list(columns.values())


@pytest.mark.parametrize("chain", [chain for chain in CHAINS if chain not in absent()])
def test_damage_is_the_same_for_the_same_seed_and_damages(chain: str) -> None:
    outline = DOCUMENTS[0]
    text = damaged(outline, chain)
    assert damaged(outline, chain) == text
    assert damaged(outline, chain, seed=1) != text
    assert score_text(flat(outline), text).cer > 0.01


def test_a_chain_without_its_model_is_named_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHAINS, "unknown", ("chrome", "nowhere"))
    assert absent()["unknown"] == ["nowhere"]
    with pytest.raises(ValueError, match="nowhere has no forward model"):
        damaged(DOCUMENTS[0], "unknown")


@pytest.mark.parametrize("line", ["verse |  | 无此种类", "unit一、"])
def test_an_outline_with_an_unknown_kind_is_refused_with_its_place(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.outline"
    path.write_text(f"title |  | 标题\n  {line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.outline:2"):
        read_outline(path)
