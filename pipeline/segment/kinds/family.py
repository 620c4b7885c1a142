"""Which families a document belongs to: data, one file each; its title counts most, then its labels, then its words."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.rules import load_data

_PACKAGE = "pipeline.segment.families"
GENERIC = "document"


@dataclass(frozen=True, slots=True)
class Family:
    """How a family is recognised. records: its elements are pieces with labelled fields; down: its levels count down.

    nested: its elements hold elements, and whatever labels come back are theirs.
    """

    id: str
    title: tuple[str, ...]
    words: tuple[str, ...]
    labels: tuple[str, ...]
    records: bool = False
    down: bool = False
    nested: bool = False

    def score(self, title: str, text: str, labels: dict[str, int]) -> float:
        """How much speaks for the family: 1 and more is enough."""
        in_title = 1.0 if any(word in title for word in self.title) else 0.0
        seen = sum(_times(text, word) for word in self.words) / 12
        labelled = sum(min(labels.get(label, 0), 4) for label in self.labels) / 6
        return in_title + min(seen, 0.8) + min(labelled, 1.0)


def _times(text: str, word: str) -> int:
    """How often a word stands in a text; more than four times are not counted."""
    at = 0
    for times in range(4):
        at = text.find(word, at) + len(word)
        if at < len(word):
            return times
    return 4


@cache
def families() -> tuple[Family, ...]:
    """Every family, in the order of their names."""
    names = sorted(f.name[:-5] for f in files(_PACKAGE).iterdir() if f.name.endswith(".toml") and f.name != "common.toml")
    return tuple(_read(name, load_data(_PACKAGE, f"{name}.toml")) for name in names)


def _read(name: str, data: dict[str, Any]) -> Family:
    return Family(
        name, tuple(data["title"]), tuple(data["words"]), tuple(data["labels"]),
        bool(data.get("records")), bool(data.get("down")), bool(data.get("nested")),
    )  # fmt: skip


def recognise(title: str, text: str, labels: dict[str, int]) -> tuple[Family, ...]:
    """The families of a document, the likeliest first; none where it is no standard of a known kind."""
    scored = [(family.score(title, text, labels), family) for family in families()]
    best = max(score for score, _ in scored)
    kept = [(score, family) for score, family in scored if score >= 1.0 and score >= 0.6 * best]
    return tuple(family for _, family in sorted(kept, key=lambda pair: (-pair[0], pair[1].id)))
