"""Chooses among the readings of a shifted stretch: what the document and the words say, and the proof by damaging again."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise

from pipeline import lexicon
from pipeline.clean.glossed import gbk, glosses
from pipeline.clean.glossed.alone import alone
from pipeline.clean.glossed.glosses import GlossTable
from pipeline.clean.glossed.links import words
from pipeline.clean.glossed.realign import AGAINST_LOST
from pipeline.clean.glossed.swallowed import EXPECTED, Swallowed, is_open
from pipeline.clean.glossed.verdict import ALTERNATIVES, Candidate, Verdict, verdict
from pipeline.clean.glossed.ways import RARE_MARKS, strangeness

CONTEXT = 10
"""Characters on either side that the words of a reading are weighed with."""

PROVED, NOTHING = 24, 30.0
"""Readings, likeliest first, that are damaged again; the others count as inadmissible, and so do those so many nats behind the
first, where there are as many alternatives as are named: their share is 1 in 10¹⁰."""

AGAINST_NEW = 3.0
"""Nats against a gloss on a character that the document glosses nowhere else."""

AGAINST_BARE = 8.0
"""Nats against a reading that breaks the rule "always or never"."""

AGAINST_NONE = 12.0
"""Nats against the view that nothing was shifted where a lost byte shows."""

GRANTED = 10
"""Occurrences granted to each mark beyond those on the page."""

MARKS = "。、,:;"
"""The marks that carry running text."""

RARE = 0.5
"""Occurrences granted to any other mark that the page does not have."""

COMMON = 6.5
"""Rarity in nats up to which a character is readily a word by itself."""

AGAINST_LONE = 2.0
"""Nats against a character that is at home neither in a word nor on the page."""

FOR_SEEN = 1.5
"""Nats for two neighbours that stand side by side elsewhere on the page."""

_TORN = re.compile(rf"^[a-zü{glosses.TONED}]{{0,6}} ?\)|\([a-zü{glosses.TONED}]{{0,6}} ?$")
_MARK = re.compile(r"[^\w\s]|_")
_HAN = re.compile("[\u4e00-\u9fff]+")


def bare(text: str) -> str:
    """`text` without whole glosses, and without the torn ones at its ends."""
    return _TORN.sub("", glosses.bare(text))


class Judge:
    """Knows one page: its table of glosses and which characters stand on it without one."""

    def __init__(self, page: str, table: GlossTable | None) -> None:
        self.page = page
        self.table: dict[str, str] = table.readings if table else {}
        self.space = table.space if table else ""
        self._seen: dict[str, bool] = {}
        self._before: dict[int, str] = {}
        self._after: dict[int, str] = {}
        self._loners: dict[tuple[int, int, str], int] = {}

    def against_gloss(self, char: str) -> float:
        """Nats against this character being one that the site glosses."""
        if char in self.table:
            return 0.0
        return AGAINST_BARE if char in self.page else AGAINST_NEW

    def before(self, start: int) -> str:
        """The text before a place, without glosses, as context."""
        if start not in self._before:
            self._before[start] = bare(self.page[max(0, start - 3 * CONTEXT) : start])[-CONTEXT:]
        return self._before[start]

    def after(self, end: int) -> str:
        """The text behind a place, without glosses, as context."""
        if end not in self._after:
            self._after[end] = bare(self.page[end : end + 3 * CONTEXT])[:CONTEXT]
        return self._after[end]

    @cached_property
    def _bare(self) -> str:
        """The page without glosses."""
        return glosses.bare(self.page)

    @cached_property
    def swallowed(self) -> Swallowed:
        """What signs may have gone into a "?"."""
        return Swallowed(self.page, self._bare)

    @cached_property
    def _inserted(self) -> gbk.Glosses:
        return gbk.glosses_of(self.table, self.space)

    @cached_property
    def _marks(self) -> Counter[str]:
        """The marks of the page, and those that it may be granted to have."""
        signs = Counter(_HAN.sub("", self._bare))
        return Counter({sign: count for sign, count in signs.items() if _MARK.match(sign)}) + Counter(MARKS * GRANTED)

    @cached_property
    def _total(self) -> int:
        return self._marks.total()

    def _against_marks(self, text: str) -> float:
        """Nats against the marks of a reading, by how often the page has them; two in a row hardly ever stand."""
        known = self._marks
        rare = sum(math.log(self._total / max(known[char], RARE)) for char in text if char in known or char in RARE_MARKS)
        return rare + AGAINST_BARE * sum(one in MARKS and two in MARKS for one, two in pairwise(text))

    def _beside(self, two: str) -> bool:
        """Whether two characters stand side by side on the page; one alone does not."""
        if two not in self._seen:
            self._seen[two] = len(two) == 2 and two in self._bare
        return self._seen[two]

    def choose(self, start: int, readings: Iterable[Candidate], exact: bool) -> Verdict | None:
        """The likeliest reading of the page from `start` that, damaged again, gives back the page.

        exact: whether a gloss names the lost byte; without it nothing is certain. None: no reading holds, or the page as it
        is is likelier than all.
        """
        listed = list(readings)
        if not listed:
            return None
        last = max(reading.end for reading in listed)
        listed.append(Candidate(last, self.page[start:last], against=AGAINST_NONE if exact else 0.0, shifted=False))
        held: list[tuple[float, Candidate]] = []
        for cost, one in islice(self._ranked(start, last, listed), PROVED):
            if len(held) > ALTERNATIVES and cost > held[0][0] + NOTHING:
                break
            if not one.shifted or self.proved(start, one):
                held.append((cost, one))
        if not held or not held[0][1].shifted:
            return None
        return verdict(held, exact, self.page, last)

    def _ranked(self, start: int, last: int, listed: list[Candidate]) -> Iterator[tuple[float, Candidate]]:
        """The readings with their nats, likeliest first; of those that make the same text one. What is against lone characters
        is asked of a reading only when its turn comes."""
        waiting = [(self._cost(start, last, one), one.text, place, False) for place, one in enumerate(listed)]
        heapify(waiting)
        made: set[str] = set()
        while waiting:
            cost, text, place, weighed = heappop(waiting)
            one = listed[place]
            if one.shifted and not weighed:
                heappush(waiting, (cost + AGAINST_LONE * self._lone(start, one), text, place, True))
            elif (whole := text + self.page[one.end : last]) not in made:
                made.add(whole)
                yield cost, one

    def _cost(self, start: int, last: int, reading: Candidate) -> float:
        """Nats against a reading, but for lone characters, over the stretch up to `last` that all readings share."""
        rest = self.page[reading.end : last] + self.after(last)
        nats = words(self.before(start), glosses.bare(reading.text + rest)) + reading.against
        if not reading.shifted:
            return nats + sum(map(strangeness, reading.text))
        text = glosses.bare(reading.text)
        known = self.before(start)[-1:] + text + rest[:1]
        seen = sum(map(self._beside, map("".join, pairwise(known))))
        text = text[:-1] if reading.lost % 2 else text
        strange = sum(map(strangeness, text)) + self._against_marks(text)
        strange -= math.log(EXPECTED) * (")" in text and is_open(self.page, start))
        nats += strange + AGAINST_LOST * reading.lost + AGAINST_BARE * self._unglossed(reading)
        return nats - FOR_SEEN * seen

    def _lone(self, start: int, reading: Candidate) -> int:
        """How many Chinese characters of a reading belong to no word, are no common word themselves, and stand on the page
        beside the same neighbour nowhere else."""
        key = start, reading.end, reading.text
        if key not in self._loners:
            before, text = self.before(start), glosses.bare(reading.text)
            whole = before + text + self.after(reading.end)
            strangers = [
                at
                for at in range(len(before), len(before) + len(text))
                if "\u4e00" <= whole[at] <= "\u9fff"
                and lexicon.rarity(whole[at]) >= COMMON
                and not (self._beside(whole[at - 1 : at + 1]) or self._beside(whole[at : at + 2]))
            ]
            self._loners[key] = alone(lexicon.simplified(whole), strangers) if strangers else 0
        return self._loners[key]

    def convinces(self, start: int, reading: Candidate) -> bool:
        """Whether every character of a reading is at home there; where one is not, a better reading may be missing."""
        return self._lone(start, reading) == 0 and not any(map(strangeness, glosses.bare(reading.text)))

    def _unglossed(self, reading: Candidate) -> int:
        """Characters of the table left without gloss, but for the first, whose gloss a displaced one may have forestalled."""
        if not reading.shifted:
            return 0
        text = reading.text + self.page[reading.end : reading.end + 1]
        return sum(1 for at in range(1, len(reading.text)) if text[at] in self.table and text[at + 1 : at + 2] != "(")

    def proved(self, start: int, reading: Candidate) -> bool:
        """Whether the forward model makes of this reading exactly what the page has from `start` on."""
        left = self.page[start - 1 : start] if start and glosses.may_be_wide(self.page[start - 1]) else ""
        found = left + self.page[start : reading.end]
        original = bare(left + reading.text + self.page[reading.end : reading.end + 3 * CONTEXT])
        shown = {gloss[1]: gloss[2] for text in (found, left + reading.text) for gloss in glosses.find(text)}
        more = {**reading.table, **shown}
        known = more.items() <= self.table.items()
        inserted = self._inserted if known else {**self._inserted, **gbk.glosses_of(more, self.space)}
        return any(page.startswith(found) for page in gbk.pages(original, inserted))
