"""Lines: what a line or a stretch of text looks like from outside: a title, a statement, a piece of one that goes on."""

import re
from functools import lru_cache
from itertools import pairwise

from pipeline.segment.draft.draft import trim
from pipeline.text import Span

STOPS = "。；;！!？?"
_STOPS = tuple(STOPS)
_LINE = re.compile(r"[^ \t　\n](?:[^\n]*[^ \t　\n])?")
_STOPPED = re.compile(f"[{STOPS}]")
_TITLE_END = re.compile(r"[。；;！!？?，,、：:…与及]$|(?<![温平谦柔缓随祥总中调])和$|(?<![目标])的$")
_BRACKETED = re.compile(r"[(（【\[［][^()（）【】\[\]［］]*[)）】\]］]")
_FIGURES = re.compile(r"[\d.%％分—–\-/\s]+")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[ \t　]?(?:[学课]时|小时|分钟|个月|[分天周年月人名元次项条])(?:[，,、].*)?")
_GOES_ON = re.compile(r"[:：,，、与及]$|(?<![温平谦柔缓随祥总中调])和$|(?<![目标])的$|[(（《“][^)）》”]*$")
_LONGEST_TITLE = 26
_LISTED = 4  # statements in one line that blanks make a list
_CHART = re.compile(
    r"[^。；;，,：:\n]{2,22}?(?:流程图|流程(?!图)|程序|图)(?=(?:\d\)){1,4}$|[^\W\d_]{8})(?![的和与及并中上等由])"
)
_PUNCTUATED = re.compile("[。；;，,：:\\n]")


def lines(text: str, span: Span) -> list[Span]:
    """The lines of a span that hold anything, without the white space around them."""
    return [match.span() for match in _LINE.finditer(text, *span)]


def titled(words: str) -> bool:
    """Whether a line may be a title: short, no stop inside, nothing that goes on. What stands in brackets does not count."""
    plain = _BRACKETED.sub("", words).strip()
    if not 2 <= len(plain) <= _LONGEST_TITLE or _STOPPED.search(plain) or _TITLE_END.search(plain):
        return False
    if plain.count(" ") > 1 and (words_ := plain.split()) and len(words_) > 2 and all(len(word) > 1 for word in words_):
        return False  # the cells of a row
    return plain.count("，") + plain.count(",") <= 1 and not (_FIGURES.fullmatch(plain) or amount(plain))


def amount(words: str) -> bool:
    """Whether a line is an amount of time, points or the like, with at most a remark behind it (6学时，均为实操)."""
    return _AMOUNT.fullmatch(words.strip()) is not None


def chart(words: str) -> int | None:
    """Where the words of a flow chart's boxes begin behind the title of a process or figure (订货流程查看数据填写订单…); None
    where there are none: boxes have no punctuation and go on for a while.
    """
    match = _CHART.match(words)
    return match.end() if match is not None and not _PUNCTUATED.search(words, match.end()) else None


def stopped(words: str) -> bool:
    """Whether a line ends as a statement does."""
    return words.rstrip().endswith(_STOPS)


def goes_on(words: str) -> bool:
    """Whether a line cannot be the end of its statement: a colon, a comma or an open bracket stands at its end."""
    return bool(_GOES_ON.search(words.rstrip()))


@lru_cache(maxsize=16)
def _parting(stops: str) -> re.Pattern[str]:
    return re.compile(rf"[()（）\n{stops}]")


def sentences(text: str, span: Span, stops: str = "。；;！!") -> list[Span]:
    """The stretches between stops (each with its stop), brackets kept whole, line breaks counting as stops."""
    found: list[Span] = []
    start, depth = span[0], 0
    for match in _parting(stops).finditer(text, *span):
        c = match.group()
        if c in "(（":
            depth += 1
        elif c in ")）":
            depth = max(0, depth - 1)
        elif depth == 0 or c == "\n":
            piece = trim(text, start, match.end())
            if piece[0] < piece[1]:
                found.append(piece)
            start, depth = match.end(), 0
    piece = trim(text, start, span[1])
    return [*found, piece] if piece[0] < piece[1] else found


def listed(text: str, span: Span) -> list[Span]:
    """The statements of a list that lost its marks in one line: blanks stand where these stood, behind stops, and nowhere else
    but there (职责: 负责甲; 负责乙; 负责丙;). Empty where they do not.
    """
    parts = sentences(text, span)
    gaps = [text[a[1] : b[0]] for a, b in pairwise(parts)]
    blank = sum(map(bool, gaps)) + text[span[0] - 1 : span[0]].isspace()
    inner = sum(text.count(sign, *part) for part in parts for sign in " 　\t")
    told = len(parts) >= _LISTED and blank >= len(gaps) and not inner and stopped(text[slice(*parts[-1])])
    return parts if told else []
