"""Channel stuffing: blocks of chance characters that a site puts at the ends of lines and sentences against copying.

Mechanism: a program draws so many characters, always the same number, from all Chinese ones. Two thirds of these are rarer
than nearly all that documents have, so a block is a cluster of rare characters in which nobody finds a word. It ends with its
line or begins behind a stop; its length is that of most clusters that do both, else what the widest cluster needs. Nothing is
taken from a page with few of them, and none in which two rare characters stand as elsewhere on the page: a document has rare
names and things, and names them again. Each is probable, surer where both its ends are clear.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicon import cut, rarity, simplified
from pipeline.model import Edit, Evidence, Finding, Repair

NAME = "stuffing"
_RARE = 14.5  # nats; so rare is one character in two thousand of a document, and two thirds of those drawn by chance
_LEAST, _MOST = 4, 16  # characters of a block
_BLOCKS = 5  # blocks of one length that a page must have
_GLANCE = 2  # rare characters at the ends of lines and behind stops that make a closer look worth while
_FIRST, _ENOUGH = (
    3,
    2,
)  # rare characters that make a cluster by themselves; that a block of known length has, one where it is clear
_RUN = re.compile(r"[\u3400-\u9fff]+")
_STOPS = "。;；!！?？…"
_CLEAR, _HALF = 0.995, 0.99
"""How sure a block is whose ends are both clear, and one that has only one: all 3,400 that were drawn to look were right."""


class _Cluster(NamedTuple):
    """A run of Chinese characters at [start, end) with rare ones in [low, high) near an end that is clear: `behind` a stop,
    `closing` its line."""

    start: int
    end: int
    low: int
    high: int
    rare: int
    behind: bool
    closing: bool

    @property
    def span(self) -> int:
        """Characters of the shortest block that holds the rare ones and ends where it must."""
        return self.end - self.low if self.closing else self.high - self.start


def detect(text: str) -> Evidence | None:
    """How many blocks there are, and how long they are."""
    if len(_rare({line[-1:] for line in text.split("\n")} | {part[:1] for part in text.split("。")})) < _GLANCE:
        return None
    rare = _rare(text)
    found = [at for at in _blocks(text, _clusters(text, rare), rare) if at is not None]
    return Evidence(NAME, len(found), {"length": found[0][1] - found[0][0]}) if len(found) >= _BLOCKS else None


def restore(text: str, evidence: Evidence) -> Repair:
    """Drops the blocks; clusters of rare characters that are none are told of."""
    rare = _rare(text)
    clusters = _clusters(text, rare)
    found = list(zip(clusters, _blocks(text, clusters, rare), strict=True))
    edits = tuple(
        Edit(
            start=at[0],
            end=at[1],
            old=text[slice(*at)],
            new="",
            rule="stuffing.block",
            certainty="probable",
            confidence=_CLEAR if at == (cluster.start, cluster.end) else _HALF,
        )
        for cluster, at in found
        if at is not None
    )
    return Repair(edits, findings=tuple(_told(cluster) for cluster, at in found if at is None and cluster.rare >= _FIRST))


def _rare(text: Iterable[str]) -> set[str]:
    """Its rare characters. Those found not to be are kept in mind: a document has the same few hundred as the last one."""
    common, rare = _common(), set()
    for char in set(text) - common:
        if "\u3400" <= char <= "\u9fff" and rarity(char) >= _RARE:
            rare.add(char)
        else:
            common.add(char)
    return rare


@cache
def _common() -> set[str]:
    return set()


def _clusters(text: str, rare: set[str]) -> list[_Cluster]:
    """The runs of Chinese characters that hold rare ones near an end that is clear."""
    found = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        behind = start > 0 and text[start - 1] in _STOPS
        closing = end == len(text) or text[end] == "\n"
        near = range(max(start, end - _MOST), end) if closing else range(start, min(end, start + _MOST)) if behind else ()
        places = [at for at in near if text[at] in rare]
        if places:
            found.append(_Cluster(start, end, places[0], places[-1] + 1, len(places), behind, closing))
    return found


def _blocks(text: str, clusters: list[_Cluster], rare: set[str]) -> list[tuple[int, int] | None]:
    """The block in each cluster, all of one length; none where it does not fit, or somebody finds a word in it."""
    sure = [one for one in clusters if one.rare >= _FIRST]
    if len(sure) < _FIRST:
        return [None] * len(clusters)
    whole = Counter(one.end - one.start for one in sure if one.behind and one.closing and one.end - one.start <= _MOST)
    common = [length for length, count in whole.most_common(1) if count >= _FIRST]
    length = max([_LEAST, *(common or (one.span for one in sure))])
    pairs = Counter(pair for pair in pairwise(text) if rare.issuperset(pair))
    own = {first + second for (first, second), times in pairs.items() if times > 1}
    return [_block(text, one, length, rare, own) for one in clusters]


def _block(text: str, one: _Cluster, length: int, rare: set[str], own: set[str]) -> tuple[int, int] | None:
    """own: pairs of rare characters that come again, as the document's words do and what is drawn by chance does not."""
    start = one.end - length if one.closing else one.start
    end = start + length
    if not one.start <= start or end > one.end:
        return None
    words = text[start:end]
    count = sum(char in rare for char in words)
    clear = one.behind and one.closing and one.end - one.start == length
    if count < one.rare or count < (1 if clear else _ENOUGH) or any(words[at : at + 2] in own for at in range(length - 1)):
        return None
    return None if any(len(word) > 1 for word in cut(simplified(words))) else (start, end)


def _told(cluster: _Cluster) -> Finding:
    return Finding(
        code="stuffing-doubtful",
        severity="review",
        message_en="Rare characters without a word stand here as in blocks that the site put in, but do not fit: they stay.",
        message_zh="此处的生僻字不成词，像网站插入的乱字，但与其他乱字块不符，已保留。",
        params={"characters": cluster.high - cluster.low},
        span=(cluster.low, cluster.high),
    )


def damage(text: str, rng: random.Random, length: int = 6, share: float = 0.3) -> str:
    """What such a site makes of a text: blocks of `length` chance characters at the ends of this share of its lines."""
    lines = text.split("\n")
    made = (line + _drawn(rng, length) if line.strip() and rng.random() < share else line for line in lines)
    return "\n".join(made)


def _drawn(rng: random.Random, length: int) -> str:
    return "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(length))
