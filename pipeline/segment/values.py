"""Values: numbered headings of a chapter that tells of something are fields where one short value is all they hold.

1.1 职业名称 / 茶艺师, 1.3 职业编码：6-11-01-04: a value is one piece without a predicate. A sentence, or several lines,
are a paragraph.
"""

import re

from pipeline.segment import cues
from pipeline.segment.draft import Draft
from pipeline.segment.shape import Shape
from pipeline.segment.words import tagged

_LONGEST, _NAME = 20, 5  # characters of a value, and of a name though it opens as a verb does (装配钳工)
_CLAUSE = re.compile("[，,；;。：:！？\n]")


def name(shape: Shape) -> None:
    """Makes fields of such headings of a tree whose kinds are decided."""
    for parent in [one for one in shape.root.walk() if one.kind in ("section", "part")]:
        for child in parent.children:
            only = child.children[0] if len(child.children) == 1 else None
            alone = child.kind == "section" and child.chosen is not None and child.text is None
            if only is not None and alone and shape.chapter(child) == "descriptive" and _value(shape.text, only):
                child.kind, child.text, child.children = "field", only.text, []


def _value(text: str, draft: Draft) -> bool:
    """Whether the words of a draft are a value: short, one piece, without a predicate (茶艺师, 6-11-01-04, 初中毕业)."""
    plain = draft.kind in ("para", "criterion") and draft.chosen is None and draft.title is None and not draft.children
    words = text[slice(*draft.text)].rstrip("。 ") if plain and draft.text is not None else ""
    if not 0 < len(words) <= _LONGEST or _CLAUSE.search(words) or "的" in words:
        return False
    opens = cues.opens(tagged(words, 0, len(words)))
    return opens == "noun" or (opens == "verb" and len(words) <= _NAME)
