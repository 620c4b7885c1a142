"""A text with line breaks put in for reading, and the way back: spans that were read count in the text without them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from pipeline.segment.contents.entries import Contents
from pipeline.segment.draft.about import Preamble
from pipeline.segment.draft.draft import Draft
from pipeline.text import Span

TOLD = "a line that what the text repeats has told"


@dataclass(frozen=True, slots=True)
class Relaid:
    """text: what is read; breaks: the places in it of the line breaks that were put in, in order."""

    text: str
    breaks: tuple[int, ...] = ()

    def back(self, span: Span) -> Span:
        """A span of what was read, in the text without its breaks."""
        return span[0] - bisect_left(self.breaks, span[0]), span[1] - bisect_left(self.breaks, span[1])

    def _one(self, span: Span | None) -> Span | None:
        return None if span is None else self.back(span)

    def drafts(self, drafts: Iterable[Draft]) -> None:
        """Puts the spans of drafts back, and says of those that begin a line what told it."""
        begun = {place + 1 for place in self.breaks}
        for draft in (one for each in drafts for one in each.walk()):
            words = [span[0] for span in (draft.number, draft.title, draft.text) if span is not None]
            if words and min(words) in begun:
                draft.why.append(TOLD)
            draft.own, draft.number = self.back(draft.own), self._one(draft.number)
            draft.title, draft.text = self._one(draft.title), self._one(draft.text)
            draft.cells = None if draft.cells is None else [self.back(cell) for cell in draft.cells]

    def front(self, front: Preamble) -> Preamble:
        """The preamble with its spans put back."""
        entries = [
            msgspec.structs.replace(entry, span=self._one(entry.span), value=entry.value.replace("\n", ""))
            for entry in front.entries
        ]
        label = None if front.label is None else self.back((front.label, front.label))[0]
        return replace(front, title=self._one(front.title), label=label, entries=entries)

    def contents(self, contents: Contents | None) -> Contents | None:
        """The table of contents with its spans put back."""
        if contents is None:
            return None
        entries = tuple(msgspec.structs.replace(entry, span=self.back(entry.span)) for entry in contents.entries)
        return replace(contents, span=self.back(contents.span), heading=self.back(contents.heading), entries=entries)


def broken(text: str, places: Iterable[int]) -> Relaid:
    """A text with a line break before each of some places."""
    inner = sorted({place for place in places if 0 < place < len(text) and "\n" not in text[place - 1 : place + 1]})
    pieces = [text[a:b] for a, b in zip([0, *inner], [*inner, len(text)], strict=True)]
    return Relaid("\n".join(pieces), tuple(place + count for count, place in enumerate(inner)))
