"""Posts that forms name: a form with one name is a post's, one with several is cut before each."""

from functools import cache

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft
from pipeline.text import one_line


def names(text: str, drafts: list[Draft]) -> list[tuple[int, str]]:
    """The posts that a form names: which of its drafts each begins with, and the post's name."""
    made: list[tuple[int, str]] = []
    for index, draft in enumerate(drafts):
        inside = (draft, *draft.children)
        found = next((one for one in inside if one.label and one.text and one.label.words in _table("name")), None)
        if found is not None and found.text is not None:
            made.append((index, one_line(text[slice(*found.text)])))
    return made


def post(drafts: list[Draft], name: str) -> Draft:
    """A post without a heading of its own: it is called what its form says."""
    whole = (drafts[0].own[0], drafts[-1].last().own[1])
    return Draft(whole, kind="element", derived=True, named=name, heading=True, why=["form of a post"], children=drafts)


@cache
def _table(key: str) -> frozenset[str]:
    return frozenset(load_data("pipeline.segment.families", "common.toml")[key])
