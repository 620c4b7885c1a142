"""Seams: where one piece ends and the next begins although nothing stands between them.

Three questions, all answered by weighing cues together at word boundaries: where a heading begins at the end of a statement
(tail), where one title ends and the next begins (pair), where a title ends and its text begins (head). Cues: signs and spaces
before the place; words that occur on both sides or elsewhere side by side; parts of speech; length; words that open a text.
"""

from collections import Counter
from functools import lru_cache

from pipeline.segment.words import cues, titleends
from pipeline.segment.words.words import Word, tagged

OPENERS: dict[str, float] = cues.DATA["seams"]["openers"]
_STOPS = "。；;！!？?\n"
_LOOSE = ("c", "p", "u", "uj", "ul", "uz", "uv", "d", "x", "w")  # tags that neither begin nor end a title
_RECORDS = frozenset(cues.DATA["seams"]["records"])  # what is looked up or handed in: a statement of evidence ends with it
_LONGEST = 24
_CHAPTERS = frozenset(cues.DATA["words"]["chapters"])
_LONGEST_CHAPTER = max(map(len, _CHAPTERS))
_GOES_ON = ("的", "是", "为", "和", "与", "及", "等", "由", "中", "内", "性", "上", "下", "明确", "应", "应当")
_SHORTEST_TEXT = 5  # characters
_KNOWN = 2.0  # what speaks for such a title
_WHOLE = 4.0  # times as much, where the title is asked for at the head of a piece
_NOWHERE = -3.0  # where no title can end
_HEADS = 1.5  # nats for a title where one is asked for: a heading bears it, or its brothers do


def tail(text: str, start: int, end: int, hints: "Hints") -> int | None:
    """Where the title at the end of text[start:end] begins, or None where no place speaks for one.

    Inside the title stands no stop. hints: what the rest of the document says.
    """
    floor = max(start, end - _LONGEST)
    for place in range(end - 2, floor - 1, -1):
        if text[place] in _STOPS:
            floor = place + 1
            break
    words = tagged(text, floor, end)
    best: tuple[float, int] | None = None
    for index, word in enumerate(words):
        place = word.start
        if end - place < 2 or _closes(text[place:end]) or (place == start and start != end and index == 0 and not hints.whole):
            continue
        score = _begins(text, start, place, words, index) + _title(text, place, end, words[index:], hints)
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best and best[0] > 0.0 else None


def _closes(title: str) -> bool:
    """Whether a bracket closes in a title that opens before it."""
    closed = max(title.find(")"), title.find("）"))
    return closed >= 0 and not any(sign in title[:closed] for sign in "(（")


def _begins(text: str, start: int, place: int, words: list[Word], index: int) -> float:
    """What stands before a place speaks for a beginning."""
    if place == start:
        return 0.5
    before = text[place - 1]
    if before in _STOPS:
        return 3.0
    if before in " \t　":
        return 2.5
    if before in ",，":
        return 0.4
    if before in "、/-—:：(（":
        return -3.0
    if before in ")）】》":
        return 0.8
    last = words[index - 1] if index else None
    if last is not None and last.text in _RECORDS and words[index].text not in _RECORDS:
        return 0.8
    return -2.5 if last is not None and last.tag in _LOOSE else 0.0


def _title(text: str, start: int, end: int, words: list[Word], hints: "Hints") -> float:
    """How much text[start:end] looks like a title."""
    title = text[start:end].strip()
    score = _length(len(title))
    joined = text[start : start + 2].isalnum() and text[start : start + 2] in hints.following  # 给|药 comes back: one word
    if not words or (words[0].tag in _LOOSE and not (joined and len(words[0].text) == 1)) or words[0].text in ("等", "者"):
        score -= 2.5
    elif words[0].tag in _LOOSE:
        score += 0.7
    if title.count("、") > 2 or "的" in title:
        score -= 0.5
    if "," in title or "，" in title:
        score -= 0.8
    if words and (words[-1].tag in ("vn", "v", "n", "nz", "l", "an") or title.endswith((")", "）"))):
        score += 0.3
    score += hints.speaks(title, words)
    if start > 0 and text[start - 1] not in _STOPS + " ":
        score -= _together(text, start, hints.text)
    return score


def _length(length: int) -> float:
    if length < 2:
        return -3.0
    return {2: -0.6, 3: -0.3, 4: 0.6, 5: 0.4, 6: 0.6, 7: 0.4, 8: 0.4, 9: 0.2, 10: 0.2}.get(
        length, 0.0 if length <= 14 else -0.2 * (length - 14)
    )


class Hints:
    """What the rest of the document says of a piece: the words that follow, the titles above and beside it.

    whole: the piece may be nothing but a title; acts: titles like the second of two say what is done (审查条款).
    """

    def __init__(
        self, text: str, following: str = "", titles: tuple[str, ...] = (), whole: bool = False, acts: bool = False
    ) -> None:
        self.text, self.following, self.titles, self.whole, self.acts = text, following[:160], titles, whole, acts

    def speaks(self, title: str, words: list[Word]) -> float:
        """Its words come back in what follows; its first word opens a title above or beside it."""
        content = [w.text for w in words if len(w.text) >= 2]
        score = 0.0
        if content:
            score += 0.5 * sum(w in self.following for w in content) / len(content)
        if len(title) >= 4 and title in self.following:
            score += 0.8
        if any(len(t) >= 3 and t in title and t != title for t in self.titles):
            score -= 1.5
        if content and any(t.startswith(content[0]) for t in self.titles):
            score += 0.7
        if content and any(t.endswith(content[-1]) for t in self.titles):
            score += 0.3
        return score


def _together(text: str, place: int, whole: str) -> float:
    """How much speaks against a cut at `place`: the two characters on each side stand together elsewhere in the whole too."""
    around = text[max(0, place - 2) : place + 2]
    if len(around) < 4 or any(c in _STOPS + ",，、 " for c in around):
        return 0.0
    return min(2.0, 0.7 * max(0, _fours(whole)[around] - 1))


@lru_cache(maxsize=2)
def _fours(text: str) -> Counter[str]:
    """How often every four characters stand in a text, as str.count has it: none overlaps the last of its kind."""
    counts: Counter[str] = Counter()
    ends: dict[str, int] = {}
    for at in range(len(text) - 3):
        four = text[at : at + 4]
        if at >= ends.get(four, 0):
            counts[four] += 1
            ends[four] = at + 4
    return counts


_ACTS = 1.5  # where an action ends and the next begins (合同起草 了解交易背景)


def pair(text: str, start: int, end: int, hints: Hints) -> int | None:
    """Where the second of two titles run together in text[start:end] begins, or None."""
    words = tagged(text, start, end)
    best: tuple[float, int] | None = None
    for index in range(1, len(words)):
        place = words[index].start
        left, right = words[:index], words[index:]
        if end - place < 2 or place - start < 2 or text[place - 1] in "、,，(（/与和及" or text[place] in "、,，)）/与和及的":
            continue
        score = _title(text, place, end, right, hints) + 0.6 * _length(place - start)
        score += 0.6 if left[-1].tag in ("vn", "v") else 0.0
        score += _ACTS if hints.acts and right[0].tag in ("v", "vn") and left[-1].tag in ("v", "vn") else 0.0
        again = right[min(hints.acts, len(right) - 1)].text  # 合同谈判|制定谈判方案: the object of the act comes back
        score += 1.5 if again in {w.text for w in left if len(w.text) >= 2} else 0.0
        score += 1.0 if text[place - 1] == " " or (place + 1 < end and text[place] == " ") else 0.0
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best and best[0] > 0.4 else None


def chapter(text: str, start: int, end: int) -> int | None:
    """Where the title of a chapter that needs no other cue ends (适用范围本标准适用于…); None where there is none."""
    for length in range(min(_LONGEST_CHAPTER, end - start - _SHORTEST_TEXT), 1, -1):
        place = start + length
        if text[start:place] in _CHAPTERS:
            words = tagged(text, place, min(end, place + 12))
            whole = tagged(text, start, min(end, place + 12))
            goes_on = not words or words[0].tag[:1] in "ucxwf" or (words[0].text in _GOES_ON and not _aims(text, place))
            return None if goes_on or all(word.start != place for word in whole) else place
    return None


def _aims(text: str, place: int) -> bool:
    """目的 before 为: what follows says the aim."""
    return text.endswith("目的", 0, place) and text.startswith("为", place)


def head(text: str, start: int, end: int, longest: int = 22) -> tuple[int, float]:
    """Where the text behind a title at `start` begins, and how much speaks for the cut (0 or less: there is no title).

    A title has 4–21 characters, holds no stop, and its words come back soon behind it.
    """
    known = chapter(text, start, end)
    if known is not None:
        return known, _KNOWN
    ends = [one for one in titleends.every(text, start, end) if one.place - start <= longest]
    scored = [(one.score + _HEADS - _WHOLE * _together(text, one.place, text), one.place) for one in ends]
    score, place = max(scored, default=(_NOWHERE, start))
    return (place if score > 0 else start), score
