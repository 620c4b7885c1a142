"""Ruled tables in a picture: long strokes, level and upright, and the cells between them.

The rules are wiped away before the text is recognised, and each line goes into the cell in which its middle lies.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.ingest.paper.grid import Grid, meshed
from pipeline.ingest.paper.lines import Box, Column, Printed, paragraphs, steps
from pipeline.ingest.paper.order import arrange

_LEVEL, _UPRIGHT = 60, 40  # pixels: a longer stroke is a rule and no part of a character
_THICK = 3  # pixels by which broken rules are mended
_LEAST = (24, 24)  # pixels: a smaller hole is no cell
_FULL = 0.8  # share of its rectangle that a cell fills
_MARGIN = 0.98  # share of the picture: a larger hole is the page


def ruled(pixels: Any) -> tuple[Any, list[list[Box]]]:
    """The picture without its rules, and the cells of each table in pixels; a frame of one cell is no table."""
    import cv2
    import numpy

    _, ink = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, _LEVEL), numpy.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((_UPRIGHT, 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(level, upright), numpy.ones((_THICK, _THICK), numpy.uint8))
    tables = {mesh: cells for mesh, cells in _tables(rules).items() if len(cells) > 1}
    if not tables:
        return pixels, []
    meshes = numpy.isin(cv2.connectedComponents(rules)[1], list(tables)).astype(numpy.uint8)  # a dash in a cell is no rule
    wiped = pixels.copy()
    wiped[cv2.dilate(meshes, numpy.ones((_THICK, _THICK), numpy.uint8)) > 0] = 255
    return wiped, [sorted(cells, key=lambda box: (box[1], box[0])) for cells in tables.values()]


def _tables(rules: Any) -> dict[int, list[Box]]:
    """The holes in each connected mesh of rules, by the number that `connectedComponents` gives it."""
    import cv2

    contours, tree = cv2.findContours(rules, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return {}
    numbers = cv2.connectedComponents(rules)[1]
    height, width = rules.shape[:2]
    cells: dict[int, list[Box]] = {}
    for contour, (_, _, _, mesh) in zip(contours, tree[0], strict=True):
        left, top, wide, high = cv2.boundingRect(contour)
        fits = wide >= _LEAST[0] and high >= _LEAST[1] and not (wide > _MARGIN * width and high > _MARGIN * height)
        if mesh >= 0 and fits and cv2.contourArea(contour) > _FULL * wide * high:
            across, down = contours[mesh][0][0]
            box = float(left), float(top), float(left + wide), float(top + high)
            cells.setdefault(int(numbers[down, across]), []).append(box)
    return cells


def celled(lines: Sequence[Printed], tables: Sequence[Sequence[Box]]) -> tuple[list[Grid], list[Printed]]:
    """The tables with their text, and the lines beside them. tables: the cells of each, in points."""
    grids: list[Grid] = []
    rest = list(lines)
    for cells in tables:
        inside = [[line for line in rest if _holds(cell, line)] for cell in cells]
        rest = [line for line in rest if not any(_holds(cell, line) for cell in cells)]
        held = [line for listed in inside for line in listed]
        if not held:
            continue
        sure = min((line.confidence for line in held if line.confidence is not None), default=None)
        grid = meshed(cells, _texts(cells, inside), held[0].page, sure)
        grids += [grid] if grid else []
    return grids, rest


def _holds(cell: Box, line: Printed) -> bool:
    across, down = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    return cell[0] <= across < cell[2] and cell[1] <= down < cell[3]


def _texts(cells: Sequence[Box], inside: Sequence[Sequence[Printed]]) -> list[str]:
    """The text of each cell, a paragraph a line; a cell ends where its margin begins."""
    rows = [[replace(line, frame=(0, at)) for line in arrange(listed)] for at, listed in enumerate(inside)]
    margin = max(0.0, min(line.box[0] - cell[0] for cell, listed in zip(cells, rows, strict=True) for line in listed))
    apart = steps([line for listed in rows for line in listed])
    texts: list[str] = []
    for at, ((left, _, right, _), listed) in enumerate(zip(cells, rows, strict=True)):
        columns = {(0, at): Column(left + margin, right - margin, apart)}
        texts.append("\n".join(paragraph.text for paragraph in paragraphs(listed, columns=columns)))
    return texts
