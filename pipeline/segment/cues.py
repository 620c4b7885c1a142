"""Cues: what speaks for a title in front of its text, where nothing stands between them (核对库存数量根据入库单据,…).

No cue decides alone; they are weighed together. In order of weight: the piece is no title at all (a stop, an open bracket, a
particle at the seam); words that come back behind the seam; what the first word of the text is (a preposition, an adverb, a
verb); the shape of the title (verb and object, noun and action, length); whether the text can stand by itself.
The weights are those of a conditional logit (nothing, or one of the seams) over items and plain statements of many trades.
"""

from dataclasses import dataclass
from functools import lru_cache

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


def opening(word: Word) -> str:
    """What kind of word opens a text here; its keys are those of the weights."""
    return _opening(word.text, word.tag)


@lru_cache(maxsize=8192)
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
    return "verb" if _acts(text, tag) and tag != "vn" else "noun"


def _verb(word: Word) -> bool:
    return _acts(word.text, word.tag)


def _acts(text: str, tag: str) -> bool:
    return tag.startswith("v") or text in _ACTS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that may hold titles and texts run together. heading: the title above them."""

    text: str
    words: list[Word]
    end: int
    heading: str = ""

    def seam(self, first: int, behind: int, where: str) -> float | None:
        """How much speaks for a title of words[first:behind], in nats against there being none; None where it cannot be one.

        where: what stands before it: start, stop, semicolon, inside.
        """
        cues = self.cues(first, behind, where)
        return None if cues is None else sum(WEIGHTS[cue] * value for cue, value in cues.items())

    def cues(self, first: int, behind: int, where: str) -> dict[str, float] | None:
        """The cues for a title of words[first:behind] and its text behind it; None where it cannot be one."""
        title, opener = self.words[first:behind], self.words[behind]
        words = self.text[title[0].start : opener.start]
        if not _possible(words, title, opener, self.words[behind + 1] if behind + 1 < len(self.words) else None):
            return None
        cues = {where: 1.0, opening(opener): 1.0, **_shape(words, title)}
        if where == "inside":
            place = title[0].start
            twice = (self.text[place - n : place] == self.text[place : place + n] for n in (2, 3, 4) if place >= n)
            cues["twice"] = float(any(twice))
        cues.update(self._behind(behind, cues))
        cues.update(self._back(words, title, opener))
        if not any(map(_verb, title)) and title[-1].text.endswith(_AGENTS) and opening(opener) in _PREDICATES:
            cues["agent"] = 1.0  # 保洁人员应当…: a subject and what it does
        if len(title) == 2 and cues["object"] and opener.text in ("对", "对于") and cues["no verb behind de"]:
            cues["object goes on"] = 1.0  # 观察学员对于课程的反应: all one object
        return cues

    def _back(self, words: str, title: list[Word], opener: Word) -> dict[str, float]:
        """The title's words that come back behind the seam, or stand in the heading above."""
        behind = self.text[opener.start : min(self.end, opener.start + _NEAR)]
        content = [w.text for w in title if len(w.text) >= 2 and w.tag[0] in "nvaljgizb"]
        pairs = [words[k : k + 2] for k in range(len(words) - 1)]
        return {
            "back": float(min(3, sum(w in behind for w in content))),
            "first back": float(opener.text in content),
            "begins again": float(opener.text == title[0].text and len(opener.text) > 1),
            "pairs back": sum(pair in behind for pair in pairs) / max(1, len(pairs)),
            "in heading": sum(w in self.heading for w in content) / max(1, len(content)),
        }

    def _behind(self, behind: int, cues: dict[str, float]) -> dict[str, float]:
        """Whether what stands behind the seam can stand by itself: its first clause."""
        start = self.words[behind].start
        limit = min(self.end, start + 80)
        stop = next((k for k in range(start, limit) if self.text[k] in STOPS + ",，:："), limit)
        clause = [w for w in self.words[behind : behind + _NEAR] if w.start < stop]
        following = clause[1].text if len(clause) > 1 else ""
        found = {
            "no verb behind": float(not any(map(_verb, clause))),
            "short clause": float(stop - start < 4),
            "long clause": float(stop - start >= 8),
            "de behind": float(following == "的"),
            "two verbs": float(len(clause) > 1 and all(w.tag == "v" for w in clause[:2]) and opening(clause[0]) == "verb"),
            "counts": float(following in ("次", "家", "个", "的", "了") or clause[0].text in ("一次", "两次")),
        }
        known = [k for k in range(1, min(len(clause), 9)) if opening(clause[k]) in ("ground", "knowing")]
        found["opener behind"] = float(any(clause[k - 1].tag.startswith(_NOUNS) for k in known))
        if "relation" in cues:
            of = next((k for k, w in enumerate(clause) if w.text == "的"), None)
            found["no verb behind de"] = float(of is not None and not any(map(_verb, clause[of + 2 :])))
        return found


def _possible(words: str, title: list[Word], opener: Word, following: Word | None) -> bool:
    """Whether words may be a title in front of an opener at all."""
    kind, first = opening(opener), title[0]
    again = len(first.text) > 1 and any(w.text == first.text for w in title[1:]) and not any(c in "、及与和/" for c in words)
    bare = len(title) == 1 and len(words) == 2 and kind not in ("ground", "each", "with")
    joined = kind == "with" and following is not None and following.tag in ("v", "vn")  # 研究|与分析: one thing
    return _whole(words) and _parted(title, opener) and not (again or bare or joined)


def _whole(words: str) -> bool:
    """Whether words hold no stop, close their brackets, and have the length of a title."""
    if not 2 <= len(words) <= LONGEST or any(c in STOPS + ":：\n" for c in words) or words[-1] in "前后时中":
        return False
    return words.count("(") + words.count("（") == words.count(")") + words.count("）")


def _parted(title: list[Word], opener: Word) -> bool:
    """Whether a title may begin and end, and a text begin, as these do."""
    first, last = title[0], title[-1]
    if first.text in _CONDITIONS or opening(first) == "modal" or last.text in _NEVER_LAST or opener.text in _NEVER_FIRST:
        return False
    if opener.tag in ("uj", "ul", "u", "ug", "y", "uz") or not opener.text[0].isalnum():
        return False
    texts = opening(last) in ("each", *_INNER) or (last.tag in ("d", "ad", "r", "p", "c", "m") and last.text not in _ACTS)
    texts = texts or (last.tag == "t" and not last.text.endswith("期"))
    return len(title) == 1 or not texts


def _shape(words: str, title: list[Word]) -> dict[str, float]:
    """What the words look like by themselves."""
    first, last, inner = title[0], title[-1], title[1:]
    noun_first, noun_last = first.tag.startswith(_NOUNS), last.tag.startswith(_NOUNS)
    several = len(title) > 1
    return {
        "two": float(len(words) == 2),
        "three": float(len(words) == 3),
        "long": float(len(words) >= 15),
        "one word": float(not several),
        "ends as noun": float(noun_last or words[-1] in ")）"),
        "ends as verb": float(last.tag == "v"),
        "opens as text": float(opening(first) in _TEXT or first.tag in ("p", "d", "c", "r")),
        "text inside": float(sum(opening(w) in _INNER or (w.tag in ("p", "r", "m") and opening(w) != "each") for w in inner)),
        "each inside": float(sum(opening(w) == "each" for w in inner)),
        "verbs inside": float(min(3, sum(w.tag == "v" for w in title[1:-1]))),
        "de": float("的" in words),
        "comma": float("," in words or "，" in words),
        "object": float(several and _verb(first) and noun_last),
        "action": float(several and noun_first and last.tag in ("vn", "v")),
        "all verbs": float(all(w.tag.startswith("v") and w.tag != "vn" for w in title)),
        "all nouns": float(all(w.tag.startswith(("n", "j", "l", "b", "a", "s")) for w in title)),
    }
