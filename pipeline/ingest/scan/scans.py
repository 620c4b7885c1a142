"""What recognised pages have in common, whatever file they came in: their things in reading order, and what is told of them
and of pages that could be read in part only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.ingest.compose import Draft
from pipeline.ingest.paper.lines import Printed
from pipeline.ingest.scan.ocr import INSTALL, Picture
from pipeline.model import Finding

DOUBTFUL = 0.8
"""A block whose worst line is less sure should be looked at."""


def beside(picture: Picture, lines: Sequence[Printed]) -> list[Printed]:
    """The lines of a recognised page, and of the text that lies on it those that it does not show."""
    shown = "".join(_bare(line.text) for line in picture.lines)
    return [*picture.lines, *(line for line in lines if _bare(line.text) not in shown)]


def _bare(text: str) -> str:
    return "".join(text.split())


def noted(draft: Draft, recognised: Sequence[int], waiting: Sequence[int] = ()) -> Draft:
    """The draft with what a person should know. recognised: the pages read from pictures; waiting: those that could not be."""
    found = [*draft.findings]
    if recognised:
        found.append(_recognised(draft, recognised))
    if waiting:
        pages = _listed(waiting)
        found.append(
            Finding(
                code="not-recognised",
                severity="defect",
                message_en=f"Pages {pages} were not read: pictures, or letters to which the file gives no meaning. {INSTALL}",
                message_zh=f"第 {pages} 页未能读取：该页是图片，或其字符没有对应的文字。"
                "请先安装文字识别：pip install 'biaozhun[ocr]'。",
                params={"pages": [*waiting]},
            )
        )
    return replace(draft, findings=tuple(found))


def unmapped(draft: Draft, unknown: Mapping[int, int]) -> Draft:
    """The draft with what a person should know of pages with letters that have no meaning. unknown: how many, by page."""
    if not unknown:
        return draft
    pages, letters = _listed([*unknown]), sum(unknown.values())
    finding = Finding(
        code="letters-unknown",
        severity="review",
        message_en=f"{letters:,} letters on pages {pages} have no meaning in the file: other letters may stand for them. "
        "Compare them with the pages.",
        message_zh=f"第 {pages} 页有 {letters:,} 个字符在文件中没有对应的文字，读出的可能是别的字，请与原页核对。",
        params={"pages": [*unknown], "letters": letters},
    )
    return replace(draft, findings=(*draft.findings, finding))


def untabled(draft: Draft, pages: Sequence[int]) -> Draft:
    """The draft with what a person should know of pages that break the format: their text is read without tables."""
    if not pages:
        return draft
    told = _listed(pages)
    finding = Finding(
        code="tables-unread",
        severity="defect",
        message_en=f"The file is broken at pages {told}: what text could be read of them is here, their tables are lines. "
        "Download the file again, or compare the text with the pages.",
        message_zh=f"文件在第 {told} 页损坏：能读出的文字已收入，表格只能按行读取。请重新下载，或与原页核对。",
        params={"pages": [*pages]},
    )
    return replace(draft, findings=(*draft.findings, finding))


def _recognised(draft: Draft, pages: Sequence[int]) -> Finding:
    doubtful = [block for block in draft.blocks if block.confidence is not None and block.confidence < DOUBTFUL]
    told = _listed(pages)
    return Finding(
        code="recognised",
        severity="review" if doubtful else "info",
        message_en=f"The text of pages {told} was recognised from pictures (OCR); {len(doubtful)} pieces of it are doubtful. "
        "Compare them with the pictures.",
        message_zh=f"第 {told} 页的文字由图片识别（OCR）而来，其中 {len(doubtful)} 处把握不大，请与图片核对。",
        params={"pages": [*pages], "doubtful": len(doubtful)},
        span=doubtful[0].span if doubtful else None,
    )


def _listed(pages: Sequence[int]) -> str:
    """1–3, 5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in runs)
