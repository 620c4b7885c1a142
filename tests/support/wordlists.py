"""Renders a gold outline as a Word file whose numbers are automatic: counted by numbering.xml, none of them in the text."""

import re
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.ingest.counting import spell
from tests.ingest.files import docx
from tests.support import tables
from tests.support.outline import Outline
from tests.support.render import full
from tests.support.shapes import Grid, Line, layout

_FORMS = ("decimal", "chineseCountingThousand", "decimalEnclosedCircle")
_COUNTED = {spell(number, form): (form, number) for form in _FORMS for number in range(1, 51)}
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+|[①-⑳]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")


def automatic(line: Line) -> str | None:
    """The level of a list (w:lvl) that prints the number of a line; None for a line whose number no list can count."""
    found = [*_NUMERAL.finditer(line.number)]
    if not found:
        return None
    last = found[-1]
    word = last[0]
    letter = word.isascii() and word.isalpha()
    form, start = (
        ("upperLetter" if word.isupper() else "lowerLetter", ord(word.lower()) - 96)
        if letter
        else _COUNTED.get(word, ("decimal", 0))
    )
    if not start:
        return None
    pattern = f"{line.number[: last.start()]}%1{line.number[last.end() :]}"
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{"space" if line.gap else "nothing"}"/><w:lvlText w:val={quoteattr(pattern)}/></w:lvl>'
    )


def numbered(outline: Outline) -> bytes:
    """The document as a Word file, each number from a list of its own."""
    pieces = [(piece, automatic(piece) if isinstance(piece, Line) else None) for piece in layout(outline)]
    lists = [level for _, level in pieces if level]
    every = [*enumerate(lists, start=1)]
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{level}</w:abstractNum>' for n, level in every)
    numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _ in every)

    def build(document: Any) -> None:
        number = 0
        for piece, level in pieces:
            if isinstance(piece, Grid):
                tables.add_table(document, tables.boxes(piece.rows))
                continue
            first, *more = full(piece)
            paragraph = document.add_paragraph(first.removeprefix(piece.number + piece.gap) if level else first)
            for words in more:
                document.add_paragraph(words)
            if level:
                number += 1
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = number
                properties.get_or_add_ilvl().val = 0

    return docx(build, numbering)
