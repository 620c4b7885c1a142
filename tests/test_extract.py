"""The four stages together, in earnest: the sources of the project, and folders full of bad files."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

import pipeline
from pipeline.build import Build, build
from pipeline.check import faults
from pipeline.errors import SourceError, Why
from pipeline.extract import standardise
from pipeline.ingest.scan.ocr import available
from pipeline.model import Entry, Standard, walk
from pipeline.sources import RESERVED
from tests.ingest.files import Run, docx, locked_pdf, pdf, put
from tests.test_build import Log

ROOT = Path(__file__).parent.parent
TEXT = (
    "客户经理任职资格标准\n第一部分 行为\n第一单元 客户拜访\n拜访准备\n"
    "1、制定拜访计划；\n2、准备拜访资料。\n认证方法:查阅拜访记录"
)


def tree(folder: Path) -> dict[str, bytes]:
    """Everything written but the notes of a run in .state, which are no output."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".state/")}


def test_extract_reproduces_normalized_byte_for_byte(tmp_path: Path) -> None:
    for ledger in (ROOT / "normalized").glob("*/ids.jsonl"):  # uids are looked up there, and minted only for what is new
        (tmp_path / "out" / ledger.parent.name).mkdir(parents=True)
        shutil.copy(ledger, tmp_path / "out" / ledger.parent.name)
    made = build([ROOT / "raw"], tmp_path / "out", 2, Log())
    assert made.refused == {}
    fresh, committed = tree(tmp_path / "out"), tree(ROOT / "normalized")
    assert sorted(fresh) == sorted(committed)
    assert [name for name, data in fresh.items() if committed[name] != data] == []


def test_every_source_is_listed_with_its_rights_and_no_source_was_edited() -> None:
    catalogue = json.loads((ROOT / "normalized" / "catalogue.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in catalogue["standards"]] == [
        "account-manager-2014", "huawei-marketing-business-model", "huawei-product-line-level-2", "service-manager",
        "tianyinglong-sales-manual",
    ]  # fmt: skip
    for entry in catalogue["standards"]:
        standard = json.loads((ROOT / "normalized" / entry["id"] / "standard.json").read_text(encoding="utf-8"))
        [copy] = standard["sources"]
        assert copy["sha256"] == sha256((ROOT / "raw" / copy["file"]).read_bytes()).hexdigest()
        assert copy["site"]
        assert entry["rights"]


PICTURE = Why.DAMAGED if available() else Why.UNSUPPORTED


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Path]:
    """A folder with a good file in each format among files of every kind of badness."""
    top = tmp_path_factory.mktemp("raw")
    put(top, "empty.txt", b"")
    put(top, "blank.txt", " \n\t\n")
    put(top, "program.txt", b"\x7fELF" + bytes(2_000))
    put(top, "western.txt", "Das Gerät läßt sich für größere Mengen ändern. ".encode("latin-1") * 20)
    put(top, "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    put(top, "cut.docx", docx(lambda document: document.add_paragraph("标准"))[:900])
    put(top, "locked.pdf", locked_pdf())
    put(top, "scan.pdf", pdf([[]]))
    put(top, "shopping.txt", "买牛奶两盒，鸡蛋一打，顺便取快递。")
    put(top, "quarantine.txt", TEXT)
    put(top, "good.txt", TEXT.encode("gb18030"))
    put(top, "good.docx", docx(lambda document: [document.add_paragraph(line) for line in TEXT.split("\n")]))
    put(top, "sub/good.txt", f"<html><body>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</body></html>")
    put(top, "sources.csv", "file,id,mood\ngood.txt,manager,merry\ngone.txt,gone,sad\n")
    out = tmp_path_factory.mktemp("normalized")
    return build([top, top / "nowhere.txt"], out, 2, Log()), out


def test_each_bad_file_has_its_reason(bad: tuple[Build, Path]) -> None:
    assert {id_: error.why for id_, error in bad[0].refused.items()} == {
        "empty": Why.EMPTY, "blank": Why.EMPTY, "program": Why.UNSUPPORTED, "western": Why.ENCODING, "picture": PICTURE,
        "cut": Why.DAMAGED, "locked": Why.ENCRYPTED, "scan": Why.NO_TEXT, "gone": Why.MISSING, "nowhere": Why.MISSING,
    }  # fmt: skip


def test_each_good_file_is_extracted_and_keeps_every_promise(bad: tuple[Build, Path]) -> None:
    made, out = bad
    assert sorted(made.outcomes) == ["good", "manager", "quarantine-txt", "shopping", "sub-good"]
    assert {id_: faults(out / id_) for id_ in made.outcomes} == {id_: [] for id_ in made.outcomes}
    assert not RESERVED & set(made.outcomes)


def test_the_same_document_in_four_guises_gives_one_tree(bad: tuple[Build, Path]) -> None:
    def kinds(id_: str) -> list[tuple[str, str, str]]:
        standard = json.loads((bad[1] / id_ / "standard.json").read_text(encoding="utf-8"))
        found, waiting = [], list(standard["body"])
        while waiting:
            node = waiting.pop(0)
            found.append((node["kind"], node.get("title", ""), node.get("text", "")))
            waiting += node.get("children", [])
        return found

    expected = kinds("quarantine-txt")
    assert [kind for kind, _, _ in expected].count("criterion") == 2
    assert {id_: kinds(id_) for id_ in ("manager", "good", "sub-good")} == dict.fromkeys(
        ("manager", "good", "sub-good"), expected
    )


def test_a_text_without_a_standard_in_it_gets_its_tree_and_a_finding(bad: tuple[Build, Path]) -> None:
    standard = json.loads((bad[1] / "shopping" / "standard.json").read_text(encoding="utf-8"))
    assert standard["families"] == ["document"]
    assert standard["body"]
    assert standard["findings"]


def test_extract_gives_a_standard_in_memory_and_writes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    standard = pipeline.extract(path)
    assert isinstance(standard, Standard)
    assert (standard.id, standard.sources[0].file) == ("a", "a.txt")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_extract_honours_the_sheet_beside_a_file(tmp_path: Path) -> None:
    put(tmp_path, "sources.csv", "file,id,site\na.txt,manager,某网\n")
    standard = pipeline.extract(str(put(tmp_path, "a.txt", TEXT)))
    assert (standard.id, standard.sources[0].site) == ("manager", "某网")


def test_extract_says_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no such|there is no"):
        pipeline.extract(tmp_path / "gone.txt")
    with pytest.raises(ValueError, match="is a folder"):
        pipeline.extract(tmp_path)


def test_the_api_stays_the_same_after_its_modules_are_imported() -> None:
    import pipeline.extract
    import pipeline.load

    assert callable(pipeline.extract)
    assert callable(pipeline.load)
    assert not isinstance(pipeline.extract, type(pipeline))


def test_what_belongs_to_a_copy_goes_with_it(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        put(tmp_path / "raw", name, TEXT)
    put(tmp_path / "raw", "sources.csv", "file,id\na.txt,x\nb.txt,x\n")
    build([tmp_path / "raw"], tmp_path / "out", 2, Log())
    assert (tmp_path / "out" / "x" / "source.2.txt").exists()
    put(tmp_path / "raw", "sources.csv", "file,id\na.txt,x\n")
    (tmp_path / "raw" / "b.txt").unlink()
    build([tmp_path / "raw"], tmp_path / "out", 2, Log())
    build([tmp_path / "raw"], tmp_path / "fresh", 2, Log())
    assert sorted(tree(tmp_path / "out" / "x")) == sorted(tree(tmp_path / "fresh" / "x"))


@pytest.mark.parametrize("form", ["docx", "html", "pdf", "txt"])
def test_every_node_leads_to_the_blocks_that_hold_its_words_and_these_to_their_places(tmp_path: Path, form: str) -> None:
    lines = [line for line in TEXT.split("\n") if line]
    made = {
        "docx": docx(lambda document: [document.add_paragraph(line) for line in lines]),
        "html": "".join(f"<p>{line}</p>" for line in lines).encode(),
        "pdf": pdf([[Run(72, 700 - 30 * at, line) for at, line in enumerate(lines)]]),
        "txt": TEXT.encode(),
    }
    path = put(tmp_path, f"a.{form}", made[form])
    done = standardise(path, Entry(file=path.name, id="a"))
    nodes = [node for node in walk(done.standard.body) if node.source_span]
    assert len(nodes) > 4
    for node in nodes:
        held = [done.document.blocks[index] for index in node.blocks]
        assert held
        start, end = node.source_span or (0, 0)
        assert held[0].span[0] <= start < end <= held[-1].span[1]
        assert form == "txt" or all(block.path or (block.page and block.box) for block in held)
