"""The table of contents: where it stands, what it lists, and where each entry's heading stands in the body.

It may run inline with the page number glued to the next entry's number (描述51.1市场部 = page 5, then 1.1 市场部). Pages never
fall and numbers follow each other; a small dynamic program splits every run of digits so that both hold best.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log2
from operator import attrgetter

import msgspec

from pipeline.segment.contents import entries
from pipeline.segment.contents.close import Close
from pipeline.segment.contents.entries import Contents, Entry, number_of, value_of
from pipeline.segment.marks.marks import Mark
from pipeline.text import Span

_HEAD = re.compile(r"(?:目[ \t　]*[录次]|CONTENTS|Contents)[:：]?")
_RUN = re.compile(r"(?<!第)\d[\d.．]*(?:[-－]\d{1,2})*")
_LEADERS = " \t　\n.．…·-—_"
_LEADING = re.compile(r"[.．…·]{3}|……")  # stands before a page, within no title
_LONGEST = 60  # characters of one entry's title
_WIDTH, _MARGIN = 16, 3.0  # readings kept at each run of digits; how much dearer one may be than the best: 2 would do
_COST = attrgetter("cost")


_Chain = tuple[Entry, "_Chain | None"]  # an entry and those before it


class _State(msgspec.Struct, frozen=True, gc=False):
    """A reading of the digits so far. value, printed: of the number before the title being read, which begins at `start`.

    since: the end of the last page number; last: the number of the last entry, None where there is no entry yet; first: how a
    line begins that says the first entry again.
    """

    cost: float
    page: int
    value: tuple[int, ...]
    printed: str
    start: int
    since: int
    last: tuple[int, ...] | None = None
    entries: "_Chain | None" = None
    first: tuple[str, ...] = ()


def contents(text: str) -> Contents | None:
    """The first table of contents, or None. At least three entries must carry page numbers that never fall, or come back."""
    for head in _HEAD.finditer(text, 0, min(len(text), 20_000)):
        told = entries.lined(text, head) or entries.plain(text, head)
        if told is not None:
            return told
        best = _parse(text, head.end())
        found = _listed(best)
        if best is not None and len(found) >= 3 and best.page > found[0].page:  # type: ignore[operator]
            if re.fullmatch(r"目[ \t　]*[录次]", found[0].title):
                found = found[1:]
            return Contents((head.start(), best.since), head.span(), tuple(found))
    return None


def _listed(state: _State | None) -> list[Entry]:
    entries: list[Entry] = []
    chain = state.entries if state is not None else None
    while chain is not None:
        entry, chain = chain
        entries.append(entry)
    return entries[::-1]


def _parse(text: str, start: int) -> _State | None:
    """The cheapest reading of the digits after the heading, up to the last page number that still fits."""
    states = [_State(0.0, 0, (), "", start, start)]
    best: _State | None = None
    for run in _RUN.finditer(text, start):
        grown: dict[tuple[int, tuple[int, ...], int, int, tuple[int, ...] | None], _State] = {}
        parts = _parts(run.group())
        titles = {at: _title(text, at, run.start()) for at in {state.start for state in states}}
        begins = {at: _glued(text[title[0] : title[0] + _LONGEST]) for at, title in titles.items() if title is not None}
        for state in states:
            if _begun(state, begins.get(state.start, "")):
                continue
            for new in _readings(text, state, run, parts, titles[state.start]):
                key = new.page, new.value, new.start, new.since, new.last
                if key not in grown or new.cost < grown[key].cost:
                    grown[key] = new
        if not grown:
            break
        ranked = sorted(grown.values(), key=_COST)[:_WIDTH]
        states = [state for state in ranked if state.cost <= ranked[0].cost + _MARGIN]
        done = next((s for s in states if run.end() in (s.since, s.start)), None)
        if done is not None and (best is None or done.since > best.since) and done.entries is not None:
            best = done
    return best


_Part = tuple[int, int, str, tuple[int, ...]]  # digits of a page, the page, the next entry's number as printed, and its value


def _parts(digits: str) -> list[_Part]:
    """Every way to read digits as a page number and the number of the next entry."""
    found: list[_Part] = []
    for k in range(1, min(3, len(digits)) + 1):
        value = value_of(digits[k:])
        if digits[:k].isdigit() and digits[0] != "0" and (value or not digits[k:].strip(".．")):
            found.append((k, int(digits[:k]), digits[k:], value))
    return found


def _title(text: str, start: int, end: int) -> Span | None:
    """The words between two runs of digits, without leaders; None where they are no entry's."""
    between = text[start:end]
    words = between.strip(_LEADERS)
    if len(words) > _LONGEST or "。" in between or "；" in between or _LEADING.search(words):
        return None
    first = start + len(between) - len(between.lstrip(_LEADERS))
    return first, first + len(words)


def _readings(text: str, state: _State, run: re.Match[str], parts: list[_Part], title: Span | None) -> Iterator[_State]:
    """What the digits may be: part of the title, or a page number (and the next entry's number)."""
    if title is None:
        return
    so_far, above, own, start, since, last = state.cost, state.page, state.value, state.start, state.since, state.last
    yield msgspec.structs.replace(state, cost=so_far + 1.0)
    if title[0] >= title[1]:
        value = value_of(run.group())
        if value and not own and (last is None or "\n" in text[start : run.start()]):
            cost = so_far + _succession(last or (), value)
            yield _State(cost, above, value, run.group(), run.end(), since, last, state.entries, state.first)
        return
    entry: Entry | None = None
    heads = _heads(text, run)
    for k, page, printed, value in parts:
        if above <= page <= above + 80:
            entry = msgspec.structs.replace(entry, page=page) if entry is not None else _entry(text, state, title, page)
            cost = so_far + 0.25 * log2(1 + page - above) + _succession(entry.value or own, value) + heads
            again = state.first or (_glued(entry.title), _glued(entry.printed + entry.title))
            yield _State(cost, page, value, printed, run.end(), run.start() + k, entry.value, (entry, state.entries), again)


def _begun(state: _State, words: str) -> bool:
    """Whether the title of the first entry comes back, behind three or more: there the body begins. words: without blanks."""
    chain = state.entries
    return chain is not None and chain[1] is not None and chain[1][1] is not None and words.startswith(state.first)


def _glued(words: str) -> str:
    return "".join(words.split())


def _heads(text: str, run: re.Match[str]) -> float:
    """What the place of a page number costs: it may head a line, as the next entry's number does."""
    before = text[run.start() - 1]
    if before == "\n" and text[run.end() : run.end() + 1] not in ("", "\n"):
        return 2.0
    return -0.5 if before in _LEADERS else 0.0


def _entry(text: str, state: _State, span: Span, page: int) -> Entry:
    title, printed, value = text[slice(*span)], state.printed, state.value
    if not value and (mark := number_of(title)):
        printed, value, title = title[:mark], (), title[mark:].strip()
    return Entry(printed, value, title, span, page)


@lru_cache(maxsize=1024)
def _succession(last: tuple[int, ...], value: tuple[int, ...]) -> float:
    """How surprising `value` is after `last` in a list of decimal numbers."""
    if not value:
        return 0.4 if last else 0.0
    if not last:
        return 0.0 if value[-1] == 1 else 1.0
    if value == (*last, 1) or any(value == (*last[:k], last[k] + 1) for k in range(len(last))):
        return 0.0
    return 1.0 if len(value) <= len(last) + 1 and value > last else 2.5


def headings(text: str, toc: Contents, start: int, scanned: Sequence[Mark]) -> dict[int, tuple[Entry, Span]]:
    """Where entries stand in the body: place of the heading (its mark included) → entry and the span of its title words.

    scanned: the marks of the text. In order: the heaviest chain of occurrences that rises in both, one with a number before it
    counting more.
    """
    found: list[tuple[int, int, float, Span]] = []
    marks = {mark.end: mark for mark in scanned if mark.start >= start}
    close = Close(text, start)
    for index, entry in enumerate(toc.entries):
        for span in close.places(entry.title):
            place, weight = _weigh(text, span[0], marks, entry)
            if weight:
                found.append((index, place, weight, span))
    chain = _chain(found)
    kept = [one for k, one in enumerate(chain) if one[2] >= 1.0 or _supported(text, chain, k)]
    return {place: (toc.entries[index], span) for index, place, _, span in kept}


def _supported(text: str, chain: list[tuple[int, int, float, Span]], k: int) -> bool:
    """A title in running text is its heading only where the next entry's heading follows on its heels."""
    index, _, _, span = chain[k]
    following = chain[k + 1] if k + 1 < len(chain) else None
    return following is not None and following[0] == index + 1 and not text[span[1] : following[1]].strip()


def _weigh(text: str, at: int, marks: dict[int, Mark], entry: Entry) -> tuple[int, float]:
    """Where the heading begins and how much an occurrence at `at` counts: its own number, any number, a boundary, nothing."""
    k = at
    while k > 0 and text[k - 1] in " \t　":
        k -= 1
    mark = marks.get(k) or marks.get(at)
    if mark is not None and entry.printed.startswith("第") and not entry.printed.endswith(mark.style.strip("第")):
        return at, 0.0  # 第六条 店长 is no 第一节 店长
    if mark is not None:
        return mark.start, 3.0 if mark.value == entry.value else 2.0
    if entry.printed and text[:k].endswith(entry.printed):
        return k - len(entry.printed), 3.0
    if k == 0 or text[k - 1] in "\n。；;！!":
        return at, 1.5 if len(entry.title) >= 3 else 0.5
    return at, 0.6 if len(entry.title) >= 6 else 0.0


class _Heaviest:
    """The heaviest chain so far that ends below an entry, with its last place: prefix maxima, kept in a tree."""

    def __init__(self, entries: int) -> None:
        self._tops = [(0.0, -1)] * (entries + 1)

    def below(self, entry: int) -> tuple[float, int]:
        top = (0.0, -1)
        while entry > 0:
            top = max(top, self._tops[entry])
            entry -= entry & -entry
        return top

    def note(self, entry: int, chain: tuple[float, int]) -> None:
        entry += 1
        while entry < len(self._tops):
            self._tops[entry] = max(self._tops[entry], chain)
            entry += entry & -entry


def _chain(found: list[tuple[int, int, float, Span]]) -> list[tuple[int, int, float, Span]]:
    """The heaviest subsequence that rises strictly in entry index and place."""
    ordered = sorted(found, key=lambda f: (f[1], -f[0]))
    best: list[tuple[float, int]] = []
    heaviest = _Heaviest(1 + max((index for index, *_ in ordered), default=0))
    for k, (index, _, weight, _) in enumerate(ordered):
        total, before = heaviest.below(index)
        best.append((total + weight, before))
        heaviest.note(index, (total + weight, k))
    chain: list[tuple[int, int, float, Span]] = []
    k = max(range(len(best)), key=lambda j: best[j][0], default=-1)
    while k >= 0:
        chain.append(ordered[k])
        k = best[k][1]
    return chain[::-1]
