"""Which characters of a text belong to no word. A text is cut into words only where some word stands over one of them."""

from collections.abc import Sequence

from pipeline import lexicon


def alone(words: str, places: Sequence[int]) -> int:
    """How many of the characters at these places stand alone in the likeliest cut of a simplified text into words."""
    if not any(_in_a_word(words, at) for at in places):
        return sum(at < len(words) for at in places)
    lengths = [len(word) for word in lexicon.cut(words) for _ in word]
    return sum(lengths[at] == 1 for at in places if at < len(lengths))


def _in_a_word(words: str, at: int) -> bool:
    """Whether any word of several characters stands over this place."""
    starts = range(max(0, at + 1 - lexicon.LONGEST_WORD), at + 1)
    ends = range(at + 1, at + lexicon.LONGEST_WORD + 1)
    return any(lexicon.frequency(words[a:b]) for a in starts for b in ends if 1 < b - a <= lexicon.LONGEST_WORD)
