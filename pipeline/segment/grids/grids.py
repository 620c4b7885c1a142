"""Tables that kept their borders: cells in offsets of the text, merged ones known wherever they reach, what a table is for.

A table of one column is text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.segment.cells import cellnodes
from pipeline.segment.cells.cellnodes import figure
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids import gridforms
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.levels.levelnames import USUAL, Names
from pipeline.segment.levels.levelwords import suffix
from pipeline.text import Span

SKILLS = re.compile(r"(?:技能|能力|专业能力)要求$|^技能$")
KNOWLEDGE = re.compile(r"(?:相关|专业)?知识(?:要求)?$")
POINTS = re.compile(r"^(?:分值|分数|标准分值?|满分|权重|配分|基本分|总?分|得分标准|权数|比重)(?:[（(].{1,3}[)）])?$")
REASONS = re.compile(
    r"^(?:评分|考核|评价|扣分|计分|评定|打分|评估)(?:标准|细则|办法|方法|依据|要求|说明|规则)(?:及.{2,6})?$|^[评扣计打得]分要点$"
)
ELEMENTS = re.compile("要素|单元|模块|维度")  # what heads the titles of a matrix, however short its cells are
RANKING = re.compile(r"^(?:等级|级别|层级|职级|(?:资格|能力|技能|职业)等级|星级|档[级次位]|级|岗级|职[等档])$")
SERIAL = re.compile(r"^(?:序号?|编号|No\.?|项次)$")
_SPACE = re.compile(r"\s++")
HEAD = 14  # characters of what heads a column
_MEANT = 10  # characters of what says what a title means
_RANKED = 2  # levels below each other


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

    filled: others of the document have the same words in the places of labels, and other values in their first row. bordered:
    the format says where its cells end. again: cells that say once more what stands above them. over: of a card, the rows of
    labels and values above its levels.
    """

    text: str
    span: Span
    at: list[list[Box | None]]
    names: Names = USUAL
    filled: bool = False
    bordered: bool = False
    again: tuple[Box, ...] = ()
    over: "Grid | None" = None

    @cached_property
    def level_cell(self) -> re.Pattern[str]:
        """A cell that is a level's name, with what is added where it heads a column."""
        one = self.names.pattern
        return re.compile(rf"(?P<level>{one})(?:[/／](?:{one}))?{suffix()}(?:[（(][^()（）]{{1,8}}[)）])?$")

    @cached_property
    def level_row(self) -> re.Pattern[str]:
        """A cell that heads the row of a level: its name, or with its title behind a code or a blank (V1见习, 1级 守规)."""
        one = self.names.pattern
        return re.compile(
            rf"(?:{self.level_cell.pattern}|[一二三四五六七]星$"
            rf"|(?P<code>{one})(?:(?<=\d)[ 　]?|[ 　]+)(?P<title>[一-鿿]{{2,8}})$)"
        )

    def named(self, box: Box | None) -> re.Match[str] | None:
        """The name of a level that a cell is, its title on the next line or behind it; of the same length as the cell then."""
        if box is None:
            return None
        return self.level_row.match(self.words(box)) or self.level_row.match(self.text[slice(*box.span)].replace("\n", " "))

    def words(self, box: Box | None) -> str:
        """What a cell says, on one line."""
        return _SPACE.sub(_unbroken, self.text[slice(*box.span)]).strip() if box else ""

    def row(self, index: int) -> list[Box]:
        """The cells of a row that say something, each once."""
        return list(dict.fromkeys(box for box in self.at[index] if box is not None and not box.empty))

    def begun(self, index: int) -> list[Box | None]:
        """The cells of a row that begin in it: what covers several rows says its words once, in the first."""
        return [box if box is not None and box.row == index else None for box in self.at[index]]

    def below(self) -> list[tuple[list[Box | None], list[Box | None]]]:
        """The rows below the head: what covers each place, and of it what begins in the row."""
        return [(self.at[k], self.begun(k)) for k in range(self.head + 1, len(self.at))]

    @cached_property
    def heads(self) -> list[str]:
        """What heads each column: the words of the row that holds the head's last cells."""
        return [self.words(box) for box in self.at[self.head]]

    @cached_property
    def head(self) -> int:
        """The last row of the head: that below `top`, where cells of that head several columns each, and others both rows."""
        above, last = list(dict.fromkeys(self.at[self.top])), self.top + 1
        over = [box for box in above if box is not None and box.row + box.rows == last]
        beside = [box for box in above if box is not None and box.row + box.rows == last + 1]
        if last + 1 >= len(self.at) or not over or not beside or len(over) + len(beside) < len(above):
            return self.top
        parts = [self.at[last][k] for box in over for k in range(box.column, box.column + box.columns)]
        named = (titled(words) and len(words) <= HEAD and not figure(words) for words in map(self.words, parts))
        return last if all(box.columns > 1 and not box.empty for box in over) and all(named) else self.top

    @cached_property
    def top(self) -> int:
        """The row of the head that has levels, where one of the first three has them and not all do; else the first."""
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
        for column, words in enumerate(map(self.words, self.at[self.top])):
            match = self.level_cell.match(words)
            if match is not None:
                found[column] = match["level"]
        return found if len(found) >= 2 else {}

    @cached_property
    def parted(self) -> bool:
        """Whether every level has columns of its own below it (分值 | 行为标准)."""
        return bool(self.levels) and self.head > self.top

    @cached_property
    def ranked(self) -> int | None:
        """The column whose cells are the levels that stand below each other; None where there is none."""
        at = self.column(RANKING)
        if at is None:
            return next((k for k in range(1, len(self.heads)) if self._again(k)), None)
        cells = dict.fromkeys(box for row in self.at[self.head + 1 :] if (box := row[at]) is not None)
        return at if sum(self.named(box) is not None for box in cells) >= _RANKED else None

    def _again(self, column: int) -> bool:
        """Whether levels fill a column and climb or fall in it again and again, as they do below each title before them."""
        own = dict.fromkeys(box for row in self.at[self.head + 1 :] if (box := row[column]) is not None and box.columns == 1)
        ranks: list[int] = []
        for box in own:
            match = self.level_cell.match(self.words(box))
            if match is None or (rank := self.names.rank(match["level"])) is None:
                return False
            ranks.append(rank)
        steps = [b - a for a, b in pairwise(ranks) if b != ranks[0]]
        alike = all(a != b for a, b in pairwise(ranks)) and (all(s > 0 for s in steps) or all(s < 0 for s in steps))
        return alike and ranks.count(ranks[0] if ranks else 0) >= _RANKED

    @cached_property
    def serial(self) -> bool:
        """Whether the first column numbers the rows."""
        return SERIAL.match(self.heads[0]) is not None

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The first column whose head fits; those that are parts of levels aside."""
        parts = self.levels if self.parted else ()
        return next((k for k, words in enumerate(self.heads) if pattern.search(words) and k not in parts), None)

    @cached_property
    def form(self) -> gridforms.Form:
        """The table read as labels and values."""
        return gridforms.read(self.text, [[box.span if box is not None else None for box in row] for row in self.at])

    @cached_property
    def before(self) -> list[int]:
        """The columns before the first that holds levels, points or skills; numbers of rows and points are none."""
        places = (min(self.levels, default=self.ranked), self.column(POINTS), self.column(REASONS), self.column(SKILLS))
        last = min((k for k in places if k is not None), default=1)
        return [k for k in range(last) if not SERIAL.match(self.heads[k]) and not POINTS.match(self.heads[k])]

    @cached_property
    def titles(self) -> list[int]:
        """Those of them that bear titles: of units, then of elements."""
        return [k for k in self.before if k not in self.told]

    @cached_property
    def told(self) -> list[int]:
        """Those of them, behind the first, that say what the title beside them means: by their head, or in sentences."""
        if not self.levels and self.ranked is None and self.column(POINTS) is None:
            return []
        rows = self.at[self.head + 1 :]
        cells = {k: [words for row in rows if (words := self.words(row[k]))] for k in self.before[1:]}
        means = {k for k in cells if vocabulary().get(self.heads[k], {}).get("role") == "definition"}
        said = {k: [words for words in cells[k] if len(words) >= _MEANT and not titled(words)] for k in cells}
        return [k for k in cells if k in means or 2 * len(said[k]) > len(cells[k])]

    def fields(self, row: list[Box | None], columns: Iterable[int]) -> list[Draft]:
        """Cells beside the levels of a row: a field each, or how the row is certified."""
        made: list[Draft] = []
        for k in columns:
            box = row[k]
            if box is not None and not box.empty and self.heads[k]:
                made.append(cellnodes.aside(self.text, self.heads[k], box.span))
        return made


def _climb(ranks: list[int]) -> bool:
    """Whether levels beside each other rise or fall, two of them by one step."""
    steps = [b - a for a, b in pairwise(ranks)]
    return bool(steps) and (all(s > 0 for s in steps) or all(s < 0 for s in steps)) and (len(steps) > 1 or abs(steps[0]) == 1)
