"""Labels that are only the end of the words before their colon, wherever they stand (…主任所|需工具:, …组长向谁|汇报:).

Where a known word is a label three times or more and the same characters stand before it each time, these are the label's own,
if a word goes on from them into it, or if they begin with a word that ends no value (向谁汇报). Otherwise they end the
values before it (3人|学历:).
"""

from collections import Counter, defaultdict
from dataclasses import replace

from pipeline.segment.labels.label import Label
from pipeline.segment.words.words import tagged

_FEWEST = 3  # labels of one word
_LONGEST = 4  # characters before it
_NEAR = 8  # characters that the tagger sees on each side
_LEADING = ("p", "r", "u", "c")  # tags of words that end no value


def entire(text: str, found: list[Label]) -> list[Label]:
    """The labels, those that are ends of longer ones as a whole."""
    groups: dict[str, list[int]] = defaultdict(list)
    for k, label in enumerate(found):
        if label.source in ("vocabulary", "recurring") and not label.bracketed:
            groups[label.words].append(k)
    made = list(found)
    for places in groups.values():
        size = _shared(text, [found[k].start for k in places]) if len(places) >= _FEWEST else 0
        if size and _goes_on(text, [found[k].start for k in places], size):
            for k in places:
                start = found[k].start - size
                made[k] = replace(found[k], start=start, words=text[start : found[k].end], source="recurring")
    return made


def _shared(text: str, starts: list[int]) -> int:
    """How many characters stand before all of some places alike; 0 where there is no end of them."""
    size = 0
    while size < _LONGEST and min(starts) > size:
        signs = {text[start - size - 1] for start in starts}
        if len(signs) > 1 or not "一" <= next(iter(signs)) <= "鿿":
            return size
        size += 1
    return 0


def _goes_on(text: str, starts: list[int], size: int) -> bool:
    """Whether most of some labels are the end of a word, or of words that end no value."""
    counts = Counter(_joined(text, start, size) for start in starts)
    return 2 * counts[True] > len(starts)


def _joined(text: str, start: int, size: int) -> bool:
    words = tagged(text, max(0, start - size - _NEAR), min(len(text), start + _NEAR))
    first = next((word for word in words if word.start <= start - size < word.end), None)
    across = any(word.start < start < word.end for word in words)
    return first is not None and first.start == start - size and (across or first.tag[:1] in _LEADING)
