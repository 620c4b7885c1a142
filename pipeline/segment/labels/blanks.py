"""Labels of what is to be filled in: words before a colon and a blank (姓名:____), wherever they stand; of who signed; and
those whose characters were set apart to fill a column (拟　　制：).

Behind another blank or a stop the words begin there; in running text, where a title stands right before the first of them,
the last word is the label.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.rules import load_data
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_BLANK = re.compile(
    r"(?P<words>[^\W\d_][^\s。；;！!？?，,:：_＿()（）]{0,20}?(?P<bracket>[(（][^()（）\n]{1,12}[)）])?)"
    r"[ \t　]*[:：][ \t　]*(?=[_＿]{2})"
)
_APART = re.compile(r"(?<![^\s。；;])(?P<words>[一-鿿](?:[ \t　]{1,6}[一-鿿]){1,3})[ \t　]*[:：][ \t　]*")
_SPREAD = re.compile(r"(?<=[^\s。；;])(?P<words>[一-鿿][ \t　]{2,8}[一-鿿])[ \t　]*[:：][ \t　]*")
_DATE = "年月日"
_TAIL = 160  # characters at the end of a document that hold who signed it
_LONGEST = 8  # characters of a label whose beginning nothing shows


def spans(text: str) -> Iterator[tuple[Span, int]]:
    """The words of each such label, and where its blank begins."""
    yield from _signatures(text)
    yield from ((match.span("words"), match.end()) for match in _APART.finditer(text))
    glued = list(_SPREAD.finditer(text))  # 1.成就导向定    义：, which comes back behind ever other titles
    counts = Counter("".join(match["words"].split()) for match in glued)
    yield from ((m.span("words"), m.end()) for m in glued if counts["".join(m["words"].split())] > 1)
    if "__" not in text and "＿＿" not in text:
        return
    for match in _BLANK.finditer(text):
        start, end = match.span("words")
        if text[start] in _DATE and text[start : start + 2] != "日期" and text[start - 1 : start] in ("_", "＿"):
            start += 1  # ____年____月____日签订地点
        base = match.start("bracket") if match["bracket"] else end
        bounded = text[start - 1 : start] in ("", *"\n_＿。；;日")
        if not bounded and base - start > _LONGEST:
            start = tagged(text, start, base)[-1].start
        if base - start > 1:
            yield (start, end), match.end()


def _signatures(text: str) -> Iterator[tuple[Span, int]]:
    """Two labels or more of who made and passed a document, behind its last sentence."""
    tail = max(0, len(text) - _TAIL)
    last = max(text.rfind(sign, tail) for sign in "。；;")
    found = list(_signers().finditer(text, max(last + 1, tail)))
    if len(found) > 1:
        yield from (((match.start(1), match.end(1)), match.end()) for match in found)


@cache
def _signers() -> re.Pattern[str]:
    words = load_data("pipeline.segment.families", "common.toml")["signed"]
    return re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})[ \t　]*[:：][ \t　]*(?![_＿]{{2}})")
