"""Points and weights in all their notations: (各级别均为5分), (三、四级5分,五级0分), (初、中级10分,高级5分), 12分, 40%."""

import re

_NUMBER = r"(?<!\d)(\d{1,4}(?:\.\d{1,4})?)"  # no piece of a longer one
_POINTS = re.compile(rf"{_NUMBER}\s*+分")
_PERCENT = re.compile(rf"{_NUMBER}\s*+[%％]")
_BARE = re.compile(_NUMBER)  # in brackets that name no sign: ［初级20/中级10］
_APART = re.compile(r"[分;；()（）［］\[\]【】/／]")
_ALL = re.compile(r"各级|均|所有级别|每级")
WEIGHT = re.compile(
    r"[(（](?:[^()（）\n]{0,40}?\d{1,4}(?:\.\d{1,4})?\s*+(?:分(?!制)|[%％])|[^()（）\n]{0,6}(?:扣分|加分|附加分|否决))[^()（）\n]{0,40}[)）]"
    r"|[［\[【](?=[^［］\[\]【】\n]{0,40}(?:级|均|分|[%％]))[^［］\[\]【】\n]{0,40}?\d{1,3}(?:\.\d)?\s*+(?:分|[%％])?[^［］\[\]【】\n]{0,40}[］\]】]"
)


def by_level(words: str, labels: list[str]) -> list[float | None]:
    """The points each level gets; None for a level the words do not name. A single number without a level holds for all."""
    points: list[float | None] = [None] * len(labels)
    for prefix, value in _points(_apart_from_names(words, labels)):
        named = _named(prefix, labels)
        if _ALL.search(prefix) or (not named and all(p is None for p in points)):
            named = list(range(len(labels)))
        for index in named:
            points[index] = value
    return points


def _apart_from_names(words: str, labels: list[str]) -> str:
    """The words with a space behind each level whose name ends in a figure: N210分 is N2 10分 where there is a level N2."""
    names = sorted(
        (re.escape(label) for label in labels if label[-1:].isdigit() and not label.isdigit()), key=len, reverse=True
    )
    return re.sub(rf"({'|'.join(names)})(?=\d)", r"\1 ", words) if names else words


def _points(words: str) -> list[tuple[str, float]]:
    """Every number of points, and what stands before it since the last one, stop or bracket."""
    found: list[tuple[str, float]] = []
    at = 0
    bare = words[:1] in ("［", "[", "【") and not _POINTS.search(words) and not _PERCENT.search(words)
    for match in (_BARE if bare else _POINTS).finditer(words):
        found.append((_APART.split(words[at : match.start()])[-1], float(match[1])))
        at = match.end()
    return found


def _named(prefix: str, labels: list[str]) -> list[int]:
    """Which levels a stretch such as 三、四级为 names."""
    named: list[int] = []
    for index, label in enumerate(labels):
        stem = label.removesuffix("级").strip()
        forms = {stem, label, *_numerals(stem)}
        if any(
            re.search(rf"(?<![一二三四五六七八九十\d]){re.escape(form)}(?=[、,，和及]|级|工|为|各|$|\s)", prefix)
            for form in forms
        ):
            named.append(index)
    return named


def _numerals(stem: str) -> set[str]:
    digits = "零一二三四五六七八九十"
    if stem.isdigit() and int(stem) <= 10:
        return {digits[int(stem)]}
    return {str(digits.index(stem))} if stem in digits and stem else set()


def single(words: str) -> float | None:
    """The one number of points that words such as (各级别均为15分), （40分） or 12分 name; None where levels differ."""
    values = {value for _, value in _points(words)}
    return values.pop() if len(values) == 1 else None


def percent(words: str) -> float | None:
    """A weight such as (40%) as a share of one; None where there is none."""
    match = _PERCENT.search(words)
    return round(float(match[1]) / 100, 6) if match else None
