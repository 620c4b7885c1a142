"""Parts of records: labels that several pieces hold once each, and none first."""

from collections import Counter

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines

_OFTEN = 3  # pieces that hold a label


class Parts:
    """The labels of one raw tree that are such. The line before one is a heading only where its words come back as well."""

    def __init__(self, text: str, root: Draft) -> None:
        self.text = text
        self._counts: Counter[str] = Counter()
        firsts: set[str] = set()
        for parent in root.parents():
            words = Counter(child.label.words for child in parent.children if child.label is not None)
            firsts |= {*[*words][:1]}
            self._counts.update(one for one, count in words.items() if count == 1 and parent.chosen is not None)
        self._counts = Counter({words: count for words, count in self._counts.items() if words not in firsts})
        self._lines = Counter(text[slice(*line)] for line in lines(text, (0, len(text)))) if self._counts else Counter()

    def part(self, child: Draft) -> bool:
        """Whether a child is such a label."""
        return child.label is not None and self._counts[child.label.words] >= _OFTEN

    def closed(self, child: Draft, before: Draft) -> bool:
        """Whether no heading stands before a child, a label that is not its parent's first."""
        begins = child.label is not None and self.text[child.label.opening - 1 : child.label.opening] == "\n"
        own = lines(self.text, before.own) if begins and self.part(child) else []
        return bool(own) and self._lines[self.text[slice(*own[-1])]] < 2
