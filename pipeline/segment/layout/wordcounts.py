"""Words with a number that counts on through a text in one line (要项1单证审核…要项2申报作业…): each begins a line.

Whatever the word, it heads pieces where its numbers go up from one, three or more of them, and where it hardly stands without
or there are too many for chance.
"""

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from pipeline.segment.marks.numerals import number
from pipeline.text import Span

_FEWEST = 3  # numbers that count on
_MANY = 5  # that are no chance, however often the word stands without a number
_MOSTLY = 0.8  # of the places of a word have the next number behind it
_APART = 8  # characters between two, half of them at the least: in a list they stand closer
_LONGEST = 4  # characters of the word
_SORT = re.compile(r"第?(?P<n>[一二三四五六七八九十A-Z甲乙丙丁戊])类[ 　:：、]?[一-鿿]{2,14}(?:[(（][^()（）]{1,60}[)）])?")
_DIVISION = re.compile(
    r"(?<![一二三四五六七八九十第、])([一二三四五六七八九十]{1,2})、(?=[一-鿿]{2})(?![一二三四五六七八九十])"
)
_LETTERED = re.compile(
    r"(?<![A-Za-z])(?P<n>[A-Z])(?:[ 　:：、.．]|(?=[一-鿿]))[一-鿿、/]{2,14}(?:[ 　]?[(（][^()（）]{1,20}[)）])?"
    r"(?=(?P=n)[-－]?0?1(?!\d))"
)
_CODED = re.compile(
    r"(?<![A-Za-z\d.])(?P<c>[A-Z]{1,2}[-－]?\d{1,2}(?:[.．]\d{1,2})*)[ 　]?[一-鿿、/（）()]{2,18}(?=(?P=c)[.．]1(?!\d))"
)
_TITLE = 28  # characters that hold a title and the first label behind it
_LABELLED = re.compile(r"[一-鿿]{4,22}(?=[:： 　])")
_COUNTING = ("123", "一二三", "ABC")  # what three numbers that count on are written with
_SEEN = re.compile(
    r"(?<![第附见如])(?P<word>(?![第附见如表图约近共至])[一-鿿]{2})(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2}|[A-Z](?![A-Za-z]))"
    r"(?=[ 　:：]?[一-鿿《])(?![年月日天个名次分元级项条款种类人家季份周期倍律般致定些切起样直旦])"
)


class Counted(NamedTuple):
    """heads: where counted words begin; titles: where the titles behind their numbers end; sure: each begins a line."""

    heads: list[int]
    titles: list[int]
    sure: bool


def find(text: str, span: Span) -> list[Counted]:
    """The words that count on, each with its places."""
    if all(min(text.find(sign, *span) for sign in signs) < 0 for signs in _COUNTING):
        return []
    groups: dict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _SEEN.finditer(text, *span):
        groups[match["word"], _script(match["n"])].append(match)
    found: list[Counted] = []
    for (word, _), matches in groups.items():
        chain = _chain(matches)
        gaps = sorted(b.start() - a.end() for a, b in pairwise(chain))
        if len(chain) >= _FEWEST and gaps[len(gaps) // 2] >= _APART and len(chain) >= _MOSTLY * len(matches):
            sure = len(chain) >= _MANY or len(chain) >= _MOSTLY * text.count(word, *span)
            ends = [match.end() for match in chain]
            found.append(Counted(_whole(text, [match.start() for match in chain]), _titles(text, ends), sure))
    return found


def sorts(text: str, span: Span, heads: set[int]) -> list[int]:
    """Where the titles of classes begin (第二类 岗位能力（…）) that reach up to one of the heads, two or more that count on."""
    chain: list[re.Match[str]] = []
    for match in _SORT.finditer(text, *span):
        if match.end() in heads and number(match["n"]) == len(chain) + 1:
            chain.append(match)
    return [match.start() for match in chain] if len(chain) > 1 else []


def lettered(text: str, span: Span) -> list[int]:
    """Where letters begin that head titles right before their first code (B 泊车（20分）B1 …), two or more that count on."""
    chain: list[re.Match[str]] = []
    for match in _LETTERED.finditer(text, *span):
        if ord(match["n"]) == ord("A") + len(chain):
            chain.append(match)
    before = {text[max(span[0], match.start() - 2) : match.start()] for match in chain}
    if len(chain) < 2 or (len(before) == 1 and before.pop().isalpha()):  # 模块A …模块B …: the word counts
        return []
    return [place for match in chain for place in (match.start(), match.end())]


def coded(text: str, span: Span) -> list[int]:
    """Where codes begin that head titles right before their first part (P4.1 预展服务P4.1.1 …), two or more, and their ends."""
    found = list(_CODED.finditer(text, *span))
    return [place for match in found for place in (match.start(), match.end())] if len(found) > 1 else []


def _script(printed: str) -> str:
    return "1" if printed.isdigit() else "A" if printed.isascii() else "一"


def _chain(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """The matches that count up from one, once or again and again."""
    chain: list[re.Match[str]] = []
    last = 0
    for match in matches:
        value = number(match["n"])
        if value == last + 1 or (value == 1 and last > 1):
            chain.append(match)
            last = value
    return chain


def divisions(text: str, span: Span) -> list[int]:
    """Where 一、 二、 三、 … stand that count up once, three or more: divisions that may be blocks of one form."""
    found: list[int] = []
    for match in _DIVISION.finditer(text, *span):
        if number(match[1]) == len(found) + 1:
            found.append(match.start())
    return found if len(found) >= _FEWEST else []


def _titles(text: str, numbers: list[int]) -> list[int]:
    """Where the titles behind numbers end: before the words with a colon or a space that nearly all of them have behind."""
    common: dict[str, list[int]] = defaultdict(list)
    for end in numbers:
        if (match := _LABELLED.search(text, end, end + _TITLE)) is not None:
            for size in range(2, len(match[0]) + 1):
                common[match[0][-size:]].append(match.end() - size)
    often = [words for words, at in common.items() if len(at) >= _MOSTLY * len(numbers)]
    best = common[max(often, key=lambda words: (len(common[words]), len(words)))] if often else []
    return [] if any(place in numbers for place in best) else best  # else there are no titles


def _whole(text: str, places: list[int]) -> list[int]:
    """The places where the word begins: as far back as the same characters stand before it everywhere (胜任力1, 胜任力2)."""
    size = 0
    while size < _LONGEST - 2 and min(places) > size:
        before = {text[place - size - 1] for place in places}
        if len(before) > 1 or not "一" <= before.pop() <= "鿿":
            break
        size += 1
    return [place - size for place in places]
