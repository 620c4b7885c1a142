"""Short cells of one row run together (3年以上5年以上8年以上): cut into a known number by what they have in common."""

import re
from functools import lru_cache

from pipeline.segment.tablewords import words
from pipeline.segment.words import tagged
from pipeline.text import Span

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_DEGREES = words("degrees")
_DEGREE = re.compile(rf"(?:{'|'.join(_DEGREES)}|全日制|统招|以上|及|学历|或|/|、)+$")
_ANY_DEGREE = re.compile("|".join(_DEGREES))
_OPEN = re.compile(r"(?:不限|不作要求|不要求|无要求|无|[—–/-]+)$")  # nothing is asked: like any other cell
_NEVER_FIRST = ("及", "以上", "以下", "以内", "或", "和", "与", "的")  # words that go on with a cell
_LONGEST = 90  # words: a longer row is no row of short cells


def split(text: str, span: Span, count: int) -> tuple[list[Span], float] | None:
    """The row as `count` cells and how unlike they are, or None where it has fewer words or is too long for short cells.

    Neighbouring cells begin and end alike, are of like length, and no cell begins behind a comma.
    """
    places = _places(text, span)
    if len(places) - 1 < count or len(places) > _LONGEST:
        return None
    best = _best(text, places, count)
    return ([(places[a], places[b]) for a, b in best[1]], best[0]) if best else None


def _places(text: str, span: Span) -> list[int]:
    """Where cells may begin: at words, a number and its unit kept together."""
    places = [word.start for word in tagged(text, *span) if not word.text.startswith(_NEVER_FIRST) or word.start == span[0]]
    inside = {k for m in _DIGITS.finditer(text, *span) for k in range(m.start() + 1, m.end())}
    return [p for p in places if p not in inside and text[p] not in "、,，)）;；。"] + [span[1]]


def _best(text: str, places: list[int], count: int) -> tuple[float, list[tuple[int, int]]] | None:
    """The cheapest chain of `count` cells over the places; states are (cells so far, last cell)."""
    last = len(places) - 1
    shapes = {(a, b): _DIGITS.sub("0", text[places[a] : places[b]]) for a in range(last) for b in range(a + 1, last + 1)}
    layer: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {(0, b): (0.0, [(0, b)]) for b in range(1, last)}
    for index in range(1, count):
        grown: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
        for (a, b), (cost, chain) in layer.items():
            ends = [last] if index == count - 1 else range(b + 1, last)
            for c in ends:
                if c > b:
                    total = cost + _unlike(shapes[a, b], shapes[b, c]) + (3.0 if text[places[b] - 1] in ",，、" else 0.0)
                    if (b, c) not in grown or total < grown[b, c][0]:
                        grown[b, c] = (total, [*chain, (b, c)])
        layer = dict(sorted(grown.items(), key=lambda item: item[1][0])[:200])
    done = [entry for (_, b), entry in layer.items() if b == last]
    return min(done, key=lambda entry: entry[0]) if done else None


def _unlike(left: str, right: str) -> float:
    """How unlike two cells are: first and last characters, length; two degrees are alike, and nothing is like anything."""
    if _OPEN.match(left) or _OPEN.match(right):
        return 0.3 + 0.5 * _double(left) + 0.5 * _double(right)
    if _DEGREE.match(left) and _DEGREE.match(right):
        return 0.1 + 0.05 * abs(len(left) - len(right))
    cost = 0.05 * abs(len(left) - len(right)) + 0.4 * _double(left) + 0.4 * _double(right)
    cost += 0.0 if left[0] == right[0] else 1.0
    return cost + (0.0 if left[-2:] == right[-2:] else 0.6 if left[-1] == right[-1] else 1.0)


@lru_cache(maxsize=2048)
def _double(shape: str) -> bool:
    """Whether a cell looks like two: its ending stands in it twice, or degree follows degree."""
    joined = 1 + shape.count("或") + shape.count("、")
    return shape.count(shape[-2:]) > 1 or len(_ANY_DEGREE.findall(shape)) > joined
