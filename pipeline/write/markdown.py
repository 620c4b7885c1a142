"""standard.md: the whole standard to read, and to review as a diff. No offsets, no digests, nothing that changes by itself.

Head: the title, what the standard is and holds, what it says of itself. Then the tree with the findings in place. Then the
findings that have no place, and where the text comes from and what was undone in it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from pipeline.model import Copy, Finding, Kind, Node, Severity, Span, Standard, walk
from pipeline.write.escape import bold, cell, chip, escape, link
from pipeline.write.names import name, reference
from pipeline.write.outline import Page, put, quotation

_COUNTED: tuple[Kind, ...] = ("part", "unit", "element", "item", "criterion", "evidence", "field")


def markdown(standard: Standard) -> str:
    """The standard as Markdown (CommonMark with tables), ending in a newline."""
    placed, loose = place_findings(standard)
    nodes = {node.id: node for node in walk(standard.body)}
    page = Page(placed, {ref: reference(nodes[ref]) for node in nodes.values() for ref in node.refs if ref in nodes})
    _head(page, standard)
    put(page, standard.body)
    if loose:
        page.block("## 全文的问题")
        page.block(*quotation(loose))
    _origin(page, standard)
    return "\n".join(page.lines) + "\n"


def place_findings(standard: Standard) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """Findings by the id of the node they stand at, and those that stand at none.

    A finding's own node comes first, else the deepest node whose extent (or own span) holds the head of its span.
    """
    holders = _Holders(standard.body)
    placed: dict[str, list[Finding]] = {}
    loose: list[Finding] = []
    for finding in standard.findings:
        at = finding.node if finding.node in holders.parents else holders.of(finding.span)
        if at is None:
            loose.append(finding)
        else:
            placed.setdefault(at, []).append(finding)
    return placed, loose


class _Holders:
    """Which node holds a place in the text: the last one to begin before it, or the nearest above that reaches so far."""

    def __init__(self, body: Sequence[Node]) -> None:
        self.parents: dict[str, str | None] = {node.id: None for node in body}
        self.extents: dict[str, Span] = {}
        for node in walk(body):
            self.parents.update((child.id, node.id) for child in node.children)
            extent = node.extent or node.span
            if extent is not None:
                self.extents[node.id] = extent
        begun = sorted((extent[0], order, name) for order, (name, extent) in enumerate(self.extents.items()))
        self.starts = [start for start, _, _ in begun]
        self.names = [name for _, _, name in begun]

    def of(self, span: Span | None) -> str | None:
        """The id of the deepest node that holds the head of the span."""
        index = bisect_right(self.starts, span[0]) if span else 0
        if span is None or index == 0:
            return None
        name: str | None = self.names[index - 1]
        while name is not None and not (name in self.extents and span[0] < self.extents[name][1]):
            name = self.parents[name]
        return name


def _head(page: Page, standard: Standard) -> None:
    page.block(f"# {escape(standard.title) or standard.id}")
    counts = Counter(node.kind for node in walk(standard.body))
    weights = Counter(finding.severity for finding in standard.findings)
    severities: tuple[Severity, ...] = get_args(Severity)
    row = (
        "、".join(name("families", family) for family in standard.families),
        " < ".join(escape(level.label) for level in sorted(standard.levels, key=lambda level: level.rank)) or "—",
        " · ".join(f"{counts[kind]} {name('kinds', kind)}" for kind in _COUNTED if counts[kind]) or "—",
        name("completeness", standard.completeness.status),
        " · ".join(f"{weights[one]} {name('severities', one)}" for one in severities if weights[one]) or "—",
    )
    page.block("| 类别 | 级别 | 内容 | 完整性 | 问题 |", "|---|---|---|---|---|", f"| {' | '.join(map(cell, row))} |")
    for entry in standard.about:
        label = f"{bold(escape(entry.label))}：" if entry.label else ""
        page.item(0, label + escape(entry.value))
    for missing in standard.completeness.missing:
        page.item(0, f"{bold('原文提到而缺少')}：{escape(missing)}")


def _origin(page: Page, standard: Standard) -> None:
    page.block("## 来源")
    for copy in standard.sources:
        _facts(page, ("文件", chip(copy.file)), ("原文件名", copy.original and chip(copy.original)))
        _facts(page, ("网站", copy.site and escape(copy.site)), ("网址", copy.url and link(copy.url)), ("取得", copy.retrieved))
        _damage(page, copy)
    rights = standard.rights
    if rights is not None:
        said = (("权利声明", rights.statement), ("权利人", rights.holder), ("使用说明", rights.note))
        _facts(page, *((label, value and escape(value)) for label, value in said))


def _facts(page: Page, *facts: tuple[str, str | None]) -> None:
    for label, value in facts:
        if value:
            page.item(0, f"{bold(label)}：{value}")


def _damage(page: Page, copy: Copy) -> None:
    if copy.damage:
        rows = [f"| {name('channels', d.channel)} | {d.edits} | {d.certain} | {d.probable} |" for d in copy.damage]
        page.block("| 修复 | 处 | 确定 | 推断 |", "|---|--:|--:|--:|", *rows)
