"""The records that the stages pass on and the files hold. Typed, frozen, no unknown fields.

`Document` is what ingest and clean hand on (in memory); `Standard`, `Node`, `Finding`, `Edit` and the lines of
`blocks.jsonl` are written, and `schemas/` is generated from them. Spans are half-open offsets in code points; every field
says which text they count in. Fields without a value are left out of the files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

import msgspec

from pipeline.blocks import Block, Cell, Record, Table
from pipeline.finding import Finding, Parameter, Scalar, Severity
from pipeline.text import Certainty, Edit, Span, Text

__all__ = [
    "SCHEMA_VERSION", "About", "Block", "Catalogue", "CatalogueEntry", "Cell", "Certainty", "Completeness", "Copy", "Damage",
    "Deduction", "Document", "Edit", "Entry", "Evidence", "Fact", "Finding", "Kind", "Level", "Node", "Parameter",
    "Quarantined", "Record", "Repair", "Rights", "Scalar", "Severity", "Span", "Standard", "Table", "Text", "replace",
]  # fmt: skip

SCHEMA_VERSION = "1.0.0"

T = TypeVar("T")
U = TypeVar("U")
Kind = Literal[
    "part", "level", "unit", "element", "item", "criterion", "evidence", "field", "section", "para", "toc", "flow"
]  # fmt: skip
Fact = str | int | Span


# ------------------------------------------------------------------------------------------- ingest and clean


class Damage(Record, frozen=True, kw_only=True):
    """A channel that damaged the source, with the parameters estimated for it and the edits that undid it."""

    channel: str
    edits: int = 0
    certain: int = 0
    probable: int = 0
    parameters: dict[str, Parameter] = {}


class Copy(Record, frozen=True, kw_only=True):
    """One scraped copy of the standard: an entry of `sources`. file is relative to the folder of the sources.

    title: what the site or the file's properties call it, title_span: where in source.txt it says so; author and created
    (ISO 8601) as the file's properties say.
    """

    copy: int = 1
    file: str
    sha256: str
    bytes: int
    format: str
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    created: str | None = None
    site: str | None = None
    url: str | None = None
    retrieved: str | None = None
    original: str | None = None
    uploaded: str | None = None
    pages: int | None = None
    previewed: int | None = None
    title_span: Span | None = None
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source on its way: text with its edits, the blocks its format gave, and what has been learned of it so far.

    Block spans count in the source, so they hold whatever is done to the text: `place` gives a block's span now.
    Spans of findings count in the text as it is now.
    """

    text: Text
    copy: Copy
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()

    def place(self, block: Block) -> Span:
        """Where the block stands in the text as it is now; empty where nothing of it is left."""
        return self.text.text_span(*block.span)


# ----------------------------------------------------------------------------------------------------- clean


@dataclass(frozen=True, slots=True)
class Evidence:
    """That a channel damaged a text: hits is how many places say so, parameters what was estimated from them.

    found: what `detect` worked out on the way, so that `restore` of the same text need not do it again.
    """

    channel: str
    hits: int
    parameters: dict[str, Parameter]
    found: object = field(default=None, compare=False, repr=False)

    def worked_out(self, kind: type[T], again: Callable[[], U]) -> T | U:
        """What `detect` found where it is of that kind, else what `again` finds."""
        return self.found if isinstance(self.found, kind) else again()


@dataclass(frozen=True, slots=True)
class Repair:
    """What a channel found to do. Spans of edits and findings count in the text it was given.

    facts: what the channel learned of the source, as fields of `Copy` (site, original, uploaded, pages, previewed, title,
    title_span; a span counts in the text it was given).
    """

    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: dict[str, Fact] | None = None


# --------------------------------------------------------------------------------------------------- segment


class Deduction(Record, frozen=True, kw_only=True):
    """扣分: points taken off, and for what."""

    points: float
    per: str | None = None


class Node(Record, frozen=True, kw_only=True):
    """A node of the standard. The README says under "Kinds and fields" what each kind and field is.

    span: own words, number to text, in text.txt; extent: with its subtree; source_span: the own words in source.txt.
    derived: the node has no words of its own here. why: the evidence behind `confidence`.
    """

    id: str
    kind: Kind
    uid: str | None = None
    fp: str | None = None
    number: str | None = None
    title: str | None = None
    text: str | None = None
    level: str | None = None
    rank: int | None = None
    score: float | None = None
    weight: float | None = None
    role: str | None = None
    key: bool = False
    deduct: Deduction | None = None
    refs: tuple[str, ...] = ()
    status: Literal["none-stated", "none-inferred", "incomplete"] | None = None
    derived: bool = False
    span: Span | None = None
    extent: Span | None = None
    source_span: Span | None = None
    copy: int | None = None
    blocks: tuple[int, ...] = ()
    confidence: float = msgspec.field(default_factory=lambda: 1.0)
    why: tuple[str, ...] = ()
    children: tuple["Node", ...] = ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, parents first, in document order; as deep as a tree may be."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node.children:
            stack.extend(node.children[::-1])


class About(Record, frozen=True, kw_only=True):
    """What the document says of itself: 版本:V1.0. span: label and value in text.txt."""

    value: str
    label: str | None = None
    span: Span | None = None


class Rights(Record, frozen=True, kw_only=True):
    """What the document and sources.csv say of its rights."""

    statement: str | None = None
    span: Span | None = None
    holder: str | None = None
    note: str | None = None


class Completeness(Record, frozen=True, kw_only=True):
    """Whether the document is whole, and what it names but does not hold."""

    status: Literal["complete", "cut", "unknown"] = msgspec.field(default_factory=lambda: "unknown")
    missing: tuple[str, ...] = ()


class Level(Record, frozen=True, kw_only=True):
    """A qualification level of the standard; a higher rank is more senior."""

    rank: int
    label: str
    forms: tuple[str, ...] = ()
    title: str | None = None


class Standard(Record, frozen=True, kw_only=True):
    """standard.json. title_span: in text.txt; title_source_span: in source.txt where only the site's words have the title."""

    schema_version: str = msgspec.field(default_factory=lambda: SCHEMA_VERSION)
    id: str
    families: tuple[str, ...]
    title: str
    title_span: Span | None = None
    title_source_span: Span | None = None
    about: tuple[About, ...] = ()
    issuer: str | None = None
    edition: str | None = None
    issued: str | None = None
    sources: tuple[Copy, ...] = ()
    rights: Rights | None = None
    completeness: Completeness = msgspec.field(default_factory=Completeness)
    levels: tuple[Level, ...] = ()
    body: tuple[Node, ...] = ()
    findings: tuple[Finding, ...] = ()


# --------------------------------------------------------------------------------------------- sources, runs


class Entry(Record, frozen=True, kw_only=True):
    """A line of sources.csv, or what stands in its place. file: relative to the folder; others: copies with the same id."""

    file: str
    id: str
    title: str | None = None
    site: str | None = None
    url: str | None = None
    retrieved: str | None = None
    rights: str | None = None
    others: tuple["Entry", ...] = ()


class Quarantined(Record, frozen=True, kw_only=True):
    """normalized/quarantine/<id>.json: a source that could not be done, why, what to do; in Chinese for the reason as such.

    trace: of a defect of the program, where in it.
    """

    schema_version: str = msgspec.field(default_factory=lambda: SCHEMA_VERSION)
    id: str
    file: str
    why: str
    stage: str
    detail: str
    advice: str
    detail_zh: str = ""
    advice_zh: str = ""
    trace: str = ""


class CatalogueEntry(Record, frozen=True, kw_only=True):
    """One standard in catalogue.json. digests: SHA-256 of each file written for it; reason: why it is stale."""

    id: str
    title: str
    families: tuple[str, ...]
    file: str
    status: Literal["ok", "stale"] = msgspec.field(default_factory=lambda: "ok")  # so that it is always written
    reason: str | None = None
    counts: dict[str, int] = {}
    findings: dict[str, int] = {}
    completeness: Completeness = msgspec.field(default_factory=Completeness)
    rights: Rights | None = None
    digests: dict[str, str] = {}


class Catalogue(Record, frozen=True, kw_only=True):
    """catalogue.json: every standard of a folder."""

    schema_version: str = msgspec.field(default_factory=lambda: SCHEMA_VERSION)
    standards: tuple[CatalogueEntry, ...] = ()
    quarantined: tuple[str, ...] = ()
