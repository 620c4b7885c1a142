"""Values: numbered headings of a chapter that tells of something are fields where a colon and a value end their line.

1.3 职业编码：6-11-01-04 is a label with its value, as it is without the number. What stands on lines of its own below the
heading is a paragraph, be it ever so short.
"""

import re

from pipeline.segment.draft.draft import Draft
from pipeline.segment.kinds.shape import Shape

_COLON = re.compile(r"\s*[:：][^\S\n]*")


def name(shape: Shape) -> None:
    """Makes fields of such headings of a tree whose kinds are decided."""
    for parent in [one for one in shape.root.parents() if one.kind in ("section", "part")]:
        for child in parent.children:
            only = child.children[0] if len(child.children) == 1 else None
            alone = child.kind == "section" and child.chosen is not None and child.text is None
            if only is not None and alone and shape.chapter(child) == "descriptive" and _value(shape.text, child, only):
                child.kind, child.text, child.children = "field", only.text, []


def join(shape: Shape) -> None:
    """Makes items of numbers that hold nothing but a label with its value, where those beside them hold other things."""
    for parent in list(shape.root.parents()):
        numbered = [c for c in parent.children if c.chosen is not None and c.label is None]
        found = [c for c in numbered if c.kind == "criterion" and c.text is None and c.title is None and _only_field(c)]
        for child in found if 2 * len(found) <= len(numbered) else ():
            field = child.children[0]
            child.kind, child.title, child.text, child.children = "item", field.title, field.text, []


def _only_field(draft: Draft) -> bool:
    return len(draft.children) == 1 and draft.children[0].kind == "field" and draft.children[0].text is not None


def _value(text: str, heading: Draft, draft: Draft) -> bool:
    """Whether a draft is one plain piece behind a colon on its heading's line."""
    plain = draft.kind in ("para", "criterion") and draft.chosen is None and draft.title is None and not draft.children
    if not plain or draft.text is None or heading.title is None:
        return False
    return _COLON.fullmatch(text, heading.title[1], draft.text[0]) is not None and "\n" not in text[slice(*draft.text)]
