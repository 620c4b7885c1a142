"""What became of each node of a standard from one state to the next.

Nodes are the same where they have the same uid and like words: folders made apart have one uid for two statements that were
first seen at one address. What is left, and standards from before there were uids, is matched by `ids.match`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff.parts import runs, wholes
from pipeline.ids import SIMILAR, Seen, match, seen, similarity
from pipeline.model import Finding, Node, Standard
from pipeline.rising import rising

FIELDS = {"score": "rescored", "weight": "rescored", "level": "releveled", "kind": "retyped", "number": "renumbered"}
"""Fields that are told by themselves, and what a change of them is called."""


PARTED = " | "
"""Between the words of the parts of a node that was split or merged."""


@dataclass(frozen=True, slots=True)
class Change:
    """what: added, removed, moved, reworded, split, merged or a value of FIELDS. where: the titles above it, from the top.

    node: its id in the newer state, or in the older where it is gone; words: its own; before, after: what was and what is; of
    a node that was split or merged, with PARTED between the parts. A split is told where its first part is.
    """

    what: str
    where: tuple[str, ...]
    node: str
    kind: str
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one standard. status: changed, added or removed."""

    id: str
    title: str
    status: str
    changes: tuple[Change, ...] = ()
    new: tuple[Finding, ...] = ()
    settled: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    parent: str | None
    where: tuple[str, ...]


def compare(before: dict[str, Standard], after: dict[str, Standard]) -> list[Difference]:
    """The standards that differ, in the order of their ids; empty where none does."""
    found: list[Difference] = []
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old is None or new is None:
            only = new or old
            assert only is not None
            found.append(Difference(id_, only.title, "added" if new else "removed"))
        elif (difference := _standard(old, new)).changes or difference.new or difference.settled:
            found.append(difference)
    return found


def _standard(old: Standard, new: Standard) -> Difference:
    was, now = list(_placed(old)), list(_placed(new))
    mates = _mates(was, now)
    by_old = {place.node.id: place for place in was}
    out_of_order = _out_of_order(now, mates, by_old)
    back = {old_id: new_id for new_id, old_id in mates.items()}
    parted = _parted(was, now, mates)
    ordered: list[tuple[tuple[int, int], Change]] = []
    for index, place in enumerate(now):
        mate = by_old.get(mates.get(place.node.id, ""))
        known = place.node.id in parted.new
        if (told := parted.told.get(place.node.id)) is not None:
            ordered.append(((index, 0), _change(told[0], place, told[1], told[2])))
        if mate is not None:
            moved = place.node.id in out_of_order or _elsewhere(place, mate, mates)
            ordered += [
                ((index, 0), change) for change in _pair(mate, place, moved) if not (known and change.what == "reworded")
            ]
        elif not known:
            ordered.append(((index, 0), _change("added", place, "", _words(place.node))))
    gone = [place for place in was if place.node.id not in parted.old or place.node.id in back]
    ordered += _gone(gone, back, {place.node.id: index for index, place in enumerate(now)})
    changes = [Change("retitled", (), "", "title", new.title, old.title, new.title)] if old.title != new.title else []
    changes += [change for _, change in sorted(ordered, key=lambda one: one[0])]
    return Difference(new.id, new.title, "changed", tuple(changes), *_findings(old.findings, new.findings, back))


@dataclass(frozen=True, slots=True)
class _Parted:
    """Nodes that were split or merged: their ids before and now; told: what, before and after, by the id now of the first."""

    old: set[str]
    new: set[str]
    told: dict[str, tuple[str, str, str]]


def _parted(was: Sequence[_Placed], now: Sequence[_Placed], mates: dict[str, str]) -> _Parted:
    before, after = ({place.node.id: place.node for place in side} for side in (was, now))
    back = {old: new for new, old in mates.items()}
    other = {new for new, old in mates.items() if _said(before[old]) != _said(after[new])}
    old = [node for node in before.values() if node.id not in back or back[node.id] in other]
    new = [node for node in after.values() if node.id not in mates or node.id in other]
    old_ids, new_ids = {node.id for node in old}, {node.id for node in new}
    new_runs, old_runs = runs([*after.values()], lambda n: n.id in new_ids), runs([*before.values()], lambda n: n.id in old_ids)
    split = wholes(old, new_runs, lambda whole, part: mates.get(part.id, whole.id) == whole.id)
    merged = wholes(new, old_runs, lambda whole, part: back.get(part.id, whole.id) == whole.id)
    told = {parts[0].id: ("split", _words(before[whole]), _joined(parts)) for whole, parts in split.items()}
    told |= {whole: ("merged", _joined(parts), _words(after[whole])) for whole, parts in merged.items()}
    return _Parted(
        {*split, *(part.id for parts in merged.values() for part in parts)},
        {*merged, *(part.id for parts in split.values() for part in parts)},
        told,
    )


def _joined(parts: Sequence[Node]) -> str:
    return PARTED.join(map(_words, parts))


def _said(node: Node) -> tuple[str, str]:
    return node.title or "", node.text or ""


def _gone(was: Sequence[_Placed], back: dict[str, str], places: dict[str, int]) -> Iterator[tuple[tuple[int, int], Change]]:
    """What is there no more, told behind the last node before it that still is. back: id before → id now."""
    last = -1
    for place in was:
        if place.node.id in back:
            last = places[back[place.node.id]]
        else:
            yield (last, 1), _change("removed", place, _words(place.node), "")


def _placed(standard: Standard) -> Iterator[_Placed]:
    stack: list[_Placed] = [_Placed(node, None, ()) for node in standard.body][::-1]
    while stack:
        place = stack.pop()
        yield place
        node = place.node
        where = (*place.where, " ".join(filter(None, (node.number, node.title)))) if node.title else place.where
        stack.extend(_Placed(child, node.id, where) for child in node.children[::-1])


def _mates(was: Sequence[_Placed], now: Sequence[_Placed]) -> dict[str, str]:
    """Id now → id before."""
    before, after = [seen(place.node) for place in was], [seen(place.node) for place in now]
    made = match(before, after, _by_uid(was, now, before, after))
    return {now[new].node.id: was[old].node.id for new, old in made.old.items()}


def _by_uid(was: Sequence[_Placed], now: Sequence[_Placed], before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, int]:
    """Nodes of one uid, new → old, where their words say so too; words that stand several times, where their parents do."""
    uids: dict[str | None, int] = {place.node.uid: old for old, place in enumerate(was) if place.node.uid}
    old_words, new_words = Counter(one.fp for one in before), Counter(one.fp for one in after)
    known: dict[int, int] = {}
    mates: dict[str | None, str | None] = {None: None}
    for new, place in enumerate(now):
        old = uids.get(place.node.uid)
        if old is None:
            continue
        one, other = before[old], after[new]
        if one.fp == other.fp:
            single = old_words[one.fp] == new_words[one.fp] == 1
            same = single or (place.parent in mates and mates[place.parent] == was[old].parent)
        else:
            same = not (new_words[one.fp] or old_words[other.fp]) and similarity(one.words, other.words) >= SIMILAR
        if same:
            known[new] = old
            mates[place.node.id] = was[old].node.id
    return known


def _elsewhere(place: _Placed, mate: _Placed, mates: dict[str, str]) -> bool:
    parent = mates.get(place.parent) if place.parent is not None else None
    return parent != mate.parent


def _out_of_order(now: Sequence[_Placed], mates: dict[str, str], by_old: dict[str, _Placed]) -> set[str]:
    """Nodes that changed places with their brothers: those outside the longest row that kept its order."""
    position = {id_: index for index, id_ in enumerate(by_old)}
    rows: dict[str | None, list[str]] = {}
    for place in now:
        mate = mates.get(place.node.id)
        if mate is not None and not _elsewhere(place, by_old[mate], mates):
            rows.setdefault(place.parent, []).append(place.node.id)
    moved: set[str] = set()
    for row in rows.values():
        kept = rising([position[mates[id_]] for id_ in row])
        moved |= set(row) - {row[index] for index in kept}
    return moved


def _pair(mate: _Placed, place: _Placed, moved: bool) -> Iterator[Change]:
    """What is other of a node that is there in both states."""
    if moved:
        yield _change("moved", place, " > ".join(mate.where), " > ".join(place.where))
    old, new = mate.node, place.node
    if _said(old) != _said(new):
        yield _change("reworded", place, _words(old), _words(new))
    for field, what in FIELDS.items():
        if getattr(old, field) != getattr(new, field):
            yield _change(what, place, _value(getattr(old, field)), _value(getattr(new, field)))


def _change(what: str, place: _Placed, before: str, after: str) -> Change:
    return Change(what, place.where, place.node.id, place.node.kind, _words(place.node), before, after)


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _words(node: Node) -> str:
    return " ".join(filter(None, (node.title, node.text))) or node.level or node.kind


def _findings(
    old: Sequence[Finding], new: Sequence[Finding], back: dict[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Those that were not there, and those that are not there any more. back: id before → id now."""
    was = Counter(_key(finding, back.get(finding.node or "", finding.node)) for finding in old)
    now = Counter(_key(finding, finding.node) for finding in new)
    fresh = [finding for finding in new if not _spent(_key(finding, finding.node), was)]
    settled = [finding for finding in old if not _spent(_key(finding, back.get(finding.node or "", finding.node)), now)]
    return tuple(fresh), tuple(settled)


def _key(finding: Finding, node: str | None) -> tuple[str, str, str, str]:
    return finding.code, finding.severity, node or "", finding.message_en


def _spent(key: tuple[str, str, str, str], there: Counter[tuple[str, str, str, str]]) -> bool:
    """Whether one of the kind was left; it is not any more."""
    if there[key] > 0:
        there[key] -= 1
        return True
    return False
