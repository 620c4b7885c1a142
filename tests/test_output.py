"""The output folder: whole or not at all."""

import multiprocessing
from pathlib import Path

import pytest

from pipeline.output import Output, OutputError


def put(output: Output, id_: str, **files: str) -> None:
    place = output.place(id_)
    place.mkdir()
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_nothing_of_a_source_is_there_before_it_is_committed(tmp_path: Path) -> None:
    with Output(tmp_path / "out") as output:
        put(output, "one", a="1")
        assert not (tmp_path / "out" / "one").exists()
        assert output.commit("one")
    assert tree(tmp_path / "out") == {"one/a": "1"}


def test_a_newer_one_takes_its_place_and_files_of_others_in_it_stay(tmp_path: Path) -> None:
    (tmp_path / "one" / "mine").mkdir(parents=True)
    (tmp_path / "one" / "mine" / "note").write_text("keep", encoding="utf-8")
    (tmp_path / "one" / "a").write_text("old", encoding="utf-8")
    with Output(tmp_path) as output:
        put(output, "one", a="new")
        assert output.commit("one")
    assert tree(tmp_path) == {"one/a": "new", "one/mine/note": "keep"}


def test_files_of_an_earlier_run_that_are_not_written_any_more_go(tmp_path: Path) -> None:
    with Output(tmp_path) as output:
        put(output, "one", a="1", b="2")
        output.commit("one")
        (tmp_path / "one" / "mine").write_text("keep", encoding="utf-8")
        put(output, "one", a="1")
        assert output.commit("one", ["a", "b"])
    assert tree(tmp_path) == {"one/a": "1", "one/mine": "keep"}


def test_the_same_bytes_are_left_as_they_stand(tmp_path: Path) -> None:
    for changed in (True, False):
        with Output(tmp_path) as output:
            put(output, "one", a="1", b="2")
            assert output.commit("one") is changed


def test_what_was_not_committed_leaves_no_trace(tmp_path: Path) -> None:
    output = Output(tmp_path)
    with output:
        put(output, "one", a="half")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moved", [False, True], ids=["before the old one went", "between old and new"])
def test_what_a_killed_run_left_is_put_back_or_cleared_away(tmp_path: Path, moved: bool) -> None:
    (tmp_path / ".partial-killed" / "one").mkdir(parents=True)
    (tmp_path / ".partial-killed" / "one" / "a").write_text("new", encoding="utf-8")
    place = tmp_path / ".partial-killed" / "one.old" if moved else tmp_path / "one"
    place.mkdir()
    (place / "a").write_text("old", encoding="utf-8")
    with Output(tmp_path):
        pass
    assert tree(tmp_path) == {"one/a": "old"}


def test_a_file_is_written_in_one_piece_and_left_alone_where_it_is_the_same(tmp_path: Path) -> None:
    with Output(tmp_path) as output:
        output.write("sub/a.json", b"1")
        before = (tmp_path / "sub" / "a.json").stat()
        output.write("sub/a.json", b"1")
        assert (tmp_path / "sub" / "a.json").stat() == before
        output.write("sub/a.json", b"2")
    assert tree(tmp_path) == {"sub/a.json": "2"}


def _hold(folder: Path, entered: object, leave: object) -> None:
    with Output(folder):
        entered.set()  # type: ignore[attr-defined]
        leave.wait(20)  # type: ignore[attr-defined]


def test_a_second_run_at_once_is_refused_and_the_lock_goes_with_the_first(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    entered, leave = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, entered, leave))
    other.start()
    assert entered.wait(20)
    with pytest.raises(OutputError, match="another run"), Output(tmp_path):
        pass
    other.kill()
    other.join()
    with Output(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"), Output(tmp_path / "out"):
        pass


def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"), Output(tmp_path / "file" / "out"):
        pass


def test_the_stage_a_lost_child_had_reached_is_told_by_its_mark(tmp_path: Path) -> None:
    with Output(tmp_path) as output:
        assert output.stage("one") == "ingest"
        output.place("one").with_name("one.stage").write_text("clean", encoding="utf-8")
        assert output.stage("one") == "clean"


def test_a_source_called_file_does_not_meet_a_file_that_is_being_written(tmp_path: Path) -> None:
    with Output(tmp_path) as output:
        put(output, "file", a="1")
        output.write("a.json", b"1")
        output.commit("file")
    assert tree(tmp_path) == {"file/a": "1", "a.json": "1"}
