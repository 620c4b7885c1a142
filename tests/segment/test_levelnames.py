"""The names of the levels of a document: read off invented texts."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.segment.levels import levelnames, levelread

CASES = json.loads((Path(__file__).parents[1] / "cases" / "segment-levels.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_names_its_levels(case: dict[str, Any]) -> None:
    names = levelread.read(case["text"])
    assert {m: names.rank(m) for m in names.regex.findall(case["text"])} == case["levels"]
    assert {post: names.rank(post) for post in names.posts} == case.get("posts", {})


def test_spellings_of_one_code_are_one_level() -> None:
    assert levelnames.key("K2级") == levelnames.key("K2") == "K2"
    assert levelnames.key("4 级") == levelnames.key("四级")
