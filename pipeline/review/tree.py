"""The tree beside a place: the way down to the node there, its neighbours, and what stands below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Node, Span, Standard, walk
from pipeline.write import figure

_BESIDE = 4  # neighbours on either side
_BELOW = 8
_WORDS = 60  # characters of a node
_HERE = 200  # of the one at the place


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree. more: instead of a node, so many that are not shown."""

    depth: int
    kind: str = ""
    words: str = ""
    said: str = ""
    here: bool = False
    more: int = 0


def node_at(standard: Standard, name: str | None, span: Span | None) -> Node | None:
    """The node of that address, else the one in whose own words the place begins, else the smallest that holds it."""
    nodes = list(walk(standard.body))
    if name is not None:
        return next((node for node in nodes if node.id == name), None)
    if span is None:
        return None
    own = [node for node in nodes if node.span and not node.derived and _in(node.span, span[0])]
    around = [node for node in nodes if node.extent and _in(node.extent, span[0])]
    return min(own or around, key=lambda node: _size(node.span if own else node.extent), default=None)


def _in(span: Span, place: int) -> bool:
    return span[0] <= place < span[1]


def _size(span: Span | None) -> int:
    return span[1] - span[0] if span else 0


def rows(standard: Standard, here: Node | None) -> list[Row]:
    """The lines of the tree around a node; its divisions where there is none."""
    if here is None:
        return _some(standard.body, 0, None)
    way = _way(standard.body, here)
    found = [_row(node, depth) for depth, node in enumerate(way[:-1])]
    row = way[-2].children if len(way) > 1 else standard.body
    at = next(index for index, node in enumerate(row) if node is here)
    depth = len(way) - 1
    first, last = max(0, at - _BESIDE), at + 1 + _BESIDE
    found += [Row(depth, more=first)] if first else []
    found += [_row(node, depth) for node in row[first:at]]
    found.append(_row(here, depth, True))
    found += _some(here.children, depth + 1, _BELOW)
    found += [_row(node, depth) for node in row[at + 1 : last]]
    return found + ([Row(depth, more=len(row) - last)] if len(row) > last else [])


def _some(nodes: Sequence[Node], depth: int, most: int | None) -> list[Row]:
    shown = [_row(node, depth) for node in nodes[:most]]
    left = len(nodes) - len(shown)
    return [*shown, Row(depth, more=left)] if left else shown


def _way(nodes: Sequence[Node], here: Node) -> list[Node]:
    """The nodes from the top down to one, with it."""
    waiting: list[tuple[Node, tuple[Node, ...]]] = [(node, (node,)) for node in nodes]
    while waiting:
        node, way = waiting.pop()
        if node is here:
            return list(way)
        waiting += [(child, (*way, child)) for child in node.children]
    return [here]


def _row(node: Node, depth: int, here: bool = False) -> Row:
    words = " ".join(part for part in (node.number, node.title, node.text) if part)
    said = [node.level or "", f"{figure(node.score)}分" if node.score is not None else ""]
    most = _HERE if here else _WORDS
    cut = words if len(words) <= most else f"{words[:most]}…"
    return Row(depth, node.kind, cut, " ".join(part for part in said if part), here)
