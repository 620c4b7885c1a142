"""The miner: spinner pairs that no table lists, proposed with their evidence for a maintainer to review.

Evidence, strongest first: a clean sibling (another copy of the same or a like standard), in which one word stands wherever
this text has the phrase; a phrase that wraps a word in its synonym (协议合同协议) while the bare word never occurs; a phrase
that is no Chinese (a word twice, a determiner inside a chain of nouns, a long chain of nouns found nowhere else) among
changing neighbours; attributes before a word that never stands alone, in a document that already shows a spinner. Which word
a phrase stands for is told by the sibling, by the wrapped word, or by the dictionary's compounds with its neighbours; where
none of them tells, the word is left open. Nothing is changed.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean import spinner
from pipeline.clean.worded.phrases import LONGEST, OFTEN, known, odd, strange, without

ALIGNED, WRAPPED, ATTRIBUTED, FITTED, OPEN = 0.95, 0.95, 0.8, 0.7, 0.5
"""Confidence by kind of evidence: a sibling's word, a wrapped word, a word behind attributes, one that fits, none."""
ANCHOR = 3
"""Characters on each side by which a place in the sibling is found again in the text."""
EVERYWHERE = 50
"""An anchor that stands more often than this tells no place."""
AGREED = 0.6
"""Share of a word's places in the sibling that must have the same phrase here."""
STRETCH, ALIKE = 6, 0.15
"""Stretches of so many characters, and this share of them, must stand in the text for the sibling to be one."""

_WRAP = re.compile(r"(?=(([\u3400-\u9fff]{2,3})([\u3400-\u9fff]{2,4})\2))")
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Proposal(NamedTuple):
    """A pair for the table. word: empty where nothing tells it; times: how often the phrase stands in the document; why: the
    evidence, in words; contexts: some places, with the phrase in brackets."""

    phrase: str
    word: str
    times: int
    confidence: float
    why: tuple[str, ...]
    contexts: tuple[str, ...]


def mine(text: str, clean_sibling: str | None = None) -> list[Proposal]:
    """Pairs that a spinner seems to have used on `text`, surest first; those of the table are left out.

    clean_sibling: a clean text of the same or a like standard, if there is one.
    """
    found: dict[str, Proposal] = {}
    for proposal in (*_aligned(text, clean_sibling or ""), *_strange(text)):
        found.setdefault(proposal.phrase, proposal)
    for proposal in _wrapped(text, list(found)):
        found[proposal.phrase] = max(proposal, found.get(proposal.phrase, proposal), key=lambda one: one.confidence)
    if found or spinner.detect(text):
        for proposal in _attributed(text, list(found)):
            found.setdefault(proposal.phrase, proposal)
    unlisted = [one for one in _simplest(list(found.values())) if not any(phrase in one.phrase for phrase in spinner.pairs())]
    return sorted(unlisted, key=lambda proposal: (-proposal.confidence, -proposal.times, proposal.phrase))


def _simplest(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Without those that another explains: 同类产品 where 产品 is known, and parts of a longer phrase found no more often; and
    without those that several others make up together."""
    return [
        one
        for one in proposals
        if not any(_explains(other, one) for other in proposals if other.phrase != one.phrase) and not _made_up(one, proposals)
    ]


def _made_up(one: Proposal, proposals: Sequence[Proposal]) -> bool:
    """Whether the phrase becomes the word when the other phrases in it are undone."""
    words = one.phrase
    for other in sorted(proposals, key=lambda other: (-len(other.phrase), other.phrase)):
        if other.word and other.phrase != one.phrase:
            words = words.replace(other.phrase, other.word)
    return words == one.word


def _explains(other: Proposal, one: Proposal) -> bool:
    if one.phrase in other.phrase and one.times <= other.times:
        return True
    if other.word and other.phrase in one.phrase:
        return not one.word or one.phrase.replace(other.phrase, other.word) == one.word
    if one.times > other.times:
        return False
    before, after = one.phrase.removesuffix(one.word), one.phrase.removeprefix(one.word)
    if one.word and after != one.phrase:
        return len(after) > 1 and other.phrase.startswith(after)
    return bool(one.word) and before != one.phrase and len(before) > 1 and other.phrase.endswith(before)


def _without(text: str, found: Sequence[str]) -> str:
    """The text with the listed phrases and these, longest first, taken out."""
    return without(text, {*spinner.pairs(), *found})


def _proposal(text: str, phrase: str, word: str, confidence: float, *why: str) -> Proposal:
    places = [match.start() for match in re.finditer(re.escape(phrase), text)]
    ends = [(max(0, at - 6), at, at + len(phrase)) for at in places[:3]]
    contexts = tuple(f"{text[low:at]}[{phrase}]{text[end : end + 6]}".replace("\n", " ") for low, at, end in ends)
    return Proposal(phrase, word, len(places), confidence, why, contexts)


# ------------------------------------------------------------------------------------------------ with a sibling


def _aligned(text: str, sibling: str) -> Iterator[Proposal]:
    """Phrases that stand in the text between the neighbours that a word has in the sibling."""
    grams: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - ANCHOR + 1):
        grams[text[at : at + ANCHOR]].append(at)
    if not _alike(text, sibling):
        return
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    at = 0
    for word in lexicon.cut(sibling):
        before, after = sibling[max(0, at - ANCHOR) : at], sibling[at + len(word) : at + len(word) + ANCHOR]
        at += len(word)
        if _HAN.fullmatch(word) and len(before) == len(after) == ANCHOR:
            votes[word].update(_between(text, grams[before], grams[after]))
    for word, counts in sorted(votes.items()):
        phrase, agreed = counts.most_common(1)[0] if counts else (word, 0)
        if phrase == word or agreed < max(2, AGREED * counts.total()) or (phrase in sibling and word not in phrase):
            continue
        why = f"{agreed} of {counts.total()} places of {word} in the clean sibling have {phrase} here"
        phrase, core = _core(phrase, word)
        if core not in _without(text, [phrase]):
            yield _proposal(text, phrase, core, ALIGNED, why)


def _core(phrase: str, word: str) -> tuple[str, str]:
    """The pair without the words that both begin or end with: 同类产品 and its phrase, but not 要求 in 相关要求."""
    known = lexicon.words()
    for size in range(len(word) - 2, 1, -1):
        if phrase.startswith(word[:size]) and word[size:] in known and len(phrase) > size:
            return phrase[size:], word[size:]
        if phrase.endswith(word[-size:]) and word[:-size] in known and len(phrase) > size:
            return phrase[:-size], word[:-size]
    return phrase, word


def _alike(text: str, sibling: str) -> bool:
    """Whether the sibling is another copy, or a like standard: enough of its stretches stand in the text."""
    stretches = [sibling[at : at + STRETCH] for at in range(0, len(sibling) - STRETCH + 1, STRETCH)]
    return sum(stretch in text for stretch in stretches) >= ALIKE * max(1, len(stretches))


def _between(text: str, befores: Sequence[int], afters: Sequence[int]) -> Iterator[str]:
    """What stands between a place of the left anchor and the next place of the right one, where it is near."""
    if len(befores) > EVERYWHERE or len(afters) > EVERYWHERE:
        return
    for before in befores:
        start = before + ANCHOR
        following = bisect_right(afters, start)
        if following < len(afters) and afters[following] <= start + LONGEST and _HAN.fullmatch(text, start, afters[following]):
            yield text[start : afters[following]]


# ------------------------------------------------------------------------------------------------ from one document


def _wrapped(text: str, found: Sequence[str]) -> Iterator[Proposal]:
    """A word between two copies of another, several times, that never stands alone."""
    counts = Counter((match[1], match[3]) for match in _WRAP.finditer(text) if match[2] != match[3])
    for (phrase, word), count in sorted(counts.items()):
        outer = phrase[: (len(phrase) - len(word)) // 2]
        words = lexicon.frequency(word) and lexicon.frequency(outer)
        if count >= OFTEN and words and _among_others(text, phrase) and word not in _without(text, [*found, phrase]):
            yield _proposal(text, phrase, word, WRAPPED, f"{outer} on both sides of {word}", f"{word} never stands alone")


def _among_others(text: str, phrase: str) -> bool:
    """Whether the phrase has changing neighbours on both sides: two labels of a form, run together, have not."""
    places = [match.span() for match in re.finditer(re.escape(phrase), text)]
    return min(len({text[start - 1 : start] for start, _ in places}), len({text[end : end + 1] for _, end in places})) > 1


def _strange(text: str) -> Iterator[Proposal]:
    """Phrases among changing neighbours that are no Chinese."""
    for one in strange(text, odd(text, spinner.pairs())):
        yield _proposal(text, one.phrase, one.word, FITTED if one.word else OPEN, *one.why)


def _attributed(text: str, found: Sequence[str]) -> Iterator[Proposal]:
    """Attributes before a common word that never stands without them, in a text without the phrases known already."""
    rest = _without(text, found)
    attributes = "|".join(sorted(known("attributes"), key=len, reverse=True))
    for word in sorted(known("field")):
        matches = list(re.finditer(f"(?:{attributes})+{word}", rest))
        phrase = min((match[0] for match in matches), key=len, default="")
        if len(matches) >= OFTEN and rest.count(word) == len(matches) and all(match[0].endswith(phrase) for match in matches):
            attached = sum(_HAN.match(rest, match.start() - 1) is not None for match in matches if match.start())
            if attached >= 0.5 * len(matches):
                yield _proposal(text, phrase, word, ATTRIBUTED, f"{word} never stands without {phrase.removesuffix(word)}")
