"""Lists that the document's author numbered: such a list is his as a whole, whatever a site would say in the words of one item.

A list of kinds of customers may have an item 会员:开通会员满一年的. What tells is where the list begins: behind a line of the
document's, with an item that no rule explains, or with few explained in all; or that none of its items speaks to a reader. A
site's notices begin behind its own heading, or with what rules explain, and speak. The names of files behind the document's
own line 附件: are such a list too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.clean.site.said import speaks
from pipeline.clean.site.titled import Piece, bare_title

_NEAR = 3  # lines from one item to the next, those that belong to the first between them
_FEW = 3  # of so many items one may be explained where that is the first
ATTACHED = re.compile(r"(?:附|附件|附表|附录|附件清单|随附文件)(?: ?:)?")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,4}条[\s:]")  # of a regulation
_PART, _LONG = re.compile(r"(\d{1,3})、"), 190  # characters of the shortest whole part
_NUMERALS = "一二三四五六七八九十"
_BULLET, _NAME = re.compile("[●•■◆·▪☞○] ?"), 60  # characters of the longest name that a site lists
_ITEM = re.compile(rf"(?P<open>\(?)(?:(?P<figure>\d{{1,2}})(?![\d.]*\d)|(?P<numeral>[{_NUMERALS}]))(?P<close>[、.)])")


def own(found: Sequence[Piece]) -> set[int]:
    """The lines that a rule explains and that are items of a list of the document's all the same."""
    kept = {
        *_attached(found),
        *_parts(found),
        *(at for at, piece in enumerate(found) if piece.weight > 0 and _ARTICLE.match(piece.words)),
    }
    for items in _lists(found):
        told = [at for at in items if found[at].weight > 0]
        if len(items) == 1 or not told:
            continue
        begun = items[0] > 0 and found[items[0] - 1].weight <= 0
        few = begun and (items[0] not in told or _FEW * len(told) <= len(items))
        if few or not any(speaks(found[at].words) for at in items):
            kept.update(told)
    return kept


def theirs(found: Sequence[Piece]) -> Iterator[int]:
    """Items of lists that begin right behind two lines of the site's and end before another, or at the page's end."""
    for at in range(2, len(found)):
        if _is_sites(found[at - 1]) and _is_sites(found[at - 2]) and not _is_sites(found[at]):
            last = at
            while last < len(found) and _goes_on(found, at, last):
                last += 1
            if last - at > 1 and (last == len(found) or found[last].weight > 0):
                yield from range(at, last)


def _is_sites(piece: Piece) -> bool:
    return piece.rule is not None and piece.weight > 0


def _goes_on(found: Sequence[Piece], first: int, at: int) -> bool:
    """Whether a line is the next item of a list of names: the next number, or the same bullet; no part of a document is one."""
    words = found[at].words
    if len(words) > _NAME:
        return False
    if _BULLET.match(words):
        return words[0] == found[first].words[0]
    item = _ITEM.match(words)
    return item is not None and item["figure"] is not None and int(item["figure"]) == at - first + 1


def _attached(found: Sequence[Piece]) -> Iterator[int]:
    """Names of files, none of them the upload's, that follow a line of the document's that announces attachments."""
    announced, said = False, Counter(bare_title(piece.words) for piece in found if piece.rule in {"file-name", "title"})
    for at, piece in enumerate(found):
        if announced and piece.rule == "file-name" and said[bare_title(piece.words)] == 1:
            yield at
        else:
            announced = piece.weight <= 0 and ATTACHED.fullmatch(piece.words) is not None


def _parts(found: Sequence[Piece]) -> Iterator[int]:
    """The parts of a text that a reader cut: the last may be short and hold words that a site printed into the text."""
    for at in range(1, len(found)):
        if len(found[at - 1].words) < _LONG:
            continue
        number, before = _PART.match(found[at].words), _PART.match(found[at - 1].words)
        if number and before and int(number[1]) == int(before[1]) + 1:
            yield from (part for part in (at - 1, at) if found[part].weight > 0)


def _lists(found: Sequence[Piece]) -> Iterator[list[int]]:
    """Items in order that count up by one, each near the one before, with the same signs around their numbers and nothing of a
    site's between them."""
    open_lists: dict[tuple[str, str, bool], list[int]] = {}
    numbers: dict[int, int] = {}
    for at, piece in enumerate(found):
        if (match := _ITEM.match(piece.words)) is None:
            if piece.weight > 0:
                yield from open_lists.values()
                open_lists = {}
            continue
        form = match["open"], match["close"], match["figure"] is not None
        numbers[at] = int(match["figure"]) if match["figure"] else _NUMERALS.index(match["numeral"]) + 1
        items = open_lists.get(form)
        if items and at - items[-1] <= _NEAR and numbers[at] == numbers[items[-1]] + 1:
            items.append(at)
            continue
        if items:
            yield items
        open_lists[form] = [at]
    yield from open_lists.values()
