"""Tables of a page: which hold data and which only lay out the page, and the grid that row and column spans make.

A table lays out the page where it says so, where it has no two cells beside each other, where it holds tables without being
drawn itself, and where its only row holds whole parts of a page. Everything else is data.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from pipeline.ingest.compose import Words

_WIDEST = 100  # columns that a cell may claim to span, and of a grid that is believed
_PARTS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "article", "section", "nav", "form", "iframe"))
_DRAWN = re.compile(r"border(?:-\w+)?\s*:[^;]*\b(?:solid|double|dotted|dashed|windowtext)", re.IGNORECASE)
_GROUPS = {"thead": 0, "tfoot": 2}  # the order in which a browser shows the parts of a table


def is_data(table: Any) -> bool:
    """Whether a table holds data."""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = _rows(table)
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows]
    if max(widths, default=0) < 2:
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return len(rows) > 1 and _is_drawn(table, rows)
    return len(rows) > 1 or not any(part.tag in _PARTS for part in table.iterdescendants())


def _is_drawn(table: Any, rows: list[Any]) -> bool:
    """Whether a reader sees the table's own lines or head."""
    if table.get("border", "0").strip() not in ("", "0") or _DRAWN.search(table.get("style", "")):
        return True
    return any(cell.tag == "th" or _DRAWN.search(cell.get("style", "")) for cell in rows[0])


def _rows(table: Any) -> list[Any]:
    """The table's own rows, as shown: heads first, feet last."""
    found: list[tuple[int, Any]] = []
    for part in table:
        if part.tag == "tr":
            found.append((1, part))
        elif part.tag in ("tbody", "thead", "tfoot"):
            found += [(_GROUPS.get(part.tag, 1), row) for row in part if row.tag == "tr"]
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def outside(table: Any) -> Iterator[str]:
    """What is written in a table and in no cell, its caption first; browsers put it before the table."""
    for part in table:
        if part.tag == "caption":
            yield "".join(part.itertext())
    holders = [table, *(part for part in table if part.tag in ("tbody", "thead", "tfoot")), *_rows(table)]
    own = {"caption", "tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "col", "script", "style"}
    for holder in holders:
        if holder.text and holder.text.strip():
            yield holder.text
        for part in holder:
            if part.tag not in own or (part.tag in ("td", "th") and holder.tag != "tr") or (part.tag == "tr" == holder.tag):
                yield "".join(part.itertext())
            if part.tail and part.tail.strip():
                yield part.tail


def cells(table: Any, read: Callable[[Any], str]) -> list[Words]:
    """The cells in the grid that rowspan and colspan make; read: the text of a cell. Too wide a grid has no spans."""
    found: list[Words] = []
    covered: dict[int, int] = {}  # column → the first row that a cell from above leaves free
    rows = _rows(table)
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while covered.get(column, 0) > row:
                column += 1
            height = _span(cell, "rowspan", len(rows) - row)
            width = min(_span(cell, "colspan", _WIDEST), _WIDEST)
            covered.update(dict.fromkeys(range(column, column + width), row + height))
            header = cell.tag == "th" or line.getparent().tag == "thead"
            found.append(Words(row, column, read(cell), height, width, header))
            column += width
    if max((cell.column for cell in found), default=0) < _WIDEST:
        return found
    return [replace(cell, column=at, rows=1, columns=1) for _, line in groupby(found, _row) for at, cell in enumerate(line)]


def _row(cell: Words) -> int:
    return cell.row


def _span(cell: Any, name: str, most: int) -> int:
    """Rows or columns that a cell spans; rowspan=0 goes to the end."""
    said = cell.get(name, "1").strip()
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
    return most if number == 0 and name == "rowspan" else min(max(1, number), most)
