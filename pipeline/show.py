"""`biaozhun show`: a standard's tree in the terminal, a line a node: kind, number, title, level, score.

A line is cut to the width of the terminal (or COLUMNS, or 80), and the text of a division is left out; with the text asked for,
every word is shown, wrapped. Nothing is said by colour alone.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.console import terminal
from pipeline.language import Language
from pipeline.lookup import read_standard
from pipeline.model import Node, Standard
from pipeline.write import DIVISIONS, figure, percent

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

_STYLES = {"part": "bold magenta", "unit": "bold blue", "element": "bold green", "level": "yellow", "section": "bold"}


def show(  # noqa: PLR0913, PLR0917  the options of the command, one for one
    folder: Path, id: str, text: bool, depth: int | None, kinds: tuple[str, ...], why: bool = False, language: Language = "en"
) -> None:
    """Print the tree of the standard `id` in the output folder `folder`.

    text: with every word of each node; depth: so many levels of what is shown; kinds: only nodes of these kinds, each below the
    nearest one shown above it, all kinds where there are none; why: with the confidence of each node and what it rests on;
    language: of the reason.
    Exits with 2 for an unknown id or folder, with 1 where the standard cannot be read; the reason is on stderr.
    """
    standard = read_standard(folder, id, language)
    console = terminal()
    console.print(_tree(console.width, standard, Look(text, depth, kinds, why)))


class Look(NamedTuple):
    """What of each node is asked for; see `show`."""

    text: bool
    depth: int | None
    kinds: tuple[str, ...]
    why: bool


# --------------------------------------------------------------------------------------------------------- tree


def _tree(width: int, standard: Standard, look: Look) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(standard.title or standard.id, style="bold"), guide_style="dim")
    branches = {0: root}
    above: dict[int, Node] = {}
    for node, rank in _shown(standard.body, look):
        room = None if look.text or look.why else width - 4 * rank
        above[rank] = node
        branches[rank] = branches[rank - 1].add(_line(node, above.get(rank - 1), room, look))
    return root


def _shown(nodes: Sequence[Node], look: Look) -> Iterator[tuple[Node, int]]:
    """The nodes to show in document order, each with its depth (1 …) among those shown."""
    waiting = [(node, 1) for node in reversed(nodes)]
    while waiting:
        node, rank = waiting.pop()
        shown = not look.kinds or node.kind in look.kinds
        if shown:
            if look.depth is not None and rank > look.depth:
                continue
            yield node, rank
        waiting += [(child, rank + shown) for child in reversed(node.children)]


def _line(node: Node, above: Node | None, room: int | None, look: Look) -> "Text":
    """One node; cut to `room` columns (a Chinese character takes two), or whole where that is None."""
    from rich.text import Text

    line = Text(node.kind, style="dim")
    brief = not look.text and node.title and node.kind in DIVISIONS
    words = " ".join(part for part in (node.number, node.title, None if brief else node.text) if part)
    read = Text(_read_of(node, above), style="cyan")
    body = Text(" ".join(words.split()), style=_STYLES.get(node.kind, ""))
    if room is not None:
        body.truncate(max(8, room - line.cell_len - read.cell_len - 1), overflow="ellipsis")
    line.append(" ").append_text(body).append_text(read)
    return line.append(f" {node.confidence:.2f} {', '.join(node.why)}".rstrip(), style="dim") if look.why else line


def _read_of(node: Node, above: Node | None) -> str:
    """What was read from the words: level (where the node above has another), score, weight."""
    known = f"{node.number or ''}{node.title or ''}", above.level if above else None
    said = [node.level] if node.level and node.level not in known[0] and node.level != known[1] else []
    said += [f"{figure(node.score)}分"] if node.score is not None else []
    said += [percent(node.weight)] if node.weight is not None else []
    return f" [{' '.join(said)}]" if said else ""
