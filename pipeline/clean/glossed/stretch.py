"""What a page has at one place of a shifted stretch: the halves of characters, what is left of a gloss. It decides nothing; all
readings that have come so far go on from the same. A page has many alike: 師 after 師."""

import re
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.glossed import gbk, glosses

REST = re.compile(rf"\?({glosses.SYLLABLE})( ?)\)")
"""What is left of a gloss the bracket of which was swallowed."""

WHOLE = re.compile(rf"\(({glosses.SYLLABLE})( ?)\)")

STRADDLED = frozenset(gbk.fold(gbk.STRADDLED))
"""The marks read across a boundary, as the page shows them."""


class Gloss(NamedTuple):
    """A reading as the page has it, the space before the closing bracket, and how many characters it takes in all."""

    reading: str
    space: str
    size: int


class Place(NamedTuple):
    """The character `char`. halves: the pairs it may have been; on: those behind which the stretch goes on, each with how many
    characters of the page further; letter: the byte of a letter that ends it, 0 for none; rest: what is left of a gloss that
    begins here; gloss: a whole one behind the character; swallowing: for a "?" into which the last character and what stood
    behind it may have gone, the mark behind it that may have been read across the boundary, "" for none; else None."""

    char: str
    halves: tuple[bytes, ...]
    on: tuple[tuple[bytes, int], ...]
    letter: int
    rest: Gloss | None
    gloss: Gloss | None
    swallowing: str | None

    @property
    def seconds(self) -> tuple[int, ...]:
        """The bytes that may be the second half of the character that stands here."""
        own = tuple(two[0] for two in self.halves)
        return (*own, self.letter) if self.letter else own


def place_of(page: str, at: int) -> Place:
    """What the page has at this offset."""
    char = page[at : at + 1]
    own = tuple(halves(char)) if char else ()
    gloss, rest = _gloss(WHOLE.match(page, at + 1)), _gloss(REST.match(page, at))
    on = tuple((two, 1 + (gloss.size if gloss else 0)) for two in own if two[1] >= 0x80)
    letter = ord(char) if "@" <= char <= "~" else 0
    agrees = not gloss or glosses.is_reading(char, gloss.reading)
    mark = page[at + 1 : at + 2]
    swallowing = (mark if mark in STRADDLED else "") if char == "?" and not rest else None
    return Place(char, own, on if agrees else (), letter, rest, gloss, swallowing)


def _gloss(found: re.Match[str] | None) -> Gloss | None:
    return Gloss(found[1], found[2], len(found[0])) if found else None


def halves(char: str) -> list[bytes]:
    """The pairs a character of the page may have been: its own, or for a folded fullwidth form that of the form."""
    if char == " ":
        return [b"\xa1\xa1"]
    if "!" <= char <= "~":
        return [bytes((0xA3, ord(char) + 0x80))]
    own = lexicon.pair(char)
    return [own] if own else []
