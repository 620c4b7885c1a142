"""What was written → spaCy: a standard's text as a `Doc`, its nodes and findings as groups of spans over it.

A token is a character, so that token numbers are the offsets of text.txt, and a pattern finds what words run together with:
in words of jieba 一级 is one word, and no pattern for a level's number sees it. Nothing is tagged and no model is needed.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, get_args

from pipeline.columns import Json, nodes
from pipeline.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin, Span
    from spacy.vocab import Vocab

FINDINGS = "findings"
FACTS = (
    "parent", "unit", "element", "path", "number", "title", "level", "rank", "role", "score", "weight", "key", "status",
    "derived", "confidence",
)  # fmt: skip


def doc(standard: Json, text: str) -> "Doc":
    """The text.txt of a standard (the object of its standard.json) as a document with a token a character.

    `doc.spans` has a group for each kind of node, in the order of the document, empty where there is none: a span is the own
    words of a node, its label the kind, its id the node's, its kb_id the label of the level it belongs to. The group
    "findings" has those with a place: label is the code, id the node's, kb_id the severity.
    `doc.user_data["standard"]` is the standard's id, "title" its title, "nodes" what is known of each node by its id, those
    without words of their own too. Raises IndexError where a span is not in the text.
    """
    from spacy.tokens import Doc

    made = Doc(_vocab(), words=list(text), spaces=[False] * len(text))
    labels = {level["rank"]: level["label"] for level in standard.get("levels", ())}
    rows = list(nodes(standard))
    made.user_data |= {
        "standard": standard["id"],
        "title": standard["title"],
        "nodes": {row["id"]: {name: row[name] for name in FACTS if row.get(name) is not None} for row in rows},
    }
    groups: dict[str, list[Span]] = {kind: [] for kind in get_args(Kind)}
    for row in rows:
        if "span" in row:
            level = labels.get(row.get("rank"), "")
            groups.setdefault(row["kind"], []).append(_span(made, row["span"], row["kind"], row["id"], level))
    groups[FINDINGS] = [
        _span(made, found["span"], found["code"], found.get("node", ""), found["severity"])
        for found in standard.get("findings", ())
        if "span" in found
    ]
    made.spans.update(groups)
    return made


def docbin(docs: Iterable["Doc"]) -> "DocBin":
    """Documents in spaCy's form for files, with all their groups and user data: `docbin(docs).to_disk("standards.spacy")`.

    `DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)` gives them back; the same documents give the same bytes.
    """
    from spacy.tokens import DocBin

    return DocBin(docs=docs, store_user_data=True)


@cache
def _vocab() -> "Vocab":
    """One for all documents, so that one Matcher serves all; with what spaCy knows of Chinese (LIKE_NUM, IS_STOP)."""
    import spacy

    return spacy.blank("zh").vocab


def _span(made: "Doc", place: Sequence[int], label: str, name: str, link: str) -> "Span":
    from spacy.tokens import Span

    start, end = place
    return Span(made, start, end, label=label, span_id=name, kb_id=link)
