"""A label, and the vocabulary of those that are known."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from pipeline.rules import load_data
from pipeline.text import Span

NO_LABEL = re.compile(
    r"(?:如|例如|比如|即|包括|包含|含|(?<!行)为|是|有|下|于|分别|其中|以下|如下|[如见]下[表图]|下列|指|称|说|认为|及|和|(?<!参)与"
    r"|(?<!目)的|(?<![职岗薪])等|\d)$"
)

Source = Literal["mark", "vocabulary", "line", "recurring", "refrain"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label: [start, end) its words; `after` is where its value begins (behind the colon and white space)."""

    start: int
    end: int
    after: int
    words: str
    source: Source
    bracketed: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def opening(self) -> int:
        """Where the label begins with its bracket, if it has one."""
        return self.start - self.bracketed

    @property
    def traits(self) -> dict[str, Any]:
        """What the vocabulary knows of the label, or of the longest known label that it ends in (各部门工作职责)."""
        return _traits(self.words)

    @property
    def evidence(self) -> bool:
        return bool(self.traits.get("kind") == "evidence")


@cache
def vocabulary() -> dict[str, dict[str, Any]]:
    """Every known label with its traits: kind, role, group, opens, glued."""
    labels: dict[str, dict[str, Any]] = load_data("pipeline.segment.families", "common.toml")["labels"]
    return labels


@cache
def _composed() -> dict[str, dict[str, Any]]:
    """What labels of evidence are made of (认定方式): believed before a colon, for without one they are titles of chapters."""
    made = load_data("pipeline.segment.families", "common.toml")["evidence"]
    return {act + means: {"kind": "evidence"} for act in made["acts"] for means in made["means"]}


def certifies(words: str) -> bool:
    """Whether a heading of these words is over methods of evidence."""
    return bool(vocabulary().get(words, {}).get("kind") == "evidence")


@cache
def _longest() -> int:
    return max(map(len, vocabulary()))


@lru_cache(maxsize=1024)
def _traits(words: str) -> dict[str, Any]:
    endings = (words[k:] for k in range(max(0, len(words) - _longest()), len(words) - 1))
    return next((one for ending in endings if (one := vocabulary().get(ending) or _composed().get(ending))), {})


def goes_on_label(words: str) -> bool:
    """Whether words before a colon are no label but part of a sentence (包括:, 学员参加如:)."""
    return NO_LABEL.search(words) is not None
