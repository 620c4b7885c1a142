"""A table run together in one line: every place where a title or a statement may begin, and what each way to cut costs.

Sure places: a number that heads a statement, a full stop, the end of points in brackets. Between them only cues: words that
open a statement, the title before points, the title before the first words of a statement, a cell that says 无.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segment.cells.pieces import Lattice, Piece, is_nothing, marked, read
from pipeline.segment.draft.draft import trim
from pipeline.segment.draft.lines import STOPS, titled
from pipeline.segment.marks import scores
from pipeline.segment.words import statements
from pipeline.segment.words.seams import OPENERS
from pipeline.segment.words.words import Word, tagged
from pipeline.text import Span

_INNER = re.compile(
    r"(?<![\d.(（])(?:[(（]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d))(?=[^\d\s,，、;；。])|[①-⑳]"
    r"|(?<=[。；;)）])\d{1,2}(?=[一-鿿])(?![年月日号天周时分秒个名人次项种件家条万亿千百级])"
    r"|(?<=[。；;)）无/—])\d{1,2}(?:[.．]\d{1,2}){1,2}(?=[ 　]?[一-鿿])(?![年月日天周时分秒个名人次项种件家条万亿千百倍米])"
)
_POINTS = re.compile(
    r"(?<=[一-鿿])(?<![扣加得减计为满低高到罚奖每约近过各共记足])(?<!以上|以下|不足|达到)\d{1,3}分(?=[一-鿿])(?![之钟以及制别数为])"
)
_EMPTY = re.compile(r"无(?![一-鿿]{0,1}[故偿效障形论法需须误])|[—–]+|(?<=[)）。])/")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}[^\W\d_]{1,2}|\d{1,2}(?:[.．]\d{1,2})*[.．、]?|[一二三四五六七八九十]{1,3}、)[ 　]*"
)
_LONGEST_TITLE = 24  # characters
_LOOSE = ("c", "p", "u", "uj", "ul", "uz", "uv", "d", "x", "w", "m", "r")  # tags that neither begin nor end a title
_JOINING = ("和", "与", "及", "的", "、", "等", "者")
_SEAMS, _TAILS, _HEADS = 6, 8, 8  # how many places of each kind a stretch may have (a long one more): the best ones


@dataclass(slots=True)
class _Place:
    """at: where; statement, title: what beginning one here costs behind a statement; head: a title may end here."""

    at: int
    statement: float | None = None
    title: float | None = None
    head: bool = False


def lattice(text: str, span: Span) -> Lattice:
    """Every way to cut a line."""
    made = Lattice()
    weights = {m.end(): m.start() for m in scores.WEIGHT.finditer(text, *span)}
    weights |= _signless(text, span)
    weighted = len(weights) >= 2
    for stretch in _stretches(text, span, weights):
        _add(made, text, stretch, _places(text, stretch, weights, weighted), weights)
    return made


def lattices(text: str, spans: list[Span]) -> Lattice:
    """Every way to cut what stands in several stretches, one after the other."""
    made = Lattice()
    for span in spans:
        before = len(made.ways)
        made.ways += [[(piece, end + before) for piece, end in way] for way in lattice(text, span).ways]
    return made


def _signless(text: str, span: Span) -> dict[int, int]:
    """Points without brackets behind titles (目标达成20分), where there are three or more: where each ends and begins."""
    found = {m.end(): m.start() for m in _POINTS.finditer(text, *span)}
    return found if len(found) > 2 else {}


def _stretches(text: str, span: Span, weights: dict[int, int]) -> list[Span]:
    """What stands between sure places."""
    places = {*span, *weights}
    depth = 0
    marks = {m.start() for m in _INNER.finditer(text, *span)}
    for at in range(*span):
        if depth == 0 and at in marks:
            places.add(at)
        depth = min(2, depth + 1) if text[at] in "(（" else max(0, depth - 1) if text[at] in ")）" else depth
        if text[at] in "。\n":
            depth = 0 if text[at] == "\n" else depth
            if depth == 0:
                places.add(at + 1)
    edges = sorted(places)
    cut = [trim(text, a, b) for a, b in pairwise(edges)]
    return _without_crumbs(text, [s for s in cut if s[0] < s[1]])


def _without_crumbs(text: str, cut: list[Span]) -> list[Span]:
    """A stretch without a word belongs to the one before."""
    made: list[Span] = []
    for one in cut:
        if made and not re.search(r"[\w—–/]", text[slice(*one)]):
            made[-1] = (made[-1][0], one[1])
        else:
            made.append(one)
    return made


def _places(text: str, stretch: Span, weights: dict[int, int], weighted: bool) -> list[_Place]:
    """Where pieces may begin inside a stretch, in order; the first is its start."""
    start, end = stretch
    places = {start: _Place(start, 0.0, 0.0)}
    mark = marked(text, stretch)[0]
    if mark is not None and end not in weights and text[end - 1] in STOPS:
        return [places[start]]
    most = _SEAMS + (end - start) // 50
    for at, score in sorted(_parallel(text, stretch), key=lambda s: -s[1])[:most]:
        places.setdefault(at, _Place(at)).statement = max(0.0, 2.3 - score)
    if end in weights:
        _tails(text, start, weights[end], places)
    if mark is None and not weighted:
        _heads(text, start, end, places)
    for match in _EMPTY.finditer(text, *stretch):
        titled_behind = end in weights and titled(text[match.end() : weights[end]]) and match.end() <= weights[end]
        if titled_behind or _stands_alone(text, match.span(), stretch, places):
            places.setdefault(match.start(), _Place(match.start())).statement = 0.0
            places.setdefault(match.end(), _Place(match.end())).statement = 0.2
            places[match.start()].head = True
            places[match.start()].title, places[match.end()].title = None, 0.3
    places.pop(end, None)
    return [places[at] for at in sorted(places)]


def _parallel(text: str, stretch: Span) -> list[tuple[int, float]]:
    """The seams between statements; where two open alike, more speaks for both: cells of a row are parallel."""
    found = statements.seams(text, stretch)
    alike = Counter(text[at : at + 4] for at, _ in found)
    head = text[stretch[0] : stretch[0] + 3].removeprefix("能")[:2]
    made: list[tuple[int, float]] = []
    for at, score in found:
        again = alike[text[at : at + 4]] > 1 or text[at : at + 3].removeprefix("能")[:2] == head
        made.append((at, score + (0.8 if again else 0.0)))
    return made


def _stands_alone(text: str, span: Span, stretch: Span, places: dict[int, _Place]) -> bool:
    """Whether 无 is a cell: at an end of the stretch, or between the end of a title and the beginning of a statement."""
    begins = span[0] == stretch[0] or (span[0] in places and places[span[0]].head) or not ("一" <= text[span[0] - 1] <= "鿿")
    ends = span[1] == stretch[1] or text[span[1]] in "无—" or (span[1] in places and places[span[1]].statement is not None)
    words = tagged(text, span[0], min(stretch[1], span[1] + 8))
    alone = len(words) > 1 and words[0].text == text[slice(*span)]
    opens = alone and words[1].tag not in ("x", "u", "uj", "c", "w")
    return begins and (ends or opens)


def _tails(text: str, start: int, end: int, places: dict[int, _Place]) -> None:
    """Where the title before points may begin."""
    floor = max(start, end - _LONGEST_TITLE)
    for at in range(end - 2, floor - 1, -1):
        if text[at] in STOPS + "\n":
            floor = at + 1
            break
    words = tagged(text, floor, end)
    scored: list[tuple[float, float, int]] = []
    for index, word in enumerate(words):
        if _NUMBERED.fullmatch(text, start, word.start):
            continue  # the number is the title's
        if word.start > start and end - word.start >= 2 and (cost := _begins(text, words, index)) is not None:
            scored.append((cost + shape(text, (word.start, end), 0.0), cost, word.start))
    for _, cost, at in sorted(scored)[:_TAILS]:
        places.setdefault(at, _Place(at)).title = cost


def _begins(text: str, words: list[Word], index: int) -> float | None:
    """What it costs to begin a title behind a statement's words; None where none can begin."""
    word, before = words[index], text[words[index].start - 1]
    if before in "、/-—:：(（,，" or word.tag[:1] in ("u", "c", "x", "w", "m") or word.text in _JOINING:
        return None
    if before in STOPS + " \t　":
        return 0.0
    last = words[index - 1] if index else None
    if last is not None and last.tag in _LOOSE and before not in "%％" and not (last.tag == "d" and len(last.text) > 1):
        return None
    return 0.9 + (0.6 if word.tag in ("d", "p", "r", "f") else 0.0)


def _heads(text: str, start: int, end: int, places: dict[int, _Place]) -> None:
    """Where a title at the start of a stretch may end."""
    words = tagged(text, start, min(end, start + _LONGEST_TITLE + 12))
    scored: list[tuple[float, int]] = []
    for index in range(1, len(words)):
        at = words[index].start
        if at - start > _LONGEST_TITLE or any(c in STOPS + ",，:：" for c in text[start:at]):
            break
        if at - start >= 2 and words[index - 1].tag not in _LOOSE and words[index].text not in _JOINING:
            scored.append((min(ended(text, (start, at)), 1.0 + paired(text, (start, at))), at))
    for _, at in sorted(scored)[:_HEADS]:
        places.setdefault(at, _Place(at)).head = True


def ended(text: str, title: Span) -> float:
    """What it costs to end a title where nothing but the next words says so; they open a text, or repeat the title's."""
    left = tagged(text, *title)
    right = tagged(text, title[1], min(len(text), title[1] + 24))
    if not right or not left:
        return 0.3
    first = right[0]
    if is_nothing(first.text):
        return 0.2
    score = _opens(first.text)
    if not score:
        score = 0.6 if first.tag in ("d", "m") else 0.4 if first.tag[:1] == "v" and left[-1].tag[:1] in "nvl" else -0.7
        score -= 0.5 * any(_opens(word.text) >= 1.1 for word in right[1:4])  # the text rather begins there
    content = [w.text for w in left if len(w.text) >= 2]
    behind = text[first.end : title[1] + 40]
    score += 0.7 * sum(w in behind for w in content) / max(1, len(content))
    return max(0.2, 1.9 - score)


def _opens(word: str) -> float:
    """How much a word speaks for the beginning of a text."""
    heads = [word[:n] for n in range(2, len(word))] + [word]
    return max(max(OPENERS.get(head, 0.0), statements.OPENERS.get(head, 0.0)) for head in heads)


def paired(text: str, title: Span) -> float:
    """What it costs to end a title where another follows without a sign."""
    left = tagged(text, *title)
    right = tagged(text, title[1], min(len(text), title[1] + 12))
    if not left or not right or right[0].tag in _LOOSE or left[-1].tag[:1] not in "nvla":
        return 1.6
    shared = {w.text for w in left if len(w.text) > 1} & {w.text for w in right[:3]}
    return 0.0 if shared else 0.3


def shape(text: str, title: Span, usual: float) -> float:
    """How unlike a title its words are: loose words at its ends, another length than its brothers' (usual; 0: unknown)."""
    words = tagged(text, *title)
    length = title[1] - title[0]
    cost = 1.5 if length < 2 else {2: 0.9, 3: 0.6}.get(length, 0.0 if length <= 12 else 0.12 * (length - 12))
    cost += 2.0 if words[0].tag in _LOOSE and words[0].tag != "d" and words[0].text not in ("其他", "其它") else 0.0
    cost += 1.5 if words[-1].tag in _LOOSE else 0.0
    cost += 0.7 * (text.count(",", *title) + text.count("，", *title)) + (0.4 if "的" in text[slice(*title)] else 0.0)
    cost += 1.5 if re.search(r"[\d%％]", text[slice(*title)]) else 0.0
    return cost + (min(1.8, 0.3 * abs(length - usual)) if usual else 0.0)


def _add(made: Lattice, text: str, stretch: Span, places: list[_Place], weights: dict[int, int]) -> None:
    """Adds every way to cut one stretch to the lattice."""
    base = len(made.ways)
    ends = [place.at for place in places[1:]] + [stretch[1]]
    for index, place in enumerate(places):
        way: list[tuple[Piece, int]] = []
        for k in range(index, len(ends)):
            last = ends[k] == stretch[1]
            piece = _cut(text, trim(text, place.at, ends[k]), place, places[k + 1] if not last else None, weights)
            if piece is not None:
                way.append((piece, base + k + 1))
        made.ways.append(way)


def _cut(text: str, span: Span, place: _Place, following: _Place | None, weights: dict[int, int]) -> Piece | None:
    """The piece between two places, or None where it is neither title nor statement."""
    piece = read(text, span)
    title = piece.title if piece.bracket is not None or piece.title is None else _bare(text, piece, following)
    if following is not None and piece.bracket is not None:
        title = None
    statement = _weighing(piece)
    if piece.bracket is None and statement is not None and not piece.nothing:
        short = 0 if piece.number else max(0, 13 - (span[1] - span[0]))
        statement = 0.08 * short + (0.06 * max(0, 7 - (span[1] - span[0])) if short else 0.0)
        statement = None if span[1] in weights else statement
    if following is not None and following.statement is None and following.title is None:
        statement = None  # nothing begins where it would end but a title's text
    if title is None and statement is None:
        return None
    ends = (paired(text, piece.words), ended(text, piece.words)) if title is not None and following is not None else (0.0, 0.0)
    return piece._replace(title=title, statement=statement, after_statement=(place.title, place.statement), ends=ends)


def _weighing(piece: Piece) -> float | None:
    """The cost of a statement: few end in points of a level, more in points taken off."""
    if piece.weight is None:
        return piece.statement
    if re.search("级", piece.weight):
        return 12.0
    return 1.0 if re.search("[扣加]", piece.weight) else 5.0


def _bare(text: str, piece: Piece, following: _Place | None) -> float | None:
    """The cost of a title without points: how it ends."""
    if not titled(text[slice(*piece.words)]) or is_nothing(text[slice(*piece.words)]):
        return None
    return 0.4 if following is None or following.head else None
