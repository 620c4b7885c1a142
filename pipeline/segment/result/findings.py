"""Findings: the document held against itself. What it claims is counted and added up; what it names and does not hold is said.

Nothing is mended here and nothing invented: a finding says what is known, where, and leaves the text alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from pipeline.model import Finding, Level, Node, Scalar, Span, walk
from pipeline.rules import load_data
from pipeline.segment.contents.entries import Contents, Entry
from pipeline.segment.levels.levelnames import Names, key
from pipeline.segment.marks.numerals import number

_ELEMENTS = re.compile(r"共(?:有|设|计)?[ \t]*(\d{1,3}|[一二三四五六七八九十百]{1,4})个?(?:行为|能力|评价|考核)?要素")
_TOTAL = re.compile(r"(?:各级别?均?为?|每级(?:别)?|小计|合计|总计|满分(?:均?为)?)[ \t]*(?:满分|均为|为)*[ \t]*(\d{2,4})分")
_STOPPED = '。；;！!？?）)】》”"…'


@cache
def _messages() -> dict[str, dict[str, Any]]:
    return load_data("pipeline.segment.result", "findings.toml")


def made(code: str, span: Span | None = None, node: str | None = None, wording: str | None = None, **params: Scalar) -> Finding:
    """The finding of a code, its sentences filled in. wording: whose sentences, where they are not the code's own."""
    message = _messages()[wording or code]
    said = {name: f"{value:g}" if isinstance(value, float) else value for name, value in params.items()}
    return Finding(
        code=code, severity=message["severity"], message_en=message["en"].format(**said),
        message_zh=message["zh"].format(**said), params=dict(params), node=node, span=span,
    )  # fmt: skip


def numbering(body: tuple[Node, ...]) -> list[Finding]:
    """Gaps and repeats among the numbers of brothers."""
    found: list[Finding] = []
    for brothers in [body, *(node.children for node in walk(body))]:
        last: tuple[str, tuple[int, ...]] | None = None
        for node in brothers:
            shape = _shape(node.number)
            if shape is None:
                continue
            if last is not None and shape[0] == last[0] and shape[1][:-1] == last[1][:-1]:
                step = shape[1][-1] - last[1][-1]
                if step == 0:
                    found.append(made("number-repeat", node.span, node.id, found=node.number))
                elif 1 < step <= 5:
                    missing = "、".join(str(k) for k in range(last[1][-1] + 1, shape[1][-1]))
                    found.append(made("number-gap", node.span, node.id, found=node.number, before=last[1][-1], missing=missing))
            last = shape
    return found


def orphans(body: tuple[Node, ...]) -> list[Finding]:
    """Numbers whose heading is lost (2.1 without 2) where the heading before it stands in its place."""
    told: set[tuple[int, ...]] = set()
    strange: dict[tuple[int, ...], Finding] = {}
    for node, numbers in _under(body, frozenset()):
        shape = _shape(node.number)
        if shape is None or len(shape[1]) < 2 or shape[0] != str(len(shape[1])):
            continue
        above = shape[1][:-1]
        if above in numbers:
            told.add(above)
        elif above not in strange:
            missing = ".".join(map(str, above))
            strange[above] = made("number-orphan", node.span, node.id, found=node.number or "", missing=missing)
    return [finding for above, finding in strange.items() if (*above[:-1], above[-1] - 1) in told]


def _under(nodes: tuple[Node, ...], numbers: frozenset[tuple[int, ...]]) -> Iterator[tuple[Node, frozenset[tuple[int, ...]]]]:
    """Every node with the numbers of all it stands in."""
    for node in nodes:
        yield node, numbers
        shape = _shape(node.number)
        yield from _under(node.children, numbers | {shape[1]} if shape else numbers)


@lru_cache(maxsize=4096)
def _shape(printed: str | None) -> tuple[str, tuple[int, ...]] | None:
    """What a number looks like, and its components: 1、 and 2 are one list, 1) another."""
    if not printed:
        return None
    digits = re.findall(r"-?\d+", printed.replace("负", "-")) if "负" in printed else re.findall(r"\d+", printed)
    if digits:
        bracket = "()" if re.search(r"[)）]", printed) else ""
        return f"{len(digits)}{bracket}", tuple(int(d) for d in digits)
    value = number(re.sub(r"[第部分单元模块编篇章节条、.．()（）\s]", "", printed))
    return (re.sub(r"[一二三四五六七八九十百]+", "#", printed), (value,)) if value else None


def contents(toc: Contents | None, named: set[int]) -> tuple[list[Finding], tuple[str, ...]]:
    """Entries of the contents that have no heading in the body; `named` are the indices of those that have."""
    if toc is None:
        return [], ()
    missing = [entry for index, entry in enumerate(toc.entries) if index not in named]
    if not missing:
        return [], ()
    titles = tuple(_entry(entry) for entry in missing)
    return [made("contents-without-body", toc.span, count=len(titles), first=titles[0])], titles


def _entry(entry: Entry) -> str:
    return f"{entry.printed} {entry.title}".strip()


def claims(text: str, body: tuple[Node, ...], levels: tuple[Level, ...]) -> list[Finding]:
    """Numbers of elements and totals of points that the document states, against those found."""
    elements = [n for n in walk(body) if n.kind == "element" and any(c.kind == "level" for c in n.children)]
    scored = [n for n in elements if any(c.score is not None for c in n.children)]
    found: list[Finding] = []
    for match in _ELEMENTS.finditer(text):
        claimed = number(match[1])
        if claimed and elements:
            counted = len(scored or elements)
            code = "claim-elements-met" if claimed == counted else "claim-elements"
            found.append(made(code, match.span(), claimed=claimed, counted=counted))
    total = _total(text, body)
    if total is not None and scored:
        for level in levels:
            counted_points = sum(
                c.score or 0 for n in scored for c in n.children if c.level and key(c.level) == key(level.label)
            )
            if counted_points and counted_points != float(total[1]):
                found.append(
                    made("claim-total", total.span(), level=level.label, claimed=float(total[1]), counted=counted_points)
                )
    return found + _sums(body)


def _total(text: str, body: tuple[Node, ...]) -> re.Match[str] | None:
    """The first total of points that is not a row's own (收货验收(各级别均为10分))."""
    rows = sorted(n.span for n in walk(body) if n.kind in ("unit", "element") and n.span)
    for match in _TOTAL.finditer(text):
        before = bisect_right(rows, (match.start(), len(text))) - 1
        if before < 0 or rows[before][1] <= match.start():
            return match
    return None


def _sums(body: tuple[Node, ...]) -> list[Finding]:
    """Units whose points are not the sum of their elements', level by level."""
    found: list[Finding] = []
    for unit in walk(body):
        elements = [c for c in unit.children if c.kind == "element" and any(cell.score is not None for cell in c.children)]
        if unit.kind != "unit" or unit.score is None or not elements:
            continue
        labels = dict.fromkeys(c.level for n in elements for c in n.children if c.level)
        for label in labels:
            counted = sum(c.score or 0 for n in elements for c in n.children if c.level == label)
            if counted != unit.score:
                found.append(
                    made(
                        "unit-sum", unit.span, unit.id, unit=unit.title or "", level=label, claimed=unit.score, counted=counted
                    )
                )
    return found


def cells(body: tuple[Node, ...]) -> list[Finding]:
    """Cells of a level matrix without a statement, most of which have points."""
    found: list[Finding] = []
    for element in walk(body):
        for cell in element.children:
            if cell.kind == "level" and cell.status == "incomplete":
                params: dict[str, Scalar] = {"element": element.title or "", "level": cell.level or ""}
                if cell.score is not None:
                    params["score"] = cell.score
                wording = "cell-empty" if "score" in params else "cell-empty-unscored"
                found.append(made("cell-empty", element.span, cell.id, wording, **params))
    return found


def ending(text: str, body: tuple[Node, ...]) -> Finding | None:
    """Whether the text stops in the middle of a sentence: most statements end with a stop, those of its list too, and the last
    one does not.
    """
    leaves = [n for n in walk(body) if n.text and not n.children and n.kind in ("criterion", "item", "para")]
    if len(leaves) < 8 or leaves[-1].span is None:
        return None
    stopped = sum((n.text or "")[-1] in _STOPPED for n in leaves[-40:-1])
    words = leaves[-1].text or ""
    if words[-1] in _STOPPED or 10 * stopped < 6 * len(leaves[-40:-1]) or leaves[-1].span[1] < len(text.rstrip()) - 1:
        return None
    beside = next(node.children for node in walk(body) if leaves[-1] in node.children) if leaves[-1] not in body else body
    brothers = [(n.text or "。")[-1] in _STOPPED for n in beside[:-1]]
    if len(brothers) > 1 and 2 * sum(brothers) < len(brothers):
        return None
    return made("text-cut", leaves[-1].span, leaves[-1].id, tail=words[-16:])


def empty_levels(names: Names, named: list[str], body: tuple[Node, ...]) -> list[Finding]:
    """Levels that the contents name and no node belongs to."""
    held = {key(n.level) for n in walk(body) if n.level}
    return [
        made("level-without-content", level=label)
        for label in dict.fromkeys(named)
        if names.rank(label) is not None and key(label) not in held
    ]


def strays(body: tuple[Node, ...]) -> list[Finding]:
    """Paragraphs that no part of the outline claimed."""
    return [made("belongs-to-nothing", n.span, n.id) for n in walk(body) if "belongs to nothing" in n.why]
