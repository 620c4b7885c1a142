"""Cues: what speaks for a title in front of its text, where nothing stands between them (核对库存数量根据入库单据,…).

No cue decides alone; they are weighed together. In order of weight: the piece is no title at all (a stop, an open bracket, a
particle at the seam); words that come back behind the seam; what the first word of the text is (a preposition, an adverb, a
verb); the shape of the title (verb and object, noun and action, length); whether the text can stand by itself.
The weights are those of a conditional logit (nothing, or one of the seams) over items and plain statements of many trades.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.rules import load_data
from pipeline.segment.words import Word

STOPS = "。；;！!？?"
LONGEST = 22  # characters of a title
_NEAR = 40  # characters behind the seam in which the title's words come back

DATA = load_data("pipeline.segment", "cues.toml")
_OPENING: dict[str, str] = {word: kind for kind, words in DATA["openers"].items() for word in words}
_EACH, _NO_EACH = tuple(DATA["words"]["each"]), tuple(DATA["words"]["not_each"])
_AGENTS = tuple(DATA["words"]["agents"])
_ACTS, _CONDITIONS, _NEVER_FIRST, _NEVER_LAST = (
    frozenset(DATA["words"][name]) for name in ("acts", "conditions", "never_first", "never_last")
)
_NOUNS = ("n", "vn", "l", "an", "nz", "j", "i", "b", "q", "s", "t", "f", "g", "eng", "x")

_TEXT = ("ground", "modal", "manner", "each", "knowing")
_PREDICATES = ("modal", "relation", "manner", "with", "verb")
_INNER = ("ground", "relation", "modal", "manner")

WEIGHTS: dict[str, float] = DATA["weights"]


_CLAUSE = re.compile("[。；;！!？?,，:：]")
_NO_TITLE = re.compile("[。；;！!？?:：\\n]|[前后时中]$")


class Traits(NamedTuple):
    """What a word is at a seam, whatever stands around it.

    kind: how it opens a text (a key of the weights); verb, noun, named, acting: what it is in a title; content: it may come
    back; opens: it opens texts, inner: and so inside a title too; never_begins, never_ends: no title; never_opens: no text.
    texts: a title of several words does not end in it.
    """

    kind: str
    verb: bool
    noun: bool
    named: bool
    acting: bool
    content: bool
    opens: bool
    inner: bool
    never_begins: bool
    never_ends: bool
    never_opens: bool
    texts: bool


@lru_cache(maxsize=16_384)
def traits(text: str, tag: str) -> Traits:
    """The traits of a word with its tag."""
    kind, act = _opening(text, tag), text in _ACTS
    texts = kind == "each" or kind in _INNER or (tag in ("d", "ad", "r", "p", "c", "m") and not act)
    return Traits(
        kind=kind,
        verb=tag.startswith("v") or act,
        noun=tag.startswith(_NOUNS),
        named=tag.startswith(("n", "j", "l", "b", "a", "s")),
        acting=tag.startswith("v") and tag != "vn",
        content=len(text) >= 2 and tag[0] in "nvaljgizb",
        opens=kind in _TEXT or tag in ("p", "d", "c", "r"),
        inner=kind in _INNER or (tag in ("p", "r", "m") and kind != "each"),
        never_begins=text in _CONDITIONS or kind == "modal",
        never_ends=text in _NEVER_LAST,
        never_opens=text in _NEVER_FIRST or tag in ("uj", "ul", "u", "ug", "y", "uz") or not text[0].isalnum(),
        texts=texts or (tag == "t" and not text.endswith("期")),
    )


def opening(word: Word) -> str:
    """What kind of word opens a text here; its keys are those of the weights."""
    return traits(word.text, word.tag).kind


def _opening(text: str, tag: str) -> str:
    known = _OPENING.get(text)
    if known is not None:
        return known
    if text in _ACTS:
        return "verb"
    if tag in ("d", "ad"):
        return "manner"
    if text in ("相关", "有关"):
        return "noun"
    if text[0] in _EACH and tag[0] in "rmtdnbqi" and not text.startswith(_NO_EACH):
        return "each"
    return "verb" if tag.startswith("v") and tag != "vn" else "noun"


class Stretch:
    """Words that may hold titles and texts run together. heading: the title above them."""

    def __init__(self, text: str, words: list[Word], end: int, heading: str = "") -> None:
        self.text, self.words, self.end, self.heading = text, words, end, heading
        self.traits = [traits(word.text, word.tag) for word in words]
        self._clauses: dict[int, dict[str, float]] = {}

    def seam(self, first: int, behind: int, where: str) -> float | None:
        """How much speaks for a title of words[first:behind], in nats against there being none; None where it cannot be one.

        where: what stands before it: start, stop, semicolon, inside.
        """
        if not self._possible(first, behind):
            return None
        return sum([WEIGHTS[cue] * value for cue, value in self.cues(first, behind, where).items()])

    def _possible(self, first: int, behind: int) -> bool:
        """Whether words may be a title in front of a text at all."""
        opener, last, several = self.traits[behind], self.traits[behind - 1], behind - first > 1
        if opener.never_opens or self.traits[first].never_begins or last.never_ends or (several and last.texts):
            return False
        start = self.words[first].start
        words = self.text[start : self.words[behind].start]
        if not 2 <= len(words) <= LONGEST or _NO_TITLE.search(words) is not None:
            return False  # as long as titles are, and without a stop
        if words.count("(") + words.count("（") != words.count(")") + words.count("）"):
            return False
        if not several and len(words) == 2 and opener.kind not in ("ground", "each", "with"):
            return False
        joined = opener.kind == "with" and behind + 1 < len(self.words) and self.words[behind + 1].tag in ("v", "vn")
        return not joined and not self._repeats(first, behind, words)  # 研究|与分析: one thing

    def _repeats(self, first: int, behind: int, words: str) -> bool:
        """Whether the title's first word stands in it twice, and in no list."""
        opening = self.words[first].text
        again = len(opening) > 1 and words.count(opening) > 1 and any(w.text == opening for w in self.words[first + 1 : behind])
        return again and not any(c in words for c in "、及与和/")

    def cues(self, first: int, behind: int, where: str) -> dict[str, float]:
        """The cues for a title of words[first:behind] and its text behind it."""
        title, opener, kind = self.words[first:behind], self.words[behind], self.traits[behind].kind
        words = self.text[title[0].start : opener.start]
        cues = {where: 1.0, kind: 1.0, **self._shape(words, first, behind)}
        if where == "inside":
            place = title[0].start
            cues["twice"] = any(self.text[place - n : place] == self.text[place : place + n] for n in (2, 3, 4) if place >= n)
        cues.update(self._behind(behind))
        cues.update(self._back(words, first, behind))
        if kind in _PREDICATES and title[-1].text.endswith(_AGENTS) and not any(t.verb for t in self.traits[first:behind]):
            cues["agent"] = 1.0  # 保洁人员应当…: a subject and what it does
        if len(title) == 2 and cues["object"] and opener.text in ("对", "对于") and cues["no verb behind de"]:
            cues["object goes on"] = 1.0  # 观察学员对于课程的反应: all one object
        return cues

    def _shape(self, words: str, first: int, behind: int) -> dict[str, float]:
        """What the words look like by themselves."""
        title, tags = self.traits[first:behind], [word.tag for word in self.words[first:behind]]
        begins, ends, inner, several = title[0], title[-1], title[1:], behind - first > 1
        return {
            "two": len(words) == 2,
            "three": len(words) == 3,
            "long": len(words) >= 15,
            "one word": not several,
            "ends as noun": ends.noun or words[-1] in ")）",
            "ends as verb": tags[-1] == "v",
            "opens as text": begins.opens,
            "text inside": sum([one.inner for one in inner]),
            "each inside": sum([one.kind == "each" for one in inner]),
            "verbs inside": min(3, tags[1:-1].count("v")),
            "de": "的" in words,
            "comma": "," in words or "，" in words,
            "object": several and begins.verb and ends.noun,
            "action": several and begins.noun and tags[-1] in ("vn", "v"),
            "all verbs": all(one.acting for one in title),
            "all nouns": all(one.named for one in title),
        }

    def _back(self, words: str, first: int, behind: int) -> dict[str, float]:
        """The title's words that come back behind the seam, or stand in the heading above."""
        title, opener = self.words[first:behind], self.words[behind]
        following = self.text[opener.start : min(self.end, opener.start + _NEAR)]
        content = [word.text for word, one in zip(title, self.traits[first:behind], strict=True) if one.content]
        pairs = [words[k : k + 2] for k in range(len(words) - 1)]
        return {
            "back": min(3, sum([word in following for word in content])),
            "first back": opener.text in content,
            "begins again": opener.text == title[0].text and len(opener.text) > 1,
            "pairs back": sum([pair in following for pair in pairs]) / max(1, len(pairs)),
            "in heading": sum([word in self.heading for word in content]) / max(1, len(content)) if self.heading else 0.0,
        }

    def _behind(self, behind: int) -> dict[str, float]:
        """Whether what stands behind the seam can stand by itself: its first clause."""
        if behind not in self._clauses:
            start = self.words[behind].start
            limit = min(self.end, start + 80)
            stop = _CLAUSE.search(self.text, start, limit)
            self._clauses[behind] = self._clause(behind, stop.start() if stop else limit)
        return self._clauses[behind]

    def _clause(self, behind: int, stop: int) -> dict[str, float]:
        """The cues of a clause that begins with words[behind] and ends at a stop."""
        clause = [word for word in self.words[behind : behind + _NEAR] if word.start < stop]
        told = self.traits[behind : behind + len(clause)]
        length, following = stop - clause[0].start, clause[1].text if len(clause) > 1 else ""
        known = [k for k in range(1, min(len(clause), 9)) if told[k].kind in ("ground", "knowing")]
        found: dict[str, float] = {
            "no verb behind": not any(one.verb for one in told),
            "short clause": length < 4,
            "long clause": length >= 8,
            "de behind": following == "的",
            "two verbs": len(clause) > 1 and clause[0].tag == clause[1].tag == "v" and told[0].kind == "verb",
            "counts": following in ("次", "家", "个", "的", "了") or clause[0].text in ("一次", "两次"),
            "opener behind": any(told[k - 1].noun for k in known),
        }
        if told[0].kind == "relation":
            of = next((k for k, word in enumerate(clause) if word.text == "的"), None)
            found["no verb behind de"] = of is not None and not any(one.verb for one in told[of + 2 :])
        return found
