"""The levels that one document names, read off it, so that they are known wherever they stand.

In this order: what is a level everywhere (三级, 初级, 五级/初级工); letters with numbers, where two in a row stand together
(N1 N2, M3—M5); words before numerals that count up (层级一 … 层级二 …); names that a sentence declares
(分为见习级、基础级和成熟级三个级别); a row of names that differ in a word of rank only (见习教师 新手教师 …), as the head of a
table or as headings that come back; the posts of the one line of work the document is about (采购助理 采购专员 采购主管), as
headings in order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.literals import Scanner, longest
from pipeline.segment.levels import levelcalls, levelheads, levelwords
from pipeline.segment.levels.levelnames import CODE, NUMERAL, USUAL_LETTERS, Names
from pipeline.segment.levels.levelwords import word_rank
from pipeline.segment.marks.numerals import number
from pipeline.text import Span

_CODES = Scanner(CODE)
_WORDED = Scanner(re.compile(rf"(?<![^\s。；;！:：、|])(?P<word>层级|等级|级别|水平|层次|职级|档次)\s?(?P<number>{NUMERAL})"))
_HEADED = re.compile(r"^[ \t　]*(?P<letter>[A-Z])(?P<number>\d{1,2})[ \t　]*(?P<title>[一-鿿]{2,10})[ \t　]*$", re.MULTILINE)
_BETWEEN_CODES = re.compile(r"(?:级别?|标准|要求|岗|[\s和与及至到、,，/／~～—–-])*$")
_CLASSED = Scanner(re.compile(r"(?P<number>[一二三四五六七八九])(?P<class>[等档星段])(?![奖])"))
_VERB = re.compile("分为|分成|设为|设置为|设置|设有|包括")  # 每种行为分为…: what looks like one stood before it
_HEADED_CLASS = re.compile(r"^[ \t　]*(?P<number>[一二三四五六七八九])(?P<class>[等档星段])(?=[ \t　：:]|$)", re.MULTILINE)
_SHORT_LINE = re.compile(r"^[ \t　]*[一-鿿]{2,4}[ \t　]*$", re.MULTILINE)
_GRADE = re.compile(r"^[ \t　]*(?P<number>[一二三四五六七]|\d)级", re.MULTILINE)
_ROUNDS, _MOST_LEVELS = 2, 7  # times that levels begin anew, and how many there are at the most
_NEAR = 24  # characters between two codes of a row
_LONGEST = 8  # characters of a name
_OTHER = "(?:(?![一二三四五六七八九十个各每本该和与及至到的初中高])[一-鿿])"  # a character of a name before 级


def read(text: str) -> Names:
    """The names of the levels of a text."""
    letters = "".join(sorted({*USUAL_LETTERS, *_letters(text)}))
    called, headed_classes = levelcalls.called(text), _headed_classes(text)
    rounds = called or _rounds(text)
    if rounds or headed_classes or _graded(text):
        letters = "".join(letter for letter in letters if letter not in _titled_codes(text))
    classes = "".join(sorted({*_classes(text), *headed_classes}))
    known = Names((), letters, classes, _words_before(text))
    found: dict[str, None] = {}
    counted = _declared(text)
    headed = _headings(text) + levelheads.find(text, [names for names, told in counted if not told])
    for one in (*rounds, *(names for names, told in counted if told), *_rows(text), *headed):
        bare = [_bare(name) for name in one]
        if any(known.regex.fullmatch(name) is None for name in bare):
            found.update(dict.fromkeys(bare))
    plain = {name: None for one in headed for name in one if word_rank(name) is None and name in found}
    return Names(tuple(found), letters, known.classes, known.words, tuple(_ladder(text)), tuple(plain))


def _letters(text: str) -> set[str]:
    """Letters of which two codes in a row stand together (N1 N2, N1级、N2级, M3—M5)."""
    found: set[str] = set()
    for one, other in pairwise(_CODES.finditer(text)):
        between = text[one.end() : other.start()] if other.start() - one.end() <= _NEAR else "…"
        step = int(other["number"]) - int(one["number"])
        ranging = re.search("[至到~～—–-]", between) is not None and step > 0
        if one["letter"] == other["letter"] and (step == 1 or ranging) and _BETWEEN_CODES.match(between):
            found.add(one["letter"])
    heads = [(m["letter"], int(m["number"])) for m in _HEADED.finditer(text) if word_rank(m["title"]) is not None]
    return found | {letter for (letter, value), following in pairwise(heads) if following == (letter, value + 1)}


def _classes(text: str) -> str:
    """Signs behind numerals that make levels of them: 一等 二等 beside each other."""
    found: set[str] = set()
    for one, other in pairwise(_CLASSED.finditer(text)):
        between = text[one.end() : other.start()] if other.start() - one.end() <= _NEAR else "…"
        step = (number(other["number"]) or 0) - (number(one["number"]) or 0)
        ranging = re.search("[至到~～—–]", between) is not None and step > 0
        if one["class"] == other["class"] and (abs(step) == 1 or ranging) and _BETWEEN_CODES.match(between):
            found.add(one["class"])
    return "".join(sorted(found))


def _headed_classes(text: str) -> list[str]:
    """Signs behind numerals at the heads of lines that count up from one again and again (一档 知道 … 二档 做到 …)."""
    found: dict[str, list[int]] = {}
    for match in _HEADED_CLASS.finditer(text):
        found.setdefault(match["class"], []).append(number(match["number"]) or 0)
    return [sign for sign, values in found.items() if sum(pair == (1, 2) for pair in pairwise(values)) >= _ROUNDS]


def _graded(text: str) -> bool:
    """Whether numbered levels at the heads of lines count up from the first again and again (1级 … 2级 … 1级 … 2级 …)."""
    values = [number(match["number"]) for match in _GRADE.finditer(text)]
    return sum(pair == (1, 2) for pair in pairwise(values)) >= _ROUNDS


def _rounds(text: str) -> list[list[str]]:
    """Short lines that come round in one order, three times or more, of which one is a word of rank (见习 … 独当 … 领衔 …).

    Those right below one another are the head of a table's columns.
    """
    own = [(match.group().strip(), match.span()) for match in _SHORT_LINE.finditer(text)]
    counts = Counter(words for words, _ in own)
    spans = [span for words, span in own if counts[words] > _ROUNDS]
    often = [words for words, _ in own if counts[words] > _ROUNDS]
    names = list(dict.fromkeys(often))
    if 2 * sum(b[0] - a[1] <= 1 for a, b in pairwise(spans)) > len(spans):
        return []
    places = [names.index(words) for words in often]
    steps = sum((b - a) % len(names) == 1 for a, b in pairwise(places))
    ranked = any(name in levelwords.words() for name in names)
    return [names] if 1 < len(names) <= _MOST_LEVELS and ranked and 4 * steps >= 3 * (len(places) - 1) else []


def _titled_codes(text: str) -> set[str]:
    """Letters whose codes head lines with a title, once each (T1 安全意识 … T2 协作 …): numbers where levels come round."""
    found = [(match["letter"], match["number"]) for match in _HEADED.finditer(text)]
    return {letter for letter, value in found if found.count((letter, value)) == 1}


def _words_before(text: str) -> tuple[str, ...]:
    """Words that make levels of the numerals behind them (层级一 … 层级二 …), where these count up from one."""
    found: dict[str, list[int]] = {}
    for match in _WORDED.finditer(text):
        found.setdefault(match["word"], []).append(number(match["number"]) or 0)
    return tuple(word for word, values in found.items() if values[0] == 1 and {1, 2} <= {*values})


@cache
def _counting() -> Scanner:
    """A number with what it counts (三个等级): what a declaration holds."""
    counted = levelwords.data()["counted"]
    sure, maybe = "|".join(counted["sure"]), "|".join(counted["maybe"])
    many = r"[”\"]?(?P<many>[一二两三四五六七八九十\d]{1,2})\s?[个种]?(?:[^\W\d_]{2,4}?)?"
    return Scanner(re.compile(rf"{many}(?P<counted>(?P<sure>{sure})|{maybe})"))


@cache
def _counted() -> re.Pattern[str]:
    """What is counted, wherever it stands."""
    counted = levelwords.data()["counted"]
    return re.compile("|".join((*counted["sure"], *counted["maybe"])))


@cache
def _declaring() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What declarations look like: names behind a verb, behind what is counted, at the head of a sentence."""
    many = _counting().pattern.pattern
    verb, order = (
        "分为|分成|划分为|设为|设置为|设置|设有|设|包括|分|为",
        "从低到高|由低到高|从高到低|由高到低|依次|分别|即|为|是|[:：]",
    )
    return (
        re.compile(rf"(?:{verb})[:：]?(?P<names>[^。；;\n:：]{{3,70}}?)[,，]?(?:等|共)?{many}"),
        re.compile(rf"{many}[,，:：]?(?:[(（]|{order})+(?P<names>[^。；;\n:：()（）]{{3,70}})"),
        re.compile(rf"(?:^|(?<=[。；;\n“\"按]))(?P<names>[一-鿿]{{2,6}}(?:、[一-鿿]{{2,6}}?){{2,5}}){many}"),
    )


def _declared(text: str) -> list[tuple[list[str], bool]]:
    """Names that a sentence lists and counts, and whether they can be nothing but levels."""
    found: list[tuple[list[str], bool]] = []
    for match in _declarations(text):
        names = _listed(_VERB.split(match["names"])[-1])
        many = number(match["many"]) or 0
        told = match["sure"] is not None or all(word_rank(name) is not None or name.endswith("级") for name in names)
        if len(names) == many >= 2 and all(2 <= len(name) <= _LONGEST for name in names):
            found.append((names, told))
    return found


def _declarations(text: str) -> Iterator[re.Match[str]]:
    """What looks like declarations: near what is counted, or from there on."""
    counting, (verbal, counted, listing) = _counting(), _declaring()
    named = [match.start() for match in _counted().finditer(text)]
    near = _near(named, longest(counting.pattern), len(text))
    heads = [head.start() for span in near for head in (counting.heads or counting.pattern).finditer(text, *span)]
    places = [place for place in heads if counting.pattern.match(text, place)]
    for span in _near(places, longest(verbal), len(text)):
        yield from verbal.finditer(text, *span)
    free = 0
    for place in places:
        if place >= free and (match := counted.match(text, place)) is not None:
            yield match
            free = match.end()
    for span in _near(places, longest(listing), len(text)):
        yield from listing.finditer(text, *span)


def _near(places: list[int], reach: int, end: int) -> list[Span]:
    """The stretches around places, which are in order, as far as something that holds one may reach."""
    found: list[Span] = []
    for place in places:
        start = max(0, place - reach)
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, min(end, place + reach)))
    return found


def _listed(words: str) -> list[str]:
    """The names of a list, what stands in brackets left out; in 初、中、高级 the last one's 级 is the others'."""
    plain = re.sub(r"[(（][^()（）]*[)）]", "", words)
    names = [
        name
        for part in re.split(r"[、,，/／—–→>＞~～-]+|(?<=级)[和与及]|[和与及](?=[^、]{1,8}$)", plain)
        if (name := part.strip())
    ]
    if names and names[-1].endswith("级"):
        names = [name + "级" if len(name) == 1 else name for name in names]
    return names


@cache
def _row() -> tuple[re.Pattern[str], str, re.Pattern[str]]:
    """Where a word of rank may begin, a name beside others (a word of rank, or two characters before 级), a row of them."""
    words = "|".join(sorted(levelwords.words(), key=lambda word: (-len(word), word)))
    one = rf"(?:{words}|{_OTHER}{{2}}(?=级))"
    row = re.compile(rf"{one}(?P<tail>[一-鿿]{{0,8}}?)[ \t　\n]?(?:{one}(?P=tail)[ \t　\n]?){{1,7}}")
    return Scanner(re.compile(words)).heads or re.compile(words), one, row


def _rows(text: str) -> list[list[str]]:
    """Names beside each other that differ in a word of rank and are alike behind it: the head of a table."""
    word, one, row = _row()
    found: list[list[str]] = []
    free = 0
    for start in sorted({m.start() for m in word.finditer(text)} | {m.start() - 2 for m in re.finditer("级", text)}):
        if start < free or (match := row.match(text, start)) is None:
            continue
        free = match.end()
        names = [m.group() for m in re.finditer(f"{one}{match['tail']}", match.group())]
        ranks = [word_rank(name) for name in names]
        worded = [r for r in ranks if r is not None]
        rising = all(a < b for a, b in pairwise(worded)) or all(a > b for a, b in pairwise(worded))
        told = len(worded) == len(names) if not match["tail"].startswith("级") else len(names) >= 3 or bool(worded)
        if rising and told and len(set(names)) == len(names):
            found.append(names)
    return found


def _bare(name: str) -> str:
    """A name without what is added where it heads a column."""
    heads = levelwords.data()["heads"]
    plain = re.sub(rf"(?:{'|'.join(heads['of'])})?(?:{'|'.join(heads['what'])})$", "", name)
    return plain if len(plain) >= 2 else name


def _headings(text: str) -> list[list[str]]:
    """Headings that differ in a word of rank only, three of them or two that come back; with what has none between them."""
    words = "|".join(sorted(levelwords.words(), key=lambda word: (-len(word), word)))
    heading = re.compile(
        rf"(?:^|(?<=[\n。；;！]))[ \t　]*(?:[^\w\n]|\w{{1,3}}[、.．)）])?[ \t　]*"
        rf"(?P<name>(?:{words})(?P<tail>[一-鿿]{{0,4}}))(?=[ \t　]*(?:[:：●•■◆▪★(（①\n]|1[、.．)）]|$))"
    )
    alike: dict[str, list[tuple[int, str]]] = {}
    for match in heading.finditer(text):
        alike.setdefault(match["tail"], []).append((match.start("name"), match["name"]))
    found: list[list[str]] = []
    for tail, places in alike.items():
        names = list(dict.fromkeys(name for _, name in places))
        if len(names) >= 2 and len(places) >= 3 and len({word_rank(name) for name in names}) == len(names):
            found.append(_with_plain(text, tail, places))
    return found


def _with_plain(text: str, tail: str, places: list[tuple[int, str]]) -> list[str]:
    """The names in order, with the line between the first and the last that is what they share (工程师)."""
    start, end = places[0][0], places[-1][0]
    alone = re.compile(rf"(?<=\n)[ \t　]*{tail}[ \t　]*(?=\n)").search(text, start, end) if len(tail) > 1 else None
    ordered = sorted([*places, (alone.start(), tail)] if alone else places)
    return list(dict.fromkeys(name for _, name in ordered))


def _ladder(text: str) -> list[str]:
    """Lines that are posts of one line of work, three or more step by step; the document's title names it, or calls it a 序列.

    A manual of jobs has such lines too, but there the work is one of several and the title names none.
    """
    known = levelwords.posts()
    post = re.compile(
        rf"^[ \t　]*(?:[^\w\n]|\w{{1,3}}[、.．)）])?[ \t　]*(?P<work>[一-鿿]{{2,6}}?)(?P<post>{'|'.join(known)})[ \t　]*$",
        re.MULTILINE,
    )
    alike: dict[str, list[str]] = {}
    for match in post.finditer(text):
        alike.setdefault(match["work"], []).append(match["post"])
    title = text.strip().partition("\n")[0]
    found: list[str] = []
    for work, lines in alike.items():
        posts = list(dict.fromkeys(lines))
        ranks = [known[post] for post in posts]
        steps = {b > a for a, b in pairwise(ranks)}
        about = work in title or re.search(rf"{work}(?:序列|职系|职族|通道)", text) is not None
        if len(posts) >= 3 and len(steps) == 1 and about:
            found += [work + post for post in posts]
    return found
