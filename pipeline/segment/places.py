"""Where a candidate may stand among the open styles, and what each place costs: the outline's knowledge of numbering.

What is expected costs nothing: the successor of an open number, a list at 1 right behind a label's colon, a nesting that this
document has used before.
"""

from dataclasses import dataclass

from pipeline.segment.marks import Mark

_KNOWN = 0.7  # the cost of opening a style where this document opened it before
Nests = frozenset[tuple[str, str]]
Place = tuple[int, float, bool]

# What usually stands above what (official documents, statutes, GB/T 1.1): only a leaning, the document decides.
_RANK = {
    "第部": 0,
    "【】": 2,
    "第部分": 0,
    "第编": 0,
    "第篇": 0,
    "第章": 1,
    "第单元": 2,
    "第模块": 2,
    "第节": 2,
    "第条": 3,
    "Ⅰ、": 3,
    "Ⅰ.": 3,
    "一、": 3,
    "一.": 3,
    "甲、": 6,
    "(一)": 4,
    "㈠": 4,
    "1.1": 5,
    "1.": 5,
    "1": 5,
    "1、": 5.5,
    "A、": 5.5,
    "A.": 5.5,
    "(1)": 6,
    "⑴": 6,
    "1)": 6.5,
    "①": 7,
    "❶": 7,
    "⒈": 5.5,
    "a、": 7,
    "a.": 7,
    "A)": 6.5,
    "(A)": 6.5,
    "a)": 7.5,
    "(a)": 7.5,
    "•": 9,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mark, label or level heading that may belong to the outline.

    style and value: as the outline counts them (of an entry of the contents: the entry's own). confirmed: the contents name it.
    after_label: it stands right behind a label's colon. headed: what stands between the candidate before it and it is short
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
class Open:
    """A style on the stack. going: its list had an item before this one; labelled: one of its items had a label below it."""

    style: str
    value: tuple[int, ...]
    words: str = ""
    going: bool = False
    labelled: bool = False


def places(stack: tuple[Open, ...], candidate: Candidate, nests: Nests) -> list[Place]:
    """Where a candidate may stand: depth, cost, and whether its list begins anew. nests: what stood right below what so far."""
    style, value = candidate.style, candidate.value
    if style == "toc":
        return [(0, 0.0, False)]
    if style == "label":
        return _label_places(stack, candidate)
    if style == "【】":
        return _bracketed_places(stack)
    if style == "level":
        return _level_places(stack, value)
    if style == "table":
        return _table_places(stack, candidate)
    if style == "•":
        found = _bullet_places(stack)
    elif style == "1.1":
        found = _decimal_places(stack, value) + (_list_places(stack, "1.", value, candidate.headed) if len(value) == 1 else [])
    else:
        found = _list_places(stack, style, value, candidate.headed)
    top = len(stack)
    known = [d == top > 0 and style != "1.1" and (stack[d - 1].style, style) in nests for d, _, _ in found]
    return [
        (d, (min(c, _KNOWN) if k and not r else c) + _under_label(stack, d, candidate), r)
        for (d, c, r), k in zip(found, known, strict=True)
    ]


def _table_places(stack: tuple[Open, ...], candidate: Candidate) -> list[Place]:
    """Under the heading right before it; under a label only behind its colon."""
    top = len(stack)
    found: list[Place] = []
    for depth in range(top + 1):
        labelled = depth > 0 and stack[depth - 1].style == "label" and not candidate.after_label
        closing = sum(opened.style != "label" for opened in stack[depth:])
        loose = 0.0 if candidate.headed or depth < top else 1.0
        found.append((depth, 0.4 * closing + 0.1 * (top - depth) + loose + (3.0 if labelled else 0.0), False))
    return found


def _under_label(stack: tuple[Open, ...], depth: int, candidate: Candidate) -> float:
    """A list opens under a label right behind its colon, and nowhere else; behind the colon it opens nowhere else."""
    new = all(opened.style != candidate.style for opened in stack[:depth])
    below = depth > 0 and stack[depth - 1].style == "label"
    if candidate.after_label:
        return 0.0 if below and depth == len(stack) else 1.5
    going_on = depth < len(stack) and stack[depth].style == candidate.style and candidate.value[:1] != (1,)
    return 1.5 if below and new and not going_on else 0.0


def _label_places(stack: tuple[Open, ...], candidate: Candidate) -> list[Place]:
    """Beside the labels that are open, else under what is open: nested behind a title, closing the list behind a statement."""
    places: list[Place] = []
    for depth, opened in enumerate(stack):
        if opened.style == "label":
            again = opened.words == candidate.words
            grouped = depth > 0 and stack[depth - 1].style == "label" and not candidate.group
            cost = 0.1 * (len(stack) - 1 - depth) + (1.0 if again else 0.0) + (0.9 if grouped else 0.0)
            places.append((depth, cost, again))
            if candidate.group and depth == len(stack) - 1 and candidate.headed and opened.words[:2] == candidate.group[:2]:
                return [(depth + 1, 0.0, False)]
    top = len(stack)
    if all(opened.style != "label" for opened in stack) or candidate.headed:
        bare = bool(stack) and stack[-1].going and not stack[-1].labelled  # its brothers have no labels
        under_heading = bool(stack) and _RANK.get(stack[-1].style, 5) < 5
        explains = (
            bool(stack) and stack[-1].style != "•" and candidate.words.endswith("说明")
        )  # of the chart behind the heading
        nested = 0.2 if candidate.headed or explains else 0.6 if under_heading else 2.0
        places.append((top, nested + (1.6 if bare else 0.0), False))
    for depth in range(top):
        if stack[depth].style != "label":
            heavy = sum(_RANK.get(opened.style, 5) < 5 or opened.style == "level" for opened in stack[depth:])
            places.append((depth, 0.5 + 0.3 * (top - depth) + 1.5 * heavy + (1.0 if candidate.headed else 0.0), False))
    return places


def _bracketed_places(stack: tuple[Open, ...]) -> list[Place]:
    """Beside the bracketed heading that is open, else under what is open."""
    for depth, opened in enumerate(stack):
        if opened.style == "【】":
            return [(depth, 0.0, False)]
    below_label = [depth > 0 and stack[depth - 1].style == "label" for depth in range(len(stack) + 1)]
    return [(d, 0.3 + 0.4 * (len(stack) - d) + (3.0 if below else 0.0), False) for d, below in enumerate(below_label)]


def _level_places(stack: tuple[Open, ...], value: tuple[int, ...]) -> list[Place]:
    """Beside the level that is open, one up or down; else opened under what is open."""
    for depth, opened in enumerate(stack):
        if opened.style == "level":
            return [(depth, 0.0 if abs(opened.value[0] - value[0]) == 1 else 0.8, False)]
    below_label = [depth > 0 and stack[depth - 1].style == "label" for depth in range(len(stack) + 1)]
    return [(d, 0.3 + 0.4 * (len(stack) - d) + (1.0 if below else 0.0), False) for d, below in enumerate(below_label)]


def _bullet_places(stack: tuple[Open, ...]) -> list[Place]:
    for depth, opened in enumerate(stack):
        if opened.style == "•":
            return [(depth, 0.0, False), (len(stack), 0.8, False)] if depth < len(stack) - 1 else [(depth, 0.0, False)]
    return [(len(stack), 0.2, False)]


def _list_places(stack: tuple[Open, ...], style: str, value: tuple[int, ...], headed: bool = False) -> list[Place]:
    places: list[Place] = []
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
        return 0.9 + 0.5 * (value - last)
    return 5.0


def _standing(stack: tuple[Open, ...], depth: int, style: str, headed: bool = False) -> float:
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


def _decimal_places(stack: tuple[Open, ...], value: tuple[int, ...]) -> list[Place]:
    places: list[Place] = []
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
