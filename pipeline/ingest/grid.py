"""A ruled table of one page, whoever found it."""

from dataclasses import dataclass

from pipeline.ingest.compose import Words
from pipeline.ingest.lines import Box


@dataclass(frozen=True, slots=True)
class Grid:
    """lefts: the left edges of its columns and the right edge of the last, in points; confidence: of its worst line."""

    cells: tuple[Words, ...]
    box: Box
    page: int
    lefts: tuple[float, ...]
    confidence: float | None = None
