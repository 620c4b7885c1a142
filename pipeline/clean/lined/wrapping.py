"""Lines that were broken at a fixed width: paragraphs copied from a printed page or an old mail.

Part of the channel layout. Evidence, all of it needed: many lines of one width that hardly any line exceeds; most of them end
without a stop; the breaks fall inside words as often as breaks at random would. Then a full line goes on in the next, unless
it ends in a stop or the next one begins with a mark or an indent: what happens to be full at its end stays undecided, so
every join is only probable.
"""

import re

from pipeline import lexicon
from pipeline.model import Edit

_NARROWEST, _WIDEST = 24, 160  # columns; a Chinese character has two
_SLACK = 3  # columns that a break may come early, so that no stop begins a line
_FEWEST = 8  # full lines
_SHARE = 0.1  # of all lines that are full
_OPEN = 0.6  # of the full lines that end without a stop
_INSIDE = 0.25  # of the breaks that fall inside a word
_STOPS = "。;；:：！!？?…."
_WORD = re.compile("[A-Za-z]+")
_BEGINS = re.compile(
    r"\s|$|[(（【]|第[一二三四五六七八九十百\d]+[章节条编篇部单]|[一二三四五六七八九十]{1,3}[、.．]|\d+(?:\.\d+)*(?:[、.．)）]|\s)"
    r"|\d+(?:\.\d+)*(?=[\u4e00-\u9fff])(?![年月日个名人天次万亿元级条项分])|[①-⑳•●■◆▪❖➢✓·※★*-]|[A-Za-z][.．)）、]|[\u4e00-\u9fff]{2,8}[:：]"
)


def _columns(line: str) -> int:
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2  # three bytes are a Chinese character or sign


def _width(widths: list[int]) -> int:
    """The width at which lines were broken; 0 where none stands out."""
    if len(widths) < _FEWEST:
        return 0
    counts: dict[int, int] = {}
    for width in widths:
        counts[width] = counts.get(width, 0) + 1
    longer = 0
    for width in sorted(counts, reverse=True):
        full = sum(counts.get(width - less, 0) for less in range(_SLACK + 1))
        if full >= max(_FEWEST, _SHARE * len(widths)) and _NARROWEST <= width <= _WIDEST:
            return max(range(width - _SLACK, width + 1), key=lambda usual: (counts.get(usual, 0), usual))
        longer += counts[width]
        if longer > 0.02 * len(widths) + 1:
            return 0
    return 0


def wrapped_edits(text: str) -> list[Edit]:
    """Joins of lines that were broken at a fixed width, in order; none where the text shows no such width."""
    if text.count("\n") < _FEWEST:
        return []
    lines = text.split("\n")
    width = _width([_columns(line) for line in lines if line.strip()])
    if not width:
        return []
    full = [k for k, line in enumerate(lines[:-1]) if lines[k + 1].strip() and _is_full(line, lines[k + 1], width)]
    goes_on = [k for k in full if lines[k][-1] not in _STOPS]
    joints = [k for k in goes_on if not _BEGINS.match(lines[k + 1])]
    if len(goes_on) < _OPEN * len(full) or not joints:
        return []
    inside = [k for k in joints if _inside_word(lines[k], lines[k + 1])]
    if len(inside) < _INSIDE * len(joints):
        return []
    ends = _ends(lines)
    sure = set(inside)
    return [_join(lines[k], lines[k + 1], ends[k], width, 0.95 if k in sure else 0.8) for k in joints]


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the line has the width, and nothing of the next had room in it; a stop that hangs over counts as inside."""
    columns = _columns(line)
    word = _WORD.match(following)
    needed = _columns(word[0] if word else following[0])
    fits = columns <= width + 2 and columns + needed > width
    return columns >= width - _SLACK and (fits or line[-1] in ",，、")


def _ends(lines: list[str]) -> list[int]:
    """The offset of the line break behind each line."""
    ends, at = [], -1
    for line in lines:
        at += len(line) + 1
        ends.append(at)
    return ends


def _inside_word(line: str, following: str) -> bool:
    """Whether the likeliest words of the two lines together go on across the break."""
    left, right = line[-6:], following[:6]
    at = 0
    for word in lexicon.cut(left + right):
        if at < len(left) < at + len(word):
            return True
        at += len(word)
    return False


def _join(line: str, following: str, at: int, width: int, confidence: float) -> Edit:
    """A blank comes back only between two words of Latin letters, the second of which had no room."""
    letters = line[-1].isascii() and line[-1].isalpha() and following[0].isascii() and following[0].isalpha()
    new = " " if letters and _columns(line) < width else ""
    return Edit(start=at, end=at + 1, old="\n", new=new, rule="layout.wrapped", certainty="probable", confidence=confidence)


def wrap(text: str, columns: int) -> str:
    """`text` with every line broken so that it has no more than `columns` columns; no line begins with a stop."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line, columns))


def _parts(line: str, columns: int) -> list[str]:
    parts, part = [], ""
    for char in line:
        if _columns(part) + _columns(char) > columns and char not in "。，、；：！？）》”,;:!?)":
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]
