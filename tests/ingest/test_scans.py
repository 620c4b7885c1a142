"""Pictures of pages: what is recognised, where it stands, how sure it is; and what is said where nothing can be recognised."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline.clean import clean
from pipeline.errors import SourceError, Why
from pipeline.ingest import LIMITS, read
from pipeline.ingest.limits import Limits
from pipeline.ingest.scan import ocr
from pipeline.ingest.scan.skew import slant, straightened
from pipeline.model import Document, walk
from pipeline.segment import segment
from tests.ingest.files import Run, pdf, put
from tests.support.render import entry
from tests.support.scans import packed, page, poor

needs_ocr = pytest.mark.needs_ocr
without = pytest.mark.skipif(not ocr.available(), reason="rapidocr and onnxruntime (the extra `ocr`) are not installed")

LINES = (
    "客户经理任职资格标准",
    "第一单元 市场拓展",
    "1、按时收集客户信息，建立客户档案，提出改进建议。",
    "2、每月拜访重点客户三次。",
)
LEFT, RIGHT = ("左栏的文字从上到下写满", "这一栏以后才转到右边去", "继续写下去直到写完为止"), (
    "右栏的文字接着左栏写完", "写满这一页以后翻到下页", "再从左边的一栏写起来"
)  # fmt: skip


def shown(lines: tuple[str, ...] = LINES, size: int = 40) -> Any:
    return page([(200, 300 + 90 * at, line) for at, line in enumerate(lines)], size=size).crop((0, 0, 1654, 1000))


def document(tmp_path: Path, data: bytes, limits: Limits = LIMITS) -> Document:
    return read(put(tmp_path, "a", data), "a", limits)


def bare(text: str) -> str:
    return "".join(text.split())


# -------------------------------------------------------------------------------------------- what needs no recognition


@pytest.mark.parametrize("degrees", [-5.0, -2.0, -0.5, 0.0, 1.3, 4.0])
def test_a_slant_is_measured_and_mended(degrees: float) -> None:
    import numpy
    from PIL import Image

    level = shown(LINES * 4)
    slanted = numpy.asarray(level.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255))
    assert slant(slanted) == pytest.approx(-degrees, abs=0.2)
    assert abs(slant(straightened(slanted))) <= 0.2


def test_without_the_extra_a_picture_is_set_aside_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.ingest.pictures.available", lambda: False)
    with pytest.raises(SourceError) as caught:
        document(tmp_path, packed([shown()], "PNG"))
    assert caught.value.why is Why.UNSUPPORTED
    assert "pip install 'biaozhun[ocr]'" in caught.value.advice


def test_without_the_extra_the_pages_of_text_are_read_and_the_others_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.available", lambda: False)
    scan = packed([shown()], "PDF")
    with pytest.raises(SourceError) as caught:
        document(tmp_path, scan)
    assert (caught.value.why, "biaozhun[ocr]" in caught.value.advice) == (Why.NO_TEXT, True)
    mixed = document(tmp_path, together(pdf([[Run(72, 600, "第一页的文字")]]), scan))
    assert str(mixed.text) == "第一页的文字"
    assert [(finding.code, finding.severity, finding.params) for finding in mixed.findings] == [
        ("not-recognised", "defect", {"pages": [2]})
    ]


def together(*files: bytes) -> bytes:
    """Pdf files one after the other."""
    writer, out = PdfWriter(), io.BytesIO()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("limits", [Limits(pixels=1_000_000), Limits(pages=1)], ids=["pixels", "pages"])
def test_a_picture_beyond_the_limits_is_refused_before_it_is_read(tmp_path: Path, limits: Limits) -> None:
    data = packed([shown(), shown()], "TIFF")
    if not ocr.available():
        pytest.skip("rapidocr and onnxruntime (the extra `ocr`) are not installed: pictures are refused at once")
    with pytest.raises(SourceError) as caught:
        document(tmp_path, data, limits)
    assert caught.value.why is Why.TOO_BIG


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_picture_cut_short_is_damaged_or_read_as_far_as_it_goes(tmp_path: Path, form: str) -> None:
    from pipeline.ingest.pictures import _frames

    data = packed([shown()], form)
    with pytest.raises(SourceError) as caught:
        list(_frames(data[: len(data) // 3], LIMITS))
    assert caught.value.why is Why.DAMAGED


# ------------------------------------------------------------------------------------------------------ recognition


@needs_ocr
@without
def test_a_picture_of_a_page_is_read_with_places_and_confidence(tmp_path: Path) -> None:
    read_ = document(tmp_path, packed([shown()], "PNG"))
    assert [bare(read_.text.source[slice(*block.span)]) for block in read_.blocks] == [bare(line) for line in LINES]
    for at, block in enumerate(read_.blocks):
        assert block.page == 1
        assert block.box
        assert block.confidence
        assert block.box[0] == pytest.approx(72, abs=4)  # 200 dots of 200 to the inch
        assert block.box[1] < (300 + 90 * at + 30) * 72 / 200 < block.box[3]
        assert 0.9 < block.confidence <= 1
    assert [finding.code for finding in read_.findings] == ["recognised"]
    standard = segment(clean(read_), entry("a"))
    nodes = [node for node in walk(standard.body) if node.span]
    assert nodes
    assert all("recognised from a picture" in node.why for node in nodes)


@needs_ocr
@without
def test_each_page_of_a_tiff_is_read_and_says_which_it_is(tmp_path: Path) -> None:
    read_ = document(tmp_path, packed([shown(LINES[:2]), shown(LINES[2:])], "TIFF"))
    told = [(block.page, bare(read_.text.source[slice(*block.span)])) for block in read_.blocks]
    assert told == [(1 + at // 2, bare(line)) for at, line in enumerate(LINES)]
    assert read_.copy.pages == 2


@needs_ocr
@without
@pytest.mark.parametrize("kind", ["negative", "sixteen bits"])
def test_a_picture_is_read_whatever_its_grey_values_mean(tmp_path: Path, kind: str) -> None:
    import numpy
    from PIL import Image

    grey = numpy.asarray(shown().convert("L"))
    picture = Image.fromarray(255 - grey if kind == "negative" else grey.astype("uint16") * 257)
    read_ = document(tmp_path, packed([picture], "PNG"))
    assert [bare(read_.text.source[slice(*block.span)]) for block in read_.blocks] == [bare(line) for line in LINES]


@needs_ocr
@without
def test_recognition_leaves_no_record_in_the_home_folder(tmp_path: Path) -> None:
    kept = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    code = "from pipeline.ingest.scan import ocr; ocr._engine()"
    subprocess.run([sys.executable, "-c", code], env=kept, check=True, timeout=120)
    assert [*tmp_path.rglob("*")] == []


@needs_ocr
@without
def test_a_poor_copy_lying_on_its_side_is_turned_and_read(tmp_path: Path) -> None:
    data = packed([poor(shown(LINES * 2)).rotate(90, expand=True)], "JPEG", quality=60)
    assert bare(str(document(tmp_path, data).text)) == bare("".join(LINES * 2))


@needs_ocr
@without
def test_columns_of_a_picture_are_read_one_after_the_other(tmp_path: Path) -> None:
    runs = [(150, 300 + 70 * at, line) for at, line in enumerate(LEFT)] + [
        (900, 300 + 70 * at, line) for at, line in enumerate(RIGHT)
    ]
    assert bare(str(document(tmp_path, packed([page(runs, size=45).crop((0, 0, 1654, 1000))], "PNG")).text)) == bare(
        "".join(LEFT + RIGHT)
    )


@needs_ocr
@without
def test_in_a_mixed_pdf_only_the_pictures_are_recognised(tmp_path: Path) -> None:
    mixed = together(pdf([[Run(72, 600, "第一页的文字")]]), packed([shown(LINES[:1])], "PDF"), pdf([[Run(72, 600, "第三页")]]))
    read_ = document(tmp_path, mixed)
    assert bare(str(read_.text)) == "第一页的文字" + LINES[0] + "第三页"
    assert [(block.page, block.confidence is None) for block in read_.blocks] == [(1, True), (2, False), (3, True)]


@needs_ocr
@without
def test_a_ruled_table_in_a_slanted_picture_has_its_cells(tmp_path: Path) -> None:
    words = [
        ["要素", "初级标准", "高级标准"],
        ["沟通", "能够倾听他人意见。", "能够主持——谈判。"],
        ["", "能够写会议记录。", "能够起草文件。"],
    ]
    xs, ys = (200, 420, 860, 1300), (300, 400, 500, 600)
    runs = [(x + 20, y + 20, cell) for y, row in zip(ys, words, strict=False) for x, cell in zip(xs, row, strict=False) if cell]
    rules = [(420 if y == 500 else 200, y, 1300, y) for y in ys] + [(x, 300, x, 600) for x in xs]
    shown_ = page([(200, 150, "岗位任职资格标准"), *runs, (200, 700, "表后的文字。")], rules, size=40).crop((0, 0, 1654, 1000))
    read_ = document(tmp_path, packed([poor(shown_)], "PNG"))
    assert [block.kind for block in read_.blocks] == ["paragraph", "table", "paragraph"]
    table = read_.blocks[1].table
    assert table
    cells = [(cell.row, cell.column, cell.rows, bare(read_.text.source[slice(*cell.span)])) for cell in table.cells]
    assert cells == [
        (0, 0, 1, "要素"), (0, 1, 1, "初级标准"), (0, 2, 1, "高级标准"),
        (1, 0, 2, "沟通"), (1, 1, 1, "能够倾听他人意见。"), (1, 2, 1, "能够主持——谈判。"),
        (2, 1, 1, "能够写会议记录。"), (2, 2, 1, "能够起草文件。"),
    ]  # fmt: skip


def test_rules_are_told_from_strokes_and_a_frame_from_a_table() -> None:
    import numpy

    from pipeline.ingest.scan.ruling import ruled

    text, frame = (
        shown(),
        page(
            [(220, 320, "框内的文字")], [(200, 300, 900, 300), (200, 500, 900, 500), (200, 300, 200, 500), (900, 300, 900, 500)]
        ),
    )
    assert ruled(numpy.asarray(text))[1] == []
    assert ruled(numpy.asarray(frame))[1] == []
