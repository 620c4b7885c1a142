"""What stands in the cells of a table as drafts: titles, statements, sections, fields, conditions.

Tables with borders and without use it, so that both give the same tree.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import goes_on, lines, sentences
from pipeline.segment.draft.lines import titled as may_head
from pipeline.segment.labels.label import vocabulary
from pipeline.segment.marks import scores
from pipeline.segment.marks.marks import BULLETS, DIVISIONS, NAMED
from pipeline.segment.words.statements import cut
from pipeline.text import Span

_CN = "[一二三四五六七八九十]{1,2}"
_SIGNS = f"{BULLETS}∙·-"
_UNITS = "万亿千百年月日天个次项人名篇台套米吨公克升斤元度岁级门场起件份条座辆艘周时分秒小倍例册"
_MARK = re.compile(
    rf"(?:[(（](?:\d{{1,2}}|{_CN})[)）]|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}[.．、]?(?![%％])"
    rf"|(?:\d{{1,2}}|{_CN}|[A-Za-z])(?:[、)）]|[.．](?!\d))"
    rf"|\d{{1,2}}(?=[一-鿿 ])(?![{_UNITS}])|[①-⑳]|[{_SIGNS}])[ \t　]*"
)
_CODED = re.compile(r"([A-Z]\d{1,2}|[A-Z](?=[ 　]))[ 　]*(?=[一-鿿])")  # of a unit, an element: A 业绩, A1销售额
_COUNTED = re.compile(rf"(第(?:\d{{1,2}}|{_CN})(?:{DIVISIONS}|{NAMED}|[类步]))[ 　:：]*(?=[一-鿿]{{2}})")  # 第一阶段 委托
_TAB = re.compile("\t")
_STOPPED = re.compile("[。；;！!？?：:]")
_SEAM = 1.2  # how much must speak for a seam in a cell that may well hold one statement
_SEMICOLON = re.compile("[；;]")
_POINTS = re.compile(r"[扣加减]\s?\d+(?:\.\d+)?\s?分")
_INSIDE = re.compile(r"(?<![\d.(（])(?:[(（](\d{1,2})[)）]|(\d{1,2})[、.．)）](?!\d))(?=[^\d\s,，、;；。])")
_MEASURE = (
    r"(?:小时|学时|课时|课次|分钟|个月|万元|工作日|[分%％‰元次人名项天日年月个门篇份件场期条周倍台套级岁例册家批只吨])?"
    r"(?:[(（].{1,4}[)）])?"
)
_NUMBER = r"(?>\d+(?:[.．,]\d+)*)"
_QUANTITY = re.compile(
    rf"[<>≥≤＜＞±约不低少高多于]{{0,3}}[Vv]?{_NUMBER}{_MEASURE}(?:[-—–~～至到/.:：年月]+{_NUMBER}{_MEASURE})*(?:及?以[上下内])?[日月+]?$"
)
_FIGURE = re.compile(r"^(?:\d+(?:\.\d+)?[%％分]?|[—–－/／-]+|[√✓✔×✗○●△]|不限)$")


def number(text: str, span: Span) -> tuple[Span | None, int]:
    """The mark at the head of a cell's line, and where the words behind it begin."""
    match = _MARK.match(text, *span)
    if match is None or match.end() >= span[1]:
        return None, span[0]
    return (span[0], span[0] + len(match.group().rstrip())), match.end()


def spans(text: str, span: Span) -> list[Span]:
    """The statements of a cell: its lines, each with those that go on with it; a line that holds 1、 2、 3、 is cut there."""
    made: list[Span] = []
    for line in lines(text, span):
        own = _MARK.match(text, *line) is not None or _TAB.search(text, *line) is not None
        if made and goes_on(text[slice(*made[-1])]) and not own:
            made[-1] = (made[-1][0], line[1])
        else:
            made.append(line)
    return [part for one in made for part in _listed(text, one)]


def _listed(text: str, line: Span) -> list[Span]:
    """A line cut before the numbers of one list that begins at its head."""
    places: list[int] = []
    expected = 1
    for match in _INSIDE.finditer(text, *line):
        if int(match[1] or match[2]) == expected and (expected > 1 or match.start() == line[0]):
            places.append(match.start())
            expected += 1
    if len(places) > 1:
        return [trim(text, a, b) for a, b in pairwise([*places, line[1]])]
    return _counted(text, line)


def _counted(text: str, line: Span) -> list[Span]:
    """A line cut behind its semicolons where each part takes or gives points of its own (迟到扣2分；早退扣2分)."""
    ends = [match.end() for match in _SEMICOLON.finditer(text, *line) if match.end() < line[1]]
    parts = [trim(text, a, b) for a, b in pairwise([line[0], *ends, line[1]])]
    return parts if ends and all(_POINTS.search(text, *part) for part in parts) else [line]


def statement(text: str, span: Span, kind: str = "criterion") -> Draft:
    """One statement with its mark; a bullet is no number."""
    mark, start = number(text, span)
    if mark is not None and quantity(text[slice(*span)]):
        mark, start = None, span[0]  # 40学时
    if mark is not None and text[mark[0]] in _SIGNS:
        mark = None
    return Draft(span, kind=kind, number=mark, text=trim(text, start, span[1]))


def statements(text: str, span: Span, kind: str = "criterion") -> list[Draft]:
    """Every statement of a cell; the rows of a table in it are fields, below its head and behind what announces it."""
    made: list[Draft] = []
    for row, some in groupby(spans(text, span), lambda one: _nested(text, one) is not None):
        own = list(some)
        if not row:
            made += [statement(text, one, kind) for one in own]
            continue
        if made and made[-1].number is None and goes_on(text[slice(*made[-1].own)]):
            made[-1].kind = "para"
        inner = [field for one in own if (field := _nested(text, one)) is not None]
        head = inner[0] if _heads(text, inner) else None
        made += inner if head is None else [header(text, own[0]), *inner[1:]]
    return made


def _heads(text: str, rows: Sequence[Draft]) -> bool:
    """Whether the first row of a table in a cell is its head: figures stand below one of its cells in every other row."""
    cells = [[text[slice(*cell)] for cell in row.cells or []] for row in rows]
    first, others = cells[0], cells[1:]
    alike = bool(others) and all(len(row) == len(first) for row in others)
    figures = (all(figure(row[k]) or quantity(row[k]) for row in others) for k in range(len(first) if alike else 0))
    return any(figures) and not any(figure(one) or quantity(one) for one in first)


def sayings(text: str, span: Span) -> list[Draft]:
    """The statements of a level: one without a number that holds several sentences is as many, and so is one that runs
    together several without a stop (熟悉流程具备…的能力).
    """
    made: list[Draft] = []
    for one in statements(text, span):
        whole = one.number is not None or one.title is not None or one.text is None
        parts = [] if whole or one.text is None else sentences(text, one.text, "。！!")
        if len(parts) == 1 and not _STOPPED.search(text, *parts[0]):
            parts = cut(text, parts[0], _SEAM)
        made += [statement(text, part) for part in parts] if len(parts) > 1 else [one]
    return made


def _nested(text: str, span: Span) -> Draft | None:
    """The row of a table in a cell, whose cells tabs part: a title with its values."""
    edges = [span[0] - 1, *(match.start() for match in _TAB.finditer(text, *span)), span[1]]
    cells = [cell for a, b in pairwise(edges) if (cell := trim(text, a + 1, b))[0] < cell[1]]
    return field(cells[0], cells[1:]) if len(cells) > 1 and may_head(text[slice(*cells[0])]) else None


def section(text: str, head: str, span: Span, kind: str = "criterion") -> Draft:
    """A section whose words stand in the table's head, with the statements of a cell."""
    made = Draft(span, kind="section", derived=True, named=head, heading=True, why=["column of a table"])
    made.children = statements(text, span, kind)
    return made


def aside(text: str, head: str, span: Span) -> Draft:
    """A cell whose column says something beside the row's title: a field, or how the row is certified, each way by itself."""
    kind = str(vocabulary().get(head, {}).get("kind", "field"))
    ways = statements(text, span, kind) if kind == "evidence" else []
    if len(ways) > 1 or any(way.number for way in ways):
        return Draft(span, kind=kind, derived=True, named=head, heading=True, why=["column of a table"], children=ways)
    return Draft(span, kind=kind, text=span, named=head, why=["column of a table"])


def titled(text: str, span: Span, kind: str) -> Draft:
    """A unit or element: number, title, and points in brackets at its end as its text."""
    coded = _CODED.match(text, *span) or _COUNTED.match(text, *span)
    mark, start = ((span[0], coded.end(1)), coded.end()) if coded else number(text, span)
    bracket = next((m for m in scores.WEIGHT.finditer(text, start, span[1]) if m.end() == span[1]), None)
    title = trim(text, start, bracket.start() if bracket else span[1])
    made = Draft(span, kind=kind, number=mark, title=title, heading=True, why=["row of a table"])
    if bracket is not None:
        made.text = bracket.span()
        made.score, made.weight = scores.single(bracket.group()), scores.percent(bracket.group())
    return made


def points(text: str, draft: Draft, span: Span) -> None:
    """Gives a scored item its points as its text."""
    draft.text = span
    worth(draft, text[slice(*span)])


def worth_of_level(text: str, level: Draft, span: Span) -> None:
    """Gives a level its points, which stand below it: its own words are its name."""
    worth(level, text[slice(*span)])
    level.children.insert(0, Draft(span, kind="para", text=span, why=["points of a level"]))


def worth(draft: Draft, words: str) -> None:
    """What an item's points or its weight come to: 12分, 12, 20%."""
    draft.weight = scores.percent(words)
    draft.score = scores.single(words) if draft.weight is None else None
    if draft.score is None and draft.weight is None and re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", words):
        draft.score = float(words)


def figure(words: str) -> bool:
    """Whether a cell is a figure, or says that there is none."""
    return _FIGURE.match(words.strip()) is not None


def quantity(words: str) -> bool:
    """Whether a cell is a figure with what is counted, a range, a bound or a date (60分以上, 10—15万元, 2018-03-12)."""
    return _QUANTITY.match(words) is not None


def field(title: Span, values: list[Span]) -> Draft:
    """A row of a table: its first cell, and the others as its text."""
    text = (values[0][0], values[-1][1]) if values else None
    return Draft(title, kind="field", title=title, text=text, cells=values or None, why=["row of a table"])


def figured(rows: Iterable[Sequence[str]]) -> bool:
    """Whether half the rows of a table hold figures alone, or more."""
    told = [all(map(figure, row)) for row in rows]
    return 2 * sum(told) >= len(told)


def counted(number: Span, cells: list[Span]) -> Draft:
    """A row that its first cell counts and that holds a statement."""
    text = (cells[0][0], cells[-1][1])
    return Draft((number[0], text[1]), kind="criterion", number=number, text=text, cells=cells, why=["row of a table"])


def header(text: str, span: Span, places: Iterable[int] = ()) -> Draft:
    """The head of a table as a paragraph. places: where its cells begin, beside those at line breaks."""
    edges = sorted({*span, *(p for p in places if span[0] < p < span[1])})
    cells = [one for a, b in pairwise(edges) for one in lines(text, (a, b))]
    return Draft(span, kind="para", text=trim(text, *span), cells=cells, why=["head of a table"])


def conditions(text: str, title: Span, cells: Sequence[tuple[str | None, Span]], figures: bool = True) -> Draft:
    """A row whose columns are levels: a field where it holds figures, else a section with a criterion a level.

    figures: rows of figures are any rows of the table, and no conditions among others.
    """
    if figures and all(figure(text[slice(*span)]) for _, span in cells):
        return field(title, [span for _, span in cells])
    made = Draft(title, kind="section", title=title, heading=True, why=["row of a table"])
    for label, span in cells:
        parts = spans(text, trim(text, *span))
        own = [statement(text, part) for part in parts]
        if len(own) == 1:
            own = [Draft(parts[0], kind="criterion", text=parts[0])]
        for one in own:
            one.level = label
        made.children += own
    return made
