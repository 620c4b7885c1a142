"""Levels that head the columns of a table and are posts by their words (条件 | 编辑 | 主管编辑 | 资深编辑).

In this order: names that a sentence lists and counts (设编辑、主管编辑、资深编辑三级), where they are cells beside each other
too; cells beside each other that end alike behind words of rank or of posts, one of them bare.
"""

import re
from itertools import pairwise

from pipeline.segment.levels import levelwords
from pipeline.segment.levels.levelwords import word_rank

_ROW = re.compile(r"^[^\t\n]{1,12}(?:\t[一-鿿]{2,8}){2,7}\t*$", re.MULTILINE)
_FEWEST = 2  # columns


def find(text: str, listed: list[list[str]]) -> list[list[str]]:
    """The names of each such head. listed: names that sentences count, which nothing else makes levels."""
    counted = [names for names in listed if _alike(names) and _beside(text, names)]
    rows = [match.group().rstrip("\t").split("\t")[1:] for match in _ROW.finditer(text)]
    return counted + [names for names in rows if _ranked(names)]


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
