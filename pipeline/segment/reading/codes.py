"""Numbers joined otherwise than by dots alone: 1-2-1, 1.1-2, A-1, A-A-001, A1 with A1.1 below it, KF2-B1-03, 课题1.1.
Only where they count on through the text, as (`linecounts`) those behind words of any kind (胜任力1).

Ranges, dates and names of models look the same; what tells them apart is that a number follows the one before it, and that
most of its form do so.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from pipeline.literals import Scanner
from pipeline.segment.marks.marks import NAMED, Mark, before
from pipeline.segment.marks.numerals import number
from pipeline.segment.reading import linecounts

_CODE = Scanner(
    re.compile(
        r"(?<![A-Za-z0-9.．\-－/~～])(?:(?P<letter>[A-Z])(?P<join>[-－]?))?(?P<first>\d{1,2})"
        r"(?P<rest>(?:[.．]\d{1,2}){0,2}(?:[-－]\d{1,2}){1,3}|[.．]\d{1,2})?"
        r"(?=[ \t　]*[一-鿿《“(（])(?!(?:[日号时天个名人次项种件条万元%％]|[年月](?!度)))"
    )
)
_LETTERS = Scanner(
    re.compile(  # A-A, A-A-001
        r"(?:(?<![A-Za-z0-9.．\-－/~～])|(?<=\s[A-Z]))[A-Z](?:[-－][A-Z]){1,2}(?:[-－]\d{1,3})?(?=[ \t　]*[一-鿿《“(（])"
    )
)
_COMPOUND = Scanner(
    re.compile(  # KF-01-02, KF2-B1-03, F1A02: what letters and figures make together, or words of letters
        r"(?<![A-Za-z0-9.．\-－/~～])(?:[A-Z]\d{1,2}|[A-Z]{2,4}\d{0,2})(?:[-－.．](?:[A-Z]{1,3}\d{0,3}|\d{1,3})|[A-Z]\d{1,3}){1,3}"
        r"(?![A-Za-z\d.．\-－/~～])(?=[ \t　]*[一-鿿※★*《“(（])"
    )
)
_PARTS = re.compile(r"[A-Z]+|\d+")
_BEHIND = re.compile(  # 模块A 收集; none of a sentence that speaks of it (学习模块A与模块B, 学完模块A 后方可)
    rf"(?<![，,、与和及或])({NAMED})[ 　]?([A-Z])(?=[ \t　]?[一-鿿])"
    r"(?![类级等型]|[ \t　]?(?:[与和及或的]|之[前后]|后?方[可能]|后才|[后时前][，,]))"
)
_PARENT = r"(?<![A-Za-z0-9])({}类?)[ \t　]?[一-鿿][^\W\d_A-Za-z]{{1,14}}(?:[(（][^()（）\n]{{1,10}}[)）]|\d{{1,3}}[%％分])?\n?$"
_HANZI = re.compile("[一-鿿]+")
_WORDED = 3  # decimals with one word before them
_SKIPPED = 2  # a number may be left out
_FEWEST = 4  # numbers that count on by no chance
_MOST = 0.8  # of all of one form that count on


def merged(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a text with those of joined numbers; of two that overlap the joined number stands, and a word with
    its number (模块A) instead of that number (A). A sign right behind a number is a flag of the piece (3、★按时完成…) and no
    bullet.
    """
    marks = _with(_worded(text, marks), _counted(text))
    marks = _with(marks, linecounts.find(text, {mark.start for mark in marks}))
    marks = _with(marks, _lettered(text, {mark.start for mark in marks}))
    ends = {mark.end for mark in marks if mark.value}
    return [mark for mark in marks if mark.value or _flush(text, mark.start) not in ends]


def _flush(text: str, place: int) -> int:
    """The place without the blanks before it."""
    while place and text[place - 1] in " \t　":
        place -= 1
    return place


def _with(marks: list[Mark], found: list[Mark]) -> list[Mark]:
    """Marks with others, of which each stands instead of those that it overlaps."""
    taken = sorted(one.span for one in found)
    starts, ends = [start for start, _ in taken], [0, *accumulate((end for _, end in taken), max)]
    free = [m for m in marks if ends[bisect_left(starts, m.end)] <= m.start]  # none that begins before its end reaches into it
    return sorted([*free, *found], key=lambda mark: mark.start)


def _lettered(text: str, taken: set[int]) -> list[Mark]:
    """Letters behind the words of divisions anywhere in running text (…完整。模块A 收集…模块B 执行…), where they count on."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in _BEHIND.finditer(text):
        found.setdefault(match[1], []).append(match)
    return [
        Mark(*match.span(), match[1], "", (number(match[2]) or 0,), before(text, match.start()))
        for matches in found.values()
        if linecounts.counts_on([number(match[2]) or 0 for match in matches])
        for match in matches
        if match.start() not in taken
    ]


def _counted(text: str) -> list[Mark]:
    forms: dict[str, list[Mark]] = {}
    for match in _CODE.finditer(text):
        form = _form(match)
        if form:
            rest = [int(part) for part in re.split("[-－.．]", match["rest"] or "") if part]
            letter = [ord(match["letter"]) - ord("A") + 1] if match["letter"] else []
            value = (*letter, int(match["first"]), *rest)
            forms.setdefault(form, []).append(Mark(*match.span(), "1.1", "-", value, before(text, match.start())))
    for match in _LETTERS.finditer(text):
        parts = re.split("[-－]", match.group())
        value = tuple(int(part) if part.isdecimal() else ord(part) - ord("A") + 1 for part in parts)
        forms.setdefault("A-A", []).append(Mark(*match.span(), "1.1", "-", value, before(text, match.start())))
    for form, mark in _compounds(text):
        forms.setdefault(form, []).append(mark)
    kept = [mark for form, marks in forms.items() for mark in _rising(text, form, marks)]
    return [*kept, *_parents(text, kept)]


def _compounds(text: str) -> Iterator[tuple[str, Mark]]:
    """Codes of letters and figures with the forms of their beginnings. A word of letters counts by where it first comes."""
    words: dict[str, int] = {}
    for match in _COMPOUND.finditer(text):
        if _CODE.pattern.match(text, match.start()) or _LETTERS.pattern.match(text, match.start()):
            continue
        parts = _PARTS.findall(match.group())
        value = tuple(int(part) if part.isdecimal() else _ordinal(part, words) for part in parts)
        first = re.split("[-－.．]", match.group(), maxsplit=1)[0]
        form = "".join("1" if sign.isdecimal() else "A" for sign in first)
        yield form + "~", Mark(*match.span(), "1.1", "-", value, before(text, match.start()))


def _ordinal(letters: str, words: dict[str, int]) -> int:
    """The place of a letter in the alphabet, or of a word of letters among those of the text."""
    return ord(letters) - ord("A") + 1 if len(letters) == 1 else words.setdefault(letters, len(words) + 1)


def _form(match: re.Match[str]) -> str:
    """The form of a number: letter-, letter, - or .- (1.1-2); "" for plain numbers and decimals."""
    rest = (match["rest"] or "").translate({ord("－"): "-", ord("．"): "."})
    hyphen = "-" in rest
    if match["letter"]:
        return "A-" if match["join"] else "" if hyphen else "A"
    return (".-" if "." in rest else "-") if hyphen else ""


def _rising(text: str, form: str, marks: list[Mark]) -> list[Mark]:
    """The marks of one form that count on, if most do; a letter glued to a figure only with numbers below it, or where two
    such letters stand above them with titles of their own.
    """
    kept: list[Mark] = []
    last: dict[int, tuple[int, ...]] = {}
    for mark in marks:
        value, parts = mark.value, len(mark.value)
        at = last.get(parts)
        goes_on = at is not None and value[:-1] == at[:-1] and 0 < value[-1] - at[-1] <= _SKIPPED
        opens = value[-1] == 1 and (at is None or value[:-1] > at[:-1] or value == kept[0].value)
        if goes_on or opens:
            kept.append(mark)
            last[parts] = value
    parts_seen = {len(mark.value) for mark in kept}
    enough = len(kept) >= _FEWEST and len(kept) >= _MOST * len(marks)
    known = form != "A" or parts_seen == {2, 3} or (parts_seen == {2} and len(_parents(text, kept)) > 1)
    if enough and known and form.endswith("~"):  # what is out of order among codes that no other text has
        kept = [mark for mark in marks if mark.before == "line" or mark in kept]
    return kept if enough and known else []


def _parents(text: str, kept: list[Mark]) -> list[Mark]:
    """A letter with its title right before the first number below it (A管理自我A1成就导向)."""
    found: list[Mark] = []
    for mark in kept:
        if len(mark.value) != 2 or mark.value[1] != 1 or not text[mark.start].isupper():
            continue
        floor = max(0, mark.start - 30)
        match = re.search(_PARENT.format(text[mark.start]), text[floor : mark.start])
        if match is not None:
            start = floor + match.start()
            found.append(Mark(start, floor + match.end(1), "1.1", "-", mark.value[:1], before(text, start)))
    return found


def _worded(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, those of decimals with the word before them (课题1.1) where most have the same, three or more, which seldom
    stands elsewhere or begins lines.
    """
    plain = [mark for mark in marks if mark.style == "1.1" and mark.start > 1]
    for size in (3, 2):
        words = Counter(text[mark.start - size : mark.start] for mark in plain)
        word, count = words.most_common(1)[0] if words else ("", 0)
        if count < _WORDED or 2 * count <= len(plain) or not _HANZI.fullmatch(word):
            continue
        worded = {mark.start for mark in plain if text.endswith(word, 0, mark.start)}
        begun = sum(before(text, start - size) in ("line", "stop") for start in worded)
        if 5 * count >= 4 * text.count(word) or 2 * begun >= count:
            return [_from(text, mark, size) if mark.start in worded and mark.style == "1.1" else mark for mark in marks]
    return marks


def _from(text: str, mark: Mark, size: int) -> Mark:
    """The mark with the word before it."""
    start = mark.start - size
    return mark._replace(start=start, before=before(text, start))
