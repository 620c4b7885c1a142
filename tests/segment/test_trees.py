"""Small texts and their whole trees."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Node
from pipeline.segment import segment
from tests.support import render

CASES = json.loads((Path(__file__).parents[1] / "cases/segment-trees.json").read_text(encoding="utf-8"))


def lines(nodes: Iterable[Node], depth: int = 0) -> list[str]:
    made: list[str] = []
    for node in nodes:
        parts = (node.kind, node.number or "", node.title or "", node.text or "")
        made.append("  " * depth + " ".join(" | ".join(parts).rstrip(" |").split()))
        made += lines(node.children, depth + 1)
    return made


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_becomes_its_tree(case: dict[str, Any]) -> None:
    standard = segment(render.document(case["text"]), render.entry())
    assert lines(standard.body) == case["want"]
    assert [finding.code for finding in standard.findings] == case["findings"]
