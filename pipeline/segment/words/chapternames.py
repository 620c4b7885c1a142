"""What kind of chapter a title names: one that describes, one of knowledge or conditions, one of experience."""

import re
from functools import lru_cache

_CHAPTERS = (
    (
        "descriptive",
        re.compile(
            r"目的|培训目标$|适用|^范围$|概况|概述|(?<![岗职]位)(?<!职务)说明$|总则|附则|前言|引言|声明|简介|须知|关于.*标准$|术语|原则$|权重表|比重表"
        ),
    ),
    ("knowledge", re.compile(r"知识|(?:基本|申报|任职|资格|准入|报考|晋升)(?:条件|要求|资格)$")),
    ("experience", re.compile(r"经验|经历")),
)


@lru_cache(maxsize=1024)
def chapter(words: str) -> str:
    """What kind of chapter some words name; "" where they name none."""
    return next((name for name, pattern in _CHAPTERS if pattern.search(words)), "")
