"""Labels parted from their values by blanks, as the cells of a form are (岗位名称 仓库主管 所属部门 物流部): in a line of an
even number of cells every other one is a label.

Known labels show it, those of the vocabulary and those that the text has elsewhere; a line beside such a form may have others.
Where a form has each label and each value on a line of its own, a label known from other forms of the text is one there too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.segment.draft.lines import lines
from pipeline.segment.labels.label import Label, vocabulary
from pipeline.text import Span

_WIDE = re.compile(r"[ 　]*\t[ \t　]*|[ 　]{2,}|　")
_BLANK = re.compile(" ")
_ANY = re.compile("[ \t　]")
_LABEL = re.compile(r"(?!第[一二三四五六七八九十]|[^ ]*[一二三四五六七八九十]$)[一-鿿（）()/、]{2,8}")
_SURE = 4  # characters of a known label that needs no other beside it
_MOST = 8  # cells of a line


class _Line(NamedTuple):
    """cells: of a line; wide: more than a single blank parts them; told: every other one is a known label, and no other."""

    cells: list[Span]
    wide: bool
    told: bool


_WHOLE = _Line([], False, False)  # without a blank


def with_pairs(text: str, found: list[Label]) -> list[Label]:
    """Labels with those that blanks part from their values, in order of place."""
    known = {label.words for label in found if label.source != "mark"} | vocabulary().keys()
    own = lines(text, (0, len(text)))
    read = [_read(text, span, known) if _ANY.search(text, *span) else _WHOLE for span in own]
    starts = {label.start for label in found}
    more = [label for label in _pairs(text, read) if label.start not in starts]
    starts |= {label.start for label in more}
    more += _alone(text, own, starts, {label.words for label in found if label.source != "mark"})
    return sorted([*found, *more], key=lambda label: label.start)


def _read(text: str, span: Span, known: set[str]) -> _Line:
    """The cells of a line that has two or another even number of them, and whether they are labels and values."""
    wide = _WIDE.search(text, *span) is not None
    cells = list(_cells(text, span, _WIDE if wide else _BLANK))
    if len(cells) % 2 or not cells or len(cells) > _MOST:
        return _Line([], wide, False)
    heads = [text[slice(*cell)] in known for cell in cells[::2]]
    values = any(text[slice(*cell)] in known for cell in cells[1::2])
    return _Line(cells, wide, all(heads) and not values)


def _cells(text: str, span: Span, blank: re.Pattern[str]) -> Iterator[Span]:
    start = span[0]
    for match in blank.finditer(text, *span):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    yield start, span[1]


def _pairs(text: str, read: list[_Line]) -> Iterator[Label]:
    """The labels of lines that are told, or stand beside one that is."""
    heads = Counter(text[slice(*line.cells[0])] for line in read if line.cells)
    for k, line in ((k, line) for k, line in enumerate(read) if line.cells):
        beside = any(one.told for one in (*read[max(0, k - 1) : k], *read[k + 1 : k + 2]))
        sure = line.told and (len(line.cells) > 2 or line.cells[0][1] - line.cells[0][0] >= _SURE)
        if not (beside or sure) or not (line.told or _formed(text, line, heads)):
            continue
        for label, value in zip(line.cells[::2], line.cells[1::2], strict=True):
            yield Label(*label, value[0], text[slice(*label)], "line")


def _formed(text: str, line: _Line, heads: Counter[str]) -> bool:
    """Whether the cells of a line look like those of a form: labels are words, that come back where single blanks part them."""
    again = len(line.cells) == 2 and heads[text[slice(*line.cells[0])]] > 1
    return (line.wide or again) and all(_LABEL.fullmatch(text, *cell) for cell in line.cells[::2])


def _alone(text: str, own: list[Span], starts: set[int], known: set[str]) -> Iterator[Label]:
    """The known labels alone on their lines with a line for their value, in a row of such."""
    heads = [span[0] in starts for span in own]
    for k, span in enumerate(own[:-1]):
        words = text[slice(*span)]
        row = heads[max(0, k - 2) : k - 1] + heads[k + 2 : k + 3]
        if not heads[k] and words in known and any(row) and not heads[k + 1]:
            yield Label(*span, span[1], words, "line")
