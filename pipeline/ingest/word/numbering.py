"""Word's automatic numbers: they stand in no paragraph's text, so they are counted here as Word counts them.

numbering.xml knows lists (w:num) that share definitions (w:abstractNum) of nine levels; paragraphs and styles name a list
and a level. Lists of one definition count on together, unless an override restarts one; a higher level restarts the lower.
A level that owns the paragraph's style goes before the level that the style names (ISO 29500, 17.9.23).
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.ingest.counting import spell
from pipeline.ingest.symbols import bullet
from pipeline.ingest.word.wordpackage import W
from pipeline.ingest.word.wordstyles import Style, Styles, integer, value

_PLACE = re.compile(r"%([1-9])")
_SILENT = ("none", "bullet")  # levels that have no number of their own to show


@dataclass(frozen=True, slots=True)
class _Level:
    """start: the first number; form: w:numFmt; pattern: w:lvlText; restart: the level that restarts this one, 0 for none."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    gap: str = "tab"
    font: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A w:num: its definition, the levels in its own wording, and those that it restarts when it is first used."""

    definition: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._definitions: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._links: dict[str, str] = {}
        self._owned: dict[tuple[str, str], int] = {}  # definition and style → the level that owns the style
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root, styles)

    def _read(self, root: Any, styles: Styles) -> None:
        self._definitions = {one.get(f"{W}abstractNumId", ""): one for one in root.iter(f"{W}abstractNum")}
        self._numbers = {one.get(f"{W}numId", ""): one for one in root.iter(f"{W}num")}
        linked: dict[str, str] = {}
        for id_, definition in self._definitions.items():
            if style := value(definition, f"{W}styleLink"):
                linked[style] = id_
            for owner in definition.iter(f"{W}pStyle"):
                self._owned.setdefault((id_, owner.get(f"{W}val", "")), integer(owner.getparent().get(f"{W}ilvl")))
        for id_, definition in self._definitions.items():
            if style := value(definition, f"{W}numStyleLink"):
                through = self._numbers.get(styles[style].list_id)
                self._links[id_] = linked.get(style) or ("" if through is None else value(through, f"{W}abstractNumId"))

    def _list(self, id_: str) -> _List | None:
        """A list, read when it is first asked for: most that a file defines are never used."""
        if id_ not in self._lists:
            number = self._numbers.get(id_)
            self._lists[id_] = None if number is None else self._made(number)
        return self._lists[id_]

    def _made(self, number: Any) -> _List:
        named = value(number, f"{W}abstractNumId")
        definition = self._links.get(named, named)
        found = self._definitions.get(definition)
        levels = {} if found is None else {integer(one.get(f"{W}ilvl")): _level(one) for one in found.iter(f"{W}lvl")}
        made = _List(definition, levels)
        for override in number.iter(f"{W}lvlOverride"):
            index = integer(override.get(f"{W}ilvl"))
            if (level := override.find(f"{W}lvl")) is not None:
                made.levels[index] = _level(level)
            if start := value(override, f"{W}startOverride"):
                made.levels[index] = replace(made.levels.get(index, _Level()), start=integer(start, 1))
                made.restarts.add(index)
        return made

    def number(self, list_id: str, index: str, style: Style) -> tuple[str | None, int | None]:
        """The number of the next paragraph, with what follows it, and its level from 1; None where it is in no list.

        list_id, index: w:numId and w:ilvl of the paragraph itself, "" for none. A list called 0 takes the number away.
        """
        named = list_id or style.list_id
        known = self._list(named) if named and named != "0" else None
        if known is None:
            return None, None
        own = (level for id_ in style.owners if (level := self._owned.get((known.definition, id_))) is not None)
        owned = next(own, None) if not index else None
        at = integer(index or style.index, largest=8) if owned is None else owned
        return (self._next(known, at), at + 1) if at in known.levels else (None, None)

    def _next(self, known: _List, index: int) -> str | None:
        counts = self._counts.setdefault(known.definition, {})
        if index in known.restarts:
            known.restarts.discard(index)
            counts.pop(index, None)
        for at in range(index):
            counts.setdefault(at, known.levels.get(at, _Level()).start)
        counts[index] = counts[index] + 1 if index in counts else known.levels[index].start
        for at in [at for at in counts if at > index]:
            restart = known.levels[at].restart if at in known.levels else None
            if restart is None or index < restart:
                del counts[at]
        return _show(known.levels, counts, index)


def _level(element: Any) -> _Level:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    restart = value(element, f"{W}lvlRestart")
    form = next(element.iter(f"{W}numFmt"), None)  # newer formats stand in an alternative, before the one for older readers
    return _Level(
        start=integer(value(element, f"{W}start"), 1),
        form="decimal" if form is None else form.get(f"{W}format") or form.get(f"{W}val", "decimal"),
        pattern=value(element, f"{W}lvlText"),
        gap=value(element, f"{W}suff", "tab"),
        font="" if fonts is None else fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi", "")),
        legal=(legal := element.find(f"{W}isLgl")) is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        restart=integer(restart) if restart else None,
    )


def _show(levels: dict[int, _Level], counts: dict[int, int], index: int) -> str | None:
    level = levels[index]
    if level.form == "bullet":
        sign = bullet(level.font, level.pattern)
        return f"{sign} " if sign else None

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        form = levels.get(at, _Level()).form
        return "" if form in _SILENT else spell(counts.get(at, 0), "decimal" if level.legal else form)

    shown = _PLACE.sub(number, level.pattern)
    if not shown.strip():
        return None
    closed = (
        level.gap == "tab" and shown[-1] > "\u2fff" and not shown[-1].isalnum()
    )  # 一、 and （一） stand close to their text
    return shown if level.gap == "nothing" or closed else f"{shown} "
