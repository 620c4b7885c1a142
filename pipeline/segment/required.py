"""Whether a tree of no known family lists what is required of people: statements that open as such, or lists of levels.

What a list says is believed before any word of a title: statements open with a verb (检查设备…), with what must be known
(掌握…) or with how a thing is done (按规程…, 熟练使用…). A few of them are a notice's instructions; prose numbers none.
"""

from pipeline.segment.cues import opening
from pipeline.segment.draft import Draft, trim
from pipeline.segment.words import tagged

_OPENS = frozenset(("ground", "modal", "relation", "manner", "each", "with", "knowing", "verb"))
_HEAD = 12  # characters that hold the first word of a statement
_FEWEST = 5  # statements that open so in a list of requirements
_SENTENCES = 8  # of sentences under headings


def required(text: str, root: Draft) -> bool:
    """Whether a third of the listed statements of a tree, and no fewer than five, open as requirements do; or half of the
    sentences under headings, and no fewer than eight; or levels have lists.
    """
    listed: list[Draft] = []
    loose: list[Draft] = []
    for parent in root.walk():
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
