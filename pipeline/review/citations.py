"""What other standards have where one has a gap, for the item that tells of the gap.

Looked up when such an item is shown, and kept until a standard of the folder changes: the catalogue names the bytes of each,
and where there is none the files themselves are looked at.
"""

from pathlib import Path

from pipeline.catalogue import NAME
from pipeline.language import Language
from pipeline.load import LoadError, standard_folders
from pipeline.parallels import Lost, cited
from pipeline.parallels.rows import GAPS
from pipeline.quoted import Quoted, quoted
from pipeline.review.queue import Item


class Citations:
    """The citations of the standards of an output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stamp: object = None
        self._known: dict[str, list[Lost]] = {}

    def of(self, item: Item, language: Language) -> list[Quoted]:
        """What is cited for an item; nothing for one that tells of no gap."""
        finding = item.finding
        if finding is None or finding.code not in GAPS or finding.node is None:
            return []
        lost = self._lost(item.seen.standard.id)
        there = [one for one in lost if one.before == finding.node and one.code in GAPS]
        return [quoted(citation, language) for one in there for citation in one.citations]

    def _lost(self, id_: str) -> list[Lost]:
        now = self._now()
        if now != self._stamp:
            self._stamp, self._known = now, {}
        if id_ not in self._known:
            self._known[id_] = cited(self.out, [id_], [folder.name for folder in self._folders()]).get(id_, [])
        return self._known[id_]

    def _folders(self) -> list[Path]:
        try:
            return standard_folders(self.out)
        except LoadError:
            return []

    def _now(self) -> object:
        catalogue = _stamp(self.out / NAME)
        return catalogue or [(folder.name, _stamp(folder / "standard.json")) for folder in self._folders()]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
