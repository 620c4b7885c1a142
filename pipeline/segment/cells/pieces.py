"""Pieces of a table whose borders are gone: what may be a title, what a statement, and at what cost.

A lattice holds every way to cut a region into pieces. Where the text has lines, it is a chain: a line is a piece, with
those that go on with it. Text run together in one line is cut in more than one way (module `runs`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.segment.draft.draft import trim
from pipeline.segment.draft.lines import goes_on, lines, stopped, titled
from pipeline.segment.marks import scores
from pipeline.text import Span

_MARK = re.compile(r"(?:[(（](\d{1,2})[)）]|(\d{1,2})(?:[、)）]|[.．](?!\d))|(\d{1,2})(?=[一-鿿])|([①-⑳]))[ \t　]*")
_DIVISION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_POINTS = re.compile(  # behind a title, in no brackets
    r"(?<=[一-鿿])(?<![扣加得减计为满低高到罚奖每约近过各共记足均])\s*(\d{1,3}(?:\.\d)?分)$"
)
_NEXT = re.compile(r"(?<=[。；;！!])[ \t　]*(?=[(（]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳])")  # a number behind a stop
_SKIPPED = 2  # numbers of a list that may be left out
_NOTHING = re.compile(r"^(?:无|—+|-+|／|/|不要求|不作要求|无要求|不(?:作|做)?(?:考察|考核|考评|测评|评价|涉及|适用))[。;；]?$")
_CIRCLED = {0x2460 + k: str(k + 1) for k in range(20)}
_HEADS = 40  # heads of tables that one table may hold
_TITLE = 16  # characters of a title with its points
_SHORT = 8  # characters: an unnumbered line as short as this is a title rather than a statement


class Piece(NamedTuple):
    """span: the whole; mark, number: what it is numbered with (0: nothing); words: the rest; bracket, weight: its points.

    title, statement: the cost of reading it so; None where it cannot be. after_statement: what beginning here costs, as a
    title and as a statement, where the piece before is no title; None where it cannot begin so. ends: what ending a title
    here costs where another title follows, and where a statement does.
    """

    span: Span
    mark: Span | None
    number: int
    words: Span
    bracket: Span | None
    weight: str | None
    title: float | None
    statement: float | None
    nothing: bool
    after_statement: tuple[float | None, float | None] = (0.0, 0.0)
    ends: tuple[float, float] = (0.0, 0.0)


def reach(heads: Sequence[int], index: int, end: int) -> int:
    """Where the table that begins at a head ends at the latest: a table may hold heads of others, but not ever so many."""
    return min(end, heads[index + _HEADS]) if index + _HEADS < len(heads) else end


@dataclass(slots=True)
class Lattice:
    """ways[k]: every piece that begins at place k, each with the place where it ends."""

    ways: list[list[tuple[Piece, int]]] = field(default_factory=list)

    @property
    def weighted(self) -> bool:
        """Whether titles bear their points in brackets."""
        return len({p.bracket for way in self.ways for p, _ in way if p.weight is not None}) >= 2


def chain(text: str, own: list[Span]) -> Lattice:
    """The lattice of a region with lines: each with those that go on with it."""
    return Lattice([[(read(text, span), k + 1)] for k, span in enumerate(_joined(text, own))])


def own_lines(text: str, span: Span) -> tuple[list[Span], bool]:
    """The lines of a region, and whether they are real ones; false where the text runs together."""
    own = lines(text, span)
    return own, not (len(own) <= 2 or max(b - a for a, b in own) > 400)


def _joined(text: str, own: list[Span]) -> list[Span]:
    """Lines, each with those that go on with it: behind a colon, and a lone weight in brackets behind its title."""
    made: list[Span] = []
    for line in own:
        words = text[slice(*line)]
        before = text[slice(*made[-1])] if made else ""
        weight = made and titled(before) and (scores.WEIGHT.fullmatch(words) or re.fullmatch(r"\d{1,3}(?:\.\d)?分", words))
        running = goes_on(before) and not _MARK.match(words)
        if made and (weight or running or (len(words) <= 2 and not is_nothing(words) and not titled(words))):
            made[-1] = (made[-1][0], line[1])
        else:
            made.append(line)
    return [part for one in made for part in _listed(text, one)]


def _listed(text: str, line: Span) -> list[Span]:
    """A line that begins with a number, cut before the further ones of its list behind stops (1、…；2、…)."""
    _, last, _ = marked(text, line)
    places = [line[0]]
    for match in _NEXT.finditer(text, *line) if last else ():
        _, number, _ = marked(text, (match.end(), line[1]))
        if last < number <= last + 1 + _SKIPPED:
            places.append(match.end())
            last = number
    return [trim(text, a, b) for a, b in pairwise([*places, line[1]])]


def is_nothing(words: str) -> bool:
    """Whether a cell says that nothing is asked (无, —)."""
    return _NOTHING.match(words) is not None


def marked(text: str, span: Span) -> tuple[Span | None, int, int]:
    """The number at the head of a piece: its span, its value (0: none), and where the words behind it begin."""
    match = _MARK.match(text, *span)
    if match is None:
        division = _DIVISION.match(text, *span)  # of rows: it counts no statements
        return ((span[0], division.end()), 0, division.end()) if division else (None, 0, span[0])
    number = int(next(g for g in match.groups() if g).translate(_CIRCLED))
    return (span[0], span[0] + len(match.group().rstrip())), number, match.end()


def read(text: str, span: Span) -> Piece:
    """What a stretch may be, from its own words."""
    words = text[slice(*span)]
    mark, number, start = marked(text, span)
    bracket = next((m.span() for m in scores.WEIGHT.finditer(text, start, span[1]) if m.end() == span[1]), None)
    if bracket is None and (points := _POINTS.search(words)) is not None and len(words) <= _TITLE:
        bracket = (span[0] + points.start(1), span[1])
    body = trim(text, start, bracket[0] if bracket else span[1])
    plain = text[slice(*body)]
    nothing = is_nothing(plain)
    title: float | None = None
    if bracket is not None and titled(plain):
        title = 0.0
    elif titled(plain) and not nothing and not stopped(words):
        title = 0.8 + max(0.0, 0.12 * (len(plain) - 10)) + (1.5 if number else 0.0)
    short = title is not None and len(plain) <= _SHORT and not number
    statement = 4.0 if bracket is not None and titled(plain) else 0.9 if short and not nothing else 0.0
    words_at = body if title is not None and bracket else trim(text, start, span[1])
    return Piece(span, mark, number, words_at, bracket, text[slice(*bracket)] if bracket else None, title, statement, nothing)
