"""Printed lines → paragraphs, and what is page furniture: for formats that know where ink is and not what it means.

A line goes on in the next one where it reaches the right edge of its column, the next begins at the left edge without an
indent or a mark of its own, and both are set in one size. A line is furniture where it stands in the margin of its page and
the same words, digits apart, stand as far from the edge of other pages too, where it is a page number by itself or what a
browser prints there, and where it is slanted.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sin

Box = tuple[float, float, float, float]
Frame = tuple[int, int]
"""The width of a page and the number of a column on it."""
Head = tuple[int, int]
"""Level and number of a heading."""
DPI = 200
"""Dots an inch at which a page without letters is drawn, to be recognised."""

_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节条款部编篇单]|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+(?:\.\d+)*[、.．)）\s]|[A-Za-z][.)、）]|[①-⑳⑴-⒇㈠-㈩•●■◆▪◦○★※·–—\ue000-\uf8ff])"
)
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-–—\s]*")
_PRINTED = re.compile(  # what browsers print into margins: when, and from where
    r"(?:https?|file)://\S+|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s*(?:[上下]午)?\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?"
)
_ENTRY = re.compile(r"[.．·…]{3,}\s*[\dIVX]+$")  # of a table of contents
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
MARGIN = 0.12  # share of a page's height, above and below, where running heads and page numbers stand
_STEP = 6.0  # points within which two heights are the same
_OFTEN = 3  # pages that must agree before words in the margin are a running head
_SHARE, _BEYOND = 0.2, 0.03  # of a column's lines that end at an edge, and that may reach beyond it
_AIR = 1.35  # a step down of so many usual ones begins a paragraph
_SOME_AIR = 1.12  # behind the end of a sentence a step of so many small ones does
_HANGS = 3.5  # sizes by which the words of an item may stand behind its mark
_SHORT = 1.8  # sizes by which a line that goes on may fall short of the edge
_REACH = 0.6  # of the page's width, to which text in one column reaches at least
_SLANT = 0.17  # sine of twice the angle, 5 degrees, from which text runs neither along the page nor square to it
_HANGING = "，。、；：！？）》”,.;:!?)"
_STOPS = "。；;：:！!？?"
_FULL_STOPS = "。！!？?"
_CLOSING = "。！!？?；;：:…”’）)》"


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed. box: left, top, right, bottom in points from the upper left corner; size: of its type.

    frame: the width of its page and the number of its column; lines of one frame have their edges in common.
    confidence: of its recognition, where it was recognised. parted: it is made of pieces with wide gaps between them.
    slanted: it runs neither along the page's text nor square to it, as a watermark does.
    """

    text: str
    box: Box
    size: float
    page: int
    frame: Frame
    confidence: float | None = None
    parted: bool = False
    slanted: bool = False

    def __hash__(self) -> int:
        """By its place alone, which tells nearly all lines apart: lines are looked up often."""
        return hash((self.box, self.page))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one text. box: on the first of its pages; level: of a heading; confidence: of its worst line."""

    text: str
    box: Box
    page: int
    level: int | None = None
    confidence: float | None = None


def slanted(angle: float) -> bool:
    """Whether characters at this angle (radians) run neither along the page nor square to it."""
    return abs(sin(2 * angle)) > _SLANT


def furniture(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> set[Printed]:
    """The running heads, page numbers and slanted lines among those of pages. heights: of the pages, in points."""
    margins = [[line for line in page if _in_margin(line, height)] for page, height in zip(pages, heights, strict=True)]
    from_edge = {line: _from_edge(line, height) for margin, height in zip(margins, heights, strict=True) for line in margin}
    places: dict[str, list[float]] = {}
    for line, place in ((line, from_edge[line]) for margin in margins for line in margin):
        places.setdefault(_words(line), []).append(place)
    places = {words: sorted(tops) for words, tops in places.items()}
    often = min(_OFTEN, max(2, len(pages)))
    found = {line for line, place in from_edge.items() if _seen(places[_words(line)], place) >= often}
    found.update(line for page, margin in zip(pages, margins, strict=True) for line in _numbers(page, margin))
    found.update(line for margin in margins for line in margin if _is_printed_by_browser(line))
    return found.union(line for page in pages for line in page if line.slanted)


def _in_margin(line: Printed, height: float) -> bool:
    return not line.slanted and (line.box[3] < MARGIN * height or line.box[1] > (1 - MARGIN) * height)


def _is_printed_by_browser(line: Printed) -> bool:
    """Alone, or parted from the title or the page number that stand at the other side."""
    found = _PRINTED.match(line.text)
    return bool(found) and (line.parted or _PRINTED.fullmatch(line.text) is not None)


def _words(line: Printed) -> str:
    return _DIGITS.sub("#", _SPACE.sub("", line.text))


def _from_edge(line: Printed, height: float) -> float:
    """How far a line stands below the upper edge of its page, or above the lower one as a negative number, in points."""
    return line.box[1] if line.box[1] < height / 2 else line.box[1] - height


def _seen(places: list[float], place: float) -> int:
    """On how many pages the words of a line stand at its place. places: those of all pages, in order."""
    return bisect_right(places, place + _STEP) - bisect_left(places, place - _STEP)


def _numbers(page: Sequence[Printed], margin: Sequence[Printed]) -> list[Printed]:
    """Page numbers by themselves: nothing stands beyond them."""
    numbers = [line for line in margin if _PAGE_NUMBER.fullmatch(line.text)]
    if not numbers:
        return []
    top, bottom = min(line.box[1] for line in page), max(line.box[3] for line in page)
    return [line for line in numbers if line.box[1] <= top + _STEP or line.box[3] >= bottom - _STEP]


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text of a column begins and ends, in points; how far lines are apart in sizes, usually and at least."""

    left: float
    right: float
    steps: tuple[float, float]


def column(lines: Sequence[Printed]) -> Column:
    """What the lines of a frame have in common."""
    width, number = lines[0].frame
    right = _right(lines)
    return Column(_edge([line.box[0] for line in lines]), right if number else max(right, _REACH * width), steps(lines))


def _right(lines: Sequence[Printed]) -> float:
    """Where lines end; stops may hang over by their own width."""
    right = -_edge([-line.box[2] for line in lines])
    ends = [-line.box[2] for line in lines if line.text[-1] not in _HANGING]
    inner = -_edge(ends) if ends else right
    return inner if right - inner < 1.1 * max(line.size for line in lines) else right


def steps(lines: Sequence[Printed]) -> tuple[float, float]:
    """How far lines are apart, in sizes: usually, and where they are near each other, as in a paragraph they are."""
    found = sorted(
        (after.box[1] - line.box[1]) / line.size
        for line, after in pairwise(lines)
        if (line.page, line.frame) == (after.page, after.frame) and line.size <= after.box[1] - line.box[1] < 4 * line.size
    )
    if not found:
        return 1.5, 1.5
    return found[len(found) // 2], found[min(max(1, len(found) // 50), len(found) - 1)]


def _edge(places: Sequence[float]) -> float:
    """The lowest place; where hardly a line begins there, the lowest at which many do, within two points."""
    ordered = sorted(places)
    many, few = max(3, int(_SHARE * len(ordered))), int(_BEYOND * len(ordered))
    for first, last in zip(ordered[: few + 1], ordered[many - 1 :], strict=False):
        if last - first < 2.0:
            return first
    return ordered[0]


def paragraphs(
    lines: Sequence[Printed], heads: Mapping[Printed, Head] | None = None, columns: Mapping[Frame, Column] | None = None
) -> Iterator[Paragraph]:
    """Lines of text in reading order, joined where one goes on in the next.

    heads: the lines that are headings; those of one head are one. columns: of each frame, where they are known.
    """
    heads = heads or {}
    if columns is None:
        frames = {line.frame for line in lines}
        columns = {frame: column([line for line in lines if line.frame == frame]) for frame in frames}
    group: list[Printed] = []
    for line in lines:
        if group and not _belongs(group[-1], line, columns, heads):
            yield _joined(group, heads)
            group = []
        group.append(line)
    if group:
        yield _joined(group, heads)


def _belongs(line: Printed, after: Printed, columns: Mapping[Frame, Column], heads: Mapping[Printed, Head]) -> bool:
    if line in heads or after in heads:
        return heads.get(line) == heads.get(after)
    return _goes_on(line, after, columns[after.frame], columns[line.frame])


def _goes_on(line: Printed, after: Printed, now: Column, before: Column) -> bool:
    if line.parted or line.box[2] <= before.right - _SHORT * line.size or _MARK.match(after.text) or _ENTRY.search(line.text):
        return False
    if abs(line.size - after.size) >= 0.12 * line.size:
        return False
    if after.page != line.page or after.frame != line.frame:
        if after.frame != line.frame and not (after.frame[1] and line.frame[1]):
            return False  # a line over all columns
        return after.box[0] < now.left + 0.8 * after.size
    if line.text[-1] in _FULL_STOPS and after.text[-1] not in _CLOSING and after.box[2] < now.right - _SHORT * after.size:
        return False  # a title: a paragraph would end with a stop again
    usual, least = before.steps
    most = min(_AIR * usual, _SOME_AIR * least) if line.text[-1] in _STOPS else _AIR * usual
    near = 0 < after.box[1] - line.box[1] < max(most, 1.1) * line.size
    return near and (after.box[0] < now.left + 0.8 * after.size or _is_aligned(line, after) or _hangs(line, after))


def _hangs(line: Printed, after: Printed) -> bool:
    """Whether a line stands under the words of the one above it, whose mark stands before them alone."""
    indent = (after.box[0] - line.box[0]) / line.size
    return 0 < indent < _HANGS and line.text[-1] not in _STOPS and _MARK.match(line.text) is not None


def _is_aligned(line: Printed, after: Printed) -> bool:
    """Whether two lines begin at one place, or are centred on one."""
    across = abs(after.box[0] - line.box[0]), abs(after.box[0] + after.box[2] - line.box[0] - line.box[2]) / 2
    return min(across) < 0.3 * line.size


def _joined(group: Sequence[Printed], heads: Mapping[Printed, Head]) -> Paragraph:
    text = join([line.text for line in group])
    boxes = [line.box for line in group if line.page == group[0].page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    head = heads.get(group[0])
    sure = min((line.confidence for line in group if line.confidence is not None), default=None)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    return Paragraph(text, box, group[0].page, head[0] if head else None, sure)


def join(lines: Sequence[str]) -> str:
    """Lines as one: a space only between Latin words and digits."""
    text = ""
    for line in lines:
        gap = " " if text and _latin(text[-1]) and _latin(line[:1]) else ""
        text += gap + line
    return text


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def begins(text: str) -> bool:
    """Whether a text begins with a mark of its own."""
    return bool(_MARK.match(text))
