"""Where a candidate may stand among the open styles, and what each place costs: the outline's knowledge of numbering.

What is expected costs nothing: the successor of an open number, a list at 1 right behind a label's colon, a nesting that this
document has used before. Everything here is said of styles; what the numbers themselves add is the step of a place, so that
the places of one kind of candidate on one stack of styles are worked out once for all numbers.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.segment.outline.candidate import Echo, Kind, Open, Value

_KNOWN = 0.7  # the cost of opening a style where this document opened it before

# What usually stands above what (official documents, statutes, GB/T 1.1): only a leaning, the document decides.
_RANKED: dict[float, str] = {
    0: "附 第部 第部分 第编 第篇",
    1: "第章 壹、 壹.",
    2: "【】 第单元 第模块 第族群 第簇 第维度 第板块 第领域 第大类 第类 第层 第层级 第层面 第节 h1 h2 h3 h4 h5 h6 h7 h8 h9",
    3: "第条 Ⅰ、 Ⅰ. Ⅰ 一、 一.",
    4: "(一) ㈠",
    4.5: "h0",
    5: "1.1 1. 1",
    5.5: "1、 A、 A. ⒈",
    6: "甲、 (1) ⑴",
    6.5: "1) A) (A) 步",
    7: "① ❶ a、 a.",
    7.5: "a) (a)",
    9: "•",
}
_RANK = {style: rank for rank, styles in _RANKED.items() for style in styles.split()}
_WORDED = 4.7  # the rank of a word of the document's own before a number: above lists, below divisions
_OUTERMOST = {"甲、": 2.5, "A、": 2.5, "A.": 2.5}  # of letters that open the document's divisions


Step = Callable[[Value, Value], float]


class Place(NamedTuple):
    """A place for a candidate. cost: without the step; known: the cost where the document has this nesting already.

    restart: its list begins anew. step: what the candidate's number costs after the one that is open at depth `of`.
    """

    depth: int
    cost: float
    known: float
    restart: bool = False
    step: Step | None = None
    of: int = 0


def _at(depth: int, cost: float, restart: bool = False, step: Step | None = None) -> Place:
    return Place(depth, cost, cost, restart, step, depth)


def places(stack: tuple[Open, ...], kind: Kind, echo: Echo) -> list[Place]:
    """Where a candidate of a kind may stand."""
    style = kind.style
    if style == "toc":
        return [_at(0, 0.0)]
    if style == "label":
        return _label_places(stack, kind, echo)
    if style == "【】":
        return _bracketed_places(stack)
    if style[0] == "h":
        return _heading_places(stack, kind)
    if style == "level":
        return _level_places(stack, kind)
    if style == "table":
        return _table_places(stack, kind)
    if style == "•":
        found = _bullet_places(stack, kind)
    elif style == "1.1":
        found = _decimal_places(stack, kind) + (_list_places(stack, "1.", kind) if kind.parts == 1 else [])
    else:
        found = _list_places(stack, style, kind)
    return [_finished(stack, kind, place) for place in found]


def _finished(stack: tuple[Open, ...], kind: Kind, place: Place) -> Place:
    """With what the label above a place says, and the cost where the document opened this style on this top before."""
    label = _under_label(stack, place.depth, kind)
    on_top = place.depth == len(stack) > 0 and kind.style != "1.1" and not place.restart
    known = min(place.cost, _KNOWN) if on_top else place.cost
    return Place(place.depth, place.cost + label, known + label, place.restart, place.step, place.of)


def _table_places(stack: tuple[Open, ...], kind: Kind) -> list[Place]:
    """Under the heading right before it; under a label only behind its colon, under a table never."""
    top = len(stack)
    found: list[Place] = []
    for depth in range(top + 1):
        labelled = depth > 0 and stack[depth - 1].style == "label" and not kind.after_label
        closing = sum(opened.style != "label" for opened in stack[depth:])
        loose = 0.0 if kind.headed or depth < top else 1.0
        under = 3.0 if labelled or (depth > 0 and stack[depth - 1].style == "table") else 0.0
        found.append(_at(depth, 0.4 * closing + 0.1 * (top - depth) + loose + under))
    return found


def _under_label(stack: tuple[Open, ...], depth: int, kind: Kind) -> float:
    """A list opens under a label right behind its colon, and nowhere else; behind the colon it opens nowhere else."""
    new = all(opened.style != kind.style for opened in stack[:depth])
    below = depth > 0 and stack[depth - 1].style == "label"
    if kind.after_label:
        return 0.0 if below and depth == len(stack) else 1.5
    going_on = depth < len(stack) and stack[depth].style == kind.style and not kind.first
    return 1.5 if below and new and not going_on else 0.0


def _label_places(stack: tuple[Open, ...], kind: Kind, echo: Echo) -> list[Place]:
    """Beside the labels that are open, else under what is open: nested behind a title, closing the list behind a statement."""
    places: list[Place] = []
    for depth, opened in enumerate(stack):
        if opened.style == "label":
            again = depth in echo.again
            grouped = depth > 0 and stack[depth - 1].style == "label" and not kind.grouped
            cost = 0.1 * (len(stack) - 1 - depth) + (1.0 if again else 0.0) + (0.9 if grouped else 0.0)
            places.append(_at(depth, cost, again))
            if echo.owned and depth == len(stack) - 1 and kind.headed:
                return [_at(depth + 1, 0.0)]
    top = len(stack)
    if all(opened.style != "label" for opened in stack) or kind.headed:
        bare = bool(stack) and stack[-1].going and not stack[-1].labelled  # its brothers have no labels
        under_heading = bool(stack) and (stack[-1].style == "level" or _RANK.get(stack[-1].style, 5) < 5)
        explains = bool(stack) and stack[-1].style != "•" and kind.explains  # of the chart behind the heading
        held = bool(stack) and stack[-1].style != "label" and stack[-1].going and stack[-1].labelled
        as_brothers = kind.headed and held  # whose titles have labels below
        nested = 0.05 if as_brothers else 0.2 if kind.headed or explains else 0.6 if under_heading else 2.0
        places.append(_at(top, nested + (1.6 if bare else 0.0)))
    for depth in range(top):
        if stack[depth].style != "label":
            heavy = sum(1.5 if _RANK.get(opened.style, 5) < 5 else 0.9 * (opened.style == "level") for opened in stack[depth:])
            places.append(_at(depth, 0.5 + 0.3 * (top - depth) + heavy + (1.0 if kind.headed else 0.0)))
    return places


def _bracketed_places(stack: tuple[Open, ...]) -> list[Place]:
    """Beside the bracketed heading that is open, else under what is open."""
    for depth, opened in enumerate(stack):
        if opened.style == "【】":
            return [_at(depth, 0.0)]
    below_label = [depth > 0 and stack[depth - 1].style == "label" for depth in range(len(stack) + 1)]
    return [_at(d, 0.3 + 0.4 * (len(stack) - d) + (3.0 if below else 0.0)) for d, below in enumerate(below_label)]


def _heading_places(stack: tuple[Open, ...], kind: Kind) -> list[Place]:
    """A heading without a mark: beside one of its level, else below what its level says. It closes lists and labels."""
    for depth, opened in enumerate(stack):
        if opened.style == kind.style:
            return [_at(depth, 0.0)]
    found: list[Place] = []
    for depth in range(len(stack) + 1):
        listed = sum(
            not opened.level and opened.style != "level" and _RANK.get(opened.style, 9) > 4 for opened in stack[:depth]
        )
        found.append(_at(depth, 0.3 + _standing(stack, depth, kind) + 1.5 * listed))
    return found


def _level_places(stack: tuple[Open, ...], kind: Kind) -> list[Place]:
    """Beside the level that is open, one up or down; else opened under what is open."""
    for depth, opened in enumerate(stack):
        if opened.style == "level":
            return [_at(depth, 0.0, step=_level_step)]
    below_label = [depth > 0 and stack[depth - 1].style == "label" for depth in range(len(stack) + 1)]
    loose = 1.0 if kind.headed or kind.after_label else 4.0  # behind the value of a label
    return [_at(d, 0.3 + 0.4 * (len(stack) - d) + (loose if below else 0.0)) for d, below in enumerate(below_label)]


def _bullet_places(stack: tuple[Open, ...], kind: Kind) -> list[Place]:
    for depth, opened in enumerate(stack):
        if opened.style == "•":
            return [_at(depth, 0.0), _at(len(stack), 0.8)] if depth < len(stack) - 1 else [_at(depth, 0.0)]
    top = len(stack)
    valued = top > 0 and stack[-1].style == "label" and not kind.after_label  # it stands behind the value of a label
    return [_at(top, 0.2), _at(top - 1, 0.4)] if valued else [_at(top, 0.2)]


def _list_places(stack: tuple[Open, ...], style: str, kind: Kind) -> list[Place]:
    places: list[Place] = []
    for depth, opened in enumerate(stack):
        alike = _alike(opened.style, style)
        if alike is None or opened.parts != 1:
            continue
        cost = alike + 0.05 * (len(stack) - 1 - depth)
        if kind.first and depth and stack[depth - 1].style == "label":
            cost += 0.8  # a list under a label seldom begins anew
        places.append(_at(depth, cost, kind.first, _annex_step if style == "附" else _list_step))
    inside = next((depth for depth, opened in enumerate(stack) if opened.style == style), len(stack) + 1)
    if (
        kind.style == "1.1"
        and (last := [k for k, opened in enumerate(stack) if opened.style == "1.1"])
        and stack[last[-1]].parts == 1
    ):
        inside = min(inside, last[-1])
    first = (0.7 if inside > len(stack) else 1.5) if kind.first else 1.2 if kind.runs else 3.5
    open_ = range(min(inside, len(stack) + 1))
    return places + [_at(d, first + _standing(stack, d, kind), inside <= len(stack)) for d in open_]


def _alike(opened: str, style: str) -> float | None:
    """The cost of carrying a list on with another punctuation (1、 2. 3); None where the styles are no kin."""
    if opened == style:
        return 0.0
    plain = {"1、", "1.", "1"}
    return 1.0 if opened in plain and style in plain else None


def _list_step(last: Value, value: Value) -> float:
    return 0.0 if value[0] == last[0] + 1 else _step(last[0], value[0])


def _annex_step(last: Value, value: Value) -> float:
    """As in a list; what is appended often has no number (附表 … 附录 …)."""
    return 0.0 if value == (1,) else _list_step(last, value)


def _level_step(last: Value, value: Value) -> float:
    """The cost of a level after another: one up or down is expected."""
    return 0.0 if abs(last[0] - value[0]) == 1 else 0.8


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


def _standing(stack: tuple[Open, ...], depth: int, kind: Kind) -> float:
    """The cost of opening a style at a depth: below something that ranks lower, or closing something that ranks higher.

    Where a title stands right before it, it may as well open below that title, though its style ranks a little higher.
    """
    rank = _RANK.get(kind.style, _WORDED if worded(kind.style) else 5)
    last = _RANK.get(stack[-1].style, 5) if stack else 0.0
    near = kind.headed and bool(stack) and stack[-1].style not in ("label", "•") and rank < last <= rank + 1
    cost = 0.4 if near and depth < len(stack) else 0.0
    outer = bool(stack) and stack[0].going and _OUTERMOST.get(stack[0].style, rank + 1) <= rank
    if depth and not (outer and depth == 1) and not _above(stack[depth - 1], kind, rank):
        cost += 0.4 if near and depth == len(stack) else 1.5
    closed = [opened for opened in stack[depth:] if opened.style not in ("label", kind.style) and _above(opened, kind, rank)]
    cost += 1.6 * (outer and depth == 0)
    return cost + 1.6 * len(closed) + (0.1 * (len(stack) - depth))


def _above(opened: Open, kind: Kind, rank: float) -> bool:
    """Whether what is open usually stands above: by the levels of headings where both have one, else by the style's rank."""
    if opened.level and kind.level:
        return opened.level < kind.level
    return bool(opened.level) or (worded(opened.style) and rank > 1) or _RANK.get(opened.style, 5) <= rank


def worded(style: str) -> bool:
    """Whether a style is a word of the document's own before its number (表一, 课一): it may stand above any other."""
    return "一" <= style[0] <= "鿿" and style not in _RANK and style[-1] not in "、."


def _decimal_places(stack: tuple[Open, ...], kind: Kind) -> list[Place]:
    known = [(depth, opened.parts) for depth, opened in enumerate(stack) if opened.style == "1.1"]
    same = [_at(depth, 0.0, step=_decimal_step) for depth, parts in known if parts == kind.parts]
    inner = next((k for k in range(len(known) - 1, 0, -1) if known[k][1] <= known[k - 1][1]), 0)  # begun anew below itself
    if same and (not inner or same[-1].depth >= known[inner][0]):
        return same
    depth, above = next(((d, parts) for d, parts in reversed(known) if parts < kind.parts), (-1, 0))
    if depth >= 0:
        cost = 0.3 + 0.7 * (kind.parts - above - 1) + (0.0 if kind.opens else 1.5)
        below = [Place(depth + 1, cost, cost, step=_strange, of=depth)]
        if [opened.style for opened in stack[depth + 1 :]] == ["label"]:
            below.append(Place(depth + 2, cost, cost, step=_strange, of=depth))
        return same + below
    first = 0.7 if kind.opens else 3.0
    places = [_at(d, first + _standing(stack, d, kind._replace(style="1.1", headed=False))) for d in range(len(stack) + 1)]
    return same + places


def _strange(above: Value, value: Value) -> float:
    """The cost of a decimal number below one that it does not begin with."""
    return 0.0 if value[: len(above)] == above else 2.0


def _decimal_step(last: Value, value: Value) -> float:
    if value[:-1] == last[:-1]:
        return _step(last[-1], value[-1]) + (0.5 if value[-1] == 1 else 0.0)
    if value[:-1] > last[:-1]:
        return 0.8 if value[-1] == 1 else 1.8
    return 4.0
