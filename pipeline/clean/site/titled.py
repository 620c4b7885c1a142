"""What a page calls the upload, and the lines that give themselves away by saying it: names, and the text itself, come again.

A site says what the document is called before it shows it: as the name of a file, at the end of the path to it, before its own
name, as a row of key words, as the first words of an excerpt. None of these needs the site's words: that the same name stands
alone in the lines that follow, or begins the text, is what tells. A name that a page only quotes, or that nothing repeats, says
nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.rules import Sieve, load_data
from pipeline.text import behind_head

_SURE = 9.0  # the weight of a line that several rules explain goes no higher
_LONGEST = 400  # characters; a longer line holds document text, whatever else it holds
_FOOT, _BEGINNING = 15, 3000  # lines of the page's foot that may hold one, and characters of the text that it may repeat
_HEAD, _EXCERPT = 40, 20  # lines of the page's head that may hold an excerpt, and characters that make one
_TORN = 6  # characters at the end of one that may be the beginning of a gloss or a mark
_TOP, _FIRST, _NEXT = 2, 12, 8  # lines of the page's head that may be its own name, and say the document's; lines behind in
# which that comes again
_NAME = 4, 60  # characters of a name
_OVER, _PATH, _PAGE, _KEYS, _OPENS = 8.0, 8.0, 4.0, 3.0, 8.0  # weights: of a file's name over its text, of a path to it, of a
# name before the site's, of key words, and of a heading that opens the page
_SITE = 10  # characters of a site's own name
_WORDS = 3  # key words
_BROKEN = ("..", "…")
_BROKEN_OFF = re.compile(r"(?:\.{2,}|…+)$")
_SUMMARY = re.compile(
    r"^[【\[]?(?:(?:文档|内容|资源|资料|文章|本文)?(?:简介|介绍|描述|摘要|概述|预览|导读|要点|提要)|[A-Za-z_]+)[】\]]?[::]?\s*"
)
_NUMBER = re.compile(r"^\d{1,2}、")  # of the first piece of a reader's
_WHOLE, _SOON = 30, 3  # characters of an excerpt that does not break off, and lines behind in which the text begins
_GLIMPSE, _NUMBER_ENDS = 16, 4  # characters of a line that say whether it may begin with an excerpt, and of those that tell
# whether they begin with such a number
_BRANCHES, _PARTING = ">»›", "-_|–—"  # signs between the branches of a path; between the name of a page and the site's
_WHERE = re.compile(r"(?:当前|您?(?:现在)?(?:所在)?的?)位置\s*[::]")
_BRANCH = re.compile(rf"\s*[{_BRANCHES}]+\s*")
_BEFORE_SITE = re.compile(rf"\s*[{_PARTING}]+\s*(?=[^{_PARTING}]+$)")


class Piece(NamedTuple):
    """A line, or a part of one, of the view: words at [start, end). weight: logarithmic, for the site; below 0: against.

    listed: its weight as the title of another document below a heading of such; heads: it is such a heading.
    """

    start: int
    end: int
    words: str
    rule: str | None
    weight: float
    listed: float
    heads: bool = False


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(load_data("pipeline.clean", "rules/chrome.toml")["titles"]["glued"])


@cache
def _introduced() -> re.Pattern[str]:
    return re.compile(load_data("pipeline.clean", "rules/chrome.toml")["titles"]["introduced"])


@lru_cache(maxsize=64)
def _naming(rules: Sieve) -> Sieve:
    """Those that say what the upload is called."""
    return Sieve(rule for rule in rules if "original" in rule.pattern.groupindex)


def bare_title(name: str) -> str:
    """A file name or caption without what sites and uploaders stick to a title."""
    while (shorter := _glued().sub("", name).strip(" -_《》")) and shorter != name:
        name = shorter
    return name


def introduction(line: str) -> int:
    """Characters of the label with which a site introduces the text, where the text goes on behind it; 0 where none stands."""
    match = _introduced().match(line)
    return match.end() if match and match.end() < len(line) else 0


def names_of(text: str, spans: Iterable[tuple[int, int]], rules: Sieve) -> frozenset[str]:
    """What the page calls the upload, in a notice, a caption or twice: with and without what is glued on."""
    lines = [text[start:end] for start, end in spans if end - start <= _LONGEST]
    naming = _naming(rules).kept("\n".join(lines))
    found: Counter[str] = Counter()
    for rule in naming:
        for line in lines:
            if rule.may_match(line) and (hit := rule.find(line)):
                found[bare_title(hit["original"])] += 1 if rule.more.get("named") else 2
                found[hit["original"]] += 1 if rule.more.get("named") else 2
    least = min(2, max(found.values(), default=0))
    return frozenset(name for name, count in found.items() if count >= least)


def titled(found: list[Piece], names: frozenset[str]) -> list[Piece]:
    """The pieces, with weight those on the page's head that say the name of what follows."""
    made, sizes = [*found], [(len(name), plain) for name in names if (plain := _plain(name))]
    files = Counter(piece.words for piece in found[:_HEAD] if piece.rule == "file-name")
    for at, piece in enumerate(found[:_HEAD]):
        behind = found[at + 1 : at + 1 + _NEXT]
        weight, rule = max(_file_name(piece, behind, files), _key_words(piece, sizes))
        if at < _FIRST:
            weight, rule = max((weight, rule), _path(piece, behind), _page_name(piece, behind if at < _TOP else []))
        if weight > max(0.0, piece.weight):
            made[at] = piece._replace(rule=piece.rule or rule, weight=weight, listed=max(piece.listed, weight / 2))
    if len(found) > 1 and found[0].rule and _introduced().match(found[0].words):
        made[0] = found[0]._replace(weight=_OPENS, listed=_OPENS / 2)
    return made


def _file_name(piece: Piece, behind: list[Piece], files: Counter[str]) -> tuple[float, str]:
    """A file's name that is, without its suffix, alone on a line behind, or what the text begins with; or that stands twice."""
    name = bare_title(piece.words) if piece.rule == "file-name" else ""
    said = len(name) >= _NAME[0] and any(other.words.startswith(name) and other.rule != "file-name" for other in behind)
    said = said or files[piece.words] > 1
    return (_OVER if said else 0.0), "file-name"


def _path(piece: Piece, behind: list[Piece]) -> tuple[float, str]:
    """A path with several branches that ends in the name of what follows; with one where it says that one is there."""
    parts = _BRANCH.split(piece.words) if any(sign in piece.words for sign in _BRANCHES) else []
    return (_PATH if len(parts) > (1 if _WHERE.match(piece.words) else 2) and _alone(parts[-1], behind) else 0.0), "path"


def _page_name(piece: Piece, behind: list[Piece]) -> tuple[float, str]:
    """The name of what follows, before a short name of the site's."""
    last = max(map(piece.words.rfind, _PARTING))
    if last < 0 or len(piece.words[last + 1 :].lstrip()) > _SITE:
        return 0.0, "page-name"
    parts = _BEFORE_SITE.split(piece.words)
    named = len(parts) > 1 and len(parts[-1]) <= _SITE and _alone(parts[0], behind)
    return (_PAGE if named else 0.0), "page-name"


def _key_words(piece: Piece, names: Sequence[tuple[int, str]]) -> tuple[float, str]:
    """Words that all stand in the upload's name, more than it has: it was cut up and given again. names: the characters of
    each, and the name without marks."""
    words = piece.words.split() if names else []
    if len(words) < _WORDS or len(piece.words) > _LONGEST:
        return 0.0, "key-words"
    size = sum(map(len, words))
    told = any(size > most and all(word in name for word in words) for most, name in names)
    return (_KEYS if told else 0.0), "key-words"


def _plain(name: str) -> str:
    """A name without brackets and the like: key words have none."""
    return re.sub(r"[^\w ]", "", name)


def _alone(name: str, behind: list[Piece]) -> bool:
    low, high = _NAME
    return low <= len(name) <= high and any(other.words == name for other in behind)


def excerpts(text: str, found: list[Piece]) -> list[Piece]:
    """The pieces, an excerpt with weight: a line on the page's head that begins as what follows does, where it breaks off with
    … or one of the next lines begins with all of it."""
    for index, piece in enumerate(found[:_HEAD]):
        if piece.weight > 0 or len(piece.words) < _EXCERPT:
            continue
        broken = piece.words.endswith(_BROKEN)
        bare = _joined(behind_head(_SUMMARY, _BROKEN_OFF.sub("", piece.words) if broken else piece.words))
        said = broken and len(bare) >= _EXCERPT and bare[:-_TORN] in _joined(_behind(text, piece, bare))
        if said or (not broken and _again(bare, text, found[index + 1 : index + 1 + _SOON])):
            found[index] = piece._replace(rule="excerpt", weight=_SURE, listed=_SURE / 2)
    for index in range(max(len(found) // 2, len(found) - _FOOT), len(found)):
        if found[index].weight <= 0 and _is_repeated(text, found[index]):
            found[index] = found[index]._replace(rule="excerpt", weight=_SURE, listed=_SURE / 2)
    return found


def _is_repeated(text: str, piece: Piece) -> bool:
    """Whether a line below the text says the text's beginning again and breaks off: an author does not end so."""
    if not piece.words.endswith(_BROKEN):
        return False
    bare = _joined(behind_head(_SUMMARY, _BROKEN_OFF.sub("", piece.words)))
    return len(bare) >= _WHOLE and bare[:-_TORN] in _joined(text[: min(piece.start, _BEGINNING)])


def _behind(text: str, piece: Piece, bare: str) -> str:
    """So much of what follows a line as may hold these words again."""
    return text[piece.end : piece.end + 2 * _LONGEST + len(bare)]


def _again(bare: str, text: str, behind: list[Piece]) -> bool:
    """Whether the text from one of the lines behind on begins with all of these words and goes on: an author does not begin so
    twice."""
    begun = behind_head(_NUMBER, bare)
    if len(begun) < _WHOLE:
        return False
    for other in behind:
        first = _joined(text[other.start : other.start + _GLIMPSE])
        if len(first) >= _NUMBER_ENDS and not begun.startswith(behind_head(_NUMBER, first)):
            continue
        line = behind_head(_NUMBER, _joined(text[other.start : other.start + 2 * len(begun) + _LONGEST]))
        if len(line) > len(begun) + _EXCERPT and line.startswith(begun):
            return begun != behind_head(_NUMBER, _joined(other.words))  # a line that is printed twice is none
    return False


def _joined(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())
