"""The names of the levels of one document: what they look like and how they rank. `levelread` finds a document's own."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.literals import Scanner
from pipeline.segment.levels import levelwords
from pipeline.segment.levels.levelwords import word_rank
from pipeline.segment.marks.numerals import number, roman

_CRAFT = {"初级工": 1, "中级工": 2, "高级工": 3, "技师": 4, "高级技师": 5}
_PLAIN = (
    r"(?:负(?=[\d一二三四五]))?(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s?级(?![别次数差配联])|[一二三四五六七八九]星级|(?:[一二三四五六七八九]|(?<!\d)\d)阶(?!段)|(?:[Ⅰ-Ⅻ]|(?<![A-Za-z])[IV]{1,4})级"
    r"|(?<![A-Za-z])[A-F]级|高级技师|技师|[初中高]级工(?![程艺作具商会业资地段况期序])|[初中高][级阶]"
    r"|(?:实习|见习|入门|基础|熟练|胜任|骨干|精通|卓越|资深|专家)级|首席|(?<![A-Za-z])(?:Level|LEVEL|LV|Lv)[ .]?\d(?![\d.])"
)
CODE = re.compile(r"(?<![A-Za-z0-9])(?P<letter>[A-Z])(?P<number>\d{1,2})(?![\d.])")
_NUMBERED = re.compile(r"负?[一二三四五六七八九十\dⅠ-Ⅻ]|[A-Za-z]+\s?\d")
NUMERAL = r"[一二三四五六七八九](?![一-鿿])|[1-9](?![\d.．、%％分年月日个名次项])"
USUAL_LETTERS = "PTMSLGEN"  # letters of levels also where one stands alone


@dataclass(frozen=True)
class Names:
    """The names of the levels of one document.

    declared: those that only this document makes levels, in its order; letters: of codes such as N1; classes: signs behind a
    numeral such as 等; words: what stands before one, such as 层级. posts: those of the document's one line of work, which are
    levels only as whole headings, for elsewhere they are people (通过采购专员笔试). plain: of the declared ones those without
    a word of rank, which are levels only alone on their line (助理工程师 工程师 高级工程师).
    """

    declared: tuple[str, ...] = ()
    letters: str = USUAL_LETTERS
    classes: str = ""
    words: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> str:
        """A pattern for one level, the longer names first."""
        own = [re.escape(name) for name in sorted(self.anywhere, key=lambda name: (-len(name), name))]
        classed = [rf"[一二三四五六七八九][{self.classes}]"] if self.classes else []
        worded = [rf"(?:{'|'.join(self.words)})\s?(?:{NUMERAL})"] if self.words else []
        codes = rf"(?<![A-Za-z])[{self.letters}]\d{{1,2}}(?![\d.])级?"
        alone = [rf"(?<!\S)(?:{'|'.join(map(re.escape, self.plain))})(?!\S)"] if self.plain else []
        return "|".join([*own, *alone, *worded, _PLAIN, *classed, codes])

    @cached_property
    def anywhere(self) -> tuple[str, ...]:
        """The declared names that are levels wherever they stand."""
        return tuple(name for name in self.declared if name not in self.plain)

    @cached_property
    def scanner(self) -> Scanner:
        """Every level in a text."""
        return Scanner(self.regex)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def rank(self, label: str) -> int | None:
        """The numeral, the place of a level's word or its place in a declaration; None where the words name no level."""
        if label not in self._ranks:
            self._ranks[label] = self._ranked(label)
        return self._ranks[label]

    @cached_property
    def _ranks(self) -> dict[str, int | None]:
        """The ranks that were asked for."""
        return {}

    def _ranked(self, label: str) -> int | None:
        first = re.split("[/／]", label)[-1].strip()
        if first in self._places:
            return self._places[first]
        if first in self.posts:
            return levelwords.posts()[first[-2:]]
        if first in _CRAFT:
            return _CRAFT[first]
        if (
            match := re.fullmatch(r"(负?)([一二三四五六七八九十]{1,2}|\d{1,2}|[Ⅰ-Ⅻ]|[IV]{1,4})\s?(?:星级|级|阶)", first)
        ) is not None:
            value = roman(match[2]) if re.match("[IV]", match[2]) else number(match[2])
            return -value if match[1] and value is not None else value
        if (match := re.fullmatch(rf"(?:[{self.letters}]|(?:Level|LEVEL|LV|Lv)[ .]?)(\d{{1,2}})级?", first)) is not None:
            return int(match[1])
        if self.classes and (match := re.fullmatch(rf"([一二三四五六七八九])[{self.classes}]", first)) is not None:
            return number(match[1])
        if (match := re.fullmatch(rf"[一-鿿]{{2}}\s?({NUMERAL})", first)) is not None and first[:2] in self.words:
            return number(match[1])
        if re.fullmatch("[A-F]级", first):
            return ord("G") - ord(first[0])  # A is the best
        ranks = levelwords.words()
        return ranks.get(first, ranks.get(first + "级", ranks.get(first.removesuffix("级"))))

    @cached_property
    def _places(self) -> dict[str, int]:
        """The rank of every declared name: its place, counted from the junior end."""
        values = [r for name in self.declared if (r := word_rank(name)) is not None]
        falling = len(values) > 1 and values[0] > values[-1]
        ordered = self.declared[::-1] if falling else self.declared
        return {name: place for place, name in enumerate(ordered, start=1)}

    def numbered(self, label: str) -> bool:
        """Whether a level is named by a numeral, whose value is its rank."""
        plain = label.strip()
        return (plain[:2] in self.words or _NUMBERED.match(plain) is not None) and label not in self.declared


USUAL = Names()


def by_number(label: str) -> bool:
    """Whether a level alone in its cell is a number (三级, P2, C级); one in words is a title (初级, 见习)."""
    return re.match(r"负?[一二三四五六七八九十\dⅠ-Ⅻ]|[A-Za-z]|层级|等级|级别", label) is not None


@lru_cache(maxsize=1024)
def key(label: str) -> str:
    """What makes two spellings one level: 三级, 3级 and 3 级 are the same, N1 and N1级 too."""
    plain = re.sub(r"\s", "", label)
    match = re.match(r"(负?)([一二三四五六七八九十]{1,2}|\d{1,2}|[Ⅰ-Ⅻ])级", plain)
    if match:
        return f"{match[1]}{number(match[2])}级"
    return plain.removesuffix("级") if CODE.match(plain) else plain
