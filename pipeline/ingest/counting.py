"""How Word counts: a number in each of its numbering formats (w:numFmt), East Asian ones included."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_LOW = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PADDED = re.compile(r"0+1(?=,)")
_LARGEST = 9999  # beyond it Word itself goes over to digits, in most formats


def spell(number: int, form: str) -> str:
    """`number` as Word prints it in format `form`; decimal where the format is not known or cannot say it.

    form: a w:numFmt, or the example of a format of one's own ("001, 002, 003, ...").
    """
    if padded := _PADDED.match(form):
        return f"{number:0{len(padded[0])}}"
    count = _FORMS.get(form)
    return count(number) if count and 0 < number <= _LARGEST else str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """1–9999 in words: 一, 十, 十二, 二十, 一百零五."""
    parts: list[str] = []
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(parts)
            continue
        if gap:
            parts.append("零")
        gap = False
        parts.append(digits[digit] + (units[place - 1] if place else ""))
    spelt = "".join(parts)
    return spelt[1:] if digits is _DIGITS and 10 <= number < 20 else spelt


def _digitwise(number: int) -> str:
    """10 as 一〇: digit by digit."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _short(number: int) -> str:
    """In words up to 99, then digit by digit with a ring for zero: 一○○ (MS-DOCX, 2.4)."""
    return chinese(number) if number < 100 else _digitwise(number).replace("〇", "○")


def _sixty(number: int) -> str:
    """甲子, 乙丑 …: the cycle of sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _ordinal(number: int) -> str:
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _letters(number: int) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    parts: list[str] = []
    for value, letters in _ROMAN + _ROMAN_LOW:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def _fullwidth(number: int) -> str:
    return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})


def _series(signs: str) -> Callable[[int], str]:
    """One sign a number; decimal beyond the last."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _range(start: int, length: int) -> str:
    return "".join(chr(start + offset) for offset in range(length))


_CIRCLED = _range(0x2460, 20) + _range(0x3251, 15) + _range(0x32B1, 15)

_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalEnclosedCircle": _series(_CIRCLED),
    "decimalEnclosedCircleChinese": _series(_CIRCLED),
    "decimalEnclosedParen": _series(_range(0x2474, 20)),
    "decimalEnclosedFullstop": _series(_range(0x2488, 20)),
    "ideographEnclosedCircle": _series(_range(0x3280, 10)),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographLegalTraditional": lambda number: chinese(number, _LEGAL_TRADITIONAL, "拾佰仟"),
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, "拾佰仟"),
    "chineseCounting": _short,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": _short,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
}
