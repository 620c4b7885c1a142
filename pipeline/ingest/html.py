"""Saved web pages: paragraphs, headings, list items and tables in the order of the page, each with its element path.

The whole visible text is kept; what of it is the site's own is for the chrome channel to say. What the page holds and does
not show (hidden elements, controls, what stands for scripts) goes to the end as furniture, so that it can be looked up.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from pipeline.ingest.compose import Draft
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits
from pipeline.ingest.web import boxtables, framed
from pipeline.ingest.web.beside import beside
from pipeline.ingest.web.htmltree import Sight, parse
from pipeline.ingest.web.htmlwalk import Aside, Page, shown
from pipeline.model import Finding

_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE
)
_HEAD = 65_536  # bytes in which a page declares its encoding; saved ones have long comments before it
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)", re.IGNORECASE)  # browsers write it when they save
_MUCH = 200  # hidden characters of which a person should know


def read_html(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: encoding where none fits, damaged where the page is no tree, no_text where it has only frames."""
    decoded = decode(data, declaration(data))
    root = framed.filled(parse(decoded.text))
    draft = compose(
        root, source=decoded.text, encoding=decoded.encoding, broken=decoded.broken, facts=_facts(root, decoded.text)
    )
    framed.check(root, "".join(draft.text[slice(*block.span)] for block in draft.blocks if block.kind != "furniture"))
    return draft


def declaration(data: bytes) -> str | None:
    """The encoding that a page declares."""
    found = _DECLARED.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def compose(root: Any, parts: Sequence[Aside] = (), source: str = "", **fields: Any) -> Draft:
    """The blocks of a tree; behind them what is not shown, its title, and what other parts hold. fields: of `Draft`.

    source: the page itself, where what stands beside its text shall be told.
    """
    boxtables.rename(root)
    page = Page(Sight(root))
    page.read(root)
    _set_apart(page, source)
    seen = len(page.composer)
    title: Aside = ("title", shown(root.findtext("head/title") or ""), "/html/head[1]/title[1]")
    for why, said, path in (*page.asides, title, *parts):
        kind = "furniture" if seen or why in ("title", "part") else "paragraph"  # all is hidden: a script would have shown it
        page.composer.block(said, kind=kind, style=why, path=path or None)
    hidden = sum(len(said) for why, said, _ in page.asides if why == "hidden")
    findings = (_hidden(hidden, seen),) if seen and hidden > _MUCH else ()
    return page.composer.draft(findings=findings, **fields)


def _set_apart(page: Page, source: str) -> None:
    """Blocks that stand beside the text become furniture, each in its place."""
    blocks, text = page.composer.blocks, page.composer.draft().text
    for index in beside(page.elements, [text[slice(*block.span)] for block in blocks], source) if source else ():
        blocks[index] = msgspec.structs.replace(blocks[index], kind="furniture", style="beside", level=None)


def words(root: Any) -> str:
    """What a page shows, as mere text."""
    page = Page(Sight(root))
    page.read(root)
    return page.composer.draft().text


def _facts(root: Any, text: str) -> dict[str, str]:
    """Where the page came from, as it says itself."""
    links = (link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical")
    url = next((link for link in links if link.startswith(("http://", "https://"))), "")
    if found := _SAVED.search(text[:2_000]):
        url = found[1]
    return {"url": url} if url else {}


def _hidden(characters: int, at: int) -> Finding:
    return Finding(
        code="hidden-text",
        severity="info",
        message_en=f"The page holds {characters:,} characters that it does not show; they stand at the end of source.txt "
        "and are not in the text. Look whether the page had to be unfolded before it was saved.",
        message_zh=f"网页含 {characters:,} 个未显示的字符，附于 source.txt 末尾而不入正文；请核对保存前是否需要展开全文。",
        params={"characters": characters},
        span=(at, at),
    )


__all__ = ["Aside", "compose", "declaration", "read_html", "words"]
