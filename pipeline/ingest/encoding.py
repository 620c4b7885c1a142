"""Bytes → characters. Evidence in this order: byte order mark, declared encoding and strict UTF-8, share of common
characters.

Never latin-1 and never a guess that reads anything: under the right encoding 70–85 % of what is not ASCII are common
characters (`common.toml`), under a wrong one 0–10 % (measured on the five sources in every encoding against every other), so
a share below `SURE` asks chardet for a second opinion and one below `POSSIBLE` is no text that is known. Broken bytes in
an otherwise readable file become U+FFFD and are counted; so does each run of NULs, of which only a last one ends the text.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import SourceError, Why
from pipeline.rules import load_data

SURE = 0.4  # half of what the worst real page has (one glossed with pinyin: 0.71), four times the best wrong reading
POSSIBLE = 0.2  # twice the best wrong reading
_NULS = re.compile("\0+")
BROKEN = 0.02  # share of characters that may be broken bytes
CONTROLS = 0.01  # share of control characters that text may have
SAMPLE = 200_000  # bytes that are enough to judge by

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_NAMES = {  # as pages declare them (WHATWG Encoding)
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb_2312-80": "gb18030",
    "csgb2312": "gb18030", "chinese": "gb18030", "hz-gb-2312": "hz", "utf8": "utf-8", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs",
}  # fmt: skip
_ADVICE = "Open it where it was made and save it as UTF-8; if it is no text, convert it to .txt, .docx or .pdf."


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding they were read by, and how many broken places became U+FFFD."""

    text: str
    encoding: str
    broken: int = 0


@cache
def common() -> frozenset[str]:
    """The characters that most Chinese text is made of."""
    data = load_data("pipeline.ingest", "common.toml")
    return frozenset((data["simplified"] + data["traditional"] + data["signs"]).replace("\n", ""))


def share(text: str) -> float:
    """The share of common characters in what is not ASCII; 0 where all of it is."""
    foreign = [character for character in text if character > "\x7f"]
    return sum(map(common().__contains__, foreign)) / len(foreign) if foreign else 0.0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file in UTF-8, UTF-16, UTF-32, GB18030 or Big5, with or without a mark.

    declared: what the file says of itself (an html header); believed where the bytes bear it out.
    Raises SourceError: encoding where no known one fits, unsupported where the bytes are no text.
    """
    return _without_nuls(_decode(data, declared))


def _decode(data: bytes, declared: str | None) -> Decoded:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name)
    utf8 = _strict(data, "utf-8")
    said = _strict(data, _NAMES.get(declared.lower(), declared.lower())) if declared else None
    if utf8 and said and share(utf8.text) > share(said.text):
        return utf8  # a page that was converted and still declares what it was
    return said or utf8 or _weigh(data)


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), name) if name in (*_CANDIDATES, "hz") else None
    except UnicodeDecodeError:
        return None


def _read(data: bytes, name: str) -> Decoded:
    """Decode; surrogates that belong together are joined, lone ones and broken bytes become U+FFFD."""
    if name.startswith("utf"):
        try:
            passed = data.decode(name, "surrogatepass")
        except UnicodeDecodeError:
            passed = data.decode(name, "replace")
        text = passed.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    else:
        text = data.decode(name, "replace")
    own = "\ufffd".encode(name, "ignore")  # one that the author's file holds already; Big5 has none
    return Decoded(text, name, text.count("\ufffd") - (data.count(own) if own else 0))


def _weigh(data: bytes) -> Decoded:
    """The encoding under which the bytes are Chinese; chardet is asked where the share leaves doubt."""
    shares = {name: share(data[:SAMPLE].decode(name, "replace")) for name in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda name: shares[name])
    if shares[best] < SURE and (shares[best] < POSSIBLE or _second_opinion(data) != best):
        if _is_binary(data):
            raise _no_text("binary data, not text")
        raise SourceError(Why.ENCODING, "ingest", "the text is in no encoding that is known here", _ADVICE)
    read = _read(data, best)
    if read.broken > max(1, BROKEN * len(read.text)):
        detail = f"read as {best}, {read.broken:,} of {len(read.text):,} characters are broken"
        raise SourceError(Why.ENCODING, "ingest", detail, "Download the file again; it was damaged on its way.")
    return read


def _second_opinion(data: bytes) -> str | None:
    import chardet

    name = (chardet.detect(data[:SAMPLE])["encoding"] or "").lower()
    return _NAMES.get(name, name) or None


def _is_binary(data: bytes) -> bool:
    head = data[:SAMPLE]
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
    return controls > CONTROLS * len(head)


def _without_nuls(read: Decoded) -> Decoded:
    """Runs of NULs as one U+FFFD each, for what stood there is gone; one at the end is how some programs end a text.

    Raises SourceError (unsupported) where the text holds more NULs than anything Chinese, or is full of control characters.
    """
    text = read.text.removesuffix("\0")
    nuls = text.count("\0")
    if 2 * nuls >= len(text) and share(text.replace("\0", "")) < POSSIBLE and nuls:
        raise _no_text("binary data, not text: most of it are NUL bytes")
    text, places = _NULS.subn("\ufffd", text) if nuls else (text, 0)
    controls = places + sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\v\f\r")
    if controls > max(3, CONTROLS * len(text)):
        raise _no_text(f"binary data, not text: {controls:,} of {len(text):,} characters are control codes")
    return Decoded(text, read.encoding, read.broken + places)


def _no_text(detail: str) -> SourceError:
    return SourceError(Why.UNSUPPORTED, "ingest", detail, _ADVICE)
