"""Cues: what a word does at the seam between a title and its text, where nothing parts them (核对库存数量根据入库单据,…).

Told by lists (`cues.toml`), else by the part of speech; `stretch` weighs what the words around a seam are.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from pipeline.rules import load_data
from pipeline.segment.words.words import Word

STOPS = "。；;！!？?"

DATA = load_data("pipeline.segment.words", "cues.toml")
_OPENING: dict[str, str] = {word: kind for kind, words in DATA["openers"].items() for word in words}
_EACH, _NO_EACH = tuple(DATA["words"]["each"]), tuple(DATA["words"]["not_each"])
_ACTS, _CONDITIONS, _NEVER_FIRST, _NEVER_LAST = (
    frozenset(DATA["words"][name]) for name in ("acts", "conditions", "never_first", "never_last")
)
_NOUNS = ("n", "vn", "l", "an", "nz", "j", "i", "b", "q", "s", "t", "f", "g", "eng", "x")

_TEXT = ("ground", "modal", "manner", "each", "knowing")
_INNER = ("ground", "relation", "modal", "manner")


class Traits(msgspec.Struct, frozen=True, gc=False):
    """What a word is at a seam, whatever stands around it.

    kind: how it opens a text (a key of the weights); verb, noun, named, acting: what it is in a title; content: it may come
    back; opens: it opens texts, inner: and so inside a title too; never_begins, never_ends: no title; never_opens: no text.
    texts: a title of several words does not end in it.
    """

    kind: str
    verb: bool
    noun: bool
    named: bool
    acting: bool
    content: bool
    opens: bool
    inner: bool
    never_begins: bool
    never_ends: bool
    never_opens: bool
    texts: bool


@lru_cache(maxsize=16_384)
def traits(text: str, tag: str) -> Traits:
    """The traits of a word with its tag."""
    kind, act = _opening(text, tag), text in _ACTS
    texts = kind == "each" or kind in _INNER or (tag in ("d", "ad", "r", "p", "c", "m") and not act)
    return Traits(
        kind=kind,
        verb=tag.startswith("v") or act,
        noun=tag.startswith(_NOUNS),
        named=tag.startswith(("n", "j", "l", "b", "a", "s")),
        acting=tag.startswith("v") and tag != "vn",
        content=len(text) >= 2 and tag[0] in "nvaljgizb",
        opens=kind in _TEXT or tag in ("p", "d", "c", "r"),
        inner=kind in _INNER or (tag in ("p", "r", "m") and kind != "each"),
        never_begins=text in _CONDITIONS or kind == "modal",
        never_ends=text in _NEVER_LAST,
        never_opens=text in _NEVER_FIRST or tag in ("uj", "ul", "u", "ug", "y", "uz") or not text[0].isalnum(),
        texts=texts or (tag == "t" and not text.endswith("期")),
    )


def opening(word: Word) -> str:
    """What kind of word opens a text here; its keys are those of the weights."""
    return traits(word.text, word.tag).kind


def opens(words: Sequence[Word]) -> str:
    """What kind of word is the first of some; "" where there are none."""
    return opening(words[0]) if words else ""


def opener(text: str) -> str:
    """What kind of opener a word is by its letters alone; "" for words that are told by their tag."""
    return _OPENING.get(text, "")


def _opening(text: str, tag: str) -> str:
    known = _OPENING.get(text)
    if known is not None:
        return known
    if text in _ACTS:
        return "verb"
    if tag in ("d", "ad") or (tag == "nr" and _OPENING.get(text[:2]) == "manner"):  # 严格遵守 is nobody's name
        return "manner"
    if text in ("相关", "有关"):
        return "noun"
    if text[0] in _EACH and tag[0] in "rmtdnbqi" and not text.startswith(_NO_EACH):
        return "each"
    return "verb" if tag.startswith("v") and tag != "vn" else "noun"
