"""From the candidates of a region to its raw tree: marks, labels and level headings nested as the outline has them.

Every draft's `own` span runs from behind its mark to the next event, so the tree holds every character of the region once.
"""

import re
from typing import TypeVar

from pipeline.segment.draft import Draft
from pipeline.segment.labels import Label
from pipeline.segment.levels import LevelHeading
from pipeline.segment.marks import Mark
from pipeline.segment.outline import Chosen, choose
from pipeline.segment.places import Candidate
from pipeline.segment.tables import Placed
from pipeline.segment.toc import Entry
from pipeline.text import Span

_Found = TypeVar("_Found", Mark, Label, LevelHeading)
_STOP = re.compile("[。；;！!？?]")
_TITLE = 30  # characters: what stands between two candidates may be a title up to this length


def grow(
    text: str,
    region: Span,
    marks: list[Mark],
    labels: list[Label],
    levels: list[LevelHeading],
    named: dict[int, tuple[Entry, Span]],
    tables: list[Placed],
) -> Draft:
    """The raw tree of a region. named: headings that the contents confirm, by place; tables: what stands in a table already."""
    start, end = region
    marks, labels, levels = _outside(tables, marks), _outside(tables, labels), _outside(tables, levels)
    named = {place: entry for place, entry in named.items() if not _inside(tables, place)}
    by_mark = {label.start: label for label in labels if start <= label.start < end}
    placed = {table.span[0]: table for table in tables if start <= table.span[0] < end}
    listed = _candidates(text, region, marks, list(by_mark.values()), levels, named, list(placed.values()))
    chosen = _pruned(choose(listed))
    root = Draft((start, chosen[0].mark.start if chosen else end))
    stack: list[tuple[int, Draft]] = [(-1, root)]
    by_level = {level.start: level for level in levels}
    for index, one in enumerate(chosen):
        after = chosen[index + 1].mark.start if index + 1 < len(chosen) else end
        draft = Draft((one.mark.end, after), chosen=one)
        if one.style == "label":
            draft.label = by_mark[one.mark.start]
            draft.title = draft.label.span
        elif one.style == "table":
            draft.own = (one.mark.end, after)
            draft.table = placed[one.mark.start].drafts
        elif one.mark.start in by_level and one.style == "level":
            _as_level(draft, by_level[one.mark.start])
        elif one.mark.end > one.mark.start:
            draft.number = one.mark.span
        if one.confirmed and one.mark.start in named:
            draft.title = named[one.mark.start][1]
            draft.heading = True
        while stack[-1][0] >= one.depth:
            stack.pop()
        stack[-1][1].children.append(draft)
        stack.append((one.depth, draft))
    return root


def _inside(tables: list[Placed], place: int) -> bool:
    return any(table.span[0] <= place < table.span[1] for table in tables)


def _outside(tables: list[Placed], found: list[_Found]) -> list[_Found]:
    return [one for one in found if not _inside(tables, one.start)]


def _as_level(draft: Draft, level: LevelHeading) -> None:
    draft.kind = "level"
    draft.heading = True
    draft.level = level.label
    draft.number, draft.title = level.number, level.title


def _candidates(
    text: str,
    region: Span,
    marks: list[Mark],
    labels: list[Label],
    levels: list[LevelHeading],
    named: dict[int, tuple[Entry, Span]],
    tables: list[Placed],
) -> list[Candidate]:
    start, end = region
    titles = [span for _, span in named.values()]
    places: dict[int, Candidate] = {}
    values = {_value(text, label) for label in labels if label.source != "mark"}
    for mark in marks:
        if start <= mark.start < end and mark.start not in named and not any(a <= mark.start < b for a, b in titles):
            style = "1.1" if mark.style == "1." else mark.style
            places[mark.start] = Candidate(mark, style, mark.value, after_label=mark.start in values)
    at = {mark.start: mark for mark in marks}
    for place, (entry, span) in named.items():
        if start <= place < end:
            found = at.get(place)
            end_of = place + len(entry.printed) if entry.printed and text.startswith(entry.printed, place) else place
            mark = found if found and found.end <= span[0] else Mark(place, end_of, "toc", "", entry.value, "word")
            places[place] = Candidate(
                mark, "1.1" if entry.value else (mark.style if found else "toc"), entry.value or mark.value, True
            )
    for level in levels:
        if start <= level.start < end and level.start not in named:
            mark = Mark(level.start, level.end, "level", "", (level.value,), "line")
            places[level.start] = Candidate(mark, "level", (level.value,))
    for table in tables:
        behind_colon = text[max(0, table.span[0] - 4) : table.span[0]].rstrip().endswith((":", "："))
        places[table.span[0]] = Candidate(Mark(*table.span, "table", "", (), "line"), "table", after_label=behind_colon)
    for label in labels:
        if label.source != "mark" and label.start not in named:
            mark = Mark(label.start, label.after, "label", "", (), "word")
            places[label.start] = Candidate(mark, "label", group=label.traits.get("group", ""), words=label.words)
    return _headed(text, start, [places[p] for p in sorted(places)])


def _value(text: str, label: Label) -> int:
    """Where the value of a label begins, on its line or on the next."""
    at = label.after
    while at < len(text) and text[at] in " \t　\n":
        at += 1
    return at


def _headed(text: str, start: int, candidates: list[Candidate]) -> list[Candidate]:
    """Drops candidates inside another's words and notes of each whether a title may stand before it."""
    kept: list[Candidate] = []
    done = start
    for one in candidates:
        if one.mark.start < done:
            continue
        between = text[done : one.mark.start]
        headed = len(between.strip()) <= _TITLE and not _STOP.search(between)
        kept.append(Candidate(one.mark, one.style, one.value, one.confirmed, one.after_label, headed, one.group, one.words))
        done = one.mark.end
    return kept


def _pruned(chosen: list[Chosen]) -> list[Chosen]:
    """Without lists of one weakly bounded item that nothing continues and nothing stands below."""
    kept: list[Chosen] = []
    for index, one in enumerate(chosen):
        following = chosen[index + 1 :]
        until = next((k for k, other in enumerate(following) if other.depth < one.depth), len(following))
        alone = not any(other.depth == one.depth and other.style == one.style for other in following[:until])
        below = bool(following) and following[0].depth > one.depth
        first = one.value == (1,) and one.mark.before in ("colon", "word", "comma", "close") and not one.confirmed
        if not (first and alone and not below and one.style not in ("label", "level", "table", "•")):
            kept.append(one)
    return kept
