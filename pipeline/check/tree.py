"""The tree held against text.txt: nothing lost, nothing twice, every node's words its span's, ids and ranks that join."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.check.fault import Fault
from pipeline.model import Node, Span, Standard, walk
from pipeline.text import is_separator

_SHOWN = 30  # characters of a quotation in a message
_COLUMN = "column of a table"  # why a cell is a node of its own
_BULLETS = [re.compile(rf"^[ \t　]*[*×√→∙]{{{count}}}", re.MULTILINE) for count in (1, 2)]
"""Signs of words and figures are bullets where a line begins: one, or the same twice."""


def squeeze(words: str) -> str:
    """The words without separators: what must agree between a node and its span."""
    return "".join(character for character in words if not is_separator(character))


class Owned(NamedTuple):
    """A stretch of text.txt and whose words it is."""

    start: int
    end: int
    owner: str


def owned(standard: Standard) -> list[Owned]:
    """The own words of every node, the title and the about entries, by place. Derived nodes own nothing."""
    spans: list[tuple[Span | None, str]] = []
    spans += [(span, node.id) for node, over in _under(standard.body) if not node.derived for span in _around(node, over)]
    spans += [(standard.title_span, "title"), *((entry.span, f"about {i}") for i, entry in enumerate(standard.about))]
    return sorted(Owned(*span, owner) for span, owner in spans if span is not None and span[0] < span[1])


def _under(nodes: Sequence[Node], over: Sequence[Span] = ()) -> Iterator[tuple[Node, Sequence[Span]]]:
    """Every node with the spans of what it stands under, in document order."""
    for node in nodes:
        yield node, over
        yield from _under(node.children, over if node.span is None or node.derived else (*over, node.span))


def _around(node: Node, over: Sequence[Span]) -> list[Span]:
    """The parts of a node's span outside its children and what it stands under: a row of a table may hold its points behind the
    first, and its number before the others, where the cell of its group stands between."""
    if node.span is None:
        return []
    start, end = node.span
    inner = [*_between(node, start, end), *(span for span in over if start < span[0] and span[1] < end)]
    edges = [start, *(edge for extent in sorted(inner) for edge in extent), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _between(node: Node, start: int, end: int) -> Iterator[Span]:
    """The extents below a node that lie inside a span; of those that go on behind it, what is in it."""
    for child in node.children:
        if child.extent is not None and start < child.extent[0] < end:
            if child.extent[1] < end:
                yield child.extent
            else:
                yield from _between(child, start, end)


def coverage_faults(standard: Standard, text: str) -> Iterator[Fault]:
    """Every character that is no separator belongs to exactly one node, the title or one about entry."""
    done, last = 0, ""
    for start, end, owner in owned(standard):
        yield from _lost(text, done, start)
        if start < done and (both := text[start : min(done, end)]) and squeeze(both):
            params = {"words": _short(both), "at": start, "owners": f"{last} and {owner}"}
            yield Fault("twice", "standard.json", params)
        if end > done:
            done, last = end, owner
    yield from _lost(text, done, len(text))


def _lost(text: str, start: int, end: int) -> Iterator[Fault]:
    words = text[start:end]
    if start < end and squeeze(words):
        head = next(i for i, character in enumerate(words) if not is_separator(character))
        yield Fault("lost", "text.txt", {"words": _short(words[head:]), "at": start + head})


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def span_faults(standard: Standard, text: str) -> Iterator[Fault]:
    """Spans lie in the text, an extent holds its own span and its children's, and a node's words are its span's."""
    loose = [("the title", standard.title_span), *(("an about entry", entry.span) for entry in standard.about)]
    loose += [("the rights", standard.rights.span if standard.rights else None)]
    loose += [(f"finding {finding.code}", finding.span) for finding in standard.findings]
    for what, span in loose:
        yield from _inside(what, span, text, None)
    for node, over in _under(standard.body):
        yield from _inside("the node", node.span, text, node.id)
        yield from _inside("the extent", node.extent, text, node.id)
        yield from _extent(node)
        yield from _words(node, over, text)


def _inside(what: str, span: Span | None, text: str, node: str | None) -> Iterator[Fault]:
    if span is not None and not 0 <= span[0] <= span[1] <= len(text):
        yield Fault("span-outside", "standard.json", {"what": what, "span": span, "file": "text.txt"}, node)


def _extent(node: Node) -> Iterator[Fault]:
    parts = [("its own words", None if node.derived else node.span)]
    parts += [(child.id, child.extent or (None if child.derived else child.span)) for child in node.children]
    held = [(what, span) for what, span in parts if span is not None]
    low, high = node.extent or (0, -1)
    for what, span in held:
        if not low <= span[0] <= span[1] <= high:
            yield Fault("extent", "standard.json", {"extent": node.extent, "span": span, "what": what}, node.id)


def _words(node: Node, over: Sequence[Span], text: str) -> Iterator[Fault]:
    said = "".join(part for part in (node.number, node.title, node.text) if part)
    if node.span is None:
        if said and not node.derived:
            yield Fault("no-span", "standard.json", {}, node.id)
        return
    there = "".join(text[slice(*span)] for span in _around(node, over))
    cell = (node.kind == "level" and node.title == node.level) or _COLUMN in node.why  # its title is the head of its column
    whole = squeeze(said) in (squeeze(there), *(squeeze(bullet.sub("", there)) for bullet in _BULLETS))
    if not whole and not (cell and squeeze(node.text or "") == squeeze(there)):
        yield Fault("words", "standard.json", {"words": _short(said), "there": _short(there)}, node.id)


def join_faults(standard: Standard, blocks: int | None) -> Iterator[Fault]:
    """Ids are unique, and what is named exists: nodes, ranks, blocks; figures lie in their ranges."""
    nodes = list(walk(standard.body))
    counted = Counter(node.id for node in nodes)
    yield from (Fault("id-twice", "standard.json", {}, name) for name, times in counted.items() if times > 1)
    named: Iterable[tuple[str, str]] = [
        *((f"finding {finding.code}", finding.node) for finding in standard.findings if finding.node is not None),
        *((f"refs of {node.id}", ref) for node in nodes for ref in node.refs),
    ]
    yield from (Fault("id-unknown", "standard.json", {"what": what, "id": name}) for what, name in named if name not in counted)
    ranks = {level.rank for level in standard.levels}
    for node in nodes:
        if node.rank is not None and node.rank not in ranks:
            yield Fault("rank-unknown", "standard.json", {"rank": node.rank}, node.id)
        yield from _ranges(node)
        for index in node.blocks:
            if blocks is not None and not 0 <= index < blocks:
                yield Fault("block-unknown", "standard.json", {"index": index, "count": blocks}, node.id)


def _ranges(node: Node) -> Iterator[Fault]:
    for what, value in (("confidence", node.confidence), ("weight", node.weight)):
        if value is not None and not 0 <= value <= 1:
            yield Fault("range", "standard.json", {"what": what, "value": value, "low": 0, "high": 1}, node.id)
