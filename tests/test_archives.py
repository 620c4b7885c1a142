"""Archives among the sources: every member a source of its own, as if the archive were a folder."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract
from pipeline.build import build
from pipeline.errors import SourceError, Why
from pipeline.files import Members
from pipeline.sources import Found, find
from pipeline.workers import Bounds
from tests.ingest.files import docx, locked, put, zipped
from tests.test_build import Log

TEXT = "客户经理任职资格标准\n一、拜访客户\n1、每周至少拜访三个客户。\n2、记录客户的意见。\n".encode()
WORD = docx(lambda document: document.add_paragraph(TEXT.decode()))
ARCHIVE = locked(
    zipped({"2014/经理.docx": WORD, "锁.txt": TEXT, "图.rar": b"Rar!\x1a\x07\x01\0", "内.zip": zipped({"文.txt": TEXT})}),
    "锁.txt",
)
FILES = ["papers.zip/2014/经理.docx", "papers.zip/内.zip/文.txt", "papers.zip/图.rar", "papers.zip/锁.txt", "单.txt"]


def listing(names: Members) -> Any:
    """Stands in for the children that list archives."""
    return lambda paths: dict.fromkeys(paths, names)


def ids(found: Found) -> dict[str, str]:
    return {source.entry.file: source.entry.id for source in found.sources}


def test_each_member_becomes_a_standard_or_gets_a_reason(tmp_path: Path) -> None:
    put(tmp_path, "raw/papers.zip", ARCHIVE)
    put(tmp_path, "raw/单.txt", TEXT)
    log = Log()
    made = build([tmp_path / "raw"], tmp_path / "out", 2, log, Bounds(60.0))
    assert log.total == len(FILES)
    assert sorted(made.outcomes) == ["papers-zip-2014-经理", "papers-zip-内-zip-文", "单"]
    assert {id_: error.why for id_, error in made.refused.items()} == {
        "papers-zip-锁": Why.ENCRYPTED, "papers-zip-图": Why.UNSUPPORTED,
    }  # fmt: skip
    written = json.loads((tmp_path / "out" / "papers-zip-内-zip-文" / "standard.json").read_text(encoding="utf-8"))
    assert written["sources"][0]["file"] == "papers.zip/内.zip/文.txt"
    reason = json.loads((tmp_path / "out" / "quarantine" / "papers-zip-锁.json").read_text(encoding="utf-8"))
    assert (reason["file"], reason["stage"]) == ("papers.zip/锁.txt", "ingest")
    assert "password" in reason["advice"]
    assert sorted(os.listdir(tmp_path)) == ["out", "raw"]


def test_a_broken_archive_is_one_source_with_a_reason(tmp_path: Path) -> None:
    put(tmp_path, "raw/papers.zip", ARCHIVE[:-40])
    put(tmp_path, "raw/单.txt", TEXT)
    made = build([tmp_path / "raw"], tmp_path / "out", 2, Log(), Bounds(60.0))
    assert {id_: error.why for id_, error in made.refused.items()} == {"papers": Why.DAMAGED}
    assert list(made.outcomes) == ["单"]


def test_one_member_is_extracted_in_memory_by_its_path(tmp_path: Path) -> None:
    path = put(tmp_path, "papers.zip", ARCHIVE)
    standard = extract(path / "2014" / "经理.docx")
    assert (standard.title, standard.id) == ("客户经理任职资格标准", "papers-zip-2014-经理")
    with pytest.raises(SourceError, match="not one document"):
        extract(path)
    with pytest.raises(SourceError, match="no such file"):
        extract(path / "gone.docx")


def test_what_the_sheet_says_of_an_archive_goes_for_its_members_and_they_may_have_lines_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "raw/papers.zip", ARCHIVE)
    sheet = "file,id,title,site\npapers.zip,all,全部,docin\npapers.zip/b.txt,second,第二,\n"
    put(tmp_path, "raw/sources.csv", sheet)
    found = find([tmp_path / "raw"], expand=listing([("a.txt", None), ("b.txt", None)]))
    said = {source.entry.file: (source.entry.id, source.entry.title, source.entry.site) for source in found.sources}
    assert said == {"papers.zip/a.txt": ("papers-zip-a", None, "docin"), "papers.zip/b.txt": ("second", "第二", None)}
    assert all(source.fault is None for source in found.sources)


def test_ids_of_members_stay_when_others_come_and_go(tmp_path: Path) -> None:
    put(tmp_path, "raw/a.zip", ARCHIVE)
    known = {"a-zip-b-docx": ("a.zip/b.docx", "x")}
    found = find([tmp_path / "raw"], known=known, expand=listing([("b.docx", None), ("b.txt", None)]))
    assert ids(found) == {"a.zip/b.docx": "a-zip-b-docx", "a.zip/b.txt": "a-zip-b"}


def test_only_what_may_be_an_archive_is_looked_into(tmp_path: Path) -> None:
    for name, data in (("a.docx", WORD), ("b.txt", TEXT), ("c.doc", ARCHIVE)):
        put(tmp_path, f"raw/{name}", data)
    os.mkfifo(tmp_path / "raw" / "pipe.zip")
    asked: list[Path] = []
    find([tmp_path / "raw"], expand=lambda paths: asked.extend(paths) or {})
    assert [path.name for path in asked] == ["c.doc"]
