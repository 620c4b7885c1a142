"""Confusions of recognised text (OCR): a character read as one of nearly the same shape, 期未 for 期末, 职贝 for 职责.

Which characters are taken for which is reviewed data (`rules/ocr.toml`). A character is changed where the dictionary decides:
as it stands it is part of no word (or of a hundred times rarer one), the other makes a word with its neighbours, and the words
around are far likelier so. What the picture shows is not known here, so every edit is only probable, and the character as it
was read is its alternative. Only for texts that were recognised: others do not confuse shapes.
"""

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline import lexicon
from pipeline.model import Edit, Evidence, Repair
from pipeline.rules import load_rules

NAME = "ocr"
SEEN = 30
"""Occurrences from which a word is common enough to tell."""
SHARE = 0.97
"""Least share of probability that a repair must have of the two."""
RIVAL = 100
"""How many times as common the word must be as one that stands there: dictionaries hold common slips too (自已)."""
MOST = 0.95
"""Greatest confidence that is claimed."""

_AROUND = 5  # characters on either side that are weighed
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@cache
def confusions() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Each character that may have been misread: what it may have been, with the id of the rule."""
    table: dict[str, list[tuple[str, str]]] = {}
    for rule in load_rules("pipeline.clean", "rules/ocr.toml"):
        table.setdefault(rule.pattern.pattern, []).append((rule.more["right"], rule.id))
    return {char: tuple(found) for char, found in table.items()}


@cache
def _misread() -> re.Pattern[str]:
    return re.compile("[" + "".join(confusions()) + "]")


def _edits(text: str) -> Iterator[Edit]:
    for run in _HAN.finditer(text):
        done = run.start()
        for match in _misread().finditer(text, run.start(), run.end()):
            at = match.start()
            if at < done:
                continue
            before, after = text[max(run.start(), at - _AROUND) : at], text[at + 1 : min(run.end(), at + 1 + _AROUND)]
            if (edit := _edit(before, match[0], after, at)) is not None:
                done = at + 1
                yield edit


def _edit(before: str, char: str, after: str, at: int) -> Edit | None:
    stands = _word(before, char, after)
    known = RIVAL * lexicon.frequency(stands) if len(stands) > 1 else 0
    rules = {right: rule for right, rule in confusions()[char] if _tells(_word(before, right, after), right, known)}
    if not rules:
        return None
    best, share = lexicon.rank(before, [char, *rules], after)[0]
    if best == char or share < SHARE:
        return None
    return Edit(
        start=at, end=at + 1, old=char, new=best, rule=f"{NAME}.{rules[best]}", certainty="probable",
        confidence=round(min(share, MOST), 3), alternatives=(char,),
    )  # fmt: skip


def _word(before: str, char: str, after: str) -> str:
    """The word of the likeliest cut that holds the character."""
    end = 0
    for piece in lexicon.cut(before + char + after):
        end += len(piece)
        if end > len(before):
            return piece
    return char


def _tells(word: str, char: str, known: int) -> bool:
    """Whether a word, or one in it that holds the character, is common enough, and far more so than what stands there."""
    parts = (word[low:high] for low in range(len(word)) for high in range(low + 2, len(word) + 1))
    most = max((lexicon.frequency(part) for part in parts if char in part), default=0)
    return most >= max(SEEN, known)


def detect(text: str) -> Evidence | None:
    """How many characters look misread. Asked only for recognised text."""
    edits = tuple(_edits(text))
    return Evidence(NAME, len(edits), {"characters": len(edits)}, edits) if edits else None


def restore(text: str, evidence: Evidence) -> Repair:
    """The characters that make words where those that were read make none."""
    return Repair(evidence.worked_out(tuple, lambda: tuple(_edits(text))))


def damage(text: str, rng: random.Random, rate: float = 0.3) -> str:
    """Reads this share of the characters that have a neighbour in shape as that neighbour."""
    seen = {right: char for char, ways in confusions().items() for right, _ in ways}
    return "".join(seen[char] if char in seen and rng.random() < rate else char for char in text)
