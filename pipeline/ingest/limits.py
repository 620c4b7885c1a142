"""What a file may cost before it is set aside. Sizes are read before anything is parsed, for no reader stops a bomb by itself.

The figures: a standard of 400 pages is 1–2 MB as docx, 5–20 MB as pdf and 1 MB as text, so each limit leaves room for ten
times the largest one known. Word files reach a ratio of 1 : 40 with long tables; bombs begin at about 1 : 500.
"""

import io
import zipfile
from dataclasses import dataclass

from pipeline.errors import SourceError, Why


@dataclass(frozen=True, slots=True)
class Limits:
    """size and unpacked: bytes; ratio: unpacked to packed; members: of a zip; pages: of a pdf; glyphs:
    characters or drawings on one page of it.
    """

    size: int = 64_000_000
    unpacked: int = 200_000_000
    ratio: int = 200
    members: int = 5_000
    pages: int = 3_000
    glyphs: int = 100_000


LIMITS = Limits()


def check_size(size: int, limits: Limits) -> None:
    """Raises SourceError (too_big) for a file of more than `limits.size` bytes."""
    if size > limits.size:
        raise SourceError(
            Why.TOO_BIG,
            "ingest",
            f"{size:,} bytes; a source may have {limits.size:,}",
            "Split the file, or take out pictures and attachments.",
        )


def check_zip(data: bytes, limits: Limits) -> None:
    """Hold the directory of a zip against the limits. Raises SourceError (damaged, encrypted, too_big)."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise SourceError(
            Why.DAMAGED, "ingest", f"the zip container is broken: {error}", "Download the file again, or repair it in Word."
        ) from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.members or unpacked > min(limits.unpacked, limits.ratio * len(data)):
        detail = f"it would unpack to {unpacked:,} bytes in {len(members):,} members from {len(data):,} bytes"
        raise SourceError(Why.TOO_BIG, "ingest", detail, "Open the file where it came from and save it anew without pictures.")
    if any(member.flag_bits & 1 for member in members):
        raise SourceError(
            Why.ENCRYPTED, "ingest", "members of the file are encrypted", "Remove the password and save it again."
        )
