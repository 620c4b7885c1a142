"""Labels: words before a colon that name what follows (认证方法:, 直接上级:), wherever they stand.

In flattened text nothing says where a label begins. In this order: right after a mark (1、器材清点:, the title of an item); a
label of the vocabulary that ends at the colon; words between the start of a line and the colon; words that recur before colons
after ever other characters. A line that is nothing but a word of the vocabulary is a label without its colon.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.segment.labels.blanks import spans
from pipeline.segment.labels.label import NO_LABEL, Label, goes_on_label, vocabulary
from pipeline.segment.labels.wholes import entire
from pipeline.segment.levels.levelnames import USUAL, Names
from pipeline.segment.marks.brackets import tags
from pipeline.segment.marks.marks import DIVISIONS, NAMED, Mark
from pipeline.segment.words.recurring import Recurring, compound, longer
from pipeline.segment.words.recurring import endings as recurring_endings

_COLON = re.compile("[:：]")
_EDGE = '\n。；;！!？?，,、:：(（)）[]【】“”"《》 \t　'
_DIVISION = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[部编篇章单])"
)  # over divisions it is a heading
_COUNTED = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_NUMBERED = re.compile(rf"(?:{NAMED})\s?{_COUNTED}|第{_COUNTED}(?:{DIVISIONS})|附(?:件|录|表|图)?[A-Z\d一二三四五六七八九十]?")
_REQUIREMENT = re.compile(r"(?:学历|专业|经验|经历|年龄|性别|技能|驾龄|职称|素质|知识)(?:要求)?[:：]")
_WEIGHED = re.compile(r"[)）]$|\d\s?分$")  # ends a title with what it weighs
_COUNTING = re.compile(r"[:：]\d{1,3}$")  # the value of the label before: 学时:6知识点:
_SHORTLY = re.compile(r"([^。；;，,：:、\n①-⑳●■]{3,14})[:：]")
_BRACKETED = re.compile(r"【([^【】\n]{2,12})】[ \t　]*[:：]?[ \t　]*")
_WORD = re.compile("(?!第)[一-鿿]{2}")  # begins the style of numbers behind a word
_LONGEST = 12
_OFTEN = 3
_SHORT = 3  # characters of a label that may be the end of a longer one
_LONGEST_LINE = 30  # characters of a label and its value
_REQUIRING = re.compile(r"(?:要求|条件|资格)$")  # ends a heading of requirements
_POINTING = ("下列", "以下", "上述", "如下", "的", "其")  # 享有下列权利: points at the list and names nothing
_NEAR = 60  # characters
_LONGEST_AFTER_MARK = 24
_CLAUSE = re.compile(r"下列|上述|应当|(?<![\d岁年月元%％次件分名人个万])以下")  # a clause that points at its list


def find(text: str, marks: Sequence[Mark], names: Names = USUAL) -> list[Label]:
    """Every label in order of place."""
    ends = sorted({mark.end for mark in marks})
    colons = [m.start() for m in _COLON.finditer(text)]
    endings = (text[colon - n : colon] for colon in colons for n in range(2, min(_LONGEST, colon) + 1))
    known = vocabulary()
    free = Counter(words for words in endings if words in known)
    marked = {colon: _marked(text, colon, ends) for colon in colons}
    wholes = Counter([text[start:colon] for colon, start in marked.items() if start is not None])
    for whole, count in wholes.items():  # ①部门负责人: again and again, where 负责人 is never a label of its own
        ends_in = (whole[k:] for k in range(max(1, len(whole) - _SHORT), len(whole) - 1) if count > 1)
        free.update({words: -count for words in ends_in if free.get(words) == count})
    tails = [(_edge(text, colon, _LONGEST - 1), colon) for colon in colons]
    recurring = recurring_endings(text, tails, NO_LABEL)
    found = [label for colon in colons if (label := _label(text, colon, marked[colon], free, recurring)) is not None]
    found = [label for label in found if not (_named(label.words, names) or _clause(text, label))]
    worded = {mark.start: mark.end for mark in marks if _WORD.match(mark.style)}  # 素质族一：, which counts on
    found = [label for label in found if worded.get(label.start, 0) < label.end]
    found = [label for label in found if not _inner(text, label)]
    found = _owned(text, found, ends)
    blanks = {end: Label(start, end, after, "".join(text[start:end].split()), "line") for (start, end), after in spans(text)}
    found = [blanks.pop(label.end, label) for label in found] + list(blanks.values())
    taken = {label.end for label in found}
    for line in re.finditer(r"^[ \t　]*(\S{2,12})[ \t　]*$", text, re.MULTILINE):
        words = line[1].strip("【】[]")
        if words not in known or line[1].endswith((":", "：")):
            continue
        start = line.start(1) + line[1].find(words)
        if start + len(words) not in taken and not _DIVISION.match(text, line.end()):
            found.append(Label(start, start + len(words), line.end(1), words, "line"))
    found += _bracketed(text)
    found += _unsigned(text, found)
    heads = {mark.start for mark in marks if mark.value in ((), (1,))} | {label.start for label in found}
    again = Counter(mark.value for mark in marks if len(mark.value) > 2 and mark.value[-1] == 1)
    found += _glued(text, {mark.start for mark in marks if again[mark.value] > 1} - heads, taken)
    values = [label.after for label in sorted(found, key=lambda label: label.start) if label.source != "mark"]
    found += [
        label for place in sorted(heads) if (label := _colonless(text, place, taken, _valued(values, ends, place))) is not None
    ]
    return sorted(found, key=lambda label: label.start)


def _named(words: str, names: Names) -> bool:
    """Whether words before a colon name a level or count something."""
    return names.rank(words) is not None or _NUMBERED.fullmatch(words) is not None


def _owned(text: str, found: list[Label], ends: list[int]) -> list[Label]:
    """The labels as a whole; a mark's own where it is longer than its known end and begins right behind one (3．业务技能：)."""
    flush = {end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip(" \t　")) for end in ends}
    pairs = zip(found, entire(text, found), strict=True)
    return [replace(o, source="mark") if o.start < label.start and o.start in flush else o for label, o in pairs]


def _unsigned(text: str, found: list[Label]) -> list[Label]:
    """Words of the vocabulary at the heads of lines that lost their colons, between lines that begin with labels, or before one
    where the word has its colon elsewhere.
    """
    starts = {label.opening for label in found}
    made: list[Label] = []
    signed = Counter(label.words for label in found)
    own = [match.span() for match in re.finditer(r"^[^\n]+$", text, re.MULTILINE)]
    for above, line, below in zip(own, own[1:], own[2:], strict=False):
        if line[1] - line[0] > _LONGEST_LINE or line[0] in starts or below[0] not in starts:
            continue
        size = next(
            (n for n in range(min(_LONGEST, line[1] - line[0] - 2), 3, -1) if text[line[0] : line[0] + n] in vocabulary()), 0
        )
        words = text[line[0] : line[0] + size]
        if size and not goes_on_label(words) and (above[0] in starts or signed[words] > 1):
            made.append(Label(line[0], line[0] + size, line[0] + size, text[line[0] : line[0] + size], "vocabulary"))
    return made


def _bracketed(text: str) -> list[Label]:
    """Labels in lenticular brackets (【定义】…): known ones, such as come back often or beside others; all where most are."""
    said = tags(text)
    matches = [match for match in _BRACKETED.finditer(text) if not goes_on_label(match[1]) and match[1] not in said]
    counts = Counter(match[1] for match in matches)
    known = {words for words in counts if words in vocabulary()}
    back = {words for words, count in counts.items() if count > 1}
    often = {words for words, count in counts.items() if count >= _OFTEN}
    kept = known | often | (back if len(back | known) > 1 else set())
    if len(known) + len(back - known) >= _OFTEN and 3 * sum(counts[words] for words in kept) >= 2 * len(matches):
        kept = set(counts)
    return [Label(*m.span(1), m.end(), m[1], "vocabulary", bracketed=True) for m in matches if m[1] in kept]


def _glued(text: str, heads: set[int], taken: set[int]) -> list[Label]:
    """Words of the vocabulary that stand right before lists that begin anew at one number (1.1.1 … 1.1.1 …), three times or
    more, whatever is before them: they head the columns of an element.
    """
    longest = [(place, n) for place in sorted(heads) if place not in taken and (n := _ending(text, place))]
    counts = Counter(text[place - n : place] for place, n in longest)
    kept = [(place - n, place) for place, n in longest if counts[text[place - n : place]] >= _OFTEN]
    return [Label(start, end, end, text[start:end], "vocabulary") for start, end in kept]


def _ending(text: str, place: int) -> int:
    """How long the longest word of the vocabulary is that ends at a place; 0 where none does."""
    return next((n for n in range(min(_LONGEST, place), 3, -1) if text[place - n : place] in vocabulary()), 0)


def _valued(values: list[int], ends: list[int], place: int) -> bool:
    """Whether the last event before a place is a label, whose value stands there, and no mark."""
    label, mark = bisect_right(values, place - 1) - 1, bisect_right(ends, place - 1) - 1
    return label >= 0 and (mark < 0 or ends[mark] <= values[label])


def _colonless(text: str, place: int, taken: set[int], valued: bool) -> Label | None:
    """A word of the vocabulary that lost its colon, right before a list's head or another label: behind a boundary, or, where
    it usually heads a list, behind the value of the label before it.
    """
    end = place
    while end > 0 and text[end - 1] in " \t　":
        end -= 1
    if end in taken:
        return None
    known = vocabulary()
    for length in range(min(_LONGEST, end), 3, -1):
        words = text[end - length : end]
        if words not in known:
            continue
        bounded = end == length or text[end - length - 1] in "\n。；;"
        if bounded or (valued and known[words].get("opens")):
            return Label(end - length, end, place, words, "vocabulary")
    return None


def _label(text: str, colon: int, marked: int | None, free: Counter[str], recurring: Mapping[str, Recurring]) -> Label | None:
    """The label that ends at a colon. marked: where the words between a mark and the colon begin."""
    if text[colon + 1 : colon + 3] == "//" or (text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()):
        return None
    after = colon + 1
    while after < len(text) and text[after] in " \t　":
        after += 1
    known = _known(text, colon, free)
    ending = next((text[colon - n : colon] for n in range(_LONGEST, 1, -1) if text[colon - n : colon] in recurring), None)
    before = text[max(0, colon - len(ending) - 4) : colon - len(ending)] if ending is not None else ""
    bracket = marked is not None and _WEIGHED.search(before) is not None  # 漏检率(30分)指标解释: 漏检率30分口径:
    beyond = known is None and marked is not None and colon - marked > _LONGEST
    first = colon - len(ending or "")
    if marked is not None and known is not None and known < first and ending in vocabulary() and free[text[known:colon]] == 1:
        known = first  # 1.沟通能力定义: where 定义 comes back and 能力定义 does not
    counted = first == marked and _COUNTING.search(text, max(0, first - 4), first) is not None
    titled = marked is not None and first >= marked + 2 and known in (None, first)
    if ending is not None and (
        bracket
        or beyond
        or counted
        or (titled and _valued_shortly(text, after, ending, recurring))
        or (known is not None and _ends(ending, text[known:colon], recurring, free))
    ):
        return Label(colon - len(ending), colon, after, ending, "recurring")
    start = _edge(text, colon, _LONGEST)
    words = text[start:colon]
    whole = 2 <= len(words) <= _LONGEST and (start == 0 or text[start - 1] == "\n") and not NO_LABEL.search(words)
    certifies = known is not None and vocabulary()[text[known:colon]].get("kind") == "evidence"
    if known is not None and whole and marked is None and not certifies:
        return Label(start, colon, after, words, "vocabulary" if start == known else "line")
    if known is not None and (marked is None or known <= marked or _outweighs(text, (marked, known, colon), free)):
        return Label(known, colon, after, text[known:colon], "vocabulary" if known != marked else "mark")
    if marked is not None:
        return Label(marked, colon, after, text[marked:colon], "mark")
    if whole:
        return Label(start, colon, after, words, "line")
    return Label(colon - len(ending), colon, after, ending, "recurring") if ending else None


def _clause(text: str, label: Label) -> bool:
    """Whether what looks like a label is the end of a clause that points at its list (申报中级的，应当具备下列条件:)."""
    start = label.end if label.source == "mark" else _edge(text, label.start, _LONGEST)
    return _CLAUSE.search(text, start, label.end) is not None


def _inner(text: str, label: Label) -> bool:
    """Whether words before a colon go on with a sentence behind its comma (…登记工单，责任人:…), among no requirements."""
    comma = text[label.start - 1 : label.start] in ("，", ",")
    return comma and label.source in ("vocabulary", "recurring") and not label.traits.get("group")


def _valued_shortly(text: str, after: int, ending: str, recurring: Mapping[str, Recurring]) -> bool:
    """Whether a short value and another label that comes back follow a label, which is no title of a list (学时:6要点:①)."""
    match = _SHORTLY.match(text, after)
    return match is not None and any(match[1].endswith(other) and other != ending for other in recurring)


def _ends(ending: str, known: str, recurring: Mapping[str, Recurring], free: Counter[str]) -> bool:
    """Whether a known label is mostly the end of a longer one (指标定义), no other label before it."""
    found = ending, recurring[ending], known, free[known]
    return compound(*found) or (ending[: -len(known)] not in vocabulary() and longer(*found))


def _marked(text: str, colon: int, ends: list[int]) -> int | None:
    """Where the words begin that stand between a mark and the colon, if they are short and whole."""
    start = _edge(text, colon, _LONGEST_AFTER_MARK, "。；;！!？?，,:：\n")
    k = bisect_right(ends, colon) - 1
    if k < 0 or not start <= ends[k] < colon - 1 or NO_LABEL.search(text[start:colon]):
        return None
    return ends[k] + len(text[ends[k] : colon]) - len(text[ends[k] : colon].lstrip())


def _known(text: str, colon: int, free: Counter[str]) -> int | None:
    """Where the longest word of the vocabulary that ends at the colon begins."""
    for length in range(min(_LONGEST, colon), 1, -1):
        words = text[colon - length : colon]
        if words in free and _stands_free(text, colon - length, words, free):
            return colon - length
    return None


def _outweighs(text: str, places: tuple[int, int, int], free: Counter[str]) -> bool:
    """A known label at the end of a marked statement is a label of its own where it recurs, says how things are certified, or
    is one of those that a heading of requirements opens (任职要求学历:). places: of the statement, the label and the colon.
    """
    start, label, colon = places
    traits = vocabulary()[text[label:colon]]
    opened = bool(traits.get("group")) and _REQUIRING.search(text[start:label]) is not None
    return opened or traits.get("kind") == "evidence" or free[text[label:colon]] >= 2


def _edge(text: str, colon: int, longest: int, edges: str = _EDGE) -> int:
    """Where the words before a colon begin: behind the nearest boundary, `longest` characters back at the most."""
    start = colon
    while start > 0 and colon - start <= longest and text[start - 1] not in edges:
        start -= 1
    return start


def _stands_free(text: str, start: int, words: str, free: Counter[str]) -> bool:
    """A short label may be the end of a longer word (会谈目的:); it needs a boundary, here or elsewhere in the document."""
    before = text[start - 1] if start else "\n"
    if text.endswith(_POINTING, 0, start):
        return False
    traits = vocabulary()[words]
    near = text[max(0, start - _NEAR) : start]
    if traits.get("group") and (_REQUIREMENT.search(near) or _REQUIRING.search(near)):
        return True  # 学历:大专以上专业:文秘: among its like, or the first of them behind its heading
    return len(words) >= 4 or before in _EDGE or before.isdigit() or free[words] >= 3 or bool(vocabulary()[words].get("glued"))
