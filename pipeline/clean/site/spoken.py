"""What one line of a page says by itself for being the site's words or the document's, and what it weighs for that.

A reviewed pattern first, then words that only a site's notices gather in one line, then buttons; what nothing explains speaks
for the document, the more the longer it is.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.clean.site.titled import Piece, bare_title
from pipeline.clean.watermark import unprinted
from pipeline.rules import Rule, Sieve, load_data
from pipeline.text import behind_head

_SURE = 9.0  # the weight of a line that several rules explain goes no higher
HINT = 4.5
"""The weight of gathered words goes no higher: they are no licence."""
_WORDY, _DENSE = 120, 2.0  # a longer line has to gather so much, for a watermark in it gathers a little
LONGEST = 400
"""Characters; a longer line holds document text, whatever else it holds."""
_MOSTLY, _WIDE = 0.7, 80  # share of a line's words that are buttons where it is a line of buttons, and its characters at most
_LEAD, _NUMBERED = re.compile(r"^[-•*·]\s*|^\d{1,2}[.:]\s+(?=\d)"), re.compile(r"^[-•*·]\s*|^\d{1,2}\s+")  # of items
_DATED = re.compile(r"[^\s。;:,\d]\s*[(\[]?(?:\d{4}[-/.]\d{1,2}|\d\d)[-/.]\d{1,2}[)\]]?$")  # when another document was put out
_QUOTED = re.compile("“[^”]{6,}”")  # a document that says what sites write; a button's name is shorter
_NEUTRAL = re.compile(r"[\d./:：★☆…<>+%~*#&-]+|\S{0,4}(?:VIP|会员)\S{0,2}|上传\S{0,2}[赚得]\S{1,3}")  # among buttons
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})* [^\s\d]+$")  # 8 联系我们: a heading of the document's
_TOKENS = re.compile(r"[\s|/·>»,、\[\]【】()-]+")


@cache
def table() -> dict[str, Any]:
    """The words and patterns of sites, by name."""
    data = load_data("pipeline.clean", "rules/chrome.toml")
    return {
        "words": data["words"],
        "any": re.compile("|".join(sorted(map(re.escape, data["words"]), key=len, reverse=True))),
        "interface": frozenset(data["interface"]["words"]),
        "shared": frozenset(data["interface"]["shared"]),
        "speaking": re.compile(data["notices"]["speaking"]),
        "ends": tuple(data["lines"]["ends"]),
        **{key: re.compile(pattern) for key, pattern in data["titles"].items()},
    }


class Said(NamedTuple):
    """What a line says by itself: its words; the same without marks of lists, and the rules that match these; the weight of the
    words that only sites gather, and of buttons. A line that is too long says nothing."""

    words: str
    plain: str = ""
    hits: Sequence[tuple[Rule, re.Match[str]]] = ()
    gathered: float = 0.0
    buttons: float = 0.0


@lru_cache(maxsize=1024)
def said(words: str, rules: Sieve) -> Said:
    """What a line says. The lines at a page's ends are asked twice, so it is kept until another document begins."""
    if len(words) > LONGEST:
        return Said(words)
    plain = behind_head(_LEAD, _QUOTED.sub("“”", words) if "“" in words else words)
    hits = _hits(plain, rules)
    if hits and len(plain) >= _WIDE and (rest := unprinted(plain)) != plain:
        hits = _hits(rest, rules)
    return Said(words, plain, hits, _gathered(_beside(plain, hits)), _buttons(words))


def _hits(words: str, rules: Sieve) -> list[tuple[Rule, re.Match[str]]]:
    return [(rule, match) for rule in rules.kept(words) if (match := rule.find(words))]


def _beside(words: str, hits: Sequence[tuple[Rule, re.Match[str]]]) -> str:
    """A line without the words that rules explain: nothing tells twice."""
    for _, match in sorted(hits, key=lambda hit: -hit[1].start()):
        words = words[: match.start()] + " " * len(match[0]) + words[match.end() :]
    return words


def weigh(start: int, end: int, says: Said, names: frozenset[str]) -> Piece:
    """A line [start, end) of the view as a piece. names: what the page calls the upload."""
    words, _, hits, gathered, buttons = says
    if len(words) > LONGEST:
        weight = unknown(words)
        return Piece(start, end, words, None, weight, weight)
    if hits or gathered or buttons:
        weights = [*_apart(hits, names), (gathered, "notice"), (buttons, "buttons")]
        best, rule_id = max(weights, key=lambda pair: pair[0])
        weight = min(_SURE, best + (sum(value for value, _ in weights) - best) / 2)
        heads = any(rule.more.get("list") for rule, _ in hits)
        if weight > 0:
            return Piece(start, end, words, rule_id, weight, max(weight / 2, as_title(words)), heads)
    if words in names:
        return Piece(start, end, words, "title", -0.5, -0.5)
    return Piece(start, end, words, None, unknown(words), as_title(words))


def _apart(hits: Sequence[tuple[Rule, re.Match[str]]], names: frozenset[str]) -> list[tuple[float, str]]:
    """What the rules are worth here, and their ids: of several that say the same of the same words the weightiest counts."""
    if len(hits) == 1:
        return [(_worth(*hits[0], names), hits[0][0].id)]
    taken: list[tuple[int, int]] = []
    weights = []
    for weight, rule, match in sorted(((_worth(*hit, names), *hit) for hit in hits), key=lambda said: -said[0]):
        start, end = match.span()
        if all(end <= low or high <= start for low, high in taken):
            taken.append((start, end))
            weights.append((weight, rule.id))
    return weights


def _worth(rule: Rule, match: re.Match[str], names: frozenset[str]) -> float:
    """The rule's weight here: a file's name that is not the upload's could be an attachment's."""
    if rule.more.get("named") and match["original"] not in names and bare_title(match["original"]) not in names:
        return 0.5
    return float(rule.more["weight"])


def unknown(words: str) -> float:
    """Weight of a line that nothing explains."""
    return max(-12.0, -1.5 - len(words) / 8 - (2.0 if _is_own(words) else 0.0))


@lru_cache(maxsize=2)
def _is_own(words: str) -> bool:
    """Whether a line begins or ends as those of documents do. It is asked of a line, and of what its number leaves of it."""
    return words.endswith(table()["ends"]) or table()["own"].match(words) is not None


def _gathered(words: str) -> float:
    """Weight of a line that speaks to its reader in several of a site's words; a long line needs more of them."""
    known = table()
    if not known["speaking"].search(words):
        return 0.0
    total = sum(known["words"][word] for word in set(known["any"].findall(words)))
    weight = total / max(1.0, len(words) / 80)
    return min(HINT, weight) if total >= 3 and (len(words) <= _WORDY or weight >= _DENSE) else 0.0


def _buttons(words: str) -> float:
    """Weight of a line of nothing but buttons, or of several beside hardly anything else."""
    if len(words) > _WIDE:
        return 0.0
    interface: frozenset[str] = table()["interface"]
    tokens = _TOKENS.split(words)
    if interface.isdisjoint(tokens) or _HEADING.match(words):
        return 0.0
    tokens = [token for token in tokens if token and not _NEUTRAL.fullmatch(token)]
    buttons = [token for token in tokens if token in interface]
    if not buttons:
        return 0.0
    if len(buttons) < len(tokens):
        return 3.0 if len(buttons) >= 3 and len(buttons) >= _MOSTLY * len(tokens) else 0.0
    if len(tokens) == 1:
        return 0.0 if tokens[0] in table()["shared"] else 1.5
    return 3.0


def as_title(words: str) -> float:
    """Weight of a line that nothing explains as the title of another document, below a heading of such."""
    bare, last = behind_head(_NUMBERED, words), words[-1:]
    dated = _DATED.search(words) if last.isdigit() or last in ")]" else None  # as it must end
    if not dated and (_is_own(bare) or len(bare) > 60):
        return -2.0 - len(bare) / 15
    return 1.0 if dated or table()["foreign"].search(bare) else 0.0
