"""Files that stand beside documents and are none: what systems leave in folders, and what a browser saves with a page.

A browser puts the pictures, styles and scripts of `page.htm` into `page_files` or `page.files`. Without the page such a folder
is one like any other; documents in it (frames, files that the page links to) are sources too.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_LEFT = frozenset(("thumbs.db", "desktop.ini"))
_SAVED = re.compile(r"(.+)[_.]files")
_PAGES = (".htm", ".html", ".shtml", ".xhtml", ".asp", ".aspx", ".php", ".jsp", ".doc", ".mht")
_DOCUMENTS = frozenset((".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".txt", ".pdf", ".doc", ".docx", ".wps", ".rtf",
                        ".odt", ".zip"))  # fmt: skip


def companions(paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths that are no sources. paths: of all files of a folder or an archive, with slashes."""
    listed = [*paths]
    known = frozenset(path.casefold() for path in listed)
    return frozenset(path for path in listed if _is_left(path) or _is_of_page(path, known))


def _is_left(path: str) -> bool:
    return path.rpartition("/")[2].casefold() in _LEFT


def _is_of_page(path: str, known: frozenset[str]) -> bool:
    whole = PurePosixPath(path.casefold())
    if whole.suffix in _DOCUMENTS:
        return False
    for folder in whole.parents:
        saved = _SAVED.fullmatch(folder.name)
        if saved and any(str(folder.with_name(saved[1] + suffix)) in known for suffix in _PAGES):
            return True
    return False
