"""Symbol fonts: the sign that a letter shows (Wingdings l is ●, Symbol ³ is ≥), and what stands for a list's bullet.

The letter comes as itself or as a code of the private use area (U+F000 + its number in the font). Trusted in this order: the
font that is named, else the commonest bullets of the private codes. A picture that no character shows reads as a bullet.
"""

import re
from functools import cache

from pipeline.rules import load_data

BULLET = "•"
_KNOWN = frozenset("•●■◆▪◇□★※➢❖✓▲△○∙·◎")  # signs that readers of running text take for bullets
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@cache
def _tables() -> dict[str, dict[int, str]]:
    data = load_data("pipeline.ingest", "symbols.toml")
    rows = {name: {int(code, 16) + n: sign for code, row in table.items() for n, sign in enumerate(row)}
            for name, table in data["rows"].items()}  # fmt: skip
    return {"": {}, **rows, **{name: {int(code, 16): sign for code, sign in t.items()} for name, t in data["signs"].items()}}


@cache
def _table(font: str) -> dict[int, str] | None:
    """The signs of a font by the number of their letter; None for a font of ordinary letters."""
    fonts: dict[str, str] = load_data("pipeline.ingest", "symbols.toml")["fonts"]
    name = next((table for start, table in fonts.items() if font.lower().startswith(start)), None)
    return None if name is None else _tables()[name]


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are pictures."""
    return _table(font) is not None


def sign(font: str, character: str) -> str:
    """What a character shows in a font: itself in a font of letters, a bullet for a picture that no character shows."""
    code = ord(character)
    table = _table(font)
    if 0xF020 <= code <= 0xF0FF:
        code -= 0xF000
        return (
            _tables()["symbol" if code == 0xB7 else "wingdings"].get(code, BULLET) if table is None else table.get(code, BULLET)
        )
    return table.get(code, BULLET) if table is not None and code < 0x100 else character


def shown(font: str, text: str) -> str:
    """A text in the characters that its font shows. Chinese in it stays, for symbol fonts have none."""
    if is_symbol_font(font):
        return "".join(sign(font, character) for character in text)
    return _PRIVATE.sub(lambda found: sign(font, found[0]), text)


def bullet(font: str, text: str) -> str:
    """The bullet of a list: its own sign where it is one that reads as a bullet, • for other pictures and for letters."""
    seen = shown(font, text.strip())
    if seen in _KNOWN or (seen and not is_symbol_font(font) and not any(character.isalnum() for character in seen)):
        return seen
    return ("○" if seen == "o" else BULLET) if seen else ""


def raised(text: str) -> str:
    """Figures raised, ¹²; "" where a text is not figures alone."""
    figures = text.strip()
    plain = figures.lstrip("+-−")
    return figures.translate(_RAISED) if plain.isascii() and plain.isdigit() and len(figures) - len(plain) < 2 else ""
