"""Random chains of damage, in the order in which sites and converters do it, and the judgement of what cleaning made of them.

A case is drawn from a seed: a clean document, a subset of the kinds of damage that can follow one another, parameters for each.
`judge` aligns what came out with the original, white space and folded signs aside, and asks of every difference whether the
program spoke of the place: a probable edit or a finding there. What it did not speak of is wrong (a certain edit stands
there) or silent.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import Levenshtein

from pipeline import lexicon
from pipeline.clean import (
    bullets,
    chrome,
    chunks,
    clean,
    layout,
    overprint,
    pinyin,
    shift,
    spinner,
    traditional,
    watermark,
    windows,
)
from pipeline.model import Document, Span
from tests.clean.documents import documents
from tests.support.cleantext import STYLES
from tests.support.render import document, fold

Step = Callable[[str, random.Random], tuple[str, str]]
NEAR = 3
"""Characters to each side of a repair or finding that a difference may be aligned to: equal characters stand side by side."""
_PROSE = ("statements", "outline", "numbered")


@dataclass(frozen=True)
class Case:
    """truth is the original; page what the chain made of it; steps the kinds with their parameters, in order."""

    truth: str
    page: str
    steps: Mapping[str, str]

    def __str__(self) -> str:
        return ", ".join(f"{kind} {parameters}".strip() for kind, parameters in self.steps.items())


@dataclass
class Judgement:
    """errors: differing characters in all; told: those at places that were spoken of; wrong and silent: the others, each as
    original, made, around."""

    characters: int
    errors: int = 0
    told: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    silent: list[tuple[str, str, str]] = field(default_factory=list)


# --------------------------------------------------------------------------------------------------- damage


def _bullets(text: str, rng: random.Random) -> tuple[str, str]:
    letter = rng.choice("lnu")
    signs = {"l": "●", "n": "■", "u": "◆"}
    return bullets.damage(text, rng, letter=letter) if text.count(signs[letter] + " ") > 5 else text, letter


def _overprint(text: str, rng: random.Random) -> tuple[str, str]:
    return (overprint.damage(text, rng), "cells") if "\n" in text else (text, "one line")


def _layout(text: str, rng: random.Random) -> tuple[str, str]:
    every = rng.randint(20, 50)
    return layout.damage(text, rng, every=every), f"every {every}"


def _wrapped(text: str, rng: random.Random) -> tuple[str, str]:
    columns = rng.randint(50, 80)
    return layout.damage(text, rng, every=50, columns=columns), f"columns {columns}"


def _windows(text: str, rng: random.Random) -> tuple[str, str]:
    window, overlap = rng.randint(4, 8), rng.randint(1, 2)
    habits = windows.Habits(split=rng.choice((0.0, 0.02)), untouched=rng.choice((0.0, 0.1)) if "\n" in text else 0.0)
    return windows.damage(
        text, rng, window, overlap, habits
    ), f"{window}/{overlap} split {habits.split} untouched {habits.untouched}"


def _spinner(text: str, rng: random.Random) -> tuple[str, str]:
    """Nothing where no phrase without sense would come out often enough to give the spinner away."""
    share = rng.choice((1.0, 0.7))
    spun = spinner.damage(text, rng, share)
    return (spun, f"share {share}") if spinner.detect(spun) else (text, "unlicensed")


def _fold(text: str, rng: random.Random) -> tuple[str, str]:
    return fold(text.replace("\n", "")), ""


def _watermark(text: str, rng: random.Random) -> tuple[str, str]:
    phrase = rng.choice(("精选优质文档-倾情为你奉上", "-精品word文档 值得下载 值得拥有-", "精品文档就在这里"))
    every = rng.randint(300, 900)
    return watermark.damage(text, rng, phrase=phrase, every=every), f"every {every}"


def _chunks(text: str, rng: random.Random) -> tuple[str, str]:
    """Nothing where there would be fewer than three pieces: of one or two the distance says too little."""
    length, breaks = rng.randint(200, 600), rng.randint(1, 2)
    if len(text) <= 2 * length:
        return text, "too short"
    return chunks.damage(text, rng, length=length, breaks=breaks), f"length {length}"


def _traditional(text: str, rng: random.Random) -> tuple[str, str]:
    return traditional.damage(text, rng), ""


def _pinyin(text: str, rng: random.Random) -> tuple[str, str]:
    size, space = rng.randint(8, 120), rng.random() < 0.2
    return pinyin.damage(text, rng, size=size, space=space), f"size {size}"


def _shift(text: str, rng: random.Random) -> tuple[str, str]:
    return shift.damage(text, rng, first="kept"), ""


def _chrome(text: str, rng: random.Random) -> tuple[str, str]:
    return chrome.damage(text, rng, title="岗位任职标准"), ""


STEPS: dict[str, Step] = {
    "bullets": _bullets, "overprint": _overprint, "windows": _windows, "spinner": _spinner, "layout": _layout,
    "wrapped": _wrapped, "fold": _fold, "watermark": _watermark, "chunks": _chunks, "traditional": _traditional,
    "pinyin": _pinyin, "shift": _shift, "chrome": _chrome,
}  # fmt: skip
"""Every kind, in the order in which it happens."""


@cache
def originals() -> Mapping[str, str]:
    """The clean documents that chains begin with, by name."""
    found = {name: text for name, text in documents().items() if len(text) > 600 and "store-manual" not in name}
    found |= {f"{name}-bulleted": _bulleted(text) for name, text in found.items() if name.endswith("-lines")}
    for style in STYLES:
        if style.__name__ in _PROSE:
            found |= {f"{style.__name__}-{n}": "\n".join(style(random.Random(f"chain/{n}"))) for n in range(4)}
    return {
        name: lexicon.simplified(text) for name, text in found.items() if len(text) > 600
    }  # an author's 劉 is not told from a site's


def _bulleted(text: str) -> str:
    """The longer lines that begin with a Chinese character as list items, but for the first."""
    first, *lines = text.split("\n")
    return "\n".join([first, *(f"● {line}" if len(line) > 12 and "\u4e00" <= line[0] <= "\u9fff" else line for line in lines)])


def draw(seed: int, kinds: frozenset[str] | None = None) -> Case:
    """The case of a seed; kinds: the subset of damage, else one drawn."""
    rng = random.Random(f"chain/{seed}")
    truth = originals()[rng.choice(sorted(originals()))]
    chosen = kinds if kinds is not None else frozenset(kind for kind in STEPS if rng.random() < 0.4)
    chosen = _possible(chosen)
    page, steps = truth, {}
    for kind, step in STEPS.items():
        if kind in chosen:
            page, steps[kind] = step(page, rng)
    return Case(truth, page, steps)


def _possible(kinds: frozenset[str]) -> frozenset[str]:
    """What goes together: a document is doubled once, and labels printed twice are told by their lines; copies with broken
    lines were typed off, not converted; only traditional characters are glossed, and only glossed pages are shifted."""
    if kinds & {"windows", "fold"}:
        kinds -= {"overprint"}
    if kinds & {"windows", "spinner", "layout", "chunks", "overprint"}:
        kinds -= {"wrapped"}
    if "shift" in kinds:
        kinds |= {"pinyin"}
    return kinds | {"traditional"} if "pinyin" in kinds else kinds


# ------------------------------------------------------------------------------------------------- judgement


def restored(case: Case) -> Document:
    """The case's page, cleaned."""
    return clean(document(case.page))


def judge(case: Case, cleaned: Document) -> Judgement:
    """What came out against the original."""
    want, _ = plain(case.truth)
    made, places = plain(str(cleaned.text))
    result = Judgement(len(want))
    told, certain = _spoken(cleaned)
    unknown = any(finding.code == "shift-unknown" for finding in cleaned.findings)  # many are told of in one
    for step in Levenshtein.opcodes(want, made):
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal":
            continue
        low, high = places[c], places[d]
        result.errors += max(b - a, d - c)
        if _meets(told, low, high) or (unknown and "?" in made[c:d] and set(made[c:d]) <= set("?!,")):
            result.told += max(b - a, d - c)
            continue
        text = str(cleaned.text)
        place = (want[a:b], made[c:d], text[max(0, low - 8) : high + 8])
        (result.wrong if _meets(certain, low, high) else result.silent).append(place)
    return result


def plain(text: str) -> tuple[str, list[int]]:
    """The text folded and without white space; where each of its characters, and its end, stands in the text."""
    signs = [(sign, at) for at, char in enumerate(text) for sign in fold(char) if not sign.isspace()]
    return "".join(sign for sign, _ in signs), [*(at for _, at in signs), len(text)]


def _spoken(cleaned: Document) -> tuple[list[Span], list[Span]]:
    """Where probable edits and findings stand in the text, and where certain edits do (conversion of characters aside)."""
    told = [finding.span for finding in cleaned.findings if finding.span]
    certain: list[Span] = []
    for edit in cleaned.text.edits:
        if edit.source is None or (edit.rule.startswith("traditional.") and edit.certainty == "certain"):
            continue
        (certain if edit.certainty == "certain" else told).append(cleaned.text.text_span(*edit.source))
    return told, certain


def _meets(spans: list[Span], low: int, high: int) -> bool:
    return any(start - NEAR <= high and low <= end + NEAR for start, end in spans)
