"""The lines of a page and what each says for being the site's words or the document's.

Evidence, in order: a reviewed pattern (rules/chrome.toml, then the site's own file), words that only a site's notices
gather in one line, lines of hardly anything but buttons, the name that the site gives itself in its notices, an excerpt of
the text that follows, the upload's name repeated. A line that nothing explains speaks for the document, the more the longer
it is; a number, a heading mark or a full stop make it stronger still.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from pipeline.clean.ownlists import own
from pipeline.clean.sites import sites
from pipeline.clean.titled import Piece, bare_title, excerpts, introduction, names_of, titled
from pipeline.clean.view import View
from pipeline.clean.watermark import unprinted
from pipeline.lexicon import frequency
from pipeline.model import Span
from pipeline.rules import Rule, Sieve, load_data, load_rules

_PACKAGE = "pipeline.clean"
_SURE = 9.0  # the weight of a line that several rules explain goes no higher
_HINT = 4.5  # the weight of gathered words goes no higher: they are no licence
_ITEM = 6.0  # the weight from which an item of a list is the site's, where lists of either may be run together
EDGE = 60  # lines at the head and at the end that may be a site's where no rule knows it
_OUTER, _ENDS = 5, 1500  # lines at either end of which one has to speak for a site, and characters looked at first
_WORDY, _DENSE = 120, 2.0  # a longer line has to gather so much, for a watermark in it gathers a little
_LONGEST = 400  # characters; a longer line holds document text, whatever else it holds
_MOSTLY, _WIDE = 0.7, 80  # share of a line's words that are buttons where it is a line of buttons, and its characters at most
_SAYS, _BRAND, _TITLED = 4.0, 4.0, 80  # from this weight a line is the site's own, and what it calls itself there is its
# name; the weight of a line with that name at one end, and the characters it may have
_LEAD, _NUMBERED = re.compile(r"^[-•*·]\s*|^\d{1,2}[.:]\s+(?=\d)"), re.compile(r"^[-•*·]\s*|^\d{1,2}\s+")  # of items
_DATED = re.compile(r"[^\s。;:,\d]\s*[(\[]?(?:\d{4}[-/.]\d{1,2}|\d\d)[-/.]\d{1,2}[)\]]?$")  # when another document was put out
_QUOTED = re.compile("“[^”]{6,}”")  # a document that says what sites write; a button's name is shorter
_NEUTRAL = re.compile(r"[\d./:：★☆…<>+%~*#&-]+|\S{0,4}(?:VIP|会员)\S{0,2}|上传\S{0,2}[赚得]\S{1,3}")  # among buttons
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})* [^\s\d]+$")  # 8 联系我们: a heading of the document's
_PART, _TOKENS = re.compile(r"\S+"), re.compile(r"[\s|/·>»,、\[\]【】()-]+")


@cache
def _table() -> dict[str, Any]:
    data = load_data(_PACKAGE, "rules/chrome.toml")
    return {
        "words": data["words"],
        "any": re.compile("|".join(sorted(map(re.escape, data["words"]), key=len, reverse=True))),
        "interface": frozenset(data["interface"]["words"]),
        "shared": frozenset(data["interface"]["shared"]),
        "speaking": re.compile(data["notices"]["speaking"]),
        "ends": tuple(data["lines"]["ends"]),
        **{key: re.compile(pattern) for key, pattern in data["titles"].items()},
    }


def suspicious(page: str) -> bool:
    """Whether one of the lines at the page's ends speaks for a site: one cheap look before all others."""
    if len(page) <= 2 * _ENDS:
        return _speaks(View(page))
    return _speaks(View(page[:_ENDS]), last=False) or _speaks(View(page[-_ENDS:]), first=False)


def _speaks(view: View, *, first: bool = True, last: bool = True) -> bool:
    """Whether one of a text's first or last lines does."""
    rules = rules_for(view)
    spans = _spans(view.text, rules)
    outer = [spans[at] for at in _outer(len(spans)) if (first and at < _OUTER) or (last and at >= len(spans) - _OUTER)]
    return any(_weigh(*span, _said(view.text[slice(*span)], rules), frozenset()).weight > 0 for span in outer)


def _spans(text: str, rules: Sieve) -> list[tuple[int, int]]:
    """Where its lines and their parts are, and the site's own lines where they were run together with the document."""
    spans = [*_lines(text, [rule for rule in rules if rule.more.get("cut") and rule.may_match(text)])]
    if spans and spans[0][1] - spans[0][0] > _LONGEST:
        spans[:1] = _unjoined(text, spans[0], rules)
    if spans and spans[-1][1] - spans[-1][0] > _LONGEST:
        spans[-1:] = _unjoined(text, spans[-1], rules, last=True)
    return spans


def _unjoined(text: str, line: Span, rules: Sieve, *, last: bool = False) -> list[Span]:
    """The parts between blanks of a long line's beginning that are the site's rather than the document's, and the rest as one;
    of its end, where it is the page's last. As many as together weigh most; none where none of the outermost says so."""
    start, end = line
    low, high = (max(start, end - _ENDS), end) if last else (start, min(end, start + _ENDS))
    parts = [part.span() for part in _PART.finditer(text, low, high)]
    parts, step = (parts[1:], -1) if last else (parts[:-1], 1)
    if all(_weigh(*part, _said(text[slice(*part)], rules), frozenset()).weight <= 0 for part in parts[::step][:_OUTER]):
        return [line]
    names = names_of(text, parts, rules)
    found = [_weigh(*part, _said(text[slice(*part)], rules), names) for part in parts[::step]]
    sums = [*accumulate((-_HINT if _may_be_own(piece) else piece.weight for piece in found), initial=0.0)]
    count = max(range(len(sums)), key=lambda taken: (sums[taken], -taken))
    taken = parts[::step][:count][::step]
    if not taken:
        return [line]
    size = len(text[start : taken[0][0]].rstrip()) if last else len(text[taken[-1][1] : end].lstrip())
    rest = (start, start + size) if last else (end - size, end)
    if size <= _LONGEST:  # it could be taken for a line of the site's
        return [line]
    return [rest, *taken] if last else [*taken, rest]


def _may_be_own(piece: Piece) -> bool:
    """Whether a part is an item of a list, and not beyond doubt one of the site's."""
    return piece.weight < _ITEM and _table()["own"].match(piece.words) is not None


def _outer(lines: int) -> Iterable[int]:
    return range(lines) if lines <= 2 * _OUTER else (*range(_OUTER), *range(lines - _OUTER, lines))


def rules_for(view: View) -> Sieve:
    """The rules for every site, and those of the sites that the page names."""
    return _rules_of(tuple(site.name for site in sites() if site.rules and site.named(view.text)))


@cache
def _rules_of(names: tuple[str, ...]) -> Sieve:
    own = [rule for site in sites() if site.name in names for rule in site.rules]
    return Sieve((*load_rules(_PACKAGE, "rules/chrome.toml"), *own))


def pieces(view: View, rules: Sieve, *, odd: bool = False) -> list[Piece]:
    """The page's lines that hold words, weighed; none where nothing at its head or end speaks for a site, unless it is odd."""
    text = view.text
    spans = _spans(text, rules)
    last = len(spans)
    outer = _outer(last)
    said = {at: _said(text[slice(*spans[at])], rules) for at in outer}
    ruled = any(_weigh(*spans[at], said[at], frozenset()).weight > 0 for at in outer)
    if not odd and not ruled:
        return []
    names = names_of(text, spans, rules)
    edge = last if ruled else EDGE  # where no rule knows the site, only the lines near its ends are a site's
    near = (at < edge or at >= last - edge for at in range(last))
    none = Sieve(())
    known = ((text[slice(*span)], rules if told else none) for span, told in zip(spans, near, strict=True))
    all_said = (said.get(at) or _said(words, some) for at, (words, some) in enumerate(known))
    found = [_weigh(*span, one, names) for span, one in zip(spans, all_said, strict=True)]
    for at in own(found):
        words = found[at].words
        found[at] = found[at]._replace(rule=None, weight=_unknown(words), listed=_as_title(words), heads=False)
    return excerpts(text, _branded(titled(found, names)))


def _branded(found: list[Piece]) -> list[Piece]:
    """The pieces, those with weight that stand beside the name that the site gives itself in its notices: 某标准_某某文库; and
    those that are the name of a known site."""
    called = _table()["called"]
    notices = (piece.words for piece in found if piece.weight >= _SAYS)
    named = {match["site"] for words in notices for match in called.finditer(words)}
    names = [name for name in named if not frequency(name)]  # 公司声明 names no site
    known = {site.name for site in sites()}
    listed = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    beside = re.compile(rf"(?:[_|\s-]|^)(?:{listed})网?(?:[\s|_]|$)") if names else None
    return [
        piece._replace(rule="site-name", weight=_BRAND, listed=_BRAND / 2)
        if piece.weight <= 0
        and (piece.words in known or (beside and len(piece.words) <= _TITLED and beside.search(piece.words)))
        else piece
        for piece in found
    ]


def _lines(text: str, cutting: list[Rule]) -> Iterator[tuple[int, int]]:
    """Spans of lines without white space around them; what a cutting rule finds in one is a span of its own."""
    first = len(text) - len(text.lstrip())
    for match in re.finditer(r"[^\s][^\n]*", text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if start == first and (size := introduction(text[start:end])):
            yield start, start + len(text[start : start + size].rstrip())
            start += size
        cuts = [rule for rule in cutting if end - start > _LONGEST or rule.more["cut"] != "long"]
        for low, high in sorted(found.span() for rule in cuts for found in rule.pattern.finditer(text, start, end)):
            if text[low - 1 : low] == "“":
                continue
            if low > start:
                yield start, start + len(text[start:low].rstrip())
            yield low, high
            start = high + len(text[high:end]) - len(text[high:end].lstrip())
        if start < end:
            yield start, end


class _Said(NamedTuple):
    """What a line says by itself: its words; the same without marks of lists, and the rules that match these; the weight of the
    words that only sites gather, and of buttons. A line that is too long says nothing."""

    words: str
    plain: str = ""
    hits: Sequence[tuple[Rule, re.Match[str]]] = ()
    gathered: float = 0.0
    buttons: float = 0.0


def _said(words: str, rules: Sieve) -> _Said:
    if len(words) > _LONGEST:
        return _Said(words)
    plain = _LEAD.sub("", _QUOTED.sub("“”", words) if "“" in words else words)
    hits = _hits(plain, rules)
    if hits and len(plain) >= _WIDE and (rest := unprinted(plain)) != plain:
        hits = _hits(rest, rules)
    return _Said(words, plain, hits, _gathered(_beside(plain, hits)), _buttons(words))


def _hits(words: str, rules: Sieve) -> list[tuple[Rule, re.Match[str]]]:
    return [(rule, match) for rule in rules.kept(words) if (match := rule.find(words))]


def _beside(words: str, hits: Sequence[tuple[Rule, re.Match[str]]]) -> str:
    """A line without the words that rules explain: nothing tells twice."""
    for _, match in sorted(hits, key=lambda hit: -hit[1].start()):
        words = words[: match.start()] + " " * len(match[0]) + words[match.end() :]
    return words


def _weigh(start: int, end: int, said: _Said, names: frozenset[str]) -> Piece:
    words, _, hits, gathered, buttons = said
    if len(words) > _LONGEST:
        unknown = _unknown(words)
        return Piece(start, end, words, None, unknown, unknown)
    if hits or gathered or buttons:
        weights = [*_apart(hits, names), (gathered, "notice"), (buttons, "buttons")]
        best, rule_id = max(weights, key=lambda pair: pair[0])
        weight = min(_SURE, best + (sum(value for value, _ in weights) - best) / 2)
        heads = any(rule.more.get("list") for rule, _ in hits)
        if weight > 0:
            return Piece(start, end, words, rule_id, weight, max(weight / 2, _as_title(words)), heads)
    if words in names:
        return Piece(start, end, words, "title", -0.5, -0.5)
    return Piece(start, end, words, None, _unknown(words), _as_title(words))


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


def _unknown(words: str) -> float:
    return max(-12.0, -1.5 - len(words) / 8 - (2.0 if _is_own(words) else 0.0))


def _is_own(words: str) -> bool:
    """Whether a line begins or ends as those of documents do."""
    return words.endswith(_table()["ends"]) or _table()["own"].match(words) is not None


def _gathered(words: str) -> float:
    """Weight of a line that speaks to its reader in several of a site's words; a long line needs more of them."""
    table = _table()
    if not table["speaking"].search(words):
        return 0.0
    total = sum(table["words"][word] for word in set(table["any"].findall(words)))
    weight = total / max(1.0, len(words) / 80)
    return min(_HINT, weight) if total >= 3 and (len(words) <= _WORDY or weight >= _DENSE) else 0.0


def _buttons(words: str) -> float:
    """Weight of a line of nothing but buttons, or of several beside hardly anything else."""
    if len(words) > _WIDE:
        return 0.0
    interface: frozenset[str] = _table()["interface"]
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
        return 0.0 if tokens[0] in _table()["shared"] else 1.5
    return 3.0


def _as_title(words: str) -> float:
    """Weight of a line that nothing explains as the title of another document, below a heading of such."""
    bare, dated = _NUMBERED.sub("", words), _DATED.search(words)
    if not dated and (_is_own(bare) or len(bare) > 60):
        return -2.0 - len(bare) / 15
    return 1.0 if dated or _table()["foreign"].search(bare) else 0.0
