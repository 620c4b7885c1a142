"""Scores a result against hand-made gold: is the text right, and is it cut right?

text: the character error rate, punctuation and white space left out. tree, every node against the gold:
F1 (same kind and same words, similarity >= 0.95 of title and text, aligned in document order, per kind and over all),
cut (the same when kinds count only as heading or leaf), placed (the share of matched nodes whose nearest matched ancestor
is the gold's ancestor too), numbers and grades (the share of matched nodes with the gold's number; with its level and score).
A partial outline covers the first part of its document: what follows is not scored.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.model import Node, Standard
from tests.support.outline import Leaf, Outline

KINDS = ("part", "level", "unit", "element", "section", "item", "criterion", "evidence", "field")
HEADINGS = ("part", "level", "unit", "element", "section")
GROUP = dict.fromkeys(HEADINGS, "heading") | dict.fromkeys(("item", "criterion", "evidence", "field", "para"), "leaf")
SIMILAR = 95.0  # per cent: two careful readers of a damaged line differ by less
_DROP = re.compile(r"[^\w]|_")

Pair = tuple[Leaf, Leaf]
Label = Callable[[Leaf], str]


@cache
def squeeze(text: str) -> str:
    """Letters and digits only, width-folded: what two careful readers must agree on."""
    return _DROP.sub("", unicodedata.normalize("NFKC", text or "")).lower()


def words(node: Leaf) -> str:
    """What a node is compared by."""
    return squeeze(node.title + node.text)


@dataclass
class KindScore:
    """How one kind fared; missed and extra hold the nodes themselves."""

    gold: int
    output: int
    matched: int
    f1: float
    missed: list[Leaf] = field(default_factory=list)
    extra: list[Leaf] = field(default_factory=list)


@dataclass
class TreeScore:
    """Every figure for one document; None where nothing was there to be counted."""

    f1: float
    cut: float
    placed: float | None
    numbers: float | None
    grades: float | None
    kinds: dict[str, KindScore]


@dataclass
class TextScore:
    """Character error rate of the squeezed texts; places: (operation, gold, made) where they differ."""

    cer: float
    distance: int
    chars: int
    places: list[tuple[str, str, str]]


def leaves(standard: Standard) -> list[Leaf]:
    """The nodes of a standard's body, in document order."""
    nodes: list[Leaf] = []

    def walk(items: Iterable[Node], parent: Leaf | None) -> None:
        for item in items:
            graded = {"level": item.level, "score": item.score, "weight": item.weight}
            attrs = {key: str(value) for key, value in graded.items() if value is not None}
            leaf = Leaf(item.kind, item.number or "", item.title or "", item.text or "", attrs, parent, len(nodes))
            nodes.append(leaf)
            walk(item.children, leaf)

    walk(standard.body, None)
    return nodes


def align(gold: Sequence[Leaf], output: Sequence[Leaf], label: Label) -> list[Pair]:
    """In-order pairs of nodes with the same label: equal words first, then the most similar between two pairs."""
    a = [label(node) + "|" + words(node) for node in gold]
    b = [label(node) + "|" + words(node) for node in output]
    pairs: list[Pair] = []
    i = j = 0
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        pairs += _similar(gold[i : block.a], output[j : block.b], label)
        pairs += zip(gold[block.a : block.a + block.size], output[block.b : block.b + block.size], strict=True)
        i, j = block.a + block.size, block.b + block.size
    return pairs


def _similar(gold: Sequence[Leaf], output: Sequence[Leaf], label: Label) -> list[Pair]:
    pairs: list[Pair] = []
    start = 0
    for node in gold:
        rated = [(_alike(node, output[k]), k) for k in range(start, len(output)) if label(output[k]) == label(node)]
        best, place = max(rated, default=(0.0, 0))
        if best >= SIMILAR:
            pairs.append((node, output[place]))
            start = place + 1
    return pairs


def _alike(one: Leaf, other: Leaf) -> float:
    a, b = words(one), words(other)
    if not a or not b or min(len(a), len(b)) < 0.9 * max(len(a), len(b)):
        return 0.0
    return fuzz.ratio(a, b)


def covered(gold: Outline, output: list[Leaf]) -> list[Leaf]:
    """The output cut to what a partial gold outline covers."""
    if not gold.partial:
        return output
    for last in reversed(gold.nodes[-12:]):
        wanted = words(last)
        ends = [node.order for node in output if len(wanted) > 12 and fuzz.ratio(words(node), wanted) >= 90]
        if ends:
            return output[: ends[0] + 1]
    return output


def score_tree(outline: Outline, made: list[Leaf]) -> TreeScore:
    """`made`, the nodes of a result in document order, against the gold outline."""
    gold = [node for node in outline.nodes if node.kind in GROUP]
    output = [node for node in covered(outline, made) if node.kind in GROUP]
    want, have = [n for n in gold if n.kind in KINDS], [n for n in output if n.kind in KINDS]
    pairs = align(want, have, lambda node: node.kind)
    mate = {node.order: other for node, other in pairs}
    want = [n for n in want if n.order in mate or "uncertain" not in n.attrs]  # a doubtful reading costs no recall
    cut = align(gold, output, lambda node: GROUP[node.kind])
    graded = [(a, b) for a, b in pairs if _grades(a)]
    return TreeScore(
        f1=_f1(len(pairs), len(have), len(want)),
        cut=_f1(len(cut), len(output), len(gold)),
        placed=_share(_placed(pairs, mate)),
        numbers=_share(squeeze(a.number) == squeeze(b.number) for a, b in pairs if a.number),
        grades=_share(all(_grades(b).get(key) == value for key, value in _grades(a).items()) for a, b in graded),
        kinds=_kinds(want, have, mate),
    )


def _kinds(want: list[Leaf], have: list[Leaf], mate: dict[int, Leaf]) -> dict[str, KindScore]:
    used = {node.order for node in mate.values()}
    kinds: dict[str, KindScore] = {}
    for kind in KINDS:
        gold, output = [n for n in want if n.kind == kind], [n for n in have if n.kind == kind]
        if not gold and not output:
            continue
        missed = [node for node in gold if node.order not in mate]
        extra = [node for node in output if node.order not in used]
        hit = len(gold) - len(missed)
        kinds[kind] = KindScore(len(gold), len(output), hit, _f1(hit, len(output), len(gold)), missed, extra)
    return kinds


def _placed(pairs: list[Pair], mate: dict[int, Leaf]) -> list[bool]:
    flags: list[bool] = []
    for node, other in pairs:
        above = next((a for a in node.ancestors() if a.order in mate), None)
        if above is not None:
            flags.append(mate[above.order] in list(other.ancestors()))
    return flags


def _grades(node: Leaf) -> dict[str, str]:
    """Level and score; a statement inside a level has that level."""
    level = node.attrs.get("level") or next(
        (a.attrs["level"] for a in node.ancestors() if a.kind == "level" and "level" in a.attrs), None
    )
    found = {"level": level, "score": node.attrs.get("score")}
    return {key: re.sub(r"\.0$", "", value.rstrip("分%")) for key, value in found.items() if value}


def _share(flags: Iterable[bool]) -> float | None:
    listed = list(flags)
    return round(sum(listed) / len(listed), 4) if listed else None


def _f1(hit: int, have: int, want: int) -> float:
    return round(2 * hit / (have + want), 4) if have + want else 0.0


def score_text(gold: str, text: str, partial: bool = False) -> TextScore:
    """The error rate of `text`. partial: gold is a beginning, and what follows in text is left out."""
    truth, got = squeeze(gold), squeeze(text)
    if partial:
        tail = truth[-40:]
        places = range(max(1, len(got) - 39))
        at = max(places, key=lambda k: fuzz.ratio(tail, got[k : k + 40]) - abs(k + 40 - len(truth)) / len(truth))
        got = got[: at + 40]
    found = [
        (o.tag, truth[max(0, o.src_start - 8) : o.src_end + 8], got[max(0, o.dest_start - 8) : o.dest_end + 8])
        for o in Levenshtein.opcodes(truth, got)
        if o.tag != "equal"
    ]
    distance = Levenshtein.distance(truth, got)
    return TextScore(round(distance / max(1, len(truth)), 5), distance, len(truth), found)
