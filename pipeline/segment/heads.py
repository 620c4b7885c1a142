"""Headings without a mark: the title before a list that begins anew, cut off the end of what stands before it.

In a text with lines the title is a line of its own; in flattened text it is the tail of the statement before. A list that
begins anew must have one; the first list under a heading has one where its neighbours have.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from pipeline.segment import cues, groups, ranks, seams
from pipeline.segment.draft import Draft, trim
from pipeline.segment.lines import lines, sentences, stopped, titled
from pipeline.segment.parts import Parts
from pipeline.segment.words import tagged
from pipeline.text import Span

_LISTS = {"1、", "1.1", "1", "1)", "(1)", "①", "A、", "A.", "a)", "(a)", "a、", "a.", "A)", "⑴", "•", "(一)", "一、"}
_HEADED = frozenset((*_LISTS, "label", "level", "table", "第条"))  # what a title without a mark may stand before
_FIGURE = re.compile(r"(?:流程|程序|图)$")  # above a chart's boxes
_DIVISION = re.compile(r"([一二三四五六七八九十]{1,3}、)[ \t　]*(?=[^\n]{2})")
_STATES = frozenset(("verb", "modal", "manner", "each", "ground", "knowing", "relation", "with"))
_CLAUSES = re.compile("[，,]")
_GROUP, _SENTENCES = 8, 2  # characters of the title of a group; sentences that explain a title before its levels
_TEXTED = 0.5  # how much must speak for a title before it is cut off together with its text
_BESIDE = 300  # brothers before a place whose titles are asked what a title is like: all, in documents as people write them


def raise_heads(text: str, root: Draft) -> None:
    """Cuts unmarked headings out of the drafts' own words and puts the lists they head under them."""
    expected = _expected(root)
    parts = Parts(text, root)
    for parent in list(root.walk()):
        if parent.children and not (parent.heading and parent.chosen is None):
            _raise_under(text, parent, expected, parts)


def _expected(root: Draft) -> set[tuple[str, str]]:
    """(style of the parent, style of the list) where a list begins anew under a good part of the parents that hold one."""
    anew: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for parent in root.walk():
        firsts = Counter([child.style for child in parent.children if child.chosen and child.chosen.value == (1,)])
        for style in sorted(firsts.keys() & {*_LISTS, "level"}):
            anew[parent.style, style].append(firsts[style] > 1)
    return {pair for pair, found in anew.items() if 3 * sum(found) >= len(found)}


def _raise_under(text: str, parent: Draft, expected: set[tuple[str, str]], parts: Parts) -> None:
    if groups.raise_groups(text, parent):
        return
    children, parent.children = parent.children, []
    heads: list[Draft] = []
    seen: set[str] = set()
    everywhere = children if parent.chosen is not None else [one for child in children for one in child.walk()]
    repeated = Counter(one.label.words for one in everywhere if one.label)
    opener = next((child for child in children if child.label), None)
    first = opener.label.words if opener is not None and opener.label else None  # of a record: it stands once in each
    chapters = chaptered(text, children)
    for index, child in enumerate(children):
        before = children[index - 1].last() if index else parent
        again = _again(child, seen) or ("label" in seen and child.label is not None and child.label.words == first)
        seen.add(child.style)
        opens = child.label is not None and child.label.words == first and repeated[first] > 1  # one record of several
        likely = opens or (parent.style, child.style) in expected or (child.style == "第条" and chapters)
        inner = child.label is not None and child.label.source == "refrain" and child.label.words != first
        inner |= index > 0 and _next(children[index - 1], child)
        inner |= child is not opener and parts.closed(child, before)
        until = before.own[1]
        titles = [] if inner else _titles(text, _Place(parent, before, child, again, again or likely))
        if titles:
            new = [_numbered(text, groups.unmarked(span)) for span in titles]
            for head, end in zip(new, [*(one.own[0] for one in new[1:]), until], strict=True):
                head.own = head.own[0], end  # with what is said of it
            parent.children += _texted(text, before, before is parent) if len(new) == 1 else []
            keep = 0 if len(new) > 1 or not heads else len(heads) - 1
            heads = [*heads[:keep], *new]
            for depth, head in enumerate(heads[keep:], start=keep):
                (heads[depth - 1] if depth else parent).children.append(head)
        elif heads and not _fits(child, heads):
            heads = []
        (heads[-1] if heads else parent).children.append(child)
        if heads and child.style == "table" and child.children and parts.part(child.children[0]):
            parent.children += child.children  # parts of the record as the table and its heading are
            child.children, heads = [], []
    _ungroup(text, parent)


def _ungroup(text: str, parent: Draft) -> None:
    """Takes the first title of a body, which says something before the next, off the pieces where no other title has any."""
    heads = [one for one in parent.children if ranks.titled(one) and any(map(ranks.titled, one.children[:1]))]
    head = heads[0] if len(heads) == 1 and parent.chosen is None else parent
    if head is parent.children[0] and len(lines(text, (head.own[0], head.children[0].own[0]))) > 1:
        parent.children[1:1], head.children = head.children, []


def _next(one: Draft, other: Draft) -> bool:
    """Whether a level is the next one above another right before it: no heading stands between them."""
    if one.chosen is None or other.chosen is None or not one.style == other.style == "level":
        return False
    return other.chosen.value[0] == one.chosen.value[0] + 1


def _numbered(text: str, head: Draft) -> Draft:
    """A title with the number of a division that the outline has no place for (四、 among 1, 2, 3), as printed."""
    number = _DIVISION.match(text, *(head.title or head.own))
    if number is not None and head.title is not None:
        head.number, head.title = number.span(1), (number.end(), head.title[1])
    return head


def chaptered(text: str, children: list[Draft]) -> bool:
    """Whether titles of chapters stand before some articles: then one stands before the first too."""
    pairs = [(one.last(), other) for one, other in pairwise(children) if one.style == other.style == "第条"]
    return sum(_broken(text, before, article) for before, article in pairs) > 1


def _fits(child: Draft, heads: list[Draft]) -> bool:
    """Whether a child goes on under the open heading: the same kind of list, a label, a bullet."""
    first = next((c for c in heads[-1].children), None)
    return first is None or child.style in ("label", "•", "level") or first.style in (child.style, "label")


def _texted(text: str, before: Draft, parent: bool) -> list[Draft]:
    """A heading with one statement and no list, run together behind what stands before an unmarked heading; cut off it."""
    parts = sentences(text, before.own, "。！!") if before.own[1] - before.own[0] < 600 else []
    first = 0 if parent else 1
    if not first < len(parts) <= first + 2 or "\n" in text[slice(*before.own)].strip():
        return []
    start, end = parts[first][0], parts[-1][1]
    if parent:
        title_end, score = seams.head(text, start, end, 30)
        place = seams.pair(text, start, title_end, seams.Hints(text, text[title_end : title_end + 160])) if score > 0 else None
        if place is None:
            return []
        start = place
    else:
        title_end, score = seams.head(text, start, end)
    if score < _TEXTED:
        return []
    before.own = (before.own[0], start)
    return [Draft((start, end), title=trim(text, start, title_end), heading=True, why=["unmarked heading before its text"])]


def _own_lines(text: str, draft: Draft) -> list[Span]:
    """The lines of what stands before a child; those that its title goes over, as the contents call it, are one."""
    own = lines(text, draft.own)
    while len(own) > 1 and draft.title is not None and own[1][0] < draft.title[1]:
        own[:2] = [(own[0][0], own[1][1])]
    return own


class _Place(NamedTuple):
    """A place before a child: what stands before it, whether its list begins anew, whether a second title is likely."""

    parent: Draft
    before: Draft
    child: Draft
    again: bool
    likely: bool


def _again(child: Draft, seen: set[str]) -> bool:
    """Whether a list begins anew here: at 1 behind another of its style, or without numbers as the outline says."""
    chosen = child.chosen
    if chosen is None:
        return False
    return (child.style in seen and chosen.value == (1,)) or (chosen.restart and chosen.value == ())


def _titles(text: str, place: _Place) -> list[Span]:
    """The spans of the titles, outermost first, that stand right before the child; they are cut off what stands before."""
    parent, before, child, again, likely = place
    if child.chosen is None or child.style not in _HEADED:
        return []
    if before.table is not None:
        return _behind_table(text, before)
    if before is not parent and not again and not _broken(text, before, child):
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


def _broken(text: str, before: Draft, child: Draft) -> bool:
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
