"""Article spinners: every occurrence of a word was replaced by a fixed phrase, or by a synonym that gives itself away.

产品 became 质量本协议合同支付资金服务, 部门 机构部门机构, 要求 相关要求. The pairs are reviewed data (rules/spinner.toml). The
licence to undo them, strongest first: the document holds a phrase that is no Chinese, three times or more; the bare word,
common as it is, never occurs; the phrase itself occurs three times or more. Without the first nothing is touched, for
按相关要求在规定时间内完成有关内容 is good Chinese. Phrases are undone longest first and once: 相关相关领导人 is
相关领导, where 相关 is the author's.

Synonym spinners (旳 for 的, 细那么 for 细则) exchange single words: what admits of one original only is undone, the rest
reported.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.model import Edit, Evidence, Finding, Repair
from pipeline.rules import Rule, load_rules

NAME = "spinner"
LICENCE = 3
"""So many times a phrase that is no Chinese must occur, and any phrase to be certain."""
BESIDE, SELDOM, PLAIN = 0.9, 0.9, 0.7
"""Shares of probable repairs taken to be right: a phrase that is no Chinese while the bare word occurs too; the same, seldom
found; a phrase that is good Chinese, seldom found, while the bare word never occurs."""


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
def faces() -> tuple[str, ...]:
    """The phrases that are no Chinese by themselves."""
    return tuple(rule.pattern.pattern for rule in _rules("phrase") if rule.more["face"])


def detect(text: str) -> Evidence | None:
    """Which phrases and synonyms of the table the document holds, where a phrase that is no Chinese gives the licence."""
    phrases = any(text.count(face) >= LICENCE for face in faces())
    synonyms = [rule for rule in _rules("synonym") if rule.more["face"] and rule.pattern.search(text)]
    if not phrases and not synonyms:
        return None
    counts: Counter[str] = Counter()
    if phrases:
        counts.update(match[0] for match in _matcher(pairs()).finditer(text))
    marks = {rule.id: len(rule.pattern.findall(text)) for rule in synonyms}
    found = {phrase: pairs()[phrase] for phrase in counts}
    return Evidence(NAME, counts.total() + sum(marks.values()), {"pairs": {**found}, "synonyms": {**marks}})


def _matcher(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


def restore(text: str, evidence: Evidence) -> Repair:
    """Puts the word in place of each phrase that the document licenses, and 的 for 旳; reports synonyms that may be others."""
    edits: list[Edit] = []
    if evidence.parameters["pairs"]:
        edits += _phrases(text)
    edits += [edit for rule in _rules("synonym") if rule.more["certain"] for edit in _synonyms(text, rule)]
    findings = _doubts(edits)
    if evidence.parameters["synonyms"]:
        findings += _suspects(text)
    return Repair(tuple(sorted(edits, key=lambda edit: edit.start)), tuple(findings))


def _doubts(edits: Iterable[Edit]) -> list[Finding]:
    """One finding for each phrase that was undone on less than the full licence, at its first place."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.confidence is not None:
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


def _phrases(text: str) -> list[Edit]:
    matches = list(_matcher(pairs()).finditer(text))
    counts = Counter(match[0] for match in matches)
    rest = _matcher(pairs()).sub("\n", text)
    sure = {phrase: _sure(phrase, count, rest) for phrase, count in counts.items()}
    return [_edit(match, pairs()[match[0]], sure[match[0]]) for match in matches if sure[match[0]]]


def _sure(phrase: str, count: int, rest: str) -> float:
    """How sure it is that the phrase was put in: 1 is certain, 0 leaves it alone. rest: the text without any listed phrase."""
    bare = pairs()[phrase] in rest
    if phrase in faces():
        return BESIDE if bare else 1.0 if count >= LICENCE else SELDOM
    return 0.0 if bare else 1.0 if count >= LICENCE else PLAIN


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
