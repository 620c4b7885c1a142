"""Which node of today is which node of yesterday, by addresses and words alone.

Evidence, in the order in which it is trusted: words that each tree has once; the same words under the same parent
(renumbered); a title that stands several times, by the children below it; words that were cut in two or joined (split, merged);
the same address and similar words (reworded); a parent whose children are known; words that stand several times, in their
order, under the same parent and at last elsewhere; the order under the same parent; words elsewhere that are very similar. What
is left is new, or gone. A pair is made once and never undone, so that weaker evidence cannot overrule stronger. An address is
no evidence for words that stand several times: it is counted anew when something before it is taken away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ids.align import aligned, likest, similarity

SIMILAR = 0.6  # words at one address, or in one place between known brothers, are the same node's from here
ALIKE = 0.8  # and words elsewhere from here: they were moved and reworded at once
CLOSE = 0.05  # two candidates nearer to each other than this are not told apart
WHOLE = 0.95  # two pieces joined are as like the old words as this, or it was no cut
ROOT = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """A node as matching sees it. address: parts joined by "/"; fp: digest of the words; words: letters and digits, or none."""

    address: str
    kind: str
    fp: str
    words: str


@dataclass(slots=True)
class Matches:
    """new → old, by index; old → the new ones that an old one was split into, or that it was merged into; doubts by new."""

    old: dict[int, int] = field(default_factory=dict)
    split: dict[int, tuple[int, ...]] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    rivals: dict[int, int] = field(default_factory=dict)


def match(before: Sequence[Seen], now: Sequence[Seen], known: Mapping[int, int] | None = None) -> Matches:
    """The nodes of two trees, each in document order with addresses that are unique in it, matched.

    known: new → old, by index, of nodes that are known to be the same already; none of them twice.
    """
    if not before:
        return Matches()
    matching = _Matching(_Side(before), _Side(now))
    for new, old in (known or {}).items():
        matching.pair(old, new)
    return matching.run()


class _Side:
    """One of the two trees: its nodes, their parents, and which of them are matched."""

    def __init__(self, nodes: Sequence[Seen]) -> None:
        self.nodes = nodes
        self.place = {node.address: index for index, node in enumerate(nodes)}
        self.parent = [self.place.get(node.address.rpartition("/")[0], ROOT) for node in nodes]
        self.children: dict[int, list[int]] = defaultdict(list)
        for index, above in enumerate(self.parent):
            self.children[above].append(index)
        self.mate: dict[int, int] = {ROOT: ROOT}

    def open(self, among: Iterable[int]) -> list[int]:
        """Those that have no mate yet."""
        return [index for index in among if index not in self.mate]

    def by_words(self, among: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index in self.open(among):
            found[self.nodes[index].fp].append(index)
        return found


class _Matching:
    def __init__(self, before: _Side, now: _Side) -> None:
        self.before, self.now = before, now
        self.made = Matches()
        self.pieces: set[int] = set()  # of today's, what was cut from or joined of others
        self.namesakes: set[int] = set()  # of today's, headings that are others than those of the same words

    def run(self) -> Matches:
        """Every kind of evidence in its order; after each that finds parents, what stands below them."""
        self._unique()
        self._below(sure=True)
        self._voted(alike=True)
        self._below(sure=True)
        self._cut_or_joined()
        self._reworded()
        self._below(sure=True)
        self._voted()
        self._below()
        self._repeated()
        self._below()
        self._reworded()
        self._voted()
        self._in_order()
        self._alike_elsewhere()
        self.made.old = {new: old for new, old in self.now.mate.items() if new != ROOT}
        return self.made

    def pair(self, old: int, new: int) -> None:
        """Two nodes are the same, for good."""
        self.before.mate[old] = new
        self.now.mate[new] = old

    def _unique(self) -> None:
        """Words that each tree has once, wherever they stand; of what has no words, what stands at its address too."""
        olds, news = self.before.by_words(range(len(self.before.nodes))), self.now.by_words(range(len(self.now.nodes)))
        for words, there in news.items():
            here = olds.get(words, ())
            if len(here) == len(there) == 1:
                old, new = self.before.nodes[here[0]], self.now.nodes[there[0]]
                if new.words or old.address == new.address:
                    self.pair(here[0], there[0])

    def _below(self, sure: bool = False) -> None:
        """Children of known parents with the same words; parents come before their children."""
        for new_parent in (ROOT, *range(len(self.now.nodes))):
            if new_parent in self.now.mate:
                self._brothers(self.now.mate[new_parent], new_parent, sure)

    def _brothers(self, old_parent: int, new_parent: int, sure: bool = False) -> None:
        """Brothers with the same words: those at one address first, the rest in order.

        sure: only where no other brother has these words, or where as many have them as before and nothing below tells them
        apart.
        """
        olds = self.before.by_words(self.before.children.get(old_parent, ()))
        for words, news in self.now.by_words(self.now.children.get(new_parent, ())).items():
            here = olds.get(words, [])
            if sure and not (len(here) == len(news) and (len(here) == 1 or self._bare(here, news))):
                continue
            self._in_place(here, news)

    def _bare(self, olds: Sequence[int], news: Sequence[int]) -> bool:
        return not any(self.before.children.get(old) for old in olds) and not any(self.now.children.get(new) for new in news)

    def _in_place(self, olds: Sequence[int], news: Sequence[int]) -> None:
        if len(olds) != len(news):
            places = {self.before.nodes[old].address: old for old in olds}
            for new in news:
                if (old := places.get(self.now.nodes[new].address)) is not None:
                    self.pair(old, new)
        for old, new in zip(self.before.open(olds), self.now.open(news), strict=False):
            self.pair(old, new)

    def _repeated(self) -> None:
        """The same words anywhere, in their order; which is which then may be told wrong.

        A heading above which and below which everything is other is another heading of that name.
        """
        olds = self.before.by_words(old for old in range(len(self.before.nodes)) if self._free_before(old))
        news = self.now.by_words(new for new in range(len(self.now.nodes)) if self._free_now(new))
        for words, there in news.items():
            if not (here := olds.get(words)) or not self.now.nodes[there[0]].words:
                continue
            if len(here) != len(there):
                self.made.rivals.update({new: here[-1] for new in there[: len(here)] if here[-1] != here[0]})
            for old, new in zip(here, there, strict=False):
                if self.before.children.get(old) and self.now.children.get(new):
                    self.namesakes.add(new)
                else:
                    self.pair(old, new)

    def _cut_or_joined(self) -> None:
        """Two neighbours whose words are the words of one on the other side."""
        for old, pieces in _joined(self.before, self.now):
            self.made.split[old] = pieces
            self.pieces.update(pieces)
        for new, pieces in _joined(self.now, self.before):
            if new not in self.pieces and not any(old in self.made.split for old in pieces):
                self.made.merged.update(dict.fromkeys(pieces, new))
                self.pieces.add(new)

    def _free_before(self, old: int) -> bool:
        return old not in self.before.mate and old not in self.made.split and old not in self.made.merged

    def _free_now(self, new: int) -> bool:
        return new not in self.now.mate and new not in self.pieces

    def _reworded(self) -> None:
        for new, node in enumerate(self.now.nodes):
            old = self.before.place.get(node.address)
            if old is None or not (self._free_before(old) and self._free_now(new)) or self.before.nodes[old].fp == node.fp:
                continue
            if similarity(self.before.nodes[old].words, node.words) >= SIMILAR:
                self.pair(old, new)

    def _voted(self, alike: bool = False) -> None:
        """A parent without a mate takes the one under which more than half of its known children stand. Deepest first.

        alike: only where it has the same words.
        """
        for new in reversed(range(len(self.now.nodes))):
            if not self._free_now(new):
                continue
            known = [self.now.mate[child] for child in self.now.children.get(new, ()) if child in self.now.mate]
            votes = Counter(self.before.parent[old] for old in known)
            for old, votes_for in votes.most_common(1):
                if old == ROOT or 2 * votes_for <= len(known) or not self._free_before(old):
                    continue
                if not alike or self.before.nodes[old].fp == self.now.nodes[new].fp:
                    self.pair(old, new)

    def _in_order(self) -> None:
        """Under each known parent, from the top: what stands between the same brothers, by likeness and in order."""
        for new_parent in (ROOT, *range(len(self.now.nodes))):
            if new_parent not in self.now.mate:
                continue
            for olds, news in self._gaps(self.now.mate[new_parent], new_parent):
                for old, new, rival in aligned(self._shown(self.before, olds), self._shown(self.now, news), SIMILAR, CLOSE):
                    self.pair(olds[old], news[new])
                    if rival is not None:
                        self.made.rivals[news[new]] = olds[rival]
            self._brothers(self.now.mate[new_parent], new_parent)

    def _alike_elsewhere(self) -> None:
        """What is left on both sides, each with the one it is most like, where that is much."""
        olds = [old for old, node in enumerate(self.before.nodes) if node.words and self._free_before(old)]
        open_ = [new for new, node in enumerate(self.now.nodes) if node.words and self._free_now(new)]
        for new, (old, rival) in likest(
            {old: self.before.nodes[old].words for old in olds},
            {new: self.now.nodes[new].words for new in open_ if new not in self.namesakes},
            ALIKE,
            CLOSE,
        ).items():
            self.pair(old, new)
            if rival is not None:
                self.made.rivals[new] = rival

    def _shown(self, side: _Side, indices: Sequence[int]) -> list[tuple[str, str]]:
        return [(side.nodes[index].kind, side.nodes[index].words) for index in indices]

    def _gaps(self, old_parent: int, new_parent: int) -> Iterator[tuple[list[int], list[int]]]:
        """Runs of brothers without mates on both sides of the same known ones."""
        olds, news = self.before.children.get(old_parent, []), self.now.children.get(new_parent, [])
        place = {old: at for at, old in enumerate(olds)}
        rising = [(-1, -1)]
        for at, new in enumerate(news):
            was = place.get(self.now.mate.get(new, ROOT))
            if was is not None and was > rising[-1][1]:
                rising.append((at, was))
        for (at, was), (next_at, next_was) in pairwise([*rising, (len(news), len(olds))]):
            here = [old for old in olds[was + 1 : next_was] if self._free_before(old)]
            there = [new for new in news[at + 1 : next_at] if self._free_now(new)]
            if here and there:
                yield here, there


def _joined(one: _Side, other: _Side) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Nodes without a mate whose words are those of two neighbours without mates on the other side, joined."""
    begins: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, second in pairwise(other.open(range(len(other.nodes)))):
        words = other.nodes[first].words
        if words and other.nodes[second].words and second - first == 1:
            begins[words[:4]].append((first, second))
    for index in one.open(range(len(one.nodes))):
        words = one.nodes[index].words
        for first, second in begins.get(words[:4], ()) if words else ():
            if similarity(words, other.nodes[first].words + other.nodes[second].words) >= WHOLE:
                yield index, (first, second)
                break
