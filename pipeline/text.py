"""`Text`: characters together with the edits that made them, so that any span leads back to the source.

A channel is a pure function: it looks at characters and proposes edits. `Text.apply` performs one step of them and keeps
the map from every character of the result to the characters of the source it stands on. Offsets are code points,
half-open, everywhere.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, Self

import msgspec

Span = tuple[int, int]
Certainty = Literal["certain", "probable"]


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`old`, found at [start, end) of the text before this step, became `new` because of `rule`.

    rule: `channel.rule`. confidence (0–1) and alternatives (other admissible originals, likeliest first) go with a
    probable edit. step (1 …) and source, the span of source.txt it stands on, are filled in when the edit is applied.
    An equal-length edit maps its characters one to one.
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


class _Piece(NamedTuple):
    """`length` characters from `at` stand on `source_length` characters of the source from `source`.

    A linear piece maps character by character; of any other each character stands on the whole span.
    """

    at: int
    length: int
    source: int
    source_length: int
    linear: bool

    def part(self, start: int, end: int) -> tuple[int, int, bool]:
        """Source, source length and linearity of the characters [start, end) counted from the piece's head."""
        if self.linear:
            return self.source + start, end - start, True
        return self.source, self.source_length, False


class Text:
    """Immutable: `apply` returns a new Text. `str(text)` is the current characters, `source` the first ones."""

    __slots__ = ("_pieces", "_starts", "source", "steps", "value")

    def __init__(self, source: str) -> None:
        self.source = source
        self.value = source
        self.steps: tuple[tuple[Edit, ...], ...] = ()
        self._set([_Piece(0, len(source), 0, len(source), True)] if source else [])

    def _set(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._starts = [piece.at for piece in pieces]

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
        listed = sorted(edits, key=lambda edit: (edit.start, edit.end))
        if not listed:
            return self
        _check(self.value, listed)
        number = len(self.steps) + 1
        made = type(self)(self.source)
        made.steps = (
            *self.steps,
            tuple(msgspec.structs.replace(e, step=number, source=self.source_span(e.start, e.end)) for e in listed),
        )
        made.value = _replace(self.value, listed)
        made._set(self._remap(listed))
        return made

    def _remap(self, edits: Sequence[Edit]) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = done = 0

        def keep(start: int, end: int) -> None:
            nonlocal at
            for source, source_length, linear, length in self._slices(start, end):
                _push(pieces, _Piece(at, length, source, source_length, linear))
                at += length

        for edit in edits:
            keep(done, edit.start)
            if len(edit.new) == len(edit.old):
                keep(edit.start, edit.end)
            elif edit.new:
                start, end = self.source_span(edit.start, edit.end)
                pieces.append(_Piece(at, len(edit.new), start, end - start, False))
                at += len(edit.new)
            done = edit.end
        keep(done, len(self.value))
        return pieces

    def _slices(self, start: int, end: int) -> Iterable[tuple[int, int, bool, int]]:
        """The pieces under [start, end), cut to it: source, source length, linear, length."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            piece = self._pieces[index]
            stop = min(end, piece.at + piece.length)
            source, source_length, linear = piece.part(start - piece.at, stop - piece.at)
            yield source, source_length, linear, stop - start
            start = stop
            index += 1

    def source_span(self, start: int, end: int) -> Span:
        """The span of the source that [start, end) of the text stands on; an empty span gives an empty one."""
        if start >= end:
            place = self._end_before(start)
            return place, place
        first = self._pieces[bisect_right(self._starts, start) - 1]
        last = self._pieces[bisect_right(self._starts, end - 1) - 1]
        head = first.part(start - first.at, start - first.at + 1)
        tail = last.part(end - 1 - last.at, end - last.at)
        return head[0], tail[0] + tail[1]

    def _end_before(self, place: int) -> int:
        if place <= 0 or not self._pieces:
            return 0
        last = self._pieces[bisect_right(self._starts, place - 1) - 1]
        source, length, _ = last.part(place - 1 - last.at, place - last.at)
        return source + length

    def text_span(self, start: int, end: int) -> Span:
        """The smallest span of the text that holds all characters standing on [start, end) of the source.

        Where nothing of it is left: an empty span at the place where it stood.
        """
        low = self._first(lambda piece, k: sum(piece.part(k, k + 1)[:2]) > start)
        high = self._first(lambda piece, k: piece.part(k, k + 1)[0] >= end)
        return (low, high) if low < high else (low, low)

    def _first(self, reached: Callable[[_Piece, int], bool]) -> int:
        """The first character of the text for which the (monotonic) condition on its source holds."""
        low, high = 0, len(self._pieces)
        while low < high:
            middle = (low + high) // 2
            piece = self._pieces[middle]
            if reached(piece, piece.length - 1):
                high = middle
            else:
                low = middle + 1
        if low == len(self._pieces):
            return len(self.value)
        piece = self._pieces[low]
        left, right = 0, piece.length - 1
        while left < right:
            middle = (left + right) // 2
            if reached(piece, middle):
                right = middle
            else:
                left = middle + 1
        return piece.at + left


def _push(pieces: list[_Piece], piece: _Piece) -> None:
    """Append, or lengthen the last piece where both are linear and follow each other in the source."""
    if pieces:
        last = pieces[-1]
        if last.linear and piece.linear and last.source + last.source_length == piece.source:
            pieces[-1] = _Piece(
                last.at, last.length + piece.length, last.source, last.source_length + piece.source_length, True
            )
            return
    pieces.append(piece)


def _check(text: str, edits: Sequence[Edit]) -> None:
    done = 0
    for edit in edits:
        if edit.start < done or edit.end < edit.start:
            raise ValueError(f"edits overlap at {edit.start}: {edit.rule}")
        if text[edit.start : edit.end] != edit.old or edit.end > len(text):
            raise ValueError(f"{edit.rule} quotes {edit.old!r} at {edit.start}, where {text[edit.start : edit.end]!r} stands")
        if edit.old == edit.new:
            raise ValueError(f"{edit.rule} changes nothing at {edit.start}")
        done = edit.end


def _replace(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.new)
        done = edit.end
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
        _check(text, listed)
        text = _replace(text, listed)
    return text
