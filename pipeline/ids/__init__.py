"""Ids that stay: every node keeps its uid from one regeneration to the next, whatever its words, number or place become.

`identify` holds today's tree against the ledger of the last one. It knows nothing of the clock: the same tree and ledger give
the same uids and the same ledger, and a ledger held against its own tree stays as it is.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from pipeline.identity import Doubt, Identity
from pipeline.ids.align import similarity
from pipeline.ids.ledger import NAME, mint, read_ledger, rebuilt
from pipeline.ids.match import SIMILAR, Matches, Seen, match
from pipeline.model import Finding, Node, Scalar, Standard, walk
from pipeline.rules import load_data
from pipeline.text import bare

__all__ = [
    "NAME",
    "SIMILAR",
    "Matches",
    "Seen",
    "identify",
    "identify_from",
    "match",
    "mint",
    "read_ledger",
    "seen",
    "seen_before",
    "similarity",
]

WORDS = 200  # letters and digits of a node's words that the ledger keeps, to know them again when they change
SURE = 0.75  # below this likeness a person should look whether reworded words are still the same node's
_SHOWN = 24


def words(node: Node) -> str:
    """How a node's own words begin, letters and digits only."""
    return bare((node.title or "") + (node.text or ""))[:WORDS]


def seen(node: Node) -> Seen:
    """A node of today as matching sees it; one without words of its own is known by its kind."""
    return Seen(node.id, node.kind, node.fp or node.kind, words(node))


def seen_before(line: Identity) -> Seen:
    """A node as the ledger remembers it."""
    return Seen(line.last, line.kind, line.fp or line.kind, line.words or "")


def identify(standard: Standard, ledger: Sequence[Identity]) -> tuple[Standard, tuple[Identity, ...]]:
    """The standard with the uid of each node, and the ledger as it is after this.

    Findings are added where it is not sure that a uid still stands for the same node. A uid is on one node at most and never
    given to another; one whose node came back with the same words is active again.
    """
    nodes = list(walk(standard.body))
    active = [line for line in ledger if line.status == "active"]
    made = match([seen_before(line) for line in active], [seen(node) for node in nodes])
    source = standard.sources[0].sha256[:16] if standard.sources else ""
    keeper = _Keeper(standard.id, source, active, [line for line in ledger if line.status != "active"])
    lines = keeper.carry(nodes, made)
    uids = {node.id: line.uid for node, line in zip(nodes, lines, strict=True)}
    found = [_doubt(node, line.doubt) for node, line in zip(nodes, lines, strict=True) if line.doubt]
    named = msgspec.structs.replace(standard, body=_named(standard.body, uids), findings=(*standard.findings, *found))
    return named, (*lines, *keeper.ended(made, lines))


def identify_from(path: Path, standard: Standard) -> tuple[Standard, tuple[Identity, ...]]:
    """As `identify`, with the ledger at `path`; where it is missing or empty, with what standard.json beside it still knows.

    The finding `ids-rebuilt` says so, except where every uid is the one that would be minted anew. Raises SourceError.
    """
    if ledger := read_ledger(path, standard.id):
        return identify(standard, ledger)
    known = rebuilt(path, standard.id, words)
    made, lines = identify(standard, known)
    if not known or [line.uid for line in lines] == [line.uid for line in identify(standard, ())[1]]:
        return made, lines
    message = load_data("pipeline.ids", "findings.toml")["ids-rebuilt"]
    finding = Finding(code="ids-rebuilt", severity="review", message_en=message["en"], message_zh=message["zh"])
    return msgspec.structs.replace(made, findings=(*made.findings, finding)), lines


class _Keeper:
    """Carries the lines of the ledger on to the nodes of today."""

    def __init__(self, standard: str, source: str, active: Sequence[Identity], ended: Sequence[Identity]) -> None:
        self.standard, self.source, self.active = standard, source, active
        self.past = {line.uid: line for line in ended}
        self.taken = {line.uid for line in (*active, *ended)}

    def carry(self, nodes: Sequence[Node], made: Matches) -> list[Identity]:
        """A line for each node, in their order."""
        back: dict[str | None, list[Identity]] = {}
        for line in self.past.values():
            back.setdefault(line.fp, []).append(line)
        return [self._line(index, node, made, back) for index, node in enumerate(nodes)]

    def _line(self, index: int, node: Node, made: Matches, back: dict[str | None, list[Identity]]) -> Identity:
        before = self.active[made.old[index]] if index in made.old else None
        if before is None and node.fp is not None and (returned := back.get(node.fp)):
            before = next((line for line in returned if line.last == node.id), returned[0])
            returned.remove(before)
            del self.past[before.uid]
            before = msgspec.structs.replace(before, status="active", replaced_by=())
        doubt = None
        if before is None:
            uid = mint(self.standard, node.id, self.taken)
            self.taken.add(uid)
            before = Identity(
                uid=uid, status="active", first=node.id, last=node.id, kind=node.kind,
                first_seen=self.source, last_seen=self.source,
            )  # fmt: skip
        else:
            doubt = self._doubted(index, before, words(node), made)
        return msgspec.structs.replace(
            before, last=node.id, kind=node.kind, fp=node.fp, words=words(node) or None, last_seen=self.source, doubt=doubt
        )

    def _doubted(self, index: int, before: Identity, today: str, made: Matches) -> Doubt | None:
        """Whether today's words may be another node's; a doubt that was told stays until the words are as before it."""
        rival = made.rivals.get(index)
        was = before.doubt.was if before.doubt and before.doubt.rival is None else ""
        if rival is None and was and today[:_SHOWN] == was != (before.words or "")[:_SHOWN]:
            return None
        like = similarity(before.words or "", today) if before.words != today else 1.0
        if rival is None and (like >= SURE or not today or index not in made.old):
            return before.doubt
        other = self.active[rival].uid if rival is not None else None
        return Doubt(was=(before.words or "")[:_SHOWN], similarity=round(like, 2), rival=other)

    def ended(self, made: Matches, lines: Sequence[Identity]) -> list[Identity]:
        """The lines of nodes that are there no more, those of before this run first."""
        kept = set(made.old.values())
        done = [line for index, line in enumerate(self.active) if index not in kept]
        places = {line.uid: index for index, line in enumerate(self.active)}
        return [*self.past.values(), *(self._end(places[line.uid], line, made, lines) for line in done)]

    def _end(self, index: int, line: Identity, made: Matches, lines: Sequence[Identity]) -> Identity:
        if index in made.split:
            return msgspec.structs.replace(line, status="split", replaced_by=tuple(lines[new].uid for new in made.split[index]))
        if index in made.merged:
            return msgspec.structs.replace(line, status="merged", replaced_by=(lines[made.merged[index]].uid,))
        return msgspec.structs.replace(line, status="retired")


def _named(nodes: tuple[Node, ...], uids: Mapping[str, str]) -> tuple[Node, ...]:
    return tuple(msgspec.structs.replace(n, uid=uids[n.id], children=_named(n.children, uids)) for n in nodes)


def _doubt(node: Node, doubt: Doubt) -> Finding:
    message = load_data("pipeline.ids", "findings.toml")["id-rival" if doubt.rival else "id-doubtful"]
    params: dict[str, Scalar] = {"was": doubt.was, "similarity": round(doubt.similarity * 100), "rival": doubt.rival}
    return Finding(
        code="id-rival" if doubt.rival else "id-doubtful",
        severity="review",
        message_en=message["en"].format(**params),
        message_zh=message["zh"].format(**params),
        params={name: value for name, value in params.items() if value is not None},
        node=node.id,
        span=node.span,
    )
