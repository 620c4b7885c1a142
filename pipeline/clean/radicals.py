"""Signs of radicals where words stood: a program that wrote pdf printed 行 as ⾏ and 长 as ⻓, and copies of it kept them.

A sign looks like its word and is never part of one, so each is certain: the licence is Unicode, which names the words of most,
and the list in `pipeline.radicals`. Pdf is read with words at once; this is for text, pages and Word files made from it. The
signs go before every other channel, whose rules and words know none of them.
"""

import random

from pipeline.model import Edit, Evidence, Repair
from pipeline.radicals import ROWS, SIGNS, signs, worded
from pipeline.rows import has_any

NAME = "radicals"


def detect(text: str) -> Evidence | None:
    """How many signs there are."""
    hits = sum(map(len, SIGNS.findall(text))) if has_any(text, ROWS) else 0
    return Evidence(NAME, hits, {"signs": hits}) if hits else None


def restore(text: str, evidence: Evidence) -> Repair:
    """A word for each sign, a run of them at a time."""
    return Repair(
        tuple(
            Edit(start=run.start(), end=run.end(), old=run[0], new=worded(run[0]), rule="radicals.sign", certainty="certain")
            for run in SIGNS.finditer(text)
        )
    )


def damage(text: str, rng: random.Random, share: float = 1.0) -> str:
    """What such a program prints, this share of the words that have a sign."""
    known = signs()
    return "".join(known[char] if char in known and rng.random() < share else char for char in text)
