"""A slanted picture set straight: where lines of text lie level, rows of ink and rows of paper alternate most sharply."""

from typing import Any

_SMALL = 900  # pixels of the longer side in which the slant is measured
_MOST = 6.0  # degrees
_COARSE, _FINE = 0.5, 0.1
_LEAST = 0.15  # degrees: less is none


def slant(pixels: Any) -> float:
    """Degrees by which a picture (grey values) must be turned against the clock until its lines are level."""
    import cv2
    import numpy

    height, width = pixels.shape[:2]
    scale = min(1.0, _SMALL / max(height, width))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    _, ink = cv2.threshold(small, 0, 1.0, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    ink = ink.astype(numpy.float32)

    def sharpness(degrees: float) -> float:
        rows = _turned(ink, degrees, 0.0).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(_range(-_MOST, _MOST, _COARSE), key=sharpness)
    fine = max(_range(coarse - _COARSE, coarse + _COARSE, _FINE), key=sharpness)
    return fine if sharpness(fine) > 1.02 * sharpness(0.0) else 0.0


def _range(low: float, high: float, step: float) -> list[float]:
    return [low + step * at for at in range(round((high - low) / step) + 1)]


def _turned(pixels: Any, degrees: float, around: float) -> Any:
    import cv2

    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=around)


def straightened(pixels: Any) -> Any:
    """The picture with level lines; the same where they are level already."""
    degrees = slant(pixels)
    return pixels if abs(degrees) < _LEAST else _turned(pixels, degrees, 255.0)
