"""The outline: which candidates are real marks and how deep each stands, chosen together.

A beam search over open styles. Evidence for a mark, in this order: the table of contents names it; it is the expected
successor of an open style; it opens a style at 1 under what is open; a boundary stands before it. Against it: gaps, repeats, a
first value that is not 1, a style that ranks above what it would stand under. Leaving a candidate out costs as much as its
place speaks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from pipeline.segment.marks import Mark
from pipeline.segment.places import Candidate, Kind, Open, Stack, Step, Value, places

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


@dataclass(eq=False, slots=True)
class _Shape:
    """A stack of styles without their numbers. There is one of each, so that it is compared by identity.

    nest: the bit of the nesting that its top shows; moves: where a candidate of a kind (by its number) may stand on it.
    """

    stack: Stack
    nest: int
    moves: "dict[int, list[_Move]]"


class _Move(NamedTuple):
    """A place on a shape, and the shape that taking it leads to. nest: the bit of the nesting that makes it a known one."""

    depth: int
    cost: float
    known: float
    nest: int
    step: Step | None
    of: int
    shape: _Shape
    restart: bool


class _Taken(NamedTuple):
    """A candidate that an outline holds, behind those before it."""

    candidate: Candidate
    depth: int
    restart: bool
    cost: float
    before: "_Taken | None"


Values = tuple[Value, ...]
_State = tuple[float, _Shape, Values, int, _Taken | None]  # cost, open styles, their numbers, nestings so far, outline
_COST = itemgetter(0)


def choose(candidates: Sequence[Candidate]) -> list[Chosen]:
    """The cheapest outline over all candidates, in order of place. Linear in their number."""
    shapes = _Shapes()
    states: list[_State] = [(0.0, shapes.empty, (), 0, None)]
    for candidate in candidates:
        ranked = sorted(_grown(states, candidate, shapes), key=_COST)[:_WIDTH]
        dearest = ranked[0][0] + _MARGIN
        states = [state for state in ranked if state[0] <= dearest]
    chosen: list[Chosen] = []
    taken = states[0][-1]
    while taken is not None:
        one, depth, restart, cost, taken = taken
        chosen.append(Chosen(one.mark, depth, one.style, one.value, restart, one.confirmed, cost))
    return chosen[::-1]


class _Shapes:
    """Every stack of styles that the search has met, and what it knows of each: worked out once, whatever the numbers."""

    def __init__(self) -> None:
        self._shapes: dict[Stack, _Shape] = {}
        self._nests: dict[tuple[str, str], int] = {}
        self._kinds: dict[Kind, int] = {}
        self.empty = self.shape(())

    def kind(self, candidate: Candidate) -> int:
        """The number of a candidate's kind."""
        return self._kinds.setdefault(candidate.kind, len(self._kinds))

    def shape(self, stack: Stack) -> _Shape:
        found = self._shapes.get(stack)
        if found is None:
            nest = self._nest(stack[-2].style, stack[-1].style) if len(stack) > 1 else 0
            found = self._shapes[stack] = _Shape(stack, nest, {})
        return found

    def _nest(self, above: str, below: str) -> int:
        """The bit that stands for a style right below another."""
        return 1 << self._nests.setdefault((above, below), len(self._nests))

    def moves(self, shape: _Shape, kind: int, candidate: Candidate) -> list[_Move]:
        """Where a candidate of the kind may stand on a shape."""
        if kind not in shape.moves:
            stack, asked = shape.stack, candidate.kind
            nest = self._nest(stack[-1].style, asked.style) if stack else 0
            shape.moves[kind] = [
                _Move(depth, cost, known, nest, step, of, self.shape(_stacked(stack, depth, asked, restart)), restart)
                for depth, cost, known, restart, step, of in places(stack, asked)
                if depth < _DEEPEST
            ]
        return shape.moves[kind]


def _grown(states: Sequence[_State], candidate: Candidate, shapes: _Shapes) -> list[_State]:
    """The outlines with a candidate taken or left out, the cheapest one for each stack; too dear ones are not even begun."""
    kind, value, base = shapes.kind(candidate), candidate.value, _base(candidate)
    leaving = None if candidate.style in ("label", "table") else _rejecting(candidate)
    division = candidate.mark.style.startswith("第")
    grown: dict[tuple[_Shape, Values], _State] = {}
    limit = float("inf")
    for so_far, shape, values, nests, taken in states:
        moves = shape.moves.get(kind) or shapes.moves(shape, kind, candidate)
        if leaving is not None:
            left_out = so_far + leaving + (_MISSED if division and _expects(moves, nests, values, value) else 0.0)
            same = grown.get((shape, values))
            if same is None or left_out < same[0]:
                grown[shape, values] = (left_out, shape, values, nests, taken)
        for depth, cost, known, nest, step, of, below, restart in moves:
            paid = known if nests & nest else cost
            if step is not None:
                paid += step(values[of], value)
            paid += 0.3 * base if paid <= _EXPECTED else base
            total = so_far + paid
            if total > limit:
                continue
            limit = min(limit, total + _MARGIN)
            numbers = (*values[:depth], value)
            same = grown.get((below, numbers))
            if same is None or total < same[0]:
                one = _Taken(candidate, depth, restart, paid, taken)
                grown[below, numbers] = (total, below, numbers, nests | below.nest, one)
    return list(grown.values())


def _expects(moves: Sequence[_Move], nests: int, values: Values, value: Value) -> bool:
    """Whether a candidate is the expected successor somewhere."""
    costs = ((move, move.known if nests & move.nest else move.cost) for move in moves)
    return any(cost + (move.step(values[move.of], value) if move.step else 0.0) <= _EXPECTED for move, cost in costs)


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


def _stacked(stack: Stack, depth: int, kind: Kind, restart: bool) -> Stack:
    """The stack with a candidate of a kind at a depth; a label leaves its trace on what it stands under."""
    before = stack[depth] if depth < len(stack) and stack[depth].style == kind.style else None
    going, labelled = before is not None and not restart, before is not None and before.labelled
    above = stack[:depth]
    if kind.style == "label" and above:
        above = (*above[:-1], above[-1]._replace(labelled=True))
    return (*above, Open(kind.style, kind.parts, kind.words, going, labelled))


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
