"""Kinds: what every draft of a settled tree is, by what it holds and where it stands (README, "kinds").

Words that say what they are go first (第X部分, 第X单元, a level's heading, a label). Then records, pieces with labelled fields,
are elements where the family says so. Then the tree: the lowest headings that hold statements are elements, what groups them
is a unit, the top division a part; knowledge and descriptive chapters hold sections. Brothers are of one kind.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import stopped
from pipeline.segment.headings import owners, ranks
from pipeline.segment.kinds import chapters, declared, values
from pipeline.segment.kinds.chapters import PARTS
from pipeline.segment.kinds.family import Family
from pipeline.segment.kinds.headed import LISTS, bare, graded, known, styled
from pipeline.segment.kinds.records import Records
from pipeline.segment.kinds.shape import CHART, Class, Shape
from pipeline.segment.labels.label import certifies, vocabulary
from pipeline.segment.levels.levelnames import Names

_UNITS = ("第单元", "单元")
_DIVIDES = ("一、", "Ⅰ、", "Ⅰ", "(一)", "甲、", "A.", "A、")  # styles of a document's divisions that say no depth
_DECIMAL = ("1.1", "a.", "a、", "A.")  # styles of divisions that number statements as well
_CLAUSE = 2  # numbers of a paragraph of a descriptive chapter (1.1 本标准适用于…)
_CONDITION = re.compile("(?:条件|资格)$")
_FIGURE = re.compile(r"(?:图|流程)$")
_POINTS = re.compile("以下|下列|之一")  # a clause that points at its list
_ASIDE = re.compile("(?:[(（][^()（）]*[)）]|注[:：].*)", re.DOTALL)


class Assigner:
    """Assigns kinds to one settled tree. families: of the document, the likeliest first; known: it is some standard."""

    def __init__(self, text: str, root: Draft, names: Names, families: Sequence[Family], known: bool) -> None:
        self.text, self.root, self.known = text, root, known
        records, self.rules = any(f.records for f in families), bool(families) and families[0].id == "regulation"
        self.nested = bool(families) and families[0].nested
        if not declared.titles(text, root, names):
            declared.mark(text, root)
        self.shape = Shape(text, root)
        self.records = records and self.groups.any()
        self.heights: dict[Class, int] = {}
        self.lists = {d.label.words for d in root.parents() if d.label is not None and len(d.children) > 1}
        self.graded = self.tall = self.united = False

    @cached_property
    def groups(self) -> Records:
        """Of a family of records."""
        return Records(self.shape, self.nested)

    def assign(self) -> None:
        """Decides every kind, then moves evidence to what it certifies."""
        for cls, drafts in self.shape.members.items():
            self.heights[cls] = max((self.shape.height(d) for d in drafts if d.heading and self._plain(d)), default=0)
        top = self.root.children
        self.graded = any(c.kind == "level" for c in top)
        tall = [c for c in top if c.heading and self.shape.height(c) > 0]
        self.united = any(c.kind == "unit" for c in top) or any(c.chosen is not None for c in tall) or len(tall) > 1
        self.united |= sum(c.heading and c.chosen is None and graded(c) for c in top) > 1
        self.tall = any(c.heading and (self.shape.height(c) >= 2 or c.style in PARTS) for c in top)
        for child in self.root.children:
            self._decide(child, self.root, "")
        owners.lift_divisions(self.root)
        chapters.even_out(self.shape, self.groups if self.records else None, self.known)
        values.name(self.shape)
        values.join(self.shape)
        owners.scope_evidence(self.root)

    def _plain(self, draft: Draft) -> bool:
        """A heading that says how tall its class is: in no knowledge or descriptive chapter, over no table of conditions."""
        return self.shape.chapter(draft) in ("", "experience") and not self._conditions(draft)

    def _conditions(self, draft: Draft) -> bool:
        """Whether a heading holds nothing but conditions, and no records, whose tables say something else."""
        return self.shape.conditions(draft) and not (self.records and (self.groups.record(draft) or self.groups.holds(draft)))

    def _decide(self, draft: Draft, parent: Draft, inside: str) -> None:
        if draft.kind and draft.kind != "level":
            for child in draft.children:  # of a table's row, whose own kind is known
                self._decide(child, draft, inside)
            return
        if draft.style == "label":
            self._decide_label(draft, parent)
        elif owners.nameless(draft):
            draft.kind, draft.title, draft.number, draft.heading = "section", draft.number, None, True
        elif draft.kind == "level":
            draft.kind = "section" if self.shape.conditioned(draft) else "level"
        elif draft.style == "附":
            draft.kind = "section" if draft.children else "para"
        elif inside == "article" or (draft.style == "第条" and not draft.heading):
            self._decide_article(draft)
        elif self.shape.is_heading(draft):
            draft.kind = self._heading_kind(draft, parent, inside)
        elif draft.style == "•" and self.shape.announces(draft):
            draft.kind = "para"
        else:
            draft.kind = self._statement_kind(draft, parent, inside)
        within = "label" if draft.style == "label" and draft.kind not in ("unit", "element") else inside
        own = {"第条": "rules" if draft.heading else "article", "附": "annex"}
        within = own.get(draft.style, within)
        self._flow(draft)
        for child in draft.children:
            self._decide(child, draft, within)
        self._even_fields(draft)

    def _even_fields(self, draft: Draft) -> None:
        """Numbered labels with values among fields are fields too (4.证件:上岗证), and those that come back, as a form's do."""
        numbered = [c for c in draft.children if c.chosen is not None and c.title is not None and not c.children]
        filled = len(numbered) > 1 and all(self.shape.words(c) in self.shape.filled for c in numbered)
        if filled or 2 * sum(c.kind == "field" for c in numbered) >= len(numbered):
            for child in numbered:
                child.kind = "field" if child.kind == "item" else child.kind

    def _decide_article(self, draft: Draft) -> None:
        """第X条 and its numbered items are criteria, each with all its words as text, but those that a label and a colon open;
        what stands loose is a paragraph.
        """
        draft.kind = "criterion" if draft.chosen is not None else "para"
        listed = draft.chosen is not None and draft.style != "第条"
        signed = draft.title is not None and self.text[draft.title[1] : draft.title[1] + 1] in (":", "：")
        if listed and signed and not _POINTS.search(self.shape.words(draft)):
            draft.kind = "item"
            return
        spans = [span for span in (draft.title, draft.text) if span]
        if spans:
            draft.text, draft.title, draft.heading = (spans[0][0], spans[-1][1]), None, False

    def _decide_label(self, draft: Draft, parent: Draft) -> None:
        assert draft.label is not None
        draft.role = draft.label.traits.get("role")
        if parent.kind == "level" and ranks.alone(self.text, draft) and any(map(ranks.titled, parent.children)):
            draft.kind = self._facet(parent)  # as the title lines beside it are
            return
        if self.shape.stray(draft, parent):
            return
        only = draft.children[0] if len(draft.children) == 1 else None
        single = draft.label.words not in self.lists
        if single and draft.text is None and only is not None and only.style == "•" and only.text and not only.children:
            draft.text, draft.children = ((only.title or only.text)[0], only.text[1]), []
        draft.kind = "section" if draft.children else "field"
        if draft.label.evidence:
            draft.kind = "evidence"
        elif owners.unit_of_titles(draft):
            draft.kind = "unit"
        elif draft.text and not draft.children and CHART.search(draft.label.words):
            draft.kind = "flow"
        elif draft.text is None and only is not None and self.shape.boxes(draft, only):
            draft.kind, draft.text, draft.children = "flow", only.text, []

    def _heading_kind(self, draft: Draft, parent: Draft, inside: str) -> str:
        top = parent is self.root
        chapter = self.shape.chapter(draft)
        active = self.records and self.nested and (parent.kind == "element" or self.groups.record(draft))
        within = (inside == "label" and not active) or (inside == "annex" and (draft.chosen is None or self.rules))
        if within or parent.kind == "evidence" or (known(draft) and not top):
            return "section"
        if draft.style in _UNITS:
            return "unit"
        if draft.style in ("岗位", "职位", "要素"):
            return "element"
        numbered = draft.number is not None and draft.chosen is None and not self.records  # the outline has no place for it
        outer = numbered or (draft.style in PARTS and (top or parent.kind != "part" or draft.style == parent.style))
        if outer or (top and any(c.style == "第条" for c in draft.children)):
            return "part"
        if draft.style == "第条" or (self.rules and any(c.style == "第条" for c in draft.children)):
            return "section"
        parted = chapter != "descriptive" or any(c.chosen is not None for c in draft.children)
        if top and draft.chosen is not None and (not self.known or (self.rules and draft.style == "1.1" and parted)):
            return "part"
        if not self.known:
            return "section"
        if self._conditions(draft):
            return "part" if top and (draft.style in _DIVIDES or bare(draft) or styled(draft)) else "section"
        if chapter in ("descriptive", "knowledge"):
            marked = draft.style in _DIVIDES or styled(draft) or (bare(draft) and chapter == "knowledge")
            divides = self._part_above(draft) or (chapter == "knowledge" and self.shape.below(draft))
            return "part" if top and marked and divides and not self._tells(draft) else "section"
        if (self.records and self.groups.record(draft)) or (
            chapter == "experience" and not top and self.shape.height(draft) == 0
        ):
            return "element"
        if parent.kind in ("element", "item") and (not self.records or self.groups.certified(draft)):
            return "item" if draft.style in LISTS or draft.style == "1.1" else "section"
        return self._by_height(draft, parent, top)

    def _facet(self, level: Draft) -> str:
        """What the title lines under a level are: elements; sections where conditions of the level stand among them."""
        return "section" if any(_CONDITION.search(self.shape.words(c)) for c in level.children) else "element"

    def _by_height(self, draft: Draft, parent: Draft, top: bool) -> str:
        if parent.kind == "level" and ranks.titled(draft) and self.shape.height(draft) == 0:
            return self._facet(parent)
        if parent.style in _UNITS:
            return "element"  # what a division calls itself a unit of
        if any(c.kind == "level" and self.shape.height(c) > 0 for c in draft.children) or (
            top and id(draft) in self.shape.alone_graded
        ):
            return "part"
        height = self.heights.get(self.shape.cls(draft), 0)
        if self.shape.beside_table(parent) or (top and self.graded):
            return "section"
        if self.records and not self.groups.certified(draft):
            return self.groups.kind(draft, parent, top)
        if top and height >= 2:
            return "part"
        if height == 0:
            return (
                "part"
                if top and self._part_above(draft)
                else "section"
                if top and self.united and draft.chosen is None and not graded(draft)
                else "element"
            )
        return "unit" if height == 1 else "part" if top else "section"

    def _tells(self, draft: Draft) -> bool:
        """A division that only tells of the document (目的, 附则), among three or more: it holds words and nothing listed."""
        beside = sum(c.heading and c.style == draft.style for c in self.root.children)
        told = not any(c.chosen is not None or c.heading or c.kind for c in draft.children)
        return told and draft.style not in PARTS and beside > 2

    def _part_above(self, draft: Draft) -> bool:
        """Whether some division beside this one is a part: has units below it, or bears the word."""
        return self.tall or draft.style in PARTS

    def _statement_kind(self, draft: Draft, parent: Draft, inside: str) -> str:
        if parent.kind == "evidence" or (draft.chosen is not None and certifies(self.shape.words(parent))):  # 五、认证方法
            return "evidence"
        if (
            draft.title is not None
            and draft.chosen is None
            and (parent is self.root or self.shape.chapter(parent) == "descriptive")
        ):
            draft.heading = True
            if draft.text is not None:
                draft.children.insert(0, Draft(draft.text, kind="para", text=draft.text))
                draft.text = None
            return "section"
        chapter = self.shape.chapter(draft)
        told = draft.text is not None and stopped(self.text[slice(*draft.text)])
        deep = draft.style in _DECIMAL and draft.chosen is not None and len(draft.chosen.value) != _CLAUSE
        listed = draft.chosen is not None and (draft.style in LISTS or (deep and told)) and draft.style != "•"
        rules = inside == "rules" and draft.chosen is not None
        below = parent.kind == "para" and parent.style != "•"
        if below or (not rules and ((chapter == "descriptive" and not listed) or not self.known)):
            return "para"
        loose, headed = draft.chosen is None and draft.title is None, self.shape.below(parent)
        if loose and (self.shape.introduces(draft) or (draft.text and _ASIDE.fullmatch(self.text, *draft.text))):
            return "para"
        prose = loose and draft.text is not None and stopped(self.text[slice(*draft.text)])
        if prose and ((inside == "annex" and self.shape.told(parent)) or self._tells_of(parent, draft)):
            return "para"
        if loose and (parent is self.root or parent.kind in ("part", "unit") or headed):
            return "para" if parent is self.root or prose or headed else "criterion"
        if draft.chosen is not None and not draft.title and draft.style not in LISTS and draft.style in headed:
            return "para"
        listed = draft.chosen is not None and draft.style != "•"
        told = draft.title is not None and listed and self.shape.opens(draft)
        if draft.title is not None and (told or (inside == "label" and not listed) or self._in_level(parent, listed)):
            draft.text, draft.title = (draft.title[0], (draft.text or draft.title)[1]), None
        required = vocabulary().get(self.shape.words(draft), {}).get("group", "")
        if required and (inside == "label" or required == self.shape.words(parent)):
            return "field"  # 1、学历:大专以上: of what a post requires
        return "item" if draft.title is not None else "criterion"

    def _in_level(self, parent: Draft, listed: bool) -> bool:
        """Whether a statement of a level is a criterion whatever opens it: in an element's cell, or without a number."""
        return parent.kind == "level" and not (listed and self.shape.parent.get(id(parent), self.root).kind != "element")

    def _tells_of(self, parent: Draft, draft: Draft) -> bool:
        """Whether a sentence without a mark tells of what it stands under: before levels, or in a chapter beside units."""
        level = self.shape.first_level(parent)
        chapter = parent.kind == "section" and parent in self.root.children and parent.chosen is None and parent.label is None
        return (level is not None and draft.own[0] < level.own[0]) or (chapter and self.united)

    def _flow(self, draft: Draft) -> None:
        """Words of a chart's boxes between a process's heading and what explains it: one node."""
        named = draft.heading or (draft.label is not None and draft.kind == "section")
        if not (named and _FIGURE.search(self.shape.words(draft))):
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
