"""Formulas of Word files: in a line, and never read as another number."""

from pathlib import Path

import pytest
from lxml import etree

from pipeline.ingest import read
from pipeline.ingest.word.wordmath import linear
from tests.ingest.files import put, word
from tests.support.work import a_minute


def part(name: str, **parts: str) -> str:
    """An element of a formula with its parts."""
    inside = "".join(
        f"<m:{key}>{value if '<' in value else f'<m:r><m:t>{value}</m:t></m:r>'}</m:{key}>" for key, value in parts.items()
    )
    return f"<m:{name}>{inside}</m:{name}>"


LIMITS_OF_SUM = "<m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>"
SUM = f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{LIMITS_OF_SUM}"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (part("f", num="1", den="2"), "1/2"),
        ("<m:r><m:t>2</m:t></m:r>" + part("f", num="1", den="2"), "2 1/2"),
        (part("f", num="a+b", den=part("sSup", e="10", sup="3")), "(a+b)/10³"),
        (part("sSubSup", e="x", sub="1", sup="n-1"), "x_1^(n-1)"),
        (part("rad", deg="3", e="x+1"), "³√(x+1)"),
        (SUM + "<m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>", "∑_(i=1)^n x"),
        (part("d", e="x"), "(x)"),
        ("<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>0</m:t></m:r></m:e></m:mr></m:m>", "1 0"),
    ],
    ids=["fraction", "mixed number", "power below", "index", "root", "sum", "brackets", "matrix"],
)
def test_a_formula_never_reads_as_another_number(tmp_path: Path, inside: str, words: str) -> None:
    read_ = read(put(tmp_path, "a.docx", word(f"<w:p><m:oMath>{inside}</m:oMath></w:p>")), "a.docx")
    assert str(read_.text) == words


@pytest.mark.parametrize("name", ["d", "box", "f"])
def test_formulas_inside_each_other_are_read_once_each(name: str) -> None:
    inner = "num" if name == "f" else "e"
    words = "<m:r><m:t>x</m:t></m:r>"
    for _ in range(60):
        words = f"<m:{name}><m:{inner}>{words}</m:{inner}></m:{name}>"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    with a_minute():
        said = linear(etree.fromstring(f"<m:oMath xmlns:m='{space}'>{words}</m:oMath>"))
    assert said.replace("(", "").replace(")", "").replace("/", "") == "x"
