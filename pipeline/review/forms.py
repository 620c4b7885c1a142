"""A decision as the form of the page gives it → a correction, anchored by words that stand once.

Offsets never leave the page: what is quoted is found anew in the standard as it stands when the decision arrives.
"""

from collections.abc import Mapping

from pipeline.correction import Correction
from pipeline.decide import Unusable, made
from pipeline.language import Language, say
from pipeline.model import Node, Span
from pipeline.review.others import others
from pipeline.review.places import anchor, exchanged
from pipeline.review.queue import Item
from pipeline.review.tree import node_at

_WIDER = 8  # characters beside a repair, or a narrow place, that can be edited with it
_NARROW = 4
LONGEST = 1_500  # characters of a place that can be edited as words
DROPPED = 300  # characters that can be dropped at once


def words_at(item: Item) -> Span | None:
    """The words that the page offers for editing, in text.txt: the place; of a repair, or where it is narrow, a little more."""
    if item.span is None:
        return None
    start, end = item.span
    if item.finding is None or end - start < _NARROW:
        start, end = max(0, start - _WIDER), min(len(item.seen.now), end + _WIDER)
    return start, min(end, start + LONGEST)


def node_of(item: Item) -> Node | None:
    """The node that the tree's changes are about: the one of the finding, or the one at the place."""
    name = item.finding.node if item.finding else None
    return node_at(item.seen.standard, name, item.span)


def correction_of(item: Item, form: Mapping[str, str], language: Language) -> Correction:
    """The correction that a form asks for. Raises Unusable where it asks for nothing, or for what cannot be done there."""
    by, reason = form.get("author", "").strip(), form.get("reason", "").strip()
    if not (by and reason):
        raise Unusable(say("review-who-and-why", language))
    todo, _, which = form.get("do", "").partition(" ")
    form = {name: value.replace("\r\n", "\n") for name, value in form.items()}
    asked = _Asked(item, form, language)
    steps = {
        "accept": asked.accept, "text": asked.text, "drop": asked.drop, "kind": asked.kind, "level": asked.level,
        "join": asked.join,
    }  # fmt: skip
    if todo == "other":
        quote, change = asked.other(which)
    elif todo == "cut" and which in ("beside", "below"):
        quote, change = asked.cut(which)
    elif todo in steps:
        quote, change = steps[todo]()
    else:
        raise Unusable(say("review-nothing-chosen", language))
    words, before, after = quote
    return made(words, (before, after), change, reason, by)


Anchored = tuple[tuple[str, str, str], dict[str, object]]


class _Asked:
    """Each thing that can be asked for: the words it is anchored by, and the change."""

    def __init__(self, item: Item, form: Mapping[str, str], language: Language) -> None:
        self.item, self.form, self.language = item, form, language
        self.seen = item.seen
        self.now = item.seen.now
        self.scan = item.seen.copies[item.copy - 1]
        self.cleaned = str(self.scan.cleaned)

    def accept(self) -> Anchored:
        if self.item.name.startswith("correction-"):
            raise self._unusable("mend-line")
        if self.item.finding is not None:
            place = self.item.span or self.seen.standard.title_span or (0, 1)
            return anchor(self.now, place), {"accept-finding": self.item.finding.code}
        edit = self.item.edit
        if edit is None or edit.source is None:
            raise self._unusable("nothing-chosen")
        return anchor(self.cleaned, self.scan.cleaned.text_span(*edit.source)), {"accept-repair": edit.rule}

    def text(self) -> Anchored:
        span = words_at(self.item)
        if span is None or self.form.get("was") != self.now[slice(*span)]:
            raise self._unusable("words-moved")
        place, new = exchanged(self.now, span, self.form.get("text", ""))
        if self.now[slice(*place)] == new or self.form.get("text") == self.form.get("was"):
            raise self._unusable("same-words")
        return self._exchange(place, new)

    def _exchange(self, place: Span, new: str) -> Anchored:
        copy, span = self.seen.origin(place)
        scan = self.seen.copies[copy - 1]
        if str(scan.text)[slice(*span)] != self.now[slice(*place)]:
            raise self._unusable("copies-differ")
        before = scan.before_corrections(*span)
        if before is None:
            raise self._unusable("words-corrected")
        return anchor(str(scan.cleaned), before, whole=True), {"text": new} if new else {"drop": True}

    def other(self, which: str) -> Anchored:
        edit = self.item.edit
        listed = others(self.scan, edit) if edit else []
        if not (which.isdecimal() and int(which) < len(listed)):
            raise self._unusable("nothing-chosen")
        chosen = listed[int(which)]
        place, new = exchanged(self.cleaned, chosen.span, chosen.words)
        return anchor(self.cleaned, place, whole=True), {"text": new} if new else {"drop": True}

    def drop(self) -> Anchored:
        span = self.item.span
        if span is None or not 0 < span[1] - span[0] <= DROPPED:
            raise self._unusable("nothing-to-drop")
        return self._exchange(span, "")

    def kind(self) -> Anchored:
        return self._head(), {"kind": self.form.get("kind", "")}

    def level(self) -> Anchored:
        return self._head(), {"level": self.form.get("level", "").strip()}

    def join(self) -> Anchored:
        return self._head(), {"join": True}

    def cut(self, where: str) -> Anchored:
        start, end = self._own()
        words = self.form.get("at", "").strip()
        count = self.now.count(words, start, end) if words else 0
        if count != 1:
            raise self._unusable("cut-where", count=count)
        at = self.now.index(words, start, end)
        return anchor(self.now, (at, at + len(words))), {"cut": where}

    def _head(self) -> tuple[str, str, str]:
        return anchor(self.now, self._own())

    def _own(self) -> Span:
        node = node_of(self.item)
        if node is None or node.span is None or node.derived:
            raise self._unusable("no-node")
        return node.span

    def _unusable(self, phrase: str, **words: object) -> Unusable:
        return Unusable(say(f"review-{phrase}", self.language, **words))
