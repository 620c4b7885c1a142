"""Word knowledge that every stage may ask: words, readings, GBK pairs, simplified forms, plausibility of a repair.

It knows what the dictionaries of jieba (words and frequencies), pypinyin (readings) and OpenCC (simplified forms) hold and
what Python's GBK codec assigns; it knows nothing of any document. Each is loaded when first asked and never before, so that
clean text costs nothing.

Plausibility is relative: `rank` is good at telling the original from its rivals in the same place and no judge of a text by
itself. It trusts words first (the likeliest cut into words, by frequency) and falls back on how often a character occurs
in words at all. Traditional characters are judged by their simplified forms, for the dictionary is simplified.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import NamedTuple

LONGEST_WORD = 4
"""Characters of the longest word tried; the few longer ones are made of shorter ones and add little to a comparison."""

OTHER_COST = 3.0
"""Nats for a character that is no Chinese character (a stop, a digit): the same wherever it stands, it cancels out."""

UNSEEN = 0.1
"""Occurrences granted to a Chinese character that no word holds."""

TEMPERATURE = 1.2
"""Differences in nats are divided by this before they become probabilities. Measured on randomly damaged clean documents: of
337 repairs chosen with a share between 0.5 and 0.9 nine in ten were right, of those above nearly all."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


# ---------------------------------------------------------------------------------------------------- words


@cache
def words() -> Mapping[str, int]:
    """Every word of jieba's dictionary with its frequency. Read from the file: importing jieba would load its models too."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed: its dictionary is where the word frequencies come from")
    table: dict[str, int] = {}
    with Path(spec.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            table[word] = int(count)
    return table


def frequency(word: str) -> int:
    """How often jieba's corpus holds `word` as a word; 0 where it is none."""
    return words().get(word, 0)


@cache
def log_total() -> float:
    """The logarithm of how many words jieba's corpus has."""
    return math.log(sum(words().values()))


@cache
def _characters() -> Mapping[str, float]:
    """Cost in nats of a Chinese character that belongs to no known word here, from how often words hold it."""
    counts: defaultdict[str, int] = defaultdict(int)
    for word, count in words().items():
        for char in word:
            counts[char] += count
    total = math.log(sum(counts.values()))
    return {char: total - math.log(count + UNSEEN) for char, count in counts.items()}


@cache
def _unseen() -> float:
    return max(_characters().values()) - math.log(UNSEEN)


@lru_cache(maxsize=30_000)
def _alone(char: str) -> float:
    """Cost of one character outside every word: a little more than that of the rarest way to be a word."""
    if not _HAN.match(char):
        return OTHER_COST
    return _characters().get(char, _unseen()) + 2.0


def cut(text: str) -> list[str]:
    """The likeliest cut of a simplified text into words; what is in no word stands alone. Joined, they give the text."""
    costs, back = [0.0], [0]
    frequency_of, total = words().get, log_total()
    for end in range(1, len(text) + 1):
        at = end - 1
        best = costs[at] + _alone(text[at])
        for start in range(max(0, end - LONGEST_WORD), end):
            count = frequency_of(text[start:end])
            if count and (cost := costs[start] + total - math.log(count)) < best:
                best, at = cost, start
        costs.append(best)
        back.append(at)
    pieces: list[str] = []
    end = len(text)
    while end:
        pieces.append(text[back[end] : end])
        end = back[end]
    return pieces[::-1]


# ---------------------------------------------------------------------------------------------- plausibility


class Weighed(NamedTuple):
    """A text read so far: its last characters, simplified, and the costs of the prefixes that end before, among and after
    them. `cost` is the implausibility of the whole in nats: the lower the likelier."""

    tail: str = ""
    costs: tuple[float, ...] = (0.0,)

    @property
    def cost(self) -> float:
        return self.costs[-1]


NOTHING = Weighed()
"""What has been read before the first character."""


def weigh(text: str, so_far: Weighed = NOTHING) -> Weighed:
    """Reads on from what was read so far, in time linear in `text` alone."""
    tail, costs = so_far
    frequency_of, total = words().get, log_total()
    for char in text:
        plain, best = _read(char)
        tail += plain
        best += costs[-1]
        for start, cost in enumerate(costs):
            count = frequency_of(tail[start:])
            if count and (cost := cost + total - math.log(count)) < best:
                best = cost
        tail, costs = tail[1 - LONGEST_WORD :], (*costs[1 - LONGEST_WORD :], best)
    return Weighed(tail, costs)


@lru_cache(maxsize=30_000)
def _read(char: str) -> tuple[str, float]:
    """A character simplified, and its cost outside every word."""
    plain = _plain(char)
    return plain, _alone(plain)


@lru_cache(maxsize=30_000)
def _plain(char: str) -> str:
    return simplified(char)[:1]


@lru_cache(maxsize=20_000)
def cost(text: str) -> float:
    """Implausibility of a text in nats, by words first, by characters where no word helps.

    Only differences between texts of the same place mean anything.
    """
    return weigh(text).cost


def rank(before: str, candidates: Iterable[str] | Mapping[str, float], after: str) -> tuple[tuple[str, float], ...]:
    """The candidates for the place between `before` and `after`, likeliest first, each with its share of probability.

    A mapping gives each candidate the nats that other evidence holds against it. The shares add up to 1 and assume that one
    of the candidates is the original. Ties go by code point.
    """
    against = candidates if isinstance(candidates, Mapping) else dict.fromkeys(candidates, 0.0)
    costs = {text: cost(before + text + after) + extra for text, extra in against.items()}
    if not costs:
        return ()
    least = min(costs.values())
    weights = {text: math.exp((least - value) / TEMPERATURE) for text, value in costs.items()}
    total = sum(weights.values())
    return tuple(sorted(((text, weight / total) for text, weight in weights.items()), key=lambda item: (-item[1], item[0])))


@lru_cache(maxsize=30_000)
def rarity(char: str) -> float:
    """How rare a character is in words, in nats (about 4 for 的, 20 for one that no word holds); traditional ones as their
    simplified forms. A character that is not Chinese costs the same as any other."""
    return _alone(_plain(char))


# -------------------------------------------------------------------------------------------------- readings


@cache
def _readings() -> Mapping[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


@lru_cache(maxsize=5_000)
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, toned (`{"diào", "tiáo"}`); empty where it has none."""
    return frozenset(filter(None, _readings().get(ord(char), "").split(",")))


@lru_cache(maxsize=500)
def read_as(syllable: str) -> tuple[str, ...]:
    """Every character that has this reading."""
    return tuple(chr(code) for code, each in _readings().items() if syllable in each and syllable in each.split(","))


# -------------------------------------------------------------------------------------------- GBK, traditional


@cache
def _pairs() -> Mapping[bytes, str]:
    """Every pair that GBK assigns, with its character."""
    table: dict[bytes, str] = {}
    for lead, trail in product(range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))):
        pair = bytes((lead, trail))
        char = pair.decode("gbk", "replace")
        if len(char) == 1 and char != "\ufffd":
            table[pair] = char
    return table


@cache
def _chars() -> Mapping[str, bytes]:
    return {char: pair for pair, char in _pairs().items()}


def character(pair: bytes) -> str | None:
    """The character that GBK assigns to two bytes; None where it assigns none."""
    return _pairs().get(pair)


def pair(char: str) -> bytes | None:
    """The two bytes of a character in GBK; None where it is ASCII or outside GBK."""
    return _chars().get(char)


@cache
def _by_lead() -> Mapping[int, tuple[str, ...]]:
    table: defaultdict[int, list[str]] = defaultdict(list)
    for two, char in _pairs().items():
        table[two[0]].append(char)
    return {lead: tuple(chars) for lead, chars in table.items()}


@cache
def _by_trail() -> Mapping[int, tuple[str, ...]]:
    table: defaultdict[int, list[str]] = defaultdict(list)
    for two, char in _pairs().items():
        table[two[1]].append(char)
    return {trail: tuple(chars) for trail, chars in table.items()}


@lru_cache(maxsize=256)
def row(lead: int) -> Sequence[str | None]:
    """What GBK assigns to this first byte with each second one, 0 to 255; None where it assigns nothing."""
    return tuple(_pairs().get(bytes((lead, trail))) for trail in range(256))


def led_by(lead: int) -> Sequence[str]:
    """Every character whose first byte in GBK is `lead`, by code."""
    return _by_lead().get(lead, ())


def ending_in(trail: int) -> Sequence[str]:
    """Every character whose second byte in GBK is `trail`, by code."""
    return _by_trail().get(trail, ())


@cache
def converter(name: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name (t2s, tw2s, hk2s, s2t …) as a function."""
    from opencc import OpenCC

    return OpenCC(name).convert


def simplified(text: str) -> str:
    """`text` in simplified characters (t2s). Simplified text passes, but for the few characters of GB2312 that t2s takes
    for traditional ones (乾 夥 徵 …)."""
    return text if text.isascii() else converter("t2s")(text)


@lru_cache(maxsize=30_000)
def is_traditional(char: str) -> bool:
    """Whether a character is written only in traditional text: t2s changes it, and mainland's GB2312 does not hold it."""
    return _HAN.match(char) is not None and char.encode("gb2312", "ignore") == b"" and simplified(char) != char


@lru_cache(maxsize=30_000)
def is_simplified(char: str) -> bool:
    """Whether a character is written only in simplified text: s2t changes it, and Big5 does not hold it."""
    return not char.isascii() and char.encode("big5", "ignore") == b"" and converter("s2t")(char) != char
