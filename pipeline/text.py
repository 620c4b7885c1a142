"""`Text`: characters together with the edits that made them, so that any span leads back to the source.

A channel is a pure function: it looks at characters and proposes edits. `Text.apply` performs one step of them and keeps
the map from every character of the result to the characters of the source it stands on. Offsets are code points,
half-open, everywhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from operator import attrgetter
from typing import Literal, Self
from unicodedata import category

import msgspec

Span = tuple[int, int]
Certainty = Literal["certain", "probable"]

_WORDS_AMONG_STOPS = frozenset("%‰&@#*/\\")  # punctuation to Unicode, words to an author: 80%, A&D
_STROKES = "|｜"  # signs of mathematics to Unicode, the rules between cells to an author
_SEPARATING = frozenset({"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "So", "Zs", "Zl", "Zp", "Cc", "Cf"})


def is_separator(character: str) -> bool:
    """White space, stops, brackets, quotation marks, rules and bullets: what may stand between nodes and belong to none."""
    if character in _WORDS_AMONG_STOPS:
        return False
    return character.isspace() or character in _STROKES or category(character) in _SEPARATING


def written(name: str) -> str:
    """A file's name as text. Bytes in it that are no UTF-8, which Python keeps as surrogates, come out as \\xff."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """`old`, found at [start, end) of the text before this step, became `new` because of `rule`.

    rule: `channel.rule`. confidence (0–1) and alternatives (other admissible originals, likeliest first) go with a
    probable edit. step (1 …) and source, the span of source.txt it stands on, are filled in when the edit is applied.
    An equal-length edit maps its characters one to one. author and reason: of an edit that a person
    made; copy: which of several copies it is of. accepted: who looked at a probable one and found it right, and why.
    """

    step: int = 0
    start: int
    end: int
    old: str
    new: str
    rule: str
    certainty: Certainty
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    source: Span | None = None
    author: str | None = None
    reason: str | None = None
    copy: int | None = None
    accepted: str | None = None


_MARKS = re.compile(r"\W+")

_LINEAR = -1
"""The width of a piece that maps character by character."""

_PLACE = attrgetter("start", "end")


class Text:
    """Immutable: `apply` returns a new Text. `str(text)` is the current characters, `source` the first ones.

    The map to the source is a row of pieces, in three lists: where each begins in the text; from where in the source it
    stands; and how many characters of the source each of its characters stands on, all of them on the same, or _LINEAR.
    """

    __slots__ = ("_sources", "_starts", "_widths", "source", "steps", "value")

    def __init__(self, source: str) -> None:
        self.source = source
        self.value = source
        self.steps: tuple[tuple[Edit, ...], ...] = ()
        self._starts, self._sources, self._widths = ([0], [0], [_LINEAR]) if source else ([], [], [])

    def __str__(self) -> str:
        return self.value

    def __len__(self) -> int:
        return len(self.value)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit so far, in order of step and place, with step and source filled in."""
        return tuple(edit for step in self.steps for edit in step)

    def apply(self, edits: Iterable[Edit]) -> Self:
        """The text after one step. No edits: the same object.

        Raises ValueError where edits overlap, are out of order, change nothing, or do not quote what stands there.
        """
        listed = sorted(edits, key=_PLACE)
        if not listed:
            return self
        value = _performed(self.value, listed)
        number = len(self.steps) + 1
        known = msgspec.structs.replace
        step = tuple([known(edit, step=number, source=span) for edit, span in zip(listed, self._spans(listed), strict=True)])
        made = type(self)(self.source)
        made.steps = (*self.steps, step)
        made.value = value
        made._starts, made._sources, made._widths = self._remapped(step)
        return made

    def _spans(self, edits: Sequence[Edit]) -> list[Span]:
        """The spans of the source that edits, in order, stand on."""
        starts, sources, widths = [*self._starts, len(self.value)], self._sources, self._widths
        spans: list[Span] = []
        low = high = moved = 0  # the piece of the last edit, if it maps character by character, and where to
        for edit in edits:
            start, end = edit.start, edit.end
            if low <= start < end <= high:
                spans.append((start + moved, end + moved))
                continue
            spans.append(self.source_span(start, end))
            piece = bisect_right(starts, start) - 1
            if start < end and widths[piece] == _LINEAR:
                low, high, moved = starts[piece], starts[piece + 1], sources[piece] - starts[piece]
        return spans

    def noted(self, notes: Mapping[tuple[int, int, int], str]) -> Self:
        """The same text, the edits at these places (step, start, end) noted as accepted."""
        made = copy(self)
        made.steps = tuple(
            tuple(
                msgspec.structs.replace(edit, accepted=note) if (note := notes.get((edit.step, edit.start, edit.end))) else edit
                for edit in step
            )
            for step in self.steps
        )
        return made

    def _remapped(self, edits: Sequence[Edit]) -> tuple[list[int], list[int], list[int]]:
        """The map after edits; those of equal length leave it as it is."""
        starts, sources, widths = list[int](), list[int](), list[int]()
        old, olds, old_widths = [*self._starts, len(self.value)], self._sources, self._widths
        first = done = moved = 0  # the piece that is copied, what is copied, and by how much it is moved on
        ahead: int | None = None  # by how much the last piece's source is, where it maps character by character
        for start, end, size in (*_resized(edits), (len(self.value), len(self.value), 0)):
            if done < start:
                if old[first + 1] <= done:
                    first = bisect_right(old, done, first) - 1
                if (width := old_widths[first]) == _LINEAR:
                    now = olds[first] - old[first] - moved
                    if now != ahead:
                        starts.append(done + moved)
                        sources.append(done + moved + now)
                        widths.append(width)
                        ahead = now
                else:
                    starts.append(done + moved)
                    sources.append(olds[first])
                    widths.append(width)
                    ahead = None
                if old[first + 1] < start:
                    last = bisect_left(old, start, first + 1)
                    starts += [place + moved for place in old[first + 1 : last]]
                    sources += olds[first + 1 : last]
                    widths += old_widths[first + 1 : last]
                    ahead = sources[-1] - starts[-1] if widths[-1] == _LINEAR else None
            if size:
                low, high = self._under(start, end)
                starts.append(start + moved)
                sources.append(low)
                widths.append(high - low)
                ahead = None
            moved += size - (end - start)
            done = end
        return starts, sources, widths

    def _under(self, start: int, end: int) -> Span:
        """What new characters in the place of [start, end) stand on; put inside a piece, on what its characters stand on."""
        piece = bisect_right(self._starts, start) - 1
        if start == end and piece >= 0 and self._widths[piece] != _LINEAR and self._starts[piece] < start < self._end(piece):
            return self._sources[piece], self._sources[piece] + self._widths[piece]
        return self.source_span(start, end)

    def source_span(self, start: int, end: int) -> Span:
        """The span of the source that [start, end) of the text stands on; an empty span gives an empty one."""
        if start >= end:
            place = self._source_before(start) if start > 0 and self._starts else 0
            return place, place
        starts = self._starts
        piece = bisect_right(starts, start) - 1
        source, width = self._sources[piece], self._widths[piece]
        inside = end <= (starts[piece + 1] if piece + 1 < len(starts) else end)
        if width != _LINEAR:
            return source, source + width if inside else self._source_before(end)
        source -= starts[piece]
        return source + start, source + end if inside else self._source_before(end)

    def _source_before(self, place: int) -> int:
        """Where in the source what the character before `place` stands on ends."""
        piece = bisect_right(self._starts, place - 1) - 1
        width = self._widths[piece]
        return self._sources[piece] + (place - self._starts[piece] if width == _LINEAR else width)

    def text_span(self, start: int, end: int) -> Span:
        """The smallest span of the text that holds all characters standing on [start, end) of the source.

        Where nothing of it is left: an empty span at the place where it stood.
        """
        pieces = range(len(self._starts))
        low = self._reached(bisect_right(pieces, start, key=self._source_end), start)
        high = self._reached(bisect_left(pieces, end, key=self._last_source), end)
        return (low, high) if low < high else (low, low)

    def _end(self, piece: int) -> int:
        """Where the piece ends in the text."""
        return self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.value)

    def _source_end(self, piece: int) -> int:
        """Where in the source what its last character stands on ends."""
        width = self._widths[piece]
        return self._sources[piece] + (self._end(piece) - self._starts[piece] if width == _LINEAR else width)

    def _last_source(self, piece: int) -> int:
        """Where in the source what its last character stands on begins."""
        source = self._sources[piece]
        return source + self._end(piece) - self._starts[piece] - 1 if self._widths[piece] == _LINEAR else source

    def _reached(self, piece: int, source: int) -> int:
        """The character of a piece that stands on a place of the source, or its first; the end where there is no such piece."""
        if piece == len(self._starts):
            return len(self.value)
        inside = source - self._sources[piece] if self._widths[piece] == _LINEAR else 0
        return self._starts[piece] + max(0, inside)


def _resized(edits: Iterable[Edit]) -> list[tuple[int, int, int]]:
    """Start, end and new length of the edits that change the length."""
    return [(edit.start, edit.end, len(edit.new)) for edit in edits if len(edit.new) != len(edit.old)]


def _performed(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits in order. Raises ValueError where one does not fit."""
    parts: list[str] = []
    done, size = 0, len(text)
    for edit in edits:
        start, end, old, new = edit.start, edit.end, edit.old, edit.new
        if start < done or end < start:
            raise ValueError(f"edits overlap at {start}: {edit.rule}")
        if text[start:end] != old or end > size:
            raise ValueError(f"{edit.rule} quotes {old!r} at {start}, where {text[start:end]!r} stands")
        if old == new:
            raise ValueError(f"{edit.rule} changes nothing at {start}")
        parts.append(text[done:start])
        if new:
            parts.append(new)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def replay(source: str, edits: Iterable[Edit]) -> str:
    """The text that `edits`, in order of step, make of `source`: `text.txt` from `source.txt` and `edits.jsonl`.

    Raises ValueError where an edit does not fit.
    """
    steps: dict[int, list[Edit]] = {}
    for edit in edits:
        steps.setdefault(edit.step, []).append(edit)
    text = source
    for number in sorted(steps):
        listed = sorted(steps[number], key=lambda edit: (edit.start, edit.end))
        text = _performed(text, listed)
    return text


def bare(words: str) -> str:
    """Words without marks and white space: letters and figures alone, by which like words are told."""
    return _MARKS.sub("", words)


def behind_head(head: re.Pattern[str], words: str) -> str:
    """Words without what a pattern matches at their head; searching for it would try it at every character."""
    found = head.match(words)
    return words[found.end() :] if found else words


def one_line(words: str) -> str:
    """Words of a text without the line breaks inside them, which are the page's and not the author's, and without margins."""
    return "".join([line.strip(" \t　") for line in words.split("\n")]).strip() if "\n" in words else words.strip()
