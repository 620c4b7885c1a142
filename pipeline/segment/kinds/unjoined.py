"""Statements that ran together in a text without line breaks: behind a semicolon the next one begins.

Counted over the gold outlines of many trades: of 938 statements without a mark that have a semicolon 915 end with it, and 23
have it inside. So, where a text has kept no lines, a label that heads a list has one below it, and a statement without a mark
ends with its semicolon.
"""

import msgspec

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import sentences

SEMICOLON = "behind a semicolon, in a text without lines"
_LINE = 200  # characters of a line, on the whole, where lines are lost
_SHORTEST = 6  # characters of a statement


def without_lines(text: str, added: int) -> bool:
    """Whether a text has lost its lines. added: how many line breaks were put in for reading."""
    return len(text) > _LINE * (1 + text.count("\n") - added)


def unjoin(text: str, root: Draft) -> None:
    """Cuts the statements without a mark, and the values of labels that head lists, behind their semicolons."""
    for parent in list(root.walk()):
        children: list[Draft] = []
        for child in parent.children:
            opens = child.kind == "field" and child.label is not None and child.label.traits.get("opens")
            enough = 3 if child.role == "prohibition" else 2  # of what is not done two are often one value
            if opens and not child.children and len(parts := _parts(text, child)) >= enough:
                child.children = [msgspec.structs.replace(one, kind="criterion") for one in parts]
                child.kind, child.text = "section", None
                children.append(child)
            elif child.kind == "criterion" and _loose(child):
                children += _parts(text, child)
            else:
                children.append(child)
        parent.children = children


def _loose(draft: Draft) -> bool:
    """Whether a statement stands by itself: no mark, no title, no cells, nothing below it."""
    return draft.chosen is None and draft.number is None and draft.title is None and not draft.children and draft.cells is None


def _parts(text: str, draft: Draft) -> list[Draft]:
    """A draft as one for each stretch up to a semicolon; itself where one of them is too short to be a statement."""
    spans = sentences(text, draft.text, "；;") if draft.text is not None else []
    if len(spans) < 2 or any(end - start < _SHORTEST for start, end in spans):
        return [draft]
    made = [
        msgspec.structs.replace(draft, own=span, text=span, label=None, title=None, number=None, children=[]) for span in spans
    ]
    for one in made:
        one.why = [*draft.why, SEMICOLON]
    return made
