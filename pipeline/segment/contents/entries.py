"""Tables of contents whose entries are lines of their own: with leaders before their pages, or without pages where they come
back in the body.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from pipeline.segment.draft.lines import lines, stopped
from pipeline.segment.marks.marks import scan
from pipeline.text import Span

_FEWEST = 3  # entries with pages
_PLAIN = 4  # entries without
_MOSTLY = 0.7  # of them come back
_TITLE, _REACH = 40, 4000  # characters of an entry without a page, of all of them
_BLANK = re.compile(r"\s")
_LINE = re.compile(
    r"\s*(?P<words>[^\n]{2,60}?)(?:[ \t　]*(?:[.．…·]{2,}|[—-]{3,})|[ \t　]+)[.．…·—\- \t　]*"
    r"[(（]?(?P<page>\d{1,3})[)）]?[ \t　]*(?=\n|$)"
)
_VALUED = re.compile(r"(\d{1,2}(?:[.．]\d{1,2})*)[.．]?(?=[ \t　]*[^\W\d_])")
_JOINED = re.compile(r"(?:[A-Z][-－]?)?\d{1,2}(?:[-－]\d{1,2})+(?=[ \t　]*[一-鿿])")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An entry of the contents. span: its words in the text; value: its number's components, () where it has none."""

    printed: str
    value: tuple[int, ...]
    title: str
    span: Span
    page: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents. span: from its heading to the last page number; heading: the span of 目录."""

    span: Span
    heading: Span
    entries: tuple[Entry, ...]


def lined(text: str, head: re.Match[str]) -> Contents | None:
    """Contents whose entries are lines, each with leaders before its page; None where they are not."""
    entries: list[Entry] = []
    at, end = head.end(), head.end()
    while (line := _LINE.match(text, at)) is not None and (not entries or int(line["page"]) >= (entries[-1].page or 0)):
        words = line["words"].strip()
        plain = _VALUED.match(words)
        size = plain.end() if plain is not None else number_of(words)
        value = value_of(plain[1]) if plain is not None else ()
        start = line.start("words") + len(line["words"]) - len(line["words"].lstrip())
        title = words[size:].strip()
        first = start + len(words) - len(words[size:].lstrip())
        entries.append(Entry(words[:size], value, title, (first, start + len(words)), int(line["page"])))
        at, end = line.end(), line.end("page")
    return Contents((head.start(), end), head.span(), tuple(entries)) if len(entries) >= _FEWEST else None


def plain(text: str, head: re.Match[str]) -> Contents | None:
    """Contents whose entries are lines without pages, up to the line that is the first of them again; most come back."""
    if text[head.start() - 1 : head.start()] not in ("", "\n") or text[head.end() : head.end() + 1] != "\n":
        return None
    own = lines(text, (head.end(), min(len(text), head.end() + _REACH)))
    found: list[Entry] = []
    for start, end in own:
        words = text[start:end]
        if len(words) > _TITLE or stopped(words):
            return None
        match = _VALUED.match(words)
        size = match.end() if match is not None else number_of(words)
        title = words[size:].lstrip(".．、 \t　")
        if found and _squeezed(found[0].printed + found[0].title) in (_squeezed(title), _squeezed(words)):
            break
        inner = number_of(title) if match is not None else 0  # 1.第一章 总则
        value = value_of(match[1]) if match is not None and not inner else ()
        printed, title = (title[:inner], title[inner:].lstrip()) if inner else (words[:size], title)
        found.append(Entry(printed, value, title, (end - len(title), end), None))
    else:
        return None
    end = found[-1].span[1]
    if len(found) < _PLAIN or _MOSTLY * len(found) > _come_back(text, end, [_squeezed(entry.title) for entry in found]):
        return None
    return Contents((head.start(), end), head.span(), tuple(found))


def _come_back(text: str, start: int, titles: list[str]) -> int:
    """How many of the titles end a line behind `start`."""
    sizes = {len(title) for title in titles}
    said = (_squeezed(text[slice(*line)]) for line in lines(text, (start, len(text))))
    ends = {words[-size:] for words in said for size in sizes}
    return sum(title in ends for title in titles)


def _squeezed(words: str) -> str:
    return _BLANK.sub("", words)


@lru_cache(maxsize=1024)
def number_of(title: str) -> int:
    """Where the number at the head of an entry's words ends; 0 where they have none."""
    joined = _JOINED.match(title)
    if joined is not None:
        return joined.end()
    mark = next((m for m in scan(title) if m.start == 0 and (m.form or m.style not in ("1", "1."))), None)
    return mark.end if mark is not None and mark.end < len(title) else 0


@lru_cache(maxsize=1024)
def value_of(digits: str) -> tuple[int, ...]:
    parts = re.split("[.．－-]", digits.rstrip(".．"))
    if any(not part or len(part) > 2 or part[0] == "0" for part in parts):
        return ()
    return tuple(int(part) for part in parts)
