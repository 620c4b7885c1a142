"""Tables whose columns are levels and whose rows are what is asked of each (学历 | 大专 | 本科): no matrix of elements.

A cell that heads several rows, and a row across the table, is a section around these. What is asked of several levels stands
under the first of them, what is asked of all under none.
"""

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids.grids import Box, Grid
from pipeline.segment.grids.gridwhole import counted
from pipeline.segment.grids.plainrows import header
from pipeline.text import Span


def drafts(grid: Grid) -> list[Draft]:
    """The table's nodes: a section each row, below one where a cell heads several."""
    made = [header(grid)]
    into, group = made, None
    over: Draft | None = None
    figured = _figured(grid)
    for row, begun in grid.below():
        if row[0] is not None and not row[0].empty and row[0] is row[-1]:  # a banner across the row
            group = row[0] if titled(grid.text[slice(*row[0].span)]) and not figured else None
            made.append(_banner(grid, row[0], note=group is None))
            into, over = made if group is None else made[-1].children, None
            continue
        titles = list(dict.fromkeys(box for k in grid.titles if (box := row[k]) is not None and not box.empty))
        cells = [(grid.levels[k], box) for k in sorted(grid.levels) if (box := begun[k]) is not None and not box.empty]
        if figured and cells and all(_sign(grid, box) for _, box in cells):  # a row as any other
            boxes = [box for box in dict.fromkeys(begun) if box is not None and not box.empty]
            into.append(cellnodes.field(boxes[0].span, [box.span for box in boxes[1:]]))
            continue
        if not titles or not cells:
            into += [Draft(box.span, text=box.span) for box in dict.fromkeys(b for b in begun if b and not b.empty)]
            continue
        if len(titles) > 1 and titles[0] is not group:
            group = titles[0]
            made.append(cellnodes.titled(grid.text, group.span, "section"))
            over, into = made[-1], made[-1].children
        elif len(titles) == 1 and group is not None and group.columns == 1:
            into, group, over = made, None, None
        asked = cellnodes.conditions(grid.text, titles[-1].span, _once(cells, len(grid.levels)), figured)
        counted(grid, begun[0], (titles[0], over), (titles[-1], asked))
        asked.children += grid.fields(begun, range(max(grid.levels) + 1, len(row)))
        if titles[-1] not in begun and into and into[-1].title == asked.title:  # the row above goes on
            into[-1].children += asked.children
        else:
            into.append(asked)
    return made


def _figured(grid: Grid) -> bool:
    """Whether half the rows or more hold figures and signs alone: they are rows as any, and no conditions among others."""
    asked = [[box for k in grid.levels if (box := row[k]) is not None and not box.empty] for row, _ in grid.below()]
    return 2 * sum(all(_sign(grid, box) for box in row) for row in asked) >= len(asked)


def _sign(grid: Grid, box: Box) -> bool:
    """Whether a cell is a figure or a sign, or names a level itself."""
    words = grid.words(box)
    return cellnodes.figure(words) or grid.level_cell.match(words) is not None


def _banner(grid: Grid, box: Box, note: bool) -> Draft:
    """What stands across the table: the title of the rows below, or a note."""
    if not note:
        return cellnodes.titled(grid.text, box.span, "section")
    return Draft(box.span, kind="para", text=box.span, why=["banner of a table"])


def _once(cells: list[tuple[str, Box]], columns: int) -> list[tuple[str | None, Span]]:
    """The cells of conditions, each once: one over several levels stands under the first, one over all of them under none."""
    over: dict[Box, list[str]] = {}
    for label, box in cells:
        over.setdefault(box, []).append(label)
    return [(None if len(labels) == columns else labels[0], box.span) for box, labels in over.items()]
