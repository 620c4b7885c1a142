"""Lists with a record in each row: of posts, what each does and what it asks (岗位名称 | 岗位职责 | …), of steps and the like.

The head tells of posts: one column is headed by a post's name, two others or more by known labels, of which one opens a list.
Of others the cells tell: a column of short titles, and one of lists, which no mere row of data has; a known label heads one
column at least. A row across heads those below it.
"""

import re

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.grids.grids import SERIAL, Box, Grid
from pipeline.segment.labels.label import certifies, vocabulary
from pipeline.segment.tables import formtable

_NAME = re.compile(r"^(?:(?:岗位|职务|职位)(?:名称)?|工种(?:名称)?)$")
_LONGEST = 20  # characters of a record's name
_COLUMNS = 3  # from that of the names on


def column(grid: Grid) -> int | None:
    """The column with the names of the records; None where the table is no such list."""
    if len(set(grid.heads)) < len(grid.heads):
        return None
    at = grid.column(_NAME)
    if at is None:
        return _titles(grid)
    known = [vocabulary()[words] for k, words in enumerate(grid.heads) if k != at and words in vocabulary()]
    named = _are_names([grid.words(box) for row in grid.at[1:] if (box := row[at]) is not None])
    return at if named and len(known) >= 2 and any(one.get("opens") for one in known) else None


def _titles(grid: Grid) -> int | None:
    """The first column but that of numbers, where its cells are titles and another column holds lists."""
    at = 1 if grid.serial else 0
    names = [grid.words(row[at]) for row in _records(grid)]
    told = all(map(titled, grid.heads)) and any(words in vocabulary() for words in grid.heads[at + 1 :])
    enough = len(grid.heads) - at >= _COLUMNS and len(names) > 1 and len({*names}) == len(names)
    return at if grid.bordered and told and enough and _are_names(names) and _listed(grid) else None


def _are_names(words: list[str]) -> bool:
    return bool(words) and all(0 < len(one) <= _LONGEST and titled(one) for one in words)


def _records(grid: Grid) -> list[list[Box | None]]:
    """The rows that are no title across the table."""
    return [row for row in grid.at[1:] if row[0] is None or row[0] is not row[-1]]


def _listed(grid: Grid) -> set[int]:
    """The columns of which half the cells or more have several lines."""
    rows = _records(grid)
    lists = [
        [box for row in rows if (box := row[k]) is not None and len(lines(grid.text, box.span)) > 1]
        for k in range(len(grid.heads))
    ]
    return {k for k, boxes in enumerate(lists) if 2 * len({*boxes}) >= len(rows)}


def drafts(grid: Grid) -> list[Draft]:
    """A record a row, an element each. A name over several rows is one record's; a row across, and a title before the names of
    several, is the unit of those below it.
    """
    at = column(grid) or 0
    lists = _listed(grid)
    group = _groups(grid, at)
    made: list[Draft] = []
    into = made
    for index in range(1, len(grid.at)):
        name = grid.at[index][at]
        if name is None:
            continue
        if name is grid.at[index][0] is grid.at[index][-1]:
            made.append(cellnodes.titled(grid.text, name.span, "unit"))
            into = made[-1].children
            continue
        begun = grid.begun(index)
        if group is not None and (heading := begun[group]) is not None and not heading.empty:
            made.append(cellnodes.titled(grid.text, heading.span, "unit"))
            into = made[-1].children
        if name in begun or not into:
            into.append(cellnodes.titled(grid.text, name.span, "element"))
        beside = begun[at - 1] if at else None
        for k, box in enumerate(begun):
            if box is None or box.empty or k in (at, group):
                continue
            if box is beside and SERIAL.match(grid.heads[k]) and name in begun:
                into[-1].number = box.span
            else:
                into[-1].children.append(_cell(grid, k, box, k in lists))
    return made


def _groups(grid: Grid, at: int) -> int | None:
    """The column before the names with titles of which one at least stands beside several of them; None where none does."""
    for k in range(at):
        boxes = {box for row in _records(grid) if (box := row[k]) is not None and not box.empty}
        if not SERIAL.match(grid.heads[k]) and any(box.rows > 1 for box in boxes) and _are_names([*map(grid.words, boxes)]):
            several = any(len({row[at] for row in _records(grid) if row[k] is box}) > 1 for box in boxes)
            return k if several else None
    return None


def _cell(grid: Grid, column: int, box: Box, listed: bool) -> Draft:
    """A cell under its column's head: a list, and what opens one, is a section with criteria, all else a field."""
    head = grid.heads[column]
    traits = vocabulary().get(head, {})
    if certifies(head):
        return cellnodes.aside(grid.text, head, box.span)
    if listed or traits.get("opens") or len(lines(grid.text, box.span)) > 1 or formtable.is_list(grid.text, box.span):
        made = cellnodes.section(grid.text, head, box.span)
    else:
        made = Draft(box.span, kind="field", text=box.span, named=head, why=["column of a table"])
    made.role = traits.get("role")
    return made
