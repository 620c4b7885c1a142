"""Headings without a mark: the title before a list that begins anew, cut off the end of what stands before it.

In a text with lines the title is a line of its own; in flattened text it is the tail of the statement before. A list that
begins anew must have one; the first list under a heading has one where its neighbours have.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, sentences
from pipeline.segment.headings import groups, ranks
from pipeline.segment.headings.before import LISTS, Place, broken, titles_before
from pipeline.segment.headings.parts import Parts
from pipeline.segment.words import seams

_DIVISION = re.compile(r"([一二三四五六七八九十]{1,3}、)[ \t　]*(?=[^\n]{2})")
_TEXTED = 0.5  # how much must speak for a title before it is cut off together with its text


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
    for parent in root.parents():
        firsts = Counter([child.style for child in parent.children if child.chosen and child.chosen.value == (1,)])
        for style in sorted(firsts.keys() & {*LISTS, "level"}):
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
        titles = [] if inner else titles_before(text, Place(parent, before, child, again, again or likely))
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
    return sum(broken(text, before, article) for before, article in pairs) > 1


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


def _again(child: Draft, seen: set[str]) -> bool:
    """Whether a list begins anew here: at 1 behind another of its style, or without numbers as the outline says."""
    chosen = child.chosen
    if chosen is None:
        return False
    return (child.style in seen and chosen.value == (1,)) or (chosen.restart and chosen.value == ())
