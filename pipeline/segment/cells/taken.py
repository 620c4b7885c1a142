"""Where tables stand in a text: each with its place and its tree, in order, none over another."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.segment.cells.upheld import upheld
from pipeline.segment.draft.draft import Draft
from pipeline.text import Span


@dataclass(slots=True)
class Placed:
    """A table's place and its tree."""

    span: Span
    drafts: list[Draft]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Taken:
    """Tables in order of place; none overlaps another, and each keeps what a tree promises."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.placed: list[Placed] = []

    def holds(self, span: Span) -> bool:
        """Whether some table overlaps a span."""
        at = bisect_left(self.placed, span[1], key=lambda placed: placed.span[0])
        return at > 0 and self.placed[at - 1].span[1] > span[0]

    def add(self, more: Iterable[Placed]) -> None:
        """Adds what overlaps nothing that was found before."""
        for placed in more:
            if not self.holds(placed.span) and upheld(self.text, placed.drafts):
                insort(self.placed, placed, key=lambda one: one.span)
