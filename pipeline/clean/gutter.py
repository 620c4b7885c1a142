"""Channel gutter: what a program shows in front of every line: the numbers of lines of code, the sign of what a mail quotes.

Mechanism: who puts a text into a block of code gets its lines numbered, the title's, the headings' and the empty ones too, and
who copies the block copies the numbers: in front of the lines, or all of them as a list before or behind; an answer to a mail
has > in front of every line of it. Evidence for numbers: they count up without a gap through lines that have numbers, marks
and bullets of their own and through lines that have none, over all of the document. An author's numbers count what is alike:
the rows of a table, the items of a list. For a list of nothing but numbers: there are so many that no author writes it. For
a sign: all lines in a row have it. What stands in front of the lines goes as probable; the lines stay as they are.
"""

import random
import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Edit, Evidence, Repair, Span

NAME = "gutter"

FEWEST, COUNTED, BARE, QUOTED = 15, 30, 32, 8
"""Lines in a row that have such numbers; numbers in a text whose lines were joined; of a list of nothing else, which is longer
than the head of a table of the days of a month; quoted lines."""
SURE = 0.98
"""Share of these taken to be right."""
_BETWEEN, _FEW = 2, 0.1  # lines between two numbers that may have none, and their share
_MARKED, _PART = 3, 0.5  # lines behind numbers that have marks, and that have none; share of the text from the first number on
_LONG, _FAR, _TRIES = 1000, 600, 8  # characters of lines that were joined, and from one number to the next; where 1 may stand

_NUMBER = re.compile(
    r"(?m)^[ \u3000]{0,4}(?P<figures>\d{1,4})(?P<sign>(?:[.:|]|(?=[ \t\u3000])|$)[ \t\u3000]{0,4})(?P<rest>.*)$"
)
_OWN = re.compile(
    r"[(（]?(?:\d{1,3}[)）、．.](?!\d)|\d{1,3}(?:\.\d{1,3})+|[一二三四五六七八九十]{1,3}[、)）])|第[一二三四五六七八九十\d]{1,3}[章节条]|[•●■◆①-⑳○]"
)
_QUOTE = re.compile(r"(?m)^[ \u3000]?(?:(?:[>＞] ?)+|\| ?(?=[^|\n]*$))")
_NUMERALS = str.maketrans(dict.fromkeys("二三四五六七八九十", "一"))  # marks of one kind are written alike
_BLANKS, _JOINTS = ("\t", "|", ". ", "  ", "\u3000", " "), ("", " ", "  ", "\u3000", "\n", "\n\n")


class _Numbered(NamedTuple):
    """A number in front of a line: [start, end) with the sign and the blanks behind it; the number, what follows, and where its
    line ends."""

    start: int
    end: int
    number: int
    rest: str
    stop: int


def detect(text: str) -> Evidence | None:
    """The places in front of lines, counted by kind; None where there are none."""
    spans = _spans(text)
    hits = sum(map(len, spans.values()))
    return Evidence(NAME, hits, {kind: len(found) for kind, found in spans.items() if found}, spans) if hits else None


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take them out."""
    spans: dict[str, list[Span]] = evidence.worked_out(dict, lambda: _spans(text))
    places = sorted((start, end, kind) for kind, found in spans.items() for start, end in found)
    return Repair(edits=tuple(_edit(text, *place) for place in places))


def damage(text: str, rng: random.Random, *, sign: str | None = None) -> str:
    """The lines numbered as a block of code shows them; `sign` behind each number, or one that is usual."""
    sign = rng.choice([" ", ". ", "\t", "|"]) if sign is None else sign
    return "\n".join(f"{number}{sign}{line}" for number, line in enumerate(text.split("\n"), start=1))


def _spans(text: str) -> dict[str, list[Span]]:
    listed = _listed(text)
    numbers = [] if listed else _in_front(text) or _joined(text)
    return {"line-number": numbers, "number-list": listed, "quoted": _quoted(text)}


def _edit(text: str, start: int, end: int, kind: str) -> Edit:
    old = text[start:end]
    return Edit(start=start, end=end, old=old, new="", rule=f"{NAME}.{kind}", certainty="probable", confidence=SURE)


def _in_front(text: str) -> list[Span]:
    """The numbers in front of lines that count up, one to a line, or on a line of its own before each."""
    found = max(_chains(text), key=len, default=[])
    if len(found) < FEWEST:
        return []
    alone = [_with_next(text, one) for one in found] if sum(not one.rest for one in found) > (1 - _FEW) * len(found) else found
    bare = sum(1 for a, b in pairwise(alone) if text.count("\n", a.stop, b.start) > 1 and text[a.stop : b.start].strip())
    if bare > _FEW * len(found) or not _are_mixed(text, alone):
        return []
    signs = Counter(text[one.start : one.end].lstrip().lstrip("0123456789") for one in found)
    sign = signs.most_common(1)[0][0]  # what stands behind it in a line is that line's
    return [(one.start, one.end if alone is not found else _behind(text, one, sign)) for one in alone]


def _behind(text: str, one: _Numbered, sign: str) -> int:
    """Where a number and the sign that all have end."""
    end = text.index(str(one.number), one.start) + len(str(one.number))
    return end + len(sign) if text.startswith(sign, end) else one.end


def _chains(text: str) -> list[list[_Numbered]]:
    """Numbers at the heads of lines near each other that count up from 1 or 0, with one sign; an empty line has none."""
    last: dict[str, list[_Numbered]] = {}
    chains: list[list[_Numbered]] = []
    line = at = 0
    lines: dict[int, int] = {}  # which line each number stands in front of
    for match in _NUMBER.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        lines[at] = line
        one = _Numbered(match.start(), match.start("rest"), int(match["figures"]), match["rest"], match.end())
        sign = (match["sign"].strip() or " ") if one.rest else ""
        for chain in (last.get(sign), *(last.values() if not one.rest else ())):
            if chain and one.number == chain[-1].number + 1 and line - lines[chain[-1].start] <= _BETWEEN + 1:
                chain.append(one)
                break
        else:
            if one.number <= 1:
                last[sign] = [one]
                chains.append(last[sign])
    return chains


def _with_next(text: str, one: _Numbered) -> _Numbered:
    """A number alone on its line with the line behind it."""
    start = one.stop + 1
    stop = text.find("\n", start)
    stop = stop if stop >= 0 else len(text)
    return one._replace(end=start, rest=text[start:stop].strip(), stop=stop)


def _are_mixed(text: str, found: list[_Numbered]) -> bool:
    """Whether the lines behind numbers are a document's rather than a list's: some have marks, of several kinds or again."""
    marks = [match[0] for one in found if (match := _OWN.match(one.rest))]
    kinds = {re.sub(r"\d+", "1", mark).translate(_NUMERALS) for mark in marks}
    full = sum(1 for one in found if one.rest.strip())
    told = len(marks) >= _MARKED and full - len(marks) >= _MARKED and (len(kinds) > 1 or len(set(marks)) < len(marks))
    return told and found[-1].stop - found[0].start >= _PART * len(text)


def _joined(text: str) -> list[Span]:
    """The numbers in front of lines that were joined: each is the first of its kind behind the one before."""
    line = max(text.split("\n"), key=len)
    if len(line) < _LONG or len(line) < _PART * len(text):
        return []
    low = text.index(line)
    for blank in _BLANKS:
        for first in ("1", "001"):
            if f"{COUNTED:0{len(first)}d}{blank}" not in line:
                continue  # none counts so far
            starts = [match.start() for match in re.finditer(rf"(?<![\d.]){first}{re.escape(blank)}", line)][:_TRIES]
            for start in starts:
                found = _chain(line, start, first, blank)
                if len(found) >= COUNTED and _are_mixed(text, found):
                    return [(low + one.start, low + one.end) for one in found]
    return []


def _chain(line: str, start: int, first: str, blank: str) -> list[_Numbered]:
    places, at, number = [start], start + len(first) + len(blank), int(first)
    while True:
        number += 1
        sign = f"{number:0{len(first)}d}{blank}"
        at = _next(line, sign, at)
        if at < 0:
            break
        places.append(at)
        at += len(sign)
    found = []
    for number, (at, stop) in enumerate(pairwise([*places, min(len(line), places[-1] + _FAR)]), start=1):
        end = at + len(f"{number:0{len(first)}d}{blank}")
        found.append(_Numbered(at, end, number, line[end:stop], stop))
    return found


def _next(line: str, sign: str, at: int) -> int:
    """Where a number stands next: no part of another, if there is such a place."""
    glued = place = line.find(sign, at, at + _FAR)
    while place >= 0 and line[place - 1] in "0123456789." and place > at:
        place = line.find(sign, place + 1, at + _FAR)
    return place if place >= 0 else glued


def _listed(text: str) -> list[Span]:
    """Lists of nothing but numbers that count up from 1."""
    for joint in _JOINTS:
        start = text.find(joint.join(map(str, range(1, BARE + 1))) + joint)
        if start < 0 or text[start - 1 : start].isdigit():
            continue
        end, number = start, 1
        while text.startswith(sign := f"{number}{joint}", end):
            end, number = end + len(sign), number + 1
        whole = end + len(str(number))
        return [(start, whole if text.startswith(str(number), end) and not text[whole : whole + 1].isdigit() else end)]
    return []


def _quoted(text: str) -> list[Span]:
    """The signs in front of all lines in a row."""
    if "\n>" not in text and "\n|" not in text and "\n＞" not in text:
        return []
    runs: list[list[Span]] = []
    for match in _QUOTE.finditer(text):
        follows = runs and text.count("\n", runs[-1][-1][1], match.start()) == 1
        runs[-1].append(match.span()) if follows else runs.append([match.span()])
    return [span for run in runs if len(run) >= QUOTED for span in run]
