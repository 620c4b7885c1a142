"""The outline: which candidates are real marks and how deep each stands, chosen together.

A beam search over open styles. Evidence for a mark, in this order: the table of contents names it; it is the expected successor
of an open style; it opens a style at 1 under what is open; a boundary stands before it. Against it: gaps, repeats, a first value
that is not 1, a style that ranks above what it would stand under. Leaving a candidate out costs as much as its place speaks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.segment.marks import Mark

# What usually stands above what (official documents, statutes, GB/T 1.1): only a leaning, the document decides.
_RANK = {
    "第部": 0, "第部分": 0, "第编": 0, "第篇": 0, "第章": 1, "第单元": 2, "第模块": 2, "第节": 2, "第条": 3, "Ⅰ、": 3, "Ⅰ.": 3, "一、": 3,
    "一.": 3, "甲、": 3, "(一)": 4, "㈠": 4, "1.1": 5, "1.": 5, "1": 5, "1、": 5.5, "A、": 5.5, "A.": 5.5, "(1)": 6, "⑴": 6, "1)": 6.5,
    "①": 7, "❶": 7, "⒈": 5.5, "a、": 7, "a.": 7, "A)": 6.5, "(A)": 6.5, "a)": 7.5, "(a)": 7.5, "•": 9,
}  # fmt: skip
_BOUNDARY = {"line": 0.0, "stop": 0.2, "colon": 0.5, "close": 0.8, "space": 0.7, "word": 1.4, "comma": 4.0, "refer": 3.0}
_REJECT = {"line": 3.0, "stop": 2.6, "colon": 2.0, "close": 1.6, "space": 2.0, "word": 1.6, "comma": 0.2, "refer": 0.5}
# Behind a word, some signs are seldom anything but a mark.
_BEHIND_WORD = {"1、": 0.8, "1.": 0.8, "1)": 0.8, "1.1": 0.8, "一、": 0.9, "(一)": 0.7, "(1)": 0.8, "(A)": 0.9, "第部分": 0.6,
                "第单元": 0.6, "A.": 1.0, "A、": 1.0, "a.": 1.0, "a)": 0.8, "A)": 0.8, "第章": 0.6, "第节": 0.6, "第编": 0.6, "第篇": 0.6, "第条": 0.8}  # fmt: skip
_EXPECTED = 0.3  # a move this cheap is the expected successor: the boundary before it matters less
_WIDTH = 24
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mark, label or level heading that may belong to the outline.

    style and value: as the outline counts them (of an entry of the contents: the entry's own). confirmed: the contents name it.
    after_label: it stands right behind a label's colon. headed: what stands between the candidate before it and this one is short
    and has no stop, as a title has. group: of a label, the label it usually stands under; words: the label's words.
    """

    mark: Mark
    style: str
    value: tuple[int, ...] = ()
    confirmed: bool = False
    after_label: bool = False
    headed: bool = False
    group: str = ""
    words: str = ""


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


@dataclass(frozen=True, slots=True)
class _Open:
    """A style on the stack. going: its list had an item before this one; labelled: one of its items had a label below it."""

    style: str
    value: tuple[int, ...]
    words: str = ""
    going: bool = False
    labelled: bool = False


@dataclass(slots=True)
class _State:
    cost: float
    stack: tuple[_Open, ...]
    last: "_Step | None" = field(default=None)


@dataclass(frozen=True, slots=True)
class _Step:
    chosen: Chosen
    before: "_Step | None"


def choose(candidates: Sequence[Candidate]) -> list[Chosen]:
    """The cheapest outline over all candidates, in order of place. Linear in their number."""
    states = [_State(0.0, ())]
    for candidate in candidates:
        grown: dict[tuple[_Open, ...], _State] = {}
        for state in states:
            for new in _moves(state, candidate):
                known = grown.get(new.stack)
                if known is None or new.cost < known.cost:
                    grown[new.stack] = new
        states = sorted(grown.values(), key=lambda s: s.cost)[:_WIDTH]
    chosen: list[Chosen] = []
    step = states[0].last
    while step is not None:
        chosen.append(step.chosen)
        step = step.before
    return chosen[::-1]


def _moves(state: _State, candidate: Candidate) -> list[_State]:
    mark = candidate.mark
    moves = (
        [] if candidate.style in ("label", "table") else [_State(state.cost + _rejecting(candidate), state.stack, state.last)]
    )
    base = 0.0 if candidate.confirmed or candidate.style in ("label", "table") else _BOUNDARY[mark.before]
    if mark.before == "word" and not candidate.confirmed and candidate.style not in ("label", "level", "table"):
        base = _BEHIND_WORD.get(mark.style if mark.form or mark.style[0] in "(第" else "", base)
    if mark.form == "" and mark.style in ("1", "1.") and not candidate.confirmed:
        base += 1.5 if mark.style == "1" else 0.8
    for depth, cost, restart in _places(state.stack, candidate):
        if depth < _DEEPEST:
            paid = cost + (0.3 * base if cost <= _EXPECTED else base)
            opened = _opened(state.stack, depth, candidate, restart)
            chosen = Chosen(mark, depth, candidate.style, candidate.value, restart, candidate.confirmed, paid)
            moves.append(_State(state.cost + paid, (*_above(state.stack, depth, candidate), opened), _Step(chosen, state.last)))
    return moves


def _opened(stack: tuple[_Open, ...], depth: int, candidate: Candidate, restart: bool) -> _Open:
    before = stack[depth] if depth < len(stack) and stack[depth].style == candidate.style else None
    going = before is not None and not restart
    return _Open(candidate.style, candidate.value, candidate.words, going, before is not None and before.labelled)


def _above(stack: tuple[_Open, ...], depth: int, candidate: Candidate) -> tuple[_Open, ...]:
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
        return 0.3
    if mark.style == "•":
        return 6.0
    return (
        _REJECT[mark.before] + (1.0 if mark.style.startswith("第") else 0.0) + 0.4 * (len(mark.value) - 1 if mark.value else 0)
    )


def _places(stack: tuple[_Open, ...], candidate: Candidate) -> list[tuple[int, float, bool]]:
    """Where a candidate may stand: depth, cost, and whether its list begins anew there."""
    style, value = candidate.style, candidate.value
    if style == "toc":
        return [(0, 0.0, False)]
    if style == "label":
        return _label_places(stack, candidate)
    if style == "level":
        return _level_places(stack, value)
    if style == "table":
        top = len(stack)
        return [(d, 0.4 * (top - d) + (0.0 if candidate.headed or d < top else 1.0), False) for d in range(top + 1)]
    if style == "•":
        places = _bullet_places(stack)
    elif style == "1.1":
        places = _decimal_places(stack, value) + (_list_places(stack, "1.", value, candidate.headed) if len(value) == 1 else [])
    else:
        places = _list_places(stack, style, value, candidate.headed)
    return [(d, c + _under_label(stack, d, candidate), r) for d, c, r in places]


def _under_label(stack: tuple[_Open, ...], depth: int, candidate: Candidate) -> float:
    """A list opens under a label right behind its colon, and nowhere else; behind the colon it opens nowhere else."""
    new = all(opened.style != candidate.style for opened in stack[:depth])
    below = depth > 0 and stack[depth - 1].style == "label"
    if candidate.after_label:
        return 0.0 if below and depth == len(stack) else 1.5
    going_on = depth < len(stack) and stack[depth].style == candidate.style and candidate.value[:1] != (1,)
    return 1.5 if below and new and not going_on else 0.0


def _label_places(stack: tuple[_Open, ...], candidate: Candidate) -> list[tuple[int, float, bool]]:
    """Beside the labels that are open, else under what is open: nested behind a title, closing the list behind a statement."""
    places: list[tuple[int, float, bool]] = []
    for depth, opened in enumerate(stack):
        if opened.style == "label":
            again = opened.words == candidate.words
            grouped = depth > 0 and stack[depth - 1].style == "label" and not candidate.group
            cost = 0.1 * (len(stack) - 1 - depth) + (1.0 if again else 0.0) + (0.9 if grouped else 0.0)
            places.append((depth, cost, again))
            if candidate.group and depth == len(stack) - 1 and candidate.headed and opened.words.startswith(candidate.group):
                return [(depth + 1, 0.0, False)]
    top = len(stack)
    if all(opened.style != "label" for opened in stack) or candidate.headed:
        bare = bool(stack) and stack[-1].going and not stack[-1].labelled  # its brothers have no labels
        under_heading = bool(stack) and _RANK.get(stack[-1].style, 5) < 5
        nested = 0.2 if candidate.headed else 0.6 if under_heading else 2.0
        places.append((top, nested + (1.6 if bare else 0.0), False))
    for depth in range(top):
        if stack[depth].style != "label":
            heavy = sum(_RANK.get(opened.style, 5) < 5 or opened.style == "level" for opened in stack[depth:])
            places.append((depth, 0.5 + 0.3 * (top - depth) + 1.5 * heavy + (1.0 if candidate.headed else 0.0), False))
    return places


def _level_places(stack: tuple[_Open, ...], value: tuple[int, ...]) -> list[tuple[int, float, bool]]:
    """Beside the level that is open, one up or down; else opened under what is open."""
    for depth, opened in enumerate(stack):
        if opened.style == "level":
            return [(depth, 0.0 if abs(opened.value[0] - value[0]) == 1 else 0.8, False)]
    return [(depth, 0.3 + 0.4 * (len(stack) - depth), False) for depth in range(len(stack) + 1)]


def _bullet_places(stack: tuple[_Open, ...]) -> list[tuple[int, float, bool]]:
    for depth, opened in enumerate(stack):
        if opened.style == "•":
            return [(depth, 0.0, False), (len(stack), 0.8, False)] if depth < len(stack) - 1 else [(depth, 0.0, False)]
    return [(len(stack), 0.2, False)]


def _list_places(
    stack: tuple[_Open, ...], style: str, value: tuple[int, ...], headed: bool = False
) -> list[tuple[int, float, bool]]:
    places: list[tuple[int, float, bool]] = []
    for depth, opened in enumerate(stack):
        alike = _alike(opened.style, style)
        if alike is None or len(opened.value) != 1:
            continue
        cost = alike + _step(opened.value[0], value[0]) + 0.05 * (len(stack) - 1 - depth)
        if value[0] == 1 and depth and stack[depth - 1].style == "label":
            cost += 0.8  # a list under a label seldom begins anew
        places.append((depth, cost, value[0] == 1))
    inside = next((depth for depth, opened in enumerate(stack) if opened.style == style), len(stack) + 1)
    first = (0.7 if inside > len(stack) else 1.5) if value[0] == 1 else 3.5
    open_ = range(min(inside, len(stack) + 1))
    return places + [(d, first + _standing(stack, d, style, headed), inside <= len(stack)) for d in open_]


def _alike(opened: str, style: str) -> float | None:
    """The cost of carrying a list on with another punctuation (1、 2. 3); None where the styles are no kin."""
    if opened == style:
        return 0.0
    plain = {"1、", "1.", "1"}
    return 1.0 if opened in plain and style in plain else None


def _step(last: int, value: int) -> float:
    """The cost of `value` after `last` in one list: next, begun anew, repeated, skipped, backwards."""
    if value == last + 1:
        return 0.0
    if value == 1:
        return 1.5
    if value == last:
        return 1.8
    if last < value <= last + 3:
        return 1.2 + 0.6 * (value - last)
    return 5.0


def _standing(stack: tuple[_Open, ...], depth: int, style: str, headed: bool = False) -> float:
    """The cost of opening a style at a depth: below something that ranks lower, or closing something that ranks higher.

    headed: a title stands right before it: it may as well open below that title, though its style ranks a little higher.
    """
    rank = _RANK.get(style, 5)
    last = _RANK.get(stack[-1].style, 5) if stack else 0.0
    near = headed and bool(stack) and stack[-1].style not in ("label", "•") and rank < last <= rank + 1
    cost = 0.4 if near and depth < len(stack) else 0.0
    if depth and _RANK.get(stack[depth - 1].style, 5) > rank:
        cost += 0.4 if near and depth == len(stack) else 1.5
    closed = [opened for opened in stack[depth:] if opened.style not in ("label", style) and _RANK.get(opened.style, 5) <= rank]
    return cost + 1.6 * len(closed) + (0.1 * (len(stack) - depth))


def _decimal_places(stack: tuple[_Open, ...], value: tuple[int, ...]) -> list[tuple[int, float, bool]]:
    places: list[tuple[int, float, bool]] = []
    known = [(depth, opened.value) for depth, opened in enumerate(stack) if opened.style == "1.1"]
    for depth, last in known:
        if len(last) == len(value):
            places.append((depth, _decimal_step(last, value), False))
    if all(len(last) != len(value) for _, last in known):
        depth, parent = next(((d, v) for d, v in reversed(known) if len(v) < len(value)), (-1, ()))
        fitting = parent == value[: len(parent)]
        skipped = len(value) - len(parent) - 1 if known else 0.0
        cost = 0.3 + (0.0 if fitting else 2.0) + 0.7 * skipped + (0.0 if value[-1] == 1 else 1.5)
        if known and depth >= 0:
            places.append((depth + 1, cost, False))
        else:
            first = 0.7 if value[-1] == 1 else 3.0
            places += [(d, first + _standing(stack, d, "1.1"), False) for d in range(len(stack) + 1)]
    return places


def _decimal_step(last: tuple[int, ...], value: tuple[int, ...]) -> float:
    if value[:-1] == last[:-1]:
        return _step(last[-1], value[-1]) + (0.5 if value[-1] == 1 else 0.0)
    if value[:-1] > last[:-1]:
        return 0.8 if value[-1] == 1 else 1.8
    return 4.0
