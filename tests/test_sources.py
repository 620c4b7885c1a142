"""Which files are sources and what they are called."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Why
from pipeline.sources import RESERVED, Found, find, slug
from tests.ingest.files import put


def ids(found: Found) -> dict[str, str]:
    return {source.entry.file: source.entry.id for source in found.sources}


def folder(tmp_path: Path, *names: str, sheet: str = "") -> Path:
    top = tmp_path / "raw"
    top.mkdir(exist_ok=True)
    for name in names:
        put(top, name, "标准")
    if sheet:
        put(top, "sources.csv", sheet)
    return top


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("客户经理 任职资格（2014）", "客户经理-任职资格-2014"),
        ("Sub Folder/A_b.C", "sub-folder-a-b-c"),
        ("../../etc/passwd", "etc-passwd"),
        ("___", "source"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_a_slug_has_letters_digits_and_single_hyphens(name: str, id_: str) -> None:
    assert slug(name) == id_


def test_long_names_that_begin_alike_stay_apart_and_fit_a_folder() -> None:
    one, other = slug("标" * 300 + "一"), slug("标" * 300 + "二")
    assert one != other
    assert max(len(one.encode()), len(other.encode())) < 200


@given(st.text(max_size=40))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_a_slug_is_always_a_safe_name_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert made
    assert not set(made) & set('/\\.:*?"<>| \0\n')
    assert slug(made) == made


def test_files_of_a_folder_come_in_sorted_order_and_some_are_no_sources(tmp_path: Path) -> None:
    top = folder(tmp_path, "b.txt", "a/z.docx", ".hidden", ".git/x.txt", "corrections/a.jsonl", "~$b.docx", "sources.csv")
    assert ids(find([top])) == {"b.txt": "b", "a/z.docx": "a-z"}


def test_what_a_browser_saves_with_a_page_is_no_source_and_is_told(tmp_path: Path) -> None:
    saved = (
        "页_files/a.png",
        "页_files/b.js.下载",
        "页_files/c/d.css",
        "页_files/frame.html",
        "页_files/附件.docx",
        "页_files/无后缀",
    )
    top = folder(tmp_path, "页.html", *saved, "别的_files/扫描.png", "B.htm", "b.files/x.gif", "Thumbs.db", "sub/desktop.ini")
    found = find([top])
    assert set(ids(found)) == {"页.html", "页_files/frame.html", "页_files/附件.docx", "别的_files/扫描.png", "B.htm"}
    assert found.notes == ["7 files are no sources: pictures, styles and scripts of saved pages, folder settings."]
    put(top, "sources.csv", "file,id\n页_files/a.png,scan\n")
    assert ids(find([top]))["页_files/a.png"] == "scan"  # who names it wants it


def test_the_sheet_names_and_describes(tmp_path: Path) -> None:
    sheet = "file,id,title,site,url,retrieved,rights\na.txt,manager,客户经理,某网,http://x,2024,不得商用\n"
    [source] = find([folder(tmp_path, "a.txt", sheet=sheet)]).sources
    entry = source.entry
    assert (entry.id, entry.title, entry.site, entry.url, entry.retrieved, entry.rights) == (
        "manager", "客户经理", "某网", "http://x", "2024", "不得商用",
    )  # fmt: skip


def test_the_sheet_beside_a_single_file_is_honoured(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.txt", "b.txt", sheet="file,id\na.txt,manager\n")
    found = find([top / "a.txt"])
    assert (ids(found), found.whole) == ({"a.txt": "manager"}, False)


def test_a_sheet_in_a_folder_below_is_honoured_there(tmp_path: Path) -> None:
    top = folder(tmp_path, "sub/a.txt", "a.txt")
    put(top, "sub/sources.csv", "file,id\na.txt,inner\n")
    assert ids(find([top])) == {"a.txt": "a", "sub/a.txt": "inner"}


def test_the_same_name_in_two_folders_gives_two_ids(tmp_path: Path) -> None:
    top = folder(tmp_path, "x/a.txt", "y/a.txt")
    assert ids(find([top])) == {"x/a.txt": "x-a", "y/a.txt": "y-a"}
    apart = find([top / "x", top / "y"])
    assert ids(apart) == {"x/a.txt": "x-a", "y/a.txt": "y-a"}


def test_of_two_files_with_one_stem_the_second_adds_its_suffix(tmp_path: Path) -> None:
    assert ids(find([folder(tmp_path, "a.docx", "a.txt")])) == {"a.docx": "a", "a.txt": "a-txt"}


def test_the_one_in_the_catalogue_keeps_the_id(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.docx", "a.txt")
    assert ids(find([top], known={"a": ("a.txt", "")})) == {"a.docx": "a-docx", "a.txt": "a"}


def test_an_id_stays_when_its_rival_goes(tmp_path: Path) -> None:
    assert ids(find([folder(tmp_path, "a.txt")], known={"a": ("a.docx", ""), "a-txt": ("a.txt", "")})) == {"a.txt": "a-txt"}


def test_names_that_slug_alike_are_numbered(tmp_path: Path) -> None:
    made = ids(find([folder(tmp_path, "a b.txt", "a-b.txt", "a_b.txt")]))
    assert sorted(made.values()) == ["a-b", "a-b-txt", "a-b-txt-2"]


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_names_get_their_suffix(tmp_path: Path, name: str) -> None:
    assert list(ids(find([folder(tmp_path, f"{name}.txt")])).values()) == [f"{name}-txt"]


@pytest.mark.parametrize(
    ("wanted", "given_", "word"),
    [
        ("quarantine", "quarantine-txt", "reserved"),
        ("A B/../c", "a-b-c", "letters"),
        ("a first", "a-first", "letters"),
    ],
)
def test_an_id_in_the_sheet_that_cannot_be_used_is_mended_and_said(tmp_path: Path, wanted: str, given_: str, word: str) -> None:
    found = find([folder(tmp_path, "0.txt", "a.txt", sheet=f"file,id\n0.txt,first\na.txt,{wanted}\n")])
    assert ids(found)["a.txt"] == given_
    [note] = found.notes
    assert "line 3" in note
    assert word in note


def test_a_file_that_only_the_sheet_knows_is_missing(tmp_path: Path) -> None:
    found = find([folder(tmp_path, "a.txt", sheet="file,id\na.txt,one\ngone.txt,two\n")])
    faults = {source.entry.id: source.fault for source in found.sources}
    assert faults["one"] is None
    assert faults["two"] is not None
    assert faults["two"].why is Why.MISSING
    assert "sources.csv, line 3" in faults["two"].detail


def test_a_path_that_is_not_there_is_missing(tmp_path: Path) -> None:
    [source] = find([tmp_path / "gone.txt"]).sources
    assert source.fault
    assert source.fault.why is Why.MISSING


def test_a_folder_that_cannot_be_read_is_a_fault_and_the_rest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = folder(tmp_path, "a.txt", "closed/b.txt")
    scan = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = find([top])
    assert {source.entry.file: source.fault and source.fault.why for source in found.sources} == {
        "a.txt": None,
        "closed": Why.UNREADABLE,
    }


def test_a_file_given_twice_is_one_source(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.txt")
    assert len(find([top / "a.txt", top, top / "a.txt"]).sources) == 1


def test_linked_folders_are_followed_once(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.txt")
    put(tmp_path, "elsewhere/b.txt", "标准")
    (top / "linked").symlink_to(tmp_path / "elsewhere")
    (top / "self").symlink_to(top)
    assert ids(find([top])) == {"a.txt": "a", "linked/b.txt": "linked-b"}


def test_the_output_folder_is_never_searched(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.txt", "normalized/a/text.txt")
    assert ids(find([top], top / "normalized")) == {"a.txt": "a"}


def again(found: Found) -> dict[str, tuple[str, str]]:
    """What stands in the output folder after a run."""
    return {source.entry.id: (source.entry.file, sha256(source.path.read_bytes()).hexdigest()) for source in found.sources}


def test_single_files_of_one_name_are_told_apart_and_keep_their_ids(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{name}/x.txt", name) for name in "ab"]
    first = find(paths)
    assert ids(first) == {"a/x.txt": "a-x", "b/x.txt": "b-x"}
    put(tmp_path, "b/x.txt", "changed")
    second = find(paths, known=again(first))
    assert (ids(second), second.notes) == (ids(first), [])
    assert ids(find(paths[::-1], known=again(second))) == ids(first)


def test_numbered_ids_stay_too(tmp_path: Path) -> None:
    top = folder(tmp_path, "a b.txt", "a-b.txt", "a_b.txt")
    first = find([top])
    assert ids(find([top], known=again(first))) == ids(first)


def test_a_path_that_tells_apart_is_never_the_name_of_another(tmp_path: Path) -> None:
    paths = [put(tmp_path, name, name) for name in ("a/x.txt", "b/x.txt", "c/a/x.txt")]
    names = ids(find([paths[0], paths[1], tmp_path / "c"]))
    assert sorted(names) == ["a/x.txt", "b/x.txt", "c/a/x.txt"]
    assert len(set(names.values())) == 3


def test_another_single_file_of_the_same_name_gets_an_id_of_its_own_and_it_is_said(tmp_path: Path) -> None:
    one, other = put(tmp_path, "a/x.txt", "one"), put(tmp_path, "b/x.txt", "other")
    known = again(find([one]))
    found = find([other], known=known)
    assert ids(found) == {"x.txt": "x-txt"}
    [note] = found.notes
    assert "'x'" in note
    assert "'x-txt'" in note
    assert "sources.csv" in note
    known |= again(found)
    for path, id_ in ((one, "x"), (other, "x-txt")):
        same = find([path], known=known)
        assert (ids(same), same.notes) == ({"x.txt": id_}, [])
    assert ids(find([one, other], known=known)) == {"a/x.txt": "x", "b/x.txt": "x-txt"}


def test_a_changed_file_of_a_folder_keeps_its_id(tmp_path: Path) -> None:
    top = folder(tmp_path, "a.txt")
    known = again(find([top]))
    put(top, "a.txt", "changed")
    found = find([top], known=known)
    assert (ids(found), found.notes) == ({"a.txt": "a"}, [])


def test_where_a_missing_path_lies_is_not_told(tmp_path: Path) -> None:
    [source] = find([tmp_path / "gone.txt"]).sources
    assert source.fault
    assert source.fault.detail == "there is no gone.txt"


def test_a_path_behind_a_closed_folder_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat, lstat = os.stat, Path.lstat

    def closed(path: object) -> None:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def refusing(path: Any, **options: Any) -> os.stat_result:
        closed(path)
        return stat(path, **options)

    def refusing_link(path: Path) -> os.stat_result:
        closed(path)
        return lstat(path)

    monkeypatch.setattr(os, "stat", refusing)
    monkeypatch.setattr(Path, "lstat", refusing_link)
    [source] = find([tmp_path / "closed" / "a.txt"]).sources
    assert source.fault
    assert source.fault.why is Why.UNREADABLE


def test_an_id_that_stands_twice_is_of_copies_of_one_standard(tmp_path: Path) -> None:
    found = find([folder(tmp_path, "a.txt", "b.txt", "c.txt", sheet="file,id\nb.txt,one\na.txt,one\nc.txt,two\n")])
    assert {source.entry.id: [source.entry.file, *(o.file for o in source.entry.others)] for source in found.sources} == {
        "one": ["b.txt", "a.txt"], "two": ["c.txt"],
    }  # fmt: skip
    assert found.notes == []


def test_an_id_that_stands_in_two_sheets_or_is_no_slug_is_said_with_its_line(tmp_path: Path) -> None:
    put(tmp_path / "raw" / "sub", "b.txt", "标准")
    put(tmp_path / "raw" / "sub", "sources.csv", "file,id\nb.txt,one\n")
    found = find([folder(tmp_path, "a.txt", "c.txt", sheet="file,id\na.txt,one\nc.txt,../../evil\n")])
    assert ids(found) == {"a.txt": "one", "sub/b.txt": "one-txt", "c.txt": "evil"}
    assert sorted("line 2" in note for note in found.notes) == [False, True]
    assert all("Change it there" in note for note in found.notes)
