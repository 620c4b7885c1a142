"""How cells of one row look, and how like each other those are that stand beside each other (3年以上5年以上8年以上)."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.segment.words.tablewords import words

_CODES = re.compile(r"[A-Za-z]*\d+(?:\.\d+)?")
_DEGREES = words("degrees")
_DEGREE = re.compile(rf"(?:{'|'.join(_DEGREES)}|全日制|统招|以上|及|学历|或|/|、)+$")
_ANY_DEGREE = re.compile("|".join(_DEGREES))
_OPEN = re.compile(r"(?:不限|不作要求|不要求|无要求|无|[—–/-]+)$")  # nothing is asked: like any other cell
_PARTS = re.compile("[，,、；;]")


class Look(NamedTuple):
    """What two cells beside each other are compared by: their words, the same with figures as 0, whether they say that nothing
    is asked, or a degree.
    """

    words: str
    shape: str
    open: bool
    degree: bool


@lru_cache(maxsize=2048)
def look(words: str) -> Look:
    """How a cell looks."""
    shape = _CODES.sub("0", words)
    return Look(words, shape, _OPEN.match(shape) is not None, _DEGREE.match(shape) is not None)


def parallel(left: Look, right: Look) -> float:
    """What it costs that two cells stand beside each other in a row: less than nothing for the same words, little where they
    begin and end alike.
    """
    words, one, nothing, degree = left
    others, other, nothing_, degree_ = right
    if words == others:
        return -0.4
    if nothing or nothing_:
        return 0.2
    if degree and degree_:
        return 0.0
    cost = 0.0 if one[:2] == other[:2] else 0.4 if one[0] == other[0] else 0.7
    if one[:4] == other[:4]:
        cost -= 0.4
    if one[-2:] != other[-2:]:
        cost += 0.3
    short, long = len(words), len(others)
    if short > long:
        short, long = long, short
    return cost + 0.01 * (long - short) + (0.4 if 3 * short < long else 0.0)


@lru_cache(maxsize=2048)
def repeated(words: str) -> float:
    """What it costs that a cell looks like several: three characters come back without a comma, or degree follows degree."""
    shape = _CODES.sub("0", words)
    most = 1
    for part in _PARTS.split(shape) if len(shape) > 3 else ():
        threes = [part[k : k + 3] for k in range(len(part) - 2)]
        if len(set(threes)) < len(threes):
            most = max(most, *map(threes.count, set(threes)))
    degrees = len(_ANY_DEGREE.findall(shape))
    joined = 1 + sum([shape.count(sign) for sign in "或、/及"]) if degrees > 1 else 1
    return 0.7 * (most - 1) + 0.7 * max(0, degrees - joined)
