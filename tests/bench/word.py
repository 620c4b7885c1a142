"""What reading a Word file costs, against python-docx: a report of 18 pages, 50 KB, headings, lists and tables in it."""

import io
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.extract import extract_document
from pipeline.ingest.docx import read_docx
from pipeline.limits import LIMITS
from pipeline.model import Entry
from tests.bench.measures import Figure, clean_text, dearest_functions
from tests.bench.timing import race

_CHARACTERS = 17_000  # 18 pages of 950


@cache
def report() -> bytes:
    """The gold texts as a Word file: short lines are headings, every twelfth line starts a table of the next."""
    import docx

    document = docx.Document()
    written = 0
    lines = [line for line in clean_text().split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if written > _CHARACTERS:
            break
        written += len(line)
        if number % 40 == 12:
            table = document.add_table(4, 4)
            for index, words in enumerate(lines[number : number + 16]):
                table.cell(index // 4, index % 4).text = words[:40]
                written += len(words[:40])
        elif len(line) < 16 and number % 3 == 0:
            document.add_heading(line, 2)
        else:
            document.add_paragraph(line, style="List Number" if number % 5 == 0 else None)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def python_docx() -> str:
    """The text as python-docx gives it: paragraphs and cells, no numbers, no boxes, no notes."""
    import docx

    document: Any = docx.Document(io.BytesIO(report()))
    parts: list[str] = []
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            parts += [cell.text for row in item.rows for cell in row.cells]
        else:
            parts.append(item.text)
    return "\n".join(parts)


def word() -> Iterator[Figure]:
    """Reading alone, and everything to the written files, in multiples of python-docx's time for the text."""
    data = report()
    pages = f"{len(data) / 1e3:.0f} KB, {len(read_docx(data, LIMITS).text):,} characters"
    run = race(lambda: read_docx(data, LIMITS), python_docx)
    yield Figure(
        "docx: read", run.ours / run.peer, "× python-docx", 0.5, at_most=True, note=f"{run.ours * 1e3:.1f} ms; {pages}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(data)

        def whole() -> None:
            place = Path(folder) / "report"
            place.mkdir(exist_ok=True)
            extract_document(path, Entry(file="report.docx", id="report"), place, Path(folder) / "ids.jsonl")

        run = race(whole, python_docx)
        note = f"{run.ours * 1e3:.0f} ms; most of it in {dearest_functions(whole)}"
    yield Figure("docx: to standard.json", run.ours / run.peer, "× python-docx", 6.0, at_most=True, note=note)
