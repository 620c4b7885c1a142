"""Files for the readers' tests, made here so that no binary lies in the repository: pdf by hand, docx by python-docx."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path
from typing import Any

NUMBERS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Run:
    """Text on a pdf page: left and baseline from the lower left corner, in points; slant: degrees anticlockwise."""

    x: float
    y: float
    text: str
    size: float = 12
    slant: float = 0

    @property
    def placed(self) -> str:
        if not self.slant:
            return f"{self.x} {self.y} Td"
        across, up = cos(radians(self.slant)), sin(radians(self.slant))
        return f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {self.x} {self.y} Tm"


Rule = tuple[float, float, float, float]


def pdf(pages: Sequence[Sequence[Run]], rules: Sequence[Rule] = (), only: Mapping[int, Sequence[Rule]] | None = None) -> bytes:
    """A pdf in a font that every reader knows without a file of it.

    rules: lines drawn on every page (x, y, x, y); only: lines by page (1 …) instead.
    """
    objects: list[bytes] = [b"", b"", *font(3)]
    kids: list[int] = []
    for number, page in enumerate(pages, start=1):
        drawn = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in (only.get(number, ()) if only else rules))
        shown = "".join(f"BT /F1 {run.size} Tf {run.placed} <{run.text.encode('utf-16-be').hex()}> Tj ET\n" for run in page)
        stream = (drawn + shown).encode()
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return assembled(objects)


def font(first: int) -> list[bytes]:
    """The objects of the font, from the number of the first on."""
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [%d 0 R] >>"
        % (first + 1),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor %d 0 R" % (first + 2)
        + b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    ]


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A pdf of these objects, the first of them its catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def locked_pdf() -> bytes:
    """A pdf that asks for a password nobody has."""
    keys = b"/O <%b> /U <%b>" % (b"11" * 32, b"22" * 32)
    encrypt = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 %b >>" % keys
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", encrypt]
    return assembled(objects, b"/Encrypt 3 0 R /ID [<00> <00>]")


def docx(build: Any, numbering: str = "") -> bytes:
    """A Word file. build: what to do with the new python-docx document; numbering: the inside of numbering.xml."""
    import docx as python_docx
    from docx.oxml import parse_xml

    document = python_docx.Document()
    if numbering:
        part = document.part.numbering_part
        part._element = parse_xml(f'<w:numbering xmlns:w="{NUMBERS}">{numbering}</w:numbering>')
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes, name: str) -> bytes:
    """A zip of which one member says that it is under a password, in its own head and in the directory."""
    made = bytearray(data)
    for magic, flags, names in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(magic)
        while at >= 0:
            if data.startswith(name.encode(), at + names):
                made[at + flags] |= 1
            at = data.find(magic, at + 4)
    return bytes(made)


def put(folder: Path, name: str, data: bytes | str) -> Path:
    """A file below a folder, its own folders made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


_WORD_NAMESPACES = {
    "w": NUMBERS,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_STRICT = {
    NUMBERS: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def word(body: str, parts: Mapping[str, str] | None = None, main: str = "word/document.xml", strict: bool = False) -> bytes:
    """A Word file written part by part. body: the inside of w:body; parts: those of others (styles, footnotes, header)."""
    folder = main.rpartition("/")[0]
    kinds = {"officeDocument": main, **{kind: f"{folder}/{kind}1.xml" for kind in parts or {}}}
    roots = {"officeDocument": "document", "header": "hdr", "footer": "ftr"}
    insides = {"officeDocument": f"<w:body>{body}</w:body>", **(parts or {})}
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _WORD_NAMESPACES.items())
    members = {
        name: f"<w:{roots.get(kind, kind)} {spaces}>{insides[kind]}</w:{roots.get(kind, kind)}>" for kind, name in kinds.items()
    }
    members["_rels/.rels"] = _relations({"officeDocument": main})
    others = {kind: name.rpartition("/")[2] for kind, name in kinds.items() if kind != "officeDocument"}
    members[f"{folder}/_rels/{main.rpartition('/')[2]}.rels"] = _relations(others)
    members["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="{_WORD_TYPE.format(_types(kind))}"/>' for kind, name in kinds.items()
        )
        + "</Types>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in reversed(members):
            text = members[name]
            for usual, other in _STRICT.items() if strict else ():
                text = text.replace(usual, other)
            archive.writestr(name, text)
    return out.getvalue()


_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def _types(kind: str) -> str:
    return "document.main" if kind == "officeDocument" else kind


def _relations(targets: Mapping[str, str]) -> str:
    base = _WORD_NAMESPACES["r"]
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{base}/{kind}" Target="{name}"/>' for n, (kind, name) in enumerate(targets.items())
        )
        + "</Relationships>"
    )


def text(words: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run. properties: the inside of w:pPr; run: of w:rPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"  # what stands in a text box


def ole(stream: str, data: bytes = b"") -> bytes:
    """An OLE file of one stream (MS-CFB): its head, one sector of the table, one of the directory, eight of the stream."""
    sector = struct.Struct("<128I")
    table = sector.pack(0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *[0xFFFFFFFF] * 118)
    head = struct.pack("<8s16x5H6x9I", _OLE, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(stream, 2, 0xFFFFFFFF, 2, 4096)
    return head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + table + directory.ljust(512, b"\0") + data.ljust(4096, b"\0")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    tail = struct.pack("<HBB3I36xIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size, 0)
    return letters.ljust(64, b"\0") + tail
