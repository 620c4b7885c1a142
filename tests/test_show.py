"""`show`: the tree in the terminal."""

from pathlib import Path

import pytest

from pipeline.show import show
from pipeline.write import write
from tests.write import sample


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("normalized")
    document = sample.document()
    write(sample.standard(document), document, folder / "sample")
    return folder


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.rstrip("\n").split("\n")]


def test_a_line_a_node_with_kind_number_title_level_and_score(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(output, "sample", False, None, ())
    shown = lines(capsys)
    assert shown[0] == "客户经理任职资格标准"
    assert len(shown) == 28
    assert "│   ├── unit 第一单元 客户拜访" in shown
    assert "│   └── unit 第二单元 客户关系 [5分]" in shown
    assert "│           ├── level 三级 [5分]" in shown
    assert "│   │   │       └── criterion 2) 产品样本。" in shown


def test_with_the_text_a_division_shows_it_too(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(output, "sample", True, None, ())
    assert "│   └── unit 第二单元 客户关系 (各级别均为5分) [5分]" in lines(capsys)


def test_depth_counts_what_is_shown(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(output, "sample", False, 1, ())
    assert lines(capsys)[1:] == [
        "├── toc 目录 第一部分 行为 2 第二部分 知识 5",
        "├── part 第一部分 行为",
        "└── part 第二部分 知识",
    ]
    show(output, "sample", False, 1, ("unit", "element"))
    assert lines(capsys)[1:] == ["├── unit 第一单元 客户拜访", "└── unit 第二单元 客户关系 [5分]"]


def test_a_kind_hangs_below_the_nearest_one_shown_above_it(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(output, "sample", False, None, ("unit", "item", "evidence"))
    assert lines(capsys)[1:] == [
        "├── unit 第一单元 客户拜访",
        "│   ├── item 1、 背景分析 准确、深入分析*客户*现状;",
        "│   └── evidence 认证方法 提交拜访记录",
        "└── unit 第二单元 客户关系 [5分]",
    ]


def test_confidence_and_its_reasons_are_shown_when_asked_for(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(output, "sample", False, 1, ("unit",), why=True)
    assert lines(capsys)[2] == "└── unit 第二单元 客户关系 [5分] 0.75 mark, successor"


def test_a_narrow_terminal_cuts_words_and_never_the_figures(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    show(output, "sample", False, None, ("toc", "unit"))
    assert lines(capsys)[1:] == [
        "├── toc 目录 第一部分 行为 2 …",
        "├── unit 第一单元 客户拜访",
        "└── unit 第二单元 客户 … [5分]",
    ]


def test_with_the_text_no_word_is_cut(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    show(output, "sample", True, 1, ("toc",))
    shown = lines(capsys)[1:]
    assert all(line.startswith(("└── ", "    ")) for line in shown)
    assert "".join(line[4:] for line in shown).replace(" ", "") == "toc目录第一部分行为2第二部分知识5"


def test_an_unknown_id_names_the_nearest_and_is_wrong_use(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        show(output, "smaple", False, None, ())
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"biaozhun: {output} holds no standard 'smaple'; nearest: sample\n"


def test_an_id_like_no_other_gets_the_ids_there_are(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        show(output, "客户", False, None, ())
    assert f"{output} holds sample" in capsys.readouterr().err


def test_a_missing_folder_is_wrong_use_and_a_broken_standard_is_not(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        show(tmp_path / "nothing", "sample", False, None, ())
    assert stop.value.code == 2
    assert "there is no folder" in capsys.readouterr().err
    (tmp_path / "sample").mkdir()
    for broken, says in (("{", "cannot be read"), ("{}", "`biaozhun check` says where")):
        (tmp_path / "sample" / "standard.json").write_text(broken)
        with pytest.raises(SystemExit) as stop:
            show(tmp_path, "sample", False, None, ())
        assert stop.value.code == 1
        assert says in capsys.readouterr().err
