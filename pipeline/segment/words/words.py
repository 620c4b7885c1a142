"""Words and their tags for the segmenter: one thin door to the tagger, loaded when first asked."""

from functools import lru_cache

import msgspec


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a text: [start, end) and its part of speech (ICTCLAS tags: n, v, vn, d, p …)."""

    start: int
    end: int
    text: str
    tag: str


def tagged(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end], with offsets in `text`."""
    words: list[Word] = []
    at = start
    for word, tag in _tag(text[start:end]):
        words.append(Word(at, at + len(word), word, tag))
        at += len(word)
    return words


@lru_cache(maxsize=4096)
def _tag(text: str) -> tuple[tuple[str, str], ...]:
    import rjieba

    return tuple(rjieba.tag(text))
