"""Where lines ended in a text that came as one line, told by what the document repeats.

No line is put in by the look of one place alone. Levels that count up behind one another, or again and again, begin lines
(series); words that come back behind stops or before bullets, in one order in every block, are titles on lines of their own
(cycles); what the blocks of a form have in common are its labels (aligned); words, letters and codes that count on begin lines
(wordcounts). What is not told so stays together.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from pipeline.segment.layout import aligned, chapters, cycles, series, spacedrows, wordcounts
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks.brackets import Brackets
from pipeline.segment.marks.marks import BULLETS
from pipeline.segment.words import recurring
from pipeline.text import Span

_SENTENCE = re.compile(r"[。！](?=[^。！）)”\n])")
_LISTED = re.compile(rf"[{BULLETS}①⑴]|[1一][、.．)）](?!\d)|[(（][1一][)）]")
_MARKED = re.compile(
    r"(?:[\d一二三四五六七八九十a-z][、.．)）]|[①-⑳]|[。；;\n]\d)$"
)  # right before a label that a mark stands before already
LONG = 100  # characters of a line that may be several: some sentences, as the shortest documents have


def find(text: str, names: Names) -> list[int]:
    """The places where lines began, in order; those of lines that are there are left out."""
    return with_gaps(text, names)[0]


def with_gaps(text: str, names: Names) -> tuple[list[int], list[int]]:
    """The places where lines began, none inside a bracket, and the spaces between the cells of rows."""
    found: set[int] = set()
    gaps: list[int] = []
    for span in _long(text):
        rows = spacedrows.find(text, span, names)
        gaps += rows.gaps
        leveled = series.outside(series.find(text, span, names), rows.spans)
        sure = [level.start for one in leveled if series.headed(text, one, set()) for level in one.levels]
        titles = cycles.find(text, span, sorted(sure))
        counted = wordcounts.find(text, span)
        forms = _forms(text, span, rows.spans, [*(one.heads for one in counted), wordcounts.divisions(text, span)])
        parted = sorted({*forms, *_parted(text, span, [*rows.spans, *forms], names)})
        gaps += [end for _, end in parted if text[end] in " 　"]
        starts = {*(title[0] for title in titles), *(start for start, _ in parted)}
        leveled = [one for one in leveled if series.headed(text, one, starts)]
        heads = [level.start for one in leveled for level in one.levels]
        found |= {
            *(_signed(text, place) for place in heads),
            *(start for start, _ in parted),
            *(place for title in titles for place in title),
        }
        found |= {place for one in leveled for place in series.ends(text, one, starts)}
        found |= {
            *_sentences(text, sorted(found), span[1]),
            *rows.begins,
            *chapters.find(text, span),
            *wordcounts.lettered(text, span),
            *wordcounts.coded(text, span),
            *(place for one in counted if one.sure for place in (*one.heads, *one.titles)),
            *(end for _, end in forms if text[end : end + 1] not in " 　:："),
        }
        found |= {*wordcounts.sorts(text, span, found)}
    if not found:
        return [], gaps
    brackets = Brackets(text)
    return [place for place in sorted(found) if not brackets.open_at(place)], gaps


def _forms(text: str, span: Span, tables: list[Span], blocks: list[list[int]]) -> list[Span]:
    """The labels of forms that blocks of the text print, outside tables."""
    found = {label for heads in blocks for label in aligned.find(text, heads, span[1])}
    free = [one for one in found if not any(a <= one[0] < b for a, b in tables)]
    return sorted(one for one in free if not _MARKED.search(text[max(0, one[0] - 3) : one[0]]))


def _parted(text: str, span: Span, tables: list[Span], names: Names) -> list[Span]:
    """The words that head what stands behind them, outside tables; no levels, and no heads of columns that are."""
    found = recurring.parted(text, span)
    free = [one for one in found if not any(a < one[1] and one[0] < b for a, b in tables)]
    return [one for one in free if not (names.regex.fullmatch(text, *one) or _columns(text, one[1] + 1, names))]


def _columns(text: str, place: int, names: Names) -> bool:
    """Whether two levels stand beside each other at a place, as the heads of columns do."""
    first = names.regex.match(text, place)
    end = first.end() if first is not None else place
    return first is not None and names.regex.match(text, end + (text[end : end + 1] in " 　")) is not None


def _signed(text: str, place: int) -> int:
    """Where a head begins, with a sign before it that is no punctuation (◎1阶…)."""
    return place - (unicodedata.category(text[place - 1]) == "So") if place else place


def _sentences(text: str, heads: list[int], end: int) -> set[int]:
    """Where sentences end in blocks between heads that hold no list; behind the last head, as far as other blocks reach."""
    found: set[int] = set()
    longest = max((b - a for a, b in pairwise(heads)), default=0)
    for start, until in pairwise([*heads, min(end, heads[-1] + longest)] if heads else []):
        if not _LISTED.search(text, start, until):
            found |= {match.end() for match in _SENTENCE.finditer(text, start, until)}
    return found


def _long(text: str) -> Iterator[Span]:
    start = 0
    while len(text) - start >= LONG:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start >= LONG:
            yield start, end
        start = end + 1
