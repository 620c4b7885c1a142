"""What a table is for: one reading of its head and of what its columns hold.

A table is read for what its head says, in this order: levels as columns, levels as rows, skills beside knowledge, points
beside what they are given for, or beside blanks for marks; then a form of labels and values; then rows below a head.
"""

import re

from pipeline.segment.cells.cellnodes import figure, quantity
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids.grids import ELEMENTS, HEAD, KNOWLEDGE, POINTS, REASONS, SERIAL, SKILLS, Grid
from pipeline.segment.marks.marks import BULLETS
from pipeline.segment.words.tablewords import any_of, condition

_LISTED = re.compile(rf"[(（]?\d{{1,2}}[)）、.．](?!\d)|[{BULLETS}][ \t　]*[一-鿿]{{2}}")
_ASKED = re.compile("(?:条件|资格)$")  # what heads titles of conditions
_NUMBER = re.compile(r"^[\d.,%％—–/-]+$")
_TOLD = 6  # characters of what a column says, on the whole, where the others are figures
_SHORT = 30  # characters: cells longer than this on the whole are statements


def shape(grid: Grid) -> str:
    """matrix, columns, levels, work, score, form or rows; "" where the cells are no table of a known kind."""
    if grid.levels and min(grid.levels) > 0:
        return "columns" if not grid.parted and _asks(grid) else "matrix"
    if grid.ranked is not None and _states(grid):
        return "levels"
    skills, knowledge = grid.column(SKILLS), grid.column(KNOWLEDGE)
    if skills is not None and knowledge is not None and skills > 0 and knowledge > skills:
        return "work"
    points, reasons = grid.column(POINTS), grid.column(REASONS)
    if points is not None and points > 0 and (reasons or (reasons is None and _is_marked(grid, points))):
        return "score"
    if grid.filled or grid.form.told or (len(grid.at) == 1 and grid.form.likely):
        return "form"
    if _headed(grid):
        return "rows"
    return "form" if grid.bordered and grid.form.likely else ""


def _is_marked(grid: Grid, points: int) -> bool:
    """Whether somebody marks what a table lists: behind its points are columns to be filled in (自评, 得分), and blank."""
    open_ = [k for k, words in enumerate(grid.heads) if k > points and re.fullmatch(any_of("blanks"), words)]
    cells = [[grid.words(box) for box in (row[k] for k in open_)] for row in grid.at[grid.head + 1 :]]
    worth = [words for row in grid.at[grid.head + 1 :] if (words := grid.words(row[points]))]
    return bool(open_) and not any(map(any, cells)) and all(figure(words) or quantity(words) for words in worth)


def _states(grid: Grid) -> bool:
    """Whether a table says what is required: half of its cells or one of its columns are no figures."""
    below = grid.at[grid.head + 1 :]
    columns = [[grid.words(box) for row in below if (box := row[k]) is not None] for k in range(1, len(grid.heads))]
    said = [[words for words in column if words and not (figure(words) or quantity(words))] for column in columns]
    filled = sum(bool(words) for column in columns for words in column)
    told = any(
        len(some) == len(column) and sum(map(len, some)) >= _TOLD * len(some) > 0
        for some, column in zip(said, columns, strict=True)
    )
    return told or 2 * sum(map(len, said)) >= filled > 0


def _asks(grid: Grid) -> bool:
    """Whether levels head columns of conditions: short cells, by their head or the titles of their rows (学历), else without
    numbers and stops. What head and rows call elements is a matrix.
    """
    cells = [box for row in grid.at[grid.head + 1 :] for k in grid.levels if (box := row[k]) is not None]
    long = sum(len(grid.words(box)) for box in cells) > _SHORT * len(cells)
    scored = grid.column(POINTS) is not None and not all(figure(words) for box in cells if (words := grid.words(box)))
    elements = any(ELEMENTS.search(words) for words in grid.heads[: min(grid.levels)])
    if not cells or long or grid.told or scored or elements:
        return False
    own = [grid.text[slice(*box.span)] for box in dict.fromkeys(cells)]
    numbered = sum(_LISTED.match(words) is not None for words in own)
    if not numbered and not any(words.endswith(("。", "；", ";")) for words in own):
        return True
    titles = {words for row, _ in grid.below() for k in grid.titles if (words := grid.words(row[k]))}
    asked = sum(condition().match(words) is not None for words in titles) > 1
    return 2 * numbered <= len(own) and (asked or any(_ASKED.search(grid.heads[k]) for k in grid.titles))


def _headed(grid: Grid) -> bool:
    """A head of short titles over rows that say something else; its corner may be empty."""
    heads = [words for words in grid.heads if words]
    wide = len(grid.row(0 if grid.top else grid.head)) == len(grid.at[0]) - (not grid.heads[0]) > 1
    plain = (words for words in heads if not SERIAL.match(words))
    named = (titled(words) and len(words) <= HEAD and words.count("、") < 2 and not _NUMBER.match(words) for words in plain)
    return wide and all(named)
