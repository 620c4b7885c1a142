"""Files that mean harm, byte by byte: archives, Word files and pdfs whose insides lie or explode, for `hostile`."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from tests.ingest.files import assembled, docx, font

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of members under any names, paths out of it included."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)  # of no day, so that the bytes are the same every time
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def good_docx(text: str = "客户经理任职资格标准") -> bytes:
    """A sound Word file of two paragraphs and a table."""

    def build(document: object) -> None:
        document.add_paragraph(text)  # type: ignore[attr-defined]
        document.add_table(2, 2).cell(0, 0).text = "要素"  # type: ignore[attr-defined]
        document.add_paragraph("一、拜访客户，每周不少于三次。")  # type: ignore[attr-defined]

    return docx(build)


def docx_with(members: dict[str, bytes], drop: Sequence[str] = ()) -> bytes:
    """A sound Word file with members put in, over its own of the same name."""
    with zipfile.ZipFile(io.BytesIO(good_docx())) as archive:
        own = {name: archive.read(name) for name in archive.namelist() if name not in drop}
    return zipped({**own, **members})


def flat_bomb(size: int) -> bytes:
    """A Word file whose text unpacks to `size` bytes."""
    return docx_with({"word/document.xml": _document(b"<w:p><w:r><w:t>" + b"A" * size + b"</w:t></w:r></w:p>")})


def lying_bomb(size: int) -> bytes:
    """A bomb whose directory and member headers say that it unpacks to 99 bytes."""
    data = bytearray(flat_bomb(size))
    name = b"word/document.xml"
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            head = 30 if signature.endswith(b"\x04") else 46
            if data[place + head : place + head + len(name)] == name:
                data[place + at : place + at + 4] = struct.pack("<I", 99)
    return bytes(data)


def nested_bomb(size: int, depth: int = 6) -> bytes:
    """A zip in a zip in a zip … around a text of `size` bytes, ten of each at every depth."""
    data, name = b"A" * size, "a.txt"
    for level in range(depth):
        data, name = zipped({f"{n}{name}": data for n in range(10 if level < 3 else 1)}), "a.zip"
    return data


def entity_bomb() -> bytes:
    """A Word file whose text is an entity of entities: ten to the ninth words."""
    return docx_with({"word/document.xml": _document(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f'<!ENTITY a0 "lol">{BILLION}')})


def outside_entity(address: str) -> bytes:
    """A Word file that asks for the words of another file."""
    body = "<w:p><w:r><w:t>标准&x;</w:t></w:r></w:p>".encode()
    return docx_with({"word/document.xml": _document(body, f'<!ENTITY x SYSTEM "{address}">')})


def _document(body: bytes, entities: str = "") -> bytes:
    kind = f"<!DOCTYPE d [{entities}]>" if entities else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{kind}<w:document xmlns:w="{WORD}"><w:body>'
    return head.encode() + body + b"</w:body></w:document>"


# --------------------------------------------------------------------------------------------------------------- pdf

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), more, packed)


def drawn_pdf(content: bytes, fonts: Sequence[bytes] = (), resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A pdf of one page with this content stream. fonts: objects from 5 on, the first of them F1; more: objects after those."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b >> >>" % (
        resources or b"/Font << /F1 5 0 R >>"
    )
    return assembled([_CATALOG, _PAGES, page, _stream(content), *(fonts or font(5)), *more])


def self_calling_pdf() -> bytes:
    """A page with a form that draws itself."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>"
    return drawn_pdf(b"/X Do", [form + b"\nstream\n/X Do\nendstream"], b"/XObject << /X 5 0 R >>")


def crowded_pdf(characters: int) -> bytes:
    """A page of so many characters, each at a place of its own."""
    words = "标".encode("utf-16-be").hex().encode() * 100
    rows = (
        b"1 0 0 1 %.2f %d Tm <%b> Tj\n" % (10 + row % 9 * 50 + row / 1e5, 20 + row // 9 % 800, words)
        for row in range(characters // 100)
    )
    return drawn_pdf(b"BT /F1 0.5 Tf\n" + b"".join(rows) + b"ET")


def scribbled_pdf(paths: int) -> bytes:
    """A page of so many lines."""
    return drawn_pdf(b"".join(b"%d %d m %d 9 l S\n" % (n % 500, n % 800, n % 400) for n in range(paths)))


def circular_pdf() -> bytes:
    """Pages that are their own parents and children."""
    pages = b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1000000 /Parent 3 0 R >>"
    return assembled([_CATALOG, pages, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1000000 /Parent 2 0 R >>"])


def absurd_fonts_pdf() -> bytes:
    """Fonts of endless, negative and no size, with widths beyond reason, that descend from themselves."""
    fonts = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Y /FirstChar -5 /LastChar 99999999 /Widths [1e38 -1e38 (a)] >>",
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1e30 -1e30] /FontMatrix [0 0 0 0 0 0] /CharProcs << >> >>",
    ]
    shown = b"".join(
        b"BT /F%d %b Tf %d 500 Td (abc) Tj <6807> Tj ET\n" % (number, size, number * 20)
        for number in (1, 2, 3)
        for size in (b"1e30", b"-1e30", b"0", b"12")
    )
    return drawn_pdf(shown, fonts, b"/Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >>")


# --------------------------------------------------------------------------------------------------------------- ole


def encrypted_docx() -> bytes:
    """What Word writes under a password: a compound file with the package in a stream of its own."""
    streams = {"EncryptionInfo": b"\x04\x00\x04\x00" + bytes(5_000), "EncryptedPackage": bytes(9_000)}
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    table, sectors, entries = [0xFFFFFFFD, end], [b"", b""], [_entry("Root Entry", 5, 1, end, 0)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        first = len(sectors)
        pieces = [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]
        sectors += pieces
        table += [first + n + 1 for n in range(len(pieces) - 1)] + [end]
        entries.append(_entry(name, 2, free, first, len(data), 2 if number == 1 else free))
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    sectors[1] = b"".join(entries).ljust(size, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * (108 * 4)
    return head + b"".join(sectors)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:  # noqa: PLR0913, PLR0917
    written = (name + "\0").encode("utf-16-le")
    ids = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, right, child)
    return written.ljust(64, b"\0") + struct.pack("<H", len(written)) + ids + bytes(36) + struct.pack("<IQ", start, size)


def picture_bomb(side: int) -> bytes:
    """A png of `side` × `side` dots that holds next to none of them."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")


def chunk_loop(times: int) -> bytes:
    """A Word file that says many times that it holds itself."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    text = "<w:p><w:r><w:t>标准</w:t></w:r></w:p>".encode()
    body = text + f"<w:altChunk xmlns:r='{relation}' r:id='c'/>".encode() * times
    named = f'<Relationship Id="c" Type="{relation}/aFChunk" Target="inner.docx"/>'
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{named}</Relationships>'.encode()
    )
    own = {"word/document.xml": _document(body), "word/_rels/document.xml.rels": rels}
    return docx_with({**own, "word/inner.docx": docx_with({**own, "word/inner.docx": docx_with(own)})})
