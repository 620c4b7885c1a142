"""`biaozhun show`: a standard's tree in the terminal, a line a node: kind, number, title, level, score.

A line is cut to the width of the terminal (or COLUMNS, or 80), and the text of a division is left out; with the text asked for,
every word is shown, wrapped. Nothing is said by colour alone.
"""

import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import msgspec

from pipeline.load import LoadError, standard_folders
from pipeline.model import Node, Standard
from pipeline.write import DIVISIONS, figure, percent, schema_faults

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

_STYLES = {"part": "bold magenta", "unit": "bold blue", "element": "bold green", "level": "yellow", "section": "bold"}
_NEAREST = 5  # ids named when none fits


def show(folder: Path, id: str, text: bool, depth: int | None, kinds: tuple[str, ...]) -> None:
    """Print the tree of the standard `id` in the output folder `folder`.

    text: with every word of each node; depth: so many levels of what is shown; kinds: only nodes of these kinds, each below the
    nearest one shown above it, all kinds where there are none. Exits with 2 for an unknown id or folder, with 1 where the
    standard cannot be read; the reason is on stderr.
    """
    standard = _read(folder, id)

    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    console.print(_tree(console, standard, text, depth, kinds))


def _stop(reason: str, status: int) -> NoReturn:
    print(f"biaozhun: {reason}", file=sys.stderr)
    sys.exit(status)


def _read(folder: Path, name: str) -> Standard:
    try:
        folders = {path.name: path for path in standard_folders(folder)}
    except LoadError as error:
        _stop(str(error), 2)
    if name not in folders:
        _stop(f"{folder} holds no standard {name!r}; {_nearest(name, sorted(folders))}", 2)
    path = folders[name] / "standard.json"
    try:
        value = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        _stop(f"{path} cannot be read ({error}); extract it again", 1)
    if schema_faults("standard", value):
        _stop(f"{path} is broken; `biaozhun check` says where", 1)
    return msgspec.convert(value, Standard)


def _nearest(name: str, ids: Sequence[str]) -> str:
    if not ids:
        return "it holds none at all"
    near = get_close_matches(name, ids, n=_NEAREST, cutoff=0.4) or [one for one in ids if name.lower() in one.lower()]
    more = "" if len(ids) <= _NEAREST else f" and {len(ids) - _NEAREST} more"
    return f"nearest: {', '.join(near)}" if near else f"it holds {', '.join(ids[:_NEAREST])}{more}"


# --------------------------------------------------------------------------------------------------------- tree


def _tree(console: "Console", standard: Standard, text: bool, depth: int | None, kinds: tuple[str, ...]) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(standard.title or standard.id, style="bold"), guide_style="dim")
    branches = {0: root}
    for node, rank in _shown(standard.body, depth, kinds):
        room = None if text else console.width - 4 * rank
        branches[rank] = branches[rank - 1].add(_line(node, room))
    return root


def _shown(nodes: Sequence[Node], depth: int | None, kinds: tuple[str, ...]) -> Iterator[tuple[Node, int]]:
    """The nodes to show in document order, each with its depth (1 …) among those shown."""
    waiting = [(node, 1) for node in reversed(nodes)]
    while waiting:
        node, rank = waiting.pop()
        shown = not kinds or node.kind in kinds
        if shown:
            if depth is not None and rank > depth:
                continue
            yield node, rank
        waiting += [(child, rank + shown) for child in reversed(node.children)]


def _line(node: Node, room: int | None) -> "Text":
    """One node; cut to `room` columns (a Chinese character takes two), or whole where that is None."""
    from rich.text import Text

    line = Text(node.kind, style="dim")
    brief = room is not None and node.title and node.kind in DIVISIONS
    words = " ".join(part for part in (node.number, node.title, None if brief else node.text) if part)
    read = _read_of(node)
    body = Text(" ".join(words.split()), style=_STYLES.get(node.kind, ""))
    if room is not None:
        body.truncate(max(8, room - line.cell_len - read.cell_len - 1), overflow="ellipsis")
    return line.append(" ").append_text(body).append_text(read)


def _read_of(node: Node) -> "Text":
    """What was read from the words: level, score, weight."""
    from rich.text import Text

    printed = f"{node.number or ''}{node.title or ''}"
    said = [node.level] if node.level and node.level not in printed else []
    said += [f"{figure(node.score)}分"] if node.score is not None else []
    said += [percent(node.weight)] if node.weight is not None else []
    return Text(f" [{' '.join(said)}]" if said else "", style="cyan")
