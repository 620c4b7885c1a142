"""Lists of posts: a row a post, its name in one column, what it does and what it asks in others (岗位名称 | 岗位职责 | …).

The head tells: one column is headed by a post's name, two others or more by known labels, of which one opens a list.
"""

import re

from pipeline.segment import cellnodes, formtable
from pipeline.segment.draft import Draft
from pipeline.segment.grids import SERIAL, Box, Grid
from pipeline.segment.label import vocabulary
from pipeline.segment.lines import lines, titled

_NAME = re.compile(r"^(?:(?:岗位|职务|职位)(?:名称)?|工种(?:名称)?)$")
_LONGEST = 20  # characters of a post's name


def column(grid: Grid) -> int | None:
    """The column with the names of the posts; None where the table is no such list."""
    at = grid.column(_NAME)
    if at is None or len(set(grid.heads)) < len(grid.heads):
        return None
    known = [vocabulary()[words] for k, words in enumerate(grid.heads) if k != at and words in vocabulary()]
    cells = [grid.words(box) for row in grid.at[1:] if (box := row[at]) is not None]
    named = bool(cells) and all(0 < len(words) <= _LONGEST and titled(words) for words in cells)
    return at if named and len(known) >= 2 and any(one.get("opens") for one in known) else None


def drafts(grid: Grid) -> list[Draft]:
    """A post a row, an element each. A name over several rows is one post's."""
    at = column(grid) or 0
    made: list[Draft] = []
    for index in range(1, len(grid.at)):
        name = grid.at[index][at]
        if name is None:
            continue
        begun = grid.begun(index)
        if name in begun or not made:
            made.append(Draft(name.span, kind="element", title=name.span, heading=True, why=["row of a table"]))
        beside = begun[at - 1] if at else None
        for k, box in enumerate(begun):
            if box is None or box.empty or k == at:
                continue
            if box is beside and SERIAL.match(grid.heads[k]) and name in begun:
                made[-1].number = box.span
            else:
                made[-1].children.append(_cell(grid, k, box))
    return made


def _cell(grid: Grid, column: int, box: Box) -> Draft:
    """A cell under its column's head: a list, and what opens one, is a section with criteria, all else a field."""
    head = grid.heads[column]
    traits = vocabulary().get(head, {})
    if traits.get("opens") or len(lines(grid.text, box.span)) > 1 or formtable.is_list(grid.text, box.span):
        made = cellnodes.section(grid.text, head, box.span)
    else:
        made = Draft(box.span, kind="field", text=box.span, named=head, why=["column of a table"])
    made.role = traits.get("role")
    return made
