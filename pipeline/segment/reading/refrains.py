"""Lines that come back in every block and say what stands below them: 内涵, 优秀行为, 不足行为 under each competency.

Whatever their words are, what tells them is that they come back, three times or more, about as often as one another, in one
order, each over lines of its own. Heads that a dash or a tab parts from what they say are told by coming back alone. A level's
name with a word behind it (优秀行为) is no level where others of the kind are none (不足行为). What comes back under levels is
what is assessed at each, and no refrain.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.labels.label import Label
from pipeline.segment.levels.levelnames import Names
from pipeline.segment.marks.marks import NAMED
from pipeline.segment.words.tablewords import any_of
from pipeline.text import Span

_OFTEN = 3  # times that a line must come back
_HALF = 0.5  # as often as the line that comes back most
_ORDERED = 0.75  # of the lines are followed by the one that usually follows
_APART = 0.8  # of them have lines of their own below them
_WORDS = re.compile(
    r"(?!第?[一二三四五六七八九十]{1,3}(?:[部编篇章节条单、]|$)|[(（][一二三四五六七八九十]{1,3}[)）]"
    rf"|(?:{NAMED})[一二三四五六七八九十]{{1,2}}$)[一-鿿（）()、/]{{2,10}}$"
)
_TOTAL = re.compile(rf"(?:{any_of('totals')}|小计)$")
_PARTED = re.compile(r"^[ \t　]*([一-鿿]{2,10})(?:[—–]{1,2}(?![—–])|\t(?![^\n]*\t)|　(?=[^\n]{6}))[ \t　]*", re.MULTILINE)


def with_refrains(text: str, found: list[Label], names: Names) -> list[Label]:
    """Labels with every refrain that is none yet, in order of place."""
    known = {label.start for label in found}
    parted = _parted(text)
    alone = _alone(text, names, 1 if parted else 2)
    more = [*parted, *(Label(*span, span[1], text[slice(*span)], "refrain") for span in alone)]
    return sorted([*found, *(label for label in more if label.start not in known)], key=lambda label: label.start)


def _parted(text: str) -> list[Label]:
    """Heads that a dash, tab or wide blank parts from their values, where they come back, and of sums of points their total."""
    matches = list(_PARTED.finditer(text))
    counts = Counter(match[1] for match in matches)
    summed = any(counts[words] >= _OFTEN and _TOTAL.match(words) for words in counts)
    kept = (m for m in matches if counts[m[1]] >= _OFTEN or (summed and _TOTAL.match(m[1])))
    return [Label(*match.span(1), match.end(), match[1], "refrain") for match in kept]


def _alone(text: str, names: Names, least: int) -> list[Span]:
    """The lines that come back. least: different ones that there must be."""
    own = lines(text, (0, len(text)))
    counts = Counter(words for span in own if _WORDS.match(words := text[slice(*span)]))
    often = {words: count for words, count in counts.items() if count >= _OFTEN and titled(words)}
    most = max(often.values(), default=0)
    kept = {words for words, count in often.items() if count >= _HALF * most and names.regex.fullmatch(words) is None}
    places = [k for k, span in enumerate(own) if text[slice(*span)] in kept]
    if len(kept) < least or not _in_order([text[slice(*own[k])] for k in places]) or not _over_lines(places, len(own)):
        return []
    opening = text[slice(*own[places[0]])]
    if _below_levels(text, [own[k - 1] for k in places if k and text[slice(*own[k])] == opening], names):
        return []
    told = {words for words in kept if not _graded(words, kept, names)}
    return [span for span in (own[k] for k in places) if text[slice(*span)] in told]


def _in_order(said: list[str]) -> bool:
    """Whether each line is usually followed by the same other one."""
    following: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairwise(said):
        following[one][other] += 1
    usual = sum(counts.most_common(1)[0][1] for counts in following.values())
    return usual >= _ORDERED * max(1, len(said) - 1)


def _over_lines(places: list[int], count: int) -> bool:
    """Whether nearly each has lines of its own below it: the heads of a table stand beside one another."""
    apart = sum(other > one + 1 for one, other in pairwise([*places, count]))
    return apart >= _APART * len(places)


def _below_levels(text: str, above: list[Span], names: Names) -> bool:
    """Whether the blocks are levels: what comes back under each is what is assessed, and no part of it."""
    said = [text[slice(*span)] for span in above]
    return 2 * sum(names.regex.search(words) is not None or names.rank(words) is not None for words in said) > len(said)


def _graded(words: str, kept: set[str], names: Names) -> bool:
    """Whether a line is the name of a level with more behind it, and all that end so are."""
    match = names.regex.match(words)
    if match is None:
        return False
    alike = [other for other in kept if other.endswith(words[match.end() :])]
    return all(names.regex.match(other) for other in alike)
