"""Whether nodes that are said to be so sure are right as often.

A node is right where the scorer pairs it with a gold node (same kind, same words, in order) and their titles are the same too.
A document counts once, however often it is rendered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rich.table import Table

from pipeline.clean import clean
from pipeline.model import Standard, walk
from pipeline.segment import segment
from pipeline.segment.result.confidence import evidence
from tests.support.outline import Outline, read_outline
from tests.support.render import document, entry
from tests.support.score import GROUP, SIMILAR, align, covered, leaves, squeeze

TOLERATED = 0.9
"""More is not asked for: what was counted on an earlier state of the program says too little once the program is better."""
STEPS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
"""Upper bounds of the confidences that are counted together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A node of a result: what was said of it, and whether it is right. weight: 1 shared among the renderings of a document."""

    document: str
    kind: str
    evidence: str
    said: float
    right: bool
    weight: float = 1.0


def judged(outline: Outline, standard: Standard, weight: float = 1.0, name: str = "") -> list[Judged]:
    """Every node that the gold outline speaks of. name: of the document, where it is not the outline's."""
    nodes = list(walk(standard.body))
    gold = [node for node in outline.nodes if node.kind in GROUP]
    made = [node for node in covered(outline, leaves(standard)) if node.kind in GROUP]
    pairs = align(gold, made, lambda node: node.kind)
    right = {other.order for node, other in pairs if _alike(node.title, other.title)}
    found: list[Judged] = []
    for one in made:
        node = nodes[one.order]
        known = evidence(node.why), node.confidence
        found.append(Judged(name or outline.name, one.kind, *known, one.order in right, weight))
    return found


def _alike(one: str, other: str) -> bool:
    a, b = squeeze(one), squeeze(other)
    return a == b or fuzz.ratio(a, b) >= SIMILAR


def others(folders: Iterable[Path]) -> Iterator[Judged]:
    """Nodes of documents that are not in this repository: NAME.outline, with NAME.txt or NAME.flat.txt or both."""
    for path in (path for folder in folders for path in sorted(folder.glob("*.outline"))):
        texts = [text for end in (".txt", ".flat.txt") if (text := path.with_name(path.stem + end)).exists()]
        outline = read_outline(path)
        for text in texts:
            cleaned = clean(document(text.read_text(encoding="utf-8").rstrip("\n"), path.stem))
            standard = segment(cleaned, entry(path.stem))
            yield from judged(outline, standard, 1 / len(texts), f"{path.parent.name}/{path.stem}")


# ------------------------------------------------------------------------------------------------------ reliability


@dataclass
class Group:
    """Nodes that are counted together, by their weights; nodes: how many there are."""

    nodes: int = 0
    weight: float = 0.0
    said: float = 0.0
    right: float = 0.0

    def add(self, one: Judged) -> None:
        """Count one more."""
        self.nodes += 1
        self.weight += one.weight
        self.said += one.weight * one.said
        self.right += one.weight * one.right


def by_sureness(nodes: Iterable[Judged]) -> dict[float, Group]:
    """Nodes by the upper bound of what was said of them."""
    groups = {top: Group() for top in STEPS}
    for one in nodes:
        groups[next(top for top in STEPS if one.said < top)].add(one)
    return {top: group for top, group in groups.items() if group.nodes}


def calibration(nodes: Iterable[Judged]) -> float:
    """1 less the mean distance between what was said and the share that was right, by steps of sureness."""
    groups = by_sureness(nodes).values()
    total = sum(group.weight for group in groups)
    return 1 - sum(abs(group.said - group.right) for group in groups) / total if total else 1.0


def figures(nodes: Sequence[Judged]) -> dict[str, float]:
    """What is pinned: the calibration, as far as more is asked for."""
    return {"nodes/calibration": round(min(TOLERATED, calibration(nodes)), 4)}


def reliability(nodes: Sequence[Judged], title: str) -> Table:
    """By what was said, and below that by kind: nodes, the mean of what was said, the share that was right."""
    table = Table("said", title=title)
    for column in ("nodes", "mean said", "right"):
        table.add_column(column, justify="right")
    low = 0.0
    for top, group in by_sureness(nodes).items():
        low = max((step for step in STEPS if step < top), default=0.0)
        _row(table, f"{low:.2f}–{min(top, 1):.2f}", group)
    table.add_section()
    kinds: dict[str, Group] = {}
    for one in nodes:
        kinds.setdefault(one.kind, Group()).add(one)
    for kind, group in sorted(kinds.items(), key=lambda item: -item[1].nodes):
        _row(table, kind, group)
    return table


def _row(table: Table, name: str, group: Group) -> None:
    table.add_row(name, f"{group.nodes:,}", f"{group.said / group.weight:.3f}", f"{group.right / group.weight:.3f}")
