"""Tables whose rows are levels (等级 | 含义 | 标准): each row a level with its statements, in lines or run together."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes, runs
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.levels.levelnames import Names, by_number
from pipeline.segment.marks.marks import Mark
from pipeline.segment.words import statements
from pipeline.segment.words.tablewords import openers, words
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_GAP = r"[ \t　]*+(?:\n[ \t　]*+)?"
_COLUMN = (
    r"(?:含义|名称|称谓|定义|定位|说明|描述|职责|角色|标准|要求|条件|水平|资格条件|对应[^\d\n]{1,4}"
    r"|(?:(?!等级|级别|层级|职级)[^\d\n。;；,，:：]){2,5}(?:名称|水平|要求|标准|条件|描述|特征|表现|定位|规模|范围|权限|任务))"
)
_CELL = rf"{_COLUMN}(?:[(（](?![一二三四五六七八九十\d]{{1,2}}[)）])[^()（）\n]{{1,30}}[)）])?{_GAP}"
_HEADER = rf"(?:等级|级别|层级|职级|资格等级){_GAP}(?P<rest>(?:{_CELL}){{0,4}})(?={{level}})"
_HEAD_CELL = re.compile(r"(?<=等级|级别|层级|职级)(?=[一-鿿])|(?<=含义|名称|称谓|定义|说明)(?=[一-鿿])")
_NAMED = re.compile(r"含义|名称|称谓|头衔|定义|说明|对应")
_OPENS = re.compile("|".join(sorted(w for w, weight in openers().items() if len(w) > 1 and weight >= 1.5)))
_LONGEST_NAME = 12  # characters
_REGULAR = 3  # rows of as many lines tell how many the last one has
_SURE = 2.2  # what the cut behind a name may cost
_NUMBER = re.compile(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[、.．)）])(?!\d)")
_NOT_ROW = re.compile(r"^(?:[:：]|以上|及|的|或|、|,|，|和|至|到|-|标准|要求|任职|以下)")


@lru_cache(maxsize=16)
def header(names: Names) -> Scanner:
    """The head of such a table, right before a level's name."""
    return Scanner(re.compile(_HEADER.replace("{level}", names.pattern)))


@dataclass(slots=True)
class Table:
    """A level table. header: its head; rows: (span of the level's words, end of the row)."""

    header: Span
    rows: list[tuple[Span, int]]
    named: bool

    @property
    def span(self) -> Span:
        return self.header[0], self.rows[-1][1]


@dataclass(frozen=True, slots=True)
class _Named:
    """A level as the text names it."""

    span: Span
    value: int
    writing: str


def headed(text: str, marks: list[Mark], place: int) -> int:
    """Where the numbered heading right before another table begins, or that table where there is none."""
    before = bisect_left(marks, place, key=lambda mark: mark.start) - 1
    heads = before >= 0 and marks[before].style != "•" and titled(text[marks[before].end : place])
    return marks[before].start if heads else place


def tables(text: str, stops: list[int], start: int, names: Names) -> list[Table]:
    """Every level table behind `start`. stops: places where something else begins at the latest, in order."""
    found: list[Table] = []
    edges = [*stops, len(text)]
    written: _Written | None = None
    for match in header(names).finditer(text, start):
        inside = match.start() > 0 and text[match.start() - 1] in "、.．)）"  # the words of a marked heading
        if not match["rest"] or inside or _ends_line(text, match.span()) or (found and match.start() < found[-1].span[1]):
            continue
        end = edges[bisect_left(edges, match.end())]
        written = written or _Written(text, start, names)
        levels = written.chain(match.end(), end)
        if len(levels) >= 2:
            ends = [span[0] for span in levels[1:]] + [end]
            ends[-1] = _regular_end(text, list(zip(levels, ends, strict=True)))
            rows = list(zip(levels, ends, strict=True))
            found.append(Table(match.span(), rows, bool(_NAMED.search(match["rest"]))))
    return found


def _ends_line(text: str, span: Span) -> bool:
    """Whether the words of a head are the end of a line that says more: of a title (…人员能力等级描述)."""
    start, end = span
    while start > 0 and text[start - 1] in " \t　":
        start -= 1
    closed = text.endswith("\n", 0, end) and text.find("\n", *span) == end - 1
    return closed and start > 0 and text[start - 1] != "\n"


def _regular_end(text: str, rows: list[tuple[Span, int]]) -> int:
    """Where the last row ends: where all others have as many lines, with the last of as many."""
    level, end = rows[-1]
    counts = {len(lines(text, (one[0], until))) for one, until in rows[:-1]}
    own = lines(text, (level[0], end))
    regular = len(rows) > _REGULAR and len(counts) == 1
    return own[min(counts) - 1][1] if regular and len(own) > min(counts) else end


class _Written:
    """Every level a text names that may head a row, in order; read once for all tables of the text."""

    def __init__(self, text: str, start: int, names: Names) -> None:
        self.text = text
        self.levels: list[_Named] = []
        for match in names.scanner.finditer(text, start):
            value = names.rank(match.group())
            if value is not None and not _NOT_ROW.match(text[match.end() : match.end() + 2]):
                self.levels.append(_Named(match.span(), value, _writing(match.group())))
        self.alike: dict[tuple[int, str], list[_Named]] = {}

    def chain(self, start: int, end: int) -> list[Span]:
        """The levels that head rows: the first right at the start, each further one step up or down from the last."""
        at = bisect_left(self.levels, start, key=_start)
        if at == len(self.levels) or self.levels[at].span[0] > start + 1 or self.levels[at].span[1] > end:
            return []
        made = [self.levels[at]]
        steps: tuple[int, ...] = (1, -1)
        while (following := self._following(made[-1], steps, end)) is not None:
            steps = (following.value - made[-1].value,)
            made.append(following)
        return [one.span for one in made]

    def _following(self, last: _Named, steps: tuple[int, ...], end: int) -> _Named | None:
        """The next level a step away that is written alike and heads a row."""
        near: list[_Named] = []
        for step in steps:
            rows = self._rows(last.value + step, last.writing)
            at = bisect_left(rows, last.span[1], key=_start)
            near += [one for one in rows[at : at + 1] if one.span[1] <= end]
        return min(near, key=_start, default=None)

    def _rows(self, value: int, writing: str) -> list[_Named]:
        if (value, writing) not in self.alike:
            alike = [one for one in self.levels if (one.value, one.writing) == (value, writing)]
            self.alike[value, writing] = [one for one in alike if _bounded(self.text, one.span[0])]
        return self.alike[value, writing]


def _start(level: _Named) -> int:
    return level.span[0]


def _writing(label: str) -> str:
    """How a level is written: its letter, 级 behind a numeral, or in words. The levels of one table are written alike."""
    if label[0].isascii() and label[0].isalpha():
        return label[0]
    return "级" if re.match(r"[\d一二三四五六七八九十]", label) else "words"


def _bounded(text: str, place: int) -> bool:
    """A row does not begin in a bracket, behind a comma or behind words that go on."""
    head = text[max(0, place - 60) : place]
    opened = max(head.rfind("("), head.rfind("（"))
    if opened > max(head.rfind(")"), head.rfind("）")) or text[place - 1] in ",，、/／第":
        return False
    before = tagged(text, max(0, place - 12), place)
    return not before or before[-1].text not in words("before_level")


def drafts(text: str, table: Table) -> list[Draft]:
    """The header as a paragraph, then a level a row."""
    made = [cellnodes.header(text, table.header, (m.start() for m in _HEAD_CELL.finditer(text, *table.header)))]
    return [*made, *(_row(text, level, end, table.named) for level, end in table.rows)]


def _row(text: str, level: Span, end: int, named: bool) -> Draft:
    draft = Draft(level, kind="level", level=text[slice(*level)], heading=True, number=level, why=["row of a level table"])
    own = lines(text, (level[1], end))
    if named and own:
        title, rest = _name(text, own)
        draft.title = title
        own = rest
    if draft.title is None and not by_number(text[slice(*level)]):
        draft.number, draft.title = None, level
    for line in own:
        draft.children += [_statement(text, span) for span in _statements(text, line, flat=len(own) == 1)]
    return draft


def _name(text: str, own: list[Span]) -> tuple[Span | None, list[Span]]:
    """The level's name: a line of its own, or the head of a line run together."""
    first = own[0]
    if titled(text[slice(*first)]) and len(own) > 1:
        return first, own[1:]
    ends = [word.start for word in tagged(text, first[0], min(first[1], first[0] + 24))[1:]]
    ends += [m.start() for m in _OPENS.finditer(text, first[0] + 2, min(first[1], first[0] + 24))]
    scored = [(_name_cost(text, (first[0], at)), at) for at in sorted(set(ends)) if at - first[0] <= _LONGEST_NAME]
    cost, cut = min(scored, default=(9.0, 0))
    if cost > _SURE:
        return None, own
    return trim(text, first[0], cut), [trim(text, cut, first[1]), *own[1:]]


def _name_cost(text: str, span: Span) -> float:
    """How little speaks for a name: where it ends, how it looks, whether it is one of a level or a worker."""
    craft = text[slice(*span)].endswith(words("named"))
    opened = _OPENS.search(text, span[0] + 1, span[1]) is not None
    return runs.ended(text, span) + runs.shape(text, span, 0.0) + opened - 0.3 * craft


def _statements(text: str, line: Span, flat: bool) -> list[Span]:
    return statements.cut(text, line) if flat and not _NUMBER.match(text[slice(*line)]) else [line]


def _statement(text: str, span: Span) -> Draft:
    start, end = trim(text, *span)
    number = _NUMBER.match(text[start:end])
    mark = (start, start + number.end()) if number else None
    return Draft((start, end), kind="criterion", number=mark, text=trim(text, mark[1] if mark else start, end))
