"""Forms whose borders are gone: labels and values beside each other without a colon (岗位名称 品质主管 所属部门 品质部).

Evidence: known labels one after another with a short value between them and no colon anywhere. In lines, a line between a
value and a value is a label too, although no list knows it. A label before numbers heads a list up to the next label.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.literals import Scanner
from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import STOPS, goes_on, lines, stopped, titled
from pipeline.segment.labels.label import Label, vocabulary
from pipeline.segment.marks.marks import BULLETS
from pipeline.text import Span

_LISTED = re.compile(rf"[(（]?\d{{1,2}}[)）、.．](?!\d)|0\d(?=[ 　]?[一-鿿])|[①{BULLETS}]")
_NUMBER = r"(?<![一二三四五六七八九十第、])[一二三四五六七八九十]{1,2}、(?=[^\W\d_])|[(（][一二三四五六七八九十]{1,2}[)）]"
_NUMBERS = Scanner(re.compile(_NUMBER))
_HEADING = re.compile(_NUMBER + r"|(?<![^\n])(?:[一-鿿]{2,6}\d{1,2}[ 　]+(?=[一-鿿]{2})|【[^【】\n]{2,12}】)")
_FEWEST = 3  # pairs
_FORM = 6  # pairs of a document that is a form
_PAIRS = 2  # of a chapter of one
_LONGEST = 40  # characters of a value
_PLAIN = 20  # characters of a value in running text
_UNKNOWN = 8  # characters of a label no list knows


@dataclass(slots=True)
class Form:
    """Pairs of a label and its value's span (None: nothing stands there)."""

    pairs: list[tuple[Span, Span | None]]

    @property
    def span(self) -> Span:
        label, value = self.pairs[-1]
        return self.pairs[0][0][0], (value or label)[1]


def forms(text: str, start: int) -> list[Form]:
    """Every form behind `start`."""
    found: list[Form] = []
    own = lines(text, (start, len(text)))
    known = _labelled(text, own)
    at = 0
    while at < len(own):
        pairs, after = _from_line(text, own, at, known) if text[slice(*own[at])] in known else ([], at)
        first = _enough(text, pairs, known)
        if first is not None:
            found.append(Form(pairs[first:]))
        at = max(after, at + 1)
    if sum(len(form.pairs) for form in found) >= _FORM:
        found += _chapters(text, own, found)
    for line in own:
        if line[1] - line[0] > _LONGEST:
            found += _run_together(text, line)
    return found


def _chapters(text: str, own: list[Span], found: list[Form]) -> list[Form]:
    """The chapters of a form whose lines are labels and values by turns, though no list knows the labels."""
    taken = [form.span for form in found]
    heads = [k for k, line in enumerate(own) if _HEADING.match(text, *line)]
    made: list[Form] = []
    for first, last in pairwise([*heads, len(own)]):
        inner = own[first + 1 : last]
        if len(inner) < 2 * _PAIRS or len(inner) % 2 or any(a < inner[-1][1] and inner[0][0] < b for a, b in taken):
            continue
        pairs = list(zip(inner[::2], inner[1::2], strict=True))
        if all(_turn(text, label, value) for label, value in pairs):
            made.append(Form([(label, value) for label, value in pairs]))
    return made


def _turn(text: str, label: Span, value: Span) -> bool:
    """Whether two lines may be a label and its value."""
    words, said = text[slice(*label)], text[slice(*value)]
    plain = titled(words) and len(words) <= _UNKNOWN and not re.search(r"\d", words) and not goes_on(said)
    return plain and len(said) <= _LONGEST and not is_list(text, value) and not is_list(text, label)


def _labelled(text: str, own: list[Span]) -> frozenset[str]:
    """Known labels, and short lines that come back behind ever other lines or a heading's mark, as no value does."""
    before: dict[str, set[str]] = defaultdict(set)
    valued: set[str] = set()
    values: set[str] = set()
    counts: Counter[str] = Counter()
    said = [text[slice(*line)] for line in own]
    again = {words for words, count in Counter(said).items() if count > 1 and len(words) <= _UNKNOWN}
    for above, words, following in zip(said, said[1:], said[2:], strict=False):
        if words in again and titled(words) and not re.search(r"\d", words) and not _HEADING.match(words) and not _whole(words):
            counts[words] += 1
            before[words] |= {above, ""} if _HEADING.match(above) else {above}
            if following not in vocabulary():
                valued.add(words)
            elif above in vocabulary():
                values.add(words)  # between two labels
    back = {words for words, signs in before.items() if counts[words] > 1 and len(signs) > 1 and words in valued - values}
    return frozenset(back | vocabulary().keys())


def _whole(words: str) -> bool:
    """Whether a line holds a known label and its value behind a blank (所属部门 客房部)."""
    cells = words.split(maxsplit=1)
    return len(cells) > 1 and cells[0] in vocabulary() and cells[1] not in vocabulary()


def _enough(text: str, pairs: list[tuple[Span, Span | None]], known: frozenset[str]) -> int | None:
    """The first pair from which on there are enough short values behind known labels; None where there is none."""
    first: int | None = None
    short = named = 0
    listed = False  # by the vocabulary: lines that come back may be anything
    for k in reversed(range(len(pairs))):
        label, value = pairs[k]
        words = text[slice(*label)]
        short += value is not None and not is_list(text, value)
        named += words in known
        listed |= words in vocabulary()
        if words in known and listed and short >= _FEWEST and 2 * named >= len(pairs) - k:
            first = k
    return first


def is_list(text: str, span: Span) -> bool:
    """Whether a value begins as the first item of a list."""
    return _LISTED.match(text, *span) is not None


def _from_line(text: str, own: list[Span], at: int, known: frozenset[str]) -> tuple[list[tuple[Span, Span | None]], int]:
    """The pairs that begin on line `at`, and the line behind them."""
    pairs: list[tuple[Span, Span | None]] = []
    until = at  # where labels that no list knows are known to end
    while at < len(own) and (text[slice(*own[at])] in known or (pairs and (until := _unknown(text, own, at, until, known)))):
        end = _value_end(text, own, at + 1, known)
        pairs.append((own[at], (own[at + 1][0], own[end - 1][1]) if end > at + 1 else None))
        at = end
    return pairs, at


def _unknown(text: str, own: list[Span], at: int, until: int, known: frozenset[str]) -> int:
    """Where labels that no list knows end: a short word, a short value behind it, and so on up to a known label or a heading;
    0 where they do not. until: where those end that were looked at last.
    """
    if at < until:
        return until
    begun = at
    while at + 2 < len(own) and text[slice(*own[at])] not in known and not _HEADING.match(text, *own[at]):
        words, value = (text[slice(*own[k])] for k in (at, at + 1))
        plain = titled(words) and not re.search(r"\d", words) and len(words) <= _UNKNOWN and not _whole(words)
        valued = not _whole(value) and value not in known and not is_list(text, own[at + 1]) and not _HEADING.match(value)
        if not plain or not valued or len(value) > _LONGEST:
            return 0
        at += 2
    told = begun < at < len(own) and (text[slice(*own[at])] in known or _HEADING.match(text, *own[at]) is not None)
    return at if told else 0


def _value_end(text: str, own: list[Span], at: int, known: frozenset[str]) -> int:
    """The line behind a value: one line, or the lines of a list."""
    if at >= len(own) or text[slice(*own[at])] in known or _HEADING.match(text, *own[at]) or _whole(text[slice(*own[at])]):
        return at
    if not is_list(text, own[at]):
        return at + 1 if len(text[slice(*own[at])]) <= _LONGEST or stopped(text[slice(*own[at])]) else at
    end = at + 1
    while end < len(own) and (is_list(text, own[end]) or goes_on(text[slice(*own[end - 1])])):
        end += 1
    return end


@cache
def _labels() -> Scanner:
    words = sorted((w for w in vocabulary() if len(w) >= 4), key=len, reverse=True)
    return Scanner(re.compile("|".join(map(re.escape, words))))


def _run_together(text: str, line: Span) -> list[Form]:
    """Pairs in one line: from a known label to the next, as long as values stay short or are lists."""
    found: list[Form] = []
    if sum(1 for _ in _labels().finditer(text, *line)) < _PAIRS:
        return []
    edges = [line[0], *(m.start() for m in _NUMBERS.finditer(text, *line)), line[1]]
    for a, b in pairwise(edges):
        found += _between(text, (a, b))
    return found


def _between(text: str, line: Span) -> list[Form]:
    """Pairs in a stretch without a heading's mark inside; a label right behind the mark at its head is the heading."""
    found: list[Form] = []
    pairs: list[tuple[Span, Span | None]] = []
    headed = _HEADING.match(text, *line)
    marks = [
        m.span() for m in _labels().finditer(text, *line) if text[m.end() : m.end() + 1] not in tuple(":：的、，,】]与和及")
    ]
    marks = [mark for mark in marks if headed is None or mark[0] > headed.end()]
    for k, label in enumerate(marks):
        until = marks[k + 1][0] if k + 1 < len(marks) else line[1]
        value, whole = _value(text, (label[1], until))
        pairs.append((label, value))
        if not whole or k + 1 == len(marks):
            near = headed is not None and pairs[0][0][0] - headed.end() <= _UNKNOWN
            if _sure(text, pairs) or (near and whole and k + 1 == len(marks) and _fills(pairs)):
                found.append(Form(pairs))
            pairs = []
    return found


def _fills(pairs: list[tuple[Span, Span | None]]) -> bool:
    """Two pairs or more with a value each that fill what stands behind a numbered heading (四、工作关系内部关系…)."""
    return len(pairs) > 1 and all(value is not None for _, value in pairs)


def _sure(text: str, pairs: list[tuple[Span, Span | None]]) -> bool:
    """Three labels of a position or more with a plain value each: in running text no fewer tell a form."""
    plain = [v is not None and v[1] - v[0] <= _PLAIN and not re.search("[，,：:]", text[slice(*v)]) for _, v in pairs]
    of_position = [bool(vocabulary()[text[slice(*label)]].get("role") == "position") for label, _ in pairs]
    return sum(p and q for p, q in zip(plain, of_position, strict=True)) >= _FEWEST


def _value(text: str, span: Span) -> tuple[Span | None, bool]:
    """The value that begins a stretch, and whether it fills it."""
    start, end = trim(text, *span)
    if start == end:
        return None, True
    if is_list(text, (start, end)):
        last = _list_end(text, start, end)
        return trim(text, start, last), last >= end
    stop = next((k for k in range(start, end) if text[k] in STOPS), end)
    if stop - start > _LONGEST:
        return None, False
    return trim(text, start, stop), stop == end


def _list_end(text: str, start: int, end: int) -> int:
    """Where a list ends: behind the stop of its last number."""
    statements = cellnodes.spans(text, (start, end))
    last = statements[-1]
    stop = next((k + 1 for k in range(last[0], last[1]) if text[k] in "。"), last[1])
    return stop


def drafts(text: str, form: Form) -> list[Draft]:
    """A field a pair; a section where the value is a list."""
    return [pair(text, label, value) for label, value in form.pairs]


def pair(text: str, label: Span, value: Span | None) -> Draft:
    """A label and its value: a field, or a section or evidence where the value is a list."""
    title = trim(text, *label, extra=":：")
    known = Label(*title, title[1], re.sub(r"\s", "", text[slice(*title)]), "vocabulary")
    listed = value is not None and (len(lines(text, value)) > 1 or is_list(text, value) or "\t" in text[slice(*value)])
    made = Draft(title, kind="section" if listed else "field", title=title, label=known, heading=listed, why=["row of a form"])
    made.role = known.traits.get("role")
    if known.evidence:
        made.kind = "evidence"
    if listed and value is not None:
        made.children = cellnodes.statements(text, value, kind="evidence" if known.evidence else "criterion")
    else:
        made.text = value
    return made
