"""Drafts: the tree in the making. A draft's words are spans of the text: nothing can be lost or invented on the way."""

from collections.abc import Callable, Iterator

import msgspec

from pipeline.segment.labels.label import Label
from pipeline.segment.outline.outline import Chosen
from pipeline.text import Span


class Draft(msgspec.Struct, eq=False, gc=False):
    """A node in the making. own: from behind the mark or label to the next event; number, title, text: parts of it.

    table: the tree of a table that stands here. cells: of a table row, what its text consists of; a space goes between them.
    named: the title of a derived draft, which has no words here. kind is "" until it is decided. chosen: the mark it
    stands on, of this style; label: the label; heading: its title is surely a title.
    """

    own: Span
    kind: str = ""
    number: Span | None = None
    title: Span | None = None
    text: Span | None = None
    chosen: Chosen | None = None
    label: Label | None = None
    heading: bool = False
    level: str | None = None
    rank: int | None = None
    score: float | None = None
    weight: float | None = None
    role: str | None = None
    status: str | None = None
    derived: bool = False
    named: str | None = None
    confidence: float = 1.0
    why: list[str] = []
    children: list["Draft"] = []
    table: list["Draft"] | None = None
    cells: list[Span] | None = None
    style: str = ""

    def __post_init__(self) -> None:
        if self.chosen is not None:
            self.style = self.chosen.style

    def walk(self) -> Iterator["Draft"]:
        """The draft and all below it, in document order."""
        found = [self]
        _gather(self, found)
        return iter(found)

    def parents(self) -> Iterator["Draft"]:
        """Of the draft and all below it those that have something right below them, in document order: a third of a tree."""
        found: list[Draft] = []
        if self.children:
            _gather_parents(self, found)
        return iter(found)

    def above(self) -> dict[int, "Draft"]:
        """What each draft below this one stands in, by its identity."""
        return {id(child): parent for parent in self.parents() for child in parent.children}

    def last(self) -> "Draft":
        """The last draft of the subtree in document order."""
        draft = self
        while draft.children:
            draft = draft.children[-1]
        return draft


def _gather(draft: Draft, found: list[Draft]) -> None:
    """Adds all below a draft: trees are walked some forty times a document, so without a step of its own for a leaf."""
    for child in draft.children:
        found.append(child)
        if child.children:
            _gather(child, found)


def _gather_parents(draft: Draft, found: list[Draft]) -> None:
    found.append(draft)
    for child in draft.children:
        if child.children:
            _gather_parents(child, found)


def trim(text: str, start: int, end: int, extra: str = "") -> Span:
    """The span without white space (and `extra` signs) at its ends."""
    drop = " \t　\n\xa0" + extra
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return start, end


def cut(draft: Draft, begins: Callable[[Draft], bool]) -> list[Draft]:
    """Takes the first draft below another of which something is so, and all that follows it there, away; else []."""
    for k, child in enumerate(draft.children):
        if begins(child):
            taken, draft.children = draft.children[k:], draft.children[:k]
            return taken
        if inner := cut(child, begins):
            taken, draft.children = [*inner, *draft.children[k + 1 :]], draft.children[: k + 1]
            return taken
    return []
