"""Rows of a table whose borders are gone, by a dynamic program over its cells: a line a cell, or every way to cut a line.

Evidence, column by column: a number counts rows; what a stretch is as a cell (`cellcosts`); cells of levels are like each
other; a cell begins at a word, best behind a stop or a figure. Rows are taken as long as they cost less than they explain.
"""

from math import inf
from operator import itemgetter

from pipeline.segment.cells.cellcosts import Cell, Region
from pipeline.segment.cells.cells import parallel
from pipeline.segment.draft.lines import STOPS
from pipeline.text import Span

_WIDTH = 20  # states kept at a place
_MARGIN = 1.8  # how much dearer than the best a state may be; with 2.5 or 5 no tree of the corpora changes
_GAIN = 0.72  # what a cell explains
_BEGINS = 0.5  # what it costs to begin a cell where only a word begins
_EDGE = 1.2  # what it costs to end a table where nothing says so
_ALIKE, _ALIKE_LINES = -0.4, 0.2  # the least that cells of two levels may cost beside each other, and how little lines care

# Cost so far, less what the cells explain; the column to be filled next; rows that are complete; the last number of a row; the
# last cell; the state before it.
_State = tuple[float, int, int, int, Cell | None, "_State | None"]
_States = dict[tuple[int, Span | None, int], _State]
_COST = itemgetter(0)


def rows(region: Region, roles: tuple[str, ...]) -> list[list[Span | None]]:
    """The rows at the head of a region, each with a span a column; [] where there are none."""
    found = _Cutter(region, roles).rows()
    return found if len(found) > 1 else []


class _Cutter:
    def __init__(self, region: Region, roles: tuple[str, ...]) -> None:
        self.region, self.roles = region, roles
        self.end = len(region.atoms)
        self.at: list[_States] = [{} for _ in range(self.end + 1)]
        self.least = [inf] * (self.end + 1)  # cost of the cheapest at each place
        self.beside = [k > 0 and roles[k] == roles[k - 1] == "level" for k in range(len(roles))]

    def rows(self) -> list[list[Span | None]]:
        """The rows that explain most."""
        best: _State | None = None
        best_score = 0.0
        self.at[0][0, None, 0] = (0.0, 0, 0, 0, None, None)
        for place in range(self.end + 1):
            states = self._kept(self.at[place], best_score)
            self.at[place] = {}
            edge = 0.0 if place == self.end or self.region.lined or self._before(place) in STOPS else _EDGE
            for state in states:
                if state[1] == 0 and state[2] and state[0] + edge < best_score:
                    best, best_score = state, state[0] + edge
                if place < self.end:
                    self._grow(state, place, best_score)
        return self._built(best) if best is not None else []

    def _kept(self, found: _States, best: float) -> list[_State]:
        """The states worth going on from: those that explain most for what they cost."""
        ranked = sorted(found.values(), key=_COST)[:_WIDTH]
        limit = min(ranked[0][0], best) + _MARGIN if ranked else 0.0
        return [state for state in ranked if state[0] <= limit]

    def _before(self, place: int) -> str:
        """The character before an atom."""
        return self.region.text[self.region.atoms[place].start - 1]

    def _grow(self, state: _State, place: int, best: float) -> None:
        """Every cell that may stand next, as far as its cost may be borne at its end."""
        paid, column, row, number, last, _ = state
        role, at, least = self.roles[column], self.at, self.least
        whole = column + 1 == len(self.roles)
        following, rows_ = (0, row + 1) if whole else (column + 1, row)
        levels = self.roles[following] == "level"
        beside = last.look if self.beside[column] and last is not None else None
        alike = _ALIKE_LINES if self.region.lined else 1.0
        free = self.region.lined or last is None or last.figure or self._before(place) in STOPS + " \t　"
        for cell in self.region.cells(role, place):
            end, span, cost, figure, serial, look = cell
            if role == "serial" and not number < serial <= number + 2:
                continue
            if not (free or figure):
                cost += _BEGINS
            limit = (least[end] if least[end] < best else best) + _MARGIN
            if paid + cost + _ALIKE * alike - _GAIN > limit:
                continue
            if beside is not None and look is not None and not figure:
                cost += alike * parallel(beside, look)
            total = paid + cost - _GAIN
            if total > limit:
                continue
            key = following, span if levels else None, serial or number
            same = at[end].get(key)
            if same is None or total < same[0]:
                at[end][key] = (total, following, rows_, serial or number, cell, state)
                least[end] = min(least[end], total)

    def _built(self, state: _State) -> list[list[Span | None]]:
        cells: list[Span | None] = []
        at: _State | None = state
        while at is not None and at[5] is not None:
            cells.append(at[4].span if at[4] is not None else None)
            at = at[5]
        cells.reverse()
        width = len(self.roles)
        return [cells[k : k + width] for k in range(0, len(cells), width)]
