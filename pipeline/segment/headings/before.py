"""The titles that stand right before a list, a level, a label or a table: lines of their own, or the tail of a statement.

A title without a mark is the last line above what it heads, two lines where it opens a group too; in flattened text it is cut
off the end of the statement before, by the seam, and by what the titles beside it are like.
"""

import re
from typing import NamedTuple

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, stopped, titled
from pipeline.segment.headings import ranks
from pipeline.segment.words import cues, seams
from pipeline.segment.words.words import tagged
from pipeline.text import Span

LISTS = {"1、", "1.1", "1", "1)", "(1)", "①", "A、", "A.", "a)", "(a)", "a、", "a.", "A)", "⑴", "•", "(一)", "一、"}
_HEADED = frozenset((*LISTS, "label", "level", "table", "第条"))  # what a title without a mark may stand before
_FIGURE = re.compile(r"(?:流程|程序|图)$")  # above a chart's boxes
_STATES = frozenset(("verb", "modal", "manner", "each", "ground", "knowing", "relation", "with"))
_CLAUSES = re.compile("[，,]")
_GROUP, _SENTENCES = 8, 2  # characters of the title of a group; sentences that explain a title before its levels
_BESIDE = 300  # brothers before a place whose titles are asked what a title is like: all, in documents as people write them


class Place(NamedTuple):
    """A place before a child: what stands before it, whether its list begins anew, whether a second title is likely."""

    parent: Draft
    before: Draft
    child: Draft
    again: bool
    likely: bool


def _own_lines(text: str, draft: Draft) -> list[Span]:
    """The lines of what stands before a child; those that its title goes over, as the contents call it, are one."""
    own = lines(text, draft.own)
    while len(own) > 1 and draft.title is not None and own[1][0] < draft.title[1]:
        own[:2] = [(own[0][0], own[1][1])]
    return own


def titles_before(text: str, place: Place) -> list[Span]:
    """The spans of the titles, outermost first, that stand right before the child; they are cut off what stands before."""
    parent, before, child, again, likely = place
    if child.chosen is None or child.style not in _HEADED:
        return []
    if before.table is not None:
        return _behind_table(text, before)
    if before is not parent and not again and not broken(text, before, child):
        return []
    own = _own_lines(text, before)
    alone = len(own) == 1 and titled(text[slice(*own[0])])
    known = (likely and (alone or child.style in ("label", "一、", "level"))) or (child.style == "table" and alone)
    loose = parent.chosen is None and not parent.children and not again and not known
    beyond = ranks.valued(text, parent) and len(own) > 1 and titled(text[slice(*own[-1])])
    if before is parent and ((parent.style == "label" and not beyond) or loose):
        return []
    if not own or (child.style == "label" and _FIGURE.search(text[slice(*own[0])])):
        return []
    body = before is parent and parent.chosen is None  # the head of the body: all its lines may be titles
    if len(own) > 1 or body:
        below = before.label is not None and "\n" in text[before.label.after : own[0][0]]
        traits = before.label.traits if before.label is not None else {}
        valued = below and (not traits or bool(traits.get("opens")))
        graded = child.style == "level" and likely
        until = len(own) - told(text, own) if graded else len(own)
        titles = _line_titles(text, before, own[:until], whole=valued or body)
        return _outer(text, before, own, titles, body) if graded and len(titles) == 1 else titles
    if before is parent:
        return _second_title(text, parent, likely)
    return _tail_title(text, parent, before, own[0]) if again or child.style in ("label", "table") else []


def _outer(text: str, before: Draft, own: list[Span], titles: list[Span], body: bool) -> list[Span]:
    """With the title of a group before one over levels, where sentences stand between (预报能力 / 一切的底子。 / 分析).

    body: the lines are the first of the body, so that the first of them may be such a title too.
    """
    above = own[: own.index(titles[0])]
    many = told(text, above)
    if not many or len(above) <= many + 1 - body:
        return titles
    title = above[-1 - many]
    if title[1] - title[0] > _GROUP or _states(text, title):
        return titles
    before.own = before.own[0], title[0]
    return [title, *titles]


def told(text: str, own: list[Span]) -> int:
    """How many sentences stand between the last title of some lines and levels that begin anew below it."""
    many = next((k for k in range(len(own)) if not stopped(text[slice(*own[-1 - k])])), 0)
    return many if 0 < many <= _SENTENCES and titled(text[slice(*own[-1 - many])]) else 0


def broken(text: str, before: Draft, child: Draft) -> bool:
    """A list that begins or goes on behind a line of other kind: the line may head it."""
    own = _own_lines(text, before)
    if child.style == "table" and len(own) == 1:
        return not stopped(text[slice(*own[0])])
    if child.style == "第条" and len(own) > 1:  # the title of a chapter
        return stopped(text[slice(*own[-2])]) and titled(text[slice(*own[-1])])
    begins = child.chosen is not None and child.chosen.value == (1,)
    opens = child.style in ("•", "label", "level", "table") or begins
    return len(own) > 1 and opens and titled(text[slice(*own[-1])])


def _behind_table(text: str, before: Draft) -> list[Span]:
    """The last line between a table and a list or another table, where it may be a title."""
    own = _own_lines(text, before)
    if not own or not titled(text[slice(*own[-1])]):
        return []
    before.own = (before.own[0], own[-1][0])
    return own[-1:]


def _line_titles(text: str, before: Draft, own: list[Span], whole: bool) -> list[Span]:
    """Title lines at the end of what stands before; its first line is its own."""
    first = 0 if whole else 1
    start = len(own)
    while start > first and titled(text[slice(*own[start - 1])]) and len(own) - start < 2:
        if (start < len(own) and _CLAUSES.search(text, *own[start - 1])) or (start > 1 and text[own[start - 2][1] - 1] == "图"):
            break  # a statement that lost its stop, above a title; the boxes of a chart
        start -= 1
    open_ = len(own) - start == 2 and start > 0 and not stopped(text[slice(*own[start - 1])])
    if open_ and (before.chosen is None if start == 1 else _states(text, own[start])):
        start += 1
    titles = own[start:]
    if titles:
        before.own = (before.own[0], titles[0][0])
    return titles


def _states(text: str, line: Span) -> bool:
    """Whether a line opens as a statement does (督促检查…, 妥善处理…): behind others without stops it is one."""
    return cues.opens(tagged(text, *line)) in _STATES


def _second_title(text: str, parent: Draft, likely: bool) -> list[Span]:
    """A heading whose one line holds two titles run together (第一单元产品宣讲产品调研)."""
    if parent.heading or not likely or parent.chosen is None:
        return []
    start, end = trim(text, *parent.own, extra=":：")
    if "\n" in text[end : parent.own[1]]:
        return []
    behind = max(text.rfind(c, start, end) for c in "。！!") + 1
    if start < behind < end and titled(text[behind:end]):
        parent.own = (parent.own[0], behind)
        return [trim(text, behind, end)]
    if end - start > 40 or any(c in "。；;" for c in text[start:end]):
        return []
    place = seams.pair(text, start, end, seams.Hints(text, text[parent.own[1] : parent.own[1] + 160]))
    if place is None:
        return []
    parent.own = (parent.own[0], place)
    return [trim(text, place, end)]


def _tail_title(text: str, parent: Draft, before: Draft, line: Span) -> list[Span]:
    """The title at the end of a statement in flattened text."""
    if stopped(text[slice(*line)]):
        return []
    titles = [text[slice(*d.title)] for d in parent.children[-_BESIDE:] if d.title and d.heading]
    if parent.chosen is not None:
        titles.append(text[slice(*trim(text, *parent.own, extra=":："))][:20])
    following = text[before.own[1] : before.own[1] + 160]
    place = seams.tail(text, *line, seams.Hints(text, following, tuple(titles)))
    if place is None or (before.title is not None and place < before.title[1]):
        return []
    before.own = (before.own[0], place)
    return [trim(text, place, line[1])]
