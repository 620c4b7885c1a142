"""Prints a text as pictures of pages, clean or as a poor copy: blurred, grainy, slanted, packed as jpeg.

The type is Noto Sans SC, which comes in a package; the same text and seed give the same picture.
"""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

DPI = 200
_WIDTH, _HEIGHT = 1654, 2339  # A4
_LEFT, _TOP, LINES, _COLUMNS = 200, 200, 32, 36
_SIZE, _LEADING = 33, 60  # 12 points, at one and a half lines


@cache
def _font(size: int) -> Any:
    import pylopdf_fonts_zh_cn
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"), size)


def wrapped(text: str, columns: int = _COLUMNS) -> list[str]:
    """The lines of a text, none with more characters than `columns`, no stop at the head of one."""
    found: list[str] = []
    for whole in text.split("\n"):
        line = whole
        while len(line) > columns:
            end = columns + (line[columns] in "，。；：、！？）》,;:.)")
            found.append(line[:end])
            line = line[end:]
        if line:
            found.append(line)
    return found


def pages(text: str) -> Iterator[Any]:
    """The text on pages of A4, as pictures of grey values."""
    lines = wrapped(text)
    for start in range(0, len(lines), LINES):
        yield page([(_LEFT, _TOP + _LEADING * at, line) for at, line in enumerate(lines[start : start + LINES])])


def page(runs: Sequence[tuple[int, int, str]], rules: Sequence[tuple[int, int, int, int]] = (), size: int = _SIZE) -> Any:
    """A page of A4. runs: left, top and words of each line; rules: lines drawn, in pixels."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (_WIDTH, _HEIGHT), 255)
    draw = ImageDraw.Draw(picture)
    for rule in rules:
        draw.line(rule, fill=0, width=3)
    for left, top, words in runs:
        draw.text((left, top), words, font=_font(size), fill=0)
    return picture


def poor(picture: Any, seed: int = 0) -> Any:
    """A poor copy: two degrees of slant, a blur, grain, and jpeg at quality 40."""
    import numpy
    from PIL import Image, ImageFilter

    slanted = picture.rotate(2, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(1.0))
    grain = numpy.random.default_rng(seed).normal(0, 12, (slanted.height, slanted.width))
    noisy = Image.fromarray((numpy.asarray(slanted, float) + grain).clip(0, 255).astype("uint8"))
    return Image.open(io.BytesIO(packed([noisy], "JPEG", quality=40))).convert("L")


def packed(pictures: Sequence[Any], form: str, **options: Any) -> bytes:
    """Pictures as a file: PNG, JPEG, TIFF, BMP, WEBP; or PDF, a page a picture."""
    out = io.BytesIO()
    first, *rest = pictures
    if form in ("TIFF", "PDF") and rest:
        options |= {"save_all": True, "append_images": rest}
    first.save(
        out, form, **({"resolution": DPI} if form == "PDF" else {"dpi": (DPI, DPI)} if form != "WEBP" else {}), **options
    )
    return out.getvalue()
