"""From raw tree to pieces: every draft's own words become its title, its text, and statements below or behind it.

A heading's first line is its title; a leaf of a list is a statement, with a title where a label opens it; further lines go on
with the statement where it cannot end, and are statements of their own where it can. Where a title and its text run together
on one line, the seam between them is looked for.
"""

import re

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import chart, goes_on, lines, listed, stopped, titled
from pipeline.segment.headings import groups
from pipeline.segment.labels.label import Label
from pipeline.segment.titles import items, together, weights
from pipeline.segment.titles.runon import RunOn
from pipeline.segment.titles.unmarked import SEAM, Unmarked
from pipeline.segment.words import seams
from pipeline.text import Span

_NAMED_VALUE = re.compile(r"(?P<name>[^\n:：，,。；;]{2,9})[:：][ \t　]*(?=[^\n])")
_LEAVES = ("•", "1)", "(1)", "①", "a)", "(a)", "⑴")
_SHORT = 26  # characters of a phrase
_PUNCTUATED = re.compile("[，,、。；;]")
_EXPLAINS = re.compile("说明|描述")
_BESIDE = 1.5  # how much must speak for a title before a piece is a heading as its brothers are
_OVER = 2.5  # and before one over others is, whose line is no short phrase


class Settler:
    """Divides the drafts of one tree. labels: every label of the text; those behind a mark open statements. lined: the text
    has its lines.
    """

    def __init__(self, text: str, root: Draft, labels: list[Label], lined: bool = True) -> None:
        self.text = text
        self.unmarked = Unmarked(text)
        self.marked = {label.start: label for label in labels if label.source == "mark"}
        drafts = [*root.parents()]
        self.run_on = RunOn(text, drafts, lined)
        self.parents = {
            (draft.style, len(draft.chosen.value))
            for draft in drafts
            if draft.chosen and any(child.style != "•" for child in draft.children)
        }
        self.listed = {id(child) for draft in drafts if draft.style in ("label", "第条") for child in draft.children}
        self.beside = {id(child): half for draft in drafts for child, half in groups.headed_beside(draft)}
        self.told = {id(child) for draft in drafts for child in groups.told(text, draft)}
        self.articled = groups.articled(text, root)
        self.explained = {id(one) for draft in drafts for one in self._explained(draft)}

    def _explained(self, parent: Draft) -> list[Draft]:
        """The children that an explanation belongs to: a label below them, or the brother behind them, says so."""
        found: list[Draft] = []
        for index, child in enumerate(parent.children):
            behind = parent.children[index + 1] if index + 1 < len(parent.children) else None
            below = any(one.label is not None and one.label.words.endswith("说明") for one in child.children)
            start, end = behind.own if behind is not None else (0, 0)
            if below or _EXPLAINS.search(self.text, start, min(end, start + 24)):
                found.append(child)
        return found

    def settle(self, draft: Draft) -> list[Draft]:
        """Divides a draft and all below it; returns what belongs behind it, beside it."""
        if draft.text is not None and draft.chosen is None and draft.label is None and not draft.children:
            return []
        children: list[Draft] = []
        for child in draft.children:
            children += self._beside(child)
        draft.children = children
        if draft.style == "label":
            return self._label(draft)
        if draft.style == "level":
            self._level_name(draft)
        own = lines(self.text, draft.own)
        if draft.heading and draft.title:
            self._title(draft, draft.title, max(draft.title[1], draft.own[0]))
        elif self._is_heading(draft, own):
            self._heading(draft, own)
        else:
            return self._statement(draft, own)
        draft.children = groups.certified(draft.children)
        return []

    def _beside(self, draft: Draft) -> list[Draft]:
        """A settled draft with what belongs behind it; of a table its rows, and what the outline put below it."""
        if draft.table is None:
            tables = self._tables_behind(draft)
            return [draft, *self.settle(draft), *(one for table in tables for one in self._beside(table))]
        return [
            *draft.table,
            *self.unmarked.statements(draft.own),
            *(one for child in draft.children for one in self._beside(child)),
        ]

    def _tables_behind(self, draft: Draft) -> list[Draft]:
        """Takes the tables off the end of an article, beside which they stand."""
        last = len(draft.children)
        while draft.style == "第条" and not self.articled and last and draft.children[last - 1].table is not None:
            last -= 1
        tables, draft.children = draft.children[last:], draft.children[:last]
        return tables

    def _level_name(self, draft: Draft) -> None:
        """A level alone on its line over a list, its name on the next: 五级 / 见习司机 / 1、…"""
        own = lines(self.text, draft.own)
        if draft.number is None and draft.title and draft.children and len(own) == 1 and titled(self.unmarked.words(own[0])):
            draft.number, draft.title = draft.title, own[0]

    def _is_heading(self, draft: Draft, own: list[Span]) -> bool:
        """A division; a short line with something below it; a number whose brothers have something below them."""
        chosen = draft.chosen
        if chosen is None or (id(draft) in self.listed and not draft.children):
            return False
        first = self.unmarked.words(trim(self.text, *own[0], extra=":：")) if own else ""
        if chosen.style.startswith("第") and chosen.style != "第条":
            return True
        if draft.style == "第条":
            return self.articled
        if draft.style == "附" and own and groups.appended(self.text, own[0]) is not None:
            return True
        if draft.style == "•" and all(child.label is not None and child.label.evidence for child in draft.children):
            return False
        if id(draft) in self.explained and chart(first) is not None:
            return True
        listed = draft.style == "•" or (draft.style[0] not in "一Ⅰ" and not self.beside.get(id(draft)))
        if draft.children and listed and own and groups.announces(self.text, own[0]):
            return False
        if draft.children and id(draft) in self.listed:
            return titled(first) and self.unmarked.words(own[0])[-1] not in ":："
        if draft.children:
            whole = titled(first) or (len(first) <= 40 and not stopped(first))
            return whole or (chosen.style not in _LEAVES and self.run_on.heads(draft, _OVER))
        if self.beside.get(id(draft)) and chosen.style != "•":
            label = self.marked.get(own[0][0]) if own else None
            opened = label is not None and titled(label.words) and label.after < own[-1][1]
            whole = titled(first) and not stopped(first)
            return opened or whole or self.run_on.heads(draft, _BESIDE)
        if own and chosen.style not in _LEAVES and seams.chapter(self.text, *own[0]) is not None:
            return True
        if len(own) > 1 and titled(first) and chosen.style not in _LEAVES and not goes_on(self.unmarked.words(own[0])):
            return True
        deep = chosen.style not in _LEAVES and len(chosen.value) > 1 and (chosen.style, len(chosen.value)) in self.parents
        return deep and not (chosen.mark.before == "line" and id(draft) in self.told)

    def _heading(self, draft: Draft, own: list[Span]) -> None:
        if not own:
            return
        start, end = trim(self.text, *own[0], extra=":：")
        label = self.marked.get(start)
        if label is not None and titled(label.words) and label.end <= draft.own[1]:
            self._title(draft, label.span, label.after)
        elif id(draft) in self.explained and (boxes := chart(self.text[start:end])) is not None:
            self._title(draft, (start, start + boxes), start + boxes)
        elif draft.style == "附" and (appended := groups.appended(self.text, own[0])) is not None:
            self._title(draft, appended, appended[1])
        elif not draft.children and (match := _NAMED_VALUE.match(self.text, start, end)) is not None:
            self._title(draft, match.span("name"), match.end())
        elif titled(self.text[start:end]):
            self._title(draft, (start, end), own[0][1])
        else:
            cut, score = seams.head(self.text, start, end)
            open_ = bool(draft.children) and not stopped(self.text[start:end])
            if score >= SEAM and not (open_ and score < _OVER + self.run_on.asked) and self._parts(draft, (start, end)):
                self._title(draft, trim(self.text, start, cut), cut)
            elif open_:
                self._title(draft, (start, end), own[0][1])
            else:
                draft.text = (start, end)
                draft.children[:0] = self.unmarked.statements((own[0][1], draft.own[1]))

    def _parts(self, draft: Draft, line: Span) -> bool:
        """Whether a heading's line may be a title and a text: it is no short phrase over others, and where nothing but its
        brothers says that it is a heading, these run on too.
        """
        if draft.children:
            return line[1] - line[0] > _SHORT or _PUNCTUATED.search(self.text, *line) is not None
        told = draft.style.startswith("第") or seams.chapter(self.text, *line) is not None
        return told or self.run_on.heads(draft, _BESIDE)

    def _title(self, draft: Draft, title: Span, after: int) -> None:
        """Sets the title; a weight at its end or behind it is the heading's text."""
        own = weights.ending(self.text, title)
        behind = None if own is not None else weights.behind(self.text, (after, draft.own[1]), amounts=bool(draft.children))
        if own is not None:
            weights.weigh(self.text, draft, own)
            title = trim(self.text, title[0], own[0])
        elif behind is not None:
            weights.weigh(self.text, draft, behind[0])
            after = behind[1]
        draft.title, draft.heading = title, True
        while after < draft.own[1] and self.text[after] in ":： ":
            after += 1
        draft.children[:0] = self.unmarked.statements((max(after, title[1]), draft.own[1]))

    def _label(self, draft: Draft) -> list[Draft]:
        """The value of a label: the words on its line. Lines below it stand under a label without a value, else beside it."""
        assert draft.label is not None
        own = lines(self.text, draft.own)
        if not own:
            return []
        known = draft.label.traits and not draft.label.traits.get("opens")
        if "\n" in self.text[draft.label.after : own[0][0]] and (len(own) > 1 or draft.children or not known):
            draft.children[:0] = self.unmarked.lines(own)
            return []
        last = self.unmarked.run_on(own, 0)
        if not draft.children and not draft.label.evidence and (parts := listed(self.text, (own[0][0], own[last][1]))):
            draft.children = [Draft(one, text=one) for one in parts]
            return self.unmarked.lines(own[last + 1 :])
        draft.text = (own[0][0], own[last][1])
        if draft.label.evidence and len(own) == 1 and not draft.children and stopped(self.unmarked.words(own[0])):
            found = items.behind(self.text, own[0])
            if found is not None:
                draft.text = trim(self.text, own[0][0], found.start)
                return [self.unmarked.head_with_text((found.start, own[0][1]), found.seam)]
        return self.unmarked.lines(own[last + 1 :], opens=draft.label.evidence)

    def _statement(self, draft: Draft, own: list[Span]) -> list[Draft]:
        if not own:
            return []
        if draft.chosen is None:
            draft.children[:0] = self.unmarked.lines(own)
            return []
        beside: list[Draft] = []
        if draft.style == "•" and all(child.label is not None and child.label.evidence for child in draft.children):
            beside, draft.children = draft.children, []
        last = self.unmarked.run_on(own, 0)
        start, end = own[0][0], own[last][1]
        label = self.marked.get(start)
        if label is not None and label.after < end and not draft.children:
            draft.title, draft.text = label.span, trim(self.text, label.after, end)
        else:
            draft.text = (start, end)
        inside, behind = (draft.children, beside) if draft.style == "第条" else (beside, beside)
        inside[:0] = self.unmarked.lines(own[last + 1 :])  # a second paragraph of an article is its own
        return behind

    def finish(self, root: Draft) -> None:
        """Cuts what is left unmarked, and what is numbered, into items where the statements of its class begin with titles."""
        texted = self.unmarked.texted
        holding = {draft.style for draft in root.parents() if any(id(child) in texted for child in draft.children)}
        for draft in root.walk() if holding else ():
            if draft.style in holding:
                self.unmarked.open_first(draft)
        together.in_lines(self.text, root)
        together.numbered(self.text, root)
        together.loose(self.text, root, self.unmarked.loose)
