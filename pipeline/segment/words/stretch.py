"""Titles in front of their texts: what speaks for each place where the one may end and the other begin.

No cue decides alone; they are weighed together. In order of weight: the piece is no title at all (a stop, an open bracket, a
particle at the seam); words that come back behind the seam; what the first word of the text is (a preposition, an adverb, a
verb); the shape of the title (verb and object, noun and action, length); whether the text can stand by itself.
The weights are those of a conditional logit (nothing, or one of the seams) over items and plain statements of many trades.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from pipeline.segment.words.cues import DATA, traits
from pipeline.segment.words.words import Word

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
        self._clauses: dict[int, tuple[float, bool]] = {}
        self._places: dict[frozenset[str], list[int]] = {}

    def seams(self, first: int, where: str, openers: frozenset[str] | None = None) -> Iterator[tuple[int, float]]:
        """Every place where the text behind a title that begins with words[first] may begin: index of its first word, and how
        much speaks for the title, in nats against there being none.

        where: what stands before it: start, stop, semicolon, inside. openers: what kind of words the text may begin with.
        """
        if first >= len(self.words) or self.traits[first].never_begins:
            return
        title: _Title | None = None
        start = self.words[first].start
        for behind in self._behind(first, openers):
            last, opener = self.traits[behind - 1], self.traits[behind]
            if opener.never_opens or last.never_ends or (last.texts and behind - first > 1):
                continue
            words = self.text[start : self.words[behind].start]
            if self._possible(first, behind, words):
                title = title or _Title(self, first, where)
                yield behind, title.cost(words, behind)

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
        start = self.words[first].start
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
        modals = (word.start for word, one in zip(self.words, self.traits, strict=True) if one.kind == "modal")
        return seam > low and seam in modals

    def _opening(self, openers: frozenset[str]) -> list[int]:
        """The words of some kinds, looked for once."""
        if openers not in self._places:
            self._places[openers] = [k for k, one in enumerate(self.traits) if one.kind in openers]
        return self._places[openers]

    def _possible(self, first: int, behind: int, words: str) -> bool:
        """Whether words may be a title in front of a text at all."""
        if len(words) < 3 and (len(words) < 2 or (behind - first == 1 and self.traits[behind].kind not in _SHORT)):
            return False
        if words[-1] in "前后时中":
            return False
        if words.count("(") + words.count("（") != words.count(")") + words.count("）"):
            return False
        joined = (
            self.traits[behind].kind == "with" and behind + 1 < len(self.words) and self.words[behind + 1].tag in ("v", "vn")
        )
        return not joined and not self._repeats(first, behind, words)  # 研究|与分析: one thing

    def _repeats(self, first: int, behind: int, words: str) -> bool:
        """Whether the title's first word stands in it twice, and in no list."""
        opening = self.words[first].text
        again = len(opening) > 1 and words.count(opening) > 1 and any(w.text == opening for w in self.words[first + 1 : behind])
        return again and not any(c in words for c in "、及与和/")

    def behind(self, behind: int) -> tuple[float, bool]:
        """What speaks for a text that begins with words[behind], by its first clause: can it stand by itself; and whether a 的
        stands in it without a verb behind.
        """
        if behind not in self._clauses:
            start = self.words[behind].start
            limit = min(self.end, start + 80)
            stop = _CLAUSE.search(self.text, start, limit)
            self._clauses[behind] = self._clause(behind, stop.start() if stop else limit)
        return self._clauses[behind]

    def _clause(self, behind: int, stop: int) -> tuple[float, bool]:
        """What a clause that begins with words[behind] and ends at a stop says."""
        clause = [word for word in self.words[behind : behind + _NEAR] if word.start < stop]
        told = self.traits[behind : behind + len(clause)]
        length, following = stop - clause[0].start, clause[1].text if len(clause) > 1 else ""
        known = [k for k in range(1, min(len(clause), 9)) if told[k].kind in ("ground", "knowing")]
        cost: float = _W.no_verb_behind * (not any(one.verb for one in told))
        cost += _W.short_clause * (length < 4) + _W.long_clause * (length >= 8) + _W.de_behind * (following == "的")
        cost += _W.two_verbs * (len(clause) > 1 and clause[0].tag == clause[1].tag == "v" and told[0].kind == "verb")
        cost += _W.counts * (following in ("次", "家", "个", "的", "了") or clause[0].text in ("一次", "两次"))
        cost += _W.opener_behind * any(told[k - 1].noun for k in known)
        if told[0].kind != "relation":
            return cost, False
        of = next((k for k, word in enumerate(clause) if word.text == "的"), None)
        bare = of is not None and not any(one.verb for one in told[of + 2 :])
        return cost + _W.no_verb_behind_de * bare, bare


class _Title:
    """What speaks for a title, word after word. where: what stands before it."""

    def __init__(self, stretch: Stretch, first: int, where: str) -> None:
        self.stretch, self.first = stretch, first
        self.opening = stretch.words[first]
        self.traits = stretch.traits[first]
        self.words = self.verbs = 0
        self.last, self.end = self.opening, self.traits
        self.inner = 0.0
        self.content: list[str] = []
        self.verb, self.acting, self.named = False, True, True
        self.place: float = WEIGHTS[where]
        if where == "inside":
            text, place = stretch.text, self.opening.start
            self.place += _W.twice * any(text[place - n : place] == text[place : place + n] for n in (2, 3, 4) if place >= n)
            self.place += _W.said_again * stretch.said_again(first)

    def _add(self, index: int) -> None:
        """One more word of the title."""
        word, told = self.stretch.words[index], self.stretch.traits[index]
        if self.words:
            self.inner += _W.text_inside * told.inner + _W.each_inside * (told.kind == "each")
        if self.words > 1:
            self.verbs += self.last.tag == "v"
        if told.content:
            self.content.append(word.text)
        self.verb |= told.verb
        self.acting &= told.acting
        self.named &= told.named
        self.words += 1
        self.last, self.end = word, told

    def cost(self, words: str, behind: int) -> float:
        """How much speaks for the title that ends before a word. Asked for one word after the other."""
        for index in range(self.first + self.words, behind):
            self._add(index)
        opener, kind = self.stretch.words[behind], self.stretch.traits[behind].kind
        clause, bare = self.stretch.behind(behind)
        several, tag, noun = self.words > 1, self.last.tag, self.end.noun
        object_ = several and self.traits.verb and noun
        total: float = self.place + WEIGHTS[kind] + clause + self.inner + self._back(words, opener) + _LENGTHS[len(words)]
        total += _W.one_word * (not several) + _W.opens_as_text * self.traits.opens + _W.verbs_inside * min(3, self.verbs)
        total += _W.ends_as_noun * (noun or words[-1] in ")）") + _W.ends_as_verb * (tag == "v")
        total += _W.de * ("的" in words) + _W.comma * ("," in words or "，" in words) + _W.object * object_
        total += _W.action * (several and self.traits.noun and tag in ("vn", "v"))
        total += _W.all_verbs * self.acting + _W.all_nouns * self.named
        if kind in _PREDICATES and not self.verb and self.last.text.endswith(_AGENTS):
            total += _W.agent  # 保洁人员应当…: a subject and what it does
        if (
            self.verb
            and self.end.content
            and kind == "verb"
            and opener.text not in self.content
            and self._next(behind) == self.last.text
        ):
            total += _W.object_back  # 编写标书|汇总标书: one thing, done and done in detail
        if self.words == 2 and object_ and bare and opener.text in ("对", "对于"):
            total += _W.object_goes_on  # 观察学员对于课程的反应: all one object
        return total

    def _next(self, behind: int) -> str:
        """The second word of a text that begins with words[behind]."""
        words = self.stretch.words
        return words[behind + 1].text if behind + 1 < len(words) else ""

    def _back(self, words: str, opener: Word) -> float:
        """What the title's words say that come back behind the seam, or stand in the heading above."""
        stretch, content = self.stretch, self.content
        following = stretch.text[opener.start : min(stretch.end, opener.start + _NEAR)]
        total: float = _W.back * min(3, sum([word in following for word in content])) + _W.first_back * (opener.text in content)
        total += _W.begins_again * (opener.text == self.opening.text and len(opener.text) > 1)
        pairs = [1 for k in range(len(words) - 1) if words[k : k + 2] in following]
        total += _W.pairs_back * len(pairs) / max(1, len(words) - 1)
        if stretch.heading and content:
            total += _W.in_heading * sum([word in stretch.heading for word in content]) / len(content)
        return total
