"""Tables a line a cell, whatever words head them, told by their period: what stands in a column is alike, row after row.

Evidence, in this order: a column of figures, levels or codes under a head that is none; titles that stand once each at the
heads of the rows; without such a column, lines that come out even between two headings, long and short ones in turn.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.segment.cells import cellnodes
from pipeline.segment.cells.cellcosts import heads_piece
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import goes_on, lines, stopped, titled
from pipeline.segment.grids import gridtrees, plainrows, shapes
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks import scores
from pipeline.segment.marks.marks import Mark
from pipeline.segment.regrid.celltable import Found
from pipeline.segment.regrid.celltable import grid as as_grid
from pipeline.segment.regrid.columnheads import Head
from pipeline.segment.words.tablewords import sheets
from pipeline.text import Span

_SIGN = re.compile(r"(?:[√✓✔×✗○●△★/／]+|[—–-]{1,2}|不限|不要求|无)$")
_CODE = re.compile(r"[A-Za-z]{1,3}[-－]?\d{1,3}$")
_GRADE = re.compile("(?:[A-ES]|[一二三四五六七八九])$")
_LEVEL = re.compile(r"(?:[/／][^()（）]{2,5})?(?:[(（].{1,4}[)）])?$")  # what is added to a level where it heads figures
_TITLED = re.compile(r"(?<=\d)[ 　]?[一-鿿]{2,8}$")  # the title behind the code of a level
_NAMED = re.compile(r"[A-Za-z]\d{1,2}[ 　]?[一-鿿]{2,8}$")
_COUNTS = re.compile(r"[\dA-Za-z一二三四五六七八九十]")
_ANNEX = re.compile(r"附(?:件|录|表|图)?[A-Z\d一二三四五六七八九十]")
_HEAD, _TITLE, _CELL, _SHORT = 12, 16, 60, 7  # characters
_OPENING = 200  # characters that hold a document's title
_WIDEST = 8  # columns
_ROWS = 2  # rows that make a table
_EVEN = 3  # rows of one that no figures tell
_TOLD = 3  # figures, levels and codes that tell a table
_SOME = 2  # characters of a word in a column of figures (全部, 满分)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line. kind: figure, level, code, sign, short or long; title: it may head a row or a column."""

    span: Span
    words: str
    kind: str
    title: bool

    @property
    def hard(self) -> bool:
        return self.kind in ("figure", "level", "code")


class _Stretch:
    """Lines in a row of which each may be a cell, and what is counted in them once for all places.

    anchors: the lines that are titles before a figure and a word; apart: the first of these from which on no two say the same;
    longest: for each, the most lines from it or one behind it to the next; hard: figures, codes and levels before each line.
    """

    def __init__(self, run: list[_Line]) -> None:
        self.lines = run
        self.hard = [0, *accumulate(line.hard for line in run)]
        titles = [k for k in range(len(run) - 2) if run[k].title and not run[k].hard]
        self.anchors = [k for k in titles if run[k + 1].kind == "figure" and run[k + 2].kind in ("short", "long")]
        gaps = [b - a for a, b in pairwise(self.anchors)]
        self.longest = [*accumulate(reversed(gaps), max, initial=0)][::-1]
        seen: set[str] = set()
        self.apart = len(self.anchors)
        while self.apart and (words := run[self.anchors[self.apart - 1]].words) not in seen:
            seen.add(words)
            self.apart -= 1


class _Shape(NamedTuple):
    """How many columns a table has, how many lines its rows, and how long the titles of these are, in characters."""

    width: int
    lengths: tuple[int, ...]
    titles: float

    @property
    def cells(self) -> int:
        return self.width * len(self.lengths)


def tables(text: str, start: int, names: Names, marks: Iterable[Mark]) -> list[Found]:
    """Every table in the body, which begins at `start`; none overlaps another. No cell begins with one of the marks."""
    found: list[Found] = []
    marked = {mark.start for mark in marks if mark.form or mark.style not in ("1", "1.")}
    for stretch in _stretches(text, _cells(text, start), names, marked):
        at = 0
        while at < len(stretch.lines):
            one = _at(stretch, at)
            if one is None:
                at += 1
                continue
            others = [(k, other) for k in range(at + 1, at + one.width) if (other := _at(stretch, k)) is not None]
            at, one = min([(at, one), *others], key=lambda pair: (-pair[1].cells, pair[1].titles, pair[0]))
            found.append(_built(stretch.lines, at, one))
            at += one.width + sum(one.lengths)
    return found


def _cells(text: str, start: int) -> list[Span]:
    """The lines from a place on, those that tabs cut as so many."""
    made: list[Span] = []
    for line in lines(text, (start, len(text))):
        at = line[0]
        for words in text[slice(*line)].split("\t"):
            cell = trim(text, at, at + len(words))
            made += [cell] if cell[0] < cell[1] else []
            at += len(words) + 1
    return made


def _built(stretch: list[_Line], at: int, shape: _Shape) -> Found:
    """The table of a shape; what a row has more lines than columns belongs to its last cell."""
    width = shape.width
    head = Head(tuple(line.span for line in stretch[at : at + width]), ("any",) * width, 0)
    rows: list[list[Span | None]] = []
    at += width
    for length in shape.lengths:
        cells = [line.span for line in stretch[at : at + length]]
        rows.append([*cells[: width - 1], (cells[width - 1][0], cells[-1][1])])
        at += length
    return Found(head, rows)


def drafts(text: str, table: Found, names: Names) -> list[Draft]:
    """The tree of a table a line a cell. One of points is a score sheet where the document is one, the heading above it has
    points itself, or a row has several statements; elsewhere its rows are figures of something else.
    """
    grid = as_grid(text, table, names)
    if shapes.shape(grid) != "score" or len(grid.titles) > 1:
        return gridtrees.drafts(grid) or plainrows.rows(grid)
    begins = text.rfind("\n", 0, max(0, table.span[0] - 1)) + 1
    above = text[begins : table.span[0]]
    title = next((text[slice(*line)] for line in lines(text, (0, min(len(text), _OPENING)))), "")
    listed = any("\n" in text[slice(*cell)] for row in table.rows for cell in row if cell is not None)
    sheet = listed or scores.WEIGHT.search(above) is not None or any(word in title for word in sheets())
    return (gridtrees.drafts(grid) if sheet else None) or plainrows.rows(grid)


def _stretches(text: str, own: list[Span], names: Names, marked: Container[int]) -> Iterator[_Stretch]:
    """Lines in a row of which each may be a cell."""
    run: list[_Line] = []
    for span in own:
        words = text[slice(*span)]
        kind = _kind(words, names) if len(words) <= _CELL else ""
        if kind and (kind not in ("short", "long") or not (_begins(text, span, marked) or goes_on(words))):
            run.append(_Line(span, words, kind, kind in ("short", "level") or (len(words) <= _TITLE and titled(words))))
            continue
        if len(run) > _ROWS * 2:
            yield _Stretch(run)
        run = []
    if len(run) > _ROWS * 2:
        yield _Stretch(run)


def _begins(text: str, span: Span, marked: Container[int]) -> bool:
    """Whether a line begins as a piece does, and no cell."""
    return span[0] in marked or heads_piece(text, span) or _ANNEX.match(text, *span) is not None


@lru_cache(maxsize=4096)
def _kind(words: str, names: Names) -> str:
    if _SIGN.match(words):
        return "sign"
    level = names.regex.match(words)
    named = level is not None and (_LEVEL.match(words, level.end()) or _TITLED.match(words, level.end()))
    if named or _GRADE.match(words):
        return "level"
    if cellnodes.quantity(words):
        return "figure"
    if _CODE.match(words):
        return "code"
    return "short" if len(words) <= _SHORT and not re.search("[，,。；;：:、]", words) else "long"


def _at(stretch: _Stretch, at: int) -> _Shape | None:
    """The shape of the table whose head begins at a line; None where there is none."""
    best: _Shape | None = None
    for width in range(2, _WIDEST + 1):
        head = stretch.lines[at : at + width]
        if len(head) < width or not _heads(head):
            break
        rows = _rows(stretch, at, width)
        if rows and (best is None or width * rows > best.cells):
            titles = sum(len(stretch.lines[at + width * k].words) for k in range(1, rows + 1))
            best = _Shape(width, (width,) * rows, titles / rows)
    return best if best is not None else _anchored(stretch, at)


def _anchored(stretch: _Stretch, at: int) -> _Shape | None:
    """The shape of a table whose rows are a title and a figure each, and any number of lines behind them."""
    place = bisect_left(stretch.anchors, at + 3)
    starts = len(stretch.anchors) - place
    if starts < _EVEN or stretch.anchors[place] != at + 3 or place < stretch.apart or not _heads(stretch.lines[at : at + 3]):
        return None
    last = stretch.anchors[-1]
    longest = min(stretch.longest[place], len(stretch.lines) - last)
    if stretch.hard[last + longest] - stretch.hard[at + 3] != starts:
        return None
    lengths = (*(b - a for a, b in pairwise(stretch.anchors[place:])), longest)
    if min(lengths) < 3:  # a row that lacks its last cell: which of its neighbours' it is cannot be told
        return None
    return _Shape(3, lengths, sum(len(stretch.lines[k].words) for k in stretch.anchors[place:]) / starts)


def _heads(head: list[_Line]) -> bool:
    """Whether lines may head columns: short titles, each once; levels only beside each other, behind the first."""
    words = [line.words for line in head]
    alike = {line.kind for line in head[1:]} == {"level"} or not any(line.kind == "level" for line in head[1:])
    coded = any(line.kind == "level" and _NAMED.search(line.words) for line in head)
    plain = not head[0].hard and all(line.kind not in ("figure", "code", "sign") for line in head) and alike and not coded
    return plain and len(set(words)) == len(words) and all(len(w) <= _HEAD and not stopped(w) for w in words)


def _rows(stretch: _Stretch, at: int, width: int) -> int:
    """How many rows stand below a head; 0 where their columns are not alike. No more rows are looked at than go on."""
    first = range(at + width, len(stretch.lines) - width + 1, width)
    if len(first) < _ROWS:
        return 0
    opening = [stretch.lines[k : k + width] for k in first[:3]]
    kinds = {column: kind for column in range(width) if (kind := _alike(opening, column))}
    if set(kinds.values()) <= {"level"} and len(kinds) == width:
        return 0
    if not any(column > 0 or width > 2 for column in kinds):
        return _even(stretch.lines, at, width) if at <= 1 else 0
    body: list[list[_Line]] = []
    seen: set[str] = set()
    for k in first:
        row = stretch.lines[k : k + width]
        if not _row(row, kinds) or row[0].words in seen:
            break
        seen.add(row[0].words)
        body.append(row)
    return len(body) if len(body) >= (_ROWS if width > 2 else _EVEN) and _told(body, kinds) else 0


def _alike(opening: list[list[_Line]], column: int) -> str:
    """The kind of the first cells of a column, where it tells a column; "" where they are of several."""
    kinds = [row[column].kind for row in opening]
    told = {kind for kind in kinds if kind != "sign"} or {"figure"}
    return told.pop() if len(told) == 1 and told <= {"figure", "level", "code"} else ""


def _row(row: list[_Line], kinds: dict[int, str]) -> bool:
    """Whether lines go on with the rows above: what is alike in a column stays so."""
    if 0 not in kinds and (not row[0].title or (row[0].hard and _COUNTS.match(row[0].words))):
        return False
    for column, line in enumerate(row):
        if column in kinds:
            some = line.kind in (kinds[column], "sign") or (column > 0 and len(line.words) <= _SOME and line.kind == "short")
        else:
            some = line.kind not in ("figure", "code")
        if not some:
            return False
    return True


def _told(body: list[list[_Line]], kinds: dict[int, str]) -> bool:
    """Whether the columns of figures, levels and codes are enough to tell a table by."""
    if kinds.get(0) == "figure" and not _serial([row[0].words for row in body]):
        return False
    return sum(row[column].kind != "sign" for row in body for column in kinds) >= _TOLD


def _serial(words: list[str]) -> bool:
    """Whether figures count up or down."""
    values = [float(found.group()) for word in words if (found := re.search(r"\d+(?:\.\d+)?", word))]
    steps = {(b > a) - (b < a) for a, b in pairwise(values)}
    return len(values) == len(words) and len(steps) == 1 and 0 not in steps


def _even(stretch: list[_Line], at: int, width: int) -> int:
    """The rows that come out even up to the end of a stretch, short and long cells each in columns of their own."""
    body = [stretch[k : k + width] for k in range(at + width, len(stretch) - width + 1, width)]
    whole = len(stretch) - at == width * (len(body) + 1)
    if not whole or width < _EVEN or len(body) < _EVEN or len({row[0].words for row in body}) < len(body):
        return 0
    if not all(row[0].kind == "short" for row in body) or not all(line.kind == "short" for line in stretch[at : at + width]):
        return 0
    long = [sum(row[column].kind == "long" for row in body) for column in range(width)]
    pure = all(4 * count <= len(body) or 4 * count >= 3 * len(body) for count in long)
    return len(body) if pure and max(long) > 1 else 0
