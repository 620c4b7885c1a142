"""What a stretch of a table whose borders are gone costs as a cell, column by column: a line a cell, or words of one line.

Evidence: figures and signs stand below their heads; a row's title is short; a cell begins and ends at a word, best where
letters turn to figures or behind a stop; what no cell may hold, a heading's number, ends the table.
"""

import re
from typing import NamedTuple

from pipeline.segment.cells import cellnodes
from pipeline.segment.cells.cells import Look, look, repeated
from pipeline.segment.draft.lines import stopped, titled
from pipeline.segment.levels.levelnames import USUAL, Names
from pipeline.segment.words.tablewords import any_of
from pipeline.segment.words.tablewords import words as words_of
from pipeline.segment.words.words import tagged
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
_DIGIT = re.compile(r"\d")
_SHORT = 16  # of a title or a figure
_ATOMS = 20  # of a cell


def heads_piece(text: str, line: Span) -> bool:
    """Whether a line begins as no cell may: with the number of a heading or a statement, a bullet, a label."""
    return _ENDS.match(text, line[0]) is not None or cellnodes.number(text, line)[0] is not None


class Cell(NamedTuple):
    """A stretch that may be a cell: [span) of the text, up to the atom `end`, at a cost; figure: a figure or a sign.

    serial: the number that it is, in a column of numbers; else 0. look: in a column of a level.
    """

    end: int
    span: Span
    cost: float
    figure: bool
    serial: int
    look: Look | None


class Atom(NamedTuple):
    """The smallest piece a cell may be made of: a line, a word, a figure, a sign. tag: of the word ("" of a line)."""

    start: int
    end: int
    tag: str = ""


class Region:
    """The cells that may stand in some lines, whatever head stands above them: a line a cell; one line is cut at words."""

    def __init__(self, text: str, own: list[Span], names: Names = USUAL) -> None:
        self.text, self.lined, self.names = text, len(own) > 1, names
        self.atoms = [Atom(*line) for line in own] if self.lined else _atoms(text, _until_heading(text, own[0])) if own else []
        self._known: dict[tuple[str, int], list[Cell]] = {}

    def cells(self, role: str, place: int) -> list[Cell]:
        """Every stretch from an atom on that may be a cell of a role."""
        key = ("any" if role == "blank" else role, place)
        if key not in self._known:
            self._known[key] = self._cells(*key)
        return self._known[key]

    def _cells(self, role: str, place: int) -> list[Cell]:
        text, atoms, made = self.text, self.atoms, list[Cell]()
        first, longest = atoms[place], _SHORT if role in ("serial", "rank", "title", "figure") else _LONGEST
        for end in range(place + 1, min(len(atoms), place + (4 if self.lined else _ATOMS)) + 1):
            last = atoms[end - 1]
            words = text[first.start : last.end]
            if len(words) > longest or (self.lined and _ENDS.match(text, last.start)):
                break
            if words.endswith(_NEVER_LAST):
                continue
            span = first.start, last.end
            figure = cellnodes.figure(words) or _SIGN.match(words) is not None
            cost = self._cost(role, span, words, figure, (first.tag, last.tag))
            if cost is not None:
                serial = int(words.rstrip(".、．")) if role == "serial" else 0
                shown = look(words) if role == "level" else None
                made.append(Cell(end, span, cost + 0.9 * (end - place - 1) * self.lined, figure, serial, shown))
        return made

    def _cost(self, role: str, span: Span, words: str, figure: bool, tags: tuple[str, str]) -> float | None:
        """What it costs to read a stretch as a cell of a column; None where it cannot be one."""
        if role == "serial":
            return 0.0 if _SERIAL.match(words) else None
        if role == "rank":
            return 0.0 if self.names.regex.fullmatch(words) else None
        if role == "figure":
            return 0.0 if figure else 1.2 if len(words) <= 8 and titled(words) else None
        if role == "title":
            return None if figure else _title(words, tags)
        if figure:
            return 0.0
        if _MARKED.search(words):
            return None
        cost = 0.02 * max(0, len(words) - 12) + sum([words.count(stop, 0, -1) for stop in "。；;"])
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


def _until_heading(text: str, span: Span) -> Span:
    """A line up to the first number of a heading, which no cell holds."""
    match = min((m for p in (_HEADING, _LISTED) if (m := p.search(text, *span))), key=lambda m: m.start(), default=None)
    return (span[0], match.start()) if match else span


def _atoms(text: str, span: Span) -> list[Atom]:
    """The words of a line; figures and signs are words of their own, stops belong to the word before."""
    atoms: list[Atom] = []
    for match in _ATOM.finditer(text, *span):
        if match["plain"] is None:
            atoms.append(Atom(*match.span(), "figure"))
            continue
        for word in tagged(text, *match.span()):
            if atoms and word.text.startswith(_NEVER_FIRST) and atoms[-1].end == word.start:
                atoms[-1] = Atom(atoms[-1].start, word.end, word.tag)
            else:
                inner = _DEGREE.match(word.text)  # 本科专业 may be the end of one cell and the title of the next
                cut = word.start + inner.end() if inner and inner.end() < len(word.text) else word.start
                atoms += [Atom(a, b, word.tag) for a, b in ((word.start, cut), (cut, word.end)) if a < b]
    return atoms


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
    if len(words) > _SHORT or not titled(words):
        return None
    cost = 0.12 * max(0, len(words) - 8) + 0.1 * max(0, len(words) - 4) + (1.0 if _DIGIT.search(words) else 0.0)
    inner = _INNER.search(words) is not None  # it goes on behind a word that is a title itself
    if _CONDITION.match(words) and not inner and tags[0][:1] in _NAMING:
        return cost
    ends = sum(0.4 if tag[:1] == "m" else 1.0 * (tag[:1] in _JOINING) for tag in tags)
    return cost + 0.3 + 1.2 * ends + 0.8 * inner + 0.4 * ("的" in words or "等" in words)
