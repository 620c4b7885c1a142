"""The file of a standard's corrections: where it lies, what its lines say, and which of them cannot be read."""

import math
import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from pipeline.correction import CORRECTIONS, Correction
from pipeline.errors import SourceError, Why
from pipeline.model import Kind

STAGE = "corrections"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that was read: its number, from 1, and the correction, or what is wrong with it."""

    line: int
    correction: Correction | None = None
    wrong: str = ""


def place_of(source: Path, id_: str, below: int = 1) -> Path:
    """Where the corrections of a standard lie: in `corrections/` beside its source or in a folder above it.

    The nearest file of its name; where there is none, where one would be: in the nearest `corrections/` there is.
    below: how many names the source's path has from the folder that was given on; no folder above that one is looked at.
    """
    folders = list(source.parents)[: max(1, below)]
    name = f"{id_}.jsonl"
    there = [folder / CORRECTIONS for folder in folders if os.path.isdir(folder / CORRECTIONS)]
    found = next((folder for folder in there if os.path.lexists(folder / name)), None)
    return (found or next(iter(there), folders[-1] / CORRECTIONS)) / name


def strays(folder: Path, used: Iterable[Path]) -> list[Path]:
    """Files of corrections below a folder that are none of those used: what they say is put right nowhere."""
    known = {os.path.abspath(path) for path in used}
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        if os.path.basename(place) == CORRECTIONS:
            found += [Path(place, name) for name in sorted(names) if name.endswith(".jsonl") and not name.startswith(".")]
    return [path for path in found if os.path.abspath(path) not in known]


def read_corrections(path: Path) -> tuple[Listed, ...]:
    """The corrections of a standard in the order of the file, broken lines among them; none where there is no file.

    Raises SourceError where the file is there and cannot be read.
    """
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).split(b"\n")  # editors of Windows put one at the head
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        detail = f"{CORRECTIONS}/{path.name} cannot be read: {error.strerror}"
        raise SourceError(Why.UNREADABLE, STAGE, detail, "Give yourself the right to read it.") from error
    return tuple(_listed(number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _listed(number: int, line: bytes) -> Listed:
    try:
        correction = msgspec.json.decode(line, type=Correction)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Listed(number, wrong=str(error))
    return Listed(number, correction, wrong) if not (wrong := fault_of(correction)) else Listed(number, wrong=wrong)


def fault_of(correction: Correction) -> str:
    """What makes a correction unusable whatever it is held against; "" where nothing does."""
    try:
        key, value = correction.change.named()
    except ValueError as error:
        return str(error)
    if not correction.quote.strip():
        return "the quotation is empty"
    if not (correction.reason.strip() and correction.author.strip()):
        return "a correction needs a reason and an author"
    if key == "kind" and value not in get_args(Kind):
        return f"there is no kind {value!r}: the kinds are {', '.join(get_args(Kind))}"
    if key in ("drop", "join") and value is not True:
        return f"{key} is true or left out"
    if isinstance(value, float) and not math.isfinite(value):
        return "a score is a number"
    if key == "text" and value == correction.quote:
        return "the text is what stands there already"
    return ""


def places(text: str, correction: Correction) -> list[int]:
    """Where the quoted words begin in a text, with what stands before and after them; at most 300 places are looked for."""
    whole = correction.before + correction.quote + correction.after
    found: list[int] = []
    at = text.find(whole)
    while at >= 0 and len(found) < 300:
        found.append(at + len(correction.before))
        at = text.find(whole, at + 1)
    return found


def sound(listed: Sequence[Listed]) -> list[tuple[int, Correction]]:
    """The corrections that could be read, with their lines."""
    return [(one.line, one.correction) for one in listed if one.correction is not None]
