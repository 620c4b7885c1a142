"""Candidates for the outline, in order of place: marks, headings that the contents name, level headings, labels and tables."""

import re
from bisect import bisect_left
from itertools import pairwise

from pipeline.segment.contents.entries import Entry
from pipeline.segment.labels.label import Label
from pipeline.segment.marks.brackets import tags
from pipeline.segment.marks.marks import Mark
from pipeline.segment.marks.numerals import CHINESE
from pipeline.segment.outline.candidate import Candidate
from pipeline.segment.reading.reading import Reading
from pipeline.text import Span

_STOP = re.compile("[。；;！!？?]")
_BRACKETED = re.compile(r"【(?=[^】]*[^\W\d_a-zA-Z])[^【】\n。；;，,：:]{2,16}】(?![。；;，,、：:的号第])")
UNMARKED = "h"  # the style of a heading that only the format names
CHAINED = "="  # the form of a bare number that counts on
_CHAINED = 6  # bare numbers that count on by no chance
_DIVIDED = 2  # chapters with divisions of their own that tell the others
_TITLE = 30  # characters: what stands between two candidates may be a title up to this length


def candidates(reading: Reading) -> list[Candidate]:
    """Every candidate of the body; of two at one place the one that says more stands."""
    places = {one.mark.start: one for one in _marks(reading)}
    places |= {one.mark.start: one for one in _bracketed(reading)}
    places |= {one.mark.start: one for one in _named(reading)}
    places |= {one.mark.start: one for one in (*_levels(reading), *_tables(reading), *_labels(reading))}
    if reading.headings:
        places = _styled(reading, places)
    return _headed(reading.text, reading.start, [places[p] for p in sorted(places)])


def _marks(reading: Reading) -> list[Candidate]:
    values = {_value(reading.text, label) for label in reading.free if label.source != "mark"}
    inside = {place for _, (start, end) in reading.named.values() for place in range(start, end)}
    return [
        Candidate(mark, "1.1" if mark.style == "1." else mark.style, mark.value, after_label=mark.start in values)
        for mark in reading.marks
        if mark.start not in inside
    ]


def _bracketed(reading: Reading) -> list[Candidate]:
    """Headings in lenticular brackets (【…】) at boundaries or behind a value, where there are two or more."""
    labels = {label.start for label in reading.free}
    said = tags(reading.text)
    found = [
        match
        for match in _BRACKETED.finditer(reading.text, reading.start, reading.end)
        if match.start() + 1 not in labels and match.start() not in labels and match.group().strip("【】") not in said
    ]
    if len({match.group() for match in found}) < 2:
        return []
    return [Candidate(Mark(*match.span(), "【】", "", (), "stop"), "【】") for match in found]


def _named(reading: Reading) -> list[Candidate]:
    at = {mark.start: mark for mark in reading.marks}
    return [_named_at(reading.text, place, entry, span, at.get(place)) for place, (entry, span) in reading.named.items()]


def _named_at(text: str, place: int, entry: Entry, span: Span, found: Mark | None) -> Candidate:
    printed = place + len(entry.printed) if entry.printed and text.startswith(entry.printed, place) else place
    mark = found if found and found.end <= span[0] else Mark(place, printed, "toc", "", entry.value, "word")
    style = "1.1" if entry.value else (mark.style if found else "toc")
    return Candidate(mark, style, entry.value or mark.value, confirmed=True)


def _levels(reading: Reading) -> list[Candidate]:
    free = [level for level in reading.levels if level.start not in reading.named]
    return [Candidate(Mark(one.start, one.end, "level", "", (one.value,), "line"), "level", (one.value,)) for one in free]


def _tables(reading: Reading) -> list[Candidate]:
    made: list[Candidate] = []
    labels = {label.end for label in reading.free}
    for table in reading.tables:
        before = reading.text[max(0, table.span[0] - 4) : table.span[0]].rstrip()
        alone = table.span[0] - min(4, table.span[0]) + len(before) in labels  # right below a label without a colon
        behind = alone or before.endswith((":", "：", "】"))
        made.append(Candidate(Mark(*table.span, "table", "", (), "line"), "table", after_label=behind))
    return made


def _labels(reading: Reading) -> list[Candidate]:
    free = [label for label in reading.free if label.source != "mark" and label.opening not in reading.named]
    groups = _groups(reading.text, free)
    return [
        Candidate(Mark(one.opening, one.after, "label", "", (), "word"), "label", group=group, words=one.words)
        for one, group in zip(free, groups, strict=True)
    ]


def _groups(text: str, labels: list[Label]) -> list[str]:
    """The label that each usually stands under; one that no list knows goes with the label on the line right above it."""
    found: list[str] = []
    for above, one in pairwise([None, *labels]):
        group = one.traits.get("group", "") if one is not None else ""
        if above is not None and one is not None and not one.traits and found[-1]:
            between = text[above.after : one.opening]
            valued = between.count("\n") == 1 and between[-1] == "\n" and text[one.after : one.after + 1] != "\n"
            group = found[-1] if valued and between.strip() else ""
        found.append(group)
    return found


def _styled(reading: Reading, places: dict[int, Candidate]) -> dict[int, Candidate]:
    """With what the format says: a heading is a candidate also without a mark, and nothing begins inside it."""
    starts = sorted(reading.headings)
    kept = {place: one for place, one in places.items() if one.confirmed or not _inside(reading, starts, place)}
    numbers = [kept[place].value if place in kept else () for place in reading.headings]
    opened = 0  # where a heading that is a mere number ends
    for at, (place, heading) in enumerate(reading.headings.items()):
        one = kept.get(place)
        if one is not None and _counts(one, numbers[max(0, at - 1)], *numbers[at + 1 : at + 2]):
            kept[place] = one._replace(heading=True, level=heading.level)
        elif reading.text[opened:place].strip() or not opened:
            unmarked = Mark(*heading.span, UNMARKED, "", (), "line")
            kept[place] = Candidate(unmarked, f"{UNMARKED}{heading.level}", heading=True, level=heading.level)
        opened = heading.span[1] if one is not None and one.mark.end == heading.span[1] else 0
    return kept


def _inside(reading: Reading, starts: list[int], place: int) -> bool:
    """Whether a place lies inside a heading, behind its beginning. starts: those of the headings, in order."""
    before = bisect_left(starts, place) - 1
    return before >= 0 and place < reading.headings[starts[before]].span[1] and place not in reading.headings


def _counts(one: Candidate, *beside: tuple[int, ...]) -> bool:
    """Whether what stands at the head of a heading is a mark; a bare number (5S管理) is, where one beside it goes on."""
    if one.mark.form or one.style != "1" or one.confirmed:
        return True
    return any(len(value) == 1 and abs(value[0] - one.value[0]) == 1 for value in beside)


def _value(text: str, label: Label) -> int:
    """Where the value of a label begins, on its line or on the next."""
    at = label.after
    while at < len(text) and text[at] in " \t　\n":
        at += 1
    return at


def _headed(text: str, start: int, listed: list[Candidate]) -> list[Candidate]:
    """Drops candidates inside another's words and notes of each whether a title may stand before it."""
    kept: list[Candidate] = []
    done = start
    for one in listed:
        if one.mark.start < done:
            continue
        between = text[done : one.mark.start]
        headed = len(between.strip()) <= _TITLE and not _STOP.search(between)
        kept.append(one._replace(headed=True) if headed else one)
        done = one.mark.end
    divided = [_chapter(one, after) for one, after in pairwise([*kept, None]) if one is not None]
    return _running(text, _chained(_between(divided)))


def _between(listed: list[Candidate]) -> list[Candidate]:
    """With the bare numbers that are chapters as those beside them are: 1目的… 2范围… before 3术语3.1 …, behind stops."""
    known = [k for k, one in enumerate(listed) if _bare(one) and one.style == "1.1"]
    edges = [(-1, 0), *((k, listed[k].value[0]) for k in known)]
    for (start, below), (end, above) in pairwise(edges) if len(known) >= _DIVIDED else ():
        run: list[int] = []
        for k in range(start + 1, end):
            one = listed[k]
            begins = one.mark.before in ("line", "stop") or (one.value == (1,) and one.mark.before != "comma")
            if _bare(one) and one.style == "1" and one.value == (below + len(run) + 1,) and begins:
                run.append(k)
        if below + len(run) + 1 == above:
            for k in run:
                listed[k] = listed[k]._replace(style="1.1")
    return listed


def _bare(one: Candidate) -> bool:
    return one.mark.style == "1" and not one.mark.form and len(one.value) == 1


def _running(text: str, listed: list[Candidate]) -> list[Candidate]:
    """Notes the numbers that count on right below a heading of another style: (二)… 4. … behind (一)… 1. 2. 3.; and those
    that count on behind the divisions of a table's rows.
    """
    last: dict[tuple[str, str], int] = {}
    for k, one in enumerate(listed):
        if len(one.value) != 1 or one.style in ("level", "toc") or (not one.mark.form and one.style == "1"):
            continue
        key, value = (one.style, one.mark.form), one.value[0]
        above = listed[k - 1]
        heads = one.headed and len(above.value) == 1 and above.style != one.style and above.mark.end < one.mark.start
        if above.style == "table" and 1 < value < 10 and one.style == "一、":
            listed[k] = one._replace(runs=text.find(f"{CHINESE[value - 1]}、", above.mark.start, above.mark.end) >= 0)
        elif heads and value > 1 and last.get(key) == value - 1:
            listed[k] = one._replace(runs=True)
        last[key] = value
    return listed


def _chained(listed: list[Candidate]) -> list[Candidate]:
    """Bare numbers that count 1, 2, 3 all over a text (its circles were lost: 1出勤甲、… 2整备甲、…) are marks."""
    bare = [k for k, one in enumerate(listed) if not one.mark.form and one.mark.before != "comma" and _counted(one)]
    runs: list[list[int]] = []
    for k in bare:
        value = listed[k].value[0]
        if runs and 1 <= value - listed[runs[-1][-1]].value[0] <= 2:
            runs[-1].append(k)
        elif value == 1:
            runs.append([k])
    chained = [k for run in runs if len(run) > 1 and any(listed[k].style == "1" for k in run) for k in run]
    kept = {*chained}
    bare = [k for k in bare if listed[k].style == "1" or k in kept]
    if len(chained) < _CHAINED or 10 * len(chained) < 7 * len(bare):
        return listed
    for k in chained:
        listed[k] = listed[k]._replace(style="1", mark=listed[k].mark._replace(style="1", form=CHAINED))
    return listed


def _counted(one: Candidate) -> bool:
    """Whether a candidate is a bare number, inside a line or at its head."""
    return one.style == "1" or (one.mark.style == "1." and one.mark.before == "line")


def _chapter(one: Candidate, after: Candidate | None) -> Candidate:
    """A bare number glued to words right before its own first division (1职业概况1.1职业名称) is one of the decimal numbers."""
    bare = one.mark.style == "1" and not one.mark.form and after is not None and after.headed
    return one._replace(style="1.1") if bare and after is not None and after.value == (*one.value, 1) else one
