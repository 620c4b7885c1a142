"""Corrections of words: the last step of clean. Each is an edit like any other, with its author and reason."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from pipeline.correction import Correction
from pipeline.corrections.listed import Listed, places, sound
from pipeline.corrections.told import told
from pipeline.model import Document, Edit, Finding, Text

KEYS = ("text", "drop")


def correct_words(document: Document, listed: Sequence[Listed]) -> Document:
    """The document with the words that people put right, and findings about corrections that change nothing.

    Quotations are looked for in the text as it is before any of them.
    """
    text = str(document.text)
    edits: list[tuple[int, Correction, Edit]] = []
    found: list[Finding] = [told("correction-broken", one.line, wrong=one.wrong) for one in listed if one.wrong]
    for line, correction in sound(listed):
        if correction.key not in KEYS:
            continue
        there = places(text, correction)
        if len(there) != 1:
            found.append(told("correction-stale", line, correction, places=len(there)))
        else:
            edits.append((line, correction, _edit(correction, there[0])))
    kept, conflicts = _kept(edits)
    changed = document.text.apply(kept)
    moved = tuple(_moved(finding, document.text, changed) for finding in document.findings)
    return replace(document, text=changed, findings=(*moved, *found, *conflicts))


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
    if finding.span is None or after is before:
        return finding
    return msgspec.structs.replace(finding, span=after.text_span(*before.source_span(*finding.span)))
