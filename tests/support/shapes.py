"""What a gold outline looks like on the page: a sequence of `Line` and `Grid`.

A para {table=header} opens a table; its `shape` says how the siblings that follow fill it:
rows     field {table=row}: label and cells            matrix   (unit >) element > one level node a column, cells of criteria
levels   level: number, title, statements              columns  section {table=row}: label, one criterion a column
work     (unit >) element > one section a column       score    (unit >) element, its points, the statements of its section
Without a shape the header is a table of `rows`. Cells of a header, and of a row, are joined by a space in the outline.
Siblings with {table=pair} are a form without a header: label and value, two pairs a row, a list across the whole row.
A "⏎" in a text is a break of the author's inside it: between the entries of a table of contents, after a colon.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.support.outline import Leaf, Outline

Cell = tuple[str, ...] | None  # the lines of a cell; None: merged with the cell above
Row = tuple[Cell, ...]

HEADINGS = frozenset(("part", "level", "unit", "element", "section"))
BREAK = "⏎"
_COLON = frozenset(("meta", "item", "field", "evidence"))
_CLOSED = "、)）.．:："  # a number that ends so stands close to its title


@dataclass(frozen=True)
class Line:
    """A paragraph. gap: what stands between number and words where the author's layout shows; depth: of a heading, from 1.

    leader: an entry of a table of contents, its page after a space.
    """

    number: str
    words: str
    gap: str = ""
    depth: int = 0
    leader: bool = False

    @property
    def full(self) -> tuple[str, ...]:
        """As the author's page shows it, line by line."""
        return tuple((self.number + self.gap + self.words).split(BREAK))

    @property
    def glued(self) -> str:
        """As a site that drops line breaks shows it."""
        return self.number + self.words.replace(BREAK, "")


@dataclass(frozen=True)
class Grid:
    """A table; the first row is the header, unless it is a form."""

    rows: tuple[Row, ...]


Piece = Line | Grid


def layout(outline: Outline) -> list[Piece]:
    """The document that an outline describes, piece by piece."""
    return list(_children(outline.roots, outline.notes, depth=1))


def _children(nodes: Sequence[Leaf], notes: dict[str, str], depth: int) -> Iterator[Piece]:
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if node.attrs.get("table") == "header":
            shape = node.attrs.get("shape", "rows")
            end = at
            while end < len(nodes) and _fits(nodes[end], shape):
                end += 1
            yield Grid((_header(node), *_rows(nodes[at:end], shape)))
            at = end
            continue
        if node.attrs.get("table") == "pair":
            end = next((k for k in range(at, len(nodes)) if nodes[k].attrs.get("table") != "pair"), len(nodes))
            yield Grid(tuple(_pairs(nodes[at - 1 : end])))
            at = end
            continue
        yield from _lines(node, notes, depth)
        deeper = depth + 1 if node.kind in HEADINGS else depth
        yield from _children(node.children, notes, deeper)


def _fits(node: Leaf, shape: str) -> bool:
    if node.attrs.get("table") == "row":
        return node.kind == {"rows": "field", "columns": "section", "score": "field"}.get(shape)
    return node.kind in {"rows": (), "columns": (), "levels": ("level",)}.get(shape, ("unit", "element"))


def _lines(node: Leaf, notes: dict[str, str], depth: int) -> Iterator[Line]:
    if node.kind == "toc":
        yield Line("", node.title)
        yield from (Line("", entry, leader=True) for entry in node.text.split(BREAK) if entry)
        return
    if node.kind == "flow":
        yield from (Line("", box) for box in node.text.split(" "))
        return
    bullet = _bullet(node, notes)
    gap = "" if not node.number or node.number[-1] in _CLOSED else " "
    yield Line(node.number or bullet, _own_words(node, notes), gap, depth if node.kind in HEADINGS | {"title"} else 0)


def _own_words(node: Leaf, notes: dict[str, str]) -> str:
    """Title, separator and text. A heading's text stands close; a heading may carry a colon of its own ({colon=：})."""
    if not node.title or not node.text:
        return node.title + node.attrs.get("colon", "") + node.text if node.title else node.text
    default = notes.get("colon", "：") if node.kind in _COLON else ""
    return node.title + node.attrs.get("sep", default) + node.text


def _bullet(node: Leaf, notes: dict[str, str]) -> str:
    if node.number:
        return ""
    if node.kind in ("criterion", "item"):
        return node.attrs.get("bullet", notes.get("bullets", ""))
    return node.attrs.get("bullet", "")


def _header(node: Leaf) -> Row:
    return tuple((cell,) for cell in node.text.split(" "))


def _rows(nodes: Sequence[Leaf], shape: str) -> Iterator[Row]:
    for node in nodes:
        if shape in ("matrix", "work", "score") and node.kind == "unit":
            head: Cell = _head(node)
            for row in _rows(node.children, shape):
                yield (head, *row)
                head = None
        elif node.kind == "field":
            yield _plain_row(node)
        else:
            yield _ROW[shape](node)


def _pairs(nodes: Sequence[Leaf]) -> Iterator[Row]:
    at = 0
    while at < len(nodes):
        count = 2 if [node.kind for node in nodes[at : at + 2]] == ["field", "field"] else 1
        yield tuple(cell for node in nodes[at : at + count] for cell in ((node.title,), _statements(node)))
        at += count


def _head(node: Leaf) -> tuple[str, ...]:
    words = node.number + ("" if not node.number or node.number[-1] in _CLOSED else " ") + node.title
    if node.text and node.attrs.get("sep") == BREAK:
        return (words, node.text)
    return (words + node.attrs.get("sep", "") + node.text,)


def _statements(node: Leaf) -> tuple[str, ...]:
    """The lines of a cell: a node's own text, then everything below it."""
    own = (node.text,) if node.text else ()
    return own + tuple(text for child in node.children for line in _cell_lines(child) for text in line.full)


def _cell_lines(node: Leaf) -> Iterator[Line]:
    yield from _lines(node, {}, 0)
    for child in node.children:
        yield from _cell_lines(child)


def _plain_row(node: Leaf) -> Row:
    return ((node.title,), *((cell,) for cell in node.text.split(" ")))


def _level_row(node: Leaf) -> Row:
    return ((node.number,), *(((node.title,),) if node.title else ()), _statements(node))


def _wide_row(node: Leaf) -> Row:
    return (_head(node), *(_statements(child) for child in node.children))


def _score_row(node: Leaf) -> Row:
    title = node.number + node.title
    return ((title,), (node.text,), *(_statements(child) for child in node.children))


_ROW: dict[str, Callable[[Leaf], Row]] = {
    "rows": _plain_row,
    "levels": _level_row,
    "columns": lambda node: ((node.title,), *((child.text,) for child in node.children)),
    "matrix": _wide_row,
    "work": _wide_row,
    "score": _score_row,
}
