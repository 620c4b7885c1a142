"""Kinds: what every draft of a settled tree is, by what it holds and where it stands (README, "kinds").

Words that say what they are go first (第X部分, 第X单元, a level's heading, a label). Then records, pieces with labelled fields, are
elements where the family says so. Then the tree: the lowest headings that hold statements are elements, what groups them is a
unit, the top division a part; knowledge and descriptive chapters hold sections. Brothers are of one kind.
"""

import re
from collections import defaultdict

from pipeline.segment.draft import Draft
from pipeline.segment.levels import LEVEL, rank
from pipeline.segment.lines import stopped

_PART = {"第部分", "第部", "第编", "第篇", "第章"}
_LIST = {"1、", "1)", "(1)", "①", "a)", "(a)", "⑴", "•", "1", "A)", "⒈", "甲、"}
_CHAPTERS = (
    (
        "descriptive",
        re.compile(r"目的|适用|概况|概述|说明$|总则|附则|前言|引言|声明|简介|须知|关于.*标准$|术语|原则$|权重表|比重表"),
    ),
    ("knowledge", re.compile(r"知识|基本要求$|基础知识")),
    ("experience", re.compile(r"经验|经历")),
)
_POSITION = {"岗位名称", "职务名称", "职位名称", "直接上级", "直接下级", "直接下属", "工作职责", "岗位职责", "主要职责", "任职要求", "任职资格",
             "任职条件", "工作目的", "业务描述", "业务输出", "主要责任人", "责任人", "协助人", "汇报关系", "工作权限", "所属部门"}  # fmt: skip
_DEPARTMENT = {"部门名称", "部门本职", "部门职能", "岗位设置"}
_PROCESS = re.compile(r"(?:流程|程序|流程图)$")
_CONTAINER = re.compile(r"(?:描述|说明|一览|构成|明细)$")
_FIGURE = re.compile(r"(?:图|流程)$")
_LEVEL_TITLE = re.compile(rf"^(?:{LEVEL.pattern})(?:[/／](?:{LEVEL.pattern}))?(?:[(（].*[)）]|[ 　].*)?$")

_Class = tuple[str, int, str]


class Assigner:
    """Assigns kinds to one settled tree. records: the family's elements are records; known: the document is some standard."""

    def __init__(self, text: str, root: Draft, records: bool, known: bool) -> None:
        self.text, self.root, self.records, self.known = text, root, records, known
        self.parent: dict[int, Draft] = {id(c): d for d in root.walk() for c in d.children}
        self.heights: dict[_Class, int] = {}

    def assign(self) -> None:
        """Decides every kind, then moves evidence to what it certifies."""
        self._level_titles()
        members: dict[_Class, list[Draft]] = defaultdict(list)
        for draft in self.root.walk():
            if draft is not self.root and draft.style != "label" and not draft.kind:
                members[self._class(draft)].append(draft)
        self.headed = {c: 2 * sum(d.heading for d in ds) >= len(ds) for c, ds in members.items()}
        for cls, drafts in members.items():
            plain = [d for d in drafts if d.heading and self._chapter(d) in ("", "experience") and not self._conditions(d)]
            heights = [self._height(d) for d in plain]
            self.heights[cls] = max(heights, default=0)
        self.units = self._units_above_records(members) if self.records else set()
        for child in self.root.children:
            self._decide(child, self.root, "")
        self._scope_evidence(self.root)

    def _words(self, draft: Draft) -> str:
        return self.text[slice(*draft.title)] if draft.title else ""

    def _level_titles(self) -> None:
        """Headings whose title is a level (一级(销售代表)), where two or more are."""
        found = [d for d in self.root.walk() if d.heading and d.style != "label" and _LEVEL_TITLE.match(self._words(d).strip())]
        if len(found) >= 2:
            for draft in found:
                match = LEVEL.match(self._words(draft).strip())
                if match is not None and rank(match.group()) is not None:
                    draft.kind, draft.level = "level", draft.level or match.group()

    def _class(self, draft: Draft) -> _Class:
        above = self.parent.get(id(draft))
        return draft.style, len(draft.chosen.value) if draft.chosen else 0, above.style if above else ""

    def _is_heading(self, draft: Draft) -> bool:
        """A heading among headings; a titled item among statements is none."""
        return (
            draft.heading
            and draft.style != "label"
            and draft.kind != "level"
            and (draft.style not in _LIST or self.headed.get(self._class(draft), True))
        )

    def _height(self, draft: Draft) -> int:
        """Headings below a heading: 0 where it holds statements, labels and levels only."""
        below = [self._height(c) for c in draft.children if self._counts(c)]
        below += [h for c in draft.children if c.kind == "level" and (h := self._height(c)) > 0]
        return 1 + max(below) if below else 0

    def _counts(self, draft: Draft) -> bool:
        """Whether a child makes its parent taller: a heading of the outline, a unit or element of a table."""
        if draft.kind:
            return draft.kind in ("unit", "element")
        return self._is_heading(draft) and not self._tabular(draft)

    @staticmethod
    def _tabular(draft: Draft) -> bool:
        """A heading over a table of levels or conditions: it holds what applies to whole levels, no element."""
        return any(
            c.kind in ("level", "section", "field") and c.chosen is None and "table" in "".join(c.why) for c in draft.children
        )

    def _conditions(self, draft: Draft) -> bool:
        """Whether all that a heading holds is tables of levels or conditions."""
        below = [c for c in draft.children if c.heading and not c.kind]
        return self._tabular(draft) or (bool(below) and all(self._conditions(c) for c in below))

    def _chapter(self, draft: Draft) -> str:
        """descriptive, knowledge, experience or "" by the title of the draft or of what it stands in."""
        at: Draft | None = draft
        while at is not None and at is not self.root:
            if at.heading and at.kind != "level":
                for name, pattern in _CHAPTERS:
                    if pattern.search(self._words(at)) and (name != "experience" or at is not draft):
                        return name
            at = self.parent.get(id(at))
        return ""

    def _decide(self, draft: Draft, parent: Draft, inside: str) -> None:
        if draft.kind and draft.kind != "level":
            return
        if draft.style == "label":
            self._decide_label(draft, parent, inside)
        elif draft.kind == "level":
            pass
        elif draft.style == "第条" or parent.style == "第条" or inside == "article":
            self._decide_article(draft)
        elif self._is_heading(draft):
            draft.kind = self._heading_kind(draft, parent, inside)
        else:
            draft.kind = self._statement_kind(draft, parent, inside)
        within = "label" if draft.style == "label" else "article" if draft.style == "第条" else inside
        self._flow(draft)
        for child in draft.children:
            if not child.kind or child.kind == "level":
                self._decide(child, draft, within)

    @staticmethod
    def _decide_article(draft: Draft) -> None:
        """第X条 and its numbered items are criteria, each with all its words as text; what stands loose is a paragraph."""
        draft.kind = "criterion" if draft.chosen is not None else "para"
        spans = [span for span in (draft.title, draft.text) if span]
        if spans:
            draft.text, draft.title, draft.heading = (spans[0][0], spans[-1][1]), None, False

    def _decide_label(self, draft: Draft, parent: Draft, inside: str) -> None:
        assert draft.label is not None
        draft.role = draft.label.traits.get("role")
        only = draft.children[0] if len(draft.children) == 1 else None
        if draft.text is None and only is not None and only.style == "•" and only.text and not only.children:
            draft.text, draft.children = only.text, []
        if draft.label.evidence:
            draft.kind = "evidence"
        else:
            draft.kind = "section" if draft.children else "field"

    def _heading_kind(self, draft: Draft, parent: Draft, inside: str) -> str:
        top = parent is self.root
        chapter = self._chapter(draft)
        if inside == "label" or parent.kind == "evidence":
            return "section"
        if draft.style in _PART or (top and not self.known and draft.chosen is not None):
            return "part"
        if draft.style == "第单元":
            return "unit"
        if not self.known:
            return "section"
        if self._conditions(draft):
            return "part" if top and draft.chosen is not None else "section"
        if chapter in ("descriptive", "knowledge"):
            marked = draft.style in ("一、", "Ⅰ、", "(一)")
            return "part" if top and marked and self._part_above(draft) else "section"
        if (self.records and self._record(draft)) or (chapter == "experience" and not top and self._height(draft) == 0):
            return "element"
        if parent.kind in ("element", "item") and not self.records:
            return "item" if draft.style in _LIST or draft.style == "1.1" else "section"
        return self._by_height(draft, parent, top)

    def _by_height(self, draft: Draft, parent: Draft, top: bool) -> str:
        if any(c.kind == "level" and self._height(c) > 0 for c in draft.children):
            return "part"
        height = self.heights.get(self._class(draft), 0)
        if top and any(c.kind == "level" and c.style != "level" for c in self.root.children):
            return "section"
        if self.records:
            return self._group(draft, parent, top)
        if top and height >= 2:
            return "part"
        if height == 0:
            return "part" if top and self._part_above(draft) else "element"
        return "unit" if height == 1 else "part" if top else "section"

    def _part_above(self, draft: Draft) -> bool:
        """Whether some division beside this one is a part: has units below it, or bears the word."""
        return any(c.heading and (self._height(c) >= 2 or c.style in _PART) for c in self.root.children) or draft.style in _PART

    def _record(self, draft: Draft) -> bool:
        """A piece with two labelled fields or more of a position, an activity; a process with its explanation."""
        labels = {c.label.words for c in draft.children if c.label is not None}
        if labels & _DEPARTMENT:
            return False
        if len(labels & _POSITION) >= 2:
            return True
        return bool(_PROCESS.search(self._words(draft))) and not any(self._is_heading(c) for c in draft.children)

    def _beside_record(self, draft: Draft, parent: Draft) -> bool:
        """A group of activities among activities."""
        beside = [c for c in parent.children if c.heading and self._class(c) == self._class(draft)]
        return any(self._record(c) for c in beside)

    def _group(self, draft: Draft, parent: Draft, top: bool) -> str:
        """What groups records: the unit, what stands above it and between; what holds none is a section."""
        if id(draft) in self.units:
            return "unit"
        if parent.kind == "element" and self._holds_records(draft):
            return "element"
        if any(id(d) in self.units for d in draft.walk()):
            return "part" if top else "section"
        if self._holds_records(draft):
            return "element" if self._beside_record(draft, parent) else "section"
        return "element" if self._beside_record(draft, parent) else ("part" if top and self.units else "section")

    def _holds_records(self, draft: Draft) -> bool:
        return any(d is not draft and d.heading and self._record(d) for d in draft.walk())

    def _units_above_records(self, members: dict[_Class, list[Draft]]) -> set[int]:
        """The units: the nearest ancestor of a record of whose brothers most hold records."""
        holding = {c: [id(d) for d in ds if d.heading and self._holds_records(d)] for c, ds in members.items()}
        mostly = {c: 5 * len(ids) >= 3 * sum(d.heading for d in members[c]) for c, ids in holding.items()}
        units: set[int] = set()
        for draft in self.root.walk():
            if draft.heading and self._record(draft):
                groups = [at for at in self._above(draft) if self._groups(at, mostly)]
                inner = groups[1:] and _CONTAINER.search(self._words(groups[0])) and groups[1] not in self.root.children
                if groups:
                    units.add(id(groups[1] if inner else groups[0]))
        return units

    def _above(self, draft: Draft) -> list[Draft]:
        """What a draft stands in, from its parent outwards."""
        above: list[Draft] = []
        at = self.parent.get(id(draft))
        while at is not None and at is not self.root:
            above.append(at)
            at = self.parent.get(id(at))
        return above

    def _groups(self, draft: Draft, mostly: dict[_Class, bool]) -> bool:
        """Whether a heading is of a class of which most hold records, and no record among records itself."""
        plain = draft.heading and draft.style not in ("label", "•", "") and not draft.kind
        inside = any(self._beside_record(at, self.parent[id(at)]) for at in [draft, *self._above(draft)] if at.heading)
        return plain and mostly[self._class(draft)] and not inside

    def _statement_kind(self, draft: Draft, parent: Draft, inside: str) -> str:
        if parent.kind == "evidence":
            return "evidence"
        if draft.title is not None and draft.chosen is None and (parent is self.root or self._chapter(parent) == "descriptive"):
            draft.heading = True
            if draft.text is not None:
                draft.children.insert(0, Draft(draft.text, kind="para", text=draft.text))
                draft.text = None
            return "section"
        chapter = self._chapter(draft)
        if parent.kind == "para" or chapter == "descriptive" or not self.known:
            return "para"
        loose = draft.chosen is None and draft.title is None
        if loose and (
            parent is self.root or parent.kind in ("part", "unit") or any(self._is_heading(c) for c in parent.children)
        ):
            prose = stopped(self.text[slice(*draft.text)]) if draft.text else False
            return "para" if parent is self.root or prose or any(self._is_heading(c) for c in parent.children) else "criterion"
        if (
            draft.chosen is not None
            and not draft.title
            and draft.style not in _LIST
            and any(self._is_heading(c) and c.style == draft.style for c in parent.children)
        ):
            return "para"
        if draft.title is not None and (inside == "label" or parent.kind == "level"):
            draft.text, draft.title = (draft.title[0], (draft.text or draft.title)[1]), None
        return "item" if draft.title is not None else "criterion"

    def _flow(self, draft: Draft) -> None:
        """Words of a chart's boxes between a process's heading and what explains it: one node."""
        if not (draft.heading and _FIGURE.search(self._words(draft))):
            return
        boxes: list[Draft] = []
        for child in draft.children:
            if (
                child.chosen is not None
                or child.heading
                or child.children
                or (child.text and stopped(self.text[slice(*child.text)]))
            ):
                break
            boxes.append(child)
        if boxes:
            first = (boxes[0].title or boxes[0].text or boxes[0].own)[0]
            last = (boxes[-1].text or boxes[-1].own)[1]
            draft.children[: len(boxes)] = [Draft((first, last), kind="flow", text=(first, last))]

    def _scope_evidence(self, draft: Draft) -> None:
        """The only evidence of several elements, behind the last of them, certifies what groups them."""
        for child in draft.children:
            self._scope_evidence(child)
        held = [c for c in draft.children if c.kind == "element"]
        found = [(c, e) for c in held for e in c.children if e.kind == "evidence"]
        if (
            len(held) >= 2
            and len(found) == 1
            and found[0][0] is draft.children[-1]
            and found[0][1] is draft.children[-1].children[-1]
        ):
            holder, evidence = found[0]
            holder.children.remove(evidence)
            draft.children.append(evidence)
