"""The glosses of a page, 標(biāo), and the table of characters that its site glosses: shared by `pinyin` and `shift`.

Evidence, most trusted first: the reading is toned and one of the very character before it; that character is written only
in traditional text (an author's own gloss, 单(shàn), stands on simplified text); inside a document a character is glossed
always or never. Where a copy was simplified with its glosses left in, the first and the last must carry the proof, and
nearly every glossed character must be one that simplification changed. A bare word in brackets (表格(excel), (a), (an))
never meets the first condition.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

from pipeline import lexicon

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = rf"[a-zü{TONED}]{{1,6}}"

_GLOSS = re.compile(rf"[(（](?<=([^\x00-\x7f]).)({SYLLABLE})( ?)[)）]")
_WHOLE = re.compile(rf"([(（](?<=([^\x00-\x7f]).){SYLLABLE} ?[)）])")
_CUT = re.compile(rf"\((?<=([^\x00-\x7f])\()([a-zü{TONED}]{{0,6}})$", re.MULTILINE)
_BRACKET = re.compile(rf"\({SYLLABLE} ?\)")
_TONE = re.compile(f"[{TONED}]")

ALWAYS = 0.25
"""Share of a character's places that must be glossed; the rest may be ones where a displaced gloss forestalled theirs."""

ENOUGH = 3
"""Glosses (or two characters glossed) from which a table is beyond doubt."""

NEUTRAL_FROM = 5
"""Glosses from which an untoned reading, 們(men), is believed too."""

SIMPLIFIED_FROM = 8
"""Characters glossed from which a table is believed on simplified text, and `SIMPLIFIED_SHARE` of them must be such that
simplification changed them: whoever glosses for learners glosses 人 and 水 as well."""

SIMPLIFIED_SHARE = 0.95


Kind = str
"""A character and the bracket behind it, as they stand: 標(biāo)."""


class Shown(NamedTuple):
    """What a kind of gloss shows: character, reading, the space before the closing bracket; and how many times it does."""

    char: str
    reading: str
    space: str
    times: int


@dataclass(frozen=True, slots=True)
class GlossTable:
    """What a site glosses: character → reading, how many glosses show it, and the space before the closing bracket."""

    readings: dict[str, str]
    hits: int
    space: str = ""

    @property
    def sure(self) -> bool:
        """Whether the evidence leaves no doubt."""
        return self.hits >= ENOUGH or len(self.readings) > 1


@lru_cache(maxsize=5_000)
def is_reading(char: str, syllable: str) -> bool:
    """Whether a syllable is a reading of the character, or of its simplified form."""
    return syllable in lexicon.readings(char) or syllable in lexicon.readings(lexicon.simplified(char)[:1])


def may_be_wide(char: str) -> bool:
    """Whether a character of a page had two bytes: all but ASCII, and the marks that folding made ASCII."""
    return not char.isascii() or char in ",:;!?("


def is_toned(syllable: str) -> bool:
    """Whether a syllable carries a tone mark."""
    return _TONE.search(syllable) is not None


class Brackets(NamedTuple):
    """What may be glosses, in order of place: of what kind each is, and what stands between them, before the first and behind
    the last.

    readings: the kinds that hold a reading, toned or not, of the character before them."""

    between: list[str]
    kinds: list[Kind]
    readings: dict[Kind, Shown]

    @property
    def rest(self) -> str:
        """The text without them. Every character that may be glossed stands in it."""
        return "".join(self.between)

    def places(self) -> Iterator[tuple[int, int, Kind]]:
        """Where each begins and ends, with its kind."""
        sizes = [len(kind) - 1 for kind in self.kinds]
        ends = [*accumulate(map(add, map(len, self.between), sizes))]
        return zip(map(sub, ends, sizes), ends, self.kinds, strict=True)


def brackets(text: str) -> Brackets:
    """Every bracket of a text that may be a gloss."""
    pieces = _WHOLE.split(text)  # what stands between them, each of them, and the character before it
    kinds = [*map(add, pieces[2::3], pieces[1::3])]
    return Brackets(pieces[::3], kinds, _readings(kinds))


def _readings(kinds: Iterable[Kind]) -> dict[Kind, Shown]:
    counted = Counter(kinds).items()
    return {kind: Shown(match[1], match[2], match[3], times) for kind, times in counted for match in find(kind)}


def find(text: str) -> Iterator[re.Match[str]]:
    """Those that hold a reading of the character before them. Groups are character, reading and space."""
    return (found for found in _GLOSS.finditer(text) if is_reading(found[1], found[2]))


@lru_cache(maxsize=2)
def has_tone(text: str) -> bool:
    """A quick look: whether the text holds a toned vowel at all. Two channels ask, mostly of the same text."""
    return _TONE.search(text) is not None


def _glossed(shown: Iterable[Shown], text: str) -> dict[str, Counter[str]]:
    """The characters that are glossed (nearly) always, each with its readings."""
    readings: dict[str, Counter[str]] = {}
    for char, reading, _, times in shown:
        readings.setdefault(char, Counter())[reading] += times
    return {char: seen for char, seen in readings.items() if seen.total() >= ALWAYS * text.count(char)}


def _of_simplified(readings: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """The table of a copy that was simplified with its glosses left in; empty where learners were meant."""
    expand = lexicon.converter("s2t")
    changed = {char: seen for char, seen in readings.items() if expand(char) != char}
    enough = len(changed) >= SIMPLIFIED_FROM and len(changed) >= SIMPLIFIED_SHARE * len(readings)
    return changed if enough else {}


def estimate(text: str) -> GlossTable | None:
    """The site's table as the document itself shows it; None where nothing was glossed."""
    if not has_tone(text):
        return None
    return estimate_from(brackets(text))


def estimate_from(found: Brackets) -> GlossTable | None:
    """The same, where the brackets are known."""
    shown, text = found.readings.values(), found.rest
    toned = _glossed([one for one in shown if is_toned(one.reading)], text)
    table = {char: seen for char, seen in toned.items() if lexicon.is_traditional(char)}
    if 2 * len(table) <= len(toned):  # whoever glosses 单 and 重 as well means to
        table = _of_simplified(toned)
    if not table:
        return None
    hits = sum(seen.total() for seen in table.values())
    if hits >= NEUTRAL_FROM:
        neutral = _glossed([one for one in shown if not is_toned(one.reading)], text)
        table |= {char: seen for char, seen in neutral.items() if lexicon.is_traditional(char) and char not in table}
    spaces = Counter[str]()
    for char, _, space, count in shown:
        spaces[space] += count if char in table else 0
    readings = {char: _commonest(table[char]) for char in sorted(table)}
    return GlossTable(readings, sum(seen.total() for seen in table.values()), _commonest(spaces))


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def cut_off(text: str, table: GlossTable) -> Iterator[re.Match[str]]:
    """Glosses inside which the page (or a line of it) ends: `關(gu`. The character is one of the table, or traditional. Groups
    are the character and what there is of its reading."""
    for found in _CUT.finditer(text):
        char, begun = found.groups()
        if char in table.readings:
            fits = table.readings[char].startswith(begun)
        else:
            told = begun or (found.end() == len(text) and text.count(char) == 1)  # of a bare bracket only the page's end tells
            own = lexicon.readings(char) if told and lexicon.is_traditional(char) else frozenset()
            fits = any(reading.startswith(begun) for reading in own)
        if fits:
            yield found


def is_as_written(text: str) -> bool:
    """Whether a page without whole glosses is still as its site wrote it: what was cleaned is simplified, but for what nobody
    could read."""
    known = set(text)
    return sum(map(lexicon.is_traditional, known)) > sum(map(lexicon.is_simplified, known))


def bare(text: str) -> str:
    """`text` without whatever looks like a gloss."""
    return _BRACKET.sub("", text) if "(" in text else text


def without(text: str, readings: Mapping[str, str]) -> str:
    """`text` without the glosses of these characters."""
    parts, done = list[str](), 0
    for gloss in find(text):
        if gloss[1] in readings:
            parts.append(text[done : gloss.start()])
            done = gloss.end()
    return "".join([*parts, text[done:]])


def insert(text: str, readings: Mapping[str, str], space: str = "") -> str:
    """`text` with each character of the table glossed, character by character."""
    return "".join(f"{char}({readings[char]}{space})" if char in readings else char for char in text)
