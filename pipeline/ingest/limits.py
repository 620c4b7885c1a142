"""Holds a file against the limits before anything is parsed, for no reader stops a bomb by itself."""

import io
import zipfile

from pipeline.errors import SourceError, Why
from pipeline.limits import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "check_size", "check_zip"]


def check_size(size: int, limits: Limits) -> None:
    """Raises SourceError (too_big) for a file of more than `limits.size` bytes."""
    if size > limits.size:
        raise SourceError(
            Why.TOO_BIG,
            "ingest",
            f"{size:,} bytes; a source may have {limits.size:,}",
            "Split the file, take out pictures and attachments, or allow more with --max-size.",
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
