"""Radicals: signs that stand for words become words, in a text, a page and a Word file alike; nothing else is touched."""

import random
from pathlib import Path

import pytest

from pipeline.clean import clean, radicals
from pipeline.clean.radicals import damage, detect
from pipeline.ingest import read
from pipeline.radicals import signs, worded
from tests.clean.documents import cases, documents, repaired
from tests.ingest.files import docx, put


@pytest.mark.parametrize("name", documents())
def test_every_sign_of_a_document_becomes_its_word_again(name: str) -> None:
    clean = documents()[name]
    damaged = damage(clean, random.Random(name), 0.7)
    restored, evidence, repair = repaired(radicals, damaged)
    assert restored == clean
    assert evidence is not None
    assert {edit.certainty for edit in repair.edits} == {"certain"}
    assert all(len(edit.old) == len(edit.new) for edit in repair.edits)
    assert detect(clean) is None


@pytest.mark.parametrize("trap", cases("clean-traps"))
def test_a_trap_is_left_as_it_stands(trap: str) -> None:
    assert repaired(radicals, trap)[0] == trap


def test_a_sign_without_a_word_of_its_own_stays() -> None:
    assert repaired(radicals, "\u2e80\u2e9b 部首")[0] == "\u2e80\u2e9b 部首"


def test_every_sign_has_one_word_and_is_no_word_itself() -> None:
    known = signs()
    assert known["行"] == "⾏"
    assert known["长"] == "⻓"
    assert not any(sign in known for sign in known.values())
    assert all(worded(sign) == word for word, sign in known.items())


def test_a_sign_becomes_the_word_that_the_mainland_writes() -> None:
    assert repaired(radicals, "⽤⼾与⿈⾦、⾭海")[0] == "用户与黄金、青海"


SIGNED = "⼀、⼯作职责\n⻓期执⾏⽅案"
WORDED = "一、工作职责\n长期执行方案"


def test_a_text_a_page_and_a_word_file_give_words_each_traced_to_its_sign(tmp_path: Path) -> None:
    def lines(document: object) -> None:
        for line in SIGNED.split("\n"):
            document.add_paragraph(line)  # type: ignore[attr-defined]

    page = "".join(f"<p>{line}</p>" for line in SIGNED.split("\n"))
    for name, data in (("a.txt", SIGNED), ("a.html", f"<html><body>{page}</body></html>"), ("a.docx", docx(lines))):
        document = clean(read(put(tmp_path, name, data), name))
        assert str(document.text) == WORDED
        assert document.text.source == SIGNED
        assert [(edit.old, edit.new, edit.rule) for edit in document.text.edits][:2] == [
            ("⼀", "一", "radicals.sign"),
            ("⼯", "工", "radicals.sign"),
        ]
        [damage] = document.copy.damage
        assert (damage.channel, damage.certain) == ("radicals", 4)
