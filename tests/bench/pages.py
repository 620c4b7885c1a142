"""What the bench measures of saved pages: reading them, and all the way to a standard, against trafilatura on the same page."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.extract import standardise
from pipeline.ingest import read
from pipeline.model import Entry
from tests.bench.measures import Figure
from tests.bench.timing import race
from tests.support import webpages
from tests.support.outline import corpus


def pages() -> Iterator[Figure]:
    """Every document of the corpus on a page of an unknown site. Wanted is what an issue of the project asks for."""
    import trafilatura

    sources = [webpages.framed(webpages.page(outline)) for outline in corpus()]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.html") for number in range(len(sources))]
        for path, source in zip(paths, sources, strict=True):
            path.write_text(source, encoding="utf-8")
        entries = [Entry(file=path.name, id=path.stem) for path in paths]

        def peer() -> list[str | None]:
            return [trafilatura.extract(source) for source in sources]

        whole = race(lambda: [standardise(path, entry) for path, entry in zip(paths, entries, strict=True)], peer)
        alone = race(lambda: [read(path, path.name) for path in paths], peer)
    note = "reading asks trafilatura too, where the mark-up speaks of menus or feet"
    yield Figure("html: page to standard", 1 / whole.ratio, "× trafilatura", 4.0, at_most=True, note=note)
    yield Figure("html: reading alone", 1 / alone.ratio, "× trafilatura", None, at_most=True, note=f"{len(paths)} pages")
