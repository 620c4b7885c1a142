"""Outlines without any mark: title lines of two or three depths over statements, evidence by its label.

What is known: a title is short, holds no comma and no stop, and opens as no statement does; a run of titles before a statement
goes from the highest heading to the lowest; a single one is the lowest again. In a run too long for headings (a list of things
to know) only those are titles that end as the heading above it does (专业知识, 公司知识 below 必备知识).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import goes_on, lines, titled
from pipeline.segment.words import cues
from pipeline.segment.words.words import tagged
from pipeline.text import Span

BARE = "title line among unmarked lines"
_LONGEST = 12  # characters of a title
_DEEPEST = 3  # titles in a row
_FEWEST = 3  # titles that make an outline
_OPENS = ("modal", "manner", "each", "ground", "knowing")
_CHAPTER = re.compile("(?:要求|标准|条件|办法|程序|说明|附则|总则)$")
_KNOWLEDGE = re.compile("(?:知识|经验)$")  # may be a chapter, or a group in one
_ENDING = 2  # characters in which titles of one list agree


@dataclass(slots=True)
class _Event:
    """A line, or what stands there already: a label with its value, a table. title: whether it heads what follows."""

    span: Span
    title: bool = False
    draft: Draft | None = None


def raise_outline(text: str, root: Draft, own: Span) -> bool:
    """Nests the lines of a body without any mark under its title lines, where they make an outline. own: the first lines."""
    kept = [child for child in root.children if child.own[0] >= own[0]]
    if not all(child.label is not None or child.table is not None for child in kept):
        return False
    events = [*_lines(text, own), *(event for child in kept for event in _events(text, child))]
    for run in _runs(events):
        _only_headings(text, events, run)
    titles = [event for event in events if event.title]
    deep = any(len(run) > 1 for run in _runs(events))
    if len(titles) < _FEWEST or not deep or len(titles) == len(events):
        return False
    root.own = (own[0], own[0])
    root.children = _nested(text, events)
    return True


def _events(text: str, child: Draft) -> Iterator[_Event]:
    if child.label is None:
        yield _Event(child.own, draft=child)
        return
    own = lines(text, child.own)
    valued = bool(own) and "\n" not in text[child.label.after : own[0][0]]
    if not valued and child.label.source == "line" and not child.children:
        yield _Event(child.label.span, title=_heads(text, child.label.span))
        yield from _lines(text, child.own)
        return
    last = 0
    while valued and last + 1 < len(own) and goes_on(text[slice(*own[last])]):
        last += 1
    end = own[last][1] if valued else child.own[1]
    yield _Event((child.own[0], end), draft=child)
    yield from _lines(text, (end, child.own[1]))


def _lines(text: str, span: Span) -> Iterator[_Event]:
    for line in lines(text, span):
        yield _Event(line, title=_heads(text, line))


def _heads(text: str, line: Span) -> bool:
    """Whether a line may be a heading by its own words."""
    words = text[slice(*line)]
    if len(words) > _LONGEST or not titled(words) or re.search("[,，:：]", words):
        return False
    return cues.opens(tagged(text, *line)) not in _OPENS or len(words) <= 4


def _runs(events: list[_Event]) -> Iterator[list[int]]:
    """The indices of titles in a row."""
    run: list[int] = []
    for index, event in enumerate(events):
        if event.title:
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _only_headings(text: str, events: list[_Event], run: list[int]) -> None:
    """Short lines that are too many in a row, or that nothing stands below, are statements; some may be headings still."""
    behind = events[run[-1] + 1] if run[-1] + 1 < len(events) else None
    table = behind is not None and behind.draft is not None and behind.draft.table is not None
    held = behind is not None and (behind.draft is None or table)
    if held and len(run) <= _DEEPEST:
        return
    ending = text[slice(*events[run[0]].span)][-_ENDING:]
    for place in run[1:]:
        events[place].title = text[slice(*events[place].span)].endswith(ending) or (table and place == run[-1])
    events[run[0]].title = len(run) > _DEEPEST


def _nested(text: str, events: list[_Event]) -> list[Draft]:
    """The events as a tree: the first of several titles in a row is as high as the runs are long."""
    top = Draft((0, 0))
    depth = {index: len(run) - k for run in _runs(events) for k, index in enumerate(run)}  # 1: the lowest
    highest = max(depth.values())
    for index, height in depth.items():
        title = text[slice(*events[index].span)]
        if _CHAPTER.search(title) or (height > 1 and _KNOWLEDGE.search(title)):
            depth[index] = highest
    stack: list[tuple[int, Draft]] = [(highest + 1, top)]
    for index, event in enumerate(events):
        if event.title:
            while stack[-1][0] <= depth[index]:
                stack.pop()
            made = Draft(event.span, title=event.span, heading=True, why=[BARE])
            stack[-1][1].children.append(made)
            stack.append((depth[index], made))
        elif event.draft is not None:
            event.draft.own = event.span
            stack[-1][1].children.append(event.draft)
        else:
            _state(stack[-1][1], event.span)
    return top.children


def _state(head: Draft, line: Span) -> None:
    """Adds a line to what stands below a heading."""
    if head.children or head.title is None:
        head.children.append(Draft(line, text=line))
    else:
        head.own = (head.own[0], line[1])
