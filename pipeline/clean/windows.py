"""Overlapped windows: the converter emitted each run of Word as windows that repeat the end of the one before.

天盈隆数码|码技术(深|深圳)有限|限公司 is 天盈隆数码技术(深圳)有限公司 in windows of 5 characters that overlap by 1: characters 5, 9, 13 …
of every run stand twice. A boundary that falls on a sign moves to the next character; a run that ends on a boundary repeats
its last one. Runs begin at paragraphs, at labels, wherever Word split one; text boxes and page numbers are not touched.

Evidence, strongest first: doubles at one constant distance, far more often than at any other; the fit of runs and phase
(`fit`), which takes exactly one copy for each boundary and so keeps the author's own doubles (员工工作); the words, which
must be likelier without the repeats. Characters dropped after the windows were made still count: `slips` reports them.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator

from pipeline import lexicon
from pipeline.clean.doubles import Window, doubles
from pipeline.clean.fit import Choice, Search, Slip
from pipeline.clean.slips import findings
from pipeline.clean.starts import SHARES, Rates
from pipeline.model import Edit, Evidence, Repair

NAME = "windows"

WIDEST, OVERLAPS = 12, (1, 2, 3)
"""The windows looked for: to so many characters, with these overlaps."""
LEAST = 4
"""So many pairs of doubles at the window's distance are needed, and so many times those at other distances."""
SAMPLE = 40
"""Doubles of which the words are asked whether the repeat belongs there."""
UNLIKELY = 4.0
"""Nats by which text with a repeat is less likely than without, on average: 天天向上 is likelier as it stands, 市市场 is not."""
CERTAIN = 3.0
"""Nats of margin from which a repair is certain: measured on damaged clean texts, none above it was wrong."""
LEARN, ROUNDS = 4_000, 3
"""Characters from which, and rounds in which, the document's own rates are learned."""
PIECE = 30_000
"""Characters fitted at once."""


def detect(text: str) -> Evidence | None:
    """Window and overlap, where doubles stand at the window's distance far more often than chance puts them there."""
    best: tuple[int, Window] | None = None
    for overlap in OVERLAPS:
        starts = [double.start for double in doubles(text, overlap) if not double.partial and text[double.start] > "\u2e7f"]
        if len(starts) > LEAST and (found := _period(starts, overlap)) and (best is None or found[0] > best[0]):
            best = found
    if best is None or not _repeats_are_alien(text, best[1]):
        return None
    hits, window = best
    return Evidence(NAME, hits, {"window": window.window, "overlap": window.overlap})


def _period(starts: list[int], overlap: int) -> tuple[int, Window] | None:
    """The distance at which doubles follow each other, and how many do."""
    known = set(starts)
    counts = Counter({distance: sum(start + distance in known for start in starts) for distance in range(1, 2 * WIDEST)})
    width = max(range(overlap + 2, WIDEST + 1), key=lambda distance: (counts[distance], -distance))
    others = sorted(counts[distance] for distance in counts if distance % width not in (0, 1))
    hits = counts[width]
    if hits < LEAST * max(1, others[len(others) // 2]):
        return None
    return hits, Window(width, overlap)


def _repeats_are_alien(text: str, window: Window) -> bool:
    """Whether the words around the doubles are likelier without the repeat."""
    known = [double for double in doubles(text, window.overlap) if not double.partial]
    starts = {double.start for double in known}
    paired = [double for double in known if {double.start - window.window, double.start + window.window} & starts]
    costs: list[float] = []
    for double in paired[:: max(1, len(paired) // SAMPLE)]:
        before = text[max(0, double.start - 3) : double.start + double.size]
        after = text[double.start + double.size : double.start + 2 * double.size + 3]
        costs.append(lexicon.cost(before + after) - lexicon.cost(before + after[double.size :]))
    return bool(costs) and sum(costs) / len(costs) >= UNLIKELY


def restore(text: str, evidence: Evidence) -> Repair:
    """Deletes the repeat at every boundary; reports dropped characters and doubles that may be either."""
    window = Window(int(str(evidence.parameters["window"])), int(str(evidence.parameters["overlap"])))
    rates = learned(text, window)
    choices: list[Choice] = []
    slips: list[Slip] = []
    for at, end in _pieces(text):
        search = Search(text[at:end], window, rates)
        choices += [choice._replace(start=at + choice.start, end=at + choice.end) for choice in search.choices()]
        slips += [slip._replace(start=at + slip.start, end=at + slip.end) for slip in search.slips()]
    edits = tuple(_edit(text, choice) for choice in choices if choice.removed)
    return Repair(edits, findings(text, choices, slips))


def _edit(text: str, choice: Choice) -> Edit:
    start, end = choice.start, choice.start + choice.removed
    old = text[start:end]
    if choice.margin >= CERTAIN:
        return Edit(start=start, end=end, old=old, new="", rule="windows.repeat", certainty="certain")
    sure = round(1 / (1 + math.exp(-choice.margin)), 3)
    return Edit(
        start=start, end=end, old=old, new="", rule="windows.repeat", certainty="probable", confidence=sure, alternatives=(old,)
    )


def learned(text: str, window: Window) -> Rates:
    """How often runs begin where, as the document's own best explanation has it: learned where doubles stand closest."""
    sample = text
    if len(text) > LEARN:
        counts = Counter(double.start // LEARN for double in doubles(text, window.overlap) if not double.partial)
        at = LEARN * max(counts, key=lambda piece: (counts[piece], -piece), default=0)
        sample = text[at : at + LEARN]
    rates = Rates.of(SHARES)
    for _ in range(ROUNDS):
        rates = Rates.learned(*Search(sample, window, rates).counts())
    return rates


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


def emit(run: str, window: int, overlap: int) -> str:
    """What the converter makes of one run."""
    parts: list[str] = []
    start = 0
    while True:
        following = start + window - overlap
        while following < len(run) and not run[following].isalnum():
            following += 1
        if following >= len(run):
            return "".join([*parts, run[start:]])
        parts.append(run[start : following + overlap])
        start = following


def damage(
    text: str, rng: random.Random, window: int = 5, overlap: int = 1, split: float = 0.0, untouched: float = 0.0, drop: str = ""
) -> str:
    """Each line is a run, and what follows a label's colon another; lines end where they ended.

    split: share of characters after which Word split a run for no reason to be seen; untouched: share of lines that stay as they
    are (text boxes); drop: characters that the site drops afterwards.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if rng.random() < untouched:
            lines.append(line)
            continue
        lines.append("".join(emit(run, window, overlap) for run in _runs(line, rng, split)))
    return "\n".join(lines).translate(dict.fromkeys(map(ord, drop)))


def _runs(line: str, rng: random.Random, split: float) -> Iterator[str]:
    start = 0
    colon = line.find(":") if 0 < line.find(":") <= 8 else line.find("：") if 0 < line.find("：") <= 8 else -1
    for at in range(1, len(line)):
        if at == colon + 1 or (split and rng.random() < split):
            yield line[start:at]
            start = at
    yield line[start:]
