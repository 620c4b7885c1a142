"""Styles of a Word file: names, headings, lists and hidden text, by themselves or by what they are based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.word.wordpackage import W

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


def value(element: Any, path: str, default: str = "") -> str:
    """The w:val of the first element at a path below `element`."""
    found = element.find(path)
    return default if found is None else found.get(f"{W}val", default)


def integer(text: str | None, default: int = 0, largest: int = 1_000_000) -> int:
    """A number as Word files hold it, kept between 0 and `largest`; the default where it is none."""
    digits = (text or "").strip()
    return min(int(digits), largest) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default


def on(element: Any | None) -> bool:
    """Whether a switch that stands there (w:vanish, w:tblHeader) is on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """heading: its outline level from 1; list_id, index: w:numId and w:ilvl; owners: styles that a level may own."""

    name: str | None = None
    heading: int | None = None
    list_id: str = ""
    index: str = ""
    hidden: bool = False
    owners: tuple[str, ...] = ()


class Styles:
    """The styles of a document, each worked out once. A paragraph that names none has the default one."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else list(root.iter(f"{W}style"))
        self._elements = {one.get(f"{W}styleId", ""): one for one in found}
        paragraphs = (one for one in found if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true"))
        self._default = next((one.get(f"{W}styleId", "") for one in paragraphs), "")
        self._made: dict[str, Style] = {}

    def __getitem__(self, id_: str) -> Style:
        if id_ not in self._made:
            self._made[id_] = self._resolve(id_ or self._default)
        return self._made[id_]

    def _chain(self, id_: str) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        while id_ in self._elements and id_ not in seen:
            seen.add(id_)
            yield id_, self._elements[id_]
            id_ = value(self._elements[id_], f"{W}basedOn")

    def _resolve(self, id_: str) -> Style:
        """A style takes the list and its level each from the nearest style that names it (ISO 29500, 17.3.1.19)."""
        chain = list(self._chain(id_))
        list_ids = [found for _, style in chain if (found := value(style, f"{W}pPr/{W}numPr/{W}numId"))]
        indices = [found for _, style in chain if (found := value(style, f"{W}pPr/{W}numPr/{W}ilvl"))]
        hidden = (style.find(f"{W}rPr/{W}vanish") for _, style in chain)
        return Style(
            name=value(chain[0][1], f"{W}name") or None if chain else None,
            heading=next((level for _, style in chain if (level := _heading(style)) is not None), 0) or None,
            list_id=list_ids[0] if list_ids else "",
            index=indices[0] if indices else "",
            hidden=next((on(found) for found in hidden if found is not None), False),
            owners=tuple(own for own, _ in chain),
        )


def outline(level: str) -> int:
    """The heading level (1–9) of a w:outlineLvl; 0 for body text."""
    return integer(level, 9) + 1 if integer(level, 9) < 9 else 0


def _heading(style: Any) -> int | None:
    """What a style says by itself: a heading level, 0 for body text, None for nothing."""
    if level := value(style, f"{W}pPr/{W}outlineLvl"):
        return outline(level)
    found = _HEADING.match(value(style, f"{W}name"))
    return int(found[1]) if found else None
