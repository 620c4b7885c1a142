"""Which characters of a text belong to no word. Only as much of it is cut into words as hangs together with one of them."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline import lexicon


def alone(words: str, places: Sequence[int]) -> int:
    """How many of the characters at these places stand alone in the likeliest cut of a simplified text into words."""
    return sum(_is_alone(words, at) for at in places if at < len(words))


def _is_alone(words: str, place: int) -> bool:
    """Between two characters over which no word stands every cut goes: what lies beyond has no say."""
    start, end = place, place + 1
    while start and _joined(words, start):
        start -= 1
    while end < len(words) and _joined(words, end):
        end += 1
    if end - start == 1:
        return True
    for word in lexicon.cut(words[start:end]):
        start += len(word)
        if start > place:
            return len(word) == 1
    return True


def _joined(words: str, at: int) -> bool:
    """Whether any word stands over the border before this character."""
    longest = lexicon.LONGEST_WORD
    return _meet(words[max(0, at + 1 - longest) : at], words[at : at + longest - 1])


@lru_cache(maxsize=5_000)
def _meet(left: str, right: str) -> bool:
    """Whether the end of one text and the beginning of the other make a word; many readings have the same before and behind."""
    known, longest = lexicon.words(), lexicon.LONGEST_WORD
    for start in range(len(left)):
        for size in range(1, min(len(right), longest - len(left) + start) + 1):
            if left[start:] + right[:size] in known:
                return True
    return False
