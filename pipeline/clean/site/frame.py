"""What the lines around a document are, where no reviewed pattern explains them: by two vocabularies and by their form.

A document goes on in its own words: of the pairs of characters in a line of it about a third stand elsewhere in it too, of
those in a site's hardly any, while a third of these are what sites and programs say, whatever the site; titles of other
documents have neither. How much a document repeats itself is measured on the page. To the words comes the form of the line
(rules/frame.toml), but for forms that the middle of the page has too. Only lines at the page's head and end are weighed so:
what stands inside a document is its own. A line with a form of documents, or whose words come again, is never called a site's.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from math import log
from operator import add

from pipeline.clean.site.page import EDGE
from pipeline.clean.site.titled import Piece
from pipeline.rules import Rule, Sieve, load_data, load_rules

_PACKAGE = "pipeline.clean"
_LONG = 150  # characters of the longest line that is weighed
_ENOUGH, _SOLID = 300, 24  # characters that a document must have for its words to say something, and a line to be part of it
_SAMPLE = 4000  # characters of a document whose words are known: its first and last ones
_NEAR = 150  # characters within which lines may share words for being neighbours
_GLANCE, _OUTER, _ODD = 1500, 8, 4.5  # characters and lines at either end for the first look, and what they weigh together
_MIDDLE, _FEW = 40, 15  # lines of the page's middle half that show the forms of the document, and how much it repeats itself
_SPOKEN = 1.4, -0.2  # weight of a pair that sites say; of one that the document has too: counted 2.3 and -0.3
_TOGETHER = 0.6  # what is left of a pair's weight because pairs go together
_FOREIGN = 0.065  # share of the pairs of what is not the document's that stand in it all the same
_USUAL, _MOST_USUAL = 0.3, 0.45  # the same of its own lines, where nothing tells it; and at most
_OTHER = 1.4  # what a line may weigh for having no word of the document
_WORDS = -6.0, 5.0  # what the words of a line may weigh together
_PLAIN = -0.4  # the weight of a line without any form
_LEAST, _MOST, _AGAIN, _OWN = -12.0, 3.0, -0.5, 0.0  # of a line; of one whose words come again; of one with a form of documents
_STOPS = "。;；"
_FURNITURE = 0.3  # share of a page's characters that lines may have which a program prints on every page
_ENDS = 3  # lines at either end among which one is that a program prints on every page
_NAME = 5, 60  # characters of a title that other lines quote
_BRIEF = 8  # characters; a shorter line says nothing by coming again
_LATIN = re.compile("[A-Za-z]{2}")  # what a program prints on every page has its name or its address
_CHANGING, _FIGURES = re.compile(r"#:#|https?:|www\.|\.(?:com|cn|net)"), re.compile(r"\d+")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


def strange(page: str) -> bool:
    """Whether the first and last lines of a page look like a site's, each by itself: one cheap look before all others."""
    outer = [*page[:_GLANCE].split("\n")[:_OUTER], *page[-_GLANCE:].split("\n")[-_OUTER:]]
    lines = [line for line in map(str.strip, outer) if 1 < len(line) <= _LONG and line[-1] not in _STOPS]
    ends = [line for line in map(str.strip, outer) if line]
    if _is_printed(page, ends):
        return True
    if sum(max(0.0, _alone(line)) for line in lines) < _ODD:
        return False
    quarter = len(page) // 4
    middle = page[max(quarter, 2 * quarter - _GLANCE) : min(3 * quarter, 2 * quarter + _GLANCE)].split("\n")[1:-1]
    own = _own(line for line in middle[:_MIDDLE] if line.strip() not in ends)
    return sum(max(0.0, _alone(line, own)) for line in lines) >= _ODD


def framed(found: list[Piece]) -> list[Piece]:
    """The pieces, the unexplained ones at the page's head and end weighed anew."""
    quarter = found[-1].end // 4 if found else 0
    printed = _printed(found)
    told = [piece for piece in found if piece.words not in printed]
    middle = [piece for piece in told if quarter < piece.start < 3 * quarter and len(piece.words) <= _LONG]
    some = middle[:: 1 + len(middle) // _MIDDLE]
    solid = [
        piece
        for piece in told
        if piece.weight <= 0 and (piece.end - piece.start >= _SOLID or quarter < piece.start < 3 * quarter)
    ]
    if sum(piece.end - piece.start for piece in solid) < _ENOUGH:
        return found
    last = len(found)
    outer = range(last) if last <= 2 * EDGE else (*range(EDGE), *range(last - EDGE, last))
    unknown = [at for at in outer if found[at].rule is None and len(found[at].words) <= _LONG]
    if not unknown:
        return found
    forms = _own(piece.words for piece in some)
    cells = forms | {"parted"}
    ends = "\n".join(found[at].words for at in outer)
    again = {words for words in dict.fromkeys([found[at].words for at in outer]) if ends.count(words) > 1}
    names = [words for at in outer if (words := found[at].words) in again and _NAME[0] <= len(words) <= _NAME[1]]
    whole = [_unquoted(found[at], names) for at in unknown]
    document = _Words(solid, some, whole)
    made = [*found]
    ends_at = _outermost(found, printed)
    for at, own_words in zip(unknown, whole, strict=True):
        piece = found[at]
        row = _is_row(found, at)
        form, own = _form(piece.words, cells if row else forms)
        most = _AGAIN if piece.words in again and piece.words not in printed else _OWN if own or row else _MOST
        weight = max(_LEAST, min(most, form + document.weigh(own_words)))
        if piece.words in printed:
            weight = _MOST if at in ends_at else min(weight, _OWN)
        made[at] = piece._replace(weight=weight, listed=max(piece.listed, weight / 2))
    return made


def _is_printed(page: str, ends: list[str]) -> bool:
    """Whether one of the first lines is one of the last, figures aside, and stands between them too."""
    if len(ends) < 2 * _ENDS or not _both(ends[:_ENDS], ends[-_ENDS:]):
        return False
    return bool(_running([line.strip() for line in page.split("\n") if line.strip()]))


def _printed(found: list[Piece]) -> set[str]:
    """The lines that a program printed at a page's head, at its end and between: nearly its first, nearly its last."""
    return _running([piece.words for piece in found])


def _outermost(found: list[Piece], printed: set[str]) -> set[int]:
    """Where the first and the last of each printed line stands: those between are no part of the page's head or end."""
    at: dict[str, list[int]] = {}
    for index, piece in enumerate(found):
        if piece.words in printed:
            at.setdefault(_masked(piece.words), []).append(index)
    return {index for places in at.values() for index in (places[0], places[-1])}


def _running(lines: list[str]) -> set[str]:
    """Lines that are among the first, among the last and between, the same but for figures, and few beside the others. A line
    whose figures change has an address or a time, and no form of a document's: rows of its tables change so too."""
    both = _both(lines[:_ENDS], lines[-_ENDS:])
    same = [line for line in lines if _masked(line) in both] if both else []
    if sum(map(len, same)) > _FURNITURE * sum(map(len, lines)):
        return set()
    counts = Counter(map(_masked, same))
    return {
        line
        for line in same
        if _often(line, both[words := _masked(line)]) < counts[words]
        and (same.count(line) == counts[words] or (_CHANGING.search(words) and not _form(line, ())[1]))
    }


def _both(first: list[str], last: list[str]) -> dict[str, str]:
    """The lines of some length that are in both, without their figures; with one of them."""
    known = {_masked(line): line for line in first if len(line) > _BRIEF}
    return {words: known[words] for line in last if (words := _masked(line)) in known}


def _masked(words: str) -> str:
    return _FIGURES.sub("#", words)


def _often(line: str, other: str) -> int:
    """How often a printed line stands at least, less one: oftener where it has no name of its own and is always the same."""
    return 2 if _LATIN.search(line) or line != other else 3


class _Words:
    """The pairs of characters of a document: of its first and last part, where it is long.

    solid: its lines; some: those of its middle; asked: lines that will be held against it.
    """

    def __init__(self, solid: list[Piece], some: list[Piece], asked: list[Piece]) -> None:
        parts = _taken(solid)
        text = "\n".join(words for _, words in parts)
        self._starts = [start for start, _ in parts]
        self._offsets = [*accumulate((len(words) + 1 for _, words in parts), initial=0)]
        few = some[:: 1 + len(some) // _FEW]
        sought = frozenset[str]().union(*[_pairs(piece.words) for piece in (*asked, *few)])
        heads = {pair[0] for pair in sought}
        places = [at for at, char in enumerate(text) if char in heads and text[at : at + 2] in sought]
        self._last = {text[at : at + 2]: at for at in places}
        self._first = {text[at : at + 2]: at for at in reversed(places)}
        size = sum(len(_pairs(piece.words)) for piece in few)
        usual = sum(len(self._shared(piece)) for piece in few) / size if size else _USUAL
        usual = max(_FOREIGN, min(_MOST_USUAL, usual))
        self._known = _TOGETHER * log(_FOREIGN / usual)  # of a pair that stands in the document; of another
        self._new = _TOGETHER * log((1 - _FOREIGN) / (1 - usual))

    def weigh(self, piece: Piece) -> float:
        """The weight of a line's pairs as what sites say, or as a title of something else: whichever fits better."""
        pairs, spoken, shared = _pairs(piece.words), _spoken(), self._shared(piece)
        new, both = pairs - shared, len(shared & spoken)
        says = _SPOKEN[0] * len(new & spoken) + _SPOKEN[1] * both + self._known * (len(shared) - both)
        other = self._new * len(new) + self._known * len(shared)
        return max(_WORDS[0], min(_WORDS[1], max(says, min(_OTHER, other))))

    def _shared(self, piece: Piece) -> set[str]:
        """Its pairs that stand in the document well away from it."""
        low, high = self._offset(piece.start - _NEAR), self._offset(piece.end + _NEAR)
        first, last = self._first, self._last
        return {pair for pair in _pairs(piece.words) if pair in first and (first[pair] < low or last[pair] > high)}

    def _offset(self, at: int) -> int:
        """Where a place of the page is in the taken parts, or would be."""
        part = bisect_right(self._starts, at) - 1
        return -1 if part < 0 else min(self._offsets[part] + at - self._starts[part], self._offsets[part + 1])


def _taken(solid: list[Piece]) -> list[tuple[int, str]]:
    """Where each line of a document begins, with its words; of a long one, its first and last part."""
    if sum(len(piece.words) for piece in solid) <= _SAMPLE:
        return [(piece.start, piece.words) for piece in solid]
    half = _SAMPLE // 2
    front: list[tuple[int, str]] = []
    back: list[tuple[int, str]] = []
    for piece in _until(solid, half):
        front.append((piece.start, piece.words[:half]))
    for piece in _until(reversed(solid), half):
        words = piece.words[-half:]
        back.append((piece.end - len(words), words))
    return front + back[::-1]


def _until(pieces: Iterable[Piece], size: int) -> Iterator[Piece]:
    """The first that have so many characters together."""
    for piece in pieces:
        if size <= 0:
            return
        size -= len(piece.words)
        yield piece


@lru_cache(maxsize=300)
def _pairs(words: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _HAN.findall(words):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


@cache
def _spoken() -> frozenset[str]:
    """Pairs of characters in what sites and programs say: in words that are listed, and in the rules' examples, where their
    counter-examples do not have them as often."""
    worth: Counter[str] = Counter()
    for rule in load_rules(_PACKAGE, "rules/chrome.toml"):
        for example in rule.hits:
            worth.update(_pairs(_unnamed(rule, example)))
        for example in rule.misses:
            worth.update(dict.fromkeys(_pairs(example), -2))
    data, listed = load_data(_PACKAGE, "rules/chrome.toml"), load_data(_PACKAGE, "rules/frame.toml")
    for word in (*data["interface"]["words"], *data["words"], *" ".join(listed["spoken"]).split()):
        worth.update(_pairs(word))
    common = set(" ".join(listed["common"]).split())
    return frozenset(pair for pair, balance in worth.items() if balance > 0 and pair not in common)


def _unnamed(rule: Rule, example: str) -> str:
    """An example without the upload's name."""
    match = rule.pattern.search(example)
    name = (match.groupdict().get("original") if match else None) or ""
    return example.replace(name, " ") if name else example


@cache
def _forms() -> Sieve:
    return Sieve(load_rules(_PACKAGE, "rules/frame.toml"))


@lru_cache(maxsize=1024)
def shown(words: str) -> tuple[Rule, ...]:
    """The forms that a line has. A page is asked three times, so they are kept until another document begins."""
    return tuple(rule for rule in _forms().kept(words) if rule.find(words))


def _own(middle: Iterable[str]) -> frozenset[str]:
    """The forms that lines in the middle of the page have: there they are the document's."""
    return frozenset(rule.id for words in middle for rule in shown(words))


def _is_row(found: list[Piece], at: int) -> bool:
    """Whether a line has as many cells as one beside it: two rows of a table are no two menus."""
    for sign in "|\t":
        parts = found[at].words.count(sign)
        if parts > 1 and any(found[it].words.count(sign) == parts for it in (at - 1, at + 1) if 0 <= it < len(found)):
            return True
    return False


def _form(words: str, own: Collection[str]) -> tuple[float, bool]:
    """What the form of a line weighs, and whether it is one of documents. own: forms of sites that the document has too."""
    weights = [weight for rule in shown(words) if (weight := float(rule.more["weight"])) < 0 or rule.id not in own]
    return _PLAIN + sum(weights), any(weight < 0 for weight in weights)


def _alone(words: str, own: Collection[str] = ()) -> float:
    """What a line weighs where nothing is known of the document but these forms."""
    return min(_MOST, min(_WORDS[1], _SPOKEN[0] * len(_pairs(words) & _spoken())) + _form(words, own)[0])


def _unquoted(piece: Piece, names: list[str]) -> Piece:
    """The line without the words of others at the page's ends, where it is more than these: a title that a site quotes."""
    words = piece.words
    for name in names:
        if name != piece.words:
            words = words.replace(name, " ")
    return piece if words == piece.words else piece._replace(words=words)
