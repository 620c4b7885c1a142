"""Pinyin glosses stuck behind characters: 標(biāo)準(zhǔn). Taken out exactly.

The table of what the site glosses is estimated from the document (see `glosses` for the evidence and its order); every
gloss of a character of the table goes, also one inside which the page ends, and, as probable, those of characters that are
glossed in a part of the page only. Glosses that the byte shift displaced are put right by `shift` before. Where a single
gloss is all there is, it is taken out as probable.
"""

import random
import re
from collections.abc import Set

from pipeline import lexicon
from pipeline.clean.glossed import glosses
from pipeline.clean.glossed.glosses import Brackets, GlossTable, Kind, Shown
from pipeline.model import Evidence, Finding, Repair, Scalar
from pipeline.text import Certainty, Edit

NAME = "pinyin"

LONE_CONFIDENCE = 0.9
"""A lone gloss on a traditional character: authors of traditional texts do not gloss in pinyin, but one might quote."""

SELDOM_CONFIDENCE = 0.95
"""A toned gloss, among sure ones, on a traditional character that mostly has none: a part of the page has other glosses."""

CUT_CONFIDENCE = 0.8
"""The beginning of a gloss, at the end of a line, on a character that stands nowhere else."""


def detect(text: str) -> Evidence | None:
    """The site's table of glossed characters as the document shows it. None on text without glosses.

    Parameters: table (character → reading), characters (its size), space (whether a space stands before the bracket's end).
    """
    if not glosses.has_tone(text):
        return None
    found = glosses.brackets(text)
    table = glosses.estimate_from(found)
    if table is None:
        return None
    readings: dict[str, Scalar] = {**table.readings}
    return Evidence(NAME, table.hits, {"table": readings, "characters": len(readings), "space": table.space != ""}, found)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take every gloss of the table out; findings where the page ends inside one or there is but one."""
    table = _table(evidence)
    found = evidence.worked_out(Brackets, lambda: glosses.brackets(text))
    whole = {kind for kind, shown in found.readings.items() if shown.char in table.readings}
    edits = _removals(text, found, whole, "pinyin.gloss", None if table.sure else LONE_CONFIDENCE)
    if not table.sure:
        return Repair(tuple(edits), tuple(_lone(found.readings[kind], at) for at, _, kind in found.places() if kind in whole))
    if seldom := {kind for kind, shown in found.readings.items() if kind not in whole and _is_a_site_s(shown)}:
        edits += _removals(text, found, seldom, "pinyin.seldom", SELDOM_CONFIDENCE)
    broken = list(glosses.cut_off(text, table))
    edits += [_removal(match, None if match[1] in table.readings else CUT_CONFIDENCE) for match in broken]
    return Repair(tuple(edits), tuple(map(_broken, broken)))


def _table(evidence: Evidence) -> GlossTable:
    listed = evidence.parameters.get("table")
    readings = {char: str(reading) for char, reading in listed.items()} if isinstance(listed, dict) else {}
    return GlossTable(readings, evidence.hits)


def _is_a_site_s(shown: Shown) -> bool:
    return glosses.is_toned(shown.reading) and lexicon.is_traditional(shown.char)


def _removals(text: str, found: Brackets, kinds: Set[Kind], rule: str, confidence: float | None) -> list[Edit]:
    """The edits that take glosses of these kinds out; probable where a confidence is given."""
    certainty: Certainty = "certain" if confidence is None else "probable"
    return [
        Edit(start=at, end=end, old=text[at:end], new="", rule=rule, certainty=certainty, confidence=confidence)
        for at, end, kind in found.places()
        if kind in kinds
    ]


def _removal(cut: re.Match[str], confidence: float | None) -> Edit:
    """The edit that takes the beginning of a gloss out."""
    start, end = cut.span()
    certainty: Certainty = "certain" if confidence is None else "probable"
    return Edit(start=start, end=end, old=cut[0], new="", rule="pinyin.cut", certainty=certainty, confidence=confidence)


def _lone(shown: Shown, at: int) -> Finding:
    char, reading, space, _ = shown
    return Finding(
        code="pinyin-lone",
        severity="review",
        message_en=f"The reading ({reading}) behind {char} is the only kind of gloss in the document. It was taken out as one "
        "that a site added; put it back if the author wrote it.",
        message_zh=f"“{char}”后的注音({reading})是文中仅有的一种注音,已作为网站添加的内容删去;若为作者原文,请恢复。",
        params={"char": char, "reading": reading},
        span=(at - 1, at + len(reading) + len(space) + len("()")),
    )


def _broken(found: re.Match[str]) -> Finding:
    return Finding(
        code="pinyin-cut",
        severity="info",
        message_en=f"The page breaks off inside the gloss of {found[1]}: what the document says after it is not in this copy.",
        message_zh=f"网页在“{found[1]}”的注音中间断开:此后的原文不在这份副本中。",
        params={"char": found[1]},
        span=(found.start() - 1, found.end()),
    )


def draw_table(text: str, rng: random.Random, size: int) -> dict[str, str]:
    """A site's table: up to `size` of the traditional characters of a text, each with one of its toned readings."""
    traditional = filter(lexicon.is_traditional, sorted(set(text)))
    known = {char: sorted(filter(glosses.is_toned, lexicon.readings(char))) for char in traditional}
    chars = sorted(char for char, readings in known.items() if readings)
    drawn = sorted(rng.sample(chars, min(size, len(chars))))
    return {char: rng.choice(known[char]) for char in drawn}


def damage(text: str, rng: random.Random, *, table: dict[str, str] | None = None, size: int = 40, space: bool = False) -> str:
    """The forward model: every character of the table (drawn from the text where none is given) with its reading behind it.

    Byte-wise effects are the forward model of `shift`, which takes a glossed text.
    """
    return glosses.insert(text, draw_table(text, rng, size) if table is None else table, " " if space else "")
