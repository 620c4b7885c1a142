"""Printed lines → paragraphs, and what is page furniture: for formats that know where ink is and not what it means.

A line goes on in the next one where it reaches the right edge of its column, the next begins at the left edge without an
indent or a mark of its own, and both are set in one size. A line is furniture where it stands in the margin of its page and
the same words, digits apart, stand at the same height of other pages too, or where it is a page number by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]

_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节条款部编篇单]|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+(?:\.\d+)*[、.．)）\s]|[A-Za-z][.)、）]|[①-⑳⑴-⒇㈠-㈩•●■◆▪◦○★※·–—])"
)
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-–—\s]*")
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12  # share of a page's height, above and below, where running heads and page numbers stand
_STEP = 6.0  # points within which two heights are the same
_OFTEN = 3  # pages that must agree before words in the margin are a running head


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed. box: left, top, right, bottom in points from the upper left corner; size: of its type.

    sheet: the width of its page; pages of one width have their edges in common.
    """

    text: str
    box: Box
    size: float
    page: int
    sheet: float


def furniture(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> set[Printed]:
    """The running heads and page numbers among the lines of pages. heights: of the pages, in points."""
    margins = [[line for line in page if _in_margin(line, height)] for page, height in zip(pages, heights, strict=True)]
    seen = Counter(place for margin in margins for place in {_place(line) for line in margin})
    often = min(_OFTEN, max(2, len(pages)))
    numbers = [line for margin in margins for line in margin if _PAGE_NUMBER.fullmatch(line.text)]
    return {line for margin in margins for line in margin if seen[_place(line)] >= often}.union(numbers)


def _in_margin(line: Printed, height: float) -> bool:
    return line.box[3] < _MARGIN * height or line.box[1] > (1 - _MARGIN) * height


def _place(line: Printed) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.box[1] / _STEP)


def paragraphs(lines: Sequence[Printed]) -> Iterator[tuple[str, Box, int]]:
    """Lines of text in reading order, joined where one goes on in the next: text, box on its first page, first page."""
    edges = {sheet: _edges([line for line in lines if line.sheet == sheet]) for sheet in {line.sheet for line in lines}}
    group: list[Printed] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, edges[line.sheet][0], edges[group[-1].sheet][1]):
            yield _joined(group)
            group = []
        group.append(line)
    if group:
        yield _joined(group)


def _edges(lines: Sequence[Printed]) -> tuple[float, float]:
    """The left and right edge of the text."""
    return min(line.box[0] for line in lines), max(line.box[2] for line in lines)


def _goes_on(line: Printed, after: Printed, left: float, right: float) -> bool:
    full = line.box[2] > right - 1.8 * line.size
    flush = after.box[0] < left + 0.8 * after.size or abs(after.box[0] - line.box[0]) < 0.3 * line.size
    alike = abs(line.size - after.size) < 0.1 * line.size
    near = after.page != line.page or 0 < after.box[1] - line.box[1] < 2.5 * line.size
    return full and flush and alike and near and not _MARK.match(after.text)


def _joined(group: Sequence[Printed]) -> tuple[str, Box, int]:
    text = join([line.text for line in group])
    boxes = [line.box for line in group if line.page == group[0].page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return text, (min(lefts), min(tops), max(rights), max(bottoms)), group[0].page


def join(lines: Sequence[str]) -> str:
    """Lines as one: a space only between Latin words and digits."""
    text = ""
    for line in lines:
        gap = " " if text and _latin(text[-1]) and _latin(line[:1]) else ""
        text += gap + line
    return text


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def unwrapped(text: str) -> str:
    """The text of a table cell, its lines joined where they only wrap: full ones, before a line that has no mark."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    longest = max((_width(line) for line in lines), default=0)
    groups: list[list[str]] = []
    for line in lines:
        if groups and _width(groups[-1][-1]) > longest - 2.5 and not _MARK.match(line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(join(group) for group in groups)


def _width(line: str) -> float:
    """In Chinese characters: a Latin one is half as wide."""
    return sum(0.5 if character.isascii() else 1.0 for character in line)
