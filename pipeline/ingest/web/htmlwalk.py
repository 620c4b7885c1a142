"""The way through a page: its blocks in the order of the page, as a browser cuts them, each with its element path.

Pieces that are placed beside each other are one line (`placed`), at the path of the first.
White space is what CSS makes of it: runs are one space, a line end between two Chinese characters is none, `pre` keeps all.
What Word writes into its pages is read as Word shows it: numbers of lists, symbol fonts. What is not shown is collected, and
handed to the composer at the end as furniture. No recursion: cells are walked by a page of their own, one within the other
only where tables are.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.ingest import symbols
from pipeline.ingest.compose import Composer
from pipeline.ingest.web import htmllists, htmltables, placed
from pipeline.ingest.web.htmltree import UNWRITTEN, Sight

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "html", "iframe", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "p", "pre",
        "plaintext", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
    )
)  # fmt: skip
_PRE = frozenset(("pre", "listing", "plaintext", "xmp"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST = 600  # characters of a path that still grows; pages have 100–300
_SHORT = 9  # characters; longer runs of symbol fonts are words whose font never was there
_NESTED = 6  # tables of data in the cells of others that are read as such

_BREAK, _KEPT_SPACE, _KEPT_TAB = "\x00", "\x01", "\x02"  # stand for what is no white space to be folded; no page holds them
_KEEP = str.maketrans({"\n": _BREAK, " ": _KEPT_SPACE, "\t": _KEPT_TAB, "\r": None})
_GIVE = str.maketrans({_BREAK: "\n", _KEPT_SPACE: " ", _KEPT_TAB: "\t"})
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
_LINE_END = re.compile(f"(?<=[{_WIDE}])[ \\t\\f]*[\\r\\n][ \\t\\r\\n\\f]*(?=[{_WIDE}])")  # CSS Text 3, 4.1.3
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SYMBOLS = re.compile(
    r"""(?<![\w-])(?:font-family\s*:|font\s*:[^;]*?\d(?:pt|px|em|%)(?:/\S+)?)\s*["']?(\w*dings\b[ \d]*|symbol\b)""",
    re.IGNORECASE,
)
_NAMES_FONT = re.compile(r"(?<![\w-])font-family\s*:", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_MSO_LEVEL = re.compile(r"mso-list\s*:[^;]*?\blevel([1-9])", re.IGNORECASE)
_CLOSED = re.compile(r"[、）】〕]$")

Aside = tuple[str, str, str]  # why something is not shown, its words, its path
Event = tuple[str, Any, str]  # what happens, to which element or with which text, at which path


class _Step(NamedTuple):
    """What is still to be walked. block: the block element it stands in; pre: its white space counts."""

    event: str
    thing: Any
    path: str
    block: Any
    pre: bool


class Page:
    """Walks (a part of) a page and cuts its text where a browser would begin a new line.

    elements: the element of each block of `composer`; asides: what is not shown.
    """

    def __init__(self, sight: Sight, lists: htmllists.Lists | None = None, depth: int = 0) -> None:
        self.composer = Composer()
        self.elements: list[Any] = []
        self.asides: list[Aside] = []
        self._sight = sight
        self._lists = lists or htmllists.Lists()
        self._depth = depth
        self._parts: list[str] = []
        self._where: tuple[Any, str] | None = None
        self._mark = ""  # of a list item whose words are still to come
        self._item: Any = None

    def read(self, root: Any, path: str = "/html") -> None:
        """Everything that is shown below an element."""
        for event, thing, at in self._events(root, path):
            if event == "text":
                self._parts.append(thing)
                continue
            if event == "mark":
                self._mark = thing
                continue
            self._end()
            if event == "table":
                self._table(thing, at)
            elif event == "item":
                self._mark, self._item = self._lists.mark(thing), thing
            elif event == "leave" or self._item is None:
                self._mark, self._item = "", None
            if event != "table":
                self._where = (thing, at)
        self._end()

    def _table(self, element: Any, path: str) -> None:
        """A table of data: its grid; before it its caption and whatever stands between its cells."""
        for words in htmltables.outside(element):
            self._parts.append(words)
            self._where = (element, path)
            self._end()

        def cell(holder: Any) -> str:
            inner = Page(self._sight, self._lists, self._depth + 1)
            inner.read(holder, path)
            self.asides += inner.asides
            draft = inner.composer.draft()
            return draft.text if any(block.table for block in draft.blocks) else draft.text.replace("\t", " ")

        before = len(self.composer.blocks)
        self.composer.table(htmltables.cells(element, cell), path=path)
        self.elements += [element] * (len(self.composer.blocks) - before)

    def _end(self) -> None:
        """The block that was collected, as what its innermost block element says it is."""
        if not self._parts:
            return
        text, self._parts = shown("".join(self._parts)), []
        if not text.strip() or self._where is None:
            return
        element, path = self._where
        fields = {"path": path, "number": self._mark.strip() or None, **self._kind(element)}
        self.composer.block(self._mark + text, **fields)
        self.elements.append(element)
        self._mark, self._item = "", None

    def _kind(self, element: Any) -> dict[str, Any]:
        tag = element.tag
        if tag in _HEADINGS:
            return {"kind": "heading", "level": int(tag[1])}
        if element.get("role") == "heading":
            said = element.get("aria-level", "2")
            return {"kind": "heading", "level": int(said) if said in tuple("123456789") else 2}
        item = element if tag == "li" else self._item
        if item is not None:
            return {"kind": "list-item", "level": htmllists.level(item)}
        found = _MSO_LEVEL.search(element.get("style", ""))
        return {"kind": "list-item", "level": int(found[1]) if found else 1} if self._mark or found else {}

    # ------------------------------------------------------------------------------------------------ events

    def _events(self, root: Any, path: str) -> Iterator[Event]:
        """Texts, borders of blocks, marks of list items and tables of data, in order."""
        waiting = [_Step("open", root, path, root, False)]
        while waiting:
            event, thing, at, block, pre = waiting.pop()
            if event not in ("open", "piece"):
                yield event, thing, at
                continue
            tag, style = thing.tag, thing.get("style", "")
            if tag in UNWRITTEN or self._is_aside(thing, at):
                continue
            if tag == "table" and thing is not root and self._depth < _NESTED and htmltables.is_data(thing):
                yield "table", thing, at
                continue
            if tag == "br":
                yield "text", _BREAK, at
            elif tag in BLOCKS:
                if event == "open":
                    yield ("item" if tag == "li" else "block"), thing, at
                block, pre = thing, pre or tag in _PRE
            if style:
                if _IGNORED.search(style):  # Word's number of a list, with the gap behind it
                    yield "mark", _word_mark(thing), at
                    continue
                pre = pre or _PRE_STYLE.search(style) is not None
            waiting += reversed(_inside(_Step(event, thing, at, block, pre), style))

    def _is_aside(self, element: Any, path: str) -> bool:
        why = self._sight.aside(element)
        if why is None:
            return False
        words = shown("".join(_written(element)))
        if words:
            self.asides.append((why, words, path))
        return True


def _inside(step: _Step, style: str) -> list[_Step]:
    """What is to be walked below an element; after a block inside it, the element around goes on as a new block."""
    _, element, path, block, pre = step
    found: list[_Step] = []
    if element.text:
        found.append(_Step("text", _own_text(element, pre, style), path, block, pre))
    counts: dict[str, int] = {}
    last = None
    for child in element:
        tag = child.tag
        counts[tag] = counts.get(tag, 0) + 1
        event = "open"
        between = placed.gap(last, child) if last is not None and tag in BLOCKS and not (last.tail or "").strip() else None
        if between is not None:  # it stands in one line with the one before
            del found[-1 - bool(last.tail) :]
            found.append(_Step("text", between, path, block, pre))
            event = "piece"
        last = child
        found.append(_Step(event, child, f"{path}/{tag}[{counts[tag]}]" if len(path) < _LONGEST else path, block, pre))
        if tag in BLOCKS:
            found.append(_Step("leave" if tag == "li" else "block", block, path, block, pre))
        if child.tail:
            found.append(_Step("text", child.tail.translate(_KEEP) if pre else child.tail, path, block, pre))
    return found


def _own_text(element: Any, pre: bool, style: str) -> str:
    text: str = element.text
    if pre:
        return text.translate(_KEEP)
    if style and element.tag == "span" and not text.strip():
        return " "  # a gap that Word drew with spaces that do not break
    if element.tag == "sup" and (figures := symbols.raised(text)):
        return figures  # 10³ is not 103
    return symbols.shown(_font(element), text) if len(text) < _SHORT else text


def _font(element: Any) -> str:
    """The symbol font in which the words of an inline element stand; "" for any other."""
    while element is not None and element.tag not in BLOCKS:
        style, face = element.get("style", ""), element.get("face", "")
        if style and (found := _SYMBOLS.search(style)):
            return found[1]
        if face or _NAMES_FONT.search(style):
            return face if symbols.is_symbol_font(face) else ""
        element = element.getparent()
    return ""


def _word_mark(element: Any) -> str:
    """The number of a list item as Word printed it, with what follows it."""
    drawn = [part for part in element.iter() if part.text and part.text.strip()]
    words = shown("".join(_own_text(part, False, "") for part in drawn).replace("\xa0", " "))
    if len(drawn) == 1 and len(words) == 1 and not words.isalnum():
        words = symbols.bullet("", words)
    return words if not words or _CLOSED.search(words) else f"{words} "


def _written(element: Any) -> Iterator[str]:
    """The words below an element, with a break where a block begins."""
    for part in element.iter():
        if part.tag in UNWRITTEN:
            pass
        elif part.text:
            yield (_BREAK if part.tag in BLOCKS or part.tag == "option" else "") + part.text
        if part is not element and part.tail:
            yield (_BREAK if part.tag in BLOCKS else "") + part.tail


def shown(text: str) -> str:
    """White space as a browser shows it: runs as one space, none at the ends of lines; breaks stay."""
    if "\n" in text or "\r" in text:
        text = _LINE_END.sub("", text)
    text = _SPACE.sub(" ", text)
    if _BREAK in text or _KEPT_SPACE in text or _KEPT_TAB in text:
        text = "\n".join([line.strip(" ") for line in text.split(_BREAK)]).translate(_GIVE).strip("\n")
    return text.strip(" ").rstrip()
