"""Words → Markdown that shows them unchanged, and nothing the author did not mean.

A standard is full of signs that Markdown reads as its own: 1) and - at the head of a line, * for a name left out, 3~5 for a
range. They are escaped where, and only where, CommonMark or a forge's extensions would act on them, so that the file
stays readable as plain text.
"""

import re
from itertools import pairwise

_SPECIAL = re.compile(
    r"[\\`*~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it does nothing
    r"|<(?=[A-Za-z/!?])"  # HTML and automatic links
    r"|\](?=[(\[:])|\[(?=\^)"  # links, their definitions, footnotes
    r"|&(?=#?\w+;)"  # entities
    r"|:(?=[a-z0-9_+-]+:)"  # emoji
)
_HEAD = re.compile(r"^(?:[-+=#>]|\[(?=[ xX]\])|\d{1,9}(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_WESTERN = re.compile(r"[!-~]")


def one_line(words: str) -> str:
    """The words on one line: a line break becomes a space between Western letters, nothing between Chinese ones."""
    whole = words.splitlines()
    if len(whole) < 2:
        return words.strip()
    lines = [line for line in map(str.strip, whole) if line]
    made = lines[:1]
    for before, line in pairwise(lines):
        western = _WESTERN.fullmatch(before[-1]) and _WESTERN.fullmatch(line[0])
        made += [" ", line] if western else [line]
    return "".join(made)


def escape(words: str) -> str:
    """The words for the inside of a line."""
    return _SPECIAL.sub(_escaped, one_line(words))


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def opening(words: str) -> str:
    """Escaped words for the head of a line or of a list item: no 1. or - there starts a list of its own."""

    def guard(found: re.Match[str]) -> str:
        return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]

    return _HEAD.sub(guard, words)


def cell(words: str) -> str:
    """Escaped words for a cell of a table."""
    return words.replace("|", "\\|")


def bold(words: str) -> str:
    """Escaped words in bold. A space, stop or colon must follow: CommonMark closes no ** between 》 and a letter."""
    return f"**{words}**" if words else ""


def chip(words: str) -> str:
    """A remark of the program's, set apart from the document's own words; a forge shows it as a small label."""
    inside = words.replace("`", "'")
    return f"`{inside}`"


def link(address: str) -> str:
    """An address as a link, or as plain words where it is none that a browser would open."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else escape(address)
