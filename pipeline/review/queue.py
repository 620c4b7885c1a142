"""What there is to decide in a folder of standards: open findings and probable repairs, worst first, and what was decided.

A repair that a finding of its channel tells of is no item of its own: it is looked at with the finding.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.load import LoadError, standard_folders
from pipeline.model import Edit, Finding, Span, walk
from pipeline.reasons import channel_of, channels
from pipeline.review.reading import Scan, Seen, read, stamp

_RANKS = {"defect": 0, "review": 1}
_REPAIR = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. span: in text.txt, None for the whole standard; decided: by whom and why, "" while it is open.

    key: names it through every regeneration that leaves it as it is. edit: the repair, alone or the one that
    the finding is of; copy: the one it is in.
    """

    key: str
    seen: Seen
    finding: Finding | None
    edit: Edit | None
    span: Span | None
    decided: str
    copy: int = 1

    @property
    def name(self) -> str:
        """The code of the finding, or the rule of the repair."""
        return self.finding.code if self.finding else self.edit.rule if self.edit else ""

    @property
    def order(self) -> tuple[int, float, str, int]:
        """Defects, then what is to be reviewed, then repairs, the least confident first."""
        rank = _RANKS.get(self.finding.severity, 1) if self.finding else _REPAIR
        sure = self.edit.confidence or 0.0 if self.edit and not self.finding else 0.0
        return rank, sure, self.seen.standard.id, self.span[0] if self.span else 0


class Queue:
    """The items of an output folder, read anew where a file changed; `broken` says which standards cannot be read.

    ids: only these standards, all where there are none.
    """

    def __init__(self, out: Path, ids: Sequence[str] = ()) -> None:
        self.out = out
        self.ids = ids
        self.broken: list[str] = []
        self._known: dict[Path, tuple[object, list[Item]]] = {}

    def items(self) -> list[Item]:
        """Every item, the worst first."""
        found: list[Item] = []
        self.broken = []
        try:
            folders = standard_folders(self.out)
        except LoadError as error:
            self.broken.append(str(error))
            return []
        for folder in folders:
            if not self.ids or folder.name in self.ids:
                found += self._of(folder)
        return sorted(found, key=lambda item: item.order)

    def _of(self, folder: Path) -> list[Item]:
        now = stamp(folder)
        known = self._known.get(folder)
        if known is None or known[0] != now:
            try:
                known = now, list(items(read(folder)))
            except LoadError as error:
                self.broken.append(str(error))
                return []
            self._known[folder] = known
        return known[1]


def items(seen: Seen) -> Iterator[Item]:
    """The items of one standard."""
    repairs = list(_repairs(seen))
    told: set[tuple[int, Edit]] = set()
    count: Counter[str] = Counter()
    for finding in seen.standard.findings:
        if finding.severity == "info" and not finding.accepted:
            continue
        span = _span(seen, finding)
        own = [(copy, e) for copy, e, place in repairs if span and _channel(finding) == channel_of(e) and _meet(place, span)]
        told.update(own)
        words = _key(seen, finding.code, finding.node, finding.message_en)
        count[words] += 1
        by = finding.accepted or _changed(seen, finding, span)
        copy, edit = own[0] if own else (1, None)
        yield Item(f"{words}-{count[words]}", seen, finding, edit, span, by, copy)
    for copy, edit, place in repairs:
        if (copy, edit) not in told:
            by = edit.accepted or (_by(seen.copies[copy - 1], edit.source) if edit.source else "")
            key = _key(seen, edit.rule, edit.source, edit.old, edit.new, *([copy] if copy > 1 else []))
            yield Item(key, seen, None, edit, place, by, copy)


def _repairs(seen: Seen) -> Iterator[tuple[int, Edit, Span]]:
    """The probable edits with their copies and where they stand in text.txt; those for which another copy has the word not."""
    for copy, scan in enumerate(seen.copies, start=1):
        for edit in scan.cleaned.edits:
            if edit.certainty == "probable" and edit.source is not None:
                place = seen.place(copy, scan.text.text_span(*edit.source))
                if place is not None:
                    yield copy, edit, place


def _channel(finding: Finding) -> str:
    return finding.code.partition("-")[0]


def _key(seen: Seen, *parts: object) -> str:
    return sha256("\0".join(map(str, (seen.standard.id, *parts))).encode()).hexdigest()[:16]


def _span(seen: Seen, finding: Finding) -> Span | None:
    """Where a finding stands: its own place, else the words of its node, else all below it."""
    if finding.span is not None or finding.node is None:
        return finding.span
    node = next((node for node in walk(seen.standard.body) if node.id == finding.node), None)
    return (node.span or node.extent) if node else None


def _changed(seen: Seen, finding: Finding, span: Span | None) -> str:
    """Who put right the words that cleaning was unsure of; findings of the tree go by themselves when they are settled."""
    if span is None or _channel(finding) not in channels():
        return ""
    copy, source = seen.source(span)
    return _by(seen.copies[copy - 1], source)


def _by(scan: Scan, source: Span) -> str:
    """Who changed words that stand on this place of the source, and why."""
    return next((f"{e.author}: {e.reason}" for e in scan.corrected if e.source and _meet(e.source, source)), "")


def _meet(one: Span, other: Span) -> bool:
    """Whether they share a character, or one of them is empty and lies in or beside the other."""
    empty = one[0] == one[1] or other[0] == other[1]
    return one[0] <= other[1] and other[0] <= one[1] if empty else one[0] < other[1] and other[0] < one[1]
