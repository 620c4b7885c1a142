"""The shape of a settled tree: which drafts are headings, how tall each is, what kind of chapter it stands in."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import stopped
from pipeline.segment.kinds.headed import LISTS, bare, counted, known, styled, weighed
from pipeline.segment.words import cues
from pipeline.segment.words.chapternames import chapter
from pipeline.segment.words.words import tagged

CHART = re.compile("流程图$|程序图$")
_FILLED = 3  # lists that a numbered label comes back in
_NOTE = re.compile(r"(?<=.{2})[(（][^()（）]*[)）]$")
_POINTS = re.compile("(?:以下|下列).*[:：)）]$")
_CONDITIONS = re.compile(r"[(（][^()（）]*(?:具备|符合|满足)[^()（）]*[)）]$")
_MORE = re.compile("[。！？][^\n]{4}")
_POST = re.compile("(?:任职|资格)(?:条件|要求)$")

Class = tuple[str, int, str]


def _depth(draft: Draft) -> int:
    """How many headings stand below one another under a bare one."""
    return max((1 + _depth(child) for child in draft.children if bare(child)), default=0)


class Shape:
    """What one settled tree looks like. Drafts of one class have the same style, components and style of parent."""

    def __init__(self, text: str, root: Draft) -> None:
        self.text, self.root = text, root
        self.parent: dict[int, Draft] = {}
        self.following: dict[int, Draft] = {}
        self._tall: dict[int, int] = {}  # how many headings stand below one another under a draft, by identity
        self._classes: dict[int, Class] = {}
        self._chapters: dict[int, str] = {}
        self.members: dict[Class, list[Draft]] = defaultdict(list)
        for draft in root.walk():
            for child in draft.children:
                self.parent[id(child)] = draft
            for one, behind in pairwise(draft.children):
                self.following[id(one)] = behind
            if draft is not root and draft.style != "label" and not draft.kind:
                self.members[self.cls(draft)].append(draft)
        self.headed = {c: 2 * sum(d.heading for d in ds) >= len(ds) for c, ds in self.members.items()}
        self._heights: dict[int, int] = {}
        self._styles: dict[int, frozenset[str]] = {}
        self._rows: dict[int, bool] = {}
        self._lists: dict[tuple[int, str], bool] = {}
        self._levels: dict[int, Draft | None] = {}
        self._graded: dict[int, bool] = {}

    def words(self, draft: Draft) -> str:
        """The title of a draft, "" where it has none."""
        return self.text[slice(*draft.title)] if draft.title else ""

    def cls(self, draft: Draft) -> Class:
        """The class of a draft, looked at once; of a heading without any mark, its depth counts instead of its numbers."""
        if id(draft) not in self._classes:
            self._classes[id(draft)] = self._cls(draft)
        return self._classes[id(draft)]

    def _cls(self, draft: Draft) -> Class:
        if bare(draft):
            return "", _depth(draft), "bare"
        if draft.heading and draft.chosen is None and draft.label is None and not draft.kind:
            return "", self._below(draft), "unmarked"
        above = self.parent.get(id(draft))
        if styled(draft) and above is not None:
            return draft.style, self._below(above), "styled"
        return draft.style, len(draft.chosen.value) if draft.chosen else 0, above.style if above else ""

    def _below(self, draft: Draft) -> int:
        """How many headings that are no list items stand below one another under a draft."""
        if id(draft) not in self._tall:
            heads = [c for c in draft.children if c.heading and c.style not in LISTS and not known(c)]
            self._tall[id(draft)] = max((1 + self._below(c) for c in heads), default=0)
        return self._tall[id(draft)]

    def is_heading(self, draft: Draft) -> bool:
        """A heading among headings; a titled item among statements is none."""
        if not draft.heading or draft.style == "label" or draft.kind == "level":
            return False
        return not counted(draft) or self.headed.get(self.cls(draft), True) or self._all_head(draft)

    def below(self, draft: Draft) -> frozenset[str]:
        """The styles of the headings right below a draft, looked at once."""
        if id(draft) not in self._styles:
            self._styles[id(draft)] = frozenset(c.style for c in draft.children if self.is_heading(c))
        return self._styles[id(draft)]

    def first_level(self, parent: Draft) -> Draft | None:
        """The first level right below a draft, looked for once."""
        if id(parent) not in self._levels:
            self._levels[id(parent)] = next((c for c in parent.children if c.kind == "level"), None)
        return self._levels[id(parent)]

    def beside_table(self, parent: Draft) -> bool:
        """Whether the rows of a table of levels, units or elements stand right below a draft, looked at once."""
        if id(parent) not in self._rows:
            kinds = ("level", "unit", "element")
            rows = (c for c in parent.children if c.kind in kinds and c.chosen is None)
            self._rows[id(parent)] = any(word in "".join(c.why) for c in rows for word in ("table", "matrix"))
        return self._rows[id(parent)]

    def _all_head(self, draft: Draft) -> bool:
        """Whether all brothers of its list are titles and some have something below them, looked at once for all of them."""
        parent = self.parent.get(id(draft))
        if parent is None:
            return False
        key = id(parent), draft.style
        if key not in self._lists:
            brothers = [c for c in parent.children if c.style == draft.style]
            self._lists[key] = len(brothers) >= 2 and all(c.heading for c in brothers) and any(c.children for c in brothers)
        return self._lists[key]

    def height(self, draft: Draft) -> int:
        """Headings below a heading: 0 where it holds statements, labels and levels only."""
        if id(draft) not in self._heights:
            below = [self.height(c) for c in draft.children if self._counts(c)]
            below += [h for c in draft.children if c.kind == "level" and (h := self.height(c)) > 0]
            self._heights[id(draft)] = 1 + max(below) if below else 0
        return self._heights[id(draft)]

    def _counts(self, draft: Draft) -> bool:
        """Whether a child makes its parent taller: a heading of the outline, a unit or element of a table."""
        if draft.kind:
            return draft.kind in ("unit", "element")
        return self.is_heading(draft) and not self.tabular(draft) and not known(draft) and not self._beside_levels(draft)

    def _beside_levels(self, draft: Draft) -> bool:
        """Whether a heading without a mark, over statements alone, stands behind the levels of what it is in: its section."""
        parent = self.parent.get(id(draft), self.root)
        level = self.first_level(parent) if draft.chosen is None and parent is not self.root else None
        return level is not None and level.own[0] < draft.own[0] and not any(c.heading for c in draft.children)

    @staticmethod
    def tabular(draft: Draft) -> bool:
        """A heading over a table of levels or conditions: it holds what applies to whole levels, no element.

        One that is defined is a competency.
        """
        if any(c.label is not None and c.label.traits.get("role") == "definition" for c in draft.children):
            return False
        return any(
            c.kind in ("level", "section", "field") and c.chosen is None and "table" in "".join(c.why) for c in draft.children
        )

    def conditions(self, draft: Draft) -> bool:
        """Whether all that a heading holds is tables of levels or conditions."""
        below = [c for c in draft.children if c.heading and not c.kind]
        return self.tabular(draft) or (bool(below) and all(self.conditions(c) for c in below))

    def chapter(self, draft: Draft) -> str:
        """descriptive, knowledge, experience or "" by the title of the draft or of what it stands in."""
        own = self._named(draft)
        return own if own not in ("", "experience") else self._inside(self.parent.get(id(draft)))

    def _named(self, draft: Draft) -> str:
        """What kind of chapter a draft's own title names."""
        if not draft.heading or draft.kind == "level":
            return ""
        words = _NOTE.sub("", self.words(draft))  # 基础素质（全员适用） tells of no use
        if not (named := chapter(words)):
            return ""
        assessed = draft.weight is not None or draft.score is not None or self._asks(draft) or weighed(draft)
        return "" if (named == "knowledge" and assessed) or (words.endswith("说明") and self._cards(draft)) else named

    def _cards(self, draft: Draft) -> bool:
        """Whether a heading (组成说明) holds numbered headings over labels: what is done, and no description."""
        below = [c for c in draft.children if c.heading and c.chosen is not None]
        return bool(below) and all(sum(one.label is not None for one in child.children) > 1 for child in below)

    def _inside(self, draft: Draft | None) -> str:
        """What kind of chapter everything below a draft stands in, looked at once."""
        if draft is None or draft is self.root:
            return ""
        if id(draft) not in self._chapters:
            self._chapters[id(draft)] = self._named(draft) or self._inside(self.parent.get(id(draft)))
        return self._chapters[id(draft)]

    def _asks(self, draft: Draft) -> bool:
        """Whether a heading of what a post requires (任职要求) holds headings over headings: they are what is assessed."""
        return _POST.search(self.words(draft)) is not None and self._below(draft) > 1

    def above(self, draft: Draft) -> list[Draft]:
        """What a draft stands in, from its parent outwards."""
        above: list[Draft] = []
        at = self.parent.get(id(draft))
        while at is not None and at is not self.root:
            above.append(at)
            at = self.parent.get(id(at))
        return above

    def graded(self, draft: Draft) -> bool:
        """Whether a draft is a level or stands in one, looked at once: levels are known before any other kind."""
        if id(draft) not in self._graded:
            above = self.parent.get(id(draft))
            inside = above is not None and above is not self.root and self.graded(above)
            self._graded[id(draft)] = inside or draft.kind == "level"
        return self._graded[id(draft)]

    @cached_property
    def alone_graded(self) -> frozenset[int]:
        """The divisions, by identity, that hold levels while most of their brothers hold none: no competencies among others."""
        brothers: dict[str, list[Draft]] = defaultdict(list)
        for child in self.root.children:
            if child.heading and child.chosen is not None:
                brothers[child.style].append(child)
        found: list[Draft] = []
        for alike in brothers.values():
            graded = [c for c in alike if any(d.kind == "level" and d.children for d in c.children)]
            found += graded if 2 * len(graded) < len(alike) else []
        return frozenset(map(id, found))

    @cached_property
    def filled(self) -> frozenset[str]:
        """The numbered labels that come back, with values that are no sentences, in lists outside levels."""
        lists: Counter[str] = Counter()
        for draft in self.root.parents():
            for child in () if self.graded(draft) else draft.children:
                short = child.text is not None and not stopped(self.text[slice(*child.text)])
                if child.chosen is not None and child.title is not None and short and not child.children:
                    lists[self.words(child)] += 1
        return frozenset(words for words, count in lists.items() if count >= _FILLED)

    def boxes(self, draft: Draft, only: Draft) -> bool:
        """Whether the only line below the name of a chart is the words of its boxes, without a stop."""
        plain = only.chosen is None and only.title is None and only.text is not None and not only.children
        named = draft.label is not None and CHART.search(draft.label.words) is not None
        return plain and named and not stopped(self.text[slice(*(only.text or (0, 0)))])

    @cached_property
    def _labels(self) -> Counter[str]:
        return Counter(d.label.words for d in self.root.walk() if d.label is not None)

    def stray(self, draft: Draft, parent: Draft) -> bool:
        """Makes a statement of a label that no list knows and that comes once among statements; whether it did."""
        label = draft.label
        if label is None or label.source != "line" or label.traits or draft.children or not draft.text:
            return False
        loose = [c for c in parent.children if c.chosen is None and c.label is None and c.title is None and c.text is not None]
        labelled = sum(c.label is not None for c in parent.children)
        among = parent.kind in ("level", "section") and labelled == 1 and len(loose) > 1
        if among and self._labels[label.words] == 1:
            draft.text, draft.title = ((draft.title or draft.own)[0], draft.text[1]), None
            draft.kind = "criterion"
        return draft.kind == "criterion"

    def opens(self, draft: Draft) -> bool:
        """Whether what stands before the colon of a numbered statement opens as one (掌握试模的步骤:…): it is no title."""
        title = draft.title or draft.own
        return cues.opens(tagged(self.text, *title)) in ("knowing", "modal")

    def told(self, draft: Draft) -> bool:
        """Whether a title without a mark heads paragraphs: one holds more than a sentence."""
        plain = draft.heading and draft.chosen is None and draft.label is None and draft.role is None
        return plain and any(c.text is not None and _MORE.search(self.text, *c.text) for c in draft.children)

    def conditioned(self, draft: Draft) -> bool:
        """Whether a level, as its own words say, is named for what applying for it takes (初级（具备以下条件之一者）)."""
        return _CONDITIONS.search(self.text, *(draft.title or draft.own)) is not None

    def announces(self, draft: Draft) -> bool:
        """Whether a bullet is a clause that points at the numbered list below it (——具备以下条件之一者，可申报四级：)."""
        listed = bool(draft.children) and all(c.chosen is not None and c.style != "•" for c in draft.children)
        return listed and draft.title is None and draft.text is not None and _POINTS.search(self.text, *draft.text) is not None

    def introduces(self, draft: Draft) -> bool:
        """Whether loose words stand before the numbered list that they introduce, as whole sentences."""
        behind = self.following.get(id(draft))
        if behind is None or behind.chosen is None or behind.heading or behind.style in ("•", "label", "table"):
            return False
        return draft.text is not None and self.text[slice(*draft.text)].rstrip().endswith((":", "：", "。"))
