"""Titles in front of statements, asked together: of one class, loose or numbered, all begin with titles or none does.

A class is what stands under headings of one style and depth. Words without a mark come first; numbered statements (1、背景分析
准确、深入分析…) are asked by their own style.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import sentences, stopped
from pipeline.segment.titles import items
from pipeline.segment.words import seams
from pipeline.segment.words.chapternames import chapter
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_NUMBERED = 1.0  # nats more than for loose words: what has a number seldom has a title that nothing parts from its text
_SENTENCES = 0.5  # nats more for the sentences behind the first of numbered pieces
_SHORTEST = 3  # characters of each of two titles run together
_FEWEST = 2  # characters of a heading
_LINES = 3  # title lines that make a class
_CLOSED = re.compile(r"([^\W\d_]{2,8})。(?=[^\n]{8})")
_DASHED = re.compile(r"([^\W\d_]{2,10})[ 　]?(?:——|--|—|–)[ 　]?(?=[^\n]{6})")
_ROW = re.compile(r"(?P<title>[^:：,，。;；！!？?、\d\s]{2,20})[ \t　]{1,2}(?=[^\W\d_《“])(?=[^\s]{6,}$|[^\s]{6,}[。；;])")
_Members = list[tuple[Draft, Draft, items.Loose]]


def loose(text: str, root: Draft, known: Mapping[int, Draft]) -> None:
    """Cuts unmarked stretches into items where those of their class begin with titles, but for those of chapters that
    describe. known: the stretches, by id.
    """
    classes: dict[tuple[str, int], _Members] = defaultdict(list)
    told = {id(one) for top in root.children if _describes(text, top) for one in top.walk()}
    for parent in root.parents():
        if id(parent) in told:
            continue
        found = [child for child in parent.children if id(child) in known]
        heading = text[slice(*parent.title)] if parent.title else ""
        for child in found:
            classes[_class_of(parent)].append((parent, child, items.Loose(child.own, heading, len(found) == 1)))
    for members in classes.values():
        if items.titled(text, [one for _, _, one in members]):
            divided = items.divide(text, [one for _, _, one in members])
            for (parent, child, _), drafts in zip(members, divided, strict=True):
                at = parent.children.index(child)
                parent.children[at : at + 1] = drafts


def _describes(text: str, draft: Draft) -> bool:
    """Whether a chapter with divisions of its own describes (职业概况): its sentences are paragraphs."""
    divided = any(child.chosen is not None and child.heading for child in draft.children)
    return divided and draft.title is not None and chapter(text[slice(*draft.title)]) == "descriptive"


def in_lines(text: str, root: Draft) -> None:
    """Title lines of one class that have just one statement each below them are items: title and text.

    A class that holds several statements under many of its titles holds elements.
    """
    classes: dict[tuple[str, int], list[Draft]] = defaultdict(list)
    for parent in root.parents():
        for child in parent.children if parent.chosen is not None else ():
            if child.heading and child.chosen is None and not child.kind and child.children:
                classes[_class_of(parent)].append(child)
    for members in classes.values():
        alone = [one for one in members if _states_once(text, one)]
        if len(alone) >= _LINES and 5 * len(alone) >= 4 * len(members):
            for one in alone:
                one.text, one.children, one.heading = one.children[0].text, [], False
                one.why.append("a title line with one statement, as its brothers")


def _states_once(text: str, head: Draft) -> bool:
    """Whether one sentence or paragraph is all that stands below a title line."""
    only = head.children[0] if len(head.children) == 1 else None
    plain = only is not None and only.chosen is None and only.label is None and not only.children and not only.title
    return plain and only is not None and only.text is not None and stopped(text[slice(*only.text)])


def numbered(text: str, root: Draft) -> None:
    """Titles at the heads of numbered statements, where those of a class begin with titles."""
    _dashed(text, root)
    _columns(text, root)
    classes: dict[tuple[str, int, str], list[tuple[Draft, items.Loose]]] = defaultdict(list)
    for parent in root.parents():
        heading = text[slice(*parent.title)] if parent.title else ""
        _closed(text, [child for child in parent.children if child.chosen is not None and child.text and not child.title])
        for child in parent.children:
            plain = not child.title and not child.kind and child.style not in ("•", "label")
            if child.chosen is not None and child.text and plain:
                classes[*_class_of(child), parent.style].append((child, items.Loose(child.text, heading, alone=False)))
    for members in classes.values():
        if _several(text, members):
            for draft, loose_ in members:
                _over_items(text, draft, loose_)
        elif items.titled(text, [one for _, one in members], _NUMBERED):
            for (draft, _), made in zip(members, items.divide(text, [one for _, one in members]), strict=True):
                draft.title, draft.text = made[0].title, made[0].text
                draft.why += made[0].why


def _several(text: str, members: list[tuple[Draft, items.Loose]]) -> bool:
    """Whether the sentences behind the first of numbered pieces begin with titles as well, in most pieces: the number heads
    them all (1.1.1 合同起草了解交易背景通过…。选用文本根据…。).
    """
    rest: list[items.Loose] = []
    for draft, one in members:
        parts = sentences(text, one.span, "。！!") if not draft.children else []
        if len(parts) > 1:
            rest.append(items.Loose((parts[1][0], one.span[1]), one.heading, alone=True))
    return len(rest) >= _LINES and 3 * len(rest) >= 2 * len(members) and items.titled(text, rest, _SENTENCES)


def _over_items(text: str, draft: Draft, loose_: items.Loose) -> None:
    """Makes a numbered piece the heading of its items: its title is run together with the first one's, or stands before it."""
    made = items.divide(text, [items.Loose(loose_.span, loose_.heading, alone=True)])[0]
    first = made[0]
    if first.title is None or first.text is None:
        return
    start, end = first.title
    place = seams.pair(text, start, end, seams.Hints(text, text[end : end + 160], acts=_act(text, made[1:])))
    if place is not None and min(place - start, end - place) >= _SHORTEST:
        first.own, first.title = (place, first.own[1]), trim(text, place, end)
        draft.title = trim(text, start, place)
    else:
        draft.title = first.title
        made[:1] = items.divide(text, [items.Loose(first.text, text[start:end], alone=True)])[0]
    draft.text, draft.heading, draft.children = None, True, made
    draft.why.append("heading run together with its items")


def _columns(text: str, root: Draft) -> None:
    """Makes headings of the numbered statements of a class whose titles run on into the first row of two columns, where other
    rows follow most of them (1.1.1 接待问候 看见群众…。/ 送客 …。): the blank between the columns ends the first row's title.
    """
    classes: dict[tuple[str, int], list[tuple[Draft, Draft, list[Draft], re.Match[str]]]] = defaultdict(list)
    for parent in root.parents():
        for child, behind in _followed(parent):
            row = _ROW.match(text, *child.text) if child.text else None
            if row is not None and all(_row_title(text, one) for one in behind):
                classes[_class_of(child)].append((parent, child, behind, row))
    for members in classes.values():
        if len(members) < _LINES or 3 * sum(bool(behind) for _, _, behind, _ in members) < 2 * len(members):
            continue
        titles = [span[1] - span[0] for _, _, rows, _ in members for one in rows if (span := _row_title(text, one))]
        usual, often = Counter(titles).most_common(1)[0]
        for parent, child, behind, first_row in members:
            place = _between(text, first_row, usual if 2 * often > len(titles) else None)
            if place is None or child.text is None:
                continue
            start, end = first_row.span("title")
            first = Draft((place, child.text[1]), title=trim(text, place, end), text=(first_row.end(), child.text[1]))
            child.title, child.text, child.heading = trim(text, start, place), None, True
            for one in behind:
                if one.text is not None and (own := _ROW.match(text, *one.text)) is not None:
                    one.title, one.text = own.span("title"), (own.end(), one.text[1])
            taken = {id(one) for one in behind}
            parent.children = [one for one in parent.children if id(one) not in taken]
            child.children = [first, *behind]
            child.why.append("heading run together with the first row below it")


def _row_title(text: str, draft: Draft) -> Span | None:
    row = _ROW.match(text, *draft.text) if draft.text else None
    return row.span("title") if row is not None else None


def _between(text: str, row: re.Match[str], usual: int | None) -> int | None:
    """Where the title of a row begins behind its heading's: most of its like have `usual` characters."""
    start, end = row.span("title")
    if usual is not None and end - usual - start >= _FEWEST and any(w.start == end - usual for w in tagged(text, start, end)):
        return end - usual
    return seams.pair(text, start, end, seams.Hints(text, text[end : end + 160]))


def _followed(parent: Draft) -> list[tuple[Draft, list[Draft]]]:
    """The numbered statements under a heading, each with what stands loose behind it."""
    found: list[tuple[Draft, list[Draft]]] = []
    for child in parent.children:
        plain = not child.title and not child.kind and not child.children and child.text is not None
        if child.chosen is not None:
            if plain and child.style not in ("•", "label"):
                found.append((child, []))
        elif found and plain and child.label is None:
            found[-1][1].append(child)
    return found


def _act(text: str, made: list[Draft]) -> bool:
    """Whether most titles say what is done: they begin with verbs."""
    heads = [tagged(text, *one.title)[:1] for one in made if one.title is not None]
    return 2 * sum(word.tag.startswith("v") for words in heads for word in words) > len(heads)


def _closed(text: str, drafts: list[Draft]) -> None:
    """Cuts brothers of which most open with a few words and a stop (1、个人申请。操作工填写…, 2、车间初审。…)."""
    found = [(draft, match) for draft in drafts if draft.text and (match := _CLOSED.match(text, *draft.text))]
    if len(found) >= _LINES and 3 * len(found) >= 2 * len(drafts):
        _title(found)


def _dashed(text: str, root: Draft) -> None:
    """Cuts numbered statements that open with a few words and a dash, where several of a document do (1、物资盘点——依据…)."""
    plain = (draft for draft in root.walk() if draft.chosen is not None and draft.text and not draft.title)
    found = [(one, match) for one in plain if one.style != "•" and one.text and (match := _DASHED.match(text, *one.text))]
    if len(found) >= _LINES:
        _title(found)


def _title(found: list[tuple[Draft, re.Match[str]]]) -> None:
    for draft, match in found:
        if draft.text is not None:
            draft.title, draft.text = match.span(1), (match.end(), draft.text[1])
            draft.why.append("title run together with its text")


def _class_of(draft: Draft) -> tuple[str, int]:
    """What makes headings of one class: their style, and how many numbers they have."""
    return draft.style, len(draft.chosen.value) if draft.chosen else 0
