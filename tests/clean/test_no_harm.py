"""The first duty of the whole stage: clean mainland text comes out with every character it had, in whatever style."""

from collections.abc import Iterable

import pytest

from pipeline.clean import clean
from pipeline.model import Document, Edit
from tests.clean.documents import cases
from tests.support.cleantext import STYLES, Style, generated, written
from tests.support.render import document

COUNT = 13
"""Texts of each style, each in four renderings."""


def changes_wording(edit: Edit) -> bool:
    """Whether more than white space goes, comes or changes."""
    return "".join(edit.old.split()) != "".join(edit.new.split())


def harm(named: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """What cleaning changed in the wording of clean texts: name, rule, old, new."""
    return [
        (name, edit.rule, edit.old, edit.new)
        for name, text in named
        for edit in clean(document(text)).text.edits
        if changes_wording(edit)
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_generated_text_keeps_its_words(style: Style) -> None:
    assert harm(generated(style, COUNT)) == []


@pytest.mark.parametrize(("name", "text"), list(written()))
def test_a_text_written_by_hand_keeps_its_words(name: str, text: str) -> None:
    assert harm([(name, text)]) == []


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_keeps_its_words(trap: str) -> None:
    assert harm([("alone", trap), ("as cells", f"经理\n{trap}\n业务员\n{trap}"), ("inside", f"负责管理。{trap}。")]) == []


SAID = (
    "本部门制订{}并报批。", "按{}执行,不得变通。", "每年修订{}一次;", "解释{}中的条款,回答疑问。", "对{}的执行情况进行抽查。",
    "宣讲{};", "依据{}处理。", "违反{}者通报批评。", "将{}张贴于公告栏。", "参照{}另定细则。",
)  # fmt: skip
"""What is said of a term: always the whole of it, between ever different words, as a spinner's phrase stands."""


@pytest.mark.parametrize("term", cases("clean-terms"))
def test_a_term_of_like_words_keeps_them_however_often_it_stands(term: str) -> None:
    said = [sentence.format(term) for sentence in SAID]
    assert harm([("often", "".join(said)), ("seldom", "".join(said[:3]))]) == []


def test_many_terms_of_like_words_in_one_document_keep_them() -> None:
    composed = [term for term in cases("clean-terms") if len(term) > 6]
    assert harm([("by sentence", "".join(said.format(term) for said in SAID for term in composed))]) == []
    assert harm([("by term", "\n".join(said.format(term) for term in composed for said in SAID))]) == []


def test_there_is_enough_of_it() -> None:
    """200,000 characters in one rendering each, and all styles differ."""
    one_each = {
        name: text for style in STYLES for name, text in generated(style, COUNT) if name.endswith("-lines")
    } | {name: text for name, text in written() if name.endswith(("-lines", "-truth"))}  # fmt: skip
    assert len(set(one_each.values())) == len(one_each)
    assert sum(map(len, one_each.values())) >= 200_000


def test_no_clean_text_is_called_defective() -> None:
    found = {
        (name, finding.code)
        for style in STYLES
        for name, text in generated(style, 2)
        for finding in clean(document(text)).findings
        if finding.severity == "defect"
    }
    assert found == set()


def test_a_short_document_with_a_copyright_footer_of_its_own_is_not_taken_for_a_page_of_a_site() -> None:
    text = dict(written())["own-footer-flat"]
    assert [finding.code for finding in clean(document(text)).findings] == []


def test_harm_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself: a channel that collapses repeats is caught on doubled words."""

    def collapsed(given: Document) -> Document:
        text = str(given.text)
        at = text.index("员员")
        edit = Edit(start=at, end=at + 1, old="员", new="", rule="collapse.repeat", certainty="certain")
        return Document(given.text.apply([edit]), given.copy)

    monkeypatch.setattr("tests.clean.test_no_harm.clean", collapsed)
    assert harm([("x", "人员员工")]) == [("x", "collapse.repeat", "员", "")]


KINDS = {case["label"]: case["text"] for case in cases("clean-kinds")}
"""Kinds of texts that are no standards, and what of them a site, a printer or a converter could have written."""

ITEMS = "\n".join(f"{n}、按第{n}项要求检查本岗位的记录，发现问题及时更正并上报主管。" for n in range(1, 16))


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_a_text_of_another_kind_keeps_its_words_wherever_it_stands(text: str) -> None:
    renderings = [("lines", text), ("one line", text.replace("\n", " ")), ("run together", text.replace("\n", ""))]
    assert harm([*renderings, ("first", f"{text}\n{ITEMS}"), ("last", f"作业检查办法\n{ITEMS}\n{text}")]) == []
