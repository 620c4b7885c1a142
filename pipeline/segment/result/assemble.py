"""From typed drafts to the nodes of a standard: addresses, spans in both texts, blocks, words as they stand in the text."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from hashlib import sha256

from pipeline.model import Deduction, Document, Node
from pipeline.segment.draft.draft import Draft
from pipeline.segment.marks.marks import DIVISIONS
from pipeline.segment.marks.numerals import number
from pipeline.text import Span, one_line

RECOGNISED = "recognised from a picture"
"""Why a node is only as sure as the reading of its worst line."""

_KEY = re.compile(r"[(（]\s*关键(?:条件|项|指标|行为)\s*[)）]")
_SIGNS = re.compile(r"\W+")
_DIGITS = re.compile(r"\d+")
_PUNCTUATION = re.compile(r"[\s第、.．)）(（:：]")
_DIVISION = re.compile(rf"(?:{DIVISIONS}|级)$")
_DEDUCT = re.compile(r"(?P<per>[^,，。;；()（）]{1,20}?)扣除?(?P<points>\d{1,4}(?:\.\d{1,4})?)分")


class Assembler:
    """Makes nodes of drafts. Spans of drafts count in the document's text as it is now."""

    def __init__(self, document: Document) -> None:
        self.text = str(document.text)
        self.traced = document.text
        placed = [(document.place(block), index) for index, block in enumerate(document.blocks)]
        self.blocks = sorted((span, index) for span, index in placed if span[0] < span[1])
        self.starts = [span[0] for span, _ in self.blocks]
        self.sure = {index: block.confidence for index, block in enumerate(document.blocks) if block.confidence is not None}

    def nodes(
        self, drafts: list[Draft], above: str = "", inherited: tuple[str | None, str | None] = (None, None)
    ) -> tuple[Node, ...]:
        """The nodes of brothers. above: the parent's address; inherited: level and role from what they stand under."""
        taken: dict[str, int] = {}
        made: list[Node] = []
        for draft in drafts:
            if wordless(draft):
                continue
            part = self._part(draft)
            taken[part] = taken.get(part, 0) + 1
            address = f"{above}/{part}" if above else part
            if taken[part] > 1:
                address += f"_{taken[part]}"
            made.append(self._node(draft, address, inherited))
        return tuple(made)

    def _part(self, draft: Draft) -> str:
        """The part of an address that is a node's own: its number, else a hash of its title, else of its words."""
        if draft.number:
            part = _numbered(self.text[slice(*draft.number)])
            if part is not None:
                return part
        words = self.words(draft.title) or draft.named or self.words(draft.text) or (draft.level or "") + draft.kind
        return "h" + sha256(words.encode()).hexdigest()[:8]

    def words(self, span: Span | None) -> str | None:
        """The words of a span: line breaks inside a statement are the page's, not the author's."""
        return one_line(self.text[span[0] : span[1]]) or None if span else None

    def _node(self, draft: Draft, address: str, inherited: tuple[str | None, str | None]) -> Node:
        level = draft.level or inherited[0]
        role = draft.role or inherited[1]
        children = self.nodes(draft.children, address, (level, role))
        span = own_span(draft)
        extent = _extent(span, children)
        blocks = self._blocks(span)
        read = [index for index in blocks if index in self.sure] if self.sure else []
        title, text = self.words(draft.title), self.words(draft.text)
        words = (title or "") + (text or "")
        return Node(
            id=address,
            kind=draft.kind,  # type: ignore[arg-type]  # the assigner leaves no draft without a kind
            fp=sha256(_SIGNS.sub("", words).encode()).hexdigest()[:16] if words else None,
            number=self._number(draft),
            title=title or draft.named,
            text=" ".join(w for c in draft.cells if (w := self.words(c))) if draft.cells else text,
            level=draft.level,
            rank=draft.rank,
            score=draft.score,
            weight=draft.weight,
            role=role,
            key=text is not None and "关键" in text and _KEY.search(self.text[slice(*(draft.text or (0, 0)))]) is not None,
            deduct=self._deduction(draft),
            status=draft.status,  # type: ignore[arg-type]  # set from the same words as the record's
            derived=draft.derived,
            span=span,
            extent=extent,
            source_span=self.traced.source_span(*span) if span else None,
            blocks=blocks,
            confidence=round(draft.confidence * min([self.sure[index] for index in read]) if read else draft.confidence, 3),
            why=(*draft.why, RECOGNISED) if read else tuple(draft.why),
            children=children,
        )

    def _number(self, draft: Draft) -> str | None:
        printed = self.words(draft.number)
        return None if printed is None or draft.style == "•" else printed

    def _deduction(self, draft: Draft) -> Deduction | None:
        words = self.text[slice(*draft.text)] if draft.text and draft.kind == "criterion" else ""
        found = _DEDUCT.search(words) if "扣" in words else None
        return Deduction(points=float(found["points"]), per=found["per"]) if found else None

    def _blocks(self, span: Span | None) -> tuple[int, ...]:
        if span is None:
            return ()
        first = max(0, bisect_right(self.starts, span[0]) - 1)
        last = bisect_left(self.starts, span[1])
        held = [index for (a, b), index in self.blocks[first:last] if a < span[1] and span[0] < b]
        return tuple(sorted(held)) if len(held) > 1 else tuple(held)


@lru_cache(maxsize=1024)
def _numbered(words: str) -> str | None:
    """A number as a part of an address; None where it is none."""
    digits = _DIGITS.findall(words)
    if len(digits) > 1:
        return ".".join(digits)
    value = number(_DIVISION.sub("", _PUNCTUATION.sub("", words)))
    return None if value is None else str(value)


def wordless(draft: Draft) -> bool:
    """A bullet with nothing behind it: a sign of the page's, no node."""
    return draft.style == "•" and not (draft.title or draft.text or draft.children)


def own_span(draft: Draft) -> Span | None:
    """A draft's own words, from its number to its text; None where it has none here."""
    found: Span | None = None
    for one in (draft.number, draft.title, draft.text):
        if one is not None and one[0] < one[1]:
            found = one if found is None else (min(found[0], one[0]), max(found[1], one[1]))
    return found


def _extent(span: Span | None, children: tuple[Node, ...]) -> Span | None:
    for child in children:
        one = child.extent
        if one is not None:
            span = one if span is None else (min(span[0], one[0]), max(span[1], one[1]))
    return span
