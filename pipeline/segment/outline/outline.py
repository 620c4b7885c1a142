"""The outline: which candidates are real marks and how deep each stands, chosen together.

A beam search over open styles. Evidence for a mark, in this order: the table of contents names it; it is the expected
successor of an open style; it opens a style at 1 under what is open; a boundary stands before it. Against it: gaps, repeats, a
first value that is not 1, a style that ranks above what it would stand under. Leaving a candidate out costs as much as its
place speaks for it.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.segment.marks.marks import Mark
from pipeline.segment.outline.candidate import Candidate, Value
from pipeline.segment.outline.places import Place
from pipeline.segment.outline.stacks import NONE, PLAIN, Stack, Values, Words, stacks

_BOUNDARY = {"line": 0.0, "stop": 0.2, "colon": 0.5, "close": 0.8, "space": 0.7, "word": 1.4, "comma": 4.0, "refer": 3.0}
_REJECT = {"line": 3.0, "stop": 2.6, "colon": 2.0, "close": 1.6, "space": 2.0, "word": 1.9, "comma": 0.2, "refer": 0.5}
# Behind a word, some signs are seldom anything but a mark.
_BEHIND_WORD = {
    "1": 0.8,
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
_STYLED = 6.0  # leaving out what the format calls a heading
_EXPECTED = 0.3  # a move this cheap is the expected successor: the boundary before it matters less
_MISSED = 1.5  # leaving out the next division (第三部分 behind 第二部分)
_WIDTH = 12
_MARGIN = 3.0  # an outline this much dearer than the best so far is given up; with 4.5 no corpus tree gets better
_DEEPEST = 12


class Chosen(NamedTuple):
    """A mark that belongs to the outline. depth counts from 0; restart: its list began anew at the same depth."""

    mark: Mark
    depth: int
    style: str
    value: tuple[int, ...]
    restart: bool
    confirmed: bool
    cost: float


# A candidate that an outline holds, its depth, whether its list began anew, its cost, and those before it.
_Taken = tuple[Candidate, int, bool, float, "_Taken | None"]
# Cost, open styles, the numbers that they have reached, the nestings so far, the outline.
_State = tuple[float, Stack, Values, int, _Taken | None]
_COST = itemgetter(0)


def choose(candidates: Sequence[Candidate]) -> list[Chosen]:
    """The cheapest outline over all candidates, in order of place. Linear in their number."""
    search = _Search()
    states: list[_State] = [(0.0, search.stacks.empty, (), 0, None)]
    for candidate in candidates:
        ranked = sorted(search.grown(states, candidate), key=_COST)[:_WIDTH]
        dearest = ranked[0][0] + _MARGIN
        states = [state for state in ranked if state[0] <= dearest]
    chosen: list[Chosen] = []
    taken = states[0][-1]
    while taken is not None:
        one, depth, restart, cost, taken = taken
        chosen.append(Chosen(one.mark, depth, one.style, one.value, restart, one.confirmed, cost))
    return _alike(chosen[::-1])


def _alike(chosen: list[Chosen]) -> list[Chosen]:
    """With one style for a list that goes on with another punctuation: 1、… 2、… 3. …"""
    open_: list[Chosen] = []
    for k, one in enumerate(chosen):
        last = open_[one.depth] if one.depth < len(open_) else one
        plain = len(one.value) == len(last.value) == 1 and {one.style, last.style} <= PLAIN
        if plain and one.style != last.style and not one.restart:
            chosen[k] = one._replace(style=last.style)
        open_[one.depth :] = [chosen[k]]
    return chosen


class _Search:
    """How outlines grow. Of those with the same stack and the same numbers the cheapest goes on; too dear ones never begin."""

    def __init__(self) -> None:
        self.stacks, self.words = stacks(), Words()

    def grown(self, states: Sequence[_State], candidate: Candidate) -> Iterable[_State]:
        """The outlines with a candidate left out, and with it in each of its places."""
        kind, value, base, leaving = candidate.kind, self.words.value(candidate), _base(candidate), _leaving(candidate)
        label, division = kind.style == "label", candidate.mark.style.startswith("第")
        number, light = self.stacks.number(kind), 0.3 * base
        best: dict[tuple[Stack, Values], _State] = {}
        cheapest = limit = float("inf")
        for so_far, stack, values, nests, taken in states:
            echo = self.words.echo(stack, values, candidate, value) if label else NONE
            nest, least, places = stack.places.get((number, echo) if label else number) or self.stacks.find(stack, kind, echo)
            known = nests & nest
            if leaving is not None and (total := so_far + leaving) <= limit:
                total += _missed(places, known, values, value) if division else 0.0
                state = total, stack, values, nests, taken
                if best.setdefault((stack, values), state)[0] > total:
                    best[stack, values] = state
            if so_far + least > limit:
                continue
            for (depth, cost, again, restart, step, of), now in places:
                if so_far + again > limit:
                    break  # the cheapest comes first
                paid = again if known else cost
                if step is not None:
                    paid += step(values[of], value)
                paid += light if paid <= _EXPECTED else base
                total = so_far + paid
                if total > limit or depth >= _DEEPEST:
                    continue
                if total < cheapest:
                    cheapest, limit = total, total + _MARGIN
                reached = *values[:depth], value
                state = total, now, reached, nests | now.nest, (candidate, depth, restart, paid, taken)
                if best.setdefault((now, reached), state)[0] > total:
                    best[now, reached] = state
        return best.values()


def _missed(places: Sequence[tuple[Place, Stack]], known: int, values: Values, value: Value) -> float:
    """What it costs to leave out a division that is expected somewhere."""
    for place, _ in places:
        cost = (place.known if known else place.cost) + (place.step(values[place.of], value) if place.step else 0.0)
        if cost <= _EXPECTED:
            return _MISSED
    return 0.0


def _base(candidate: Candidate) -> float:
    """What the place before a candidate costs; what the contents name or a label's colon closes needs no boundary."""
    mark = candidate.mark
    if candidate.confirmed or candidate.heading or candidate.style in ("label", "table"):
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


def _leaving(candidate: Candidate) -> float | None:
    """What leaving a candidate out costs; None where it may not be left out."""
    if candidate.style in ("label", "table"):
        return None
    if candidate.confirmed:
        return 9.0
    if candidate.style == "level":
        return 3.0
    mark = candidate.mark
    if candidate.heading:
        return _STYLED
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
