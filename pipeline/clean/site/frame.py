"""What the lines around a document are, where no reviewed pattern explains them: by two vocabularies and by their form.

A document goes on in its own words: of the pairs of characters in a line of it about a third stand elsewhere in it too, of
those in a site's hardly any, while a third of these are what sites and programs say, whatever the site; titles of other
documents have neither. To the words comes the form of the line (rules/frame.toml), but for forms that the middle of the page
has too; what each weighs was counted on lines of documents and of pages of invented sites, all together. Only lines at the
page's head and end are weighed so: what stands inside a document is its own. A line with a form of documents, or whose words
come again, is never called a site's.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from pipeline.clean.site.ownlists import theirs
from pipeline.clean.site.page import EDGE
from pipeline.clean.site.titled import Piece
from pipeline.clean.site.words import MOST, SPOKEN, Words, pairs, spoken
from pipeline.rules import Rule, Sieve, load_rules

_PACKAGE = "pipeline.clean"
_LONG = 150  # characters of the longest line that is weighed
_ENOUGH, _SOLID = 300, 24  # characters that a document must have for its words to say something, and a line to be part of it
_GLANCE, _OUTER, _ODD = 1500, 8, 4.5  # characters and lines at either end for the first look, and what they weigh together
_MIDDLE = 40  # lines of the page's middle half that show the forms of the document
_PLAIN = -0.4  # the weight of a line without any form
_LISTED = -1.5  # and of one that ends or begins as a document's does
_BRIEF_ONE, _LIGHTLY = 20, -2.7  # characters of a line whose form says less against a site, and the least that it weighs
_LEAST, _MOST, _AGAIN, _OWN = -12.0, 3.0, -0.5, 0.0  # of a line; of one whose words come again; of one with a form of documents
_SAYS = 3, 0.3  # pairs of what sites say in a line that is no witness of the document's words, and their share of its pairs
_THEIRS = -0.5  # the least that an item of a list weighs that stands among the site's lines
_STOPS = "。;；"
_FURNITURE = 0.3  # share of a page's characters that lines may have which a program prints on every page
_ENDS = 3  # lines at either end among which one is that a program prints on every page
_NAME = 5, 60  # characters of a title that other lines quote
_BRIEF = 8  # characters; a shorter line says nothing by coming again
_LATIN = re.compile("[A-Za-z]{2}")  # what a program prints on every page has its name or its address
_CHANGING, _FIGURES = re.compile(r"#:#|https?:|www\.|\.(?:com|cn|net)"), re.compile(r"\d+")


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
    last = len(found)
    outer = range(last) if last <= 2 * EDGE else (*range(EDGE), *range(last - EDGE, last))
    solid = _solid(told, {found[at].start for at in outer if _speaks(found[at])}, quarter)
    if sum(piece.end - piece.start for piece in solid) < _ENOUGH:
        return found
    unknown = [at for at in outer if found[at].rule is None and len(found[at].words) <= _LONG]
    if not unknown:
        return found
    forms = _own(piece.words for piece in some)
    cells = forms | {"parted"}
    ends = "\n".join(found[at].words for at in outer)
    again = {words for words in dict.fromkeys([found[at].words for at in outer]) if ends.count(words) > 1}
    names = [words for at in outer if (words := found[at].words) in again and _NAME[0] <= len(words) <= _NAME[1]]
    whole = [_unquoted(found[at], names) for at in unknown]
    document = Words(solid, whole)
    made = [*found]
    ends_at = _outermost(found, printed)
    for at, own_words in zip(unknown, whole, strict=True):
        piece = found[at]
        row = _is_row(found, at)
        form, own = _form(piece.words, cells if row else forms)
        most = _AGAIN if piece.words in again and piece.words not in printed else _OWN if own or row else _MOST
        weight = max(_LEAST, min(most, _formed(piece, form) + document.weigh(own_words)))
        if piece.words in printed:
            weight = _MOST if at in ends_at else min(weight, _OWN)
        made[at] = piece._replace(weight=weight, listed=max(piece.listed, weight / 2))
    for at in theirs(made):
        made[at] = made[at]._replace(weight=max(_THEIRS, made[at].weight), listed=max(0.0, made[at].listed))
    return made


def weighed(asked: list[Piece], solid: list[Piece], some: list[Piece]) -> Iterator[tuple[float, float, bool]]:
    """What lines weigh by their form, by their words, and whether they have a form of documents.

    solid: lines that show the document's words; some: those that show its forms.
    """
    counts = Counter(rule.id for piece in some[:: 1 + len(some) // _MIDDLE] for rule in shown(piece.words))
    forms = {form for form, count in counts.items() if count > 1}  # one may be the asked line itself
    document = Words(solid, asked)
    for piece in asked:
        form, own = _form(piece.words, forms)
        yield _formed(piece, form), document.weigh(piece), own


def _formed(piece: Piece, form: float) -> float:
    """What the form of a line weighs, its beginning and end with it: people who talk end short lines with a stop too."""
    weight = form + (_LISTED if piece.listed < 0 else 0.0)
    return max(weight, _LIGHTLY) if len(piece.words) <= _BRIEF_ONE else weight


def _solid(told: list[Piece], foreign: set[int], quarter: int) -> list[Piece]:
    """The lines that show the document's words: of some length or in the middle of the page, none that begins at `foreign`."""
    return [
        piece
        for piece in told
        if piece.weight <= 0
        and (piece.end - piece.start >= _SOLID or quarter < piece.start < 3 * quarter)
        and piece.start not in foreign
    ]


def _speaks(piece: Piece) -> bool:
    """Whether so much of a line is what sites say that it is none of those that show the document's words."""
    if len(piece.words) > _LONG:
        return False
    own = pairs(piece.words)
    said = len(own & spoken())
    return said >= _SAYS[0] and said >= _SAYS[1] * len(own)


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
            at.setdefault(masked(piece.words), []).append(index)
    return {index for places in at.values() for index in (places[0], places[-1])}


def _running(lines: list[str]) -> set[str]:
    """Lines that are among the first, among the last and between, the same but for figures, and few beside the others. A line
    whose figures change has an address or a time, and no form of a document's: rows of its tables change so too."""
    both = _both(lines[:_ENDS], lines[-_ENDS:])
    same = [line for line in lines if masked(line) in both] if both else []
    if sum(map(len, same)) > _FURNITURE * sum(map(len, lines)):
        return set()
    counts = Counter(map(masked, same))
    return {
        line
        for line in same
        if _often(line, both[words := masked(line)]) < counts[words]
        and (same.count(line) == counts[words] or (_CHANGING.search(words) and not _form(line, ())[1]))
    }


def _both(first: list[str], last: list[str]) -> dict[str, str]:
    """The lines of some length that are in both, without their figures; with one of them."""
    known = {masked(line): line for line in first if len(line) > _BRIEF}
    return {words: known[words] for line in last if (words := masked(line)) in known}


def masked(words: str) -> str:
    """The words of a line, its figures alike."""
    return _FIGURES.sub("#", words)


def _often(line: str, other: str) -> int:
    """How often a printed line stands at least, less one: oftener where it has no name of its own and is always the same."""
    return 2 if _LATIN.search(line) or line != other else 3


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
    return min(_MOST, min(MOST, SPOKEN * len(pairs(words) & spoken())) + _form(words, own)[0])


def _unquoted(piece: Piece, names: list[str]) -> Piece:
    """The line without the words of others at the page's ends, where it is more than these: a title that a site quotes."""
    words = piece.words
    for name in names:
        if name != piece.words:
            words = words.replace(name, " ")
    return piece if words == piece.words else piece._replace(words=words)
