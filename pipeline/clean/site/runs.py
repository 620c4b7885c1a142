"""Which lines of a page are the site's: the best path through three states, with a price for every change between them.

document → site costs, and site → document too, so that a line in the middle of the document needs more than a weak cue,
and unexplained short lines between two of the site's, which speak little for the document there, go with them. A list of
other documents' titles can be entered only below its heading. Nothing goes unless the page's head or end shows it to be a
site's: a line that is a licence by itself, or several that are together. Then less will do at its head and end, but between
them a run needs a licence of its own. Where the site has run the whole document together into one line, or into a reader's
numbered pieces, the short lines around it are not the document's (`block`), and a little says that they are the site's.

The lines nearest to the document that little speaks against are left to it (`_spared`); behind the site's words at the page's
end a document goes on only where a line shows it (`_ended`); before its title said once more it has not begun (heads.py).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.site.heads import PLAIN, entitles, headed, is_own, is_unexplained, named
from pipeline.clean.site.inside import cuts
from pipeline.clean.site.said import is_said, speaks
from pipeline.clean.site.titled import Piece

_CHANGE = 2.0
_BACK = -_CHANGE - 1.0  # from a list to the document
_LICENCE = 6.0  # a run of this strength is the site's
_ALONE = 8.0  # where it is a single line
_WRITTEN = 0.4  # what is left of the weight of a line that is written as authors write and speaks to nobody
_SPEAKS = 4.0  # and less, where the form and the words of the lines beside it say so too
_EDGE = 3.0  # and, on a page that has one, a run of this strength at the page's head or end
_AMONG, _BRIEF = -1.0, 40  # what an unexplained line of so many characters at most weighs among the site's
_TITLES, _TITLE = 3, 60  # lines and characters that may stand outside a run at the page's head or end
_LONG, _BULK = 150, 600  # characters of a piece of a document that was run together, and of all pieces
_SIDE = 2  # lines that the site must have written before and behind such a block where no rule explains one
_PIECE = re.compile(r"(\d{1,3})、")
_NAMED_ONLY = re.compile("《[^《》]+》$")
_STRANGE, _EITHER = 5.0, 1.5  # what lines at both ends weigh there, together and each: a thousand documents had 3.3 at most
_DOUBTED = 4.5  # what lines at one end weigh that are told of where nothing goes: of 280 documents none had them
_TELLING = 2.0  # from this weight the form and the words of a line say by themselves that it is a site's
_SHOWS = -3.0  # a line of so little weight shows that a document goes on
_NEVER = float("-inf")
_DOCUMENT, _SITE, _LIST = range(3)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines pieces[first:last] that are the site's; listed: which of them are other documents' titles (indices)."""

    first: int
    last: int
    listed: frozenset[int]


def _path(pieces: list[Piece]) -> list[int]:
    """The state of every line on the best path."""
    document, site, listed = 0.0, 0.0, _NEVER
    enter = _NEVER  # the price of a list behind a line of the site's
    back: list[tuple[tuple[float, ...], ...]] = []  # of every line, what each state is worth by the state before it
    for piece in pieces:
        ways = (
            (document, site - _CHANGE, listed + _BACK),
            (document - _CHANGE, site, listed),
            (_NEVER, site + enter, listed),
        )
        document, site, listed = map(max, ways)
        back.append(ways)
        site += max(piece.weight, _AMONG) if _is_brief(piece) else piece.weight
        listed += piece.listed
        enter = 0.0 if piece.heads else _NEVER
    scores = (document, site, listed)
    state = scores.index(max(scores))
    path = []
    for came in reversed(back):
        path.append(state)
        state = came[state].index(max(came[state]))
    return path[::-1]


def _ended(pieces: list[Piece], path: list[int]) -> list[int]:
    """The path with the lines at the page's end given to the site that stand behind its words and have nothing of a document:
    one that went on there would show."""
    last = max((i for i, state in enumerate(path) if state != _DOCUMENT), default=-1) + 1
    first = last
    while first and path[first - 1] != _DOCUMENT:
        first -= 1
    if _looks(pieces[first:last]) < _LICENCE or any(_shows(piece) for piece in pieces[last:]):
        return path
    return [*path[:last], *([_SITE] * (len(path) - last))]


def _shows(piece: Piece) -> bool:
    """Whether a line shows that there is a document, by its words or its form; a title in its marks may be any document's."""
    return not _NAMED_ONLY.match(piece.words) and (piece.weight < _SHOWS or (piece.weight < PLAIN and is_own(piece)))


def _is_brief(piece: Piece) -> bool:
    """Whether a line is short and has neither a document's mark nor a stop."""
    return piece.listed >= 0 and piece.end - piece.start <= _BRIEF


def _spared(pieces: list[Piece], path: list[int]) -> list[int]:
    """The path with unexplained lines given back to the document: all but those with a licence's weight of the site's words
    between them and the document, on the page's head after them, at its end before; there none where a rule
    explains the first and the others look like a site's, none like a document's."""
    n = len(pieces)
    if _DOCUMENT not in path:  # a page holds a document: it is what the site's words explain least
        return [_DOCUMENT if pieces[i].weight < 1 and state != _LIST else state for i, state in enumerate(path)]
    head = path.index(_DOCUMENT)
    foot = n - path[::-1].index(_DOCUMENT)
    after = before = 0.0
    for i in range(head - 1, -1, -1):
        if _unsure(pieces[i]) and path[i] != _LIST and after < _LICENCE:
            path[i] = _DOCUMENT
        after += max(0.0, pieces[i].weight)
    told = [i for i in range(foot, n) if pieces[i].rule is not None]
    near = range(foot, told[0] if told else foot)  # lines of the foot before any that a rule explains
    if sum(max(0.0, pieces[i].weight) for i in near) < _LICENCE:
        foot = max((i + 1 for i in near if _shows(pieces[i])), default=foot)
    opened = foot < n and not is_unexplained(pieces[foot]) and pieces[foot].rule is not None
    plain = opened and _looks(pieces[foot:]) >= _SPEAKS and not any(map(_shows, pieces[foot:]))
    for i in range(foot, n) if not plain else ():
        if _unsure(pieces[i]) and path[i] != _LIST and before < _LICENCE / 2:
            path[i] = _DOCUMENT
        before += max(0.0, pieces[i].weight) if _unsure(pieces[i]) or pieces[i].rule else _LICENCE / 2
    return [_DOCUMENT if head <= i < foot and pieces[i].rule is None else state for i, state in enumerate(path)]


def _unsure(piece: Piece) -> bool:
    """Whether no rule explains a line, and its form and words say little."""
    return piece.weight <= (0 if piece.rule else _TELLING)


def block(pieces: list[Piece]) -> tuple[int, int] | None:
    """The lines [first, last) that hold the whole document, where it is one long line or a reader's pieces, in order."""
    long = [i for i, piece in enumerate(pieces) if is_unexplained(piece) and piece.end - piece.start >= _LONG]
    if not long or sum(pieces[i].end - pieces[i].start for i in long) < _BULK:
        return None
    first, last = long[0], long[-1] + 1
    if len(long) == last - first == 1 and not _PIECE.match(pieces[first].words):
        return first, last
    numbered = _number(pieces[first]) is not None  # the first piece is, or is not
    after = first if numbered else first + 1
    while after < len(pieces) and _number(pieces[after]) == after - first + numbered:
        after += 1
    return (first, after) if after >= last else None


def _number(piece: Piece) -> int | None:
    match = _PIECE.match(piece.words)
    return int(match[1]) if match else None


def _around(pieces: list[Piece], path: list[int], inner: tuple[int, int]) -> list[int]:
    """The path with all lines around a document that was run together given to the site, but for those that touch it and look
    like a document's."""
    first, last = inner
    titled = entitles(pieces, first)
    while first and not titled and is_own(pieces[first - 1]):
        first -= 1
    first -= titled
    while last < len(pieces) and is_own(pieces[last]):
        last += 1
    kept = [_DOCUMENT if pieces[i].weight <= 0 else path[i] for i in range(first, last)]
    return [*(state or _SITE for state in path[:first]), *kept, *(state or _SITE for state in path[last:])]


def _rejoined(pieces: list[Piece], path: list[int]) -> list[int]:
    """The path with lines given back to the document of which a word goes on, or began, on the other side of a site's line."""
    made = [*path]
    for step in (-2, 2):
        for i in range(len(path))[:: step // 2]:
            if made[i] and 0 <= i - step < len(path) and not made[i - step] and is_own(pieces[i]):
                first, last = sorted((i, i - step))
                made[i] = _DOCUMENT if cuts(pieces[first].words, pieces[last].words) else made[i]
    return made


def _begun(pieces: list[Piece], path: list[int]) -> list[int]:
    """The path with all lines given to the site that stand before the document's title, where that stands before them too."""
    head = headed(pieces)
    return [*(state or _SITE for state in path[:head]), *path[head:]]


def runs(pieces: list[Piece], framed: list[Piece], found: list[Run], *, ruled: bool) -> list[Run]:
    """The licensed runs of the site's lines, in order.

    framed: the pieces, those that no rule explains weighed by their form and words (frame.py): these say which lines go with
    the explained ones, and show by themselves that a page is a site's only where both its ends look like one. found: their
    likely runs. ruled: whether rules may show it.
    """
    known = False
    if ruled:
        plain = found if framed is pieces else likely(pieces)
        known = _is_known(pieces, plain) or _is_shown(pieces, plain) or _is_shown(framed, found)
    inner = block(framed)
    if not (known or _strange(framed, found) or named(framed, inner[0] if inner else None)):
        return []
    return [run for run in found if _enough(framed, run, inner)]


def doubted(framed: list[Piece], found: list[Run], telling: Collection[str] = ()) -> list[Run]:
    """Of the likely runs those at the head and the end of a page that no run shows to be a site's, of lines that look like one
    all the same.

    telling: rules of which a single line is enough to be told of, where the page begins with it.
    """
    outer = [run for run in found if _is_outer(framed, run)]
    return [run for run in outer if _looks(framed[run.first : run.last]) >= _DOUBTED and _tells(framed, run, telling)]


def _tells(pieces: list[Piece], run: Run, telling: Collection[str]) -> bool:
    first = pieces[run.first].rule if run.first == 0 else None
    return sum(piece.weight > 0 for piece in pieces[run.first : run.last]) > 1 or first in telling


def likely(pieces: list[Piece]) -> list[Run]:
    """The runs of lines that the best path gives to the site, licensed or not."""
    path, inner = _path(pieces), block(pieces)
    path = _around(pieces, path, inner) if inner else _begun(pieces, _spared(pieces, _ended(pieces, path)))
    path = _rejoined(pieces, path)
    edges = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(path)) if (a == _DOCUMENT) != (b == _DOCUMENT)), len(path)]
    return [
        Run(first, last, frozenset(i for i in range(first, last) if path[i] == _LIST))
        for first, last in pairwise(edges)
        if first < last and path[first] != _DOCUMENT
    ]


def _is_outer(pieces: list[Piece], run: Run) -> bool:
    return _short(pieces, 0, run.first) or _short(pieces, run.last, len(pieces))


def _licence(run: list[Piece]) -> float:
    """Its strength as a licence: a sentence that speaks to nobody, whatever it speaks of, says less."""
    return _strength([_halved(piece) if is_said(piece.words) and not speaks(piece.words) else piece for piece in run])


def _halved(piece: Piece) -> Piece:
    return piece._replace(weight=piece.weight * _WRITTEN) if piece.rule is not None and piece.weight > 0 else piece


def _is_known(pieces: list[Piece], found: list[Run]) -> bool:
    """Whether a run at the head or end shows the page to be a site's: a single line that says so has to be unmistakable."""
    outer = [pieces[run.first : run.last] for run in found if _is_outer(pieces, run)]
    told = ((_licence(run), len({piece.words for piece in run if not is_unexplained(piece)})) for run in outer)
    return any(strength >= (_ALONE if lines == 1 else _LICENCE) for strength, lines in told)


def _is_shown(pieces: list[Piece], found: list[Run]) -> bool:
    """Whether lines at the head, of which a rule explains one, show it together by their form and words; at its end a document
    may say of its own issuer what a site says."""
    head = [pieces[run.first : run.last] for run in found if _short(pieces, 0, run.first)]
    return any(_licence(run) >= _SPEAKS for run in head) and sum(map(_looks, head)) >= _ALONE


def _strange(pieces: list[Piece], found: list[Run]) -> bool:
    """Whether the lines at the page's head and at its end look so little like a document's that they are a site's."""
    ends = {True: 0.0, False: 0.0}
    for run in found:
        if _is_outer(pieces, run):
            ends[run.first + run.last < len(pieces)] += _looks(pieces[run.first : run.last])
    head, foot = ends.values()
    return min(head, foot) >= _EITHER and head + foot >= _STRANGE


def _enough(pieces: list[Piece], run: Run, inner: tuple[int, int] | None) -> bool:
    """Whether a run is strong enough for its place, on a page that is a site's."""
    lines = pieces[run.first : run.last]
    if inner is not None and (run.last <= inner[0] or run.first >= inner[1]):
        return _looks(lines) >= _aside(lines)
    return _looks(lines) >= _EDGE if _is_outer(pieces, run) else _strength(lines) >= _LICENCE


def _aside(run: list[Piece]) -> float:
    """The strength that lines beside a block must have on a known page: a title or a signature may be the document's."""
    explained = any(not is_unexplained(piece) for piece in run)
    return 0.0 if len(run) > (_SIDE if explained else _TITLES) else _EDGE


def _short(pieces: list[Piece], first: int, last: int) -> bool:
    """Whether no more than a title stands there."""
    return last - first <= _TITLES and all(piece.end - piece.start <= _TITLE for piece in pieces[first:last])


def _strength(run: list[Piece]) -> float:
    """The weight of the strongest line, or two thirds of what the different rules of the run weigh together."""
    weights: dict[str, float] = {}
    for piece in run:
        if piece.rule is not None and piece.weight > 0:
            weights[piece.rule] = max(piece.weight, weights.get(piece.rule, 0.0))
    return max([*weights.values(), sum(weights.values()) / 1.5, 0.0])


def _looks(run: list[Piece]) -> float:
    """Its strength, and what the forms and the words of its unexplained lines weigh."""
    return _strength(run) + sum(max(0.0, piece.weight) for piece in run if piece.rule is None)
