"""What the bench measures of pdf files: prose through all stages and read alone, ruled tables, the memory of a worker."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from pipeline.clean import clean
from pipeline.ingest import LIMITS, read
from pipeline.ingest.pdf import read_pdf
from pipeline.model import Entry
from pipeline.segment import segment
from tests.bench.measures import ROOT, Figure, clean_text
from tests.bench.timing import best, race
from tests.support.outline import corpus
from tests.support.pages import pdf

PAGES = 100
_COLUMNS, _LINES = 37, 24  # characters of a line, lines of a page: 888 characters
_PEAK = """
import sys
from pathlib import Path
from pipeline.extract import standardise
from pipeline.model import Entry
from tests.bench.memory import peak
for path in sorted(Path(sys.argv[1]).iterdir()):
    standardise(path, Entry(file=path.name, id=path.stem))
print(peak() / 1e6)
"""


@cache
def prose() -> bytes:
    """The gold texts printed at full width, with a running head and a number on each page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    words = clean_text().replace("\n", "")
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in range(PAGES):
        canvas.setFont("STSong-Light", 12)
        canvas.drawCentredString(297, 800, "公司管理手册")
        canvas.drawCentredString(297, 40, f"第 {page + 1} 页")
        for line in range(_LINES):
            at = (page * _LINES + line) * _COLUMNS % (len(words) - _COLUMNS)
            canvas.drawString(72, 750 - 28 * line, words[at : at + _COLUMNS])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _plain() -> None:
    """The text of each page and nothing else."""
    import pypdfium2

    document = pypdfium2.PdfDocument(prose())
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


@cache
def ruled() -> tuple[bytes, ...]:
    """The documents of the corpus that have tables."""
    return tuple(pdf(outline) for outline in corpus() if any("table" in node.attrs for node in outline.nodes))


def _tables() -> None:
    """The tables of each page by pdfplumber, and the text."""
    import pdfplumber

    for data in ruled():
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                page.extract_tables()
                page.extract_text()
                page.close()


def _ours() -> None:
    for data in ruled():
        read_pdf(data, LIMITS)


def printed() -> Iterator[Figure]:
    """PDF files against pypdfium2 and pdfplumber on the same pages; fonts of the machine are shut out for both."""
    run = race(partial(read_pdf, prose(), LIMITS), _plain)
    yield Figure("pdf: prose, reading alone", run.ratio, "× pypdfium2", 0.3, note=f"{PAGES / run.ours:.0f} pages/s")
    run = race(_ours, _tables)
    yield Figure("pdf: ruled tables", run.ratio, "× pdfplumber", 0.8, note="its extract_tables and extract_text")
    yield _whole()
    yield _peak()


def _whole() -> Figure:
    """All stages, on one core."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prose.pdf"
        path.write_bytes(prose())
        spent: dict[str, float] = {}

        def all_stages() -> None:
            started = time.process_time()
            document = read(path, path.name)
            spent["read"] = time.process_time() - started
            document = clean(document)
            spent["clean"] = time.process_time() - started - spent["read"]
            segment(document, Entry(file=path.name, id="prose"))

        seconds = best(all_stages, least=1)
    spent["segment"] = seconds - sum(spent.values())
    shares = ", ".join(f"{name} {part / seconds:.0%}" for name, part in spent.items())
    return Figure("pdf: prose, all stages", PAGES / seconds, "pages/s", 150, note=shares)


def _peak() -> Figure:
    """Of a process that takes all documents of the corpus as pdf files through all stages."""
    with tempfile.TemporaryDirectory() as folder:
        for outline in corpus():
            (Path(folder) / f"{outline.name}.pdf").write_bytes(pdf(outline))
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, folder],
            cwd=ROOT,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    return Figure("pdf: peak memory of a worker", float(done.stdout), "MB", 300, at_most=True)
