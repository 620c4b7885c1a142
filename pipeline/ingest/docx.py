"""Word files: paragraphs, headings, list items and tables in the order in which they stand, automatic numbers rendered.

python-docx opens the package; the text is read off the XML, each paragraph by `wordtext`. A paragraph whose end was deleted
goes on in the next. Text boxes follow the paragraph they hang on, notes come last, headers and footers stand at the end as
furniture. A document that the file holds whole stands where Word shows it. A table of a single cell, and one that only sets
tables below each other, is a frame around what is in it. `path` of a block: which paragraph or table it is, counted from 1 in
what holds it (body/p[12], body/tbl[2], footnote[1]/p[1]); cells have their row and column.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Composer, Draft
from pipeline.ingest.compose import Words as CellWords
from pipeline.ingest.limits import Limits, check_zip
from pipeline.ingest.word.numbering import Numbering
from pipeline.ingest.word.wordchunks import Chunks, Reader, put
from pipeline.ingest.word.wordchunks import lines as inner_lines
from pipeline.ingest.word.wordpackage import Package, W
from pipeline.ingest.word.wordstyles import Styles, integer, on, outline, value
from pipeline.ingest.word.wordtables import COLUMNS, OPENED, is_frame, leading, merges
from pipeline.ingest.word.wordtables import cells as cells_of
from pipeline.ingest.word.wordtables import rows as rows_of
from pipeline.ingest.word.wordtext import Left, Line, Words, choice, diagram_words

_GONE = frozenset([f"{W}del", f"{W}moveFrom"])
_EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_P = f"{W}p"
_PPR = f"{W}pPr"
_STYLE = f"{W}pStyle"
_NUM = f"{W}numPr"
_OUTLINE = f"{W}outlineLvl"
_RPR = f"{W}rPr"
_VAL = f"{W}val"
_TBL = f"{W}tbl"


def read_docx(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: too_big, damaged or encrypted containers, and Word files that cannot be opened."""
    return _read(data, limits, partial(_read, inner=None))


def _read(data: bytes, limits: Limits, inner: Reader | None) -> Draft:
    """inner: reads the Word files that this one holds."""
    check_zip(data, limits)
    package = Package(data)
    reader = _Reader(package, Chunks(package, limits, inner))
    try:
        reader.read()
    except RecursionError as error:
        detail = "its tables and boxes stand inside each other too deeply"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Open it in Word and take the inner ones out.") from error
    return reader.composer.draft(facts=package.facts(), findings=reader.left.findings())


@dataclass(slots=True)
class _Shown:
    """A paragraph as the page shows it. at: its number among its siblings; about: fields of its `Block`."""

    text: str
    at: int
    boxes: list[Any]
    about: dict[str, Any]


class _Reader:
    """Walks the parts of a document and composes their text."""

    def __init__(self, package: Package, chunks: Chunks) -> None:
        self._chunks = chunks
        self._aside: list[tuple[str, str]] = []  # furniture of documents inside: its words, its path
        self.composer = Composer()
        self.left = Left()
        self._package = package
        self._styles = Styles(package.first("styles"))
        self._numbering = Numbering(package.first("numbering"), self._styles)
        self._words = Words(self._styles, self.left, self._diagram)

    def read(self) -> None:
        """The body, the notes, headers and footers."""
        body = self._package.root(self._package.main).find(f"{W}body")
        if body is not None:
            self.left.count_notes(body, self._package.first("settings"))
            self._blocks(body, "body")
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        comments = self._package.first("comments")
        self.left.comments = 0 if comments is None else sum(1 for _ in comments.iter(f"{W}comment"))
        self._furniture()

    def _diagram(self, id_: str) -> list[str]:
        name = self._package.target(self._package.main, id_)
        root = None if name is None else self._package.there(name)
        return [] if root is None else diagram_words(root)

    def _blocks(self, parent: Any, path: str, mark: str = "", **fields: Any) -> None:
        """Paragraphs and tables below an element. mark: what stands before the first paragraph."""
        tables = inside = 0
        for item in self._items(parent):
            if isinstance(item, Draft):
                inside += 1
                self._aside += put(item, self.composer, f"{path}/altChunk[{inside}]", **fields)
                continue
            if not isinstance(item, _Shown):
                tables += 1
                self._table_block(item, f"{path}/tbl[{tables}]", fields)
                continue
            where = f"{path}/p[{item.at}]"
            self.composer.block(f"{mark}{item.text.lstrip()}" if mark else item.text, path=where, **{**item.about, **fields})
            mark = ""
            for count, box in enumerate(item.boxes, start=1):
                if isinstance(box, str):
                    self.composer.block(box, path=f"{where}/box[{count}]", style="text box")
                else:
                    self._blocks(box, f"{where}/box[{count}]", **{**fields, "style": "text box"})

    def _items(self, parent: Any) -> Iterator[Any]:
        """What stands below an element: each paragraph as it is shown, each table as it is, what documents inside show."""
        line, count, first = Line(), 0, 0
        for element in _content(parent):
            if element.tag == _P:
                count += 1
                first = first or count
                about = self._paragraph(element, line)
                if about is not None:
                    yield _shown(line, first, about)
                    line, first = Line(), 0
            else:
                if first:  # its end was deleted, and no paragraph follows that it could go on in
                    yield _shown(line, first, {})
                    line, first = Line(), 0
                if element.tag == _TBL:
                    yield element
                elif (draft := self._chunks.read(element)) is not None:
                    yield draft
                else:
                    self.left.embedded += 1
        if first:
            yield _shown(line, first, {})

    def _paragraph(self, element: Any, line: Line) -> dict[str, Any] | None:
        """Read a paragraph into `line`; the fields of its block, or None where its end was deleted."""
        name, list_id, index, level, ends = _properties(element)
        style = self._styles[name]
        self._words.read(element, line, style.hidden)
        line.fields.clear()
        if not ends:
            return None
        number, depth = self._numbering.number(list_id, index, style)
        heading = style.heading if level is None else level or None
        about: dict[str, Any] = {"kind": "heading" if heading else "list-item" if number else "paragraph"}
        if heading or depth:
            about["level"] = heading or depth
        if name and style.name:
            about["style"] = style.name
        if number:
            about["number"] = number.strip()
            line.number = number
        return about

    def _table_block(self, element: Any, path: str, fields: dict[str, Any]) -> None:
        if not is_frame(element):
            self.composer.table(self._table(element), path=path, **fields)
            return
        cells = [cell for row in rows_of(element) for cell in cells_of(row)]
        for count, cell in enumerate(cells, start=1):
            self._blocks(cell, f"{path}/cell" if len(cells) == 1 else f"{path}/cell[{count}]", **fields)

    def _lines(self, parent: Any) -> list[str]:
        """What stands in a cell, a header or a footer: a line a paragraph; a table inside is written out row by row."""
        lines: list[str] = []
        for item in self._items(parent):
            if isinstance(item, Draft):
                lines += inner_lines(item)
                continue
            if not isinstance(item, _Shown):
                inner = Composer()
                inner.table(self._table(item))
                lines.append(inner.draft().text)
                continue
            lines.append(item.text.replace("\t", " "))
            for box in item.boxes:
                lines += [box] if isinstance(box, str) else self._lines(box)
        return [line for line in (line.strip() for line in lines) if line]

    def _table(self, element: Any) -> list[CellWords]:
        """The cells of a table, merged ones once, where they begin."""
        cells: list[CellWords] = []
        above: dict[int, int] = {}  # column → index of the cell that may go on there from the row above
        for row, line in enumerate(rows_of(element)):
            header = on(line.find(f"{W}trPr/{W}tblHeader"))
            column = integer(value(line, f"{W}trPr/{W}gridBefore"), 0, COLUMNS)
            here: dict[int, int] = {}
            last: int | None = None
            for cell in cells_of(line):
                width, merged, down, across = merges(cell)
                if across and last is not None:
                    cells[last] = replace(cells[last], columns=max(cells[last].columns, column + width - cells[last].column))
                elif down and column in above:
                    last = here[column] = above[column]
                    cells[last] = replace(cells[last], rows=row - cells[last].row + 1)
                else:
                    last = len(cells)
                    if merged:
                        here[column] = last
                    cells.append(CellWords(row, column, "\n".join(self._lines(cell)), 1, width, header))
                column += width
            above = here
        return cells

    def _notes(self, kind: str) -> None:
        """Footnotes or endnotes, after the body, each behind its number."""
        root = self._package.first(f"{kind}s")
        for note in () if root is None else root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                id_ = note.get(f"{W}id", "")
                number = self.left.numbers.get((kind, id_))
                self._blocks(note, f"{kind}[{id_}]", f"{self.left.mark(kind, number)} " if number else "", style=kind)

    def _furniture(self) -> None:
        """What documents inside do not show; headers and footers, each wording once."""
        for words, path in self._aside:
            self.composer.block(words, kind="furniture", path=path)
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for root in self._package.roots(kind):
                for line in self._lines(root):
                    if line not in seen:
                        seen.add(line)
                        self.composer.block(line, kind="furniture", style=kind)


def _shown(line: Line, at: int, about: dict[str, Any]) -> _Shown:
    return _Shown(line.number + line.text.strip("\n"), at, line.boxes, about)


def _properties(paragraph: Any) -> tuple[str, str, str, int | None, bool]:
    """Style, list and level of the list as the paragraph itself names them; its heading level; whether its end still stands."""
    properties = leading(paragraph, _PPR)
    name = list_id = index = ""
    level: int | None = None
    ends = True
    for one in () if properties is None else properties:
        if one.tag == _STYLE:
            name = one.get(_VAL, "")
        elif one.tag == _NUM:
            list_id, index = value(one, f"{W}numId"), value(one, f"{W}ilvl")
        elif one.tag == _OUTLINE:
            level = outline(one.get(_VAL, ""))
        elif one.tag == _RPR:
            ends = not any(change.tag in _GONE for change in one)
    return name, list_id, index, level, ends


def _content(parent: Any) -> Iterator[Any]:
    """The paragraphs, tables and embedded documents right below an element."""
    for child in parent:
        if child.tag in (_P, _TBL, f"{W}altChunk"):
            yield child
        elif child.tag in OPENED:
            yield from _content(child)
        elif child.tag == _EITHER:
            yield from _content(choice(child))
