"""The columns of the tables: which fields of the files an analyst sees, under which names, as which types.

All types are nullable: an absent level is <NA>, never the text "None". Lists of words are one text, joined by "; ", so that a
table goes to a spreadsheet as it is.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

_SHOWN = 20  # characters of a statement in a path

Json = dict[str, Any]
Column = tuple[str, Callable[[Json], Any]]  # a pandas type, and how to read the value from a row


def parts(standards: Iterable[Json], name: str) -> Iterator[Json]:
    """The entries of a list (levels, about, findings) of each standard, with the standard's id."""
    for one in standards:
        yield from ({"standard": one["id"], **part} for part in one.get(name, ()))


def nodes(standard: Json) -> Iterator[Json]:
    """Every node with what its place in the tree says of it: parent, depth, path, and the unit and element it is in."""
    top = {"standard": standard["id"], "depth": 0, "path": "", "unit": None, "element": None, "parent": None}
    waiting = [(node, top) for node in reversed(standard.get("body", ()))]
    while waiting:
        node, place = waiting.pop()
        name = _name(node)
        row = {**place, **node, "path": f"{place['path']} / {name}" if place["path"] else name}
        if node.get("kind") in ("unit", "element"):
            row[node["kind"]] = name
        yield row
        below = {"parent": node["id"], "depth": place["depth"] + 1}
        below = {**{key: row[key] for key in ("standard", "path", "unit", "element")}, **below}
        waiting += [(child, below) for child in reversed(node.get("children", ()))]


def _name(node: Json) -> str:
    """Number and title, or the head of the words where there is no title."""
    text = node.get("text", "")
    title = node.get("title") or (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
    return " ".join(part for part in (node.get("number"), title) if part)


def _get(*path: str | int) -> Callable[[Json], Any]:
    """The value at the end of a path of keys and indices; None where there is none."""

    def read(row: Any) -> Any:
        for step in path:
            try:
                row = row[step]
            except (KeyError, IndexError, TypeError):
                return None
        return row

    return read


def _joined(*path: str | int) -> Callable[[Json], Any]:
    """A list of words as one: 任职资格标准; 管理手册."""
    found = _get(*path)
    return lambda row: "; ".join(map(str, found(row) or ()))


def _severity(name: str) -> Callable[[Json], Any]:
    return lambda row: sum(finding.get("severity") == name for finding in row.get("findings", ()))


def _words(*names: str) -> dict[str, Column]:
    return {name: ("string", _get(name)) for name in names}


def _span(name: str, start: str, end: str) -> dict[str, Column]:
    return {start: ("Int64", _get(name, 0)), end: ("Int64", _get(name, 1))}


STANDARDS: dict[str, Column] = {
    "standard": ("string", _get("id")),
    **_words("title"),
    "families": ("string", _joined("families")),
    **_words("issuer", "edition", "issued"),
    "completeness": ("string", _get("completeness", "status")),
    "missing": ("string", _joined("completeness", "missing")),
    **{name: ("string", _get("sources", 0, name)) for name in ("file", "format", "site", "url", "retrieved")},
    "rights": ("string", _get("rights", "statement")),
    "rights_holder": ("string", _get("rights", "holder")),
    "rights_note": ("string", _get("rights", "note")),
    **{name: ("Int64", _severity(name)) for name in ("defect", "review", "info")},
}
NODES: dict[str, Column] = {
    "standard": ("string", _get("standard")),
    "node": ("string", _get("id")),
    **_words("parent", "path"),
    "depth": ("Int64", _get("depth")),
    **_words("unit", "element", "kind", "number", "title", "text", "level"),
    "rank": ("Int64", _get("rank")),
    "score": ("Float64", _get("score")),
    "weight": ("Float64", _get("weight")),
    **_words("role", "status"),
    "key": ("boolean", lambda row: row.get("key", False)),
    "derived": ("boolean", lambda row: row.get("derived", False)),
    "deduct": ("Float64", _get("deduct", "points")),
    "deduct_per": ("string", _get("deduct", "per")),
    "refs": ("string", _joined("refs")),
    **_span("span", "start", "end"),
    **_span("extent", "extent_start", "extent_end"),
    **_span("source_span", "source_start", "source_end"),
    "confidence": ("Float64", _get("confidence")),
    "why": ("string", _joined("why")),
    **_words("uid", "fp"),
}
LEVELS: dict[str, Column] = {
    **_words("standard"),
    "rank": ("Int64", _get("rank")),
    **_words("label", "title"),
    "forms": ("string", _joined("forms")),
}
ABOUT: dict[str, Column] = {**_words("standard", "label", "value"), **_span("span", "start", "end")}
EDITS: dict[str, Column] = {
    **_words("standard"),
    **{name: ("Int64", _get(name)) for name in ("step", "start", "end")},
    **_words("old", "new", "rule"),
    "channel": ("string", lambda row: str(row["rule"]).partition(".")[0]),
    **_words("certainty"),
    "confidence": ("Float64", _get("confidence")),
    "alternatives": ("string", _joined("alternatives")),
    **_span("source", "source_start", "source_end"),
}
FINDINGS: dict[str, Column] = {
    **_words("standard", "code", "severity", "message_en", "message_zh", "node"),
    **_span("span", "start", "end"),
    "params": ("object", lambda row: row.get("params", {})),
}


def frame(rows: Iterable[Json], columns: dict[str, Column]) -> "DataFrame":
    """A table of the rows, with these columns in this order."""
    import pandas

    listed = list(rows)
    return pandas.DataFrame(
        {name: pandas.Series([read(row) for row in listed], dtype=kind) for name, (kind, read) in columns.items()}
    )
