"""For every gap of the standards that are asked for: what the other standards of the folder have in its place.

The same folder gives the same answer, whatever was made first: standards are read in the order of their ids. One that cannot be
read is passed over; that it is broken is said elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from pipeline.model import Standard
from pipeline.parallels.fit import Fit, Found, Pair, between, dropped, fitted
from pipeline.parallels.records import Anchor, Citation, Lost
from pipeline.parallels.recurring import LEAST, SIMILAR, Recurring
from pipeline.parallels.rows import Gap, Row, Statement, by_number, rows

SHOWN = 3
"""Citations of a gap, each of other words."""
_SAME = 0.95  # likeness from which a line is one that a site would drop as a repeat
_PLACES = 300  # places of like statements that are looked at, the likest first
_ROWS = 40  # lists that are laid beside one, those with most like statements first

_At = tuple[Row, int]


def cited(folder: Path, asked: Iterable[str], others: Iterable[str]) -> dict[str, list[Lost]]:
    """By id, what each standard of `asked` lost and other standards have; those without are left out.

    others: ids of the standards that are looked through. Both are ids of an output folder.
    """
    known = {id_: _rows(folder, id_) for id_ in sorted({*asked})}
    read = {id_: listed for id_, listed in known.items() if any(row.gaps for row in listed)}
    if not read:
        return {}
    through = [row for id_ in sorted({*others}) for row in (known[id_] if id_ in known else _rows(folder, id_))]
    there = _places(through)
    drops = {id_ for id_, listed in read.items() if any(gap.code == "statement-lost" for row in listed for gap in row.gaps)}
    asking = [row for id_, listed in read.items() for row in listed if row.gaps or id_ in drops]
    index = Recurring({one.words for row in asking for one in row.statements if len(one.words) >= LEAST}, there)
    found: dict[str, list[Lost]] = {}
    for id_, listed in read.items():
        numbered = by_number(listed)
        lost = [one for row in listed if row.gaps or id_ in drops for one in _lost(row, index, there, numbered, id_ in drops)]
        if lost:
            found[id_] = lost
    return found


def _rows(folder: Path, id_: str) -> list[Row]:
    try:
        return rows(msgspec.json.decode((folder / id_ / "standard.json").read_bytes(), type=Standard))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []


def _places(listed: Iterable[Row]) -> dict[str, list[_At]]:
    found: defaultdict[str, list[_At]] = defaultdict(list)
    for row in listed:
        for at, statement in enumerate(row.statements):
            if len(statement.words) >= LEAST:
                found[statement.words].append((row, at))
    return dict(found)


def _lost(
    row: Row, index: Recurring, there: dict[str, list[_At]], numbered: dict[int, list[Statement]], drops: bool
) -> Iterator[Lost]:
    fits = _fits(row, index, there)
    for gap in row.gaps:
        if citations := _citations([found for fit in fits for found in between(fit, gap)], gap.missing, numbered):
            yield _told(row, gap, citations)
    if drops:
        yield from _unseen(row, fits, numbered)


def _fits(row: Row, index: Recurring, there: dict[str, list[_At]]) -> list[Fit]:
    """The row against every list of other standards that has a like statement."""
    likes: dict[int, tuple[Row, list[Pair]]] = {}
    for here, statement in enumerate(row.statements):
        places = ((other, at, alike) for text, alike in index.like(statement.words) for other, at in there[text])
        for other, at, alike in islice((one for one in places if one[0].standard != row.standard), _PLACES):
            likes.setdefault(id(other), (other, []))[1].append(Pair(here, at, alike))
    most = sorted(likes.values(), key=lambda one: -len(one[1]))[:_ROWS]
    return [fitted(row, other, pairs) for other, pairs in most]


def _unseen(row: Row, fits: Sequence[Fit], numbered: dict[int, list[Statement]]) -> Iterator[Lost]:
    """Lines that no skipped number tells of: another standard has them in this list, and here they stand before it."""
    gone = {number for gap in row.gaps for number in gap.missing}
    told: defaultdict[tuple[int, int], list[Found]] = defaultdict(list)
    for fit in fits:
        for place, number, found in dropped(fit):
            again = _again(found, (number,), numbered, _SAME)
            if number not in gone and again is not None and _before(again, row):
                told[place, number].append(found)
    for (place, number), listed in sorted(told.items(), key=lambda one: one[0]):
        yield _told(row, Gap(place, (number,), "line-dropped"), _citations(listed, (number,), numbered))


def _before(statement: Statement, row: Row) -> bool:
    first = row.statements[0].span
    return statement.span is not None and first is not None and statement.span < first


def _told(row: Row, gap: Gap, citations: tuple[Citation, ...]) -> Lost:
    return Lost(
        code=gap.code,
        where=row.where,
        missing=gap.missing,
        after=row.statements[gap.index - 1].node if gap.index else None,
        before=row.statements[gap.index].node if gap.index < len(row.statements) else None,
        citations=citations,
    )


def _citations(listed: Sequence[Found], missing: tuple[int, ...], numbered: dict[int, list[Statement]]) -> tuple[Citation, ...]:
    """The likeliest first, equal words once: held on both sides, standing here before, many pairs, alike."""
    ranked: list[tuple[tuple[int, bool, int, float, str, str], str, Citation]] = []
    agains: dict[str, Statement | None] = {}
    for found in listed:
        if found.words not in agains:
            agains[found.words] = _again(found, missing, numbered)
        again = agains[found.words]
        citation = _citation(found, again)
        sure = -len(found.around), again is None, -len(found.fit.pairs), -citation.similarity
        rank = (*sure, citation.standard, citation.node)
        ranked.append((rank, found.words, citation))
    best: dict[str, Citation] = {}
    also: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, words, citation in sorted(ranked, key=lambda one: one[0]):
        if best.setdefault(words, citation).standard != citation.standard:
            also[words][citation.standard] = None
    shown = list(best)[:SHOWN]
    return tuple(msgspec.structs.replace(best[words], also=tuple(sorted(also[words]))) for words in shown)


def _citation(found: Found, again: Statement | None) -> Citation:
    row, other, statement = found.fit.row, found.fit.other, found.statement
    around = [
        Anchor(
            node=row.statements[pair.here].node, there=other.statements[pair.there].node, similarity=round(pair.similarity, 3)
        )
        for pair in found.around
    ]
    return Citation(
        standard=other.standard,
        node=statement.node,
        number=statement.number,
        title=statement.title,
        text=None if found.label else statement.text,
        span=statement.span,
        where=other.where,
        similarity=round(sum(pair.similarity for pair in found.around) / len(found.around), 3),
        around=tuple(around),
        again=again.node if again else None,
    )


def _again(
    found: Found, missing: tuple[int, ...], numbered: dict[int, list[Statement]], least: float = SIMILAR
) -> Statement | None:
    """The first statement here that bears a missing number and is like the one found."""
    from rapidfuzz import fuzz

    same = [one for number in missing for one in numbered.get(number, ())]
    much = len(found.words) if found.label else None
    return next((one for one in same if fuzz.ratio(one.words[:much], found.words) >= 100 * least), None)
