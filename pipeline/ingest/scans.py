"""What recognised pages have in common, whatever file they came in: their things in reading order, and what is told of them."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.compose import Draft
from pipeline.ingest.lines import Printed
from pipeline.ingest.ocr import INSTALL, Picture
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
                message_en=f"Pages {pages} are pictures and were not read. {INSTALL}",
                message_zh=f"第 {pages} 页是图片，未能读取。请先安装文字识别：pip install 'biaozhun[ocr]'。",
                params={"pages": [*waiting]},
            )
        )
    return replace(draft, findings=tuple(found))


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
