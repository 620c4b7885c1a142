"""What other standards have where one has a gap, for the item that tells of the gap.

Looked up when such an item is shown, and kept until a standard of the folder changes: the catalogue names the bytes of each.
"""

from pathlib import Path

from pipeline.catalogue import NAME, read_catalogue
from pipeline.language import Language
from pipeline.parallels import Lost, cited
from pipeline.parallels.rows import GAPS
from pipeline.quoted import Quoted, quoted
from pipeline.review.queue import Item


class Citations:
    """The citations of the standards of an output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, list[Lost]] = {}

    def of(self, item: Item, language: Language) -> list[Quoted]:
        """What is cited for an item; nothing for one that tells of no gap."""
        finding = item.finding
        if finding is None or finding.code not in GAPS or finding.node is None:
            return []
        there = [lost for lost in self._lost(item.seen.standard.id) if lost.before == finding.node]
        return [quoted(citation, language) for lost in there for citation in lost.citations]

    def _lost(self, id_: str) -> list[Lost]:
        now = self._now()
        if now != self._stamp:
            self._stamp, self._known = now, {}
        if id_ not in self._known:
            ids = [entry.id for entry in read_catalogue(self.out).standards]
            self._known[id_] = cited(self.out, [id_], ids).get(id_, [])
        return self._known[id_]

    def _now(self) -> tuple[int, int] | None:
        try:
            found = (self.out / NAME).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
