"""How high title lines without a mark stand, by what stands beside them: what comes back says what belongs together.

A known word alone on its line (专业知识) heads its list as any other title line does (通用能力): they are brothers. A title
line behind a list that another title line heads is its brother too; one behind the last of several numbered pieces, of which
no other holds a title line, heads what follows them all. Under levels the same titles come back, level for level. A title line
over the label that several numbered pieces begin with (定义) is a piece as they are, that has no number.
"""

from collections import Counter, defaultdict

from pipeline.segment.draft.draft import Draft, cut
from pipeline.segment.draft.lines import lines, stopped
from pipeline.segment.draft.lines import titled as may_be_title
from pipeline.segment.headings.groups import unmarked

_FEWEST = 2  # brothers, levels, titles that come back in them


def level_with(text: str, root: Draft) -> None:
    """Puts title lines found below what they are no part of beside it, from the inside outwards."""
    alike = _Alike(root)
    for parent in reversed(list(root.parents())):
        children: list[Draft] = []
        for place, child in enumerate(parent.children):
            children.append(child)
            at = _behind(text, parent, place, alike) if child.children else 0
            if at < len(child.children):
                children += child.children[at:]
                child.children = child.children[:at]
                alike.note(child)
        if len(children) > len(parent.children):
            parent.children = children
            alike.note(parent)
    for parent in list(root.walk()):
        _behind_levels(text, parent)
    _begun_alike(root)
    begun_anew(root)
    _first_titles(text, [draft for draft in root.walk() if draft.style == "level"])


class _Alike:
    """The numbered pieces of a document by their style and that of what they stand in: how many, and which hold title lines."""

    def __init__(self, root: Draft) -> None:
        self._classes: dict[int, tuple[str, str]] = {}
        self._holding: dict[tuple[str, str], set[int]] = defaultdict(set)
        for parent in root.parents():
            for child in parent.children:
                if child.chosen is not None:
                    self._classes[id(child)] = parent.style, child.style
                    self.note(child)
        self._many = Counter(self._classes.values())

    def note(self, draft: Draft) -> None:
        """Looks again at a piece whose children changed."""
        if (cls := self._classes.get(id(draft))) is not None:
            held = self._holding[cls]
            (held.add if any(map(titled, draft.children)) else held.discard)(id(draft))

    def only(self, draft: Draft) -> bool:
        """Whether there are other pieces like one, and no other of them holds a title line."""
        cls = self._classes[id(draft)]
        held = self._holding[cls]
        return self._many[cls] >= _FEWEST and len(held) == (id(draft) in held)


def titled(draft: Draft) -> bool:
    """Whether a draft is a title line without a mark, over what it holds."""
    return draft.heading and draft.chosen is None and draft.label is None and draft.title is not None


def alone(text: str, draft: Draft) -> bool:
    """Whether a draft is a label alone on its line, without a colon."""
    label = draft.label
    return label is not None and label.source == "line" and not text[label.end : label.after].strip(" \t　\n")


def valued(text: str, draft: Draft) -> bool:
    """Whether a draft is a label with its value on its line: what stands on later lines is no part of it."""
    own = lines(text, draft.own) if draft.label is not None else []
    return draft.label is not None and bool(own) and "\n" not in text[draft.label.after : own[0][0]]


def _behind(text: str, parent: Draft, place: int, alike: _Alike) -> int:
    """The first of a child's title lines that stand behind it rather than below it; the number of its children if none does."""
    child = parent.children[place]
    at = next((k for k, one in enumerate(child.children) if titled(one)), None)
    if at is None:
        return len(child.children)
    if valued(text, child):
        return at
    if at and (alone(text, child) or (titled(child) and child.children[at - 1].chosen is not None)):
        return at
    last = child.chosen is not None and place == len(parent.children) - 1
    return at if last and (at or _said(text, child)) and alike.only(child) else len(child.children)


def _begun_alike(root: Draft) -> None:
    """Puts a title line below a numbered piece, which begins with the label its brothers begin with, behind it."""
    begun: dict[tuple[str, str], int] = Counter()
    for draft in root.parents():
        if draft.chosen is not None and (words := _opening(draft)):
            begun[draft.style, words] += 1
    for parent in list(root.walk()) if max(begun.values(), default=0) > _FEWEST else ():
        children: list[Draft] = []
        for child in parent.children:
            children.append(child)
            opening = _opening(child) if child.chosen is not None else ""
            while opening and begun[child.style, opening] > _FEWEST and (found := _begun_below(child, opening)):
                children += found[:1]
                found[0].children += found[1:]
                child = found[0]  # noqa: PLW2901  the next may stand below it
        parent.children = children


def begun_anew(root: Draft) -> None:
    """Puts a title line that ends a level before the levels begin anew over these: beside the title line above the others."""
    if not any(child.style == "level" for parent in root.parents() for child in parent.children):
        return
    above = root.above()
    for parent in list(root.walk()):
        values = [c.chosen.value[0] for c in parent.children if c.style == "level" and c.chosen is not None]
        if len(values) <= _FEWEST:
            continue
        up = 1 if values[1] > values[0] else -1
        heads: list[Draft] = []
        kept: list[Draft] = []
        last: int | None = None
        for child in parent.children:
            if child.style == "level" and child.chosen is not None:
                value = child.chosen.value[0]
                before = (_innermost(heads[-1]).children if heads else kept)[-1:]
                if last is not None and (value - last) * up <= 0 and before and (head := _ending(before[0])) is not None:
                    heads.append(head)
                last = value
            (_innermost(heads[-1]).children if heads else kept).append(child)
        parent.children = kept
        _put_behind(parent, heads, above)


def _put_behind(parent: Draft, heads: list[Draft], above: dict[int, Draft]) -> None:
    """Puts titles over levels behind the piece before them; a title over another is a group's: behind the group it is in."""
    piece = parent
    for head in heads:
        into = above.get(id(piece)) if titled(piece) else None
        last, lowest = piece, _innermost(head)
        if into is not None and lowest is not head and titled(into):
            last, into = into, above[id(into)]
        into = into or parent
        place = next((k for k, one in enumerate(into.children, start=1) if one is last), len(into.children))
        into.children.insert(place, head)
        above.update({id(head): into} | {id(child): one for one in head.walk() for child in one.children})
        piece = lowest if titled(parent) else parent


def _innermost(draft: Draft) -> Draft:
    """The lowest of the title lines that end one another: what follows is its own."""
    while draft.children and titled(draft.children[-1]):
        draft = draft.children[-1]
    return draft


def _ending(draft: Draft) -> Draft | None:
    """Takes the title line that ends a draft away, with what stands below it."""
    while draft.children:
        if titled(draft.children[-1]):
            return draft.children.pop()
        draft = draft.children[-1]
    return None


def _begun_below(draft: Draft, opening: str) -> list[Draft]:
    """The first title line below a draft that begins with a label, and all behind it there, taken away."""
    return cut(draft, lambda one: titled(one) and _opening(one) == opening)


def _opening(draft: Draft) -> str:
    """The words of the label that stands first below a draft, "" where it is none."""
    first = draft.children[0].label if draft.children else None
    return first.words if first is not None else ""


def _said(text: str, draft: Draft) -> bool:
    """Whether a draft's own words are a sentence, and head nothing."""
    own = lines(text, draft.own)
    return bool(own) and stopped(text[slice(*own[0])])


def _first_titles(text: str, levels: list[Draft]) -> None:
    """Puts what stands first under a level below the line before it, where other levels begin with the same line: no name."""
    first = [(level, own) for level in levels if level.children and len(own := lines(text, level.own)) == 1]
    counts = Counter(text[slice(*own[0])] for _, own in first)
    for level, [line] in first:
        if counts[text[slice(*line)]] >= _FEWEST and may_be_title(text[slice(*line)]):
            at = next((k for k, one in enumerate(level.children) if titled(one) or alone(text, one)), len(level.children))
            if at:
                head = unmarked(line)
                head.children, level.children = level.children[:at], [head, *level.children[at:]]
                level.own = level.own[0], line[0]


def _behind_levels(text: str, parent: Draft) -> None:
    """Takes the titles that come back nowhere off the end of the last level."""
    levels = [child for child in parent.children if child.style == "level"]
    if len(levels) < _FEWEST or parent.children[-1] is not levels[-1]:
        return
    words = [
        [text[slice(*c.title)] if c.title and (titled(c) or alone(text, c)) else "" for c in one.children] for one in levels
    ]
    counts = Counter(title for titles in words for title in set(titles) - {""})
    if sum(count > 1 for count in counts.values()) < _FEWEST:
        return
    last = levels[-1]
    own = max((k for k, title in enumerate(words[-1]) if counts[title] > 1), default=len(last.children) - 1)
    outside = last.children[own + 1 :]
    if outside and all(words[-1][own + 1 :]):
        last.children = last.children[: own + 1]
        parent.children += outside
