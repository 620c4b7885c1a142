"""Whether a tree of no known family lists what is required of people.

Those who bring a text here take it for a standard, so that its lists are believed, unless its title says that it is something
else (关于…的通知): then the statements themselves must open as requirements do, with a verb (检查设备…), with what is known
(掌握…) or with how a thing is done (按规程…, 熟练使用…), or levels must have lists. A few of them are instructions.
"""

import re
from collections import Counter
from functools import cache

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.words.cues import opening
from pipeline.segment.words.words import tagged

_OPENS = frozenset(("ground", "modal", "relation", "manner", "each", "with", "knowing", "verb"))
_HEAD = 12  # characters that hold the first word of a statement
_FEWEST = 5  # statements that open so in a list of requirements
_SENTENCES = 8  # of sentences under headings
_LIST, _LEVELS = 3, 2  # statements that make a list; levels that grade something
_ABOUT = re.compile(r"\s*关于[^\n。，,：:]{2,40}?的(?:通知|公告|通告|公示|通报)")


@cache
def _messages() -> re.Pattern[str]:
    words = "|".join(load_data("pipeline.segment.families", "common.toml")["messages"])
    return re.compile(rf"(?:{words})(?:[(（].{{1,12}}[)）])?$")


def required(text: str, title: str, root: Draft) -> bool:
    """Whether a tree states what is required: it has a list or levels, and no word of the title says otherwise, or its
    statements tell by themselves.
    """
    return (_messages().search(_title(text, title)) is None and (_lists(root) or _records(root))) or _told(text, root)


def _title(text: str, title: str) -> str:
    """The title; in text run together what opens it (关于…的通知各位会员)."""
    about = _ABOUT.match(text)
    return about[0] if about is not None else title.strip()


def _lists(root: Draft) -> bool:
    """Whether a tree has a list, or levels."""
    drafts = list(root.walk())
    listed = sum(d.chosen is not None and d.label is None and not (d.children or d.heading or d.kind) for d in drafts)
    return listed >= _LIST or sum(d.style == "level" or d.kind == "level" for d in drafts) >= _LEVELS


def _records(root: Draft) -> bool:
    """Whether headings have the same labels again and again: each is a card of what is asked."""
    labels = [{c.label.words for c in draft.children if c.label is not None} for draft in root.parents() if draft.heading]
    back = Counter(words for found in labels for words in found)
    return sum(count >= _LIST for count in back.values()) >= _LEVELS


def _told(text: str, root: Draft) -> bool:
    """Whether a third of the listed statements of a tree, and no fewer than five, open as requirements do; or half of the
    sentences under headings, and no fewer than eight; or levels have lists.
    """
    listed: list[Draft] = []
    loose: list[Draft] = []
    for parent in root.parents():
        for draft in parent.children:
            if draft.label is None and not draft.children and not draft.heading and draft.kind == "":
                if draft.chosen is not None:
                    listed.append(draft)
                elif parent.heading:
                    loose.append(draft)
    told, said = (sum(_opens(text, draft) for draft in drafts) for drafts in (listed, loose))
    by_list, by_sentence = told >= _FEWEST and 3 * told >= len(listed), said >= _SENTENCES and 2 * said >= len(loose)
    return by_list or by_sentence or _graded(root)


def _graded(root: Draft) -> bool:
    """Whether two levels or more have lists of their own: what stands in them is required at each."""
    levels = [draft for draft in root.walk() if draft.style == "level"]
    held = [level for level in levels if any(d.chosen is not None for child in level.children for d in child.walk())]
    return len({level.chosen.value for level in held if level.chosen is not None}) > 1


def _opens(text: str, draft: Draft) -> bool:
    start, end = trim(text, *(draft.text or draft.own))
    words = tagged(text, start, min(end, start + _HEAD))
    return bool(words) and opening(words[0]) in _OPENS
