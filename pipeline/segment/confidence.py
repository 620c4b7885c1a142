"""How sure each node is, and what it rests on: the evidence the outline chose by, or the way an unmarked piece was found.

In this order: the contents or the file's format name a heading; a mark costs little (it is expected, and stands at the start
of a line or behind a stop); a label is known; a table had its own borders or words; then what was found by weighing words.
Kept from 0 to 1.
"""

from pipeline.segment.candidates import UNMARKED
from pipeline.segment.draft import Draft
from pipeline.segment.styled import STYLED

_SIGNS = {
    "line": "number at the start of a line",
    "stop": "number behind a stop",
    "colon": "number behind a colon",
    "close": "number behind a bracket",
    "space": "number behind a space",
    "word": "number inside running text",
    "comma": "number behind a comma",
    "refer": "number behind a word that refers",
}
_LABELS = {
    "vocabulary": (1.0, "a known label"),
    "mark": (0.95, "words between a number and a colon"),
    "line": (0.9, "words at the start of a line before a colon"),
    "recurring": (0.85, "words that come back before colons"),
}
# How sure is what was found in a way that the node's own reasons name: estimates, from the surest to what nothing claimed.
_FOUND = {
    "belongs to nothing": 0.3,
    "title run together with its text": 0.75,
    "heading run together with its statements": 0.75,
    "unmarked heading before its text": 0.75,
    "unmarked heading": 0.8,
    "title line among unmarked lines": 0.8,
    "line before a paragraph": 0.85,
    "a title line with one statement, as its brothers": 0.85,
    "labels of a record under no heading": 0.9,
}
_STEP = 0.12  # what each unit of a mark's cost takes away
_LEAST = 0.4


def weigh(drafts: list[Draft]) -> None:
    """Sets the confidence of every draft below, and adds what its mark or label says to its reasons."""
    for top in drafts:
        for draft in top.walk():
            sure = min((_FOUND[reason] for reason in draft.why if reason in _FOUND), default=1.0)
            other, reason = _marked(draft)
            draft.confidence = round(min(sure, other), 2)
            if reason and reason not in draft.why:
                draft.why.append(reason)


def _marked(draft: Draft) -> tuple[float, str]:
    """What a draft's mark or label says; nothing speaks against what has neither."""
    if draft.label is not None:
        return _LABELS[draft.label.source]
    chosen = draft.chosen
    if chosen is None or chosen.style == "table":
        return 1.0, ""
    if chosen.confirmed:
        return 1.0, "named in the table of contents"
    if chosen.mark.style == UNMARKED:
        return 0.95, STYLED
    if chosen.style in ("level", "【】"):
        return 0.95, "the name of a level" if chosen.style == "level" else "words in heading brackets"
    said = "a bullet" if chosen.style == "•" else _SIGNS[chosen.mark.before]
    return max(_LEAST, 1.0 - _STEP * chosen.cost), said
