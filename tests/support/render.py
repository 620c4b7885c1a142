"""Renders a gold outline as a document, in the forms it meets in the wild.

lines: a paragraph a line, a table cell a line (its paragraphs a line each), punctuation as the author's.
flat:  one line without any break, white space dropped, fullwidth punctuation folded to ASCII as these sites leave it.
Tables with their borders are in tests/support/tables.py. Every word comes from the outline.
"""

import hashlib
import re
from unicodedata import normalize

from pipeline.model import Block, Copy, Document, Entry, Text
from tests.support.outline import Outline
from tests.support.shapes import Grid, Line, Piece, layout

_FOLD: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(sign): normalize("NFKC", sign) for sign in "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ\u3000"}
_ENTRY = re.compile(r"(.+) (\d+)")


def truth(outline: Outline) -> str:
    """The document as its author wrote it, line by line: what restoring has to give back."""
    return "\n".join(line for piece in layout(outline) for line in full(piece))


def lines(outline: Outline) -> str:
    """The document with its lines, joined by "\\n"."""
    return _lettered(truth(outline), outline)


def flat(outline: Outline) -> str:
    """The document as one line."""
    return _lettered(fold("".join(_glued(piece, outline.notes.get("pages", "")) for piece in layout(outline))), outline)


def _lettered(text: str, outline: Outline) -> str:
    """Bullets of a symbol font come out as a letter and a space where the outline says `# letter: l`."""
    letter = outline.notes.get("letter")
    return text.replace("●", f"{letter} ") if letter else text


def fold(text: str) -> str:
    """What the sites do to the author's signs: fullwidth forms become ASCII, numbers in circles and brackets plain ones."""
    return text.translate(_FOLD)


def full(piece: Piece) -> list[str]:
    """The lines of a piece; a table cell a line."""
    if isinstance(piece, Line):
        return [_dotted(line) if piece.leader else line for line in piece.full if line]
    return [line for row in piece.rows for cell in row if cell for line in cell]


def _dotted(line: str) -> str:
    """An entry of a table of contents with its leader."""
    found = _ENTRY.fullmatch(line)
    return f"{found[1]}{'.' * 12}{found[2]}" if found else line


def _glued(piece: Piece, page: str) -> str:
    """page: "spaced" where the site kept the space before a page number."""
    if isinstance(piece, Grid):
        return "".join(line for row in piece.rows for cell in row if cell for line in cell).replace(" ", "")
    if piece.leader and (found := _ENTRY.fullmatch(piece.glued)):
        return found[1].replace(" ", "") + (" " if page == "spaced" else "") + found[2]
    return piece.glued


def document(text: str, name: str = "sample") -> Document:
    """A document as the reader of text files would hand it on: one paragraph block a line."""
    data = text.encode()
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="paragraph", span=(at, at + len(line))))
        at += len(line) + 1
    copy = Copy(file=f"{name}.txt", sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), format="text")
    return Document(text=Text(text), copy=copy, blocks=tuple(blocks))


def entry(name: str = "sample") -> Entry:
    """What a file found in a folder gets in the place of a line of sources.csv."""
    return Entry(file=f"{name}.txt", id=name)
