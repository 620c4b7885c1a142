"""Nodes that were cut in several, or joined of several: the words of the parts, one behind the other, are those of the whole.

Marks and white space are left out of account, and a number that stands inside the whole may have become the number of a part.
Only nodes that changed can be parts, and they stand one behind the other: where a word was changed as well, nothing is said.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from pipeline.model import Node
from pipeline.text import bare

_OPENING = 2  # characters by which wholes are looked up
T = TypeVar("T")


def wholes(
    larger: Sequence[Node], rows: Sequence[Sequence[Node]], may: Callable[[Node, Node], bool]
) -> dict[str, tuple[Node, ...]]:
    """By the id of each node of `larger` that is whole what several nodes of a row are in parts, those parts.

    rows: of the other state, nodes that changed and stand one behind the other; may: whether a node can be part of a whole.
    """
    openings: defaultdict[str, list[tuple[str, Node]]] = defaultdict(list)
    for node in larger:
        openings[(words := _bare(node))[:_OPENING]].append((words, node))
    found: dict[str, tuple[Node, ...]] = {}
    for row in rows:
        at = 0
        while at < len(row):
            whole, parts = _from(row[at:], openings, may)
            if whole is not None and whole.id not in found:
                found[whole.id] = parts
                at += len(parts)
            else:
                at += 1
    return found


def _from(
    row: Sequence[Node], openings: Mapping[str, list[tuple[str, Node]]], may: Callable[[Node, Node], bool]
) -> tuple[Node | None, tuple[Node, ...]]:
    """The whole whose parts the row begins with."""
    for opening in dict.fromkeys((_bare(row[0])[:_OPENING], (_number(row[0]) + _bare(row[0]))[:_OPENING])):
        for words, whole in openings.get(opening, ()):
            rest, count = words, 0
            while rest and count < len(row) and may(whole, row[count]) and (left := _without(rest, row[count])) is not None:
                rest, count = left, count + 1
            if not rest and count > 1:
                return whole, tuple(row[:count])
    return None, ()


def _without(words: str, part: Node) -> str | None:
    """What is left of the words behind those of a part; None where they do not begin with it."""
    own = _bare(part)
    for opening in (own, _number(part) + own):
        if own and words.startswith(opening):
            return words[len(opening) :]
    return None


def _bare(node: Node) -> str:
    return bare(f"{node.title or ''}{node.text or ''}")


def _number(node: Node) -> str:
    return bare(node.number or "")


def runs(nodes: Sequence[T], changed: Callable[[T], bool]) -> list[list[T]]:
    """The longest stretches of nodes that changed."""
    found: list[list[T]] = []
    last = False
    for node in nodes:
        now = changed(node)
        if now and last:
            found[-1].append(node)
        elif now:
            found.append([node])
        last = now
    return found
