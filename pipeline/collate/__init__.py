"""Collate: several copies of one standard, each with its damage undone, into one text.

What the copies agree on stands on the first. What only one has, the others lost. Where they differ, words that rest on no
repair or a certain one come before probable ones, then likelier words before unlikely ones; where both are as good, the
difference is the copies' own (another edition, another wording): the first copy's words stay and a finding says so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from pipeline.collate.align import Part, align
from pipeline.collation import Collated, Collation, Joined
from pipeline.model import Block, Document, Finding, Node, Scalar, Span, Standard, Text
from pipeline.rules import load_data

__all__ = ["Collated", "collate", "joined", "told", "traced"]

ALIKE = 0.4  # share of the shorter copy that both must have, or they are no copies of one standard
VARIANT = 0.5  # likeness of two stretches from which on they are two readings of one, and not two things each lost by a copy
SMALL = 3  # characters: of two readings so short nothing is the same, and still they are readings of one place
LIKELIER = 3.0  # nats by which one reading must be likelier
_SHOWN = 30
_FIGURE = re.compile(r"\s*\d{1,3}[、.．]?\s*")


def collate(copies: Sequence[Document]) -> Collated:
    """One document of several copies of it, the first listed first. One that is no copy of the first is left out and told."""
    found: list[Finding] = []
    row: list[tuple[int, Span, str]] = [(1, (0, len(copies[0].text)), "first")]
    for number in range(2, len(copies) + 1):
        row = _with(row, number, copies, found)
    pieces: list[Joined] = []
    for copy, span, why in row:
        start = pieces[-1].end if pieces else 0
        if span[0] < span[1]:
            pieces.append(Joined(start=start, end=start + span[1] - span[0], copy=copy, span=span, why=why))
    collation = Collation(pieces)
    return Collated(_document(copies, collation, found), tuple(copies), collation)


def joined(copies: Sequence[Document], unread: Sequence[Finding] = ()) -> Collated:
    """The copies of a standard collated; of one copy, that copy. unread: findings about copies that could not be read."""
    if len(copies) == 1:
        document = replace(copies[0], findings=(*copies[0].findings, *unread))
        return Collated(document, (document,), Collation(()))
    numbered = [
        replace(one, copy=msgspec.structs.replace(one.copy, copy=number), findings=_of_all(one, copies))
        for number, one in enumerate(copies, start=1)
    ]
    made = collate(numbered)
    return replace(made, document=replace(made.document, findings=(*made.document.findings, *unread)))


def _of_all(one: Document, copies: Sequence[Document]) -> tuple[Finding, ...]:
    """The findings of a copy; what a correction could not do in it counts where it could be done in none, and once."""
    others = [copy for copy in copies if copy is not one]
    about = {"correction-stale", "correction-broken", "correction-unfit"}
    lines = [{f.params.get("line") for f in copy.findings if f.code in about} for copy in others]
    first = one is copies[0]
    return tuple(f for f in one.findings if f.code not in about or (first and all(f.params.get("line") in of for of in lines)))


def traced(standard: Standard, collated: Collated) -> Standard:
    """The standard with the copy and the span of its source that each node stands on."""
    if len(collated.copies) == 1:
        return standard
    sources = tuple(copy.copy for copy in collated.copies)
    return msgspec.structs.replace(standard, sources=sources, body=tuple(_node(node, collated) for node in standard.body))


def _node(node: Node, collated: Collated) -> Node:
    children = tuple(_node(child, collated) for child in node.children)
    if node.span is None:
        return msgspec.structs.replace(node, children=children)
    copy, span = collated.collation.origin(*node.span)
    source = collated.copies[copy - 1].text.source_span(*span)
    return msgspec.structs.replace(node, children=children, copy=copy, source_span=source)


def _with(
    joined: list[tuple[int, Span, str]], number: int, copies: Sequence[Document], found: list[Finding]
) -> list[tuple[int, Span, str]]:
    """The joined text with one more copy weighed in."""
    texts = [str(copy.text) for copy in copies]
    so_far = "".join(texts[copy - 1][slice(*span)] for copy, span, _ in joined)
    parts = align(so_far, texts[number - 1])
    same = sum(part.one[1] - part.one[0] for part in parts if part.same)
    if same < ALIKE * min(len(so_far), len(texts[number - 1])):
        found.append(told("copy-unlike", copy=number, file=copies[number - 1].copy.file))
        return joined
    made: list[tuple[int, Span, str]] = []
    for part in parts:
        old = _cut(joined, part.one)
        if part.same:
            made += [(copy, span, "both") for copy, span, _ in old]
        else:
            made += _weighed(part, old, number, copies, (so_far, texts[number - 1]), found)
    return made


def _cut(joined: list[tuple[int, Span, str]], span: Span) -> list[tuple[int, Span, str]]:
    """The pieces under a span of the joined text."""
    made: list[tuple[int, Span, str]] = []
    at = 0
    for copy, (a, b), why in joined:
        low, high = max(span[0], at), min(span[1], at + b - a)
        if low < high:
            made.append((copy, (a + low - at, a + high - at), why))
        at += b - a
    return made


def _weighed(  # noqa: PLR0913, PLR0917  the two readings and where they stand
    part: Part,
    old: list[tuple[int, Span, str]],
    number: int,
    copies: Sequence[Document],
    texts: tuple[str, str],
    found: list[Finding],
) -> list[tuple[int, Span, str]]:
    """What of a stretch that differs goes into the joined text."""
    one, other = texts[0][slice(*part.one)], texts[1][slice(*part.other)]

    def ours(why: str) -> list[tuple[int, Span, str]]:
        return [(copy, span, why) for copy, span, _ in old]

    theirs = [(number, part.other)]
    if not one.strip() and not other.strip():
        return ours("both")
    if not _variants(one, other):
        return [*ours("lost"), *((copy, span, "lost") for copy, span in theirs)]
    doubts = any(_doubtful(copies[copy - 1], span) for copy, span, _ in old), _doubtful(copies[number - 1], part.other)
    if doubts[0] != doubts[1]:
        return [(copy, span, "surer") for copy, span in theirs] if doubts[0] else ours("surer")
    before, after = texts[0][max(0, part.one[0] - 12) : part.one[0]], texts[0][part.one[1] : part.one[1] + 12]
    gain = _cost(before + one + after) - _cost(before + other + after)
    if abs(gain) >= LIKELIER:
        return [(copy, span, "likelier") for copy, span in theirs] if gain > 0 else ours("likelier")
    if not one or not other:
        if _stray(one or other, before, after):
            return ours("likelier") if not one else [(copy, span, "likelier") for copy, span in theirs]
        twice = (one or other) in (before[-len(one or other) :], after[: len(one or other)])
        return ours("likelier") if bool(one) != twice else [(copy, span, "likelier") for copy, span in theirs]
    found.append(told("copies-differ", one=one[:_SHOWN], other=other[:_SHOWN], copy=number))
    return ours("first")


def _stray(words: str, before: str, after: str) -> bool:
    """Whether words that only one copy has are a figure between words that run on in the other: a page's, or a reader's."""
    runs_on = before[-1:].isalnum() and after[:1].isalnum() and not before[-1:].isdigit() and not after[:1].isdigit()
    return runs_on and _FIGURE.fullmatch(words) is not None


def _variants(one: str, other: str) -> bool:
    """Whether two stretches are readings of the same words; a few characters that only one has may be its mistake."""
    from rapidfuzz import fuzz

    return max(len(one), len(other)) <= SMALL or fuzz.ratio(one, other) >= 100 * VARIANT


def _cost(text: str) -> float:
    from pipeline.lexicon import cost

    return cost(text)


def _doubtful(document: Document, span: Span) -> bool:
    """Whether a probable repair stands in a span of the document's text."""
    probable = [edit.source for edit in document.text.edits if edit.certainty == "probable" and edit.source]
    places = (document.text.text_span(*source) for source in probable)
    return any(a < span[1] and span[0] < b for a, b in places)


def _document(copies: Sequence[Document], collation: Collation, found: Sequence[Finding]) -> Document:
    """The joined text as a document: blocks and findings of the first copy, where they stand in it."""
    first = copies[0]
    joined = Text(collation.text([str(copy.text) for copy in copies]))
    blocks = tuple(_block(block, first, collation) for block in first.blocks)
    findings = [_moved(finding, collation, number) for number, copy in enumerate(copies, start=1) for finding in copy.findings]
    return replace(first, text=joined, blocks=blocks, findings=(*findings, *found))


def _block(block: Block, first: Document, collation: Collation) -> Block:
    """A block of the first copy where it stands in the joined text, and the cells of its table."""

    def place(span: Span) -> Span:
        return collation.place(1, *first.text.text_span(*span))

    cells = tuple(msgspec.structs.replace(cell, span=place(cell.span)) for cell in block.table.cells) if block.table else ()
    table = msgspec.structs.replace(block.table, cells=cells) if block.table else None
    return msgspec.structs.replace(block, span=place(block.span), table=table)


def _moved(finding: Finding, collation: Collation, number: int) -> Finding:
    return msgspec.structs.replace(finding, span=collation.place(number, *finding.span)) if finding.span else finding


def told(code: str, **params: Scalar) -> Finding:
    message = load_data("pipeline.collate", "findings.toml")[code]
    return Finding(
        code=code,
        severity="review",
        message_en=message["en"].format(**params),
        message_zh=message["zh"].format(**params),
        params=dict(params),
    )
