"""Signs of radicals read as the words that look the same: many programs that write pdf print 行 as ⾏ and 长 as ⻓.

Of the radicals of Kangxi Unicode itself names the word (NFKC), but for three whose word the mainland writes so: 用户 is printed
⽤⼾, where NFKC has 戶. Of their supplement those count that are words by themselves.
One sign is one word, so that no offset moves.
"""

import re
import unicodedata

from pipeline.rows import rows_of

_SIGN = re.compile("[\u2e80-\u2fd5]")
_WORDS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⼾⾭⿈⺁⺄⺈⺊⺎⺒⺓⺜⺝⺟⺠⺧⺩⺫⺬⺮⺶⺻⺽⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲⻳",
    "户青黄厂乙刀卜兀巳幺日月母民牛王目示竹羊聿臼虎西见角角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟",
)


SIGNS = re.compile(f"[{''.join(map(chr, _WORDS))}]+")
"""A run of signs that stand for words."""
ROWS = rows_of(map(chr, _WORDS))
"""Where in Unicode they stand."""


def worded(text: str) -> str:
    """The text with words for signs."""
    return text.translate(_WORDS) if _SIGN.search(text) else text


def signs() -> dict[str, str]:
    """Each word that has a sign, and the sign, the one of Kangxi's where there are two."""
    return {word if isinstance(word, str) else chr(word): chr(code) for code, word in sorted(_WORDS.items())}
