"""The ASCII sign that went into one "?" with the second half of the character before it: what the page says of it.

Such a sign left no trace. Evidence, most trusted first: a bracket that is open, a number that its neighbours in the text
lack; how often the page has the sign between such characters; where a line may have ended, with which marks lines end.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from pipeline.clean.glossed import glosses

SIGNS = ",.:;)( 0123456789\n"
"""ASCII characters tried for one that was swallowed."""

GRANTED = 2.0
"""Occurrences granted to all of them between two characters, each by how often it stands before the second."""

UNSEEN = 0.3
"""Occurrences granted to one that the page never shows before it."""

BEHIND_MARK = 0.1
"""What is left of it for a mark behind a mark, and for a break on a page that has none."""

EXPECTED = 30.0
"""How much likelier a sign is that closes an open bracket, or a number that follows the last one or goes before the next."""

LEAST = -2 * math.log(EXPECTED)
"""Nats that are held against any sign at least: both reasons to expect it, and no other that was seen."""

REMEMBERED = 200
"""Characters to the last number and to the next one, or back to the bracket that is open."""

SECTIONS = 3_000
"""Characters back to the last number of a section (1.3.2), whose text may be long."""

LABEL = 8
"""Characters of the longest line that is readily a label, which ends in a colon."""

LINE_ENDS: Mapping[str, float] = {"。": 8.0, ";": 4.0, ":": 4.0, ")": 2.0, ",": 0.3, "、": 0.2, "!": 0.3, "?": 0.3}
LABEL_ENDS: Mapping[str, float] = {**LINE_ENDS, ":": 100.0}
RARE_END = 0.1
"""Lines granted to each mark beyond those on the page that end with it: where the line is longer than a label, where it is not;
to other marks."""

_MARKS = frozenset(",.:;)!?、。")
_SIGN = re.compile(r"(?s)([\n -/:;0-9])(?<=([^\x00-\x7f]|[,:;!?(]).)(?=(.?))")  # behind a character that may have had two bytes
_NUMBER = re.compile(r"(?<![0-9.])(\d{1,2})[、.)](?!\d)")
_SECTION = re.compile(r"(?<![0-9.])\d{1,2}(?:\.\d{1,2})+(?![0-9%])")
_BREAK = re.compile(r"[\n。;；]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")


def _kind(char: str) -> str:
    """What a character counts as beside a sign: Chinese ones are all alike, so are digits."""
    return "中" if "\u4e00" <= char <= "\u9fff" else "0" if char.isdigit() else char


def is_open(page: str, at: int) -> bool:
    """Whether a bracket is open at an offset."""
    before = page[max(0, at - REMEMBERED) : at]
    return before.rfind("(") > before.rfind(")")


class Swallowed:
    """Knows one page, and the same without glosses."""

    def __init__(self, page: str, bare: str) -> None:
        self.page = page
        self.bare = bare
        self._known: dict[tuple[str, int], list[tuple[str, float]]] = {}
        self._expectations: dict[int, dict[str, float]] = {}
        self._grants: dict[str, dict[str, float]] = {}
        self._counts: dict[str, int] = {}

    def __call__(self, last: str, at: int) -> Sequence[tuple[str, float]]:
        """The signs that may have stood between the character `last` and offset `at` of the page, likeliest first, with the
        nats against each."""
        key = _kind(last), at
        if key not in self._known:
            after = _kind(self.page[at : at + 1])
            counts = self._between.get((key[0], after), Counter())
            granted = {sign: grant * self._likely(last, sign) for sign, grant in self._granted(after).items()}
            total = math.log(self._count(key[0]) + sum(granted.values()))
            expected = self._expected_at(at)
            listed: list[tuple[str, float]] = []
            for sign, grant in granted.items():
                nats = total - math.log((counts[sign] + grant) * expected[sign])
                listed.append((sign, nats + (self._against_end(last, at) if sign == "\n" else 0.0)))
            self._known[key] = sorted(listed, key=lambda pair: (pair[1], pair[0]))
        return self._known[key]

    @cached_property
    def _between(self) -> dict[tuple[str, str], Counter[str]]:
        """ASCII signs behind a character of two bytes, counted by what stands before and behind them."""
        counts: dict[tuple[str, str], Counter[str]] = {}
        for (sign, before, after), count in Counter(_SIGN.findall(self.bare)).items():
            counts.setdefault((_kind(before), _kind(after)), Counter())[sign] += count
        return counts

    def _count(self, kind: str) -> int:
        """How often the page has a character of this kind."""
        if kind not in self._counts:
            digits = sum(map(str.isdigit, self.bare)) if kind == "0" else 0
            chinese = len(self.bare) - len(_CHINESE.sub("", self.bare)) if kind == "中" else 0
            self._counts[kind] = digits or chinese or self.bare.count(kind)
        return self._counts[kind]

    def _granted(self, after: str) -> dict[str, float]:
        """Occurrences granted to each sign before a character of the kind `after`."""
        if after not in self._grants:
            counts = Counter[str]()
            for (_, behind), seen in self._between.items():
                if behind == after:
                    counts += seen
            total = counts.total() + UNSEEN * len(SIGNS)
            self._grants[after] = {sign: GRANTED * (counts[sign] + UNSEEN) / total for sign in SIGNS}
        return self._grants[after]

    def _likely(self, last: str, sign: str) -> float:
        unlikely = (last in _MARKS and sign in _MARKS) or (sign == "\n" and not self._broken)
        return BEHIND_MARK if unlikely else 1.0

    @cached_property
    def _broken(self) -> bool:
        """Whether the page has lines."""
        return "\n" in self.page

    @cached_property
    def _line_ends(self) -> Counter[str]:
        return Counter(line[-1:] for line in self.bare.split("\n"))

    def _against_end(self, last: str, at: int) -> float:
        """Nats against a line that ends with this mark, beside the likeliest one."""
        if last.isalnum():
            return 0.0
        line = _BREAK.split(glosses.bare(self.page[max(0, at - REMEMBERED) : at]))[-1]
        granted = LABEL_ENDS if len(line) <= LABEL + 2 else LINE_ENDS
        ends = {mark: self._line_ends[mark] + grant for mark, grant in granted.items()}
        return math.log(max(ends.values()) / ends.get(last, RARE_END))

    def _expected_at(self, at: int) -> dict[str, float]:
        if at not in self._expectations:
            self._expectations[at] = {sign: self._expected(sign, at) for sign in SIGNS}
        return self._expectations[at]

    def _expected(self, sign: str, at: int) -> float:
        """How much likelier a sign before `at` is for closing the bracket that is open or going on with the numbers."""
        if sign == ")":
            return EXPECTED if is_open(self.page, at) else 1.0
        if not sign.isdigit():
            return 1.0
        behind = sign + self.page[at : at + REMEMBERED]
        if section := _SECTION.match(behind):
            return self._section_expected(section[0], at)
        number = _NUMBER.match(behind)
        if not number:
            return 1.0
        last = _NUMBER.findall(self.page[max(0, at - REMEMBERED) : at])
        following = _NUMBER.search(behind, number.end())
        follows = bool(last) and int(last[-1]) + 1 == int(number[1])
        precedes = following is not None and int(following[1]) == int(number[1]) + 1
        return EXPECTED ** (follows + precedes)

    def _section_expected(self, number: str, at: int) -> float:
        """Whether a section's number is one that may follow the last one."""
        known = _SECTION.findall(self.page[max(0, at - SECTIONS) : at])
        if not known:
            return 1.0
        last = [int(part) for part in known[-1].split(".")]
        following = [[*last, 1], *([*last[:depth], last[depth] + 1] for depth in range(len(last)))]
        heads = [[*last[:depth], last[depth] + 1, 1] for depth in range(len(last) - 1)]
        return EXPECTED if [int(part) for part in number.split(".")] in following + heads else 1.0
