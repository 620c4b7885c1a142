"""Forms in tables that kept their borders, as people make them for posts: labels and values beside each other.

A cell over several rows names a group of what stands beside these (任职要求 | 学历 | …). One across the table opens a chapter,
up to the next (二、工作职责), or is its text. Figures number statements, and a row of titles over such numbers heads them.
All others are labels and values by turns. Known labels must be among them, and none where a value is wanted, or the table is
no form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.grids import formposts
from pipeline.segment.grids.formcells import FIGURE, LONGEST, Cell, cells_of, inner, table, words_of
from pipeline.segment.labels.label import Label, vocabulary
from pipeline.segment.tables import formtable
from pipeline.text import Span

_SERIAL = re.compile(r"^(?:序号?|编号|No\.?|项次)$")
_BOX = re.compile(r"[□☐][^\n]|[☑☒✓✔]")
_INLINE = re.compile(r"([^\s:：，,。；;]{2,12})[:：]")
_WHY = "row of a form"


@dataclass(slots=True)
class Form:
    """What was read of a table. labels: the words of its labels; values: those of its values; stated: how many statements stand
    where labels do.
    """

    drafts: list[Draft]
    labels: list[str] = field(default_factory=list)
    stated: int = 0
    values: list[str] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether it is a form: short labels, two or more and a third of them known ones, none where a value is wanted."""
        known = sum(words in vocabulary() for words in self.labels)
        short = all(0 < len(words) <= LONGEST and titled(words) for words in self.labels) and 2 * self.stated <= len(
            self.labels
        )
        return known >= 2 and 3 * known >= len(self.labels) and short and not any(w in vocabulary() for w in self.values)

    @property
    def likely(self) -> bool:
        """Whether a table that is nothing else is a form whose labels no list knows: short ones, each once, with nothing but
        values beside them.
        """
        apart = len({*self.labels}) == len(self.labels) > 1 and not {*self.labels} & {*self.values}
        short = all(0 < len(words) <= LONGEST and titled(words) for words in self.labels)
        return apart and short and not self.stated and all(draft.kind in ("field", "evidence") for draft in self.drafts)


def read(text: str, at: list[list[Span | None]]) -> Form:
    """The form in a table. at[row][column]: the span that covers the place, the same object wherever a merged cell reaches."""
    return _Reader(text, at).form


class _Reader:
    def __init__(self, text: str, at: list[list[Span | None]]) -> None:
        self.text = text
        self.rows = [cells_of(at, row) for row in range(len(at))]
        self.form = Form([])
        drafts = self._block(0, len(at), 0, max(map(len, at), default=0))
        found = formposts.names(text, drafts)
        edges = [index for index, _ in found] if len(found) > 1 else []
        self.form.drafts = drafts[: edges[0]] if edges else drafts
        for (begin, end), (_, name) in zip(pairwise([*edges, len(drafts)]), found, strict=False):
            self.form.drafts.append(formposts.post(drafts[begin:end], name))

    def _words(self, cell: Cell) -> str:
        return words_of(self.text, cell)

    def _block(self, top: int, bottom: int, left: int, right: int) -> list[Draft]:
        """What stands in a rectangle of the table."""
        made: list[Draft] = []
        chapter: Draft | None = None
        row = opened = top  # opened: the row below the title of a chapter
        while row < bottom:
            cells = [cell for cell in self.rows[row] if left <= cell.left < right]
            said = [cell for cell in cells if not cell.empty]
            into = made if chapter is None else chapter.children
            first, row = row, row + 1
            if len(said) == 1 and self._across(said[0], cells, left, right) and not self._blank(said[0]):
                if self._opens(said[0], first, bottom, left, right):
                    chapter, opened = self._section(said[0]), row
                    made.append(chapter)
                else:
                    found = self._whole(said[0], chapter)
                    if found[0].label is not None and found[0].number is not None:
                        chapter, into = None, made  # a chapter with its text in one cell
                    into += found
            elif said and cells[0].left == left and cells[0].bottom > row and not cells[0].empty:
                row = min(cells[0].bottom, bottom)
                into += self._group(cells, first, row, right)
            elif (
                chapter is not None and first == opened and (rows := inner(self.text, self._inside(first, bottom, left, right)))
            ):
                row = first + len(rows)
                into += table(rows)
            elif said:
                into += self._row(cells, first, bottom)
        return made

    def _inside(self, top: int, bottom: int, left: int, right: int) -> Iterator[list[Cell]]:
        return ([cell for cell in self.rows[row] if left <= cell.left < right] for row in range(top, bottom))

    @staticmethod
    def _across(cell: Cell, cells: list[Cell], left: int, right: int) -> bool:
        return cell.left == left and (cell.right >= right or len(cells) > 1)

    def _blank(self, cell: Cell) -> bool:
        """Whether a cell is a label to be filled in, with blanks beside it: any in the last row, else a known one that opens no
        list, right above another known one.
        """
        known, words = vocabulary(), self._words(cell)
        if cell.right > cell.left + 1 or cell.bottom >= len(self.rows):
            return cell.right == cell.left + 1 and self._short(cell)
        below = any(one.left == cell.left and self._words(one) in known for one in self.rows[cell.bottom])
        return below and not known.get(words, {"opens": True}).get("opens")

    def _opens(self, cell: Cell, row: int, bottom: int, left: int, right: int) -> bool:
        """Whether a cell across is the title of what stands below it: a short one over something else than another such."""
        words = self._words(cell)
        if cell.bottom >= bottom or len(words) > LONGEST or not titled(words) or _BOX.search(words):
            return False
        below = [one for one in self.rows[cell.bottom] if left <= one.left < right and not one.empty]
        alone = len(below) == 1 and len(self._words(below[0])) <= LONGEST and titled(self._words(below[0]))
        number, start = cellnodes.number(self.text, cell.span)
        name = re.sub(r"\s", "", self.text[start : cell.span[1]]).rstrip(":：")
        return bool(below) and (not alone or name in vocabulary() or number is not None)

    def _section(self, cell: Cell) -> Draft:
        """A chapter or a group, with its number; its label is known by its words."""
        number, start = cellnodes.number(self.text, cell.span)
        title = trim(self.text, start, cell.span[1], extra=":：")
        label = Label(*title, title[1], re.sub(r"\s", "", self.text[slice(*title)]), "vocabulary")
        self.form.labels.append(label.words)
        made = Draft(cell.span, kind="section", number=number, title=title, label=label, heading=True, why=[_WHY])
        made.role = label.traits.get("role")
        return made

    def _whole(self, cell: Cell, chapter: Draft | None) -> list[Draft]:
        """A cell across with words: its first line, or what stands before its colon, may be the label of the rest."""
        parts = lines(self.text, cell.span)
        number, start = cellnodes.number(self.text, parts[0])
        inline = _INLINE.match(self.text, start, parts[0][1])
        head = re.sub(r"\s", "", self.text[start : parts[0][1]]).rstrip(":：")
        label = value = None
        if len(parts) > 1 and head in vocabulary():
            label, value = (start, parts[0][1]), (parts[1][0], cell.span[1])
        elif inline is not None and inline[1] in vocabulary():
            label, value = inline.span(1), trim(self.text, inline.end(), cell.span[1])
        if label is not None and value is not None:
            made = self._pair(label, value if value[0] < value[1] else None)
            made.number = number
            return [made]
        if chapter is not None and chapter.role in (None, "definition", "position") and len(parts) == 1:
            return [Draft(cell.span, kind="para", text=cell.span, why=[_WHY])]
        return cellnodes.statements(self.text, cell.span)

    def _group(self, cells: list[Cell], top: int, bottom: int, right: int) -> list[Draft]:
        """A cell over several rows with what stands beside these."""
        head, beside = cells[0], cells[1:]
        if FIGURE.match(self._words(head)) and beside and not beside[0].empty and beside[0].bottom == bottom:
            made = Draft((head.span[0], beside[0].span[1]), kind="section", number=head.span, heading=True, why=[_WHY])
            made.title = trim(self.text, *beside[0].span, extra=":：")
            made.children = self._block(top, bottom, beside[0].right, right)
            return [made]
        if len(beside) == 1 and beside[0].bottom == bottom:
            return [self._pair(head.span, None if beside[0].empty else beside[0].span)]
        group = self._section(head)
        group.children = self._block(top, bottom, head.right, right)
        return [group]

    def _row(self, cells: list[Cell], row: int, bottom: int) -> list[Draft]:
        """A row of cells beside each other."""
        words = [self._words(cell) for cell in cells]
        if FIGURE.match(words[0]) and len(cells) > 1:
            rest = [cell.span for cell in cells[1:] if not cell.empty]
            whole = (cells[0].span[0], rest[-1][1]) if rest else cells[0].span
            text = (rest[0][0], rest[-1][1]) if rest else None
            return [Draft(whole, kind="criterion", number=cells[0].span, text=text, cells=rest or None, why=[_WHY])]
        if self._heads(words, row, bottom):
            spans = [cell.span for cell in cells if not cell.empty]
            whole = (spans[0][0], spans[-1][1])
            return [Draft(whole, kind="para", text=whole, cells=spans, why=["head of a table"])]
        if len(cells) % 2 and len(cells) > 1 and words[1] in vocabulary() and words[0] not in ("", words[1]):
            group = self._section(cells[0])
            group.children = [*self._pairs(cells[1:])]
            return [group]
        if len(cells) % 2 and len(cells) > 1 and self._valued(cells):
            return [cellnodes.field(cells[0].span, [cell.span for cell in cells[1:]])]
        return [*self._pairs(cells)]

    def _valued(self, cells: list[Cell]) -> bool:
        """Whether a label has several values: none behind it is empty, over several rows, or may be a label by itself."""
        values = cells[1:]
        plain = all(cell.bottom == cells[0].bottom and self.text[cell.span[1] - 1] not in ":：" for cell in values)
        known = any(self._words(cell) in vocabulary() or _INLINE.match(self.text, *cell.span) for cell in values)
        return self._short(cells[0]) and plain and not known and not any(cell.empty for cell in cells)

    def _heads(self, words: list[str], row: int, bottom: int) -> bool:
        """Whether a row has the titles of columns: below it as many cells begin with a figure."""
        if row + 1 >= bottom or not all(titled(one) for one in words if one):
            return False
        below = [cell for cell in self.rows[row + 1] if cell.left >= self.rows[row][0].left]
        numbered = bool(below) and FIGURE.match(self._words(below[0])) is not None
        return numbered and (_SERIAL.match(words[0]) is not None or len(below) == len(words) > 2)

    def _pairs(self, cells: list[Cell]) -> Iterator[Draft]:
        """Labels and values by turns; a value may be empty, and what ends with a colon is none."""
        if cells[0].empty and len([cell for cell in cells if not cell.empty]) == 1:  # the row above goes on
            yield from cellnodes.statements(self.text, next(cell for cell in cells if not cell.empty).span)
            return
        label: Cell | None = None
        for cell in cells:
            if label is None and not cell.empty and not self._short(cell):
                yield self._said(cell.span)
            elif label is None or (not cell.empty and self.text[cell.span[1] - 1] in ":："):
                if label is not None:
                    yield self._pair(label.span, None)
                label = None if cell.empty else cell
            else:
                yield self._pair(label.span, None if cell.empty else cell.span)
                label = None
        if label is not None:
            yield self._pair(label.span, None)

    def _short(self, cell: Cell) -> bool:
        """Whether a cell may be a label: a few words, and no value behind a colon in it."""
        words = self._words(cell)
        return len(words) <= LONGEST and titled(words) and not re.search("[:：]", words)

    def _said(self, span: Span) -> Draft:
        """Words where a label could stand: a label with its value behind a colon, or a statement."""
        inline = _INLINE.match(self.text, *span)
        value = trim(self.text, inline.end(), span[1]) if inline else span
        if inline is not None and titled(inline[1]) and value[0] < value[1]:
            return self._pair(inline.span(1), value)
        self.form.stated += 1
        return cellnodes.statement(self.text, span)

    def _pair(self, label: Span, value: Span | None) -> Draft:
        """A label with its value. Boxes to tick are one value."""
        made = formtable.pair(self.text, label, value)
        self.form.labels.append(re.sub(r"\s", "", self.text[slice(*label)]).rstrip(":："))
        if value is not None:
            self.form.values.append(re.sub(r"\s", "", self.text[slice(*value)]).rstrip(":："))
            if _BOX.search(self.text, *value):
                made.kind, made.heading, made.text, made.children = "field", False, value, []
            parts = [_INLINE.match(self.text, *line) for line in lines(self.text, value)]
            if len(parts) > 1 and all(part is not None and part[1] in vocabulary() for part in parts):
                made.children = [self._said(line) for line in lines(self.text, value)]
        return made
