"""Rows of a table whose borders are gone, by a dynamic program over its cells: a line a cell, or every way to cut a line.

Evidence, column by column: a number counts rows; figures and signs stand below their heads; a row's title is short; cells
of levels are like each other; a cell begins at a word, best where letters turn to figures or behind a stop. What no cell may
hold, a heading's number, ends the table. Rows are taken as long as they cost less than they explain.
"""

import re
from typing import NamedTuple

from pipeline.segment import cellnodes
from pipeline.segment.cells import parallel, repeated
from pipeline.segment.lines import STOPS, stopped, titled
from pipeline.segment.tablewords import any_of
from pipeline.segment.tablewords import words as words_of
from pipeline.segment.words import tagged
from pipeline.text import Span

_UNIT = r"(?:小时|学时|课时|个月|万元|[分%％‰元次人名项天年个门篇份件场期条周月倍])?(?:及?以[上下内])?"
_ATOM = re.compile(
    rf"[A-Za-z]+\d+(?=[一-鿿\s])|(?P<figure>[<>≥≤＜＞±]?\d+(?:\.\d+)?(?:[—–~～至-]\d+(?:\.\d+)?)?{_UNIT})|[√✓✔×✗○●△—–/-]|(?P<plain>(?:(?![A-Za-z]+\d)[^\s\d<>≥≤＜＞±√✓✔×✗○●△—–/-])+)"
    r"|[^\s]"
)
_SIGN = re.compile(r"(?:[√✓✔×✗○●△/]|[—–-]{1,2}|不限)$")
_MARKED = re.compile("[√✓✔✗○●△]|[×—–]{2}|[一-鿿][—–×]$|^[—–×]")  # signs that stand alone in their cells
_SERIAL = re.compile(r"(\d{1,2})[.、．]?$")
_HEADING = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[部编篇章节条]|[甲乙丙丁戊己庚辛壬癸]、|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[(（][一二三四五六七八九十]{1,2}[)）]|[①-⑳㈠-㈩Ⅰ-Ⅻ●■◆]"
    r"|(?<![\d.])\d{1,2}(?:\.\d{1,2}){2,}(?![\d%％])"
)
_ENDS = re.compile(rf"(?:{_HEADING.pattern})|\S{{2,8}}[:：]")  # a line that no cell may be: a heading's, a label's
_LISTED = re.compile(r"[(（]\d{1,2}[)）]|(?<![\d.])\d{1,2}[、.．)）](?![\d])")  # a statement, run together
_MIXED = re.compile(
    r"\d(?:[%％分元次人名项天个]|年|个月)?(?=[一-鿿])(?![以及个年月次内分元人名项天])|[一-鿿](?=[<>≥≤]?\d)"
)  # letters behind a figure
_CONDITION = re.compile(rf".{{0,4}}{any_of('conditions')}$")
_DEGREE = re.compile(any_of("degrees"))
_BOUND = re.compile(
    r"(?:以上|以下|以内)(?=[一-鿿])(?!(?:学历|工作|相关|从业|经验|职称|水平|的|或|及|并|管理|同|本|行业|岗位|专业))"
)
_INNER = re.compile(rf"{any_of('conditions')}(?!.{{0,2}}$)")
_NEVER_FIRST = (*"、,，。；;：:)）】》”·.的及和与或等", "以上", "以下", "以内")
_NEVER_LAST = tuple("、,，：:(（【《“的及和与或")
_JOINING = ("d", "p", "c", "u", "r", "x", "w")  # tags of words that neither begin nor end a cell
_NAMING = ("n", "b", "a", "l", "v", "")  # tags of words that may stand before a known title
_LONGEST = 70  # characters of a cell
_WIDTH = 40  # states kept at a place
_MARGIN = 5.0
_GAIN = 0.72  # what a cell explains
_ATOMS = 24  # of a cell
_BEGINS = 0.5  # what it costs to begin a cell where only a word begins
_EDGE = 1.2  # what it costs to end a table where nothing says so


class _State(NamedTuple):
    """cost: so far, less what the cells explain; column: the one to be filled next; row: rows that are complete.

    serial: the last number; last: the last cell, figure: whether it is a figure or a sign; back: the state before it.
    """

    cost: float
    column: int
    row: int
    serial: int
    last: Span | None
    figure: bool
    back: "_State | None"


class _Atom(NamedTuple):
    """The smallest piece a cell may be made of: a line, a word, a figure, a sign. tag: of the word ("" of a line)."""

    start: int
    end: int
    tag: str = ""


def rows(text: str, own: list[Span], roles: tuple[str, ...]) -> list[list[Span | None]]:
    """The rows at the head of some lines, each with a span a column; [] where there are none. One line is cut at words."""
    lined = len(own) > 1
    atoms = [_Atom(*line) for line in own] if lined else _atoms(text, _until_heading(text, own[0])) if own else []
    found = _Cutter(text, atoms, roles, lined).rows()
    return found if len(found) > 1 else []


def _until_heading(text: str, span: Span) -> Span:
    """A line up to the first number of a heading, which no cell holds."""
    match = min((m for p in (_HEADING, _LISTED) if (m := p.search(text, *span))), key=lambda m: m.start(), default=None)
    return (span[0], match.start()) if match else span


def _atoms(text: str, span: Span) -> list[_Atom]:
    """The words of a line; figures and signs are words of their own, stops belong to the word before."""
    atoms: list[_Atom] = []
    for match in _ATOM.finditer(text, *span):
        if match["plain"] is None:
            atoms.append(_Atom(*match.span(), "figure"))
            continue
        for word in tagged(text, *match.span()):
            if atoms and word.text.startswith(_NEVER_FIRST) and atoms[-1].end == word.start:
                atoms[-1] = _Atom(atoms[-1].start, word.end, word.tag)
            else:
                inner = _DEGREE.match(word.text)  # 本科专业 may be the end of one cell and the title of the next
                cut = word.start + inner.end() if inner and inner.end() < len(word.text) else word.start
                atoms += [_Atom(a, b, word.tag) for a, b in ((word.start, cut), (cut, word.end)) if a < b]
    return atoms


class _Cutter:
    def __init__(self, text: str, atoms: list[_Atom], roles: tuple[str, ...], lined: bool) -> None:
        self.text, self.atoms, self.roles, self.lined = text, atoms, roles, lined
        self.end = len(atoms)
        self.known: dict[tuple[str, int], list[tuple[int, Span, float, bool]]] = {}

    def rows(self) -> list[list[Span | None]]:
        """The rows that explain most."""
        at: list[dict[tuple[int, Span | None, int], _State]] = [{} for _ in range(self.end + 1)]
        best: _State | None = None
        best_score = 0.0
        at[0][0, None, 0] = _State(0.0, 0, 0, 0, None, False, None)
        for place in range(self.end + 1):
            states = self._kept(at[place], best_score)
            at[place] = {}
            for state in states:
                if state.column == 0 and state.row:
                    score = state.cost + self._edge(place)
                    if score < best_score:
                        best, best_score = state, score
                for new, end in self._moves(state, place):
                    key = (new.column, new.last if self.roles[new.column] == "level" else None, new.serial)
                    if key not in at[end] or new.cost < at[end][key].cost:
                        at[end][key] = new
        return self._built(best) if best is not None else []

    def _kept(self, found: dict[tuple[int, Span | None, int], _State], best: float) -> list[_State]:
        """The states worth going on from: those that explain most for what they cost."""
        ranked = sorted((s.cost, i, s) for i, s in enumerate(found.values()))[:_WIDTH]
        return [state for score, _, state in ranked if score <= min(ranked[0][0], best) + _MARGIN]

    def _edge(self, place: int) -> float:
        """What it costs to end the table before an atom."""
        if place == self.end or self.lined:
            return 0.0
        return 0.0 if self.text[self.atoms[place].start - 1] in STOPS else _EDGE

    def _moves(self, state: _State, place: int) -> list[tuple[_State, int]]:
        """Every cell that may stand next."""
        role = self.roles[state.column]
        made: list[tuple[_State, int]] = []
        if role == "blank":
            made.append((self._filled(state, None, 0.05), place))
        if place == self.end:
            return made
        beside = self._words(state.last) if role == "level" and state.last and self.roles[state.column - 1] == "level" else ""
        free = self.lined or state.last is None or self.text[self.atoms[place].start - 1] in STOPS + " \t　" or state.figure
        for end, span, static, figure in self._cells(role, place):
            if role == "serial" and not state.serial < int(self._words(span).rstrip(".、．")) <= state.serial + 2:
                continue
            cost = static + (0.0 if free or figure else _BEGINS)
            if beside and not figure:
                cost += (0.2 if self.lined else 1.0) * parallel(beside, self._words(span))
            made.append((self._filled(state, span, cost, figure), end))
        return made

    def _cells(self, role: str, place: int) -> list[tuple[int, Span, float, bool]]:
        """Every stretch from an atom on that may be a cell of a role: its end, its cost, whether it is a figure or a sign."""
        key = ("any" if role == "blank" else role, place)
        if key not in self.known:
            made: list[tuple[int, Span, float, bool]] = []
            for end in range(place + 1, min(self.end, place + (4 if self.lined else _ATOMS)) + 1):
                span = (self.atoms[place].start, self.atoms[end - 1].end)
                if span[1] - span[0] > _LONGEST or (self.lined and _ENDS.match(self.text, self.atoms[end - 1].start)):
                    break
                words = self._words(span)
                figure = cellnodes.figure(words) or _SIGN.match(words) is not None
                cost = (
                    None
                    if words.endswith(_NEVER_LAST)
                    else self._cost(role, span, figure, (self.atoms[place].tag, self.atoms[end - 1].tag))
                )
                if cost is not None:
                    made.append((end, span, cost + 0.9 * (end - place - 1) * self.lined, figure))
            self.known[key] = made
        return self.known[key]

    def _filled(self, state: _State, span: Span | None, cost: float, figure: bool = False) -> _State:
        """The state with its next column filled."""
        column = state.column + 1
        whole = column == len(self.roles)
        counts = span is not None and self.roles[state.column] == "serial"
        serial = int(self._words(span).rstrip(".、．")) if span and counts else state.serial
        return _State(state.cost + cost - _GAIN, 0 if whole else column, state.row + whole, serial, span, figure, state)

    def _words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _cost(self, role: str, span: Span, figure: bool, tags: tuple[str, str]) -> float | None:
        """What it costs to read a stretch as a cell of a column; None where it cannot be one."""
        words = self._words(span)
        if role == "serial":
            return 0.0 if _SERIAL.match(words) else None
        if role == "figure":
            return 0.0 if figure else 1.2 if len(words) <= 8 and titled(words) else None
        if role == "title":
            return None if figure else _title(words, tags)
        if figure:
            return 0.0
        if _MARKED.search(words):
            return None
        cost = 0.02 * max(0, len(words) - 12) + sum(words[:-1].count(stop) for stop in "。；;")
        if self.lined:
            return cost + (1.5 if stopped(words) or cellnodes.number(self.text, span)[0] is not None else 0.0)
        cost += 0.8 * stopped(words) + 0.6 * (
            role == "level" and _CONDITION.match(words) is not None
        )  # rather the title of the next row
        return (
            cost
            + repeated(words)
            + _broken(words, tags[1])
            + (0.4 * len(_MIXED.findall(words)) + 0.04 * max(0, len(words) - 4) if role == "any" else 0.0)
        )

    def _built(self, state: _State) -> list[list[Span | None]]:
        cells: list[Span | None] = []
        at: _State | None = state
        while at is not None and at.back is not None:
            cells.append(at.last)
            at = at.back
        cells.reverse()
        width = len(self.roles)
        return [cells[k : k + width] for k in range(0, len(cells), width)]


def _broken(words: str, tag: str) -> float:
    """How little a stretch looks like a whole cell: too short, an end that goes on, words behind a bound (3年以上…). tag: of
    its last word.
    """
    cost = 0.4 if len(words) < 3 and words not in words_of("degrees") else 0.0
    cost += 0.4 * (tag[:1] in _JOINING)
    cost += 0.5 * (len(words) > 3 and any(sign in words[-3:-1] for sign in "，,"))
    return cost + 0.5 * len(_BOUND.findall(words))


def _title(words: str, tags: tuple[str, str]) -> float | None:
    """What it costs to read a stretch as a row's title: a short noun. tags: of its first and last word."""
    if len(words) > 16 or not titled(words):
        return None
    cost = 0.12 * max(0, len(words) - 8) + 0.1 * max(0, len(words) - 4) + (1.0 if re.search(r"\d", words) else 0.0)
    inner = _INNER.search(words) is not None  # it goes on behind a word that is a title itself
    if _CONDITION.match(words) and not inner and tags[0][:1] in _NAMING:
        return cost
    ends = sum(0.4 if tag[:1] == "m" else 1.0 * (tag[:1] in _JOINING) for tag in tags)
    return cost + 0.3 + 1.2 * ends + 0.8 * inner + 0.4 * ("的" in words or "等" in words)
