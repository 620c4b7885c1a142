"""Reading: the format by content, limits before parsing, a reason for every file that is not read."""

import os
from pathlib import Path

import pytest

from pipeline.errors import SourceError, Why
from pipeline.ingest import Limits, read
from pipeline.ingest.scan.ocr import available
from pipeline.ingest.sniff import sniff
from tests.ingest.files import docx, locked_pdf, ole, pdf, put, zipped


def refusal(path: Path, limits: Limits | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(path, path.name, limits or Limits())
    assert caught.value.stage == "ingest"
    assert caught.value.detail
    assert caught.value.advice
    return caught.value


def test_a_text_file_is_one_paragraph_a_line(tmp_path: Path) -> None:
    document = read(put(tmp_path, "a.txt", "一、职责\r\n\r\n1、拜访客户\r2、反馈"), "sub/a.txt")
    assert str(document.text) == "一、职责\n\n1、拜访客户\n2、反馈"
    assert [document.text.source[slice(*block.span)] for block in document.blocks] == ["一、职责", "1、拜访客户", "2、反馈"]
    assert (document.copy.file, document.copy.format, document.copy.encoding, document.copy.bytes) == (
        "sub/a.txt", "txt", "utf-8", len("一、职责\r\n\r\n1、拜访客户\r2、反馈".encode()),
    )  # fmt: skip


def test_broken_bytes_become_one_finding_in_both_languages(tmp_path: Path) -> None:
    document = read(put(tmp_path, "a.txt", "任职资格标准".encode() * 20 + b"\xe4"), "a.txt")
    [finding] = document.findings
    assert (finding.code, finding.severity, finding.params["places"]) == ("encoding-broken", "defect", 1)
    assert finding.span == (120, 121)
    assert "utf-8" in finding.message_en
    assert "副本" in finding.message_zh


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("任职资格".encode(), "txt"),
        (b"<p> is how a paragraph begins", "html"),
        (b"a < b", "txt"),
        ("\ufeff<!DOCTYPE html><p>标准".encode(), "html"),
        ("<html><p>标准".encode("utf-16"), "html"),
        (b"junk before\n%PDF-1.4 \n", "pdf"),
        (b"BM is how this text begins", "txt"),
    ],
)
def test_the_format_is_told_by_content(data: bytes, form: str) -> None:
    assert sniff(data) == form


@pytest.mark.parametrize("suffix", [".doc", ".txt", ".pdf", ""])
def test_the_suffix_tells_nothing(tmp_path: Path, suffix: str) -> None:
    word = put(tmp_path, f"word{suffix}", docx(lambda document: document.add_paragraph("任职资格")))
    page = put(tmp_path, f"page{suffix}", "<html><body><p>任职资格</p></body></html>")
    assert [read(path, path.name).copy.format for path in (word, page)] == ["docx", "html"]
    assert [str(read(path, path.name).text) for path in (word, page)] == ["任职资格"] * 2


ODF = b"application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "why", "word"),
    [
        (b"", Why.EMPTY, "empty"),
        (b" \r\n\t", Why.EMPTY, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Why.DAMAGED if available() else Why.UNSUPPORTED, "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), Why.DAMAGED if available() else Why.UNSUPPORTED, "picture"),
        (b"GIF89a" + bytes(50), Why.UNSUPPORTED, "gif"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Why.DAMAGED, "container"),
        (ole("EncryptedPackage"), Why.ENCRYPTED, "password"),
        (ole("WordDocument", b"\xec\xa5\xc1\0" + bytes(7) + b"\x01"), Why.ENCRYPTED, "password"),
        (ole("Workbook"), Why.UNSUPPORTED, "spreadsheet"),
        (ole("PowerPoint Document"), Why.UNSUPPORTED, "presentation"),
        (ole("Something"), Why.UNSUPPORTED, "no known kind"),
        (b"Rar!\x1a\x07\x01\0", Why.UNSUPPORTED, "rar"),
        (b"7z\xbc\xaf\x27\x1c", Why.UNSUPPORTED, "7z"),
        (b"\x1f\x8b\x08", Why.UNSUPPORTED, "gzip"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0", Why.UNSUPPORTED, "tar"),
        (zipped({"mimetype": ODF + b"spreadsheet", "content.xml": b""}), Why.UNSUPPORTED, ".ods"),
        (
            zipped({"mimetype": ODF + b"text", "content.xml": b"",
                      "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            Why.ENCRYPTED, "password",
        ),
        (zipped({"xl/workbook.xml": b"<x/>"}), Why.UNSUPPORTED, "xlsx"),
        (b"PK\x03\x04 cut short", Why.DAMAGED, "broken"),
        (b"\x7fELF" + bytes(200), Why.UNSUPPORTED, "binary"),
        (b"%PDF-1.7\ncut", Why.DAMAGED, "pdf"),
        (pdf([[]]), Why.NO_TEXT, "text layer"),
        (locked_pdf(), Why.ENCRYPTED, "password"),
        (zipped({"word/document.xml": b"<w/>"}), Why.DAMAGED, "Word"),
        (zipped({"a.txt": b"x"}), Why.UNSUPPORTED, "zip"),
        (b"<html><body><script>1</script></body></html>", Why.NO_TEXT, "no text"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_a_reason(tmp_path: Path, data: bytes, why: Why, word: str) -> None:
    error = refusal(put(tmp_path, "a.txt", data))
    assert error.why is why
    assert word in error.detail


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.txt").why is Why.MISSING


def test_what_to_do_about_a_file_without_text_fits_its_format(tmp_path: Path) -> None:
    assert "Save the page again" in refusal(put(tmp_path, "a.html", "<html><body></body></html>")).advice
    assert "Take it out" in refusal(put(tmp_path, "a.txt", "\u3000\n\u3000")).advice
    assert "pictures" in refusal(put(tmp_path, "a.docx", docx(lambda _: None))).advice


def test_a_link_to_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    error = refusal(tmp_path / "link")
    assert (error.why, error.detail) == (Why.MISSING, "a link to a file that is not there")


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").why is Why.UNSUPPORTED


def test_a_link_that_leads_to_itself_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refusal(tmp_path / "loop").why is Why.UNREADABLE


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "")
    with path.open("r+b") as file:
        file.truncate(10**12)
    assert refusal(path).why is Why.TOO_BIG


@pytest.mark.parametrize(
    ("limits", "word"), [(Limits(unpacked=1_000), "unpack"), (Limits(ratio=1), "unpack"), (Limits(members=3), "members")]
)
def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path, limits: Limits, word: str) -> None:
    error = refusal(put(tmp_path, "a.docx", docx(lambda document: document.add_paragraph("标准"))), limits)
    assert error.why is Why.TOO_BIG
    assert word in error.detail


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    assert refusal(put(tmp_path, "a.pdf", pdf([[], [], []])), Limits(pages=2)).why is Why.TOO_BIG
