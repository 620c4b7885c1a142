"""The files of a standard: all or none, the same bytes every time, with true digests."""

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.model import Block, Edit, Node, Standard, Text
from pipeline.text import replay
from pipeline.write import FILES, SchemaError, write
from tests.write import sample


def test_six_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    document = sample.document()
    digests = write(sample.standard(document), document, tmp_path / "new" / "sample")
    written = {path.name: sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "new" / "sample").iterdir()}
    assert written == digests
    assert set(digests) == set(FILES)


def test_the_same_standard_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = [write(sample.standard(document := sample.document()), document, tmp_path / name) for name in "ab"]
    assert digests[0] == digests[1]


def test_the_records_come_back_as_they_were(tmp_path: Path) -> None:
    document = sample.document()
    standard = sample.standard(document)
    write(standard, document, tmp_path)
    assert msgspec.json.decode((tmp_path / "standard.json").read_bytes(), type=Standard) == standard
    edits = [msgspec.json.decode(line, type=Edit) for line in (tmp_path / "edits.jsonl").read_bytes().splitlines()]
    source = (tmp_path / "source.txt").read_bytes().decode()
    assert replay(source, edits) == (tmp_path / "text.txt").read_bytes().decode() == sample.BODY


def test_blocks_say_where_they_stand_in_the_text_and_that_chrome_stands_nowhere(tmp_path: Path) -> None:
    document = sample.document()
    write(sample.standard(document), document, tmp_path)
    furniture, body = (msgspec.json.decode(line, type=Block) for line in (tmp_path / "blocks.jsonl").read_bytes().splitlines())
    assert furniture.text_span == (0, 0)
    assert body.text_span == (0, len(sample.BODY))


def test_a_lone_carriage_return_and_a_line_separator_survive(tmp_path: Path) -> None:
    document = sample.document()
    words = "甲\r乙\u2028丙"
    document = type(document)(Text(words), document.copy)
    write(Standard(id="a", families=(), title=""), document, tmp_path)
    assert (tmp_path / "source.txt").read_bytes().decode() == (tmp_path / "text.txt").read_bytes().decode() == words


def test_records_that_break_a_schema_leave_no_file(tmp_path: Path) -> None:
    document = sample.document()
    broken = replace(sample.standard(document), body=(Node(id="1", kind="chapter"),))
    with pytest.raises(SchemaError, match="chapter"):
        write(broken, document, tmp_path / "sample")
    assert not (tmp_path / "sample").exists()
