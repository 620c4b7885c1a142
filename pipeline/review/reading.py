"""A standard as the review page sees it: the tree and findings, the text with its way back to the source, and that text as it
was before people put words right; where there are several copies, each of them, and how the text is joined from them.

Everything comes from the written files, so that what is on show is what stands on disk.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from pipeline.collation import Collation, Joined
from pipeline.load import LoadError
from pipeline.model import Edit, Span, Standard, Text
from pipeline.reasons import channel_of

_PEOPLE = "corrections"


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A copy. text: as its edits leave it; cleaned: the same without what people put right; corrected: their edits, with
    offsets in `cleaned`.
    """

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


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """now: text.txt, which is the text of the only copy, or joined from several as `collation` says."""

    standard: Standard
    now: str
    copies: tuple[Scan, ...]
    collation: Collation | None = None

    def origin(self, span: Span) -> tuple[int, Span]:
        """The copy, from 1, that a place of text.txt stands on, and the span of its text."""
        return self.collation.origin(*span) if self.collation else (1, span)

    def place(self, copy: int, span: Span) -> Span | None:
        """Where in text.txt a place of a copy's text stands; None where another copy has the word there."""
        if self.collation is None:
            return span
        start, end = self.collation.place(copy, *span)
        return None if start == end and span[0] < span[1] else (start, end)

    def source(self, span: Span) -> tuple[int, Span]:
        """The copy that a place of text.txt stands on, and the span of its source."""
        copy, own = self.origin(span)
        return copy, self.copies[copy - 1].text.source_span(*own)


def read(folder: Path) -> Seen:
    """The standard in a folder. Raises LoadError where a file is missing, broken or does not fit the others."""
    try:
        standard = msgspec.json.decode((folder / "standard.json").read_bytes(), type=Standard)
        now = (folder / "text.txt").read_bytes().decode()
        copies = [_scan(folder, "")]
        joined = folder / "collation.jsonl"
        if not joined.exists():
            return Seen(standard, now, tuple(copies))
        copies += [_scan(folder, f".{number}") for number in range(2, len(standard.sources) + 1)]
        pieces = [msgspec.json.decode(line, type=Joined) for line in joined.read_bytes().split(b"\n") if line]
        return Seen(standard, now, tuple(copies), Collation(pieces))
    except (OSError, ValueError) as error:  # what msgspec and replaying raise are ValueErrors
        raise LoadError(f"{folder} cannot be read ({error}); extract it again") from error


def _scan(folder: Path, number: str) -> Scan:
    source = (folder / f"source{number}.txt").read_bytes().decode()
    lines = (folder / f"edits{number}.jsonl").read_bytes().split(b"\n")
    edits = [msgspec.json.decode(line, type=Edit) for line in lines if line]
    text = cleaned = Text(source)
    for _, step in groupby(edits, key=lambda edit: edit.step):
        listed = list(step)
        text = text.apply(listed)
        if channel_of(listed[0]) != _PEOPLE:
            cleaned = text
    return Scan(text, cleaned, text.steps[-1] if text is not cleaned else ())


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a file of the standard does, those of further copies too; one that goes while they are listed is none."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ()
    found: list[tuple[str, int, int]] = []
    for name in names:
        with suppress(OSError):
            known = (folder / name).stat()
            found.append((name, known.st_mtime_ns, known.st_size))
    return tuple(found)
