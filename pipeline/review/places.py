"""Words around a place, on show; and words of a text that a correction can quote, since they stand in it once."""

from dataclasses import dataclass

from pipeline.model import Span

_AROUND = 110  # characters on either side
_HEAD, _TAIL = 400, 120  # characters shown of a place that is longer than both
_QUOTED = 24  # characters of a long place that are quoted
_SHORTEST = 5  # characters of a quotation with what stands around it, where the text has so many
_STEP = 3  # characters by which what stands around a quotation grows until it is unique


@dataclass(frozen=True, slots=True)
class Passage:
    """A place and what stands around it. skipped: so many characters between head and tail are not shown; line: from 1."""

    before: str
    head: str
    skipped: int
    tail: str
    after: str
    line: int
    opens: bool
    ends: bool


def passage(text: str, span: Span) -> Passage:
    """The place `span` of a text with its surroundings."""
    start, end = span
    long = end - start > _HEAD + _TAIL
    head, tail = (text[start : start + _HEAD], text[end - _TAIL : end]) if long else (text[start:end], "")
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return Passage(
        before=text[first:start],
        head=head,
        skipped=end - start - _HEAD - _TAIL if long else 0,
        tail=tail,
        after=text[end:last],
        line=text.count("\n", 0, start) + 1,
        opens=first == 0,
        ends=last == len(text),
    )


def anchor(text: str, span: Span, whole: bool = False) -> tuple[str, str, str]:
    """A quotation at a place, what stands before and after it, which together stand in the text once.

    A long place is quoted by its head unless it is to be quoted whole, an empty one by the characters on both sides of it.
    """
    start, end = span
    if start == end:
        start, end = max(0, start - 1), min(len(text), end + 1)
    end = end if whole else min(end, start + _QUOTED)
    while start > 0 and not text[start:end].strip():
        start -= 1
    while end < len(text) and not text[start:end].strip():
        end += 1
    around = (_grown(text, start, end, left, right) for left, right in ((_STEP, _STEP), (_STEP, 0), (0, _STEP)))
    low, high = min((found for found in around if found), key=lambda found: found[1] - found[0])
    return text[start:end], text[low:start], text[end:high]


def _grown(text: str, start: int, end: int, left: int, right: int) -> Span | None:
    """The place grown by so many characters a time until its words stand once; None where growing to this side does not do."""
    while not (_once(text, text[start:end]) and end - start >= _SHORTEST):
        if (start == 0 or not left) and (end == len(text) or not right):
            return (start, end) if left and right else None
        start, end = max(0, start - left), min(len(text), end + right)
    return start, end


def _once(text: str, words: str) -> bool:
    at = text.find(words)
    return at >= 0 and text.find(words, at + 1) < 0


def exchanged(text: str, span: Span, new: str) -> tuple[Span, str]:
    """The least that has to be exchanged so that the words at `span` read `new`: where, and for what.

    What would be put in or taken out without a word beside it takes in what stands before it, or behind it.
    """
    start, end = span
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    while start > 0 and not text[start:end].strip():
        start, new = start - 1, text[start - 1] + new
    while end < len(text) and not text[start:end].strip():
        end, new = end + 1, new + text[end]
    return (start, end), new
