"""A standard's tree with places to work on: nodes that can be cut, joined and renamed, and put back as records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from pipeline.model import Document, Node, Span
from pipeline.text import bare, one_line


@dataclass(eq=False, slots=True)
class Branch:
    """A node, what stands below it, and what it stands below (None at the top)."""

    node: Node
    above: "Branch | None" = None
    below: list["Branch"] = field(default_factory=list)

    def set(self, **fields: object) -> None:
        self.node = msgspec.structs.replace(self.node, **fields)

    def walk(self) -> Iterator["Branch"]:
        stack = [self]
        while stack:
            branch = stack.pop()
            yield branch
            stack.extend(branch.below[::-1])


class Branches:
    """The tree of a standard, cut from the text of `document`. moved: addresses that a correction changed, old → new."""

    def __init__(self, body: Iterable[Node], document: Document) -> None:
        self.document = document
        self.text = str(document.text)
        self.top: list[Branch] = []
        self.moved: dict[str, str] = {}
        waiting: list[tuple[Node, Branch | None]] = [(node, None) for node in reversed(tuple(body))]
        while waiting:
            node, above = waiting.pop()
            branch = Branch(node, above)
            (above.below if above else self.top).append(branch)
            waiting.extend((child, branch) for child in node.children[::-1])

    def walk(self) -> Iterator[Branch]:
        """Every branch, parents first, in document order."""
        for branch in self.top:
            yield from branch.walk()

    def at(self, place: int) -> Branch | None:
        """The branch in whose own words a character of the text stands."""
        return next(
            (b for b in self.walk() if b.node.span and not b.node.derived and b.node.span[0] <= place < b.node.span[1]), None
        )

    def before(self, branch: Branch) -> Branch | None:
        """The one whose own words stand last before those of a branch."""
        start = branch.node.span[0] if branch.node.span else 0
        earlier = [b for b in self.walk() if b.node.span and not b.node.derived and b.node.span[1] <= start]
        return max(earlier, key=lambda b: b.node.span[1] if b.node.span else 0, default=None)

    def brothers(self, branch: Branch) -> list[Branch]:
        """The row that a branch stands in."""
        return branch.above.below if branch.above else self.top

    def parts(self, branch: Branch) -> tuple[int, int]:
        """Where title and text of a node begin in the text; the end of its span where it has none."""
        node = branch.node
        start, end = node.span or (0, 0)
        at = _behind(self.text, node.number or "", start, end) if node.number else start
        title = _next(self.text, at, end)
        behind = _next(self.text, _behind(self.text, node.title, title, end), end) if node.title else title
        return title, behind

    def word(self, branch: Branch, span: Span, title: Span | None, text: Span | None) -> None:
        """Give a node its words anew: where they stand, and which of them are title and text."""
        words = {
            name: one_line(self.text[slice(*part)]) or None if part else None
            for name, part in (("title", title), ("text", text))
        }
        squeezed = bare((words["title"] or "") + (words["text"] or ""))
        branch.set(
            span=span,
            source_span=self.document.text.source_span(*span),
            blocks=tuple(k for k, b in enumerate(self.document.blocks) if _over(self.document.place(b), span)),
            fp=sha256(squeezed.encode()).hexdigest()[:16] if squeezed else None,
            **words,
        )

    def address(self, branch: Branch) -> None:
        """Give a new node an address of its own, by its words; and those below it theirs."""
        above = f"{branch.above.node.id}/" if branch.above else ""
        taken = {b.node.id for b in self.brothers(branch) if b is not branch}
        words = (branch.node.title or branch.node.text or branch.node.kind).encode()
        made = f"{above}h{sha256(words).hexdigest()[:8]}"
        count = 1
        while (name := made if count == 1 else f"{made}_{count}") in taken:
            count += 1
        branch.set(id=name)
        self.readdress(branch)

    def readdress(self, branch: Branch) -> None:
        """The addresses below a branch begin with its own."""
        taken = {b.node.id for b in branch.below if b.node.id.rpartition("/")[0] == branch.node.id}
        for child in branch.below:
            if child.node.id.rpartition("/")[0] == branch.node.id:
                continue
            part = child.node.id.rpartition("/")[2]
            count = 1
            while (name := f"{branch.node.id}/{part}" + (f"_{count}" if count > 1 else "")) in taken:
                count += 1
            taken.add(name)
            self.moved[child.node.id] = name
            child.set(id=name)
            self.readdress(child)

    def body(self) -> tuple[Node, ...]:
        """The tree as records, extents and references as they are now."""
        return tuple(self._node(branch) for branch in self.top)

    def _node(self, branch: Branch) -> Node:
        children = tuple(self._node(child) for child in branch.below)
        spans = [span for span in (branch.node.span, *(child.extent for child in children)) if span]
        extent = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
        refs = tuple(self.moved.get(ref, ref) for ref in branch.node.refs)
        return msgspec.structs.replace(branch.node, children=children, extent=extent, refs=refs)


def _behind(text: str, words: str, start: int, end: int) -> int:
    """The place behind `words`, which begin at `start` or behind white space there; line breaks in the text do not count."""
    at = start
    for character in words:
        if character.isspace():
            continue
        while at < end and text[at] != character:
            at += 1
        at += 1
    return min(at, end)


def _next(text: str, start: int, end: int) -> int:
    """The first place from `start` where a word or figure stands; what separates them is passed over."""
    while start < end and not (text[start].isalnum() or text[start] in "《“\"'(（【[「『<"):
        start += 1
    return start


def _over(place: Span, span: Span) -> bool:
    return place[0] < span[1] and span[0] < place[1]
