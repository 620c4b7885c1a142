"""How often nodes of a kind and a kind of evidence are right: counted, and written where the program reads it.

Few nodes say little, so each share is drawn towards what the kind and the evidence say each by itself. Whether shares hold for
documents that were not counted is tried by leaving out every eighth document in turn. Of documents that are not in this
repository, the last counts are kept (`blind.json`), so that what is written follows from what is here.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.segment.result.confidence import KINDS_OF_EVIDENCE, OTHER
from tests.quality.sureness import Group, Judged
from tests.support.outline import ROOT
from tests.support.score import GROUP

BLIND = Path(__file__).with_name("blind.json")
MEASURED = ROOT / "pipeline" / "segment" / "measured.toml"
_FOLDS = 8
_PRIOR = 20.0  # so many nodes weighs what kind and evidence say each by itself
_LEAST, _MOST = 0.05, 0.99  # no count makes sure of a document that was not counted

Shares = dict[str, dict[str, float]]


def shares(nodes: Sequence[Judged]) -> Shares:
    """The share of right nodes by kind and kind of evidence, for every kind that gold speaks of and for others."""
    total = Group()
    kinds: defaultdict[str, Group] = defaultdict(Group)
    evidence: defaultdict[str, Group] = defaultdict(Group)
    cells: defaultdict[tuple[str, str], Group] = defaultdict(Group)
    for one in nodes:
        for group in (total, kinds[one.kind], evidence[one.evidence], cells[one.kind, one.evidence]):
            group.add(one)
    base = _drawn(total, 0.5)
    by_evidence = {name: _drawn(evidence[name], base) for name in KINDS_OF_EVIDENCE}
    found: Shares = {}
    for kind in GROUP:
        alone = _drawn(kinds[kind], base)
        expected = {name: _inverse(_odds(alone) + _odds(share) - _odds(base)) for name, share in by_evidence.items()}
        found[kind] = {name: _kept(_drawn(cells[kind, name], prior)) for name, prior in expected.items()}
    return found | {OTHER: {name: _kept(share) for name, share in by_evidence.items()}}


def _drawn(group: Group, prior: float) -> float:
    return (group.right + _PRIOR * prior) / (group.weight + _PRIOR)


def _kept(share: float) -> float:
    return round(min(max(share, _LEAST), _MOST), 2)


def _odds(share: float) -> float:
    share = min(max(share, 0.001), 0.999)
    return math.log(share / (1 - share))


def _inverse(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def across(nodes: Sequence[Judged]) -> list[Judged]:
    """The nodes with what would be said of them had their documents not been counted."""
    documents = sorted({one.document for one in nodes})
    fold = {name: number % _FOLDS for number, name in enumerate(documents)}
    found: list[Judged] = []
    for number in range(min(_FOLDS, len(documents))):
        counted = shares([one for one in nodes if fold[one.document] != number])
        held = [one for one in nodes if fold[one.document] == number]
        found += [replace(one, said=counted[one.kind][one.evidence]) for one in held]
    return found


def keep(nodes: Sequence[Judged], path: Path = BLIND) -> None:
    """Write how many nodes of each document are right and wrong, by kind and kind of evidence. Documents lose their names."""
    names = {name: number for number, name in enumerate(dict.fromkeys(one.document for one in nodes), start=1)}
    counts = Counter((names[one.document], one.kind, one.evidence, one.weight, one.right) for one in nodes)
    rows = [
        json.dumps([number, kind, evidence, round(1 / weight), counts[*key, True], counts[*key, False]])
        for key in sorted({key[:4] for key in counts})
        for number, kind, evidence, weight in (key,)
    ]
    path.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def kept(path: Path = BLIND) -> Iterator[Judged]:
    """The nodes that were counted last: document, kind, evidence, renderings of the document, right ones, wrong ones."""
    for number, kind, evidence, renderings, right, wrong in json.loads(path.read_text(encoding="utf-8")):
        for at in range(right + wrong):
            yield Judged(f"blind/{number:03}", kind, evidence, 0.0, at < right, 1 / renderings)


def write(nodes: Sequence[Judged], blind: int, path: Path = MEASURED) -> None:
    """blind: how many of the documents are not in the repository."""
    documents = len({one.document for one in nodes})
    lines = [
        "# How often nodes are right (kind, title and words as a person cut them), by kind and kind of evidence. Not edited by",
        "# hand: `python -m tests.quality --calibrate [FOLDER …]` writes it. blind: documents that are not in this repository.",
        "",
        "[counted]",
        f"nodes = {len(nodes)}",
        f"documents = {documents}",
        f"blind = {blind}",
    ]
    for kind, row in shares(nodes).items():
        lines += ["", f"[right.{kind}]", *(f"{name} = {share:.2f}" for name, share in row.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
