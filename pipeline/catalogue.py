"""catalogue.json: what stands in an output folder, made from the standards themselves."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from pipeline.model import Catalogue, CatalogueEntry, Copy, Standard, walk

NAME = "catalogue.json"
STANDARD = "standard.json"

# What reading a file of ours raises where it is not there or no longer ours.
_UNUSABLE = (OSError, msgspec.DecodeError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a source. characters: of the source and of the text; edits: per channel; seconds: for the terminal only.

    Without seconds it is of an earlier run.
    """

    listing: CatalogueEntry
    characters: tuple[int, int]
    edits: dict[str, int]
    seconds: float | None


def enter(standard: Standard, digests: dict[str, str]) -> CatalogueEntry:
    """The line of a standard. digests: SHA-256 by file name."""
    kinds = Counter(node.kind for node in walk(standard.body))
    severities = Counter(finding.severity for finding in standard.findings)
    return CatalogueEntry(
        id=standard.id,
        title=standard.title,
        families=standard.families,
        file=standard.sources[0].file,
        counts=dict(sorted(kinds.items())),
        findings=dict(sorted(severities.items())),
        completeness=standard.completeness,
        rights=standard.rights,
        digests=dict(sorted(digests.items())),
    )


def read_catalogue(out: Path) -> Catalogue:
    """The catalogue of an output folder; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode((out / NAME).read_bytes(), type=Catalogue)
    except _UNUSABLE:
        return Catalogue()


class _Made(msgspec.Struct):
    """What a standard.json says of its sources."""

    sources: tuple[Copy, ...]


def read_origins(out: Path) -> dict[str, tuple[str, str]]:
    """By id, the file that each standard was made from and the SHA-256 it had; "" where that cannot be told."""
    origins = {entry.id: (entry.file, "") for entry in read_catalogue(out).standards}
    for id_ in ids_on_disk(out):
        try:
            made = msgspec.json.decode((out / id_ / STANDARD).read_bytes(), type=_Made)
        except _UNUSABLE:
            continue
        if made.sources:
            origins[id_] = made.sources[0].file, made.sources[0].sha256
    return origins


def entry_on_disk(folder: Path) -> CatalogueEntry | None:
    """The line of a standard that was written earlier; None where its files are no longer what this program writes."""
    from pipeline.write import FILES

    try:
        standard = msgspec.json.decode((folder / STANDARD).read_bytes(), type=Standard)
        files = [folder / name for name in sorted(FILES)]
        return enter(standard, {path.name: _digest(path) for path in files})
    except _UNUSABLE:
        return None


def ids_on_disk(out: Path) -> list[str]:
    """The ids of all standards that stand in an output folder, in sorted order."""
    return sorted(path.parent.name for path in out.glob(f"*/{STANDARD}")) if out.is_dir() else []


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
