"""What each channel gives back: characters damaged, restored exactly, probably, missed, harmed; and how sure is sure.

Drawn by seeds: every kind of damage alone, with random parameters (tests/support/chains.py), on documents of our own, and
random chains of all kinds; then the sources with gold. Original, page and result are compared without white space and with
folded signs. A character counts as damaged where the page differs from the original, as missed where the result still does, as
harmed where the result differs although the page did not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from rapidfuzz.distance import Levenshtein, Opcode

from pipeline.clean import clean
from pipeline.ingest import read
from pipeline.model import Document, Edit, Span
from tests.support.chains import STEPS, Case, draw, judge, plain, restored
from tests.support.outline import GOLD, ROOT, read_outline
from tests.support.render import fold

DRAWS = 20
"""Cases of each kind, and as many times CHAINS of chains."""
CHAINS = 3
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
    """Every case that is measured, with its kind."""
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
    """Enters every edit as right or wrong; the characters that right probable ones changed."""
    blank_changes = not {"fold", "wrapped"} & case.steps.keys()
    changed = 0
    for edit in cleaned.text.edits:
        bare = not (edit.old + edit.new).strip()
        if edit.source is None or (bare and not blank_changes):
            continue
        place = cleaned.text.text_span(*edit.source)
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


def _right(truth: str, made: str, edit: Edit, place: Span) -> bool:
    """Whether the result would be farther from the original without the edit."""
    undone = made[: place[0]] + edit.old + made[place[1] :]
    keep = (lambda text: plain(text)[0]) if (edit.old + edit.new).strip() else fold
    want = keep(truth)
    return Levenshtein.distance(want, keep(made)) < Levenshtein.distance(want, keep(undone))


# ------------------------------------------------------------------------------------------------ the sources


def by_source() -> Mapping[str, Counter[str]]:
    """For each channel, over the sources with gold: characters changed by `certain` edits, by `probable` ones, and `harmed`, by
    edits of either without which the result would be nearer the gold. Of a partial gold its first part."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(GOLD.glob("*.outline")):
        [raw] = (ROOT / "raw").glob(f"{path.stem}_*")
        cleaned = clean(read(raw, raw.name))
        gold, text = path.with_suffix(".txt").read_text(encoding="utf-8").strip(), str(cleaned.text)
        (want, _), (made, places) = plain(gold), plain(text)
        steps = _differences(want, made[: len(want)] if read_outline(path).partial else made)
        wrong = [(places[step.dest_start], places[step.dest_end]) for step in steps]
        end = places[min(len(want), len(made))]
        for edit in cleaned.text.edits:
            place = cleaned.text.text_span(*edit.source) if edit.source else (0, 0)
            if place[0] <= end and (edit.old + edit.new).strip():
                right = not _met(place, wrong) or _right(gold, text[:end], edit, place)
                channel = edit.rule.split(".")[0]
                found.setdefault(channel, Counter())[edit.certainty if right else "harmed"] += _changed(edit)
    return found


def _changed(edit: Edit) -> int:
    """Characters that an edit changes: of a run of equal length those that differ."""
    if len(edit.old) == len(edit.new):
        return sum(a != b for a, b in zip(edit.old, edit.new, strict=True))
    return max(len(edit.old), len(edit.new))


# ------------------------------------------------------------------------------------------------- what is pinned


def figures(result: Restoration) -> dict[str, float]:
    """Everything that is pinned, better when higher."""
    found: dict[str, float] = {}
    for kind, account in result.accounts.items():
        found[f"restore/{kind}/accuracy"] = 1 - account.mean
        found[f"restore/{kind}/worst"] = 1 - account.worst
        found[f"restore/{kind}/unharmed"] = 1 - account.harmed / account.characters
    found["restore/mean"] = 1 - fmean(account.mean for account in result.accounts.values())
    found["restore/certain"] = 1 - result.wrong.total() / max(1, result.certain)
    found["restore/calibration"] = result.calibration
    return found
