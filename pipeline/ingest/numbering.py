"""Word's automatic numbers: they stand in no paragraph's text, so they are counted here as Word counts them.

numbering.xml knows lists (w:num) that share definitions (w:abstractNum) of nine levels; paragraphs and styles name a list
and a level. Lists of one definition count on together, unless an override restarts one; a higher level restarts the lower.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.ingest.counting import spell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_SYMBOLS = ("wingdings", "symbol", "webdings", "zapfdingbats", "monotype sorts")
_PLACE = re.compile(r"%([1-9])")


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
    """A w:num: its definition, levels of its own, and the levels it restarts when it is first used."""

    definition: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def value(element: Any, path: str, default: str = "") -> str:
    """The w:val of the first element at a path below `element`."""
    found = element.find(path)
    return default if found is None else found.get(f"{W}val", default)


def integer(text: str | None, default: int = 0, largest: int = 1_000_000) -> int:
    """A number as Word files hold it, kept between 0 and `largest`; the default where it is none."""
    digits = (text or "").strip()
    return min(int(digits), largest) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default


def is_symbol_font(name: str) -> bool:
    """Fonts whose letters are pictures: what they show is a bullet."""
    return name.lower().startswith(_SYMBOLS)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._links: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.styles: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        linked: dict[str, str] = {}
        for definition in root.iter(f"{W}abstractNum"):
            id_ = definition.get(f"{W}abstractNumId")
            self._levels[id_] = {integer(level.get(f"{W}ilvl")): _level(level) for level in definition.iter(f"{W}lvl")}
            if style := value(definition, f"{W}styleLink"):
                linked[style] = id_
            if style := value(definition, f"{W}numStyleLink"):
                self._links[id_] = style
            for level in definition.iter(f"{W}lvl"):
                if style := value(level, f"{W}pStyle"):
                    self.styles.setdefault(style, (id_, integer(level.get(f"{W}ilvl"))))
        self._links = {id_: linked[style] for id_, style in self._links.items() if style in linked}
        for number in root.iter(f"{W}num"):
            self._lists[number.get(f"{W}numId")] = self._list(number)

    def _list(self, number: Any) -> _List:
        definition = value(number, f"{W}abstractNumId")
        made = _List(self._links.get(definition, definition))
        for override in number.iter(f"{W}lvlOverride"):
            index = integer(override.get(f"{W}ilvl"))
            if (level := override.find(f"{W}lvl")) is not None:
                made.levels[index] = _level(level)
            if start := value(override, f"{W}startOverride"):
                made.starts[index] = integer(start, 1)
        return made

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a style has in a list, where the paragraph names only the list."""
        known = self._lists.get(list_id)
        linked = self.styles.get(style)
        return linked[1] if known and linked and linked[0] == known.definition else 0

    def next(self, list_id: str, index: int) -> str | None:
        """The number of the next paragraph of a list at a level (0 …), with what follows it; None where it shows none."""
        known = self._lists.get(list_id)
        if known is None:
            return None
        levels = {**self._levels.get(known.definition, {}), **known.levels}
        if index not in levels:
            return None
        counts = self._counts.setdefault(known.definition, {})
        self._count(known, list_id, levels, counts, index)
        return _show(levels, counts, index)

    def _count(self, known: _List, list_id: str, levels: dict[int, _Level], counts: dict[int, int], index: int) -> None:
        for at in range(index + 1):
            if at in known.starts and (list_id, at) not in self._begun:
                self._begun.add((list_id, at))
                counts.pop(at, None)
                levels[at] = replace(levels.get(at, _Level()), start=known.starts[at])
        for at in range(index):
            counts.setdefault(at, levels.get(at, _Level()).start)
        counts[index] = counts[index] + 1 if index in counts else levels[index].start
        for at in [at for at in counts if at > index]:
            restart = levels[at].restart if at in levels else None
            if restart is None or index < restart:
                del counts[at]


def _level(element: Any) -> _Level:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    restart = value(element, f"{W}lvlRestart")
    return _Level(
        start=integer(value(element, f"{W}start"), 1),
        form=value(element, f"{W}numFmt", "decimal"),
        pattern=value(element, f"{W}lvlText"),
        gap=value(element, f"{W}suff", "tab"),
        font="" if fonts is None else fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi", "")),
        legal=element.find(f"{W}isLgl") is not None,
        restart=integer(restart) if restart else None,
    )


def _show(levels: dict[int, _Level], counts: dict[int, int], index: int) -> str | None:
    level = levels[index]
    if level.form == "bullet":
        private = any("\ue000" <= character <= "\uf8ff" for character in level.pattern)
        return f"{BULLET} " if private or is_symbol_font(level.font) else f"{level.pattern} " if level.pattern.strip() else None

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        form = "decimal" if level.legal else levels.get(at, _Level()).form
        return "" if form == "none" else spell(counts.get(at, 0), form)

    shown = _PLACE.sub(number, level.pattern)
    if not shown.strip():
        return None
    closed = shown[-1] > "\u2fff" and not shown[-1].isalnum()  # 一、 and （一） stand close to their text
    return shown if level.gap == "nothing" or closed else f"{shown} "
