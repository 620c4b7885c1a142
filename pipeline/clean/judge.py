"""Chooses among the readings of a shifted stretch: what the document and the words say, and the proof by damaging again."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import lexicon
from pipeline.clean import gbk, glosses
from pipeline.clean.glosses import GlossTable

CONTEXT = 10
"""Characters on either side that the words of a reading are weighed with."""

PROVED = 12
"""Readings, likeliest first, that are damaged again; the others count as inadmissible."""

RIVAL = 10.0
"""Nats by which a second reading must be less plausible for the first to be certain."""

STRANGE = 11.0
"""Rarity in nats from which a character speaks against a reading: half of GBK is beyond it, running text hardly ever."""

AGAINST_NEW = 3.0
"""Nats against a gloss on a character that the document glosses nowhere else."""

AGAINST_BARE = 8.0
"""Nats against a reading that breaks the rule "always or never"."""

AGAINST_LOST = 2.0
"""Nats against each byte that had to be guessed."""

AGAINST_NONE = 12.0
"""Nats against the view that nothing was shifted where a lost byte shows."""

_MARKS = "。、《》“”‘’「」【】…—·，！？：；（）"
_BRACKET = re.compile(rf"\([a-zü{glosses.TONED}]{{1,6}} ?\)")
_TORN = re.compile(rf"^[a-zü{glosses.TONED}]{{0,6}} ?\)|\([a-zü{glosses.TONED}]{{0,6}} ?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` (glosses included) instead of the page up to `end`; lost: bytes guessed; against: nats that other evidence
    than words holds against it; table: glosses it takes for granted beyond the document's; shifted: False for the page as
    it is."""

    end: int
    text: str
    lost: int = 0
    against: float = 0.0
    table: Mapping[str, str] = field(default_factory=dict)
    shifted: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The chosen reading, its share of probability and the other ones, likeliest first."""

    chosen: Candidate
    certain: bool
    confidence: float
    alternatives: tuple[str, ...]


def bare(text: str) -> str:
    """`text` without whole glosses, and without the torn ones at its ends."""
    return _TORN.sub("", _BRACKET.sub("", text))


@lru_cache(maxsize=10_000)
def strangeness(char: str) -> float:
    """Nats that an unlikely character costs beyond what its rarity in words costs."""
    if char.isascii() or char in _MARKS:
        return 0.0
    return max(0.0, lexicon.rarity(char) - STRANGE) if "\u4e00" <= char <= "\u9fff" else 8.0


class Judge:
    """Knows one page: its table of glosses and which characters stand on it without one."""

    def __init__(self, page: str, table: GlossTable | None) -> None:
        self.page = page
        self.table: dict[str, str] = table.readings if table else {}
        self.space = table.space if table else ""

    def against_gloss(self, char: str) -> float:
        """Nats against this character being one that the site glosses."""
        if char in self.table:
            return 0.0
        return AGAINST_BARE if char in self.page else AGAINST_NEW

    def choose(self, start: int, readings: Iterable[Candidate], exact: bool) -> Verdict | None:
        """The likeliest reading of the page from `start` that, damaged again, gives back the page.

        exact: whether a gloss names the lost byte; without it nothing is certain. None: no reading holds, or the page as it
        is is likelier than all.
        """
        listed = list(readings)
        if not listed:
            return None
        last = max(reading.end for reading in listed)
        plain = Candidate(last, self.page[start:last], against=AGAINST_NONE if exact else 0.0, shifted=False)
        costs = [(self._cost(start, last, one), one) for one in [*listed, plain]]
        ranked = sorted(costs, key=lambda pair: (pair[0], pair[1].text))
        held = [(cost, one) for cost, one in ranked[:PROVED] if not one.shifted or self.proved(start, one)]
        if not held or not held[0][1].shifted:
            return None
        return _verdict(held, exact)

    def _cost(self, start: int, last: int, reading: Candidate) -> float:
        """Nats against a reading, all evidence together, over the stretch up to `last` that all readings share."""
        whole = bare(reading.text + self.page[reading.end : last])
        before = bare(self.page[max(0, start - 3 * CONTEXT) : start])[-CONTEXT:]
        after = bare(self.page[last : last + 3 * CONTEXT])[:CONTEXT]
        nats = lexicon.cost(before + whole + after) + sum(map(strangeness, whole))
        return nats + reading.against + AGAINST_LOST * reading.lost + AGAINST_BARE * self._unglossed(reading)

    def _unglossed(self, reading: Candidate) -> int:
        """Characters of the table that the reading leaves without gloss; that of the first a displaced one may have forestalled."""
        if not reading.shifted:
            return 0
        text = reading.text + self.page[reading.end : reading.end + 1]
        return sum(1 for at in range(1, len(reading.text)) if text[at] in self.table and text[at + 1 : at + 2] != "(")

    def proved(self, start: int, reading: Candidate) -> bool:
        """Whether the forward model makes of this reading exactly what the page has from `start` on."""
        left = self.page[max(0, start - 1) : start]
        found = left + self.page[start : reading.end]
        original = bare(left + reading.text + self.page[reading.end : reading.end + 3 * CONTEXT])
        table = {**self.table, **reading.table, **{gloss.char: gloss.reading for gloss in glosses.find(found)}}
        sites = (gbk.Site(table, self.space, first=first, wide=wide) for first in gbk.FIRSTS for wide in (True, False))
        return any(gbk.page(original, site).startswith(found) for site in sites)


def _verdict(held: list[tuple[float, Candidate]], exact: bool) -> Verdict:
    least, best = held[0]
    total = sum(math.exp((least - cost) / lexicon.TEMPERATURE) for cost, _ in held)
    alone = len(held) < 2 or held[1][0] - least > RIVAL
    certain = exact and best.lost == 0 and alone and not any(map(strangeness, best.text))
    return Verdict(best, certain, 1 / total, tuple(one.text for _, one in held[1:6]))
