"""Levels of which a sentence only says what they are called (名称统一叫做入门、熟手、行家), where lines bear these alone."""

import re
from collections import Counter
from functools import cache

from pipeline.segment.levels import levelwords

_ALONE = re.compile(r"^[ \t　]*([一-鿿]{2,5})[ \t　]*$", re.MULTILINE)
_OFTEN = 2  # lines that bear each name


@cache
def _calling() -> re.Pattern[str]:
    counted = levelwords.data()["counted"]
    what = "|".join((*counted["sure"], *counted["called"]))
    return re.compile(
        rf"(?:{what})的?(?:名称)?(?:统一|分别|依次|一律|都)?(?:叫做?|称为|称作|命名为)[:：“\"]?"
        r"(?P<names>[一-鿿]{2,5}(?:、[一-鿿]{2,5}){1,5})(?=[。；;，,”\"\n])"
    )


def called(text: str) -> list[list[str]]:
    """The names of each such sentence, in its order."""
    found = [match["names"].split("、") for match in _calling().finditer(text)]
    alone = Counter(match[1] for match in _ALONE.finditer(text)) if found else Counter()
    return [names for names in found if min(alone[name] for name in names) >= _OFTEN]
