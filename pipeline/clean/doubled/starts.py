"""Where a run of Word may begin, and how often it does at a place of each kind.

The kinds, likeliest first: the text's head; a new line; after a colon, at it; after a stop; at white space; at a number such
as 1.1; at four characters before a colon, which make a label; at other signs; where digits, letters and Chinese meet;
anywhere. The shares given here are where a document starts from; `Rates.learned` puts in their place what its own best
explanation shows.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Self

from pipeline.clean.doubled.doubles import MOVES, Double, Window, doubles, moves, rewards


class Place(IntEnum):
    """What stands where a run may begin."""

    HEAD = 0
    LINE = 1
    COLON = 2
    AT_COLON = 3
    STOP = 4
    SPACE = 5
    NUMBER = 6
    LABEL = 7
    SIGN = 8
    DIGITS = 9
    LATIN = 10
    HAN = 11
    ANYWHERE = 12


SHARES = (1.0, 0.9, 0.4, 0.3, 0.3, 0.3, 0.4, 0.2, 0.06, 0.2, 0.04, 0.04, 0.0025)
"""How often a run begins at a place of each kind, before the document has been asked."""
TRUST = 4.0
"""So many places of a kind weigh as much as the share given for it."""

_AFTER: Mapping[str, Place] = {
    **dict.fromkeys("\n\t", Place.LINE),
    **dict.fromkeys(":：", Place.COLON),
    **dict.fromkeys(";；。!！?？…", Place.STOP),
}
_OPENING = frozenset("(（[【{<《〈“‘\"'/／-—")
_LIST = frozenset(",，、.")
_LETTERS = "0-9A-Za-z"
_OTHERS = rf"[^\W{_LETTERS}_]"
_DIGITS = re.compile(rf"[0-9](?<={_OTHERS}[0-9])")  # what is looked for first comes first: that is five times as fast
_LATIN = re.compile(rf"[A-Za-z](?<={_OTHERS}[A-Za-z])")
_CHINESE = re.compile(rf"[{_LETTERS}](?={_OTHERS})")
_NUMBER = re.compile(r"[0-9](?<![A-Za-z.][0-9])(?=[0-9]?\.[0-9])")
_LABEL = re.compile(rf"[:：](?<={_OTHERS}{{4}}[:：])")
_SIGN = re.compile(r"\W|_")


def places(text: str) -> dict[int, Place]:
    """Every place of `text` that invites a run to begin; where two kinds meet, the likelier."""
    found: dict[int, Place] = {}
    found.update([(match.end(), Place.HAN) for match in _CHINESE.finditer(text)])
    found.update([(match.start(), Place.LATIN) for match in _LATIN.finditer(text)])
    found.update([(match.start(), Place.DIGITS) for match in _DIGITS.finditer(text)])
    found.update([(match.start() - 4, Place.LABEL) for match in _LABEL.finditer(text)])
    found.update([(match.start(), Place.NUMBER) for match in _NUMBER.finditer(text)])
    for match in _SIGN.finditer(text):
        _sign(found, match.start(), match[0], text)
    found[0] = Place.HEAD
    found.pop(len(text), None)
    return found


@lru_cache(maxsize=5_000)
def _after(char: str) -> Place:
    """The kind of place behind a sign."""
    return _AFTER.get(char) or (Place.SPACE if char.isspace() else Place.SIGN)


def _sign(found: dict[int, Place], at: int, char: str, text: str) -> None:
    """The places that one sign makes: after it, where no other sign follows, and at an opening one."""
    after = _after(char)
    following = text[at + 1 : at + 2]
    if char not in _LIST and (following.isalnum() or following in _OPENING):
        found[at + 1] = min(after, found.get(at + 1, after))
    if char in _OPENING:
        found.setdefault(at, Place.SIGN)
    elif after is Place.COLON:
        found.setdefault(at, Place.AT_COLON)
    elif after is Place.SPACE and at and text[at - 1].isalnum():
        found.setdefault(at, Place.SPACE)


def supposed(found: list[Double], known: dict[int, Place], moved: Mapping[int, int], window: Window) -> dict[int, Place]:
    """`known` and, for each double, the places from which a run must begin to have its first boundary there.

    moved: where boundaries go that cannot stay (`doubles.moves`).
    """
    every = dict(known)
    starts = {double.start for double in found}
    for double in found:
        for place in range(double.start, double.start - MOVES, -1):
            start = place - window.step
            if start < 0:
                break
            if start - window.overlap not in starts:
                every.setdefault(start, Place.ANYWHERE)
            if place - 1 not in moved:
                break
    return every


class Signs(NamedTuple):
    """What a piece of text offers the search: its doubles and what each saves (`doubles.rewards`), where boundaries go that
    cannot stay (`doubles.moves`), and the places where runs may begin."""

    text: str
    window: Window
    found: list[Double]
    rewards: list[float]
    moved: dict[int, int]
    kinds: dict[int, Place]


def read(text: str, window: Window, other: Signs | None = None) -> Signs:
    """The signs of a piece of text. other: those of another window, or of another piece: where text and overlap are the same,
    so are the doubles."""
    overlap = window.overlap
    if other is not None and (other.text, other.window.overlap) == (text, overlap):
        if other.window == window:
            return other
        return other._replace(window=window, kinds=supposed(other.found, places(text), other.moved, window))
    found, moved = doubles(text, overlap), moves(text, overlap)
    return Signs(text, window, found, rewards(found, overlap), moved, supposed(found, places(text), moved, window))


class Counts(NamedTuple):
    """Places at which a run began, and across which one is seen to go on, by kind."""

    begun: Counter[Place]
    passed: Counter[Place]


@dataclass(frozen=True, slots=True)
class Rates:
    """Nats, by kind of place: `begin` for a run to begin there, `passing` for a run to go on across it."""

    begin: tuple[float, ...]
    passing: tuple[float, ...]

    @classmethod
    def of(cls, shares: Iterable[float]) -> Self:
        """Rates from the shares of places at which a run begins."""
        listed = [min(max(share, 1e-4), 0.99) for share in shares]
        return cls(tuple(-math.log(share) for share in listed), tuple(-math.log(1.0 - share) for share in listed))

    @classmethod
    def learned(cls, counts: Counts) -> Self:
        """Rates from what a document shows, where it shows enough."""
        shares = []
        for place, share in zip(Place, SHARES, strict=True):
            begun = counts.begun[place]
            shares.append((begun + TRUST * share) / (begun + counts.passed[place] + TRUST))
        return cls.of(shares)
