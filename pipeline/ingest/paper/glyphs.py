"""The text of a pdf page as lines with their places, from what pdfium knows of each character.

A line is what stands on one height; where a gap wider than type parts it, its pieces are lines of their own, for they may
belong to different columns. A character that is drawn twice to look bold is one.
"""

import re
from ctypes import byref
from dataclasses import replace
from math import pi
from typing import Any

from pipeline.ingest.compose import sound
from pipeline.ingest.paper.lines import Box, Printed, slanted
from pipeline.model import Span
from pipeline.radicals import worded

_HYPHEN = "\ufffe"  # what pdfium gives for a hyphen at a line's end
_SAMPLE = 12  # characters of a page that are asked which way they stand
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MANY = 0.2  # share of a page's characters that are codes of no script, from which on they are no bullets
_ASKED = 50  # characters of a page that are asked first whether they mean something
_GAP = 1.2  # a gap of so many sizes parts a line
_NEAR = 0.35  # of its width: a character so close to its twin is drawn over it
_TWIN = re.compile(r"([^\s.…·—_-])\s?\1")
_GAPS = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Frame:
    """The page as its reader holds it. box: left, bottom, right, top as stored; turn: degrees clockwise until it is upright."""

    def __init__(self, box: Box, turn: int) -> None:
        self.turn = turn
        self._left, self._bottom, self._right, self._top = box
        width, height = self._right - self._left, self._top - self._bottom
        self.size = (height, width) if turn in (90, 270) else (width, height)

    def place(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the stored page as left, top, right, bottom from the upper left corner of the upright one."""
        if self.turn == 90:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.turn == 180:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self.turn == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom


class TextPage:
    """The characters of a page. handle: pdfium's."""

    def __init__(self, handle: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, handle
        self._rect = raw.FS_RECTF()
        self._into = byref(self._rect)
        self._count = int(raw.FPDFText_CountChars(handle))
        self.shown, self._at = self._read()
        self._asked, self._answer = -1, (0.0, 0.0, 0.0, 0.0)

    def _read(self) -> tuple[str, list[int] | None]:
        """The text, and the number of each of its characters where that is not its offset."""
        from ctypes import c_ushort

        buffer = (c_ushort * (2 * self._count + 2))()
        length = self._raw.FPDFText_GetText(self._handle, 0, self._count, buffer) - 1
        shown = worded(bytes(buffer)[: 2 * max(length, 0)].decode("utf-16-le", "surrogatepass"))
        if len(shown) == self._count:
            return shown, None
        codes = [self._raw.FPDFText_GetUnicode(self._handle, index) for index in range(self._count)]
        at = [index for index, code in enumerate(codes) if 0 < code <= 0x10FFFF]
        return worded("".join(chr(codes[index]) for index in at)), at

    def _box(self, offset: int, frame: Frame) -> Box:
        """Where a character stands on the page; of one that is asked for again at once it is known."""
        if offset != self._asked:
            index = self._at[offset] if self._at else offset
            self._raw.FPDFText_GetLooseCharBox(self._handle, index, self._into)
            rect = self._rect
            self._asked, self._answer = offset, frame.place(rect.left, rect.bottom, rect.right, rect.top)
        return self._answer

    def turn(self) -> int:
        """Degrees by which the page is turned clockwise until most of its text is upright."""
        step = max(1, self._count // _SAMPLE)
        angles = [self._raw.FPDFText_GetCharAngle(self._handle, index) for index in range(step // 2, self._count, step)]
        turns = [round(-angle / (pi / 2)) % 4 * 90 for angle in angles if angle >= 0]
        return max(sorted(set(turns)), key=turns.count, default=0)

    def unknown(self) -> int:
        """How many characters are shapes to which the file gives no meaning: what stands for them is not what is printed."""
        strange = len(_STRANGE.findall(self.shown))
        asks = range(0, self._count, max(1, self._count // _ASKED))
        if not any(self._raw.FPDFText_HasUnicodeMapError(self._handle, index) == 1 for index in asks):
            return strange if strange > _MANY * len(self.shown) else 0  # some are bullets of symbol fonts
        flags = (self._raw.FPDFText_HasUnicodeMapError(self._handle, index) for index in range(self._count))
        found: int = sum(flag == 1 for flag in flags)
        return max(found, strange)

    def lines(self, frame: Frame, page: int) -> list[Printed]:
        """The lines in the order of the file."""
        gone = self._twins(frame)
        found: list[Printed] = []
        at = 0
        for line in self.shown.split("\r\n"):
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                size, spans = self._spans(line, at, frame)
                aslant = self._is_slanted(start)
                spans = [(start, at + len(line.rstrip()))] if aslant else spans
                page_ = page, (round(frame.size[0]), 0)
                found += [Printed(*self._words(span, frame, gone), size, *page_, slanted=aslant) for span in spans]
            at += len(line) + 2
        return upright(found)

    def _is_slanted(self, offset: int) -> bool:
        angle = self._raw.FPDFText_GetCharAngle(self._handle, self._at[offset] if self._at else offset)
        return angle > 0 and slanted(angle)

    def _twins(self, frame: Frame) -> frozenset[int]:
        """Offsets of characters that are drawn over the same one before them."""
        gone: list[int] = []
        for match in _TWIN.finditer(self.shown):
            first, second = self._box(match.start(), frame), self._box(match.end() - 1, frame)
            near = _NEAR * (first[2] - first[0])
            if near > 0 and abs(second[0] - first[0]) < near and abs(second[1] - first[1]) < near:
                gone += range(match.start() + 1, match.end())
        return frozenset(gone)

    def _spans(self, line: str, at: int, frame: Frame) -> tuple[float, list[Span]]:
        """The size of a line that begins at offset `at`, and the spans of its pieces, parted at its wide gaps."""
        words = line.rstrip()
        start = len(words) - len(words.lstrip())
        sample = _HAN.search(words)
        box = self._box(at + (sample.start() if sample else start), frame)
        size = round(box[3] - box[1], 1)
        begins, ends = [start], []
        for gap in _GAPS.finditer(words, start):
            before, after = self._box(at + gap.start() - 1, frame), self._box(at + gap.end(), frame)
            if after[0] - before[2] > _GAP * size or after[0] < before[0]:
                ends.append(gap.start())
                begins.append(gap.end())
        return size, [(at + low, at + high) for low, high in zip(begins, [*ends, len(words)], strict=True)]

    def _words(self, span: Span, frame: Frame, gone: frozenset[int]) -> tuple[str, Box]:
        """What a span says, and where."""
        start, end = span
        first, last = self._box(start, frame), self._box(end - 1, frame)
        text = self.shown[start:end]
        if gone:
            text = "".join(char for offset, char in enumerate(text, start) if offset not in gone)
        box = first[0], min(first[1], last[1]), last[2], max(first[3], last[3])
        return sound(text).replace(_HYPHEN, "-"), _rounded(box)


def upright(lines: list[Printed]) -> list[Printed]:
    """The lines of a page, none slanted where most of the text is: then the page lies askew, and no mark across it is meant."""
    slanted = sum(len(line.text) for line in lines if line.slanted)
    if slanted and 2 * slanted >= sum(len(line.text) for line in lines):
        return [replace(line, slanted=False) for line in lines]
    return lines


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)
