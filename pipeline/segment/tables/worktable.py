"""Tables of occupational standards whose borders are gone (职业功能 | 工作内容 | 技能要求 | 相关知识要求).

What is known: the numbers say what is what. 1. heads a unit, 1.1 an element, 1.1.1 a statement (or 一、 (一) 1.; or A, A-1,
A-1-1; or 一, 1.1, (1) and a.); a list that
begins anew at 1 under the same element is the next column, and so is a line without a number: a column of one statement has
none. A number counts only where what it promises follows it: a unit its first element, an element its first statement or such
lines. The table ends with the first line or number that goes on with nothing in it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import goes_on, lines
from pipeline.segment.marks.numerals import number
from pipeline.segment.words.tablewords import any_of
from pipeline.text import Span

_GAP = r"[ \t　]*+(?:\n[ \t　]*+)?"
_SKILL, _KNOW = any_of("skills"), any_of("knowledge")
_ASKED = f"(?:{_SKILL}{_GAP}{_KNOW}|{_KNOW}{_GAP}{_SKILL}){_GAP}(?:{any_of('ways')}{_GAP})?"
HEADER = Scanner(re.compile(_GAP.join((any_of("functions"), any_of("works"), _ASKED))))
_HEAD_CELL = re.compile(f"{any_of('works')}|{_SKILL}|{_KNOW}|{any_of('ways')}")
_COLUMNS = re.compile(f"{_SKILL}|{_KNOW}")
_NUMBER = re.compile(
    r"(?<![\d.．])(?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,2})[.．、]?(?=[ \t　]*\n?[ \t　]*[^\d\s.．、%％])"
    r"|(?:(?<=\n)|(?<=[^\d.．]))(?P<plain>\d{1,2})(?P<sign>[.．、])(?=[ \t　]*\n?[ \t　]*[^\d\s])"
    r"|(?<=\n)(?P<bare>\d{1,2})(?=[ \t　]+[一-鿿])"
    r"|(?P<cn>[一二三四五六七八九十]{1,3})、|[(（](?P<bracket>[一二三四五六七八九十]{1,3})[)）]"
    r"|(?<![A-Z\d-])(?P<code>[A-Z](?:-\d{1,2}){1,2})(?=[ \t　]*[^\W\d])|(?<![A-Za-z\d-])(?P<letter>[A-Z])(?=[ \t　]+[一-鿿])"
    r"|(?P<numeral>[一二三四五六七八九十])(?=[ \t　]?[一-鿿]{2,12}\n?\d{1,2}[.．]1(?!\d)[ \t　]?[一-鿿])"
    r"|[(（](?P<round>\d{1,2})[)）]|(?:(?<![A-Za-z])|(?<=\d[a-z])|(?<=\d[a-z][a-z]))(?P<small>[a-h])[.．、)）]"
    r"(?=[ \t　]*[一-鿿])"
)
_HEADED = re.compile(r"[ \t　]*[一-鿿]")


@dataclass(frozen=True, slots=True)
class _Token:
    """A number: where, how deep (1 unit, 2 element, 3 statement), its components (0: not printed).

    foreign: its sign is not that of the statements, so that it heads something outside. end: of a code or a numeral, else 0.
    """

    at: int
    depth: int
    value: tuple[int, ...]
    foreign: bool = False
    end: int = 0


@dataclass(slots=True)
class WorkTable:
    """header: its head; columns: what heads the statements; tokens: the numbers that belong to it; end: where it ends."""

    header: Span
    columns: list[str]
    tokens: list[_Token]
    end: int

    @property
    def span(self) -> Span:
        return self.header[0], self.end


def tables(text: str, stops: list[int], start: int) -> list[WorkTable]:
    """Every such table behind `start`. stops: places where something else begins at the latest, in order."""
    heads = list(HEADER.finditer(text, start))
    found: list[WorkTable] = []
    edges = [*stops, len(text)]
    for k, match in enumerate(heads):
        following = heads[k + 1].start() if k + 1 < len(heads) else len(text)
        end = min(following, edges[bisect_left(edges, match.end())])
        columns = _COLUMNS.findall(match.group())
        tokens, end = _accepted(text, _tokens(text, match.end(), end), end, len(columns))
        if len(tokens) >= 3:
            found.append(WorkTable((match.start(), match.end()), columns, tokens, end))
    return found


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """Every number of a region; where it begins with decimals, plain numbers are units, else statements. Letters with numbers
    (A, A-1, A-1-1) are all that count where they are used, numerals before decimals of two are units (一 备料 1.1 …).
    """
    found = list(_NUMBER.finditer(text, start, end))
    if any(m["code"] for m in found):
        return _codes(text, found)
    if any(m["numeral"] for m in found):
        return _mixed(found)
    found = [m for m in found if not (m["letter"] or m["round"] or m["small"])]
    decimal = any(m["decimal"] for m in found) and not (found[0]["cn"] or found[0]["bracket"])
    sign = next((m["sign"] for m in found if m["plain"]), None)
    made: list[_Token] = []
    for m in found:
        if m["decimal"]:
            value = tuple(int(v) for v in re.split("[.．]", m["decimal"]))
            made.append(_Token(m.start(), len(value), value))
        elif m["plain"] or m["bare"]:
            one = int(m["plain"] or m["bare"])
            statement = _Token(m.start(), 3, (0, 0, one), foreign=m["sign"] != sign)
            made.append(_Token(m.start(), 1, (one,)) if decimal else statement)
        elif not decimal:
            one = number(m["cn"] or m["bracket"]) or 0
            made.append(_Token(m.start(), 1, (one,)) if m["cn"] else _Token(m.start(), 2, (0, one)))
    return made


def _codes(text: str, found: list[re.Match[str]]) -> list[_Token]:
    """The codes of a region; a decimal before words is a heading outside."""
    made: list[_Token] = []
    for m in found:
        if m["code"] or m["letter"]:
            first, *rest = (m["code"] or m["letter"]).split("-")
            made.append(_Token(m.start(), 1 + len(rest), (ord(first) - ord("@"), *map(int, rest)), end=m.end()))
        elif m["decimal"] and _HEADED.match(text, m.end()):
            made.append(_Token(m.start(), 2, tuple(int(v) for v in re.split("[.．]", m["decimal"])), foreign=True))
    return made


def _mixed(found: list[re.Match[str]]) -> list[_Token]:
    """Numerals as units, decimals of two as elements, numbers in brackets and small letters as statements."""
    made: list[_Token] = []
    for m in found:
        if m["numeral"]:
            made.append(_Token(m.start(), 1, (number(m["numeral"]) or 0,), end=m.end()))
        elif m["decimal"]:
            made.append(_Token(m.start(), 2, tuple(int(v) for v in re.split("[.．]", m["decimal"]))[:2]))
        elif m["round"] or m["small"]:
            own = int(m["round"]) if m["round"] else ord(m["small"]) - ord("`")
            made.append(_Token(m.start(), 3, (0, 0, own)))
    return made


def _accepted(text: str, tokens: list[_Token], end: int, columns: int) -> tuple[list[_Token], int]:
    """The tokens that go on with what is open, and where the table ends."""
    kept: list[_Token] = []
    open_: dict[int, int] = {}
    for k, token in enumerate(tokens):
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        loose = bool(_loose(text, token.at, following.at if following is not None else end))
        if _fits(token, following, open_, loose):
            kept.append(token)
            open_ = {d: v for d, v in open_.items() if d < token.depth} | {token.depth: token.value[-1]}
        elif kept and _ends(text, token):
            return _kept_promises(text, kept, _outer(text, token, kept[-1].at))
    return _kept_promises(text, kept, _last_line(text, kept, end, columns) if kept else end)


def _loose(text: str, start: int, end: int) -> list[Span]:
    """The lines behind the one that begins at a number, and those that this goes on with: statements without a number. A number
    alone on its line goes on with its title.
    """
    own = lines(text, (start, end))
    first = int(len(own) > 1 and re.search(r"[^\W\d_]", text[slice(*own[0])]) is None)
    while first + 1 < len(own) and goes_on(text[slice(*own[first])]):
        first += 1
    return own[first + 1 :]


def _kept_promises(text: str, kept: list[_Token], end: int) -> tuple[list[_Token], int]:
    """Without the last units and elements that no statement follows: they begin what stands behind the table."""
    while kept and kept[-1].depth < 3 and not (kept[-1].depth == 2 and _loose(text, kept[-1].at, end)):
        end = kept.pop().at
    return kept, end


def _fits(token: _Token, following: _Token | None, open_: dict[int, int], loose: bool) -> bool:
    """Whether a number goes on with what is open, and is followed by what it promises. loose: by lines without a number."""
    above = [open_.get(d) for d in range(1, token.depth)]
    if any(v and a is not None and v != a for v, a in zip(token.value, above, strict=False)):
        return False
    if token.foreign or (token.depth == 3 and (2 not in open_ or open_[2] is None)):
        return False
    last = open_.get(token.depth, 0)
    own = token.value[-1]
    if token.end and token.depth == 1:
        last = own - 1  # a letter stands for a function wherever it comes
    if token.depth == 3:
        return own == 1 or last <= own <= last + 2
    if own not in (last + 1, last + 2, 1 if token.depth == 2 and not token.value[0] else last + 1) and open_:
        return False
    if token.depth == 2 and loose and not token.value[0]:
        return True
    promised = (own, 1) if token.depth == 1 else (token.value[0], own, 1)
    return following is not None and following.depth == token.depth + 1 and all(
        not v or not p or v == p for v, p in zip(following.value, promised, strict=False)
    )  # fmt: skip


def _ends(text: str, token: _Token) -> bool:
    """Whether a number that does not fit is a heading outside rather than a figure inside a statement."""
    before = text[token.at - 1]
    if before == "\n":
        return True
    return token.depth >= 2 and token.value[0] > 0 and "一" <= before <= "鿿" and before not in "为约达于至第过"


def _outer(text: str, token: _Token, since: int) -> int:
    """Where what ends the table begins: a heading 4 may stand right before its 4.1."""
    if token.depth == 2 and token.value[1] == 1 and text[token.at - 1] != "\n":
        before = list(re.finditer(rf"(?<![\d.．]){token.value[0]}(?=[ \t　]?[一-鿿]{{2,16}}$)", text[since : token.at]))
        if before:
            return since + before[-1].start()
    return token.at


def _last_line(text: str, kept: list[_Token], end: int, columns: int) -> int:
    """Where the last statement ends: with its line, those that it goes on with, and one for each column that is not begun."""
    own = lines(text, (kept[-1].at, end))
    loose = _loose(text, kept[-1].at, end)
    element = max((k for k, token in enumerate(kept) if token.depth == 2), default=0)
    begun = sum(token.value[-1] == 1 for token in kept[element + 1 :]) + any(
        _loose(text, token.at, following.at) for token, following in pairwise(kept[element:])
    )
    more = [line for line in loose[: max(0, columns - begun)] if _NUMBER.match(text, *line) is None]
    return (more or own[: len(own) - len(loose)] or [(end, end)])[-1][1]


def drafts(text: str, table: WorkTable) -> list[Draft]:
    """The header as a paragraph, then units, elements, a section a column, statements."""
    made = [cellnodes.header(text, table.header, (m.start() for m in _HEAD_CELL.finditer(text, *table.header)))]
    edges = [token.at for token in table.tokens[1:]] + [table.end]
    unit: Draft | None = None
    element: Draft | None = None
    last = 0
    for token, edge in zip(table.tokens, edges, strict=True):
        loose = _loose(text, token.at, edge) if token.depth > 1 else []
        span = trim(text, token.at, loose[0][0] if loose else edge)
        if token.depth == 1:
            unit = _titled(text, token, span, "unit")
            made.append(unit)
        elif token.depth == 2:
            element = _titled(text, token, span, "element")
            (unit.children if unit else made).append(element)
            last = 0
        elif element is not None:
            own = token.value[-1]
            _state(text, element, span, table.columns, begins=own == 1 and last > 0)
            if token.end:
                said = element.children[-1].children[-1]
                said.number, said.text = (token.at, token.end), trim(text, token.end, span[1])
            last = own
        for line in loose if element is not None else []:
            _state(text, element, line, table.columns, begins=True)
            last = 1
    return made


def _titled(text: str, token: _Token, span: Span, kind: str) -> Draft:
    """A unit or an element, its number as it was read or what a cell's is."""
    if not token.end:
        return cellnodes.titled(text, span, kind)
    made = cellnodes.titled(text, trim(text, token.end, span[1]), kind)
    made.own, made.number = span, (token.at, token.end)
    return made


def _state(text: str, element: Draft | None, span: Span, columns: list[str], begins: bool) -> None:
    """Puts a statement into the last column of an element, or into the next one where it begins that."""
    if element is None:
        return
    if not element.children or (begins and len(element.children) < len(columns)):
        element.children.append(cellnodes.section(text, columns[len(element.children)], (span[0], span[0])))
    element.children[-1].children.append(cellnodes.statement(text, span))
