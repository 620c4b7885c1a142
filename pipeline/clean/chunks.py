"""Channel chunks: the reader cut the text into pieces of constant length and put `1、` `2、` … at the head of each.

Mechanism: every `length` characters (spaces, punctuation and watermarks count; some readers leave line breaks out) the text was
cut, in the middle of sentences, words and numbers, the piece stripped of white space at its end and put on a line of its
own behind its number. Evidence, in order: numbers that follow each other at one distance; cuts inside a sentence. Never the
pattern `n、` alone: a real item 2、 may stand next to marker 2、.

Where the piece before a cut has the full length the join is certain: the model gives the page back and nothing else does.
Where it is short by a character or two, white space was stripped: it is put back, which is probable. A number that is
skipped at the right distance means a lost piece: that is reported.
"""

import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Edit, Evidence, Finding, Repair, Span

NAME = "chunks"

_MARK = re.compile(r"\n(\d{1,4})、")
_FIRST = re.compile(r"(\d{1,4})、")
_INLINE = re.compile(r"[\u4e00-\u9fff。;；:：)）]\d{1,2}[、.)）](?!\d)")  # an item that goes on in the line of the one before
_SHORTEST, _LONGEST = 100, 2000  # characters a piece may have
_TRIED = 40  # successors of a number within that reach
_STRIPPED = 3  # characters of white space that may be missing at the end of a piece
_LIKELY = 8  # distances that are looked into
_MANY = 5  # pieces that no chance puts at one distance, whatever stands behind the last
_OWN = 3  # items of the text's own that show it to break no line for them
_FULL = 0.5  # share of the pieces that must have the full length
_DRIFT = 24  # characters by which earlier damage, not undone, may change a piece's length
_SENTENCE_END = "。;；!！?？:：.…\n"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number at the head of a line: [start, end) from the line breaks before it to the comma behind it."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Count:
    """How the reader counted: with every character, or without line breaks."""

    breaks: tuple[int, ...] | None

    def between(self, start: int, end: int) -> int:
        if self.breaks is None:
            return end - start
        return end - start - (bisect_left(self.breaks, end) - bisect_left(self.breaks, start))


@dataclass(frozen=True, slots=True)
class _Cut:
    """The pieces of a text: marks in order, the length of a full piece, how it was counted."""

    marks: tuple[_Mark, ...]
    length: int
    count: _Count

    def lengths(self) -> list[int]:
        """Length of every piece but the last."""
        return [self.count.between(a.end, b.start) for a, b in pairwise(self.marks)]

    @property
    def full(self) -> int:
        """How many pieces have the full length."""
        return sum(length == self.length for length in self.lengths())

    @property
    def explained(self) -> int:
        """How many pieces have a length that the model explains: full, or a little white space stripped."""
        return sum(self.length - _STRIPPED <= length <= self.length for length in self.lengths())


def _marks(text: str) -> list[_Mark]:
    """Every number at the head of a line, in order. The pattern begins with one sign that is soon found."""
    marks = [_Mark(int(match[1]), match.start(), match.end()) for match in _MARK.finditer(text)]
    for index, mark in enumerate(marks):
        start = mark.start
        while start and text[start - 1] == "\n":
            start -= 1
        marks[index] = replace(mark, start=start) if start < mark.start else mark
    first = _FIRST.match(text)
    return [_Mark(int(first[1]), 0, first.end()), *marks] if first else marks


def _find(text: str) -> _Cut | None:
    marks = _marks(text)
    if len(marks) < 2 or all(mark.number != 2 for mark in marks):
        return None
    marks.insert(0, _Mark(1, 0, 0))  # the first number may be missing, and a first 1、 the document's own
    counts = [_Count(None)]
    breaks = tuple(match.start() for match in re.finditer("\n", text))
    if len(breaks) > 2 * len(marks):
        counts.append(_Count(breaks))
    chains = [_Chains(marks, count) for count in counts]
    cuts = [cut for one in chains for length in _lengths(marks, one.count) if (cut := one.longest(length))]
    good = (cut for cut in cuts if _convincing(text, cut))
    best = max(good, key=lambda cut: (cut.full, cut.explained), default=None)
    return _without_own_breaks(text, best) if best else None


def _without_own_breaks(text: str, cut: _Cut) -> _Cut:
    """Where more line breaks stand before a number than before most, the first of them are the document's."""
    counts = [len(old) - len(old.lstrip("\n")) for old in (text[mark.start : mark.end] for mark in cut.marks)]
    usual = Counter(counts[1:]).most_common(1)[0][0]
    marks = [replace(mark, start=mark.start + max(0, n - usual)) for mark, n in zip(cut.marks[1:], counts[1:], strict=True)]
    apart = replace(cut, marks=(cut.marks[0], *marks))
    lengths = Counter(apart.lengths())
    return replace(apart, length=max(lengths, key=lambda length: (lengths[length], length)))


def _lengths(marks: list[_Mark], count: _Count) -> list[int]:
    """Likely lengths of a piece: the distances that recur between a number and its successor, most frequent first, then
    those of them at which a 2 stands from the head of the text."""
    by_number: dict[int, list[_Mark]] = {}
    for mark in marks:
        by_number.setdefault(mark.number, []).append(mark)
    seen: Counter[int] = Counter()
    for mark in marks:
        successors = by_number.get(mark.number + 1, [])
        first = bisect_left(successors, mark.end + _SHORTEST, key=lambda later: later.start)
        for later in successors[first : first + _TRIED]:
            distance = count.between(mark.end, later.start)
            if distance > _LONGEST:
                break
            if distance >= _SHORTEST:
                seen[distance] += 1
    if len(marks) > 3 and marks[1].start > 0:  # a distance that does not recur says something only of two pieces
        seen = Counter({length: count for length, count in seen.items() if count > 1 or seen[length - 1] or seen[length + 1]})
    likely = sorted(seen, key=lambda length: (-seen[length], -length))[:_LIKELY]
    heads = {count.between(mark.end, later.start) for mark in marks[:2] if mark.number == 1 for later in by_number[2][:_TRIED]}
    return [*likely, *sorted(length for length in heads & seen.keys() if length not in likely)]


class _Chains:
    """Where each mark of a text leads at a given distance. Places are as the reader counted them."""

    def __init__(self, marks: list[_Mark], count: _Count) -> None:
        self.marks, self.count = marks, count
        self.ends = [count.between(0, mark.end) for mark in marks]
        self.starts: dict[int, list[int]] = {}  # by number
        self.indices: dict[int, list[int]] = {}
        for index, mark in enumerate(marks):
            self.starts.setdefault(mark.number, []).append(count.between(0, mark.start))
            self.indices.setdefault(mark.number, []).append(index)

    def longest(self, length: int) -> _Cut | None:
        """The longest run of numbers 1, 2, 3 … at the distance `length`; of two as long, the one that fits better."""
        ones = self.indices.get(1, [])
        following = {one: self._next(one, length) for one in ones}
        if not any(following.values()):  # what follows is never the first mark of all, of index 0
            return None
        ranks: dict[int, tuple[int, int, int]] = {}  # marks, pieces explained, pieces of the full length, from here on
        for one in ones:
            chain = [one]
            while (behind := following[chain[-1]]) is not None and behind not in ranks:
                chain.append(behind)
                following[behind] = self._next(behind, length)
            for index in reversed(chain):
                ranks[index] = ranks.get(index) or self._rank(index, following[index], ranks, length)
        first = max(ones, key=lambda k: (*ranks[k][:2], self.marks[k].end > self.marks[k].start, ranks[k][2]))
        chain = [first]
        while (at := following[chain[-1]]) is not None:
            chain.append(at)
        return _Cut(tuple(self.marks[k] for k in chain), length, self.count) if len(chain) > 1 else None

    def _rank(
        self, index: int, behind: int | None, ranks: dict[int, tuple[int, int, int]], length: int
    ) -> tuple[int, int, int]:
        if behind is None:
            return 1, 0, 0
        piece = self.count.between(self.marks[index].end, self.marks[behind].start)
        pieces, explained, full = ranks[behind]
        return pieces + 1, explained + (length - _STRIPPED <= piece <= length), full + (piece == length)

    def _next(self, index: int, length: int) -> int | None:
        """The mark that follows: the next number at the distance, else a later one (a piece is lost), else one nearly there."""
        near: list[tuple[int, int, int]] = []
        number, due = self.marks[index].number, self.ends[index] + length
        for ahead, drift in ((1, _DRIFT), (2, 0), (3, 0)):
            starts = self.starts.get(number + ahead, [])
            first = bisect_left(starts, due - _STRIPPED - drift)
            for k in range(first, bisect_right(starts, due + drift, first)):
                short = due - starts[k]
                off = max(short - _STRIPPED, -short, 0)
                near.append((off + (ahead - 1) * _DRIFT, short, self.indices[number + ahead][k]))
        return min(near)[2] if near else None


def _convincing(text: str, cut: _Cut) -> bool:
    """Enough pieces of one length, and cuts where no author breaks a line."""
    pieces = len(cut.marks) - 1
    inside = sum(mark.start > 0 and text[mark.start - 1] not in _SENTENCE_END for mark in cut.marks[1:])
    if pieces == 1:
        return _two_pieces(text, cut, bool(inside))
    near = cut.explained >= max(2, 0.6 * pieces) and cut.full >= _FULL * pieces  # items of an author's are nearly of one length
    return near and (inside >= pieces // 5 if pieces >= _MANY else _few(text, cut, inside))


def _few(text: str, cut: _Cut, inside: int) -> bool:
    """Whether so few pieces convince: no number is left out; the pieces are the whole text, but for what a site may have put
    before the first and behind the last; one cut is inside a sentence where a number heads the text or no other line is
    broken, else most, or all; or the text's own items run on in one line and only the numbers of the pieces break it."""
    pieces, before, headed = len(cut.marks) - 1, cut.count.between(0, cut.marks[0].start), cut.marks[0].end > cut.marks[0].start
    behind = cut.count.between(cut.marks[-1].end, len(text))
    whole = before <= cut.length and behind <= 2 * cut.length
    in_order = all(later.number == mark.number + 1 for mark, later in pairwise(cut.marks))
    unbroken = text.count("\n") == sum(text.count("\n", mark.start, mark.end) for mark in cut.marks)
    needed = 0 if unbroken or (headed and not before) else pieces - 1 if before else pieces / 2
    runs_on = unbroken and headed and cut.full == pieces and len(_INLINE.findall(text)) >= pieces + _OWN
    return whole and in_order and (inside > needed or runs_on)


def _two_pieces(text: str, cut: _Cut, inside: bool) -> bool:
    """One cut has no second to compare: the first number heads the text, the rest is no longer than the first piece, the cut
    is inside a sentence or the text's own items run on in one line, and no other line is broken or the length is round."""
    first, last = cut.marks
    if first.start > 0 or first.end == 0 or cut.count.between(last.end, len(text)) > cut.length:
        return False
    alone = text.count("\n") == text.count("\n", last.start, last.end)
    return (inside and (alone or cut.length % 50 == 0)) or (alone and len(_INLINE.findall(text)) >= _OWN)


def detect(text: str) -> Evidence | None:
    """Numbers at one distance: `length` of a piece, `pieces`, and whether line breaks were counted."""
    cut = _find(text)
    if cut is None:
        return None
    parameters = {"length": cut.length, "pieces": len(cut.marks), "line_breaks_counted": cut.count.breaks is None}
    return Evidence(NAME, len(cut.marks), {**parameters}, cut)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take the numbers out and join the pieces; findings for pieces that are lost."""
    cut = evidence.worked_out(_Cut, lambda: _find(text))
    if cut is None:
        return Repair()
    first = cut.marks[0]
    edits: list[Edit] = []
    if first.end > first.start:
        start = first.end - len(text[first.start : first.end].lstrip("\n"))
        edits.append(_edit(text, (start, first.end), "", "first-number", certain=len(cut.marks) > 2))
    blank = _blank(text, cut)
    edits += [_join(text, cut, mark, length, blank) for mark, length in zip(cut.marks[1:], cut.lengths(), strict=True)]
    return Repair(edits=tuple(edits), findings=tuple(_lost(cut.marks)))


def _blank(text: str, cut: _Cut) -> str:
    """What was stripped at the end of a piece: a space, or a line break where some pieces should end in one and none does."""
    expected = len(cut.marks) * text.count("\n") / len(text)
    found = any(text[mark.start - 1 : mark.start] == "\n" for mark in cut.marks)
    return "\n" if expected >= 3 and not found else " "


def _join(text: str, cut: _Cut, mark: _Mark, length: int, blank: str) -> Edit:
    short = cut.length - length
    if short == 0:
        return _edit(text, (mark.start, mark.end), "", "join", certain=len(cut.marks) > 2)
    if 0 < short <= _STRIPPED:
        return _edit(text, (mark.start, mark.end), blank * short, "join-blank", certain=False)
    return _edit(text, (mark.start, mark.end), "", "join-uneven", certain=False)


def _edit(text: str, span: Span, new: str, rule: str, *, certain: bool) -> Edit:
    start, end = span
    return Edit(
        start=start, end=end, old=text[start:end], new=new, rule=f"{NAME}.{rule}",
        certainty="certain" if certain else "probable", confidence=None if certain else 0.93, alternatives=("",) if new else (),
    )  # fmt: skip


def _lost(marks: Iterable[_Mark]) -> Iterable[Finding]:
    for before, after in pairwise(marks):
        if after.number > before.number + 1:
            numbers = "、".join(str(n) for n in range(before.number + 1, after.number))
            yield Finding(
                code="chunk-lost",
                severity="defect",
                message_en=f"The page numbers the pieces of the text; piece {numbers} is missing here. Look for another copy.",
                message_zh=f"页面给正文的各段编了号，此处缺第{numbers}段。请寻找其他副本。",
                params={"missing": numbers},
                span=(after.start, after.end),
            )


def damage(text: str, rng: random.Random, *, length: int = 300, breaks: int = 1, strip: bool = True) -> str:
    """What the reader made of `text`: pieces of `length` characters, numbered, `breaks` line breaks between them."""
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    stripped = [piece.rstrip(" ") if strip else piece for piece in pieces]
    return ("\n" * breaks).join(f"{n}、{piece}" for n, piece in enumerate(stripped, 1))
