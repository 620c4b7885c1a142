"""Edits as a reader looks at them: what stood there and what it became, with some of the words around, like ones folded.

A place is an edit, or several single characters dropped one soon after another, which are read together. Places of one rule
that exchange the same words for the same words are like; but a single character that goes is told from others only by where it
stands, so those are never folded.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.text import Edit, replay

_TOGETHER = 16  # characters of a stretch whose dropped characters are read together
_SIGNS = {"\n": "⏎", "\t": "⇥", "\u3000": "\u3000"}


class Step(NamedTuple):
    """The edits of one step, in order, and the text before it."""

    text: str
    edits: Sequence[Edit]


class Place(NamedTuple):
    """Edits shown together, in order, and the text in which their offsets count."""

    text: str
    edits: Sequence[Edit]


class Piece(NamedTuple):
    """Characters on show: kept, or old and then new where an edit stands."""

    kept: str = ""
    old: str = ""
    new: str = ""


def steps(source: str, edits: Iterable[Edit]) -> Iterator[Step]:
    """The steps of edits.jsonl, each with its text. Raises ValueError where the edits do not replay on the source."""
    text = source
    for _, step in groupby(edits, key=lambda edit: edit.step):
        listed = list(step)
        after = replay(text, listed)
        yield Step(text, listed)
        text = after


def places(text: str, edits: Iterable[Edit]) -> list[Place]:
    """Edits of one rule in the text of their step, by place."""
    found: list[list[Edit]] = []
    for edit in edits:
        if found and _reads_on(found[-1], edit):
            found[-1].append(edit)
        else:
            found.append([edit])
    return [Place(text, listed) for listed in found]


def _reads_on(before: Sequence[Edit], edit: Edit) -> bool:
    first, last = before[0], before[-1]
    alike = last.certainty == edit.certainty and last.confidence == edit.confidence
    return alike and _is_drop(last) and _is_drop(edit) and edit.end - first.start <= _TOGETHER


def _is_drop(edit: Edit) -> bool:
    return len(edit.old) == 1 and not edit.new


def fold(listed: Iterable[Place]) -> list[list[Place]]:
    """Like places together, in the order of the first of each."""
    groups: dict[object, list[Place]] = {}
    for place in listed:
        edit = place.edits[0]
        key = (
            edit.start
            if _is_drop(edit)
            else (edit.old, edit.new, edit.certainty, edit.confidence, edit.alternatives, edit.accepted)
        )
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def pieces(place: Place) -> Iterator[Piece]:
    """What the edits change, and what they leave between them; an equal-length edit shows as narrow as it is."""
    done = place.edits[0].start
    for edit in place.edits:
        if done < edit.start:
            yield Piece(kept=place.text[done : edit.start])
        yield Piece(old=edit.old, new=edit.new)
        done = edit.end


def around(place: Place, characters: int) -> tuple[str, str]:
    """So many characters before and behind a place, fewer at the ends of the text."""
    start, end = place.edits[0].start, place.edits[-1].end
    return place.text[max(0, start - characters) : start], place.text[end : end + characters]


def visible(text: str) -> str:
    """On one line, with signs for what cannot be seen: ⏎ for a line break, <U+F06C> for a code without a character."""
    return "".join(_SIGNS.get(char) or (char if _shows(char) else f"<U+{ord(char):04X}>") for char in text)


def _shows(char: str) -> bool:
    return char.isprintable() or (unicodedata.category(char) == "Zs" and char != "\u200b")
