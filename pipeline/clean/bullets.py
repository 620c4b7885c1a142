"""Channel bullets: list bullets that lost their symbol font and became letters or rare characters.

Mechanism: the bullet of a list is a letter in a symbol font (Wingdings l is ●); without the font the letter is left, with the
space behind it, or a code of the private use area. Read as GBK, the bullet's byte 9F and the one behind it make a character
that nobody writes (熀 熛 熼 …). Each becomes the sign that the font shows, character for character, so that what the reader
counted stays countable: ● for l, ■ for n, ◆ for u; • where the sign is not known.

Evidence: for a letter, three places at the head of a line or behind the end of a statement, with a blank and a character of
another script behind; then every such place of this letter is a bullet, certain. Without a blank behind it, five such places,
or one where the letter is a bullet anyway; then it is one between Chinese characters too: probable. For rare characters: two
different ones, none of them a word with its neighbours, or one that recurs behind different words: probable. Alone: a
finding.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from pipeline.model import Edit, Evidence, Finding, Repair
from pipeline.rules import load_data

NAME = "bullets"

_LICENCE = 3  # places that license a letter
BARE = 5  # places, nearly all before other words, at which a character stands that is seldom seen but is one
_ENDS = "\n。;；:：!！"  # behind these a statement begins
_BLANK = r"(?=[ \u3000\xa0]++[^\sa-z=<>+*/]|[ \u3000]*+\n++\d{1,4}、)"
_DEFINED = re.compile(r".[ \u3000\xa0]+(?:为|是|指|表示|代表|—|[次倍台]|个(?![人性别体案])|种(?!类))")  # n 为转速: a quantity
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])(?<![第每共取长为])[a-zØ](?=[ \u3000]*[\u4e00-\u9fff])(?![ \u3000]*[个次倍、])")
_CJK = r"[\u3400-\u9fff《“\"(（]"


@cache
def _table() -> dict[str, Any]:
    data = load_data("pipeline.clean", "rules/bullets.toml")
    letters = "".join(data["letters"])
    foreign = "".join(letter for letter in letters if not letter.isascii())
    row = bytes(byte for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)) for byte in (0x9F, trail)).decode("gbk")
    rare = "".join(sign for sign in row if sign not in data["hanzi"]["ordinary"])
    return {
        "letters": data["letters"],
        "private": {chr(int(code, 16)): sign for code, sign in data["private"].items()},
        "sign": data["hanzi"]["sign"],
        "words": tuple(data["hanzi"]["words"]),
        "bare": re.compile(f"[{data['hanzi']['bare']}](?=[\u4e00-\u9fffA-Za-z0-9《“ ])"),
        "rare": re.compile(f"[{rare}](?=[\u4e00-\u9fffA-Za-z0-9《“ ])"),
        "odd": re.compile(f"[{rare}{data['hanzi']['bare']}\uf020-\uf0ff]"),
        "blank": re.compile(rf"[{letters}](?:{_BLANK}|(?<=[{foreign}])(?={_CJK}))"),
        "tight": re.compile(rf"[{letters}](?=[\u4e00-\u9fff])"),
        "empty": re.compile(rf"[{letters}](?=\d{{1,2}}\.\d)"),
    }


def _at_head(text: str, at: int) -> bool:
    """Whether a statement begins at `at`: blanks aside, behind a line break or the end of another."""
    while at > 0 and text[at - 1] in " \u3000":
        at -= 1
    return at == 0 or text[at - 1] in _ENDS


def _with_blank(text: str) -> list[int]:
    """Places of letters of the table with a blank behind them that are no part of a word, no diameter and no paragraph sign."""
    return [
        match.start()
        for match in _table()["blank"].finditer(text)
        if not _measures(match[0], text[match.end() : match.end() + 2]) and not _in_word(text, match.start())
    ]


def _in_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isascii() and text[at - 1 : at].isalnum()


def _licensed(text: str) -> dict[str, int]:
    """Letters that stand for bullets in this text, and at how many heads of statements."""
    places = [at for at in _with_blank(text) if _at_head(text, at)]
    heads = Counter(text[at] for at in places)
    defined = Counter(text[at] for at in places if _DEFINED.match(text, at))
    return {sign: count for sign, count in heads.items() if count >= _LICENCE and 2 * defined[sign] < count}


def _tight(text: str, letters: Iterable[str]) -> dict[str, int]:
    """Letters that stand for bullets with no blank left behind them: at five heads, before three different characters, or at
    one where the letter (one of `letters`) stands for a bullet in other places."""
    followers: dict[str, list[str]] = {}
    for match in _table()["tight"].finditer(text):
        if _at_head(text, match.start()):
            followers.setdefault(match[0], []).append(text[match.end()])
    found = {sign: len(signs) for sign, signs in followers.items() if len(signs) >= 5 and len(set(signs)) >= 3}
    return found | {sign: len(followers[sign]) for sign in letters if sign in followers}


def _measures(sign: str, behind: str) -> bool:
    """Ø 50 and § 3 are a diameter and a paragraph."""
    return sign in "Ø§²" and behind.strip()[:1].isdigit()


def _rare(text: str) -> list[int]:
    """Places of characters of GBK row 9F before a phrase (a name would end there) that make no word with a neighbour."""
    words = _table()["words"]
    found = [
        match.start()
        for match in _table()["rare"].finditer(text)
        if not any(word in text[max(0, match.start() - 2) : match.end() + 2] for word in words)
    ]
    bare = [match.start() for match in _table()["bare"].finditer(text)]
    behind = {text[at : at + 3].strip()[1:] for at in bare}
    return sorted((*found, *bare)) if len(bare) >= BARE and len(behind) >= BARE - 1 else found


def _rare_licensed(text: str, places: list[int]) -> bool:
    kinds = {text[at] for at in places}
    before = {text[max(0, at - 2) : at] for at in places}
    return len(kinds) >= 2 or (len(places) >= 3 and len(before) >= 2)


def detect(text: str) -> Evidence | None:
    """Letters, private codes and rare characters in the place of bullets, with their counts; None where there are none."""
    letters = _licensed(text)
    tight = _tight(text, letters)
    odd = _table()["odd"].search(text) is not None
    private = sum(sign in _table()["private"] for sign in text) if odd else 0
    rare = _rare(text) if odd else []
    hits = sum(letters.values()) + sum(tight.values()) + private + len(rare)
    if not hits:
        return None
    return Evidence(
        NAME,
        hits,
        {
            "letters": "".join(sorted(letters)),
            "tight": "".join(sorted(tight)),
            "rare": "".join(sorted({text[at] for at in rare})),
            "private": private,
        },
    )


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits of one character each; a finding for a rare character that nothing licenses."""
    made = (*_tight_edits(text, evidence), *_letter_edits(text, evidence), *_private_edits(text))
    edits = {edit.start: edit for edit in made}
    rare = _rare(text)
    findings: tuple[Finding, ...] = ()
    if _rare_licensed(text, rare):
        edits |= {at: _edit(text, at, _table()["sign"], "rare-character", 0.9) for at in rare}
    else:
        findings = tuple(_suspect(text, at) for at in rare)
    return Repair(edits=tuple(edits[at] for at in sorted(edits)), findings=findings)


def _letter_edits(text: str, evidence: Evidence) -> list[Edit]:
    letters = str(evidence.parameters["letters"])
    if not letters:
        return []
    places = [at for at in _with_blank(text) if text[at - 1 : at] != " " or _at_head(text, at)]
    places += [match.start() for match in _table()["empty"].finditer(text) if _at_head(text, match.start())]
    return [_edit(text, at, _table()["letters"][text[at]], "letter") for at in places if text[at] in letters]


def _tight_edits(text: str, evidence: Evidence) -> list[Edit]:
    tight = str(evidence.parameters["tight"])
    if not tight:
        return []
    places = [match.start() for match in _table()["tight"].finditer(text) if _at_head(text, match.start())]
    places += [match.start() for match in _INSIDE.finditer(text) if not _DEFINED.match(text, match.start())]
    signs = _table()["letters"]
    return [_edit(text, at, signs[text[at]], "letter-tight", 0.8) for at in places if text[at] in tight]


def _private_edits(text: str) -> list[Edit]:
    signs = _table()["private"]
    return [_edit(text, match.start(), signs[match[0]], "private-code")
            for match in re.finditer("[\uf020-\uf0ff]", text) if match[0] in signs]  # fmt: skip


def _edit(text: str, at: int, sign: str, rule: str, confidence: float | None = None) -> Edit:
    return Edit(
        start=at, end=at + 1, old=text[at], new=sign, rule=f"{NAME}.{rule}",
        certainty="certain" if confidence is None else "probable", confidence=confidence,
    )  # fmt: skip


def _suspect(text: str, at: int) -> Finding:
    return Finding(
        code="bullet-suspected",
        severity="review",
        message_en=f"The character {text[at]} is hardly ever written; it may stand for a list bullet. It was left as it is.",
        message_zh=f"“{text[at]}”字极少使用，可能是项目符号的误读，未作改动。",
        params={"character": text[at]},
        span=(at, at + 1),
    )


def damage(text: str, rng: random.Random, *, letter: str = "l", rare: bool = False) -> str:
    """Bullets as a page shows them that lost the font: `letter` for its own sign, rare characters for •."""
    sign = _table()["letters"][letter]
    text = text.replace(sign, letter)
    if rare:
        trails = [bytes((0x9F, trail)).decode("gbk") for trail in (0xBA, 0xCF, 0xE9, 0xF8, 0xF6)]
        text = "".join(rng.choice(trails) if char == _table()["sign"] else char for char in text)
    return text
