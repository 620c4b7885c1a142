"""Tables that a page makes of other elements than <table>: these are renamed, so that they are read as what a reader sees.

What tells, in this order: the role an element has (ARIA), how it is displayed by its own style or the plainest rules of the
page's style sheet, a word of its class (td, th, cell). A table is two rows or more with nothing beside them, a row two cells
or more with nothing beside these.
"""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.ingest.web.htmltree import UNWRITTEN, names

_CELL_ROLE = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_CELL_CLASS = re.compile(r"(?:^|[-_ ])(?:t[dh]|cell)(?:[-_ \d]|$)", re.IGNORECASE)
_HEAD_CLASS = re.compile(r"(?:^|[-_ ])th(?:[-_ \d]|$)", re.IGNORECASE)
_CELL_SHOWN = re.compile(r"display\s*:\s*table-cell", re.IGNORECASE)
_MADE_OF = frozenset(("div", "span", "p", "li", "ul", "ol", "section", "dl", "dt", "dd", "a", "b", "label"))
_FEWEST = 2  # rows, and cells of one


def rename(root: Any) -> None:
    """Renames what makes tables: to table, tr, td and th."""
    shown = names(root, _CELL_SHOWN)
    rows = [one for one in root.iter(*_MADE_OF) if _is_row(one, shown)]
    inside = {id(row) for row in rows}
    for table in dict.fromkeys(around for row in rows if (around := _table(row.getparent(), inside)) is not None):
        for part in [one for one in table.iter() if id(one) in inside and _table(one.getparent(), inside) is table]:
            part.tag = "tr"
            for cell in _parts(part):
                cell.tag = "th" if _is_head(cell) else "td"
            if part.getparent() is not table:
                part.getparent().tag = "tbody"
        table.tag = "table"


def _parts(element: Any) -> list[Any]:
    return [child for child in element if child.tag not in UNWRITTEN]


def _bare(element: Any) -> bool:
    """Whether no words stand in an element beside those of its parts."""
    return not (element.text or "").strip() and not any((child.tail or "").strip() for child in element)


def _is_row(element: Any, shown: frozenset[str]) -> bool:
    parts = _parts(element)
    return len(parts) >= _FEWEST and _bare(element) and all(part.tag in _MADE_OF and _is_cell(part, shown) for part in parts)


def _is_cell(element: Any, shown: Sequence[str] | frozenset[str]) -> bool:
    if element.get("role") in _CELL_ROLE or _CELL_SHOWN.search(element.get("style", "")):
        return True
    own = element.get("class", "")
    return bool(own) and (_CELL_CLASS.search(own) is not None or any(f".{name}" in shown for name in own.split()))


def _is_head(element: Any) -> bool:
    return element.get("role") in ("columnheader", "rowheader") or _HEAD_CLASS.search(element.get("class", "")) is not None


def _table(element: Any, rows: set[int]) -> Any | None:
    """The table that rows below an element make: it, or what is around it where it is one group of several; None for none."""
    if element is None or not _holds_rows(element, rows):
        return None
    around = element.getparent()
    beside = _parts(around) if around is not None else []
    if len(beside) >= _FEWEST and _bare(around) and all(_holds_rows(one, rows, 1) for one in beside):
        return around
    return element if len(_parts(element)) >= _FEWEST else None


def _holds_rows(element: Any, rows: set[int], fewest: int = 0) -> bool:
    parts = _parts(element)
    return element.tag in _MADE_OF and len(parts) >= fewest and _bare(element) and all(id(part) in rows for part in parts)
