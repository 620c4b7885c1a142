"""Characters as pdfplumber gives them → the lines that they print; those drawn twice to look bold are one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import atan2, pi
from typing import Any

from pipeline.ingest.paper.lines import Frame, Printed, slanted
from pipeline.radicals import worded

Char = dict[str, Any]

_NEAR = 0.35  # of its width: a character so close to its twin is drawn over it
_CELL = 3.0  # points; twins are looked for in squares of this side
_MOST = 20  # characters of a square that are compared
_SPACE = 0.3  # of its size: a gap so wide is a space
_HEIGHT = 0.5  # of its height: a character that stands so much lower begins a line


def once(chars: Iterable[Char]) -> list[Char]:
    """The characters without those that are drawn over the same one."""
    found: list[Char] = []
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        text = char["text"] = worded(char["text"])
        across, down = int(char["x0"] / _CELL), int(char["top"] / _CELL)
        near = _NEAR * (char["x1"] - char["x0"])
        squares = ((text, across + x, down + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if any(_over(char, other, near) for square in squares if square in seen for other in seen[square]):
            continue
        listed = seen.setdefault((text, across, down), [])
        if len(listed) < _MOST:
            listed.append(char)
        found.append(char)
    return found


def _over(char: Char, other: Char, near: float) -> bool:
    return bool(abs(char["x0"] - other["x0"]) < near and abs(char["top"] - other["top"]) < near)


def parted(chars: Sequence[Char], frame: Frame, page: int) -> tuple[list[Char], list[Printed]]:
    """The characters of the text, and what runs aslant over them, each run a line; nothing does where most characters do."""
    aslant = [char for char in chars if is_slanted(char["matrix"])]
    if not aslant or 2 * len(aslant) >= len(chars):
        return [*chars], []
    lines = []
    for _, run in groupby(aslant, key=lambda char: tuple(round(part, 1) for part in char["matrix"][:4])):
        found = [*run]
        text = "".join(char["text"] for char in found).strip()
        box = (
            *(min(char[edge] for char in found) for edge in ("x0", "top")),
            *(max(char[edge] for char in found) for edge in ("x1", "bottom")),
        )
        if text:
            lines.append(Printed(text, box, float(found[0]["size"]), page, frame, slanted=True))
    return [char for char in chars if not is_slanted(char["matrix"])], lines


def is_slanted(matrix: Sequence[float]) -> bool:
    """Whether a character runs neither along the page nor square to it."""
    return slanted(atan2(matrix[1], matrix[0]))


def turned(chars: Sequence[Char]) -> int:
    """Degrees by which the page must be turned clockwise until most of its characters are upright."""
    ways = [round(atan2(char["matrix"][1], char["matrix"][0]) / (pi / 2)) % 4 * 90 for char in chars[:: len(chars) // 20 + 1]]
    return max(sorted(set(ways)), key=ways.count, default=0)


def rows(chars: Sequence[Char], frame: Frame, gap: float | None = None) -> Iterator[Printed]:
    """Characters of one height, from left to right, with a space where there is room for one; rows from the top.

    gap: in sizes; a wider one parts the line, and the pieces come in the order of the file.
    """
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: float(char["bottom"])):
        if found and char["bottom"] - found[-1][0]["bottom"] < _HEIGHT * found[-1][0]["height"]:
            found[-1].append(char)
        else:
            found.append([char])
    for row in found:
        row.sort(key=lambda char: float(char["x0"]))
    if gap is not None:
        place = {id(char): index for index, char in enumerate(chars)}
        found = sorted((piece for row in found for piece in _parted(row, gap)), key=lambda piece: place[id(piece[0])])
    for row in found:
        yield from _line(row, frame)


def _parted(row: list[Char], gap: float) -> Iterator[list[Char]]:
    filled = [char for char in row if not char["text"].isspace()]
    start = 0
    for at in range(1, len(filled)):
        if filled[at]["x0"] - filled[at - 1]["x1"] > gap * filled[at]["size"]:
            yield _between(row, filled[start], filled[at - 1])
            start = at
    if filled:
        yield _between(row, filled[start], filled[-1])


def _between(row: list[Char], first: Char, last: Char) -> list[Char]:
    return [char for char in row if first["x0"] <= char["x0"] <= last["x0"]]


def _line(row: list[Char], frame: Frame) -> Iterator[Printed]:
    """The line, unless it is blank."""
    filled = [char for char in row if not char["text"].isspace()]
    if not filled:
        return
    text, end = "", None
    for char in row:
        room = end is not None and char["x0"] - end > _SPACE * char["size"]
        text += (" " if room and text[-1:] != " " and char["text"] != " " else "") + char["text"]
        end = char["x1"]
    tops, bottoms = [char["top"] for char in filled], [char["bottom"] for char in filled]
    sizes = sorted(float(char["size"]) for char in filled)
    box = filled[0]["x0"], min(tops), filled[-1]["x1"], max(bottoms)
    yield Printed(text.strip(), box, sizes[len(sizes) // 2], 0, frame)
