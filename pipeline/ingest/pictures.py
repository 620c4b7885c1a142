"""Pictures of pages: png, jpeg, tiff of several pages, bmp, webp. Their text is recognised.

A photograph is turned as its camera says; one of more dots than a page needs is made smaller. A picture that says how many dots
it has to an inch has its boxes in points, any other is taken for a page of `DPI` dots an inch.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Draft
from pipeline.ingest.limits import Limits
from pipeline.ingest.paper.lines import DPI
from pipeline.ingest.pdf import compose, placed
from pipeline.ingest.scan.ocr import available, missing, recognise
from pipeline.ingest.scan.scans import noted

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_LONGEST = 2_600  # pixels of the longer side: a page of A4 has 2,340 at 200 dots an inch
_DOTS = (70, 1200)  # dots an inch that are believed


def read_picture(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: unsupported without the extra `ocr`, damaged, too_big (pixels, pages), no_text."""
    if not available():
        raise missing("the file is a picture")
    pages, heights = [], []
    for number, (pixels, dpi) in enumerate(_frames(data, limits), start=1):
        picture = recognise(pixels, number, dpi)
        pages.append(placed(picture.lines, picture.grids))
        heights.append(picture.height)
    draft = compose(pages, heights, {}, {"pages": len(pages)})
    return noted(draft, [number for number, page in enumerate(pages, start=1) if page])


def _frames(data: bytes, limits: Limits) -> Iterator[tuple[Any, float]]:
    """The pages, as arrays of grey values, with their dots an inch."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes: they are held against our own limit
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                _check(image, limits)
                for frame in ImageSequence.Iterator(image):
                    _check(frame, limits)
                    yield _grey(frame)
        except UnidentifiedImageError as error:  # its own words name an object of this program
            raise SourceError(
                Why.DAMAGED,
                "ingest",
                "the picture cannot be read: it is broken at its head",
                "Download it again, or save it anew as .png.",
            ) from error
        except Image.DecompressionBombError as error:
            raise _too_large("more pixels than any page", limits) from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise SourceError(
                Why.DAMAGED, "ingest", f"the picture cannot be read: {error}", "Download it again, or save it anew as .png."
            ) from error


def _check(image: Any, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.pixels:
        raise _too_large(f"{width:,} × {height:,} pixels", limits)
    if getattr(image, "n_frames", 1) > limits.pages:
        detail = f"{image.n_frames:,} pages; a source may have {limits.pages:,}"
        raise SourceError(Why.TOO_BIG, "ingest", detail, "Split the file.")


def _too_large(what: str, limits: Limits) -> SourceError:
    detail = f"the picture has {what}; one may have {limits.pixels:,}"
    return SourceError(Why.TOO_BIG, "ingest", detail, f"Save it with fewer: {DPI} dots an inch are enough.")


def _grey(frame: Any) -> tuple[Any, float]:
    """Grey values on white paper."""
    import numpy
    from PIL import Image, ImageOps

    told = frame.info.get("dpi", (DPI, DPI))
    dpi = float(told[0]) if isinstance(told, tuple) and _DOTS[0] <= told[0] <= _DOTS[1] else float(DPI)
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    grey = _eight(upright) if upright.mode[0] in "IF" else upright.convert("L")
    scale = min(1.0, _LONGEST / max(grey.size))
    if scale < 1:
        grey = grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), Image.Resampling.LANCZOS)
    return numpy.asarray(grey), dpi * scale


def _eight(image: Any) -> Any:
    """Grey values of 16 or 32 bits brought to 8: Pillow would cut them off, and all paper and ink would be white."""
    import numpy
    from PIL import Image

    values = numpy.asarray(image, dtype=float)
    most = 1.0 if image.mode == "F" and values.max() <= 1 else 255.0 if values.max() <= 255 else 65535.0
    return Image.fromarray((values.clip(0, most) * (255 / most)).astype("uint8"))
