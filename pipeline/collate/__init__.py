"""Collate: several copies of one standard, each with its damage undone, into one text.

What the copies agree on stands on the first. What only one has, the others lost; where they differ, `weigh` says which reading
stands. Differences that are the copies' own (another edition, another wording) are told, and the first copy's words stay.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from pipeline.collate.align import Part, align, shared
from pipeline.collate.weigh import Copies, weigh
from pipeline.collation import Collated, Collation, Joined
from pipeline.model import Block, Document, Finding, Node, Scalar, Span, Standard, Text
from pipeline.rules import load_data

__all__ = ["Collated", "collate", "joined", "told", "traced"]

ALIKE = 0.4  # share of the shorter copy that both must have, or they are no copies of one standard
_SHOWN = 30


Piece = tuple[int, Span, str]
"""Of the joined text: the copy it stands on, the span of that copy's text, and why."""


def collate(copies: Sequence[Document]) -> Collated:
    """One document of several copies of it, the first listed first. One that is no copy of the first is left out and told."""
    weighed = Copies(copies)
    row: list[Piece] = [(1, (0, len(copies[0].text)), "alone")]
    used, left = [1], list[Finding]()
    places: list[tuple[Finding, int, Span]] = []
    for number in range(2, len(copies) + 1):
        made = _with(row, number, weighed, places)
        if made is None:
            left.append(told("copy-unlike", copy=number, file=copies[number - 1].copy.file))
        else:
            row = made
            used.append(number)
    pieces: list[Joined] = []
    for copy, span, why in row:
        start = pieces[-1].end if pieces else 0
        if span[0] < span[1]:
            pieces.append(Joined(start=start, end=start + span[1] - span[0], copy=copy, span=span, why=why))
    collation = Collation(pieces)
    found = [_moved(msgspec.structs.replace(finding, span=span), collation, copy) for finding, copy, span in places]
    return Collated(_document(copies, used, collation, [*found, *left]), tuple(copies), collation)


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
    about = {"correction-stale", "correction-broken", "correction-unfit", "correction-conflict"}
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


def _with(row: list[Piece], number: int, copies: Copies, told_at: list[tuple[Finding, int, Span]]) -> list[Piece] | None:
    """The joined text with one more copy weighed in; None where that is no copy of it."""
    so_far = "".join(copies.texts[copy - 1][slice(*span)] for copy, span, _ in row)
    text = copies.texts[number - 1]
    if shared(so_far, text) < ALIKE:
        return None
    made: list[Piece] = []
    for part, old in _under(row, align(so_far, text)):
        if part.same:
            made += [(copy, span, "both" if why == "alone" else why) for copy, span, why in old]
            continue
        here = [(copy, span) for copy, span, _ in old] or [_behind(made)]
        verdict = weigh(copies, here, (number, part.other), (so_far, text), part)
        made += [(copy, span, verdict.why) for copy, span, _ in old] if verdict.ours else []
        made += [(number, part.other, verdict.why)] if verdict.theirs else []
        if verdict.told:
            one, other = so_far[slice(*part.one)], text[slice(*part.other)]
            finding = told("copies-differ", one=one[:_SHOWN], other=other[:_SHOWN], copy=number)
            told_at.append((finding, *(old[0][:2] if old else (here[0][0], (max(0, here[0][1][0] - 1), here[0][1][1])))))
    return made


def _behind(made: list[Piece]) -> tuple[int, Span]:
    """The place behind what was joined last."""
    copy, span, _ = made[-1] if made else (1, (0, 0), "")
    return copy, (span[1], span[1])


def _under(row: list[Piece], parts: Sequence[Part]) -> Iterator[tuple[Part, list[Piece]]]:
    """Each part with the pieces of the joined text under it; both are in order."""
    waiting = [(copy, span, why) for copy, span, why in row if span[0] < span[1]][::-1]
    for part in parts:
        left, under = part.one[1] - part.one[0], list[Piece]()
        while left > 0:
            copy, (a, b), why = waiting.pop()
            take = min(left, b - a)
            under.append((copy, (a, a + take), why))
            left -= take
            if a + take < b:
                waiting.append((copy, (a + take, b), why))
        yield part, under


def _document(copies: Sequence[Document], used: Sequence[int], collation: Collation, found: Sequence[Finding]) -> Document:
    """The joined text as a document: blocks of the first copy and findings of those used, where they stand in it."""
    first = copies[0]
    joined = Text(collation.text([str(copy.text) for copy in copies]))
    blocks = tuple(_block(block, first, collation) for block in first.blocks)
    findings = [_moved(finding, collation, number) for number in used for finding in copies[number - 1].findings]
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
