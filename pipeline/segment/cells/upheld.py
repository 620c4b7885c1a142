"""Whether the tree of a table keeps what every tree promises: each word in one node, and no words that are not the node's.

Cells that lie over each other, as broken pages and files have them, can make a tree that does not: then the table is read as
running text, which does.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.segment.draft.draft import Draft
from pipeline.text import Span

_BETWEEN = " \t\n　:：、.．)）"
"""What stands between the parts of a node: the edges of cells, and signs behind a number or a label."""


def upheld(text: str, drafts: list[Draft]) -> bool:
    """Whether the drafts of a table have their own words each, and share none. Its points may stand behind what is below it."""
    every = sorted(part for top in drafts for one in top.walk() for part in _parts(one))
    apart = all(a[1] <= b[0] for a, b in pairwise(every))
    return apart and all(_whole(text, one, over) for one, over in _under(drafts))


def _under(drafts: Sequence[Draft], over: Sequence[Span] = ()) -> Iterator[tuple[Draft, Sequence[Span]]]:
    """Every draft with the own words of what it stands under."""
    for draft in drafts:
        yield draft, over
        yield from _under(draft.children, (*over, *_parts(draft)))


def _parts(draft: Draft) -> list[Span]:
    """A draft's own words: its number, its title, its cells or its text."""
    if draft.derived:
        return []
    cells = draft.cells or ([draft.text] if draft.text else [])
    return sorted(one for one in (draft.number, draft.title, *cells) if one is not None and one[0] < one[1])


def _whole(text: str, draft: Draft, over: Sequence[Span]) -> bool:
    """Whether nothing but what stands below a draft, or above it, is between its parts."""
    gaps = [(a[1], b[0]) for a, b in pairwise(_parts(draft)) if text[a[1] : b[0]].strip(_BETWEEN)]
    if not gaps:
        return True
    others = sorted([*over, *(part for child in draft.children for one in child.walk() for part in _parts(one))])
    return all(_filled(text, gap, others) for gap in gaps)


def _filled(text: str, gap: Span, below: list[Span]) -> bool:
    inner = [part for part in below if gap[0] <= part[0] and part[1] <= gap[1]]
    edges = [gap[0], *(place for part in inner for place in part), gap[1]]
    return not any(text[a:b].strip(_BETWEEN) for a, b in zip(edges[::2], edges[1::2], strict=True))
