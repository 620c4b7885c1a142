"""The level matrix: element × level. Where its head stands in running text, and the tree of its rows.

A unit is a title right before another one; an element has one level node a column, whose statements are criteria. A cell
that says 无 keeps the word (none-stated); one that is lost and has no points is none-inferred, any other incomplete.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes, pieces, runs
from pipeline.segment.cells.divide import Row, rows
from pipeline.segment.cells.pieces import Piece
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.labels.label import Label
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.levels.levelwords import suffix
from pipeline.segment.marks import scores
from pipeline.segment.marks.marks import DIVISIONS, NAMED
from pipeline.segment.tables import formtable
from pipeline.text import Span

_GAP = r"[ \t　]*+(?:\n[ \t　]*+)?"
_BLANK = re.compile(_GAP)
# What is added to a level where it heads a column.
_SUFFIX = re.compile(rf"([^\W\d]{{0,8}}(?:[（(][^()（）\n]{{1,8}}[)）])?){_GAP}")
_OF = "行为|能力|评价|考核|测评|工作|资格|评审"
_ROWS_OF = rf"(?:{_OF})?\n?(?:要素|项目|条件|单元|模块|内容|维度|指标|类别)"
_HEAD_WORD = rf"(?:{_ROWS_OF}(?:[/／]{_ROWS_OF})?|序号|级别|等级|(?<=条件|要求|标准|资格)要求)"
_HEAD_WORDS = re.compile(rf"(?:(?:(?<=\n)|^)(?:{_HEAD_WORD}{_GAP}){{1,3}}|{_HEAD_WORD}{_GAP})$")

_COUNTED = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_DIVIDED = re.compile(rf"(?P<number>第{_COUNTED}(?:{DIVISIONS})|(?:{NAMED}){_COUNTED})[ 　]*(?=[一-鿿])")
_SAID = re.compile(
    r"(?:[^\n。]*[:：；;、]?\n(?=[ \t　]*[(（]?\d{1,2}[)）、.．](?!\d)))*[^\n。]*。?"
)  # a list goes on over lines
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)|\d{1,2}(?:[.．]\d{1,2})+")  # not 3年规划


@dataclass(slots=True)
class Region:
    """A table whose columns are levels. header: the span of its head; [start, end) what stands below it."""

    header: Span
    levels: list[tuple[str, Span]]
    start: int
    end: int

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.levels]


@dataclass(frozen=True, slots=True)
class Columns:
    """Levels beside each other. span: from the first level to what is added to the last; levels: each with its span.

    usual: what is added to each is what usually is.
    """

    span: Span
    levels: list[tuple[str, Span]]
    usual: bool


def heads(text: str, start: int, names: Names) -> list[Columns]:
    """Every place where levels stand beside each other, the same words behind each, as the head of columns has them."""
    found: list[Columns] = []
    run: list[re.Match[str]] = []
    for match in _pair(names).finditer(text, start):
        if run and _added(text, run, match.start()) is None:
            found += _columns(text, run, names)
            run = []
        run += _split(match, run)
    return found + _columns(text, run, names)


@lru_cache(maxsize=16)
def _pair(names: Names) -> Scanner:
    return Scanner(re.compile(rf"(?P<level>{names.pattern})(?:[/／](?:{names.pattern}))?"))  # 五级/初级工 is one level


def _split(match: re.Match[str], run: list[re.Match[str]]) -> list[re.Match[str]]:
    """高级技师 right behind 中级 are two levels."""
    inner = match.re.match(match.string, match.start(), match.end() - 2)
    if not run or inner is None or not match.group().endswith("技师") or inner.group() != match.group()[:-2]:
        return [match]
    behind = match.re.match(match.string, inner.end(), match.end())
    return [inner, behind] if behind is not None and run[-1].group() == "中级" else [match]


def _added(text: str, run: list[re.Match[str]], until: int) -> str | None:
    """What stands behind the last level of a run before the next one, if it may head a column and is the same for all."""
    match = _SUFFIX.fullmatch(text, run[-1].end(), until)
    if match is None:
        return None
    first = text[run[0].end() : run[0].end() + len(match[1])]
    return match[1] if len(run) < 2 or first == match[1] else None


def _columns(text: str, run: list[re.Match[str]], names: Names) -> list[Columns]:
    ranks = [rank for match in run if (rank := names.rank(match.group())) is not None]
    steps = [b - a for a, b in pairwise(ranks)]
    rising = all(s > 0 for s in steps) or all(s < 0 for s in steps)
    if not steps or len(ranks) < len(run) or not rising or (len(run) == 2 and abs(steps[0]) != 1):
        return []
    if len({a.end() == b.start() for a, b in pairwise(run)}) > 1:
        return []  # A5 首席专家: some are set apart and some are one word
    added = _added(text, run[:1], run[1].start()) or ""
    end = run[-1].end() + (len(added) if text.startswith(added, run[-1].end()) else 0)
    blank = _BLANK.match(text, end)
    usual = re.fullmatch(rf"{suffix()}(?:[（(].*)?", added) is not None
    return [Columns((run[0].start(), blank.end() if blank else end), [(m["level"], m.span()) for m in run], usual)]


def regions(text: str, stops: list[int], found_heads: list[Columns]) -> list[Region]:
    """Every level table. stops: places where something else begins at the latest, in order."""
    found: list[Region] = []
    edges = [*stops, len(text)]
    for columns in found_heads:
        start, after = columns.span
        before = _HEAD_WORDS.search(text[max(0, start - 24) : start])
        if before is None and (len(columns.levels) < 3 or not columns.usual):
            continue
        head = start - (len(before.group()) if before else 0)
        end = _graded(text, columns, (after, edges[bisect_left(edges, after)]))
        if found and head < found[-1].end:
            found[-1].end = head
        found.append(Region((head, after), columns.levels, after, end))
    return found


def _graded(text: str, columns: Columns, span: Span) -> int:
    """Where a table ends at the latest: where a level that heads a column has points of its own (一级（20分）①…), levels head
    what they ask, behind the stop before that.
    """
    names = "|".join(re.escape(name) for name, _ in columns.levels)
    headed = re.compile(rf"(?:{names})[(（]\d{{1,3}}分[)）]").search(text, *span)
    if headed is None:
        return span[1]
    return max(text.rfind(sign, span[0], headed.start()) for sign in "。；;\n") + 1 or headed.start()


def drafts(text: str, region: Region, methods: Sequence[Label] = ()) -> list[Draft]:
    """The tree of one region without borders: the header as a paragraph, then units, elements, levels and their criteria.

    methods: labels that say how something is certified; those inside it are its units' or elements'.
    """
    said = [_method(text, label, region.end) for label in methods if region.start <= label.start < region.end]
    edges = [region.start, *(place for one in said for place in one.own), region.end]
    rest = list(zip(edges[::2], edges[1::2], strict=True))
    own = [line for span in rest for line in pieces.own_lines(text, span)[0]]
    real = pieces.own_lines(text, (region.start, region.end))[1]
    lattice = pieces.chain(text, own) if real else runs.lattices(text, [trim(text, *span) for span in rest])
    header = cellnodes.header(text, region.header, (span[0] for _, span in region.levels))
    made = grouped(text, rows(text, lattice, region.labels), region.labels)
    for method in said:
        _certify(made, method)
    return [header, *made]


def _method(text: str, label: Label, end: int) -> Draft:
    """What a label says of how is certified: up to a full stop, or the end of its line or the next."""
    start = trim(text, label.after, end)[0]
    stop = _SAID.match(text, start, end)
    until = stop.end() if stop is not None else end
    made = formtable.pair(text, label.span, trim(text, start, until))
    made.own = label.start, until
    return made


def _certify(made: list[Draft], method: Draft) -> None:
    """Puts how is certified below the unit where that ends there, else below the element before it."""
    before = [top for top in made if top.own[0] < method.own[0]]
    if not before:
        made.insert(0, method)
        return
    inner = [one for one in before[-1].children if one.kind == "element" and one.own[0] < method.own[0]]
    last = len(inner) == sum(one.kind == "element" for one in before[-1].children)
    (before[-1] if last or not inner else inner[-1]).children.append(method)


def grouped(text: str, divided: list[Row], labels: list[str]) -> list[Draft]:
    """A title right before another one heads a unit; what follows up to the next such stands below it."""
    made: list[Draft] = []
    unit: Draft | None = None
    for index, row in enumerate(divided):
        if not row.cells and index + 1 < len(divided):
            unit = titled_row(text, row.title, "unit")
            unit.score = scores.single(row.title.weight or "")
            made.append(unit)
            continue
        (unit.children if unit else made).append(element(text, row, labels))
    return made


def titled_row(text: str, piece: Piece, kind: str) -> Draft:
    """A unit or element of the table; in text run together its number stands before its title still."""
    number, title = piece.mark, piece.words
    divided = _DIVIDED.match(text, *title) if number is None else None
    if divided is not None:
        number, title = divided.span("number"), (divided.end(), title[1])
    elif number is None and _NUMBERED.match(text, *title) is not None:
        number, start = cellnodes.number(text, title)
        title = start, title[1]
    made = Draft(piece.span, kind=kind, number=number, title=title, text=piece.bracket, heading=True)
    made.why.append("row of a level matrix")
    return made


def element(text: str, row: Row, labels: list[str]) -> Draft:
    """A row as an element with a level node a column."""
    made = titled_row(text, row.title, "element")
    points = scores.by_level(row.title.weight or "", labels)
    for index, label in enumerate(labels):
        cell = row.cells[index] if index < len(row.cells) else []
        level = Draft(row.title.span, kind="level", level=label, score=points[index], derived=True, named=label, heading=True)
        fill(level, cell, points[index])
        made.children.append(level)
    return made


def fill(level: Draft, cell: list[Piece], points: float | None) -> None:
    """Puts the pieces of a cell below its level."""
    if len(cell) == 1 and cell[0].nothing:
        level.text, level.status, level.derived = cell[0].words, "none-stated", False
        return
    if not cell:
        level.status = "none-inferred" if points == 0 else "incomplete"
    for index, piece in enumerate(cell):
        following = next((p.number for p in cell[index + 1 :] if p.number), 0)
        before = next((p.number for p in cell[index - 1 :: -1] if p.number), 0) if index else 0
        if piece.number == 0 and before and following == before + 1:  # a paragraph inside a numbered statement
            last = level.children[-1]
            last.text = ((last.text or last.own)[0], piece.words[1])
        else:
            level.children.append(Draft(piece.span, kind="criterion", number=piece.mark, text=piece.words))
