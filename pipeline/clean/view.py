"""The page as a reader of it sees it: simplified, half width, without pinyin glosses; every offset leads back to the page.

The site's own words go through the same mill as the document's: on some pages 版權(quán)說明 stands for 版权说明. Patterns are
written once, for the plain form, and matched on this view. It decides nothing about the text: it is never written out.
"""

import re
from bisect import bisect_right

from pipeline.lexicon import converter
from pipeline.text import Span

_TRADITIONAL = re.compile("[們個為這來時會學對發國過開關實經業務員與網資載覽預權請進舉報檔簡頁讀費傳說規單準訊號誤]")
_GLOSS = re.compile(
    r"\((?<=[\u3400-\u9fff]\()(?=[a-zü ]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6} ?\)"
)
_WIDE = re.compile("[\uff01-\uff5e\u3000\xa0]")
_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}


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

    __slots__ = ("_offsets", "_starts", "page", "text")

    def __init__(self, page: str) -> None:
        self.page = page
        kept, self._starts, self._offsets = _without_glosses(page)
        self.text = _WIDE.sub(lambda wide: _HALF[wide[0]], simplified(kept))

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of the view stands in the page; glosses behind its last character belong to it."""
        return self._offset(start), self._offset(end)

    def _offset(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._offsets[piece] + at - self._starts[piece]


def _without_glosses(page: str) -> tuple[str, list[int], list[int]]:
    """The page without glosses; where each piece between two of them begins in that, and where in the page."""
    glosses = [match.span() for match in _GLOSS.finditer(page)]
    parts: list[str] = []
    starts, offsets = [0], [0]
    for start, end in glosses:
        parts.append(page[offsets[-1] : start])
        starts.append(starts[-1] + start - offsets[-1])
        offsets.append(end)
    parts.append(page[offsets[-1] :])
    return "".join(parts), starts, offsets
