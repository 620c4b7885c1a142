"""`python -m tests.quality --scans [N]`: how well pictures of pages are read, clean and as poor copies.

The documents of the corpus are printed as pictures (`tests/support/scans.py`) and recognised, the first page of each. White
space, the width of signs and the dots of leaders are not counted: a picture does not show them. It takes some seconds a page,
so only when asked.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from pipeline.clean import clean
from pipeline.ingest import read
from tests.bench import memory
from tests.support.outline import Outline, corpus
from tests.support.render import fold, truth
from tests.support.scans import LINES, packed, pages, poor, wrapped

BOUNDS = {"clean": 0.003, "poor": 0.012}
"""Greatest share of characters that may be wrong: of all pages together, after cleaning."""


_LEADER = re.compile("[.·…]{2,}")  # nobody counts its dots


@dataclass(frozen=True)
class Read:
    """A page: its characters, how many were wrong as read and after cleaning, how sure its worst block is, seconds it took."""

    name: str
    quality: str
    characters: int
    wrong: int
    left: int
    sure: float
    seconds: float


def measure(outline: Outline) -> Iterator[Read]:
    """The first page of a document, clean and poor."""
    text = truth(outline)
    picture = next(iter(pages(text)))
    want = _bare("".join(wrapped(text)[:LINES]))
    for quality, shown in (("clean", picture), ("poor", poor(picture))):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "page.png"
            path.write_bytes(packed([shown], "PNG"))
            started = time.process_time()
            found = read(path, path.name)
            seconds = time.process_time() - started
        wrong = Levenshtein.distance(want, _bare(found.text.source))
        left = Levenshtein.distance(want, _bare(str(clean(found).text)))
        sure = min(block.confidence or 0.0 for block in found.blocks)
        yield Read(outline.name, quality, len(want), wrong, left, sure, seconds)


def _bare(text: str) -> str:
    return _LEADER.sub("…", "".join(fold(text).split()))


def report(console: Console, count: int) -> int:
    """Measure so many documents, print, and judge: exit status 1 where more is wrong than may be."""
    measured = [read_ for outline in corpus()[:count] for read_ in measure(outline)]
    table = Table("document", "picture", "characters", "wrong", "after cleaning", "surest of", "CPU seconds", title="Scans")
    for one in measured:
        table.add_row(
            one.name, one.quality, str(one.characters), str(one.wrong), str(one.left), f"{one.sure:.3f}", f"{one.seconds:.1f}"
        )
    console.print(table)
    worse = 0
    for quality, bound in BOUNDS.items():
        chosen = [one for one in measured if one.quality == quality]
        characters = sum(one.characters for one in chosen)
        raw, left = (sum(getattr(one, name) for one in chosen) / characters for name in ("wrong", "left"))
        seconds = sum(one.seconds for one in chosen) / len(chosen)
        worse += left > bound
        console.print(
            f"{quality}: CER {raw:.2%} as read, {left:.2%} after cleaning (at most {bound:.1%}); "
            f"{characters} characters, {seconds:.1f} s of CPU a page"
        )
    peak = memory.peak() / 1e6
    console.print(f"peak memory of this process: {peak:.0f} MB")
    return 1 if worse else 0
