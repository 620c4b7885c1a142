"""Corrections of the tree: the last step of segment. Each is anchored by words of text.txt and changes the node there."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from pipeline.correction import Correction
from pipeline.corrections.accept import ACCEPT
from pipeline.corrections.branches import Branch, Branches
from pipeline.corrections.listed import Listed, places, sound
from pipeline.corrections.told import told
from pipeline.corrections.words import KEYS
from pipeline.model import Document, Finding, Standard


class Unfit(Exception):  # noqa: N818 - told to a person as a finding, no error of the program
    """A correction cannot be done where it stands; the message says why."""


def correct_tree(standard: Standard, document: Document, listed: Sequence[Listed]) -> Standard:
    """The standard as people put it right, and findings about corrections that change nothing.

    Corrections work in the order of the file; two that ask different things of one node for the same field change nothing.
    """
    asked = [(line, correction) for line, correction in sound(listed) if correction.key not in (*KEYS, ACCEPT)]
    if not asked:
        return standard
    work = _Work(standard, document)
    for line, correction, place in work.anchored(asked):
        try:
            work.do(line, correction, place)
        except Unfit as error:
            work.found.append(told("correction-unfit", line, correction, wrong=str(error)))
    return work.standard()


class _Work:
    def __init__(self, standard: Standard, document: Document) -> None:
        self.before = standard
        self.branches = Branches(standard.body, document)
        self.found: list[Finding] = []

    def anchored(self, asked: Sequence[tuple[int, Correction]]) -> list[tuple[int, Correction, int]]:
        """Those whose quotation stands in one place, and which no other contradicts, with the place."""
        placed: list[tuple[int, Correction, int]] = []
        for line, correction in asked:
            there = places(self.branches.text, correction)
            if len(there) == 1:
                placed.append((line, correction, there[0]))
            else:
                self.found.append(told("correction-stale", line, correction, places=len(there)))
        against = self._against(placed)
        for line, correction, _ in placed:
            if line < against.get(line, 0):
                self.found.append(told("correction-conflict", line, correction, other=against[line]))
        return [one for one in placed if one[0] not in against]

    def _against(self, placed: Sequence[tuple[int, Correction, int]]) -> dict[int, int]:
        """Lines that ask for another value of the same field of the same node, each with the line it contradicts."""
        asked: dict[tuple[int, str], tuple[int, object]] = {}
        against: dict[int, int] = {}
        for line, correction, place in placed:
            key, value = correction.change.named()
            branch = self.branches.at(place)
            if key not in ("kind", "level", "score", "title") or branch is None:
                continue
            other, wanted = asked.setdefault((id(branch), key), (line, value))
            if wanted != value:
                against[line] = other
                against.setdefault(other, line)
        return against

    def do(self, line: int, correction: Correction, place: int) -> None:
        """One correction. Raises Unfit where it cannot be done."""
        key, value = correction.change.named()
        branch = self.branches.at(place)
        if branch is None:
            raise Unfit("the words stand in no node")
        steps: dict[str, Callable[[], Iterable[Branch]]] = {
            "kind": lambda: self._set(branch, kind=value),
            "score": lambda: self._set(branch, score=value),
            "level": lambda: self._level(branch, str(value)),
            "title": lambda: self._title(branch, str(value)),
            "cut": lambda: self._cut(branch, place, str(value)),
            "join": lambda: self._join(branch),
        }
        named = f"correction.{key}: {correction.author}: {correction.reason}"
        for changed in steps[key]():
            changed.set(why=(*changed.node.why, named), confidence=1.0)

    def _set(self, branch: Branch, **fields: object) -> tuple[Branch, ...]:
        branch.set(**fields)
        return (branch,)

    def _level(self, branch: Branch, level: str) -> tuple[Branch, ...]:
        rank = next((known.rank for known in self.before.levels if level in (known.label, *known.forms)), None)
        if rank is None:
            named = "、".join(known.label for known in self.before.levels) or "none"
            raise Unfit(f"the standard has no level {level}; it has {named}")
        before = branch.node.rank
        for below in branch.walk():
            if below.node.rank == before:
                below.set(rank=rank)
        return self._set(branch, level=level)

    def _title(self, branch: Branch, title: str) -> tuple[Branch, ...]:
        span = branch.node.span or (0, 0)
        start, _ = self.branches.parts(branch)
        if not self.branches.text.startswith(title, start) or start + len(title) > span[1]:
            raise Unfit("the node does not begin with these words")
        end = start + len(title)
        behind = end
        while title and behind < span[1] and self.branches.text[behind] in ":：;；、 \t\n　":
            behind += 1
        self.branches.word(branch, span, (start, end) if title else None, (behind, span[1]) if behind < span[1] else None)
        return (branch,)

    def _cut(self, branch: Branch, place: int, where: str) -> tuple[Branch, ...]:
        """The words from `place` on become a node of their own, beside this one or below it."""
        start, end = branch.node.span or (0, 0)
        title, text = self.branches.parts(branch)
        if place <= title:
            raise Unfit("a node begins there already")
        kept = place
        while kept > start and self.branches.text[kept - 1].isspace():
            kept -= 1
        leaf = "criterion" if where == "below" or branch.node.kind in ("criterion", "para") else branch.node.kind
        new = Branch(msgspec.structs.replace(branch.node, kind=leaf, number=None, refs=(), uid=None, key=False, deduct=None))
        in_title = bool(branch.node.title) and place < text
        self.branches.word(new, (place, end), (place, text) if in_title else None, (text if in_title else place, end))
        self.branches.word(
            branch, (start, kept), (title, min(kept, text)) if branch.node.title else None, None if in_title else (text, kept)
        )
        if where == "below":
            new.above = branch
            branch.below.insert(0, new)
        else:
            new.above = branch.above
            new.below, branch.below = branch.below, []
            for child in new.below:
                child.above = new
            row = self.branches.brothers(branch)
            row.insert(row.index(branch) + 1, new)
        self.branches.address(new)
        return branch, new

    def _join(self, branch: Branch) -> tuple[Branch, ...]:
        """The words of a node go on where those of the node before it end; what stands below it stands below that one."""
        before = self.branches.before(branch)
        if before is None or before.node.span is None or branch.node.span is None:
            raise Unfit("no node stands before it")
        title, text = self.branches.parts(before)
        start, end = before.node.span[0], branch.node.span[1]
        row = self.branches.brothers(branch)
        at = row.index(branch)
        row[at : at + 1] = branch.below if branch.above is before else []
        if branch.above is not before:
            before.below += branch.below
        for child in branch.below:
            child.above = before
        self.branches.word(before, (start, end), (title, text) if before.node.title else None, (text, end))
        self.branches.moved[branch.node.id] = before.node.id
        self.branches.readdress(before)
        return (before,)

    def standard(self) -> Standard:
        """The standard with everything that was done."""
        body = self.branches.body()
        moved = self.branches.moved
        found = [msgspec.structs.replace(f, node=moved.get(f.node, f.node)) if f.node else f for f in self.before.findings]
        return msgspec.structs.replace(self.before, body=body, findings=(*found, *self.found))
