"""The invariants of the written files, on every document of normalized/, on a corpus of our own, and on random documents.

Each is a function over the folder of one standard. Where `pipeline.check` knows the invariant, its verdict is asked for; the
two that everything else stands on, replay and no loss, are also worked out here by other means.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.check import faults, is_separator
from pipeline.model import About, Copy, Document, Edit, Node, Standard, Text, walk
from pipeline.write import write
from tests.support.outline import corpus
from tests.support.render import document, entry, flat, lines
from tests.write import sample

NORMALIZED = Path(__file__).parent.parent / "normalized"

Invariant = Callable[[Path], None]


def replay_gives_the_text(folder: Path) -> None:
    """Edits applied by hand, last one of a step first, turn source.txt into text.txt."""
    edits = [msgspec.json.decode(line, type=Edit) for line in (folder / "edits.jsonl").read_bytes().split(b"\n") if line]
    text = (folder / "source.txt").read_bytes().decode()
    for step in sorted({edit.step for edit in edits}):
        for edit in sorted((one for one in edits if one.step == step), key=lambda one: one.start, reverse=True):
            assert text[edit.start : edit.end] == edit.old
            text = text[: edit.start] + edit.new + text[edit.end :]
    assert text == (folder / "text.txt").read_bytes().decode()


def every_word_belongs_to_one_owner(folder: Path) -> None:
    """A count of owners for each character: 1 for every one that is no separator."""
    text = (folder / "text.txt").read_bytes().decode()
    standard = msgspec.json.decode((folder / "standard.json").read_bytes(), type=Standard)
    spans = [node.span for node in walk(standard.body) if not node.derived]
    spans += [standard.title_span, *(about.span for about in standard.about)]
    owners = [0] * len(text)
    for start, end in filter(None, spans):
        for place in range(start, end):
            owners[place] += 1
    wrong = [(place, text[place], count) for place, count in enumerate(owners) if count != 1 and not is_separator(text[place])]
    assert wrong == []


def without(*codes: str) -> Invariant:
    """The invariant that `check` reports under these codes."""

    def holds(folder: Path) -> None:
        assert [str(fault) for fault in faults(folder) if fault.code in codes] == []

    return holds


INVARIANTS: dict[str, Invariant] = {
    "every file is there and fits its schema": without("file-missing", "not-utf8", "not-json", "schema", "version"),
    "replay gives the text": replay_gives_the_text,
    "every edit stands on its source": without("edit-unfit", "edit-source", "step-order", "replay"),
    "every word belongs to one owner": every_word_belongs_to_one_owner,
    "nothing is lost and nothing twice": without("lost", "twice", "no-span"),
    "a node's words are its span's": without("words"),
    "spans lie inside": without("span-outside", "extent"),
    "source spans are those of the edits": without("source-span", "block-text"),
    "ids are unique and what is named exists": without("id-twice", "id-unknown", "rank-unknown", "block-unknown", "range"),
    "standard.md says what standard.json says": without("markdown"),
    "there is no other fault": lambda folder: without(*{fault.code for fault in faults(folder)})(folder),
}


def check_all(folder: Path) -> None:
    for holds in INVARIANTS.values():
        holds(folder)


# ------------------------------------------------------------------------------------------ documents as written

WRITTEN = sorted(path.parent for path in NORMALIZED.glob("*/standard.json"))


@pytest.mark.parametrize("invariant", INVARIANTS)
@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_what_is_in_normalized(folder: Path, invariant: str) -> None:
    INVARIANTS[invariant](folder)


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_a_page_in_normalized_shows_headings_lists_tables_and_quotations_only(folder: Path) -> None:
    """No statement turns into a numbered list, emphasis, a rule or a block of code; no bold stays open."""
    page = (folder / "standard.md").read_text(encoding="utf-8")
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page)
    assert [tag for tag in ("<ol", "<em>", "<hr", "<pre>", "<s>", "<a ") if tag in shown] == []
    assert shown.count("**") == page.count("\\*\\*")


# -------------------------------------------------------------------------------------------- corpus of our own


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document of the corpus, as lines and as one line, through the segmenter and written."""
    from pipeline.segment import segment

    folder = tmp_path_factory.mktemp("made")
    for outline in corpus():
        for form, text in (("lines", lines(outline)), ("flat", flat(outline))):
            name = f"{outline.name}-{form}"
            source = document(text, name)
            write(segment(source, entry(name)), source, folder / name)
    return folder


@pytest.mark.parametrize("form", ["lines", "flat"])
@pytest.mark.parametrize("name", [outline.name for outline in corpus()])
def test_what_is_made_of_the_corpus(made: Path, name: str, form: str) -> None:
    check_all(made / f"{name}-{form}")


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    from pipeline.segment import segment

    outline = corpus()[0]
    digests = []
    for place in "ab":
        source = document(flat(outline), "same")
        digests.append(write(segment(source, entry("same")), source, tmp_path / place / "same"))
    assert digests[0] == digests[1]


# --------------------------------------------------------------------------------------------- random documents


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text with up to three steps of edits behind it: words dropped, put in, replaced, one for one and not."""
    words = st.text(alphabet=st.sampled_from("标准客户经理1、(a)\n。\u2028 "), max_size=6)
    text = Text(draw(st.text(alphabet=st.sampled_from("标准客户经理1、(a)\n。 "), min_size=1, max_size=60)))
    for _ in range(draw(st.integers(0, 3))):
        edits, at = [], 0
        while at < len(text) and draw(st.booleans()):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 5)))
            old, new = str(text)[start:end], draw(words)
            if old != new:
                edits.append(Edit(start=start, end=end, old=old, new=new, rule="test.any", certainty="certain"))
            at = end + 1
        text = text.apply(edits)
    return text


@settings(max_examples=150, derandomize=True, deadline=None)
@given(texts(), st.integers(0, 60), st.integers(0, 60))
def test_a_span_of_the_source_holds_what_stands_on_it_in_the_text(text: Text, one: int, other: int) -> None:
    """As the definition says, character by character; the map itself never goes back in the source."""
    start, end = sorted((min(one, len(text.source)), min(other, len(text.source))))
    under = [text.source_span(at, at + 1) for at in range(len(text))]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(under))
    low = next((at for at, (_, stop) in enumerate(under) if stop > start), len(text))
    high = max((at + 1 for at, (begin, _) in enumerate(under) if begin < end), default=0)
    assert text.text_span(start, end) == (low, max(low, high))


@st.composite
def standards(draw: st.DrawFn, text: Text) -> Standard:
    """The text cut at random places: a title, an about entry, and nodes beside and below each other."""
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=6))})
    pieces = list(pairwise(cuts))
    body: tuple[Node, ...] = ()
    for number, (start, end) in list(enumerate(pieces))[:1:-1]:
        words = str(text)[start:end]
        inside = draw(st.booleans())
        last = body[-1].extent[1] if inside and body and body[-1].extent else end
        body = (
            Node(
                id=f"n{number}", kind=draw(st.sampled_from(["unit", "criterion", "section"])), text=words, span=(start, end),
                extent=(start, last), source_span=text.source_span(start, end), children=body if inside else (),
            ),
            *(() if inside else body),
        )  # fmt: skip
    title = str(text)[slice(*pieces[0])] if pieces else ""
    about = tuple(About(value=str(text)[slice(*piece)], span=piece) for piece in pieces[1:2])
    return Standard(id="random", families=(), title=title, title_span=pieces[0] if pieces else None, about=about, body=body)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(data=st.data())
def test_whatever_is_cut_from_whatever_text_holds_every_invariant(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = data.draw(texts())
    standard = data.draw(standards(text))
    folder = tmp_path_factory.mktemp("random", numbered=True)
    write(standard, Document(text, Copy(file="a.txt", sha256="0", bytes=0, format="text")), folder)
    check_all(folder)


def test_the_sample_holds_every_invariant(tmp_path: Path) -> None:
    source = sample.document()
    write(sample.standard(source), source, tmp_path)
    check_all(tmp_path)
