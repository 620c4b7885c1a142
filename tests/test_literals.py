"""The words that a match needs are read from its pattern, and never rule out a match."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.literals import Scanner, finder, literals
from pipeline.rules import Sieve, load_rules

ROOT = Path(pipeline.__file__).parent

WORDS = {
    "免费下载": ("免费下载",),
    "^下载(?:次数|量)?": ("下载",),
    "(?:上传|发布)者": ("上传", "发布"),
    "大小[:：]": ("大小",),
    "[12]?页": ("页",),
    "(?:甲|乙?)": (),
    "(?i:word)文档": ("文档",),
    "(?i)word": (),
    "(?i)word文档": ("文档",),
    "(?i:powered by (?:甲|x))": (" ",),
    "(?i)[页y]": (),
    "(?i:[页张])": ("张", "页"),
    "a{2,}bc": ("bc",),
    "(?:会员){1,3}": ("会员",),
    "[^甲]": (),
    "[一-丙]": (),
    "(?=甲).": (),
    "(?>甲乙)++": ("甲乙",),
}


@pytest.mark.parametrize("pattern", WORDS)
def test_a_pattern_says_what_each_match_holds(pattern: str) -> None:
    assert literals(re.compile(pattern)) == WORDS[pattern]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.toml")), ids=lambda path: path.stem)
def test_whatever_a_rule_matches_holds_one_of_its_words(path: Path) -> None:
    package = ".".join(("pipeline", *path.parent.relative_to(ROOT).parts))
    for rule in load_rules(package, path.name):
        for hit in (*rule.hits, "。".join(rule.hits)):
            assert not rule.pattern.search(hit) or rule.may_match(hit), rule.id


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.toml")), ids=lambda path: path.stem)
def test_a_sieve_keeps_the_rules_that_may_match_in_their_order(path: Path) -> None:
    package = ".".join(("pipeline", *path.parent.relative_to(ROOT).parts))
    rules = load_rules(package, path.name)
    texts = ["", *(text for rule in rules for text in (*rule.hits, *rule.misses))]
    for text in texts:
        assert Sieve(rules).kept(text) == [rule for rule in rules if rule.may_match(text)], text


def test_a_finder_finds_each_of_its_words_and_nothing_else() -> None:
    words = ["下载", "免费下载", "文库", "www.", "a+b", "库存文"]
    pattern = finder(words)
    for word in words:
        assert pattern.search(f"甲{word}乙")
        assert pattern.search(word)
    for other in ("", "下 载", "文件", "wwwx", "aab", "库文", "载下"):
        assert not pattern.search(other)


OPENERS = {
    "甲乙": "[甲](?=[乙])",
    "甲": "[甲]",
    "甲乙?": "[甲]",
    "甲乙?丙": "[甲](?=[丙乙])",
    "甲.": "[甲]",
    "(?<!丙)(?:甲|乙{2,3})丁": "[乙甲](?=[丁乙])",
    "[一-九]{1,2}级": "[一-九](?=[一-九级])",
    r"\d?级": r"[\d级]",
    r"(?>\d)\s*级": r"[\d](?=[\s级])",
    "(?P<a>甲?)乙": "[乙甲]",
    "甲*": "",
    ".甲": "",
    "[^甲]乙": "",
    "(?i:word)": "",
}


@pytest.mark.parametrize("pattern", OPENERS)
def test_a_scanner_knows_how_matches_begin(pattern: str) -> None:
    heads = Scanner(re.compile(pattern)).heads
    assert (heads.pattern if heads is not None else "") == OPENERS[pattern]


@given(st.sampled_from(sorted(OPENERS)), st.text("甲乙丙丁一九级12 wW", max_size=40), st.integers(0, 5))
def test_a_scanner_finds_what_its_pattern_finds(pattern: str, text: str, start: int) -> None:
    compiled = re.compile(pattern)
    found = [match.span() for match in Scanner(compiled).finditer(text, start)]
    assert found == [match.span() for match in compiled.finditer(text, start)]
