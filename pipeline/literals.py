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


_Opening = tuple[str, ...]
"""The first characters of a match, each written as in a class of characters; "" for any, behind which nothing is told."""
_OPENING = 2
"""Characters that are looked at: of those that begin as matches do most go on otherwise."""


@lru_cache(maxsize=128)
def _heads(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """Where a match may begin, by its first two characters; None where the pattern does not say."""
    openings = set() if pattern.flags & re.IGNORECASE else _openings(parser.parse(pattern.pattern, pattern.flags))
    if not openings or any(opening[:1] in ((), ("",)) for opening in openings):
        return None
    first = _one_of(opening[0] for opening in openings)
    told = all(len(opening) == _OPENING and opening[1] for opening in openings)
    return re.compile(f"{first}(?={_one_of(opening[1] for opening in openings)})" if told else first)


def _one_of(parts: Iterable[str]) -> str:
    return f"[{''.join(sorted(set(parts)))}]"


def _openings(parsed: Iterable[Any]) -> set[_Opening]:
    """How a sequence may begin; what may be shorter is spelled to its end."""
    found: set[_Opening] = {()}
    for code, argument in parsed:
        if code not in {op.ASSERT, op.ASSERT_NOT, op.AT}:  # these take nothing
            found = _followed(found, _opened(code, argument))
        if all(map(_is_whole, found)):
            break
    return found


def _followed(found: set[_Opening], more: set[_Opening]) -> set[_Opening]:
    return {one if _is_whole(one) else (one + behind)[:_OPENING] for one in found for behind in more}


def _is_whole(opening: _Opening) -> bool:
    return len(opening) == _OPENING or opening[-1:] == ("",)


def _opened(code: Any, argument: Any) -> set[_Opening]:
    """How one part may begin."""
    if code is op.LITERAL:
        return {(re.escape(chr(argument)),)}
    if code is op.IN:
        parts = {_class(kind, value) for kind, value in argument}
        return {("",)} if "" in parts else {(part,) for part in parts}
    if code in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        least, most, repeated = argument
        inner, ways = _openings(repeated), list[set[_Opening]]([{()}])
        for _ in range(min(most, _OPENING)):
            ways.append(_followed(ways[-1], inner))
        return set[_Opening]().union(*ways[min(least, _OPENING) :])
    if code is op.SUBPATTERN:
        return {("",)} if argument[1] else _openings(argument[3])
    if code is op.ATOMIC_GROUP:
        return _openings(argument)
    if code is op.BRANCH:
        return set[_Opening]().union(*map(_openings, argument[1]))
    return {("",)}


def _class(kind: Any, value: Any) -> str:
    """A part of a class of characters as it is written; "" for what leaves characters out."""
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s"}.get(value, "") if kind is op.CATEGORY else ""
