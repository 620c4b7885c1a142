"""What some download sites did to their GBK text byte by byte, and how their pages then read it.

The forward model of the channels `shift` and `pinyin`, fitted on pages of such sites until it rebuilt them to the letter:

1. The text is GBK with fullwidth punctuation. A character outside GBK is "?".
2. Glosses "(biāo)" are put behind each character of the site's table wherever its two bytes stand, also where they straddle
   two characters (type N of the shift).
3. A fullwidth mark whose bytes straddle two characters survives as that mark, the byte before it becomes "?" (type P), but
   only where the rest then reads as assigned pairs and meets an ASCII byte after at most `REACH` of them.
4. The page reads pairs: a lead byte before a byte below 40 becomes one "?" and takes that byte with it; a pair that GBK does
   not assign vanishes.
5. The corpus folds fullwidth forms to ASCII.

Why type P happens is not known; its rule is what fits, and the restoring side treats it as probable only.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline import lexicon

REACH = 3
"""Two-byte units that a mark read across a boundary may stand from the next ASCII byte."""

STRADDLED = "？，！"
"""The marks seen to be read across a boundary."""

First = Literal["kept", "dropped"]
"""What became of the "?" before a mark read across a boundary: most sites keep it, some drop it."""


@dataclass(frozen=True, slots=True)
class Site:
    """What sites differ in. table: character → reading of its gloss; space: before the closing bracket; marks: those read
    across a boundary; first: what became of the "?" before them."""

    table: Mapping[str, str] = field(default_factory=dict)
    space: str = ""
    marks: str = STRADDLED
    first: First = "kept"


_MARK_LEAD = 0xA3
_STRADDLING = [mark.encode("gbk") for mark in STRADDLED]
_STEADY = re.compile(rb"(?:[\x00-\x7f]|[\x80-\xff][^\xa3])++", re.DOTALL)
_HALF = re.compile(r"[!,:;?()]")
_FULL = re.compile(r"[\uff01-\uff5e\u3000]")


def fold(text: str) -> str:
    """Fullwidth forms of ASCII as ASCII, equal length."""
    return _FULL.sub(lambda m: " " if m[0] == "\u3000" else chr(ord(m[0]) - 0xFEE0), text)


def unfold(text: str) -> str:
    """Marks as a Chinese author typed them: fullwidth where a character that is not ASCII stands beside them."""

    def widen(found: re.Match[str]) -> str:
        at = found.start()
        wide = not text[at - 1 : at].isascii() or not text[at + 1 : at + 2].isascii()
        return chr(ord(found[0]) + 0xFEE0) if wide else found[0]

    return _HALF.sub(widen, text)


def encode(text: str) -> bytes:
    """The bytes of the site's text: GBK, "?" for what GBK does not hold."""
    return text.encode("gbk", "replace")


Glosses = Mapping[bytes, bytes]
"""The bytes of each character that a site glosses with those of its gloss."""


def glosses_of(readings: Mapping[str, str], space: str = "") -> Glosses:
    """What a site inserts: character → reading; space: before the closing bracket."""
    return {two: f"({reading}{space})".encode("gbk") for char, reading in readings.items() if (two := lexicon.pair(char))}


def add_glosses(data: bytes, glosses: Glosses) -> bytes:
    """`(reading)` behind every place where the two bytes of a character of the table stand, whatever they belong to."""
    parts, done = list[bytes](), 0
    for at in [at for at in range(len(data) - 1) if data[at : at + 2] in glosses]:
        if at >= done:  # no byte is of two of them
            parts += data[done : at + 2], glosses[data[at : at + 2]]
            done = at + 2
    return b"".join([*parts, data[done:]])


def straddles(data: bytes, at: int, marks: str = STRADDLED) -> bool:
    """Whether the lead byte at `at` is followed by a mark that is read across the boundary (step 3)."""
    if at + 2 >= len(data) or data[at + 1] != _MARK_LEAD or lexicon.character(data[at + 1 : at + 3]) not in set(marks):
        return False
    place, units = at + 3, 0
    while place < len(data) and units <= REACH:
        if data[place] < 0x80:
            return True
        if place + 1 < len(data) and data[place + 1] < 0x40:
            return True
        if lexicon.character(data[place : place + 2]) is None:
            return False
        place, units = place + 2, units + 1
    return False


def decode(data: bytes, marks: str = STRADDLED, first: First = "kept") -> str:
    """What the page shows for these bytes (steps 3 and 4). marks="" leaves type P out."""
    out: list[str] = []
    at, end = 0, len(data)
    while at < end:
        steady = _STEADY.match(data, at)
        if steady is not None:
            out.append(steady[0].decode("gbk", _READ_ON))
            at = steady.end()
        elif marks and straddles(data, at, marks):
            out.append("?" * (first == "kept") + (lexicon.character(data[at + 1 : at + 3]) or ""))
            at += 3
        else:
            out.append("?" if at + 1 == end else lexicon.character(data[at : at + 2]) or "")
            at += 2
    return "".join(out)


def _unread(error: UnicodeError) -> tuple[str, int]:
    """What a page shows for a lead byte that does not begin a character, and where it reads on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "?" if error.object[error.start + 1] < 0x40 else "", error.start + 2


_READ_ON = "biaozhun.page"
codecs.register_error(_READ_ON, _unread)


def page(text: str, site: Site) -> str:
    """The page that a site makes of a traditional text, folded as the corpus has it."""
    data = encode(unfold(text))
    return fold(decode(add_glosses(data, glosses_of(site.table, site.space)), site.marks, site.first))


def pages(text: str, glosses: Glosses) -> Iterator[str]:
    """The pages that sites of all kinds make of it with these glosses; what makes no difference is done once."""
    for sent in dict.fromkeys((encode(unfold(text)), encode(text))):
        data = add_glosses(sent, glosses)
        yield fold(decode(data))
        if any(two in data for two in _STRADDLING):
            yield fold(decode(data, first="dropped"))
            yield fold(decode(data, marks=""))
