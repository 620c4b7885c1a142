"""Overlapped windows: the converter emitted each run of Word as windows that repeat the end of the one before.

For windows of 5 that overlap by 1, 青禾云帆仪|仪器(海州|州)有限公|公司 stands for 青禾云帆仪器(海州)有限公司:
characters 5, 9, 13 … of every run stand twice. A boundary that falls on a sign moves to the next character; a run that ends
on one repeats its last character. Runs begin at paragraphs, at labels, wherever Word split one; text boxes and page numbers
are not touched.

Evidence, strongest first: doubles at one constant distance, far more often than at any other; the fit of runs and phase
(`fit`, `explain`), which takes exactly one copy for each boundary and so keeps the author's own doubles (员工工作); the
words, which must be likelier without the repeats. Characters dropped after the windows were made still count: `slips`
reports them.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.doubled.doubles import Window, places_of, repeated
from pipeline.clean.doubled.explain import Choice, Explanation, Slip
from pipeline.clean.doubled.slips import TOSS, findings
from pipeline.clean.doubled.starts import SHARES, Rates, Signs, read
from pipeline.model import Edit, Evidence, Repair, Span

NAME = "windows"
_LABEL = re.compile(r"[^:：]{1,8}[:：]")

WIDEST, OVERLAPS = 12, (1, 2, 3)
"""The windows looked for: to so many characters, with these overlaps."""
LEAST = 4
"""So many neighbouring doubles at the window's distance are needed, and so many times those at the usual distance."""
GAIN = 15.0
"""Nats by which the windows must explain the text better than chance does."""
EACH = 2.0
"""And for each double of it: 4 and more where windows made them, 1 where doubled words of an author keep a distance."""
SAMPLE = 24
"""Doubles of which the words are asked whether the repeat belongs there."""
UNLIKELY = 4.0
"""Nats by which text with a repeat is less likely than without, on average: 天天向上 is likelier with it, 市市场 is not."""
INSIDE = 0.3
"""Share of the doubles that must have letters or digits on both sides: in a list of doubled words none has."""
SAID, COMMON = 0.35, 200
"""Share of the doubles that may be such as Chinese has, words of so many occurrences among them: of 108 damaged texts none had
more than .18, verses with doubled words have .6."""
CERTAIN = 12.0
"""Nats of margin from which a repair is certain: on clean texts damaged with parameters drawn at random, 4 of 213,000 above it
were wrong, each a double that a lost line break had put just where a boundary was due."""
SURE = ((5.0, 0.998), (2.0, 0.97), (TOSS, 0.9))
"""Below it, by margin, the share of repairs that were right on the same texts. Nearer 0 it is a toss, and the text stays."""
LEARN, ROUNDS = 1_800, 3
"""Characters from which, and rounds in which, the document's own rates are learned."""
PIECE = 30_000
"""Characters fitted at once."""


def detect(text: str) -> Evidence | None:
    """Window and overlap, where doubles follow each other at the window's distance far more often than at any other."""
    likely = [window for overlap, places in repeated(text, OVERLAPS).items() for window in _periods(text, places, overlap)]
    if not likely:
        return None
    searches: dict[Window, Explanation] = {}
    for _, window in likely:
        before = [search.signs for search in searches.values()]
        searches[window] = _first(_sample(text, window.overlap), window, before[-1] if before else None)
    gain, hits, window = max((searches[window].gain(), hits, window) for hits, window in likely)
    doubled = len(places_of(_sample(text, window.overlap), window.overlap))
    if gain < max(GAIN, EACH * doubled) or not _repeats_are_alien(text, window):
        return None
    return Evidence(NAME, hits, {"window": window.window, "overlap": window.overlap}, searches[window])


def _periods(text: str, places: Sequence[int], overlap: int) -> list[tuple[int, Window]]:
    """The windows that the distances between neighbouring doubles speak for, and how many do; none in a text in which more of
    them stand side by side, as labels printed twice do."""
    starts = [place for place in places if text[place] > "\u2e7f"]
    if len(starts) <= LEAST:
        return []
    counts = Counter(following - start for start, following in pairwise(starts))
    usual = sorted(counts[distance] for distance in range(overlap + 2, 2 * WIDEST))[WIDEST]
    likely = [(counts[width], Window(width, overlap)) for width in range(overlap + 2, WIDEST + 1)]
    overprinted = counts[overlap + 1]
    return sorted((found for found in likely if found[0] >= max(LEAST, LEAST * usual, overprinted)), reverse=True)[:2]


def _repeats_are_alien(text: str, window: Window) -> bool:
    """Whether the doubles stand inside the text and not in a list of doubled words, and the words are likelier without them."""
    size = window.overlap
    known = places_of(text, size)
    starts = set(known)
    paired = [start for start in known if {start - window.window, start + window.window} & starts]
    ends = ((start, start + 2 * size) for start in paired)
    inside = [start for start, end in ends if text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()]
    said = sum(_is_said(text, start, starts) for start in paired) if size == 1 else 0
    if len(inside) < INSIDE * len(paired) or said > SAID * len(paired):
        return False
    costs: list[float] = []
    for start in paired[:: max(1, len(paired) // SAMPLE)]:
        before, after = text[max(0, start - 3) : start + size], text[start + size : start + 2 * size + 3]
        costs.append(lexicon.cost(before + after) - lexicon.cost(before + after[size:]))
    return bool(costs) and sum(costs) / len(costs) >= UNLIKELY


def _is_said(text: str, start: int, starts: Set[int]) -> bool:
    """Whether a double is one that Chinese has: a word (天天), one of two (稳稳当当), of a character thrice (揉揉揉), before 的
    (光光的)."""
    pair, behind = text[start : start + 2], text[start + 2 : start + 3]
    return (
        lexicon.frequency(pair) >= COMMON
        or bool({start - 2, start + 2} & starts)
        or behind == pair[-1]
        or behind in {"的", "地"}
    )


def restore(text: str, evidence: Evidence) -> Repair:
    """Deletes the repeat at every boundary; reports dropped characters and doubles that may be either."""
    window = Window(int(str(evidence.parameters["window"])), int(str(evidence.parameters["overlap"])))
    first = evidence.worked_out(Explanation, lambda: _first(_sample(text, window.overlap), window))
    rates, last = learned(first)
    choices: list[Choice] = []
    slips: list[Slip] = []
    for at, end in _pieces(text):
        signs = read(text[at:end], window, first.signs)
        search = last if last and signs is first.signs else Explanation(signs, rates, at)
        choices += search.choices()
        slips += search.slips()
    edits = tuple(_edit(text, choice) for choice in choices if choice.removed and choice.margin >= TOSS)
    return Repair(edits, findings(text, choices, slips))


def _edit(text: str, choice: Choice) -> Edit:
    start, end = choice.start, choice.start + choice.removed
    old = text[start:end]
    if choice.margin >= CERTAIN:
        return Edit(start=start, end=end, old=old, new="", rule="windows.repeat", certainty="certain")
    sure = next(share for margin, share in SURE if choice.margin >= margin)
    return Edit(
        start=start, end=end, old=old, new="", rule="windows.repeat", certainty="probable", confidence=sure, alternatives=(old,)
    )


def learned(first: Explanation) -> tuple[Rates, Explanation | None]:
    """How often runs begin where, as the best explanation of a sample has it: learned where doubles stand closest; and what
    explains the sample at these rates, where that is known by then."""
    counts = first.counts()
    rates = Rates.learned(counts)
    for _ in range(ROUNDS - 1):
        explained = Explanation(first.signs, rates)
        before, counts = counts, explained.counts()
        if counts == before:
            return rates, explained
        rates = Rates.learned(counts)
    return rates, None


def _first(sample: str, window: Window, other: Signs | None = None) -> Explanation:
    """The best explanation of a sample before anything is learned. other: signs for another window, perhaps of this sample."""
    return Explanation(read(sample, window, other), Rates.of(SHARES))


def _sample(text: str, overlap: int) -> str:
    """The piece of the text where doubles stand closest."""
    if len(text) <= LEARN:
        return text
    counts = Counter(start // LEARN for start in places_of(text, overlap))
    at = LEARN * max(counts, key=lambda piece: (counts[piece], -piece), default=0)
    return text[at : at + LEARN]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans that are fitted one by one: each ends at a line's end or a stop near its full length, else there."""
    at = 0
    while at < len(text):
        end = at + PIECE
        if end < len(text):
            end = max(text.rfind(mark, at + PIECE // 2, end) for mark in "\n。;；") + 1 or end
        yield at, min(end, len(text))
        at = end


# ---------------------------------------------------------------------------------------------------- the damage


def emitted(run: str, window: int, overlap: int) -> Iterator[Span]:
    """The windows of one run, as the converter puts them one after the other."""
    start = 0
    while True:
        following = start + window - overlap
        while following < len(run) and not run[following].isalnum():
            following += 1
        yield start, min(len(run), following + overlap)
        if following >= len(run):
            return
        start = following


class Habits(NamedTuple):
    """How the document that was converted was made.

    split: share of the characters after which Word split a run for no reason to be seen; untouched: share of the lines that are
    no part of the text (text boxes) and stay; drop: characters that the site drops afterwards.
    """

    split: float = 0.0
    untouched: float = 0.0
    drop: str = ""


WHOLE = Habits()


def damage(text: str, rng: random.Random, window: int = 5, overlap: int = 1, habits: Habits = WHOLE) -> str:
    """Each line is a run, and what follows a label's colon another; lines end where they ended."""
    lines: list[str] = []
    for line in text.split("\n"):
        if rng.random() < habits.untouched:
            lines.append(line)
            continue
        runs = runs_of(line, rng, habits.split)
        lines.append("".join(run[start:end] for run in runs for start, end in emitted(run, window, overlap)))
    return "\n".join(lines).translate(dict.fromkeys(map(ord, habits.drop)))


def runs_of(line: str, rng: random.Random, split: float) -> Iterator[str]:
    """The runs of one line."""
    label = _LABEL.match(line)
    start = 0
    for at in range(1, len(line)):
        if (label and at == label.end()) or (split and rng.random() < split):
            yield line[start:at]
            start = at
    yield line[start:]
