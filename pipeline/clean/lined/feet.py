"""Feet and heads of printed pages on lines of their own that say no word of pages: 3/12, a bare 3, the title once more.

Part of the channel layout. Evidence: the numbers count one by one from the first page on, one to a page, and with one count
of pages behind the stroke or with pages of one length; the rows of a table are counted in fewer lines than a page has. A
running head is what stands beside most page numbers, always on the same side of them; its first copy may be the title and
stays, unless it stands there twice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Edit, Span

FEWEST, SHORTEST, UNEVEN = 3, 18, 3
"""Pages that bare numbers must count; lines of the shortest page; lines by which pages of one length may differ."""
STROKES = 8
"""Lines of the shortest page where the count of pages stands behind each number."""
MOST = 0.6
"""Share of the page numbers beside which a running head must stand."""
LONGEST = 60
"""Characters of a running head."""
SURE = 0.97
"""Share of these taken to be right."""

_LINE = re.compile(r"[^\n]+")
_STROKE = re.compile(r"[ \u3000]*(\d{1,4}) ?[/／] ?(\d{1,4})[ \u3000]*")
_NUMBER = re.compile(r"\n[ \u3000]*+\d{1,4}+(?: ?[/／] ?\d{1,4})?[ \u3000]*+(?=\n|\Z)")  # either of these alone on a line
_BARE = re.compile(r"[ \u3000]*(\d{1,4})[ \u3000]*")
_FIGURES = re.compile(r"[\d\s./:：%-]*")


class _Line(NamedTuple):
    start: int
    end: int
    words: str


def feet_edits(text: str, others: Iterable[Span]) -> list[Edit]:
    """Edits that take such lines out, in order.

    others: spans of page numbers that were found already; running heads are looked for beside those on lines of their own too.
    """
    others = list(others)
    if text.count("\n") < SHORTEST or not (others or _may_count(text)):
        return []
    lines = [_Line(match.start(), match.end(), match[0]) for match in _LINE.finditer(text) if match[0].strip()]
    at = {line.start: index for index, line in enumerate(lines)}
    feet = _strokes(lines) or _bare(lines)
    known = {at[start] for start, end in others if start in at and lines[at[start]].end <= end}
    known |= {at[start + 1] for start, end in others if start + 1 in at and lines[at[start + 1]].end <= end}
    heads = _heads(lines, sorted({*feet, *known}))
    rules = {**dict.fromkeys(heads, "running-head"), **dict.fromkeys(feet, "page-alone")}
    return [_edit(text, lines[index], rules[index]) for index in sorted(rules)]


def _may_count(text: str) -> bool:
    """Whether numbers stand alone on lines that may be those of pages: one with a stroke, or 1, 2 and 3."""
    alone = [*_NUMBER.findall("\n" + text[: text.find("\n")]), *_NUMBER.findall(text)]
    return any("/" in one or "／" in one for one in alone) or {1, 2, 3} <= {int(one) for one in alone}


def _edit(text: str, line: _Line, rule: str) -> Edit:
    start, end = (line.start, line.end + 1) if line.end < len(text) else (max(0, line.start - 1), line.end)
    return Edit(
        start=start, end=end, old=text[start:end], new="", rule=f"layout.{rule}", certainty="probable", confidence=SURE
    )  # fmt: skip


def _strokes(lines: Sequence[_Line]) -> list[int]:
    """The lines 1/m, 2/m … of one m, where nothing else of this kind stands alone on a line and they count the pages."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _STROKE.fullmatch(line.words))]
    numbers, totals = [int(match[1]) for _, match in found], {int(match[2]) for _, match in found}
    places = [index for index, _ in found]
    counted = len(totals) == 1 and _counts(numbers) and (len(found) >= FEWEST or numbers[-1] in totals) and len(found) > 1
    ended = bool(places) and places[-1] == len(lines) - 1  # the last page may be short
    pages = [b - a for a, b in pairwise(places[:-1] if ended else places)]
    return places if counted and all(page >= STROKES for page in pages) else []


def _counts(numbers: Sequence[int]) -> bool:
    return bool(numbers) and numbers[0] <= 2 and all(b == a + 1 for a, b in pairwise(numbers))


def _bare(lines: Sequence[_Line]) -> list[int]:
    """The lines that hold the numbers of pages of one length: the longest row 1, 2, 3 … at one distance."""
    places: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if match := _BARE.fullmatch(line.words):
            places.setdefault(int(match[1]), []).append(index)
    best: list[int] = []
    for first in places.get(1, ()):
        for second in places.get(2, ()):
            row = _row(places, first, second) if second - first >= SHORTEST else []
            best = max(best, row, key=len)
    last = len(lines) - 1
    if best and last > best[-1] and last in places.get(len(best) + 1, ()):
        best = [*best, last]  # the last page may be short
    whole = best and len(lines) - best[-1] <= best[1] - best[0] + UNEVEN and best[0] <= best[1] - best[0] + UNEVEN
    return best if whole and len(best) >= FEWEST else []


def _row(places: dict[int, list[int]], first: int, second: int) -> list[int]:
    row, page = [first, second], second - first
    while True:
        due = row[-1] + page
        near = [index for index in places.get(len(row) + 1, ()) if abs(index - due) <= UNEVEN]
        if not near:
            return row
        row.append(min(near, key=lambda index: abs(index - due)))


def _heads(lines: Sequence[_Line], feet: Sequence[int]) -> list[int]:
    """The lines beside page numbers that are all alike, and the first copy where another follows it."""
    if len(feet) < 2:
        return []
    for side in (1, -1):
        beside = [index + side for index in feet if 0 <= index + side < len(lines)]
        alike = Counter(lines[index].words for index in beside if _may_be_head(lines[index].words))
        words, count = alike.most_common(1)[0] if alike else ("", 0)
        if count >= max(2, MOST * len(beside)):
            return sorted({*(index for index in beside if lines[index].words == words), *_first(lines, words)})
    return []


def _first(lines: Sequence[_Line], words: str) -> Iterator[int]:
    if len(lines) > 1 and lines[0].words == lines[1].words == words:
        yield 0


def _may_be_head(words: str) -> bool:
    return 3 <= len(words) <= LONGEST and not _FIGURES.fullmatch(words) and words[-1] not in "。;；"
