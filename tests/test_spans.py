"""spaCy documents of what was written: every node's own words where they stand, and nothing lost on the way through a file."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc, DocBin

from pipeline.check.tree import squeeze
from pipeline.load import Loaded, LoadError, load
from pipeline.spans import FINDINGS, doc, docbin
from pipeline.write import write
from tests.write import sample

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one standard with every kind of node."""
    folder = tmp_path_factory.mktemp("normalized")
    document = sample.document()
    write(sample.standard(document), document, folder / "sample")
    return folder


@pytest.fixture(scope="module", params=["sample", "normalized"])
def loaded(request: pytest.FixtureRequest, output: Path) -> tuple[Loaded, list[Doc]]:
    tables = load(output if request.param == "sample" else ROOT / "normalized")
    return tables, tables.docs()


@pytest.fixture(scope="module")
def made(output: Path) -> Doc:
    [found] = load(output).docs()
    return found


def named(group: Any) -> list[tuple[object, ...]]:
    return [(span.start, span.end, span.text, span.label_, span.id_, span.kb_id_) for span in group]


def test_a_token_is_a_character_of_the_text(loaded: tuple[Loaded, list[Doc]]) -> None:
    tables, docs = loaded
    assert [one.user_data["standard"] for one in docs] == list(tables.standards.standard)
    for folder, one in zip(tables.folders, docs, strict=True):
        assert [token.text for token in one] == list((folder / "text.txt").read_bytes().decode())


def test_every_node_with_words_is_in_the_group_of_its_kind_and_in_no_other(loaded: tuple[Loaded, list[Doc]]) -> None:
    tables, docs = loaded
    placed = tables.nodes[tables.nodes.start.notna()]
    wanted = {(row.standard, row.kind, row.kind, row.node, row.start, row.end) for row in placed.itertuples()}
    assert len(wanted) == len(placed) > 20
    found = [
        (one.user_data["standard"], kind, span.label_, span.id_, span.start, span.end)
        for one in docs
        for kind, group in one.spans.items()
        if kind != FINDINGS
        for span in group
    ]
    assert len(found) == len(placed)
    assert set(found) == wanted


def test_a_spans_words_are_its_nodes_own(loaded: tuple[Loaded, list[Doc]]) -> None:
    tables, docs = loaded
    rows = tables.nodes[tables.nodes.start.notna()].set_index(["standard", "node"])
    rows = rows[["kind", "level", "number", "title", "text"]].fillna("")
    spans = [
        (one.user_data["standard"], span) for one in docs for kind in one.spans if kind != FINDINGS for span in one.spans[kind]
    ]
    for standard, span in spans:
        kind, level, number, title, text = rows.loc[(standard, span.id_)]
        words, cell = squeeze(span.text), kind == "level" and title == level  # its title may be the head of its column
        assert words == squeeze(number + title + text) or (cell and words == squeeze(text))


def test_what_is_known_of_a_node_is_found_by_its_spans_id(made: Doc) -> None:
    third = next(span for span in made.spans["level"] if span.text == "三级")
    known = made.user_data["nodes"][third.id_]
    assert third.kb_id_ == "三级"
    assert (known["rank"], known["score"], known["element"], known["unit"]) == (3, 5.0, "关系规划", "第二单元 客户关系")
    assert known["parent"] == next(span.id_ for span in made.spans["element"] if span.text == "关系规划")
    assert "role" not in known
    assert {span.kb_id_ for span in made.spans["evidence"]} == {""}


def test_findings_with_a_place_are_a_group(made: Doc) -> None:
    assert [found[2:] for found in named(made.spans[FINDINGS])] == [("2、每月拜访", "number-gap", "", "review")]


def test_a_document_has_a_group_for_every_kind(loaded: tuple[Loaded, list[Doc]]) -> None:
    tables, docs = loaded
    for one in docs:
        assert {*tables.nodes.kind, "flow", "evidence", FINDINGS} <= set(one.spans)


def test_a_pattern_of_characters_finds_a_level(made: Doc) -> None:
    matcher = Matcher(made.vocab)
    matcher.add("level", [[{"LIKE_NUM": True}, {"ORTH": "级"}]])
    assert [level.text for span in made.spans["level"] for level in matcher(span, as_spans=True)] == ["三级", "四级", "五级"]


def test_nothing_is_lost_on_the_way_through_bytes(loaded: tuple[Loaded, list[Doc]]) -> None:
    _, docs = loaded
    data = docbin(docs).to_bytes()
    assert docbin(docs).to_bytes() == data
    back = list(DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab))
    assert len(back) == len(docs)
    for one, again in zip(docs, back, strict=True):
        assert again.text == one.text
        assert again.user_data == one.user_data
        assert {kind: named(group) for kind, group in again.spans.items()} == {
            kind: named(group) for kind, group in one.spans.items()
        }


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    one = doc({"id": "any", "title": ""}, text)
    [again] = DocBin().from_bytes(docbin([one]).to_bytes()).get_docs(one.vocab)
    assert [token.text for token in again] == list(text)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Path.unlink, r"sample/text\.txt: cannot be read \(No such file"),
        (lambda path: path.write_bytes(b"\xff"), r"sample/text\.txt: broken \("),
        (lambda path: path.write_text("客户"), r"sample/text\.txt: shorter than standard\.json says; extract it again"),
    ],
    ids=["no text", "no UTF-8", "cut off"],
)
def test_a_text_that_does_not_fit_is_named_with_what_to_do(tmp_path: Path, change: Callable[[Path], object], says: str) -> None:
    document = sample.document()
    write(sample.standard(document), document, tmp_path / "sample")
    tables = load(tmp_path)
    change(tmp_path / "sample" / "text.txt")
    with pytest.raises(LoadError, match=says):
        tables.docs()


def test_an_empty_folder_has_no_documents_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no standard in this folder; `biaozhun extract --out"):
        load(tmp_path).docs()


def test_tables_are_there_without_spacy(output: Path) -> None:
    code = f"import sys; from pipeline import load; import pipeline.spans; load({str(output)!r}); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"
