"""Gold outlines: the hand-made trees that documents are rendered from and results are scored against.

One node a line, two spaces of indent per depth, fields separated by " | "; the conventions are in tests/gold/FORMAT.md.
Lines that begin with "#" are remarks; `# key: value` before the first node says something of the whole document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
GOLD = ROOT / "tests" / "gold"

_HEADS = ("title", "meta", "part", "level", "unit", "element", "section")
_KINDS = frozenset((*_HEADS, "item", "criterion", "evidence", "field", "para", "toc", "flow"))
_NOTE = re.compile(r"#\s*([a-z_]+):\s*(.*)")


@dataclass(eq=False)
class Leaf:
    """A node of a tree to be scored. order: its place in document order, from 0."""

    kind: str
    number: str = ""
    title: str = ""
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    parent: "Leaf | None" = None
    order: int = 0
    children: list["Leaf"] = field(default_factory=list)

    def ancestors(self) -> Iterator["Leaf"]:
        """The parent, its parent, … up to the root's child."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass
class Outline:
    """A gold tree: its nodes in document order, the remarks at its head, and whether it covers the whole document."""

    name: str
    nodes: list[Leaf]
    notes: dict[str, str]
    partial: bool = False

    @property
    def roots(self) -> list[Leaf]:
        """The nodes at depth 0; the title first."""
        return [node for node in self.nodes if node.parent is None]


def read_outline(path: Path) -> Outline:
    """The tree in a file. Raises ValueError, with the line, where it breaks the format."""
    nodes: list[Leaf] = []
    notes: dict[str, str] = {}
    stack: list[tuple[int, Leaf]] = []
    for count, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        if raw.lstrip().startswith("#"):
            if not nodes and (found := _NOTE.fullmatch(raw.strip())):
                notes[found[1]] = found[2]
            continue
        if raw.strip() == "stop":
            return Outline(path.stem, nodes, notes, partial=True)
        depth = (len(raw) - len(raw.lstrip(" "))) // 2
        while stack and stack[-1][0] >= depth:
            stack.pop()
        node = _node(raw.strip(), f"{path.name}:{count}")
        node.parent = stack[-1][1] if stack else None
        if node.parent is not None:
            node.parent.children.append(node)
        stack.append((depth, node))
        node.order = len(nodes)
        nodes.append(node)
    return Outline(path.stem, nodes, notes)


def _node(line: str, place: str) -> Leaf:
    parts = [part.strip().removesuffix(" |").strip() for part in line.split(" | ")]
    attrs = _attrs(parts.pop()) if re.fullmatch(r"\{.*\}", parts[-1]) else {}
    parts += [""] * (4 - len(parts))
    if parts[0] not in _KINDS:
        raise ValueError(f"{place}: no kind {parts[0]!r}")
    number, title, text = parts[1].strip("| "), parts[2].strip("| "), " | ".join(parts[3:]).strip("| ")
    return Leaf(parts[0], number, title, text, attrs)


def _attrs(braces: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in re.split(r"[;,]\s*", braces[1:-1]))
    return {key.strip(): value.strip() for key, _, value in pairs if key.strip()}


def corpus() -> list[Outline]:
    """Every document of the corpus, by name."""
    return [read_outline(path) for path in sorted(CORPUS.glob("*.outline"))]
