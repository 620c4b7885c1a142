"""Drafts as lines to be read: kind, number, title, text, and what was understood of them."""

from collections.abc import Iterable

from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Text
from pipeline.segment.cells.taken import Placed
from pipeline.segment.draft.draft import Draft
from pipeline.segment.grids import gridread, gridtrees
from pipeline.segment.labels import labels
from pipeline.segment.levels import levelread
from pipeline.segment.marks import marks
from pipeline.segment.reading import tables
from pipeline.text import Span
from tests.support import render

Row = list[str | tuple[str, int, int] | None]


def shown(text: str, drafts: Iterable[Draft], depth: int = 0) -> list[str]:
    """A line a draft, two spaces a depth; scores, weights, levels and status behind it in braces."""
    made: list[str] = []
    for draft in drafts:
        words = " ".join(_words(text, cell) for cell in draft.cells) if draft.cells else _words(text, draft.text)
        parts = (draft.kind, _words(text, draft.number), _words(text, draft.title) or draft.named or "", words)
        notes = [f"{k}={v:g}" for k, v in (("score", draft.score), ("weight", draft.weight)) if v is not None]
        notes += [f"level={draft.level}"] if draft.level is not None and draft.kind != "level" else []
        notes += [draft.status] if draft.status is not None else []
        line = "  " * depth + " | ".join(parts).rstrip(" |") + (f" {{{'; '.join(notes)}}}" if notes else "")
        made += [line, *shown(text, draft.children, depth + 1)]
    return made


def _words(text: str, span: Span | None) -> str:
    return text[span[0] : span[1]].replace("\n", "").replace("\t", "") if span else ""


def found(text: str) -> list[Placed]:
    """The tables of a text without borders."""
    every, names = marks.scan(text), levelread.read(text)
    return tables.find(text, tables.Signs(every, labels.find(text, every, names), {}, 0, names))


def tree(text: str) -> list[str]:
    """Everything in the tables of a text without borders."""
    return [line for placed in found(text) for line in shown(text, placed.drafts)]


def bordered(document: Document) -> list[str]:
    """Everything in the tables of a document that kept their borders."""
    text = str(document.text)
    return [line for placed in gridtrees.bordered([], gridread.read(document), 0) for line in shown(text, placed.drafts)]


def tabled(rows: list[Row]) -> Document:
    """A document of one table. A cell is its words, or (words, rows, columns) where it is merged; None: covered."""
    composer = Composer()
    composer.table(
        Words(r, c, *(cell if isinstance(cell, tuple) else (cell,)))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell is not None
    )
    draft = composer.draft()
    return Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)
