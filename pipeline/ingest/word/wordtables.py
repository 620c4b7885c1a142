"""The rows and cells of a table in a Word file, as they stand once changes are accepted."""

from collections.abc import Iterator
from typing import Any

from pipeline.ingest.word.wordpackage import W
from pipeline.ingest.word.wordstyles import integer

COLUMNS = 63
"""The most that Word allows in a table."""

OPENED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""What holds paragraphs, rows or cells and is none: controls, tracked insertions, marks of other programs."""

_VAL = f"{W}val"
_ROW, _CELL, _TCPR = f"{W}tr", f"{W}tc", f"{W}tcPr"
_TABLE, _TEXT = f"{W}tbl", f"{W}t"
_SHOWN = frozenset((_TABLE, f"{W}sym", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}altChunk"))
_ROW_GONE, _CELL_GONE = f"{W}trPr/{W}del", f"{W}cellDel"
_SPAN, _DOWN, _ACROSS = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind; content controls and tracked insertions are opened."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in OPENED:
            yield from _below(child, tag)


def rows(table: Any) -> Iterator[Any]:
    """Those that were not deleted."""
    return (row for row in _below(table, _ROW) if row.find(_ROW_GONE) is None)


def cells(row: Any) -> Iterator[Any]:
    """Those that were not deleted."""
    return (cell for cell in _below(row, _CELL) if (own := leading(cell, _TCPR)) is None or own.find(_CELL_GONE) is None)


def is_frame(table: Any) -> bool:
    """Whether a table only frames what stands in it: a single cell, or tables below each other with nothing beside them."""
    held = [[cell for cell in cells(row) if _says(cell)] for row in rows(table)]
    if any(len(row) > 1 for row in held):
        return False
    alone = sum(1 for row in rows(table) for _ in cells(row)) == 1
    return alone or any(next(cell.iter(_TABLE), None) is not None for row in held for cell in row)


def _says(cell: Any) -> bool:
    """Whether anything but white space stands in a cell."""
    return any(part.tag in _SHOWN or (part.tag == _TEXT and (part.text or "").strip()) for part in cell.iter())


def merges(cell: Any) -> tuple[int, bool, bool, bool]:
    """How many columns a cell covers; whether it may go on below; whether it goes on from above, from the left."""
    width, vertical, across = 1, None, None
    properties = leading(cell, _TCPR)
    for one in () if properties is None else properties:
        if one.tag == _SPAN:
            width = max(1, integer(one.get(_VAL), 1, COLUMNS))
        elif one.tag == _DOWN:
            vertical = one
        elif one.tag == _ACROSS:
            across = one
    return width, vertical is not None, _goes_on(vertical), _goes_on(across)


def leading(element: Any, tag: str) -> Any | None:
    """The properties of an element, which stand first in it."""
    return element[0] if len(element) and element[0].tag == tag else None


def _goes_on(merge: Any | None) -> bool:
    return merge is not None and merge.get(_VAL, "continue") == "continue"
