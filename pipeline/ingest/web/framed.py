"""Pages in the frames of a saved page: what the page itself holds of them is put in their place, what it does not is told.

A frame that is only named is another file: it is never looked for.
"""

from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.web.htmltree import parse

_FEW = 200  # characters that a page of frames may say for browsers without them
_SHOWN = 5  # names of frames that are told


def filled(root: Any) -> Any:
    """The tree with the pages that stand in attributes (srcdoc) and for browsers without frames (noframes) opened in it."""
    for frame in [*root.iter("iframe")]:
        if (held := frame.get("srcdoc", "").strip()) and not len(frame):
            _put(frame, "iframe", held)
    for instead in [*root.iter("noframes")]:
        if "<" in (held := instead.text or ""):
            _put(instead, "div", held)
    return root


def _put(element: Any, tag: str, page: str) -> None:
    element.tag, element.text = tag, None
    element.extend([*parse(f"<html><body>{page}</body></html>").iter("body")][:1])


def check(root: Any, text: str) -> None:
    """Raises SourceError (no_text) for a page that is nothing but frames around other files. text: what it says itself."""
    names = [frame.get("src", "").strip() for frame in root.iter("frame") if not len(frame)]
    if names and len("".join(text.split())) < _FEW:
        told = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        detail = f"the page holds only frames, and their pages are other files: {told}"
        raise SourceError(Why.NO_TEXT, "ingest", detail, "Give those pages, or save the page as a web archive (.mht).")
