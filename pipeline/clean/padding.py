"""Channel padding: long runs of chance characters that an uploader's program puts around and into a text, against comparison.

Mechanism: a program draws a hundred characters and more, all equally likely, from the 3,755 common ones (the first level of
GB 2312), and writes them before the text, behind it and into it, in the middle of words. Common characters drawn by chance are
still rarer than a text's, and hardly two of them make a word: so a run of Chinese characters is cut, at the least cost, into
what words explain and what a draw explains better, with a price for every change. A page is padded where a stretch of many
characters holds no words and hardly a character twice: names and chemicals in a list come again, or stand apart. What stands
in the order of the alphabet is a list as well. Other programs draw from some dozens of rare characters, which come again, each
time beside others.

Where a block ends to the letter is weighed by what its removal joins: words go on over it, and neighbours stand side by side
elsewhere in the document. Characters at its ends that could be the text's too are edits of their own, as sure as the places
around make them.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import exp, log, sqrt
from typing import NamedTuple

from pipeline.lexicon import cost, log_total, rarity, simplified, words
from pipeline.model import Edit, Evidence, Repair, Span

NAME = "padding"
_LEVEL = 3755  # characters of the first level of GB 2312
_DRAWN = log(_LEVEL)  # nats of a character where all are equally likely
_CHANGE = 8.0  # nats for every change between text and draw
_SHOWS, _LEAST = 60, 25  # characters of a block that shows a page to be padded, and of any other on it
_RARE, _SPREAD = 11.82, 1.80  # nats: how rare the characters of that level are, and how much they differ
_PART, _VARIED = 30, 27  # characters that are looked at first, and how many of them are different
_FAR = 4.0  # as many standard deviations below that a block may be
_STRANGE = (
    16.5  # of so rare ones no text is made, whatever comes again: of all there are the mean is 17.7, of the elements 16.0
)
_FEW = 12.8  # how rare those are, on the average, of a program that draws from some dozens of rare ones
_MIXED, _ONCE, _MADE = 0.9, 0.9, 0.03  # of these: neighbours that are new; characters that stand once; pairs that are words
_TWICE = 0.1  # share of its characters that a block may have twice, beyond what a draw has
_RISING = 0.75  # share of its neighbours that rise in a list in the order of the alphabet
_LONGEST = 6  # characters of a word
_NEAR = 3  # characters around an end where it could be as well
_AROUND = 8  # characters beside these that are read with them
_TEMPERATURE = 0.75  # of the likelihoods of these places: so it agrees with how often they were right
_SEEN = 1.5  # nats for two neighbours that stand side by side elsewhere
_SURE = 0.99
"""How likely the place of an end must be that a character is beyond doubt; how sure a block is without its doubtful ends: all
of 448 were drawn, 435 to the last character."""
_RUN = re.compile(rf"[\u4e00-\u9fff]{{{_LEAST},}}")
_LONG = re.compile(rf"[\u4e00-\u9fff]{{{_SHOWS},}}")


class _Block(NamedTuple):
    """Chance characters at [start, end), beyond doubt between low and high; first, last: how sure it is that the others before
    and behind these are drawn as well."""

    start: int
    low: int
    high: int
    end: int
    first: float
    last: float


def detect(text: str) -> Evidence | None:
    """How many blocks there are, and how many characters they have."""
    found = _found(text)
    if not found:
        return None
    return Evidence(NAME, len(found), {"characters": sum(block.end - block.start for block in found)}, found)


def restore(text: str, evidence: Evidence) -> Repair:
    """Drops the blocks; characters at their ends that could be the text's are edits of their own."""
    found = evidence.worked_out(list, lambda: _found(text)) or []
    return Repair(tuple(edit for block in found for edit in _edits(text, block)))


def _edits(text: str, block: _Block) -> Iterator[Edit]:
    parts = (
        (block.start, block.low, "end", block.first),
        (block.low, block.high, "block", _SURE),
        (block.high, block.end, "end", block.last),
    )
    for start, end, rule, sure in parts:
        if start < end:
            yield Edit(
                start=start,
                end=end,
                old=text[start:end],
                new="",
                rule=f"{NAME}.{rule}",
                certainty="probable",
                confidence=min(_SURE, sure),
            )


def _found(text: str) -> list[_Block]:
    if not any(map(_chance, _long(text))):
        return []
    spans = [(run.start() + start, run.start() + end) for run in _RUN.finditer(text) for start, end in _blocks(run[0])]
    if all(end - start < _SHOWS for start, end in spans):
        return []
    edges = [0, *(at for span in spans for at in span), len(text)]
    rest = "\0".join(text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    pairs = set(pairwise(rest))
    return [_placed(text, span, pairs) for span in spans]


def _long(text: str) -> Iterator[str]:
    """The runs as long as a block that shows a page to be padded: each holds one of the pieces that are half as long, whole."""
    half, done = _SHOWS // 2, 0
    for at in range(0, len(text), half):
        if at < done or not text[at : at + half].isalnum():
            continue
        start = at
        while start > done and _are_chinese(text[start - 1]):
            start -= 1
        if (run := _LONG.match(text, start)) is not None:
            yield run[0]
            done = run.end()


def _placed(text: str, span: Span, pairs: set[tuple[str, str]]) -> _Block:
    """The block at the ends that the text around it makes likeliest: where it joins to words, and to what it says elsewhere."""
    start, end = span
    firsts = [at for at in range(start - _NEAR, start + _NEAR + 1) if at >= 0 and _are_chinese(text[at:start])]
    lasts = [at for at in range(end - _NEAR, end + _NEAR + 1) if at <= len(text) and _are_chinese(text[end:at])]
    low, high = max(0, min(firsts) - _AROUND), min(len(text), max(lasts) + _AROUND)
    costs = {
        (first, last): _cost(text[low:first] + text[last:high], pairs) + _DRAWN * (last - first)
        for first in firsts
        for last in lasts
    }
    (first, last), least = min(costs.items(), key=lambda item: item[1])
    shares = {at: exp((least - cost) / _TEMPERATURE) for at, cost in costs.items()}
    total = sum(shares.values())
    begun = {at: sum(share for (one, _), share in shares.items() if one <= at) / total for at in firsts}
    ended = {at: sum(share for (_, one), share in shares.items() if one >= at) / total for at in lasts}
    low = next((at for at in range(first, max(firsts) + 1) if begun[at] >= _SURE), max(firsts))
    high = next((at for at in range(last, min(lasts) - 1, -1) if ended[at] >= _SURE), min(lasts))
    return _Block(first, low, high, last, begun[first], ended[last])


def _are_chinese(words: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in words)


def _cost(joined: str, pairs: set[tuple[str, str]]) -> float:
    """Nats against a text, less what it gains by pairs that stand elsewhere in the document."""
    return cost(joined) - _SEEN * sum(pair in pairs for pair in pairwise(joined))


def _chance(run: str) -> bool:
    """Whether some characters together in a run, of which every block holds a part, are as many and as rare as drawn ones."""
    parts = (run[at : at + _PART] for at in range(0, len(run) - _PART + 1, _PART))
    return any(
        (rare := sum(map(rarity, part))) >= _FEW * _PART or (len(set(part)) >= _VARIED and rare >= _least(_PART) * _PART)
        for part in parts
    )


def _least(size: int) -> float:
    """How rare so many drawn characters are at least, on the average."""
    return _RARE - _FAR * _SPREAD / sqrt(size)


def _blocks(run: str) -> list[Span]:
    """The blocks of a run of Chinese characters, as far as it shows where they end."""
    plain = simplified(run)
    return [(start, end) for start, end in _Ways(plain).drawn() if end - start >= _LEAST and _is_chance(plain[start:end])]


def _is_chance(block: str) -> bool:
    size = len(block)
    twice = size - len(set(block)) - size * size / (2 * _LEVEL)  # of a draw so many come again
    rare = sum(map(rarity, block)) / size
    outside = sum(char not in _level() for char in block)
    if _in_order(block):
        return False
    if rare >= _FEW and _is_mixed(block):
        return True
    return rare >= _STRANGE or (rare >= _least(size) and twice <= _TWICE * size and outside <= _TWICE * size / 3)


def _is_mixed(block: str) -> bool:
    """Whether the characters come again, each beside others than before, and make no words: drawn from some rare ones. In a
    list they stand once or in their order."""
    behind: dict[str, list[str]] = {}
    for one, other in pairwise(block):
        behind.setdefault(one, []).append(other)
    again = [others for others in behind.values() if len(others) > 1]
    mixed = sum(len(set(others)) / len(others) for others in again) >= _MIXED * len(again) > 0
    made = sum(one + other in words() for one, other in pairwise(block))
    return mixed and len(set(block)) <= _ONCE * len(block) and made <= _MADE * len(block)


def _in_order(block: str) -> bool:
    """Whether characters are a list in the order of the alphabet, which is that of the level: of drawn ones half rise."""
    codes = [char.encode("gb18030") for char in block]
    return sum(one < other for one, other in pairwise(codes)) > _RISING * (len(block) - 1)


class _Ways:
    """The cheapest explanation of a run by words and draws."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.text, self.draw, self.back = self._read(run)

    @staticmethod
    def _read(run: str) -> tuple[list[float], list[float], list[int]]:
        """The cost of each prefix that ends as text, and as a draw; where the last word of the text began."""
        count, total = words().get, log_total()
        text, draw, back = [0.0], [_CHANGE], [0]
        for end in range(1, len(run) + 1):
            entered = end - 1
            best = min(text[entered], draw[entered] + _CHANGE) + rarity(run[entered])
            for start in range(max(0, end - _LONGEST), end):
                often = count(run[start:end])
                if often and (cost := min(text[start], draw[start] + _CHANGE) + total - log(often)) < best:
                    best, entered = cost, start
            draw.append(min(draw[-1], text[-1] + _CHANGE) + _DRAWN)
            text.append(best)
            back.append(entered)
        return text, draw, back

    def drawn(self) -> list[tuple[int, int]]:
        """The stretches that a draw explains better, in order."""
        found: list[tuple[int, int]] = []
        at, high = len(self.run), None
        by_chance = self.draw[at] < self.text[at]
        while at > 0:
            if by_chance:
                high = at if high is None else high
                at -= 1
                if self.text[at] + _CHANGE < self.draw[at]:
                    found.append((at, high))
                    by_chance, high = False, None
            else:
                at = self.back[at]
                by_chance = self.draw[at] + _CHANGE < self.text[at]
        if high is not None:
            found.append((0, high))
        return found[::-1]


def damage(text: str, rng: random.Random, *, blocks: int = 3, length: int = 200) -> str:
    """What such a program makes of a text: so many runs of about so many characters, one before it."""
    places = sorted([0, *(rng.randrange(len(text) + 1) for _ in range(blocks - 1))])
    parts = [text[low:high] for low, high in zip(places, [*places[1:], len(text)], strict=True)]
    return "".join(_drawn(rng, rng.randint(length // 2, 3 * length // 2)) + part for part in parts)


def _drawn(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(_level()) for _ in range(length))


@cache
def _level() -> str:
    """The characters of the first level of GB 2312."""
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
