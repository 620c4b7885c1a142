"""Decisions of this run of the page: each tried, written down, the standard made anew, and what changed in it kept for show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from pipeline.decide import (
    Folders,
    NothingToDo,
    OutputError,
    Unusable,
    file_of,
    rebuild,
    source_of,
    try_out,
    write_down,
)
from pipeline.language import Language, say
from pipeline.review.forms import correction_of
from pipeline.review.queue import Item, Queue

_SHOWN = 60  # lines of what changed


class Settled(Exception):  # noqa: N818 - told to a person, no error of the program
    """Somebody decided this already, or it is no longer there; the item as it stands now, if it does."""

    def __init__(self, item: Item | None) -> None:
        super().__init__()
        self.item = item


@dataclass(frozen=True, slots=True)
class Done:
    """A decision that was kept. changes: lines of standard.md, each with + or -; wrong: why it could not be rebuilt."""

    standard: str
    file: str
    line: int
    changes: tuple[tuple[str, str], ...]
    more: int
    wrong: str = ""


def decide(queue: Queue, folders: Folders, key: str, form: Mapping[str, str], language: Language) -> Done:
    """Carry out what a form asks for. Raises Settled, and Unusable where it cannot be done: nothing is written then.

    The standard is made anew before, where it is stale, so that a decision is held against what stands now.
    """
    before = find(queue, key)
    if before is None or before.decided:
        raise Settled(before)
    name = before.seen.standard.id
    source = source_of(name, folders)
    _fresh(name, folders, language)
    item = find(queue, key)
    if item is None or item.decided:
        raise Settled(item)
    correction = correction_of(item, form, language)
    tried = try_out(source, correction, folders)
    if tried.faults:
        raise Unusable(tried.faults[0].message(language))
    file = file_of(source)
    try:
        write_down(file, correction)
    except OSError as error:
        raise Unusable(say("review-not-written", language, file=file, error=error.strerror)) from error
    wrong = ""
    try:
        _fresh(name, folders, language)
    except Unusable as error:
        wrong = str(error)
    changes = list(_changes(tried.before, tried.after))
    return Done(name, str(file), tried.line, tuple(changes[:_SHOWN]), max(0, len(changes) - _SHOWN), wrong)


def find(queue: Queue, key: str) -> Item | None:
    """The item of that key as it stands now."""
    return next((item for item in queue.items() if item.key == key), None)


def _fresh(name: str, folders: Folders, language: Language) -> None:
    try:
        made = rebuild(name, folders, _Silent())
    except (NothingToDo, OutputError) as error:
        raise Unusable(say("review-not-rebuilt", language, error=error)) from error
    if name in made.refused:
        raise Unusable(say("review-not-rebuilt", language, error=made.refused[name]))


def _changes(before: str, after: str) -> list[tuple[str, str]]:
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [(line[0], line[1:]) for line in lines if not line.startswith("@@") and line[1:].strip()]


class _Silent:
    """A report of a run that nobody reads: the page says what came of it."""

    def begin(self, total: int) -> None:
        pass

    def why(self, source: object, parts: Sequence[str]) -> None:
        pass

    def done(self, source: object, result: object) -> None:
        pass

    def note(self, message: str) -> None:
        pass

    def end(self) -> None:
        pass


__all__ = ["Done", "Settled", "decide", "find"]
