"""Where a text is the same as itself so many characters further on: what stands twice, all of it found in a few passes.

The first bytes of all characters are one long number, the second ones another. Where the text is the same as itself moved on,
their differences have a zero, and zeros are soon found. That costs a few operations a character, whatever the text holds.
"""

import re
from functools import lru_cache


class Moved:
    """A text that can be held against itself."""

    def __init__(self, text: str) -> None:
        width, data = 2, text.encode("utf-16-le", "surrogatepass")
        if len(data) != width * len(text):
            width, data = 4, text.encode("utf-32-le", "surrogatepass")
        self._size = len(text)
        self._numbers = [int.from_bytes(data[byte::width], "little") for byte in range(width)]

    def alike(self, apart: int, size: int = 1) -> list[int]:
        """Every offset from which on `size` characters are those that stand `apart` characters further on."""
        different = 0
        for number in self._numbers:
            different |= number ^ (number >> (8 * apart))
        places = different.to_bytes(self._size, "little")
        last = max(0, self._size - apart)  # what comes after is held against nothing
        return [found.start() for found in _zeros(size).finditer(places, 0, last)]


@lru_cache(maxsize=16)
def _zeros(size: int) -> re.Pattern[bytes]:
    """So many zeros on end, wherever they begin."""
    return re.compile(b"\0(?=\0{%d})" % (size - 1))


@lru_cache(maxsize=2)
def moved(text: str) -> Moved:
    """The same for a text that several channels look at, one after the other."""
    return Moved(text)
