"""A standard as the review page sees it: the tree and findings, the text with its way back to the source, and that text as it
was before people put words right.

Everything comes from the written files, so that what is on show is what stands on disk.
"""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from pipeline.load import LoadError
from pipeline.model import Edit, Span, Standard, Text
from pipeline.reasons import channel_of

_FILES = ("standard.json", "source.txt", "edits.jsonl")
_PEOPLE = "corrections"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """text: text.txt; cleaned: the same without what people put right; corrected: their edits, with offsets in `cleaned`."""

    standard: Standard
    text: Text
    cleaned: Text
    corrected: tuple[Edit, ...]

    def before_corrections(self, start: int, end: int) -> Span | None:
        """Where in `cleaned` these words of `text` stand; None where a person changed them."""
        grown = 0
        for edit in self.corrected:
            at, behind = edit.start + grown, edit.start + grown + len(edit.new)
            if behind <= start and at < start:
                grown += len(edit.new) - len(edit.old)
            elif at < end or at < start:
                return None
            else:
                break
        return start - grown, end - grown


def read(folder: Path) -> Seen:
    """The standard in a folder. Raises LoadError where a file is missing, broken or does not fit the others."""
    try:
        standard = msgspec.json.decode((folder / "standard.json").read_bytes(), type=Standard)
        source = (folder / "source.txt").read_bytes().decode()
        lines = (folder / "edits.jsonl").read_bytes().split(b"\n")
        edits = [msgspec.json.decode(line, type=Edit) for line in lines if line]
        text = cleaned = Text(source)
        for _, step in groupby(edits, key=lambda edit: edit.step):
            listed = list(step)
            text = text.apply(listed)
            if channel_of(listed[0]) != _PEOPLE:
                cleaned = text
    except (OSError, ValueError) as error:  # what msgspec and replaying raise are ValueErrors
        raise LoadError(f"{folder} cannot be read ({error}); extract it again") from error
    people = text.steps[-1] if text is not cleaned else ()
    return Seen(standard, text, cleaned, people)


def stamp(folder: Path) -> tuple[tuple[int, int], ...]:
    """Changes when a file of the standard does; empty where one is missing."""
    try:
        return tuple(((known := (folder / name).stat()).st_mtime_ns, known.st_size) for name in _FILES)
    except OSError:
        return ()
