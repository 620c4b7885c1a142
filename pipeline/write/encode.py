"""Records → bytes, always the same bytes for the same record, laid out for people who read diffs.

JSON is indented by two spaces, with short lists of plain values (spans, families, spellings) on one line, Chinese as Chinese,
a newline at the end. JSON Lines has one compact record a line.
"""

import re
from collections.abc import Iterable

import msgspec

WIDTH = 100  # characters a list of plain values may take on its line

# A list of plain values, an item a line, as msgspec lays it out. A JSON string holds no line break: none is hit inside one.
_ITEM = rb'(?:"(?:[^"\\\n]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)'
_LIST = re.compile(rb"\[\n *(" + _ITEM + rb"(?:,\n *" + _ITEM + rb")*)\n *\]")
_BREAK = re.compile(rb",\n *")


def _on_one_line(found: re.Match[bytes]) -> bytes:
    items = found[1]
    inside = _BREAK.sub(b", ", items) if b'"' in items else b" ".join(items.split())  # figures hold no space
    line = b"[" + inside + b"]"
    return line if len(line) <= WIDTH or len(line.decode()) <= WIDTH else found[0]


def encode(record: msgspec.Struct) -> bytes:
    """A record as an indented JSON file, UTF-8, ending in a newline."""
    plain = msgspec.json.format(msgspec.json.encode(record), indent=2)
    return _LIST.sub(_on_one_line, plain) + b"\n"


def encode_lines(records: Iterable[msgspec.Struct]) -> bytes:
    """Records as JSON Lines: one compact object a line, each line ended; no records, no bytes."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)
