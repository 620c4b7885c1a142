"""The level matrix whose borders are gone: element × level, cells in reading order.

Evidence, in this order: the points of each level say how many cells an element has; a list that begins anew at 1 begins a cell; a
line behind a colon goes on; a number that does not rise begins a cell; what has no number is a cell of its own. A dynamic program
weighs them over the whole region, so that every element gets one cell a level at the least cost.
"""

import re
from dataclasses import dataclass, field

from pipeline.segment import scores
from pipeline.segment.draft import Draft, trim
from pipeline.segment.levels import LEVEL, rank
from pipeline.segment.pieces import Piece, pieces
from pipeline.text import Span

_SUFFIX = r"(?:级)?(?:测评|考核|评价|行为|达标|能力)?(?:标准|要求|描述|表现)?(?:[（(][%％分][)）])?"
HEADER = re.compile(rf"(?:(?:{LEVEL.pattern})(?:[/／](?:{LEVEL.pattern}))?{_SUFFIX}[ \t　]*\n?[ \t　]*){{2,}}")
_HEAD_WORDS = re.compile(
    r"(?:(?:(?:行为|能力|评价|考核|测评|工作|资格|评审)?\n?(?:要素|项目|条件|单元|模块|内容|维度|指标|类别)|序号|级别|等级)[ \t　]*\n?[ \t　]*){1,3}$"
)


@dataclass(slots=True)
class Region:
    """A table whose columns are levels. header: the span of its head; [start, end) what stands below it."""

    header: Span
    levels: list[tuple[str, Span]]
    start: int
    end: int

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.levels]


def regions(text: str, stops: list[int], start: int) -> list[Region]:
    """Every level table. stops: places where something else begins at the latest, in order."""
    found: list[Region] = []
    for match in HEADER.finditer(text, start):
        levels = [(m.group(), (match.start() + m.start(), match.start() + m.end())) for m in LEVEL.finditer(match.group())]
        ranks = [rank(label) for label, _ in levels]
        steps = {b - a for a, b in zip(ranks, ranks[1:], strict=False) if a is not None and b is not None}
        before = _HEAD_WORDS.search(text[max(0, match.start() - 24) : match.start()])
        if len(steps) != 1 or not steps <= {1, -1} or (before is None and len(levels) < 3):
            continue
        head = match.start() - (len(before.group()) if before else 0)
        end = next((stop for stop in stops if stop >= match.end()), len(text))
        if found and head < found[-1].end:
            found[-1].end = head
        found.append(Region((head, match.end()), levels, match.end(), end))
    return found


@dataclass(slots=True)
class _Cell:
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    title: Piece
    cells: list[_Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _State:
    """rows: how the pieces so far are divided: ("title", "cell", "more") each, linked backwards."""

    cost: float
    cells: int
    number: int
    length: int
    titles: int
    points: tuple[float | None, ...]
    back: "tuple[_State, str] | None" = None


class Parser:
    """Divides one region into rows and cells."""

    def __init__(self, text: str, region: Region) -> None:
        self.text, self.region = text, region
        self.count = len(region.levels)
        self.pieces = pieces(text, (region.start, region.end), self.count)
        self.weighted = sum(piece.weight is not None for piece in self.pieces) >= 2

    def drafts(self) -> list[Draft]:
        """The header as a paragraph, then units, elements, levels and their criteria."""
        header = Draft(self.region.header, kind="para", text=trim(self.text, *self.region.header))
        return [header, *self._grouped(self._rows())]

    def _rows(self) -> list[_Row]:
        states = [_State(0.0, self.count, 0, 0, 0, (None,) * self.count)]
        for piece in self.pieces:
            grown: dict[tuple[int, int, bool, int], _State] = {}
            for state in states:
                for new in self._moves(state, piece):
                    key = (new.cells, new.number, new.length > 1, new.titles)
                    if key not in grown or new.cost < grown[key].cost:
                        grown[key] = new
            states = sorted(grown.values(), key=lambda s: s.cost)[:40]
        best = min(states, key=lambda s: s.cost + self._missing(s))
        moves: list[str] = []
        while best.back is not None:
            best, move = best.back
            moves.append(move)
        return self._built(moves[::-1])

    def _moves(self, state: _State, piece: Piece) -> list[_State]:
        if state.back is None and piece.title is None:
            return [_State(state.cost + 5.0, 0, 0, 0, 1, state.points, (state, "title"))]
        moves: list[_State] = []
        if piece.title is not None:
            points = tuple(scores.by_level(piece.weight, self.region.labels)) if piece.weight else (None,) * self.count
            cost = piece.title + (self._missing(state) if not state.titles else (0.3 if state.titles < 2 else 6.0))
            if self.weighted and piece.weight is None:
                cost += 3.0
            moves.append(_State(state.cost + cost, 0, 0, 0, state.titles + 1, points, (state, "title")))
        if piece.statement is None or state.back is None:
            return moves
        if state.cells < self.count:
            cost = piece.statement + (0.0 if piece.number in (0, 1) else 1.2)
            if state.points[state.cells] == 0 and not piece.nothing:
                cost += 2.5
            moves.append(_State(state.cost + cost, state.cells + 1, piece.number, 1, 0, state.points, (state, "cell")))
        moves += self._skips(state, piece)
        if state.cells > 0:
            cost = piece.statement + self._going_on(state, piece)
            number = piece.number or state.number
            moves.append(_State(state.cost + cost, state.cells, number, state.length + 1, 0, state.points, (state, "more")))
        return moves

    def _skips(self, state: _State, piece: Piece) -> list[_State]:
        """A level with no points may have lost its empty cell."""
        skipped = state.cells
        while skipped < self.count - 1 and state.points[skipped] == 0:
            skipped += 1
        if skipped == state.cells or piece.nothing:
            return []
        cost = piece.statement or 0.0
        return [
            _State(
                state.cost + cost + 0.1, skipped + 1, piece.number, 1, 0, state.points, (state, f"cell+{skipped - state.cells}")
            )
        ]

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

    def _built(self, moves: list[str]) -> list[_Row]:
        rows: list[_Row] = []
        for piece, move in zip(self.pieces, moves, strict=True):
            if move == "title":
                rows.append(_Row(piece))
            elif move.startswith("cell"):
                rows[-1].cells += [_Cell() for _ in range(int(move[5:] or 0))] + [_Cell([piece])]
            else:
                rows[-1].cells[-1].pieces.append(piece)
        return rows

    def _grouped(self, rows: list[_Row]) -> list[Draft]:
        """A title right before another one heads a unit; what follows up to the next such stands below it."""
        made: list[Draft] = []
        unit: Draft | None = None
        for index, row in enumerate(rows):
            if not row.cells and index + 1 < len(rows):
                unit = self._titled(row.title, "unit")
                unit.score = scores.single(row.title.weight or "")
                made.append(unit)
                continue
            (unit.children if unit else made).append(self._element(row))
        return made

    def _titled(self, piece: Piece, kind: str) -> Draft:
        return Draft(
            piece.span,
            kind=kind,
            number=piece.mark,
            title=piece.words,
            text=piece.bracket,
            heading=True,
            why=["row of a level matrix"],
        )

    def _element(self, row: _Row) -> Draft:
        element = self._titled(row.title, "element")
        points = scores.by_level(row.title.weight or "", self.region.labels)
        for index, (label, _) in enumerate(self.region.levels):
            cell = row.cells[index] if index < len(row.cells) else _Cell()
            level = Draft(
                row.title.span, kind="level", level=label, score=points[index], derived=True, named=label, heading=True
            )
            self._fill(level, cell, points[index])
            element.children.append(level)
        return element

    def _fill(self, level: Draft, cell: _Cell, points: float | None) -> None:
        if len(cell.pieces) == 1 and cell.pieces[0].nothing:
            level.text, level.status, level.derived = cell.pieces[0].words, "none-stated", False
            return
        if not cell.pieces:
            level.status = "none-inferred" if points == 0 else "incomplete"
        for index, piece in enumerate(cell.pieces):
            following = next((p.number for p in cell.pieces[index + 1 :] if p.number), 0)
            before = next((p.number for p in cell.pieces[index - 1 :: -1] if p.number), 0) if index else 0
            if piece.number == 0 and before and following == before + 1:  # a paragraph inside a numbered statement
                last = level.children[-1]
                last.text = ((last.text or last.own)[0], piece.words[1])
            else:
                level.children.append(Draft(piece.span, kind="criterion", number=piece.mark, text=piece.words))


def drafts(text: str, region: Region) -> list[Draft]:
    """The tree of one region."""
    return Parser(text, region).drafts()
