"""Titles without a number before articles that run together (…再上岗。职责分工第四条…): the chapters of a regulation.

An article ends with a stop, so what stands between the last stop and the next article of the count is a title, where it is no
clause; two or more make chapters, and then the first article has one too, behind the document's own title.
"""

import re

from pipeline.literals import Scanner
from pipeline.segment.draft.lines import titled
from pipeline.segment.marks.numerals import number
from pipeline.text import Span

_FEWEST = 2  # chapters
_SKIPPED = 2  # articles that may be left out
_FIRST = 12  # characters of the first chapter's title
_ARTICLE = Scanner(
    re.compile(
        r"(?:(?P<stop>[。；;！!）)])(?P<title>[一-鿿、]{2,14}))?第(?P<n>[一二三四五六七八九十百零]{1,5}|\d{1,3})条(?![之款规所])"
    )
)
_CLAUSE = re.compile("(?:按照?|依照?|根据|依据|违反|符合|不符|参照|适用|执行|本办法|本规定|以及|和|与|及|或|的)$")
_OPENING = re.compile(r"(?:总[ 　]?则|通[ 　]?则|一般规定)$")


def find(text: str, span: Span) -> list[int]:
    """Where the titles of chapters and the articles behind them begin."""
    last, places, first = 0, [], None
    for match in _ARTICLE.finditer(text, *span):
        value = number(match["n"]) or 0
        if not (last <= value <= last + 1 + _SKIPPED):
            continue
        title = match["title"] or ""
        if title and titled(title) and not _CLAUSE.search(title):
            places.append((match.start("title"), match.end("title")))
        elif value == 1 and first is None:
            first = match.start()
        last = value
    if len(places) < _FEWEST:
        return []
    opening = _OPENING.search(text, max(span[0], (first or 0) - _FIRST), first) if first is not None else None
    return sorted({place for one in ([*places, opening.span()] if opening else places) for place in one})
