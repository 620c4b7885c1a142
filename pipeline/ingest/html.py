"""Saved web pages: paragraphs, headings, list items and tables in the order of the page, each with its element path.

The whole visible text is kept; what of it is the site's own is for the chrome channel to say. Tables that only lay out the
page, told by the tables or the single column in them, are opened.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Composer, Draft, Words
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSHOWN = frozenset(
    ("script", "style", "head", "noscript", "template", "select", "option", "textarea", "svg", "iframe", "object")
)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    )
)  # fmt: skip
_DEEPEST = 100  # elements inside each other that a path names; pages have 20–60
_WIDEST = 100  # columns or rows that a cell may claim to span


def read_html(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: encoding where none fits, damaged where the page is no tree, too_big where it is nested too deep."""
    from lxml import etree, html

    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    try:
        # As UTF-8, so that neither a declaration inside the page nor the parser's guess is heard again.
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        root = html.document_fromstring(decoded.text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        detail = f"the page cannot be read: {error}"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Save the page again, or save its text.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # the parser stopped and dropped the rest
        detail = "its elements are nested deeper than the parser goes (2,048)"
        raise SourceError(Why.TOO_BIG, "ingest", detail, "Open the page in a browser and save its text.")
    page = _Page()
    page.read(root)
    return page.composer.draft(encoding=decoded.encoding, broken=decoded.broken)


class _Page:
    """Walks a page without recursion and cuts its text where a browser would begin a new line."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._parts: list[str] = []
        self._where: tuple[Any, str] | None = None

    def read(self, root: Any) -> None:
        """Everything that is shown."""
        for event, element, path in _events(root):
            if event == "table":
                self._end()
                self.composer.table(_cells(element), path=path)
            elif event == "text":
                self._parts.append(element)
            elif event == "break":
                self._parts.append("\n")
            else:
                self._end()
                self._where = (element, path)
        self._end()

    def _end(self) -> None:
        """The block that was collected, as what its innermost block element says it is."""
        text, self._parts = _shown(self._parts), []
        if not text or self._where is None:
            return
        element, path = self._where
        tag = element.tag
        fields: dict[str, Any] = {"path": path}
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            fields |= {"kind": "heading", "level": int(tag[1])}
        elif tag == "li":
            fields |= {"kind": "list-item", "level": sum(1 for _ in element.iterancestors("ul", "ol")) or 1}
        self.composer.block(text, **fields)


def _shown(parts: list[str]) -> str:
    """White space as a browser shows it: runs as one space, none at the ends of lines; breaks stay."""
    lines = "".join(part if part == "\n" else _SPACE.sub(" ", part) for part in parts).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip()


def _events(root: Any) -> Iterator[tuple[str, Any, str]]:
    """Texts, line breaks, tables and block borders in order, each with its element or text and element path."""
    waiting: list[tuple[str, Any, str, int]] = [("open", root, "/html", 0)]
    while waiting:
        event, thing, path, depth = waiting.pop()
        if event != "open":
            yield event, thing, path
            continue
        if thing.tag == "br":
            yield "break", thing, path
        if not _visible(thing):
            continue
        if thing.tag == "table" and _is_data(thing):
            yield "table", thing, path
            continue
        block = thing.tag in _BLOCKS
        if block:
            yield "block", thing, path
        waiting += reversed(_inside(thing, path, depth, block))


def _inside(element: Any, path: str, depth: int, block: bool) -> list[tuple[str, Any, str, int]]:
    """What is to be walked below an element; after a block inside it, the element goes on as a new block."""
    found: list[tuple[str, Any, str, int]] = [("text", element.text, path, depth)] if element.text else []
    counts: dict[str, int] = {}
    for child in element:
        counts[child.tag] = counts.get(child.tag, 0) + 1
        below = f"{path}/{child.tag}[{counts[child.tag]}]" if depth < _DEEPEST else path
        found.append(("open", child, below, depth + 1))
        if child.tag in _BLOCKS:
            found.append(("block", element, path, depth))
        if child.tail:
            found.append(("text", child.tail, path, depth))
    return found


def _visible(element: Any) -> bool:
    if element.tag in _UNSHOWN or element.get("hidden") is not None:
        return False
    return not _HIDDEN.search(element.get("style", ""))


def _is_data(table: Any) -> bool:
    """A table with columns and without tables in it; any other only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(len(row.findall("td")) + len(row.findall("th")) > 1 for row in table.iter("tr"))


def _cells(table: Any) -> list[Words]:
    """The cells in the grid that rowspan and colspan make."""
    cells: list[Words] = []
    covered: set[tuple[int, int]] = set()
    rows = list(table.iter("tr"))
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in covered:
                column += 1
            height = min(_span(cell, "rowspan"), len(rows) - row)
            width = _span(cell, "colspan")
            covered |= {(row + down, column + across) for down in range(height) for across in range(width)}
            cells.append(Words(row, column, _cell(cell), height, width, cell.tag == "th"))
            column += width
    return cells


def _span(cell: Any, name: str) -> int:
    number = cell.get(name, "1").strip()
    return min(max(1, int(number)), _WIDEST) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _cell(cell: Any) -> str:
    """The text of a cell, a line a block."""
    inner = _Page()
    inner.read(cell)
    return inner.composer.draft().text.replace("\t", " ")
