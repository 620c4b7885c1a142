"""What a page has at one place of a shifted stretch: the halves of characters, what is left of a gloss. It decides nothing; all
readings that have come so far go on from the same."""

import re
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean import glosses

REST = re.compile(rf"\?({glosses.SYLLABLE})( ?)\)")
"""What is left of a gloss the bracket of which was swallowed."""

WHOLE = re.compile(rf"\(({glosses.SYLLABLE})( ?)\)")


class Place(NamedTuple):
    """The character `char` at offset `at`. halves: the pairs it may have been; on: those behind which the stretch goes on, each
    with the offset where; letter: the byte of a letter that ends it, 0 for none; rest: what is left of a gloss that begins
    here; gloss: a whole one behind the character."""

    at: int
    char: str
    halves: tuple[bytes, ...]
    on: tuple[tuple[bytes, int], ...]
    letter: int
    rest: re.Match[str] | None
    gloss: re.Match[str] | None

    @property
    def seconds(self) -> tuple[int, ...]:
        """The bytes that may be the second half of the character that stands here."""
        own = tuple(two[0] for two in self.halves)
        return (*own, self.letter) if self.letter else own


def place_of(page: str, at: int) -> Place:
    """What the page has at this offset."""
    char = page[at : at + 1]
    own = tuple(halves(char)) if char else ()
    gloss = WHOLE.match(page, at + 1)
    following = gloss.end() if gloss else at + 1
    on = tuple((two, following) for two in own if two[1] >= 0x80)
    letter = ord(char) if "@" <= char <= "~" else 0
    agrees = not gloss or glosses.is_reading(char, gloss[1])
    return Place(at, char, own, on if agrees else (), letter, REST.match(page, at), gloss)


def halves(char: str) -> list[bytes]:
    """The pairs a character of the page may have been: its own, or for a folded fullwidth form that of the form."""
    if char == " ":
        return [b"\xa1\xa1"]
    if "!" <= char <= "~":
        return [bytes((0xA3, ord(char) + 0x80))]
    own = lexicon.pair(char)
    return [own] if own else []
