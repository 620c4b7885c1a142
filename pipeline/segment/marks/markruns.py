"""Signs that are marks only for what they make together: letters and bare numbers that count on, dashes behind stops."""

import re
from collections.abc import Sequence
from itertools import zip_longest

_LETTERED = re.compile(r"^([A-H])(?=[ \t　]+[一-鿿][^\n。；;]{1,24}$)", re.MULTILINE)
_DASHED = re.compile(r"[。；;][—–](?![—–])")
_DASH = re.compile(r"(?<=[一-鿿。；;）)])[—–](?=[一-鿿《“])")
_OCCUPATION = re.compile(r"(?<![\d-])[A-Z]?\d-\d{2}-\d{2}-\d{2}(?=\d{1,2}[.．]\d{1,2}[ \t　]?[一-鿿])")
_COUNTED = 3  # of a kind that are no chance
_MOSTLY = 0.8  # of the bare numbers before a space count on, where they are marks
_SKIPPED = 2  # steps of a count, one left out
_CHAPTER = 20  # characters of a chapter's title
_DATE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{2}$")


def lettered(text: str) -> list[re.Match[str]]:
    """Letters before titles on lines of their own (A 应知考试 … B 应会考核 …), where two or more count on from A."""
    found: list[re.Match[str]] = []
    for match in _LETTERED.finditer(text):
        if ord(match[1]) == ord("A") + len(found):
            found.append(match)
    return found if len(found) > 1 else []


def dashes(text: str) -> list[re.Match[str]]:
    """Dashes that may be bullets in running text: none where hardly any follows a stop."""
    if ("—" not in text and "–" not in text) or sum(1 for _ in _DASHED.finditer(text)) < _COUNTED:
        return []
    return list(_DASH.finditer(text))


def counting(found: Sequence[tuple[int, bool]]) -> list[int]:
    """Which of the bare numbers before a space (…准备1 到岗…。2 工具准备…) count on from one again and again; none unless
    nearly all do. found: the value of each in order of place, and whether a mark may stand there.
    """
    places = [k for k, (_, may) in enumerate(found) if may]
    kept: list[int] = []
    for k, following in zip_longest(places, places[1:]):
        first = found[k][0] == 1 and following is not None and found[following][0] == 2
        if first or (kept and 1 <= found[k][0] - found[kept[-1]][0] <= _SKIPPED):
            kept.append(k)
    return kept if len(kept) >= _COUNTED and len(kept) >= _MOSTLY * len(found) else []


def behind_codes(text: str) -> list[int]:
    """Where a decimal number begins that stands glued to the code of an occupation (…职业编码6-29-01-011.3 职业定义…)."""
    return [match.end() for match in _OCCUPATION.finditer(text)]


def chapter(text: str, start: int, value: tuple[int, ...]) -> int | None:
    """Where the bare number with its title stands right before its own first division (…2018.03.011 总则1.1 …), whatever is
    before it; a level's number (1级 见习1.1 …) is none. start, value: of the division.
    """
    if len(value) != 2 or value[1] != 1:
        return None
    floor = max(0, start - _CHAPTER)
    match = re.search(rf"{value[0]}[ \t　]?(?![级阶])[^\W\d_][^\d。；;！!，,：:\n]{{1,{_CHAPTER}}}$", text[floor:start])
    place = floor + match.start() if match else 0
    glued = text[place - 1 : place].isdigit() and not _DATE.search(text, max(0, place - 10), place)
    return None if match is None or glued else place
