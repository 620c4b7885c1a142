"""From the candidates of a text to its raw tree: marks, labels and level headings nested as the outline has them.

Every draft's `own` span runs from behind its mark to the next event, so the tree holds every character of the body once.
"""

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import stopped
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.outline.outline import Chosen, choose
from pipeline.segment.reading.candidates import UNMARKED, candidates
from pipeline.segment.reading.reading import Reading
from pipeline.segment.reading.styled import STYLED
from pipeline.text import Span

_COUNTING = ("①", "⑴", "(1)", "❶")  # signs that are no figures
_FIGURES = ("1、", "1.", "1)")  # figures with a sign: an author mixes them


def grow(reading: Reading) -> Draft:
    """The raw tree of a body."""
    chosen = _pruned(reading.text, choose(candidates(reading)))
    root = Draft((reading.start, chosen[0].mark.start if chosen else reading.end))
    make = _Maker(reading)
    stack: list[tuple[int, Draft]] = [(-1, root)]
    for index, one in enumerate(chosen):
        after = chosen[index + 1].mark.start if index + 1 < len(chosen) else reading.end
        draft = make.draft(one, after)
        while stack[-1][0] >= one.depth:
            stack.pop()
        if _strange(one, stack[-1][1].chosen):
            stack.pop()
        stack[-1][1].children.append(draft)
        stack.append((one.depth, draft))
    return root


def _strange(one: Chosen, above: Chosen | None) -> bool:
    """Whether a number says that its heading is another than the one above it (2.1 under 1.): its own was lost."""
    if above is None or not one.style == above.style == "1.1" or len(one.value) != len(above.value) + 1:
        return False
    return one.value[:-1] > above.value


class _Maker:
    """Makes the draft of a chosen mark, label, level heading or table."""

    def __init__(self, reading: Reading) -> None:
        self.named = reading.named
        self.text, self.headings = reading.text, reading.headings
        self.labels = {label.opening: label for label in reading.free}
        self.levels = {level.start: level for level in reading.levels}
        self.tables = {table.span[0]: table for table in reading.tables}

    def draft(self, one: Chosen, after: int) -> Draft:
        """The draft of `one`, whose own words end at `after`."""
        place = one.mark.start
        draft = Draft((one.mark.end, after), chosen=one)
        if one.style == "label":
            draft.label = self.labels[place]
            draft.title = draft.label.span
        elif one.style == "table":
            draft.table = self.tables[place].drafts
        elif one.style == "level" and place in self.levels:
            level = self.levels[place]
            draft.kind, draft.heading, draft.level = "level", True, level.label
            draft.number, draft.title = level.number, level.title
        elif one.style == "【】" or one.mark.style == UNMARKED:
            draft.title, draft.heading = one.mark.span, True
            draft.role = vocabulary().get(self.text[slice(*one.mark.span)], {}).get("role")
        elif one.mark.end > place:
            draft.number = one.mark.span
        heading = self.headings.get(place) if draft.number else None
        if heading is not None and one.mark.end < heading.span[1]:
            draft.title, draft.heading = trim(self.text, one.mark.end, heading.span[1], extra=":："), True
            draft.why.append(STYLED)
        if one.confirmed and place in self.named:
            title = self.named[place][1]
            draft.title = self._named(title, (one.mark.end, after if not self._headed(after, title[1]) else title[1]))
            draft.heading = True
        return draft

    def _headed(self, place: int, end: int) -> bool:
        """Takes what a title reaches into the head of the table behind it off that head; whether there is one."""
        head = self.tables[place].drafts[0] if place in self.tables else None
        if head is None or head.kind != "para" or head.text is None or not head.cells or not place < end < head.text[1]:
            return False
        head.own, head.text = (end, head.own[1]), trim(self.text, end, head.text[1])
        head.cells = [(max(start, end), stop) for start, stop in head.cells if stop > end]
        return True

    def _named(self, title: Span, own: Span) -> Span | None:
        """What the contents call a heading, without what it has of its number, of what begins behind it or of another line."""
        start, end = max(title[0], own[0]), min(title[1], own[1])
        stop = self.text.rfind("\n", start, end)
        inside = stop >= 0 and self.text[end : end + 1] not in ("", "\n")
        start, end = trim(self.text, start, stop if inside else end)
        return (start, end) if start < end else None


def _pruned(text: str, chosen: list[Chosen]) -> list[Chosen]:
    """Without lists of one weakly bounded item that nothing continues and nothing stands below; what only counts (①), or a
    number before a sentence (附注：1. …。), is a list of one behind a colon, where other lists of the style have more.
    """
    kept: list[Chosen] = []
    several = {one.mark.style for one in chosen if one.value == (2,)}
    figures = not several.isdisjoint(_FIGURES)
    later: dict[int, set[str]] = {}  # depth → styles that go on behind this place before anything shallower
    for index in range(len(chosen) - 1, -1, -1):
        one = chosen[index]
        below = index + 1 < len(chosen) and chosen[index + 1].depth > one.depth
        weak = one.value == (1,) and one.mark.before in ("colon", "word", "comma", "close") and not one.confirmed
        after = chosen[index + 1].mark.start if index + 1 < len(chosen) else len(text)
        counts = one.mark.style in _COUNTING and one.mark.style in several
        counts |= figures and one.mark.style in _FIGURES and stopped(text[one.mark.end : after])
        one_of = one.mark.before == "colon" and counts
        listed = one.style not in ("label", "level", "table", "•") and not one_of
        if not (weak and listed and not below and one.style not in later.get(one.depth, ())):
            kept.append(one)
        for depth in [depth for depth in later if depth > one.depth]:
            del later[depth]
        later.setdefault(one.depth, set()).add(one.style)
    return kept[::-1]
