"""Tables as they are read: cells of a document's blocks, or of lines that tabs cut, as grids.

Rows without a word are left out, and so is the first one where it is the title of what the table holds.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Document, Table
from pipeline.rules import load_data
from pipeline.segment.cells.cellnodes import number
from pipeline.segment.draft.draft import trim
from pipeline.segment.draft.lines import stopped, titled
from pipeline.segment.grids import cards, gridwhole
from pipeline.segment.grids.grids import RANKING, Box, Grid
from pipeline.segment.grids.shapes import shape
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.levels.levelnames import USUAL, Names
from pipeline.text import Span

_LINE = re.compile(r"[^\n]+")
_PAIR = 2  # columns of a label with its value
_FEWEST = 4  # rows of a table that may hold another
_LABEL = 12  # characters of a label of a form


def read(document: Document, names: Names = USUAL) -> list[Grid]:
    """The tables of a document that have two columns or more, in order."""
    text = str(document.text)
    tables = [(block.table, document.place(block)) for block in document.blocks if block.table]
    found = [grid for table, span in tables for grid in _grids(document, text, table, span, names)]
    _note_filled(found)
    return [gridwhole.merged(grid) for grid in found]


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
    return [gridwhole.merged(grid) for grid in found]


def _tabbed(text: str, rows: list[Span], columns: int, names: Names) -> list[Grid]:
    at: list[list[Box | None]] = []
    for row, (start, end) in enumerate(rows):
        edges = [start - 1, *(start + m.start() for m in re.finditer("\t", text[start:end])), end]
        cells = [trim(text, a + 1, b) for a, b in pairwise(edges)]
        whole = len(cells) < columns
        at.append([Box(cells[0], row, 0, 1, columns)] * columns if whole else [Box(c, row, k) for k, c in enumerate(cells)])
    return [Grid(text, (rows[0][0], rows[-1][1]), at, names)] if len(rows) > 1 else []


def _grids(document: Document, text: str, table: Table, span: Span, names: Names) -> Iterator[Grid]:
    """The tables of a table: a level table may begin below other rows of it, with a head of its own."""
    at = _rows(document, text, table)
    begin, end = trim(text, *span, extra="\t")
    if _is_title(text, at):
        at = at[1:]
        begin = _begin(at[0])
    inner = _levels_below(Grid(text, (begin, end), at, names)) if len(at) > _FEWEST else 0
    edges = [begin, *([_begin(at[inner])] if inner else []), end]
    parts = [
        Grid(text, trim(text, start, stop, extra="\t"), _counted(part), names, bordered=True)
        for part, (start, stop) in zip((at[:inner], at[inner:]) if inner else (at,), pairwise(edges), strict=True)
    ]
    if inner and cards.name(parts[0]) is not None:
        yield replace(parts[1], span=(parts[0].span[0], parts[1].span[1]), over=parts[0])
        return
    for grid in parts:
        enough = len(grid.at) > 1 or (len(grid.at) == 1 and len(grid.at[0]) > _PAIR and grid.form.likely)
        if enough and len(grid.at[0]) > 1 and any(len(grid.row(k)) > 1 for k in range(len(grid.at))):
            yield grid


def _rows(document: Document, text: str, table: Table) -> list[list[Box | None]]:
    """The rows that say something: the cell that covers each place."""
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
    return [row for row in at if any(box is not None and not box.empty for box in row)]


def _begin(row: list[Box | None]) -> int:
    """Where the words of a row begin."""
    return min(box.span[0] for box in row if box is not None and not box.empty)


def _levels_below(grid: Grid) -> int:
    """The row, behind the first, that heads rows of levels up to the end (级别 | 行为描述); 0 where there is none."""
    for index in range(1, len(grid.at) - 1):
        apart = all(box is not None and box.row == index for box in grid.at[index])
        if apart and RANKING.match(grid.words(grid.at[index][0])) and len(grid.row(index)) > 1:
            below = [row[0] for row in grid.at[index + 1 :]]
            return index if len(below) > 1 and all(map(grid.named, below)) else 0
    return 0


def _counted(at: list[list[Box | None]]) -> list[list[Box | None]]:
    """The rows with their cells where they stand now that some rows are left out."""
    first: dict[Box, int] = {}
    last: dict[Box, int] = {}
    for index, row in enumerate(at):
        for box in row:
            if box is not None:
                first.setdefault(box, index)
                last[box] = index
    moved = {box: replace(box, row=first[box], rows=last[box] - first[box] + 1) for box in first}
    return [[moved[box] if box is not None else None for box in row] for row in at]


def _is_title(text: str, at: list[list[Box | None]]) -> bool:
    """Whether the first row is the title of what the table holds, which is read as the lines around the table are: words across
    it that end as a document's title does.
    """
    said = {box for box in at[0] if box is not None and not box.empty} if len(at) > 1 else set()
    if len(said) != 1 or (box := said.pop()).rows > 1 or (box.columns < 2 and at[0][-1] is box):
        return False
    words = re.sub(r"\s", "", text[slice(*box.span)]).rstrip(":：")
    ends = words.endswith(tuple(load_data("pipeline.segment.families", "common.toml")["titles"])) and words not in vocabulary()
    return ends and titled(words) and number(text, box.span)[0] is None


def without_items(kept: list[Grid]) -> list[Grid]:
    """The tables but those of titles with a sentence each, where there are three or more with ever other titles: these are
    items of the headings above them, and read as text, while labels come back in every block.
    """
    found = [grid for grid in kept if all(len(row) == _PAIR for row in grid.at) and shape(grid) in ("", "form")]
    found = [grid for grid in found if all(_is_item(grid, *row) for row in grid.at)]
    titles = [grid.words(row[0]) for grid in found for row in grid.at]
    taken = {id(grid) for grid in found} if len(found) > _PAIR and 10 * len({*titles}) >= 9 * len(titles) else ()
    return [grid for grid in kept if id(grid) not in taken]


def _is_item(grid: Grid, title: Box | None, said: Box | None) -> bool:
    words = grid.words(title)
    return titled(words) and words not in vocabulary() and title is not said and stopped(grid.words(said))
