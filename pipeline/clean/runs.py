"""Which lines of a page are the site's: the best path through three states, with a price for every change between them.

document → site costs, and site → document too, so that a line in the middle of the document needs more than a weak cue,
and an unexplained short line between two of the site's goes with them. A list of other documents' titles can be entered
only below its heading. A run of lines goes only where something in it is a licence by itself, or its lines together are.
"""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.page import Piece

_CHANGE = 2.5
_LICENCE = 6.0  # one line of this weight licenses its run
_TOGETHER = 9.0  # or the different rules of a run, added up
_NEVER = float("-inf")
_DOCUMENT, _SITE, _LIST = range(3)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines pieces[first:last] that are the site's; listed: which of them are other documents' titles (indices)."""

    first: int
    last: int
    listed: frozenset[int]


def _moves(before: Piece | None) -> tuple[tuple[float, float, float], ...]:
    """Price of going from one state (row) to another (column) behind a line."""
    heads = before is not None and before.heads
    enter = 0.0 if heads else _NEVER
    return (
        (0.0, -_CHANGE, _NEVER),
        (-_CHANGE, 0.0, enter),
        (-_CHANGE - 1.0, 0.0, 0.0),
    )


def _path(pieces: list[Piece]) -> list[int]:
    """The state of every line on the best path."""
    scores = [0.0, 0.0, _NEVER]
    back: list[list[int]] = []
    before: Piece | None = None
    for piece in pieces:
        moves = _moves(before)
        gains = (0.0, piece.weight, piece.listed)
        came = [max(range(3), key=lambda state, to=to: scores[state] + moves[state][to]) for to in range(3)]  # type: ignore[misc]
        scores = [scores[came[to]] + moves[came[to]][to] + gains[to] for to in range(3)]
        back.append(came)
        before = piece
    state = max(range(3), key=lambda s: scores[s])
    path = []
    for came in reversed(back):
        path.append(state)
        state = came[state]
    return path[::-1]


def runs(pieces: list[Piece]) -> list[Run]:
    """The licensed runs of the site's lines, in order."""
    path = _path(pieces)
    edges = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(path)) if (a == _DOCUMENT) != (b == _DOCUMENT)), len(path)]
    found = []
    for first, last in pairwise(edges):
        if first < last and path[first] != _DOCUMENT and _licensed(pieces[first:last]):
            found.append(Run(first, last, frozenset(i for i in range(first, last) if path[i] == _LIST)))
    return found


def _licensed(run: list[Piece]) -> bool:
    weights: dict[str, float] = {}
    for piece in run:
        if piece.rule is not None and piece.weight > 0:
            weights[piece.rule] = max(piece.weight, weights.get(piece.rule, 0.0))
    return max(weights.values(), default=0.0) >= _LICENCE or sum(weights.values()) >= _TOGETHER
