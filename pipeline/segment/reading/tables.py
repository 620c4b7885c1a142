"""Tables that lost their borders: where they stand in running text, how far they reach, and the tree of each.

A table ends where something begins that goes on with what was open before it: the next number of an open list, a heading
that the contents name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.segment.cells import pieces
from pipeline.segment.cells.taken import Placed, Taken, overlap
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids import gridtrees
from pipeline.segment.labels.label import Label
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks import scores
from pipeline.segment.marks.marks import Mark, scan
from pipeline.segment.regrid import celltable, columns, periods, sheetrows
from pipeline.segment.regrid.columnheads import Head
from pipeline.segment.tables import formtable, leveltable, matrix, pointlines, rowtable, scoretable, serialtable, worktable
from pipeline.text import Span

_HEAD = 120  # characters of a head
_SENTENCE = re.compile("[。；;，,]")
_ROWS = re.compile(r"\s*一、")
_DIVISION = re.compile("[第一Ⅰ甲]")


class Signs(NamedTuple):
    """What is known of a text before its tables; named: where the contents or the format have headings; start: the body."""

    marks: list[Mark]
    labels: list[Label]
    named: Collection[int]
    start: int
    names: Names


def find(text: str, signs: Signs) -> list[Placed]:
    """Every table without borders in the body; none overlaps another."""
    marks, labels, named, start, names = signs
    columns = matrix.heads(text, start, names)
    patterns = (leveltable.header(names), worktable.HEADER, scoretable.HEADER, serialtable.HEADER)
    short = celltable.heads(text, start, names)
    heads = [*(one.span[0] for one in columns), *(one.span[0] for one in short)]
    heads += [m.start() for pattern in patterns for m in pattern.finditer(text, start)]
    stops = _stops(text, marks, named, heads)
    found = Taken(text)
    ends = sorted(set(stops.values()))
    pointed = pointlines.tables(text, start)
    found.add(_counted(text, signs, ends, pointed))
    found.add(Placed(t.span, pointlines.drafts(text, t)) for t in pointed if pointlines.adds_up(text, t))
    for region in matrix.regions(text, ends, columns):
        if found.holds((region.header[0], region.start + 1)):
            continue
        region.end = min(region.end, stops.get(_nearest(heads, region.header), region.end))
        label = _label_in(labels, region)
        rows = _ROWS.match(text, region.start) is None  # else divisions of rows stand below the head, and no short cells
        near = _near(short, region.header) if rows else []
        made = _short(text, region, label) if rows else None
        added = made is not None and all(one.kind == "field" for one in made[1:])  # figures that add up
        general = _general(text, near, sorted([label, *ends]), names) if not added else []
        if general and len(general[0].drafts) > len(made or []):  # it has more rows
            found.add(general)
            continue
        made = made or matrix.drafts(text, region, [one for one in labels if one.evidence])
        if len(made) > 1 and _filled(made):
            found.add([Placed((region.header[0], region.end), made)])
    until = sorted({*ends, *(leveltable.headed(text, marks, placed.span[0]) for placed in found.placed)})
    found.add(Placed(t.span, leveltable.drafts(text, t)) for t in leveltable.tables(text, until, start, names))
    found.add(Placed(t.span, worktable.drafts(text, t)) for t in worktable.tables(text, sorted(named), start))
    found.add(Placed(t.span, scoretable.drafts(text, t)) for t in scoretable.tables(text, ends, start))
    found.add(Placed(t.span, pointlines.drafts(text, t)) for t in pointed)
    found.add(_general(text, [head for head in short if not found.holds(head.span)], ends, names))
    found.add(Placed(t.span, rowtable.drafts(text, t)) for t in rowtable.tables(text, start))
    found.add(Placed(f.span, formtable.drafts(text, f)) for f in formtable.forms(text, start))
    return found.placed


def _counted(text: str, signs: Signs, ends: list[int], pointed: list[pointlines.PointLines]) -> Iterator[Placed]:
    """The tables whose rows are numbered, and those told by their period, but for parts of a score sheet."""
    for sheet in sheetrows.sheets(text, signs.start):
        yield Placed(sheet.span, sheetrows.drafts(text, sheet, signs.names))
    for serial in serialtable.tables(text, ends, signs.start):
        if not _part(serial.span, pointed):
            yield Placed(serial.span, serialtable.drafts(text, serial))
    for table in periods.tables(text, signs.start, signs.names, signs.marks):
        if not _part(table.span, pointed):
            yield Placed(table.span, periods.drafts(text, table, signs.names))


def _part(span: Span, sheets: list[pointlines.PointLines]) -> bool:
    """Whether what looks like a table is a part of a score sheet."""
    return any(one.span[0] <= span[0] and span[1] < one.span[1] for one in sheets)


def _near(short: list[Head], header: Span) -> list[Head]:
    """The heads of short cells that overlap the head of a matrix."""
    first = bisect_left(short, header[0] - _HEAD, key=lambda head: head.span[0])
    last = bisect_left(short, header[1], key=lambda head: head.span[0])
    return [head for head in short[first:last] if overlap(head.span, header)]


def _general(text: str, heads: list[Head], ends: list[int], names: Names) -> list[Placed]:
    """The tables of short cells below some heads."""
    made = [
        (table.span, gridtrees.drafts(celltable.grid(text, table, names)))
        for table in celltable.tables(text, heads, ends, names)
    ]
    return [Placed(span, drafts) for span, drafts in made if drafts]


def _filled(made: list[Draft]) -> bool:
    """Whether most cells of a matrix hold something, or are known to be empty: else it was none."""
    cells = [d for top in made for d in top.walk() if d.kind == "level"]
    return not cells or 2 * sum(cell.status == "incomplete" for cell in cells) < len(cells)


def _label_in(labels: list[Label], region: matrix.Region) -> int:
    """Where a label stands that ends a table of short cells (备注:), or the region does."""
    return next((one.start for one in labels if region.start <= one.start < region.end and one.end < one.after), region.end)


def _short(text: str, region: matrix.Region, label: int) -> list[Draft] | None:
    """The region as a table of short cells, up to a label."""
    found = columns.drafts(text, replace(region, end=label))
    if found is None:
        return None
    made, region.end = found
    return made


def behind(text: str, marks: list[Mark], found: list[Placed]) -> list[Mark]:
    """The marks with those that stand right behind a table's last figure, which hides them (合计1001004.2)."""
    known = {mark.start for mark in marks}
    new = []
    for placed in found:
        end = placed.span[1]
        if end not in known and text[end - 1 : end].isdigit():
            new += [m._replace(start=m.start + end, end=m.end + end) for m in scan(text[end : end + 24])[:1] if m.start == 0]
    return sorted([*marks, *new], key=lambda mark: mark.start)


def _nearest(heads: list[int], header: Span) -> int:
    return next((head for head in heads if header[0] <= head < header[1]), -1)


_OPENS = re.compile(r"一、|第[部编篇章]|第单元|Ⅰ")


def _stops(text: str, marks: list[Mark], named: Collection[int], heads: list[int]) -> dict[int, int]:
    """Where the table that begins at each head ends at the latest."""
    ordered = sorted(set(heads))
    edges = [*sorted(named), len(text)]
    stops: dict[int, int] = {}
    numbered = {mark.start: len(mark.value) for mark in marks if mark.style == "1.1"}
    for index, (head, open_) in enumerate(zip(ordered, _open_before(marks, ordered), strict=True)):
        following = pieces.reach(ordered, index, _named_behind(text, numbered, edges, head))
        stops[head] = _stop(text, marks, open_, (head, following))
    return stops


def _named_behind(text: str, numbered: dict[int, int], edges: list[int], head: int) -> int:
    """The first named heading behind a head; where divisions that the contents name stand right below it, these are rows, and
    the first is one of fewer numbers. numbered: how many numbers the decimals at their places have.
    """
    at = min(bisect_right(edges, head), len(edges) - 1)
    deep = numbered.get(edges[at], 0)
    if deep > 1 and edges[at] - head <= _HEAD and not _SENTENCE.search(text, head, edges[at]):
        while at + 1 < len(edges) and numbered.get(edges[at], 0) >= deep:
            at += 1
    return edges[at]


def _stop(text: str, marks: list[Mark], open_: list[Mark], reach: Span) -> int:
    """Where what was open before a head goes on: the first mark that is the next of an open list, or a named heading."""
    inner: dict[str, int] = {}
    first = bisect_right(marks, reach[0], key=lambda mark: mark.start)
    divided = _divided(text, marks[first : first + 1], reach[0])
    for index in range(first, len(marks)):
        mark = marks[index]
        if mark.style == "•":
            continue
        if mark.start >= reach[1]:
            break
        if divided and mark.style == marks[first].style:
            if _leads(text, marks, index):
                return mark.start
            continue
        if (
            _OPENS.match(mark.style)
            and mark.value == (1,)
            and (mark.before == "line" or _leads(text, marks, index))
            and not any(_same(one, mark) for one in open_)
        ):
            return mark.start
        going = mark.style in inner and 0 <= mark.value[-1] - inner[mark.style] <= 2
        sure = _DIVISION.match(mark.style) is not None or not going
        if _chapter(marks, index, open_):
            return mark.start
        if any(_next(one, mark) for one in open_) and (sure or _heading(text, marks, index)):
            return mark.start
        inner[mark.style] = mark.value[-1]
    return reach[1]


def _open_before(marks: list[Mark], heads: list[int]) -> Iterator[list[Mark]]:
    """The lists that are open where a table begins, outermost first, for each head in order."""
    open_: list[Mark] = []
    at = 0
    for head in heads:
        while at < len(marks) and marks[at].start < head:
            mark = marks[at]
            at += 1
            if mark.style == "•" or (mark.style in ("1", "1.") and mark.before == "word" and mark.form == ""):
                continue
            depth = next((k for k, one in enumerate(open_) if _same(one, mark)), len(open_))
            open_ = [*open_[:depth], mark]
        yield open_


def _heading(text: str, marks: list[Mark], index: int) -> bool:
    """Whether a number heads a title: its line, or what stands before the next number, is one."""
    start = marks[index].end
    following = marks[index + 1].start if index + 1 < len(marks) else len(text)
    line = text.find("\n", start)
    end = min(following, line if line >= 0 else len(text))
    return titled(text[start:end].strip())


def _divided(text: str, first: list[Mark], head: int) -> bool:
    """Whether a table's rows stand in divisions of their own: the first begins right behind its head, with a title in it."""
    between = text[head : first[0].start] if first else ""
    opens = bool(first) and _OPENS.match(first[0].style) is not None and first[0].value == (1,)
    return opens and len(between) <= _HEAD // 2 and not any(sign in between for sign in "。；;，,、：:")


def _leads(text: str, marks: list[Mark], index: int) -> bool:
    """Whether a first division heads a title and its own first division follows (Ⅰ 初级工一、日常维护㈠ 保养…).

    One with points in its title is a row over others (一、查验(各级均为40分)登记(各级均为10分)1.…).
    """
    following = marks[index + 1] if index + 1 < len(marks) else None
    if following is None or following.value[-1:] != (1,) or following.style == marks[index].style:
        return False
    title = text[marks[index].end : following.start].strip()
    return titled(title) and scores.WEIGHT.search(title) is None


def _same(one: Mark, other: Mark) -> bool:
    return one.style == other.style and len(one.value) == len(other.value)


def _chapter(marks: list[Mark], index: int, open_: list[Mark]) -> bool:
    """Whether a bare number is the next chapter (2 申报条件2.1 … behind 1.3): its first division follows it."""
    mark, following = marks[index], marks[index + 1] if index + 1 < len(marks) else None
    if mark.form or mark.style not in ("1", "1.") or following is None or following.value != (*mark.value, 1):
        return False
    return any(one.style == "1.1" and len(one.value) > 1 and one.value[0] + 1 == mark.value[0] for one in open_)


def _follows(last: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """Whether a decimal number goes on behind another: its next brother, or that of what it stands in (1.3, 2.1)."""
    k = next((k for k, (a, b) in enumerate(zip(last, value, strict=False)) if a != b), None)
    return k is not None and value[k] == last[k] + 1 and all(v == 1 for v in value[k + 1 :])


def _next(one: Mark, other: Mark) -> bool:
    """Whether a mark continues what `one` opened: its successor, at the start of a line or behind a stop or a word."""
    if other.form == "" and (other.style == "1" or one.form):
        return False
    if one.style == other.style == "1.1":
        return _follows(one.value, other.value)
    kin = _same(one, other) or {one.style, other.style} <= {"1.", "1、"}
    skipping = 2 if one.style in ("一、", "第章", "第部分", "第节", "第单元") else 1
    return kin and one.value[:-1] == other.value[:-1] and 1 <= other.value[-1] - one.value[-1] <= skipping
