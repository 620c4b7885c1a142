"""Rows of figures run together (职业道德55基础知识3525…合计100100): cut so that every column adds up to its total.

The sums decide: of all ways to cut each row into figures, only those count whose columns add up to what the row of totals
says, or to 100 where there is none. No way or more than one: the rows stay uncut.
"""

import re

from pipeline.segment.words.tablewords import any_of
from pipeline.text import Span

_ROW = re.compile(r"(?P<name>[一-鿿][一-鿿、/与和（）()]{1,15}?)(?P<run>[\d.%％—–/-]+)")
_TOTAL = re.compile(rf"{any_of('totals')}$")
_WHOLE = 100.0
_WAYS = 4000  # ways kept over all rows

Row = tuple[Span, list[Span]]


def rows(text: str, span: Span, count: int) -> list[Row] | None:
    """The rows at the start of a stretch, each a name and `count` figures; None where no way to cut them adds up."""
    found: list[tuple[Span, list[list[Span]]]] = []
    total: tuple[Span, list[Span]] | None = None
    at = span[0]
    while (match := _ROW.match(text, at, span[1])) is not None:
        ways = _ways(text, match.span("run"), count, whole=not _TOTAL.match(match["name"]))
        if _TOTAL.match(match["name"]):
            total = (match.span("name"), ways[0]) if ways else None
            break
        if not ways:
            break
        found.append((match.span("name"), ways))
        at = match.end()
    if len(found) < 2:
        return None
    sums = tuple(_value(text, one) for one in total[1]) if total else (_WHOLE,) * count
    cut = _adding_up(text, found, sums)
    return None if cut is None else [*cut, *([total] if total else [])]


def _ways(text: str, run: Span, count: int, whole: bool) -> list[list[Span]]:
    """Every way to cut a run into `count` figures up to 100; a run of totals may have more behind them."""
    start, end = run
    if not count:
        return [[]] if start == end or not whole else []
    made: list[list[Span]] = []
    for stop in range(start + 1, min(end, start + 5) + 1):
        if _figure(text[start:stop]):
            made += [[(start, stop), *rest] for rest in _ways(text, (stop, end), count - 1, whole)]
    return sorted(made, key=lambda way: -sum(text[slice(*one)] == "100" for one in way))


def _figure(words: str) -> bool:
    if re.fullmatch(r"[—–/-]+", words):
        return True
    match = re.fullmatch(r"(?:0|[1-9]\d{0,2})(?:\.\d)?[%％]?", words)
    return match is not None and float(words.rstrip("%％")) <= _WHOLE


def _value(text: str, span: Span) -> float:
    words = text[slice(*span)].rstrip("%％")
    return float(words) if words[0].isdigit() else 0.0


def _adding_up(text: str, found: list[tuple[Span, list[list[Span]]]], sums: tuple[float, ...]) -> list[Row] | None:
    """The one way to cut every row whose columns add up; None where there is none or more than one."""
    partial: dict[tuple[float, ...], list[list[Row]]] = {(0.0,) * len(sums): [[]]}
    for name, ways in found:
        grown: dict[tuple[float, ...], list[list[Row]]] = {}
        for done, paths in partial.items():
            for way in ways:
                key = tuple(a + _value(text, one) for a, one in zip(done, way, strict=True))
                if all(a <= b for a, b in zip(key, sums, strict=True)):
                    grown.setdefault(key, []).extend([*path, (name, way)] for path in paths[:2])
        partial = dict(sorted(grown.items())[:_WAYS])
    found_ways = partial.get(sums, [])
    return found_ways[0] if len(found_ways) == 1 else None
