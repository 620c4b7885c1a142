"""A folder of files that mean harm, among good ones, with what must become of each. `python -m tests.support.hostile FOLDER`.

`scale` is how much of the full harm a file does, 1.0 being what the real ones have: 2,000,000 characters on a page, 200,000
elements inside each other, a gigabyte out of a megabyte. What the system does not allow (long names, devices) is left out.
"""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import Why
from tests.ingest.files import Run, pdf
from tests.support import bombs
from tests.support.webpages import archive

Fate = frozenset[Why | None]  # why it may be set aside; None: it may be extracted

OK: Fate = frozenset([None])
TEXT = "客户经理任职资格标准\n一、职责\n1、拜访客户，每周不少于三次。\n2、反馈市场信息。\n"
PAGE = f"<!DOCTYPE html><html><body>{''.join(f'<p>{line}</p>' for line in TEXT.split())}</body></html>"


def only(*whys: Why) -> Fate:
    """Set aside for one of these reasons."""
    return frozenset(whys)


def either(*whys: Why) -> Fate:
    """Extracted, or set aside for one of these reasons: so much of it may be left."""
    return frozenset([None, *whys])


def write(folder: Path, scale: float = 1.0) -> dict[str, Fate]:
    """Make the set; the fate of each file by its name below the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    fates: dict[str, Fate] = {}
    for name, (data, fate) in {**_good(), **_bombs(scale), **_broken(), **_wrong()}.items():
        with suppress(OSError):  # a name that the system does not allow
            (folder / name).write_bytes(data)
            fates[name] = fate
    for make in (_pipe, _links, _closed, _sparse):
        with suppress(OSError, AttributeError):
            fates |= make(folder)
    return fates


Files = dict[str, tuple[bytes, Fate]]


def good_pdf() -> bytes:
    """A pdf of a page of text."""
    return pdf([[Run(72, 700 - 20 * number, line) for number, line in enumerate(TEXT.split())]])


def _good() -> Files:
    text = TEXT.encode()
    return {
        "good.txt": (text, OK),
        "good-gbk.txt": (TEXT.encode("gb18030"), OK),
        "good.docx": (bombs.good_docx(), OK),
        "good.pdf": (good_pdf(), OK),
        "good.html": (PAGE.encode(), OK),
        "good.mht": (archive(PAGE), OK),
        "word-file.doc": (bombs.good_docx(), OK),
        "page.doc": (PAGE.encode("gb18030"), OK),
        "pdf-file.txt": (good_pdf(), OK),
        "text.pdf": (text, OK),
        "标" * 83 + ".txt": (text, OK),  # 253 bytes, as much as most systems allow
        "标" * 300 + ".txt": (text, OK),
        "con.txt": (text, OK),
        "-rf.txt": (text, OK),
        "a\nb.txt": (text, OK),
        "quarantine.txt": (text, OK),
        os.fsdecode(b"no-utf8-\xff\xfe.txt"): (text, OK),
    }


def _bombs(scale: float) -> Files:
    damaged, big = Why.DAMAGED, Why.TOO_BIG
    deep, size = int(200_000 * scale), int(1_000_000_000 * scale)
    names = {"../../escaped.txt": b"x", "/tmp/escaped.txt": b"x", "..\\..\\escaped.txt": b"x", "word/../../escaped.txt": b"x"}
    many, part = int(60_000 * scale), "Content-Type: text/plain\r\n\r\nx\r\n------cut"
    return {
        "bomb-flat.docx": (bombs.flat_bomb(size), only(big)),
        "bomb-lying.docx": (bombs.lying_bomb(size // 4), only(big, damaged)),
        "bomb-nested.zip": (bombs.nested_bomb(size // 100), only(big, damaged, Why.UNSUPPORTED)),
        "bomb-entities.docx": (bombs.entity_bomb(), only(damaged)),
        "bomb-members.docx": (bombs.docx_with({f"word/{n}.xml": b"" for n in range(many)}), only(big)),
        "bomb-parts.mht": (archive(PAGE, more="\r\n".join([part] * many)), only(big)),
        "bomb-dots.png": (bombs.picture_bomb(100_000), only(big, Why.UNSUPPORTED)),  # unsupported without the recognition
        "inside-itself.docx": (bombs.chunk_loop(1_000), OK),
        "outside.docx": (bombs.outside_entity("file:///etc/passwd"), either(damaged)),
        "names.docx": (bombs.docx_with(names), either(damaged)),
        "names.zip": (bombs.zipped(names), either(damaged, Why.UNSUPPORTED)),
        "self-calling.pdf": (bombs.self_calling_pdf(), only(Why.DIED, damaged, Why.NO_TEXT, Why.TIMEOUT, Why.OUT_OF_MEMORY)),
        "crowded.pdf": (bombs.crowded_pdf(int(2_000_000 * scale)), only(big)),
        "scribbled.pdf": (bombs.scribbled_pdf(int(2_000_000 * scale)), only(big)),
        "circular.pdf": (bombs.circular_pdf(), only(damaged, Why.NO_TEXT, big)),
        "fonts.pdf": (bombs.absurd_fonts_pdf(), either(damaged, Why.NO_TEXT)),
        "deep.html": (b"<p>" + TEXT.encode() + b"<div>" * deep + "深".encode(), OK),
        "fonts.html": (PAGE.replace("<p>", "<p style='font-size:1e99px;line-height:-5'>").encode(), OK),
        "entities.html": (f'<!DOCTYPE html [<!ENTITY a0 "lol">{bombs.BILLION}]>{PAGE}&a9;'.encode(), OK),
        "spans.html": (("<table border=1>" + "<tr><td rowspan=65534 colspan=1000>标准<td>甲" * 60).encode(), OK),
    }  # fmt: skip


def _broken() -> Files:
    """Each sound file cut at every tenth of its length."""
    cut: dict[str, tuple[bytes, Fate]] = {
        "docx": (bombs.good_docx(), only(Why.DAMAGED)),
        "zip": (bombs.zipped({"a.txt": TEXT.encode()}), only(Why.DAMAGED)),
        "pdf": (good_pdf(), either(Why.DAMAGED, Why.NO_TEXT)),
        "html": (PAGE.encode(), either(Why.NO_TEXT)),
        "mht": (archive(PAGE, transfer="base64"), either(Why.NO_TEXT, Why.DAMAGED)),
        "txt": (TEXT.encode(), OK),
    }
    return {
        f"cut-{tenth}0.{form}": (data[: len(data) * tenth // 10], fate)
        for form, (data, fate) in cut.items()
        for tenth in range(1, 10)
    }


def _wrong() -> Files:
    unsupported, damaged = only(Why.UNSUPPORTED), only(Why.DAMAGED)
    return {
        "empty.docx": (b"", only(Why.EMPTY)),
        "blank.txt": (b" \r\n\t ", only(Why.EMPTY)),
        "picture.docx": (b"\x89PNG\r\n\x1a\n" + bytes(200), only(Why.UNSUPPORTED, Why.DAMAGED, Why.NO_TEXT)),
        "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(900), unsupported),
        "zeros.pdf": (bytes(5_000), unsupported),
        "no-zip.docx": (b"PK\x03\x04 and then words", damaged),
        "no-pdf.pdf": (b"%PDF-1.7\nand then words", damaged),
        "archive.rar": (b"Rar!\x1a\x07\x00" + bytes(99), unsupported),
        "empty.html": (b"<html><body><img src=a.png></body></html>", only(Why.NO_TEXT)),
        "no-page.mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n", damaged),
        "locked.docx": (bombs.encrypted_docx(), only(Why.ENCRYPTED)),
        "locked.pdf": (_locked_pdf(), only(Why.ENCRYPTED)),
    }


def _locked_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(good_pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pipe(folder: Path) -> dict[str, Fate]:
    os.mkfifo(folder / "pipe.txt")
    return {"pipe.txt": only(Why.UNSUPPORTED)}


def _links(folder: Path) -> dict[str, Fate]:
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "device.txt").symlink_to(os.devnull)
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "round").symlink_to(".", target_is_directory=True)
    return {
        "loop.txt": only(Why.UNREADABLE),
        "gone.txt": only(Why.MISSING, Why.UNREADABLE),
        "device.txt": only(Why.UNSUPPORTED),
        "endless.txt": only(Why.UNSUPPORTED, Why.MISSING),
    }


def _closed(folder: Path) -> dict[str, Fate]:
    """A file without rights; root reads it all the same."""
    (folder / "closed.txt").write_text(TEXT, encoding="utf-8")
    (folder / "closed.txt").chmod(0)
    return {"closed.txt": OK if os.access(folder / "closed.txt", os.R_OK) else only(Why.UNREADABLE)}


def _sparse(folder: Path) -> dict[str, Fate]:
    """A terabyte that takes no room."""
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(10**12)
    return {"sparse.txt": only(Why.TOO_BIG)}


SLOW: dict[str, Callable[[float], tuple[bytes, Fate]]] = {
    # each end tag looks through all that is open: 175 s in full
    "unclosed.html": lambda scale: (b"<p>x" + b"<div><b></i>" * int(200_000 * scale), only(Why.TIMEOUT)),
}


def main(arguments: list[str]) -> int:
    """Write the set at full scale and print each file with its fate. Exit status 2 without a folder."""
    if len(arguments) != 1:
        print("usage: python -m tests.support.hostile FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    fates = write(folder)
    for name, make in SLOW.items():
        data, fates[name] = make(1.0)
        (folder / name).write_bytes(data)
    for name, fate in sorted(fates.items()):
        print(f"{name!r}: {' or '.join(sorted(why.value if why else 'extracted' for why in fate))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
