"""Rows and cells of a table whose borders are gone, divided by a dynamic program over a lattice of pieces.

Evidence, in this order: the points of each level say how many cells a row has; a list that begins anew at 1 begins a cell; a
line behind a colon goes on; a number that does not rise begins a cell; what has no number is a cell of its own. The program
weighs them over the whole region, so that every row gets one cell a level at the least cost. Where the text
runs together, a second run knows how long titles are in this table.
"""

from dataclasses import dataclass, field
from statistics import median

import msgspec

from pipeline.segment.cells import runs
from pipeline.segment.cells.pieces import Lattice, Piece
from pipeline.segment.marks import scores
from pipeline.text import Span

_MARGIN = 9.0  # how much dearer than the best a state may be
_WIDTH = 16  # states kept at each place


@dataclass(slots=True)
class Row:
    """A row's title and its cells, each with its pieces; without cells it heads the rows below it."""

    title: Piece
    cells: list[list[Piece]] = field(default_factory=list)


class _State(msgspec.Struct, frozen=True, gc=False):
    """How the pieces so far are divided. back: the state before, the piece since, and the move.

    A move is title, cell, cell+n (n empty cells before it) or more (the open cell goes on). ends: what it still costs that the
    last title ended where it did, if a title follows, if a statement does.
    """

    cost: float
    cells: int
    number: int
    length: int
    titles: int
    points: tuple[float | None, ...]
    ends: tuple[float, float] = (0.0, 0.0)
    back: "tuple[_State, Piece, str] | None" = None


def rows(text: str, lattice: Lattice, labels: list[str]) -> list[Row]:
    """The rows of a region. labels: of its levels, in the order of the columns."""
    if not lattice.ways:
        return []
    divided = _Divider(text, lattice, labels, 0.0).rows()
    if all(len(way) == 1 for way in lattice.ways):
        return divided
    lengths = [row.title.words[1] - row.title.words[0] for row in divided if row.cells]
    return _Divider(text, lattice, labels, median(lengths)).rows() if len(lengths) > 2 else divided


_Key = tuple[int, int, bool, int, tuple[float, float]]


class _Divider:
    def __init__(self, text: str, lattice: Lattice, labels: list[str], usual: float) -> None:
        self.text, self.lattice, self.labels, self.usual = text, lattice, labels, usual
        self.count = len(labels)
        self.weighted = lattice.weighted
        self.numbered = bool(lattice.ways[0][0][0].number)
        self.running = any(len(way) > 1 for way in lattice.ways)
        self.points: dict[str, tuple[float | None, ...]] = {}
        self.shapes: dict[Span, float] = {}

    def rows(self) -> list[Row]:
        """The cheapest division."""
        first = _State(0.0, self.count, 0, 0, 0, (None,) * self.count)
        at: list[dict[_Key, _State]] = [{} for _ in range(len(self.lattice.ways) + 1)]
        at[0][0, 0, False, 0, (0.0, 0.0)] = first
        for place, way in enumerate(self.lattice.ways):
            states = sorted(at[place].values(), key=lambda s: s.cost)[:_WIDTH]
            states = [s for s in states if s.cost <= states[0].cost + _MARGIN]
            at[place] = {}
            for piece, end in way:
                for state in states:
                    for new in self._moves(state, piece):
                        key = (new.cells, new.number, new.length > 1, new.titles, new.ends)
                        if key not in at[end] or new.cost < at[end][key].cost:
                            at[end][key] = new
        best = min(at[-1].values(), key=lambda s: s.cost + self._missing(s), default=first)
        return self._built(best)

    def _moves(self, state: _State, piece: Piece) -> list[_State]:
        """Every way to go on with a piece."""
        behind_title = state.titles > 0 or state.back is None
        as_title, as_statement = (0.0, 0.0) if behind_title else piece.after_statement
        moves = self._title(state, piece, as_title) if as_title is not None else []
        if as_statement is not None and piece.statement is not None and state.back is not None:
            cost = state.cost + piece.statement + as_statement + state.ends[1]
            moves += self._cell(state, piece, cost)
            if state.cells > 0:
                number = piece.number or state.number
                paid = cost + self._going_on(state, piece)
                moves.append(_State(paid, state.cells, number, state.length + 1, 0, state.points, back=(state, piece, "more")))
        return moves

    def _title(self, state: _State, piece: Piece, begins: float) -> list[_State]:
        if piece.title is None:
            first = _State(state.cost + 5.0, 0, 0, 0, 1, state.points, back=(state, piece, "title"))
            return [first] if state.back is None else []
        points = self._points(piece.weight)
        cost = piece.title + begins + state.ends[0]
        cost += self._missing(state) if not state.titles else (0.3 if state.titles < 2 else 6.0)
        cost += self._shape(piece) if self.usual or begins or self.running else 0.0
        if not self.numbered and piece.number > 1 and piece.number == state.number + 1:
            cost += 1.2  # rather the next of the open list
        if self.weighted and piece.weight is None:
            cost += 3.0
        return [_State(state.cost + cost, 0, 0, 0, state.titles + 1, points, piece.ends, (state, piece, "title"))]

    def _points(self, weight: str | None) -> tuple[float | None, ...]:
        """The points of each level in a title's brackets."""
        if weight is None:
            return (None,) * self.count
        if weight not in self.points:
            self.points[weight] = tuple(scores.by_level(weight, self.labels))
        return self.points[weight]

    def _shape(self, piece: Piece) -> float:
        if piece.words not in self.shapes:
            self.shapes[piece.words] = runs.shape(self.text, piece.words, self.usual)
        return self.shapes[piece.words]

    def _cell(self, state: _State, piece: Piece, cost: float) -> list[_State]:
        """The piece begins the next cell, or one further on: a level with no points may have lost its empty cell."""
        if state.cells >= self.count:
            return []
        moves: list[_State] = []
        behind = 0.0 if piece.number in (0, 1) else 2.4 if piece.number == state.number + 1 else 1.2
        unasked = 2.5 if state.points[state.cells] == 0 and not piece.nothing else 0.0
        paid = cost + behind + unasked
        moves.append(_State(paid, state.cells + 1, piece.number, 1, 0, state.points, back=(state, piece, "cell")))
        skipped = state.cells
        while skipped < self.count - 1 and state.points[skipped] == 0:
            skipped += 1
        if skipped > state.cells and not piece.nothing:
            move = f"cell+{skipped - state.cells}"
            moves.append(_State(cost + 0.3, skipped + 1, piece.number, 1, 0, state.points, back=(state, piece, move)))
        return moves

    def _going_on(self, state: _State, piece: Piece) -> float:
        """The cost of a piece as a further statement of the open cell."""
        if piece.nothing:
            return 5.0
        if piece.number == 0:
            return 1.1 if state.number == 0 else 1.6
        if state.number == 0:
            return 2.0
        step = piece.number - state.number
        if piece.number == 1 and state.number == 1 and state.length == 1:
            return 1.4  # a lone 1、 before an older list
        return 0.0 if step == 1 else 0.6 if step == 2 else 0.9 if step == 3 else 3.0

    def _missing(self, state: _State) -> float:
        """The cost of closing a row that has too few cells."""
        if state.titles:
            return 4.0
        return sum(0.1 if state.points[k] == 0 else 2.2 for k in range(state.cells, self.count))

    def _built(self, best: _State) -> list[Row]:
        moves: list[tuple[Piece, str]] = []
        while best.back is not None:
            best, piece, move = best.back
            moves.append((piece, move))
        made: list[Row] = []
        for piece, move in reversed(moves):
            if move == "title":
                made.append(Row(piece))
            elif move == "more":
                made[-1].cells[-1].append(piece)
            else:
                made[-1].cells += [[] for _ in range(int(move[5:] or 0))] + [[piece]]
        return made
