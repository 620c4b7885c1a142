"""Levels that head the columns of a table and are posts by their words (条件 | 编辑 | 主管编辑 | 资深编辑).

In this order: names that a sentence lists and counts (设编辑、主管编辑、资深编辑三级), where they are cells beside each other
too; cells beside each other that end alike behind words of rank or of posts, one of them bare.
"""

import re
from itertools import pairwise

from pipeline.segment.levels import levelwords
from pipeline.segment.levels.levelwords import word_rank
from pipeline.segment.words.tablewords import words

_ROW = re.compile(
    r"^(?:[^\t\n]{0,12}\t){0,3}?(?P<names>[一-鿿]{2,8}(?:\t[一-鿿]{2,8}){1,7})(?:\t[^\t\n]{0,8}){0,2}$", re.MULTILINE
)
_FEWEST, _BEFORE = 2, 3  # columns of levels; of titles before them, with words


def find(text: str, listed: list[list[str]]) -> list[list[str]]:
    """The names of each such head. listed: names that sentences count, which nothing else makes levels."""
    counted = [names for names in listed if _alike(names) and _beside(text, names)]
    rows = [match["names"].split("\t") for match in _ROW.finditer(text)]
    return counted + [names for row in rows if (names := _within(row))]


def _within(row: list[str]) -> list[str]:
    """The names of levels among cells beside each other: behind titles, and before a last one that a known head fills."""
    ends = (len(row), len(row) - 1) if row[-1] in {*words("columns"), *words("blanks")} else (len(row),)
    runs = sorted((row[k:end] for end in ends for k in range(_BEFORE + 1)), key=len, reverse=True)
    return next((run for run in runs if len(run) >= _FEWEST and _ranked(run)), [])


def _alike(names: list[str]) -> bool:
    """Whether names look like those of levels: they end alike, or a word of rank begins one."""
    return len({name[-1] for name in names}) == 1 or any(word_rank(name) is not None for name in names)


def _beside(text: str, names: list[str]) -> bool:
    """Whether names are cells beside each other, but for the first or the last, which a table of promotions lacks."""
    runs = (run for run in (names, names[1:], names[:-1]) if len(run) >= _FEWEST)
    rows = ("\t".join(map(re.escape, run)) for run in runs)
    return any(re.search(rf"\t{row}(?![^\t\n])", text) for row in rows)


def _ranked(names: list[str]) -> bool:
    """Whether names differ only in words of rank and of posts before what they share; one may have none."""
    base = min(names, key=len)
    tail = base if all(name.endswith(base) for name in names) else base[2:]
    before = [name.removesuffix(tail) for name in names]
    ranks = [rank for word in before if (rank := levelwords.words().get(word)) is not None]
    steps = {b > a for a, b in pairwise(ranks)}
    known = all(not word or word in levelwords.words() or word in levelwords.posts() for word in before)
    return len(tail) >= _FEWEST and known and len({*names}) == len(names) and bool(ranks) and len(steps) <= 1
