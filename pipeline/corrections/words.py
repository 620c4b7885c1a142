"""Corrections of words: the last step of clean. Each is an edit like any other, with its author and reason."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from pipeline.correction import Correction
from pipeline.corrections.accept import touch
from pipeline.corrections.listed import Listed, places, sound
from pipeline.corrections.told import told
from pipeline.model import Document, Edit, Finding, Span, Text

ACCEPT = "accept-repair"
KEYS = ("text", "drop", ACCEPT)


def correct_words(document: Document, listed: Sequence[Listed]) -> Document:
    """The document with the words that people put right, and findings about corrections that change nothing.

    Quotations are looked for in the text as it is before any of them.
    """
    text = str(document.text)
    edits: list[tuple[int, Correction, Edit]] = []
    notes: dict[tuple[int, int, int], str] = {}
    found: list[Finding] = [told("correction-broken", one.line, wrong=one.wrong) for one in listed if one.wrong]
    for line, correction in sound(listed):
        if correction.key not in KEYS:
            continue
        there = places(text, correction)
        if len(there) != 1:
            found.append(told("correction-stale", line, correction, places=len(there)))
        elif correction.key != ACCEPT:
            edits.append((line, correction, _edit(correction, there[0])))
        elif hits := _repairs(document.text, correction, there[0]):
            notes |= {(edit.step, edit.start, edit.end): f"{correction.author}: {correction.reason}" for edit in hits}
        else:
            wrong = f"there is no probable repair {correction.change.accept_repair} there"
            found.append(told("correction-unfit", line, correction, wrong=wrong))
    kept, conflicts = _kept(edits)
    noted = document.text.noted(notes) if notes else document.text
    changed = noted.apply(kept)
    stays = changed is noted
    moved = document.findings if stays else tuple(_moved(one, document.text, changed) for one in document.findings)
    return replace(document, text=changed, findings=(*moved, *found, *conflicts))


def _repairs(text: Text, correction: Correction, start: int) -> list[Edit]:
    """The probable edits of the rule at the quoted words; those that dropped something inside them before those beside them."""
    place = start, start + len(correction.quote)
    asked = [e for e in text.edits if e.rule == correction.change.accept_repair and e.certainty == "probable" and e.source]
    spans = {id(edit): text.text_span(*edit.source) for edit in asked if edit.source}
    near = [edit for edit in asked if touch(spans[id(edit)], place)]
    return [edit for edit in near if _inside(spans[id(edit)], place)] or near


def _inside(span: Span, place: Span) -> bool:
    return span[0] < span[1] or place[0] < span[0] < place[1]


def _edit(correction: Correction, start: int) -> Edit:
    return Edit(
        start=start,
        end=start + len(correction.quote),
        old=correction.quote,
        new=correction.change.text or "",
        rule=f"corrections.{correction.key}",
        certainty="certain",
        author=correction.author,
        reason=correction.reason,
    )


def _kept(edits: Sequence[tuple[int, Correction, Edit]]) -> tuple[list[Edit], list[Finding]]:
    """The edits that no other contradicts; the same change given twice is made once."""
    kept: list[Edit] = []
    found: list[Finding] = []
    ordered = sorted(edits, key=lambda one: (one[2].start, one[2].end, one[0]))
    against: dict[int, int] = {}
    for index, (line, _, edit) in enumerate(ordered):
        for other_line, _, other in ordered[index + 1 :]:
            if other.start >= edit.end:
                break
            if (other.start, other.end, other.new) != (edit.start, edit.end, edit.new):
                against.setdefault(line, other_line)
                against.setdefault(other_line, line)
    for line, correction, edit in ordered:
        if line in against:
            if line < against[line]:
                found.append(told("correction-conflict", line, correction, other=against[line]))
        elif not kept or (kept[-1].start, kept[-1].end) != (edit.start, edit.end):
            kept.append(edit)
    return kept, found


def _moved(finding: Finding, before: Text, after: Text) -> Finding:
    """A finding of clean, with its span where its words stand now."""
    if finding.span is None:
        return finding
    return msgspec.structs.replace(finding, span=after.text_span(*before.source_span(*finding.span)))
