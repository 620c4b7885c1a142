"""Text of a picture by rapidocr: lines with their places and how sure each is. The extra `ocr`; nothing is ever fetched.

A picture is set upright first: a page that lies on its side or stands on its head is told by the shapes of its lines and by how
sure they are, a slanted one by `skew`. Lines are searched for in a smaller copy, which is enough to find them and halves time
and memory, and read at full size. The models lie in rapidocr's wheel and are named by their paths.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, median
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.paper.grid import Grid
from pipeline.ingest.paper.lines import DPI, Box, Printed
from pipeline.ingest.scan.ruling import celled, ruled
from pipeline.ingest.scan.skew import straightened

INSTALL = (
    "Install the recognition of text with `pip install 'biaozhun[ocr]'` (in a checkout `make environment` does, except on Macs "
    "with Intel processors), or recognise the text elsewhere and give that."
)
"""What to do where the extra is missing."""

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"
_SEARCHED = 1440  # pixels of the longer side in which lines are searched for
_ENOUGH = 5  # characters of a line from which it tells how wide they are
_SHARE = 0.8  # of a line's height that is its type, where no line tells
_ALIKE = 0.2  # sizes that differ by less from the page's are the page's
_SURE = 0.75  # a page read with less on average may stand on its head
_INSIDE = 0.5  # heights by which a line must reach into a cell to lie over it
_DARK = 128  # grey value of paper from which writing is dark on light
_TALL = 1.5  # a line so much higher than wide stands on its side


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows once it is upright. width, height: in points."""

    lines: list[Printed]
    grids: list[Grid]
    width: float
    height: float


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def missing(what: str, why: Why = Why.UNSUPPORTED) -> SourceError:
    """What to say of a file whose text would have to be recognised. what: the file is."""
    return SourceError(why, "ingest", f"{what}, and the recognition of text (OCR) is not installed", INSTALL)


@cache
def _engine() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime keeps a record in the home folder and sends it to its maker
    import rapidocr

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    models = Path(rapidocr.__file__).parent / "models"
    paths = {"Det.model_path": models / _DETECTION, "Rec.model_path": models / _RECOGNITION}
    if lost := [path.name for path in paths.values() if not path.is_file()]:
        detail = f"the models {', '.join(lost)} are not where rapidocr {rapidocr.__file__} has them"
        raise SourceError(Why.UNSUPPORTED, "ingest", detail, "Install rapidocr anew, in version 3.10 or later.")
    return rapidocr.RapidOCR(
        params={
            **{key: str(path) for key, path in paths.items()},
            "Global.use_cls": False,
            "Global.text_score": 0.0,  # what is read badly is told, not dropped
            "Global.max_side_len": 100_000,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _SEARCHED,
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognise(pixels: Any, page: int, dpi: float = DPI) -> Picture:
    """The lines of a picture. pixels: an array of grey values; page: its number, from 1."""
    import numpy

    if pixels.size and numpy.median(pixels) < _DARK:  # a negative, as of a microfilm
        pixels = 255 - pixels
    best: tuple[float, Any, list[_Line], list[list[Box]]] = (-1.0, pixels, [], [])
    turns = [0]
    for turn in turns:
        upright, tables = ruled(straightened(numpy.rot90(pixels, -turn // 90) if turn else pixels))
        found = _read(upright, [cell for table in tables for cell in table])
        sure = fmean(line.confidence for line in found) if found else 0.0
        if sure > best[0]:
            best = (sure, upright, found, tables)
        if turn == 0 and found:
            turns += [90, 270] if _lies(found) else [180] if sure < _SURE else []
    _, upright, found, tables = best
    scale = 72 / dpi
    height, width = upright.shape[:2]
    lines = _printed(found, page, scale, width)
    grids, rest = celled(lines, [[_scaled(cell, scale) for cell in table] for table in tables])
    return Picture(rest, grids, width * scale, height * scale)


def _scaled(box: Box, scale: float) -> Box:
    return round(box[0] * scale, 1), round(box[1] * scale, 1), round(box[2] * scale, 1), round(box[3] * scale, 1)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    box: Box
    confidence: float


def _read(pixels: Any, cells: Sequence[Box] = ()) -> list[_Line]:
    """The lines of an upright picture, with their places in pixels. cells: of its tables; no line goes over their edges."""
    import cv2
    import numpy

    colours = cv2.cvtColor(numpy.ascontiguousarray(pixels), cv2.COLOR_GRAY2BGR)
    result = _engine()(colours, use_det=True)
    if result.boxes is None or result.txts is None:
        return []
    found: list[_Line] = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        box = float(left), float(top), float(right), float(bottom)
        parts = _parts(box, cells)
        found += [_Line(text.strip(), box, float(score))] if len(parts) < 2 else [_part(colours, part) for part in parts]
    return [line for line in found if line.text]


def _parts(box: Box, cells: Sequence[Box]) -> list[Box]:
    """A line parted at the edges of the cells that it lies over."""
    middle = (box[1] + box[3]) / 2
    parts: list[Box] = []
    for cell in cells:
        left, right = max(box[0], cell[0]), min(box[2], cell[2])
        if cell[1] < middle < cell[3] and right - left > _INSIDE * (box[3] - box[1]):
            parts.append((left, box[1], right, box[3]))
    return parts


def _part(colours: Any, box: Box) -> _Line:
    """What stands in a box, which is taken for one line."""
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    result = _engine()(colours[top:bottom, left:right], use_det=False)
    if not result.txts:
        return _Line("", box, 0.0)
    return _Line(result.txts[0].strip(), box, float(result.scores[0]))


def _lies(lines: list[_Line]) -> bool:
    """Whether most lines of some length stand on their sides."""
    long = [line for line in lines if len(line.text) > 3] or lines
    tall = sum(line.box[3] - line.box[1] > _TALL * (line.box[2] - line.box[0]) for line in long)
    return 2 * tall > len(long)


def _printed(lines: list[_Line], page: int, scale: float, width: int) -> list[Printed]:
    """Lines in points. The size of type is how wide a character is; heights vary with the characters of a line, so a line of
    nearly the usual height has the usual size."""
    heights = [line.box[3] - line.box[1] for line in lines]
    wide = [(line.box[2] - line.box[0]) / units for line in lines if (units := _units(line.text)) >= _ENOUGH]
    usual = median(heights) if heights else 1.0
    size = median(wide) if wide else _SHARE * usual
    made: list[Printed] = []
    for line, height in zip(lines, heights, strict=True):
        left, top, right, bottom = (round(edge * scale, 1) for edge in line.box)
        own = size if abs(height - usual) < _ALIKE * usual else size * height / usual
        frame = (round(width * scale), 0)
        made.append(
            Printed(line.text, (left, top, right, bottom), round(own * scale, 1), page, frame, round(line.confidence, 3))
        )
    return made


def _units(text: str) -> float:
    """The width of a text in Chinese characters: others are half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
