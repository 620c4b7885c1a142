"""A spinner's phrases that no table lists, undone where they are chains of synonyms, and reported where that is not sure.

What `phrases` finds is reported where it can hardly be anything else, or where the document shows a spinner otherwise. It is
undone, as probable, where the word that it stands for is one of the chain and ahead of all others (岗位 in 岗位职位工种职务),
and where a phrase of the table or a second chain shows a spinner: one alone may be the author's. A chain that begins or ends
with a word like no other is left: so authors name things (检查检验检测记录, 管理人员管理办法). Where several phrases
that share no word are no good Chinese, each by little, they are told together (`crowd`): an author has one such name, or two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.clean.doubled.moved import moved
from pipeline.clean.worded.phrases import OFTEN, STRANGE, Odd, Strange, known, odd, strange
from pipeline.model import Finding

STRONG, LEAST = 6.0, 2.4
"""Nats of a phrase that is looked for whatever else the document shows, and of one in a document that shows a spinner. The
strangest phrase of 83 clean documents, spun by nobody, has 3.1; but terms of synonyms that an author may coin have 10."""
SURE = 0.98
"""Share taken to be right of the places that are undone. In 350 documents spun with chains drawn at random, of which a quarter
did not hold the word itself, 2,233 of 2,257 were undone rightly."""

EACH, CROWD, SYNONYMS, TOGETHER, DENSE = 1.3, 3, 1, 7.5, 0.01
"""Nats of each phrase, how many, how many of words that share a character, nats of all, and their share of the text's
characters, where phrases are told together. Of 700 clean texts none has such ones; of 20 documents spun with three chains or
more 19 have, of 47 with chains drawn at random that do not hold their words 28."""
NAMED = 1.4
"""Nats less for a phrase that ends as a name does: 设备维修保养记录."""
_SHOWN, _BESIDE = 5, 6  # places that a finding quotes, and characters to each side
_GLANCE = 3000  # characters in which a spun document shows it

_APART = (2, 4)  # characters from one to its like where synonyms stand behind one another, or a word on both sides of another
_STRETCH = 6  # characters of the shortest phrase
_HAN = re.compile(r"[\u3400-\u9fff]+")
_DOUBLED = re.compile(r"(..+)\1")  # what overlapped windows do to a phrase


class Undone(NamedTuple):
    """A phrase that no table lists: the word it stands for, and the next likely one."""

    word: str
    other: str


def find(text: str, listed: Collection[str], shown: bool) -> list[Strange]:
    """The phrases that seem to be a spinner's. shown: the document shows a spinner otherwise; else one must be strong."""
    if not shown:
        seeds = _echoing(text)
        if not seeds or next(odd(text, listed, STRONG, seeds), None) is None:
            return []
    found = list(strange(text, odd(text, listed, LEAST)))
    shown = shown or bool(proof(found))
    return [one for one in found if one.nats >= STRANGE or (shown and one.word and one.chained)]


def _echoing(text: str) -> dict[str, list[int]]:
    """The stretches with a character twice in them, near each other, that stand OFTEN times, and where: a cheap look at every
    text.
    """
    places = _echoes(text)
    echoes = Counter([text[place : place + apart + 1] for place, apart in places])
    again = ((at, apart) for at, apart in places if echoes[text[at : at + apart + 1]] >= OFTEN)
    starts = {start for at, apart in again for start in range(max(0, at + apart + 1 - _STRETCH), at + 1)}
    around: dict[str, list[int]] = defaultdict(list)
    for start in sorted(starts):
        around[text[start : start + _STRETCH]].append(start)
    return {stretch: at for stretch, at in around.items() if len(at) >= OFTEN and _HAN.fullmatch(stretch)}


def _echoes(text: str) -> list[tuple[int, int]]:
    """Where a Chinese character stands again two or four characters on, and how many."""
    itself = moved(text)
    return [(at, apart) for apart in _APART for at in itself.alike(apart) if "\u3400" <= text[at] <= "\u9fff"]


def proof(found: Collection[Strange]) -> list[Strange]:
    """The phrases that show a spinner by themselves, strong ones for a word that stands nowhere else, where another phrase
    shares no word with them. One alone may be a term of the author's, and so may what an author composed; none at all then.

    Of a word that standards seldom have it says little that it stands nowhere else (运输 beside 运输运送输送, in the text of an
    author who writes 采购购买购置 too): then the other phrase must be such a one itself.
    """
    whole = [one for one in found if one.nats >= STRANGE and not one.composed]
    sure = [one for one in whole if one.nats >= STRONG and one.word and one.chained and not one.bare]
    return [one for one in sure if any(_are_apart(one, other) for other in (whole if one.word in known("field") else sure))]


def _are_apart(one: Odd | Strange, other: Odd | Strange) -> bool:
    return not _pairs(one.phrase) & _pairs(other.phrase)


def _pairs(phrase: str) -> set[str]:
    return {phrase[at : at + 2] for at in range(len(phrase) - 1)}


def undone(found: Collection[Strange], shown: bool) -> Mapping[str, Undone]:
    """The phrases that may be undone, each with its word; none where neither the document (shown) nor they show a spinner."""
    if not shown and not proof(found):
        return {}
    return {one.phrase: Undone(one.word, one.other) for one in found if one.word and one.chained and not one.composed}


def crowd(text: str, listed: Collection[str], shown: bool) -> list[Strange]:
    """The phrases that are no good Chinese, each by little, and show a spinner together. shown: the document shows one
    otherwise, and then none needs another."""
    if shown:
        return [one for one in strange(text, odd(text, listed, LEAST)) if not _DOUBLED.search(one.phrase)]
    if not _is_crowd(text[:_GLANCE], _chosen(text[:_GLANCE], listed, _again(text[:_GLANCE]))):
        return []
    found = _chosen(text, listed)
    return list(strange(text, found)) if _is_crowd(text, found) else []


def _again(text: str) -> dict[str, list[int]]:
    """The stretches that stand OFTEN times or more, and where; none where hardly anything comes again."""
    runs = [run.span() for run in _HAN.finditer(text)]
    starts = [at for start, end in runs for at in range(start, end - _STRETCH + 1)]
    grams = [text[at : at + _STRETCH] for at in starts]
    if len(grams) - len(set(grams)) < CROWD * (OFTEN - 1):
        return {}
    often = {gram for gram, count in Counter(grams).items() if count >= OFTEN}
    places: dict[str, list[int]] = defaultdict(list)
    for at, gram in zip(starts, grams, strict=True) if often else ():
        if gram in often:
            places[gram].append(at)
    return places


def _chosen(text: str, listed: Collection[str], seeds: Mapping[str, list[int]] | None = None) -> list[Odd]:
    """The strangest phrases that share no word with a stranger one."""
    chosen: list[Odd] = []
    found = odd(text, listed, EACH, seeds) if seeds is None or len(seeds) >= CROWD else ()
    for one in sorted(map(_less_named, found), key=lambda one: -one.nats):
        if one.nats < EACH:
            break
        if not _DOUBLED.search(one.phrase) and all(_are_apart(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _less_named(one: Odd) -> Odd:
    """The phrase, less strange where it ends as the names do that authors compose."""
    named = one.phrase.endswith(tuple(known("heads")))
    return one._replace(nats=one.nats - NAMED) if named else one


def _is_crowd(text: str, found: Collection[Odd]) -> bool:
    """Whether so many phrases, so strange together and so often in a text, are no author's."""
    characters = sum(one.times * len(one.phrase) for one in found)
    enough = len(found) >= CROWD and sum(one.nats for one in found) >= TOGETHER and characters >= DENSE * len(text)
    return enough and sum(one.kin for one in found) >= SYNONYMS


def findings(text: str, found: Iterable[Strange], made: Mapping[str, Undone]) -> Iterator[Finding]:
    """One finding for each phrase, at its first place: what was made of it, or that it was left; `likely` is the word that it
    may stand for, `places` some of its places in context."""
    for one in found:
        start = text.index(one.phrase)
        why, undo = "; ".join(one.why), one.phrase in made
        likely = made[one.phrase].word if undo else one.word or one.guess
        perhaps = "" if undo or not likely else (f"; it may stand for {likely!r}", f"，原文可能是“{likely}”")
        yield Finding(
            code="spinner-unlisted",
            severity="review",
            message_en=f"{one.phrase!r} stands here {one.times} times and reads like a spinner's phrase ({why}). "
            + (f"It was read as {likely!r}" if undo else "It was left" + (perhaps[0] if perhaps else ""))
            + "; compare the original, and add the pair to rules/spinner.toml (biaozhun mine shows it).",
            message_zh=f"“{one.phrase}”共{one.times}处，疑为洗稿软件替换，"
            + (f"读作“{likely}”" if undo else "未作改动" + (perhaps[1] if perhaps else ""))
            + "。请对照原文，并将该词对补入 rules/spinner.toml（biaozhun mine 可列出）。",
            params={"found": one.phrase, "likely": likely, "count": one.times, "places": _in_context(text, one.phrase)},
            span=(start, start + len(one.phrase)),
        )


def _in_context(text: str, phrase: str) -> str:
    """Some places of a phrase, each with its neighbours."""
    places = [match.start() for match in re.finditer(re.escape(phrase), text)][:_SHOWN]
    ends = [(max(0, at - _BESIDE), at + len(phrase) + _BESIDE) for at in places]
    return " … ".join(text[low:high].replace("\n", " ") for low, high in ends)
