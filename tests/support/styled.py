"""Renders a gold outline as a reader of Word files, web pages or pdf hands on one whose headings are styles.

styled: headings have their levels and no printed numbers: nothing but the style tells them from text.
level: all headings are of the first level; random: their levels are drawn; text: so are all paragraphs. Their numbers stand.
"""

import hashlib
from random import Random

from pipeline.ingest.compose import Composer
from pipeline.model import Copy, Document, Text
from tests.support.outline import Outline
from tests.support.render import full
from tests.support.shapes import Grid, Line, layout
from tests.support.tables import boxes, words

WRONG = ("level", "random", "text")


def styled(outline: Outline, form: str = "styled") -> Document:
    """The document with Table blocks, and with headings as `form` says. Drawn levels are the same for the same outline."""
    composer, rng = Composer(), Random(outline.name)
    named = {(node.number, node.title) for node in outline.nodes if node.kind == "level"}
    for piece in layout(outline):
        if isinstance(piece, Grid):
            composer.table(words(box) for box in boxes(piece.rows))
            continue
        bare = form == "styled" and piece.depth and piece.words and (piece.number, piece.words) not in named
        for line in Line("", piece.words).full if bare else full(piece):
            level = {"styled": piece.depth, "text": 1}.get(form, 0)
            if piece.depth and not level:
                level = 1 if form == "level" else rng.randint(1, 4)
            composer.block(line, **({"kind": "heading", "level": level} if level else {}))
    draft = composer.draft()
    data = draft.text.encode()
    copy = Copy(file=f"{outline.name}.docx", sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), format="docx")
    return Document(Text(draft.text), copy, draft.blocks)
