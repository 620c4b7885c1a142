"""What the format of a file says of its text: which blocks are headings, how high each is, which numbers are automatic.

Styles are put on by hand and may be wrong, so that they are held against the words. A style that is on statements says
nothing. Levels are believed where marks of one kind have mostly one level, and headings right behind each other nest; where
they are not, nor are headings without a mark. A text page has paragraphs only, and nothing is said of it.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Document
from pipeline.segment.cells.taken import Placed
from pipeline.segment.draft.about import ends_as_title
from pipeline.segment.draft.draft import trim
from pipeline.segment.draft.lines import stopped
from pipeline.segment.labels.label import Label
from pipeline.segment.marks import marks
from pipeline.segment.marks.marks import Mark
from pipeline.text import Span

STYLED = "a heading in the file's format"
"""Why a node is a heading whose number or contents need not say so."""

_LONGEST = 60  # characters of a heading
_STATEMENTS = 0.2  # the share of statements from which on a style is no heading's
_AGREED = 0.8  # the share of marks whose level is that of most of their kind
_EMPTY = 2  # headings with nothing below them that tell nothing


class Heading(NamedTuple):
    """A block that is a heading, all of it. level: from 1, the highest; 0 where it is not believed."""

    span: Span
    level: int = 0


def numbered(document: Document, found: Sequence[Mark]) -> list[Mark]:
    """The marks of the text with the automatic numbers among them, which are no dates, quantities or list commas."""
    text = str(document.text)
    every = {mark.start: mark for mark in found}
    listed = [(block.number, trim(text, *document.place(block))) for block in document.blocks if block.number]
    missed = [
        mark
        for number, (start, end) in listed
        if not (start in every and every[start].end == start + len(number)) and text.startswith(number, start, end)
        if (mark := marks.automatic(text, start, number)) is not None
    ]
    if not missed:
        return list(found)
    taken = {place for mark in missed for place in range(*mark.span)}
    return sorted([*missed, *(m for m in found if taken.isdisjoint(range(*m.span)))], key=lambda mark: mark.start)


def headings(document: Document, found: Iterable[Mark]) -> dict[int, Heading]:
    """The headings that the format names, by place, but for the document's title. found: the marks of the text."""
    styled = [block for block in document.blocks if block.kind == "heading"]
    if not styled:
        return {}
    text = str(document.text)
    placed = [Heading(trim(text, *document.place(block)), block.level or 0) for block in styled]
    statements: dict[int, list[bool]] = defaultdict(list)
    for one in placed:
        statements[one.level].append(_states(text, one.span))
    kept = [
        one
        for one in placed
        if sum(statements[one.level]) <= _STATEMENTS * len(statements[one.level])
        and one.span[0] < one.span[1]
        and not _states(text, one.span)
    ]
    at = {mark.start: mark for mark in found}
    if not _agree(kept, at) or not _nest(text, kept, at):
        kept = [one._replace(level=0) for one in kept if one.span[0] in at]
    elif len({one.level for one in kept}) == 1 and len(_kinds(kept, at)) > 1:
        kept = [one._replace(level=0) for one in kept]
    if kept and _is_title(text, kept[0], kept[1:], at):
        kept = kept[1:]
    return {one.span[0]: one for one in kept}


def believed(headings: dict[int, Heading]) -> set[int]:
    """Where the headings stand whose levels are believed."""
    return {place for place, one in headings.items() if one.level}


def unlabelled(headings: dict[int, Heading], labels: list[Label]) -> list[Label]:
    """The labels that are no heading. A known word alone on its line is one where the format says so, but for evidence."""
    taken = {one.span for one in headings.values() if one.level}
    return [label for label in labels if label.source != "line" or label.evidence or label.span not in taken]


def outside(headings: dict[int, Heading], tables: list[Placed]) -> list[Placed]:
    """The tables without borders that hold no heading: what has one is none."""
    places = sorted(believed(headings))
    return [one for one in tables if bisect_left(places, one.span[0]) == bisect_left(places, one.span[1])]


def _states(text: str, span: Span) -> bool:
    """Whether the words of a block are a statement and no heading."""
    return span[1] - span[0] > _LONGEST or stopped(text[slice(*span)])


def _is_title(text: str, first: Heading, others: list[Heading], at: dict[int, Mark]) -> bool:
    """Whether the first heading opens the text and names the whole of it: alone of its level and above all others, or by its
    words, or with nothing of its own before the next that is as high.
    """
    if first.span[0] in at or text[: first.span[0]].strip() or any(one.level < first.level for one in others):
        return False
    alone = all(one.level > first.level for one in others)
    empty = bool(others) and others[0].level == first.level and not text[first.span[1] : others[0].span[0]].strip()
    return alone or empty or ends_as_title(text[slice(*first.span)])


def _kinds(kept: list[Heading], at: dict[int, Mark]) -> dict[tuple[str, int], Counter[int]]:
    """How often the marks of each kind that headings begin with have each level."""
    levels: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for one in kept:
        if (mark := at.get(one.span[0])) is not None:
            levels[mark.style, len(mark.value)][one.level] += 1
    return levels


def _agree(kept: list[Heading], at: dict[int, Mark]) -> bool:
    """Whether marks of one kind have mostly the same level."""
    levels = _kinds(kept, at)
    agreed = sum(max(count.values()) for count in levels.values())
    return agreed >= _AGREED * sum(count.total() for count in levels.values())


def _nest(text: str, kept: list[Heading], at: dict[int, Mark]) -> bool:
    """Whether of headings right behind each other the second is mostly the lower, as far as no numbers say what they are."""
    close = [
        below.level > above.level
        for above, below in pairwise(kept)
        if not (above.span[0] in at and below.span[0] in at) and not text[above.span[1] : below.span[0]].strip()
    ]
    return len(close) - sum(close) < max(_EMPTY, len(close) / 3)
