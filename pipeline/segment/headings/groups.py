"""Groups below a heading whose titles lost their lines: they end with one word, and the first runs on from the heading's own.

第三部分经验研发经验• … • …市场经验• …: the word that the heading is about comes back at the end of every group's title.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.segment.cells.pieces import is_nothing
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, stopped, titled
from pipeline.segment.grids.grids import KNOWLEDGE, SKILLS
from pipeline.segment.marks.marks import APPENDED
from pipeline.segment.words import cues, seams
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_LEVELS = 4  # of a document, so that what only the last one holds says something
_ARTICLE = 14  # characters of an article's title
_LABEL = 9  # characters of a label with its colon, in a list
_ASKED = re.compile(f"{SKILLS.pattern}|{KNOWLEDGE.pattern}")
_APPENDED = re.compile(APPENDED)
_HEADING = 40  # characters of a heading's own words


def unmarked(span: Span, title: Span | None = None) -> Draft:
    """The draft of a heading without a mark. title: its title where it is not the whole span."""
    return Draft(span, title=title or span, heading=True, why=["unmarked heading"])


def raise_groups(text: str, parent: Draft) -> bool:
    """Groups whose titles end with one word (第三部分经验研发经验• … • …市场经验• …): whether there are such.

    The heading's own title and the first group's are run together; the further groups' titles stand at the ends of bullets, or
    where the bullets are lost, wherever the first title's first and last word come back together.
    """
    start, end = trim(text, *parent.own, extra=":：")
    colon = next((k for k in range(start, end) if text[k] in ":：\n。"), end)
    words = tagged(text, start, colon) if parent.chosen is not None and colon - start <= _HEADING else []
    if len(words) < 3 or len(words[-1].text) < 2:
        return False
    place = next((w.end for w in words[:-2] if w.text == words[-1].text and 2 <= w.end - start <= colon - w.end), None)
    bullets = any(child.style == "•" for child in parent.children)
    known = parent.title[1] if parent.title is not None else start  # a title that the contents name is one
    if place is None or place < known or (colon < end and (bullets or "\n" in text[start:end])):
        return False
    first = unmarked((place, end), trim(text, place, colon))
    opener = next(w.text for w in words if w.start >= place)
    alike = re.compile(f"{re.escape(opener)}[^。；;,，:：]{{0,10}}?{re.escape(words[-1].text)}")
    if bullets:
        parent.own = (parent.own[0], place)
        parent.children = _bullet_groups(text, first, parent.children, words[-1].text, alike)
        return True
    found = list(alike.finditer(text[colon:end]))
    if not found:
        return False
    _cut_groups(parent, first, [(colon + m.start(), colon + m.end()) for m in found])
    return True


def _bullet_groups(text: str, head: Draft, children: list[Draft], ending: str, alike: re.Pattern[str]) -> list[Draft]:
    """The bullets under the groups' headings. ending: the word with which their titles end; alike: titles like the first."""
    heads = [head]
    title = text[slice(*head.own)]
    for index, child in enumerate(children):
        heads[-1].children.append(child)
        own = trim(text, *child.own)
        going_on = index + 1 < len(children) and child.style == "•" == children[index + 1].style
        if going_on and text[slice(*own)].endswith(ending) and "\n" not in text[slice(*own)]:
            same = next((m for m in alike.finditer(text, *own) if m.end() == own[1]), None)
            place = same.start() if same else seams.tail(text, *own, seams.Hints(text, "", (title,)))
            if place is not None and place > own[0]:
                child.own = (child.own[0], place)
                heads.append(unmarked(trim(text, place, own[1])))
    return heads


def _cut_groups(parent: Draft, first: Draft, titles: list[Span]) -> None:
    """Puts the stretch behind the first group's title under the groups' headings; what stood below stays where it is."""
    heads = [first, *map(unmarked, titles)]
    for head, following in zip(heads, [*titles, (first.own[1], first.own[1])], strict=True):
        head.own = (head.own[0], following[0])
    parent.own = (parent.own[0], first.own[0])
    parent.children[:0] = heads


def level_out(root: Draft) -> None:
    """Puts headings over a paragraph, found below an unmarked heading behind its list, beside it where it is not alone."""
    holding = [parent for parent in root.parents() if any(_unmarked(child) for child in parent.children)]
    if sum(_unmarked(child) for parent in holding for child in parent.children if _listing(child)) < 2:
        return
    for parent in holding:
        children, parent.children = parent.children, []
        for child in children:
            parent.children.append(child)
            at = next((k for k in range(1, len(child.children)) if _over_paragraph(child, k)), None)
            if at is not None and _unmarked(child):
                parent.children += child.children[at:]
                child.children = child.children[:at]


def behind_levels(text: str, root: Draft) -> None:
    """Puts headings without a mark that only last levels hold behind these (自测题 at the end of competencies); what only
    the last level of a document holds ends the document, behind the headings it stands in.
    """
    above = root.above()
    levels = [draft for draft in root.walk() if draft.style == "level"]
    parents = {id(one): one for one in above.values()}
    graded = {key: [child for child in one.children if child.style == "level"] for key, one in parents.items()}
    last = [one for one in levels if graded[id(above[id(one)])][-1] is one and len(graded[id(above[id(one)])]) > 1]
    ending = [level for level in last if any(map(_unmarked, level.children))]
    if len(levels) < _LEVELS or not ending or len(ending) < sum(any(map(_unmarked, level.children)) for level in levels):
        return
    again = Counter(words for level in ending for words in {_title_of(text, c) for c in level.children if _unmarked(c)})
    for level in ending:
        at = next(k for k, child in enumerate(level.children) if _unmarked(child))
        cut, level.children = level.children[at:], level.children[:at]
        parent, one = above[id(level)], level
        alone = again[_title_of(text, cut[0])] < 2
        if alone and level is levels[-1]:
            behind = _place(parent, level) + 1
            cut[-1].children += parent.children[behind:]
            parent.children = parent.children[:behind]
            while parent is not root and _unmarked(parent):
                one, parent = parent, above[id(parent)]
        elif alone and _unmarked(parent) and _unmarked(group := above[id(parent)]):
            behind = _place(group, parent) + 1
            cut[-1].children += group.children[behind:]  # the title of the next group, with what is said of it
            group.children = group.children[:behind]
            above.update({id(child): cut[-1] for child in cut[-1].children})
            one, parent = group, above[id(group)]
        place = _place(parent, one) + 1
        parent.children[place:place] = cut
        above.update({id(child): parent for child in cut})


def _place(parent: Draft, child: Draft) -> int:
    return next(k for k, one in enumerate(parent.children) if one is child)


def _title_of(text: str, draft: Draft) -> str:
    return text[slice(*draft.title)] if draft.title else ""


def _unmarked(draft: Draft) -> bool:
    return draft.heading and draft.chosen is None and draft.label is None and not draft.kind


def _listing(draft: Draft) -> bool:
    return any(child.chosen is not None for child in draft.children)


def _over_paragraph(draft: Draft, at: int) -> bool:
    before = draft.children[at - 1]
    return _unmarked(draft.children[at]) and before.chosen is not None and before.style != "level"


def articled(text: str, root: Draft) -> bool:
    """Whether a document's articles are titles over what they hold (第一条 租赁物 / 1.1 …), and no rules themselves."""
    articles = [lines(text, draft.own) for draft in root.walk() if draft.style == "第条"]
    first = [own[0] for own in articles if own]
    headed = [one for one in first if one[1] - one[0] <= _ARTICLE and titled(text[slice(*one)])]
    return len(articles) > 1 and 4 * len(headed) >= 3 * len(articles)


def announces(text: str, line: Span) -> bool:
    """Whether a line with something below it is a statement up to its colon (对漏水点逐一挂牌:), and no label."""
    opens = cues.opens(tagged(text, *line)) in ("ground", "modal", "relation")
    return text[line[1] - 1] in ":：" and (opens or line[1] - line[0] > _LABEL)


def appended(text: str, line: Span) -> Span | None:
    """The title of what is appended, where more stands behind it on its line."""
    start, end = trim(text, *line, extra=":：")
    match = _APPENDED.match(text, start, end)
    whole = match is None or match.end() == line[1] or _APPENDED.fullmatch(text, start, end) is not None
    whole |= end - start <= _ARTICLE and titled(text[start:end])
    return None if whole or match is None else match.span()


def headed_beside(parent: Draft) -> Iterator[tuple[Draft, bool]]:
    """Each child, and whether half or more of its brothers in its list have something below them or are named as headings."""
    if not parent.children:
        return
    brothers = Counter(child.style for child in parent.children)
    holding = Counter(child.style for child in parent.children if child.children or child.heading)
    for child in parent.children:
        others, held = brothers[child.style] - 1, holding[child.style] - bool(child.children or child.heading)
        yield child, others > 0 and 2 * held >= others


def ask_nothing(text: str, root: Draft) -> None:
    """Levels whose one statement says that nothing is asked (三级（0分）：无) hold none: the words are their own."""
    for level in root.walk():
        only = level.children[0] if level.style == "level" and len(level.children) == 1 else None
        said = only.text if only is not None else None
        if only is not None and said is not None and level.heading and not only.children and is_nothing(text[slice(*said)]):
            first = min(one[0] for one in (level.text, only.number, only.title, said) if one is not None)
            level.text, level.status, level.children = (first, said[1]), "none-stated", []


def list_skills(root: Draft) -> None:
    """Skills and knowledge of one statement are still a list, where they are lists elsewhere (技能要求：1.… 2.…)."""
    labels = [one for one in root.walk() if one.label is not None and _ASKED.search(one.label.words)]
    listing = {one.label.words for one in labels if one.label is not None and one.children and one.text is None}
    for one in labels:
        if one.label is not None and one.label.words in listing and one.text is not None and not one.children:
            one.children, one.text = [Draft(one.text, text=one.text)], None


def told(text: str, parent: Draft) -> list[Draft]:
    """The numbered children of a draft where each is a sentence, and nothing stands below any."""
    listed = [child for child in parent.children if child.chosen is not None and child.style != "•"]
    if len(listed) < 2:
        return []
    return listed if all(not child.children and stopped(text[slice(*trim(text, *child.own))]) for child in listed) else []


def certified(children: list[Draft]) -> list[Draft]:
    """Brothers with each evidence under the unmarked heading whose statements it follows."""
    kept: list[Draft] = []
    for child in children:
        last = kept[-1] if kept else None
        evidence = child.label is not None and child.label.evidence
        if evidence and last is not None and last.heading and last.chosen is None and last.children:
            last.children.append(child)
        else:
            kept.append(child)
    return kept
