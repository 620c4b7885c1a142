"""Old Word files, rich text and OpenDocument: through LibreOffice, which is kept on a short lead."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from olefile import OleFileIO

from pipeline.errors import SourceError, Why
from pipeline.ingest import office, read
from pipeline.ingest.word.richlists import spelt
from tests.ingest.files import docx, ole, put
from tests.ingest.test_numbering_oracle import level, numbering
from tests.support.libreoffice import convert
from tests.support.work import a_minute

RICH = b"{\\rtf1\\ansi standard}"


def standard(document: Any) -> None:
    """Headings, an automatic list, a table with merged cells."""
    document.add_heading("客户经理任职资格标准", 1)
    for words in ("拜访客户", "反馈信息"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(2, 3)
    for column, words in enumerate(("要素", "三级", "四级")):
        table.cell(0, column).text = words
    table.cell(1, 0).text = "客户拜访"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "每周至少拜访3个客户"
    document.add_paragraph("附则")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A stand-in for LibreOffice. In the script, $out is the folder to write into."""
    lines = ["#!/bin/sh", 'while [ "$1" != "--outdir" ]; do shift; done; out=$2; mkdir -p "$out"', script, ""]
    put(folder, "bin/soffice", "\n".join(lines)).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


def refusal(tmp_path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.rtf", RICH), "a.rtf")
    return caught.value


def gone(pid: int) -> bool:
    """Whether a process has ended, within a minute; one that nobody has buried yet has."""
    for _ in range(600):
        try:
            status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if status == "Z":
            return True
        time.sleep(0.1)
    return False


def written(path: Path) -> int:
    """The process number that a stand-in writes, once it has."""
    for _ in range(600):
        if path.exists() and (words := path.read_text()).endswith("\n"):
            return int(words)
        time.sleep(0.1)
    raise AssertionError("the stand-in did not start within a minute")


def test_without_libreoffice_the_reason_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    error = refusal(tmp_path)
    assert error.why is Why.UNSUPPORTED
    assert "rich text" in error.detail
    assert "libreoffice-writer-nogui" in error.advice
    assert ".docx" in error.advice


def test_what_the_program_makes_is_read_as_a_word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = put(tmp_path, "made.docx", docx(standard))
    program(
        tmp_path,
        monkeypatch,
        f'cp "{made}" "$out/source.docx"; env > "{tmp_path}/environment"; pwd >> "{tmp_path}/environment"',
    )
    monkeypatch.setenv("SECRET", "1")
    document = read(put(tmp_path, "a.rtf", RICH), "a.rtf")
    assert (document.copy.format, document.copy.bytes) == ("rtf", len(RICH))
    assert document.blocks[0].kind == "heading"
    environment = (tmp_path / "environment").read_text()
    assert "SECRET" not in environment
    assert not Path(environment.strip().rpartition("\n")[2]).exists()  # the folder it worked in


def test_a_program_that_makes_nothing_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "echo 'Warning: failed to launch javaldx'; echo Error: source file could not be loaded")
    error = refusal(tmp_path)
    assert error.why is Why.DAMAGED
    assert error.detail.endswith(": Error: source file could not be loaded")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, f'sleep 600 & echo $! > "{tmp_path}/pid"; wait')
    monkeypatch.setattr(office, "SECONDS", 2.0)
    assert refusal(tmp_path).why is Why.TIMEOUT
    assert gone(written(tmp_path / "pid"))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_program_ends_with_the_process_that_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, f'sleep 600 & echo $! > "{tmp_path}/pid"; wait')
    path = put(tmp_path, "a.rtf", RICH)
    code = f"from pathlib import Path; from pipeline.ingest import read; read(Path({str(path)!r}), 'a.rtf')"
    with subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) as reader:
        pid = written(tmp_path / "pid")
        os.kill(reader.pid, signal.SIGKILL)
    assert gone(pid)


FORMS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_what_the_word_file_gives(tmp_path: Path, form: str) -> None:
    data = docx(standard)
    old = read(put(tmp_path, "old.txt", convert(data, "docx", FORMS[form], tmp_path)), "old")
    new = read(put(tmp_path, "new.docx", data), "new.docx")
    assert old.copy.format == form
    assert str(old.text) == str(new.text)
    assert [block.kind for block in old.blocks] == [block.kind for block in new.blocks]
    assert [cell for block in old.blocks if block.table for cell in block.table.cells] == [
        cell for block in new.blocks if block.table for cell in block.table.cells
    ]


def test_a_wps_file_may_be_a_word_file_by_another_name(tmp_path: Path) -> None:
    data = docx(standard)
    document = read(put(tmp_path, "标准.wps", data), "标准.wps")
    assert document.copy.format == "docx"
    assert str(document.text) == str(read(put(tmp_path, "a.docx", data), "a.docx").text)


@pytest.mark.needs_libreoffice
def test_a_wps_file_that_is_the_container_of_old_word_files_is_read_as_one(tmp_path: Path) -> None:
    """WPS Writer keeps its .wps in the same streams as Word (WordDocument, 1Table), which LibreOffice writes too."""
    data = docx(standard)
    old = convert(data, "docx", FORMS["doc"], tmp_path)
    with OleFileIO(old) as container:
        assert {"WordDocument", "1Table"} <= {path[0] for path in container.listdir()}
    document = read(put(tmp_path, "标准.wps", old), "标准.wps")
    assert document.copy.format == "doc"
    assert str(document.text) == str(read(put(tmp_path, "a.docx", data), "a.docx").text)


@pytest.mark.parametrize("stream", ["CONTENTS", "MatOST", "MM"])
def test_a_works_file_is_told_by_its_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.wps", ole(stream)), "a.wps")
    assert "Works" in caught.value.detail


MARKS = ("%1、", "（%1）", "第%1条", "【%1】", "%1．", "第%1级—", "%1.")
NUMBERS = ("decimal", "chineseCounting", "upperLetter", "decimalEnclosedCircle")


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_automatic_numbers_keep_the_signs_around_them_in_every_form(tmp_path: Path, form: str) -> None:
    made = [(number, mark) for number in NUMBERS for mark in MARKS]
    levels = [level(0, *one) + level(1, one[0], "第%1章第%2节") for one in made]

    def lists(document: Any) -> None:
        for number, _ in enumerate(levels):
            for depth in (0, 1, 1, 0):
                properties = document.add_paragraph("文")._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = 2 * number + 1
                properties.get_or_add_ilvl().val = depth

    data = docx(lists, numbering(levels))
    old = read(put(tmp_path, "old.txt", convert(data, "docx", FORMS[form], tmp_path)), "old")
    new = read(put(tmp_path, "new.docx", data), "new.docx")
    assert "第一章第二节" in str(new.text)
    assert str(old.text) == str(new.text)


def rich(defined: str, *printed: str) -> bytes:
    """A list of one level in rich text, and the numbers that were printed of it."""
    table = f"{{\\*\\listtable{{\\list{{\\listlevel{{\\leveltext {defined};}}{{\\levelnumbers\\'01;}}}}\\listid7}}}}"
    override = "{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}"
    lines = "".join(f"{{\\listtext\\pard {number}\\tab}}\\ilvl0\\ls1 text\\par " for number in printed)
    return f"{{\\rtf1\\ansi {table}{override}{lines}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("defined", "printed", "made"),
    [
        (r"\'02\'00\'3f", [r"1\u12289\'3f", r"12\u12289\'3f"], r"\'02\'00\u12289 ?"),
        (r"\'03\'28\'00\'29", [r"\u-248\'28\u19968\'3f\u-247\'29"], r"\'03\u-248 ?\'00\u-247 ?"),
    ],
)
def test_a_sign_that_a_list_could_not_spell_comes_from_its_printed_numbers(defined: str, printed: list[str], made: str) -> None:
    assert spelt(rich(defined, *printed)) == rich(made, *printed)


@pytest.mark.parametrize(
    ("defined", "printed"),
    [
        (r"\'02\'00\u12289 ?", [r"1\u12289 ?"]),  # it is right
        (r"\'02\'00\'3f", [r"1\'a1\'a2"]),  # in bytes of a code page
        (r"\'02\'00\'3f", [r"1\u12289 ?", r"2\u65289 ?"]),  # they disagree
        (r"\'02\'00\'3f", []),
        (r"\'01\u-3988 ?", [r"\u-3988 ?"]),  # a bullet
        (r"\'02\'00\'3f", ["11", "21"]),  # a figure is no sign
        (r"\'05\'00\'3f\'01\'3f\'02", [r"1\u12289 ?2\u12289 ?3"]),  # where a sign stands between numbers, one line is too few
    ],
)
def test_a_list_whose_printed_numbers_prove_nothing_stays_as_it_is(defined: str, printed: list[str]) -> None:
    data = rich(defined, *printed)
    assert spelt(data) == data


@pytest.mark.parametrize("part", [b"{\\list ", b"{\\listoverride" + b"\\listid1" * 9, b"\\listid1"])
def test_definitions_that_never_end_are_read_in_time_that_grows_with_their_length(part: bytes) -> None:
    data = rich(r"\'02\'00\'3f", "1").removesuffix(b"}") + b"{\\listoverride" + part * 100_000
    with a_minute():
        assert spelt(data) == data


WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>任职资格标准</w:t></w:r></w:p></w:body></w:wordDocument>"
)


@pytest.mark.needs_libreoffice
def test_word_2003_xml_is_read(tmp_path: Path) -> None:
    document = read(put(tmp_path, "a.doc", WORD_2003), "a.doc")
    assert (document.copy.format, str(document.text)) == ("xml", "任职资格标准")


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names that the base class looks for

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}", asked
        made.shutdown()


@pytest.mark.needs_libreoffice
def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    secret = put(tmp_path, "secret.txt", "SECRET")
    fields = f'INCLUDEPICTURE "{address}/a.png" \\\\d', f'INCLUDETEXT "{secret}"', f'INCLUDETEXT "{address}/b.txt"'
    made = "".join(f"{{\\field{{\\*\\fldinst {code}}}{{\\fldrslt kept{n}}}}}" for n, code in enumerate(fields))
    document = read(put(tmp_path, "a.rtf", f"{{\\rtf1\\ansi {made}}}"), "a.rtf")
    assert str(document.text) == "kept0kept1kept2"
    assert asked == []
