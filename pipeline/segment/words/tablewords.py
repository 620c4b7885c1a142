"""The words that tell tables apart and cut what stands in them: data, read once."""

import re
from functools import cache

from pipeline.rules import load_data


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words, in the order of the file."""
    return tuple(load_data("pipeline.segment.words", "tables.toml")[name])


@cache
def any_of(name: str) -> str:
    """A pattern for any word of a list, longer ones first."""
    return "(?:" + "|".join(map(re.escape, sorted(words(name), key=lambda w: (-len(w), w)))) + ")"


@cache
def openers() -> dict[str, float]:
    """Words that open a statement, with how much each speaks for a seam before it."""
    return dict(load_data("pipeline.segment.words", "tables.toml")["openers"])


@cache
def sheets() -> tuple[str, ...]:
    """Words in the title of a document that is a score sheet."""
    return tuple(load_data("pipeline.segment.families", "score-sheet.toml")["title"])


@cache
def condition() -> re.Pattern[str]:
    """A row's title that says what is asked of each level (学历, 任职年限, 外语要求)."""
    known, more = any_of("conditions"), any_of("asked")
    return re.compile(rf"[一-鿿]{{0,4}}(?:{known}|{more})(?:要求|情况)?(?:[与及和、/][一-鿿]{{0,2}}{known})?$")
