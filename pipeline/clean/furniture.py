"""What a format itself sets apart (heads and feet, what a web page hides): it goes before any channel looks at the text.

The reader has seen where they stand; nothing is judged here. What only seems to stand beside the text of a page goes after the
site's own words were looked at, and as probable. Each block goes with the line break that joined it to the rest.
"""

from typing import Any

from pipeline.model import Document, Edit, Fact, Span

NAME = "furniture"


BESIDE = "beside"  # the style of blocks that seem to stand beside a page's text
_SURE = 0.9  # two witnesses that know nothing of each other


def furniture_edits(document: Document, beside: bool = False) -> tuple[Edit, ...]:
    """One deletion a block of furniture, in order; offsets count in the document's text as it is.

    beside: those that seem to stand beside a page's text, instead of those that do.
    """
    text = str(document.text)
    listed = [block for block in document.blocks if block.kind == "furniture" and (block.style == BESIDE) == beside]
    edits: list[Edit] = []
    done = 0
    for low, high in sorted(document.place(block) for block in listed):
        if max(low, done) >= high:
            continue
        start, end = _with_its_break(text, max(low, done), high, done)
        sure: dict[str, Any] = {"certainty": "probable", "confidence": _SURE} if beside else {"certainty": "certain"}
        edits.append(
            Edit(start=start, end=end, old=text[start:end], new="", rule=f"{NAME}.{BESIDE if beside else 'block'}", **sure)
        )
        done = end
    return tuple(edits)


def _with_its_break(text: str, start: int, end: int, done: int) -> Span:
    if text[end : end + 1] == "\n":
        return start, end + 1
    return (start - 1, end) if start > done and text[start - 1] == "\n" else (start, end)


def furniture_facts(document: Document) -> dict[str, Fact]:
    """What a page is called in its head, where it stands in no line of its own."""
    titles = [block.span for block in document.blocks if block.kind == "furniture" and block.style == "title"]
    return {"title": document.text.source[slice(*titles[0])], "title_span": titles[0]} if titles else {}
