"""Phrases that no author writes, told by the document alone: chains of words that stand there far too often to be chance.

An article spinner that puts a chain of synonyms for a word (管理治理经管 for 管理) puts the same chain everywhere, between
neighbours of all kinds. Evidence in nats: a word twice in the chain; words of one chain that share a character, as synonyms do;
a determiner inside a chain of nouns; nothing but long words, one behind another; words that stand nowhere else. Which word a
chain stands for is weighed as well: one that is common in Chinese and in standards, absent from the rest of the text, itself
in the chain, kin to its other words, and makes compounds of the dictionary with the chain's neighbours.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from pipeline import lexicon
from pipeline.rules import load_data

OFTEN = 3
"""So often a phrase must stand in the document, and so many neighbours it must have on either side."""
LONGEST = 24
"""Characters of the longest phrase looked for."""
STRANGE = 3.5
"""Nats from which a phrase is no Chinese. Of 83 clean documents none has a phrase of 3.2 or more."""
TWICE, KIN, INSIDE, LINK, APART = 5.0, 2.0, 4.0, 1.0, 0.7
"""Nats for a word that stands twice; for two words that share a character, three times at most; for a determiner inside; for
each word beyond two where all are long; for each that stands nowhere else."""
CHAINED, COMMON, AKIN, AGAIN, ENCLOSED, BESIDE = 1.5, 2.0, 1.5, 2.0, 1.0, -3.0
"""What speaks for a word: it is in the chain, twice as much where that is one of synonyms; it is common in standards; another
is kin to it; it stands twice; another stands on both sides of it; and against it: it stands in the rest of the text too, if
seldom."""
AHEAD = 1.0
"""By so much the word must be ahead of the next to be told."""
MANY = 8
"""A word that stands so often has not the same neighbour everywhere."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_SIZE = 6  # characters of the shortest phrase looked for
_KINSHIPS, _COMPOUNDS = 3, 3  # so many at most count
_SELDOM = 3  # a word that stands a third as often as the phrase is no rival of it


class Odd(NamedTuple):
    """A phrase, how often it stands in the text, how little it is Chinese in nats, and what shows it.

    kin: two of its words share a character; words: the phrase cut into them; rest: the text without it.
    """

    phrase: str
    times: int
    nats: float
    why: tuple[str, ...]
    kin: bool
    words: tuple[str, ...]
    rest: str


class Strange(NamedTuple):
    """Such a phrase, and what it seems to stand for.

    word: that word, "" where none is ahead; other: the next likely; chained: the word is one of the phrase's;
    composed: its first or last word is like none of the others, as the noun is that an author puts behind synonyms of his own
    (检查检验检测记录); bare: how often the word stands in the rest of the text; guess: the likeliest word where none is ahead,
    if it shares a character with the phrase; of 33 such 23 were right.
    """

    phrase: str
    times: int
    nats: float
    why: tuple[str, ...]
    word: str
    other: str
    chained: bool
    composed: bool
    bare: int
    guess: str


@cache
def known(name: str) -> frozenset[str]:
    """A list of rules/mining.toml."""
    return frozenset(load_data("pipeline.clean", "rules/mining.toml")[name])


def odd(
    text: str, listed: Collection[str], least: float = STRANGE, seeds: Mapping[str, Sequence[int]] | None = None
) -> Iterator[Odd]:
    """The phrases of at least so many nats; none holds another. listed: phrases whose words are known already. seeds: stretches
    of six characters, of which one must be in a phrase, with all their places in order."""
    found = repeated(text, seeds)
    for phrase, times in found.items():
        if any(other in phrase and other != phrase for other in found) or any(other in phrase for other in listed):
            continue
        words = _words(phrase)
        if _face(words, "")[0] < least:
            continue  # what stands in the rest of the text can only speak for it
        rest = without(text, (*listed, phrase))
        nats, why = _face(words, rest)
        if nats >= least:
            yield Odd(phrase, times, nats, why, _is_kin(words), tuple(words), rest)


def strange(text: str, found: Iterable[Odd]) -> Iterator[Strange]:
    """Phrases that are found in the text, each with what it stands for."""
    for phrase, times, nats, why, _, words, rest in found:
        word, other, chained, guess = _word(text, phrase, words, rest)
        bare = rest.count(word) if word else 0
        yield Strange(phrase, times, nats, why, word, other, chained, _composed(words), bare, guess)


def without(text: str, phrases: Iterable[str]) -> str:
    """The text with some phrases, longest first, taken out."""
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        text = text.replace(phrase, "\n")
    return text


def repeated(text: str, seeds: Mapping[str, Sequence[int]] | None = None) -> dict[str, int]:
    """Every stretch of 6 to 24 Chinese characters that stands OFTEN times or more, as long as all its places agree, and that
    has several different neighbours on either side; with the number of its places."""
    grams = {seed: _apart(places) for seed, places in seeds.items()} if seeds else _grams(text)
    found: dict[str, int] = {}
    for gram, places in grams.items():
        if len(places) < OFTEN or any(gram in phrase and count == len(places) for phrase, count in found.items()):
            continue
        start, end = _extent(text, places)
        around = ({text[at + start - 1 : at + start] for at in places}, {text[at + end : at + end + 1] for at in places})
        if end - start <= LONGEST and min(map(len, around)) >= OFTEN:
            found[text[places[0] + start : places[0] + end]] = len(places)
    return found


def _apart(places: Sequence[int]) -> list[int]:
    """The places of a stretch that do not overlap."""
    kept: list[int] = []
    for place in places:
        if not kept or place >= kept[-1] + _SIZE:
            kept.append(place)
    return kept


def _grams(text: str) -> Mapping[str, list[int]]:
    """Where every stretch of six Chinese characters stands."""
    grams: defaultdict[str, list[int]] = defaultdict(list)
    for match in _HAN.finditer(text):
        for at in range(match.start(), match.end() - _SIZE + 1):
            grams[text[at : at + _SIZE]].append(at)
    return grams


def _extent(text: str, places: Sequence[int]) -> tuple[int, int]:
    """How far to the left and right of the places all agree, in Chinese characters."""
    start, end = 0, _SIZE
    while start > -LONGEST and _same({text[at + start - 1 : at + start] if at + start else "" for at in places}):
        start -= 1
    while end < LONGEST and _same({text[at + end : at + end + 1] for at in places}):
        end += 1
    return start, end


def _same(chars: set[str]) -> bool:
    return len(chars) == 1 and bool(_HAN.fullmatch(next(iter(chars))))


def _face(words: Sequence[str], rest: str) -> tuple[float, tuple[str, ...]]:
    """How little a chain of words is Chinese, and what shows it; a word that joins makes a sentence of it, unless kin."""
    long = [word for word in words if len(word) > 1]
    pairs = list(_kin(long))
    if any(word in known("joints") and not any(word in pair for pair in pairs) for word in words):
        return 0.0, ()
    nats, why = 0.0, list[str]()
    if twice := [word for word, count in Counter(long).items() if count > 1]:
        nats += TWICE
        why.append(f"{twice[0]} stands twice in it")
    if pairs:
        nats += KIN * min(len(pairs), _KINSHIPS)
        why.append(f"{pairs[0][0]} beside {pairs[0][1]}, which shares a character")
    if len(long) > _KINSHIPS and (inside := [word for word in words[1:-1] if word in known("determiners")]):
        nats += INSIDE
        why.append(f"{inside[0]} inside a chain of {len(long)} nouns")
    if len(long) == len(words) > 2:
        nats += LINK * (len(long) - 2)
        why.append(f"a chain of {len(long)} nouns")
    if apart := [word for word in long if word not in rest]:
        nats += APART * len(apart)
        why.append("its words hardly stand elsewhere" if 2 * len(apart) > len(long) else f"{apart[0]} stands nowhere else")
    return nats, tuple(why)


def _words(phrase: str) -> list[str]:
    """The words of a phrase; one of four characters is two where one of them stands in the phrase by itself (流程 程序流程)."""
    found = lexicon.cut(phrase)
    single = {word for word in found if len(word) == 2}
    halves = {word: (word[:2], word[2:]) for word in found if len(word) == 4 and {word[:2], word[2:]} & single}
    return [part for word in found for part in halves.get(word, (word,))]


def _kin(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different words that share a character, as synonyms do. Where one's last is the next one's first (员工工作) they
    may be neighbours by chance."""
    for (i, one), (j, other) in combinations(enumerate(words), 2):
        seam = j == i + 1 and one[-1] == other[0] and one[0] != other[0] and one[-1] != other[-1]
        if one != other and set(one) & set(other) and not seam:
            yield one, other


def _is_kin(words: Sequence[str]) -> bool:
    return next(_kin([word for word in words if len(word) > 1]), None) is not None


def _word(text: str, phrase: str, words: Sequence[str], rest: str) -> tuple[str, str, bool, str]:
    """The word that the phrase stands for, "" where none is ahead; the next likely; whether the word is in the chain; the
    likeliest where none is ahead, if it shares a character with the phrase."""
    chained = {word for word in words if len(word) > 1}
    chained |= {part for word in chained for k in range(len(word) - 1) if lexicon.frequency(part := word[k : k + 2])}
    kinships = Counter(word for pair in _kin([word for word in words if len(word) > 1]) for word in pair)
    places = [match.span() for match in re.finditer(re.escape(phrase), text)]
    around = {(text[max(0, start - 2) : start], text[end : end + 2]) for start, end in places}
    enclosed = words[len(words) // 2] if words == words[::-1] and len(words) > 2 else ""
    synonyms = CHAINED * (kinships.total() > 2 or len(words) > len(set(words)))
    ahead: dict[str, float] = {}
    akin = {word for word in chained | known("field") if any(set(word) & set(other) for other in chained - {word})}
    for word in chained | (akin if kinships else known("field")):
        beside = rest.count(word)
        if beside * _SELDOM > len(places):
            continue
        ahead[word] = (
            0.5 * math.log(1 + lexicon.frequency(word))
            + COMMON * (word in known("field"))
            + (CHAINED + synonyms) * (word in chained)
            + AKIN * (word in kinships or (synonyms > 0 and word in akin))
            + AGAIN * (words.count(word) > 1 and not enclosed)
            + ENCLOSED * (word == enclosed)
            + BESIDE * (beside > 0)
            + min(_COMPOUNDS, _compounds(word, around))
        )
    ranked = sorted(ahead, key=lambda word: (-ahead[word], word))[:2]
    if not ranked:
        return "", "", False, ""
    told = not (len(places) < MANY and _ragged(words, kinships, rest)) and (
        len(ranked) == 1 or ahead[ranked[0]] >= ahead[ranked[1]] + AHEAD
    )
    other = ranked[1] if len(ranked) > 1 else ""
    if told:
        return ranked[0], other, ranked[0] in chained, ""
    return "", "", ranked[0] in chained, ranked[0] if set(ranked[0]) & set(phrase) else ""


def _ragged(words: Sequence[str], kinships: Counter[str], rest: str) -> bool:
    """Whether a word of the author's may have got into a chain: a single character, or at an end a word that is like no other
    and stands elsewhere too (贮藏 in 贮藏管辖管理治理)."""
    return any(len(word) == 1 for word in words) or any(
        words.count(word) == 1 and word not in kinships and word in rest for word in (words[0], words[-1])
    )


def _composed(words: Sequence[str]) -> bool:
    """Whether the first or the last word shares no character with any other."""
    ends = ((words[0], words[1:]), (words[-1], words[:-1]))
    return any(not set(end).intersection("".join(others)) for end, others in ends)


def _compounds(word: str, around: Iterable[tuple[str, str]]) -> int:
    """How many compounds of the dictionary a word makes with some neighbours."""
    made = {word + after[:size] for _, after in around for size in (1, 2)}
    made |= {before[-size:] + word for before, _ in around for size in (1, 2)}
    return sum(compound in lexicon.words() for compound in made if compound != word)
