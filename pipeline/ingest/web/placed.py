"""Pieces of lines that a page sets at places of their own, as the readers of sharing sites do: which go on in one line.

Such a reader prints what a pdf holds: where type or script changes, a line is parted into elements with one `top` and a growing
`left`. Browsers show them beside each other; what is told here is no more than that.
"""

import re
from typing import Any

_PLACE = re.compile(r"(?<![\w-])(left|top|width|height|font-size)\s*:\s*(-?\d+(?:\.\d+)?)px", re.IGNORECASE)
_NEAR = 2.0  # pixels within which two pieces stand at one height
_TYPE = 16.0  # pixels of a character where nothing tells
_GAP = 1.0  # sizes of type: a wider one is a space


def gap(before: Any, after: Any) -> str | None:
    """What stands between two pieces of one line; None where the second begins another line. Elements beside each other."""
    styles = (before.get("style", ""), after.get("style", "")) if before.tag == after.tag else ("", "")
    if not all("top" in style and "left" in style for style in styles):
        return None
    first, second = (dict(_PLACE.findall(style.lower())) for style in styles)
    if not {"top", "left"} <= first.keys() & second.keys():
        return None
    step = float(second["left"]) - float(first["left"])
    if abs(float(first["top"]) - float(second["top"])) > _NEAR or step <= 0:
        return None
    text = "".join(before.itertext())
    size = float(first.get("font-size", 0)) or float(first.get("height", 0)) or _TYPE
    units = sum(0.5 if char.isascii() else 1.0 for char in text)
    wide = float(first.get("width", 0))
    if wide <= size:  # some give every piece a width of 1 or 2
        wide = min(size * units, step) if units else 0.0
    return " " if step - wide > _GAP * size and not text[-1:].isspace() else ""
