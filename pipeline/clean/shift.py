"""Stretches of text shifted by one byte: `當?shù)厝谫Y` was 當地融資, `??蛻艚?jīng)理` was 。客戶經(jīng)理.

A site put its glosses, and read some marks, byte by byte in GBK, also where the bytes straddle two characters; `gbk` is the
model of it. Put right here, before the glosses go, for what is left of a gloss names a lost byte. Evidence, most trusted first:

1. The bytes of the page: every character of the stretch is composed of them, and the model, applied to the repair, must give
   back what was found.
2. The document's own table of glosses: a character is glossed always or never.
3. Plausibility of the words. It chooses among several admissible readings, and those are probable only.

A repair is certain where a gloss names the lost byte, nothing else had to be guessed, and no rival is admissible. A "?" that
none of this explains stays, with a finding where it is no question mark (`?2014` was a character outside GBK).
"""

import random
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.glossed import gbk, glosses
from pipeline.clean.glossed.glosses import GlossTable
from pipeline.clean.glossed.judge import Judge, bare
from pipeline.clean.glossed.realign import LONGEST, READINGS, Reader, fitting
from pipeline.clean.glossed.stretch import REST, halves
from pipeline.clean.glossed.verdict import GUESS, Candidate, Verdict
from pipeline.clean.glossed.ways import ending_in, glossed_as
from pipeline.model import Evidence, Finding, Repair
from pipeline.text import Edit, Span

NAME = "shift"

DOUBT = 0.3
"""What is left of the doubt that a reading's share shows: repairs with a share of 0.6 were right nine times in ten."""

DOUBTFUL = 0.9
"""Confidence below which pairs are looked for that vanished because GBK does not assign them."""

AGAINST_OTHERS = 1.0
"""Nats against anything but a full stop before a mark read across the boundary: nearly all that were seen are full stops."""

FEWER = 6
"""Readings of what follows it that are kept for each place where they can end."""

NEAR = 3 * gbk.REACH
"""Characters of the page from a mark read across a boundary to the ASCII byte that must be near, displaced glosses included."""

MOST = 500
"""Places of one page that are looked into: twenty times what the worst page had. The others are reported."""

THOROUGHLY = 60
"""Of these, the places where vanished pairs are looked for, which takes some hundredths of a second each."""

SINGLY = 5
"""How many unknown characters are reported one by one."""

VANISHING = 3
"""How many pairs of one stretch may have vanished."""

_TO_ASCII = re.compile(r"[^\x00-\x7f]{0,40}[@-~?]?")
_BEHIND = re.compile(rf"\({glosses.SYLLABLE} ?\)")
_SOON = rf"(?=[^\x00-\x7f]{{1,3}}[@-~?]|[^\x00-\x7f]{{0,3}}\?{glosses.SYLLABLE} ?\))"
_AT_ONCE = r"(?<=[^\x00-(*-\x7f]\?[,!])(?=\?)"
_GLOSSED = rf"[@-~]\({glosses.SYLLABLE} ?\)"
_KEPT = re.compile(rf"\?([?,!])(?:{_SOON}|(?=[@-~])|{_AT_ONCE})")
_DROPPED = re.compile(rf"([?,!])(?:(?<=\?){_SOON}|(?={_GLOSSED}))")
_LETTER = re.compile(rf"[@-~](\(({glosses.SYLLABLE}) ?\))")
_PLACE = re.compile(rf"[?,!(](?:(?<=\?)|(?<=[,!])(?={_GLOSSED})|(?<=[@-~]\(){glosses.SYLLABLE} ?\))")
_SWALLOWED = re.compile(r"\?[,!]\?")
_QUESTION = re.compile("[吗呢么谁哪几何]|怎|多少|是否|能否|可否|为什")
_CLAUSE = re.compile(r"[。;；!！\n?]")


class _Shown(NamedTuple):
    """Where on the page something may have to be put right, and the site's table of glosses."""

    places: list[int]
    table: GlossTable | None


class _Opening(NamedTuple):
    """One way to begin a stretch: the page goes on at `at` with the half `pending` in hand. heads: what can have stood
    before that, the usual one first; table: the gloss taken for granted; against: nats against it; longest: characters
    of the page that the stretch may span."""

    at: int
    pending: int
    heads: list[str]
    table: Mapping[str, str]
    against: float = 0.0
    longest: int = LONGEST


def _is_rest(text: str, at: int) -> bool:
    """Whether the "?" at `at` is what is left of a gloss: `當?shù)`."""
    rest = REST.match(text, at)
    if rest is None or at == 0 or not glosses.is_toned(rest[1]):
        return False
    return glosses.may_be_wide(text[at - 1])


def _places(text: str) -> list[int]:
    return [found.start() - (found[0][0] == "(") for found in _PLACE.finditer(text)]  # of a gloss the letter before it


def detect(text: str) -> Evidence | None:
    """Whether bytes were lost or glosses displaced. None on text without glosses, or where none of this shows.

    Parameters: gloss (places that the rest of a displaced gloss shows), letter (glosses behind a letter), mark (places where
    a mark may have been read across a boundary), question (every other "?" of a glossed page).
    """
    if not glosses.has_tone(text):
        return None
    places, table = _places(text), glosses.estimate(text)
    untouched = table is not None or glosses.is_as_written(text)
    rests = sum(_is_rest(text, at) for at in places)
    letters = sum(1 for at in places if untouched and text[at] not in "?,!" for _ in _after_letter(text, at))
    if not rests + letters and (table is None or "?" not in text):
        return None
    marks = sum(1 for _ in _KEPT.finditer(text)) + sum(1 for _ in _DROPPED.finditer(text))
    counts = {"gloss": rests, "letter": letters, "mark": marks, "question": text.count("?") - rests}
    return Evidence(NAME, rests + letters + marks, {**counts}, _Shown(places, table))


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that put the shifted stretches right, with their alternatives, and findings for what stays doubtful or broken."""
    shown = evidence.worked_out(_Shown, lambda: _Shown(_places(text), glosses.estimate(text)))
    judge = Judge(text, shown.table)
    untouched = shown.table is not None or glosses.is_as_written(text)
    edits: list[Edit] = []
    findings: list[Finding] = []
    unknown: list[Span] = []
    done = solved = 0
    for start in shown.places:
        if start < done:
            continue
        if text[start] not in "?,!":
            edits += _after_letter(text, start) if untouched else ()
            continue
        solved += 1
        verdict = _solve(judge, start, VANISHING if solved <= THOROUGHLY else 0) if solved <= MOST else None
        done = verdict.chosen.end if verdict else start + 1
        if verdict is not None and verdict.confidence >= GUESS:
            edits.append(_edit(text, start, verdict))
            findings += () if verdict.certain else (_probable(text, start, verdict),)
        elif verdict is not None or _is_rest(text, start):
            findings.append(_unrepaired(text, start, verdict))
            done = (findings[-1].span or (start, done))[1]
        elif text[start] == "?" and not _is_question(text, start):
            swallowed = _SWALLOWED.match(text, start)
            done = swallowed.end() if swallowed else done
            unknown.append((start, done))
    return Repair(tuple(edits), (*findings, *_unknown(text, unknown)))


def _solve(judge: Judge, start: int, vanishing: int) -> Verdict | None:
    """The verdict on the place where a byte may have been lost; None where none was, or nobody can tell which.

    vanishing: how many pairs may be taken to have vanished where nothing convinces without.
    """
    exact = _is_rest(judge.page, start)
    openings = list(_after_gloss(judge, start) if exact else _after_mark(judge, start))
    verdict = judge.choose(start, _readings(judge, start, openings, 0), exact)
    doubtful = verdict is None or verdict.confidence < DOUBTFUL or not judge.convinces(start, verdict.chosen)
    if exact and vanishing and doubtful:
        verdict = judge.choose(start, _readings(judge, start, openings, vanishing), exact)
    return verdict


def _after_gloss(judge: Judge, start: int) -> Iterator[_Opening]:
    """A gloss was put between the halves of two characters: its character is the last half before and the lost one."""
    rest = REST.match(judge.page, start)
    if rest is None:
        return
    for two in halves(judge.page[start - 1]):
        for char in glossed_as(two[1], rest[1]):
            lost = (lexicon.pair(char) or b"??")[1]
            yield _Opening(rest.end(), lost, [""], {char: rest[1]}, judge.against_gloss(char))


def _after_mark(judge: Judge, start: int) -> Iterator[_Opening]:
    """A mark was read from the last half of one character and the first of the next: the other half before it is lost."""
    for found in filter(None, (_KEPT.match(judge.page, start), _DROPPED.match(judge.page, start))):
        mark = 0x80 + ord(found[found.lastindex or 1])
        yield _Opening(found.end(), mark, ["。", *ending_in(0xA3)], {}, longest=NEAR)


def _after_letter(text: str, start: int) -> Iterator[Edit]:
    """A gloss was put behind a letter, which with the last half before it made a character of the table: 在A(yíng)科技."""
    found = _LETTER.match(text, start)
    if found is None or not glosses.is_toned(found[2]) or text[start - 1] in "?,!" or not glosses.may_be_wide(text[start - 1]):
        return
    made = (lexicon.character(bytes((two[1], ord(text[start])))) for two in halves(text[start - 1]))
    if any(char and lexicon.is_traditional(char) and found[2] in lexicon.readings(char) for char in made):
        first, last = found.span(1)
        yield Edit(start=first, end=last, old=found[1], new="", rule="shift.letter", certainty="certain")


def _readings(judge: Judge, start: int, openings: list[_Opening], vanishing: int) -> Iterator[Candidate]:
    for opening in openings:
        reader = Reader(judge.page, judge.before(start), judge.swallowed, vanishing, opening.longest)
        for reading in reader.read(opening.at, opening.pending, READINGS if len(opening.heads) == 1 else FEWER):
            for rank, head in enumerate(fitting(judge.before(start), opening.heads, reading.text)):
                against = opening.against + reading.against + (AGAINST_OTHERS if rank else 0.0)
                yield Candidate(reading.end, head + reading.text, reading.lost, against, opening.table)


def _edit(text: str, start: int, verdict: Verdict) -> Edit:
    chosen = verdict.chosen
    return Edit(
        start=start,
        end=chosen.end,
        old=text[start : chosen.end],
        new=chosen.text,
        rule="shift.gloss" if _is_rest(text, start) else "shift.mark",
        certainty="certain" if verdict.certain else "probable",
        confidence=None if verdict.certain else _said(verdict),
        alternatives=() if verdict.certain else verdict.alternatives,
    )


def _said(verdict: Verdict) -> float:
    """How sure a probable repair is said to be."""
    return round(1 - DOUBT * (1 - verdict.confidence), 3)


def _probable(text: str, start: int, verdict: Verdict) -> Finding:
    found, made = text[start : verdict.chosen.end], verdict.chosen.text
    return Finding(
        code="shift-probable",
        severity="review",
        message_en=f"Bytes were lost in {found!r}; {bare(made)!r} is the likeliest text that fits. Compare another copy.",
        message_zh=f"“{found}”处丢失了字节,最可能的原文是“{bare(made)}”;请与其他副本核对。",
        params={"found": found, "made": bare(made), "confidence": _said(verdict)},
        span=(start, verdict.chosen.end),
    )


def _is_question(text: str, at: int) -> bool:
    """Whether the "?" at `at` asks: it ends a line or a clause that holds a word that asks."""
    clause = lexicon.simplified(_CLAUSE.split(bare(text[max(0, at - 60) : at]).rstrip("?!"))[-1])
    return _QUESTION.search(clause) is not None or (clause != "" and text[at + 1 : at + 2] in ("", "\n", "”", "」", '"', ")"))


def _unrepaired(text: str, start: int, verdict: Verdict | None) -> Finding:
    rest = REST.match(text, start)
    end = verdict.chosen.end if verdict else _garbled(text, rest.end() if rest else start + 1)
    end = behind.end() if (behind := _BEHIND.match(text, end)) else end
    likely = bare(verdict.chosen.text) if verdict else None
    known, perhaps = (f" It may have been {likely!r}.", f"可能是“{likely}”。") if likely else ("", "")
    return Finding(
        code="shift-unrepaired",
        severity="defect",
        message_en=f"Bytes were lost in {text[start:end]!r} and what stood there cannot be told.{known} Compare another copy.",
        message_zh=f"“{text[start:end]}”处丢失了字节,原文无法确定。{perhaps}请与其他副本核对。",
        params={"found": text[start:end], "likely": likely},
        span=(start, end),
    )


def _garbled(text: str, at: int) -> int:
    """Where a stretch of which nothing can be made ends: behind the first ASCII letter or "?", before any other ASCII."""
    return found.end() if (found := _TO_ASCII.match(text, at)) else at


def _unknown(text: str, places: list[Span]) -> Iterator[Finding]:
    """Findings for characters that the site could not show: one each, or where there are many (bullets) one for all."""
    for at, end in places[: 1 if len(places) > SINGLY else SINGLY]:
        around = text[max(0, at - 6) : end + 6].replace("\n", " ")
        count = len(places) if len(places) > SINGLY else 1
        others_en, others_zh = (f", the first of {count}", f"(共{count}处,此为第一处)") if count > 1 else ("", "")
        yield Finding(
            code="shift-unknown",
            severity="review",
            message_en=f"The ? in {around!r}{others_en}, stands for a character that the site could not show, such as © or a "
            "bullet. Put in what another copy has.",
            message_zh=f"“{around}”中的问号{others_zh}代表网站无法显示的字符(如©或项目符号),请对照其他副本补上。",
            params={"around": around, "count": count},
            span=(at, end),
        )


def damage(
    text: str,
    rng: random.Random,
    *,
    table: Mapping[str, str] | None = None,
    marks: str = gbk.STRADDLED,
    first: gbk.First = "kept",
) -> str:
    """The forward model: what the site makes of a traditional text, byte by byte.

    A glossed text is taken as the damage of `pinyin` and its glosses are put in again byte-wise; table is for characters
    beyond those that it shows. marks: those read across a boundary; first: what became of the "?" before them.
    """
    known = glosses.estimate(text)
    readings = {**(known.readings if known else {}), **(table or {})}
    return gbk.page(glosses.without(text, readings), gbk.Site(readings, known.space if known else "", marks, first))
