"""Titles in front of their texts: what speaks for each place where the one may end and the other begin.

No cue decides alone; they are weighed together. In order of weight: the piece is no title at all (a stop, an open bracket, a
particle at the seam); words that come back behind the seam; what the first word of the text is (a preposition, an adverb, a
verb); the shape of the title (verb and object, noun and action, length); whether the text can stand by itself.
The weights are those of a conditional logit (nothing, or one of the seams) over items and plain statements of many trades.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import add
from types import SimpleNamespace

from pipeline.segment.words.cues import DATA, traits
from pipeline.segment.words.words import Word
from pipeline.text import Span

LONGEST = 22  # characters of a title
_NEAR = 40  # characters behind the seam in which the title's words come back
_SAID = 4  # characters at the end of a title that end its text as well
_AGENTS = tuple(DATA["words"]["agents"])
_PREDICATES = ("modal", "relation", "manner", "with", "verb")
_SHORT = ("ground", "each", "with")  # what may follow a title of two characters
WEIGHTS: dict[str, float] = DATA["weights"]
_W = SimpleNamespace(**{cue.replace(" ", "_"): weight for cue, weight in WEIGHTS.items()})
_LENGTHS = [
    WEIGHTS["two"] * (n == 2) + WEIGHTS["three"] * (n == 3) + WEIGHTS["long"] * (n >= 15) for n in range(LONGEST + 1)
]  # by the characters of a title
_CLAUSE = re.compile("[。；;！!？?,，:：]")
_STOP = re.compile("[。；;！!？?:：\\n]")


class Stretch:
    """Words that may hold titles and texts run together. heading: the title above them."""

    def __init__(self, text: str, words: list[Word], end: int, heading: str = "") -> None:
        self.text, self.words, self.end, self.heading = text, words, end, heading
        self.traits = [traits(word.text, word.tag) for word in words]
        self._starts = [word.start for word in words]
        self._texts, self._tags = [word.text for word in words], [word.tag for word in words]
        self._kinds, self._verbs = [one.kind for one in self.traits], [one.verb for one in self.traits]
        self._acting, self._named = [one.acting for one in self.traits], [one.named for one in self.traits]
        self._clauses: dict[int, tuple[float, bool]] = {}
        self._places: dict[frozenset[str], list[int]] = {}

    def seams(self, first: int, where: str, openers: frozenset[str] | None = None) -> Iterator[tuple[int, float]]:
        """Every place where the text behind a title that begins with words[first] may begin: index of its first word, and how
        much speaks for the title, in nats against there being none.

        where: what stands before it: start, stop, semicolon, inside. openers: what kind of words the text may begin with.
        """
        if first >= len(self.words) or self.traits[first].never_begins:
            return
        start, before = self._starts[first], 0.0
        for behind in self._behind(first, openers):
            last, opener = self.traits[behind - 1], self.traits[behind]
            if opener.never_opens or last.never_ends or (last.texts and behind - first > 1):
                continue
            words = self.text[start : self._starts[behind]]
            if self._possible(first, behind, words):
                before = before or self._before(first, where)
                yield behind, self._cost(words, (first, behind), before)

    def opens(self, index: int, near: int, openers: frozenset[str]) -> bool:
        """Whether one of the next words opens a text behind a title that begins here.

        near: how many are looked at; openers: the kinds that do.
        """
        behind = self._behind(index, openers)
        return bool(behind) and behind[0] <= index + near

    def _behind(self, first: int, openers: frozenset[str] | None) -> Sequence[int]:
        """The words, of some kinds, before which a title that begins with words[first] may end: it is not too long, and no stop
        stands in it.
        """
        start = self._starts[first]
        stop = _STOP.search(self.text, start, start + LONGEST)
        last = bisect_right(self._starts, stop.start() if stop else start + LONGEST)
        if openers is None:
            return range(first + 1, last)
        places = self._opening(openers)
        return places[bisect_right(places, first) : bisect_left(places, last)]

    def said_again(self, index: int) -> bool:
        """Whether the words before words[index] end a text that says its title once more (完善方案|能够协助完善方案|…): they
        stand before its 能够 too.
        """
        place = self.words[index].start
        low = max(self.words[0].start, place - 2 * _NEAR)
        seam = self.text.rfind(self.text[place - _SAID : place], low, place - _SAID) + _SAID if place > low + 2 * _SAID else low
        at = bisect_left(self._starts, seam)
        return seam > low and self._starts[at] == seam and self._kinds[at] == "modal"

    def _opening(self, openers: frozenset[str]) -> list[int]:
        """The words of some kinds, looked for once."""
        if openers not in self._places:
            self._places[openers] = [k for k, kind in enumerate(self._kinds) if kind in openers]
        return self._places[openers]

    def _possible(self, first: int, behind: int, words: str) -> bool:
        """Whether words may be a title in front of a text at all."""
        if len(words) < 3 and (len(words) < 2 or (behind - first == 1 and self.traits[behind].kind not in _SHORT)):
            return False
        if words[-1] in "前后时中":
            return False
        if words.count("(") + words.count("（") != words.count(")") + words.count("）"):
            return False
        joined = self._kinds[behind] == "with" and self._tags[behind + 1 : behind + 2] in (["v"], ["vn"])
        return not joined and not self._repeats(first, behind, words)  # 研究|与分析: one thing

    def _repeats(self, first: int, behind: int, words: str) -> bool:
        """Whether the title's first word stands in it twice, and in no list."""
        opening = self._texts[first]
        again = len(opening) > 1 and words.count(opening) > 1 and opening in self._texts[first + 1 : behind]
        return again and not any(c in words for c in "、及与和/")

    def _standing(self, behind: int) -> tuple[float, bool]:
        """What speaks for a text that begins with words[behind], by its first clause: can it stand by itself; and whether a 的
        stands in it without a verb behind.
        """
        if behind not in self._clauses:
            start = self._starts[behind]
            limit = min(self.end, start + 80)
            stop = _CLAUSE.search(self.text, start, limit)
            self._clauses[behind] = self._clause(behind, stop.start() if stop else limit)
        return self._clauses[behind]

    def _clause(self, behind: int, stop: int) -> tuple[float, bool]:
        """What a clause that begins with words[behind] and ends at a stop says."""
        until = bisect_left(self._starts, stop, behind, min(behind + _NEAR, len(self.words)))
        texts, kinds, verbs = self._texts[behind:until], self._kinds[behind:until], self._verbs[behind:until]
        length, following = stop - self._starts[behind], texts[1] if len(texts) > 1 else ""
        known = [k for k, kind in enumerate(kinds[1:9], behind + 1) if kind in ("ground", "knowing")]
        cost: float = _W.no_verb_behind * (True not in verbs)
        cost += _W.short_clause * (length < 4) + _W.long_clause * (length >= 8) + _W.de_behind * (following == "的")
        cost += _W.two_verbs * (kinds[0] == "verb" and self._tags[behind:until][:2] == ["v", "v"])
        cost += _W.counts * (following in ("次", "家", "个", "的", "了") or texts[0] in ("一次", "两次"))
        cost += _W.opener_behind * any(self.traits[k - 1].noun for k in known)
        if kinds[0] != "relation":
            return cost, False
        bare = "的" in texts and True not in verbs[texts.index("的") + 2 :]
        return cost + _W.no_verb_behind_de * bare, bare

    def _before(self, first: int, where: str) -> float:
        """What the place before words[first] speaks for a title there."""
        if where != "inside":
            return WEIGHTS[where]
        text, place = self.text, self._starts[first]
        twice = any(text[place - n : place] == text[place : place + n] for n in (2, 3, 4) if place >= n)
        return float(WEIGHTS[where] + _W.twice * twice + _W.said_again * self.said_again(first))

    def _cost(self, words: str, title: Span, before: float) -> float:
        """How much speaks for a title: words[first:behind], with what the place before it speaks."""
        first, behind = title
        told, opener, kind = self.traits[first:behind], self._texts[behind], self._kinds[behind]
        opens, ends, tag, several = told[0], told[-1], self._tags[behind - 1], behind - first > 1
        clause, bare = self._standing(behind)
        content = [self._texts[k] for k, one in enumerate(told, first) if one.content]
        verb, verbs = True in self._verbs[first:behind], self._tags[first + 1 : behind - 1].count("v")
        object_ = several and opens.verb and ends.noun
        total: float = before + WEIGHTS[kind] + clause + self._back(words, title, content) + _LENGTHS[len(words)]
        for one in told[1:]:
            total += _W.text_inside * one.inner + _W.each_inside * (one.kind == "each")
        total += _W.one_word * (not several) + _W.opens_as_text * opens.opens + _W.verbs_inside * min(3, verbs)
        total += _W.ends_as_noun * (ends.noun or words[-1] in ")）") + _W.ends_as_verb * (tag == "v")
        total += _W.de * ("的" in words) + _W.comma * ("," in words or "，" in words) + _W.object * object_
        total += _W.action * (several and opens.noun and tag in ("vn", "v"))
        total += _W.all_verbs * all(self._acting[first:behind]) + _W.all_nouns * all(self._named[first:behind])
        if kind in _PREDICATES and not verb and self._texts[behind - 1].endswith(_AGENTS):
            total += _W.agent  # 保洁人员应当…: a subject and what it does
        if kind == "verb" and verb and ends.content and opener not in content:
            again = self._texts[behind + 1 : behind + 2] == self._texts[behind - 1 : behind]
            total += _W.object_back * again  # 编写标书|汇总标书: one thing, done and done in detail
        if bare and object_ and len(told) == 2 and opener in ("对", "对于"):
            total += _W.object_goes_on  # 观察学员对于课程的反应: all one object
        return total

    def _back(self, words: str, title: Span, content: list[str]) -> float:
        """What the title's words say that come back behind the seam, or stand in the heading above."""
        start, opener, opening = self._starts[title[1]], self._texts[title[1]], self._texts[title[0]]
        following = self.text[start : min(self.end, start + _NEAR)]
        total: float = _W.back * min(3, sum(map(following.__contains__, content))) + _W.first_back * (opener in content)
        total += _W.begins_again * (opener == opening and len(opener) > 1)
        pairs = sum(map(following.__contains__, map(add, words, words[1:])))
        total += _W.pairs_back * pairs / max(1, len(words) - 1)
        if self.heading and content:
            total += _W.in_heading * sum(map(self.heading.__contains__, content)) / len(content)
        return total
