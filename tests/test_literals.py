"""The words that a match needs are read from its pattern, and never rule out a match."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.finders import Index, finder
from pipeline.literals import Scanner, at_head, literals, ways
from pipeline.rules import Sieve, load_rules

ROOT = Path(pipeline.__file__).parent

WORDS = {
    "免费下载": ("免费下载",),
    "^下载(?:次数|量)?": ("下载",),
    "(?:上传|发布)者": ("上传者", "发布者"),
    "大小[:：]": ("大小:", "大小："),
    "评(?:论|价)?表": ("评价表", "评表", "评论表"),
    "下载(?:次数|量)?$": ("下载",),
    r"关\s?键": ("关",),
    "[0-3]页": ("0页", "1页", "2页", "3页"),
    "[12]?页": ("页",),
    "^(?:文档|(?:全|正)文)完": ("全文完", "文档完", "正文完"),
    "(?:甲|乙?)": (),
    "(?i:ok)文档": ("OK文档", "Ok文档", "oK文档", "ok文档", "o\u212a文档", "O\u212a文档"),
    "(?i)[页y]": ("Y", "y", "页"),
    "(?i)я": (),
    "(?i:[页张])": ("张", "页"),
    "a{2,}bc": ("bc",),
    "(?:会员){1,3}": ("会员",),
    "[^甲]": (),
    "[一-龥]": (),
    "(?=甲).": (),
    "(?>甲乙)++": ("甲乙",),
}


@pytest.mark.parametrize("pattern", WORDS)
def test_a_pattern_says_what_each_match_holds(pattern: str) -> None:
    assert literals(re.compile(pattern)) == tuple(sorted(WORDS[pattern]))


WAYS = {
    "(?:本站|本网).*会员|^下载[^。]+(?:积分|金币)$": ({"本站", "本网"}, {"会员"}, {"下载"}, {"积分", "金币"}),
    "^甲.?乙": ({"甲"}, {"乙"}),
    "(?:[^甲]|乙)": (),
}


@pytest.mark.parametrize("pattern", WAYS)
def test_each_way_through_a_pattern_needs_all_its_words(pattern: str) -> None:
    sets = [set(words) for way in ways(re.compile(pattern)) for words in way]
    assert sorted(map(sorted, sets)) == sorted(map(sorted, WAYS[pattern]))


def test_a_letter_of_either_case_is_all_that_it_may_be() -> None:
    for letter in map(chr, range(0x21, 0x7F)):
        every = {chr(code) for code in range(0x3000) if re.fullmatch(re.escape(letter), chr(code), re.IGNORECASE)}
        assert every == ways(re.compile(re.escape(letter), re.IGNORECASE))[0][0]


def test_a_pattern_that_stands_at_the_head_alone_says_so() -> None:
    assert all(at_head(re.compile(pattern)) for pattern in ("^甲", "^(?:甲|乙)", "^甲|^乙", r"\A甲"))
    assert not any(at_head(re.compile(pattern)) for pattern in ("甲", "(?m)^甲", "^甲|乙", "(?:^|丙)甲", ""))


@given(st.lists(st.text("下载文库免费a+]^-", min_size=1, max_size=4), max_size=8), st.text("下载文库免费a+]^-", max_size=30))
def test_an_index_names_the_words_that_a_text_holds(words: list[str], text: str) -> None:
    assert sorted(Index(words).held(text)) == sorted({word for word in words if word in text})


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
