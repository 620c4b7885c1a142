"""Word files: paragraphs, headings, list items and tables in the order in which they stand, automatic numbers rendered.

python-docx opens the package and finds its parts; the text is read off the XML. Tracked changes count as accepted, a pinyin
guide gives its base text, symbol fonts a bullet. Text boxes follow the paragraph they hang on, footnotes come last, headers
and footers stand at the end as furniture.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Composer, Draft, Words
from pipeline.ingest.limits import Limits, check_zip
from pipeline.ingest.numbering import BULLET, Numbering, W, integer, is_symbol_font, value

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COLUMNS = 63  # the most that Word allows in a table
_CODE = re.compile(r"^[0-9A-Fa-f]{4}$")
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)

# What holds no text of the paragraph: properties, deleted and moved-away text, field codes, older forms of the same drawing.
_SKIPPED = {
    *(f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "txbxContent", "sdtPr")),
    _ALTERNATE,
}  # fmt: skip
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_docx(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: too_big, damaged or encrypted containers, and Word files that python-docx does not open."""
    check_zip(data, limits)
    part = _open(data)
    reader = _Reader(part)
    reader.blocks(part.element.body)
    reader.notes()
    reader.furniture()
    return reader.composer.draft()


def _open(data: bytes) -> Any:
    import docx
    from lxml.etree import LxmlError

    try:
        return docx.Document(BytesIO(data)).part
    except (zipfile.BadZipFile, zlib.error, LxmlError, LookupError, ValueError, OSError, EOFError, RuntimeError) as error:
        detail = f"the Word file cannot be opened: {error}"
        advice = "Open it in Word, let Word repair it, and save it as .docx."
        raise SourceError(Why.DAMAGED, "ingest", detail, advice) from error


class _Reader:
    """Walks the parts of a document and composes their text."""

    def __init__(self, part: Any) -> None:
        self.composer = Composer()
        self._part = part
        self._numbering = Numbering(_related(part, "numbering"))
        self._styles = _Styles(_related(part, "styles"))

    def blocks(self, parent: Any, **fields: Any) -> None:
        """Paragraphs and tables below an element, content controls opened."""
        for element in _content(parent):
            if element.tag == f"{W}tbl":
                self.composer.table(self._table(element), **fields)
            else:
                self._paragraph(element, fields)

    def _paragraph(self, element: Any, fields: dict[str, Any]) -> None:
        style = value(element, f"{W}pPr/{W}pStyle")
        number, level = self._number(element, style)
        heading = self._styles.heading(element, style)
        text = (number or "") + _text(element)
        kind = "heading" if heading else "list-item" if number else "paragraph"
        shown = (number or "").strip() or None
        about = {"kind": kind, "level": heading or level, "number": shown, "style": self._styles.name(style)}
        self.composer.block(text, **{**about, **fields})
        for box in _boxes(element):
            self.blocks(box, **{**fields, "style": "text box"})

    def _number(self, element: Any, style: str) -> tuple[str | None, int | None]:
        """The automatic number of a paragraph with what follows it, and its level from 1."""
        properties = element.find(f"{W}pPr/{W}numPr")
        list_id = "" if properties is None else value(properties, f"{W}numId")
        index = "" if properties is None else value(properties, f"{W}ilvl")
        if not list_id:
            list_id, index = self._styles.list_of(style, index)
        if not list_id or list_id == "0":
            return None, None
        level = integer(index, largest=8) if index else self._numbering.level_of_style(list_id, style)
        return self._numbering.next(list_id, level), level + 1

    def _cell(self, element: Any) -> str:
        """The text of a cell: a line a paragraph; a table inside it is written out row by row."""
        lines: list[str] = []
        for part in _content(element):
            if part.tag == f"{W}tbl":
                inner = Composer()
                inner.table(self._table(part))
                lines.append(inner.draft().text)
            else:
                number, _ = self._number(part, value(part, f"{W}pPr/{W}pStyle"))
                lines.append((number or "") + _text(part).replace("\t", " "))
                lines += [self._cell(box) for box in _boxes(part)]
        return "\n".join(line.strip() for line in lines if line.strip())

    def _table(self, element: Any) -> list[Words]:
        """The cells of a table, merged ones once, where they begin."""
        cells: list[Words] = []
        open_: dict[int, int] = {}  # column → index of the cell that goes on there from the row above
        for row, line in enumerate(_rows(element)):
            header = line.find(f"{W}trPr/{W}tblHeader") is not None
            column = integer(value(line, f"{W}trPr/{W}gridBefore"), 0, _COLUMNS)
            for cell in _below(line, f"{W}tc"):
                width = max(1, integer(value(cell, f"{W}tcPr/{W}gridSpan"), 1, _COLUMNS))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_:
                    index = open_[column]
                    cells[index] = replace(cells[index], rows=row - cells[index].row + 1)
                else:
                    open_[column] = len(cells)
                    cells.append(Words(row, column, self._cell(cell), 1, width, header))
                column += width
        return cells

    def notes(self) -> None:
        """Footnotes and endnotes, after the body."""
        for kind in ("footnote", "endnote"):
            root = _related(self._part, f"{kind}s")
            for note in () if root is None else root.iter(f"{W}{kind}"):
                if note.get(f"{W}type") in (None, "normal"):
                    self.blocks(note, style=kind)

    def furniture(self) -> None:
        """Headers and footers, each wording once."""
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for root in _all_related(self._part, kind):
                lines = [_text(element).strip() for element in root.iter(f"{W}p")]
                for line in lines:
                    if line and line not in seen:
                        seen.add(line)
                        self.composer.block(line, kind="furniture", style=kind)


class _Styles:
    """Which paragraph styles are headings and which belong to a list, by themselves or by what they are based on."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else [style for style in root.iter(f"{W}style") if style.get(f"{W}type") == "paragraph"]
        self._styles = {style.get(f"{W}styleId"): style for style in found}

    def name(self, style: str) -> str | None:
        """The name a person sees."""
        return value(self._styles[style], f"{W}name") or None if style in self._styles else None

    def _chain(self, style: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], f"{W}basedOn")

    def heading(self, element: Any, style: str) -> int | None:
        """The outline level (1 …) of a paragraph: its own, else its style's; None for body text."""
        for holder in (element, *self._chain(style)):
            if level := value(holder, f"{W}pPr/{W}outlineLvl"):
                return integer(level, 9) + 1 if integer(level, 9) < 9 else None
            if holder is not element and (found := _HEADING.match(value(holder, f"{W}name"))):
                return int(found[1])
        return None

    def list_of(self, style: str, index: str) -> tuple[str, str]:
        """The list and level that a style gives its paragraphs."""
        for holder in self._chain(style):
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is not None and (list_id := value(properties, f"{W}numId")):
                return list_id, index or value(properties, f"{W}ilvl")
        return "", index


def _all_related(part: Any, kind: str) -> list[Any]:
    """The roots of all parts that the document names as its `kind`, in the order of their names."""
    from lxml import etree

    parts = {
        str(relation.target_part.partname): relation.target_part
        for relation in part.rels.values()
        if not relation.is_external and relation.reltype.endswith(f"/{kind}")
    }
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return [etree.fromstring(parts[name].blob, parser) for name in sorted(parts)]


def _related(part: Any, kind: str) -> Any | None:
    return next(iter(_all_related(part, kind)), None)


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind; content controls and tracked insertions are opened."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _below(child, tag)


def _rows(table: Any) -> Iterator[Any]:
    return (row for row in _below(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def _content(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables right below an element."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _content(child)


def _walk(element: Any) -> Iterator[Any]:
    """Everything in a paragraph that is shown, in order."""
    for child in element:
        if child.tag not in _SKIPPED:
            yield child
            yield from _walk(child)


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for element in _walk(paragraph):
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}sym":
            parts.append(_symbol(element))
        elif element.tag in _SIGNS:
            parts.append(_SIGNS[element.tag])
    return "".join(parts)


def _symbol(element: Any) -> str:
    code = element.get(f"{W}char", "")
    if is_symbol_font(element.get(f"{W}font", "")) or not _CODE.match(code) or 0xE000 <= int(code, 16) <= 0xF8FF:
        return BULLET
    return chr(int(code, 16))


def _boxes(paragraph: Any) -> list[Any]:
    """The text boxes that hang on a paragraph, each once."""
    found = paragraph.iter(f"{W}txbxContent")
    return [box for box in found if not any(parent.tag == _ALTERNATE for parent in box.iterancestors())]
