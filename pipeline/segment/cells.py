"""Short cells of one row run together (3年以上5年以上8年以上): cut into a known number by what they have in common."""

import math
import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.segment.tablewords import words
from pipeline.segment.words import tagged
from pipeline.text import Span

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CODES = re.compile(r"[A-Za-z]*\d+(?:\.\d+)?")
_DEGREES = words("degrees")
_DEGREE = re.compile(rf"(?:{'|'.join(_DEGREES)}|全日制|统招|以上|及|学历|或|/|、)+$")
_ANY_DEGREE = re.compile("|".join(_DEGREES))
_OPEN = re.compile(r"(?:不限|不作要求|不要求|无要求|无|[—–/-]+)$")  # nothing is asked: like any other cell
_MAY_BE_OPEN = frozenset("不无—–/-")  # how such a cell begins
_NEVER_FIRST = ("及", "以上", "以下", "以内", "或", "和", "与", "的")  # words that go on with a cell
_WIDTH = 40  # chains kept at a cell
_PARTS = re.compile("[，,、；;]")
_LONGEST = 90  # words: a longer row is no row of short cells

_Chain = tuple[tuple[int, int], "_Chain | None"]  # a cell, and those before it


def split(text: str, span: Span, count: int, most: float = math.inf) -> tuple[list[Span], float] | None:
    """The row as `count` cells and how unlike they are.

    None where it has fewer words, is too long for short cells, or its cells are more unlike than `most`.

    Neighbouring cells begin and end alike, are of like length, and no cell begins behind a comma.
    """
    places = _places(text, span)
    if len(places) - 1 < count or len(places) > _LONGEST:
        return None
    best = _best(text, places, count, most)
    return ([(places[a], places[b]) for a, b in best[1]], best[0]) if best else None


def _places(text: str, span: Span) -> list[int]:
    """Where cells may begin: at words, a number and its unit kept together."""
    places = [word.start for word in tagged(text, *span) if not word.text.startswith(_NEVER_FIRST) or word.start == span[0]]
    inside = {k for m in _DIGITS.finditer(text, *span) for k in range(m.start() + 1, m.end())}
    return [p for p in places if p not in inside and text[p] not in "、,，)）;；。"] + [span[1]]


class _Cell(NamedTuple):
    """What a cell looks like, figures as 0: its length, its first character and its last two.

    open: nothing is asked; degree: a degree; double: it looks like two cells.
    """

    length: int
    first: str
    ending: str
    open: bool
    degree: bool
    double: bool


def _best(text: str, places: list[int], count: int, most: float) -> tuple[float, list[tuple[int, int]]] | None:
    """The cheapest chain of `count` cells over the places, within `most`; states are (cells so far, last cell)."""
    last = len(places) - 1
    parts = [_DIGITS.sub("0", text[a:b]) for a, b in pairwise(places)]  # no cell begins inside a number
    shape, begins = "".join(parts), [0, *accumulate(map(len, parts))]
    behind_comma = [3.0 if text[place - 1] in ",，、" else 0.0 for place in places]

    @cache
    def cell(a: int, b: int) -> _Cell:
        return _cell(shape[begins[a] : begins[b]])

    layer: dict[tuple[int, int], tuple[float, _Chain]] = {(0, b): (0.0, ((0, b), None)) for b in range(1, last)}
    for index in range(1, count):
        grown: dict[tuple[int, int], tuple[float, _Chain]] = {}
        for (a, b), (cost, chain) in layer.items():
            left = cell(a, b)
            nothing = left.open or shape[begins[b]] in _MAY_BE_OPEN  # the cells may be alike, however long the right one is
            for c in (last,) if index == count - 1 else range(b + 1, last):
                right = cell(b, c)
                if cost + (0.0 if nothing else 0.05 * (right.length - left.length)) > most:
                    break  # and so it is with whatever is longer
                total = cost + _unlike(left, right) + behind_comma[b]
                if total <= most and ((b, c) not in grown or total < grown[b, c][0]):
                    grown[b, c] = (total, ((b, c), chain))
        layer = dict(sorted(grown.items(), key=lambda item: item[1][0])[:_WIDTH])
    done = [entry for (_, b), entry in layer.items() if b == last]
    if not done:
        return None
    cost, chain = min(done, key=lambda entry: entry[0])
    return cost, _unrolled(chain)


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


def _unrolled(chain: "_Chain | None") -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    while chain is not None:
        one, chain = chain
        cells.append(one)
    return cells[::-1]


def _unlike(left: _Cell, right: _Cell) -> float:
    """How unlike two cells are: first and last characters, length; two degrees are alike, and nothing is like anything."""
    length, first, ending, nothing, degree, double = left
    length_, first_, ending_, nothing_, degree_, double_ = right
    if nothing or nothing_:
        return 0.3 + 0.5 * double + 0.5 * double_
    longer = abs(length - length_)
    if degree and degree_:
        return 0.1 + 0.05 * longer
    cost = 0.05 * longer + 0.4 * double + 0.4 * double_
    if first != first_:
        cost += 1.0
    return cost if ending == ending_ else cost + (0.6 if ending[-1] == ending_[-1] else 1.0)


@lru_cache(maxsize=8192)
def _cell(words: str) -> _Cell:
    nothing, degree = _OPEN.match(words) is not None, _DEGREE.match(words) is not None
    return _Cell(len(words), words[0], words[-2:], nothing, degree, _double(words))


def _double(shape: str) -> bool:
    """Whether a cell looks like two: its ending stands in it twice, or degree follows degree."""
    joined = 1 + shape.count("或") + shape.count("、")
    return shape.count(shape[-2:]) > 1 or len(_ANY_DEGREE.findall(shape)) > joined
