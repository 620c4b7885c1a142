"""Web archives: the page in them, in whatever encoding it was packed."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError, Why
from pipeline.ingest import Limits, read
from pipeline.model import Document
from tests.ingest.files import put
from tests.support.webpages import TRANSFER, archive

PAGE = "<html><head><title>标准</title></head><body><h1>客户经理任职资格标准</h1><p>一、职责</p></body></html>"


def document(tmp_path: Path, data: bytes) -> Document:
    return read(put(tmp_path, "a.mht", data), "a.mht")


def told(read_: Document, kind: str) -> list[str]:
    return [read_.text.source[slice(*block.span)] for block in read_.blocks if block.kind == kind]


@pytest.mark.parametrize("transfer", TRANSFER)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_page_is_read_however_it_is_packed(tmp_path: Path, transfer: str, encoding: str) -> None:
    read_ = document(tmp_path, archive(PAGE, encoding, transfer))
    assert (told(read_, "heading"), told(read_, "paragraph")) == (["客户经理任职资格标准"], ["一、职责"])
    assert (read_.copy.format, read_.copy.encoding) == ("mhtml", encoding)
    assert (read_.copy.url, read_.copy.retrieved) == ("https://example.org/doc/1", "2024-03-05")


def test_the_header_of_the_part_comes_before_what_the_page_declares(tmp_path: Path) -> None:
    page = "<html><head><meta charset='big5'></head><body><p>龘靐</p></body></html>"
    assert told(document(tmp_path, archive(page, "gb18030", "base64")), "paragraph") == ["龘靐"]


def test_a_frame_is_read_where_it_stands_and_other_pages_are_set_apart(tmp_path: Path) -> None:
    page = "<html><body><p>前</p><iframe src='cid:in@x'></iframe><p>后</p></body></html>"
    more = (
        "Content-Type: text/html; charset=utf-8\r\nContent-ID: <in@x>\r\n\r\n<html><body><p>框内</p></body></html>\r\n"
        "------cut\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: header.htm\r\n\r\n<html><p>页眉</p>\r\n"
        "------cut\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
    )
    read_ = document(tmp_path, archive(page, more=more))
    assert (told(read_, "paragraph"), told(read_, "furniture")) == (["前", "框内", "后"], ["页眉"])


def test_frames_that_name_each_other_end(tmp_path: Path) -> None:
    page = "<html><body><p>前</p><iframe src='cid:frame-1@x'></iframe><iframe src='cid:in@x'></iframe></body></html>"
    inner = "<html><body><p>框内</p><iframe src='cid:in@x'></iframe><iframe src='cid:frame-1@x'></iframe></body></html>"
    more = f"Content-Type: text/html; charset=utf-8\r\nContent-ID: <in@x>\r\n\r\n{inner}"
    assert told(document(tmp_path, archive(page, more=more)), "paragraph") == ["前", "框内"]


HEAD = b"Content-Type: multipart/related; boundary="
NESTED = b"".join(HEAD + b"b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2_000))


@pytest.mark.parametrize(
    ("data", "limits", "why"),
    [
        (HEAD + b"x\r\nMIME-Version: 1.0\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx", Limits(), Why.DAMAGED),
        (archive(PAGE), Limits(members=1), Why.TOO_BIG),
        (b"MIME-Version: 1.0\r\n" + NESTED + b"Content-Type: text/html\r\n\r\n<p>x", Limits(), Why.TOO_BIG),
    ],
    ids=["no page", "parts", "nested"],
)
def test_an_archive_that_is_none_is_refused(tmp_path: Path, data: bytes, limits: Limits, why: Why) -> None:
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.mht", data), "a.mht", limits)
    assert caught.value.why is why
    assert caught.value.advice
