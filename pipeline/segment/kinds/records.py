"""Records: pieces with labelled fields (positions, activities) or a chart explained (processes), and what groups them."""

import re
from collections import Counter

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft
from pipeline.segment.kinds.shape import Class, Shape

_PROCESS = re.compile(r"(?:流程|程序|流程图)$")
_CONTAINER = re.compile(r"(?:描述|说明|一览|构成|明细)$")
_OFTEN = 3  # headings that a label, or a title, comes back in


class Records:
    """The records of one tree. units: the groups that are units, by identity; over: what they stand in.

    nested: they hold others, and whatever labels come back are theirs.
    """

    def __init__(self, shape: Shape, nested: bool = False) -> None:
        self.shape, self.nested = shape, nested
        self._known: dict[int, bool] = {}
        self._holding: dict[int, bool] = {}
        self._certified: dict[int, bool] = {}
        self._beside: dict[tuple[int, Class], bool] = {}
        self._alike: dict[tuple[int, Class], bool] = {}
        self._refrains = self._titles_again()
        self._often = self._labels_again()
        self.whole = self._whole()
        self.divided = self._divided_alike()
        units = self._units_above()
        self.units = {id(draft) for draft in units}
        self.over = {id(at) for draft in units for at in shape.above(draft)}

    def any(self) -> bool:
        """Whether there is a record, or the document is one: its labels stand under no heading."""
        root = self.shape.root
        whole = self.whole is not None or any(child.label is not None for child in root.children)
        return whole or any(draft.heading and self.record(draft) for draft in root.walk() if draft is not root)

    def record(self, draft: Draft) -> bool:
        """A piece with two labelled fields or more of a position, an activity; a process with its explanation."""
        if id(draft) not in self._known:
            self._known[id(draft)] = self._record(draft)
        return self._known[id(draft)]

    def _record(self, draft: Draft) -> bool:
        if draft is self.whole or id(self.shape.parent.get(id(draft))) in self.divided:
            return False
        if id(draft) in self.divided:
            return True
        inner = (c for one in draft.children if one.kind == "section" for c in one.children)  # groups in the form of a table
        labels = {c.label.words for c in (*draft.children, *inner) if c.label is not None}
        words = load_data("pipeline.segment.families", "common.toml")
        if not labels.isdisjoint(words["department"]):
            return False
        if self.shape.words(draft) in self._refrains:
            return False
        named = len(labels.intersection(words["record"]))
        listed = any(c.kind in ("section", "criterion") for c in draft.children)  # in a table below the labels
        often = len(labels & self._often) >= _OFTEN or (listed and len(labels) > 1)
        if named >= 2 or (named and often) or (self.nested and self._valued(draft)):
            return True
        return bool(_PROCESS.search(self.shape.words(draft))) and not any(self.shape.is_heading(c) for c in draft.children)

    def _valued(self, draft: Draft) -> bool:
        """Whether two labels or more that come back have values right below a piece."""
        return sum(c.label is not None and c.label.words in self._often and not c.children for c in draft.children) > 1

    def _titles_again(self) -> set[str]:
        """Titles that come back under one heading after another, outside levels: parts of a form, and no records."""
        under: Counter[str] = Counter()
        for draft in self.shape.root.parents():
            if not self.shape.graded(draft):
                under.update({self.shape.words(c) for c in draft.children if c.heading and c.label is None and c.title})
        return {words for words, count in under.items() if count >= _OFTEN}

    def _labels_again(self) -> set[str]:
        """Labels that come back beside one of a record's, whatever their words."""
        words = set(load_data("pipeline.segment.families", "common.toml")["record"])
        beside: Counter[str] = Counter()
        for draft in self.shape.root.parents():
            labels = {c.label.words for c in draft.children if c.label is not None}
            if draft.heading and (labels & words or self.nested):
                beside.update(labels)
        return {label for label, count in beside.items() if count >= _OFTEN}

    def _whole(self) -> Draft | None:
        """The one division with a record's labels, of a document that is one record (一、信息 二、职责 三、要求), or None."""
        words = load_data("pipeline.segment.families", "common.toml")["record"]
        divisions = [c for c in self.shape.root.children if c.heading and c.chosen is not None and not c.kind]
        labelled = [c for c in divisions if any(d.label is not None and d.label.words in words for d in c.walk())]
        told = [c for c in divisions if self.shape.chapter(c) != "descriptive"]
        return labelled[0] if len(labelled) == 1 and len(told) >= 3 else None

    def _divided_alike(self) -> set[int]:
        """The divided records by identity, and what has two titles or more below it that a divided brother has."""
        divided = {
            id(draft): draft for draft in self.shape.root.walk() if draft is not self.shape.root and self._divided(draft)
        }
        for draft in list(divided.values()):
            above = self.shape.parent.get(id(draft), self.shape.root)
            titles = self._titles(draft)
            for other in above.children:
                alike = other.heading and not other.kind and self.shape.cls(other) == self.shape.cls(draft)
                if alike and len(titles & self._titles(other)) >= 2:
                    divided[id(other)] = other
        return set(divided)

    def _titles(self, draft: Draft) -> set[str]:
        """The titles of the numbered headings right below a draft."""
        return {self.shape.words(c) for c in draft.children if c.heading and c.chosen is not None and c.style != "label"}

    def _divided(self, draft: Draft) -> bool:
        """A record whose labels are numbered headings (一、基本信息 二、工作职责 三、任职资格): two of a record's or more."""
        words = load_data("pipeline.segment.families", "common.toml")
        if not draft.heading or draft.kind:
            return False
        return len(self._titles(draft).intersection([*words["record"], *words["parts"]])) >= 2

    def beside(self, draft: Draft, parent: Draft) -> bool:
        """A group of activities among activities; asked once of brothers of a class, with those of the groups beside."""
        key = id(parent), self.shape.cls(draft)
        if key not in self._beside:
            above = self.shape.parent.get(id(parent), self.shape.root)
            inner = above is not self.shape.root and parent is not self.shape.root
            near = (
                [c for c in above.children if c.heading and self.shape.cls(c) == self.shape.cls(parent)] if inner else [parent]
            )
            beside = (c for one in near for c in one.children if c.heading and self.shape.cls(c) == key[1])
            self._beside[key] = any(self.record(c) for c in beside)
        return self._beside[key]

    def kind(self, draft: Draft, parent: Draft, top: bool) -> str:
        """What groups records: the unit, what stands above it and between; what holds none is a section."""
        if id(draft) in self.units:
            return "unit"
        if parent.kind == "element" and (self.nested or self.holds(draft)):
            return "element"
        if id(draft) in self.over:
            return "part" if top else "section"
        if self.holds(draft):
            activity = self.beside(draft, parent) and not _PROCESS.search(self.shape.words(draft))
            return "element" if activity else "section"
        beside = [c for c in parent.children if id(c) in self.units and self.shape.cls(c) == self.shape.cls(draft)]
        if beside:
            formed = any(len(self._titles(c) & self._titles(draft)) > 1 for c in beside)  # divided as the units are
            return "unit" if formed or any(self.beside(c, draft) for c in draft.children if c.heading) else "section"
        return "element" if self.beside(draft, parent) else ("part" if top and self.units else "section")

    def holds(self, draft: Draft) -> bool:
        """Whether a record stands somewhere below a draft, looked at once."""
        if id(draft) not in self._holding:
            self._holding[id(draft)] = any((c.heading and self.record(c)) or self.holds(c) for c in draft.children)
        return self._holding[id(draft)]

    def certified(self, draft: Draft) -> bool:
        """Whether a draft stands in a chapter without records, where it is said how things are certified; looked at once."""
        above = self.shape.above(draft)
        chapter = above[-1] if above else draft
        if id(chapter) not in self._certified:
            says = any(one.label is not None and one.label.evidence for one in chapter.walk())
            self._certified[id(chapter)] = says and not self.record(chapter) and not self.holds(chapter)
        return self._certified[id(chapter)]

    def _units_above(self) -> list[Draft]:
        """The units: the nearest ancestor of a record of whose brothers most hold records."""
        holding = {c: [id(d) for d in ds if d.heading and self.holds(d)] for c, ds in self.shape.members.items()}
        others = {c: sum(d.heading and not self.record(d) for d in ds) for c, ds in self.shape.members.items()}
        mostly = {c: 5 * len(ids) >= 3 * others[c] for c, ids in holding.items()}
        units: list[Draft] = []
        for draft in self.shape.root.walk():
            if draft.heading and self.record(draft):
                groups = [at for at in self.shape.above(draft) if self._groups(at, mostly)]
                inner = (
                    groups[1:] and _CONTAINER.search(self.shape.words(groups[0])) and groups[1] not in self.shape.root.children
                )
                if groups:
                    units.append(groups[1] if inner else groups[0])
                elif (above := self.shape.parent[id(draft)]) is not self.shape.root and self._listing(above):
                    units.append(above)
        return units

    def _listing(self, draft: Draft) -> bool:
        """Whether a numbered division below another holds records alone, two or more (2.2 岗位职责 beside 2.1 组织结构)."""
        heads = [c for c in draft.children if c.heading and c.label is None]
        below = self.shape.parent[id(draft)] is not self.shape.root and draft.chosen is not None and draft.label is None
        return below and len(heads) > 1 and all(map(self.record, heads)) and not self.record(draft)

    def _groups(self, draft: Draft, mostly: dict[Class, bool]) -> bool:
        """Whether a heading is of a class of which most hold records, and no record among records itself."""
        plain = draft.heading and draft.style not in ("label", "•", "") and not draft.kind
        inside = any(self.beside(at, self.shape.parent[id(at)]) for at in [draft, *self.shape.above(draft)] if at.heading)
        if not plain or inside or self.shape.words(draft) in self._refrains:
            return False
        return mostly[self.shape.cls(draft)] or self._among_holding(draft)

    def _among_holding(self, draft: Draft) -> bool:
        """Whether a heading and nearly all its numbered brothers hold records, looked at once for all of them."""
        above = self.shape.parent.get(id(draft), self.shape.root)
        key = id(above), self.shape.cls(draft)
        if key not in self._alike:
            brothers = [c for c in above.children if c.heading and c.chosen is not None and self.shape.cls(c) == key[1]]
            self._alike[key] = len(brothers) > 1 and 5 * sum(map(self.holds, brothers)) >= 4 * len(brothers)
        return self._alike[key]
