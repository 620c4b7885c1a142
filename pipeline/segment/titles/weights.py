"""What a heading weighs: points or a share in brackets at its end or behind it, or an amount alone below (4学时)."""

import re

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import amount, lines
from pipeline.segment.marks import scores
from pipeline.text import Span

_IN = r"[^()（）\n]*"
_POINTS = rf"[(（](?={_IN}[\d零〇一二三四五六七八九十百满]|{_IN}[权比]重){_IN}(?:分|[%％]|权重|比重){_IN}[)）]"
_WEIGHT = re.compile(
    rf"{_POINTS}$|(?<=[一-鿿）)])[ 　]?\d{{1,3}}(?:\.\d+)?[%％]$|(?<=[一-鿿）)])[ \t　]+\d{{1,3}}(?:\.\d+)?分$"
)
_BEHIND = re.compile(rf"(?P<weight>{_POINTS})[ \t　]*(?:[:：]|$)")


def ending(text: str, title: Span) -> Span | None:
    """The weight at the end of a title, none that is all of it."""
    weight = _WEIGHT.search(text[slice(*title)])
    return (title[0] + weight.start(), title[1]) if weight is not None and weight.start() > 1 else None


def behind(text: str, span: Span, *, amounts: bool) -> tuple[Span, int] | None:
    """The weight that the first line of what stands behind a title begins with, and where it ends with its colon.

    amounts: an amount that is all of the line counts too, where a list is below.
    """
    line = next(iter(lines(text, span)), None)
    if line is None:
        return None
    weight = _BEHIND.match(text, *line)
    if weight is not None:
        return weight.span("weight"), weight.end()
    return (line, line[1]) if amounts and amount(text[slice(*line)]) else None


def weigh(text: str, draft: Draft, weight: Span) -> None:
    """The weight is the heading's text, read as its points or its share."""
    words = text[slice(*weight)]
    draft.text, draft.weight = weight, scores.percent(words)
    draft.score = scores.single(words) if draft.weight is None else None
