"""Lines of the site's inside the document: a reader's captions and trailers, a link put between two sentences.

On a page whose head or foot is a site's, a line inside it is the site's too where it says again, figures aside, what went at
the head or the end; or where it says the name that the site has there, which the document never does; or where it stands
between two parts of a document that was run together, which breaks no line of its own, and cuts a word in two. A line that
stands so and only may be the site's is told of. On a page that is a site's beyond doubt a line goes, too, that a rule explains
and that no author writes.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clean.site.heads import PLAIN, is_own
from pipeline.clean.site.joined import RULE as JOINED
from pipeline.clean.site.said import is_said
from pipeline.clean.site.sites import Site, within
from pipeline.clean.site.titled import Piece

SURE, CUT = 0.98, 0.95
"""Share taken to be right of lines that say again what went, and of those that cut a word."""
_SHORT, _LONG, _FLAT = 60, 100, 0.85  # characters of a site's line, and of a text run together; share that is in such lines
_PART = 12  # characters of what a line of the site's leaves of a part of it
_SHOWN = 4, 18.0  # different rules with such lines on a page that is a site's beyond doubt, and what they weigh together
_SAYS = 4.5  # weight of a line that goes there
_AGAIN = 6  # characters of a line, figures aside, that comes again
_BRAND = 3, 8  # characters of a site's name
_WORD = 20  # occurrences from which two or three characters are taken for a word
_FIGURES = re.compile(r"\d+")
_TOKEN = re.compile("[\u4e00-\u9fffA-Za-z]+")
_ADDRESS = re.compile(r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+[a-z]{2,4}\S*")
_NUMBER = re.compile(r"\d{1,3}、")
_HAN = re.compile("[\u4e00-\u9fff]")


class Inside(NamedTuple):
    """A line of the site's at an index of the pieces; joins: the text goes on over it; doubt: it is only told of."""

    at: int
    rule: str
    joins: bool
    confidence: float
    doubt: bool = False


def inside(pieces: Sequence[Piece], gone: Collection[int], looks: Collection[int] = ()) -> list[Inside]:
    """The lines between those that are gone which are the site's as well, in order. looks: those that look like it."""
    kept = [at for at in range(len(pieces)) if at not in gone]
    if not gone or len(kept) < 3:
        return []
    flat = is_flat(pieces, gone)
    said = {masked for at in gone if len(masked := _masked(pieces[at])) >= _AGAIN and not _is_title(pieces[at])}
    brands = _brands([pieces[at] for at in sorted(gone)], [pieces[at] for at in kept])
    return list(_inside(pieces, kept, flat, (said, brands, looks), is_beyond_doubt([pieces[at] for at in sorted(gone)])))


def _inside(
    pieces: Sequence[Piece],
    kept: Sequence[int],
    flat: bool,
    known: tuple[Collection[str], Collection[str], Collection[int]],
    shown: bool,
) -> Iterator[Inside]:
    """known: what went, figures aside, what the site calls itself, and lines that look like its own; shown: the page is a
    site's beyond doubt."""
    said, brands, looks = known
    near = within("\n".join([words for at in kept if len(words := pieces[at].words) <= _SHORT]))
    for index in range(1, len(kept) - 1):
        at = kept[index]
        piece, before, behind = pieces[at], pieces[kept[index - 1]], pieces[kept[index + 1]]
        if len(piece.words) > _SHORT:
            continue
        joins = flat and goes_on(pieces, kept[index - 1], kept[index + 1])
        if _masked(piece) in said:
            yield Inside(at, "chrome.again", joins, SURE)
        elif any(brand in piece.words for brand in brands) or _is_name(piece.words, near):
            yield Inside(at, "chrome.named", joins, SURE)
        elif shown and piece.rule is not None and piece.weight >= _SAYS and not is_said(piece.words):
            yield Inside(at, f"chrome.{piece.rule}", joins, CUT)
        elif at in looks:
            yield Inside(at, "chrome.strange", joins, CUT)
        elif flat and not is_own(piece) and _are_parts(before.words, behind.words) and _HAN.match(before.words[-1]):
            cut = joins and cuts(before.words, behind.words)
            if cut or _HAN.match(behind.words):
                yield Inside(at, "chrome.cutting", joins, CUT, not cut)


def _is_name(words: str, near: Sequence[Site]) -> bool:
    """Whether a line is nothing but the name of a known site, and addresses. near: the sites that it may name."""
    known = [site for site in near if site.named(words)]
    rest = _ADDRESS.sub(" ", words) if known else words
    for site in known:
        rest = site.marks.sub(" ", rest)
    return bool(known) and not rest.strip(" 网站.·|-")


def _are_parts(before: str, behind: str) -> bool:
    """Whether lines are long enough to be parts of a text that was run together."""
    least = _PART if _NUMBER.match(before) else _LONG
    return len(before) >= least and len(behind) >= _PART


def is_flat(pieces: Sequence[Piece], gone: Collection[int]) -> bool:
    """Whether the document breaks no lines of its own."""
    sizes = [len(piece.words) for at, piece in enumerate(pieces) if at not in gone]
    return sum(size for size in sizes if size >= _LONG) >= _FLAT * sum(sizes)


def goes_on(pieces: Sequence[Piece], before: int, behind: int) -> bool:
    """Whether a text that was run together goes on from one line to the other: a word does, or a reader breaks lines at its
    numbers alone."""
    one, other = pieces[before].words, pieces[behind].words
    parts = sum(len(piece.words) >= _LONG and _NUMBER.match(piece.words) is not None for piece in pieces)
    return _NUMBER.match(other) is None and (parts > 1 or cuts(one, other))


def is_beyond_doubt(gone: Sequence[Piece]) -> bool:
    """Whether lines of several kinds that no author writes show that a page is a site's."""
    weights: dict[str, float] = {}
    for piece in gone:
        if piece.rule is not None and piece.rule != JOINED and piece.weight > 0 and not is_said(piece.words):
            weights[piece.rule] = max(piece.weight, weights.get(piece.rule, 0.0))
    return len(weights) >= _SHOWN[0] and sum(weights.values()) >= _SHOWN[1]


def _masked(piece: Piece) -> str:
    """The words of a line without its figures; of one that has hardly any besides, nothing."""
    words = _FIGURES.sub("#", piece.words)
    return words if sum(map(len, _TOKEN.findall(words))) >= _AGAIN else ""


def _is_title(piece: Piece) -> bool:
    """Whether a line could be the document's title, which may stand inside it too."""
    return piece.rule == "title" or (piece.rule is None and piece.weight <= 0)


def _brands(gone: Sequence[Piece], kept: Sequence[Piece]) -> set[str]:
    """What the site calls itself: the first word of the page, or one of its lines that begins another, no word of the language
    and none of the document's."""
    heads = [found[0] for piece in gone if (found := _TOKEN.match(piece.words))]
    first = heads[:1]
    lines = sorted(piece.words for piece in gone)
    second = {name: bisect_left(lines, name) + 1 for name in heads}  # those that begin with a name stand together
    names = {name for name, at in second.items() if at < len(lines) and lines[at].startswith(name)} | {*first}
    low, high = _BRAND
    own = (piece.words for piece in kept if len(piece.words) > _SHORT or (piece.weight < PLAIN and is_own(piece)))
    solid = "\n".join(own)
    alone = {piece.words for piece in kept}
    return {
        name
        for name in names
        if low <= len(name) <= high and name not in alone and not lexicon.frequency(name) and name not in solid
    }


def cuts(before: str, behind: str) -> bool:
    """Whether a word goes on over the line."""
    sizes = ((1, 1), (2, 1), (1, 2))
    return any(lexicon.frequency(before[-left:] + behind[:right]) >= _WORD for left, right in sizes)
