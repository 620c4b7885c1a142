"""Statements that recur with like words, found among very many.

An index of the groups of three characters that the questions hold, and of no others; each question reads its rarest groups
first and stops at a number of places. What one question costs so depends on how many statements share its rarest words, not on
how many there are. Equal words are kept once, with every place where they stand.
"""

from collections.abc import Iterable, Sequence

SIMILAR = 0.8
"""From here on two statements are the same in other words: the share of characters that need no edit, over both of them."""
LEAST = 8
"""Characters below which a statement says too little: 签字确认 recurs everywhere."""
_GRAM = 3
_READ = 1000  # places read for a question; of statements that share so much with so many, the first in order


class Recurring:
    """Statements by their words: `like` gives those that are like the words of a question."""

    def __init__(self, questions: Iterable[str], texts: Iterable[str]) -> None:
        """questions: every text that will be asked for; texts: what is looked through, without equal ones, in a fixed order."""
        self._texts = [text for text in texts if len(text) >= LEAST]
        wanted = set[str]().union(*map(_grams, questions))
        self._places: dict[str, list[int]] = {}
        for index, text in enumerate(self._texts):
            for gram in _grams(text) & wanted:
                self._places.setdefault(gram, []).append(index)

    def like(self, words: str) -> list[tuple[str, float]]:
        """The texts that are like the words, each with its similarity from SIMILAR to 1; the likest first, then as given."""
        from rapidfuzz import fuzz, process

        near = self._near(words)
        found = process.extract(words, near, scorer=fuzz.ratio, score_cutoff=100 * SIMILAR, limit=None)
        return [(text, score / 100) for text, score, _ in sorted(found, key=lambda one: (-one[1], one[2]))]

    def _near(self, words: str) -> Sequence[str]:
        """Texts that share a rare group of characters with the words and are about as long."""
        if len(words) < LEAST:
            return []
        grams = sorted(_grams(words) & self._places.keys(), key=lambda gram: (len(self._places[gram]), gram))
        read, near = 0, set[int]()
        for gram in grams:
            places = self._places[gram][: _READ - read]
            near.update(places)
            read += len(places)
            if read >= _READ:
                break
        least, most = SIMILAR / (2 - SIMILAR) * len(words), (2 - SIMILAR) / SIMILAR * len(words)
        return [text for index in sorted(near) if least <= len(text := self._texts[index]) <= most]


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
