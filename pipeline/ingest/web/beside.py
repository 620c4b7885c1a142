"""What on a page of an unknown site stands beside its text: menus, lists of other pages, the foot.

A block is set apart on two witnesses that know nothing of each other: the page's own mark-up (nav and footer elements, roles,
names of classes, words that are nothing but links to other pages) and trafilatura, which finds the main text by the shape of
the page and leaves the block out. One witness is none: main texts lack lines that belong to them, and links stand in texts.
The way to the page through the site (首页 > 资料 > 本页) tells itself: links that begin at the site's front, and at the most
one name without a link behind them. Nothing is lost: the words stay in the source, and go from the text as a probable edit.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.rules import load_data

_TAGS = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "banner"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FIGURES = re.compile(r"[\d.．、()（）•]+")
_TRAILS = frozenset(("ul", "ol", "dl", "div", "p", "nav", "td", "span", "section"))
_ITEMS = frozenset(("li", "dd", "dt"))
_TRAIL = 240  # characters of the way to a page, white space of its source among them
_LAST = 60  # of them of the name at its end
_NAME = re.compile(r"\w")
_STOPS = re.compile("[。；;！!？?]")
_COLON = (":", "：")
_LINKED = 0.7  # share of a block's words that lead to other pages, from which on it is a list of them
_LONGEST = 2_000_000  # characters of a page that trafilatura is asked about
_LEAST = 0.5  # share of the words that nothing in the mark-up speaks against, which a main text must hold to be believed


def beside(elements: list[Any], texts: list[str], page: str) -> frozenset[int]:
    """Indices of the blocks that stand beside the text. elements, texts: of each block; page: the page's own source."""
    told = _trails(elements) | _witnessed(elements, texts, page)
    return told if len(told) < len(texts) else frozenset()


def _witnessed(elements: list[Any], texts: list[str], page: str) -> frozenset[int]:
    seen: dict[Any, bool] = {}
    marked = [index for index, element in enumerate(elements) if _is_marked(element, seen)]
    if not marked or len(marked) == len(texts) or len(page) > _LONGEST:
        return frozenset()
    main = _glued(_main_text(page))
    suspects = frozenset(marked)
    lines = [line for index, text in enumerate(texts) if index not in suspects for line in re.split("[\t\n]", text)]
    rest = [_glued(line) for line in lines]
    found = sum(len(line) for line in rest if line in main or _words(line) in main)
    if not main or found < _LEAST * sum(map(len, rest)):
        return frozenset()
    return frozenset(index for index in suspects if _glued(texts[index]) not in main)


def _trails(elements: list[Any]) -> frozenset[int]:
    """Indices of the blocks that are the way to the page through its site."""
    known: dict[Any, bool] = {}
    return frozenset(index for index, element in enumerate(elements) if any(_is_trail(one, known) for one in _around(element)))


def _around(element: Any) -> Iterator[Any]:
    """A block's element and the list it is an item of."""
    yield element
    if element.tag in _ITEMS and element.getparent() is not None:
        yield element.getparent()


def _is_trail(element: Any, known: dict[Any, bool]) -> bool:
    if element not in known:
        known[element] = element.tag in _TRAILS and _leads(element)
    return known[element]


def _leads(element: Any) -> bool:
    """Whether an element's words are links that begin at the front of a site, and at the most one name behind them."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > _TRAIL:
            return False
    links = ["".join(link.itertext()).strip() for link in element.iter("a") if link.get("href")]
    if len(links) < 2 or links[0] not in _fronts():
        return False
    places: list[int] = []
    at = 0
    for words in links:
        found = text.find(words, at)
        if not words or found < 0 or (places and _NAME.search(text, at, found)):
            return False
        at = found + len(words)
        places.append(found)
    before, last = text[: places[0]].strip(), text[at:].strip()
    return (not before or before.endswith(_COLON)) and len(last) <= _LAST and _STOPS.search(last) is None


@cache
def _fronts() -> frozenset[str]:
    return frozenset(load_data("pipeline.ingest", "beside.toml")["fronts"].split("|"))


def _is_marked(element: Any, seen: dict[Any, bool]) -> bool:
    """Whether the element, or one around it, says that it is no text. A heading of the first rank never is."""
    if element.tag in ("h1", "table"):
        return False
    way: list[Any] = []
    while element is not None and element not in seen:
        way.append(element)
        element = element.getparent()
    known = seen.get(element, False) if element is not None else False
    for one in reversed(way):
        known = seen[one] = known or _speaks(one)
    return known


def _speaks(element: Any) -> bool:
    if element.tag in _TAGS or element.get("role") in _ROLES:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if named.strip() and any(word.lower() in _names() for word in _WORDS.findall(named)):
        return True
    return element.tag in ("li", "p", "div", "td", "dd") and len(element) < 40 and _is_linked(element)


def _is_linked(element: Any) -> bool:
    """Whether nearly all words of an element lead to other pages."""
    links = [link for link in element.iterchildren("a") if not link.get("href", "#").startswith(("#", "javascript"))]
    if not links:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return linked > 0 and linked >= _LINKED * len("".join("".join(element.itertext()).split()))


@cache
def _names() -> frozenset[str]:
    return frozenset(load_data("pipeline.ingest", "beside.toml")["names"].split("|"))


def _words(line: str) -> str:
    """The longest words of a line without figures: numbers that come back trafilatura takes for repeats and drops."""
    return max(_FIGURES.split(line), key=len) or line


def _glued(text: str) -> str:
    return "".join(text.split())


def _main_text(page: str) -> str:
    from lxml.etree import LxmlError
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings are for people who crawl
    try:
        made = extract(page, fast=True, include_comments=False, include_tables=True)
    except (
        LxmlError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
    ):  # it gives up: then it is no witness
        return ""
    return made or ""
