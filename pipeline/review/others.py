"""What else may have stood at a repair, in the characters of the cleaned text.

A channel names alternatives in the text as it met it, traditional and glossed perhaps. What later channels made of the same
characters of this document is done to them too; where that does not lead from the repair to the words that stand there now, no
alternative is offered, for none could be chosen rightly.
"""

from dataclasses import dataclass

from pipeline.model import Edit, Span
from pipeline.reasons import channel_of
from pipeline.review.reading import Scan

_SCRIPT = "traditional"  # the channel that exchanges single characters wherever they stand


@dataclass(frozen=True, slots=True)
class Other:
    """words: what would stand at `span` of the cleaned text; kept: it is what the source has there."""

    span: Span
    words: str
    kept: bool


def others(scan: Scan, edit: Edit) -> list[Other]:
    """The alternatives of a probable edit, likeliest first; the words of the source among them, as the last, in every case."""
    if edit.source is None:
        return []
    later = [step for step in scan.cleaned.steps if step and step[0].step > edit.step]
    span = scan.cleaned.text_span(*edit.source)
    if _later(edit.new, later, edit.source) != str(scan.cleaned)[slice(*span)]:
        return []
    named = dict.fromkeys((*(one for one in edit.alternatives if one != edit.old), edit.old))
    return [Other(span, _later(words, later, edit.source), words == edit.old) for words in named]


def _later(words: str, later: list[tuple[Edit, ...]], place: Span) -> str:
    """Words as the later steps would have left them."""
    for step in later:
        single: dict[int, str] = {}
        for edit in step:
            near = edit.source is not None and edit.source[0] < place[1] and place[0] < edit.source[1]
            if channel_of(edit) == _SCRIPT and len(edit.old) == len(edit.new):
                single |= {ord(old): new for old, new in zip(edit.old, edit.new, strict=True) if ord(old) not in single}
            elif near:
                words = words.replace(edit.old, edit.new)
        words = words.translate(single)
        if step and channel_of(step[0]) == _SCRIPT:
            words = _simplified(words)
    return words


def _simplified(words: str) -> str:
    """Characters that stand nowhere else in the document, by the table that the channel uses."""
    from opencc import OpenCC

    return str(OpenCC("t2s").convert(words))
