"""The words of a document and those of sites, as pairs of characters: what a line says by sharing them.

Knows a document's vocabulary from its own lines (of a long one its first and last part), and what sites and programs say: in
words that are listed, and in the examples of rules.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from math import log
from operator import add

from pipeline.clean.site.titled import Piece
from pipeline.rules import Rule, load_data, load_rules

MOST = 5.0
"""What the words of a line may weigh together."""
SPOKEN = 1.4
"""Weight of a pair that sites say: counted 2.3."""
_BOTH = -0.2  # weight of one that the document has too: counted -0.3
_PACKAGE = "pipeline.clean"
_SAMPLE = 4000  # characters of a document whose words are known: its first and last ones
_NEAR = 150  # characters within which lines may share words for being neighbours
_FEW = 15  # lines of the page's middle half that show how much a document repeats itself
_TOGETHER = 0.6  # what is left of a pair's weight because pairs go together
_FOREIGN = 0.065  # share of the pairs of what is not the document's that stand in it all the same
_USUAL, _MOST_USUAL = 0.3, 0.45  # the same of its own lines, where nothing tells it; and at most
_OTHER = 1.4  # what a line may weigh for having no word of the document
_LEAST = -6.0  # what the words of a line may weigh together
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


class Words:
    """The pairs of characters of a document: of its first and last part, where it is long.

    solid: its lines; some: those of its middle; asked: lines that will be held against it.
    """

    def __init__(self, solid: list[Piece], some: list[Piece], asked: list[Piece]) -> None:
        parts = _taken(solid)
        text = "\n".join(words for _, words in parts)
        self._starts = [start for start, _ in parts]
        self._offsets = [*accumulate((len(words) + 1 for _, words in parts), initial=0)]
        few = some[:: 1 + len(some) // _FEW]
        sought = frozenset[str]().union(*[pairs(piece.words) for piece in (*asked, *few)])
        heads = {pair[0] for pair in sought}
        hits = [(pair, at) for at, char in enumerate(text) if char in heads and (pair := text[at : at + 2]) in sought]
        self._last, self._first = dict(hits), dict(reversed(hits))
        size = sum(len(pairs(piece.words)) for piece in few)
        usual = sum(len(self._shared(piece)) for piece in few) / size if size else _USUAL
        usual = max(_FOREIGN, min(_MOST_USUAL, usual))
        self._known = _TOGETHER * log(_FOREIGN / usual)  # of a pair that stands in the document; of another
        self._new = _TOGETHER * log((1 - _FOREIGN) / (1 - usual))

    def weigh(self, piece: Piece) -> float:
        """The weight of a line's pairs as what sites say, or as a title of something else: whichever fits better."""
        said, shared = spoken(), self._shared(piece)
        new, both = pairs(piece.words) - shared, len(shared & said)
        says = SPOKEN * len(new & said) + _BOTH * both + self._known * (len(shared) - both)
        other = self._new * len(new) + self._known * len(shared)
        return max(_LEAST, min(MOST, max(says, min(_OTHER, other))))

    def _shared(self, piece: Piece) -> set[str]:
        """Its pairs that stand in the document well away from it."""
        low, high = self._offset(piece.start - _NEAR), self._offset(piece.end + _NEAR)
        first, last = self._first, self._last
        return {pair for pair in pairs(piece.words) if pair in first and (first[pair] < low or last[pair] > high)}

    def _offset(self, at: int) -> int:
        """Where a place of the page is in the taken parts, or would be."""
        part = bisect_right(self._starts, at) - 1
        return -1 if part < 0 else min(self._offsets[part] + at - self._starts[part], self._offsets[part + 1])


def _taken(solid: list[Piece]) -> list[tuple[int, str]]:
    """Where each line of a document begins, with its words; of a long one, its first and last part."""
    if sum(len(piece.words) for piece in solid) <= _SAMPLE:
        return [(piece.start, piece.words) for piece in solid]
    half = _SAMPLE // 2
    front: list[tuple[int, str]] = []
    back: list[tuple[int, str]] = []
    for piece in _until(solid, half):
        front.append((piece.start, piece.words[:half]))
    for piece in _until(reversed(solid), half):
        words = piece.words[-half:]
        back.append((piece.end - len(words), words))
    return front + back[::-1]


def _until(pieces: Iterable[Piece], size: int) -> Iterator[Piece]:
    """The first that have so many characters together."""
    for piece in pieces:
        if size <= 0:
            return
        size -= len(piece.words)
        yield piece


@lru_cache(maxsize=300)
def pairs(words: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _HAN.findall(words):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


@cache
def spoken() -> frozenset[str]:
    """Pairs of characters in what sites and programs say: in words that are listed, and in the rules' examples, where their
    counter-examples do not have them as often."""
    worth: Counter[str] = Counter()
    for rule in load_rules(_PACKAGE, "rules/chrome.toml"):
        for example in rule.hits:
            worth.update(pairs(_unnamed(rule, example)))
        for example in rule.misses:
            worth.update(dict.fromkeys(pairs(example), -2))
    data, listed = load_data(_PACKAGE, "rules/chrome.toml"), load_data(_PACKAGE, "rules/frame.toml")
    for word in (*data["interface"]["words"], *data["words"], *" ".join(listed["spoken"]).split()):
        worth.update(pairs(word))
    common = set(" ".join(listed["common"]).split())
    return frozenset(pair for pair, balance in worth.items() if balance > 0 and pair not in common)


def _unnamed(rule: Rule, example: str) -> str:
    """An example without the upload's name."""
    match = rule.pattern.search(example)
    name = (match.groupdict().get("original") if match else None) or ""
    return example.replace(name, " ") if name else example
