"""Labels and their owners: a label that names its owner is the owner's, and labels without one are a record of their own.

Behind the pieces of 市场策划 the label 市场策划业务输出: is the group's. Labels of a position that follow the document's title
directly are one position, named by its own 岗位名称.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft, cut, trim
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.marks.marks import NAMED

_COUNTED_WORDS = frozenset(NAMED.split("|"))
_STATEMENTS = ("criterion", "item", "para")
_RECORD = 3  # labels that make a record
_NO_PIECES = ("label", "table", "•", "level")
_SHORTEST = 4  # characters of a title that is looked for before a label


def give_back(text: str, root: Draft) -> None:
    """Moves such labels, and what follows them, from the last piece of a group to the group."""
    above = root.above()
    titles = {id(draft): _title(text, draft) for draft in root.parents()}
    before: Draft | None = None
    for draft in list(root.walk()):
        if draft.style == "label" and draft.label is not None and before is not None:
            owner = _owner(text[slice(*before.own)].rstrip(), draft, above, titles)
            if owner is not None:
                _move(text, draft, before, (owner, len(titles[id(owner)])), above)
                titles[id(before)] = _title(text, before)
        before = draft


def _owner(words: str, draft: Draft, above: dict[int, Draft], titles: dict[int, str]) -> Draft | None:
    """The group, above what the label stands in, whose title stands right before the label, where `words` end."""
    at = above.get(id(above.get(id(draft))))
    while at is not None:
        title = titles[id(at)]
        if len(title) >= _SHORTEST and words.endswith(title) and words != title:
            return at
        at = above.get(id(at))
    return None


def _title(text: str, draft: Draft) -> str:
    own = lines(text, draft.own)
    return text[slice(*trim(text, *own[0], extra=":："))] if own else ""


def _move(text: str, draft: Draft, before: Draft, of: tuple[Draft, int], above: dict[int, Draft]) -> None:
    """Moves a label to its owner. of: that, and how long its title is, which stands at the end of what is before the label."""
    assert draft.label is not None
    owner, size = of
    start = before.own[0] + len(text[slice(*before.own)].rstrip()) - size
    before.own = (before.own[0], start)
    draft.label = replace(draft.label, start=start)
    draft.title = (start, draft.label.end)
    parent = above[id(draft)]
    place = parent.children.index(draft)
    moved, parent.children = parent.children[place:], parent.children[:place]
    branch = parent
    while above[id(branch)] is not owner:
        branch = above[id(branch)]
    place = owner.children.index(branch) + 1
    owner.children[place:place] = moved
    for one in moved:
        above[id(one)] = owner


def nest_labels(text: str, root: Draft) -> None:
    """Puts labels that a tab parts from their values below the one with a colon and nothing behind it right before them."""
    for parent in list(root.walk()):
        over: Draft | None = None
        kept: list[Draft] = []
        for child in parent.children:
            inner = over is not None and _parted(text, child)
            (over.children if over is not None and inner else kept).append(child)
            if not inner:
                opens = child.label is not None and text[child.label.end : child.label.end + 1] in (":", "：")
                over = child if opens and not _said(text, child) else None
        parent.children = kept


def _parted(text: str, draft: Draft) -> bool:
    return draft.label is not None and text[draft.label.end : draft.label.end + 1] == "\t"


def _said(text: str, draft: Draft) -> bool:
    """Whether a label has words of its own or anything below it."""
    return bool(draft.children) or bool(text[slice(*draft.own)].strip(" \t　\n:："))


def name_levels(text: str, root: Draft) -> None:
    """Makes names of levels of the unknown labels alone on their lines that stand first below them (一级 / 照章执行：), where
    two levels or more, and most, have one and each its own.
    """
    levels = [draft for draft in root.walk() if draft.style == "level" and draft.number is None and draft.title is not None]
    named = [level for level in levels if _named(text, level)]
    words = {level.children[0].label.words for level in named if level.children[0].label is not None}
    if len(named) < _RECORD or 2 * len(named) < len(levels) or 3 * len(words) < 2 * len(named):
        return
    for level in named:
        name = level.children[0]
        assert name.label is not None
        level.number, level.title, level.own = level.title, name.label.span, name.own
        level.children[:1] = name.children


def _named(text: str, level: Draft) -> bool:
    """Whether an unknown label alone on its line stands right below a level's own line."""
    label = level.children[0].label if level.children else None
    alone = label is not None and not label.traits and not text[slice(*level.own)].strip(" \t　\n:：")
    return alone and label is not None and text[label.after : label.after + 1] == "\n"


def number_levels(root: Draft) -> None:
    """Makes numbers of the levels that stand alone as headings, where others of the document are numbers before titles."""
    levels = [draft for draft in root.walk() if draft.kind == "level" and draft.style == "level" and draft.level is not None]
    numbered = [level for level in levels if level.number is not None and level.title is not None]
    if len(numbered) < _RECORD:
        return
    for level in levels:
        if level.number is None and level.title is not None and level.title[1] - level.title[0] == len(level.level or ""):
            level.number, level.title = level.title, None


def lift(root: Draft) -> None:
    """Moves the labels that only the last level of each heading holds (正向事例 behind the highest level), and what follows
    them, beside the levels: they are the heading's. Two headings or more show it; under one a level may have what others lack.
    So the labels right below the last of numbered pieces, behind those that the others hold as well.
    """
    groups: dict[str, list[tuple[Draft, list[Draft]]]] = defaultdict(list)
    for draft in root.parents():
        brothers: dict[str, list[Draft]] = defaultdict(list)
        for child in draft.children:
            if child.style == "level" or (child.chosen is not None and child.style not in _NO_PIECES):
                brothers[child.style].append(child)
        for style, alike in brothers.items():
            if len(alike) > 1:
                groups[style].append((draft, alike))
    for style, found in groups.items():
        pieces = {id(piece) for _, alike in found for piece in alike}
        others = [draft for draft in root.parents() if id(draft) not in pieces and draft.style != style]
        _lift(found, {words for draft in others for words in _labels(draft)}, None if style == "level" else root.above())


def _lift(groups: list[tuple[Draft, list[Draft]]], beside: set[str], above: dict[int, Draft] | None) -> None:
    """Of the brothers of one style. beside: the labels that stand right below anything else; above: what stands above each
    draft, None for levels.
    """
    held = _labelled if above is None else _labels
    others = [held(piece) for _, pieces in groups for piece in pieces[:-1]]
    inner = set().union(*others)
    counts = Counter(words for _, pieces in groups for words in held(pieces[-1]))
    lifted = {words for words, count in counts.items() if (count > 1 or words in beside) and words not in inner}
    if not lifted or (above is not None and 2 * sum(map(bool, others)) < len(others)):
        return
    for draft, pieces in groups:
        last, into = pieces[-1], draft
        if above is None:
            moved = cut(last, lambda one: _named_in(one, lifted))
        else:
            at = next((k for k, one in enumerate(last.children) if _named_in(one, lifted)), len(last.children))
            alike = [_named_in(one, inner) for one in last.children]
            if not any(alike[:at]) or any(alike[at:]):
                continue  # it holds nothing as the others do, or one label more among theirs
            moved, last.children = last.children[at:], last.children[:at]
            if draft.style == "label" and id(draft) in above:  # over the pieces: it is their brother
                last, into = draft, above[id(draft)]
        place = next((k for k, child in enumerate(into.children, start=1) if child is last), 0)
        into.children[place:place] = moved


def _labels(draft: Draft) -> set[str]:
    """The words of the labels right below a draft."""
    return {child.label.words for child in draft.children if child.label is not None}


def fill(text: str, root: Draft) -> None:
    """Puts labels below the numbered piece that they follow, with nothing of its own but a title, where they stand below its
    brothers, and the lists behind them that its brothers hold.
    """
    held: dict[str, Counter[str]] = defaultdict(Counter)
    lists: dict[str, set[str]] = defaultdict(set)
    empty: list[Draft] = []
    for draft in root.walk():
        if draft.chosen is not None and draft.style not in (*_NO_PIECES, "第条"):
            held[draft.style].update({c.label.words for c in draft.children if c.label is not None})
            lists[draft.style].update(c.style for c in draft.children if c.chosen is not None and c.style not in _NO_PIECES)
            own = lines(text, draft.own) if not draft.children else [draft.own, draft.own]
            if not own or (len(own) == 1 and titled(text[slice(*own[0])])):
                empty.append(draft)
    above = root.above() if empty else {}
    for piece in empty:
        at = piece
        while at is not root and above[id(at)].children[-1] is at:
            at = above[id(at)]
        if at is not root:
            beside = above[id(at)].children
            first = next(k for k, child in enumerate(beside) if child is at) + 1
            known = {words for words, count in held[piece.style].items() if count > 1}
            if text[slice(*piece.own)].strip():  # a title: as its own brothers have it
                brothers = [c for c in above[id(piece)].children if c.style == piece.style and c is not piece]
                known &= {c.label.words for one in brothers for c in one.children if c.label is not None}
            last = next((k for k in range(first, len(beside)) if not _named_in(beside[k], known)), len(beside))
            behind = lists[piece.style] if last > first else set()
            last = next((k for k in range(last, len(beside)) if beside[k].style not in behind), len(beside))
            piece.children, beside[first:last] = beside[first:last], []
            above.update({id(child): piece for child in piece.children})


def _named_in(draft: Draft, words: set[str]) -> bool:
    """Whether a draft is a label of some words."""
    return draft.label is not None and draft.label.words in words


def lift_divisions(root: Draft) -> None:
    """Puts parts, units and what follows them below a statement behind it: a statement holds no division."""
    for parent in [draft for draft in root.walk() if draft.kind not in _STATEMENTS]:
        children: list[Draft] = []
        for child in parent.children:
            children.append(child)
            first = next((k for k, one in enumerate(child.children) if one.kind in ("part", "unit")), None)
            if child.kind in _STATEMENTS and first is not None:
                children += child.children[first:]
                del child.children[first:]
        parent.children = children


def _labelled(level: Draft) -> set[str]:
    """The words of the labels below a level."""
    return {draft.label.words for draft in level.walk() if draft.label is not None}


def wrap_record(text: str, root: Draft) -> None:
    """Puts the labels of a record that stand at the head of the body, under no heading, under one that is derived."""
    run = next((k for k, child in enumerate(root.children) if child.style != "label"), len(root.children))
    labels = [child for child in root.children[:run] if child.label is not None]
    words = load_data("pipeline.segment.families", "common.toml")
    if sum(child.label.words in words["record"] for child in labels if child.label) < _RECORD:
        return
    named = next((child for child in labels if child.label and child.label.words in words["name"]), None)
    place = labels[0].own[0]
    record = Draft((place, place), heading=True, derived=True, why=["labels of a record under no heading"])
    record.named = text[slice(*trim(text, *named.own))] if named else None
    record.children, root.children = root.children[:run], [record, *root.children[run:]]


def scope_evidence(draft: Draft) -> None:
    """The only evidence of several elements, behind the last of them, certifies what groups them."""
    for child in draft.children:
        scope_evidence(child)
    held = [c for c in draft.children if c.kind == "element"]
    found = [(c, e) for c in held for e in c.children if e.kind == "evidence"]
    if (
        len(held) >= 2
        and len(found) == 1
        and found[0][0] is draft.children[-1]
        and found[0][1] is draft.children[-1].children[-1]
    ):
        holder, evidence = found[0]
        holder.children.remove(evidence)
        draft.children.append(evidence)


def nameless(draft: Draft) -> bool:
    """Whether labels stand right below a counted word that heads them by itself (职责一 over 职责表述：… 频次：…)."""
    bare = draft.chosen is not None and draft.title is None and draft.text is None and draft.number is not None
    return bare and not draft.kind and draft.style in _COUNTED_WORDS and any(c.label is not None for c in draft.children)


def unit_of_titles(draft: Draft) -> bool:
    """Whether a line that comes back, and that no list knows as a label, heads titles over statements: a unit of elements."""
    assert draft.label is not None
    titles = [c for c in draft.children if c.heading and c.children and c.label is None and c.chosen is None]
    return draft.label.source == "refrain" and not draft.label.traits and len(titles) > 1
