"""Tables that kept their borders: cells in offsets of the text, merged ones known wherever they reach, what a table is for.

A table is read for what its head says, in this order: levels as columns, levels as rows, skills beside knowledge, points
beside what they are given for; then a form of labels and values; then rows below a head. A table of one column is text.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.model import Document, Table
from pipeline.segment import gridforms
from pipeline.segment.cellnodes import figure, quantity
from pipeline.segment.draft import trim
from pipeline.segment.levelnames import USUAL, Names
from pipeline.segment.levelwords import suffix
from pipeline.segment.lines import titled
from pipeline.text import Span

SKILLS = re.compile(r"(?:技能|能力|专业能力)要求$|^技能$")
KNOWLEDGE = re.compile(r"(?:相关|专业)?知识(?:要求)?$")
POINTS = re.compile(r"^(?:分值|分数|标准分值?|满分|权重|配分|基本分|总?分|得分标准|权数|比重)(?:[（(].{1,3}[)）])?$")
REASONS = re.compile(
    r"^(?:评分|考核|评价|扣分|计分|评定|打分|评估)(?:标准|细则|办法|方法|依据|要求|说明|规则)(?:及.{2,6})?$|^[评扣计打得]分要点$"
)
ELEMENTS = re.compile("要素|单元|模块|维度")  # what heads the titles of a matrix, however short its cells are
RANKING = re.compile(r"^(?:等级|级别|层级|职级|(?:资格|能力|技能|职业)等级|星级|档[级次]|级|岗级|职[等档])$")
SERIAL = re.compile(r"^(?:序号|编号|No\.?|项次)$")
_NUMBER = re.compile(r"^[\d.,%％—–/-]+$")
_LINE = re.compile(r"[^\n]+")
_SPACE = re.compile(r"\s++")
_TOLD = 6  # characters of what a column says, on the whole, where the others are figures
_LABEL = 12  # characters of a label of a form
_SHORT = 30  # characters: cells longer than this on the whole are statements


def _unbroken(space: re.Match[str]) -> str:
    return "" if "\n" in space.group() else space.group()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its span in the text, its place, how many rows and columns it covers."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def empty(self) -> bool:
        return self.span[0] >= self.span[1]


@dataclass
class Grid:
    """A table. at[row][column]: the cell that covers the place, None where there is none.

    filled: others of the document have the same words in the places of labels, and other values in their first row.
    """

    text: str
    span: Span
    at: list[list[Box | None]]
    names: Names = USUAL
    filled: bool = False

    @cached_property
    def level_cell(self) -> re.Pattern[str]:
        """A cell that is a level's name, with what is added where it heads a column."""
        one = self.names.pattern
        return re.compile(rf"(?P<level>{one})(?:[/／](?:{one}))?{suffix()}(?:[（(][^()（）]{{1,8}}[)）])?$")

    @cached_property
    def level_row(self) -> re.Pattern[str]:
        """A cell that heads the row of a level: its name, or its code with its title (V1见习)."""
        one = self.names.pattern
        return re.compile(
            rf"(?:{self.level_cell.pattern}|[一二三四五六七]星$|(?P<code>{one})(?<=\d)[ 　]?(?P<title>[一-鿿]{{2,8}})$)"
        )

    def words(self, box: Box | None) -> str:
        """What a cell says, on one line."""
        return _SPACE.sub(_unbroken, self.text[slice(*box.span)]).strip() if box else ""

    def row(self, index: int) -> list[Box]:
        """The cells of a row that say something, each once."""
        made: list[Box] = []
        for box in self.at[index]:
            if box is not None and not box.empty and box not in made:
                made.append(box)
        return made

    def begun(self, index: int) -> list[Box | None]:
        """The cells of a row that begin in it: what covers several rows says its words once, in the first."""
        return [box if box is not None and box.row == index else None for box in self.at[index]]

    @cached_property
    def heads(self) -> list[str]:
        """What heads each column: the words of the row that holds the head's last cells."""
        return [self.words(box) for box in self.at[self.head]]

    @cached_property
    def head(self) -> int:
        """The row the column heads stand in: the one with levels, where one of the first three has them and not all do."""
        for index in range(min(3, len(self.at))):
            if _climb(self._ranks(index)):
                below = index + 1 < len(self.at) and len(self._ranks(index + 1)) > 1
                return 0 if below else index
        return 0

    def _ranks(self, index: int) -> list[int]:
        """The ranks of the cells of a row that are levels."""
        cells = [match for box in self.row(index) if (match := self.level_cell.match(self.words(box)))]
        return [value for match in cells if (value := self.names.rank(match["level"])) is not None]

    @cached_property
    def levels(self) -> dict[int, str]:
        """The columns that levels head, with the level."""
        found: dict[int, str] = {}
        for column, words in enumerate(self.heads):
            match = self.level_cell.match(words)
            if match is not None:
                found[column] = match["level"]
        return found if len(found) >= 2 else {}

    @cached_property
    def serial(self) -> bool:
        """Whether the first column numbers the rows."""
        return SERIAL.match(self.heads[0]) is not None

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The first column whose head fits."""
        return next((k for k, words in enumerate(self.heads) if pattern.search(words)), None)

    @cached_property
    def form(self) -> gridforms.Form:
        """The table read as labels and values."""
        return gridforms.read(self.text, [[box.span if box is not None else None for box in row] for row in self.at])

    @cached_property
    def titles(self) -> list[int]:
        """The columns before the first that holds levels, points or skills: units, then elements; numbers of rows are none."""
        marked = [
            k
            for k in (min(self.levels, default=None), self.column(POINTS), self.column(REASONS), self.column(SKILLS))
            if k is not None
        ]
        last = min(marked, default=1)
        return [k for k in range(last) if not SERIAL.match(self.heads[k])]


def read(document: Document, names: Names = USUAL) -> list[Grid]:
    """The tables of a document that have two columns or more, in order."""
    text = str(document.text)
    tables = [(block.table, document.place(block)) for block in document.blocks if block.table]
    found = [grid for table, span in tables if (grid := _grid(document, text, table, span, names))]
    _note_filled(found)
    return found


def _note_filled(found: list[Grid]) -> None:
    """Notes the tables that are copies of one form, each filled in: their first row is no head."""
    copies: defaultdict[tuple[str, ...], list[Grid]] = defaultdict(list)
    for grid in found:
        if len(grid.at[0]) % 2 == 0:
            copies[tuple(grid.words(box) for row in grid.at for box in row[::2])].append(grid)
    for labels, alike in copies.items():
        values = {tuple(grid.words(box) for box in grid.at[0][1::2]) for grid in alike}
        if len(values) > 1 and all(0 < len(words) <= _LABEL for words in labels):
            for grid in alike:
                grid.filled = True


def tabbed(text: str, names: Names = USUAL, labelled: Collection[int] = ()) -> list[Grid]:
    """The tables of lines that tabs cut into as many cells each; one without any goes across where a numbered row is below.

    labelled: where lines begin with labels that come back in every block: these are no rows.
    """
    found: list[Grid] = []
    rows: list[Span] = []
    own = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    tabs = [0 if line[0] in labelled else text.count("\t", *line) for line in own]
    for k, line in enumerate(own):
        first = tabs[k - len(rows)] if rows else 0
        across = bool(rows) and tabs[k] == 0 and k + 1 < len(own) and tabs[k + 1] == first and text[own[k + 1][0]].isdigit()
        if rows and tabs[k] != first and not across:
            found += _tabbed(text, rows, first + 1, names)
            rows = []
        if rows or tabs[k]:
            rows.append(line)
    found += _tabbed(text, rows, tabs[len(own) - len(rows)] + 1, names) if rows else []
    _note_filled(found)
    return found


def _tabbed(text: str, rows: list[Span], columns: int, names: Names) -> list[Grid]:
    at: list[list[Box | None]] = []
    for row, (start, end) in enumerate(rows):
        edges = [start - 1, *(start + m.start() for m in re.finditer("\t", text[start:end])), end]
        cells = [trim(text, a + 1, b) for a, b in pairwise(edges)]
        whole = len(cells) < columns
        at.append([Box(cells[0], row, 0, 1, columns)] * columns if whole else [Box(c, row, k) for k, c in enumerate(cells)])
    return [Grid(text, (rows[0][0], rows[-1][1]), at, names)] if len(rows) > 1 else []


def _grid(document: Document, text: str, table: Table, span: Span, names: Names) -> Grid | None:
    boxes: list[Box] = []
    for cell in table.cells:
        place = trim(text, *document.text.text_span(*cell.span), extra="\t")
        boxes.append(Box(place, cell.row, cell.column, cell.rows, cell.columns))
    rows = max((b.row + b.rows for b in boxes), default=0)
    columns = max((b.column + b.columns for b in boxes), default=0)
    at: list[list[Box | None]] = [[None] * columns for _ in range(rows)]
    for box in boxes:
        for row in range(box.row, box.row + box.rows):
            for column in range(box.column, box.column + box.columns):
                at[row][column] = box
    at = [row for row in at if any(box is not None and not box.empty for box in row)]
    grid = Grid(text, trim(text, *span, extra="\t"), at, names)
    return grid if len(at) > 1 and columns > 1 and any(len(grid.row(k)) > 1 for k in range(len(at))) else None


def _climb(ranks: list[int]) -> bool:
    """Whether levels beside each other rise or fall, two of them by one step."""
    steps = [b - a for a, b in pairwise(ranks)]
    return bool(steps) and (all(s > 0 for s in steps) or all(s < 0 for s in steps)) and (len(steps) > 1 or abs(steps[0]) == 1)


def shape(grid: Grid) -> str:
    """matrix, columns, levels, work, score, form or rows; "" where the cells are no table of a known kind."""
    if grid.levels and min(grid.levels) > 0:
        long = [len(grid.words(box)) for row in grid.at[grid.head + 1 :] for k in grid.levels if (box := row[k]) is not None]
        elements = any(ELEMENTS.search(words) for words in grid.heads[: min(grid.levels)])
        return "columns" if long and sum(long) <= _SHORT * len(long) and not elements and not _numbered(grid) else "matrix"
    first = [grid.words(row[0]) for row in grid.at[1:]]
    ranked = RANKING.match(grid.heads[0]) and sum(grid.level_row.match(w) is not None for w in first) >= 2
    if ranked and _states(grid):
        return "levels"
    skills, knowledge = grid.column(SKILLS), grid.column(KNOWLEDGE)
    if skills is not None and knowledge is not None and skills > 0 and knowledge > skills:
        return "work"
    points, reasons = grid.column(POINTS), grid.column(REASONS)
    if points is not None and reasons is not None and min(points, reasons) > 0:
        return "score"
    if grid.filled or grid.form.told:
        return "form"
    return "rows" if _headed(grid) else ""


def _states(grid: Grid) -> bool:
    """Whether a table says what is required: half of its cells or one of its columns are no figures."""
    columns = [[grid.words(box) for row in grid.at[1:] if (box := row[k]) is not None] for k in range(1, len(grid.heads))]
    said = [[words for words in column if words and not (figure(words) or quantity(words))] for column in columns]
    filled = sum(bool(words) for column in columns for words in column)
    told = any(
        len(some) == len(column) and sum(map(len, some)) >= _TOLD * len(some) > 0
        for some, column in zip(said, columns, strict=True)
    )
    return told or 2 * sum(map(len, said)) >= filled > 0


def _numbered(grid: Grid) -> bool:
    below = [row[k] for row in grid.at[grid.head + 1 :] for k in grid.levels]
    cells = [grid.text[slice(*box.span)] for box in below if box is not None]
    return any(re.match(r"[(（]?\d{1,2}[)）、.．](?!\d)", words) or words.endswith(("。", "；", ";")) for words in cells)


def _headed(grid: Grid) -> bool:
    """A head of short titles over rows that say something else; its corner may be empty."""
    heads = [words for words in grid.heads if words]
    wide = len(grid.row(0)) == len(grid.at[0]) - (not grid.heads[0]) > 1
    return wide and all(titled(words) and len(words) <= 14 and not _NUMBER.match(words) for words in heads)
