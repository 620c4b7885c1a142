"""Where two copies of a text say the same, and where they do not.

First what surely corresponds: stretches that stand once in each copy, in the same order. Then, between two of them, the longest
common subsequence, without the chance hits inside what only one copy has: a short run of equal characters between long
stretches that differ is no agreement.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.rising import rising
from pipeline.text import Span

SHINGLE = 8  # characters that, standing once in each copy, surely correspond
CHANCE = 4  # equal characters in a row that two different stretches may share by chance
LARGEST = 16_000_000  # pairs of characters between two anchors that are compared; beyond, all between them differs


class Part(NamedTuple):
    """A stretch of both copies: the same words, or what stands in each in the same place."""

    same: bool
    one: Span
    other: Span


def align(one: str, other: str) -> list[Part]:
    """Both texts from beginning to end, in parts that are the same and parts that are not."""
    parts: list[Part] = []
    at = (0, 0)
    for begin, there, length in [*_anchors(one, other), (len(one), len(other), 0)]:
        parts += _between(one, other, (at[0], begin), (at[1], there))
        parts.append(Part(True, (begin, begin + length), (there, there + length)))
        at = begin + length, there + length
    merged = list(_merged([part for part in parts if _length(part.one) or _length(part.other)]))
    kept = [p if not (p.same and _by_chance(merged, k, one)) else p._replace(same=False) for k, p in enumerate(merged)]
    return list(_merged(kept))


def shared(one: str, other: str) -> float:
    """Which share of the shorter text's stretches the other has too, 0–1: a cheap look at whether they are copies."""
    here, there = ({text[at : at + CHANCE] for at in range(max(1, len(text) - CHANCE + 1))} for text in (one, other))
    return len(here & there) / max(1, min(len(here), len(there)))


def _anchors(one: str, other: str) -> list[tuple[int, int, int]]:
    """Stretches that stand once in both, as far as they go on the same in both directions: begin, begin there, length."""
    here, there = _once(one), _once(other)
    pairs = sorted((place, there[words]) for words, place in here.items() if words in there)
    found: list[tuple[int, int, int]] = []
    for begin, begin_there in (pairs[index] for index in rising([place for _, place in pairs])):
        low = (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) if found else (0, 0)
        if begin < low[0] or begin_there < low[1]:
            continue
        back = 0
        while begin - back > low[0] and begin_there - back > low[1] and one[begin - back - 1] == other[begin_there - back - 1]:
            back += 1
        end = SHINGLE
        while begin + end < len(one) and begin_there + end < len(other) and one[begin + end] == other[begin_there + end]:
            end += 1
        found.append((begin - back, begin_there - back, back + end))
    return found


def _once(text: str) -> dict[str, int]:
    """Where each stretch of so many characters stands that stands once."""
    places: dict[str, int] = {}
    for at in range(len(text) - SHINGLE + 1):
        words = text[at : at + SHINGLE]
        places[words] = at if words not in places else -1
    return {words: at for words, at in places.items() if at >= 0}


def _between(one: str, other: str, here: Span, there: Span) -> Iterator[Part]:
    """What stands between two anchors: what is the same at both ends, and the longest common subsequence within."""
    from rapidfuzz.distance import Indel

    head = _common(one[slice(*here)], other[slice(*there)])
    yield Part(True, (here[0], here[0] + head), (there[0], there[0] + head))
    here, there = (here[0] + head, here[1]), (there[0] + head, there[1])
    tail = _common(one[slice(*here)][::-1], other[slice(*there)][::-1])
    if (here[1] - tail - here[0]) * (there[1] - tail - there[0]) > LARGEST:
        yield Part(False, (here[0], here[1] - tail), (there[0], there[1] - tail))
        yield Part(True, (here[1] - tail, here[1]), (there[1] - tail, there[1]))
        return
    for op in Indel.opcodes(one[here[0] : here[1] - tail], other[there[0] : there[1] - tail]):
        yield Part(
            op.tag == "equal",
            (here[0] + op.src_start, here[0] + op.src_end),
            (there[0] + op.dest_start, there[0] + op.dest_end),
        )
    yield Part(True, (here[1] - tail, here[1]), (there[1] - tail, there[1]))


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _merged(parts: list[Part]) -> Iterator[Part]:
    """Neighbours of one kind as one part."""
    last: Part | None = None
    for part in parts:
        if last is not None and last.same == part.same:
            last = Part(last.same, (last.one[0], part.one[1]), (last.other[0], part.other[1]))
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _by_chance(parts: list[Part], index: int, one: str) -> bool:
    """Whether a run of equal characters between two that differ is no agreement: short, and within a sentence."""
    part = parts[index]
    if not 0 < index < len(parts) - 1 or "\n" in one[slice(*part.one)]:
        return False
    sides = [max(_length(p.one), _length(p.other)) for p in (parts[index - 1], parts[index + 1])]
    return _length(part.one) < CHANCE or _length(part.one) < min(sides)


def _length(span: Span) -> int:
    return span[1] - span[0]
