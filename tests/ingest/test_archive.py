"""Archives: what is in them, by safe names, within limits that are read from the directory."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError, Why
from pipeline.ingest import Limits, read
from pipeline.ingest.archive import DEPTH, members
from tests.ingest.files import docx, locked, put, zipped

TEXT = "客户经理任职资格标准".encode()


def listed(tmp_path: Path, data: bytes, limits: Limits | None = None) -> dict[str, Why | None]:
    found = members(put(tmp_path, "a.zip", data), limits or Limits())
    return {name: fault.why if fault else None for name, fault in found}


def test_the_files_of_an_archive_are_listed_in_sorted_order_and_hidden_ones_are_not(tmp_path: Path) -> None:
    data = zipped(
        {"b/二.txt": TEXT, "a.txt": TEXT, "b/": b"", "__MACOSX/a.txt": b"x", ".x": b"x", "~$a.docx": b"x", "Thumbs.db": b"x"}
        | {"a.files/1.png": b"x", "a.files/2.html": TEXT, "b/二_files/1.js": b"x", "a.htm": TEXT}
    )
    assert list(listed(tmp_path, data)) == ["a.files/2.html", "a.htm", "a.txt", "b/二.txt", "b/二_files/1.js"]


def test_a_member_is_read_by_its_path_below_the_archive(tmp_path: Path) -> None:
    word = docx(lambda document: document.add_paragraph("任职资格"))
    path = put(tmp_path, "a.zip", zipped({"b/二.doc": word}))
    document = read(path / "b" / "二.doc", "a.zip/b/二.doc")
    assert (str(document.text), document.copy.file, document.copy.format) == ("任职资格", "a.zip/b/二.doc", "docx")
    assert document.copy.bytes == len(word)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_for_utf_8_are_read_as_chinese_systems_write_them(tmp_path: Path, encoding: str) -> None:
    raw = "任职资格标准.txt".encode(encoding)
    stand_in = "n" * len(raw)
    data = zipped({stand_in: TEXT}).replace(stand_in.encode(), raw)
    assert listed(tmp_path, data) == {"任职资格标准.txt": None}
    assert str(read(tmp_path / "a.zip" / "任职资格标准.txt", "x").text) == TEXT.decode()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\a.txt", "C_/a.txt"),
        ("a\nb.txt", "a_b.txt"),
        ("./a//b.txt", "a/b.txt"),
    ],
)
def test_the_name_of_a_member_leads_nowhere(tmp_path: Path, name: str, safe: str) -> None:
    assert listed(tmp_path, zipped({name: TEXT})) == {safe: None}
    assert str(read(tmp_path / "a.zip" / safe, "x").text) == TEXT.decode()


def test_names_too_long_for_a_file_and_names_that_come_twice_stay_apart(tmp_path: Path) -> None:
    data = zipped({"a/../x.txt": b"1", "x.txt": b"2", "a/x.txt": b"3", **{f"{'长' * 300}{n}.txt": b"%d" % n for n in (4, 5)}})
    found = listed(tmp_path, data)
    assert len(found) == 5
    assert max(map(len, found)) <= 200
    assert sorted(str(read(tmp_path / "a.zip" / name, "x").text) for name in found) == ["1", "2", "3", "4", "5"]


def test_archives_in_archives_are_opened_to_a_limit(tmp_path: Path) -> None:
    data = zipped({"底.txt": TEXT})
    for depth in range(DEPTH):
        data = zipped({f"{depth}.zip": data, f"{depth}.txt": TEXT})
    path = "/".join(f"{depth}.zip" for depth in reversed(range(1, DEPTH)))
    found = listed(tmp_path, data)
    assert found[f"{path}/0.zip"] is Why.UNSUPPORTED
    assert found[f"{path}/0.txt"] is None
    assert str(read(tmp_path / "a.zip" / path / "0.txt", "x").text) == TEXT.decode()


def test_a_word_file_is_no_archive_wherever_it_stands(tmp_path: Path) -> None:
    word = docx(lambda document: document.add_paragraph("x"))
    assert listed(tmp_path, zipped({"a.docx": word, "b.txt": word})) == {"a.docx": None, "b.txt": None}
    assert listed(tmp_path, word) == {}


def test_a_member_under_a_password_and_a_broken_one_cost_only_themselves(tmp_path: Path) -> None:
    data = locked(zipped({"locked.txt": TEXT, "good.txt": TEXT}), "locked.txt")
    inner = zipped({"x.txt": TEXT})
    data = zipped({"a.zip": data, "cut.zip": inner[:-30], "good.txt": TEXT})
    assert listed(tmp_path, data) == {
        "a.zip/good.txt": None, "a.zip/locked.txt": Why.ENCRYPTED, "cut.zip": None, "good.txt": None,
    }  # fmt: skip
    for name, why in (("cut.zip", Why.DAMAGED), ("a.zip/locked.txt", Why.ENCRYPTED), ("gone.txt", Why.MISSING)):
        with pytest.raises(SourceError) as caught:
            read(tmp_path / "a.zip" / name, name)
        assert caught.value.why is why


@pytest.mark.parametrize("limits", [Limits(members=2), Limits(unpacked=2_000), Limits(ratio=5), Limits(size=100)])
def test_an_archive_beyond_a_limit_is_refused_by_its_directory(tmp_path: Path, limits: Limits) -> None:
    with pytest.raises(SourceError) as caught:
        listed(tmp_path, zipped({f"{n}.txt": bytes(1_000) for n in range(3)}), limits)
    assert caught.value.why is Why.TOO_BIG


def test_the_limits_hold_for_all_archives_inside_each_other_together(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": TEXT for n in range(3)})
    found = listed(tmp_path, zipped({f"{n}.zip": inner for n in range(3)}), Limits(members=10))
    assert [name for name, why in found.items() if why] == ["2.zip"]
    assert found["2.zip"] is Why.TOO_BIG


def test_a_member_that_is_longer_than_its_directory_says_is_not_unpacked_further(tmp_path: Path) -> None:
    data = zipped({"a.txt": bytes(5_000_000)})
    lying = data.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.zip", lying) / "a.txt", "a.txt")
    assert caught.value.why is Why.DAMAGED


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        listed(tmp_path, zipped({"folder/": b""}))
    assert caught.value.why is Why.EMPTY


def test_an_archive_is_no_document_itself(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.zip", zipped({"a.txt": TEXT, "b.txt": TEXT})), "a.zip")
    assert "2 files" in caught.value.detail
    assert "a.txt" in caught.value.detail
    assert "a.zip" in caught.value.advice or "archive.zip" in caught.value.advice


GOOD = zipped({"a.txt": TEXT, "b.zip": zipped({"c.txt": TEXT * 9})})


def said(path: Path) -> list[bool]:
    """What must be true of every member that is read, and of every refusal."""
    try:
        found = members(path, Limits())
    except SourceError as error:
        return [error.detail != "", error.advice != ""]
    made = [fault.detail != "" for _, fault in found if fault]
    for name in (name for name, fault in found if fault is None):
        try:
            made.append(len(read(path / name, name).text) > 0)
        except SourceError as error:
            made.append(error.advice != "")
    return made


@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8), cut=st.floats(0.2, 1))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_a_damaged_archive_is_listed_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(GOOD)
    for place, byte in places:
        data[int(place * (len(data) - 1))] = byte
    path = put(tmp_path_factory.getbasetemp(), "damaged.zip", bytes(data[: int(cut * len(data)) + 1]))
    assert all(said(path))


def test_the_reader_of_zip_stops_at_what_the_directory_says() -> None:
    """What the limits rest on: the library never unpacks more than the size in the directory."""
    data = zipped({"a": bytes(1_000_000)})
    lying = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(lying)) as archive:
        archive.read("a")
