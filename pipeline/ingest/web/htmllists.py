"""The numbers and bullets of a page's lists: they stand in no element's text, so they are counted here as browsers count.

A list whose items bring marks of their own, and one that its style says has none, gets none; nor does a list of mere links,
which is a menu. Counting follows the HTML standard (start, reversed, value, type), the forms CSS Counter Styles.
"""

import re
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.counting import spell
from pipeline.ingest.symbols import BULLET

LISTS = frozenset(("ol", "ul", "menu", "dir"))
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_BULLETS = frozenset(("disc", "circle", "square"))
_FORMS = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_CLOSED = ("chineseCounting", "chineseLegalSimplified", "ideographTraditional", "ideographZodiac")  # 一、 and not 一.
_OWN = re.compile(
    r"[(（〔【]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[一二三四五六七八九十百]{1,4}|[甲乙丙丁戊己庚辛壬癸])(?:[)）〕】、．:：]|\.(?!\d))"
    r"|\d{1,3}(?:[.．]\d{1,3})+[\s　、.．]|[①-⓿㈠-㉃]|第[一二三四五六七八九十百\d]{1,4}[编篇部章节条款单]|[•●■◆◇○□▪·※★☆➢]"
)


@dataclass(slots=True)
class _List:
    """form: how it counts, "" for a list without marks; next: the number of its next item; step: 1, or -1 where reversed."""

    form: str
    next: int = 1
    step: int = 1


class Lists:
    """The lists of a page, and how far each has counted."""

    def __init__(self) -> None:
        self._lists: dict[Any, _List] = {}

    def mark(self, item: Any) -> str:
        """What a browser prints before an item, with what follows it: "1. ", "一、", "• "; "" for nothing."""
        parent = item.getparent()
        if parent is None or parent.tag not in LISTS:
            return ""
        known = self._lists.get(parent)
        if known is None:
            known = self._lists[parent] = _list(parent)
        number = _number(item.get("value"), known.next)
        known.next = number + known.step
        form = _form(item) or known.form if known.form else ""
        if not form or form == "none":
            return ""
        if form in _BULLETS:
            return f"{BULLET} "
        word = _FORMS.get(form, "decimal")
        return spell(number, word) + ("、" if word in _CLOSED else ". ")


def level(item: Any) -> int:
    """How many lists an item stands in."""
    return sum(1 for _ in item.iterancestors(*LISTS)) or 1


def _list(element: Any) -> _List:
    items = [child for child in element if child.tag == "li"]
    default = "decimal" if element.tag == "ol" else "disc"
    form = _form(element) or default
    marked = sum(1 for item in items if _OWN.match(_beginning(item)))
    if 2 * marked > len(items) or (form in _BULLETS and items and all(_is_link(item) for item in items)):
        form = ""
    reverse = element.get("reversed") is not None
    return _List(form, _number(element.get("start"), len(items) if reverse else 1), -1 if reverse else 1)


def _form(element: Any) -> str:
    """The form that an element asks for; "" where it asks for none that is known."""
    if found := _STYLE.search(element.get("style", "")):
        for word in found[1].lower().split():
            if word == "none" or word in _FORMS or word in _BULLETS or word == "decimal":
                return word
    said = element.get("type", "")
    return _TYPES.get(said) or (said.lower() if said.lower() in _BULLETS else "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text, re.ASCII) else default


def _beginning(item: Any) -> str:
    """The first words of an item."""
    return next((words.strip() for words in item.itertext() if words.strip()), "")


def _is_link(item: Any) -> bool:
    """Whether all the words of an item lead to other pages."""
    words = "".join(item.itertext()).strip()
    linked = "".join(w for link in item.iter("a") if not link.get("href", "#").startswith("#") for w in link.itertext())
    return not words or (bool(linked.strip()) and len(linked.strip()) >= len(words) - 2)
