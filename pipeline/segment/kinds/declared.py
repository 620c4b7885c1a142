"""Levels of headings: those whose title is a level's name, and those that have no names, where a document says into how many
each thing is graded and each has as many numbered parts.

每项素质分为四级 … A1 成就导向: A1.1 … A1.2 … A1.3 … A1.4 …: the parts are levels, the first the lowest.
"""

import re
from collections import defaultdict

from pipeline.segment.draft.draft import Draft
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks.numerals import number

_GRADED = re.compile(
    r"每[一]?[项种个条][^。；;\n]{0,10}?(?:分为|分成|划分为|设|有)(?P<many>[二三四五六七八2-8])个?(?:级别|等级|层级|层次|级)"
)
_NAME = re.compile(r"岗位?|[一-鿿]{1,7}[师员工者人长手]|[一-鿿]{1,6}(?:代表|经理|主管|专家|助理|总监)")
_FEWEST = 3  # things that are graded
_MOSTLY = 0.8


def mark(text: str, root: Draft) -> bool:
    """Makes levels of the numbered parts of what a sentence says is graded; whether there are such."""
    graded = _GRADED.search(text)
    many = number(graded["many"]) if graded else None
    if many is None:
        return False
    parts: dict[str, list[list[Draft]]] = defaultdict(list)
    for parent in root.parents():
        listed = [c for c in parent.children if c.chosen is not None and c.chosen.value and not c.kind and c.label is None]
        if listed and all(c.style == listed[0].style for c in listed):
            parts[f"{listed[0].style} {len(listed[0].chosen.value) if listed[0].chosen else 0}"].append(listed)
    for groups in parts.values():
        whole = [group for group in groups if [c.chosen.value[-1] for c in group if c.chosen] == list(range(1, many + 1))]
        if len(whole) >= _FEWEST and len(whole) >= _MOSTLY * len(groups):
            for group in whole:
                _grade(group)
            return True
    return False


def _grade(group: list[Draft]) -> None:
    for rank, draft in enumerate(group, start=1):
        draft.kind, draft.heading, draft.rank = "level", True, rank
        if draft.title is None:
            draft.title, draft.text = draft.text, None
        draft.why.append("one of as many parts as there are levels")


def titles(text: str, root: Draft, names: Names) -> bool:
    """Makes levels of headings whose title is one (一级(销售代表)), where two or more are; also where brothers have the same
    words behind theirs (初级操作员 中级操作员).
    """
    level = "|".join([*names.posts, names.pattern])
    one = re.compile(rf"(?P<level>{level})(?:[/／](?:{names.pattern}))?(?P<tail>[(（].*[)）]|[ 　].*|[^\W\d]{{1,6}})?$")
    found: list[tuple[Draft, str]] = []
    glued: dict[tuple[str, str], list[tuple[Draft, str]]] = {}
    for draft in root.walk():
        headed = draft.heading and draft.style != "label" and draft.title is not None
        match = one.match(text[slice(*draft.title)].strip()) if headed and draft.title else None
        if match is None or names.rank(match["level"]) is None:
            continue
        tail = (match["tail"] or "")[:1]
        if tail and tail not in "(（ 　":
            if _NAME.fullmatch(match["tail"]) is None:
                continue
            glued.setdefault((draft.style, match["tail"]), []).append((draft, match["level"]))
        else:
            found.append((draft, match["level"]))
    found += [pair for alike in glued.values() if len({name for _, name in alike}) > 1 for pair in alike]
    if len(found) < 2:
        return False
    for draft, name in found:
        draft.kind, draft.level = "level", draft.level or name
    return True
