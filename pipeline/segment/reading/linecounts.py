"""Numbers at the heads of lines that are marks because they count on: behind any one word (胜任力1 政策法规, 表一 班长,
课一概论), and Chinese ones without a sign behind them (一 总则, 二条件).

The word does not matter, the count does: one number after the other, each before a title. Captions, annexes and notes count up
as well and head nothing; of what looks like a word with its number (统一管理, 一级) hardly ever three count on.
"""

import re

from pipeline.segment.draft.lines import titled
from pipeline.segment.marks.marks import Mark, before
from pipeline.segment.marks.numerals import number

_CN = "[一二三四五六七八九十]"
_UNITS = "年月日天个名次分元级项条款种类人家"
_GLUED = rf"(?<=\d)(?=[一-鿿])(?![{_UNITS}])|(?<={_CN})(?=[一-鿿]{{2}})(?P<glued>)(?![级类种项一至到和与、])"
_NAMED = re.compile(
    r"^[ \t　]*(?P<all>(?P<word>(?![第附图注约近共]|表[\dA-Z])[一-鿿]{1,6}?)[ 　]?"
    rf"(?P<n>\d{{1,2}}|[A-Z]|{_CN}{{1,3}})"
    rf"(?P<form>[:：、.．]|(?=[ \t　])|{_GLUED}|$))"
    r"[ \t　]*(?P<title>[^\n]{0,24}$|[^\n\d。；;，,：:（(]{1,16}[(（][^()（）\n]{1,16}[)）](?=[A-Z]?[.．]?\d)"
    r"|[^\n\dA-Z。；;，,：:]{2,16}(?=[A-Z]?[.．]?\d))",
    re.MULTILINE,
)
_BARE = re.compile(
    rf"^[ \t　]*(?P<n>{_CN}{{1,3}})(?:[ \t　]+(?=[一-鿿])|(?=[一-鿿]{{2}})(?![级档等阶层类线般种项个]))"
    r"(?P<title>[^\n]{2,24})$",
    re.MULTILINE,
)
_WORDS = re.compile("[一-鿿]{2}")
_FEWEST = 3  # numbers that count up by no chance
_SKIPPED = 2  # a number may be left out


def find(text: str, taken: set[int]) -> list[Mark]:
    """The marks of a text that none begins at the places taken."""
    return [*_named(text, taken), *_bare(text, taken)]


def counts_on(values: list[int]) -> bool:
    """Whether three numbers or more count up from one or begin anew; one in four may be another."""
    pairs = [*zip([0, *values], values, strict=False)]
    steps = sum(value in (1, last + 1) for last, value in pairs)
    return 4 * steps >= 3 * len(pairs) and len(pairs) >= _FEWEST and max(values) > 1


def _named(text: str, taken: set[int]) -> list[Mark]:
    """Numbers behind any one word with titles, where they count on."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in _NAMED.finditer(text):
        if match.start("all") not in taken and (not match["title"] or titled(match["title"])):
            found.setdefault(match["word"], []).append(match)
    marks: list[Mark] = []
    for word, matches in found.items():
        values = [number(match["n"]) or 0 for match in matches]
        first = _glued_first(text, word, matches) if values[0] == _SKIPPED else None
        if _counts([1, *values] if first else values, matches):
            marks += [Mark(*first.span(), word, first["form"], (1,), before(text, first.start()))] if first else []
            marks += [
                Mark(*match.span("all"), word, match["form"].strip(), (value,), "line")
                for match, value in zip(matches, values, strict=True)
            ]
    return marks


def _counts(values: list[int], matches: list[re.Match[str]]) -> bool:
    """Whether the numbers behind a word count on; without a gap, where some are glued to titles, the word is one character or
    there are two of them, with titles of their own.
    """
    glued = [match for match in matches if match["glued"] is not None]
    strict = matches if len(matches[0]["word"]) == 1 or len(values) < _FEWEST else glued
    if not strict:
        return counts_on(values)
    fewest = _FEWEST - 1 if not glued and all(match["n"] in "一二" for match in matches) else _FEWEST
    titles = all(_WORDS.search(match["title"]) for match in strict)
    return titles and _steps(values) and len(values) >= fewest <= max(values)


def _steps(values: list[int]) -> bool:
    """Whether every number is the next one or begins anew."""
    return all(value in (1, last + 1) for last, value in zip([0, *values], values, strict=False))


def _glued_first(text: str, word: str, matches: list[re.Match[str]]) -> re.Match[str] | None:
    """The first number of a word whose others head lines, run together with the heading above it (能力词典能力族一：…)."""
    found = re.finditer(rf"{word}[一1](?P<form>[:：])(?=[ \t　]*[一-鿿])", text[: matches[0].start("all")])
    firsts = [match for match in found if matches[0]["form"] == match["form"]]
    return firsts[0] if len(firsts) == 1 else None


def _bare(text: str, taken: set[int]) -> list[Mark]:
    """Chinese numbers before titles on their lines, three or more, where all count up, once or again and again."""
    found = [m for m in _BARE.finditer(text) if m.start("n") not in taken and titled(m["title"])]
    values = [number(match["n"]) or 0 for match in found]
    while values[-1:] == [1]:
        del values[-1], found[-1]
    if len(values) < _FEWEST or not _steps(values) or max(values) < _FEWEST:
        return []
    return [Mark(*match.span("n"), "一、", "", (value,), "line") for match, value in zip(found, values, strict=True)]
