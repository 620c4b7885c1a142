"""Round brackets and book titles in running text: what stands inside them begins no piece."""

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
