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
from operator import add

from pipeline.clean.site.titled import Piece
from pipeline.rules import Rule, load_data, load_rules

MOST = 7.0
"""What the words of a line may weigh together."""
SPOKEN = 1.4
"""Weight of a pair that sites say."""
_LATIN, _FIGURES = 0.9, -0.5  # weight of a line without Chinese words that has others, and of one that has none
_MANY, _FEW_BOTH = 6, 3  # pairs that sites say that count, and of those that the document has too
_SHARE, _BOTH, _KNOWN = (
    2.1,
    0.7,
    -3.3,
)  # weight of their share of a line's pairs; of one that the document has too; of the share
# of pairs that only the document has. All fitted together with the forms of lines (rules/frame.toml)
_OTHER, _TITLE = 0.8, 5  # weight of having none of the document's words, and pairs of a line of which that says something
_PACKAGE = "pipeline.clean"
_SAMPLE = 4000  # characters of a document whose words are known: its first and last ones
_NEAR = 150  # characters within which lines may share words for being neighbours
_HAN, _LETTERS = re.compile("[\u4e00-\u9fff]{2,}"), re.compile("[A-Za-z]{2}")


class Words:
    """The pairs of characters of a document: of its first and last part, where it is long.

    solid: its lines; asked: lines that will be held against it.
    """

    def __init__(self, solid: list[Piece], asked: list[Piece]) -> None:
        parts = _taken(solid)
        text = "\n".join(words for _, words in parts)
        self._starts = [start for start, _ in parts]
        self._offsets = [*accumulate((len(words) + 1 for _, words in parts), initial=0)]
        sought = frozenset[str]().union(*[pairs(piece.words) for piece in asked])
        heads = {pair[0] for pair in sought}
        hits = [(pair, at) for at, char in enumerate(text) if char in heads and (pair := text[at : at + 2]) in sought]
        self._last, self._first = dict(hits), dict(reversed(hits))

    def weigh(self, piece: Piece) -> float:
        """The weight of a line's pairs: what sites say, what the document says too, what only the document says."""
        own = pairs(piece.words)
        if not own:
            return _LATIN if _LETTERS.search(piece.words) else _FIGURES
        shared = self._shared(piece)
        both = shared & spoken()
        said = len((own - shared) & spoken())
        known = _KNOWN * (len(shared) - len(both)) / len(own)
        other = _OTHER if not shared and len(own) >= _TITLE else 0.0
        return min(
            MOST, other + SPOKEN * min(said, _MANY) + _SHARE * said / len(own) + _BOTH * min(len(both), _FEW_BOTH) + known
        )

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
