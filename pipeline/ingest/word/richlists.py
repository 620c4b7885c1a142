"""Lists of a rich text file whose marks its writer could not spell: LibreOffice writes 第1条 as ?1? and （1） as (1) where it
defines a list.

Beside each paragraph the file has its number as it was printed (`\\listtext`), in Unicode: that is the evidence. A level is
defined anew where all its printed numbers agree on the signs around their figures and the definition says others. What has
no printed numbers, or writes them in bytes of a code page, stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

_LIST = re.compile(rb"\{\\list(?![a-z])(?:(?!\{\\list(?![a-z])|\\listid).)*+\\listid(-?\d+)", re.DOTALL)
_OVERRIDE = re.compile(rb"\{\\listoverride\b(?:(?!\\listid)[^{}])*+\\listid(-?\d+)(?:(?!\\ls\d)[^{}])*+\\ls(\d+)")
_LEVEL = re.compile(rb"\{\\leveltext\b ?([^{};]*);")
_PRINTED = re.compile(rb"\{\\listtext\b([^{}]*)\}\s*\\ilvl(\d)\\ls(\d+)")
_SIGN = re.compile(rb"\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|\?)|\\'([0-9a-f]{2})|\\[a-z]+-?\d* ?|[\r\n]+|(.)", re.DOTALL)
_FIGURES = r"(?>\d+|[〇○零一二三四五六七八九十百千]+|[A-Za-z]+|.)"
_PLACES = 9  # a sign below it in a definition is the number of a level

_Place = tuple[bytes, int]  # the id of a list, a level of it from 0


def spelt(data: bytes) -> bytes:
    """The file, its lists with the signs that stand around their printed numbers."""
    lists = {number: id_ for id_, number in _OVERRIDE.findall(data)}
    printed: defaultdict[_Place, set[str]] = defaultdict(set)
    for words, level, number in _PRINTED.findall(data) if lists else ():
        if number in lists:
            printed[lists[number], int(level)].add(_shown(words))
    parts: list[bytes] = []
    done = 0
    for start, end, defined, place in _levels(data) if printed else ():
        if (signs := _agreed(_signs(defined)[1:], printed.get(place, set()))) is not None:
            parts += [data[done:start], b"\\'%02x" % len(signs), *map(_written, signs)]
            done = end
    return b"".join([*parts, data[done:]])


def _levels(data: bytes) -> Iterator[tuple[int, int, bytes, _Place]]:
    """Where each level is defined, how, and which it is."""
    for one in _LIST.finditer(data):
        for index, level in enumerate(_LEVEL.finditer(data, one.start(), one.end())):
            yield *level.span(1), level[1], (one[1], index)


def _signs(words: bytes) -> list[str]:
    """Characters of a definition or of a printed number; a byte above ASCII, which only a code page could tell, is none."""
    found: list[str] = []
    for code, byte, plain in _SIGN.findall(words):
        if code:
            found.append(chr(int(code) % 0x10000))
        elif byte or plain:
            found.append(chr(int(byte, 16)) if byte else plain.decode("latin-1"))
    return found


def _shown(words: bytes) -> str:
    """A number as printed; "" where it cannot be told."""
    shown = "".join(_signs(words)).strip()
    return "" if re.search("[\x00-\x1f\x80-\xff]", shown) else shown


def _agreed(signs: list[str], printed: set[str]) -> list[str] | None:
    """The definition with the signs that all printed numbers have in their places; None where it is right or none agree."""
    places = [at for at, sign in enumerate(signs) if ord(sign) < _PLACES]
    pattern = "".join(_FIGURES if at in places else "(.)" for at in range(len(signs)))
    read = {found.groups() for words in printed if (found := re.fullmatch(pattern, words))}
    inside = places and places[-1] - places[0] >= len(places)  # a sign between two numbers: one line alone may be misread
    if len(read) != 1 or not places or (inside and len(printed) < 2):
        return None
    around = iter(next(iter(read)))
    made = [sign if at in places else next(around) for at, sign in enumerate(signs)]
    return None if made == signs else made


def _written(sign: str) -> bytes:
    code = ord(sign)
    return b"\\'%02x" % code if code < 0x80 else b"\\u%d ?" % (code - 0x10000 if code > 0x7FFF else code)
