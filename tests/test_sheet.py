"""sources.csv: what can be used is used, what cannot is said."""

from pathlib import Path

import pytest

from pipeline.sheet import Sheet, read_sheet


def sheet(tmp_path: Path, text: str, encoding: str = "utf-8") -> Sheet:
    path = tmp_path / "sources.csv"
    path.write_bytes(text.encode(encoding))
    return read_sheet(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_it_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, comma: str) -> None:
    text = "file,id,title\r\na.txt,manager,客户经理任职资格标准\r\n".replace(",", comma)
    made = sheet(tmp_path, text, encoding)
    assert made.notes == []
    assert [(row.path.name, row.values) for row in made.rows] == [("a.txt", {"id": "manager", "title": "客户经理任职资格标准"})]


def test_order_and_case_of_columns_do_not_matter_and_empty_cells_say_nothing(tmp_path: Path) -> None:
    [row] = sheet(tmp_path, "ID,Site,File\n,网站,a.txt\n").rows
    assert row.values == {"site": "网站"}


def test_unknown_columns_are_left_out_and_named(tmp_path: Path) -> None:
    made = sheet(tmp_path, "file,id,colour,\na.txt,x,red,more\n")
    assert [row.values for row in made.rows] == [{"id": "x"}]
    [note] = made.notes
    assert "unknown columns left out: colour, (no name)" in note
    assert "file, id, title, site, url, retrieved, rights" in note


def test_without_a_column_for_files_it_cannot_be_used(tmp_path: Path) -> None:
    made = sheet(tmp_path, "name,id\na.txt,x\n")
    assert made.rows == []
    assert "no column `file`" in made.notes[0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",x", "names no file"),
        ("../a.txt,x", "not below this folder"),
        ("/etc/passwd,x", "not below this folder"),
        ("C:\\a.txt,x", "not below this folder"),
        ("b.txt,y", "earlier line"),
    ],
)
def test_a_line_that_cannot_be_used_is_left_out_and_the_others_hold(tmp_path: Path, line: str, reason: str) -> None:
    made = sheet(tmp_path, f"file,id\nb.txt,b\n{line}\nc.txt,c\n")
    assert [row.path.name for row in made.rows] == ["b.txt", "c.txt"]
    [note] = made.notes
    assert "line 3" in note
    assert reason in note


def test_blank_lines_and_extra_cells_are_no_fault(tmp_path: Path) -> None:
    made = sheet(tmp_path, "file,id\n\na.txt,x,extra,cells\n,\n")
    assert ([row.path.name for row in made.rows], made.notes) == (["a.txt"], [])


def test_a_backslash_in_a_name_is_a_slash(tmp_path: Path) -> None:
    assert sheet(tmp_path, "file\nsub\\a.txt\n").rows[0].path == tmp_path / "sub" / "a.txt"


@pytest.mark.parametrize("data", [b"\0\0\0\0", b"\xff\xfe\xfd" * 50, b""], ids=["NULs", "no text", "empty"])
def test_what_is_no_csv_is_noted_and_nothing_raised(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "sources.csv"
    path.write_bytes(data)
    made = read_sheet(path)
    assert made.rows == []
    assert len(made.notes) == 1
