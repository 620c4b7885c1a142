"""Numbers as printed in Chinese documents → integers: 十二, 12, ⑫, Ⅻ, 乙, B. One table, used by marks, levels and claims."""

import re
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SERIES = (("①", 1, 20), ("⑴", 1, 20), ("⒈", 1, 20), ("㈠", 1, 10), ("㊀", 1, 10), ("Ⅰ", 1, 12), ("ⅰ", 1, 12), ("❶", 1, 10))

CHINESE = "零一二三四五六七八九十百〇两"


def chinese(printed: str) -> int | None:
    """一 … 九百九十九, also digit by digit (二〇一四); None where it is no number."""
    if not printed or any(c not in _DIGITS and c not in _UNITS for c in printed):
        return None
    if not any(c in _UNITS for c in printed):
        return int("".join(str(_DIGITS[c]) for c in printed))
    total = digit = 0
    for c in printed:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or 1) * _UNITS[c]
            digit = 0
    return total + digit


def roman(printed: str) -> int | None:
    """I … CCC in capitals; None where it is no number in its usual form."""
    if not printed or any(c not in _ROMAN for c in printed):
        return None
    values = [_ROMAN[c] for c in printed]
    total = sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))
    return total if re.fullmatch(r"C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", printed) else None


@lru_cache(maxsize=4096)
def number(printed: str) -> int | None:
    """The integer that a numeral of any script stands for; None where there is none. Letters count A = 1."""
    if printed.isascii() and printed.isdigit():
        return int(printed)
    if (value := chinese(printed)) is not None:
        return value
    if len(printed) == 1:
        for first, start, length in _SERIES:
            if 0 <= (step := ord(printed) - ord(first)) < length:
                return start + step
        if printed in _STEMS:
            return _STEMS.index(printed) + 1
        if "A" <= printed <= "Z" or "a" <= printed <= "z":
            return ord(printed.upper()) - ord("A") + 1
    return roman(printed)
