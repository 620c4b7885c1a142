"""The page as a reader of it sees it: simplified, half width, without pinyin glosses; every offset leads back to the page.

The site's own words go through the same mill as the document's: on some pages 版權(quán)說明 stands for 版权说明. Patterns are
written once, for the plain form, and matched on this view. It decides nothing about the text: it is never written out.
"""

import re

from pipeline.lexicon import converter
from pipeline.text import Span

_TRADITIONAL = re.compile("[們個為這來時會學對發國過開關實經業務員與網資載覽預權請進舉報檔簡頁讀費傳說規單準訊號誤]")
_GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\((?=[a-zü ]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6} ?\)")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def is_traditional(text: str) -> bool:
    """Whether a common traditional character stands in the text."""
    return _TRADITIONAL.search(text) is not None


def simplified(text: str) -> str:
    """`text` in simplified characters, of the same length; the same object where nothing in it is traditional."""
    if not is_traditional(text):
        return text
    made = converter("t2s")(text)
    return made if len(made) == len(text) else text


class View:
    """`text` is the plain form of `page`; `span` leads from its offsets to those of the page."""

    __slots__ = ("_offsets", "page", "text")

    def __init__(self, page: str) -> None:
        self.page = page
        kept, self._offsets = _without_glosses(page)
        self.text = simplified(kept).translate(_HALF)

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of the view stands in the page; glosses behind its last character belong to it."""
        if self._offsets is None:
            return start, end
        return self._offsets[start], self._offsets[end]


def _without_glosses(page: str) -> tuple[str, list[int] | None]:
    """The page without glosses, and for each character left, and the end, its offset in the page (None: all were left)."""
    glosses = [match.span() for match in _GLOSS.finditer(page)] if "(" in page else []
    if not glosses:
        return page, None
    offsets: list[int] = []
    parts: list[str] = []
    done = 0
    for start, end in [*glosses, (len(page), len(page))]:
        parts.append(page[done:start])
        offsets += range(done, start)
        done = end
    return "".join(parts), [*offsets, len(page)]
