"""Saved pages as trees: parsed whatever their nesting, and what of a tree a browser would not show.

Nothing is fetched: neither pictures nor frames, nor what a declaration names. A tree that is nested deeper than libxml2
goes is built again with everything below `_DEEPEST` as neighbours, so that no word is lost. What is hidden is told by the
element, its attributes, its own style, the plainest rules of the page's style sheet, and names of classes in `beside.toml`.
"""

import re
from functools import cache
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.rules import load_data

_DEEPEST = 200  # elements inside each other of a tree that is flattened; pages have 20–60
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:[;!]|$)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PLAIN = re.compile(r"[a-z0-9]*[.#][\w-]+")  # .name, #name, tag.name: no place in the page, no state
_STYLES = 1_000_000  # characters of style sheets that are looked through
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OPENING, _CLOSING = ("[", "［", "【"), "]］】"
_BUTTON = 16  # characters of the links
_MSO = re.compile(r"mso-element\s*:\s*(header|footer|comment-list)", re.IGNORECASE)

UNWRITTEN = frozenset(("script", "style", "head", "meta", "link", "base"))  # what holds no words for a person
_ASIDE = {
    "noscript": "noscript", "noframes": "noscript",
    "template": "template", "select": "control", "option": "control", "textarea": "control",
    "button": "control", "svg": "picture", "iframe": "frame", "object": "frame", "rt": "ruby", "rp": "ruby", "rtc": "ruby",
}  # fmt: skip


def parse(text: str) -> Any:
    """The root of a page. Raises SourceError (damaged) where the page is no tree."""
    from lxml import etree

    data = text.encode()  # as UTF-8, so that neither a declaration inside the page nor the parser's guess is heard again
    options: dict[str, Any] = {"encoding": "utf-8", "no_network": True, "huge_tree": True}
    try:
        flat: Any = _Flat()
        parser = etree.HTMLParser(remove_comments=True, remove_pis=True, **options)
        root = etree.fromstring(data, parser)
        if root is None:
            raise etree.ParserError("Document is empty")
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # it stopped and dropped the rest
            root = etree.fromstring(data, etree.HTMLParser(target=flat, **options))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        detail = f"the page cannot be read: {error}"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Save the page again, or save its text.") from error
    return root


class _Flat:
    """Builds a tree in which an element below `_DEEPEST` stands beside the one it stood in, with what follows it."""

    def __init__(self) -> None:
        from lxml import etree

        self._builder = etree.TreeBuilder()
        self._open: list[tuple[str, Any]] = []
        self._ended = False  # an element of the last level has ended, and the one it stood in is not begun again yet

    def start(self, tag: str, attributes: Any) -> None:
        if len(self._open) >= _DEEPEST and not self._ended:
            self._builder.end(self._open[-1][0])
        self._ended = False
        self._open.append((tag, dict(attributes)))
        self._builder.start(tag, self._open[-1][1])

    def end(self, tag: str) -> None:
        tag, _ = self._open.pop()
        if not self._ended:
            self._builder.end(tag)
        self._ended = len(self._open) >= _DEEPEST

    def data(self, text: str) -> None:
        if self._ended:
            self._builder.start(*self._open[-1])
            self._ended = False
        self._builder.data(text)

    def comment(self, text: str) -> None:
        """Left out."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Left out."""

    def close(self) -> Any:
        while self._open:
            self.end("")
        return self._builder.close()


class Sight:
    """Says of an element whether a browser shows it."""

    def __init__(self, root: Any) -> None:
        self._names = names(root, _HIDDEN, re.compile(r"display\s*:\s*(?!none)")) | _jams()

    def aside(self, element: Any) -> str | None:
        """Why the words of an element are not read with the text: hidden, control, noscript …; None where they are."""
        tag = element.tag
        if tag in _ASIDE:
            return None if tag == "iframe" and len(element) else _ASIDE[tag]  # a saved frame was put into it
        if tag == "span" and _is_button(element):
            return "control"
        if tag in ("html", "body") or not element.attrib:
            return None  # nobody saves a page of which nothing is shown: scripts show it
        style = element.get("style", "")
        if style and (found := _MSO.search(style)):
            return found[1].lower()
        if (style and _HIDDEN.search(style)) or element.get("hidden") is not None or self._named(element):
            return "hidden"
        if style and not len(element) and _NO_SIZE.search(style):  # what it holds may have a size again
            return "hidden"
        if "MsoCommentReference" in element.get("class", ""):
            return "comment"
        if tag == "del" and element.get("datetime") is not None:
            return "deleted"  # a tracked change, read as accepted
        return "hidden" if tag == "dialog" and element.get("open") is None else None

    def _named(self, element: Any) -> bool:
        names = [f".{name}" for name in element.get("class", "").split()]
        if id_ := element.get("id"):
            names.append(f"#{id_}")
        return any(name in self._names or element.tag + name in self._names for name in names)


def _is_button(element: Any) -> bool:
    """Whether a part of a heading is no word of it but links in brackets, as wikis put there ([编辑])."""
    around = element.getparent()
    if around is None or around.tag not in _HEADS or not element.text or element.text.strip() not in _OPENING:
        return False
    links = list(element.iter("a"))
    words = sum(len("".join(link.itertext())) for link in links)
    rest = "".join(element.itertext()).strip()
    return 0 < words <= _BUTTON and len(rest) <= words + 3 * len(links) and rest[-1] in _CLOSING


@cache
def _jams() -> frozenset[str]:
    """What programs of forums put between lines against copying: words of no meaning in the colour of the paper."""
    return frozenset(load_data("pipeline.ingest", "beside.toml")["jams"].split("|"))


def names(root: Any, says: re.Pattern[str], otherwise: re.Pattern[str] | None = None) -> frozenset[str]:
    """Selectors of the plainest kind (.name, #name, tag.name) of a page's own style sheet with a rule that says something.

    otherwise: none that has a rule which says this too.
    """
    sheets = "".join(style.text or "" for style in root.iter("style"))[:_STYLES]
    if not says.search(sheets):
        return frozenset()
    rules = _RULE.findall(_CONDITIONAL.sub("", _COMMENT.sub("", sheets)))

    def told(pattern: re.Pattern[str]) -> set[str]:
        return {name.strip() for listed, rule in rules if pattern.search(rule) for name in listed.split(",")}

    found = told(says) - (told(otherwise) if otherwise else set())
    return frozenset(name for name in found if _PLAIN.fullmatch(name))
