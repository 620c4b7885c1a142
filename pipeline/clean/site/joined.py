"""Where a document begins and ends in a line into which a page was run together, told by the words on both sides.

The page's words come first and last, the document's between; no line break tells one from the other. Every pair of characters
speaks for the site that sites say and the middle of the line does not, for the document one that the middle has too; so do
days, times, addresses and long numbers for the site. The cut is where the sum over what stands outside is greatest, at a blank
or behind a stop rather than elsewhere, and at a name that the page has said before. A name that comes again is nobody's.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

from pipeline.clean.site.said import speaks
from pipeline.clean.site.titled import Piece
from pipeline.clean.site.view import View
from pipeline.clean.site.words import spoken
from pipeline.model import Span

RULE = "joined"
"""What the parts that stand outside are explained by, where no rule explains them."""
REACH = 1500
"""Characters at either end of the line that may be the site's."""
_HEAD, _FOOT = 5.0, 8.0  # what has to stand before the document, or behind it; of 204 documents without a page around them
_BOTH, _EACH = 9.0, 2.5  # none has more than 2.2 before and 5.6 behind. What both have to weigh together, and each of them
_LONG, _MOST = 400, 9.0  # characters of a line into which a page was run together; what a part of what stands outside may weigh
_SAID, _OWN, _OTHER = 1.2, -0.85, -0.05  # weight of a pair that sites say, that the document has, of any other
_FORM, _CLAUSE = 1.5, -1.0  # of a form of sites, and of the end of a clause
_NEARLY = 2.0  # of a cut that takes more from the document
_ELSEWHERE, _AGAIN = -2.5, 2.5  # of a cut that no sign shows; of one at a name said before
_GLANCE, _FEWEST = 400, 4  # characters at either end that say whether it is worth a look, and pairs there that sites say
_NAME = 6, 60  # characters of a name that comes again
_FORMS = re.compile(
    r"(?P<day>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})|(?P<clock>\d{1,2}:\d\d)|(?P<web>https?:|www\.|[a-z0-9-]+\.(?:com|cn|net|org))"
    r"|(?P<serial>\d{6,})|(?P<sign>[|>»›©★☆])|(?P<file>\.(?:docx?|pdf|xlsx?|wps)\b)|(?P<spoken>[您你])"
)
_NEAR, _NUMERALS = 20, "一二三四五六七八九十"
_ITEM = re.compile(rf"(?:(?<=[\s。;；])|^)(?P<open>[(（]?)(?P<number>\d{{1,2}}|[{_NUMERALS}])(?P<close>[、.)）])(?!\d)")
_FILES = re.compile(r"附[件表录]\s*[:：]?(?:\s*\S{1,40}?\.(?:docx?|pdf|xlsx?|wps|pptx?))+")
_PART = re.compile(r"\S+")
_SENTENCE = re.compile(r"[^。;；!！?？]{1,60}[。;；!！?？]*|[。;；!！?？]+")
_HAN, _CLAUSES = re.compile("[\u4e00-\u9fff]{2,}"), re.compile("[\u4e00-\u9fff][,，、]")
_STOPS = "。;；!！?？"


class Ends(NamedTuple):
    """Where the document begins and ends in a line, and what stands before and behind weighs."""

    first: int
    last: int
    head: float
    foot: float


def shows(page: str) -> bool:
    """Whether a page is a line, or begins or ends with one, into which a site's words were run together with a document's."""
    first, last = page.lstrip().partition("\n")[0], page.rstrip().rpartition("\n")[2]
    return any(len(line) > _LONG and max(ends(View(_taken(line)).text)[2:]) > 0 for line in dict.fromkeys((first, last)))


def _taken(line: str) -> str:
    """A line; of a long one, what is looked at: both ends, and as much of its middle."""
    middle = len(line) // 2
    return line if len(line) <= 4 * REACH else line[:REACH] + line[middle - REACH : middle + REACH] + line[-REACH:]


@lru_cache(maxsize=4)
def ends(line: str) -> Ends:
    """The cut at either end; the line's own ends, without weight, where nothing shows that a site's words stand there."""
    reach = min(REACH, len(line) // 3)
    begins, closes = len(line) > _LONG and _speaks(line[:_GLANCE]), len(line) > _LONG and _speaks(line[-_GLANCE:])
    if not (begins or closes):
        return Ends(0, len(line), 0.0, 0.0)
    inner = line[reach : len(line) - reach][: 2 * REACH]
    known = frozenset(_pairs(inner))
    own = frozenset(match.lastgroup for match in _FORMS.finditer(inner))
    first, head = _head(line[:reach], known, own) if begins else (0, 0.0)
    size, foot = _foot(line[-reach:], known, own) if closes else (0, 0.0)
    head = head if _said(line[:first], known) >= _FEWEST else 0.0
    foot = foot if _said(line[len(line) - size :], known) >= _FEWEST else 0.0
    both = min(head, foot) >= _EACH and head + foot >= _BOTH
    first, head = (first, head) if both or head >= _HEAD else (0, 0.0)
    size, foot = (size, foot) if both or foot >= _FOOT else (0, 0.0)
    return Ends(first, len(line) - size, head, foot)


def outside(text: str) -> tuple[Span, float]:
    """What lies between the words of the site, where the first or the last line of a text holds them and the document's, and
    what they weigh together; the whole text, without weight, else."""
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    behind, before = text.find("\n", start, stop), text.rfind("\n", start, stop) + 1
    first, last = text[start : behind if behind >= 0 else stop], text[before or start : stop]
    head, foot = ends(first), ends(last)
    low = start + head.first if head.head > 0 else 0
    high = stop - len(last) + foot.last if foot.foot > 0 else len(text)
    return (low, high), head.head + foot.foot


def parted(text: str, spans: list[Span], inner: Span) -> list[Span]:
    """The spans, cut where the document begins and ends; those outside it at blanks, behind stops and where they are long."""
    low, high = inner
    made: list[Span] = []
    for start, end in spans:
        made += _parts(text, start, min(end, low)) if start < low else []
        if max(start, low) < min(end, high):
            words = text[max(start, low) : min(end, high)]
            first = max(start, low) + len(words) - len(words.lstrip())
            made += [(first, first + len(words.strip()))] if words.strip() else []
        made += _parts(text, max(start, high), end) if end > high else []
    return made


def told(found: list[Piece], inner: Span, weight: float) -> list[Piece]:
    """The pieces, those outside the document with weight that have none."""
    low, high = inner
    weight = min(_MOST, weight)
    return [
        piece._replace(rule=RULE, weight=weight, listed=weight / 2)
        if piece.weight <= 0 and (piece.end <= low or piece.start >= high)
        else piece
        for piece in found
    ]


def _parts(text: str, start: int, end: int) -> list[Span]:
    return [one.span() for part in _PART.finditer(text, start, end) for one in _SENTENCE.finditer(text, *part.span())]


def _said(part: str, known: frozenset[str]) -> int:
    """How many pairs of a part sites say and the document does not: forms alone are any text's."""
    return len(spoken().intersection(_pairs(part)) - known)


def _speaks(part: str) -> bool:
    return sum(map(spoken().__contains__, _pairs(part))) + len(_FORMS.findall(part)) >= _FEWEST


def _pairs(part: str) -> Iterator[str]:
    """Each two characters that stand side by side."""
    return map(add, part, part[1:])


def _weights(part: str, known: frozenset[str], own: frozenset[str | None]) -> list[float]:
    """What each character weighs for the site, with the one behind it. own: kinds of forms that the document has."""
    said = spoken()
    made = [0.0] * len(part)
    for words in _HAN.finditer(part):
        for at, pair in enumerate(_pairs(words[0]), start=words.start()):
            made[at] = _OWN if pair in known else _SAID if pair in said else _OTHER
    for match in _FORMS.finditer(part):
        made[match.start()] += _FORM if match.lastgroup not in own else 0.0
    for match in _CLAUSES.finditer(part):
        made[match.start()] += _CLAUSE
    return made


def _names(part: str) -> list[tuple[int, int]]:
    """Spans of words of a name's length that stand before already."""
    low, high = _NAME
    seen: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    at = 0
    while at + low <= len(part):
        start = seen.setdefault(part[at : at + low], at)
        if start + low > at:
            at += 1
            continue
        size = low
        while size < high and at + size < len(part) and start + size < at and part[start + size] == part[at + size]:
            size += 1
        found += [(start, start + size), (at, at + size)]
        at += size
    return found


def _head(part: str, known: frozenset[str], own: frozenset[str | None]) -> tuple[int, float]:
    weights = _weights(part, known, own)
    begins = set()
    for start, end in _names(part):
        weights[start:end] = [0.0] * (end - start)
        begins.add(start)
    sums = [*accumulate(weights, initial=0.0)]
    said = {cut for cut in begins if part.find(part[cut : cut + _NAME[0]]) < cut}
    places = [(cut, _AGAIN if cut in said else 0.0 if _is_place(part, cut) else _ELSEWHERE) for cut in range(1, len(part))]
    return _cut([(cut, sums[cut] + place, place >= 0) for cut, place in places])


def _foot(part: str, known: frozenset[str], own: frozenset[str | None]) -> tuple[int, float]:
    sums = [*accumulate(reversed(_weights(part, known, own)), initial=0.0)]
    told = [(taken, _is_place(part, len(part) - taken)) for taken in range(1, len(part))]
    size, weight = _cut([(taken, sums[taken] + (0.0 if place else _ELSEWHERE), place) for taken, place in told])
    kept = _behind_lists(part, len(part) - size)
    return (size, weight) if kept + size == len(part) else (len(part) - kept, sums[len(part) - kept])


def _behind_lists(part: str, cut: int) -> int:
    """The cut behind the last item of a list that began before it, or begins there and speaks to nobody, and behind names of
    files that the document announces."""
    last: dict[tuple[str, str, bool], tuple[int, int]] = {}  # by the signs around a number: it, and where its list began
    first = cut
    for item in _ITEM.finditer(part):
        form = item["open"], item["close"], item["number"].isdigit()
        number = int(item["number"]) if form[2] else _NUMERALS.index(item["number"]) + 1
        before, began = last.get(form, (0, item.start()))
        last[form] = number, began if number == before + 1 else item.start()
        if last[form][1] <= first + 1 and cut <= item.start() + 1:
            end = next((at for at in range(item.end() + 1, len(part)) if _is_place(part, at)), len(part))
            if last[form][1] >= first and speaks(part[item.start() : end]):
                return first
            cut = end
    files = _FILES.search(part, max(0, cut - _NEAR))
    return files.end() if files and files.start() < cut < files.end() else cut


def _cut(cuts: list[tuple[int, float, bool]]) -> tuple[int, float]:
    """How much is cut off, and what it weighs: as little, where a line may have ended, as weighs nearly the most."""
    size, best, _ = max(cuts, key=lambda one: one[1])
    return next(((taken, weight) for taken, weight, place in cuts if place and weight >= best - _NEARLY), (size, best))


def _is_place(part: str, cut: int) -> bool:
    """Whether a line may have ended before `cut`."""
    return part[cut - 1] in _STOPS or part[cut - 1].isspace() or part[cut].isspace()
