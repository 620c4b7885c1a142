"""What a pdf says of itself: its properties, and its outline (bookmarks) as evidence of headings.

Each bookmark is looked for among the lines of the page it names: it holds the words of a heading, often without its number,
on one line or over a few.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from pipeline.ingest.compose import sound
from pipeline.ingest.paper.lines import Head, Printed

_LONGEST = 200  # characters of a property
_MOST = 5_000  # bookmarks that are read
_LINES = 3  # that a heading may fill
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条款部编篇单元分]+|[(（]?[一二三四五六七八九十\d]+[)）]?(?:\.\d+)*[、.．]?|[A-Z][.、])"
)


_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d))?")
_NOBODY = frozenset(
    ("", "untitled", "anonymous", "(anonymous)", "unspecified", "(unspecified)")
)  # what printing programs fill in


def properties(document: Any) -> dict[str, Any]:
    """What the properties of a document opened by pdfium say, as fields of `Copy`: title, author, created (ISO 8601)."""
    said = {key: sound(document.get_metadata_value(key)).strip() for key in ("Title", "Author", "CreationDate")}
    made = {key.lower(): said[key][:_LONGEST] for key in ("Title", "Author") if said[key].lower() not in _NOBODY}
    if created := _created(said["CreationDate"]):
        made["created"] = created
    return made


def _created(said: str) -> str | None:
    """A date of a pdf (D:20190305093000+08'00') by the clock of the machine that made it; None where it is none."""
    found = _DATE.match(said)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or least) for part, least in zip(found.groups(), "011000", strict=True))
    try:
        return datetime(year, month, day, hour, minute, second).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline. level: from 1; page: from 1."""

    title: str
    level: int
    page: int


def bookmarks(document: Any) -> list[Bookmark]:
    """The outline of a document opened by pdfium, as far as it names pages."""
    found: list[Bookmark] = []
    for entry in islice(document.get_toc(), _MOST):
        target = entry.get_dest()
        page = target.get_index() if target else None
        title = _SPACE.sub("", sound(entry.get_title() or ""))
        if page is not None and title:
            found.append(Bookmark(title, entry.level + 1, page + 1))
    return found


def headings(outline: Iterable[Bookmark], pages: Sequence[Sequence[Printed]]) -> dict[Printed, Head]:
    """The lines that bookmarks name, each with its level and a number that the lines of one heading share."""
    found: dict[Printed, Head] = {}
    for number, entry in enumerate(outline):
        for lines in _runs(pages[entry.page - 1] if entry.page <= len(pages) else ()):
            if not any(line in found for line in lines) and _says("".join(line.text for line in lines), entry.title):
                found |= dict.fromkeys(lines, (entry.level, number))
                break
    return found


def _runs(lines: Sequence[Printed]) -> Iterator[Sequence[Printed]]:
    """Each line, then each two that follow each other, and so on."""
    for length in range(1, _LINES + 1):
        for start in range(len(lines) - length + 1):
            yield lines[start : start + length]


def _says(words: str, title: str) -> bool:
    """Whether a line is the heading, but for a number before it."""
    words = _SPACE.sub("", words)
    if words == title:
        return True
    return words.endswith(title) and _NUMBER.fullmatch(words[: -len(title)]) is not None
