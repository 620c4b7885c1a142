"""Small sound files and ways to damage them: bytes flipped, pieces lost, doubled and put in, parts of a Word file damaged."""

import io
import random
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from lxml import etree, html

from pipeline.check.tree import coverage_faults, span_faults
from pipeline.errors import SourceError
from pipeline.extract import standardise
from pipeline.ingest import read
from pipeline.model import Entry
from tests.support import bombs, hostile
from tests.support.webpages import archive

PAGE = (
    "<html><head><meta charset=gbk><style>.x{display:none}</style></head><body><h1>任职资格</h1><ol start=2><li>职责<li>要求"
    "</ol><table border=1><caption>表</caption><tr><th rowspan=2>要素<td>一级<tr><td>熟悉</table><p class=x>藏</p>"
    "<pre>a\n b</pre>"
)
TOKENS = (
    b"<table>", b"</table>", b"<li value=-9>", b"<td rowspan=0 colspan=99999>", b"&#0;", b"&#xD800;", b"<!--", b"]]>", b"<w:p>",
    b"<w:tbl>", b"</w:p>", b'<w:numId w:val="7"/>', b'<w:ilvl w:val="-3"/>', b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"--cut",
    b"=\r\n", b"charset=utf-16", b"1 0 obj", b"endstream", b"/Length -1", b"/Kids [2 0 R]", b"99999999999 0 R", b"<<", b">>",
)  # fmt: skip
GOOD: dict[str, bytes] = {
    "docx": bombs.docx_with({}),
    "html": PAGE.encode("gb18030"),
    "mht": archive(PAGE),
    "pdf": hostile.good_pdf(),
    "txt": hostile.TEXT.encode("gb18030"),
}


def damaged(data: bytes, seed: int) -> bytes:
    """`data` with one to six faults, the same for the same seed."""
    rng = random.Random(seed)
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made) + 1)
        end = min(len(made), at + rng.randint(1, 40))
        fault = rng.choice(("flip", "lose", "double", "put", "cut"))
        if fault == "flip" and at < len(made):
            made[at] = rng.randrange(256)
        elif fault == "lose":
            del made[at:end]
        elif fault == "double":
            made[at:at] = made[at:end]
        elif fault == "put":
            made[at:at] = rng.choice(TOKENS)
        elif rng.random() < 0.3:
            del made[at:]
    return bytes(made)


def sick(form: str, seed: int) -> bytes:
    """A damaged file of a format. Of a Word file half the time a part inside is damaged, for a broken zip is soon told."""
    if form == "docx" and seed % 2:
        with zipfile.ZipFile(io.BytesIO(GOOD["docx"])) as package:
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            name = "word/document.xml" if seed % 3 else names[seed % len(names)]
            return bombs.docx_with({name: damaged(package.read(name), seed)})
    return damaged(GOOD[form], seed)


VALUES = ("-1", "0", "99999999999", "", "abc", "NaN", "1e9", "2147483648", "٣", "１２", "65536", "%1.%2.%9.%0", "display:none")
WORDS = ("", " ", "　" * 50, "一" * 3000, "1、" * 200, "A\tB\n", "：" * 40)
CARD = (
    "<html><body><h1>化验员岗位说明书</h1>"
    "<table><tr><td rowspan=2>基本信息<td>岗位名称<td>化验员<td>所属部门<td>化验室<tr><td>直接上级<td>主任<td>定员<td>2人"
    "<tr><td>岗位职责<td colspan=4><p>1、采样。<p>2、测定氨氮。"
    "<tr><td rowspan=2>任职要求<td>学历<td colspan=3>大专<tr><td>经验<td colspan=3>一年</table>"
    "<table><tr><td>单元<td>要素<td>初级<td>中级<tr><td rowspan=2>化验<td>采样<td>能采样<td>能布点"
    "<tr><td>测定<td>能测定<td>能质控</table><ol><li>甲<li>乙</ol></body></html>"
)


def absurd(form: str, seed: int) -> bytes:
    """A docx or html that is well formed, with absurd values, words and places in it."""
    rng = random.Random(seed)
    if form == "html":
        root = html.document_fromstring(CARD)
        _upset(root, rng)
        made: bytes = etree.tostring(root, encoding="utf-8", method="html")
        return made
    with zipfile.ZipFile(io.BytesIO(_card())) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        name = "word/document.xml" if rng.random() < 0.7 else rng.choice(names)
        root = etree.fromstring(package.read(name))
        _upset(root, rng)
        parts = {one: package.read(one) for one in package.namelist()} | {name: etree.tostring(root, encoding="utf-8")}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as written:
        for one, words in parts.items():
            written.writestr(one, words)
    return data.getvalue()


@cache
def _card() -> bytes:
    """A Word file with a form, merged cells and a list that Word numbers."""
    document = Document()
    document.add_heading("化验员岗位说明书", 1)
    table = document.add_table(4, 4)
    words = "基本信息|岗位名称|化验员|2人||所属部门|化验室||岗位职责|1、采样。|||任职要求|学历|大专|"
    for cell, said in zip(table._cells, words.split("|"), strict=True):
        cell.text = said
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).merge(table.cell(2, 3))
    for said in ("按时到岗。", "按规程测定。"):
        document.add_paragraph(said, style="List Number")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _upset(root: Any, rng: random.Random) -> None:
    """One to eight changes: values, words, elements lost, doubled and put elsewhere."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    for _ in range(rng.randint(1, 8)):
        one, other = rng.choice(elements), rng.choice(elements)
        fault = rng.choice(("value", "value", "lose", "double", "move", "say"))
        if fault == "value" and one.attrib:
            one.set(rng.choice(sorted(one.attrib)), rng.choice(VALUES))
        elif fault == "value" and one.tag == "td":
            one.set(rng.choice(("rowspan", "colspan")), rng.choice(VALUES))
        elif fault == "lose" and one.getparent() is not None:
            one.getparent().remove(one)
        elif fault == "double" and one.getparent() is not None:
            one.getparent().insert(rng.randint(0, 3), deepcopy(one))
        elif fault == "move":
            other.append(deepcopy(one))
        elif fault == "say" and one.text:
            one.text = rng.choice(WORDS)


def promise(folder: str, form: str, seed: int) -> str:
    """What an absurd file comes to: "kept" where its standard keeps every promise, "refused" with a reason."""
    path = Path(folder) / f"{seed}.{form}"
    path.write_bytes(absurd(form, seed))
    try:
        made = standardise(path, Entry(file=path.name, id="a"))
    except SourceError as error:
        return "refused" if error.detail and error.advice else f"refused without words: {error!r}"
    finally:
        path.unlink()
    text = str(made.document.text)
    broken = [*span_faults(made.standard, text), *coverage_faults(made.standard, text)]
    return "; ".join(fault.message("en") for fault in broken) or "kept"


def outcome(folder: str, form: str, seed: int) -> str:
    """What reading such a file comes to: "read" where every block stands in the text, "refused" with a reason."""
    path = Path(folder) / f"{seed}.{form}"
    path.write_bytes(sick(form, seed))
    try:
        document = read(path, path.name)
    except SourceError as error:
        return "refused" if error.detail and error.advice and error.stage == "ingest" else f"refused without words: {error!r}"
    finally:
        path.unlink()
    sound = all(0 <= block.span[0] < block.span[1] <= len(document.text) for block in document.blocks)
    return "read" if sound else "blocks outside the text"
