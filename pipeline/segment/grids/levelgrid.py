"""Trees of tables whose levels stand below each other: what each column holds is told by its head and by the column of levels.

Titles stand before that column: of units, of elements, none where the levels come first. Behind it: points under a head that
says so; the level's title, where short words stand beside it over all of its rows; what heads a row of a level that has
several; all else states.
"""

from pipeline.segment.cells import cellnodes, pieces
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids.grids import POINTS, Box, Grid
from pipeline.segment.grids.gridwhole import counted
from pipeline.segment.grids.plainrows import TOTAL, header
from pipeline.segment.levels.levelnames import by_number

_NAME = 8  # characters of a level's title
_ABLE = "能会可应须"  # what statements begin with and no title


def drafts(grid: Grid) -> list[Draft]:
    """The table's nodes: levels, below elements and units where titles stand before them."""
    at = grid.ranked or 0
    made = [header(grid)]
    unit: Draft | None = None
    level: Draft | None = None
    alone = True  # whether what stands beside the level stands beside all of its rows
    into = made  # where the next level belongs
    seen: list[Box] = []  # the titles above
    for row, begun in grid.below():
        boxes = list(dict.fromkeys(box for box in begun if box is not None and not box.empty))
        head = row[at]
        named = grid.named(head) is not None
        if boxes and not named and (at or boxes == [row[-1]]) and _apart(grid, boxes, at):
            made.append(_banner(grid, boxes))
            unit, level, seen = (made[-1] if made[-1].kind == "unit" else unit), None, []
            into = unit.children if unit is not None else made
            continue
        titles = list(dict.fromkeys(box for k in grid.titles if (box := row[k]) is not None and not box.empty)) if at else []
        if titles and titles[-1] not in seen:
            if len(titles) > 1 and titles[0] not in seen:
                unit = cellnodes.titled(grid.text, titles[0].span, "unit")
                made.append(unit)
            element = cellnodes.titled(grid.text, titles[-1].span, "element")
            (unit.children if unit is not None else made).append(element)
            element.children += grid.fields(begun, grid.told)
            counted(grid, begun[0], (titles[0], unit), (titles[-1], element))
            into, seen, level = element.children, titles, None
        rest = [box for box in boxes if box.column > at]
        if head is not None and not head.empty and (head in begun or level is None):
            alone = not rest or _alone(grid, head, rest[0])
            level = _level(grid, head, rest, alone)
            into.append(level)
        if level is None:
            into += [Draft(box.span, kind="para", text=box.span) for box in rest]
        else:
            taken = (level.title, *(one.text for one in level.children if one.kind == "para"))
            _fill(grid, level, alone, [box for box in rest if box.span not in taken])
    return _nested(made)


def _nested(made: list[Draft]) -> list[Draft]:
    """The nodes with banners that levels stand right below as elements; one without anything below it is their unit."""
    nested: list[Draft] = []
    over: Draft | None = None
    for one in made:
        if one.kind == "unit" and any(child.kind == "level" for child in one.children):
            one.kind = "element"
            (over.children if over is not None else nested).append(one)
            continue
        over = one if one.kind == "unit" and not one.children else None
        nested.append(one)
    return nested


def _apart(grid: Grid, boxes: list[Box], at: int) -> bool:
    """Whether a row belongs to no level: words across the table, or a sum."""
    return (boxes[0].column <= at < boxes[0].column + boxes[0].columns and len(boxes) == 1) or bool(
        TOTAL.match(grid.words(boxes[0]))
    )


def _banner(grid: Grid, boxes: list[Box]) -> Draft:
    """The node of such a row: the unit of those below it, a note, or a sum with its figures."""
    if TOTAL.match(grid.words(boxes[0])):
        return cellnodes.field(boxes[0].span, [box.span for box in boxes[1:]])
    made = cellnodes.titled(grid.text, boxes[0].span, "unit")
    if made.title is not None and titled(grid.text[slice(*made.title)]):
        return made
    return Draft(boxes[0].span, kind="para", text=boxes[0].span, why=["banner of a table"])


def _level(grid: Grid, head: Box, rest: list[Box], alone: bool) -> Draft:
    """The level that a cell heads, with its title; behind titles of its own it is called as in a matrix, with its points.

    rest: the cells behind it in its first row; alone: the first of them stands beside all of the level's rows.
    """
    made = Draft(head.span, kind="level", level=grid.words(head), heading=True, why=["row of a level table"])
    made.number = head.span
    coded = grid.named(head)
    if coded is not None and coded["code"] and head.span[1] - head.span[0] == coded.end():
        middle = head.span[0] + coded.end("code")
        made.level, made.number = coded["code"], (head.span[0], middle)
        made.title = trim(grid.text, middle, head.span[1])
    elif coded is not None and coded["level"] and coded.group().endswith((")", "）")):  # 一级（见习）
        made.level, made.number, made.title = coded["level"], None, head.span
    elif head.column:
        made.number, made.title = None, head.span
    if head.column:
        worth = next((b for b in rest if POINTS.match(grid.heads[b.column]) and cellnodes.quantity(grid.words(b))), None)
        if worth is not None:
            cellnodes.worth_of_level(grid.text, made, worth.span)
    elif made.title is None and len(rest) > 1 and alone:
        beside = [grid.words(row[rest[0].column]) for row, _ in grid.below()]
        names = (
            len(words) <= _NAME and words[0] not in _ABLE and titled(words) and not cellnodes.quantity(words)
            for words in beside
            if words
        )
        made.title = rest[0].span if all(names) else None
    if made.title is None and made.number == head.span and not by_number(grid.words(head)):
        made.number, made.title = None, head.span
    return made


def _alone(grid: Grid, head: Box, name: Box) -> bool:
    """Whether a cell is the only one of its column in the rows of a level."""
    beside = (grid.at[row][name.column] for row in range(head.row, head.row + head.rows))
    return all(box is None or box is name or box.empty for box in beside)


def _fill(grid: Grid, level: Draft, alone: bool, rest: list[Box]) -> None:
    """Puts the cells of a row below its level: short words that head one row of several are a section, or name a field."""
    if len(rest) == 1 and level.score is not None and pieces.read(grid.text, rest[0].span).nothing:
        level.text, level.status = rest[0].span, "none-stated"
    elif len(rest) > 1 and not alone and titled(grid.words(rest[0])):
        level.children.append(_named(grid, rest[0], rest[1:]))
    else:
        for box in rest:
            level.children += cellnodes.sayings(grid.text, box.span)


def _named(grid: Grid, name: Box, rest: list[Box]) -> Draft:
    """What a row's own title heads: a field where one short value stands beside it, else a section with what is stated."""
    inside = [one for box in rest for one in cellnodes.sayings(grid.text, box.span)]
    if len(inside) == 1 and inside[0].number is None and titled(grid.words(rest[0])):
        return cellnodes.field(name.span, [box.span for box in rest])
    return Draft(name.span, kind="section", title=name.span, heading=True, why=["row of a level table"], children=inside)
