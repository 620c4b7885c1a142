"""Brackets in running text: what stands inside round ones and book titles begins no piece; what lenticular ones say."""

import re


class Brackets:
    """Whether a place lies inside a round bracket that opened at most 60 characters before on the same line."""

    def __init__(self, text: str) -> None:
        self._signs = [(m.start(), m.group()) for m in re.finditer(r"[(（)）《》\n]", text)]
        self._next = 0
        self._open: list[int] = []

    def open_at(self, place: int) -> bool:
        while self._next < len(self._signs) and self._signs[self._next][0] < place:
            at, sign = self._signs[self._next]
            self._next += 1
            if sign in "(（《":
                self._open.append(at)
            elif sign in ")）》" and self._open:
                self._open.pop()
            elif sign == "\n":
                self._open.clear()
        return bool(self._open) and place - self._open[-1] <= 60  # the last that is open is the nearest


_TAGGED = re.compile(r"^[ \t　]*【([^【】\n]{1,6})】[^\n]+", re.MULTILINE)


def tags(text: str) -> frozenset[str]:
    """Words in lenticular brackets that say what statements are (【熟知】…【熟知】…【了解】…): of lines right behind one
    another two begin with the same, as labels and headings never do.
    """
    found: set[str] = set()
    run: list[str] = []
    end = -1
    for match in _TAGGED.finditer(text):
        if match.start() != end + 1:
            run = []
        run.append(match[1])
        if len(set(run)) < len(run):
            found |= {*run}
        end = match.end()
    return frozenset(found)
