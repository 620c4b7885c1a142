"""Clean mainland text in many styles, made the same way each time: what no channel may change.

Every text comes from a seed, the word lists of tests/cases/clean-words.json and jieba's dictionary by part of speech (words
that GB2312 holds: the others are no mainland text). A style is a function from a generator of numbers to lines; `rendered`
gives its lines as paragraphs, with blank lines between, as one line, with fullwidth and with folded signs. Passages written
by hand (tests/cases/clean-passages.json), the gold texts and the corpus stand beside them.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.support.outline import GOLD, ROOT, corpus
from tests.support.render import flat, fold, truth

Style = Callable[[random.Random], list[str]]

_UNFOLD = str.maketrans(",;:?!()", "，；：？！（）")
_TAGS = {"n": ("n",), "v": ("v", "vn"), "a": ("a", "ad"), "i": ("i",), "l": ("l",), "m": ("nr", "nz"), "s": ("ns", "nt")}
_LISTS = {
    "d": "doubles", "r": "reduplications", "f": "figures", "e": "abbreviations", "b": "brackets", "k": "rare", "q": "questions",
    "t": "times",
}  # fmt: skip


def _case(name: str) -> Any:
    return json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def word_lists() -> Mapping[str, list[str]]:
    """The lists of tests/cases/clean-words.json by name."""
    lists: dict[str, list[str]] = _case("clean-words")
    return lists


@cache
def _tagged() -> Mapping[str, list[str]]:
    """jieba's words of two characters and more by part of speech, those that GB2312 holds, most frequent first."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    found: dict[str, list[tuple[int, str]]] = {}
    with Path(spec.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            if len(word) > 1 and len(word.encode("gb2312", "ignore")) == 2 * len(word):
                found.setdefault(tag, []).append((-int(count), word))
    return {tag: [word for _, word in sorted(words)] for tag, words in found.items()}


@cache
def _pool(slot: str) -> list[str]:
    """What may fill a slot of a pattern."""
    if slot in _LISTS:
        return word_lists()[_LISTS[slot]]
    return [word for tag in _TAGS[slot] for word in _tagged()[tag]]


def word(rng: random.Random, slot: str) -> str:
    """A word for the slot: mostly a common one, sometimes any of the dictionary."""
    pool = _pool(slot)
    reach = len(pool) if slot in _LISTS or rng.random() < 0.2 else min(len(pool), 1_500)
    return pool[int(rng.random() * reach)]


def sentence(rng: random.Random) -> str:
    """One statement after a pattern."""
    pattern = rng.choice(word_lists()["patterns"])
    parts = pattern.split("{")
    return parts[0] + "".join(word(rng, part[0]) + part[2:] for part in parts[1:])


# ---------------------------------------------------------------------------------------------------- styles


def statements(rng: random.Random) -> list[str]:
    """Paragraphs of statements below numbered headings."""
    lines = [f"{word(rng, 'n')}{word(rng, 'n')}任职资格标准"]
    for part in "一二三四五":
        lines.append(f"{part}、{word(rng, 'n')}{word(rng, 'v')}")
        lines += ["".join(sentence(rng) for _ in range(rng.randint(1, 6))) for _ in range(rng.randint(2, 6))]
    return lines


def numbered(rng: random.Random) -> list[str]:
    """Items 1、 2、 … of nearly one length, in the lengths a reader's pieces have too."""
    length, slack = rng.choice((30, 60, 120, 200, 300)), rng.choice((3, 8, 20))
    stop = rng.choice(("。", ";", ""))
    lines = [f"{word(rng, 'n')}管理规定"]
    for number in range(1, rng.randint(6, 14)):
        item = ""
        while len(item) < length:
            item += sentence(rng)
        cut = item[: length - rng.randint(0, slack) - len(stop)].rstrip("。;:、,?!")
        lines.append(f"{number}、{cut}{stop}")
    return lines


def outline(rng: random.Random) -> list[str]:
    """1, 1.1, 1.1.1 with titles, and lists in brackets below them."""
    lines = [f"{word(rng, 'n')}手册"]
    for first in range(1, 5):
        lines.append(f"{first} {word(rng, 'n')}{word(rng, 'v')}")
        for second in range(1, 4):
            lines.append(f"{first}.{second} {word(rng, 'n')}")
            for third in range(1, rng.randint(2, 4)):
                lines.append(f"{first}.{second}.{third} {sentence(rng)}")
                lines += [f"{letter}) {sentence(rng)}" for letter in "abc"[: rng.randint(0, 3)]]
    return lines


def bare_lines(rng: random.Random) -> list[str]:
    """A list without marks, its lines of nearly one length, with and without stops."""
    length, stop = rng.randint(8, 44), rng.choice(("", "。", ";"))
    lines = [f"{word(rng, 'n')}清单"]
    for _ in range(40):
        item = sentence(rng) + sentence(rng) + sentence(rng)
        lines.append(item[: length - rng.randint(0, 2)].rstrip("。;:、,?!") + stop)
    return lines


def short_lines(rng: random.Random) -> list[str]:
    """Words one a line: cells of a table, labels, figures."""
    slots = rng.choice(("n", "nf", "df", "rdk", "ebf", "kq", "ls"))
    return [word(rng, rng.choice(slots)) for _ in range(120)]


def table(rng: random.Random) -> list[str]:
    """Rows of cells, with tabs or blanks between them; values repeat."""
    gap = rng.choice(("\t", "  ", " | "))
    values = [word(rng, "f") for _ in range(3)] + ["无", "合格", "—"]
    lines = [gap.join(("序号", "项目", "三级", "四级", "五级"))]
    for row in range(1, 30):
        lines.append(gap.join((str(row), word(rng, "n"), *(rng.choice(values) for _ in range(3)))))
    return lines


def contents(rng: random.Random) -> list[str]:
    """A table of contents with page numbers, then the headings with their text."""
    titles = [f"{word(rng, 'n')}{word(rng, 'v')}" for _ in range(20)]
    leader = rng.choice(("......", "…………", " ", "\t", "·····"))
    pages = sorted(rng.sample(range(1, 120), 20))
    lines = ["目录", *(f"{n}{title}{leader}{page}" for n, (title, page) in enumerate(zip(titles, pages, strict=True), 1))]
    for n, title in enumerate(titles, 1):
        lines += [f"{n}{title}", sentence(rng) + sentence(rng)]
    return lines


def rhythm(rng: random.Random) -> list[str]:
    """Doubled words at one distance, as sayings have them."""
    lines = ["班组口号"]
    for _ in range(12):
        rest = rng.randint(2, 4)
        tail = (word(rng, "n") + word(rng, "v"))[:rest]
        lines.append(rng.choice((",", "、", "")).join(word(rng, "r") + tail for _ in range(6)) + "。")
    return lines


def dense(rng: random.Random) -> list[str]:
    """Nothing but what looks like damage and is none."""
    slots = "drfebkq"
    return ["".join(word(rng, rng.choice(slots)) + rng.choice("、,和的;") for _ in range(12)) for _ in range(20)]


def quoting(rng: random.Random) -> list[str]:
    """Statements with quotations in traditional characters, classical text and phrases that spinners use too."""
    lists = ("quotations", "classical", "spun", "letters")
    lines = ["文化专员任职标准"]
    for _ in range(40):
        lines += [sentence(rng), rng.choice(word_lists()[rng.choice(lists)]) + "。"]
    return lines


def addresses(rng: random.Random) -> list[str]:
    """Names, addresses, telephone numbers."""
    lists = word_lists()
    lines = ["通讯录"]
    for _ in range(30):
        place = f"{rng.choice(lists['cities'])}{rng.choice(lists['roads'])}{rng.randint(1, 1200)}号{rng.randint(1, 33)}层"
        phone = rng.choice((f"0{rng.randint(10, 99)}-{rng.randint(10**7, 10**8)}", f"1{rng.randint(3 * 10**9, 10**10)}"))
        lines.append(f"{rng.choice(lists['names'])} {place} 电话:{phone} 邮编:{rng.randint(100000, 860000)}")
    return lines


def english(rng: random.Random) -> list[str]:
    """English sentences between Chinese ones."""
    lines = ["外贸专员任职标准 Standard for Export Clerks"]
    for number in range(1, 25):
        lines += [f"{number}. {rng.choice(word_lists()['english'])}", f"{word(rng, 'e')}:{sentence(rng)}"]
    return lines


def vocabulary(rng: random.Random) -> list[str]:
    """Words from all over the dictionary, some forty a line."""
    words = [one for tag in sorted(_tagged()) for one in _tagged()[tag]]
    gap = rng.choice(("、", " ", ",", ""))
    return [gap.join(rng.choices(words, k=40)) for _ in range(10)]


STYLES: tuple[Style, ...] = (
    statements, numbered, outline, bare_lines, short_lines, table, contents, rhythm, dense, quoting, addresses, english,
    vocabulary,
)  # fmt: skip


def rendered(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The ways in which one text may come: name of the rendering, text."""
    yield "lines", "\n".join(lines)
    yield "wide", "\n".join(lines).translate(_UNFOLD)
    yield "spaced", "\n\n".join(lines)
    yield "flat", fold("".join(lines))


def generated(style: Style, count: int) -> Iterator[tuple[str, str]]:
    """`count` texts of a style, each in its four renderings, by name."""
    for number in range(count):
        lines = style(random.Random(f"{style.__name__}/{number}"))
        for rendering, text in rendered(lines):
            yield f"{style.__name__}-{number}-{rendering}", text


def written() -> Iterator[tuple[str, str]]:
    """The texts written by hand: passages in their renderings, gold, corpus with its lines and as one line."""
    for passage in _case("clean-passages"):
        for rendering, text in rendered(passage["lines"]):
            yield f"{passage['name']}-{rendering}", text
    for path in sorted(GOLD.glob("*.txt")):
        yield path.stem, path.read_text(encoding="utf-8").strip()
    for one in corpus():
        yield f"{one.name}-truth", truth(one)
        if not one.notes.get("letter"):
            yield f"{one.name}-flat", flat(one)
