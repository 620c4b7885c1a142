"""Labels of forms in one line, told by holding the blocks of a document against each other (岗位一 … 岗位二 … 岗位三 …).

What most blocks have, once each and in one order, with ever other words behind it, is what the form prints and what a writer
filled in stands between. Whatever the words are: a colon or a space behind them says where they end; without one they are
titles by their words (no verb opens them) and come back in every block. What opens statements (负责, 熟悉) is none.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.segment.labels.label import goes_on_label, vocabulary
from pipeline.segment.layout import cycles
from pipeline.segment.words import cues
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_FEWEST = 3  # blocks
_MOSTLY = 0.7  # of the blocks have a label
_FORM = 2  # labels with a sign behind them, beside which there may be some without
_VALUE = 12  # characters that values differ in
_SAMPLE = 50  # blocks that show in what order labels stand
_LONGEST = 10  # characters of a label
_REACH = 1.5  # of the longest block before it, the last block may have
_MOST = 4000  # characters of a block: longer ones hold more than a form
_RUN = re.compile(r"[一-鿿]{2,}")
_SIGN = re.compile(r"[:： 　]")
_OPEN = re.compile(r"[:： 　【\[(（“《]")  # before a value, or words in brackets
_COUNTED = re.compile(r"[一-鿿]{2}[一二三四五六七八九十](?![一-鿿]?[级类])")
_NEVER_FIRST = "fumqpc"  # tags of words that end a value rather than begin a label (以上, 人)
_STATES = frozenset(("modal", "manner", "each", "ground", "knowing", "relation", "with", "verb"))


def find(text: str, heads: Sequence[int], end: int) -> list[Span]:
    """The labels of every block, in order of place. heads: where the blocks begin, in order; end: where the last one may."""
    blocks = _blocks(heads, end)
    if len(blocks) < _FEWEST or max(b - a for a, b in blocks) > _MOST:
        return []
    least = max(_FEWEST, round(_MOSTLY * len(blocks)))
    signed = _often([_signed(text, block) for block in blocks], least)
    kept = _apart([words for words in signed if _varied(text, words, signed[words])], signed)
    plain = _often([_plain(text, block) for block in blocks], least)
    titles = [words for words in plain if len(kept) >= _FORM and _printed(text, words, plain[words], len(blocks))]
    places = plain | signed
    kept = _in_order(_apart([*kept, *titles], places), places)
    return sorted({part for words in kept for place in places[words].values() for part in _parts(text, place, words)})


def _blocks(heads: Sequence[int], end: int) -> list[Span]:
    """The blocks; the last no longer than the others let it be."""
    if len(heads) < _FEWEST:
        return []
    longest = max(b - a for a, b in pairwise(heads))
    return [*pairwise(heads), (heads[-1], min(end, heads[-1] + round(_REACH * longest)))]


def _signed(text: str, block: Span) -> dict[str, int]:
    """The ends of words before a colon or a space that a block has once, and where they begin."""
    seen: dict[str, int] = {}
    for run in _RUN.finditer(text, *block):
        if _SIGN.match(text, run.end()):
            _note(text, seen, [(a, run.end()) for a in range(max(run.start(), run.end() - _LONGEST), run.end() - 1)])
    return {words: place for words, place in seen.items() if place >= 0}


def _plain(text: str, block: Span) -> dict[str, int]:
    """The words that a block has once, wherever they stand, and where they begin."""
    seen: dict[str, int] = {}
    for run in _RUN.finditer(text, *block):
        for a in range(run.start(), run.end() - 1):
            ends = range(a + 2, min(run.end(), a + _LONGEST) + 1)
            _note(text, seen, [(a, b) for b in ends if b < run.end() or not _SIGN.match(text, b)])
    return {words: place for words, place in seen.items() if place >= 0}


def _note(text: str, seen: dict[str, int], spans: list[Span]) -> None:
    for a, b in spans:
        seen[text[a:b]] = -1 if text[a:b] in seen else a


def _often(blocks: list[dict[str, int]], least: int) -> dict[str, dict[int, int]]:
    """Words that as many blocks have, with the place in each; of those that come back together the longest."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, seen in enumerate(blocks):
        for words, place in seen.items():
            found[words][number] = place
    often = {words: places for words, places in found.items() if len(places) >= least}
    inner = {
        part for words in often for part in (words[1:], words[:-1]) if part in often and len(often[part]) == len(often[words])
    }
    whole = {words: places for words, places in often.items() if words not in inner and not _COUNTED.search(words)}
    return {
        words[cut:]: {k: place + cut for k, place in places.items()}
        for words, places in whole.items()
        if (cut := _cut(words)) >= 0
    }


def _cut(words: str) -> int:
    """How much of words ends the value before them: words of one character and such as begin no label; -1 where all do."""
    if words in vocabulary():
        return 0
    inner = tagged(words, 0, len(words))
    first = next((w for w in inner if w.text == "所" or (len(w.text) > 1 and w.tag[0] not in _NEVER_FIRST)), None)
    return first.start if first is not None and len(words) - first.start > 1 else -1


def _varied(text: str, words: str, places: dict[int, int]) -> bool:
    """Whether a colon stands behind a label everywhere, or what stands behind its space differs, as what is filled in does."""
    ends = [place + len(words) for place in places.values()]
    if all(text[end] in ":：" for end in ends):
        return not goes_on_label(words)
    column = len({text[place - 3 : place] for place in places.values()}) == 1 and text[ends[0] - len(words) - 1] in " 　"
    return not column and 2 * len({text[end + 1 : end + _VALUE] for end in ends}) > len(ends)


def _printed(text: str, words: str, places: dict[int, int], blocks: int) -> bool:
    """Whether words without a sign behind them are titles of the form: all blocks have them, ever other words stand behind
    them, and they are no value of a label.
    """
    ends = [place + len(words) for place in places.values()]
    behind = {text[end : end + 2] for end in ends}
    before = {text[place - 1] for place in places.values()}
    if 2 * len(behind) < len(ends) or any(map(_OPEN.match, before)) or not all(text[end : end + 1].isalnum() for end in ends):
        return False
    if words in vocabulary():
        return True
    closed = not any(sign.isalpha() for sign in before)
    return len(places) == blocks and len(words) > 3 - closed and _titled(text, words, list(places.values()))


def _titled(text: str, words: str, places: list[int]) -> bool:
    """Whether words are a title that begins and ends where words do."""
    inner = tagged(words, 0, len(words))
    first, last = cues.traits(inner[0].text, inner[0].tag), cues.traits(inner[-1].text, inner[-1].tag)
    states = first.kind in _STATES and (first.kind != "manner" or cues.opener(inner[0].text) in _STATES)  # 日常事项
    if states or first.never_begins or last.never_ends or not last.noun:
        return False
    return 2 * sum(cycles.whole(text, words, place) for place in places) >= len(places)


def _apart(labels: list[str], places: dict[str, dict[int, int]]) -> list[str]:
    """The labels that stand inside none before them."""
    kept: list[str] = []
    taken: set[tuple[int, int]] = set()
    for words in labels:
        own = {(k, at) for k, place in places[words].items() for at in range(place, place + len(words))}
        if 2 * len(own & taken) < len(own):
            kept.append(words)
            taken |= own
    return kept


def _in_order(labels: list[str], places: dict[str, dict[int, int]]) -> list[str]:
    """The labels that keep one order in the first blocks, without those that do not."""
    ordered = sorted(labels, key=lambda words: (min(places[words]), places[words][min(places[words])]))
    seen = {words: {k: place for k, place in places[words].items() if k < _SAMPLE} for words in ordered}
    turned = {words: {other for other in ordered if _turned(seen[words], seen[other])} for words in ordered}
    while turned:
        worst = max(turned, key=lambda words: len(turned[words]))
        if not turned[worst]:
            break
        for other in turned.pop(worst):
            turned[other].discard(worst)
    return list(turned)


def _turned(one: dict[int, int], other: dict[int, int]) -> bool:
    """Whether two labels stand in one order in some blocks and in the other elsewhere."""
    shared = [one[k] < other[k] for k in one if k in other]
    return 0 < sum(shared) < len(shared)


def _parts(text: str, place: int, words: str) -> list[Span]:
    """A label, and the title before it where it ends in a known one (基本资料岗位名称), if that is no value."""
    cut = next((k for k in range(2, len(words) - 1) if words[k:] in vocabulary() and not goes_on_label(words[:k])), 0)
    if not cut or words in vocabulary():
        return [(place, place + len(words))]
    label = place + cut, place + len(words)
    return [label] if _OPEN.match(text, place - 1) else [(place, place + cut), label]
