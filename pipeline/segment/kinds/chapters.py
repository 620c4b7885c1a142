"""What the divisions of a document are, decided over all of one class together, by what they hold.

Where one holds units, elements or levels below a division of its own, it is a part, and so is what beside it holds statements,
sections of conditions or of knowledge; what only tells is a section. Where the divisions are themselves the units,
those beside them that hold none are sections. Where nothing is assessed in the whole document, 一、 二、 are its sections.
"""

from collections.abc import Sequence

from pipeline.segment.draft.draft import Draft
from pipeline.segment.kinds.headed import styled
from pipeline.segment.kinds.records import Records
from pipeline.segment.kinds.shape import Shape

PARTS = frozenset(("第部分", "第部", "第编", "第篇", "第章"))  # they say that they are parts
_ASSESSED = ("unit", "element", "level")


def even_out(shape: Shape, records: Records | None, known: bool) -> None:
    """Makes the divisions of one class of one kind, or of two: those that hold what is assessed and those that tell of it.

    records: of a family of records; known: the document is some standard.
    """
    numbered = [c for c in shape.root.children if c.chosen is not None]
    for cls in dict.fromkeys(shape.cls(c) for c in numbered if c.kind in ("part", "unit")):
        alike = [c for c in numbered if shape.cls(c) == cls]
        recorded = records is not None and 2 * sum(records.record(c) for c in alike) >= len(alike)
        titled = any(map(_holds, alike))
        plain = records is not None and not titled and 2 * sum(c.kind == "section" for c in alike) > len(alike)
        if recorded or (_units(alike) and records is None):
            for child in alike:
                tells = child.kind == "part" or (child.kind == "unit" and child.text is None and not _holds(child))
                child.kind = "section" if tells else child.kind
            continue
        if all(child.kind != "part" for child in alike):
            continue
        if known and alike[0].style == "一、" and not _assessed(shape, alike):
            for child in alike:
                child.kind = "section" if child.kind in ("part", *_ASSESSED) else child.kind
            continue
        if records is not None and len(alike) > 1 and all(_lists(child, records) for child in alike):
            for child in alike:
                child.kind = "unit"
            continue
        for child in alike:
            if child.kind == "unit" or (child.kind == "element" and not styled(child)) or plain:
                child.kind = "section" if plain else "part"
        if titled:
            _beside_parts(shape, alike)


def _holds(draft: Draft) -> bool:
    """Whether something that is assessed stands below a division."""
    return any(one.kind in _ASSESSED for child in draft.children for one in child.walk())


def _assessed(shape: Shape, alike: Sequence[Draft]) -> bool:
    """Whether something in the document is assessed, other than these divisions, which may be called so for want of it."""
    own = {id(child) for child in alike}
    return any(map(_holds, shape.root.children)) or any(c.kind in _ASSESSED and id(c) not in own for c in shape.root.children)


def _lists(draft: Draft, records: Records) -> bool:
    """Whether all headings of a division are records: it is what groups them."""
    heads = [c for c in draft.children if c.heading and c.label is None]
    return bool(heads) and all(map(records.record, heads))


def _units(alike: Sequence[Draft]) -> bool:
    """Whether the divisions that hold what is assessed are all units."""
    holding = [c.kind for c in alike if _holds(c)]
    return len(holding) > 1 and all(kind == "unit" for kind in holding)


def _beside_parts(shape: Shape, alike: Sequence[Draft]) -> None:
    """Divisions beside parts: sections of knowledge are parts; mere paragraphs are a section."""
    for child in alike:
        knows = shape.chapter(child) == "knowledge" and any(c.kind == "section" for c in child.children)
        if child.kind == "section" and knows:
            child.kind = "part"
        elif child.kind == "part" and child.style not in PARTS and _tells(child):
            child.kind = "section"


def _tells(draft: Draft) -> bool:
    """Whether a division holds paragraphs alone."""
    return bool(draft.children) and all(c.kind == "para" and c.chosen is None for c in draft.children)
