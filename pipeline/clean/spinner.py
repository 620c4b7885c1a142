"""Article spinners: every occurrence of a word was replaced by a fixed phrase, or by a synonym that gives itself away.

产品 became 质量本协议合同支付资金服务, 部门 机构部门机构, 要求 相关要求. The pairs are reviewed data (rules/spinner.toml). The
licence to undo them is weighed over the whole document, all pairs together, strongest first: phrases that no author writes,
one of which is enough; phrases that are no Chinese by themselves, or not where they stand (规定的规定时间); words that, common
as they are, never stand without their phrase. The last licenses nothing alone, for 按相关要求在规定时间内完成有关内容 is good
Chinese; what gives a spinner away without being enough is a finding. Phrases are undone longest first and once:
相关相关领导人 is 相关领导, where 相关 is the author's.

Synonym spinners (旳 for 的, 细那么 for 细则) exchange single words: what admits of one original only is undone, the rest
reported. Phrases that no table lists are weighed with the rest where they give themselves away (`unlisted`).
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from pipeline.clean.worded import unlisted
from pipeline.clean.worded.phrases import Strange
from pipeline.literals import may_match, ways
from pipeline.model import Edit, Evidence, Finding, Repair
from pipeline.rules import Rule, load_rules

NAME = "spinner"
OFTEN = 3
"""So many times a phrase must occur to be certain; one that no author writes need not."""
LICENCE, FULL = 6.5, 10.0
"""Nats of evidence in the whole document from which phrases are undone, and from which good Chinese may be certain to be one.
A phrase that is no Chinese gives 4.5 to 7 where it stands once, half as much again where it stands three times."""
SUSPECT = 4.5
"""And from which the document is said to be suspect, where that is all."""
ALONE = 12.0
"""The weight of a phrase that no author writes."""
ODD, ABSENT, AGAIN = 3.0, 0.5, 0.25
"""Nats for a place in which good Chinese is none; for each place of a phrase whose word never stands alone, three at most; and
what a second and third hit add to the first, as a share."""
BESIDE, SELDOM, PLAIN, WEAK = 0.98, 0.99, 0.97, 0.8
"""Shares of probable repairs taken to be right: a phrase that is no Chinese while the bare word occurs too; the same, seldom
found; a phrase that is good Chinese, seldom found, while the bare word never occurs, in a document that is full of evidence;
and in one that has little."""


@cache
def _rules(kind: str) -> tuple[Rule, ...]:
    """The rules of a kind (phrase, synonym), longest pattern first."""
    listed = [rule for rule in load_rules("pipeline.clean", "rules/spinner.toml") if rule.id.startswith(f"{kind}.")]
    return tuple(sorted(listed, key=lambda rule: (-len(rule.pattern.pattern), rule.id)))


@cache
def pairs() -> Mapping[str, str]:
    """Phrase → the word it stands for, longest first."""
    return {rule.pattern.pattern: str(rule.more["word"]) for rule in _rules("phrase")}


@cache
def faces() -> Mapping[str, float]:
    """The phrases that are no Chinese by themselves, each with its weight in nats."""
    return {rule.pattern.pattern: float(rule.more["face"]) for rule in _rules("phrase") if rule.more["face"]}


@cache
def _few() -> frozenset[str]:
    """The phrases whose word was told by few places."""
    return frozenset(rule.pattern.pattern for rule in _rules("phrase") if rule.more.get("few"))


@cache
def _places(key: str) -> Mapping[str, re.Pattern[str]]:
    """For each phrase that has one its pattern of places: `odd`, where it is no Chinese, `kept`, where it is the author's."""
    return {rule.pattern.pattern: re.compile(rule.more[key]) for rule in _rules("phrase") if key in rule.more}


@cache
def _near() -> Mapping[str, tuple[tuple[frozenset[str], ...], ...]]:
    """What a text holds in which a phrase is no Chinese where it stands."""
    return {phrase: ways(pattern) for phrase, pattern in _places("odd").items()}


class _Tally(NamedTuple):
    """A phrase of the table in a document: how often it stands there, how often its bare word does, in how many places it is
    no Chinese for its neighbours."""

    times: int
    bare: int
    odd: int


class _Weighed(NamedTuple):
    """The phrases of the table in a text, those of no table that seem to be a spinner's, which of them may be undone, all their
    evidence in nats, and further phrases that are only told of."""

    tallies: Mapping[str, _Tally]
    new: list[Strange]
    made: Mapping[str, unlisted.Undone]
    strength: float
    told: list[Strange]


def detect(text: str) -> Evidence | None:
    """Which phrases and synonyms of the table the document holds, where they give a spinner away or make it suspect."""
    weighed = _weighed(text)
    tallies, new, _, strength, told = weighed
    phrases = bool(tallies) and strength >= SUSPECT
    synonyms = [rule for rule in _rules("synonym") if rule.more["face"] and rule.pattern.search(text)]
    if not phrases and not synonyms and not new and not told:
        return None
    marks = {rule.id: len(rule.pattern.findall(text)) for rule in synonyms}
    found = {phrase: pairs()[phrase] for phrase in tallies} if phrases else {}
    count = sum(tally.times for tally in tallies.values()) if phrases else 0
    count += sum(one.times for one in new) + sum(marks.values())
    unknown = {one.phrase: one.word for one in new}
    return Evidence(NAME, count, {"pairs": {**found}, "unlisted": {**unknown}, "synonyms": {**marks}}, weighed)


def _tallies(text: str) -> Mapping[str, _Tally]:
    """The phrases of the table that stand in the text, in order; none where not one of them is odd there."""
    near = (phrase for phrase, known in _near().items() if phrase in text and may_match(text, known))
    odd = {phrase: len(_places("odd")[phrase].findall(text)) for phrase in near}
    if not any(odd.values()) and not any(face in text for face in faces()):
        return {}
    matcher = _matcher(pairs())
    counts = Counter(match[0] for match in matcher.finditer(text))
    rest = matcher.sub("\n", text)
    return {phrase: _Tally(count, rest.count(pairs()[phrase]), odd.get(phrase, 0)) for phrase, count in counts.items()}


def _weighed(text: str) -> _Weighed:
    tallies = _tallies(text)
    strength = _strength(tallies)
    shown = strength >= LICENCE
    new = unlisted.find(text, pairs(), shown)
    told = [one for one in unlisted.crowd(text, pairs(), shown) if one not in new]
    return _Weighed(tallies, new, unlisted.undone(new, shown), strength + sum(one.nats for one in unlisted.proof(new)), told)


def _strength(tallies: Mapping[str, _Tally]) -> float:
    """Nats of evidence that a spinner was at work; 0 where no phrase is odd by itself or where it stands."""
    signs = plain = 0.0
    for phrase, tally in tallies.items():
        share = tally.times / (tally.times + tally.bare)
        for weight, count in ((faces().get(phrase, 0.0), tally.times), (ODD, tally.odd)):
            if count:
                signs += share * weight * (1 + AGAIN * (min(count, OFTEN) - 1))
        if not tally.bare and not faces().get(phrase):
            plain += ABSENT * min(tally.times, OFTEN)
    return signs + plain if signs else 0.0


def _matcher(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


def restore(text: str, evidence: Evidence) -> Repair:
    """Puts the word in place of each phrase that the document licenses, and 的 for 旳; reports synonyms that may be others."""
    edits: list[Edit] = []
    findings: list[Finding] = []
    tallies, new, made, strength, told = evidence.worked_out(_Weighed, lambda: _weighed(text))
    findings += unlisted.findings(text, told, {})
    if evidence.parameters["pairs"] or evidence.parameters["unlisted"]:
        licensed = strength >= LICENCE
        edits += _phrases(text, tallies if licensed else {}, made, strength)
        findings += () if licensed or not evidence.parameters["pairs"] else _suspected(text, tallies)
        findings += unlisted.findings(text, new, made)
    edits += [edit for rule in _rules("synonym") if rule.more["certain"] for edit in _synonyms(text, rule)]
    findings += _doubts(edits)
    if evidence.parameters["synonyms"]:
        findings += _suspects(text)
    return Repair(tuple(sorted(edits, key=lambda edit: edit.start)), tuple(findings))


def _suspected(text: str, tallies: Mapping[str, _Tally]) -> Iterator[Finding]:
    """In a document that shows too little to undo anything: each place of a phrase that is no Chinese there, or whose word
    never stands alone."""
    odd = {match.span(): match for pattern in _places("odd").values() for match in pattern.finditer(text)}
    inside = {at for start, end in odd for at in range(start, end)}
    told = [phrase for phrase, tally in tallies.items() if faces().get(phrase) or not tally.bare]
    places = [match for match in _matcher(told).finditer(text) if match.start() not in inside] if told else []
    for place in sorted([*odd.values(), *places], key=lambda match: match.start()):
        around = text[max(0, place.start() - 8) : place.end() + 8]
        yield Finding(
            code="spinner-suspect",
            severity="review",
            message_en=f"{place[0]!r} in {around!r} reads like a spinner's phrase, but the document shows too little of one. "
            "It was left; compare the original.",
            message_zh=f"“{around}”中的“{place[0]}”疑为洗稿软件替换，但全文证据不足，未作改动。请对照原文。",
            params={"found": place[0]},
            span=place.span(),
        )


def _doubts(edits: Iterable[Edit]) -> list[Finding]:
    """One finding for each phrase that was undone on less than the full licence, at its first place."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.confidence is not None and edit.rule == "spinner.phrase":
            found.setdefault(edit.old, []).append(edit)
    return [
        Finding(
            code="spinner-probable",
            severity="review",
            message_en=f"{old!r} was read as {same[0].new!r} {len(same)} time(s): a spinner's phrase, too rare to be sure. "
            "Check the wording.",
            message_zh=f"“{old}”读作“{same[0].new}”，共{len(same)}处：疑为洗稿软件替换，次数太少，请核对原文。",
            params={"found": old, "likely": same[0].new, "count": len(same)},
            span=(same[0].start, same[0].end),
        )
        for old, same in found.items()
    ]


def _phrases(text: str, tallies: Mapping[str, _Tally], new: Mapping[str, unlisted.Undone], strength: float) -> list[Edit]:
    """Every place of the listed phrases that are licensed and of the unlisted that are undone, longest first."""
    sure = {phrase: _sure(phrase, tally, strength) for phrase, tally in tallies.items()}
    kept = {phrase: len(pattern.findall(text)) for phrase, pattern in _places("kept").items() if phrase in sure}
    sure.update((phrase, 0.0) for phrase, count in kept.items() if 2 * count >= tallies[phrase].times)
    matches = list(_matcher({*sure, *new}).finditer(text)) if sure or new else []
    edits = [_edit(match, pairs()[match[0]], sure[match[0]]) for match in matches if sure.get(match[0])]
    return edits + [_unlisted(match, new[match[0]]) for match in matches if match[0] in new]


def _unlisted(match: re.Match[str], made: unlisted.Undone) -> Edit:
    alternatives = (match[0], made.other) if made.other else (match[0],)
    edit = _edit(match, made.word, unlisted.SURE, "spinner.unlisted")
    return msgspec.structs.replace(edit, alternatives=alternatives)


def _sure(phrase: str, tally: _Tally, strength: float) -> float:
    """How sure it is that the phrase was put in: 1 is certain, 0 leaves it alone."""
    face = faces().get(phrase, 0.0)
    if face:
        often = (tally.times >= OFTEN or face >= ALONE) and phrase not in _few()
        return BESIDE if tally.bare else 1.0 if often else SELDOM
    if tally.bare or strength < FULL:
        return 0.0 if tally.bare else WEAK
    return 1.0 if tally.times >= OFTEN else PLAIN


def _edit(match: re.Match[str], new: str, sure: float, rule: str = "spinner.phrase") -> Edit:
    start, end = match.span()
    if sure >= 1.0:
        return Edit(start=start, end=end, old=match[0], new=new, rule=rule, certainty="certain")
    return Edit(
        start=start, end=end, old=match[0], new=new, rule=rule, certainty="probable", confidence=sure, alternatives=(match[0],)
    )


def _synonyms(text: str, rule: Rule) -> list[Edit]:
    return [_edit(match, str(rule.more["word"]), 1.0, "spinner.synonym") for match in rule.pattern.finditer(text)]


def _suspects(text: str) -> list[Finding]:
    """One finding for each synonym that may stand for another word in a document where some word gives a spinner away."""
    found: list[Finding] = []
    for rule in _rules("synonym"):
        matches = [] if rule.more["certain"] else list(rule.pattern.finditer(text))
        if matches:
            first = matches[0]
            around = text[max(0, first.start() - 8) : first.end() + 8]
            found.append(_suspect(around, first, str(rule.more["word"]), len(matches)))
    return found


def _suspect(around: str, match: re.Match[str], word: str, count: int) -> Finding:
    return Finding(
        code="spinner-synonym",
        severity="review",
        message_en=f"A spinner seems to have put {match[0]!r} for {word!r} {count} time(s), first in {around!r}. "
        "It was left; correct it where the sense asks for it.",
        message_zh=f"疑似被洗稿软件替换：“{match[0]}”原为“{word}”，共{count}处，首处为“{around}”。未作改动，请按文意订正。",
        params={"found": match[0], "likely": word, "count": count},
        span=match.span(),
    )


def damage(text: str, rng: random.Random, share: float = 1.0) -> str:
    """Replaces every occurrence of some listed words by their phrases. share: how many of the pairs the spinner knew."""
    known = {word: phrase for phrase, word in pairs().items() if rng.random() < share}
    if not known:
        return text
    return _matcher(known).sub(lambda match: known[match[0]], text)
