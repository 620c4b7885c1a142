"""What each channel gives back: characters damaged, restored exactly, probably, missed, harmed; and how sure is sure.

Drawn by seeds: every kind of damage alone, with random parameters (tests/support/chains.py), on documents of our own, and
random chains of all kinds; then the sources with gold. Original, page and result are compared without white space and with
folded signs. A character counts as damaged where the page differs from the original, as missed where the result still does, as
harmed where the result differs although the page did not.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein, Opcode

from pipeline.clean import clean, padding, stuffing
from pipeline.ingest import read
from pipeline.model import Document, Edit, Span
from tests.quality.mined import Mined, mined
from tests.support.chains import STEPS, Case, draw, judge, plain, restored
from tests.support.cleantext import STYLES, generated, written
from tests.support.outline import GOLD, ROOT, read_outline
from tests.support.render import document, fold
from tests.support.score import squeeze
from tests.support.sites import STRANGE, around, pages
from tests.support.synonyms import pairs, spin

DRAWS = 16
"""Cases of each kind, and as many times CHAINS of chains."""
CHAINS = 3
STRANGE_DRAWS = 40
"""Strange pages: four of each kind."""
ANY = "any"
CLEAN = 13
"""Clean texts of each style."""
FIRST = 50_000
"""The first seed: none of those that tests/clean looks at one by one."""
BESIDE = 1
"""Characters to each side of an edit at which a difference may be aligned: equal characters stand side by side."""
STEPS_OF_SURENESS = (0.55, 0.65, 0.75, 0.85, 0.95, 0.99, 1.01)
"""Upper bounds of the confidences that are counted together."""


@dataclass
class Account:
    """Characters of one kind of damage over its cases, and the share that differs at the end, case by case."""

    characters: int = 0
    damaged: int = 0
    exact: int = 0
    probable: int = 0
    missed: int = 0
    told: int = 0
    harmed: int = 0
    rates: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Share of the characters that still differ, over all cases together."""
        return (self.missed + self.harmed) / self.characters if self.characters else 0.0

    @property
    def worst(self) -> float:
        """The same in the case that fared worst."""
        return max(self.rates, default=0.0)


@dataclass
class Sureness:
    """Edits of nearly one confidence: how many, what they said together, how many were right."""

    edits: int = 0
    said: float = 0.0
    right: int = 0


@dataclass
class Restoration:
    """accounts by kind; sureness by upper bound; certain edits, and those that were wrong."""

    accounts: dict[str, Account] = field(default_factory=dict)
    sureness: dict[float, Sureness] = field(default_factory=dict)
    certain: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def calibration(self) -> float:
        """1 less the mean distance between the confidence said and the share that was right."""
        total = sum(one.edits for one in self.sureness.values())
        return 1 - sum(abs(one.said - one.right) for one in self.sureness.values()) / total if total else 1.0


def cases() -> Iterator[tuple[str, Case]]:
    """Every case that is measured, with its kind.

    `unlisted site`: pages of sharing sites that no rule was written from; `strange page`: pages of other kinds; `unlisted
    phrase`: words spun into chains of synonyms that no table holds; `stuffing`: blocks of chance characters; `padding`: long
    runs of them.
    """
    for seed in range(FIRST, FIRST + DRAWS):
        case = draw(seed, frozenset())
        page = around(case.truth, random.Random(f"site/{seed}"), title=case.truth.split("\n", maxsplit=1)[0][:30])
        yield "unlisted site", Case(case.truth, page, {"site": ""})
        chains = pairs(case.truth, random.Random(f"chain/{seed}"))
        yield "unlisted phrase", Case(case.truth, spin(case.truth, chains), {"spun": " ".join(chains)})
    for seed in range(FIRST, FIRST + STRANGE_DRAWS):
        case = draw(seed, frozenset())
        title = case.truth.split("\n", maxsplit=1)[0][:30]
        rng = random.Random(f"strange/{seed}")
        page = around(case.truth, rng, title=title, page=seed % pages(STRANGE), name=STRANGE)
        yield "strange page", Case(case.truth, page, {"site": ""})
    for seed in range(FIRST, FIRST + DRAWS):
        case, rng = draw(seed, frozenset()), random.Random(f"stuffing/{seed}")
        lines = case.truth.replace("。", "。\n") if "\n" not in case.truth else case.truth
        page = stuffing.damage(lines, rng, rng.randint(4, 12), 0.5)
        yield "stuffing", Case(lines, page, {"stuffing": ""})
        page = padding.damage(case.truth, rng, blocks=rng.randint(1, 5), length=rng.randint(100, 400))
        yield "padding", Case(case.truth, page, {"padding": ""})
    for kind in STEPS:
        for seed in range(FIRST, FIRST + DRAWS):
            yield kind, draw(seed, frozenset({kind}))
    for seed in range(FIRST, FIRST + CHAINS * DRAWS):
        yield "chains", draw(seed)


def restoration() -> Restoration:
    """All cases, cleaned and counted."""
    result = Restoration()
    for kind, case in cases():
        count(result, kind, case, restored(case))
    return result


def count(result: Restoration, kind: str, case: Case, cleaned: Document) -> None:
    """Enters a case and what was made of it under its kind."""
    account = result.accounts.setdefault(kind, Account())
    want, made = plain(case.truth), plain(str(cleaned.text))
    differences = _differences(want[0], made[0])
    damage = _differences(want[0], plain(case.page)[0])
    left = [step for step in differences if any(_touch(step, other) for other in damage)]
    missed, harmed = _size(left), _size(step for step in differences if step not in left)
    damaged = max(_size(damage), missed)
    wrong = [(made[1][step.dest_start], made[1][step.dest_end]) for step in differences]
    probable = _sureness(result, case, cleaned, wrong)
    account.characters += len(want[0])
    account.damaged += damaged
    account.missed += missed
    account.harmed += harmed
    account.told += judge(case, cleaned).told
    account.probable += min(probable, damaged - missed)
    account.exact += damaged - missed - min(probable, damaged - missed)
    account.rates.append((missed + harmed) / max(1, len(want[0])))


def _differences(want: str, made: str) -> list[Opcode]:
    return [step for step in Levenshtein.opcodes(want, made) if step.tag != "equal"]


def _size(steps: Iterable[Opcode]) -> int:
    return sum(max(step.src_end - step.src_start, step.dest_end - step.dest_start) for step in steps)


def _touch(step: Opcode, other: Opcode) -> bool:
    return bool(step.src_start - BESIDE <= other.src_end and other.src_start - BESIDE <= step.src_end)


def _sureness(result: Restoration, case: Case, cleaned: Document, wrong: list[Span]) -> int:
    """Enters every edit as right or wrong; the characters that right probable ones changed. What a probable one puts in must be
    the original to the letter: that it brings the text nearer is not enough."""
    blank_changes = not {"fold", "wrapped"} & case.steps.keys()
    changed = 0
    for edit in cleaned.text.edits:
        bare = not (edit.old + edit.new).strip()
        if edit.source is None or (bare and not blank_changes):
            continue
        place = cleaned.text.text_span(*edit.source)
        if edit.certainty == "probable" and edit.new.strip():
            right = _exact(str(cleaned.text), edit, place, wrong)
        else:
            right = _right(case.truth, str(cleaned.text), edit, place) if bare or _met(place, wrong) else True
        if edit.certainty == "certain":
            result.certain += 1
            result.wrong[edit.rule] += not right
            continue
        sure = edit.confidence or 0.0
        bucket = result.sureness.setdefault(next(top for top in STEPS_OF_SURENESS if sure < top), Sureness())
        bucket.edits += 1
        bucket.said += sure
        bucket.right += right
        changed += max(len(edit.old), len(edit.new)) if right else 0
    return changed


def _met(place: Span, wrong: Iterable[Span]) -> bool:
    return any(span[0] - BESIDE <= place[1] and place[0] <= span[1] + BESIDE for span in wrong)


def _exact(made: str, edit: Edit, place: Span, wrong: Iterable[Span]) -> bool:
    """Whether nothing in an edit's place differs from the original, and nothing is missing at its ends, but for a "?" that it
    leaves there as unknown."""
    start, end = place
    inside = [(low, high) for low, high in wrong if (low < end and start < high) or start <= low == high <= end]
    return all("?" in edit.new and set(made[low:high]) == {"?"} for low, high in inside)


def _right(truth: str, made: str, edit: Edit, place: Span) -> bool:
    """Whether the result would be farther from the original without the edit."""
    undone = made[: place[0]] + edit.old + made[place[1] :]
    keep = (lambda text: plain(text)[0]) if (edit.old + edit.new).strip() else fold
    want = keep(truth)
    return Levenshtein.distance(want, keep(made)) < Levenshtein.distance(want, keep(undone))


# ------------------------------------------------------------------------------------------------ the sources


def by_source() -> Mapping[str, Counter[str]]:
    """For each channel, over the sources with gold: characters changed by `certain` edits, by `probable` ones, and `harmed`, by
    edits of either without which the result would be nearer the gold. Under ANY, what is `missed`: of which channel it is
    nobody says. Of a partial gold its first part."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(GOLD.glob("*.outline")):
        [raw] = (ROOT / "raw").glob(f"{path.stem}_*")
        cleaned = clean(read(raw, raw.name))
        gold, text = path.with_suffix(".txt").read_text(encoding="utf-8").strip(), str(cleaned.text)
        (want, _), (made, places) = _words(gold), _words(text)
        steps = _differences(want, made[: len(want)] if read_outline(path).partial else made)
        wrong = [(places[step.dest_start], places[step.dest_end]) for step in steps]
        end = places[min(len(want), len(made))]
        found.setdefault(ANY, Counter())["missed"] += _size(steps)
        for edit in cleaned.text.edits:
            place = cleaned.text.text_span(*edit.source) if edit.source else (0, 0)
            if place[0] <= end and squeeze(edit.old + edit.new):
                right = not _met(place, wrong) or _right(gold, text[:end], edit, place)
                channel = edit.rule.split(".")[0]
                found.setdefault(channel, Counter())[edit.certainty if right else "harmed"] += _changed(edit)
    return found


def _words(text: str) -> tuple[str, list[int]]:
    """Letters and digits, folded, as gold texts are compared; where each stands in the text, and the end."""
    signs = [(sign, at) for at, char in enumerate(text) for sign in squeeze(char)]
    return "".join(sign for sign, _ in signs), [*(at for _, at in signs), len(text)]


def _changed(edit: Edit) -> int:
    """Characters that an edit changes: of a run of equal length those that differ."""
    if len(edit.old) == len(edit.new):
        return sum(a != b for a, b in zip(edit.old, edit.new, strict=True))
    return max(len(edit.old), len(edit.new))


# --------------------------------------------------------------------------------------------------- clean text


def unharmed() -> tuple[int, int]:
    """Characters of clean mainland text in many styles, and how many edits changed more than white space of it."""
    texts = {name: text for style in STYLES for name, text in generated(style, CLEAN) if name.endswith("-lines")}
    texts |= {name: text for name, text in written() if name.endswith(("-lines", "-truth"))}
    edits = (edit for text in texts.values() for edit in clean(document(text)).text.edits)
    changed = sum("".join(edit.old.split()) != "".join(edit.new.split()) for edit in edits)
    return sum(map(len, texts.values())), changed


# ------------------------------------------------------------------------------------------------- what is pinned


class Restored(NamedTuple):
    """Everything that this module and the miner's measure find out."""

    drawn: Restoration
    sources: Mapping[str, Counter[str]]
    mined: Mapping[str, Mined]
    clean: tuple[int, int]


def measured() -> Restored:
    """All of it."""
    return Restored(restoration(), by_source(), mined(), unharmed())


def figures(restored: Restored) -> dict[str, float]:
    """Everything that is pinned, better when higher."""
    found: dict[str, float] = {}
    for kind, account in restored.drawn.accounts.items():
        found[f"restored/{kind}/accuracy"] = 1 - account.mean
        found[f"restored/{kind}/worst"] = 1 - account.worst
        found[f"restored/{kind}/unharmed"] = 1 - account.harmed / account.characters
    found["restored/certain"] = 1 - restored.drawn.wrong.total() / max(1, restored.drawn.certain)
    found["restored/calibration"] = restored.drawn.calibration
    for kind, one in restored.mined.items():
        found[f"mined/{kind}/right"] = one.right / max(1, one.proposals)
        found[f"mined/{kind}/found"] = one.found / max(1, one.pairs)
    for channel, changed in restored.sources.items():
        if channel != ANY:
            found[f"sources/{channel}/unharmed"] = 1 - changed["harmed"] / changed.total()
    characters, changed_ones = restored.clean
    found["clean/unharmed"] = 1 - changed_ones / characters
    return {key: round(value, 5) for key, value in found.items()}
