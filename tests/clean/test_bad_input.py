"""Hostile and broken input to the whole stage: no crash, no hang, nothing dropped without an edit that says so."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import chrome, chunks, clean, pinyin, traditional, windows
from pipeline.ingest import read
from pipeline.model import Copy, Document, Text
from pipeline.rules import load_rules
from pipeline.text import replay
from tests.clean.documents import documents
from tests.clean.test_harmless import RULES
from tests.support.chains import Case, judge
from tests.support.work import a_minute, calls

ODD = {
    "NUL": "\x00", "controls": "\x01\x08\x1b\x7f", "private use": "\ue000\uf8ff\U000f0000", "unassigned": "\u0378\U0003fffd",
    "no characters": "\ufdd0\uffff\U0010ffff", "replacement": "\ufffd", "accents apart": "e\u0301a\u030c", "astral": "𠮷𪚥😀",
    "right to left": "\u202eabc\u202c", "tags": "\U000e0041", "jamo": "\u1112\u1161", "carriage returns": "\r甲\r",
}  # fmt: skip
PAGES = ("clean", "glossed", "chunked", "doubled", "page of a site")

UNITS = (
    "(", ")", "\n", " ", "\t", "\u3000", "-", "—", "?", "?,", "??", "(b", "標(", "(biāo", "l ", "\nl ", "\n1、",
    "1、\n2、", "第1页", "第 1 页 共 2 页", "第 1", "页", "天", "天天 ", "一一", "11", "1.1.", "部部长", "“", "“”",
    "《", "。", "。\n", "a", "aab", "Ａ", "乾", "業", "业業", "旳", "细那么", "机构部门机构", "精品文档", "下载",
    "www.", "由会员分享", "《甲》由会员分享,", "文档资料下载\n", "\x00", "\uf06c", "\u200b", "\x0c", "熀a",
    "职职责责\n", "\n1.1 x\n1.1 x", "甲\n甲\n", "\r", "- 3 -\n", "Page 1\n", "岗位:", "手机:", "一、", "①", "● ",
    "甲\t乙\n", "標(biāo)", "職(zhí )責(zé )", "約1.", "約?1", "𠮷",
)  # fmt: skip
"""Strings that make each pattern of the channels begin again and again."""


def of(text: str) -> Document:
    """A document that need not be encodable."""
    return Document(Text(text), Copy(file="x.txt", sha256="0" * 64, bytes=len(text), format="txt"))


def checked(text: str) -> Document:
    """What cleaning makes of it, replayed: so no character is gone that no edit names."""
    cleaned = clean(of(text))
    assert replay(text, cleaned.text.edits) == str(cleaned.text)
    assert all(0 <= a <= b <= len(cleaned.text) for a, b in (found.span for found in cleaned.findings if found.span))
    return cleaned


@cache
def page(kind: str) -> tuple[str, str]:
    """A document, and what damage of the kind makes of it."""
    text, rng = documents()["06-hotel-positions-flat"], random.Random(5)
    glossed = pinyin.damage(traditional.damage(text, rng), rng, size=30)
    made = {
        "clean": text,
        "glossed": glossed,
        "chunked": chunks.damage(text, rng, length=250),
        "doubled": windows.damage(text, rng),
        "page of a site": chrome.damage(text, rng),
    }
    return text, made[kind]


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_stay_where_they_are_and_harm_nothing(odd: str, kind: str) -> None:
    text, damaged = page(kind)
    at = damaged.index("酒店") + 2
    cleaned = str(checked(damaged[:at] + ODD[odd] + damaged[at:]).text)
    assert ODD[odd] in cleaned
    assert judge(Case(text, damaged, {}), checked(cleaned.replace(ODD[odd], "", 1))).errors <= (0 if kind != "doubled" else 3)


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "標", "(", "?", "l ", "1、", "\ufeff", "天", *ODD.values()])
def test_next_to_nothing_is_no_trouble(text: str) -> None:
    checked(text)


def test_lone_surrogates_are_replaced_and_reported_before_anything_is_cleaned(tmp_path: Path) -> None:
    text = "任職(zhí)資格標(biāo)準(zhǔn)\ud800與\udc00業務" * 20
    file = tmp_path / "page.txt"
    file.write_bytes(b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass"))
    source = read(file, "page.txt")
    cleaned = clean(source)
    assert str(cleaned.text) == "任职资格标准\ufffd与\ufffd业务" * 20
    assert source.findings
    assert {found.code for found in source.findings} <= {found.code for found in cleaned.findings}


def test_a_page_that_is_nothing_but_a_site_stays_and_is_reported() -> None:
    for seed in range(20):
        text = chrome.damage("", random.Random(seed))
        cleaned = checked(text)
        assert str(cleaned.text) == text
        assert [finding.code for finding in cleaned.findings] == ["chrome-only"]


def test_a_page_may_end_anywhere_inside_its_glosses() -> None:
    text, glossed = page("glossed")
    begin = glossed.index("(", 600)
    for end in range(begin - 2, begin + 60):
        cleaned = checked(glossed[:end])
        kept = str(cleaned.text)
        assert text.startswith(kept.rstrip("(?")), glossed[end - 12 : end]
        assert kept == kept.rstrip("(")


@pytest.mark.parametrize("seed", range(6))
def test_a_page_inside_another_site_s_page_comes_out_of_both(seed: int) -> None:
    text, rng = documents()["07-mason-occupational-lines"], random.Random(seed)
    inner = chrome.damage(text, rng, title="砌筑工标准")
    outer = chrome.damage(inner, rng, title="砌筑工标准")
    judged = judge(Case(text, outer, {}), checked(outer))
    assert (judged.wrong, judged.silent) == ([], [])


@pytest.mark.parametrize("seed", range(6))
def test_two_generators_with_tables_of_their_own_in_one_page(seed: int) -> None:
    first, second, rng = documents()["000"], documents()["12-grid-business-model-lines"], random.Random(seed)
    one = pinyin.damage(traditional.damage(first, rng), rng, size=rng.randint(20, 60))
    other = pinyin.damage(traditional.damage(second, rng), rng, size=rng.randint(20, 60), space=True)
    judged = judge(Case(f"{first}\n{second}", "", {}), checked(f"{one}\n{other}"))
    assert judged.wrong == []
    assert judged.errors <= 0.003 * judged.characters


@pytest.mark.parametrize("seed", range(6))
def test_a_doubled_half_beside_a_glossed_half(seed: int) -> None:
    first, second, rng = documents()["004"], documents()["002"][:3000], random.Random(seed)
    one = windows.damage(first, rng, rng.randint(4, 8), 1)
    other = pinyin.damage(traditional.damage(second, rng), rng, size=50)
    judged = judge(Case(f"{first}\n{second}", "", {}), checked(f"{one}\n{other}"))
    assert judged.wrong == []
    assert judged.errors <= 0.003 * judged.characters


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from((*UNITS, *ODD.values(), "负责", "标准", "經理")), max_size=60).map("".join))
def test_any_mixture_is_cleaned_and_traced(text: str) -> None:
    checked(text)


def work(text: str) -> int:
    """Calls that cleaning makes."""
    return calls(lambda: clean(of(text)))


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    """Three times the text may be five times the work; what grows with the square is nine times."""
    long = (unit * 6_000)[:6_000]
    with a_minute():
        assert work(long) < 5 * work(long[:2_000]) + 1_500


def test_a_page_of_many_lines_of_a_site_s_takes_work_as_it_has_lines() -> None:
    """Half of them are the document's. Three times the lines may be five times the work, as above."""

    def page(lines: int) -> str:
        return "发件人: 张伟 <zw@corp.example>\n收到[OK]\n" * lines + "清洗标准\n按时清洗。\n" * lines

    with a_minute():
        assert work(page(900)) < 5 * work(page(300))


def _broken_examples() -> list[str]:
    """Every example of every rule, whole and broken off, many times over."""
    files = sorted(path.relative_to(RULES.parent).as_posix() for path in RULES.rglob("*.toml"))
    hits = sorted({hit for name in files for rule in load_rules("pipeline.clean", name) for hit in rule.hits})
    parts = {part for hit in hits for part in (hit, hit[:-1], hit[: len(hit) // 2], hit[len(hit) // 2 :])} - {""}
    return [(part * 600)[:600] for part in sorted(parts)]


def test_no_rule_s_example_repeated_or_broken_off_hangs() -> None:
    """A pattern that tries every way to match takes minutes on one of these 600 characters; all together take two seconds."""
    pieces = _broken_examples()
    assert len(pieces) > 500
    with a_minute():
        for at in range(0, len(pieces), 40):
            clean(of("\n".join(pieces[at : at + 40])))


def test_a_single_long_line_is_as_much_work_as_its_parts() -> None:
    """Clean and glossed: what holds for 50 thousand characters and four times as many holds for a file of 20 MB."""
    for kind in ("clean", "glossed"):
        text = page(kind)[1]
        line = (text * (200_000 // len(text) + 1))[:200_000]
        with a_minute():
            assert work(line) < 5 * work(line[:50_000])
