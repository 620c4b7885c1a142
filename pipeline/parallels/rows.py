"""The lists of a standard: statements that stand under one heading, and the places where one is missing.

What is missing is known from the findings of the standard: a number that a list skips. Where a person has accepted the finding,
the author skipped it and nothing is missing. A list that begins with 2 or 3 and counts on may have lost its beginning: that
alone is no finding, for a list may go on from elsewhere, but another standard can bear it out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Node, Span, Standard
from pipeline.text import bare

GAPS = ("statement-lost", "number-gap")
"""Findings that tell of a missing statement; the first says more."""
BEGINS_LATE = "list-begins-late"
_LATE = 3  # a list that begins with a higher number goes on from elsewhere
_KINDS = ("criterion", "item", "evidence")


@dataclass(frozen=True, slots=True)
class Statement:
    """words: title and text without marks and white space, as they are compared; value: the last figure of the number."""

    node: str
    number: str | None
    value: int | None
    title: str | None
    text: str | None
    words: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that are missing before the statement at `index` of a row."""

    index: int
    missing: tuple[int, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """Statements under one heading. where: the titles above them; gaps: what the findings say is missing among them."""

    standard: str
    where: tuple[str, ...]
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...] = ()


def rows(standard: Standard) -> list[Row]:
    """Every list of a standard, in the order of the document."""
    missing = _missing(standard)
    return [_row(standard.id, where, listed, missing) for where, listed in _lists(standard)]


def _lists(standard: Standard) -> Iterator[tuple[tuple[str, ...], list[Node]]]:
    stack: list[tuple[tuple[str, ...], tuple[Node, ...]]] = [((), standard.body)]
    while stack:
        where, nodes = stack.pop()
        if listed := [node for node in nodes if node.kind in _KINDS and (node.title or node.text)]:
            yield where, listed
        stack += [((*where, _heading(node)), node.children) for node in reversed(nodes) if node.children]


def _heading(node: Node) -> str:
    words = " ".join(filter(None, (node.number, node.title)))
    return words or node.level or node.text or node.kind


def _missing(standard: Standard) -> dict[str, tuple[str, set[int]]]:
    """By the id of the statement behind a gap: the code of the finding and the numbers."""
    found: dict[str, tuple[str, set[int]]] = {}
    for code in GAPS:
        for finding in standard.findings:
            if finding.code == code and finding.node and finding.accepted is None:
                numbers = {int(digits) for digits in re.findall(r"\d+", str(finding.params.get("missing", "")))}
                found.setdefault(finding.node, (code, set()))[1].update(numbers)
    return found


def _row(id_: str, where: tuple[str, ...], listed: list[Node], missing: dict[str, tuple[str, set[int]]]) -> Row:
    gaps = [
        Gap(index, tuple(sorted(missing[node.id][1])), missing[node.id][0])
        for index, node in enumerate(listed)
        if node.id in missing and missing[node.id][1]
    ]
    statements = tuple(map(_statement, listed))
    late = _late(statements)
    if late is not None and all(gap.index > late.index for gap in gaps):
        gaps.insert(0, late)
    return Row(id_, where, statements, tuple(gaps))


def _late(statements: tuple[Statement, ...]) -> Gap | None:
    """Before the first number of a list that counts on from 2 or 3."""
    numbered = [(index, one.value) for index, one in enumerate(statements) if one.value is not None]
    if not numbered or not 1 < numbered[0][1] <= _LATE:
        return None
    index, first = numbered[0]
    counts_on = len(numbered) == 1 or numbered[1] == (index + 1, first + 1)
    return Gap(index, tuple(range(1, first)), BEGINS_LATE) if counts_on else None


def _statement(node: Node) -> Statement:
    digits = re.findall(r"\d+", node.number or "")
    words = bare(f"{node.title or ''}{node.text or ''}")
    return Statement(node.id, node.number, int(digits[-1]) if digits else None, node.title, node.text, words, node.span)


def by_number(listed: list[Row]) -> dict[int, list[Statement]]:
    """The numbered statements of a standard by their number, in the order of the document."""
    found: defaultdict[int, list[Statement]] = defaultdict(list)
    for row in listed:
        for statement in row.statements:
            if statement.value is not None:
                found[statement.value].append(statement)
    return dict(found)
