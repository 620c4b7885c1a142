"""Small sound files and ways to damage them: bytes flipped, pieces lost, doubled and put in, parts of a Word file damaged."""

import io
import random
import zipfile
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest import read
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
