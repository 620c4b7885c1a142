"""A place of edits on one line of the terminal: [-what stood there-] and {+what it became+}, with the words around.

Widths are columns: a Chinese character takes two. What is too long loses its middle, the words around their far ends; the marks
stand without colour too.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.excerpts import Piece, Place, around, pieces, visible
from pipeline.language import Language, say

if TYPE_CHECKING:
    from rich.text import Text

_INDENT = 4
_CONTEXT = 12  # columns of the words around, on each side, that are kept whatever the length of what changed
_NARROWEST = 24  # columns for what changed where the terminal has hardly any
_OLD, _NEW = ("[-", "-]", "red"), ("{+", "+}", "bold green")
_CUT = "…"


def line_of(source: str) -> Callable[[int], int]:
    """A function from an offset in the source to its line, from 1."""
    starts = list(accumulate((len(line) for line in source.split("\n")), lambda at, length: at + length + 1, initial=0))
    return lambda offset: min(bisect_right(starts, offset), len(starts) - 1)


class Marked:
    """Draws places for a terminal of so many columns."""

    def __init__(self, width: int, language: Language) -> None:
        self.width = width
        self.language = language

    def line(self, place: Place, where: str, times: str) -> "Text":
        """One place; where and times stand before and behind it."""
        from rich.cells import cell_len
        from rich.text import Text

        room = max(
            self.width - _INDENT - cell_len(where) - 2 - (cell_len(times) + 2 if times else 0), _NARROWEST + 2 * _CONTEXT
        )
        changed = Text()
        for piece in _fitted(list(pieces(place)), room - 2 * _CONTEXT):
            _draw(changed, piece)
        spare = (room - changed.cell_len) // 2
        before, behind = (visible(words) for words in around(place, spare))
        line = Text(" " * _INDENT).append(f"{where}  ", style="dim")
        line.append(_tail(before, spare)).append_text(changed).append(_head(behind, spare))
        return line.append(f"  {times}", style="bold") if times else line

    def doubt(self, place: Place) -> str:
        """How sure a probable edit is, and what else may have stood there; empty for a certain one."""
        edit = place.edits[0]
        if edit.certainty == "certain":
            return ""
        said = [say("sure", self.language, confidence=edit.confidence)] if edit.confidence is not None else []
        others = dict.fromkeys(self._other(other, one.old) for one in place.edits for other in one.alternatives)
        if others:
            said.append(say("otherwise", self.language, alternatives=say("or", self.language).join(others)))
        if edit.accepted:
            said.append(say("accepted-by", self.language, who=edit.accepted))
        return "; ".join(said)

    def _other(self, words: str, old: str) -> str:
        if words == old or not words:
            return say("as-it-stood" if words else "nothing", self.language)
        return f"“{visible(words)}”"


def _fitted(listed: list[Piece], room: int) -> Iterator[Piece]:
    """The pieces as signs that can be seen, the longest cut in the middle until all have room."""
    from rich.cells import cell_len

    shown = [Piece(*(visible(_ends(words, room)) for words in piece)) for piece in listed]
    marks = sum(4 * (bool(piece.old) + bool(piece.new)) for piece in shown)
    kept = sum(cell_len(piece.kept) for piece in shown)
    parts = max(1, sum(bool(words) for piece in shown for words in (piece.old, piece.new)))
    each = max(8, (room - marks - kept) // parts)
    short = sum(min(each, cell_len(words)) for piece in shown for words in (piece.old, piece.new))
    spare = max(0, room - marks - kept - short)
    for piece in shown:
        yield Piece(piece.kept, _middle(piece.old, each + spare), _middle(piece.new, each + spare))


def _ends(words: str, room: int) -> str:
    """Without a middle that will be cut anyway, so that a page of words costs no more than a line."""
    return words if len(words) <= 2 * room else words[:room] + words[-room:]


def _draw(line: "Text", piece: Piece) -> None:
    line.append(piece.kept)
    for words, (begin, end, style) in ((piece.old, _OLD), (piece.new, _NEW)):
        if words:
            line.append(f"{begin}{words}{end}", style=style)


def _head(words: str, room: int) -> str:
    """The beginning of the words in so many columns."""
    from rich.cells import cell_len

    if cell_len(words) <= room:
        return words
    widths = accumulate(cell_len(char) for char in words)
    return words[: sum(width < room for width in widths)] + _CUT if room else ""


def _tail(words: str, room: int) -> str:
    return _head(words[::-1], room)[::-1]


def _middle(words: str, room: int) -> str:
    from rich.cells import cell_len

    return words if cell_len(words) <= room else _head(words, room // 2) + _tail(words, room - room // 2)[1:]
