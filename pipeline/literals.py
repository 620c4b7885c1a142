"""Words that every match of a pattern holds, read from the pattern itself: a text without any of them need not be searched.

Looking for a word is many times as fast as trying a pattern at every character. What cannot be told (a class of characters, a
part that may be missing, letters of either case) gives none, and the pattern is searched as ever.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 40
"""So many words at most: trying more takes as long as the pattern."""


def literals(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Words of which one stands in whatever `pattern` matches; none where it does not say."""
    return tuple(sorted(_best(parser.parse(pattern.pattern, pattern.flags), bool(pattern.flags & re.IGNORECASE))))


def longest(pattern: re.Pattern[str]) -> int:
    """Characters of the longest text that `pattern` matches; a very large number where there is no bound."""
    return int(parser.parse(pattern.pattern, pattern.flags).getwidth()[1])


def _best(parsed: Iterable[Any], either: bool = False) -> frozenset[str]:
    """Of the words that the parts of a sequence need the most telling: the longest, then the fewest. either: letters stand for
    both cases, so that they tell nothing."""
    found: list[frozenset[str]] = []
    run = ""
    for code, argument in parsed:
        if code is op.LITERAL and not (either and _has_case(argument)):
            run += chr(argument)
            continue
        found.append(frozenset([run] if run else ()))
        found.append(_needed(code, argument, either))
        run = ""
    found.append(frozenset([run] if run else ()))
    return max(found, key=lambda words: (min(map(len, words), default=0), -len(words)))


def _has_case(char: int) -> bool:
    return chr(char).lower() != chr(char).upper()


def _needed(code: Any, argument: Any, either: bool) -> frozenset[str]:
    """The words that one part needs."""
    if code is op.SUBPATTERN:
        return _best(argument[3], either or bool(argument[1] & re.IGNORECASE))
    if code in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _best(argument[2], either) if argument[0] else frozenset()
    if code is op.ATOMIC_GROUP:
        return _best(argument, either)
    if code is op.BRANCH:
        branches = [_best(branch, either) for branch in argument[1]]
        words = frozenset[str]().union(*branches)
        return words if all(branches) and len(words) <= _MOST else frozenset()
    if code is op.IN and all(kind is op.LITERAL for kind, _ in argument) and len(argument) <= _MOST:
        return (
            frozenset()
            if either and any(_has_case(char) for _, char in argument)
            else frozenset(chr(char) for _, char in argument)
        )
    return frozenset()


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches inside each of the words wherever it stands, and nowhere else: one look for many words.

    It looks for a few characters that the words share, which is many times as fast as looking for each word or its head.
    """
    left = set(words)
    branches: list[str] = []
    while left:
        counts = Counter(char for word in left for char in set(word))
        shared = min(counts, key=lambda char: (-counts[char], char))
        held = sorted(word for word in left if shared in word)
        parts = (word.partition(shared) for word in held)
        ways = "|".join(f"(?<={re.escape(before + shared)}){re.escape(behind)}" for before, _, behind in parts)
        branches.append(f"{re.escape(shared)}(?:{ways})")
        left.difference_update(held)
    return re.compile("|".join(branches))


class Scanner:
    """A pattern that is tried only where its matches can begin: where one of few characters stands that open them all.

    What it finds is what the pattern finds. Where the pattern does not say how its matches begin, it is searched as ever.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.heads = _heads(pattern)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in text[start:end], in order; none overlaps another."""
        if self.heads is None:
            yield from self.pattern.finditer(text, start, end)
            return
        free = start
        match = self.pattern.match
        for head in self.heads.finditer(text, start, end):
            if head.start() >= free and (found := match(text, head.start(), end)) is not None:
                yield found
                free = found.end()


@lru_cache(maxsize=128)
def _heads(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """The characters of which one opens every match; None where the pattern does not say."""
    openers = _openers(parser.parse(pattern.pattern, pattern.flags)) if not pattern.flags & re.IGNORECASE else None
    return re.compile(f"[{''.join(sorted(openers))}]") if openers else None


def _openers(parsed: Iterable[Any]) -> frozenset[str] | None:
    """The characters that a sequence may begin with, written as in a class of characters; None where it may begin with any.

    A sequence that may be empty begins with what follows it.
    """
    found: frozenset[str] = frozenset()
    for code, argument in parsed:
        if code in {op.ASSERT, op.ASSERT_NOT, op.AT}:
            continue  # it takes nothing: what follows opens
        opened = _opened(code, argument)
        if opened is None:
            return None
        found |= opened[0]
        if not opened[1]:
            return found
    return None


def _opened(code: Any, argument: Any) -> tuple[frozenset[str], bool] | None:
    """The characters that one part may begin with, and whether it may be empty; None where it may begin with any."""
    if code is op.LITERAL:
        return frozenset((re.escape(chr(argument)),)), False
    if code is op.IN:
        parts = [_class(kind, value) for kind, value in argument]
        return (frozenset(part for part in parts if part), False) if all(parts) else None
    if code in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        inner = _openers(argument[2])
        return (inner, argument[0] == 0) if inner is not None else None
    if code in {op.SUBPATTERN, op.ATOMIC_GROUP}:
        inner = _openers(argument[3] if code is op.SUBPATTERN else argument)
        return (inner, False) if inner is not None and not (code is op.SUBPATTERN and argument[1]) else None
    if code is op.BRANCH:
        branches = [_openers(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset[str]().union(*(branch for branch in branches if branch is not None)), False
    return None


def _class(kind: Any, value: Any) -> str:
    """A part of a class of characters as it is written; "" for what leaves characters out."""
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s"}.get(value, "") if kind is op.CATEGORY else ""
