"""Tables ruled across alone, the three rules of Chinese papers above all: over the head, under it and at the end.

The rules say where a table is and which lines are its head. Its columns are the white strips down through the lines that
hold several pieces; a line begins a row, unless its pieces go on from lines that reached the edge of their column, or it has
nothing in the first column. Where that is not beyond doubt (a label in the middle of its row, a column without a head) there
is no table, and the lines stay lines. A title between two tables, or below the rule of a running head, is no head of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.ingest.compose import Words
from pipeline.ingest.paper.grid import Grid
from pipeline.ingest.paper.lines import MARGIN, Box, Column, Printed, begins, join, paragraphs, steps

Interval = tuple[float, float]
"""Left and right of a column, or top and bottom of what stands between two rules, in points."""

_NEAR = 4.0  # points within which rules begin at one place, and two make one
_RULES = 40  # of one length on a page; more are lines to write on
_HEAD = 5.0  # sizes; a head is no higher
_STRIP = 0.6  # sizes; a strip between columns is wider
_SPACE = 0.3  # sizes; a gap so wide is a space
_COLUMNS = 12
_EDGE = 1.6  # sizes from the edge of its column, within which a line reached it
_ROOM = 3.0  # sizes from the next column, up to which a column is filled where its lines are broken
_STEP = 0.75  # of the usual step: lines nearer than that stand on heights of their own, as labels in the middle of rows do
VALUED = re.compile(r"[:：]\s*[^\s:：]")
"""A label with its value (部门:财务部), as forms have them."""
_ENDS = "。；;：:！!？?"
_FILLED = 0.5  # share of the rows of a body that hold several pieces


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one height, from left to right."""

    pieces: tuple[Printed, ...]

    @property
    def middle(self) -> float:
        """Its height on the page, in points."""
        return (self.pieces[0].box[1] + self.pieces[0].box[3]) / 2


def tables(rules: Sequence[Box], lines: Sequence[Printed], page: int, height: float) -> tuple[list[Grid], list[Printed]]:
    """The tables that rules across make of the lines of a page, and the lines that are left, in their order.

    height: of the page, in points.
    """
    grids: list[Grid] = []
    rest = [*lines]
    for left, right, heights in _lengths(rules):
        if _are_of_page(heights, lines, height):
            continue
        at = 0
        while at + 2 < len(heights):
            grid, inside = _longest(heights[at:], (left, right), rest, page)
            if grid is None:
                at += 1
                continue
            grids.append(grid)
            rest = [line for line in rest if line not in inside]
            at = heights.index(grid.box[3])
    return grids, rest


def _lengths(rules: Sequence[Box]) -> Iterator[tuple[float, float, list[float]]]:
    """Left, right and heights of the rules of one length, three at least; pieces of a rule are joined."""
    whole: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule[1] / 2), rule[0])):
        last = whole[-1] if whole else None
        if last and abs(rule[1] - last[1]) < 2 and rule[0] - last[2] < _NEAR:
            whole[-1] = last[0], last[1], max(last[2], rule[2]), last[3]
        else:
            whole.append(rule)
    while whole:
        first = whole[0]
        same = [rule for rule in whole if abs(rule[0] - first[0]) < _NEAR and abs(rule[2] - first[2]) < _NEAR]
        whole = [rule for rule in whole if rule not in same]
        heights: list[float] = []
        for rule in sorted(same, key=lambda rule: rule[1]):
            if not heights or rule[1] - heights[-1] > _NEAR:
                heights.append(rule[1])
        if 2 < len(heights) <= _RULES:
            yield first[0], first[2], heights


def _are_of_page(heights: Sequence[float], lines: Sequence[Printed], height: float) -> bool:
    """Whether three rules stand over and under a running head, above which is nothing, and over the foot of the page."""
    around = heights[1] < MARGIN * height and heights[-1] > (1 - MARGIN) * height
    return around and len(heights) == 3 and all(line.box[3] > heights[0] for line in lines)


def _longest(heights: list[float], sides: Interval, lines: list[Printed], page: int) -> tuple[Grid | None, set[Printed]]:
    """The longest table that begins at the first of the heights, and its lines."""
    bands: list[list[Line]] = []
    taken: list[list[Printed]] = []
    for top, bottom in pairwise(heights):
        inside = [line for line in lines if not line.slanted and top < (line.box[1] + line.box[3]) / 2 < bottom]
        if not inside or any(line.box[0] < sides[0] - _NEAR or line.box[2] > sides[1] + _NEAR for line in inside):
            break
        bands.append(on_heights(inside))
        taken.append(inside)
    for count in range(len(bands), 1, -1):
        if grid := _table(bands[:count], (sides[0], heights[0], sides[1], heights[count]), page):
            return grid, {line for inside in taken[:count] for line in inside}
    return None, set()


def on_heights(pieces: Sequence[Printed]) -> list[Line]:
    """Pieces on one height together, from left to right; heights from the top."""
    found: list[list[Printed]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
        last = found[-1][0].box if found else None
        if last and (piece.box[1] + piece.box[3]) / 2 - (last[1] + last[3]) / 2 < 0.3 * piece.size:
            found[-1].append(piece)
        else:
            found.append([piece])
    return [Line(tuple(_whole(sorted(line, key=lambda piece: piece.box[0])))) for line in found]


def _whole(pieces: Sequence[Printed]) -> list[Printed]:
    """Pieces on one height, those joined that stand nearer to each other than columns do."""
    found: list[Printed] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is None or piece.box[0] - last.box[2] >= _STRIP * piece.size:
            found.append(piece)
            continue
        top, bottom = min(last.box[1], piece.box[1]), max(last.box[3], piece.box[3])
        gap = " " if piece.box[0] - last.box[2] > _SPACE * piece.size else ""
        found[-1] = replace(last, text=f"{last.text}{gap}{piece.text}", box=(last.box[0], top, piece.box[2], bottom))
    return found


def _table(bands: list[list[Line]], box: Box, page: int) -> Grid | None:
    head, body = bands[0], [line for band in bands[1:] for line in band]
    size = median(piece.size for line in body for piece in line.pieces)
    several = [line for line in body if len(line.pieces) > 1]
    columns = _columns(several, size)
    if not 2 <= len(columns) <= _COLUMNS or len(several) < 2 or not all(_fits(line, columns) for line in [*head, *body]):
        return None
    if head[-1].middle - head[0].middle > _HEAD * size or not _has_heads(head, columns):
        return None
    if any(_words(band) == _words(head) for band in bands[1:]):
        return None  # another table begins
    rows = bands[1:] if _are_parted(bands[1:], columns) else _told(bands[1:], columns, _full(columns, box[2], size), size)
    if len(rows) < 2:
        return None
    cells = [*_cells([head], columns, 0, header=True), *_cells(rows, columns, 1)]
    return Grid(tuple(cells), box, page, (box[0], *(column[0] for column in columns[1:]), box[2]))


def _words(lines: Sequence[Line]) -> list[str]:
    return [piece.text for line in lines for piece in line.pieces]


def _fits(line: Line, columns: Sequence[Interval]) -> bool:
    """Whether its pieces stand in columns of their own, or one alone over several."""
    places = [at for piece in line.pieces for at in _place(piece, columns)]
    return len(line.pieces) == 1 or len(places) == len({*places}) == len(line.pieces)


def _are_parted(bands: Sequence[Sequence[Line]], columns: Sequence[Interval]) -> bool:
    """Whether rules part every row: between two of them stands something in the first column once at most, and nothing over
    several columns but alone. A piece alone behind the first column ends no table: it is the title of what comes below."""
    single = all(sum(_begins_row(line, columns) for line in band) <= 1 for band in bands)
    wide = (band for band in bands if any(len(_place(piece, columns)) > 1 for line in band for piece in line.pieces))
    last = bands[-1]
    titled = len(last) == len(last[0].pieces) == 1 and not _begins_row(last[0], columns)
    return len(bands) > 1 and single and not titled and all(len(band) == 1 for band in wide)


def _told(bands: Sequence[list[Line]], columns: Sequence[Interval], full: Sequence[float], size: float) -> list[list[Line]]:
    """The rows that the lines between rules tell by themselves; none where one of them is in doubt."""
    body = [line for band in bands for line in band]
    if not all(any(len(line.pieces) > 1 for line in band) and _begins_row(band[0], columns) for band in bands):
        return []  # a title between two tables
    found = [_rows(band, columns, full) for band in bands] if _is_even(body, size) else []
    rows = [row for listed in found for row in listed or ()] if all(found) else []
    return rows if sum(any(len(line.pieces) > 1 for line in row) for row in rows) >= _FILLED * len(rows) else []


def _columns(several: Sequence[Line], size: float) -> list[Interval]:
    """Where columns of text begin and end: between them are strips that no piece crosses."""
    found: list[Interval] = []
    for left, right in sorted((piece.box[0], piece.box[2]) for line in several for piece in line.pieces):
        if found and left - found[-1][1] < _STRIP * size:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _full(columns: Sequence[Interval], end: float, size: float) -> list[float]:
    """From where on a line has filled its column; beyond the column where its text leaves room before the next."""
    limits = [*(left for left, _ in columns[1:]), end]
    return [
        right - _EDGE * size if right > limit - _ROOM * size else limit
        for (_, right), limit in zip(columns, limits, strict=True)
    ]


def _is_even(body: Sequence[Line], size: float) -> bool:
    """Whether no line stands between the heights of others."""
    apart = [after.middle - line.middle for line, after in pairwise(body)]
    return all(step > _STEP * size for step in apart)


def _has_heads(head: Sequence[Line], columns: Sequence[Interval]) -> bool:
    """Whether two columns and every one but the first have heads of their own, and none is a label with its value
    (部门:财务部); a head alone is a title."""
    pieces = [piece for line in head for piece in line.pieces]
    places = [_place(piece, columns) for piece in pieces]
    if any(len(place) > 1 for place in places) or any(VALUED.search(piece.text) for piece in pieces):
        return False
    headed = {place[0] for place in places}
    return len(headed) > 1 and {*range(1, len(columns))} <= headed


def _place(piece: Printed, columns: Sequence[Interval]) -> list[int]:
    """The columns that a piece stands in; beside all of them, the nearest."""
    crossed = [at for at, (left, right) in enumerate(columns) if piece.box[0] < right and left < piece.box[2]]
    middle = (piece.box[0] + piece.box[2]) / 2
    return crossed or [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]


def _rows(band: Sequence[Line], columns: Sequence[Interval], full: Sequence[float]) -> list[list[Line]] | None:
    """The lines between two rules as rows; None where that is in doubt. full: from where on a line has filled its column."""
    rows: list[list[Line]] = []
    for line in band:
        open_ = [_is_open(rows[-1][-1], piece, columns, full) for piece in line.pieces] if rows else [False]
        first = _begins_row(line, columns)
        many = len(columns) > 2 and len(line.pieces) == len(columns) - (not first)  # 合计 stands in the second column too
        if all(open_) and len(line.pieces) < len(columns):
            rows[-1].append(line)
        elif (first or many) and (not any(open_) or (first and not all(open_) and _begins_row(rows[-1][-1], columns))):
            rows.append([line])
        elif rows and not first and len(line.pieces) == 1:
            rows[-1].append(line)
        else:
            return None
    return rows


def _begins_row(line: Line, columns: Sequence[Interval]) -> bool:
    """Whether it has something in the first column."""
    return _place(line.pieces[0], columns)[0] == 0


def _is_open(line: Line, piece: Printed, columns: Sequence[Interval], full: Sequence[float]) -> bool:
    """Whether a piece may go on from the line above: what stands there in its column fills it, and nothing ends."""
    place = _place(piece, columns)
    above = [other for other in line.pieces if _place(other, columns) == place]
    return bool(above) and above[0].box[2] > full[place[-1]] and above[0].text[-1] not in _ENDS and not begins(piece.text)


def _cells(rows: Sequence[Sequence[Line]], columns: Sequence[Interval], first: int, header: bool = False) -> Iterator[Words]:
    """The cells of rows, from the number `first` on; a piece alone over several columns is a cell over all of them."""
    for number, row in enumerate(rows, first):
        held: dict[int, list[Printed]] = {}
        wide = 1
        for piece in (piece for line in row for piece in line.pieces):
            place = _place(piece, columns)
            wide = max(wide, len(columns) if len(place) > 1 else 1)
            held.setdefault(place[0], []).append(piece)
        if wide > 1:
            text = "\n".join(piece.text for line in row for piece in line.pieces)
            yield Words(number, 0, text, 1, wide, header)
            continue
        for at, (left, right) in enumerate(columns):
            lines = [replace(piece, frame=(0, at)) for piece in held.get(at, [])]
            edges = {(0, at): Column(left, right, steps(lines))} if lines else {}
            said = [paragraph.text for paragraph in paragraphs(lines, columns=edges)]
            yield Words(number, at, join([line.text for line in lines]) if header else "\n".join(said), 1, 1, header)
