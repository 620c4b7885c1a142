"""Whether a phrase stands where a program printed it, or where an author wrote it.

Part of the channel watermark. An author who writes about watermarks quotes them, and what he says himself is part of his
sentences; a program prints at the ends of pages, whatever stands there. So what is quoted stays, whatever it says. A phrase
that no author writes is certain where it comes again in other company and is no part of a sentence; standing once it is
probable. Words that could be an author's need more: lines of their own, the company of a sure one, words cut in two.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.clean.site.strewn import REACH, RULE, cuts

PRINTED, SURE, RIM, LISTED, UNLISTED, PLAIN, STREWN = (
    "printed", "sure", "rim", "listed", "unlisted", "plain", "strewn"
)  # fmt: skip
"""Kinds of places: of a name three times on end; of a phrase that no author writes; of one that an author could, but hardly as
the first or last line; of another that he could; of one that no list has and that comes again, and of one that common words
make, as they do an author's; of one that is told by its places alone."""
_JOINED_BEFORE = set("的、和及与或份些种编制作成为以按将把对各用从由向须应请设叫称含")  # a sentence goes on across the phrase
_JOINED_BEHIND = set("的、和及与或等进管编制是中内里应须以按归存库由每设提者")
_PHRASED = set("在到可能于让自去给本各该其司馆部室台科处厂")  # and where a phrase is made of common words
_OBJECTS = 0.6  # share of the places outside any sentence at which it may end a clause
_STOPS, _SENTENCES, _LABELS = set(",，。;；、:："), {"", "\n", "。", "；", ";"}, {"：", ":"}
_QUOTES = dict(zip("“‘「『\"'", "”’」』\"'", strict=True))
_AGAIN, _CUT = 2, 2  # places in other company that make a sure phrase certain; and places that cut words, any
_RIM = 2  # lines at either end of a text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands (half-open), by which rule it was found, and of what kind it is."""

    start: int
    end: int
    rule: str
    kind: str


def licensed(text: str, places: Sequence[Place]) -> list[tuple[Place, bool]]:
    """The places that are a program's, each with whether that is certain.

    places: apart from each other, in order.
    """
    places = [place for place in places if not is_quoted(text, place) and not _is_bracketed(text, place)]
    free = [place for place in places if not _in_sentence(text, place)]
    alone = Counter(_words(text, place) for place in places if line_of(text, place) is not None)
    cut = _company(text, [place for place in places if cuts(text, place.start, place.end)])
    often = _often(text, places, free, cut)
    apart = _rules(text, free)
    good = [
        place.kind in {STREWN, PRINTED}
        or (place.kind == SURE and (apart[place.rule] >= _AGAIN or not _is_labelled(text, place)))
        or (line_of(text, place) is not None and (alone[_words(text, place)] >= 2 or _at_rim(text, place)))
        or _words(text, place) in often
        for place in places
    ]
    _beside(text, places, good)
    sure = {place for place in places if place.kind == PRINTED or (place.kind == SURE and apart[place.rule] >= _AGAIN)}
    sure |= {place for place in places if place.kind in {RIM, UNLISTED, PLAIN} and cut[_words(text, place)] >= _CUT}
    return [(place, place in sure) for place, one in zip(places, good, strict=True) if one]


def is_quoted(text: str, place: Place) -> bool:
    """Whether the place stands in quotation marks that open before it and close behind it on its line."""
    before = text[max(0, place.start - REACH) : place.start].rpartition("\n")[2]
    behind = text[place.end : place.end + REACH].partition("\n")[0]
    for left, right in _QUOTES.items():
        opened = before.count(left) % 2 == 1 if left == right else before.rfind(left) > before.rfind(right)
        if opened and right in behind and (left == right or left not in behind[: behind.index(right)]):
            return True
    return False


def _is_bracketed(text: str, place: Place) -> bool:
    """Whether words that could be an author's stand in brackets, as a name does: what a program prints so goes with them."""
    return (
        place.kind == LISTED
        and text[place.start - 1 : place.start] in {"【", "["}
        and text[place.end : place.end + 1] in {"】", "]"}
    )


def line_of(text: str, place: Place) -> tuple[int, int] | None:
    """The line that the place fills, dashes and blanks aside; None where other words stand in it."""
    start, end = place.start, place.end
    while start > 0 and text[start - 1] in RULE and place.start - start < REACH:
        start -= 1
    while end < len(text) and text[end] in RULE and end - place.end < REACH:
        end += 1
    return (start, end) if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n") else None


def _at_rim(text: str, place: Place) -> bool:
    """Whether a line of what uploaders say of files is one of the text's first or last."""
    return place.kind == RIM and min(text.count("\n", 0, place.start), text.count("\n", place.end)) < _RIM


def _words(text: str, place: Place) -> str:
    return text[place.start : place.end]


def _often(text: str, places: Sequence[Place], free: Iterable[Place], cut: Counter[str]) -> set[str]:
    """The phrases that stand most often outside any sentence, or most often cut words in two."""
    free = [place for place in free if place.kind not in {UNLISTED, PLAIN} or not _is_phrased(text, place)]
    loose, total = _company(text, free), _company(text, places)
    objects = _company(text, [place for place in free if _is_object(text, place)])
    heads = _company(text, [place for place in free if _is_subject(text, place)])
    often = {
        phrase
        for phrase, n in loose.items()
        if n >= max(3, 0.6 * total[phrase]) and objects[phrase] < n * _OBJECTS and (cut[phrase] or heads[phrase] < n)
    }
    often -= {_words(text, place) for place in places if place.kind == PLAIN and not cut[_words(text, place)]}
    return often | {phrase for phrase, n in cut.items() if n >= max(2, 0.5 * total[phrase])}


def _beside(text: str, places: Sequence[Place], good: list[bool]) -> None:
    """Marks the places as good that stand against one that is."""
    for order in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        step = order.step
        for i in order:
            low, high = sorted((places[i - step], places[i]), key=lambda place: place.start)
            if good[i - step] and not text[low.end : high.start].strip(RULE + "\n"):
                good[i] = True


def _company(text: str, places: Iterable[Place]) -> Counter[str]:
    """In how many different surroundings each phrase stands: a line that recurs with its phrase counts once."""
    return Counter(phrase for phrase, _, _ in {_around(text, place) for place in places})


def _rules(text: str, places: Iterable[Place]) -> Counter[str]:
    """The same of each rule."""
    return Counter(rule for rule, _, _ in {(place.rule, *_around(text, place)[1:]) for place in places})


def _around(text: str, place: Place) -> tuple[str, str, str]:
    return _words(text, place), text[max(0, place.start - 2) : place.start], text[place.end : place.end + 2]


def _in_sentence(text: str, place: Place) -> bool:
    before = text[place.start - 1 : place.start]
    return before in _JOINED_BEFORE or before in _LABELS or text[place.end : place.end + 1] in _JOINED_BEHIND


def _is_labelled(text: str, place: Place) -> bool:
    """Whether an author says what is to be written: behind a colon, to the end of the sentence."""
    return text[place.start - 1 : place.start] in _LABELS and text[place.end : place.end + 1] in _STOPS


def _is_phrased(text: str, place: Place) -> bool:
    return text[place.start - 1 : place.start] in _PHRASED


def _is_object(text: str, place: Place) -> bool:
    """Whether the phrase ends a clause, as the object of an author's verb does: 查阅专业资料,"""
    return text[place.start - 1 : place.start].isalnum() and text[place.end : place.end + 1] in _STOPS


def _is_subject(text: str, place: Place) -> bool:
    """Whether the phrase begins a sentence that goes on behind it."""
    return text[place.start - 1 : place.start] in _SENTENCES and text[place.end : place.end + 1].isalnum()
