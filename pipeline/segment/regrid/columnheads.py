"""The heads of tables whose borders are gone: short words one a line, or run together, that say what stands in the columns.

What is known of a column, by its head: its role. serial (序号), rank (级别: each cell names a level), title (the first that is
neither), level (a level's name), figure (分值, 权重), blank (备注, 得分: to be filled in), any. Head words are known ones
(data), levels of the document, and in lines further short titles beside them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids.grids import RANKING, SERIAL
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.levels.levelwords import suffix
from pipeline.segment.words.tablewords import any_of, words
from pipeline.text import Span

_LISTS = ("subjects", "points", "reasons", "heads", "blanks", "columns")
_LONGEST = 10  # characters of a head word
_TOP = 8  # columns
_COUNTS = re.compile(rf"(?:{any_of('counts')}|{any_of('points')})(?:[(（].{{1,3}}[)）])?$|[(（][%％分元][)）]$")


@dataclass(frozen=True, slots=True)
class Head:
    """cells: the words of the head, in order; roles: what is known of each column.

    known: how many cells are known head words.
    """

    cells: tuple[Span, ...]
    roles: tuple[str, ...]
    known: int

    @property
    def span(self) -> Span:
        return self.cells[0][0], self.cells[-1][1]


@lru_cache(maxsize=16)
def known(names: Names) -> re.Pattern[str]:
    """A head word: a known one, or a level with what is added to it."""
    one = sorted({word for name in _LISTS for word in words(name)}, key=lambda word: (-len(word), word))
    unit = r"(?:[(（][^()（）\n]{1,6}[)）])?"
    return re.compile(rf"(?P<level>(?:{names.pattern})(?:[/／](?:{names.pattern}))?{suffix()}{unit})|(?:{'|'.join(one)}){unit}")


@lru_cache(maxsize=16)
def _scanner(names: Names) -> Scanner:
    return Scanner(known(names))


def in_lines(text: str, own: list[Span], names: Names) -> list[tuple[int, Head]]:
    """Every head over lines: the index of the line behind it, and the head. Of one run of short lines there may be several."""
    word = known(names)
    short = [b - a <= _LONGEST and titled(text[a:b]) for a, b in own]
    found: list[tuple[int, Head]] = []
    at = 0
    while at < len(own):
        first = word.fullmatch(text, *own[at]) if short[at] else None
        if first is None or (first["level"] and not (SERIAL.match(first.group()) or RANKING.match(first.group()))):
            at += 1  # a head begins with no level
            continue
        end = at
        while end < len(own) and short[end] and end - at < _TOP:
            end += 1
        heads = [
            (at + k, head)
            for k in range(2, end - at + 1)
            if (head := _head(text, own[at : at + k], names)) and not _goes_on(text, head, own[at + k : at + k + 1], names)
        ]
        found += heads
        at += 1
    return found


def _goes_on(text: str, head: Head, following: list[Span], names: Names) -> bool:
    """Whether one more level stands behind the levels of a head."""
    match = known(names).fullmatch(text, *following[0]) if following and head.roles[-1] == "level" else None
    return match is not None and bool(match["level"])


def in_line(text: str, own: list[Span], names: Names) -> list[Head]:
    """Every head in lines of running text: known words one behind another; the last two to eight of a run."""
    found: list[Head] = []
    run: list[Span] = []
    for match in _scanner(names).within(text, own):
        if run and (match.start() != run[-1][1]):
            found += _tails(text, run, names) if len(run) > 1 else []
            run = []
        run += _split(text, match.span(), run)
    return found + _tails(text, run, names)


def _split(text: str, span: Span, run: list[Span]) -> list[Span]:
    """高级技师 right behind 中级 are two levels."""
    two = bool(run) and text[slice(*span)] == "高级技师" and text[slice(*run[-1])] == "中级"
    return [(span[0], span[0] + 2), (span[0] + 2, span[1])] if two else [span]


def _tails(text: str, run: list[Span], names: Names) -> list[Head]:
    heads = [_head(text, run[k:], names) for k in range(max(0, len(run) - _TOP), len(run) - 1)]
    return [head for head in heads if head is not None]


def _head(text: str, cells: list[Span], names: Names) -> Head | None:
    """The head that some words make; None where nothing says that they head columns."""
    roles = _roles([text[slice(*cell)] for cell in cells], names)
    word = known(names)
    found = sum(word.fullmatch(text, *cell) is not None for cell in cells)
    counted = sum(role in ("figure", "level", "serial", "rank") for role in roles)
    words_ = [text[slice(*cell)] for cell in cells]
    if any(b.endswith(a) or a.endswith(b) for a, b in pairwise(words_)):
        return None  # a heading runs on into the head: 资格条件 条件
    if (
        "title" not in roles
        or "level" in roles[: roles.index("title")]
        or roles.count("level") == 1
        or 2 * found < len(cells)
        or found < 2
        or not counted
        or not _in_order([words for words, role in zip(words_, roles, strict=True) if role == "level"], names)
    ):
        return None
    return Head(tuple(cells), roles, found)


def _in_order(levels: list[str], names: Names) -> bool:
    """Whether levels beside each other rise or fall, as those that head columns do."""
    found = [known(names).fullmatch(level) for level in levels]
    ranks = [names.rank(match["level"]) for match in found if match is not None]
    steps = {(b > a) - (b < a) for a, b in pairwise(rank for rank in ranks if rank is not None)}
    return len(steps) < 2 and 0 not in steps


def _roles(heads: list[str], names: Names) -> tuple[str, ...]:
    roles: list[str] = []
    last = max((k for k, word in enumerate(heads, start=1) if word not in words("blanks")), default=0)
    for k, words_ in enumerate(heads):
        match = known(names).fullmatch(words_)
        if SERIAL.match(words_) and not roles:
            roles.append("serial")
        elif RANKING.match(words_) and not roles and len(heads) > 2:
            roles.append("rank")
        elif match is not None and match["level"]:
            roles.append("level")
        elif "title" not in roles:
            roles.append("title")
        elif k >= last:
            roles.append("blank")
        else:
            roles.append("figure" if _COUNTS.search(words_) else "any")
    return tuple(roles)
