"""How sure each node is, and what it rests on: the evidence the outline chose by, or the way an unmarked piece was found.

A node's kind and the kind of evidence behind it say how often such nodes were right: kind, title and words as a person had cut
them. That was counted on documents whose tree is known, half of them written without sight of this program; `measured.toml`
holds the shares, from 0 to 1, and `python -m tests.quality --calibrate` counts anew. Where several reasons speak for a node,
the first of `_EVIDENCE` that is among them decides.
"""

from collections.abc import Iterable
from functools import cache

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft
from pipeline.segment.kinds.unjoined import SEMICOLON
from pipeline.segment.reading.candidates import UNMARKED
from pipeline.segment.reading.styled import STYLED

CONTENTS = "named in the table of contents"
UNMARKED_WORDS = "no mark of its own"
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
    "vocabulary": "a known label",
    "mark": "words between a number and a colon",
    "line": "words at the start of a line before a colon",
    "recurring": "words that come back before colons",
    "refrain": "a line that comes back in every block",
}
# Reasons by the kind of evidence they are; what was found by weighing words decides before the mark of its group.
_EVIDENCE: dict[str, tuple[str, ...]] = {
    "contents": (CONTENTS,),
    "nothing": ("belongs to nothing",),
    "weighed-heading": ("unmarked heading", "unmarked heading before its text"),
    "weighed": (
        "title run together with its text",
        "heading run together with its statements",
        "title line among unmarked lines",
        "line before a paragraph",
        "a title line with one statement, as its brothers",
        "labels of a record under no heading",
    ),
    "format": (STYLED,),
    "label": (_LABELS["vocabulary"],),
    "words-before-colon": (_LABELS["mark"], _LABELS["line"], _LABELS["recurring"], _LABELS["refrain"]),
    "level": ("the name of a level",),
    "brackets": ("words in heading brackets",),
    "bullet": ("a bullet",),
    "line": (_SIGNS["line"],),
    "stop": (_SIGNS["stop"],),
    "running": (_SIGNS["word"], _SIGNS["comma"], _SIGNS["refer"]),
    "inline": (_SIGNS["colon"], _SIGNS["close"], _SIGNS["space"]),
    "table": (
        "row of a table",
        "column of a table",
        "head of a table",
        "row of a level matrix",
        "row of a level table",
        "row of a form",
        "row of a numbered table",
    ),
    "plain": (UNMARKED_WORDS, SEMICOLON),
}
KINDS_OF_EVIDENCE = tuple(_EVIDENCE)
_PLACES = {reason: place for place, name in reversed([*enumerate(_EVIDENCE)]) for reason in _EVIDENCE[name]}
OTHER = "other"
"""Kinds of node that were not counted by themselves."""


def evidence(why: Iterable[str]) -> str:
    """The kind of evidence that decides among a node's reasons."""
    return KINDS_OF_EVIDENCE[min([_PLACES[reason] for reason in why if reason in _PLACES], default=-1)]


def weigh(drafts: list[Draft]) -> None:
    """Sets the confidence of every draft below, and adds what its mark or label says to its reasons."""
    for top in drafts:
        for draft in top.walk():
            reason = _marked(draft) or ("" if draft.why else UNMARKED_WORDS)
            if reason and reason not in draft.why:
                draft.why.append(reason)
            draft.confidence = _rate(draft.kind, evidence(draft.why))


@cache
def _rate(kind: str, found: str) -> float:
    rates = load_data("pipeline.segment.result", "measured.toml")["right"]
    return float(rates.get(kind, rates[OTHER])[found])


def _marked(draft: Draft) -> str:
    """What a draft's mark or label says; "" for what has neither."""
    if draft.label is not None:
        return _LABELS[draft.label.source]
    chosen = draft.chosen
    if chosen is None or chosen.style == "table":
        return ""
    if chosen.confirmed:
        return CONTENTS
    if chosen.mark.style == UNMARKED:
        return STYLED
    if chosen.style in ("level", "【】"):
        return "the name of a level" if chosen.style == "level" else "words in heading brackets"
    return "a bullet" if chosen.style == "•" else _SIGNS[chosen.mark.before]
