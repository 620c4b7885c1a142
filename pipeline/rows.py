"""Which rows of Unicode, of 256 characters each, a text has: one look, whatever signs are asked for.

Searching a text for a few rare signs takes as long as searching it for many; most texts have none of their rows.
"""

from collections.abc import Iterable
from functools import lru_cache


def rows_of(chars: Iterable[str]) -> frozenset[int]:
    """The rows in which characters of the basic plane stand."""
    return frozenset(ord(char) >> 8 for char in chars)


def has_any(text: str, rows: Iterable[int]) -> bool:
    """Whether a text has a character of one of these rows."""
    known = rows_in(text)
    return any(row in known for row in rows)


@lru_cache(maxsize=2)
def rows_in(text: str) -> bytes:
    """The row of each character; texts are asked by several channels, one after the other."""
    return text.encode("utf-16-be", "surrogatepass")[::2]
