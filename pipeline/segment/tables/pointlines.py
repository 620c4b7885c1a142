"""Score sheets without borders whose items bear their points on a line of their own: 1 / 服务态度 / 12分 / what costs points.

What is known: a short title with nothing but points on the next line is an item, three or more make a sheet, whatever its head
says, and also without one. The number of an item stands on its title's line or on one of its own. A title with points right
before an item with points is a group, as is a line with points in brackets right before one. What stands below an item, up to
the next one, is its own: labels that come back are fields, the rest costs or gives points.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, stopped, titled
from pipeline.segment.marks import scores
from pipeline.segment.words.tablewords import any_of, words
from pipeline.text import Span

_FIGURE = re.compile(r"[(（]?\d{1,3}(?:\.\d)?[ \t　]?分[)）]?$")
_NUMBER = re.compile(r"(?:[A-Z]?\d{1,2}(?:[.．\-]\d{1,2}){0,2}|[一二三四五六七八九十]{1,3}|[(（]\w{1,3}[)）])[.．、]?")
_HEADING = re.compile(r"第[一二三四五六七八九十\d]{1,3}[部编篇章节条]|附[件录表：:]|[一二三四五六七八九十]{1,3}、")
_LABEL = re.compile(r"(?P<label>[^\n:：，,。；;\d]{2,6})[:：][ \t　]*(?=[^\n])")
_SAID = re.compile(r"[^\n]*?(?:[分扣得]|否决)")
_FORM = re.compile("\t|[_＿]{2}|签[字名]")  # of what stands behind a sheet
_LISTED = re.compile(r"[a-z\d①-⑳(（·•●*＊-]")
_TOTAL = re.compile(rf"(?:{any_of('totals')}|小计)")
_HEADS = re.compile(
    rf"(?:{any_of('subjects')}|{any_of('points')}|{any_of('reasons')}|{any_of('blanks')}|.{{1,4}}评分?|.{{1,8}}标准)$"
)
_REASONS = re.compile(f"{any_of('reasons')}[:：]?$")
_CELL = re.compile(r"[^ \t　\n]+")
_TITLE, _CELLED, _WIDEST, _FEWEST = 18, 9, 7, 3  # characters of a title and of a head's cell, cells of a head, items


@dataclass(slots=True)
class _Item:
    """number, title and points of an item or, without lines below it, of a group; where its first line is."""

    number: Span | None
    title: Span
    points: Span | None
    first: int
    below: list[Span] = field(default_factory=list)
    group: bool = False


@dataclass(slots=True)
class PointLines:
    """head: its cells; items in order, groups among them; span: from the head to the last line."""

    head: list[Span]
    items: list[_Item]
    span: Span


def tables(text: str, start: int) -> list[PointLines]:
    """Every such sheet behind `start`."""
    own = lines(text, (start, len(text)))
    figures = [k for k in range(1, len(own)) if own[k][1] - own[k][0] <= 8 and _FIGURE.match(text, *own[k])]
    items = [one for k in figures if (one := _item(text, own, k)) is not None] if len(figures) >= _FEWEST else []
    found: list[PointLines] = []
    run: list[_Item] = []
    at = 0
    for k, one in enumerate(items):
        following = items[k + 1] if k + 1 < len(items) else None
        if not run:
            head = _groups_before(text, own, one.first, at)
            run += head
        last = one.first + 2 + (own[one.first][1] < one.title[0])
        until = following.first if following is not None else len(own)
        end = _end(text, own, last, until)
        heads = _groups_before(text, own, until, last) if end == until and following is not None else []
        one.below = own[last : heads[0].first if heads else end]
        one.group = not one.below and end == until and following is not None
        run += [one, *heads]
        if end < until or following is None:
            found += _table(text, own, run)
            run, at = [], end
    return found


def adds_up(text: str, table: PointLines) -> bool:
    """Whether the points of the items below each group, two groups or more, are those of the group."""
    sums: list[tuple[float, float]] = []
    for one in table.items:
        value = float(re.sub(r"[^\d.]", "", text[slice(*one.points)])) if one.points is not None else 0.0
        if one.group:
            sums.append((value, 0.0))
        elif sums:
            sums[-1] = sums[-1][0], sums[-1][1] + value
    return len(sums) > 1 and all(whole == total for whole, total in sums)


def _item(text: str, own: list[Span], at: int) -> _Item | None:
    """The item whose points stand on a line."""
    start, end = own[at - 1]
    match = _NUMBER.match(text, start, end)
    behind = match.end() if match is not None else start
    inside = text[behind:end].lstrip(" \t　")
    number = (start, behind) if match is not None and inside else None
    title = (end - len(inside), end) if number else (start, end)
    first = at - 1
    if number is None and at > 1 and (above := _NUMBER.fullmatch(text, *own[at - 2])) is not None:
        number, first = above.span(), at - 2
    said = text[slice(*title)]
    good = len(said) <= _TITLE and titled(said) and not _FIGURE.match(said) and ":" not in said and "：" not in said
    return _Item(number, title, own[at], first) if good else None


def _end(text: str, own: list[Span], at: int, until: int) -> int:
    """Where what stands below an item ends: at the next one, or where the sheet does."""
    last = until == len(own)
    while at < until:
        said = text[slice(*own[at])]
        heading = _HEADING.match(said) is not None and not (_pointed(said) or _REASONS.match(said))
        goes_on = not last or (not _FORM.search(said) and any(one.match(said) for one in (_SAID, _LISTED, _LABEL)))
        if heading or _TOTAL.match(said) or not goes_on:
            return at
        at += 1
    return at


def _pointed(said: str) -> bool:
    """Whether a line bears points in brackets at its end."""
    weight = next((m for m in scores.WEIGHT.finditer(said) if m.end() == len(said)), None)
    return weight is not None and weight.start() > 1 and len(said) <= _TITLE + len(weight.group())


def _groups_before(text: str, own: list[Span], at: int, floor: int) -> list[_Item]:
    """The group whose title stands right before an item, with points in brackets; a sentence may stand between them."""
    for first in (at - 1, at - 2):
        said = text[slice(*own[first])] if first >= floor else ""
        if said and _pointed(said):
            return [_Item(None, own[first], None, first, own[first + 1 : at], group=True)]
        if not stopped(said):
            break
    return []


def _table(text: str, own: list[Span], run: list[_Item]) -> list[PointLines]:
    if sum(not one.group for one in run) < _FEWEST:
        return []
    first = run[0].first
    above = own[max(0, first - _WIDEST) : first]
    head: list[Span] = []
    if above and len(parts := re.split(r"[ \t　]+", text[slice(*above[-1])])) > 2 and any(map(_HEADS.match, parts)):
        head = above[-1:]
    elif above:
        short = next((k for k in range(len(above), 0, -1) if not _cell(text[slice(*above[k - 1])])), 0)
        known = next((k for k in range(short, len(above)) if _HEADS.match(text[slice(*above[k])])), len(above))
        head = above[known:]
    end = (run[-1].below or [run[-1].points or run[-1].title])[-1][1]
    return [PointLines(head, run, ((head or [own[first]])[0][0], end))]


def _cell(said: str) -> bool:
    """Whether a line may be a cell of the head."""
    return len(said) <= _CELLED and (titled(said) or _HEADS.match(said) is not None)


def drafts(text: str, table: PointLines) -> list[Draft]:
    """The head as a paragraph, groups as units, items as elements with their points."""
    made = [cellnodes.header(text, (table.head[0][0], table.head[-1][1]), _cells(text, table.head))] if table.head else []
    labels = Counter(m["label"] for one in table.items for line in one.below if (m := _LABEL.match(text, *line)))
    items = sum(not one.group for one in table.items)
    often = {words_ for words_, count in labels.items() if count >= _FEWEST and 2 * count >= items}
    said = re.split(r"[ \t　\n]+", text[table.head[0][0] : table.head[-1][1]]) if table.head else []
    reasons = next((cell for cell in said if _REASONS.match(cell) or cell.endswith(words("reasons"))), None)
    into = made
    for one in table.items:
        span = (one.number or one.title)[0], (one.points or one.title)[1]
        if one.group and one.points is None:
            draft = _group(text, one.title)
        else:
            kind = "unit" if one.group else "element"
            draft = Draft(span, kind=kind, number=one.number, title=one.title, heading=True, why=["row of a table"])
            if one.points is not None:
                cellnodes.points(text, draft, one.points)
        (made if one.group else into).append(draft)
        into = draft.children if one.group else into
        _fill(text, draft, one.below, often, reasons)
    return made


def _group(text: str, line: Span) -> Draft:
    """A group with its points in brackets; its number may have no sign but a blank."""
    match = _NUMBER.match(text, *line)
    apart = match is not None and text[match.end()] in " \t　"
    if match is None or not apart:
        return cellnodes.titled(text, line, "unit")
    draft = cellnodes.titled(text, trim(text, match.end(), line[1]), "unit")
    draft.own, draft.number = line, match.span()
    return draft


def _cells(text: str, head: list[Span]) -> list[int]:
    """Where the cells of a head on one line begin."""
    return [m.start() for m in _CELL.finditer(text, head[0][0], head[-1][1])]


def _fill(text: str, draft: Draft, below: list[Span], often: set[str], reasons: str | None) -> None:
    """What stands below an item: fields, sections with a title of their own or the head's, statements."""
    into: Draft | None = None
    for line in below:
        label = _LABEL.match(text, *line)
        if label is not None and label["label"] in often:
            title = label.span("label")
            draft.children.append(Draft(line, kind="field", title=title, text=(label.end(), line[1]), why=["row of a table"]))
            into = None
        elif _REASONS.match(text[slice(*line)]):
            into = Draft(line, kind="section", title=(line[0], line[1] - (text[line[1] - 1] in ":：")), heading=True)
            draft.children.append(into)
        else:
            if draft.kind == "unit":
                draft.children.append(Draft(line, kind="para", text=line))
                continue
            if into is None:
                into = cellnodes.section(text, reasons, (line[0], line[0])) if reasons else draft
                draft.children += [into] if into is not draft else []
            into.children.append(cellnodes.statement(text, line))
