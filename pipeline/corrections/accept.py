"""Findings that a person has looked at and accepted: they stay in the standard, as information, with who did so and why."""

from collections.abc import Sequence

import msgspec

from pipeline.correction import Correction
from pipeline.corrections.listed import Listed, places, sound
from pipeline.corrections.told import told
from pipeline.model import Document, Finding, Span, Standard, walk

ACCEPT = "accept-finding"


def accept_findings(standard: Standard, document: Document, listed: Sequence[Listed]) -> Standard:
    """The standard with its accepted findings; the last step of all, so that findings of every stage can be accepted."""
    asked = [(line, correction) for line, correction in sound(listed) if correction.key == ACCEPT]
    if not asked:
        return standard
    text = str(document.text)
    owns = {node.id: node.span for node in walk(standard.body)}
    findings = list(standard.findings)
    found: list[Finding] = []
    for line, correction in asked:
        there = places(text, correction)
        code = correction.change.accept_finding or ""
        if len(there) != 1:
            found.append(told("correction-stale", line, correction, places=len(there)))
            continue
        place = (there[0], there[0] + len(correction.quote))
        same = [index for index, finding in enumerate(findings) if finding.code == code]
        hits = [index for index in same if _at(findings[index], place, owns.get(findings[index].node or ""))]
        for index in hits:
            findings[index] = _accepted(findings[index], correction)
        if not hits:
            found.append(told("correction-unfit", line, correction, wrong=f"there is no finding {code} there"))
    return msgspec.structs.replace(standard, findings=(*findings, *found))


def _accepted(finding: Finding, correction: Correction) -> Finding:
    return msgspec.structs.replace(finding, severity="info", accepted=f"{correction.author}: {correction.reason}")


def _at(finding: Finding, place: Span, own: Span | None) -> bool:
    """Whether a finding, or the own words of its node, stand at a place; one of the whole standard stands everywhere."""
    if finding.span is None and own is None:
        return not finding.code.startswith("correction-")  # accepting one of these would hide the next
    return any(span is not None and touch(span, place) for span in (finding.span, own))


def touch(span: Span, place: Span) -> bool:
    """Whether they share a character; an empty span touches a place that it lies in or beside."""
    if span[0] == span[1]:
        return place[0] <= span[0] <= place[1]
    return span[0] < place[1] and place[0] < span[1]
