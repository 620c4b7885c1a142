"""The tree as Markdown: divisions are headings, statements list items, a level matrix a table, findings stand in place.

A statement takes one line, so that a changed statement is one changed line of a diff. Order is the document's. Where labelled
values and small sections alternate (a job description), the sections are list items too. Whatever else follows a division but
belongs above it (认证方法 of a whole unit) gets a heading of its own: without one, it would be read as part of that division.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.model import Finding, Node
from pipeline.write.escape import bold, cell, chip, escape, opening
from pipeline.write.names import name, remarks

DIVISIONS = frozenset({"part", "level", "unit", "element", "section"})
DEEPEST = 6  # Markdown has no seventh heading
_SHORT = 30  # characters of text that may stand beside a heading, such as (各级别均为5分)
_MANY = 3  # findings at one place that stand open
_LABELLED = frozenset({"part", "level", "unit", "element"})
_SIGNS = {"defect": "⚠️", "review": "🔍", "info": "ℹ️"}


@dataclass(slots=True)
class Page:
    """Lines of Markdown, the findings that wait for their node to be put, and what nodes referred to are called (by id)."""

    notes: Mapping[str, Sequence[Finding]]
    called: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    in_list: bool = False

    def block(self, *lines: str) -> None:
        """A paragraph, heading or table, set off by an empty line."""
        self.lines += ["", *lines] if self.lines else lines
        self.in_list = False

    def item(self, depth: int, line: str) -> None:
        """A list item; depth counts from 0."""
        if not self.in_list and self.lines:
            self.lines.append("")
        self.lines.append(f"{'  ' * depth}- {line}")
        self.in_list = True

    def remarks(self, node: Node, parent: Node | None) -> str:
        """Labels for what the words of a node do not show as clearly."""
        return remarks(node, parent, self.called)

    def note(self, node: Node, depth: int | None = None) -> None:
        """The findings of a node: below its list item where it is one (depth), else as a paragraph."""
        said = quotation(self.notes.get(node.id, ()))
        if depth is not None:
            self.lines += [f"{'  ' * (depth + 1)}{line}" for line in said]
        elif said:
            self.block(*said)


def quotation(findings: Sequence[Finding]) -> list[str]:
    """Findings as a quotation, a paragraph each; where they are many they are folded away below their number."""
    said = [f"{_SIGNS[one.severity]} {bold(name('severities', one.severity))} {escape(one.message_zh)}" for one in findings]
    if len(said) > _MANY:
        counts = Counter(name("severities", one.severity) for one in findings)
        summary = "，".join(f"{label} {count} 处" for label, count in counts.items())
        said = [f"<details><summary>{_SIGNS[findings[0].severity]} {summary}</summary>", *said, "</details>"]
    return [line for part in said for line in (">", f"> {part}")][1:]


def put(page: Page, nodes: Sequence[Node], parent: Node | None = None, rank: int = 2) -> None:
    """Put siblings on the page. rank: of the heading that a division among them gets (2 …)."""
    listed = _listed(nodes)
    after_division = False
    index = 0
    while index < len(nodes):
        node = nodes[index]
        columns = _columns(nodes, index)
        if columns:
            _matrix(page, columns)
            index += len(columns)
            continue
        if node.kind in DIVISIONS and node.id not in listed:
            _division(page, node, parent, rank)
            after_division = True
        else:
            if after_division:
                after_division = _head_again(page, node, parent, rank)
            _leaf(page, node, parent)
        index += 1


def _listed(nodes: Sequence[Node]) -> frozenset[str]:
    """Ids of the sections among siblings that are labels of lists: a labelled value follows one, they hold no divisions."""
    kinds = [node.kind for node in nodes]
    last = max((index for index, kind in enumerate(kinds) if kind == "field"), default=0)
    if "section" not in kinds[:last]:
        return frozenset()
    return frozenset(node.id for node in nodes if node.kind == "section" and _is_small(node))


def _is_small(node: Node) -> bool:
    return all(child.kind not in _LABELLED and _is_small(child) for child in node.children)


def _division(page: Page, node: Node, parent: Node | None, rank: int) -> None:
    text = escape(node.text or "")
    beside = text if len(text) <= _SHORT else ""
    words = f"{numbered(node.number, escape(node.title or ''))} {beside}".strip()
    label = " " + chip(name("kinds", node.kind)) if node.kind in _LABELLED else ""
    _heading(page, rank, words or name("kinds", node.kind), label + page.remarks(node, parent))
    if text and not beside:
        page.block(opening(text))
    if node.status:
        page.block(name("status", node.status))
    page.note(node)
    put(page, node.children, node, rank + 1)


def _heading(page: Page, rank: int, words: str, label: str = "") -> None:
    page.block(f"{'#' * rank} {words}{label}" if rank <= DEEPEST else f"▸ {bold(words)}{label}")


def _head_again(page: Page, node: Node, parent: Node | None, rank: int) -> bool:
    """A heading before what belongs to `parent` again; whether the next sibling still needs one: no."""
    whole = numbered(parent.number, escape(parent.title or "")) if parent else ""
    title = name("kinds", node.kind) if node.kind in ("evidence", "flow", "toc") else "其他"
    _heading(page, rank, f"{title}（{whole}）" if whole else title)
    return False


def _leaf(page: Page, node: Node, parent: Node | None) -> None:
    if node.kind == "para" and not node.children:
        page.block(opening(_words(node)) + page.remarks(node, parent))
        page.note(node)
    elif node.kind == "toc" and not node.children:
        page.block(
            "<details><summary>目录（原文）</summary>", "", opening(escape(node.text or node.title or "")), "", "</details>"
        )
        page.note(node)
    else:
        _item(page, node, parent, 0)


def _item(page: Page, node: Node, parent: Node | None, depth: int) -> None:
    page.item(depth, opening(_words(node)) + page.remarks(node, parent) + _status(node))
    page.note(node, depth)
    for child in node.children:
        _item(page, child, node, depth + 1)


def _status(node: Node) -> str:
    """A status, where the words do not say it themselves (无)."""
    said = name("status", node.status) if node.status else ""
    return "" if said in (node.text or "") else f" {said}"


def _words(node: Node) -> str:
    """Number, title and text on one line; a title before a text, or above children, in bold."""
    title, text = escape(node.title or ""), escape(node.text or "")
    if node.kind == "flow" and not title:
        title = name("kinds", "flow")
    if title and (text or node.children or node.kind in DIVISIONS or node.kind in ("field", "evidence")):
        title = bold(title) + ("：" if text or node.kind == "evidence" else "")
    label = " " + chip(name("kinds", node.kind)) if node.kind in _LABELLED else ""
    return f"{numbered(node.number, title + text)}{label}"


def numbered(number: str | None, words: str) -> str:
    """Words after their number as printed; 、 holds its own space."""
    gap = "" if not number or number.endswith(("、", "．")) else " "
    return f"{escape(number or '')}{gap}{words}".rstrip()


# ------------------------------------------------------------------------------------------------------ level matrix


def _columns(nodes: Sequence[Node], start: int) -> Sequence[Node]:
    """The run of cells of a level matrix that begins at `start`: two or more levels side by side without numbers."""
    stop = start
    while stop < len(nodes) and nodes[stop].kind == "level" and not nodes[stop].number:
        stop += 1
    return nodes[start:stop] if stop - start > 1 else ()


def _matrix(page: Page, columns: Sequence[Node]) -> None:
    """Columns are the levels; a row holds the first statement of each, the next row the second …"""
    heads = [cell(_column_head(page, node)) for node in columns]
    rows = zip_longest(*(_cells(page, node) for node in columns), fillvalue="")
    page.block(_row(heads), _row(["---"] * len(columns)), *(_row(row) for row in rows))
    for column in columns:
        _notes_below(page, column)


def _column_head(page: Page, column: Node) -> str:
    """三级 with its weight; the text of an empty cell (无) stands in the cell."""
    beside = escape(column.text or "") if column.children else ""
    return f"{escape(column.title or column.level or '')} {beside}".strip() + page.remarks(column, None)


def _cells(page: Page, column: Node) -> list[str]:
    if not column.children:
        said = escape(column.text or "") + _status(column)
        return [cell(said.strip())] if said else []
    return [cell(_flat(page, node, column)) for node in column.children]


def _flat(page: Page, node: Node, parent: Node) -> str:
    """A statement with all that is below it, for a cell."""
    own = _words(node) + page.remarks(node, parent) + _status(node)
    return "<br>".join([own, *(_flat(page, child, node) for child in node.children)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _notes_below(page: Page, node: Node) -> None:
    page.note(node)
    for child in node.children:
        _notes_below(page, child)
