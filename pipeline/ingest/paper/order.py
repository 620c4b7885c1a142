"""Pieces of printed lines → lines in reading order: rows from top to bottom, columns from left to right.

Two columns are told by a gutter that hardly a line crosses, with several lines on both sides of it at the same heights. Only
text does that: in a table without rules too, cells stand beside each other, and there a row belongs together. So columns must
also be written one after the other in the file, or be filled to their right edges as paragraphs are. Lines that cross the
gutter (a title over both columns) part the page into bands, each read by itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.ingest.paper.lines import Frame, Printed

_FEWEST = 3  # lines in each of two columns
_MOST = 4_000  # pieces of a page, beyond which it is no page of columns, and to try them all would take minutes
_SLACK = 12.0  # points by which a line may reach beyond its column: a stop hangs over
_STEP = 2.0  # points within which pieces begin at one place
_CROSSING = 0.3  # share of the lines that may cross a gutter
_FULL = 0.5  # share of a column's lines that reach its right edge, where nothing else tells of columns
_WIDE = 8.0  # sizes that such lines are wide: cells of a table are shorter
_REACH = 2.5  # sizes by which such a line may fall short


def arrange(pieces: Sequence[Printed]) -> list[Printed]:
    """The lines of a page in reading order. frame: its second part counts the columns from the left, 0 where there is one.

    A piece without words is a table: it has no place in the file's order and no neighbours on a line.
    """
    if _runs_down(pieces):
        return list(pieces)
    return _region(pieces, {piece: index for index, piece in enumerate(pieces) if piece.text}, 0)


def _runs_down(pieces: Sequence[Printed]) -> bool:
    """Whether each piece stands below the one before: nearly every page."""
    return all(before.box[3] <= after.box[1] + 0.3 * after.size for before, after in pairwise(pieces))


def _region(pieces: Sequence[Printed], told: dict[Printed, int], column: int) -> list[Printed]:
    gutter = _gutter(pieces)
    if gutter is None:
        return _rows(pieces)
    found: list[Printed] = []
    band: list[Printed] = []
    for piece in sorted(pieces, key=lambda one: (one.box[1], one.box[0])):
        if piece.box[0] < gutter < piece.box[2]:
            found += [*_band(band, told, gutter, column), piece]
            band = []
        else:
            band.append(piece)
    return found + _band(band, told, gutter, column)


def _band(pieces: list[Printed], told: dict[Printed, int], gutter: float, column: int) -> list[Printed]:
    """One column after the other, where there are columns; else rows."""
    left = [piece for piece in pieces if piece.box[2] <= gutter]
    right = [piece for piece in pieces if piece.box[2] > gutter]
    if not _are_columns(left, right, told):
        return _rows(pieces)
    first = _region(left, told, column)
    used = max((line.frame[1] for line in first), default=column)
    first = [line if line.frame[1] else replace(line, frame=(line.frame[0], column + 1)) for line in first]
    used = max(used, column + 1)
    second = _region(right, told, used)
    return first + [line if line.frame[1] else replace(line, frame=(line.frame[0], used + 1)) for line in second]


def _gutter(pieces: Sequence[Printed]) -> float | None:
    """Before the place where several pieces begin that the fewest others cross; None where too many do."""
    if not 2 * _FEWEST <= sum(1 if piece.text else _FEWEST for piece in pieces) <= _MOST:
        return None
    begins = sorted(piece.box[0] for piece in pieces for _ in range(1 if piece.text else _FEWEST))
    many = [low for low, high in zip(begins, begins[_FEWEST - 1 :], strict=False) if high - low < _STEP]
    best: tuple[float, float] | None = None
    done = begins[0] if begins else 0.0
    for place in many:
        if place < done + _STEP:
            continue
        done = place
        crossing = sum(piece.box[0] < place - 1 < piece.box[2] for piece in pieces)
        if crossing <= _CROSSING * len(pieces) and (best is None or crossing < best[0]):
            best = (crossing, place - 1)
    return best[1] if best else None


def _are_columns(left: list[Printed], right: list[Printed], told: dict[Printed, int]) -> bool:
    if min(sum(map(_height, left)), sum(map(_height, right))) < _FEWEST:
        return False
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    beside = [[piece for piece in side if top <= piece.box[3] and piece.box[1] <= bottom] for side in (left, right)]
    if min(sum(map(_height, side)) for side in beside) < _FEWEST:
        return False
    if not any(piece.text for side in beside for piece in side):
        return False  # two tables beside each other, and what stands below belongs to both
    ends = [told[piece] for piece in left if piece.text], [told[piece] for piece in right if piece.text]
    one_after_the_other = max(ends[0], default=0) < min(ends[1], default=len(told))
    return one_after_the_other or all(_is_filled(side) for side in (left, right))


def _height(piece: Printed) -> float:
    """In lines: a table has more than one."""
    return 1.0 if piece.text else (piece.box[3] - piece.box[1]) / piece.size


def _top(pieces: list[Printed]) -> float:
    return min(piece.box[1] for piece in pieces)


def _bottom(pieces: list[Printed]) -> float:
    return max(piece.box[3] for piece in pieces)


def _is_filled(side: list[Printed]) -> bool:
    edge = max(piece.box[2] for piece in side)
    if median(piece.box[2] - piece.box[0] for piece in side) < _WIDE * median(piece.size for piece in side):
        return False
    return sum(piece.box[2] > edge - _REACH * piece.size for piece in side) >= _FULL * len(side)


def _rows(pieces: Sequence[Printed]) -> list[Printed]:
    """Pieces on one height joined to a line, from left to right; lines from top to bottom."""
    rows: list[list[Printed]] = []
    for piece in sorted(pieces, key=lambda one: (one.box[1] + one.box[3], one.box[0])):
        if rows and piece.text and rows[-1][0].text and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda one: one.box[0])) for row in rows]


def _beside(one: Printed, other: Printed) -> bool:
    """Whether the middle of each stands between the top and the bottom of the other."""
    middles = (one.box[1] + one.box[3]) / 2, (other.box[1] + other.box[3]) / 2
    return one.box[1] < middles[1] < one.box[3] and other.box[1] < middles[0] < other.box[3]


def _line(row: list[Printed]) -> Printed:
    if len(row) == 1:
        return row[0]
    row = [piece for index, piece in enumerate(row) if not index or not _same(row[index - 1], piece)]
    lefts, tops, rights, bottoms = zip(*(piece.box for piece in row), strict=True)
    sure = [piece.confidence for piece in row if piece.confidence is not None]
    text = " ".join(piece.text for piece in row)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    size, parted = max(piece.size for piece in row), len(row) > 1
    return replace(row[0], text=text, box=box, size=size, confidence=min(sure, default=None), parted=parted)


def _same(one: Printed, other: Printed) -> bool:
    """Whether a piece is another printed a second time in its place."""
    return one.text == other.text and abs(one.box[0] - other.box[0]) < 0.3 * one.size


def settled(pages: Sequence[Sequence[Printed]]) -> dict[Printed, Printed]:
    """Lines of pages that hold only one of the columns that other pages have: each with the frame of that column."""
    columns: dict[Frame, tuple[float, float]] = {}
    for line in (line for page in pages for line in page if line.frame[1]):
        left, right = columns.get(line.frame, (line.box[0], line.box[2]))
        columns[line.frame] = min(left, line.box[0]), max(right, line.box[2])
    found: dict[Printed, Printed] = {}
    for page in pages if columns else ():
        if any(line.frame[1] for line in page):
            continue
        for frame, (left, right) in columns.items():
            if all(line.frame[0] == frame[0] and left - _SLACK < line.box[0] and line.box[2] < right + _SLACK for line in page):
                found |= {line: replace(line, frame=frame) for line in page}
                break
    return found
