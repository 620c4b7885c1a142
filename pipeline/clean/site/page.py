"""The lines of a page and what each says for being the site's words or the document's.

Evidence, in order: a reviewed pattern (rules/chrome.toml, then the site's own file), words that only a site's notices
gather in one line, lines of hardly anything but buttons, the name that the site gives itself in its notices, an excerpt of
the text that follows, the upload's name repeated. A line that nothing explains speaks for the document, the more the longer
it is; a number, a heading mark or a full stop make it stronger still.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate

from pipeline.clean.site.joined import outside, parted, shows, told
from pipeline.clean.site.menus import WEIGHT, menus
from pipeline.clean.site.ownlists import ATTACHED, own
from pipeline.clean.site.sites import sites
from pipeline.clean.site.spoken import HINT, LONGEST, as_title, said, table, unknown, weigh
from pipeline.clean.site.titled import Piece, excerpts, introduction, names_of, titled
from pipeline.clean.site.view import View
from pipeline.lexicon import frequency
from pipeline.model import Span
from pipeline.rules import Rule, Sieve, load_rules

_PACKAGE = "pipeline.clean"
_ITEM = 6.0  # the weight from which an item of a list is the site's, where lists of either may be run together
EDGE = 60  # lines at the head and at the end that may be a site's where no rule knows it
_OUTER, _ENDS = 5, 1500  # lines at either end of which one has to speak for a site, and characters looked at first
_SAYS, _BRAND, _TITLED = 4.0, 4.0, 80  # from this weight a line is the site's own, and what it calls itself there is its
# name; the weight of a line with that name at one end, and the characters it may have
_PART, _WIDE_PART, _GAPS = re.compile(r"\S+"), re.compile(r"\S+(?: \S+)*"), 3  # of a line; where wide gaps keep them apart
_REACH, _NAME, _SHOWN = 12, 8, 4.0  # outermost parts of which one has to speak; characters of a name said again, and what the
# parts before it have to weigh


def suspicious(page: str) -> bool:
    """Whether one of the lines at the page's ends speaks for a site: one cheap look before all others."""
    if shows(page):
        return True
    if len(page) <= 2 * _ENDS:
        return _speaks(View(page))
    return _speaks(View(page[:_ENDS]), last=False) or _speaks(View(page[-_ENDS:]), first=False)


def _speaks(view: View, *, first: bool = True, last: bool = True) -> bool:
    """Whether one of a text's first or last lines does."""
    rules = rules_for(view)
    spans = _spans(view.text, rules)
    outer = [spans[at] for at in _outer(len(spans)) if (first and at < _OUTER) or (last and at >= len(spans) - _OUTER)]
    return any(weigh(*span, said(view.text[slice(*span)], rules), frozenset()).weight > 0 for span in outer)


def _spans(text: str, rules: Sieve) -> list[tuple[int, int]]:
    """Where its lines and their parts are, and the site's own lines where they were run together with the document."""
    spans = [*_lines(text, [rule for rule in rules if rule.more.get("cut") and rule.may_match(text)])]
    inner, weight = outside(text)
    if weight > 0:
        return parted(text, spans, _narrowed(text, inner, rules))
    if spans and spans[0][1] - spans[0][0] > LONGEST:
        spans[:1] = _unjoined(text, spans[0], rules)
    if spans and spans[-1][1] - spans[-1][0] > LONGEST:
        spans[-1:] = _unjoined(text, spans[-1], rules, last=True)
    return spans


def _unjoined(text: str, line: Span, rules: Sieve, *, last: bool = False) -> list[Span]:
    """The parts between blanks of a long line's beginning that are the site's rather than the document's, and the rest as one;
    of its end, where it is the page's last. As many as together weigh most; none where none of the outermost says so."""
    start, end = line
    low, high = (max(start, end - _ENDS), end) if last else (start, min(end, start + _ENDS))
    parts = [part.span() for part in _cut(text, low, high, last=last).finditer(text, low, high)]
    parts, step = (parts[1:], -1) if last else (parts[:-1], 1)
    if all(
        weigh(*part, said(text[slice(*part)], rules), frozenset()).weight <= 0
        for part in parts[::step][: _OUTER if last else _REACH]
    ):
        return [line]
    names = names_of(text, parts, rules)
    found = [weigh(*part, said(text[slice(*part)], rules), names) for part in parts[::step]]
    sums = [*accumulate((-HINT if _may_be_own(piece) else piece.weight for piece in found), initial=0.0)]
    count = max(range(len(sums)), key=lambda taken: (sums[taken], -taken))
    count = _behind_attached(found, count) if last else max(count, _before_name(text, low, high, found))
    taken = parts[::step][:count][::step]
    if not taken:
        return [line]
    size = len(text[start : taken[0][0]].rstrip()) if last else len(text[taken[-1][1] : end].lstrip())
    rest = (start, start + size) if last else (end - size, end)
    if size <= LONGEST:  # it could be taken for a line of the site's
        return [line]
    return [rest, *taken] if last else [*taken, rest]


def _narrowed(text: str, inner: Span, rules: Sieve) -> Span:
    """What lies between the site's words without the words at its ends that rules explain."""
    low, high = inner
    while (part := _PART.search(text, low, high)) and low > 0 and _explains(part, rules):
        low = part.end()
    while (
        high < len(text) and (parts := [*_PART.finditer(text, max(low, high - _TITLED), high)]) and _explains(parts[-1], rules)
    ):
        high = parts[-1].start()
    return low, high


def _explains(part: re.Match[str], rules: Sieve) -> bool:
    """Whether a rule explains a part that is no item and no file's name: these may be the document's last."""
    if part.end() - part.start() > _TITLED or table()["own"].match(part[0]):
        return False
    piece = weigh(*part.span(), said(part[0], rules), frozenset())
    return piece.weight > 0 and piece.rule != "file-name"


def _cut(text: str, low: int, high: int, *, last: bool) -> re.Pattern[str]:
    """What a part is: all between two wide gaps, where the outermost gap is one."""
    at = text.rfind(" ", low, high) if last else text.find(" ", low, high)
    wide = text[at - 1 : at + 1] if last else text[at : at + 2]
    return _WIDE_PART if at >= 0 and wide == "  " and text.count("  ", low, high) >= _GAPS else _PART


def _behind_attached(found: list[Piece], count: int) -> int:
    """How many of the last parts, from the end, stand behind the names of files that the document announces."""
    names = [at for at, piece in enumerate(found) if piece.rule == "file-name"]
    told = next((at for at in range(len(found)) if ATTACHED.fullmatch(found[at].words) and at - 1 in names), None)
    while told is not None and told - 1 in names:
        count, told = min(count, told - 1), told - 1
    return count


def _before_name(text: str, low: int, high: int, found: list[Piece]) -> int:
    """How many parts of a long line's beginning stand before the document, where that begins with its name, said before."""
    count, weight, told = 0, 0.0, low
    for at, piece in enumerate(found, start=1):
        weight += max(0.0, piece.weight)
        told = piece.start if weight < _SHOWN else told
        start = piece.end + len(text[piece.end : high]) - len(text[piece.end : high].lstrip())
        name = text[start : start + _NAME]
        if weight >= _SHOWN and len(name) == len("".join(name.split())) == _NAME and text.find(name, low, told + _NAME) >= 0:
            count = at
    return count


def _may_be_own(piece: Piece) -> bool:
    """Whether a part is an item of a list, and not beyond doubt one of the site's."""
    return piece.weight < _ITEM and table()["own"].match(piece.words) is not None


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
    outermost = {at: said(text[slice(*spans[at])], rules) for at in outer}
    ruled = any(weigh(*spans[at], one, frozenset()).weight > 0 for at, one in outermost.items())
    inner, joined = outside(text)
    inner = _narrowed(text, inner, rules) if joined > 0 else inner
    if not odd and not ruled and joined <= 0:
        return []
    names = names_of(text, spans, rules)
    edge = last if ruled else EDGE  # where no rule knows the site, only the lines near its ends are a site's
    near = (at < edge or at >= last - edge for at in range(last))
    none = Sieve(())
    asked = ((text[slice(*span)], one) for span, one in zip(spans, near, strict=True))
    all_said = (outermost.get(at) or said(words, rules if one else none) for at, (words, one) in enumerate(asked))
    found = [weigh(*span, one, names) for span, one in zip(spans, all_said, strict=True)]
    for at in own(found):
        words = found[at].words
        found[at] = found[at]._replace(rule=None, weight=unknown(words), listed=as_title(words), heads=False)
    for at in menus(found):
        found[at] = found[at]._replace(rule="menu", weight=max(WEIGHT, found[at].weight), listed=WEIGHT / 2, heads=False)
    found = excerpts(text, _branded(titled(found, names)))
    return told(found, inner, joined) if joined > 0 else found


def _branded(found: list[Piece]) -> list[Piece]:
    """The pieces, those with weight that stand beside the name that the site gives itself in its notices: 某标准_某某文库; and
    those that are the name of a known site."""
    called = table()["called"]
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
    everywhere = [rule for rule in cutting if rule.more["cut"] != "long"]
    for match in re.finditer(r"[^\s][^\n]*", text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if start == first and (size := introduction(text[start:end])):
            yield start, start + len(text[start : start + size].rstrip())
            start += size
        cuts = cutting if end - start > LONGEST else everywhere
        for low, high in sorted(found.span() for rule in cuts for found in rule.pattern.finditer(text, start, end)):
            if text[low - 1 : low] == "“":
                continue
            if low > start:
                yield start, start + len(text[start:low].rstrip())
            yield low, high
            start = high + len(text[high:end]) - len(text[high:end].lstrip())
        if start < end:
            yield start, end
