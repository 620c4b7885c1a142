"""One look for many words: where any of them stands (`finder`), or which of them a text holds (`Index`).

Looking for each word by itself, or for its head, takes many times as long. What is looked for first is what many words share.
"""

import re
from collections.abc import Collection, Iterable


def parted(words: Collection[str], size: int) -> dict[str, list[str]]:
    """The words by so many characters on end that many of them share: few, each with the words that hold it. What is shorter
    stands under itself."""
    holders: dict[str, set[str]] = {}
    for word in words:
        for part in _parts(word, size):
            holders.setdefault(part, set()).add(word)
    found: dict[str, list[str]] = {}
    left = set(words)
    for part in sorted(holders, key=lambda part: (-len(holders[part]), part)):
        if held := sorted(holders[part] & left):
            found[part] = held
            left.difference_update(held)
    return found


def _parts(word: str, size: int) -> set[str]:
    return {word[at : at + size] for at in range(max(1, len(word) - size + 1))}


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches inside each of the words wherever it stands, and nowhere else: one look for many words.

    It looks for a few characters that the words share, which is many times as fast as looking for each word or its head.
    """
    branches: list[str] = []
    for shared, held in parted(set(words), 1).items():
        parts = (word.partition(shared) for word in held)
        ways = "|".join(f"(?<={re.escape(before + shared)}){re.escape(behind)}" for before, _, behind in parts)
        branches.append(f"{re.escape(shared)}(?:{ways})")
    return re.compile("|".join(branches))


class Index:
    """Many words by two characters that some of them share, and a quick look at which of them a text may hold."""

    __slots__ = ("_held", "_pairs", "_single")

    def __init__(self, words: Collection[str]) -> None:
        self._held = parted(words, 2)
        pairs = [part for part in self._held if len(part) > 1]
        self._pairs = re.compile(f"({_one_of(pair[0] for pair in pairs)})(?=({_one_of(pair[1] for pair in pairs)}))")
        self._single = re.compile(_one_of(part for part in self._held if len(part) == 1))

    def held(self, text: str) -> list[str]:
        """The words that stand in a text."""
        parts = {*self._single.findall(text), *map("".join, self._pairs.findall(text))}
        return [word for part in parts if part in self._held for word in self._held[part] if word in text]


def _one_of(chars: Iterable[str]) -> str:
    """A pattern for one of these characters."""
    return f"[{''.join(map(re.escape, sorted(set(chars))))}]".replace("[]", "(?!)")
