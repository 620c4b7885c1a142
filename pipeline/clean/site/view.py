"""The page as a reader of it sees it: simplified, half width, without pinyin glosses; every offset leads back to the page.

The site's own words go through the same mill as the document's: on some pages 版權(quán)說明 stands for 版权说明. Patterns are
written once, for the plain form, and matched on this view. It decides nothing about the text: it is never written out.
"""

import re
from bisect import bisect_right
from itertools import accumulate

from pipeline.clean.site import plain
from pipeline.text import Span

_TRADITIONAL = re.compile("[們個為這來時會學對發國過開關實經業務員與網資載覽預權請進舉報檔簡頁讀費傳說規單準訊號誤]")
_GLOSS = re.compile(
    r"(\((?<=[\u3400-\u9fff]\()(?=[a-zü ]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6} ?\))"
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
    made = plain.first(text)
    return made if len(made) == len(text) else text


class View:
    """`text` is the plain form of `page`; `span` leads from its offsets to those of the page."""

    __slots__ = ("_offsets", "_pieces", "_starts", "page", "text")

    def __init__(self, page: str) -> None:
        self.page = page
        self._pieces = _GLOSS.split(page)  # what stands between glosses, and they
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self.text = _WIDE.sub(lambda wide: _HALF[wide[0]], simplified("".join(self._pieces[::2])))

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of the view stands in the page; glosses behind its last character belong to it."""
        if not self._starts:
            lengths = [*map(len, self._pieces)]
            self._starts = [*accumulate(lengths[:-1:2], initial=0)]
            self._offsets = [*accumulate(lengths[:-1], initial=0)][::2]
        return self._offset(start), self._offset(end)

    def _offset(self, at: int) -> int:
        """Where the piece that it lies in begins, in the view and in the page, tells."""
        piece = bisect_right(self._starts, at) - 1
        return self._offsets[piece] + at - self._starts[piece]
