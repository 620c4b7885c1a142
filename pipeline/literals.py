"""Words that every match of a pattern holds, read from the pattern itself: a text without any of them need not be searched.

Looking for a word is many times as fast as trying a pattern at every character. What cannot be told (a class of characters, a
part that may be missing, letters of either case) gives none, and the pattern is searched as ever.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 40
"""So many words at most: trying more takes as long as the pattern."""
_SETS = 3
"""Sets of words that are asked for: what has one of each is nearly always a match."""
_NOTHING = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})
"""Parts that take no characters: what stands on both sides of them stands side by side."""
_HEADS = [(op.AT, op.AT_BEGINNING), (op.AT, op.AT_BEGINNING_STRING)]
_ALIKE = "\u0131\u017f\u212a\u0130\u212b"
"""Letters that the `re` module takes for ASCII ones (ı ſ K İ Å) where case does not matter."""


def literals(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Words of which one stands in whatever `pattern` matches; none where it does not say."""
    first = [way[0] for way in ways(pattern)]
    words = _least(frozenset[str]().union(*first))
    return tuple(sorted(words)) if len(words) <= _MOST else ()


def ways(pattern: re.Pattern[str]) -> tuple[tuple[frozenset[str], ...], ...]:
    """The ways in which a text may match, one of them at least; none where the pattern does not say.

    Of each: sets of words, of each of which one stands in the text, the most telling set first.
    """
    either = bool(pattern.flags & re.IGNORECASE)
    each = _branches(parser.parse(pattern.pattern, pattern.flags), either)
    found = [tuple(sorted(sets, key=_telling)[:_SETS]) for sets in each]
    return tuple(dict.fromkeys(found)) if all(found) else ()


@lru_cache(maxsize=128)
def longest(pattern: re.Pattern[str]) -> int:
    """Characters of the longest text that `pattern` matches; a very large number where there is no bound."""
    return int(parser.parse(pattern.pattern, pattern.flags).getwidth()[1])


def may_match(text: str, known: Iterable[Iterable[Iterable[str]]]) -> bool:
    """Whether a text holds the words of one of these ways (`ways`), where any are known."""
    some = False
    for way in known:
        if has_all(text, way):
            return True
        some = True
    return not some


def has_all(text: str, sets: Iterable[Iterable[str]]) -> bool:
    """Whether one word of each set stands in a text."""
    for words in sets:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def at_head(pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` matches nowhere but at the head of a text."""
    first = next(iter(parser.parse(pattern.pattern, pattern.flags)), None)
    return first in _HEADS and not pattern.flags & re.MULTILINE


def _telling(words: frozenset[str]) -> tuple[Any, ...]:
    """The longer the words and the fewer they are, the more it says that one stands there."""
    return -min(map(len, words)), len(words), sorted(words)


def _branches(parsed: Iterable[Any], either: bool) -> Iterator[list[frozenset[str]]]:
    """What each of the ways through a pattern needs, where it is nothing but a choice of ways."""
    items = [item for item in parsed if item[0] not in _NOTHING]
    if len(items) == 1 and items[0][0] is op.BRANCH:
        for branch in items[0][1][1]:
            yield from _branches(branch, either)
    elif len(items) == 1 and items[0][0] is op.SUBPATTERN:
        yield from _branches(items[0][1][3], either or bool(items[0][1][1] & re.IGNORECASE))
    else:
        yield _sets(items, either)


def _sets(parsed: Iterable[Any], either: bool) -> list[frozenset[str]]:
    """The sets of words that a sequence needs: each what stands side by side in it, as far as that is known to the letter."""
    found: list[frozenset[str]] = []
    run = frozenset([""])
    for code, argument in parsed:
        if code in _NOTHING:
            continue
        exact = _exactly(code, argument, either)
        if exact is not None and len(longer := frozenset(one + other for one in run for other in exact)) <= _MOST:
            run = longer
            continue
        found.append(run)
        run = exact or frozenset([""])
        if exact is None:
            found += _needed(code, argument, either)
    return [_least(words) for words in (*found, run) if "" not in words]


def _least(words: frozenset[str]) -> frozenset[str]:
    """The words that hold none of the others."""
    return frozenset(word for word in words if not any(other in word for other in words if other != word))


def _exactly(code: Any, argument: Any, either: bool) -> frozenset[str] | None:
    """All that one part may match, where these are few words; None where they are not, or not known."""
    if code is op.LITERAL:
        return _cases(argument) if either else frozenset([chr(argument)])
    if code is op.IN:
        return _joined([_exactly(kind, value, either) for kind, value in argument])
    if code is op.RANGE and not either and argument[1] - argument[0] < _MOST:
        return frozenset(map(chr, range(argument[0], argument[1] + 1)))
    if code is op.BRANCH:
        return _joined([_together(branch, either) for branch in argument[1]])
    if code is op.SUBPATTERN:
        return _together(argument[3], either or bool(argument[1] & re.IGNORECASE))
    if code is op.MAX_REPEAT and argument[:2] == (0, 1):
        return _joined([frozenset([""]), _together(argument[2], either)])
    return None


def _joined(each: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [words for words in each if words is not None]
    words = frozenset[str]().union(*known)
    return words if len(known) == len(each) and len(words) <= _MOST else None


def _together(parsed: Iterable[Any], either: bool) -> frozenset[str] | None:
    """All that a sequence may match, where these are few words."""
    words = frozenset([""])
    for code, argument in parsed:
        exact = None if code in _NOTHING else _exactly(code, argument, either)
        if exact is None or len(words) * len(exact) > _MOST:
            return None
        words = frozenset(one + other for one in words for other in exact)
    return words


@cache
def _cases(char: int) -> frozenset[str] | None:
    """The characters that a letter of either case stands for: few are ASCII letters in a few other scripts."""
    near = {char, *map(ord, chr(char).lower() + chr(char).upper() + _ALIKE)}
    pattern = re.compile(re.escape(chr(char)), re.IGNORECASE)
    return frozenset(chr(code) for code in near if pattern.fullmatch(chr(code))) if char < 0x80 or _is_plain(char) else None


def _is_plain(char: int) -> bool:
    """Whether a character has no cases."""
    return chr(char).lower() == chr(char).upper() == chr(char)


def _needed(code: Any, argument: Any, either: bool) -> list[frozenset[str]]:
    """The sets of words that one part needs."""
    if code is op.SUBPATTERN:
        return _sets(argument[3], either or bool(argument[1] & re.IGNORECASE))
    if code in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _sets(argument[2], either) if argument[0] else []
    if code is op.ATOMIC_GROUP:
        return _sets(argument, either)
    if code is op.BRANCH:
        branches = [min(_sets(branch, either), key=_telling, default=None) for branch in argument[1]]
        known = [words for words in branches if words is not None]
        words = _least(frozenset[str]().union(*known))
        return [words] if len(known) == len(branches) and len(words) <= _MOST else []
    return []


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

    def within(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """Every match inside one of some spans, which are in order and do not overlap."""
        if self.heads is None or not spans:
            for span in spans:
                yield from self.pattern.finditer(text, *span)
            return
        left = iter(spans)
        free, end = next(left)
        match = self.pattern.match
        for head in self.heads.finditer(text, free, spans[-1][1]):
            start = head.start()
            while start >= end:
                free, end = next(left)
            if start >= free and (found := match(text, start, end)) is not None:
                yield found
                free = found.end()


_Opening = tuple[str, ...]
"""The first characters of a match, each written as in a class of characters; "" for any, behind which nothing is told."""
_OPENING = 3
"""Characters that are looked at: of those that begin as matches do most go on otherwise."""


@lru_cache(maxsize=128)
def _heads(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """Where a match may begin, by its first three characters; None where the pattern does not say."""
    openings = set() if pattern.flags & re.IGNORECASE else _openings(parser.parse(pattern.pattern, pattern.flags))
    if not openings or any(opening[:1] in ((), ("",)) for opening in openings):
        return None
    told = min(len(opening) - (opening[-1] == "") for opening in openings)
    first, *others = (_one_of(opening[at] for opening in openings) for at in range(told))
    return re.compile(f"{first}(?={''.join(others)})" if others else first)


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
