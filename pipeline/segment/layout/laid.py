"""The lines of a text that came as one, as far as it still shows where they ended.

A site that joins lines puts a space where each ended, or nothing. Spaces are such joints where they stand behind the stops of
a long line: Chinese has none of its own. Not all of them are: a space also stands behind a mark (第一条 总则), in words of
other scripts (Level 1), between the characters of a word that was spread (目 录) and before a note in brackets.
"""

import re
from itertools import pairwise

from pipeline.model import Document
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.layout import breaks
from pipeline.segment.layout.relaid import Relaid, broken
from pipeline.segment.levels.levelnames import Names

_FEWEST = 3  # stops that show whether a space goes behind them, and numbers that count up
_STATED = 8  # characters of a statement
_JOINED = 0.5  # of the stops of a line have a space behind them where spaces are joints; elsewhere hardly any has
_STOP = re.compile("(?<![。；;！])[。；;！]++(?=.)(?P<space> ?)")
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_MARK = re.compile(
    rf"第{_NUMBER}[^\W\d_]{{1,2}}|[^\W\d_]{{2}}{_NUMBER}(?:\.{_NUMBER})*|附(?:件|录|表|图)?[A-Z]?{_NUMBER}?"
    rf"|{_NUMBER}[、.．)）]|[(（](?:{_NUMBER}|[a-zA-Z])[)）]|[1-9]\d?(?:[.．][1-9]\d?)+[.．、]?|[①-⑳⑴-⒇㈠-㈩Ⅰ-Ⅻ][、.．]?"
    r"|0\d-\d{1,2}|[A-Za-z][、.．)）]?|[^\w\s。；;！!？?，,：:、)）】》”%％/／—–-]"
)
_LISTED = re.compile(rf"{_NUMBER}[、.．)）](?!\d)|[(（]{_NUMBER}[)）]|[①-⑳⑴-⒇㈠-㈩]|[^\w\s（(《“]")
_DIVIDED = re.compile(r"([1-9]\d?)[.．]1(?!\d)")  # the first division of what a bare number heads (1 总则 1.1 目的)
_FOREIGN = re.compile("[A-Za-z] [A-Za-z0-9]|[0-9] [A-Za-z]")
_LEVEL = re.compile(rf"[A-Z]{{1,2}}\d{{1,2}}|{_NUMBER}级")  # a title goes with it (1级 响应需求), the next column does not
_BARE, _LETTER, _CLOSED = re.compile(r"[1-9]\d?"), re.compile("[A-Z]"), re.compile("[。；;！!]$")
_TITLE = re.compile(r"[一-鿿]{2,10}")
_NOTE = re.compile(r"[(（][^()（）]{0,6}\d+\s?(?:分|[%％])[^()（）]{0,6}[)）]")


def lay(text: str, document: Document, names: Names) -> Relaid:
    """A document's text with the lines that it lost; none are put in where its format knows tables or headings."""
    if any(block.table or block.number or block.kind == "heading" for block in document.blocks):
        return Relaid(text)
    places, gaps = breaks.with_gaps(text, names)
    edges = [-1, *sorted(set(gaps)), len(text)]
    return broken("\t".join([text[a + 1 : b] for a, b in pairwise(edges)]), places)


def laid(text: str) -> str:
    """The text with a line break for each space that is a joint, and spaces that do not break as any others: as long as before,
    place by place.
    """
    text = text.replace("\xa0", " ")
    if len(text) < breaks.LONG:
        return text
    return "\n".join([_parted(line) if len(line) >= breaks.LONG and _spaced(line) else line for line in text.split("\n")])


def _spaced(line: str) -> bool:
    stops = [match["space"] for match in _STOP.finditer(line)]
    return len(stops) >= _FEWEST and sum(map(len, stops)) >= _JOINED * len(stops)


def _parted(line: str) -> str:
    """A line with its joints broken."""
    pieces = line.split(" ")
    divided = {int(match[1]) for piece in pieces if (match := _DIVIDED.match(piece))}
    heads = {*(str(number + step) for number in divided for step in (0, 1)), *_counted(pieces), *_coded(pieces)}
    made, opened = [pieces[0]], _opened(pieces[0])
    for before, piece in pairwise(pieces):
        whole = opened > 0 or before in heads or not _joint(before, piece)
        made += " " if whole else "\n", piece
        opened = max(0, opened * whole + _opened(piece))
    return "".join(made)


def _counted(pieces: list[str]) -> list[str]:
    """The bare numbers of a line, where they count up from one and each heads a title, behind a stop (1 范围 … 2 等级 …)."""
    places = [k for k, piece in enumerate(pieces[:-1]) if _BARE.fullmatch(piece)]
    counts = [pieces[k] for k in places] == [str(n + 1) for n in range(len(places))]
    closed = all(_CLOSED.search(pieces[k - 1]) for k in places[1:])
    heading = all(_TITLE.fullmatch(pieces[k + 1]) for k in places)
    return [pieces[k] for k in places] if len(places) >= _FEWEST and counts and closed and heading else []


def _coded(pieces: list[str]) -> list[str]:
    """The codes below letters that stand alone before titles (A 安全操作 A1 …): they are numbers, and no levels."""
    letters = {a for a, b in pairwise(pieces) if _LETTER.fullmatch(a) and _TITLE.fullmatch(b)}
    codes = {piece for piece in pieces if _LEVEL.fullmatch(piece) and piece[:1] in letters and piece[1:].isdecimal()}
    return sorted(code for code in codes if f"{code[0]}1" in codes)


def _opened(piece: str) -> int:
    """How many brackets a piece opens and does not close."""
    return piece.count("(") + piece.count("（") - piece.count(")") - piece.count("）")


def _joint(before: str, after: str) -> bool:
    """Whether a space between two pieces is a joint."""
    stated = before == "-" and len(after) >= _STATED  # a bullet; before figures and short words it is an empty cell
    if not before or not after or stated or _MARK.fullmatch(before) or _NOTE.match(after):
        return False
    if _LEVEL.fullmatch(before):
        return _LEVEL.match(after) is not None or _TITLE.fullmatch(after) is None or after in vocabulary()
    spread = len(before) == len(after) == 1 and before.isalpha() and after.isalpha()
    foreign = _FOREIGN.search(f"{before[-1]} {after[0]}") is not None
    valued = before[-1] in ":：" and not (_MARK.fullmatch(after) or _LISTED.match(after))
    return not (spread or foreign or valued)
