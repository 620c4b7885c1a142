"""Marks: every place in running text where a numbered or bulleted piece may begin. Candidates only; the outline chooses.

What is known of a candidate: its style (what the number looks like), its value, and what stands before it. Traps that can be
seen on the spot (dates, decimals, quantities, list commas, references, brackets left open) are no candidates at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.literals import Scanner
from pipeline.segment.marks import markruns, quantities
from pipeline.segment.marks.brackets import Brackets
from pipeline.segment.marks.numerals import CHINESE, number, roman
from pipeline.segment.marks.quantities import UNITS
from pipeline.text import Span

BULLETS = "•●■◆▪◇□★※➢❖✓▲△○"  # of any list, wherever they stand
NAMED = "工作任务|职责|岗位|职位|能力项|模块|任务|单元|要素|项目|阶段|环节|步骤|领域|能力|职能|活动|维度"
DIVISIONS = "部分|单元|模块|族群|簇|维度|板块|领域|大类|层[级面]?|部|编|篇|章|节|条"
APPENDED = (
    r"[^\n。；;，,：:\d]{2,14}?(?:表|单|参考|要求|说明|预案|清单|办法|细则|流程|须知)表?"  # the title of what is appended
)
_CN = f"[{CHINESE}]{{1,4}}"
_REFERS = "按照据见依于和及与或至到本该上下同前述如由在从用对除违反第"
_REFERRED = ("规定", "所列", "所述", "之规", "款规")
_CLOSED = "。；;！!？?"


class Mark(NamedTuple):
    """A candidate: [start, end) is the mark as printed. value: one integer a component (1.2.3 → (1, 2, 3)); () for bullets.

    before: what the mark follows: line, stop (。;), colon, close (a bracket), space, word, comma, refer (依据第三章).
    form: its punctuation.
    """

    start: int
    end: int
    style: str
    form: str
    value: tuple[int, ...]
    before: str

    @property
    def span(self) -> Span:
        return self.start, self.end


PATTERN = re.compile(
    rf"""
    (?P<division>第\s?(?P<dn>{_CN}|\d{{1,3}}|[Ⅰ-Ⅻ])\s?(?P<unit>{DIVISIONS}|步(?!骤)))
  | (?P<named>(?<![^\n。；;])(?P<nw>{NAMED})\s?(?P<nn>{_CN}|\d{{1,2}})(?P<nf>[:：、.．]|(?=[ \t　])))
  | (?P<sort>(?<![^\n])(?:(?P<st>[A-Z甲乙丙丁戊]|第[一二三四五六七八九十])类|(?P<sl>[A-Z甲乙丙丁戊])(?P<su>[部篇编]))
      (?=[:：、 \t　]?[一-鿿]{{2,14}}(?:[(（][^\n]*)?(?:\n|$)))
  | (?P<annex>(?<![^\n])附(?:件|录|表|图)?(?P<an>[A-Z]|\d{{1,2}}|[一二三四五六七八九十])?(?:[:：、]|(?=[ \t　])
      |(?<=[件录表][A-Z\d一二三四五六七八九十])(?=[一-鿿]))
      (?=[^\n。；;]{{2,24}}(?:\n|$)))
  | (?P<appended>(?<=[。；;])附(?:件|录|表|图)?(?P<en>[A-Z]|\d{{1,2}}|[一二三四五六七八九十])?[:：、]?(?={APPENDED}))
  | (?P<coded>(?<![^\n])(?P<cw>[A-Z]{{1,3}})(?:[-－]?(?P<cc>\d{{1,2}})(?=[ \t　、.．:：][^\d\s])
      |[-－](?P<cg>\d{{1,2}})(?=[一-鿿])(?![型号类])))
  | (?P<bracketed>[(（](?:(?P<bc>{_CN})|(?P<bn>\d{{1,2}})|(?P<ba>[a-zA-Z]))[)）])
  | (?P<cn>(?P<cnv>{_CN})(?P<cnf>[、.．]))
  | (?P<formal>(?P<fv>[壹贰叁肆伍陆柒捌玖拾]{{1,3}})(?P<ff>[、.．]))
  | (?P<decimal>(?P<dv>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,5}})(?P<df>[.．、]?))
  | (?P<plain>(?P<pv>\d{{1,3}})(?P<pf>[、.．)）]))
  | (?P<circled>[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿])
  | (?P<roman>(?P<rv>[Ⅰ-Ⅻ]|[IVX]{{1,4}})(?P<rf>[、.．]))
  | (?P<numeral>[Ⅰ-Ⅻ](?=[ \t　]?[^\W\da-zA-Z_Ⅰ-Ⅻ])(?![ \t　]?[类级期型度区段等号代]))
  | (?P<letter>(?P<lv>[A-Za-z])(?P<lf>[、.．)）]))
  | (?P<stem>(?P<sv>[甲乙丙丁戊己庚辛壬癸])(?:、|(?<![^\n].)[.．](?=[ \t　]*[^\s\d])))
  | (?P<bullet>[{BULLETS}∙·]\s?|(?<=\n)(?P<sign>[-—–*＊×✗✘√✔☆◎▶►→])(?P=sign)?[ \t　]?(?=[^\s\d—–×√-]))
  | (?P<bare>\d{{1,2}})(?=[^\W\d_]|[《“]|[ \t　]+[^\W\d_])
    """,
    re.VERBOSE,
)
_FIRST = re.compile(  # what every alternative begins with: looked for first, for few characters are any of these
    rf"[第{CHINESE}壹贰叁肆伍陆柒捌玖拾\d(（A-Za-z①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ甲乙丙丁戊己庚辛壬癸{BULLETS}∙·]"
    rf"|(?<![^\n。；;])[{''.join(sorted({word[0] for word in NAMED.split('|')}))}附]|(?<![^\n])[\-—–*＊×✗✘√✔☆◎▶►→]"
)
_NUMBERED = {
    "cn": ("一", "cnv", "cnf"), "formal": ("壹", "fv", "ff"), "plain": ("1", "pv", "pf"), "roman": ("Ⅰ", "rv", "rf"),
    "letter": ("A", "lv", "lf"), "stem": ("甲", "sv", None), "bare": ("1", "bare", None),
}  # fmt: skip
_GLUED = Scanner(
    re.compile(
        rf"({NAMED})([一二三四五六七八九十]{{1,2}}(?=[一-鿿])(?![律般致定些个次切起样直旦名])|\d{{1,2}}(?=[一-鿿])(?![{UNITS}]))"
    )
)
_BEHIND = ("line", "word", "stop", "close", "colon")  # a bare number before a space may be a mark behind these
_COUNTED = 3  # named numbers that count on by no chance
_DIVIDED = 30  # divisions of a chapter at most: a greater figure behind a number's point is the statement's
_VERSION = re.compile(r"(?<![A-Za-z])(?:[Vv](?:er(?:sion)?)?|[Rr]ev)\.? ?$")  # before its figure: Ver 2.1
_KEY = re.compile(r"[“\"‘「]$|(?<!\d)\d{1,2}[、.．)）]$|[①-⑳]$")  # behind these a sign marks what is key (1.★能…)
_GRADE = re.compile(r"(?![录图表件见版型])[一-鿿][A-E]$")  # …绩效为A2.2 …: a grade ends what stands before


def scan(text: str) -> list[Mark]:
    """Every candidate in order of place; candidates do not overlap."""
    marks: list[Mark] = []
    apart: list[Mark] = []
    depth = Brackets(text)
    for match in matches(text):
        mark = _read(match)
        if mark is None or depth.open_at(mark.start):
            continue
        if _apart(text, mark):
            apart.append(mark)
        if (mark not in apart[-1:] or mark.before == "line") and not _trap(text, mark):
            start = markruns.chapter(text, mark.start, mark.value) if mark.style == "1.1" else None
            if start is not None and (not marks or marks[-1].end <= start):
                marks.append(Mark(start, start + len(str(mark.value[0])), "1", "", mark.value[:1], before(text, start)))
            marks.append(mark)
    known = {mark.start for mark in marks}
    glued = _glued(text, known)
    ends = {mark.end for mark in glued}
    kept = [mark for mark in marks if mark.end not in ends]  # the figure of 步骤1受理 is none of its own
    free = [mark for mark in apart if not _amount(text, mark)]
    counting = markruns.counting([(mark.value[0], mark.before in _BEHIND) for mark in free])
    kept += [free[k] for k in counting if free[k].start not in known]
    kept += [Mark(*m.span(1), "A", "", (k,), "line") for k, m in enumerate(markruns.lettered(text), start=1)]
    coded = [one for place in markruns.behind_codes(text) if (one := PATTERN.match(text, place)) is not None]
    kept += [mark._replace(before="close") for mark in map(_read, coded) if mark is not None and mark.start not in known]
    return sorted([*kept, *glued, *_dashes(text)], key=lambda mark: mark.start)


def _dashes(text: str) -> list[Mark]:
    """Dashes as bullets in running text, where a third of them follow stops, three or more."""
    found = [Mark(*m.span(), "•", m.group(), (), before(text, m.start())) for m in markruns.dashes(text)]
    closed = sum(mark.before == "stop" for mark in found)
    return found if 3 * closed >= len(found) else []


def _apart(text: str, mark: Mark) -> bool:
    """Whether a mark is a bare number with a space behind it."""
    return mark.style in ("1", "1.") and mark.form == "" and text[mark.end : mark.end + 1] in (" ", "\t", "　")


def _amount(text: str, mark: Mark) -> bool:
    """Whether a number with a space behind it is no mark, by what stands beside it."""
    behind = mark.end
    while text[behind : behind + 1] in (" ", "\t", "　"):
        behind += 1
    return _trap(text, mark._replace(end=behind))


def automatic(text: str, start: int, printed: str) -> Mark | None:
    """The mark that a program counted and printed at `start`; None where it is of no form that is known."""
    match = PATTERN.match(f"{printed} 甲")
    mark = _read(match) if match is not None and match.end() >= len(printed) else None
    if mark is None:
        return None
    return mark._replace(start=start, end=start + len(printed), before=before(text, start))


def _glued(text: str, taken: set[int]) -> list[Mark]:
    """Named numbers with their titles glued on (岗位一班长…。岗位二组员…), where three or more of one name count on."""
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _GLUED.finditer(text):
        value = number(match[2])
        closed = value == 1 or match.start() == 0 or text[match.start() - 1] in _CLOSED + "\n"
        before_ = number(found[match[1]][-1][2]) if found[match[1]] else 0
        anew = value == 1 and text[match.start() - 1 : match.start()] in ("", "\n")
        if closed and match.start() not in taken and (value == (before_ or 0) + 1 or anew):
            found[match[1]].append(match)
    kept = [m for matches in found.values() if len(matches) >= _COUNTED for m in matches]
    return [Mark(*m.span(), m[1], "", (k,), before(text, m.start())) for m in kept if (k := number(m[2]))]


def matches(text: str) -> Iterator[re.Match[str]]:
    """What finditer finds, several times as fast: the pattern is tried only where it can begin."""
    at = 0
    for first in _FIRST.finditer(text):
        place = first.start()
        if place >= at and (match := PATTERN.match(text, place)) is not None:
            at = match.end()
            yield match


def _decimal(match: re.Match[str], follows: str) -> Mark | None:
    """A number of several components; of 1.90分以上 at the head of a line the first alone; 1.0 there is a chapter above 1.1."""
    start, end = match.span()
    values = tuple(int(v) for v in re.split("[.．]", match["dv"]))
    if len(values) == 2 and values[1] > _DIVIDED and follows == "line" and not match["df"]:
        return Mark(start, start + len(str(values[0])) + 1, "1.", ". ", values[:1], follows)
    if len(values) == 2 and values[1] == 0 < values[0] and follows == "line" and match["dv"][-2:] == ".0":
        return Mark(start, end, "1.1", match["df"], values[:1], follows)
    return Mark(start, end, "1.1", match["df"], values, follows) if 0 not in values else None


def _read(match: re.Match[str]) -> Mark | None:
    group = match.lastgroup or ""  # the alternative: it closes behind the groups inside it
    start, end = match.span()
    follows = before(match.string, start)
    if group in ("division", "sort"):
        follows = "refer" if follows == "word" and match.string[start - 1] in _REFERS else follows
        style = "步" if match["unit"] == "步" else "第" + (match["unit"] or match["su"] or "类")  # a step is no division
        return _made(match.span(), style, "", (match["dn"] or match["st"] or match["sl"]).lstrip("第"), follows)
    if group == "named":
        return _made(match.span(), match["nw"], match["nf"], match["nn"], follows)
    if group in ("annex", "appended"):
        return Mark(start, end, "附", ":", (number(match["an"] or match["en"] or "1") or 1,), follows)
    if group == "coded":
        return _made(match.span(), match["cw"] + "-1", "-", match["cc"] or match["cg"], follows)
    if group == "bracketed":
        kind, printed = next((k, match[g]) for k, g in (("(一)", "bc"), ("(1)", "bn"), ("(a)", "ba")) if match[g])
        return _made(match.span(), "(A)" if printed.isupper() else kind, "", printed, follows)
    if group == "decimal":
        return _decimal(match, follows)
    if group == "bullet":
        return Mark(start, end, "•", match.group().strip(), (), follows)
    if group == "circled":
        return _made(match.span(), _circled_style(match.group()), "", match.group(), follows)
    if group == "numeral":
        return _made(match.span(), "Ⅰ", "", match.group(), follows)
    style, value, form = _NUMBERED[group]
    printed = match[value]
    sign = match[form] if form else ("、" if group == "stem" else "")
    if group == "roman" and (capitals := roman(printed)) is not None:
        return Mark(start, end, style + _form(sign), sign, (capitals,), follows)
    if group == "letter" and printed.islower():
        style = "a"
    if group == "bare" and follows == "line":
        style = "1."
    return _made(match.span(), style + _form(sign), sign, printed, follows)


def _made(span: Span, style: str, form: str, printed: str, before: str) -> Mark | None:
    value = number(printed)
    return Mark(*span, style, form, (value,), before) if value else None


def _form(sign: str) -> str:
    return {"．": ".", "）": ")"}.get(sign, sign)


def _circled_style(sign: str) -> str:
    return next(first for first, last in ("①⑳", "⑴⒇", "⒈⒛", "㈠㈩", "❶❿") if first <= sign <= last)


def before(text: str, start: int) -> str:
    """What a mark at `start` follows: line, stop, colon, space, close, comma or word."""
    k = start
    while k > 0 and text[k - 1] in " \t　":
        k -= 1
    if k == 0 or text[k - 1] == "\n":
        return "line"
    last = text[k - 1]
    if last in _CLOSED:
        return "stop"
    if last in ":：" or (text[k - 2 : k] in ("——", "––") and text[k - 3 : k - 2].isalpha()):
        return "colon"
    if k < start:
        return "space"
    if last in ")）】]》”\"'」":
        return "close"
    return "comma" if last in ",，、/-~～—(（" else "word"


def _trap(text: str, mark: Mark) -> bool:
    """Dates, quantities, decimals, versions, references, list commas: what only looks like a mark."""
    previous = text[mark.start - 1] if mark.start else "\n"
    following = text[mark.end : mark.end + 1]
    if mark.style.startswith("第"):
        return previous in "、，" or text[mark.end : mark.end + 2] in _REFERRED
    if mark.style == "•":
        key = _KEY.search(text, max(0, mark.start - 4), mark.start) is not None
        return key or (mark.form in "·○" and mark.before in ("word", "comma"))
    if mark.style[0] in "1AaⅠ" and previous.isascii() and (previous.isalnum() or previous in "._-/"):
        return mark.style != "1.1" or not _GRADE.search(text, max(0, mark.start - 2), mark.start)
    printed = text[mark.start : mark.end]
    twice = mark.style != "1.1" and (text.startswith(printed, mark.end) or text.endswith(printed, 0, mark.start))
    if twice or (mark.style == "一、" and (_listing(text, mark) or previous in CHINESE + "第、")):
        return True  # 1)1): what is left of a figure; 三、四级
    named = previous in "第之" or (previous == "统" and mark.value == (1,))  # 之一, 统一
    return (mark.style[:1] in "一" and mark.before == "word" and named) or _quantity(text, mark, previous, following)


def _listing(text: str, mark: Mark) -> bool:
    """Whether a list of numbers goes on behind one (三、四级); at a boundary only the next does (三、一票否决)."""
    following = text[mark.end : mark.end + 1]
    bounded = mark.before in ("line", "stop") and number(following) not in (None, mark.value[0] + 1)
    return bool(following) and following in CHINESE and not bounded


def _quantity(text: str, mark: Mark, previous: str, following: str) -> bool:
    if mark.style == "1.1":
        quantity = len(mark.value) == 2 and mark.before != "line" and quantities.counts(text, mark.end)
        quantity |= mark.before == "space" and _VERSION.search(text, max(0, mark.start - 9), mark.start) is not None
        return (bool(following) and (quantity or following.isdigit())) or previous in "约近超达为至V"
    if mark.style.startswith("1"):
        if following.isdigit() and mark.form in ".．":
            return True
        if mark.form == "":
            return mark.before == "comma" or quantities.counts(text, mark.end)
        if mark.form == "、":
            return following.isdigit() and not (mark.before in ("line", "stop") and quantities.dated(text, mark.end))
    return mark.style[:1] in "Aa" and not (following and (following >= "一" or following in "《“(（ "))
