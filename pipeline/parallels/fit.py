"""Two lists laid side by side: which statements are the same, and what one has where the other has a gap.

Evidence in this order: statements on both sides of the gap recur, and between them the other list has what this one lacks; one
side recurs, and either further statements do or the heading is the same. What this list holds itself is never cited.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.parallels.recurring import SIMILAR
from pipeline.parallels.rows import Gap, Row, Statement
from pipeline.rising import rising
from pipeline.text import bare


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of a list (index `here`) and the one of another list (index `there`) that is like it."""

    here: int
    there: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A list against another: pairs rise on both sides."""

    row: Row
    other: Row
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A statement of the other list that stands where this one has a gap, and the pairs beside it (one or two).

    label: only its title is missing here, the line before the text.
    """

    fit: Fit
    statement: Statement
    around: tuple[Pair, ...]
    label: bool = False

    @property
    def words(self) -> str:
        """What is missing, as it is compared."""
        return bare(self.statement.title or "") if self.label else self.statement.words


def fitted(row: Row, other: Row, likes: Sequence[Pair]) -> Fit:
    """The longest row of pairs that rises on both sides. likes: every pair of like statements of the two lists."""
    best: dict[int, Pair] = {}
    for pair in sorted(likes, key=lambda one: (-one.similarity, abs(one.here - one.there), one.here, one.there)):
        if pair.here not in best and all(pair.there != taken.there for taken in best.values()):
            best[pair.here] = pair
    ordered = [best[here] for here in sorted(best)]
    return Fit(row, other, tuple(ordered[at] for at in rising([pair.there for pair in ordered])))


def between(fit: Fit, gap: Gap) -> list[Found]:
    """What the other list has at a gap; empty where it does not say."""
    before = max((pair for pair in fit.pairs if pair.here < gap.index), key=lambda pair: pair.here, default=None)
    after = min((pair for pair in fit.pairs if pair.here >= gap.index), key=lambda pair: pair.here, default=None)
    around = tuple(pair for pair in (before, after) if pair is not None)
    if len(fit.pairs) < 2 and not _same_heading(fit):  # one pair is chance
        return []
    there = [fit.other.statements[index] for index in _window(fit, gap, before, after)]
    return [Found(fit, statement, around) for statement in there if not _held(fit.row, statement)]


def _window(fit: Fit, gap: Gap, before: Pair | None, after: Pair | None) -> range:
    """The indices of the other list that stand for the missing numbers."""
    count = len(gap.missing)
    close_before = before is not None and before.here == gap.index - 1
    close_after = after is not None and after.here == gap.index
    if before is not None and after is not None:
        low, high = before.there + 1, after.there
        here, there = gap.index - before.here - 1, after.here - gap.index
        if close_before and close_after:
            return range(low, high) if high - low <= count + 1 else range(0)
        if high - low == here + count + there:
            return range(low + here, low + here + count)
    else:
        low, high = 0, len(fit.other.statements)
    if close_before and before is not None:
        return range(before.there + 1, min(before.there + 1 + count, high))
    if close_after and after is not None:
        return range(max(after.there - count, low), after.there)
    return range(0)


def _same_heading(fit: Fit) -> bool:
    from rapidfuzz import fuzz

    return any(
        fuzz.ratio(one, other) >= 100 * SIMILAR for one in fit.row.where[-2:] for other in fit.other.where[-2:] if len(one) > 1
    )


def _held(row: Row, statement: Statement) -> bool:
    """Whether a list has a statement already, though not where it was looked for: among its own, or as a heading above."""
    from rapidfuzz import fuzz

    own = (*(one.words for one in row.statements), *map(bare, row.where))
    return any(fuzz.ratio(words, statement.words) >= 100 * SIMILAR for words in own)


def dropped(fit: Fit) -> Iterator[tuple[int, int, Found]]:
    """Statements, or their titles, that only the other list has: the index here, the number each would bear, and what it is.

    Where half of this list recurs, three statements or more; the number follows from those of the nearest pair.
    """
    if len(fit.pairs) < 3 or 2 * len(fit.pairs) < len(fit.row.statements):  # fewer may be chance
        return
    numbers = {statement.value for statement in fit.row.statements}
    held = {pair.there: pair for pair in fit.pairs}
    for index, statement in enumerate(fit.other.statements):
        before = max((pair for pair in fit.pairs if pair.there < index), key=lambda pair: pair.there, default=None)
        after = min((pair for pair in fit.pairs if pair.there > index), key=lambda pair: pair.there, default=None)
        number = _number(fit, statement, before, after)
        if number is None or number in numbers:
            continue
        if index in held:
            if _headless(fit.row.statements[held[index].here], statement):
                yield held[index].here, number, Found(fit, statement, (held[index],), label=True)
        elif not _held(fit.row, statement):
            place = before.here + 1 if before is not None else 0
            yield place, number, Found(fit, statement, tuple(pair for pair in (before, after) if pair is not None))


def _headless(here: Statement, there: Statement) -> bool:
    """Whether a statement has the text of the other one and neither number nor title."""
    title = bare(there.title or "")
    return bool(title) and here.number is None and here.title is None and title not in here.words


def _number(fit: Fit, statement: Statement, *anchors: Pair | None) -> int | None:
    """The number a statement of the other list would bear here."""
    if statement.value is None:
        return None
    for pair in (pair for pair in (*anchors, *fit.pairs) if pair is not None):
        here, there = fit.row.statements[pair.here].value, fit.other.statements[pair.there].value
        if here is not None and there is not None:
            return statement.value + here - there
    return None
