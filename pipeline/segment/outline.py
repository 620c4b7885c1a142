"""The outline: which candidates are real marks and how deep each stands, chosen together.

A beam search over open styles. Evidence for a mark, in this order: the table of contents names it; it is the expected
successor of an open style; it opens a style at 1 under what is open; a boundary stands before it. Against it: gaps, repeats, a
first value that is not 1, a style that ranks above what it would stand under. Leaving a candidate out costs as much as its
place speaks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.segment.marks import Mark
from pipeline.segment.places import Candidate, Nests, Open, places

_BOUNDARY = {"line": 0.0, "stop": 0.2, "colon": 0.5, "close": 0.8, "space": 0.7, "word": 1.4, "comma": 4.0, "refer": 3.0}
_REJECT = {"line": 3.0, "stop": 2.6, "colon": 2.0, "close": 1.6, "space": 2.0, "word": 1.9, "comma": 0.2, "refer": 0.5}
# Behind a word, some signs are seldom anything but a mark.
_BEHIND_WORD = {
    "1、": 0.8,
    "1.": 0.8,
    "1)": 0.8,
    "1.1": 0.8,
    "一、": 0.9,
    "(一)": 0.7,
    "(1)": 0.8,
    "(A)": 0.9,
    "第部分": 0.6,
    "第单元": 0.6,
    "A.": 1.0,
    "A、": 1.0,
    "a.": 1.0,
    "a)": 0.8,
    "A)": 0.8,
    "Ⅰ、": 0.9,
    "甲、": 0.8,
    "第章": 0.6,
    "第节": 0.6,
    "第编": 0.6,
    "第篇": 0.6,
    "第条": 0.8,
}
_EXPECTED = 0.3  # a move this cheap is the expected successor: the boundary before it matters less
_MISSED = 1.5  # leaving out the next division (第三部分 behind 第二部分)
_WIDTH = 24
_MARGIN = 4.5  # an outline this much dearer than the best so far is given up
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mark that belongs to the outline. depth counts from 0; restart: its list began anew at the same depth."""

    mark: Mark
    depth: int
    style: str
    value: tuple[int, ...]
    restart: bool
    confirmed: bool
    cost: float


@dataclass(slots=True)
class _State:
    cost: float
    stack: tuple[Open, ...]
    last: "_Step | None" = field(default=None)
    nests: Nests = frozenset()


@dataclass(frozen=True, slots=True)
class _Step:
    chosen: Chosen
    before: "_Step | None"


def choose(candidates: Sequence[Candidate]) -> list[Chosen]:
    """The cheapest outline over all candidates, in order of place. Linear in their number."""
    states = [_State(0.0, ())]
    for candidate in candidates:
        grown: dict[tuple[Open, ...], _State] = {}
        for state in states:
            for new in _moves(state, candidate):
                known = grown.get(new.stack)
                if known is None or new.cost < known.cost:
                    grown[new.stack] = new
        ranked = sorted(grown.values(), key=lambda s: s.cost)[:_WIDTH]
        states = [state for state in ranked if state.cost <= ranked[0].cost + _MARGIN]
    chosen: list[Chosen] = []
    step = states[0].last
    while step is not None:
        chosen.append(step.chosen)
        step = step.before
    return chosen[::-1]


def _moves(state: _State, candidate: Candidate) -> list[_State]:
    mark = candidate.mark
    found = places(state.stack, candidate, state.nests)
    base = _base(candidate)
    moves: list[_State] = []
    if candidate.style not in ("label", "table"):
        expected = mark.style.startswith("第") and any(cost <= _EXPECTED for _, cost, _ in found)
        left_out = state.cost + _rejecting(candidate) + (_MISSED if expected else 0.0)
        moves.append(_State(left_out, state.stack, state.last, state.nests))
    for depth, cost, restart in found:
        if depth < _DEEPEST:
            paid = cost + (0.3 * base if cost <= _EXPECTED else base)
            opened = _opened(state.stack, depth, candidate, restart)
            chosen = Chosen(mark, depth, candidate.style, candidate.value, restart, candidate.confirmed, paid)
            stack = (*_above(state.stack, depth, candidate), opened)
            moves.append(_State(state.cost + paid, stack, _Step(chosen, state.last), _nested(state.nests, stack)))
    return moves


def _base(candidate: Candidate) -> float:
    """What the place before a candidate costs; what the contents name or a label's colon closes needs no boundary."""
    mark = candidate.mark
    if candidate.confirmed or candidate.style in ("label", "table"):
        return 0.0
    base = _BOUNDARY[mark.before]
    if mark.before == "word" and candidate.style != "level":
        base = _BEHIND_WORD.get(mark.style if mark.form or mark.style[0] in "(第" else "", base)
    if mark.form == "" and mark.style in ("1", "1."):
        base += (
            0.3
            if mark.style == "1" and candidate.style == "1.1"
            else 0.8
            if mark.style == "1."
            else 0.6
            if mark.before == "stop" or candidate.headed
            else 1.5
        )
    return base


def _nested(nests: Nests, stack: tuple[Open, ...]) -> Nests:
    """The nestings of styles seen so far, with the one that the top of the stack shows."""
    pair = (stack[-2].style, stack[-1].style) if len(stack) > 1 else None
    return nests if pair is None or pair in nests else nests | {pair}


def _opened(stack: tuple[Open, ...], depth: int, candidate: Candidate, restart: bool) -> Open:
    before = stack[depth] if depth < len(stack) and stack[depth].style == candidate.style else None
    going = before is not None and not restart
    return Open(candidate.style, candidate.value, candidate.words, going, before is not None and before.labelled)


def _above(stack: tuple[Open, ...], depth: int, candidate: Candidate) -> tuple[Open, ...]:
    """What stays open above a candidate at `depth`; a label leaves its trace on what it stands under."""
    if candidate.style != "label" or depth == 0 or stack[depth - 1].labelled:
        return stack[:depth]
    return (*stack[: depth - 1], replace(stack[depth - 1], labelled=True))


def _rejecting(candidate: Candidate) -> float:
    if candidate.confirmed:
        return 9.0
    if candidate.style == "level":
        return 3.0
    mark = candidate.mark
    if mark.style == "1" and mark.form == "":
        return 0.9 if mark.before == "stop" else 0.3
    if mark.style == "•":
        return 6.0
    return (
        _REJECT[mark.before]
        + (0.7 if mark.style == "(一)" and mark.before == "word" else 0.0)
        + (1.0 if mark.style.startswith("第") else 0.0)
        + 0.4 * (len(mark.value) - 1 if mark.value else 0)
    )
