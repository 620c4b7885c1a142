"""Channel chunks: the reader cut the text into pieces of constant length and put `1、` `2、` … at the head of each.

Mechanism: every `length` characters (spaces, punctuation and watermarks count; some readers leave line breaks out) the text was
cut, in the middle of sentences, words and numbers, the piece stripped of white space at its end and put on a line of its
own behind its number. Evidence, in order: numbers that follow each other at one distance; cuts inside a sentence. Never the
pattern `n、` alone: a real item 2、 may stand next to marker 2、. Where the line breaks are lost as well, only numbers that
stand at the distance from the head of the text to its end are a reader's.

Where the piece before a cut has the full length the join is certain: the model gives the page back and nothing else does.
Where it is short by a character or two, white space was stripped: it is put back, which is probable. A number that is
skipped at the right distance means a lost piece: that is reported.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.clean.lined.numbered import FULL, LONGEST, MANY, SHORTEST, STRIPPED, Chains, Count, Cut, Mark, marks
from pipeline.model import Edit, Evidence, Finding, Repair, Span

NAME = "chunks"

_INLINE = re.compile(r"[\u4e00-\u9fff。;；:：)）]\d{1,2}[、.)）](?!\d)")  # an item that goes on in the line of the one before
_OWN = 3  # items of the text's own that show it to break no line for them
_RUNNING, _EXACT = 3, 0.5  # pieces that show where line breaks are lost, and how many of them have exactly the length
_LINE = 1000  # characters to a line in such a text, at least
_SENTENCE_END = "。;；!！?？:：.…\n"
_SURE = 0.93
"""Share of the probable joins taken to be right. In clean documents cut at random 226 of 242 that put a blank back were, and of
texts of two pieces 247 of 255."""
_UNEVEN = 0.86
"""And of those behind a piece whose length earlier damage changed: 24 of 28 seen were right to the letter."""


def _find(text: str) -> Cut | None:
    return _by_lines(text) or _run_together(text)


def _by_lines(text: str) -> Cut | None:
    listed = marks(text)
    if len(listed) < 2 or all(mark.number != 2 for mark in listed):
        return None
    listed.insert(0, Mark(1, 0, 0))  # the first number may be missing, and a first 1、 the document's own
    counts = [Count(None)]
    breaks = tuple(match.start() for match in re.finditer("\n", text))
    if len(breaks) > 2 * len(listed):
        counts.append(Count(breaks))
    cuts = [cut for count in counts for cut in Chains(listed, count).cuts(count.between(0, len(text)))]
    good = (cut for cut in cuts if _convincing(text, cut))
    best = max(good, key=lambda cut: (cut.full, cut.explained), default=None)
    return _without_own_breaks(text, best) if best else None


def _run_together(text: str) -> Cut | None:
    """The pieces where their line breaks are lost: numbers in running text at one distance, from the head of the text on."""
    if not text.startswith("1、") or text.count("\n") > len(text) // _LINE:
        return None
    cuts = []
    for blank in ("", " "):
        at = text.find(f"{blank}2、", SHORTEST)
        while 0 < at <= LONGEST:
            cuts += [_walked(text, at, blank, at - len("1、") + stripped) for stripped in range(STRIPPED + 1)]
            at = text.find(f"{blank}2、", at + 1)
    return max((cut for cut in cuts if _runs(text, cut)), key=lambda cut: (cut.full, -cut.length), default=None)


def _walked(text: str, at: int, blank: str, length: int) -> Cut:
    """The numbers at this distance behind a first one, and a second at `at`, as far as they go."""
    found = [Mark(1, 0, len("1、")), Mark(2, at, at + len(blank) + len("2、"))]
    while len(text) - found[-1].end > length:
        sign, due = f"{blank}{len(found) + 1}、", found[-1].end + length
        start = next((due - short for short in range(STRIPPED + 1) if text.startswith(sign, due - short)), None)
        if start is None:
            break
        found.append(Mark(len(found) + 1, start, start + len(sign)))
    return Cut(tuple(found), length, Count(None))


def _runs(text: str, cut: Cut) -> bool:
    """Whether numbers in running text are a reader's: enough, of which nearly all stand at exactly one distance, as no author's
    do, the whole text over, and most of them inside a sentence."""
    pieces = len(cut.marks) - 1
    inside = sum(text[mark.start - 1] not in _SENTENCE_END for mark in cut.marks[1:])
    whole = len(text) - cut.marks[-1].end <= cut.length
    return pieces >= _RUNNING and whole and cut.full >= _EXACT * pieces and inside >= pieces / 2


def _without_own_breaks(text: str, cut: Cut) -> Cut:
    """Where more line breaks stand before a number than before most, the first of them are the document's."""
    counts = [len(old) - len(old.lstrip("\n")) for old in (text[mark.start : mark.end] for mark in cut.marks)]
    usual = Counter(counts[1:]).most_common(1)[0][0]
    later = [replace(mark, start=mark.start + max(0, n - usual)) for mark, n in zip(cut.marks[1:], counts[1:], strict=True)]
    apart = replace(cut, marks=(cut.marks[0], *later))
    lengths = Counter(apart.lengths())
    return replace(apart, length=max(lengths, key=lambda length: (lengths[length], length)))


def _convincing(text: str, cut: Cut) -> bool:
    """Enough pieces of one length, and cuts where no author breaks a line."""
    pieces = len(cut.marks) - 1
    inside = sum(mark.start > 0 and text[mark.start - 1] not in _SENTENCE_END for mark in cut.marks[1:])
    if pieces == 1:
        return _two_pieces(text, cut, bool(inside))
    near = cut.explained >= max(2, 0.6 * pieces) and cut.full >= FULL * pieces  # items of an author's are nearly of one length
    return near and (inside >= pieces // 5 if pieces >= MANY else _few(text, cut, inside))


def _few(text: str, cut: Cut, inside: int) -> bool:
    """Whether so few pieces convince: no number is left out; the pieces are the whole text, but for what a site may have put
    before the first and behind the last; one cut is inside a sentence where a number heads the text or no other line is broken,
    else most, or all, at exactly one distance; or the text's own items run on in one line and only the numbers break it."""
    pieces, before, headed = len(cut.marks) - 1, cut.count.between(0, cut.marks[0].start), cut.marks[0].end > cut.marks[0].start
    behind = cut.count.between(cut.marks[-1].end, len(text))
    whole = before <= cut.length and behind <= 2 * cut.length
    in_order = all(later.number == mark.number + 1 for mark, later in pairwise(cut.marks))
    unbroken = text.count("\n") == sum(text.count("\n", mark.start, mark.end) for mark in cut.marks)
    needed = 0 if unbroken or (headed and not before) else pieces - 1 if before else pieces / 2
    runs_on = unbroken and headed and cut.full == pieces and len(_INLINE.findall(text)) >= pieces + _OWN
    exact = unbroken or not before or cut.full == pieces  # of many items in lines two are nearly so far apart by chance
    return whole and in_order and exact and (inside > needed or runs_on)


def _two_pieces(text: str, cut: Cut, inside: bool) -> bool:
    """One cut has no second to compare: the first number heads the text, the rest is no longer than the first piece, the cut
    is inside a sentence or the text's own items run on in one line, and no other line is broken or the length is round."""
    first, last = cut.marks
    if first.start > 0 or first.end == 0 or cut.count.between(last.end, len(text)) > cut.length:
        return False
    alone = text.count("\n") == text.count("\n", last.start, last.end)
    return (inside and (alone or cut.length % 50 == 0)) or (alone and len(_INLINE.findall(text)) >= _OWN)


def detect(text: str) -> Evidence | None:
    """Numbers at one distance: `length` of a piece, `pieces`, and whether line breaks were counted."""
    cut = _find(text)
    if cut is None:
        return None
    parameters = {"length": cut.length, "pieces": len(cut.marks), "line_breaks_counted": cut.count.breaks is None}
    return Evidence(NAME, len(cut.marks), {**parameters}, cut)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take the numbers out and join the pieces; findings for pieces that are lost."""
    cut = evidence.worked_out(Cut, lambda: _find(text))
    if cut is None:
        return Repair()
    first = cut.marks[0]
    edits: list[Edit] = []
    if first.end > first.start:
        start = first.end - len(text[first.start : first.end].lstrip("\n"))
        edits.append(_edit(text, (start, first.end), "", "first-number", _once(cut)))
    blank = _blank(text, cut)
    edits += [_join(text, cut, mark, length, blank) for mark, length in zip(cut.marks[1:], cut.lengths(), strict=True)]
    return Repair(edits=tuple(edits), findings=tuple(_lost(cut.marks)))


def _blank(text: str, cut: Cut) -> str:
    """What was stripped at the end of a piece: a space, or a line break where some pieces should end in one and none does."""
    expected = len(cut.marks) * text.count("\n") / len(text)
    found = any(text[mark.start - 1 : mark.start] == "\n" for mark in cut.marks)
    return "\n" if expected >= 3 and not found else " "


def _join(text: str, cut: Cut, mark: Mark, length: int, blank: str) -> Edit:
    short = cut.length - length
    if short == 0:
        return _edit(text, (mark.start, mark.end), "", "join", _once(cut))
    if 0 < short <= STRIPPED:
        return _edit(text, (mark.start, mark.end), blank * short, "join-blank", _SURE)
    return _edit(text, (mark.start, mark.end), "", "join-uneven", _UNEVEN)


def _once(cut: Cut) -> float:
    """How sure a cut is that leaves nothing to be guessed: of two pieces, probable only."""
    return 1.0 if len(cut.marks) > 2 else _SURE


def _edit(text: str, span: Span, new: str, rule: str, sure: float) -> Edit:
    start, end = span
    return Edit(
        start=start,
        end=end,
        old=text[start:end],
        new=new,
        rule=f"{NAME}.{rule}",
        certainty="certain" if sure == 1.0 else "probable",
        confidence=None if sure == 1.0 else sure,
        alternatives=("",) if new else (),
    )


def _lost(chain: Iterable[Mark]) -> Iterable[Finding]:
    for before, after in pairwise(chain):
        if after.number > before.number + 1:
            numbers = "、".join(str(n) for n in range(before.number + 1, after.number))
            yield Finding(
                code="chunk-lost",
                severity="defect",
                message_en=f"The page numbers the pieces of the text; piece {numbers} is missing here. Look for another copy.",
                message_zh=f"页面给正文的各段编了号，此处缺第{numbers}段。请寻找其他副本。",
                params={"missing": numbers},
                span=(after.start, after.end),
            )


def damage(text: str, rng: random.Random, *, length: int = 300, breaks: int = 1, strip: bool = True) -> str:
    """What the reader made of `text`: pieces of `length` characters, numbered, `breaks` line breaks between them."""
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    stripped = [piece.rstrip(" ") if strip else piece for piece in pieces]
    return ("\n" * breaks).join(f"{n}、{piece}" for n, piece in enumerate(stripped, 1))
