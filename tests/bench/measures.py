"""What the bench measures: the clean stage against ftfy, segmentation, the whole command, and how soon it answers.

Texts are those of the project: gold texts stand for clean text, the sources in raw/ for each kind of damage. Figures that are
wanted come from what a maintainer waits for and what a batch of thousands can bear; they are shown, not enforced, for the
machine may be busy with other things.
"""

import cProfile
import pstats
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pipeline.clean import Channel, channels_of, clean, pinyin, shift, traditional, windows
from pipeline.ingest import read
from pipeline.model import Copy, Document, Entry, Text
from pipeline.segment import segment
from tests.bench.timing import best, once, race, worked
from tests.support import render
from tests.support.outline import corpus

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
GOLD = ROOT / "tests" / "gold"


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table. wanted: the bound it is held against; at_most: it shall stay below, else above."""

    what: str
    value: float
    unit: str
    wanted: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the bound holds; None where there is none."""
        if self.wanted is None:
            return None
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted


def document(text: str, name: str = "bench") -> Document:
    """A text as ingest would hand it on."""
    size = len(text.encode())
    return Document(Text(text), Copy(file=f"{name}.txt", sha256="0" * 64, bytes=size, format="txt", encoding="utf-8"))


@cache
def source(number: str) -> Document:
    """The source in raw/ whose name begins with `number`, read."""
    [path] = RAW.glob(f"{number}_*.txt")
    return read(path, path.name)


@cache
def clean_text() -> str:
    """The gold texts, one after the other: some 35,000 characters with their line breaks."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt")))


# ------------------------------------------------------------------------------------------------------------- clean


def cleaning() -> Iterator[Figure]:
    """The clean stage against ftfy.fix_text on the same text: clean, and with each kind of damage."""
    yield _against_ftfy("clean text (gold)", document(clean_text()), 2.0)
    yield _against_ftfy("glossed traditional (002)", source("002"), 0.7)
    yield _unseen("glossed, byte-shifted", glossed_pages())
    yield _against_ftfy("doubled in windows (004)", source("004"), 0.1)
    yield _unseen("doubled", doubled_pages())
    yield _against_ftfy("spun phrases (000)", source("000"))
    yield _against_ftfy("broken lines (003)", source("003"))


def _against_ftfy(what: str, found: Document, wanted: float | None = None) -> Figure:
    from ftfy import fix_text

    text = str(found.text)
    run = race(lambda: clean(found), lambda: fix_text(text))
    speed = len(text.encode()) / run.ours / 1e6
    return Figure(f"clean: {what}", run.ratio, "× ftfy", wanted, note=f"{speed:.2f} MB/s; most of it in {_dearest(found)}")


def _unseen(what: str, pages: Sequence[str]) -> Figure:
    """Pages each cleaned once: what is remembered of a text flatters whoever cleans it again."""
    from ftfy import fix_text

    clean(document(pages[0]))
    fix_text(pages[0])
    ours, peer = (sum(worked(partial(run, page)) for page in pages[1:]) for run in (_cleaned, fix_text))
    note = f"{len(pages) - 1} pages of the corpus, {1000 * ours / (len(pages) - 1):.0f} ms each"
    return Figure(f"clean: {what} pages not seen before", peer / ours, "× ftfy", note=note)


def _cleaned(page: str) -> Document:
    return clean(document(page))


def glossed_pages() -> list[str]:
    """The documents of the corpus as a site makes them that glosses byte by byte, each with a table of its own."""
    pages: list[str] = []
    for outline in corpus():
        rng = random.Random(outline.name)
        text = traditional.damage(render.lines(outline), rng)
        glossed = pinyin.damage(text, rng, size=rng.randint(8, 120))
        pages.append(shift.damage(glossed, rng, first="kept"))
    return pages


def doubled_pages() -> list[str]:
    """The documents of the corpus as a converter makes them that repeats ends of windows, each with windows of its own."""
    pages: list[str] = []
    for outline in corpus():
        rng = random.Random(outline.name)
        pages.append(windows.damage(render.lines(outline), rng, rng.randint(4, 8), rng.randint(1, 2)))
    return pages


def dearest_functions(run: Callable[[], object]) -> str:
    """The three functions of ours that a run spends most of its own time in, with their shares: where to look first."""
    profile = cProfile.Profile()
    profile.runcall(run)
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if "pipeline" in Path(file).parts:
            spent[f"{Path(file).stem}.{name}"] += own
    total = sum(spent.values()) or 1.0
    return ", ".join(f"{name} {own / total:.0%}" for name, own in spent.most_common(3))


def growing() -> Iterator[Figure]:
    """What a character costs in one line of 20 MB, against one of 1 MB: cleaning is linear."""
    texts = {"clean": clean_text(), "glossed": str(source("002").text), "doubled": str(source("004").text)}
    for kind, text in texts.items():
        line = text.replace("\n", "")
        small, large = (document(line * (size // len(line.encode()) + 1)) for size in (1_000_000, 20_000_000))
        once(partial(clean, small))
        each = [worked(partial(clean, one)) / len(one.text) for one in (small, large)]
        note = f"{each[1] * 1e6:.2f} µs a character, {each[1] * len(large.text):.0f} s in all"
        yield Figure(f"clean: {kind}, one line of 20 MB", each[1] / each[0], "× 1 MB", 1.5, at_most=True, note=note)


def _dearest(found: Document) -> str:
    """The three channels that take most of the time on a document, with their shares: where to look first."""
    shares = _shares(found)
    dearest = sorted(shares, key=lambda name: -shares[name])[:3]
    return ", ".join(f"{name} {shares[name]:.0%}" for name in dearest)


def _shares(found: Document) -> dict[str, float]:
    """Share of the channels' time that each takes, each on the text as the earlier ones left it."""
    now = Text(str(found.text))
    seconds: dict[str, float] = {}
    for channel in channels_of(found):
        seen = str(now)
        seconds[channel.NAME] = min(worked(partial(_run, channel, seen)) for _ in range(3))
        evidence = channel.detect(seen)
        if evidence is not None:
            now = now.apply(channel.restore(seen, evidence).edits)
    total = sum(seconds.values()) or 1.0
    return {name: one / total for name, one in seconds.items()}


def _run(channel: Channel, text: str) -> None:
    evidence = channel.detect(text)
    if evidence is not None:
        channel.restore(text, evidence)


# ----------------------------------------------------------------------------------------------------------- segment


def segmenting() -> Iterator[Figure]:
    """Megabytes of cleaned text that are cut into a tree in a second, per source; what a mark costs in a long document."""
    for number in ("000", "001", "002", "003", "004"):
        cleaned = clean(source(number))
        run = partial(segment, cleaned, Entry(file=cleaned.copy.file, id=number))
        size = len(str(cleaned.text).encode())
        yield Figure(f"segment: {number}", size / best(run) / 1e6, "MB/s", 1.0, note=dearest_functions(run))
    run = partial(segment, long_document(4_000), Entry(file="marks.txt", id="marks"))
    few, many = (_seconds_per_mark(count) for count in (200, 20_000))
    note = f"{many * 1e6:.0f} µs a mark; {dearest_functions(run)}"
    yield Figure("segment: a mark among 20,000", many / few, "× among 200", 1.2, at_most=True, note=note)


def _seconds_per_mark(count: int) -> float:
    """What segmenting a document with `count` marks takes, divided by their number."""
    run = partial(segment, long_document(count), Entry(file="marks.txt", id="marks"))
    return best(run, least=1) / count


def long_document(count: int) -> Document:
    """`count` numbered statements in ten chapters."""
    lines = [f"{n % (count // 10) + 1}、按照规定完成第{n}项检查并作好记录。" for n in range(count)]
    for chapter in range(10):
        lines[chapter * (count // 10)] = f"第{chapter + 1}章 检查\n{lines[chapter * (count // 10)]}"
    return document("\n".join(lines))


# ----------------------------------------------------------------------------------------------------------- command


def command() -> Iterator[Figure]:
    """What a person waits for: all sources extracted, and the first answer of the command."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = best(lambda: _call("-m", "pipeline", "extract", str(RAW), "--out", folder, "--force"), 3.0, clock=once)
        yield Figure("extract raw/, all of it", seconds, "s", 5.0, at_most=True)
    bare = best(lambda: _call("-c", "pass"), clock=once)
    answer = best(lambda: _call("-m", "pipeline", "--help"), clock=once)
    yield Figure("--help", answer, "s", 0.3, at_most=True, note=f"{answer / bare:.1f} × Python alone ({bare:.3f} s)")


def _call(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdin=subprocess.DEVNULL, capture_output=True)


GROUPS = {"clean": cleaning, "segment": segmenting, "command": command, "growth": growing}
SLOW = ("growth",)
"""Measured only where they are named: two minutes and more."""
