"""Statements that a site dropped because they stood before: a number skipped at one level, with the likely text cited.

Some sites drop every line that repeats an earlier one: in such a copy no two lines are equal, though levels often ask for
the same. Where a level's list skips a number and a lower level has a statement under it, that is the likely text: cited from
where it stands, and never put into the tree.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Finding, Node, walk
from pipeline.segment.findings import made

_NEAR = 8  # lower levels that are looked at
_SHOWN = 30  # statements, all different, before a copy is taken for one that lost its repeats


def statements(body: tuple[Node, ...]) -> list[Finding]:
    """A finding a skipped number with a candidate; none where the copy holds repeats."""
    texts = [
        re.sub(r"\W", "", (node.number or "") + node.text) for node in walk(body) if node.kind == "criterion" and node.text
    ]
    if len(texts) < _SHOWN or len(set(texts)) < len(texts):
        return []
    return [found for element in walk(body) for found in _skipped(element)]


def _skipped(element: Node) -> Iterator[Finding]:
    cells = [child for child in element.children if child.kind == "level"]
    for index, cell in enumerate(cells):
        numbered = [(value, node) for node in cell.children if (value := _value(node)) is not None]
        lower = cells[max(0, index - _NEAR) : index][::-1]
        for (last, _), (following, node) in pairwise(numbered):
            for missing in range(last + 1, following):
                likely = next(((one, level) for level in lower for one in level.children if _value(one) == missing), None)
                if likely is not None and likely[0].text:
                    yield made(
                        "statement-lost", node.span, node.id, missing=missing, level=cell.level or "", text=likely[0].text,
                        cited=likely[0].id, at=likely[1].level or "",
                    )  # fmt: skip


def _value(node: Node) -> int | None:
    digits = re.fullmatch(r"[(（]?(\d{1,2})[)）、.．]?", node.number or "")
    return int(digits[1]) if digits else None
