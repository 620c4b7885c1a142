"""Pieces of a table whose borders are gone: what may be a title, what a statement, and at what cost, in lines or in one line."""

import re
from dataclasses import dataclass

from pipeline.segment import scores, seams, statements
from pipeline.segment.draft import trim
from pipeline.segment.lines import goes_on, lines, sentences, stopped, titled
from pipeline.text import Span

_MARK = re.compile(r"(?:[(（](\d{1,2})[)）]|(\d{1,2})[、.．)）]|(\d{1,2})(?=[一-鿿])|([①-⑳]))[ \t　]*")
_INNER = re.compile(r"(?<![\d.(（])(?:[(（]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d))(?=[^\d\s,，、;；。])")
_NOTHING = re.compile(r"^(?:无|—+|-+|／|/|不要求|不作要求)[。;；]?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """span: the whole; mark and number: what it is numbered with (0: nothing); words: the rest; bracket and weight: points in brackets.

    title, statement: the cost of reading it so; None where it cannot be.
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


def pieces(text: str, span: Span, count: int) -> list[Piece]:
    """The pieces of a region, in order. count: cells of a row; stretches without a break are cut into that many at the most."""
    own = lines(text, span)
    flat = len(own) <= 2 or max(b - a for a, b in own) > 400
    spans = [s for line in own for s in (_flat(text, line, count) if flat else [line])]
    return _read(text, _joined(text, spans) if not flat else spans)


def _joined(text: str, own: list[Span]) -> list[Span]:
    """Lines, each with those that go on with it: behind a colon, and a lone weight in brackets behind its title."""
    made: list[Span] = []
    for line in own:
        words = text[slice(*line)]
        before = text[slice(*made[-1])] if made else ""
        weight = scores.WEIGHT.fullmatch(words) is not None and made and titled(before)
        running = goes_on(before) and not _MARK.match(words)
        if made and (weight or running or (len(words) <= 2 and not _NOTHING.match(words) and not titled(words))):
            made[-1] = (made[-1][0], line[1])
        else:
            made.append(line)
    return made


def _read(text: str, spans: list[Span]) -> list[Piece]:
    return [_piece(text, span) for span in spans]


def _piece(text: str, span: Span) -> Piece:
    words = text[slice(*span)]
    match = _MARK.match(words)
    number = int(next(g for g in match.groups() if g).translate(_CIRCLED)) if match else 0
    start = span[0] + (match.end() if match else 0)
    mark = (span[0], span[0] + len(match.group().rstrip())) if match else None
    bracket = next((m for m in scores.WEIGHT.finditer(text, start, span[1]) if m.end() == span[1]), None)
    body = trim(text, start, bracket.start() if bracket else span[1])
    plain = text[slice(*body)]
    nothing = _NOTHING.match(plain) is not None
    title: float | None = None
    if bracket is not None and titled(plain):
        title = 0.0
    elif titled(plain) and not nothing and not stopped(words):
        title = 0.8 + max(0.0, 0.12 * (len(plain) - 10)) + (1.5 if number else 0.0)
    statement = (
        4.0 if bracket is not None and titled(plain) else (0.9 if title is not None and len(plain) <= 8 and not number else 0.0)
    )
    return Piece(
        span, mark, number, body if title is not None and bracket else trim(text, start, span[1]),
        bracket.span() if bracket else None, bracket.group() if bracket else None, title, 0.0 if nothing else statement, nothing,
    )  # fmt: skip


_CIRCLED = {0x2460 + k: str(k + 1) for k in range(20)}


def _flat(text: str, line: Span, count: int) -> list[Span]:
    """A line without breaks: cut at numbers, at stops, before titles that points in brackets close, and between statements."""
    places = {line[0], line[1]}
    places |= {m.start() for m in _INNER.finditer(text, *line) if not _inside(text, line, m.start())}
    for weight in scores.WEIGHT.finditer(text, *line):
        places.add(weight.end())
    edges = sorted(places)
    found: list[Span] = []
    for start, end in zip(edges, edges[1:], strict=False):
        found += _stretch(text, (start, end), count)
    return found


def _inside(text: str, line: Span, place: int) -> bool:
    """Whether a place lies in an open bracket of its line."""
    head = text[max(line[0], place - 60) : place]
    opened = max(head.rfind("("), head.rfind("（"))
    return opened > max(head.rfind(")"), head.rfind("）"))


def _stretch(text: str, span: Span, count: int) -> list[Span]:
    """What stands between two marks: a statement, further statements behind its stop, and a title before points in brackets."""
    weight = next((m for m in scores.WEIGHT.finditer(text, *span) if m.end() == span[1]), None)
    body_end = weight.start() if weight else span[1]
    title = span[1]
    if weight is not None:
        place = seams.tail(text, span[0], body_end, seams.Hints(text, text[span[1] : span[1] + 160], (), whole=True))
        title = place if place is not None else body_end
    numbered = _MARK.match(text[span[0] : title]) is not None
    found: list[Span] = []
    for index, part in enumerate(sentences(text, (span[0], title), stops="。")):
        if index == 0 and numbered:
            found.append(part)
        else:
            found += [trim(text, *s) for s in statements.cut(text, part)]
    if weight is not None:
        found.append((title, span[1]))
    return [s for s in found if s[0] < s[1]]
