"""The outline of a pdf (its bookmarks) as evidence of headings: each is looked for among the lines of the page it names.

A bookmark holds the words of a heading, often without its number, on one line or over a few.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.ingest.compose import sound
from pipeline.ingest.lines import Head, Printed

_MOST = 20_000  # bookmarks that are read
_LINES = 3  # that a heading may fill
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条款部编篇单元分]+|[(（]?[一二三四五六七八九十\d]+[)）]?(?:\.\d+)*[、.．]?|[A-Z][.、])"
)


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
