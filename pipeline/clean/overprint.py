"""Overprint: bold type made by printing twice comes out as 职职责责, or as the whole line a second time.

Cells: every character of a label stands twice. Evidence, strongest first: three characters or more, each twice; a whole line or
cell, or what stands before a colon; several such places in the document. 认认真真 and 方方面面 are words and stay.

Lines: a line that stands twice in a row. Tables hold equal neighbours (无, 100, the same statement at two levels), so equality
alone says nothing. What does: a numbered heading (1.1, 第二章) that stands twice, several times over, where hardly any stands
once; a stretch in which every line stands twice; or labels of which every character does: where several are, a line of some
length that stands twice was printed twice too, probably; and so it was where several such lines are numbered or long.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import gcd
from operator import eq
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.doubled.moved import moved
from pipeline.model import Edit, Evidence, Repair

NAME = "overprint"
LICENCE = 3
"""So many cells, or headings, must be printed twice before any is certain."""
STRETCH = 6
"""So many neighbouring lines, all different and all standing twice, cannot be a table, if they are long: two levels that ask
for the same give 15 15 10 10 20 20."""
LONG = 5
"""Characters that the lines of such a stretch must have on average."""
WORDY = 4
"""Chinese characters of a line that is hardly ever a value which two neighbouring cells of a table share."""
STATEMENT = 10
"""And of one that is hardly ever shared by more than two pairs of cells: of 300 clean documents none has more than one."""
COMMON = 100
"""Occurrences from which a doubled character (天天, 人人, 样样) is a word that one meets."""
SEEN = 10
"""Occurrences up to which it is hardly ever one (课课)."""
ALMOST_ALL = 0.8
"""Share of the numbered headings that must stand twice."""
SOME = 0.94
"""Share of the probable repairs taken to be right."""

_ROW = 3  # cells of a row of a table with two columns alike
_CELL = re.compile(r"(?:([\u3400-\u9fff])\1){2,}(?:([:：])\2)?")
_FILLED = re.compile(r"[^\n]+")
_HEADING = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\D|第[一二三四五六七八九十百0-9]+[编篇章节条部单]")
_ITEM = re.compile(r"(?:\d{1,2}[.、)）]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、]|第.{1,3}[章节条])(?!\d)")
_HAN = re.compile("[\u3400-\u9fff]")
_EDGES = frozenset("\n\t:：|")


class _Line(NamedTuple):
    start: int
    end: int
    words: str


def detect(text: str) -> Evidence | None:
    """How many cells and lines are printed twice."""
    cells = _cells(text)
    lines = _doubled_lines(text, len(cells) >= LICENCE)
    if not cells and not lines:
        return None
    return Evidence(NAME, len(cells) + len(lines), {"cells": len(cells), "lines": len(lines)})


def restore(text: str, evidence: Evidence) -> Repair:
    """One copy of each character of a cell, and one of each line, printed twice."""
    cells = _cells(text)
    sure = len(cells) >= LICENCE
    edits: list[Edit] = []
    for (first, second), certain in _doubled_lines(text, sure).items():
        edits.append(_edit(first.end, text[first.end : second.end], "", "overprint.line", certain))
    gone = [(edit.start, edit.end) for edit in edits]
    for match in cells:
        if not any(start <= match.start() and match.end() <= end for start, end in gone):
            certain = sure and _is_beyond_doubt(text, match)
            edits.append(_edit(match.start(), match[0], match[0][::2], "overprint.cell", certain))
    return Repair(tuple(sorted(edits, key=lambda edit: edit.start)))


def _edit(start: int, old: str, new: str, rule: str, sure: bool) -> Edit:
    end = start + len(old)
    if sure:
        return Edit(start=start, end=end, old=old, new=new, rule=rule, certainty="certain")
    return Edit(start=start, end=end, old=old, new=new, rule=rule, certainty="probable", confidence=SOME, alternatives=(old,))


def _cells(text: str) -> list[re.Match[str]]:
    """Labels of which every character stands twice; where several are beyond doubt, those too that only half look it, and where
    many are, those that look like words of the language (等等次次) but fill a cell."""
    found = [match for match in _rows(text) if len(set(match[0].rstrip(":："))) > 1]
    natural = [match for match in found if _natural(_words(match))]
    doubted = [match for match in found if match not in natural]
    edges = {match: _edges(text, match) for match in found}
    known = {match: bool(lexicon.frequency(_words(match)[::2])) for match in found}
    sure = [match for match in doubted if len(_words(match)) >= 6 or (edges[match] == 2 and known[match])]
    if len(sure) < LICENCE:
        return sure
    half = [match for match in doubted if edges[match] + known[match] >= 2]
    filling = [match for match in natural if edges[match] == 2 and (known[match] or len(sure) >= 2 * LICENCE)]
    return sorted({*sure, *half, *filling}, key=lambda match: match.start())


def _is_beyond_doubt(text: str, match: re.Match[str]) -> bool:
    """Whether a row of doubled characters is no words of the language, and long or a word of it that fills a cell."""
    words = _words(match)
    return not _natural(words) and (len(words) >= 6 or (_edges(text, match) == 2 and lexicon.frequency(words[::2]) > 0))


def _rows(text: str) -> Iterator[re.Match[str]]:
    """Every row of doubled characters; two on end are looked for first, which is quicker."""
    twice = moved(text).alike(1)
    known = set(twice)
    at = 0
    for start in twice:
        if start >= at and start + 2 in known and (row := _CELL.match(text, start)):
            at = row.end()
            yield row


def _words(match: re.Match[str]) -> str:
    """The cell without its colon."""
    return match[0].rstrip(":：")


def _edges(text: str, match: re.Match[str]) -> int:
    """At how many of its two ends the cell ends where a label would."""
    before = match.start() == 0 or text[match.start() - 1] in _EDGES
    behind = match.end() == len(text) or text[match.end()] in _EDGES or match[0] != _words(match)
    return before + behind


def _natural(words: str) -> bool:
    """Whether the characters are the words of the language: 认认真真, 家家户户方方面面, or 天天 before 人人."""
    doubled = [lexicon.frequency(words[at : at + 2]) for at in range(0, len(words), 2)]
    if len(doubled) > 3 and sum(count >= COMMON for count in doubled) > len(doubled) / 2:
        return True
    pieces = lexicon.cut(words)
    if not all(len(piece) > 1 and piece[0] == piece[1] for piece in pieces):
        return False
    return max(map(len, pieces)) > 2 or min(doubled) > max(SEEN, lexicon.frequency(words[::2]))  # 学历 is commoner than 历历


def _doubled_lines(text: str, licensed: bool) -> dict[tuple[_Line, _Line], bool]:
    """The lines printed twice with their second copy, and whether that is certain. licensed: whether labels are, too."""
    filled = [line for line in text.split("\n") if line]
    if not any(map(eq, filled, filled[1:])):
        return {}
    lines = [_Line(match.start(), match.end(), match[0]) for match in _FILLED.finditer(text)]
    pairs = [(first, second) for first, second in pairwise(lines) if first.words == second.words]
    found = dict.fromkeys((*_headings(lines, pairs), *_stretches(lines)), True)
    wordy = _wordy(lines)
    licensed = licensed or (_cannot_be_cells(wordy) and not _periodic(lines, wordy))
    return {**dict.fromkeys(wordy if licensed else (), False), **found}


def _wordy(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Lines of some words that stand exactly twice in a row: values of a table that do are a word or a figure."""
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.words)]
    return [(group[0], group[1]) for group in groups if len(group) == 2 and len(_HAN.findall(group[0].words)) >= WORDY]


def _cannot_be_cells(pairs: Sequence[tuple[_Line, _Line]]) -> bool:
    """Whether so many lines, some of them numbered or long, stand twice as no table has them."""
    numbered = sum(_ITEM.match(first.words) is not None for first, _ in pairs)
    long = sum(len(_HAN.findall(first.words)) >= STATEMENT for first, _ in pairs)
    return len(pairs) >= LICENCE and (numbered > 1 or long >= LICENCE or len(pairs) > 2 * LICENCE)


def _periodic(lines: Sequence[_Line], pairs: Sequence[tuple[_Line, _Line]]) -> bool:
    """Whether whole rows of three cells or more lie between all pairs, and no list counts on over them: two columns of a table
    that often ask the same."""
    marks = [match[0] for first, _ in pairs if (match := _ITEM.match(first.words))]
    if len({*marks}) == len(pairs):
        return False
    at = {line.start: index for index, line in enumerate(lines)}
    return gcd(*(at[b.start] - at[a.start] for (a, _), (b, _) in pairwise(pairs))) >= _ROW


def _headings(lines: Sequence[_Line], pairs: Sequence[tuple[_Line, _Line]]) -> list[tuple[_Line, _Line]]:
    """Numbered headings that stand twice, where nearly all do."""
    doubled = [pair for pair in pairs if _HEADING.match(pair[0].words)]
    headings = {line.words for line in lines if _HEADING.match(line.words)}
    return doubled if len(doubled) >= LICENCE and len(doubled) >= ALMOST_ALL * len(headings) else []


def _stretches(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Lines of stretches in which every line stands exactly twice."""
    found: list[tuple[_Line, _Line]] = []
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.words)]
    for twice, blocks in groupby(groups, key=lambda group: len(group) == 2):
        listed = list(blocks)
        different = {block[0].words for block in listed}
        if twice and len(different) >= STRETCH and sum(map(len, different)) >= LONG * len(different):
            found += [(block[0], block[1]) for block in listed]
    return found


def damage(text: str, rng: random.Random, cells: float = 1.0, lines: float = 0.0) -> str:
    """Prints twice these shares of the labels (two to six characters that fill a line or end in a colon) and the lines."""
    made: list[str] = []
    for line in text.split("\n"):
        label = re.match(r"[\u3400-\u9fff]{2,6}(?=[:：]|$)", line)
        doubled = line
        if label and rng.random() < cells:
            doubled = "".join(char * 2 for char in label[0]) + line[label.end() :]
        made += [doubled] * (2 if line.strip() and rng.random() < lines else 1)
    return "\n".join(made)
