"""Words that come back before colons: labels that no vocabulary knows, told from the ends of the values before them.

In flattened text a label stands right behind the value of the one before it (考核周期:月度目标值:100%). It begins where a word
does, and comes back behind ever other characters; of two that end alike the one that comes back more often is the label.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from pipeline.segment.words.words import tagged
from pipeline.text import Span

_BOUNDS = frozenset("。；;！!)）\n")
_OFTEN = 3
_UNITS = "分人名年月日天个元次项条级"
_SHORT = 2  # characters of a label that is rather the end of a longer one (指标定义)
_MOSTLY = 0.7
_NEARLY = 0.9
_DASHED = re.compile(r"([一-鿿]{2,12})[—–]{1,2}(?![—–])(?=[一-鿿A-Za-z《“])")
_SPACED = re.compile(r"(?<!\d)([一-鿿]{2,12})[ 　](?=[一-鿿《“])")
_SIGNS = (("—–", _DASHED), (" 　", _SPACED))
_DIVIDED = re.compile(r"第[一二三四五六七八九十百]{1,4}\Z")  # what stands before a division's own word
_NEVER = re.compile(r"(?!)")
_NEVER_FIRST = "fumqpc"  # tags of words that end a value rather than begin a label (大专以上, 的, 2人)


class Recurring(NamedTuple):
    """times: how often an ending stands before a colon; closed: how often it does so behind a stop."""

    times: int
    closed: int


def endings(text: str, tails: list[Span], no_label: re.Pattern[str]) -> dict[str, Recurring]:
    """Endings found three times or more, where words begin, behind ever other characters or always stops.

    tails: the words before each colon, up to it.
    """
    counts = Counter([text[place:colon] for start, colon in tails for place in range(start, colon - 1)])
    often = {ending for ending, count in counts.items() if count >= _OFTEN}
    before: dict[str, set[str]] = defaultdict(set)
    for start, colon in tails:
        for place in range(colon - 2, start - 1, -1):
            if (ending := text[place:colon]) not in often:
                break  # what is longer comes back no more often
            before[ending].add(text[max(0, place - 2) : place] or "\n")
    free = {e for e in often if len(before[e]) >= 2 or not any(sign[-1].isalpha() for sign in before[e])}
    kept = {e for e in free if e.isalpha() and not no_label.search(e) and not _counts(e, before[e])}
    kept = _at_words({text[slice(*tail)] for tail in tails}, kept)
    kept |= _alike({text[slice(*tail)] for tail in tails}, kept, counts)
    over = _over(kept)
    kept = {e for e in kept if _within(over[e], counts) < _share(e) * counts[e]}
    closed = _closed(text, tails, kept)
    more = {f for longer_ in _over(kept).values() for f in longer_ if closed[f] < _MOSTLY * counts[f]}
    return {e: Recurring(counts[e], closed[e]) for e in kept - more}


def _counts(ending: str, before: set[str]) -> bool:
    """Whether an ending begins with the unit of the figure before it everywhere (12分口径: 口径 is the label)."""
    return ending[0] in _UNITS and all(signs[-1:].isdigit() for signs in before)


def parted(text: str, span: Span) -> list[Span]:
    """The words that come back before dashes or before spaces (进入条件——…考察方式——…): heads of what stands behind them."""
    signed = [pattern for signs, pattern in _SIGNS if any(text.find(sign, *span) >= 0 for sign in signs)]
    return [one for pattern in signed for one in _before(text, span, pattern)]


def _before(text: str, span: Span, sign: re.Pattern[str]) -> list[Span]:
    tails = [match.span(1) for match in sign.finditer(text, *span)]
    found = endings(text, tails, _NEVER)
    longest = (max((e for e in found if text.endswith(e, start, end)), key=len, default="") for start, end in tails)
    heads = [(end - len(words), end) for (_, end), words in zip(tails, longest, strict=True) if words]
    return [one for one in heads if not _DIVIDED.search(text, max(0, one[0] - 4), one[0])]


def _closed(text: str, tails: list[Span], kept: set[str]) -> Counter[str]:
    """How often each ending stands behind a stop."""
    ended = [(place, colon) for start, colon in tails for place in range(start, colon - 1) if text[place:colon] in kept]
    return Counter([text[place:colon] for place, colon in ended if (text[max(0, place - 1) : place] or "\n") in _BOUNDS])


def _within(over: set[str], counts: Counter[str]) -> int:
    """How many of an ending's places longer endings have, one or several that do not end alike (责任岗位, 监督岗位)."""
    return sum(counts[f] for f in over)


def _over(kept: set[str]) -> dict[str, set[str]]:
    """Of each ending the shortest of those that end in it: those of which it is the longest end."""
    over: dict[str, set[str]] = {ending: set() for ending in kept}
    for ending in kept:
        inner = next((ending[k:] for k in range(1, len(ending)) if ending[k:] in kept), None)
        if inner is not None:
            over[inner].add(ending)
    return over


def _alike(tails: set[str], kept: set[str], counts: Counter[str]) -> set[str]:
    """What stands before colons seldom, but is as long as two that come back or more, and ends as they do (协同岗位)."""
    found: set[str] = set()
    for ending, over in _over(kept).items():
        sizes = {len(f) for f in over}
        if len(over) > 1 and len(sizes) == 1 and 2 * sum(counts[f] for f in over) > counts[ending]:
            size = sizes.pop()
            found |= {
                tail[-size:] for tail in tails if tail.endswith(ending) and len(tail) >= size and tail[-size:] not in over
            }
    return _at_words(tails, found)


def longer(ending: str, found: Recurring, known: str, free: int) -> bool:
    """Whether a short known label, found `free` times, is mostly the end of a longer one behind stops."""
    return len(known) < len(ending) and len(known) <= _SHORT and found.closed >= _MOSTLY * free


def compound(ending: str, found: Recurring, known: str, free: int) -> bool:
    """Whether a short known label, found `free` times, has always the same word before it, and is one with it (知识技能)."""
    return len(known) < len(ending) <= len(known) + _SHORT == 2 * _SHORT and found.times >= free


def _share(ending: str) -> float:
    """How many of an ending's places a longer one must have to take its stead; two characters are seldom all of a label."""
    return _MOSTLY if len(ending) <= _SHORT else _NEARLY


def _at_words(tails: set[str], endings: set[str]) -> set[str]:
    """The endings that begin where a word that may open a label does in half of the places or more."""
    begun: Counter[str] = Counter()
    held_by: Counter[str] = Counter()
    for tail in tails:
        held = [tail[k:] for k in range(len(tail) - 1) if tail[k:] in endings]
        starts = {word.start for word in tagged(tail, 0, len(tail)) if word.tag[0] not in _NEVER_FIRST} if held else set()
        held_by.update(held)
        begun.update(ending for ending in held if len(tail) - len(ending) in starts)
    return {ending for ending in endings if 2 * begun[ending] >= held_by[ending]}
