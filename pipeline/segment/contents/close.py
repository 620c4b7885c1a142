"""Words found in a text whatever white space is in them: a line may break anywhere, and contents are set with spaces."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.text import Span


class Close:
    """A text from a place on without its white space, and where that stood."""

    def __init__(self, text: str, start: int) -> None:
        self._start = start
        self._gaps, self._gone = [0], [0]  # where white space stood, and how much of it up to there
        for gap in re.finditer(r"\s+", text[start:]):
            self._gaps.append(gap.start() - self._gone[-1])
            self._gone.append(self._gone[-1] + len(gap.group()))
        self._text = re.sub(r"\s+", "", text[start:])

    def places(self, words: str) -> Iterator[Span]:
        """Where words stand, whatever white space is in them; none overlaps the one before."""
        close = re.sub(r"\s+", "", words)
        at = self._text.find(close) if close else -1
        while at >= 0:
            yield self._place(at), self._place(at + len(close) - 1) + 1
            at = self._text.find(close, at + len(close))

    def _place(self, at: int) -> int:
        return self._start + at + self._gone[bisect_right(self._gaps, at) - 1]
