"""What a heading of a settled tree is by itself: how it was found, whether its number is a list's, whether it is assessed."""

from pipeline.segment.draft.draft import Draft
from pipeline.segment.headings.bare import BARE
from pipeline.segment.reading.candidates import UNMARKED

LISTS = frozenset(("1、", "1)", "(1)", "①", "a)", "(a)", "⑴", "•", "1", "A)", "⒈", "甲、"))


def weighed(draft: Draft) -> bool:
    """Whether most of what stands below a heading has its share of the points: it is what is assessed."""
    heads = [child for child in draft.children if child.heading]
    return len(heads) > 1 and 2 * sum(child.weight is not None or child.score is not None for child in heads) > len(heads)


def bare(draft: Draft) -> bool:
    """Whether a heading was found among lines without any mark."""
    return draft.chosen is None and BARE in draft.why


def styled(draft: Draft) -> bool:
    """Whether a heading without a mark is one because the format of the file says so."""
    return draft.chosen is not None and draft.chosen.mark.style == UNMARKED


def known(draft: Draft) -> bool:
    """Whether such a heading is one that many documents have (评分标准), over its statements: a part of an element."""
    return styled(draft) and draft.role is not None and not any(child.heading for child in draft.children)


def counted(draft: Draft) -> bool:
    """Whether a draft's number is one that lists have: of a list's style, or 1. without a number above it."""
    single = draft.style == "1.1" and draft.chosen is not None and len(draft.chosen.value) == 1
    return draft.style in LISTS or (single and draft.chosen is not None and draft.chosen.depth > 0)


def graded(draft: Draft) -> bool:
    """Whether levels stand right below a draft."""
    return any(child.kind == "level" for child in draft.children)
