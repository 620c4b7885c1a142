"""What stands one step too deep or too high in a raw tree: levels and pieces behind the value of a label, which is done;
lists that begin anew behind a numbered piece and are its own, as other pieces of its class hold them (1) … A. … 2) … A. …);
labels that no list knows behind one without a value.
"""

import re
from collections import defaultdict

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import goes_on, lines, titled
from pipeline.segment.headings import ranks

_PLAIN = ("label", "table", "level", "•", "")
_HEADS = re.compile("(?:要求|条件|资格|关系|指标|标准|权限|环境|待遇|技能|素质|能力)$")
_ANNOUNCES = re.compile("[:：]$|如下|以下|下列")


def release_levels(text: str, root: Draft) -> None:
    """Puts what opened behind the value of a label beside it, levels and numbered pieces that hold something: a label whose
    value stands on its line is done.
    """
    for parent in list(root.walk()):
        children: list[Draft] = []
        for child in parent.children:
            first = next((k for k, one in enumerate(child.children) if one.style == "level" or _holds(text, one)), None)
            children.append(child)
            if first is not None and _done(text, child):
                children += child.children[first:]
                del child.children[first:]
        parent.children = children


def _holds(text: str, draft: Draft) -> bool:
    """Whether a draft is a numbered title over lines of its own."""
    own = lines(text, draft.own) if draft.chosen is not None and draft.style not in (*_PLAIN, "第条") else []
    return len(own) > 1 and all(titled(text[slice(*line)]) for line in own[:1]) and not goes_on(text[slice(*own[0])])


def _done(text: str, draft: Draft) -> bool:
    """Whether a label has a value on its own line that announces nothing."""
    return ranks.valued(text, draft) and not _ANNOUNCES.search(text[slice(*lines(text, draft.own)[0])])


def gather(root: Draft) -> None:
    """Puts each such list below the piece before it."""
    holding: dict[tuple[str, str], int] = defaultdict(int)
    alone: dict[tuple[str, str], int] = defaultdict(int)
    places: list[tuple[Draft, int, int]] = []
    for parent in root.parents():
        for child in parent.children:
            for style in {one.style for one in child.children if _begins(one)} if _piece(child) else ():
                holding[child.style, style] += 1
        for start, end in _runs(parent):
            piece, first = parent.children[start - 1], parent.children[start]
            if _piece(piece) and piece.style != first.style and not any(one.style == first.style for one in piece.children):
                places.append((parent, start, end))
                alone[piece.style, first.style] += 1
    for parent, start, end in reversed(places):
        key = parent.children[start - 1].style, parent.children[start].style
        if holding[key] and 2 * holding[key] >= alone[key]:
            parent.children[start - 1].children += parent.children[start:end]
            del parent.children[start:end]


def _piece(draft: Draft) -> bool:
    return draft.chosen is not None and draft.style not in _PLAIN and not draft.style.startswith("第")


def _begins(draft: Draft) -> bool:
    return draft.chosen is not None and draft.chosen.value[-1:] == (1,) and draft.style not in _PLAIN


def _runs(parent: Draft) -> list[tuple[int, int]]:
    """Where lists begin behind a brother of another style, and end."""
    found: list[tuple[int, int]] = []
    for at in range(1, len(parent.children)):
        one = parent.children[at]
        if _begins(one) and parent.children[at - 1].style != one.style:
            end = at + 1
            while end < len(parent.children) and parent.children[end].style == one.style:
                end += 1
            found.append((at, end))
    return found


def nest_unknown(text: str, root: Draft) -> None:
    """Puts labels with values that no list knows below the label without one that heads requirements, relations or measures,
    right before them (考核指标： / 差错率：… / 合格率：…).
    """
    for parent in list(root.walk()):
        over: Draft | None = None
        kept: list[Draft] = []
        for child in parent.children:
            inner = over is not None and _unknown(text, child)
            (over.children if over is not None and inner else kept).append(child)
            if not inner:
                over = child if _heads(text, child) else None
        parent.children = kept


def _heads(text: str, draft: Draft) -> bool:
    """Whether a label with a colon and no words of its own holds nothing but labels, if anything, and heads such a list."""
    label = draft.label
    colon = label is not None and text[label.end : label.end + 1] in (":", "：")
    empty = not text[slice(*draft.own)].strip(" \t　\n:：") and all(child.label is not None for child in draft.children)
    return label is not None and colon and empty and _HEADS.search(label.words) is not None


def _unknown(text: str, draft: Draft) -> bool:
    label = draft.label
    plain = label is not None and not label.traits and label.source == "line" and not draft.children
    return plain and ranks.valued(text, draft) and len(lines(text, draft.own)) == 1
