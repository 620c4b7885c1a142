"""Statements that a site dropped because they stood before: a number skipped at one level, with the likely text cited.

Some sites drop every line that repeats an earlier one: in such a copy no two lines are equal, though levels often ask for
the same. Where a level's list skips a number, or begins behind 1, and a lower level has a statement under it, that is the
likely text: of the nearest level, or of one whose statements beside it are clearly more like those beside the gap. It is cited
from where it stands, and never put into the tree.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.model import Finding, Node, walk
from pipeline.segment.result.findings import made

_SIGNS = re.compile(r"\W")
_NUMBER = re.compile(r"[(（]?(\d{1,2})[)）、.．]?")
_NEAR = 8  # lower levels that are looked at
_CLOSER = 0.2  # how much more like must the statements beside it be at a level farther away
_SHOWN = 30  # statements, all different, before a copy is taken for one that lost its repeats


def statements(body: tuple[Node, ...]) -> list[Finding]:
    """A finding a skipped number with a candidate; none where the copy holds repeats."""
    skipping = [node for node in walk(body) if any(child.kind == "level" and any(_gaps(child)) for child in node.children)]
    if not skipping or not _lost_repeats(body):
        return []
    return [found for element in skipping for found in _skipped(element)]


def _lost_repeats(body: tuple[Node, ...]) -> bool:
    """Whether no two of many statements are equal."""
    texts: set[str] = set()
    for node in walk(body):
        if node.kind == "criterion" and node.text:
            words = _SIGNS.sub("", (node.number or "") + node.text)
            if words in texts:
                return False
            texts.add(words)
    return len(texts) >= _SHOWN


def _skipped(element: Node) -> Iterator[Finding]:
    cells = [child for child in element.children if child.kind == "level"]
    for index, cell in enumerate(cells):
        lower = cells[max(0, index - _NEAR) : index][::-1]
        for last, following, missing in _gaps(cell):
            if (likely := _likely(lower, missing, last, following)) is not None:
                yield made(
                    "statement-lost", following.span, following.id, missing=missing, level=cell.level or "",
                    text=likely[0].text, cited=likely[0].id, at=likely[1].level or "",
                )  # fmt: skip


def _gaps(cell: Node) -> Iterator[tuple[Node | None, Node, int]]:
    """The statements around each skipped number, none before the first, and the number."""
    numbered = [(value, node) for node in cell.children if (value := _value(node)) is not None]
    if numbered and numbered[0][1] is cell.children[0]:
        yield from ((None, numbered[0][1], missing) for missing in range(1, numbered[0][0]))
    for (last, before), (following, node) in pairwise(numbered):
        yield from ((before, node, missing) for missing in range(last + 1, following))


def _likely(lower: list[Node], missing: int, last: Node | None, following: Node) -> tuple[Node, Node] | None:
    """The statement with the missing number at a lower level, the nearest first, and that level."""
    best: tuple[Node, Node] | None = None
    nearest = 0.0
    for level in lower:
        by_number = {_value(node): node for node in reversed(level.children)}
        found = by_number.get(missing)
        if found is None or not found.text:
            continue
        beside = [_like(node, by_number.get(_value(node))) for node in (last, following) if node is not None]
        alike = sum(beside) / len(beside)
        if best is None or alike >= nearest + _CLOSER:
            best, nearest = (found, level), alike
    return best


def _like(one: Node, other: Node | None) -> float:
    """How like the words of two statements are, from 0 to 1."""
    return fuzz.ratio(one.text or "", other.text or "") / 100 if other is not None else 0.0


def _value(node: Node) -> int | None:
    digits = _NUMBER.fullmatch(node.number or "")
    return int(digits[1]) if digits else None
