"""What a file may cost before it is set aside: figures that the command line can change.

A standard of 400 pages is 1–2 MB as docx, 5–20 MB as pdf and 1 MB as text, so each limit leaves room for ten times the largest
one known. Word files reach a ratio of 1 : 40 with long tables; bombs begin at about 1 : 500.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """size and unpacked: bytes; ratio: unpacked to packed; members: of a zip, parts of a web archive; pages: of a pdf; glyphs:
    characters or drawings on one page of it; pixels: of one picture.
    """

    size: int = 64_000_000
    unpacked: int = 200_000_000
    ratio: int = 200
    members: int = 5_000
    pages: int = 3_000
    glyphs: int = 100_000
    pixels: int = 60_000_000


LIMITS = Limits()
LARGEST = 1_000_000_000  # bytes of a file that is read at all outside the child that reads it: for its digest
