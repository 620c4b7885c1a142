"""Documents that a Word file holds whole (w:altChunk) and Word shows in its place: pages, web archives, texts, Word files.

Programs that make Word files of web pages put the whole text there. A part is read once and not inside another one; one that
is of no such kind, or broken, stays outside the text and is counted.
"""

from collections.abc import Callable
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest.compose import Composer, Draft, Words
from pipeline.ingest.limits import Limits, check_size
from pipeline.ingest.sniff import sniff
from pipeline.ingest.word.wordpackage import Package, R
from pipeline.model import Block

Reader = Callable[[bytes, Limits], Draft]


class Chunks:
    """The documents in a package. inner: reads a Word file without the documents in it."""

    def __init__(self, package: Package, limits: Limits, inner: Reader | None) -> None:
        self._package, self._limits, self._inner = package, limits, inner
        self._seen: set[str] = set()

    def read(self, element: Any) -> Draft | None:
        """What an altChunk shows; None where it cannot be read."""
        name = self._package.target(self._package.main, element.get(f"{R}id", ""))
        if self._inner is None or name is None or name in self._seen:
            return None
        self._seen.add(name)
        try:
            data = self._package.data(name)
            check_size(len(data), self._limits)
            reader = self._reader(sniff(data)) if data.strip() else None
            return None if reader is None else reader(data, self._limits)
        except SourceError:
            return None

    def _reader(self, form: str) -> Reader | None:
        if form == "html":
            from pipeline.ingest.html import read_html as read
        elif form == "mhtml":
            from pipeline.ingest.mht import read_mht as read
        elif form == "txt":
            from pipeline.ingest.txt import read_txt as read
        else:
            return self._inner if form == "docx" else None
        return read


def put(draft: Draft, composer: Composer, path: str, **fields: Any) -> list[tuple[str, str]]:
    """The blocks of an inner document into the outer one; its furniture (words, path) is given back."""
    aside: list[tuple[str, str]] = []
    for block in draft.blocks:
        where = f"{path}/{block.path.lstrip('/')}" if block.path else path
        if block.kind == "furniture":
            aside.append((draft.text[slice(*block.span)], where))
        elif block.table:
            composer.table(_words(draft, block), path=where, **fields)
        else:
            told = {"kind": block.kind, "level": block.level, "number": block.number, "style": block.style, **fields}
            composer.block(draft.text[slice(*block.span)], path=where, **told)
    return aside


def _words(draft: Draft, block: Block) -> list[Words]:
    cells = block.table.cells if block.table else ()
    return [Words(cell.row, cell.column, draft.text[slice(*cell.span)], cell.rows, cell.columns, cell.header) for cell in cells]


def lines(draft: Draft) -> list[str]:
    """What stands in a cell that holds an inner document, furniture apart."""
    return [draft.text[slice(*block.span)].replace("\t", " ") for block in draft.blocks if block.kind != "furniture"]
