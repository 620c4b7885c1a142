"""`load`: the tables, and what it says of folders that hold none."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.load import Loaded, LoadError, load
from pipeline.write import encode, write
from tests.write import sample


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two standards and no catalogue."""
    folder = tmp_path_factory.mktemp("normalized")
    document = sample.document()
    standard = sample.standard(document)
    for name in ("sample", "another"):
        write(
            type(standard)(**{**{f: getattr(standard, f) for f in standard.__struct_fields__}, "id": name}),
            document,
            folder / name,
        )
    return folder


@pytest.fixture(scope="module")
def tables(output: Path) -> Loaded:
    return load(output)


def node(tables: Loaded, name: str) -> Any:
    found = tables.nodes[(tables.nodes.standard == "sample") & (tables.nodes.node == name)]
    return found.iloc[0]


def test_one_row_a_standard_and_one_a_node_in_the_order_of_the_document(tables: Loaded) -> None:
    assert list(tables.standards.standard) == ["another", "sample"]
    assert list(tables.nodes[tables.nodes.standard == "sample"].node) == [f"n{number}" for number in range(1, 28)]
    assert (
        repr(tables)
        == "Loaded(standards: 2 rows, nodes: 54 rows, levels: 6 rows, about: 2 rows, edits: 8 rows, findings: 6 rows)"
    )


def test_a_node_knows_its_place(tables: Loaded) -> None:
    row = node(tables, "n9")
    assert (row.parent, row.depth, row.kind, row.number, row.text) == ("n7", 4, "criterion", "2)", "产品样本。")
    assert (row.unit, row.element) == ("第一单元 客户拜访", "拜访准备")
    assert row.path == "第一部分 行为 / 第一单元 客户拜访 / 拜访准备 / 2、 准备资料,如: / 2) 产品样本。"
    assert sample.BODY[row.start : row.end] == "2)产品样本。"


def test_figures_are_numbers_and_what_is_absent_is_na(tables: Loaded) -> None:
    level, leaf = node(tables, "n15"), node(tables, "n9")
    assert (level["rank"], level["score"], level["level"]) == (3, 5.0, "三级")
    assert leaf["rank"] is pd.NA
    assert leaf["score"] is pd.NA
    assert node(tables, "n26")["deduct"] == 2.0
    assert bool(node(tables, "n11")["key"])
    assert tables.nodes.dtypes["rank"] == "Int64"
    assert tables.nodes.dtypes["title"] == "string"


def test_edits_and_findings_join_on_the_standard(tables: Loaded) -> None:
    edits = tables.edits[tables.edits.standard == "sample"]
    assert list(edits.channel) == ["chrome", "chrome", "pinyin", "traditional"]
    assert list(edits.certainty) == ["certain", "probable", "certain", "certain"]
    assert list(tables.findings.severity) == ["review", "defect", "info"] * 2
    assert tables.standards.set_index("standard").loc["sample", ["defect", "review", "info"]].tolist() == [1, 1, 1]


def test_the_folder_of_one_standard_loads_too(output: Path) -> None:
    assert list(load(output / "sample").standards.standard) == ["sample"]
    assert list(load(str(output / "sample")).standards.title) == ["客户经理任职资格标准"]


def test_the_catalogue_says_which_standards_there_are(output: Path, tmp_path: Path) -> None:
    from pipeline.model import Catalogue, CatalogueEntry

    shutil.copytree(output, tmp_path / "out")
    entry = CatalogueEntry(id="sample", title="", families=(), file="sample.txt")
    (tmp_path / "out" / "catalogue.json").write_bytes(encode(Catalogue(standards=(entry,))))
    assert list(load(tmp_path / "out").standards.standard) == ["sample"]


def test_fields_of_a_newer_version_are_left_aside(output: Path, tmp_path: Path) -> None:
    shutil.copytree(output / "sample", tmp_path / "sample")
    path = tmp_path / "sample" / "standard.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value |= {"schema_version": "1.7.0", "mood": {"x": 1}}
    value["body"][0]["tint"] = "red"
    path.write_text(json.dumps(value), encoding="utf-8")
    pd.testing.assert_frame_equal(load(tmp_path).nodes, load(output / "sample").nodes)


def damage(output: Path, folder: Path, change: Callable[[Path], object]) -> Path:
    shutil.copytree(output, folder / "out")
    change(folder / "out" / "sample")
    return folder / "out"


def change_version(folder: Path) -> None:
    path = folder / "standard.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"1.0.0"', '"2.1.0"'), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda folder: (folder / "standard.json").write_text("{"), r"sample/standard\.json: broken \(.*\); extract it again"),
        (lambda folder: (folder / "standard.json").write_bytes(b"\xff"), r"sample/standard\.json: broken"),
        (lambda folder: (folder / "standard.json").write_text("[]"), r'sample/standard\.json: broken \(top: \[\] is not'),
        (lambda folder: (folder / "standard.json").write_text("{}"), r'standard\.json: broken \(top: "id" is a req'),
        (lambda folder: (folder / "edits.jsonl").unlink(), r"sample/edits\.jsonl: cannot be read \(No such file"),
        (lambda folder: (folder / "edits.jsonl").write_text("{}\n"), r"sample/edits\.jsonl: broken in line 1"),
        (change_version, r"sample/standard\.json: written as version 2\.1\.0; this program reads 1\.0\.0: extract it again"),
    ],
    ids=["cut off", "no UTF-8", "no object", "no standard", "no edits", "no edit", "another major version"],
)  # fmt: skip
def test_a_broken_standard_is_named_with_what_to_do(
    output: Path, tmp_path: Path, change: Callable[[Path], object], says: str
) -> None:
    folder = damage(output, tmp_path, change)
    with pytest.raises(LoadError, match=says):
        load(folder)


def test_a_missing_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no such folder"):
        load(tmp_path / "nothing")
    with pytest.raises(LoadError, match="there is no standard in this folder"):
        load(tmp_path)


def test_both_names_come_from_the_package() -> None:
    import pipeline

    assert pipeline.load is load  # the function keeps its name although the module has it too
    assert callable(pipeline.extract)
