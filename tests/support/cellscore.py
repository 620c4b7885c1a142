"""How many characters of the tables of a document stand in the cell where the outline has them."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.model import Document
from tests.support.outline import Outline
from tests.support.score import squeeze
from tests.support.tables import blocks

Place = tuple[int, int, int, int]
"""Row, column, rows and columns of a cell."""


def cells(document: Document) -> Iterator[dict[Place, str]]:
    """The tables in order, each with the words of its cells; those without words are left out."""
    for block in document.blocks:
        if block.table is not None:
            words = {
                (cell.row, cell.column, cell.rows, cell.columns): squeeze(document.text.source[slice(*cell.span)])
                for cell in block.table.cells
            }
            yield {place: said for place, said in words.items() if said}


def score_cells(outline: Outline, document: Document) -> tuple[int, int]:
    """Characters in the right cell, and all there are. A table that is missing has none right."""
    right = total = 0
    made = [*cells(document)]
    for number, gold in enumerate(cells(blocks(outline))):
        have = made[number] if number < len(made) else {}
        for place, words in gold.items():
            total += len(words)
            matcher = SequenceMatcher(None, words, have.get(place, ""), autojunk=False)
            right += sum(block.size for block in matcher.get_matching_blocks())
    return right, total
