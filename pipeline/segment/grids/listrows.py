"""Statements in rows or in lists, with titles beside them that each head several (职责类别 | 工作任务), with a head or none.

What the columns hold tells: one column or two of short titles, or titles in rows across; then one of statements, which stop
as such do, are long, are lists or stand below a head that says so; numbers of rows anywhere before these. Figures may stand
behind them (权重), ways to certify, and more words where the head says that the statements are duties. A row of data is none.
"""

import re
from functools import cached_property

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import stopped, titled
from pipeline.segment.grids import gridwhole
from pipeline.segment.grids.grids import POINTS, SERIAL, Box, Grid
from pipeline.segment.grids.plainrows import TOTAL, header
from pipeline.segment.labels.label import certifies
from pipeline.segment.words.tablewords import words

_ELEMENT = re.compile(r"^(?:(?:岗位|职务|职位)(?:名称)?|工种(?:名称)?)$|(?:要素|能力项|素质项|胜任力)(?:名称)?$")
_DUTIES = re.compile("(?:职责|任务|工作内容)$")
_COUNT = re.compile(r"[(（]?\d{1,3}[)）.、．]?")
_CLAUSES = re.compile("[，。；,;]")
_LONGEST, _STATED, _DONE = 20, 14, 6  # characters of a title; of a statement on the whole, of one below a head that says so
_TITLES, _WIDEST = 2, 8  # columns of titles, of the table


def read(grid: Grid) -> "Lists | None":
    """The table read as such lists; None where it is none."""
    lists = Lists(grid) if grid.bordered and 1 < len(grid.at[0]) <= _WIDEST and len(grid.at) > 1 else None
    return lists if lists is not None and lists.told else None


class Lists:
    """A table read as such lists: sections with what they head, elements where the head calls them so or names posts.

    begin: its first row below the head; rows: those that are no sum and do not go across.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        heads = [words for words in grid.heads if words]
        headed = len(heads) > 1 and all(_title(words) or SERIAL.match(words) for words in heads)
        self.begin = grid.head + 1 if headed else 0
        below = [row for row in grid.at[self.begin :] if row[0] is not row[-1]]
        self.rows = [row for row in below if not TOTAL.match(grid.words(row[0]))]
        columns = [[box for row in self.rows if (box := row[k]) is not None and not box.empty] for k in range(len(grid.at[0]))]
        self.columns = [list(dict.fromkeys(boxes)) for boxes in columns]

    @cached_property
    def serial(self) -> int | None:
        """The column that counts the rows, the first or one behind a title."""
        for k, boxes in enumerate(self.columns[: _TITLES + 1]):
            if boxes and all(_COUNT.fullmatch(self.grid.words(box)) for box in boxes):
                return k
        return None

    @cached_property
    def at(self) -> int | None:
        """The column with the statements."""
        return next((k for k in range(len(self.columns)) if k not in (self.serial, *self.ways) and self._stated(k)), None)

    @cached_property
    def ways(self) -> list[int]:
        """The columns that say how a row is certified."""
        return [k for k, head in enumerate(self.grid.heads) if self.begin and certifies(head)]

    @cached_property
    def titles(self) -> list[int]:
        """The columns before that one that bear titles."""
        return [k for k in range(self.at or 0) if k not in (self.serial, *self.ways)]

    @property
    def told(self) -> bool:
        """Whether the table is such lists: titles that head several statements, and nothing else that says something."""
        if self.at is None or not all(self._aside(k) for k in range(self.at + 1, len(self.columns))):
            return False
        named = all(_title(self.grid.words(box)) for k in self.titles for box in self.columns[k])
        if not self.titles or len(self.titles) > _TITLES or not named:
            return not self.titles and self.serial is not None and self._banners
        own, above = self.columns[self.at], self.columns[self.titles[-1]]
        several = sum(len(cellnodes.spans(self.grid.text, box.span)) > 1 for box in own)
        return 0 < len(above) < len(own) or 2 * several >= len(own) or self.elements

    @property
    def elements(self) -> bool:
        """Whether the titles are of elements or posts, by their head."""
        return self.begin > 0 and bool(self.titles) and _ELEMENT.search(self.grid.heads[self.titles[-1]]) is not None

    def _kind(self, box: Box) -> str:
        """What a title is of: an element, what groups such, or a section."""
        return "section" if not self.elements else "element" if box.column == self.titles[-1] else "unit"

    @property
    def _banners(self) -> bool:
        """Whether rows across the table head those below them."""
        across = [row[0] for row in self.grid.at[self.begin : -1] if row[0] is not None and row[0] is row[-1]]
        return bool(across) and all(_title(self.grid.words(box)) for box in across)

    def _stated(self, k: int) -> bool:
        """Whether cells are statements: most stop as such, or are lists; or they are long on the whole and have clauses."""
        text, boxes = self.grid.text, self.columns[k]
        said = [text[slice(*box.span)] for box in boxes]
        told = sum(stopped(one) or len(cellnodes.spans(text, box.span)) > 1 for one, box in zip(said, boxes, strict=True))
        clauses = sum(_CLAUSES.search(one) is not None for one in said)
        size = sum(map(len, said))
        duties = self.begin > 0 and _DUTIES.search(self.grid.heads[k]) is not None and size >= _DONE * len(said)
        return bool(said) and (duties or 2 * told > len(said) or (size > _STATED * len(said) and 2 * clauses >= len(said)))

    def _aside(self, k: int) -> bool:
        """Whether a column behind the statements leaves them what they are: figures, what is to be filled in, ways to
        certify, anything short beside duties.
        """
        head = self.grid.heads[k]
        duties = _DUTIES.search(self.grid.heads[self.at or 0]) is not None and not self._stated(k)
        said = [self.grid.words(box) for box in self.columns[k]]
        plain = all(cellnodes.figure(one) or cellnodes.quantity(one) for one in said)
        return duties or plain or k in self.ways or (self.begin > 0 and head in words("blanks"))

    def drafts(self) -> list[Draft]:
        """The table's nodes."""
        made = [header(self.grid)] if self.begin else []
        grid = gridwhole.down(self.grid, self.begin + 1, self.titles)
        of_titles = self._counts_titles(grid)
        above: list[tuple[Box, Draft]] = []  # the titles that head the row
        banner: Draft | None = None
        for index in range(self.begin, len(grid.at)):
            row, begun = grid.at[index], grid.begun(index)
            boxes = list(dict.fromkeys(box for box in begun if box is not None and not box.empty))
            if boxes and (row[0] is row[-1] or TOTAL.match(grid.words(boxes[0]))):
                made.append(_apart(grid, boxes))
                above, banner = [], made[-1] if made[-1].heading else None
                continue
            titles = list(dict.fromkeys(box for k in self.titles if (box := row[k]) is not None and not box.empty))
            same = (k for k, (a, b) in enumerate(zip(above, titles, strict=False)) if a[0] is not b)
            above = above[: next(same, min(len(above), len(titles)))]
            into = banner.children if banner is not None else made
            for box in titles[len(above) :]:
                one = cellnodes.titled(grid.text, box.span, self._kind(box))
                (above[-1][1].children if above else into).append(one)
                above.append((box, one))
            count = begun[self.serial] if self.serial is not None else None
            if of_titles and above and count is not None and not count.empty and above[-1][1].number is None:
                above[-1][1].number, count = count.span, None
            (above[-1][1].children if above else into).extend(self._said(begun, count))
        gridwhole.put_again(made, grid.again[len(self.grid.again) :])
        return made

    def _counts_titles(self, grid: Grid) -> bool:
        """Whether the numbers of rows count titles: each stands beside one, over as many rows."""
        if self.serial is None or not self.titles:
            return False
        beside = [(row[self.serial], row[self.titles[-1]]) for row in grid.at[self.begin :] if row[0] is not row[-1]]
        return all(count is None or title is None or count.rows == title.rows for count, title in beside)

    def _said(self, begun: list[Box | None], count: Box | None) -> list[Draft]:
        """The statements of a row, and what stands behind them. count: the cell with their number."""
        grid, at = self.grid, self.at or 0
        box = begun[at]
        made = cellnodes.statements(grid.text, box.span) if box is not None and not box.empty else []
        others = (one for k, one in enumerate(begun) if k > at and k not in self.ways)
        behind = [one.span for one in others if one is not None and not one.empty]
        number = count.span if count is not None and not count.empty else None
        if box is not None and (number or behind) and len(made) == 1:
            stated = made[0].text or box.span
            made = [Draft(box.span, kind="criterion", number=number or made[0].number, text=stated, why=["row of a table"])]
            if behind:
                made[0].cells, made[0].text = [stated, *behind], (stated[0], behind[-1][1])
            points = grid.column(POINTS)
            if points is not None and (worth := begun[points]) is not None and worth.span in behind:
                cellnodes.worth(made[0], grid.words(worth))
        elif made:
            made += [Draft(span, text=span, kind="para") for span in behind]
        return sorted([*made, *grid.fields(begun, self.ways)], key=lambda one: one.own)


def _title(words: str) -> bool:
    return len(words) <= _LONGEST and titled(words) and not cellnodes.quantity(words)


def _apart(grid: Grid, boxes: list[Box]) -> Draft:
    """A row across the table, or a sum with its figures."""
    if TOTAL.match(grid.words(boxes[0])):
        return cellnodes.field(boxes[0].span, [box.span for box in boxes[1:]])
    if _title(grid.words(boxes[0])):
        return cellnodes.titled(grid.text, boxes[0].span, "section")
    return Draft(boxes[0].span, kind="para", text=boxes[0].span, why=["banner of a table"])
