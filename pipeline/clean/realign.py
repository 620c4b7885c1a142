"""Reads a stretch of a page in which every character is composed of halves of two: what stood there, as hypotheses.

A stretch begins where a lead byte was lost in a "?" and ends where the page came into step again: at an ASCII byte (the second
half of a traditional character, 40–7E) or at the bracket of the next gloss. `pending` is the first half of the character that
is being put together; every character of the page gives the second half of one and the first half of the next.

What is exact and what is guessed: the bytes of the page are exact, and so is a lost byte that a gloss names (the reading and
one half of the character are known). Guessed, and counted in `lost`, are bytes that left no trace: of a pair that GBK does
not assign, and of a last character that was swallowed together with the ASCII character after it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.clean import gbk, glosses

LONGEST = 60
"""Characters of the page that a stretch may span."""

COMMONEST = 40
"""Characters tried for a half that left no trace, commonest first."""

SWALLOWED = ",.:;)( 1"
"""ASCII characters tried for one that was swallowed, where the text before the stretch does not say more."""

_REST = re.compile(rf"\?({glosses.SYLLABLE})( ?)\)")
_WHOLE = re.compile(rf"\(({glosses.SYLLABLE})( ?)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` (glosses included) stood where the page has what ends at offset `end`; lost: bytes guessed."""

    end: int
    text: str
    lost: int = 0


@lru_cache(maxsize=2_000)
def glossed_as(lead: int, syllable: str) -> tuple[str, ...]:
    """The traditional characters that begin with a byte and have a reading."""
    return tuple(char for char in lexicon.led_by(lead) if lexicon.is_traditional(char) and syllable in lexicon.readings(char))


@lru_cache(maxsize=1_000)
def _commonest(chars: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(chars, key=lambda char: (lexicon.rarity(char), char))[:COMMONEST])


def halves(char: str) -> list[bytes]:
    """The pairs a character of the page may have been: its own, or for a folded fullwidth form that of the form."""
    if char == " ":
        return [b"\xa1\xa1"]
    if "!" <= char <= "~":
        return [bytes((0xA3, ord(char) + 0x80))]
    own = lexicon.pair(char)
    return [own] if own else []


class Reader:
    """Reads one page. vanished: whether to allow one pair in a stretch that GBK does not assign."""

    def __init__(self, page: str, vanished: bool) -> None:
        self.page = page
        self.vanished = vanished

    def read(self, at: int, pending: int, done: str = "", lost: int = 0) -> Iterator[Reading]:
        """Every reading of the page from offset `at`, with the first half `pending` in hand."""
        stack = [(at, pending, done, lost)]
        while stack:
            at, pending, done, lost = stack.pop()
            if len(done) > LONGEST:
                continue
            for step in self._finish(at, pending):
                yield Reading(step.end, done + step.text, lost + step.lost)
            stack += [(end, half, done + text, lost) for end, half, text in self._go_on(at, pending)]
            if self.vanished and not lost:
                stack += [(at, half, done + text, 2) for half, text in self._vanish(at, pending)]

    def _go_on(self, at: int, pending: int) -> Iterator[tuple[int, int, str]]:
        """The next character of the page as second half of one and first half of the next."""
        char = self.page[at : at + 1]
        for two in halves(char) if char else []:
            made = lexicon.character(bytes((pending, two[0])))
            if made is None:
                continue
            gloss = _WHOLE.match(self.page, at + 1)
            straddling = gloss is not None and glosses.is_reading(char, gloss[1])
            yield (gloss.end() if gloss and straddling else at + 1), two[1], gbk.fold(made)

    def _finish(self, at: int, pending: int) -> Iterator[Reading]:
        """The ways to come into step at `at`."""
        char = self.page[at : at + 1]
        if "@" <= char <= "~":
            made = lexicon.character(bytes((pending, ord(char))))
            if made and self._agrees(made, at + 1):
                yield Reading(at + 1, made)
        if char == "?":
            rest = _REST.match(self.page, at)
            if rest:
                bracket = f"({rest[1]}{rest[2]})"
                yield from (Reading(rest.end(), made + bracket) for made in glossed_as(pending, rest[1]))
            else:
                yield from self._swallowed(at, pending)

    def _agrees(self, char: str, at: int) -> bool:
        """Whether a gloss that follows, if one does, is one of this character."""
        gloss = _WHOLE.match(self.page, at)
        return gloss is None or not glosses.is_toned(gloss[1]) or glosses.is_reading(char, gloss[1])

    def _swallowed(self, at: int, pending: int) -> Iterator[Reading]:
        """The last character and what stood behind it went into one "?"; a mark read across the boundary stayed."""
        mark = self.page[at + 1 : at + 2]
        for made in _commonest(lexicon.led_by(pending)):
            if mark and mark in gbk.fold(gbk.STRADDLED):
                yield Reading(at + 2, made + mark, 1)
            yield from (Reading(at + 1, made + ascii_, 2) for ascii_ in SWALLOWED)

    def _vanish(self, at: int, pending: int) -> Iterator[tuple[int, str]]:
        """A pair that GBK does not assign stood before the character at `at`: the half it leaves, the character it made."""
        following = self._second_halves(at)
        lasts = {two[0] for half in following for char in _commonest(lexicon.ending_in(half)) if (two := lexicon.pair(char))}
        for made in _commonest(lexicon.led_by(pending)):
            trail = (lexicon.pair(made) or b"??")[1]
            for half in sorted(lasts):
                if trail >= 0x81 and lexicon.character(bytes((trail, half))) is None:
                    yield half, made

    def _second_halves(self, at: int) -> Iterable[int]:
        char = self.page[at : at + 1]
        own = [two[0] for two in halves(char)] if char else []
        return [*own, ord(char)] if "@" <= char <= "~" else own
