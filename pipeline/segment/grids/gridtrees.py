"""The trees of tables that kept their borders: the same nodes as the parsers of tables without borders make."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from pipeline.rules import load_data
from pipeline.segment.cells import cellnodes
from pipeline.segment.cells.taken import Placed, overlap
from pipeline.segment.cells.upheld import upheld
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines
from pipeline.segment.grids import (
    cards,
    conditions,
    formposts,
    grids,
    gridwhole,
    levelgrid,
    listrows,
    matrixgrid,
    postrows,
    shapes,
)
from pipeline.segment.grids.grids import Box, Grid
from pipeline.segment.grids.plainrows import TOTAL, header, rows

_NUMERAL = re.compile(r"(?:[A-Z]?\d{1,2}(?:[.．-]\d{1,2})*|[一二三四五六七八九十]{1,3})[.．、]?")
_PAIR = 2  # columns, and rows, of what is no table of its own


def drafts(grid: Grid) -> list[Draft] | None:
    """The table's nodes; None where it is to be read as running text, as names below who made and passed a document (编制 审核
    批准) are. Shares beside goals (权重 | 目标) are of a post.
    """
    if all(words in _signed() for words in grid.heads):
        return None
    grid = gridwhole.merged(grid)
    shape = shapes.shape(grid)
    build = rows if shape == "score" and any("目标" in words for words in grid.heads) else _SHAPES.get(shape)
    plain = shape in ("", "rows") or (shape == "form" and not grid.form.told)
    lists = listrows.read(grid) if plain else None
    if shape in ("", "rows", "form") and postrows.column(grid) is not None and not (lists and lists.elements):
        build, lists = _posts, None
    made = lists.drafts() if lists else build(grid) if build else None
    if made:
        gridwhole.put_again(made, grid.again)
    return cards.drafts(grid.over, made) if made and grid.over is not None else made


@cache
def _signed() -> frozenset[str]:
    return frozenset(load_data("pipeline.segment.families", "common.toml")["signed"])


def bordered(found: list[Placed], kept: list[Grid], start: int, told: bool = True) -> list[Placed]:
    """The tables of a text in order: those that kept their borders, and what was found without them elsewhere, or around two
    lines with tabs of one, which are rows of the whole (一 / 人员 …, 1.1 / 资质 …). told: the text has its tabs itself; others
    make no table inside one that has more rows.
    """
    within = [one.span for one in found]
    weak = [grid for grid in kept if _numbered(grid) or (not told and len(grid.at) <= _PAIR)]
    inner = {id(grid) for grid in weak if any(a <= grid.span[0] and grid.span[1] < b for a, b in within)}
    kept = [grid for grid in kept if id(grid) not in inner]
    made = [Placed(grid.span, tree) for grid in kept if grid.span[0] >= start and (tree := _kept(grid))]
    _name_posts(made, [grid for grid in kept if is_form(grid) and formposts.names(grid.text, grid.form.drafts)])
    made += [one for one in found if not any(overlap(one.span, grid.span) for grid in kept)]
    return sorted(made, key=lambda placed: placed.span)


def _numbered(grid: Grid) -> bool:
    """Whether a table is two numbers, each with its title."""
    cells = [row[0] for row in grid.at if len(row) == _PAIR]
    said = [grid.text[slice(*cell.span)] for cell in cells if cell is not None]
    return len(said) == len(grid.at) == _PAIR and all(map(_NUMERAL.fullmatch, said))


def _kept(grid: Grid) -> list[Draft] | None:
    """The table's nodes where they keep what they promise; else its rows, where these do."""
    made = drafts(grid)
    if made and not upheld(grid.text, made):
        made = [one for part in (grid.over, grid) if part is not None for one in rows(part)]
        gridwhole.put_again(made, grid.again)
    return made if made and upheld(grid.text, made) else None


def _name_posts(placed: list[Placed], forms: list[Grid]) -> None:
    """Makes posts of forms that nothing heads: they stand right below another form, or with all of a post's lists below the
    document's title alone.
    """
    places = [grid.span for grid in forms]
    text = forms[0].text if forms else ""
    bare = {span for pair in pairwise(places) if not text[pair[0][1] : pair[1][0]].strip() for span in pair}
    whole = len(places) > 1 or any(draft.children for grid in forms for draft in grid.form.drafts)
    if whole and len(lines(text, (0, places[0][0]))) <= 1:
        bare.add(places[0])
    for one in placed:
        found = formposts.names(text, one.drafts) if one.span in bare else []
        if len(found) == 1:
            one.drafts = [formposts.post(one.drafts, found[0][1])]


def is_form(grid: Grid) -> bool:
    """Whether a table is read as a form."""
    return shapes.shape(grid) == "form"


def _work(grid: Grid) -> list[Draft]:
    columns = [k for k in range(len(grid.heads)) if k > max(grid.titles, default=0) and grid.heads[k]]
    return [header(grid), *_grouped(grid, lambda row: [s for k in columns if (s := _section(grid, row, k)) is not None])]


def _section(grid: Grid, row: list[Box | None], column: int) -> Draft | None:
    box = row[column]
    if box is None or box.empty:
        return None
    return cellnodes.section(grid.text, grid.heads[column], box.span)


def _score(grid: Grid) -> list[Draft]:
    points, reasons = grid.column(grids.POINTS), grid.column(grids.REASONS)
    if points is None:
        return []

    def below(row: list[Box | None]) -> list[Draft]:
        given = [points] if reasons is None else [points, reasons]
        made = [s for k in (*grid.told, *given[1:]) if (s := _section(grid, row, k)) is not None]
        between = [row[k] for k in given]
        others = [k for k in range(min(given) + 1, len(row)) if k not in given and row[k] not in between]
        return sorted(made + grid.fields(row, others), key=lambda draft: draft.own)

    return [header(grid), *_grouped(grid, below, points)]


def _counts_inside(grid: Grid) -> bool:
    """Whether the numbers of rows go on inside the cell of a unit: then they count its elements."""
    pairs = ((row[0], row[grid.titles[0]]) for row, _ in grid.below()) if grid.serial and len(grid.titles) > 1 else ()
    return any(a is not None and b is not None and a.rows < b.rows for a, b in pairs)


def _grouped(grid: Grid, below: Callable[[list[Box | None]], list[Draft]], points: int | None = None) -> list[Draft]:
    """Rows as elements, under units where two columns bear titles or banners stand across all. below: what stands under one."""
    made: list[Draft] = []
    unit: Draft | None = None
    seen: Box | None = None
    last: Draft | None = None  # the element above
    banner = False
    inside = _counts_inside(grid)
    for row, begun in grid.below():
        if row[0] is not None and row[0] is row[-1] and not row[0].empty and not TOTAL.match(grid.words(row[0])):
            unit, seen, banner = cellnodes.titled(grid.text, row[0].span, "unit"), None, True
            made.append(unit)
            continue
        boxes = list(dict.fromkeys(box for k in grid.titles if (box := row[k]) is not None and not box.empty))
        scored = begun[points] if points is not None else None
        said = [box for box in dict.fromkeys(begun) if box is not None and not box.empty]
        if said and TOTAL.match(grid.words(said[0])):
            made.append(cellnodes.field(said[0].span, [box.span for box in said[1:]]))
            continue
        if not boxes:
            continue
        if len(boxes) > 1 and boxes[0] is not seen:
            seen = boxes[0]
            unit = cellnodes.titled(grid.text, seen.span, "unit")
            made.append(unit)
        if last is not None and boxes[-1] not in begun:  # the row above goes on
            last.children += below(begun)
            continue
        element = cellnodes.titled(grid.text, boxes[-1].span, "element")
        serial = begun[0] if grid.serial else None
        begins = len(boxes) > 1 and boxes[0] in begun and not inside and serial is not None and serial.rows == boxes[0].rows
        numbered = unit if unit is not None and begins else element  # a number over as many rows as the unit is the unit's
        if serial is not None and not serial.empty and numbered.number is None:
            numbered.number = serial.span
        if scored is not None and not scored.empty:
            cellnodes.points(grid.text, element, scored.span)
        element.children = below(begun)
        last = element
        (unit.children if unit is not None and (banner or len(boxes) > 1) else made).append(element)
    return made


def _posts(grid: Grid) -> list[Draft]:
    return [header(grid), *postrows.drafts(grid)]


def _form(grid: Grid) -> list[Draft]:
    return grid.form.drafts


_SHAPES: dict[str, Callable[[Grid], list[Draft]]] = {
    "matrix": matrixgrid.drafts, "columns": conditions.drafts, "levels": levelgrid.drafts, "work": _work, "score": _score,
    "rows": rows,
    "form": _form,
}  # fmt: skip
